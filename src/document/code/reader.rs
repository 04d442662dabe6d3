//! The reading of a fence: `rust,ignore`, `rust {1,3-5} title="src/main.rs"`,
//! `go {linenos=table,hl_lines=[1,"3-5"]}`.

use super::attributes::{Attribute, Kind, Meaning, attribute_of, nearest_attribute};
use super::fence::Fence;
use super::lines::Lines;
use crate::code::{Language, nearest_language};
use crate::diagnostic::Diagnostic;

/// The most faults of one fence that are told.
const MOST_FAULTS: usize = 8;

/// A fault of a fence, and the word of it that is wrong.
pub(in crate::document) type Fault = (String, Diagnostic);

/// Reads the text after the backticks of a fence. `code` is the code below it.
pub(in crate::document) fn read(info: &str, code: &str) -> (Fence, Vec<Fault>) {
    let mut reader = Reader::default();
    let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | '=');
    let end = info.find(is_end).unwrap_or(info.len());
    // Without a language, the first word may be an attribute.
    let is_attribute = info[end..].starts_with('=');
    let (language, rest) = info.split_at(if is_attribute { 0 } else { end });
    reader.fence.language = language.to_owned();
    reader.all(rest);
    split_diff(&mut reader.fence);
    reader.judge_languages();
    reader.judge_lines(code);
    (reader.fence, reader.faults)
}

/// `diff-js` is `diff` with another language, as is `js diff`.
fn split_diff(fence: &mut Fence) {
    if let Some(inner) = fence.language.strip_prefix("diff-") {
        fence.inner = Some(inner.to_owned());
    } else if fence.diff && fence.language != "diff" {
        fence.inner = Some(fence.language.clone());
    } else if fence.language != "diff" {
        return;
    }
    fence.language = "diff".to_owned();
    fence.diff = fence.inner.is_some();
}

#[derive(Default)]
struct Reader {
    fence: Fence,
    faults: Vec<Fault>,
    /// The last attribute, if its value is lines: more may follow after a space.
    last: Option<Meaning>,
}

impl Reader {
    /// Reads words and groups in braces.
    fn all(&mut self, text: &str) {
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            let Some(first) = rest.chars().next() else {
                return;
            };
            rest = match first {
                '{' => {
                    let (group, after) = bracketed(rest);
                    self.group(group);
                    after
                }
                _ => self.word(rest),
            };
        }
    }

    /// Reads what stands in braces: lines to mark, or attributes.
    fn group(&mut self, group: &str) {
        let group = group.trim();
        if group.starts_with(|c: char| c.is_ascii_digit()) {
            self.lines(Meaning::Mark, group, group);
            self.last = None;
            return;
        }
        let mut inner = group;
        // `{.python}` names the language, `{python}` too.
        if self.fence.language.is_empty() {
            let end = inner.find([' ', ',', '=']).unwrap_or(inner.len());
            if !inner[end..].starts_with('=') && !inner.starts_with('#') {
                self.fence.language = inner[..end].trim_start_matches('.').to_owned();
                inner = &inner[end..];
            }
        }
        self.words(inner);
    }

    /// Reads words. Braces around some of them mean nothing.
    fn words(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '{'));
            if !rest.is_empty() {
                rest = self.word(rest);
            }
        }
    }

    /// Reads a word with its value. Returns the rest, which is shorter.
    fn word<'t>(&mut self, text: &'t str) -> &'t str {
        if text.starts_with(['"', '\'']) {
            let (value, after) = quoted(text);
            self.unknown(value);
            return after;
        }
        let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '=' | '{' | '}');
        let end = text.find(is_end).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        let (value, rest) = match rest.strip_prefix('=') {
            Some(rest) => {
                let (value, rest) = value(rest);
                (Some(value), rest)
            }
            // A bracket that nothing opened.
            None if end == 0 => (None, &rest[rest.chars().next().map_or(0, char::len_utf8)..]),
            None => (None, rest),
        };
        self.attribute(name, value);
        rest
    }

    fn attribute(&mut self, name: &str, value: Option<&str>) {
        let continues = value.is_none() && name.starts_with(|c: char| c.is_ascii_digit());
        if let (true, Some(meaning)) = (continues, self.last) {
            self.lines(meaning, name, name);
            return;
        }
        self.last = None;
        if name.is_empty() {
            if value.is_some() {
                let message = "a value has no name before it".to_owned();
                self.fault("=", message, "write it as in `title=\"src/main.rs\"`");
            }
            return;
        }
        match attribute_of(name.trim_start_matches('.')) {
            Some(attribute) => self.known(attribute, name, value),
            // `ignore-x86` is of rustdoc.
            None if name.starts_with("ignore-") && value.is_none() => {}
            None => self.unknown(name),
        }
    }

    fn known(&mut self, attribute: &Attribute, name: &str, value: Option<&str>) {
        let text = value.unwrap_or_default().trim();
        let is_on = !matches!(text, "false" | "0" | "no" | "off");
        match attribute.kind {
            Kind::Lines => {
                self.lines(attribute.meaning, text, name);
                self.last = Some(attribute.meaning);
                return;
            }
            Kind::Text if text.is_empty() => {
                self.fault(
                    name,
                    format!("`{name}` has no value"),
                    "write it as in `title=\"src/main.rs\"`",
                );
                return;
            }
            Kind::Number if text.parse::<usize>().is_err() => {
                self.fault(
                    name,
                    format!("`{name}` is no number"),
                    "write it as in `start=10`",
                );
                return;
            }
            Kind::Text | Kind::Number | Kind::Flag => {}
        }
        let fence = &mut self.fence;
        match attribute.meaning {
            Meaning::Title => fence.title = Some(text.to_owned()),
            Meaning::Numbers if is_on => fence.numbers = Some(text.parse().unwrap_or(1)),
            Meaning::Numbers => fence.numbers = None,
            Meaning::Start => fence.start = text.parse().ok(),
            Meaning::HiddenPrefix => fence.hidden_prefix = Some(text.to_owned()),
            Meaning::Wrap => fence.wrap = is_on,
            Meaning::Language => fence.inner = Some(text.to_owned()),
            Meaning::Diff => fence.diff = is_on,
            Meaning::Frame => fence.terminal = text == "terminal",
            Meaning::Mark
            | Meaning::Inserted
            | Meaning::Deleted
            | Meaning::Focus
            | Meaning::Hide
            | Meaning::Nothing => {}
        }
    }

    /// Adds lines to those of an attribute.
    fn lines(&mut self, meaning: Meaning, text: &str, word: &str) {
        let fence = &mut self.fence;
        let lines: &mut Lines = match meaning {
            Meaning::Inserted => &mut fence.inserted,
            Meaning::Deleted => &mut fence.deleted,
            Meaning::Focus => &mut fence.focused,
            Meaning::Hide => &mut fence.hidden,
            _ => &mut fence.marked,
        };
        let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '"' | '\'' | '[' | ']');
        let mut parts = text.split(is_between).filter(|part| !part.is_empty());
        let wrong = parts.by_ref().find(|part| !lines.add(part));
        let message = match wrong {
            Some(part) => format!("`{part}` is no line"),
            None if lines.is_empty() => format!("`{word}` names no lines"),
            None => return,
        };
        self.fault(word, message, "write numbers of lines, as in `{1,3-5}`");
    }

    fn judge_languages(&mut self) {
        let languages = [Some(self.fence.language.clone()), self.fence.inner.clone()];
        for name in languages.into_iter().flatten() {
            if Language::of(&name).is_some() {
                continue;
            }
            let message = format!("there are no colors for the language `{name}`");
            let problem = Diagnostic::warning("unknown-language", message);
            let problem = match nearest_language(&name) {
                Some(near) => problem.advise(format!("did you mean `{near}`?")),
                None => problem.advise("write `text` for code without colors"),
            };
            self.faults.push((name, problem));
        }
    }

    fn judge_lines(&mut self, code: &str) {
        let fence = &self.fence;
        let all = [
            &fence.marked,
            &fence.inserted,
            &fence.deleted,
            &fence.focused,
            &fence.hidden,
        ];
        let Some(last) = all.into_iter().filter_map(Lines::last).max() else {
            return;
        };
        let count = code.lines().count();
        if last > count {
            let message = format!("line {last} is named, and this code has {count}");
            self.fault(&last.to_string(), message, "lines are counted from 1");
        }
    }

    fn unknown(&mut self, name: &str) {
        if self.faults.len() == MOST_FAULTS {
            return;
        }
        let message = format!("this block of code has an attribute that is not known: `{name}`");
        let problem = Diagnostic::warning("code-fence", message);
        let problem = match nearest_attribute(name) {
            Some(near) => problem.advise(format!("did you mean `{near}`?")),
            None => problem.advise("delete it, or write one of those in docs/code.md"),
        };
        self.faults.push((name.to_owned(), problem));
    }

    fn fault(&mut self, word: &str, message: String, advice: &str) {
        if self.faults.len() == MOST_FAULTS {
            return;
        }
        let problem = Diagnostic::warning("code-fence", message).advise(advice);
        self.faults.push((word.to_owned(), problem));
    }
}

/// Returns a value after its equals sign, without quotes or brackets, and the rest.
fn value(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some('"' | '\'') => quoted(text),
        Some('{' | '[') => bracketed(text),
        _ => {
            let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '}');
            text.split_at(text.find(is_end).unwrap_or(text.len()))
        }
    }
}

/// Returns what stands in the quotes that a text begins with, and the rest.
fn quoted(text: &str) -> (&str, &str) {
    let (quote, inner) = text.split_at(1);
    inner.split_once(quote).unwrap_or((inner, ""))
}

/// Returns what stands in the brackets that a text begins with, and the rest.
fn bracketed(text: &str) -> (&str, &str) {
    let closing = if text.starts_with('[') { ']' } else { '}' };
    let (mut depth, mut quote) = (0, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{' | '[') => depth += 1,
            (None, c) if c == closing || matches!(c, '}' | ']') => depth -= 1,
            (None, _) => {}
        }
        if depth == 0 {
            return (&text[1..at], &text[at + c.len_utf8()..]);
        }
    }
    (&text[1..], "")
}
