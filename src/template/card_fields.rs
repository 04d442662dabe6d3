//! The fields of cards that come from the bodies of pages, as far as templates name them.
//!
//! They stand among the roots of a template, as `card.summary` and `card.words`, since a page is
//! made of them only if its template names them. The set is conservative: a name behind a dot or
//! in quotes counts, in whatever value it is looked up. Only `page.summary` is the page's own, as
//! long as no text gives the name `page` to another value.

use std::collections::BTreeSet;

/// The fields with the names of their roots.
const FIELDS: [(&str, &str); 2] = [("summary", "card.summary"), ("words", "card.words")];

/// Returns the roots for the fields that a text names. `page_is_own` is true if `page` is the page
/// itself wherever the text is used.
pub(super) fn of_text(text: &str, page_is_own: bool) -> BTreeSet<String> {
    let mentioned = FIELDS.iter().filter(|(field, _)| text.contains(field));
    let named = mentioned.filter(|(field, _)| {
        code(text).any(|code| words(code, field).any(|(before, _)| names_card(before, page_is_own)))
    });
    named.map(|(_, root)| (*root).to_owned()).collect()
}

/// Returns true if a text may give the name `page` to another value: in a loop, by `set`, or as a
/// parameter.
pub(super) fn renames_page(text: &str) -> bool {
    code(text).any(|code| {
        words(code, "page").any(|(before, after)| {
            let before = before.trim_end();
            let is_value = after.trim_start().starts_with(['.', '(']);
            !is_value && (before.ends_with([',', '(']) || ends_with_word(before))
        })
    })
}

/// Returns true if the text ends with a word that a new name follows.
fn ends_with_word(before: &str) -> bool {
    ["for", "set", "set_global"].iter().any(|word| {
        let rest = before.strip_suffix(word);
        rest.is_some_and(|rest| !rest.ends_with(is_name))
    })
}

/// Returns true if a field behind this text is looked up in a card.
fn names_card(before: &str, page_is_own: bool) -> bool {
    if before.ends_with(['"', '\'', '`']) {
        return true;
    }
    let Some(value) = before.trim_end().strip_suffix('.') else {
        return false;
    };
    let rest = value.trim_end().trim_end_matches('?').strip_suffix("page");
    let is_page = rest.is_some_and(|rest| !rest.trim_end().ends_with(|c| is_name(c) || c == '.'));
    !(is_page && page_is_own)
}

/// Returns what stands between the braces of a template.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let brace = rest.find('{')?;
            let end = match rest.as_bytes().get(brace + 1) {
                Some(b'{') => "}}",
                Some(b'%') => "%}",
                _ => {
                    rest = &rest[brace + 1..];
                    continue;
                }
            };
            let inner = &rest[brace + 2..];
            let (code, behind) = inner.split_at(inner.find(end).unwrap_or(inner.len()));
            rest = behind;
            return Some(code);
        }
    })
}

/// Returns the text before and after each use of a word.
fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let found = code.match_indices(word);
    let parts = found.map(move |(at, word)| (&code[..at], &code[at + word.len()..]));
    parts.filter(|(before, after)| !before.ends_with(is_name) && !after.starts_with(is_name))
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_a_card_is_found_and_the_page_s_own_is_not() {
        let cases = [
            ("{{ page.summary }} <summary>words</summary>", 0),
            ("{{ card.summary }}", 1),
            ("{{ card . words }}", 1),
            ("{{ cards | map(attribute=\"words\") }}", 1),
            ("{{ card['summary'] }}", 1),
            ("{{ page.next.summary }} {{ mypage.words }}", 2),
            ("{% if words %}{{ \"few words\" }}{% endif %}", 0),
            ("{%- if not card.summary -%}", 1),
        ];
        for (text, count) in cases {
            assert_eq!(of_text(text, true).len(), count, "{text}");
        }
        assert_eq!(of_text("{{ page.summary }}", false).len(), 1);
    }

    #[test]
    fn a_new_meaning_of_page_is_found() {
        let renaming = [
            "{% for page in pages %}",
            "{% for key, page in map %}",
            "{{ [page.title for page in pages] }}",
            "{% set page = x %}",
            "{% component X(page: map) %}",
        ];
        for text in renaming {
            assert!(renames_page(text), "{text}");
        }
        let using = [
            "{{ page.title }}",
            "{% if (page.title ~ x) | length %}",
            "for page in",
        ];
        for text in using {
            assert!(!renames_page(text), "{text}");
        }
    }
}
