//! What an event stream says: how what a page in a browser shows differs from the newest build.

use super::address;
use super::sight::{Seen, Sight, is_page};
use super::state::State;
use crate::digest::Digest;
use crate::path::{OutputPath, SourcePath};
use crate::report::{self, JsonReport, Located, Summary, Target, summary};
use serde::Serialize;

/// What a browser shows of the site. It holds all that is needed to tell what has changed since, whoever asks, even after a restart.
///
/// As text it is the id of an event: a browser that lost its stream sends it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    page: String,
    styles: String,
    cover: String,
    judged: String,
}

/// One message, as JSON.
#[derive(Debug, Serialize)]
struct Message<'a> {
    generation: u64,
    /// The page that it is about, as it was asked for.
    url: String,
    page: Change,
    styles: Vec<&'a str>,
    /// Nothing while they are not known, and where what was told before still stands.
    diagnostics: Option<Diagnostics<'a>>,
    overlay: Option<&'a str>,
}

/// What has become of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Change {
    Same,
    Changed,
    Gone,
}

/// What is wrong: the numbers for the whole site, and in full what concerns the page.
#[derive(Debug, Serialize)]
struct Diagnostics<'a> {
    #[serde(flatten)]
    site: Summary,
    page: JsonReport<'a>,
}

/// What stands for "nothing" in an id.
const NOTHING: &str = "0";

impl Shown {
    /// What a page shows that is served now. It brings no diagnostics with it.
    pub(super) fn of(state: &State, sight: &Sight) -> Self {
        Shown {
            page: match sight.seen {
                Seen::Page(digest) => format!("p{}", digest.short(16)),
                Seen::Missing(digest) => format!("m{}", digest.short(16)),
                Seen::Failed => "f".to_owned(),
            },
            styles: Digest::of(&*state.styles).short(16),
            cover: sight.cover.as_ref().map_or_else(|| NOTHING.to_owned(), |cover| Digest::of(cover).short(8)),
            judged: NOTHING.to_owned(),
        }
    }

    /// The id of an event after which a browser shows this.
    pub(super) fn id(&self, state: &State) -> String {
        let Shown { page, styles, cover, judged } = self;
        format!("{}.{}.{page}.{styles}.{cover}.{judged}", state.run, state.generation)
    }

    /// Reads what [`Shown::id`] wrote, in this run or another.
    pub(super) fn parse(id: &str) -> Option<Self> {
        let parts: Vec<&str> = id.split('.').collect();
        let [_run, _generation, page, styles, cover, judged] = parts.as_slice() else { return None };
        let [page, styles, cover, judged] = [page, styles, cover, judged].map(|part| (**part).to_owned());
        Some(Shown { page, styles, cover, judged })
    }

    fn is_missing(&self) -> bool {
        self.page.starts_with('m')
    }
}

/// What to tell a browser that shows `known`, and what it shows after that; no text if there is nothing to tell.
///
/// `path` is decoded. `before` is the state that was compared last, where there is one; without it all style sheets count as
/// changed when any did.
pub(super) fn compare(
    known: &Shown,
    before: Option<&State>,
    state: &State,
    sight: &Sight,
    path: &str,
) -> (Shown, Option<String>) {
    let mut shown = Shown::of(state, sight);
    let located = state.judged.as_deref().map(|located| (summary(located), about(located, state, path)));
    let diagnostics = located.as_ref().map(|(site, page)| Diagnostics { site: *site, page: report::json(page) });
    shown.judged = diagnostics.as_ref().map_or_else(|| known.judged.clone(), token);
    if shown == *known {
        return (shown, None);
    }
    let diagnostics = diagnostics.filter(|_| shown.judged != known.judged);
    let message = Message {
        generation: state.generation,
        url: address::url(path),
        page: match (shown.page != known.page, shown.is_missing() && !known.is_missing()) {
            (false, _) => Change::Same,
            (true, true) => Change::Gone,
            (true, false) => Change::Changed,
        },
        styles: if shown.styles == known.styles { Vec::new() } else { changed_styles(before, state) },
        diagnostics,
        overlay: sight.cover.as_deref(),
    };
    let text = serde_json::to_string(&message).expect("our messages have text for keys and no failing values");
    (shown, Some(text))
}

fn token(diagnostics: &Diagnostics<'_>) -> String {
    if diagnostics.site == Summary::default() {
        return NOTHING.to_owned();
    }
    let json = serde_json::to_string(diagnostics).expect("our messages have text for keys and no failing values");
    Digest::of(&json).short(8)
}

fn changed_styles<'a>(before: Option<&State>, state: &'a State) -> Vec<&'a str> {
    let is_same = |url: &str, key| before.and_then(|before| before.styles.get(url)) == Some(key);
    state.styles.iter().filter(|(url, key)| !is_same(url, key)).map(|(url, _)| url.as_str()).collect()
}

/// What concerns the page at a decoded path.
fn about(located: &[Located], state: &State, path: &str) -> Vec<Located> {
    let address::Found::Job(job) = address::find(&state.build, path) else { return Vec::new() };
    if !is_page(job) {
        return Vec::new();
    }
    let concerns = |located: &&Located| {
        let trace = located.trace.iter().map(|frame| &frame.spot);
        let mut spots = located.spot.iter().chain(trace).chain(&located.also);
        spots.any(|spot| is_at(&spot.target, job.origin.as_ref(), &job.route.output))
    };
    located.iter().filter(concerns).cloned().collect()
}

fn is_at(target: &Target, source: Option<&SourcePath>, page: &OutputPath) -> bool {
    match target {
        Target::Source(file) => Some(file) == source,
        Target::Output(output) => output == page,
    }
}
