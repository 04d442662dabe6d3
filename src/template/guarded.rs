//! The text of a template as the engine reads it: every `set` passes its value through a filter
//! that bounds it, and functions that read pages are given the root that they read.
//!
//! The engine has no bound of its own for what a template keeps: a loop that doubles a text forty
//! times takes all memory of the machine within the seconds that a page may take.
//!
//! A function that took its pages from elsewhere would make a page of what no key names. As an
//! argument, the root is a variable of the template like any other.

use super::calls::{CallKind, calls};
use super::tags::{Tag, tags};
use super::tokens::{Token, tokens};

/// The name of the filter.
pub(super) const FILTER: &str = "within_limits";

/// The name of the argument that gives a function its root. No template can write it.
pub(super) const ROOT: &str = "__root";

/// The root that only functions read: the cards of all pages by their files.
pub(super) const PAGES_BY_PATH: &str = "pages_by_path";

/// The functions that read a root, with the root.
const READERS: &[(&str, &str)] = &[("page", PAGES_BY_PATH), ("section", "sections")];

/// A template with what is inserted.
#[derive(Debug)]
pub(super) struct Guarded {
    pub text: String,
    /// The insertions: their bytes in `text`, and their lengths.
    insertions: Vec<(usize, usize)>,
}

impl Guarded {
    /// Inserts the filter and the roots.
    pub(super) fn of(template: &str) -> Self {
        let mut insertions = filters(template);
        insertions.append(&mut roots(template));
        insertions.sort_by_key(|(at, _)| *at);
        let mut guarded = Guarded {
            text: String::with_capacity(template.len()),
            insertions: Vec::with_capacity(insertions.len()),
        };
        let mut from = 0;
        for (at, inserted) in insertions {
            guarded.text.push_str(&template[from..at]);
            let start = guarded.text.len();
            guarded.insertions.push((start, inserted.len()));
            guarded.text.push_str(&inserted);
            from = at;
        }
        guarded.text.push_str(&template[from..]);
        guarded
    }

    /// Returns the byte of the template as it is written.
    pub(super) fn written(&self, at: usize) -> usize {
        let before = self.insertions.iter().take_while(|(start, _)| *start < at);
        at - before
            .map(|(start, length)| (at - start).min(*length))
            .sum::<usize>()
    }
}

/// Returns the insertions of the filter, in their order.
fn filters(template: &str) -> Vec<(usize, String)> {
    let mut insertions = Vec::new();
    for tag in tags(template).filter(|tag| tag.is_statement) {
        let Tag { inner, .. } = tag;
        match value(&template[inner.clone()]) {
            // The brackets make the filter apply to all of the value, not to its last part.
            Some(Value::Expression(value)) => {
                insertions.push((inner.start + value, "(".to_owned()));
                insertions.push((inner.end, format!(") | {FILTER}")));
            }
            Some(Value::Block) => insertions.push((inner.end, format!(" | {FILTER}"))),
            None => {}
        }
    }
    insertions
}

/// Returns the insertions of the roots that functions read: in each call, and in the declaration
/// of the component that the call is in.
fn roots(template: &str) -> Vec<(usize, String)> {
    let mut insertions = Vec::new();
    let mut read = Vec::new();
    for call in calls(template) {
        let reader = READERS.iter().find(|(name, _)| *name == call.name);
        let is_function = call.kind == CallKind::Function;
        if let (Some((_, root)), Some(at), true) = (reader, call.opened, is_function) {
            insertions.push((at, format!("{ROOT}={root}, ")));
            read.push((at, *root));
        }
    }
    if read.is_empty() {
        return insertions;
    }
    let mut declared = None;
    for tag in tags(template).filter(|tag| tag.is_statement) {
        let tokens = tokens(template, tag.inner.clone());
        match tokens.first() {
            Some((Token::Word("component"), _)) => {
                let open = tokens.iter().find(|(token, _)| *token == Token::Sign('('));
                declared = open.map(|(_, span)| (span.end, tokens.clone()));
            }
            Some((Token::Word("endcomponent"), _)) => {
                let Some((at, parameters)) = declared.take() else {
                    continue;
                };
                let body = at..tag.inner.start;
                let needs = |root: &&str| {
                    let is_read = read
                        .iter()
                        .any(|(call, of)| of == root && body.contains(call));
                    is_read
                        && !parameters
                            .iter()
                            .any(|(token, _)| *token == Token::Word(root))
                };
                let missing = READERS.iter().map(|(_, root)| *root).filter(needs);
                insertions.extend(missing.map(|root| (at, format!("@{root}, "))));
            }
            _ => {}
        }
    }
    insertions
}

/// The value of a `set`.
enum Value {
    /// An expression that starts at this byte of the tag.
    Expression(usize),
    /// All up to its end tag.
    Block,
}

/// Returns the value that a tag sets, if it is a `set`.
fn value(tag: &str) -> Option<Value> {
    let word = |text: &str| {
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
        end.unwrap_or(text.len())
    };
    let inner = tag.trim_start();
    let (keyword, rest) = inner.split_at(word(inner));
    if !matches!(keyword, "set" | "set_global") {
        return None;
    }
    let name = rest.trim_start();
    let behind = name[word(name)..].trim_start();
    if let Some(expression) = behind.strip_prefix('=') {
        return Some(Value::Expression(tag.len() - expression.len()));
    }
    let is_block = behind.is_empty() || behind.starts_with('|');
    is_block.then_some(Value::Block)
}

#[cfg(test)]
mod tests {
    use super::Guarded;

    #[test]
    fn every_set_gets_the_filter_and_nothing_else_does() {
        let cases = [
            (
                "{% set a = b ~ c %}",
                "{% set a =( b ~ c ) | within_limits%}",
            ),
            (
                "{%- set_global a=\"%}\" -%}",
                "{%- set_global a=(\"%}\" ) | within_limits-%}",
            ),
            (
                "{% set a %}x{% endset %}",
                "{% set a  | within_limits%}x{% endset %}",
            ),
            ("{% set a | upper %}", "{% set a | upper  | within_limits%}"),
        ];
        for (template, expected) in cases {
            assert_eq!(Guarded::of(template).text, expected);
        }
        for template in [
            "{# {% set a = b %} #}",
            "{{ \"{% set a = b %}\" }}",
            "{% raw %}{% set a = b %}{% endraw %}",
            "{% if set %}{% settle a = b %}{ % set a = b %}",
            "{% set a = b",
        ] {
            assert_eq!(Guarded::of(template).text, template);
        }
    }

    #[test]
    fn places_are_those_of_the_template_as_it_is_written() {
        let template = "x{% set a = bc %}y{% set d = e %}z";
        let guarded = Guarded::of(template);
        for part in ["x", "bc", "y{", " d", "z"] {
            let at = guarded.text.find(part).expect("a part");
            assert_eq!(Some(guarded.written(at)), template.find(part), "{part}");
        }
        let filter = guarded.text.find("within").expect("the filter");
        assert_eq!(
            guarded.written(filter),
            template.find("%}y").expect("a tag")
        );
    }
}
