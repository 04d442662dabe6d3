//! The parts of an expression that can make much of little.
//!
//! It reads the expressions of tags as the engine's lexer does: operators, brackets, texts in
//! quotes and words. What it takes for something else than the engine does gets a bound too many
//! or a fault of syntax, which loading reports.

use super::tags::end_of_quoted;
use std::ops::Range;

/// The parts of an expression, as bytes of its text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    /// The `~`.
    pub tildes: Vec<usize>,
    /// The lists and maps that are written out, in no other one, and hold more than constants.
    pub literals: Vec<Range<usize>>,
    /// The lists made of another one: `[element for name in list if condition]`.
    pub comprehensions: Vec<Comprehension>,
    /// The calls of components, in no other one.
    pub calls: Vec<Range<usize>>,
    /// The first bytes of all parts that make a value, in order: operators, filters, calls and
    /// literals.
    pub makers: Vec<usize>,
    /// True if a filter puts lists into each other.
    pub nests: bool,
}

impl Outline {
    /// True if a part of the expression makes a value.
    pub(super) fn makes_in(&self, range: &Range<usize>) -> bool {
        let first = self.makers.partition_point(|maker| *maker < range.start);
        self.makers
            .get(first)
            .is_some_and(|maker| *maker < range.end)
    }
}

/// A list that is made of another one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Comprehension {
    pub element: Range<usize>,
    pub condition: Option<Range<usize>>,
}

/// An open bracket.
struct Open {
    kind: Bracket,
    start: usize,
    /// True if there is no name in it.
    is_constant: bool,
    /// The bytes of its `for`, and behind its `if`.
    clauses: (Option<usize>, Option<usize>),
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Bracket {
    /// Arguments, an index, an expression in brackets, an attribute of a component.
    Plain,
    List,
    Map,
    /// The call of a component.
    Call,
}

/// Returns the outline of an expression, or of the inner part of a tag.
pub(super) fn outline(text: &str) -> Outline {
    let mut scanner = Scanner {
        text,
        at: 0,
        is_behind_value: false,
        open: Vec::new(),
        literals: 0,
        calls: 0,
        found: Outline::default(),
    };
    while scanner.step().is_some() {}
    scanner.found.makers.sort_unstable();
    scanner.found
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// True behind a value, where an operator follows.
    is_behind_value: bool,
    open: Vec<Open>,
    /// The number of open lists and maps, and of open calls.
    literals: usize,
    calls: usize,
    found: Outline,
}

impl Scanner<'_> {
    /// Reads one token.
    fn step(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        let at = self.at;
        let byte = *bytes.get(at)?;
        self.at += 1;
        let was_behind_value = self.is_behind_value;
        match byte {
            b'"' | b'\'' | b'`' => {
                self.at = end_of_quoted(bytes, at)? + 1;
                self.is_behind_value = true;
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(at),
            b'0'..=b'9' => self.is_behind_value = true,
            byte if byte.is_ascii_whitespace() || byte == b'?' => {}
            b'[' if !was_behind_value => self.open(Bracket::List, at),
            b'{' if self.top() != Some(Bracket::Call) => self.open(Bracket::Map, at),
            b'(' | b'[' | b'{' => {
                let is_maker = was_behind_value && self.top() != Some(Bracket::Call);
                self.found.makers.extend(is_maker.then_some(at));
                self.open(Bracket::Plain, at);
            }
            b')' | b']' | b'}' => self.close(at + 1),
            b'<' if !was_behind_value && self.begins_name(at + 1) => {
                self.found.makers.push(at);
                self.open(Bracket::Call, at);
                self.at += self.name_at(self.at).len();
            }
            b'>' if self.top() == Some(Bracket::Call) => self.close(at + 1),
            b'~' | b'|' => {
                self.found.tildes.extend((byte == b'~').then_some(at));
                self.found.makers.push(at);
                self.is_behind_value = false;
            }
            _ => self.is_behind_value = false,
        }
        Some(())
    }

    fn top(&self) -> Option<Bracket> {
        self.open.last().map(|open| open.kind)
    }

    fn begins_name(&self, at: usize) -> bool {
        !self.name_at(at).is_empty()
    }

    /// Returns the name at a byte, with points for names of components.
    fn name_at(&self, at: usize) -> &str {
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let rest = &self.text[at..];
        &rest[..rest.find(|c| !is_of_name(c)).unwrap_or(rest.len())]
    }

    fn word(&mut self, start: usize) {
        let text = self.text;
        let is_of_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = text[start..].find(|c| !is_of_word(c));
        let end = end.map_or(text.len(), |length| start + length);
        let word = &text[start..end];
        let before = self.text[..start].trim_end();
        self.at = end;
        let is_attribute = before.ends_with('.') && !before.ends_with("...");
        let list = self.open.last_mut();
        let list = list.filter(|open| open.kind == Bracket::List);
        let was_behind_value = self.is_behind_value;
        self.is_behind_value = match (word, list) {
            _ if is_attribute => true,
            ("for", Some(list)) if was_behind_value => {
                list.clauses.0 = Some(start);
                false
            }
            ("if", Some(list)) if list.clauses.0.is_some() => {
                list.clauses.1 = Some(end);
                false
            }
            ("if" | "elif" | "else" | "and" | "or" | "not" | "in" | "is", _) => false,
            ("true" | "True" | "false" | "False" | "none" | "None" | "null", _) => true,
            _ => {
                self.found.nests |= before.ends_with('|') && matches!(word, "group_by" | "pairs");
                if let Some(open) = self.open.last_mut() {
                    open.is_constant = false;
                }
                true
            }
        };
    }

    fn open(&mut self, kind: Bracket, start: usize) {
        match kind {
            Bracket::List | Bracket::Map => self.literals += 1,
            Bracket::Call => self.calls += 1,
            Bracket::Plain => {}
        }
        self.open.push(Open {
            kind,
            start,
            is_constant: true,
            clauses: (None, None),
        });
        self.is_behind_value = false;
    }

    fn close(&mut self, end: usize) {
        let Some(closed) = self.open.pop() else {
            return;
        };
        let is_attribute = closed.kind == Bracket::Plain && self.top() == Some(Bracket::Call);
        self.is_behind_value = !is_attribute;
        if let Some(open) = self.open.last_mut() {
            open.is_constant &= closed.is_constant;
        }
        let whole = closed.start..end;
        match closed.kind {
            Bracket::Call => {
                self.calls -= 1;
                if self.calls == 0 {
                    self.found.calls.push(whole);
                }
            }
            Bracket::Plain => {}
            Bracket::List | Bracket::Map => {
                self.literals -= 1;
                if closed.is_constant {
                    return;
                }
                self.found.makers.push(closed.start);
                if let (Some(clause), condition) = closed.clauses {
                    self.found.comprehensions.push(Comprehension {
                        element: closed.start + 1..clause,
                        condition: condition.map(|start| start..end - 1),
                    });
                }
                if self.literals == 0 {
                    self.found.literals.push(whole);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::outline;
    use std::ops::Range;

    /// Returns the texts of the literals, elements, conditions and calls of an expression.
    fn texts(text: &str) -> [Vec<&str>; 3] {
        let found = outline(text);
        let of = |range: &Range<usize>| text[range.clone()].trim();
        let clauses = found.comprehensions.iter();
        let clauses = clauses.flat_map(|list| [Some(&list.element), list.condition.as_ref()]);
        [
            found.literals.iter().map(of).collect(),
            clauses.flatten().map(of).collect(),
            found.calls.iter().map(of).collect(),
        ]
    }

    #[test]
    fn lists_and_maps_are_told_from_indexes_and_attributes() {
        let none: [Vec<&str>; 3] = Default::default();
        for plain in [
            "page.title",
            "a[0].b[c?.d]?[e]",
            "[[\"a]\", 1], [true, none]]",
            "a < b and c > [1][0]",
            "x.for.if in y.in",
        ] {
            assert_eq!(texts(plain), none, "{plain}");
        }
        let text = "[a, [b]] ~ f(x={\"k\": c})";
        assert_eq!(texts(text)[0], ["[a, [b]]", "{\"k\": c}"]);
        let text = "<Card list={[a]} brief={true} {...rest} /> | str";
        assert_eq!(texts(text)[0], ["[a]"]);
        assert_eq!(
            texts(text)[2],
            ["<Card list={[a]} brief={true} {...rest} />"]
        );
    }

    #[test]
    fn lists_that_are_made_of_others_have_elements_and_conditions() {
        let text = "[part for part in [a, [w for k, w in b if w] | join(sep=\" \")] if part.if]";
        let [literals, clauses, _] = texts(text);
        assert_eq!(literals, [text]);
        assert_eq!(clauses, ["w", "w", "part", "part.if"]);
        assert_eq!(texts("[x if y else z for x in l]")[1], ["x if y else z"]);
    }
}
