//! Attributes of headings and of other blocks.
//!
//! A heading has them at its end: `## Doms {#doms}`. Another block has them on a last line of its
//! own. Where that cannot be, as below a table, an empty line stands before them.

use super::attributes::Attributes;
use super::extended::Extended;
use crate::document::markdown::spanned::Spanned;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};
use std::collections::BTreeMap;

/// The blocks of a document in the order of their ends.
struct Blocks<'e> {
    text: &'e str,
    events: Vec<Spanned<'e>>,
    attributes: BTreeMap<usize, Attributes>,
    /// The first events of the elements that are open.
    open: Vec<usize>,
    /// For each open element, and for the document, the last block in it that has ended.
    last: Vec<Option<usize>>,
}

/// Takes the attributes of headings, and of other blocks if `of_all_blocks`, out of the text.
pub(super) fn take_attributes<'e>(
    events: Vec<Spanned<'e>>,
    text: &'e str,
    of_all_blocks: bool,
) -> Extended<'e> {
    let mut blocks = Blocks {
        text,
        events: Vec::with_capacity(events.len()),
        attributes: BTreeMap::new(),
        open: Vec::new(),
        last: vec![None],
    };
    for (event, range) in events {
        match event {
            Event::Start(_) => {
                blocks.open.push(blocks.events.len());
                blocks.last.push(None);
                blocks.events.push((event, range));
            }
            Event::End(end) => {
                blocks.last.pop();
                let start = blocks.open.pop().unwrap_or_default();
                if blocks.end(start, end, of_all_blocks) {
                    blocks.events.push((event, range));
                    if let Some(last) = blocks.last.last_mut() {
                        *last = Some(start);
                    }
                }
            }
            _ => blocks.events.push((event, range)),
        }
    }
    Extended {
        events: blocks.events,
        attributes: blocks.attributes,
    }
}

impl Blocks<'_> {
    /// Takes the attributes at the end of a block. Returns false if nothing of it is left, because
    /// they are those of the block before it.
    fn end(&mut self, start: usize, end: TagEnd, of_all_blocks: bool) -> bool {
        match end {
            TagEnd::Heading(level) => self.end_heading(start, level),
            TagEnd::Paragraph | TagEnd::Item if of_all_blocks => {
                return self.end_paragraph(start, end);
            }
            _ => {}
        }
        true
    }

    fn end_heading(&mut self, start: usize, level: HeadingLevel) {
        let Some(run) = self.last_run(start) else {
            return;
        };
        let whole = &self.text[run.clone()];
        let Some(brace) = whole.rfind('{').filter(|at| !whole[..*at].ends_with('\\')) else {
            return;
        };
        let is_escaped = self.text[..run.start + brace].ends_with('\\');
        let Some(found) = Attributes::parse(whole[brace..].trim_end()).filter(|_| !is_escaped)
        else {
            return;
        };
        self.cut(run.start + brace);
        let heading = Tag::Heading {
            level,
            id: found.id.clone().map(CowStr::from),
            classes: found.classes.iter().cloned().map(CowStr::from).collect(),
            attrs: Vec::new(),
        };
        self.events[start].0 = Event::Start(heading);
        // The tag of a heading has its id and classes already.
        let rest = Attributes {
            id: None,
            classes: Vec::new(),
            ..found
        };
        self.attributes.insert(start, rest);
    }

    fn end_paragraph(&mut self, start: usize, end: TagEnd) -> bool {
        let Some(run) = self.last_run(start) else {
            return true;
        };
        let is_escaped = self.text[..run.start].ends_with('\\');
        let Some(found) = Attributes::parse(self.text[run.clone()].trim()).filter(|_| !is_escaped)
        else {
            return true;
        };
        let first = self.first_of_run(run.start);
        let is_whole = first == start + 1;
        if !is_whole
            && !matches!(
                self.events[first - 1].0,
                Event::SoftBreak | Event::HardBreak
            )
        {
            return true;
        }
        if !is_whole {
            self.events.truncate(first - 1);
            self.attributes.insert(start, found);
            return true;
        }
        let before = self.last.last().copied().flatten();
        let Some(before) = before.filter(|_| end == TagEnd::Paragraph) else {
            return true;
        };
        self.events.truncate(start);
        self.attributes.insert(before, found);
        false
    }

    /// Returns the range of the text that ends the element which begins at `start`.
    fn last_run(&self, start: usize) -> Option<std::ops::Range<usize>> {
        let (last, range) = self.events.last()?;
        if self.events.len() == start + 1 || !matches!(last, Event::Text(_)) {
            return None;
        }
        if !self.text[range.clone()].trim_end().ends_with('}') {
            return None;
        }
        let mut run = range.clone();
        for (event, range) in self.events[start + 1..].iter().rev().skip(1) {
            if !matches!(event, Event::Text(_)) || range.end != run.start {
                break;
            }
            run.start = range.start;
        }
        Some(run)
    }

    /// Returns the first event of a run that ends the events.
    fn first_of_run(&self, start: usize) -> usize {
        self.events
            .iter()
            .rposition(|(_, range)| range.start == start)
            .unwrap_or_default()
    }

    /// Removes the text from `at` on, and the space before it.
    fn cut(&mut self, at: usize) {
        while let Some((Event::Text(_), range)) = self.events.last() {
            let kept = self.text[range.start.min(at)..at.min(range.end)]
                .trim_end()
                .len();
            let (start, is_cut) = (range.start, range.end > at || kept < range.len());
            if !is_cut {
                return;
            }
            self.events.pop();
            if start < at && kept > 0 {
                let text = &self.text[start..start + kept];
                self.events
                    .push((Event::Text(text.into()), start..start + kept));
                return;
            }
        }
    }
}
