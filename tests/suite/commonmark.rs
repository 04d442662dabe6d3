//! The examples of CommonMark's specification, written by Milepost.
//!
//! The specification comes from the package `commonmark-spec`, at the time of the test: its licence
//! is not that of Milepost, so it is not part of the repository.

use html5gum::{Token, Tokenizer};
use milepost::config::Markdown;
use milepost::document::fragment;
use milepost::strings::Strings;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The examples that Milepost writes in another way, by the reason.
const DIFFERENCES: [(&str, &[usize]); 5] = [
    (
        "a URL stays as it is written: the site resolves it, and browsers encode it",
        &[
            20, 32, 33, 195, 202, 206, 346, 489, 502, 503, 504, 507, 526, 538, 603,
        ],
    ),
    (
        "an image with a title that stands alone is a figure",
        &[572, 573, 576, 577, 584, 585, 586, 588, 589, 591],
    ),
    (
        "a tag that never ends would swallow the rest of the page: it is an error",
        &[156, 157, 158, 173],
    ),
    (
        "a name with a capital is a component, whose body has empty lines around it",
        &[163],
    ),
    (
        "a scheme that is not known may run something: it is an error",
        &[598, 599, 601],
    ),
];

/// The line that begins and ends an example.
const FENCE: &str = "````````````````````````````````";

#[test]
fn the_examples_of_the_specification_are_written_as_it_says() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/browser/node_modules/commonmark-spec/spec.txt");
    let Ok(spec) = fs::read_to_string(spec) else {
        let missing = "run `npm ci --omit=optional --ignore-scripts` in tests/browser";
        let is_required = std::env::var("MILEPOST_REQUIRE_BROWSER").as_deref() == Ok("1");
        assert!(!is_required, "{missing}");
        eprintln!("Skipped: {missing}");
        return;
    };
    let markdown = Markdown {
        smart_punctuation: false,
        autolinks: false,
        definition_lists: false,
        attributes: false,
        ..Markdown::default()
    };
    let strings = Strings::of("en", &BTreeMap::new());
    let known: Vec<usize> = DIFFERENCES
        .iter()
        .flat_map(|(_, numbers)| *numbers)
        .copied()
        .collect();
    let mut wrong = Vec::new();
    for (index, (text, expected)) in examples(&spec).into_iter().enumerate() {
        let number = index + 1;
        let made = match fragment(&text, markdown, &strings) {
            Ok(html) => plain(&html),
            Err(fault) => format!("error: {fault}\n"),
        };
        if (made == plain(&expected)) == known.contains(&number) {
            wrong.push(format!(
                "{number}\n{text}--- expected\n{expected}--- made\n{made}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns the Markdown and the HTML of each example.
fn examples(spec: &str) -> Vec<(String, String)> {
    let mut examples = Vec::new();
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if line != format!("{FENCE} example") {
            continue;
        }
        let mut parts = [String::new(), String::new()];
        let mut part = 0;
        for line in lines.by_ref().take_while(|line| *line != FENCE) {
            if line == "." && part == 0 {
                part = 1;
            } else {
                parts[part].push_str(&line.replace('→', "\t"));
                parts[part].push('\n');
            }
        }
        examples.push(parts.into());
    }
    examples
}

/// Elements at which space in HTML means nothing.
const BLOCKS: [&str; 24] = [
    "blockquote",
    "br",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "td",
    "th",
    "tr",
    "ul",
    "section",
];

/// Returns HTML without what Milepost adds to every element of a kind, and without differences that
/// no reader of HTML sees: space beside blocks, the order of attributes, ways to write a character.
fn plain(html: &str) -> String {
    let mut parts: Vec<(bool, String)> = Vec::new();
    let mut in_pre = false;
    let html = html
        .replace("<div class=\"code-block\"><pre", "<pre")
        .replace("</pre></div>", "</pre>");
    for token in Tokenizer::new(&html) {
        let Ok(token) = token;
        let (is_block, part) = match token {
            // The colors of code.
            Token::StartTag(tag) if in_pre && *tag.name == b"span" => continue,
            Token::EndTag(tag) if in_pre && *tag.name == b"span" => continue,
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                in_pre |= name == "pre";
                let mut part = format!("<{name}");
                for (attribute, value) in &tag.attributes {
                    let attribute = text(attribute);
                    let is_added = (attribute == "id" && name.len() == 2 && name.starts_with('h'))
                        || (attribute == "tabindex" && name == "pre");
                    if !is_added {
                        part.push_str(&format!(" {attribute}=\"{}\"", text(value)));
                    }
                }
                (BLOCKS.contains(&&*name), format!("{part}>"))
            }
            Token::EndTag(tag) => {
                let name = text(&tag.name);
                in_pre &= name != "pre";
                (BLOCKS.contains(&&*name), format!("</{name}>"))
            }
            Token::String(string) if in_pre => (false, text(&string)),
            Token::String(string) => {
                let string = text(&string).replace('\u{a0}', "&nbsp;");
                let words: Vec<&str> = string.split_ascii_whitespace().collect();
                let spaced = |is_space: bool| if is_space { " " } else { "" };
                let begins = spaced(string.starts_with([' ', '\n', '\t']));
                let ends = spaced(string.ends_with([' ', '\n', '\t']) && !words.is_empty());
                (false, format!("{begins}{}{ends}", words.join(" ")))
            }
            other => (false, format!("{other:?}")),
        };
        parts.push((is_block, part));
    }
    let mut plain = String::new();
    for (at, (is_block, part)) in parts.iter().enumerate() {
        let is_beside = |at: Option<usize>| at.is_none_or(|at| parts.get(at).is_none_or(|p| p.0));
        let mut part = part.as_str();
        if !is_block && is_beside(at.checked_sub(1)) {
            part = part.trim_start_matches(' ');
        }
        if !is_block && is_beside(Some(at + 1)) {
            part = part.trim_end_matches(' ');
        }
        plain.push_str(part);
    }
    plain.trim().to_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
