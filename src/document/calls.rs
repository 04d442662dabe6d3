//! Component calls while a document is read: which are open, and what is wrong with how they are written.

use super::body::{Call, Piece, Pieces};
use super::component::{Part, Tag, split};
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::html::knows_element;
use crate::path::SourcePath;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// The calls of a document.
pub(super) struct Calls<'a> {
    file: &'a SourcePath,
    offset: usize,
    open: Vec<Open>,
    /// Whether the HTML that is written stands in a block of its own.
    pub(super) in_block: bool,
    pub(super) places: Vec<Range<usize>>,
    /// The names that are called.
    pub(super) names: BTreeSet<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A call whose closing tag has not come yet.
struct Open {
    call: Call,
    /// How many blocks were open at its tag: its closing tag must stand at the same depth.
    depth: usize,
    /// What is being written around it.
    around: Pieces,
}

impl<'a> Calls<'a> {
    pub(super) fn new(file: &'a SourcePath, offset: usize) -> Self {
        Self {
            file,
            offset,
            open: Vec::new(),
            in_block: false,
            places: Vec::new(),
            names: BTreeSet::new(),
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Writes a run of HTML that starts at `start` in the Markdown, with `depth` blocks open around it.
    pub(super) fn write(&mut self, html: &str, start: usize, depth: usize, out: &mut Pieces) {
        if !html.contains('<') {
            out.raw(html);
            return;
        }
        let mut inside_block_call = false;
        for part in split(html) {
            match part {
                Part::Html(text) => {
                    if inside_block_call && !text.trim().is_empty() {
                        self.touching_body();
                        inside_block_call = false;
                    }
                    out.raw(text);
                }
                Part::Empty(tag) => {
                    let call = self.call(html, &tag, start);
                    out.push(Piece::Call(Arc::new(call)));
                }
                Part::Open(tag) => {
                    let call = self.call(html, &tag, start);
                    self.open.push(Open { call, depth, around: std::mem::take(out) });
                    inside_block_call = self.in_block;
                }
                Part::Close { name, range } => {
                    inside_block_call = false;
                    self.close(name, &html[range.clone()], start + range.start, depth, out);
                }
            }
        }
    }

    fn call(&mut self, html: &str, tag: &Tag<'_>, start: usize) -> Call {
        let item = self.places.len();
        self.names.insert(tag.name.to_owned());
        self.places.push(start + self.offset + tag.range.start..start + self.offset + tag.range.end);
        Call {
            name: tag.name.to_owned(),
            arguments: tag.arguments.clone(),
            body: None,
            item,
            tags: (html[tag.range.clone()].to_owned(), String::new()),
        }
    }

    fn close(&mut self, name: &str, written: &str, at: usize, depth: usize, out: &mut Pieces) {
        let matches = self.open.last().is_some_and(|open| open.call.name == name && open.depth == depth);
        if matches {
            let Some(Open { mut call, around, .. }) = self.open.pop() else { return };
            call.body = Some(std::mem::replace(out, around).finish());
            call.tags.1 = written.to_owned();
            out.push(Piece::Call(Arc::new(call)));
            return;
        }
        if knows_element(name) {
            out.raw(written);
            return;
        }
        let span = at + self.offset..at + self.offset + written.len();
        let problem = Diagnostic::error("component-nesting", format!("`{written}` closes nothing"))
            .at(Place::Span { file: self.file.clone(), span });
        self.diagnostics.push(match self.open.last() {
            Some(open) if open.call.name == name => problem.advise(format!(
                "`<{name}>` was opened in another block; put both tags on lines of their own with empty lines around them, or both into one line"
            )),
            Some(open) => problem.advise(format!("`<{}>` must be closed before it", open.call.name)),
            None => problem.advise(format!("remove it, or open it with `<{name}>`")),
        });
    }

    fn touching_body(&mut self) {
        let Some(open) = self.open.last().filter(|open| !knows_element(&open.call.name)) else { return };
        let name = &open.call.name;
        let problem = Diagnostic::error(
            "component-body",
            format!("the text within `<{name}>` touches its tag, so it would not be read as Markdown"),
        );
        let place = Place::Item { file: self.file.clone(), item: Item::Call(open.call.item) };
        self.diagnostics.push(problem.at(place).advise(format!("put an empty line after `<{name}>` and one before `</{name}>`")));
    }

    /// Closes what is still open at the end of the document. What HTML knows was HTML.
    pub(super) fn close_all(&mut self, out: &mut Pieces) {
        while let Some(Open { call, mut around, .. }) = self.open.pop() {
            let inner = std::mem::take(out);
            if knows_element(&call.name) {
                around.raw(&call.tags.0);
            } else {
                let place = Place::Item { file: self.file.clone(), item: Item::Call(call.item) };
                let name = &call.name;
                let problem = Diagnostic::error("unclosed-component", format!("`<{name}>` is never closed"));
                self.diagnostics
                    .push(problem.at(place).advise(format!("write `</{name}>` after its text, or `<{name} />` if it has none")));
            }
            around.append(inner);
            *out = around;
        }
    }
}
