//! Random texts of the parts that parsers find hard.

use super::parsed;
use crate::markdown::plain_site;
use crate::support;
use html5gum::{DefaultEmitter, Token, Tokenizer};
use milepost::diagnostic::{Item, Place};
use milepost::document::Piece;
use milepost::page::Texts;
use milepost::path::{OutputPath, SourcePath};
use milepost::site::Resolved;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Parts of texts that the grammars of Markdown, HTML and components find hard.
const FRAGMENTS: &[&str] = &[
    "\n",
    "\n\n",
    "\n\n",
    "\n",
    " ",
    "    ",
    "\t",
    "\r\n",
    "> ",
    "> > ",
    "- ",
    "1. ",
    "4) ",
    "* ",
    "# ",
    "## ",
    "###### ",
    "===\n",
    "---\n",
    "- [ ] ",
    "- [x] ",
    "| a | b |\n|---|:-:|\n| c | d |\n",
    "| ",
    "|",
    "\\|",
    "|---|\n",
    "*",
    "**",
    "_",
    "~~",
    "~",
    "`",
    "``",
    "```\n",
    "```rust,x\n",
    "~~~\n",
    "[",
    "]",
    "](",
    ")",
    "(",
    "![",
    "[^1]",
    "[^1]: ",
    "[^a]",
    "\n[^a]: ",
    "[^",
    "[x]: other.md\n",
    "[x]",
    "[a](other.md)",
    "[b](#heading)",
    "[c](javascript:x)",
    "![p](photo.png)",
    "![p](photo.png \"title\")",
    "<https://example.org>",
    "<a@b.c>",
    "<",
    ">",
    "</",
    "/>",
    "<a href=\"other.md\">",
    "</a>",
    "<a href=\"other.md",
    "<img src=photo.png alt=x>",
    "<div>",
    "</div>",
    "<div\n",
    "<p id=\"x\">",
    "<a id=x name=y href='#x'>",
    "<!-- ",
    "-->",
    "<!-- more -->",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<textarea>",
    "<plaintext>",
    "<?",
    "<![CDATA[",
    "<Box>",
    "</Box>",
    "<Box kind=\"a\">",
    "<Box kind=\"",
    "<Plain />",
    "<Plain/>",
    "<Term id=\"x\">",
    "</Term>",
    "<Term",
    "<Nope />",
    "<Table>",
    "</Table>",
    "{#id}",
    " {#id .class}\n",
    "{{ x }}",
    "{% raw %}",
    "> [!NOTE]\n> ",
    "> [!",
    "Term\n: ",
    ": ",
    "Text ",
    "word",
    "é",
    "走",
    "\u{301}",
    "\u{200b}",
    "\u{0}",
    "&amp;",
    "&#0;",
    "&lt;",
    "\\",
    "\"",
    "'",
    "...",
];

/// Returns the settings of a test, with the number of cases of `MILEPOST_CASES` if it is set.
fn cases(usual: u32) -> ProptestConfig {
    ProptestConfig {
        cases: support::given("MILEPOST_CASES").unwrap_or(usual),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn markdown() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..60).prop_map(|parts| parts.concat())
}

/// Generates Markdown with some bytes replaced.
fn mutilated() -> impl Strategy<Value = String> {
    (
        markdown(),
        prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    )
        .prop_map(|(text, flips)| {
            let mut bytes = text.into_bytes();
            for (at, byte) in flips
                .iter()
                .filter(|_| !bytes.is_empty())
                .cloned()
                .collect::<Vec<_>>()
            {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            String::from_utf8_lossy(&bytes).into_owned()
        })
}

/// Collects the numbers of links and images in the order of the pieces.
fn collect_items(pieces: &[Piece], links: &mut Vec<usize>, images: &mut Vec<usize>) {
    for piece in pieces {
        match piece {
            Piece::Href(item) | Piece::Media(_, item) => links.push(*item),
            Piece::Image(image) => images.push(image.item),
            Piece::Source(item, _) => images.push(*item),
            Piece::Call(call) => {
                collect_items(call.body.as_deref().unwrap_or_default(), links, images)
            }
            Piece::Html(_) | Piece::Raw(_) => {}
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn every_text_is_parsed_and_every_item_has_its_place(text in mutilated()) {
        let (document, diagnostics) = parsed(&text);
        let (again, again_diagnostics) = parsed(&text);
        prop_assert_eq!(&*document.head, &*again.head);
        prop_assert_eq!(&*document.body, &*again.body);
        prop_assert_eq!(&diagnostics, &again_diagnostics);
        prop_assert_eq!((document.prose, &document.remarks), (again.prose, &again.remarks));

        let (head, body) = (&*document.head, &*document.body);
        let (mut links, mut images) = (Vec::new(), Vec::new());
        collect_items(&body.pieces, &mut links, &mut images);
        links.sort_unstable();
        images.sort_unstable();
        prop_assert_eq!(links, (0..head.links.len()).collect::<Vec<_>>());
        prop_assert_eq!(images, (0..head.images.len()).collect::<Vec<_>>());
        let unique: BTreeSet<_> = body.ids.iter().collect();
        prop_assert_eq!(unique.len(), body.ids.len(), "{:?}", body.ids);
        prop_assert!(body.summary.is_none_or(|end| end <= body.pieces.len()));

        let items = (0..head.links.len()).map(Item::Link)
            .chain((0..head.images.len()).map(Item::Image))
            .chain((0..head.headings.len()).map(Item::Heading));
        let spans = items.map(|item| document.spans.of(&item).ok_or(item));
        let reported = diagnostics.iter().chain(&document.remarks);
        let reported = reported.filter_map(|diagnostic| match &diagnostic.place {
            Some(Place::Span { span, .. }) => Some(Ok(span.clone())),
            Some(Place::Item { item: Item::Key(_), .. }) => None,
            Some(Place::Item { item, .. }) => Some(document.spans.of(item).ok_or(item.clone())),
            _ => None,
        });
        for span in spans.chain(reported) {
            let span = span.map_err(|item| TestCaseError::fail(format!("{item:?} has no place")))?;
            prop_assert!(text.get(span.clone()).is_some(), "{:?} is no part of the text", span);
        }
    }
}

/// Returns all ids of a page, in order.
fn ids_of(html: &str) -> Vec<String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let tokens = Tokenizer::new_with_emitter(html, emitter).flatten();
    let mut ids = Vec::new();
    for token in tokens {
        if let Token::StartTag(tag) = token {
            ids.extend(
                tag.attributes
                    .get(&b"id"[..])
                    .map(|id| String::from_utf8_lossy(id).into_owned()),
            );
        }
    }
    ids
}

proptest! {
    #![proptest_config(cases(24))]

    /// Milepost knows the facts of content that it wrote without reading the page. They must equal
    /// the facts that it reads from the whole page, and the content must not swallow what follows.
    #[test]
    fn facts_of_content_equal_facts_of_the_whole_page(text in mutilated()) {
        let text = text.replace("---", "--");
        let mut site = plain_site(&format!("{text}\n\n```\nzzdefeat\n```\n"));
        site.write("site.yaml", "base_url: https://example.org/guide/\n");
        site.write(
            "templates/page.html",
            "<p>{{ page.content }}</p><a id=\"sentinel\" href=\"/other/\">after</a>",
        );
        let output = OutputPath::new("page/index.html").expect("a path");
        let build = site.build();
        let known = build.output(&output).expect("the page");
        let html = support::text(&build, "page/index.html");
        // A filter makes Milepost read the content again.
        site.write(
            "templates/page.html",
            "<p>{{ page.content | replace(from=\"zzdefeat\", to=\"zzDEFEAT\") | safe }}</p>\
             <a id=\"sentinel\" href=\"/other/\">after</a>",
        );
        let build = site.build();
        let read = build.output(&output).expect("the page");
        let whole = support::text(&build, "page/index.html");
        prop_assert_eq!(html.replace("zzdefeat", "zzDEFEAT"), whole);
        // Known facts leave out links between footnotes, which cannot be broken, and links of the
        // document, which the site has resolved.
        let source = SourcePath::new("content/page.md").expect("a path");
        let page = build.site().of_source(&source).expect("the page");
        let is_resolved = |reference: &str| page.links.iter().any(|link| {
            matches!(link, Resolved::Url(to) | Resolved::Fragment(to) if to == reference)
        });
        let counts = |text: &&str| !text.starts_with("#fn") && !is_resolved(text);
        let sorted = |list: &Texts| {
            let mut list: Vec<String> = list.iter().filter(counts).map(str::to_owned).collect();
            list.sort();
            list
        };
        prop_assert_eq!(sorted(&known.facts.references), sorted(&read.facts.references));
        prop_assert_eq!(sorted(&known.facts.ids), sorted(&read.facts.ids));

        let ids = ids_of(&html);
        prop_assert!(
            ids.iter().any(|id| id == "sentinel"),
            "the content swallows what follows: {html}"
        );
        let (document, diagnostics) = parsed(&text);
        let is_reported = diagnostics.iter().any(|diagnostic| diagnostic.code == "duplicate-id");
        if document.head.calls.is_empty() && !is_reported {
            let unique: BTreeSet<_> = ids.iter().collect();
            prop_assert_eq!(unique.len(), ids.len(), "{}", html);
        }
    }
}
