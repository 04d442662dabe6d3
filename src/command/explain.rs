//! `milepost explain`: the reasons for which a page is as it is.

use super::{Failure, Outcome, edits, options, terminal};
use crate::build::{Build, Builder};
use crate::cli::{Explain, Global};
use crate::diagnostic::nearest;
use crate::site::{HeldBack, Page, Reason, Resolved, Timing};
use crate::source;
use std::fmt::Write;

/// Prints what makes a page, on standard output.
pub(super) fn explain(global: &Global, arguments: &Explain) -> Result<Outcome, Failure> {
    let root = options::site_root(global)?;
    let snapshot = source::scan(&root, None);
    let build_options = options::publish(&arguments.selection)?;
    let build_options = options::with_history(build_options, &root, &snapshot);
    let mut builder = Builder::default();
    let build = builder.build(&snapshot, &build_options);
    let asked = arguments.page.as_str();
    let text = match (find(&build, asked), held_back(&build, asked)) {
        (Some(page), _) => {
            let source = page.source.as_ref();
            let remade =
                source.and_then(|it| edits::remade(&mut builder, &build, &build_options, it));
            of_page(&build, page) + &remade.as_ref().map_or_else(String::new, of_edits)
        }
        (None, Some(page)) => of_held_back(&build, page),
        (None, None) => return Err(Failure::Usage(missing(&build, asked))),
    };
    terminal::output(&text)?;
    Ok(Outcome::Success)
}

fn find<'a>(build: &'a Build, asked: &str) -> Option<&'a Page> {
    let asked = asked.trim_start_matches("./");
    let url = format!("/{}", asked.trim_start_matches('/'));
    let folder = format!("{}/", url.trim_end_matches('/'));
    let file = format!("content/{}", asked.trim_start_matches('/'));
    let is_it = |page: &&Page| {
        let source = page.source.as_ref().map(|source| source.as_str());
        let is_url = [url.as_str(), folder.as_str()].contains(&page.card.url.as_str());
        is_url || source == Some(asked) || source == Some(file.as_str())
    };
    build.site().pages.iter().find(is_it)
}

fn held_back<'a>(build: &'a Build, asked: &str) -> Option<&'a HeldBack> {
    let asked = asked.trim_start_matches("./").trim_start_matches('/');
    let mut pages = build.held_back().iter();
    pages.find(|page| {
        page.source
            .as_str()
            .strip_prefix("content/")
            .unwrap_or_default()
            == asked
            || page.source.as_str() == asked
    })
}

fn missing(build: &Build, asked: &str) -> String {
    let pages = build.site().pages.iter();
    let urls = pages.map(|page| page.card.url.as_str());
    let sources = build.site().pages.iter();
    let sources = sources.filter_map(|page| Some(page.source.as_ref()?.as_str()));
    let near = nearest(asked, urls.chain(sources));
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    format!("there is no page `{asked}`{near}")
}

fn of_page(build: &Build, page: &Page) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| _ = writeln!(text, "{name:<12}{value}");
    line("URL", &page.card.url);
    line("title", &page.card.title);
    let source = page
        .source
        .as_ref()
        .map_or("none: Milepost makes it", |source| source.as_str());
    line("source", source);
    line("output", page.route.output.as_str());
    let job = build.jobs().get(page.route.output.as_str());
    if let Some(inputs) = job.and_then(|job| job.page()) {
        let (engine, template) = (&inputs.globals.engine, &inputs.globals.template);
        line("template", &engine.chain(template).join(", which extends "));
        let roots: Vec<String> = engine.roots(template).into_iter().collect();
        line("it reads", &roots.join(", "));
        if !page.head.calls.is_empty() {
            line("components", &page.head.calls.join(", "));
        }
    }
    let links_here = |other: &&Page| {
        let mut targets = other.links.iter().filter_map(Resolved::path);
        other.card.url != page.card.url && targets.any(|url| url == page.card.url)
    };
    let linking = build.site().pages.iter().filter(links_here);
    let linking: Vec<&str> = linking.map(|other| other.card.url.as_str()).collect();
    match linking.is_empty() {
        true => line("linked from", "no text of another page"),
        false => line("linked from", &linking.join(", ")),
    }
    let timing = Timing::of(&page.head.front_matter, build.today());
    let published = match (timing.is_held_back(), timing.expires) {
        (true, _) => "only since this command was told to show it".to_owned(),
        (false, Some(day)) => format!("yes, until {}", day.spoken(build.today())),
        (false, None) => "yes".to_owned(),
    };
    line("published", &published);
    text
}

/// Returns the lines on what an edit makes anew.
fn of_edits((text, title): &(String, Option<String>)) -> String {
    let mut lines = format!("{:<12}{text}\n", "edited text");
    if let Some(title) = title {
        _ = writeln!(lines, "{:<12}{title}", "new title");
    }
    format!("An edit makes these anew:\n{lines}")
}

fn of_held_back(build: &Build, page: &HeldBack) -> String {
    let reason = match page.reason {
        Reason::Draft => "no: it is a draft".to_owned(),
        Reason::Scheduled(day) => {
            format!("no: it appears on {}", day.spoken(build.today()))
        }
        Reason::Expired(day) => {
            format!(
                "no: it is no longer published since {}",
                day.spoken(build.today())
            )
        }
    };
    format!(
        "{:<12}{}\n{:<12}{reason}\n",
        "source", page.source, "published"
    )
}
