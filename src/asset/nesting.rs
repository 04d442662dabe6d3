//! The depth and size of style sheets, judged before the library reads them: it calls itself for
//! each level, and a short rule takes three hundred times its bytes in memory.

use crate::path::{join, parent};
use std::collections::BTreeSet;

/// The most rules, brackets and functions of a style sheet that stand in each other.
pub(super) const DEEPEST: usize = 64;

/// The most style sheets that one imports, itself or through others.
pub(super) const MOST_IMPORTS: usize = 256;

/// The most bytes of a style sheet and of all that it imports.
pub(super) const LARGEST: usize = 3 * 1024 * 1024;

/// The reason why a style sheet is not given to the library.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// A byte of a style sheet at which it is nested too deeply.
    Depth { sheet: String, at: usize },
    /// Too many imports.
    Imports,
    /// Too many bytes, with the style sheet that is too much.
    Size { sheet: String },
}

/// Judges a style sheet and all that it imports. `text_of` returns the text of a style sheet.
pub(super) fn judge<'a>(
    name: &str,
    text_of: impl Fn(&str) -> Option<&'a str>,
) -> Result<(), Excess> {
    let mut known = BTreeSet::from([name.to_owned()]);
    let mut waiting = vec![name.to_owned()];
    let mut size = 0;
    while let Some(sheet) = waiting.pop() {
        let Some(text) = text_of(&sheet) else {
            continue;
        };
        size += text.len();
        if size > LARGEST {
            return Err(Excess::Size { sheet });
        }
        if let Some(at) = too_deep(text) {
            return Err(Excess::Depth { sheet, at });
        }
        for import in imports(text) {
            let Some(path) = join(parent(&sheet), &import) else {
                continue;
            };
            if known.insert(path.clone()) {
                waiting.push(path);
            }
        }
        if known.len() > MOST_IMPORTS {
            return Err(Excess::Imports);
        }
    }
    Ok(())
}

/// Returns the byte at which a style sheet is nested more than [`DEEPEST`] deep.
fn too_deep(css: &str) -> Option<usize> {
    let mut open: Vec<u8> = Vec::new();
    for (at, token) in (Tokens { css, at: 0 }) {
        match token {
            Token::Open(_) if open.len() == DEEPEST => return Some(at),
            Token::Open(closing) => open.push(closing),
            // Another closing bracket is a mistake, and closes nothing.
            Token::Close(bracket) if open.last() == Some(&bracket) => _ = open.pop(),
            Token::Close(_) | Token::Import | Token::Text(_) | Token::Url(_) => {}
        }
    }
    None
}

/// Returns what a style sheet imports, as it is written.
fn imports(css: &str) -> Vec<String> {
    let mut imports = Vec::new();
    let mut after_import = false;
    for (_, token) in (Tokens { css, at: 0 }) {
        match token {
            Token::Import => after_import = true,
            // `url("…")`
            Token::Open(b')') => {}
            Token::Text(text) | Token::Url(text) if after_import => {
                imports.push(text.to_owned());
                after_import = false;
            }
            _ => after_import = false,
        }
    }
    imports
}

/// A part of a style sheet, as far as it matters here.
enum Token<'a> {
    /// A bracket that opens, with the one that closes it.
    Open(u8),
    Close(u8),
    Import,
    /// A text in quotes.
    Text(&'a str),
    /// An address without quotes.
    Url(&'a str),
}

/// The tokens of a style sheet with their places. Source: CSS Syntax 3, section 4.3.
struct Tokens<'a> {
    css: &'a str,
    at: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (usize, Token<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.css.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            let start = self.at;
            self.at += 1;
            let token = match byte {
                b'\\' => {
                    self.at += 1;
                    continue;
                }
                b'/' if bytes.get(self.at) == Some(&b'*') => {
                    self.at += 1;
                    self.at = self.find_after(|rest| rest.starts_with(b"*/"), 2);
                    continue;
                }
                b'"' | b'\'' => Token::Text(self.quoted(*byte)),
                b'{' => Token::Open(b'}'),
                b'[' => Token::Open(b']'),
                b'(' if self.follows_url(start) => Token::Url(self.address()),
                b'(' => Token::Open(b')'),
                b'}' | b']' | b')' => Token::Close(*byte),
                b'@' if starts_with_ignoring_case(&bytes[self.at..], b"import") => Token::Import,
                _ => continue,
            };
            return Some((start, token));
        }
        None
    }
}

impl<'a> Tokens<'a> {
    /// Returns the place behind the next part that is found; the end if there is none.
    fn find_after(&self, is_found: impl Fn(&[u8]) -> bool, length: usize) -> usize {
        let bytes = self.css.as_bytes();
        let found = (self.at..bytes.len()).find(|at| is_found(&bytes[*at..]));
        found.map_or(bytes.len(), |at| at + length)
    }

    /// Reads a text behind its quote. A line break ends it too.
    fn quoted(&mut self, quote: u8) -> &'a str {
        let start = self.at;
        let end = self.end_of_text(|byte| byte == quote || byte == b'\n');
        self.at = (end + 1).min(self.css.len());
        self.css.get(start..end).unwrap_or_default()
    }

    /// Reads an address without quotes up to its bracket.
    fn address(&mut self) -> &'a str {
        let start = self.at;
        let end = self.end_of_text(|byte| byte == b')');
        self.at = (end + 1).min(self.css.len());
        self.css.get(start..end).unwrap_or_default().trim()
    }

    fn end_of_text(&self, ends: impl Fn(u8) -> bool) -> usize {
        let bytes = self.css.as_bytes();
        let mut at = self.at;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' => at += 2,
                byte if ends(*byte) => return at,
                _ => at += 1,
            }
        }
        bytes.len()
    }

    /// True if `url` stands before a bracket, and no quote behind it.
    fn follows_url(&self, bracket: usize) -> bool {
        let bytes = self.css.as_bytes();
        let name = bracket.saturating_sub(3);
        let is_whole = name == 0 || !is_part_of_name(bytes[name - 1]);
        let rest = bytes[bracket + 1..].trim_ascii_start();
        bytes[name..bracket].eq_ignore_ascii_case(b"url")
            && is_whole
            && !matches!(rest.first(), Some(b'"' | b'\''))
    }
}

fn is_part_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'\\') || !byte.is_ascii()
}

fn starts_with_ignoring_case(bytes: &[u8], word: &[u8]) -> bool {
    bytes
        .get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn counts_what_stands_in_each_other() {
        let nested = |open: &str, close: &str, times: usize| {
            format!("{}x{}", open.repeat(times), close.repeat(times))
        };
        for (open, close) in [
            ("a{", "}"),
            ("@media x{", "}"),
            (":not(", ")"),
            ("calc(", ")"),
            ("[", "]"),
            ("a{)", "}"),
            ("/*{*/({", "})"),
        ] {
            let levels = open.matches(['{', '(', '[']).count() - open.matches("/*{").count();
            let most = DEEPEST / levels;
            assert_eq!(too_deep(&nested(open, close, most)), None, "{open}");
            assert!(too_deep(&nested(open, close, most + 1)).is_some(), "{open}");
        }
        for flat in [
            "a{b:c}",
            "a{b:\"{\"}",
            "a{b:'\\'{'}",
            "/*{{*/",
            "a{b:url(x{y)}",
            "\\{",
            "a{b:url( '(' )}",
        ] {
            assert_eq!(too_deep(&flat.repeat(100)), None, "{flat}");
        }
    }

    #[test]
    fn finds_imports_in_each_form() {
        let css = "@import 'a.css';@IMPORT url(b.css) print;/* @import 'x.css' */\n\
            @import url( \"c.css\" ) layer(d);a{b:'y.css'}";
        assert_eq!(imports(css), ["a.css", "b.css", "c.css"]);
    }

    #[test]
    fn judges_what_is_imported() {
        let deep = "a{".repeat(65);
        let sheets = BTreeMap::from([
            ("main.css", "@import 'parts/a.css';"),
            ("parts/a.css", "@import 'b.css';@import '../main.css';"),
            ("parts/b.css", deep.as_str()),
        ]);
        let judged = judge("main.css", |name| sheets.get(name).copied());
        let sheet = "parts/b.css".to_owned();
        assert_eq!(judged, Err(Excess::Depth { sheet, at: 129 }));
        let chain: BTreeMap<String, String> = (0..300)
            .map(|number| {
                (
                    format!("{number}.css"),
                    format!("@import '{}.css'", number + 1),
                )
            })
            .collect();
        let judged = judge("0.css", |name| chain.get(name).map(String::as_str));
        assert_eq!(judged, Err(Excess::Imports));
        let rules = "a{b:c}".repeat(LARGEST / 12);
        let sheets = BTreeMap::from([
            ("a.css", format!("@import 'b.css';{rules}")),
            ("b.css", rules.clone()),
        ]);
        let judged = judge("a.css", |name| sheets.get(name).map(String::as_str));
        let sheet = "b.css".to_owned();
        assert_eq!(judged, Err(Excess::Size { sheet }));
        assert_eq!(
            judge("b.css", |name| sheets.get(name).map(String::as_str)),
            Ok(())
        );
    }
}
