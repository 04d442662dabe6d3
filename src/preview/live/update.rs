//! What an event stream says: how what a page in a browser shows differs from the newest build.

use super::page_diagnostics::{self, Faults};
use super::redirect_hint::{self, Way};
use super::resolve;
use super::served_page::{Seen, Sight};
use super::state::State;
use crate::digest::Digest;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a browser shows of the site. It holds all that is needed to tell what has changed since,
/// whoever asks, even after a restart.
///
/// As text it is the id of an event: a browser that lost its stream sends it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    page: String,
    files: String,
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
    /// Whether somebody edited the page's own document.
    edited: bool,
    /// The URLs of files that it may show and that have changed.
    files: Vec<String>,
    /// Nothing while they are not known, and where what was told before still stands.
    diagnostics: Option<Faults<'a>>,
    overlay: Option<&'a str>,
    /// Where to go on from a page that is gone.
    way: Option<Way>,
}

/// What has become of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Change {
    Same,
    Changed,
    Gone,
}

/// What stands for "nothing" in an id.
const NOTHING: &str = "0";

impl Shown {
    /// What a page shows that is served now. It brings no diagnostics with it.
    pub(crate) fn of(state: &State, sight: &Sight) -> Self {
        Shown {
            page: match sight.seen {
                Seen::Page(digest) => format!("p{}", digest.short(16)),
                Seen::Missing(digest) => format!("m{}", digest.short(16)),
                Seen::Failed => "f".to_owned(),
            },
            files: Digest::of(&(state.assets.digest, &sight.files)).short(16),
            cover: sight
                .cover
                .as_ref()
                .map_or_else(|| NOTHING.to_owned(), |cover| Digest::of(cover).short(8)),
            judged: NOTHING.to_owned(),
        }
    }

    /// The id of an event after which a browser shows this.
    pub(crate) fn id(&self, state: &State) -> String {
        let Shown {
            page,
            files,
            cover,
            judged,
        } = self;
        format!(
            "{}.{}.{page}.{files}.{cover}.{judged}",
            state.run, state.generation
        )
    }

    /// Reads what [`Shown::id`] wrote, in this run or another.
    pub(crate) fn parse(id: &str) -> Option<Self> {
        let parts: Vec<&str> = id.split('.').collect();
        let [_run, _generation, page, files, cover, judged] = parts.as_slice() else {
            return None;
        };
        let [page, files, cover, judged] =
            [page, files, cover, judged].map(|part| (**part).to_owned());
        Some(Shown {
            page,
            files,
            cover,
            judged,
        })
    }

    fn is_missing(&self) -> bool {
        self.page.starts_with('m')
    }
}

/// What to tell a browser that shows `known`, and what it shows after that; no text if there is
/// nothing to tell.
///
/// `path` is decoded. `before` is the state that was compared last and what was seen in it, where
/// there is one; without it all files count as changed when any did.
pub(crate) fn compare(
    known: &Shown,
    before: Option<(&State, &Sight)>,
    state: &State,
    sight: &Sight,
    path: &str,
) -> (Shown, Option<String>) {
    let mut shown = Shown::of(state, sight);
    let diagnostics = state
        .judged
        .as_deref()
        .map(|located| page_diagnostics::faults(located, state, path));
    shown.judged = diagnostics
        .as_ref()
        .map_or_else(|| known.judged.clone(), token);
    if shown == *known {
        return (shown, None);
    }
    let diagnostics = diagnostics.filter(|_| shown.judged != known.judged);
    let page = match (
        shown.page != known.page,
        shown.is_missing() && !known.is_missing(),
    ) {
        (false, _) => Change::Same,
        (true, true) => Change::Gone,
        (true, false) => Change::Changed,
    };
    let before_state = before.map(|(before, _)| before);
    let message = Message {
        generation: state.generation,
        url: resolve::url(path),
        page,
        edited: before_state.is_some_and(|before| is_edited(before, state, path)),
        files: if shown.files == known.files {
            Vec::new()
        } else {
            changed_files(before, state, sight)
        },
        diagnostics,
        overlay: sight.cover.as_deref(),
        way: (page == Change::Gone).then(|| redirect_hint::from(before_state, state, path)),
    };
    let text = serde_json::to_string(&message)
        .expect("our messages have text for keys and no failing values");
    (shown, Some(text))
}

fn token(faults: &Faults<'_>) -> String {
    let json = serde_json::to_string(faults)
        .expect("our messages have text for keys and no failing values");
    Digest::of(&json).short(8)
}

/// Whether the document that the page is made from has another text now.
fn is_edited(before: &State, state: &State, path: &str) -> bool {
    let resolve::Found::Job(job) = resolve::find(&state.build, path) else {
        return false;
    };
    let digest = |state: &State| {
        state
            .build
            .snapshot()
            .get(job.origin.as_ref()?.as_str())
            .map(|file| file.digest)
    };
    digest(before) != digest(state)
}

fn changed_files(before: Option<(&State, &Sight)>, state: &State, sight: &Sight) -> Vec<String> {
    let changed = |before: Option<&BTreeMap<String, Digest>>, now: &BTreeMap<String, Digest>| {
        let is_same = |url: &String, key| before.and_then(|before| before.get(url)) == Some(key);
        now.iter()
            .filter(|(url, key)| !is_same(url, key))
            .map(|(url, _)| url.clone())
            .collect::<Vec<_>>()
    };
    let mut files = changed(
        before.map(|(before, _)| &before.assets.keys),
        &state.assets.keys,
    );
    files.extend(changed(before.map(|(_, sight)| &sight.files), &sight.files));
    files
}
