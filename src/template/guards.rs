//! The calls that bound what a template makes and how long it takes: what they are, and where in
//! its text they stand.
//!
//! The engine has no bound of its own for what a template keeps, and cannot be interrupted. So the
//! calls stand at every place where a template can go on for ever or take more memory: at each
//! value that is kept, at each list that is written out, at the beginning of each round of a loop
//! and of each component, and wherever text is captured, at each value that is written.
//!
//! The parts of one expression remain: the engine makes them in one go. Each is bounded
//! ([`super::growth`]), and an expression has at most 256 of them.

use super::captured::{Capture, Edge, edge, keyword, set_value};
use super::expression::{Outline, outline};
use super::tags::{Tag, end_of_quoted, tags};
use std::ops::Range;

/// The most `~` of an expression whose texts are not counted.
const MOST_JOINED: usize = 8;

/// The bytes of text that a round may write uncounted: in ten seconds they come to no more than a
/// few hundred megabytes, and counting costs more than the rest of a small round.
const FEW_BYTES: usize = 2;

/// Returns the calls for a template, in order: the byte before which each stands, and its text.
pub(super) fn guards(template: &str, capture: Capture) -> Vec<(usize, String)> {
    let mut guards = Guards::new(template, capture);
    for part in tags(template) {
        guards.part(&part);
    }
    guards.finish();
    guards.insertions
}

/// The insertions of a template.
struct Guards<'a> {
    template: &'a str,
    capture: Capture,
    /// A number for the text, so that its places differ from those of others.
    number: u64,
    insertions: Vec<(usize, String)>,
    /// The open parts that are captured, and the open blocks.
    captured: usize,
    blocks: usize,
    /// The open parts that may be written more than once.
    units: Vec<Unit>,
    /// The end of the tag before, and true if it cuts white space behind it.
    behind: (usize, bool),
}

/// A part of a template that may be written more than once.
struct Unit {
    kind: Kind,
    /// The byte at which its call stands.
    at: usize,
    /// The hyphen that cuts white space there.
    hyphen: &'static str,
    /// The bytes of its own text that are captured.
    bytes: usize,
    /// True if a value is kept in it.
    keeps: bool,
}

#[derive(PartialEq, Eq)]
enum Kind {
    Loop,
    /// A component, with its arguments in brackets.
    Component(String),
    /// A block, or the file.
    Block,
}

impl<'a> Guards<'a> {
    fn new(template: &'a str, capture: Capture) -> Self {
        let bytes = template.bytes();
        let number = bytes.fold(17_u32, |number, byte| {
            number.wrapping_mul(31).wrapping_add(u32::from(byte))
        });
        let mut guards = Guards {
            template,
            capture,
            number: u64::from(number) << 24,
            insertions: Vec::new(),
            captured: 0,
            blocks: 0,
            units: Vec::new(),
            behind: (0, false),
        };
        guards.begin(Kind::Block, 0, "");
        guards
    }

    fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.insertions.push((at, text.into()));
    }

    /// Returns the argument that tells a place from all others.
    fn place(&self, at: usize) -> String {
        format!("at={}", self.number + at as u64)
    }

    fn is_captured(&self) -> bool {
        self.capture.whole || self.captured > 0 || (self.capture.blocks && self.blocks > 0)
    }

    fn part(&mut self, part: &Tag) {
        self.text_up_to(part.whole.start, !part.hyphen_before().is_empty());
        self.behind = (part.whole.end, !part.hyphen_behind().is_empty());
        if !part.is_statement {
            return self.written(part);
        }
        let tag = &self.template[part.inner.clone()];
        match keyword(tag) {
            "set" | "set_global" => self.set(part, tag),
            "for" => {
                self.expression(part.inner.clone());
                self.begin(Kind::Loop, part.whole.end, part.hyphen_behind());
            }
            "block" => self.begin(Kind::Block, part.whole.end, part.hyphen_behind()),
            "component" => {
                let kind = Kind::Component(arguments(tag));
                self.begin(kind, part.whole.end, part.hyphen_behind());
            }
            "endfor" | "endblock" => _ = self.end(),
            "endcomponent" if self.end() => {
                let call = format!(
                    "{{%{} if limit_end() %}}{{% endif %}}",
                    part.hyphen_before()
                );
                self.insert(part.whole.start, call);
            }
            // The engine takes nothing before it.
            "extends" => self.units.clear(),
            "if" | "elif" | "" => _ = self.expression(part.inner.clone()),
            _ => {}
        }
        match edge(tag) {
            Some(Edge::Start) => self.captured += 1,
            Some(Edge::End) => self.captured = self.captured.saturating_sub(1),
            Some(Edge::BlockStart) => self.blocks += 1,
            Some(Edge::BlockEnd) => self.blocks = self.blocks.saturating_sub(1),
            None => {}
        }
    }

    /// Counts the text up to a byte, before which white space may be cut.
    fn text_up_to(&mut self, end: usize, is_cut: bool) {
        let (start, is_cut_before) = self.behind;
        let mut text = &self.template[start..end];
        if is_cut {
            text = text.trim_end();
        }
        if is_cut_before {
            text = text.trim_start();
        }
        if self.is_captured()
            && let Some(unit) = self.units.last_mut()
        {
            unit.bytes += text.len();
        }
    }

    fn written(&mut self, part: &Tag) {
        let found = self.expression(part.inner.clone());
        if !self.is_captured() {
            return;
        }
        let text = &self.template[part.inner.clone()];
        let is_path = |c: char| c.is_ascii_alphanumeric() || "_.".contains(c);
        let value = text.trim();
        if value.chars().all(is_path) && !value.starts_with(|c: char| c.is_ascii_digit()) {
            // A filter would take the name out of the message for a value that does not exist.
            let hyphen = part.hyphen_before();
            let call = format!("{{%{hyphen} if {value} is limit_written %}}{{% endif %}}");
            self.insert(part.whole.start, call);
        } else if !found.calls.iter().any(|call| text[call.clone()] == *value) {
            self.insert(part.inner.start, "(");
            self.insert(part.inner.end, ") | limit_written");
        }
    }

    fn set(&mut self, part: &Tag, tag: &str) {
        let end = part.inner.end;
        let place = self.place(part.whole.start);
        let Some(value) = set_value(tag) else {
            self.keeps();
            return self.insert(end, format!(" | limit_kept({place})"));
        };
        let start = part.inner.start + value;
        let found = self.expression(start..end);
        if !found.makers.is_empty() {
            self.keeps();
            let made = match found.nests {
                true => format!(" | limit_made({place})"),
                false => String::new(),
            };
            // The brackets make the filter apply to all of the value, not to its last part.
            self.insert(start, "(");
            self.insert(end, format!("){made} | limit_kept({place})"));
        }
    }

    fn keeps(&mut self) {
        if let Some(unit) = self.units.last_mut() {
            unit.keeps = true;
        }
    }

    /// Bounds the parts of an expression.
    fn expression(&mut self, range: Range<usize>) -> Outline {
        let found = outline(&self.template[range.clone()]);
        let start = range.start;
        if found.tildes.len() > MOST_JOINED {
            let tildes = found.tildes.iter();
            let calls = tildes.map(|tilde| (start + tilde, " | limit_gathered".to_owned()));
            self.insertions.extend(calls);
        }
        for list in &found.comprehensions {
            if found.makes_in(&list.element) {
                self.insert(start + list.element.start, "(");
                self.insert(start + list.element.end, ") | limit_gathered ");
            }
            if let Some(condition) = &list.condition {
                self.insert(start + condition.start, " limit_time() or (");
                self.insert(start + condition.end, ")");
            }
        }
        for literal in &found.literals {
            let place = self.place(start + literal.start);
            self.insert(start + literal.end, format!(" | limit_made({place})"));
        }
        found
    }

    fn begin(&mut self, kind: Kind, at: usize, hyphen: &'static str) {
        self.units.push(Unit {
            kind,
            at,
            hyphen,
            bytes: 0,
            keeps: false,
        });
    }

    /// Ends a part that may be written more than once. Returns true for one whose values are
    /// counted apart.
    fn end(&mut self) -> bool {
        let Some(unit) = self.units.pop() else {
            return false;
        };
        if unit.keeps {
            self.keeps();
        }
        let is_apart = match &unit.kind {
            Kind::Component(arguments) => unit.keeps || arguments != "[]",
            _ => false,
        };
        let mut calls = Vec::new();
        match &unit.kind {
            Kind::Component(arguments) if is_apart => {
                calls.push(format!("{arguments} is limit_begun"));
            }
            Kind::Loop | Kind::Component(_) if unit.bytes <= FEW_BYTES => {
                let look = match self.capture.is_escaped {
                    true => format!("{{{{\"\" {}}}}}", unit.hyphen),
                    false => format!("{{% if limit_time() %}}{{% endif {}%}}", unit.hyphen),
                };
                self.insert(unit.at, look);
            }
            _ => {}
        }
        let is_repeated = unit.kind != Kind::Block || self.capture.whole || self.capture.blocks;
        if unit.bytes > FEW_BYTES && is_repeated {
            calls.push(format!("limit_time(bytes={})", unit.bytes));
        }
        for call in calls {
            let text = format!("{{% if {call} %}}{{% endif {}%}}", unit.hyphen);
            self.insert(unit.at, text);
        }
        is_apart
    }

    fn finish(&mut self) {
        self.text_up_to(self.template.len(), false);
        while !self.units.is_empty() {
            self.end();
        }
        self.insertions.sort_by_key(|(at, _)| *at);
    }
}

/// Returns the names of the arguments that a component is given, in brackets, except numbers.
fn arguments(tag: &str) -> String {
    let start = tag.find('(').map_or(tag.len(), |at| at + 1);
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut is_name_next = true;
    let mut at = start;
    while let Some(byte) = tag.as_bytes().get(at) {
        match byte {
            b'"' | b'\'' | b'`' => {
                let end = end_of_quoted(tag.as_bytes(), at);
                at = end.unwrap_or(tag.len());
            }
            b'(' | b'[' | b'{' => depth += 1,
            b')' if depth == 0 => break,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => is_name_next = true,
            b'@' if depth == 0 => is_name_next = false,
            byte if is_name_next && (byte.is_ascii_alphabetic() || *byte == b'_') => {
                let name = keyword(&tag[at..]);
                let kind = tag[at + name.len()..].trim_start().strip_prefix(':');
                let kind = keyword(kind.unwrap_or_default());
                if !matches!(kind, "bool" | "integer" | "float" | "number") {
                    names.push(name);
                }
                at += name.len() - 1;
                is_name_next = false;
            }
            _ => {}
        }
        at += 1;
    }
    format!("[{}]", names.join(", "))
}
