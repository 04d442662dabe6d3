//! The text of a template as the engine reads it: with the calls of [`super::guards`], and with the
//! roots that functions read as their arguments.
//!
//! A function that took its pages from elsewhere would make a page of what no key names. As an
//! argument, the root is a variable of the template like any other.

use super::calls::{CallKind, calls};
use super::captured::Capture;
use super::guards::guards;
use super::tags::tags;
use super::tokens::{Token, tokens};

/// The name of the argument that gives a function its root. No template can write it.
pub(super) const ROOT: &str = "__root";

/// The root that only `page` reads: the cards of all pages by their files.
pub(super) const PAGES_BY_PATH: &str = "pages_by_path";

/// The root that only [`super::picture`] reads: the pictures that a page may show.
pub(super) const PICTURES: &str = "pictures";

/// The functions that read a root, with the root.
const READERS: &[(&str, &str)] = &[
    ("page", PAGES_BY_PATH),
    ("section", "sections"),
    ("picture", PICTURES),
];

/// A template with what is inserted.
#[derive(Debug)]
pub(super) struct Guarded {
    pub text: String,
    /// The insertions: their bytes in `text`, and their lengths.
    insertions: Vec<(usize, usize)>,
}

impl Guarded {
    /// Inserts the calls and the roots.
    pub(super) fn of(template: &str, capture: Capture) -> Self {
        let mut insertions = guards(template, capture);
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

#[cfg(test)]
mod tests {
    use super::{Capture, Guarded};

    const NONE: Capture = Capture {
        is_escaped: true,
        whole: false,
        blocks: false,
    };

    /// Returns the text that the engine reads, with places as 7.
    fn guarded(template: &str, capture: Capture) -> String {
        let text = Guarded::of(template, capture).text;
        let mut parts = text.split("at=");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| {
            text + "at=7" + part.trim_start_matches(|c: char| c.is_ascii_digit())
        })
    }

    #[test]
    fn what_is_kept_and_every_round_gets_a_call() {
        let cases = [
            (
                "{% set a = b ~ c %}",
                "{% set a =( b ~ c ) | limit_kept(at=7)%}",
            ),
            (
                "{%- set_global a=c|d(x=\"%}\") -%}",
                "{%- set_global a=(c|d(x=\"%}\") ) | limit_kept(at=7)-%}",
            ),
            (
                "{% set a %}x{% endset %}",
                "{% set a  | limit_kept(at=7)%}x{% endset %}",
            ),
            (
                "{% set a = [b] %}",
                "{% set a =( [b] | limit_made(at=7) ) | limit_kept(at=7)%}",
            ),
            (
                "{%- for a in [b, {\"c\": d}] -%}x{% endfor %}",
                "{%- for a in [b, {\"c\": d}] | limit_made(at=7) -%}\
                 {{\"\" -}}x{% endfor %}",
            ),
            (
                "{{ [a ~ 1 for a in b if c] }}",
                "{{ [(a ~ 1 ) | limit_gathered for a in b if limit_time() or ( c)]\
                 \x20| limit_made(at=7) }}",
            ),
            (
                "{% component A() %}x{% endcomponent %}",
                "{% component A() %}{{\"\" }}x{% endcomponent %}",
            ),
            (
                "{% component A(b: string = \"),\", c = [1], @d, ...e) -%}x{%- endcomponent A %}",
                "{% component A(b: string = \"),\", c = [1], @d, ...e) -%}\
                 {% if [b, c, e] is limit_begun %}{% endif -%}x\
                 {%- if limit_end() %}{% endif %}{%- endcomponent A %}",
            ),
        ];
        for (template, expected) in cases {
            assert_eq!(guarded(template, NONE), expected);
        }
    }

    #[test]
    fn all_else_is_left_as_it_is() {
        for template in [
            "{# {% set a = b ~ c %} #}",
            "{{ \"{% set a = b ~ c %}\" }}",
            "{% raw %}endraw{% set a = b ~ c %}{% endraw %}",
            "{% if set %}{% settle a = b ~ c %}{ % set a = b ~ c %}",
            "{% set a = b.c %}{% set d = [[\"e\", 1], [true]] %}{% set f = g + 1 or h < i %}",
            "{{ a.b }}{{ a ~ b | c }}{{ <A b={c} /> }}",
            "{% extends \"a\" %}{% block b %}{{ c }}{% endblock %}",
            "{% set a = b ~ c",
        ] {
            assert_eq!(guarded(template, NONE), template);
        }
    }

    #[test]
    fn captured_text_is_counted() {
        let cases = [
            (
                "a b c{%- if b -%}{{- c.d -}}{% endif %}{{ <E /> }}{{ f | g }}",
                "{% if limit_time(bytes=5) %}{% endif %}a b c{%- if b -%}\
                 {%- if c.d is limit_written %}{% endif %}{{- c.d -}}{% endif %}\
                 {{ <E /> }}{{( f | g ) | limit_written}}",
            ),
            (
                "{% extends \"a\" %}{% block b -%}cde{% endblock %}",
                "{% extends \"a\" %}{% block b -%}{% if limit_time(bytes=3) %}{% endif -%}cde\
                 {% endblock %}",
            ),
        ];
        for (template, expected) in cases {
            assert_eq!(
                guarded(
                    template,
                    Capture {
                        whole: true,
                        ..NONE
                    }
                ),
                expected
            );
        }
        let template = "{{ a }}{% for b in c %}d{% <E> %}fgi{{ h }}{% </E> %}{% endfor %}";
        let expected = "{{ a }}{% for b in c %}{% if limit_time(bytes=3) %}{% endif %}d{% <E> %}fgi\
                        {% if h is limit_written %}{% endif %}{{ h }}{% </E> %}{% endfor %}";
        assert_eq!(guarded(template, NONE), expected);
    }

    #[test]
    fn places_are_those_of_the_template_as_it_is_written() {
        let template = "x{% set a = b ~ c %}y{% set d = [e] %}z";
        let guarded = Guarded::of(template, NONE);
        for part in ["x", "b ~ c", "y{", " d", "z"] {
            let at = guarded.text.find(part).expect("a part");
            assert_eq!(Some(guarded.written(at)), template.find(part), "{part}");
        }
        let call = guarded.text.find("limit_kept").expect("the call");
        assert_eq!(guarded.written(call), template.find("%}y").expect("a tag"));
    }
}
