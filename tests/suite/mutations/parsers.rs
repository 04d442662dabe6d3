//! Parsers of damaged texts and images: none panics, and each names only bytes that exist.
//!
//! `MILEPOST_MUTATIONS=<count>` tries more cases, twenty times as many as of whole sites.

use super::{cases, fixtures, mutate, random_of};
use crate::photos;
use crate::support::Random;
use milepost::config::Markdown;
use milepost::diagnostic::{Diagnostic, Place};
use milepost::digest::{Digest, Digested};
use milepost::document::{self, Blocks, ParseOptions};
use milepost::image::{VariantEncoder, probe, strip_metadata};
use milepost::path::SourcePath;
use milepost::strings::Strings;
use milepost::template::{self, Added, Sources};
use milepost::yaml::{self, Block, DATA_LIMIT};
use milepost::{config, social_card, threads, toml};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic;

/// The number of cases of each parser that are tried for each case of a whole site.
const CASES: u64 = 20;

/// A parser of a text in a file, which returns what it has to say of it.
type Parser = fn(&SourcePath, &str) -> Vec<Diagnostic>;

#[test]
fn no_damaged_text_is_too_much_for_its_parser() {
    let parsers: [(&str, &str, Parser); 5] = [
        ("data", "yaml", data),
        ("configuration", "yaml", |_, text| {
            config::read(Some(text)).diagnostics
        }),
        ("page", "md", page),
        ("template", "html", loaded),
        ("drawing", "svg", |_, text| {
            let _ = social_card::svg_size(text);
            examine(text.as_bytes());
            Vec::new()
        }),
    ];
    for (name, extension, parser) in parsers {
        let fixtures = fixtures(extension);
        each_case(name, move |random| {
            let bytes = damaged(&fixtures, random);
            let text = String::from_utf8_lossy(&bytes);
            let file = SourcePath::new("content/page.md").expect("a path");
            for diagnostic in parser(&file, &text) {
                if let Some(Place::Span { span, .. }) = diagnostic.place {
                    assert!(text.get(span.clone()).is_some(), "{span:?}");
                }
            }
        });
    }
}

#[test]
fn no_damaged_image_is_too_much_for_its_decoder() {
    let photo = photos::quarters(24, 18);
    let fixtures = vec![
        photos::jpeg(&photo),
        photos::png(&photo),
        photos::webp(&photo, true),
        photos::webp(&photo, false),
        photos::from_a_phone(&photos::jpeg(&photo), 6),
    ];
    each_case("image", move |random| {
        examine(&damaged(&fixtures, random));
    });
}

/// Runs the cases on a stack as large as those of the program.
fn each_case(
    name: &'static str,
    run: impl Fn(&mut Random) + Send + panic::RefUnwindSafe + 'static,
) {
    let all = move || {
        for case in 0..CASES * cases() {
            let outcome = panic::catch_unwind(|| run(&mut random_of(case)));
            assert!(outcome.is_ok(), "{name}: case {case}");
        }
    };
    let thread = threads::spawn(name, all).expect("a thread");
    thread
        .join()
        .unwrap_or_else(|failed| panic::resume_unwind(failed));
}

fn damaged(fixtures: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = fixtures[random.below(fixtures.len())].clone();
    for _ in 0..=random.below(6) {
        mutate(&mut bytes, random);
    }
    bytes
}

fn data(file: &SourcePath, text: &str) -> Vec<Diagnostic> {
    let whole = Block::whole(file, text, "data", DATA_LIMIT);
    let mut found = yaml::parse(&whole).diagnostics;
    found.extend(toml::parse(&whole).diagnostics);
    found
}

fn page(file: &SourcePath, text: &str) -> Vec<Diagnostic> {
    let options = Digested::new(ParseOptions {
        taxonomies: vec!["tags".to_owned()],
        terms_have_pages: true,
        blocks: Blocks::Numbered,
        judges_writing: true,
        markdown: Markdown::default(),
        strings: Strings::of("en", &BTreeMap::new()),
    });
    let digest = Digest::of_bytes(text.as_bytes());
    document::parse(file, text, digest, &options).diagnostics
}

fn loaded(file: &SourcePath, text: &str) -> Vec<Diagnostic> {
    let template = ("page.html".to_owned(), (file.clone(), text.into()));
    let sources = Sources {
        theme: "none".to_owned(),
        templates: BTreeMap::from([template]),
        assets: BTreeMap::new(),
        strings: Strings::of("en", &BTreeMap::new()),
        markdown: Markdown::default(),
        language: String::new(),
        roots: &[],
    };
    template::load(&sources, &Added { markdown: None }).diagnostics
}

/// Does everything with an image that a build does but encode it.
fn examine(bytes: &[u8]) {
    let _ = probe(Cursor::new(bytes), bytes.len() as u64);
    let _ = strip_metadata(bytes);
    let digest = Digest::of_bytes(bytes);
    let _ = VariantEncoder::default().examine(digest, || Ok(bytes.to_vec()));
}
