//! Paths in tokens that are not parsed: arguments of macros and of attributes.

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};

/// A path in tokens, before `self` and `super` are resolved.
pub struct Path {
    pub names: Vec<String>,
    /// True for `::name`, which is a library.
    pub is_rooted: bool,
    /// True for `name!`.
    pub is_macro: bool,
    pub line: usize,
}

/// Returns the paths of a token stream and of all groups in it.
pub fn paths(stream: TokenStream) -> Vec<Path> {
    let mut found = Vec::new();
    scan(stream, &[], &mut found);
    found
}

/// Scans one group. `prefix` is the path in front of the braces of an import: `a::{b, c}`.
fn scan(stream: TokenStream, prefix: &[String], found: &mut Vec<Path>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(ident) => at = path(&tokens, at, ident, prefix, found),
            TokenTree::Group(group) => {
                scan(group.stream(), &[], found);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// Reads the path that begins with the identifier at `at`. Returns the index behind it.
fn path(
    tokens: &[TokenTree],
    at: usize,
    first: &Ident,
    prefix: &[String],
    found: &mut Vec<Path>,
) -> usize {
    let mut names: Vec<String> = prefix.to_vec();
    names.push(first.to_string());
    let mut next = at + 1;
    while is_separator(tokens, next) {
        match tokens.get(next + 2) {
            Some(TokenTree::Ident(ident)) => {
                names.push(ident.to_string());
                next += 3;
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                scan(group.stream(), &names, found);
                return next + 3;
            }
            _ => break,
        }
    }
    let front = before(tokens, at);
    if matches!(front, Before::Dot | Before::Quote | Before::Dollar) && names[0] != "crate" {
        return next;
    }
    found.push(Path {
        names,
        is_rooted: matches!(front, Before::Separator),
        is_macro: is_punct(tokens, next, '!') && !is_punct(tokens, next + 1, '='),
        line: first.span().start().line,
    });
    next
}

/// The token in front of a path.
enum Before {
    /// The dot of a field or of a method, but not of a range.
    Dot,
    /// The quote of a lifetime.
    Quote,
    /// The dollar of a variable of a macro, or of `$crate`.
    Dollar,
    /// A leading `::`.
    Separator,
    Other,
}

fn before(tokens: &[TokenTree], at: usize) -> Before {
    let punct = |back: usize, wanted| at >= back && is_punct(tokens, at - back, wanted);
    if punct(1, '.') && !punct(2, '.') {
        Before::Dot
    } else if punct(1, '\'') {
        Before::Quote
    } else if punct(1, '$') {
        Before::Dollar
    } else if punct(1, ':') && punct(2, ':') && !is_behind_generics(tokens, at) {
        Before::Separator
    } else {
        Before::Other
    }
}

/// Returns true for the `::name` of `<T as Trait>::name` and of `Vec::<T>::name`.
fn is_behind_generics(tokens: &[TokenTree], at: usize) -> bool {
    at >= 3 && is_punct(tokens, at - 3, '>')
}

fn is_separator(tokens: &[TokenTree], at: usize) -> bool {
    let spacing = match tokens.get(at) {
        Some(TokenTree::Punct(punct)) => punct.spacing(),
        _ => return false,
    };
    spacing == Spacing::Joint && is_punct(tokens, at, ':') && is_punct(tokens, at + 1, ':')
}

fn is_punct(tokens: &[TokenTree], at: usize, wanted: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}
