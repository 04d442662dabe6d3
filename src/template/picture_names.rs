//! The pictures that templates show by the function `picture`, as far as their texts name them.
//!
//! The versions of a picture are outputs, which are known before anything is rendered. So a picture
//! must be named as a whole: by a text in the template, or by a value. The names of such texts and
//! keys stand among the roots of a template. The set is conservative: it may name a picture too
//! many, never one too few.

use super::calls::{CallKind, Spanned, calls, is_sign};
use super::guarded::PICTURES;
use super::tokens::{Token, tokens};
use std::collections::BTreeSet;

/// The begin of a root for a text, followed by the text, and of one for a key.
const TEXT: &str = "picture text ";
const KEY: &str = "picture key ";
/// The root for any value.
const ANY: &str = "picture any";

/// A name by which a template shows pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PictureName<'a> {
    /// This text.
    Text(&'a str),
    /// The texts below this key of any value.
    Key(&'a str),
    /// Any text of any value.
    Any,
}

impl<'a> PictureName<'a> {
    /// Returns the names among the roots that a template reads.
    pub fn of_roots(roots: &'a BTreeSet<String>) -> BTreeSet<PictureName<'a>> {
        let name = |root: &'a String| match root.as_str() {
            ANY => Some(PictureName::Any),
            root => {
                let text = root.strip_prefix(TEXT).map(PictureName::Text);
                text.or_else(|| root.strip_prefix(KEY).map(PictureName::Key))
            }
        };
        roots.iter().filter_map(name).collect()
    }
}

/// Returns the roots for the pictures that a text names.
pub(super) fn of_text(text: &str) -> BTreeSet<String> {
    if !text.contains("picture") {
        return BTreeSet::new();
    }
    let calls = calls(text).into_iter().filter(|call| {
        let is_function = call.kind == CallKind::Function;
        is_function && call.name == "picture"
    });
    let source = |call: super::calls::Call<'_>| {
        let (_, name) = call.arguments.iter().find(|(name, _)| *name == "src")?;
        let tokens = tokens(text, name.end..text.len());
        Some(root(argument(&tokens)))
    };
    let mut roots: BTreeSet<String> = calls.filter_map(source).collect();
    if !roots.is_empty() {
        roots.insert(PICTURES.to_owned());
    }
    roots
}

/// Returns the tokens of an argument, from behind its name on.
fn argument<'t, 'a>(tokens: &'t [Spanned<'a>]) -> &'t [Spanned<'a>] {
    let mut depth = 0_usize;
    let end = tokens.iter().position(|(token, _)| {
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') if depth == 0 => return true,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            Token::Sign(',') => return depth == 0,
            _ => {}
        }
        false
    });
    &tokens[1.min(tokens.len())..end.unwrap_or(tokens.len()).max(1).min(tokens.len())]
}

/// Returns the root for an argument: a text, or the last key of a path such as
/// `page.extra["lead"]`.
fn root(argument: &[Spanned<'_>]) -> String {
    if let [(Token::Text(text), _)] = argument {
        return format!("{TEXT}{text}");
    }
    let mut rest = argument;
    let mut last = None;
    let [(Token::Word(_), _), keys @ ..] = rest else {
        return ANY.to_owned();
    };
    rest = keys;
    loop {
        rest = match rest {
            [] => break,
            [(Token::Sign('.'), _), (Token::Word(key), _), keys @ ..] => {
                last = Some(*key);
                keys
            }
            [(Token::Sign('['), _), (Token::Text(key), _), ..] if is_sign(rest, 2, ']') => {
                last = Some(*key);
                &rest[3..]
            }
            // A value of a list is below the key of the list.
            [(Token::Sign('['), _), (Token::Sign(digit), _), ..]
                if digit.is_ascii_digit() && is_sign(rest, 2, ']') =>
            {
                &rest[3..]
            }
            _ => return ANY.to_owned(),
        };
    }
    last.map_or_else(|| ANY.to_owned(), |key| format!("{KEY}{key}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_a_picture_is_found() {
        let cases = [
            ("\"/a.jpg\"", "picture text /a.jpg"),
            ("post.image", "picture key image"),
            ("page.extra.lead", "picture key lead"),
            ("page.extra[\"lead\"]", "picture key lead"),
            ("page.extra.leads[0]", "picture key leads"),
            ("lead", "picture any"),
            ("page.extra[key]", "picture any"),
            ("\"/a/\" ~ name", "picture any"),
            ("post.extra.lead | trim", "picture any"),
            ("a.b if a else c.d", "picture any"),
        ];
        for (source, root) in cases {
            for call in [
                format!("{{{{ picture(alt=\"a, b\", src={source}, of=post) }}}}"),
                format!("{{{{ picture(src={source}) }}}}"),
            ] {
                let expected = BTreeSet::from([root.to_owned(), PICTURES.to_owned()]);
                assert_eq!(of_text(&call), expected, "{call}");
            }
        }
        assert!(of_text("<picture> {{ picture }} picture(src=a)").is_empty());
    }
}
