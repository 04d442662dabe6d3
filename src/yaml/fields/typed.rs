//! Values of the types that fields have, each with a complaint for everything else.

use super::Reader;
use crate::diagnostic::Diagnostic;
use crate::value::Value;
use crate::yaml::quoted;

impl Reader<'_> {
    /// A text. Numbers, `true` and `false` are taken as they are written.
    pub fn text(&self) -> Option<String> {
        let text = match self.value {
            Value::Text(text) => text.to_string(),
            Value::Integer(number) => self.written().unwrap_or_else(|| number.to_string()),
            Value::Float(number) => self.written().unwrap_or_else(|| number.0.to_string()),
            Value::Bool(flag) => self.written().unwrap_or_else(|| flag.to_string()),
            Value::Null | Value::List(_) | Value::Map(_) => {
                let advice = "put it in quotes if it is meant as text";
                let bracketed = matches!(self.value, Value::List(_) | Value::Map(_)) && self.exact;
                let span = self.spot().value;
                let written = self.reading.block.yaml()[span].to_owned();
                let complaint = self.wrong_type("a text").advise(advice);
                self.complain(match bracketed && written.starts_with(['[', '{']) {
                    true => self.with_value(complaint, &quoted(&written), false),
                    false => complaint,
                });
                return None;
            }
        };
        Some(text.trim().to_owned())
    }

    /// A text that is not empty; an empty one is as good as none.
    pub fn filled(&self) -> Option<String> {
        self.text().filter(|text| !text.is_empty())
    }

    /// How a plain value is written, so that `1.10` keeps its zero.
    fn written(&self) -> Option<String> {
        let span = self.spot().value;
        let text = self.reading.block.yaml()[span].trim();
        let plain = !text.is_empty()
            && !text.contains('\n')
            && !text.starts_with(['"', '\'', '[', '{', '&', '*', '!', '|', '>']);
        (self.exact && plain).then(|| text.to_owned())
    }

    /// A list of texts; a text alone is a list of one, empty ones are left out.
    pub fn texts(&self) -> Vec<String> {
        if matches!(self.value, Value::Map(_)) {
            self.complain(
                self.wrong_type("a list of texts")
                    .advise("write `- ` before each, one on a line"),
            );
            return Vec::new();
        }
        let items = self.items();
        items
            .iter()
            .filter(|item| *item.value != Value::Null)
            .filter_map(Reader::filled)
            .collect()
    }

    /// `true` or `false`. The words that YAML once had for them are understood, and said to be
    /// wrong.
    pub fn flag(&self) -> Option<bool> {
        let text = match self.value {
            Value::Bool(flag) => return Some(*flag),
            Value::Text(text) => text.trim().to_ascii_lowercase(),
            _ => String::new(),
        };
        let meant = match text.as_str() {
            "yes" | "on" | "y" | "true" => Some(true),
            "no" | "off" | "n" | "false" => Some(false),
            _ => None,
        };
        let complaint = match (meant, self.value) {
            (Some(meant), Value::Text(written)) => {
                let message = format!(
                    "`{}` has to be true or false, and this is the text `{written}`",
                    self.name
                );
                let complaint =
                    Diagnostic::error("wrong-type", message).advise(format!("write `{meant}`"));
                self.with_value(complaint, &meant.to_string(), true)
            }
            _ => self.wrong_type("true or false"),
        };
        self.complain(complaint);
        meant
    }

    /// A whole number. One with zeros before it, `01`, is a number in YAML 1.2 and a text to our
    /// library: only quotes make it one here.
    pub fn integer(&self) -> Option<i64> {
        match self.value {
            Value::Integer(number) => Some(*number),
            Value::Text(text) if text.trim().parse::<i64>().is_ok() => {
                let number = text.trim().parse::<i64>().ok()?;
                if self.written().is_some() {
                    return Some(number);
                }
                let complaint = self
                    .wrong_type("a whole number")
                    .advise("leave the quotes out");
                self.complain(self.with_value(complaint, &number.to_string(), true));
                Some(number)
            }
            _ => {
                self.complain(self.wrong_type("a whole number"));
                None
            }
        }
    }

    /// A whole number from `least` to `most`.
    pub fn count(&self, least: i64, most: i64) -> Option<i64> {
        let number = self.integer()?;
        if (least..=most).contains(&number) {
            return Some(number);
        }
        let message = format!(
            "`{}` is {number}, and has to be from {least} to {most}",
            self.name
        );
        self.complain(Diagnostic::error("wrong-type", message));
        None
    }

    /// One of a few words; nothing, and a complaint that lists them, if it is none.
    pub fn choice<T: Copy>(&self, choices: &[(&'static str, T)]) -> Option<T> {
        let written = match self.value {
            Value::Text(_) | Value::Bool(_) | Value::Integer(_) | Value::Float(_) => self.text()?,
            _ => String::new(),
        };
        if let Some((_, choice)) = choices.iter().find(|(word, _)| *word == written) {
            return Some(*choice);
        }
        let words: Vec<String> = choices
            .iter()
            .map(|(word, _)| format!("`{word}`"))
            .collect();
        let wanted = format!("one of {}", words.join(", "));
        let complaint = match written.is_empty() {
            true => self.wrong_type(&wanted),
            false => Diagnostic::error(
                "wrong-type",
                format!(
                    "`{}` has to be {wanted}, and this is `{written}`",
                    self.name
                ),
            ),
        };
        self.complain(
            match self.suggestion(&written, choices.iter().map(|(word, _)| *word)) {
                Some(word) => self.with_value(
                    complaint.advise(format!("did you mean `{word}`?")),
                    word,
                    false,
                ),
                None => complaint,
            },
        );
        None
    }
}
