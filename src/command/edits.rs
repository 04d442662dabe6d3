//! The outputs that an edit of a page would make anew: the plan of an edited site says it.

use crate::build::{Build, BuildOptions, Builder};
use crate::document::front_matter;
use crate::path::SourcePath;
use crate::source::Snapshot;
use crate::yaml::Format;

/// The title of a page whose title is edited.
const TITLE: &str = "Another title";

/// The most pages that are named.
const MOST: usize = 6;

/// Returns the outputs that another word in the text of a page would make anew, in words, and those
/// that another title would; `None` for a title whose front matter cannot be read.
pub(super) fn remade(
    builder: &mut Builder,
    build: &Build,
    options: &BuildOptions,
    document: &SourcePath,
) -> Option<(String, Option<String>)> {
    let snapshot = build.snapshot();
    let text = snapshot.text(document.as_str())?;
    let mut of = |text: &str| {
        let edited: Snapshot = snapshot.with_text(document, text);
        changes(build, &builder.build(&edited, options))
    };
    let body = of(&format!("{text}\n\nWord.\n"));
    let title = titled(text).map(|text| of(&text));
    Some((body, title))
}

/// Returns a document with another title.
fn titled(text: &str) -> Option<String> {
    let split = front_matter::split(text);
    let Some(range) = split.front_matter.clone() else {
        return Some(format!("---\ntitle: {TITLE}\n---\n{text}"));
    };
    let line = match split.fence.format() {
        Format::Yaml => format!("title: {TITLE}\n"),
        Format::Toml => format!("title = \"{TITLE}\"\n"),
    };
    let is_title = |line: &&str| {
        let rest = line.strip_prefix("title");
        rest.is_some_and(|rest| rest.trim_start().starts_with([':', '=']))
    };
    let others = text[range.clone()].split_inclusive('\n');
    let others: String = others.filter(|line| !is_title(line)).collect();
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    Some(format!("{before}{line}{others}{behind}"))
}

/// Returns the outputs of a build whose content differs from that in the build before, in words.
fn changes(before: &Build, after: &Build) -> String {
    let jobs = after.jobs().values();
    let changed = jobs.filter(|job| {
        let known = before.jobs().get(&job.route.output);
        known.is_none_or(|known| known.key != job.key)
    });
    let (pages, files): (Vec<_>, Vec<_>) = changed.partition(|job| job.page().is_some());
    let mut parts: Vec<String> = pages
        .iter()
        .take(MOST)
        .map(|job| job.route.url.clone())
        .collect();
    if pages.len() > MOST {
        parts.push(format!("{} more pages", pages.len() - MOST));
    }
    match files.as_slice() {
        [] => {}
        [file] => parts.push(file.route.url.clone()),
        [first, others @ ..] => {
            let plural = if others.len() == 1 { "" } else { "s" };
            parts.push(format!(
                "{} and {} other file{plural}",
                first.route.url,
                others.len()
            ));
        }
    }
    match parts.is_empty() {
        true => "nothing".to_owned(),
        false => parts.join(", "),
    }
}
