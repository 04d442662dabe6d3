//! Component calls while a document is read: the open ones, and errors in their tags.
//!
//! Both tags of a call must be in one block, at the same depth: only then is the text between them
//! a whole piece of the page. A call that is still open at the end of its block is abandoned.

use super::body::{Call, Piece, Pieces};
use super::raw_html::ComponentTag;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::html::knows_element;
use crate::path::SourcePath;
use crate::picture::is_named_like_an_image;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// The deepest nesting of calls: as deep as the template engine allows for components.
const MAX_DEPTH: usize = 20;

/// The component calls of a document.
pub(super) struct Calls<'a> {
    file: &'a SourcePath,
    open: Vec<OpenCall>,
    /// The number of open tags that were left out because they are nested too deep.
    too_deep: usize,
    /// The calls by name that were abandoned and not reported yet.
    unclosed: BTreeMap<String, Vec<usize>>,
    pub(super) spans: Vec<Range<usize>>,
    /// The names of the called components.
    pub(super) names: BTreeSet<String>,
    /// The arguments that are named like images.
    pub(super) pictures: BTreeSet<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A component's tag in the file.
pub(super) struct TagSource<'t> {
    pub(super) text: &'t str,
    /// Its bytes from the start of the file.
    pub(super) span: Range<usize>,
    /// The number of blocks and inline elements around it.
    pub(super) depth: usize,
}

/// A call whose closing tag has not come yet.
struct OpenCall {
    call: Call,
    depth: usize,
    /// The pieces before the call.
    before: Pieces,
    /// True if its closing tag was reported as misplaced.
    is_reported: bool,
}

impl<'a> Calls<'a> {
    pub(super) fn new(file: &'a SourcePath) -> Self {
        Self {
            file,
            open: Vec::new(),
            too_deep: 0,
            unclosed: BTreeMap::new(),
            spans: Vec::new(),
            names: BTreeSet::new(),
            pictures: BTreeSet::new(),
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Writes `<Name … />`.
    pub(super) fn empty(&mut self, tag: ComponentTag, source: &TagSource<'_>, out: &mut Pieces) {
        let call = self.call(tag, source);
        out.push(Piece::Call(Arc::new(call)));
    }

    /// Begins a call with `<Name …>`. Everything after it goes into its body.
    pub(super) fn open(&mut self, tag: ComponentTag, source: &TagSource<'_>, out: &mut Pieces) {
        if self.open.len() == MAX_DEPTH {
            self.too_deep += 1;
            if self.too_deep == 1 {
                let message =
                    format!("components stand within each other more than {MAX_DEPTH} deep");
                let problem = Diagnostic::error("component-nesting", message)
                    .advise("close some of them before this one");
                self.report(problem, source.span.clone());
            }
            return;
        }
        let call = self.call(tag, source);
        self.open.push(OpenCall {
            call,
            depth: source.depth,
            before: std::mem::take(out),
            is_reported: false,
        });
    }

    /// Ends a call with `</Name>`.
    pub(super) fn close(&mut self, name: &str, source: &TagSource<'_>, out: &mut Pieces) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let closed = self
            .open
            .pop_if(|open| open.call.name == name && open.depth == source.depth);
        if let Some(OpenCall {
            mut call, before, ..
        }) = closed
        {
            call.body = Some(std::mem::replace(out, before).finish().0);
            call.tags.1 = source.text.to_owned();
            out.push(Piece::Call(Arc::new(call)));
        } else if knows_element(name) {
            out.raw(source.text);
        } else {
            let problem = self.unmatched(name, source);
            self.report(problem, source.span.clone());
        }
    }

    /// Abandons the calls that are open at this depth or deeper, because their block ends.
    pub(super) fn abandon(&mut self, depth: usize, out: &mut Pieces) {
        let kept = self
            .open
            .iter()
            .position(|open| open.depth >= depth)
            .unwrap_or(self.open.len());
        let abandoned = self.open.split_off(kept);
        if abandoned.is_empty() {
            return;
        }
        self.too_deep = 0;
        let innermost = std::mem::take(out);
        for open in abandoned {
            out.append(open.before);
            if knows_element(&open.call.name) {
                // The tag of an element is HTML after all.
                out.raw(&open.call.tags.0);
            } else if !open.is_reported {
                let items = self.unclosed.entry(open.call.name).or_default();
                items.push(open.call.item);
            }
        }
        out.append(innermost);
    }

    /// Reports the calls that were never closed.
    pub(super) fn report_unclosed(&mut self) {
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
                "write `</{name}>` after its body, `<{name} />` if it has none, \
                 or `&lt;{name}&gt;` if you mean the text"
            )));
        }
    }

    /// Reports text in a block of HTML that touches a component's tag, so that it is not Markdown.
    pub(super) fn report_touching_text(&mut self, tag: &str, span: Range<usize>) {
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
        let advice = format!("put an empty line between it and `{tag}`");
        self.report(problem.advise(advice), span);
    }

    fn call(&mut self, tag: ComponentTag, source: &TagSource<'_>) -> Call {
        let item = self.spans.len();
        self.names.insert(tag.name.clone());
        let texts = tag.arguments.iter();
        let texts = texts.filter_map(|argument| argument.text.as_ref());
        let pictures = texts.filter(|text| is_named_like_an_image(text));
        self.pictures.extend(pictures.cloned());
        self.spans.push(source.span.clone());
        Call {
            name: tag.name,
            arguments: tag.arguments,
            body: None,
            item,
            tags: (source.text.to_owned(), String::new()),
        }
    }

    /// Returns the error for a closing tag that closes nothing. It covers the opening tag too, so
    /// that one mistake is reported once.
    fn unmatched(&mut self, name: &str, source: &TagSource<'_>) -> Diagnostic {
        let tag = source.text;
        let problem = Diagnostic::error("component-nesting", format!("`{tag}` closes nothing"));
        let innermost = self.open.last().map(|open| open.call.name.clone());
        let opened = self
            .open
            .iter_mut()
            .rev()
            .find(|open| open.call.name == name);
        if let Some(open) = opened {
            open.is_reported = true;
            if open.depth < source.depth {
                return Diagnostic::error(
                    "component-body",
                    format!("the text before `{tag}` touches it, so it would not be the body"),
                )
                .advise(format!(
                    "put an empty line before `{tag}`, and nothing else on its line"
                ));
            }
            return match innermost.filter(|inner| inner != name) {
                Some(inner) => problem.advise(format!("`<{inner}>` must be closed before it")),
                None => problem,
            };
        }
        match self.unclosed.get_mut(name).and_then(Vec::pop) {
            Some(_) => problem.advise(format!(
                "`<{name}>` was opened in another block; put both tags on lines of their own \
                 with empty lines around them, or both into one line"
            )),
            None => problem.advise(format!("remove it, or open it with `<{name}>`")),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic, span: Range<usize>) {
        let file = self.file.clone();
        self.diagnostics
            .push(diagnostic.at(Place::Span { file, span }));
    }
}
