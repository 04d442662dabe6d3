//! Component calls while a document is read: which are open, and what is wrong with how they are
//! written.
//!
//! A call's tags stand in one block, at the same depth; only so is what is between them a whole
//! piece of the page. Therefore a call that is still open when its block ends is given up there.

use super::body::{Call, Piece, Pieces};
use super::raw::Tag;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::html::knows_element;
use crate::path::SourcePath;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// How deep calls may stand within each other: as deep as the template engine lets components be.
const DEEPEST: usize = 20;

/// The calls of a document.
pub(super) struct Calls<'a> {
    file: &'a SourcePath,
    open: Vec<Open>,
    /// How many tags were passed over because they stand too deep.
    too_deep: usize,
    /// The calls by name that were never closed and of which nothing was told yet.
    unclosed: BTreeMap<String, Vec<usize>>,
    pub(super) places: Vec<Range<usize>>,
    /// The names that are called.
    pub(super) names: BTreeSet<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A tag as it stands in the file.
pub(super) struct Written<'t> {
    pub(super) text: &'t str,
    /// Bytes from the start of the file.
    pub(super) span: Range<usize>,
    /// How many blocks and inline elements are open around it.
    pub(super) depth: usize,
}

/// A call whose closing tag has not come yet.
struct Open {
    call: Call,
    depth: usize,
    /// What is being written around it.
    around: Pieces,
    /// Whether it was told already that its closing tag stands where it closes nothing.
    told: bool,
}

impl<'a> Calls<'a> {
    pub(super) fn new(file: &'a SourcePath) -> Self {
        Self {
            file,
            open: Vec::new(),
            too_deep: 0,
            unclosed: BTreeMap::new(),
            places: Vec::new(),
            names: BTreeSet::new(),
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Writes `<Name … />`.
    pub(super) fn empty(&mut self, tag: Tag, written: &Written<'_>, out: &mut Pieces) {
        let call = self.call(tag, written);
        out.push(Piece::Call(Arc::new(call)));
    }

    /// Begins what stands after `<Name …>`.
    pub(super) fn open(&mut self, tag: Tag, written: &Written<'_>, out: &mut Pieces) {
        if self.open.len() == DEEPEST {
            if self.too_deep == 0 {
                let problem = Diagnostic::error(
                    "component-nesting",
                    format!("components stand within each other more than {DEEPEST} deep"),
                );
                self.diagnostics.push(
                    self.at(problem, written.span.clone())
                        .advise("close some of them before this one"),
                );
            }
            self.too_deep += 1;
            return;
        }
        let call = self.call(tag, written);
        self.open.push(Open {
            call,
            depth: written.depth,
            around: std::mem::take(out),
            told: false,
        });
    }

    /// Ends what stands before `</Name>`.
    pub(super) fn close(&mut self, name: &str, written: &Written<'_>, out: &mut Pieces) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if let Some(Open {
            mut call, around, ..
        }) = self
            .open
            .pop_if(|open| open.call.name == name && open.depth == written.depth)
        {
            call.body = Some(std::mem::replace(out, around).finish().0);
            call.tags.1 = written.text.to_owned();
            out.push(Piece::Call(Arc::new(call)));
        } else if knows_element(name) {
            out.raw(written.text);
        } else {
            let problem = self.stray(name, written);
            self.diagnostics
                .push(self.at(problem, written.span.clone()));
        }
    }

    /// Gives up the calls that are open at this depth or deeper, because their block ends.
    pub(super) fn give_up(&mut self, depth: usize, out: &mut Pieces) {
        let keep = self
            .open
            .iter()
            .position(|open| open.depth >= depth)
            .unwrap_or(self.open.len());
        let left = self.open.split_off(keep);
        if left.is_empty() {
            return;
        }
        self.too_deep = 0;
        let inner = std::mem::take(out);
        for Open {
            call, around, told, ..
        } in left
        {
            out.append(around);
            if knows_element(&call.name) {
                // What HTML knows was HTML.
                out.raw(&call.tags.0);
            } else if !told {
                self.unclosed.entry(call.name).or_default().push(call.item);
            }
        }
        out.append(inner);
    }

    /// Tells of the calls that were never closed.
    pub(super) fn finish(&mut self) {
        let unclosed = std::mem::take(&mut self.unclosed);
        let mut items: Vec<_> = unclosed
            .into_iter()
            .flat_map(|(name, items)| items.into_iter().map(move |item| (item, name.clone())))
            .collect();
        items.sort_unstable();
        for (item, name) in items {
            let problem =
                Diagnostic::error("unclosed-component", format!("`<{name}>` is never closed"));
            let problem = problem.at(Place::Item {
                file: self.file.clone(),
                item: Item::Call(item),
            });
            self.diagnostics.push(problem.advise(format!(
                "write `</{name}>` after its body, `<{name} />` if it has none, or `&lt;{name}&gt;` if you mean the text"
            )));
        }
    }

    /// Text in a block of HTML that begins with a component's tag: it is no Markdown, and surely it
    /// was meant to be.
    pub(super) fn touching(&mut self, tag: &str, span: Range<usize>) {
        let name = tag
            .trim_start_matches(['<', '/'])
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next();
        if name.is_some_and(knows_element) {
            return;
        }
        let problem = Diagnostic::error(
            "component-body",
            format!("this text touches `{tag}`, so it would not be read as Markdown"),
        );
        self.diagnostics.push(
            self.at(problem, span)
                .advise(format!("put an empty line between it and `{tag}`")),
        );
    }

    fn call(&mut self, tag: Tag, written: &Written<'_>) -> Call {
        let item = self.places.len();
        self.names.insert(tag.name.clone());
        self.places.push(written.span.clone());
        Call {
            name: tag.name,
            arguments: tag.arguments,
            body: None,
            item,
            tags: (written.text.to_owned(), String::new()),
        }
    }

    /// What is wrong with a closing tag that closes nothing, told once for both tags.
    fn stray(&mut self, name: &str, written: &Written<'_>) -> Diagnostic {
        let tag = written.text;
        let innermost = self.open.last().map(|open| open.call.name.clone());
        if let Some(open) = self
            .open
            .iter_mut()
            .rev()
            .find(|open| open.call.name == name)
        {
            open.told = true;
            if open.depth < written.depth {
                return Diagnostic::error(
                    "component-body",
                    format!("the text before `{tag}` touches it, so it would not be the body"),
                )
                .advise(format!(
                    "put an empty line before `{tag}`, and nothing else on its line"
                ));
            }
            let problem = Diagnostic::error("component-nesting", format!("`{tag}` closes nothing"));
            return match innermost.filter(|inner| inner != name) {
                Some(inner) => problem.advise(format!("`<{inner}>` must be closed before it")),
                None => problem,
            };
        }
        let problem = Diagnostic::error("component-nesting", format!("`{tag}` closes nothing"));
        match self.unclosed.get_mut(name).and_then(Vec::pop) {
            Some(_) => problem.advise(format!(
                "`<{name}>` was opened in another block; put both tags on lines of their own with empty lines around them, or both into one line"
            )),
            None => problem.advise(format!("remove it, or open it with `<{name}>`")),
        }
    }

    fn at(&self, diagnostic: Diagnostic, span: Range<usize>) -> Diagnostic {
        diagnostic.at(Place::Span {
            file: self.file.clone(),
            span,
        })
    }
}
