//! Values of the types that fields have. Each function reports a value of another type.

use super::field::Field;
use crate::diagnostic::Diagnostic;
use crate::value::Value;
use crate::yaml::quote::quoted;

impl Field<'_> {
    /// Returns a text. Numbers, `true` and `false` are texts too, as they are written.
    pub fn text(&self) -> Option<String> {
        let text = match self.value() {
            Value::Text(text) => text.to_string(),
            Value::Integer(number) => self.written().unwrap_or_else(|| number.to_string()),
            Value::Float(number) => self.written().unwrap_or_else(|| number.0.to_string()),
            Value::Bool(flag) => self.written().unwrap_or_else(|| flag.to_string()),
            Value::Null | Value::List(_) | Value::Map(_) => {
                self.report(self.not_a_text());
                return None;
            }
        };
        Some(text.trim().to_owned())
    }

    fn not_a_text(&self) -> Diagnostic {
        let error = self
            .wrong_type("a text")
            .advise("put it in quotes if it is meant as text");
        let location = self.location();
        let written = &self.block().content()[location.value];
        let is_list_or_map = matches!(self.value(), Value::List(_) | Value::Map(_));
        // `title: [Draft] Massage` in quotes is what the user meant.
        match is_list_or_map && location.exact && written.starts_with(['[', '{']) {
            true => self.with_value(error, &quoted(written), false),
            false => error,
        }
    }

    /// Returns a text that is not empty. An empty text counts as none.
    pub fn filled(&self) -> Option<String> {
        self.text().filter(|text| !text.is_empty())
    }

    /// Returns a plain value as it is written, so that `1.10` keeps its zero.
    fn written(&self) -> Option<String> {
        let location = self.location();
        let text = self.block().content()[location.value].trim();
        let is_plain = !text.is_empty()
            && !text.contains('\n')
            && !text.starts_with(['"', '\'', '[', '{', '&', '*', '!', '|', '>']);
        (location.exact && is_plain).then(|| text.to_owned())
    }

    /// Returns a list of texts. A text alone is a list of one; empty texts are left out.
    pub fn texts(&self) -> Vec<String> {
        if matches!(self.value(), Value::Map(_)) {
            self.report(
                self.wrong_type("a list of texts")
                    .advise("write `- ` before each, one on a line"),
            );
            return Vec::new();
        }
        let items = self.items();
        items
            .iter()
            .filter(|item| *item.value() != Value::Null)
            .filter_map(Field::filled)
            .collect()
    }

    /// Returns `true` or `false`. The other words that YAML once had for them are understood, and
    /// reported with the right word.
    pub fn flag(&self) -> Option<bool> {
        let text = match self.value() {
            Value::Bool(flag) => return Some(*flag),
            Value::Text(text) => text.trim().to_ascii_lowercase(),
            _ => String::new(),
        };
        let meant = match text.as_str() {
            "yes" | "on" | "y" | "true" => Some(true),
            "no" | "off" | "n" | "false" => Some(false),
            _ => None,
        };
        let error = match (meant, self.value()) {
            (Some(meant), Value::Text(written)) => {
                let message = format!(
                    "`{}` has to be true or false, and this is the text `{written}`",
                    self.name()
                );
                let error =
                    Diagnostic::error("wrong-type", message).advise(format!("write `{meant}`"));
                self.with_value(error, &meant.to_string(), true)
            }
            _ => self.wrong_type("true or false"),
        };
        self.report(error);
        meant
    }

    /// Returns a whole number. YAML 1.2 takes `01` for a number and the library takes it for a
    /// text; here it is a number unless it is in quotes.
    pub fn integer(&self) -> Option<i64> {
        match self.value() {
            Value::Integer(number) => Some(*number),
            Value::Text(text) if text.trim().parse::<i64>().is_ok() => {
                let number = text.trim().parse::<i64>().ok()?;
                if self.written().is_some() {
                    return Some(number);
                }
                let error = self
                    .wrong_type("a whole number")
                    .advise("leave the quotes out");
                self.report(self.with_value(error, &number.to_string(), true));
                Some(number)
            }
            _ => {
                self.report(self.wrong_type("a whole number"));
                None
            }
        }
    }

    /// Returns a whole number from `least` to `most`.
    pub fn count(&self, least: i64, most: i64) -> Option<i64> {
        let number = self.integer()?;
        if (least..=most).contains(&number) {
            return Some(number);
        }
        let message = format!(
            "`{}` is {number}, and has to be from {least} to {most}",
            self.name()
        );
        self.report(Diagnostic::error("wrong-type", message));
        None
    }

    /// Returns the value of one of a few words. The message about any other lists them.
    pub fn choice<T: Copy>(&self, choices: &[(&'static str, T)]) -> Option<T> {
        let written = match self.value() {
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
        let error = match written.is_empty() {
            true => self.wrong_type(&wanted),
            false => Diagnostic::error(
                "wrong-type",
                format!(
                    "`{}` has to be {wanted}, and this is `{written}`",
                    self.name()
                ),
            ),
        };
        let near = self.suggestion(&written, choices.iter().map(|(word, _)| *word));
        self.report(match near {
            Some(word) => {
                let error = error.advise(format!("did you mean `{word}`?"));
                self.with_value(error, word, false)
            }
            None => error,
        });
        None
    }
}
