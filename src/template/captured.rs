//! The templates whose text is captured: it goes into a value and not into the page, so that the
//! writer of the page cannot bound it.
//!
//! Captured is what stands between `set` and `endset`, in the body of a component and in `filter`;
//! what a component writes that is called within an expression; each block, if one is shown by
//! `super()`; and the files that these name. The set may hold a file too many, never one too few.

use super::expression::outline;
use super::sources::Sources;
use super::tags::{Tag, tags};
use crate::text_format::TextFormat;
use std::collections::BTreeSet;

/// The captured files of a site.
pub(super) struct Captures {
    files: BTreeSet<String>,
    blocks: bool,
    is_escaped: bool,
}

/// The captured parts of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Capture {
    /// True if what all templates write is escaped.
    pub is_escaped: bool,
    /// True if all of it may be captured.
    pub whole: bool,
    /// True if its blocks may be.
    pub blocks: bool,
}

impl Captures {
    pub(super) fn of(sources: &Sources) -> Self {
        let texts = || {
            let templates = sources.templates.iter();
            templates.map(|(name, (_, text))| (name.as_str(), &**text))
        };
        let blocks = texts().any(|(_, text)| text.contains("super"));
        let named: Vec<(&str, Vec<&str>)> = texts()
            .map(|(name, text)| (name, names(name, text, &sources.theme)))
            .collect();
        let mut files = BTreeSet::new();
        let mut waiting: Vec<&str> = texts()
            .flat_map(|(_, text)| captured(text, blocks))
            .collect();
        while let Some(text) = waiting.pop() {
            for (file, names) in &named {
                let is_named = names.iter().any(|name| text.contains(name));
                if is_named && files.insert((*file).to_owned()) {
                    waiting.push(&sources.templates[*file].1);
                }
            }
        }
        let is_escaped = |name: &str| TextFormat::of_name(name).is_some_and(TextFormat::is_escaped);
        Captures {
            files,
            blocks,
            is_escaped: texts().all(|(name, _)| is_escaped(name)),
        }
    }

    /// Returns the captured parts of a file.
    pub(super) fn file(&self, name: &str) -> Capture {
        Capture {
            whole: self.files.contains(name),
            blocks: self.blocks,
            is_escaped: self.is_escaped,
        }
    }
}

/// Returns the names by which a file is reached: those of itself and of its components.
fn names<'a>(file: &'a str, text: &'a str, theme: &str) -> Vec<&'a str> {
    let short = file.strip_prefix(theme);
    let short = short.and_then(|name| name.strip_prefix('/'));
    let component = |tag: Tag| {
        let rest = text[tag.inner].trim_start().strip_prefix("component")?;
        let name = rest.split('(').next()?.trim();
        (!name.is_empty()).then_some(name)
    };
    let components = tags(text).filter_map(component);
    components.chain([short.unwrap_or(file)]).collect()
}

/// Returns the parts of a text that are captured where they stand.
fn captured(text: &str, blocks: bool) -> Vec<&str> {
    let mut found = Vec::new();
    // Parts within a part are in its text.
    let (mut depth, mut start) = (0_usize, 0);
    for part in tags(text) {
        let inner = &text[part.inner.clone()];
        for call in outline(inner).calls {
            if part.is_statement || &inner[call.clone()] != inner.trim() {
                found.push(&inner[call]);
            }
        }
        if !part.is_statement {
            continue;
        }
        match edge(inner) {
            Some(Edge::BlockStart | Edge::BlockEnd) if !blocks => {}
            Some(Edge::Start | Edge::BlockStart) => {
                if depth == 0 {
                    start = part.whole.end;
                }
                depth += 1;
            }
            Some(Edge::End | Edge::BlockEnd) => {
                if depth == 1 {
                    found.push(&text[start..part.whole.start]);
                }
                depth = depth.saturating_sub(1);
            }
            None => {}
        }
    }
    found
}

/// An edge of what is captured.
pub(super) enum Edge {
    Start,
    End,
    BlockStart,
    BlockEnd,
}

/// Returns the edge that a tag is.
pub(super) fn edge(tag: &str) -> Option<Edge> {
    let tag = tag.trim_start();
    if tag.starts_with("</") {
        return Some(Edge::End);
    }
    let keyword = keyword(tag);
    match keyword {
        "" if tag.starts_with('<') => Some(Edge::Start),
        "filter" => Some(Edge::Start),
        "set" | "set_global" if set_value(tag).is_none() => Some(Edge::Start),
        "endset" | "endfilter" => Some(Edge::End),
        "block" => Some(Edge::BlockStart),
        "endblock" => Some(Edge::BlockEnd),
        _ => None,
    }
}

/// Returns the first word of a tag.
pub(super) fn keyword(tag: &str) -> &str {
    word(tag.trim_start())
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}

/// Returns the byte of a `set` at which its value begins. `None` if its value stands behind it.
pub(super) fn set_value(tag: &str) -> Option<usize> {
    let inner = tag.trim_start();
    let name = inner[keyword(inner).len()..].trim_start();
    let behind = name[word(name).len()..].trim_start();
    let value = behind.strip_prefix('=')?;
    Some(tag.len() - value.len())
}
