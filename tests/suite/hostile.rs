//! Hostile Markdown: nothing that anybody writes makes the parser panic, overflow, or lose count of
//! what is where.

use crate::markdown::plain_site;
use crate::support::text;
use milepost::diagnostic::{Item, Place};
use milepost::digest::{Digest, Digested};
use milepost::document::{Blocks, Document, ParseOptions, Piece, parse};
use milepost::path::{OutputPath, SourcePath};
use milepost::site::Resolved;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::process::Command;
use std::time::Instant;

/// What the grammar of Markdown, HTML and components trips over.
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

fn cases(usual: u32) -> ProptestConfig {
    let cases = std::env::var("MILEPOST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(usual),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn markdown() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..60).prop_map(|parts| parts.concat())
}

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

fn parsed(text: &str) -> (Document, Vec<milepost::diagnostic::Diagnostic>) {
    let file = SourcePath::new("content/page.md").expect("a path");
    let options = Digested::new(ParseOptions {
        taxonomies: Vec::new(),
        blocks: Blocks::Numbered,
    });
    let checked = parse(&file, text, Digest::of_bytes(text.as_bytes()), &options);
    (checked.value, checked.diagnostics)
}

/// The numbers of links and images in the order of the pieces.
fn gaps(pieces: &[Piece], links: &mut Vec<usize>, images: &mut Vec<usize>) {
    for piece in pieces {
        match piece {
            Piece::Href(item) | Piece::Media(_, item) => links.push(*item),
            Piece::Image(image) => images.push(image.item),
            Piece::Source(item, _) => images.push(*item),
            Piece::Call(call) => gaps(call.body.as_deref().unwrap_or_default(), links, images),
            Piece::Html(_) | Piece::Raw(_) => {}
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn every_text_is_parsed_and_every_item_has_its_place(text in mutilated()) {
        let (document, diagnostics) = parsed(&text);
        let (again, told_again) = parsed(&text);
        prop_assert_eq!(&*document.head, &*again.head);
        prop_assert_eq!(&*document.body, &*again.body);
        prop_assert_eq!(&diagnostics, &told_again);
        prop_assert_eq!((document.prose, &document.remarks), (again.prose, &again.remarks));

        let (head, body) = (&*document.head, &*document.body);
        let (mut links, mut images) = (Vec::new(), Vec::new());
        gaps(&body.pieces, &mut links, &mut images);
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
        let spans = items.map(|item| document.places.of(&item).ok_or(item));
        let told = diagnostics.iter().chain(&document.remarks).filter_map(|diagnostic| match &diagnostic.place {
            Some(Place::Span { span, .. }) => Some(Ok(span.clone())),
            Some(Place::Item { item: Item::Key(_), .. }) => None,
            Some(Place::Item { item, .. }) => Some(document.places.of(item).ok_or(item.clone())),
            _ => None,
        });
        for span in spans.chain(told) {
            let span = span.map_err(|item| TestCaseError::fail(format!("{item:?} has no place")))?;
            prop_assert!(text.get(span.clone()).is_some(), "{:?} is no part of the text", span);
        }
    }
}

fn ids_of(html: &str) -> Vec<String> {
    let mut emitter = html5gum::DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let tokens = html5gum::Tokenizer::new_with_emitter(html, emitter).flatten();
    let mut ids = Vec::new();
    for token in tokens {
        if let html5gum::Token::StartTag(tag) = token {
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

    /// What is known of a page's content without reading it is what reading all of the page finds,
    /// and content swallows nothing.
    #[test]
    fn what_is_known_of_content_is_what_reading_finds(text in mutilated()) {
        let text = text.replace("---", "--");
        let mut site = plain_site(&format!("{text}\n\n```\nzzdefeat\n```\n"));
        site.write("site.yaml", "base_url: https://example.org/guide/\n");
        site.write("templates/page.html", "<p>{{ page.content }}</p><a id=\"sentinel\" href=\"/other/\">after</a>");
        let output = OutputPath::new("page/index.html").expect("a path");
        let build = site.build();
        let known = build.output(&output).expect("the page");
        let html = crate::support::text(&build, "page/index.html");
        site.write("templates/page.html", "<p>{{ page.content | replace(from=\"zzdefeat\", to=\"zzDEFEAT\") | safe }}</p><a id=\"sentinel\" href=\"/other/\">after</a>");
        let build = site.build();
        let read = build.output(&output).expect("the page");
        prop_assert_eq!(html.replace("zzdefeat", "zzDEFEAT"), crate::support::text(&build, "page/index.html"));
        // Footnotes and the ways back refer to each other by construction, and the document's links
        // are told when they are resolved.
        let page = build.site().of_source(&SourcePath::new("content/page.md").expect("a path")).expect("the page");
        let told = |reference: &str| page.links.iter().any(|link| {
            matches!(link, Resolved::Url(target) | Resolved::Fragment(target) if target == reference)
        });
        let own = |reference: &&String| !reference.starts_with("#fn") && !told(reference);
        let sorted = |list: &[String]| { let mut list: Vec<String> = list.iter().filter(own).cloned().collect(); list.sort(); list };
        prop_assert_eq!(sorted(&known.facts.references), sorted(&read.facts.references));
        prop_assert_eq!(sorted(&known.facts.ids), sorted(&read.facts.ids));

        let ids = ids_of(&html);
        prop_assert!(ids.iter().any(|id| id == "sentinel"), "the content swallows what follows: {html}");
        let (document, diagnostics) = parsed(&text);
        if document.head.calls.is_empty() && !diagnostics.iter().any(|diagnostic| diagnostic.code == "duplicate-id") {
            let unique: BTreeSet<_> = ids.iter().collect();
            prop_assert_eq!(unique.len(), ids.len(), "{}", html);
        }
    }
}

/// A name and a text of about so many bytes.
type Generator = (&'static str, fn(usize) -> String);

/// Texts of about `size` bytes that cost more than their length where a pass looks at something
/// again and again.
fn generators() -> Vec<Generator> {
    fn times(part: &str, size: usize) -> String {
        part.repeat(size / part.len() + 1)
    }
    vec![
        ("equal headings", |n| times("## Same\n\n", n)),
        ("headings without a slug", |n| times("## !!!\n\n", n)),
        ("numbered headings", |n| {
            (0..n / 16)
                .map(|i| format!("## a-{i}\n\n## a\n\n"))
                .collect()
        }),
        ("quotes", |n| "> ".repeat(n / 2)),
        ("quotes in lines", |n| times("> > > > > > > > a\n", n)),
        ("lists", |n| times("- ", n)),
        ("nested lists", |n| {
            (0..(n as f64).sqrt() as usize)
                .map(|i| format!("{}- a\n", "  ".repeat(i)))
                .collect()
        }),
        ("emphasis", |n| times("*a ", n)),
        ("closed emphasis", |n| {
            format!("{}a{}", "*".repeat(n / 2), "*".repeat(n / 2))
        }),
        ("strong and not", |n| times("**a* ", n)),
        ("brackets", |n| times("[", n)),
        ("link openers", |n| times("[a](", n)),
        ("images", |n| {
            format!("{}{}", "![".repeat(n / 16), "](photo.png)".repeat(n / 16))
        }),
        ("footnote openers", |n| times("[^", n)),
        ("undefined footnotes", |n| times("[^a] ", n)),
        ("footnotes", |n| {
            (0..n / 24)
                .map(|i| format!("x[^{i}]\n\n[^{i}]: y\n\n"))
                .collect()
        }),
        ("chained footnotes", |n| {
            format!(
                "[^0]\n\n{}",
                (0..n / 24)
                    .map(|i| format!("[^{i}]: [^{}]\n\n", i + 1))
                    .collect::<String>()
            )
        }),
        ("one footnote", |n| {
            format!("{}\n\n[^1]: x\n", "[^1] ".repeat(n / 5))
        }),
        ("open tags", |n| times("<div>", n)),
        ("unfinished tags", |n| {
            format!("<div>\n{}", times("<a b=\"", n))
        }),
        ("unfinished comments", |n| times("<!-- ", n)),
        ("text elements", |n| {
            format!("<div>\n{}", times("<title>", n))
        }),
        ("end tags without an end", |n| {
            format!("<div>\n{}", times("</Box", n))
        }),
        ("components in lines", |n| times("<Box>", n)),
        ("components in blocks", |n| times("<Box>\n\n", n)),
        ("closed components", |n| {
            format!(
                "{}{}",
                "<Box>\n\n".repeat(n / 16),
                "</Box>\n\n".repeat(n / 16)
            )
        }),
        ("closing tags", |n| times("</Box>\n\n", n)),
        ("unfinished components", |n| {
            format!("<div>\n{}", times("<Box a=<Box a=", n))
        }),
        ("components in quotes", |n| times("> <Box>\n\n", n)),
        ("calls", |n| times("<Plain />\n\n", n)),
        ("calls in one block", |n| times("<Plain />\n", n)),
        ("attributes", |n| format!("<Box {}>", times("a=1 b ", n))),
        ("attributes of HTML", |n| {
            format!("<a {}>", times("id=1 href=x ", n))
        }),
        ("columns", |n| {
            format!("{}\n{}\n", times("|a", n / 2), times("|-", n / 2))
        }),
        ("rows", |n| format!("|a|b|\n|-|-|\n{}", times("|a|b|\n", n))),
        ("backticks", |n| {
            (1..(2.0 * n as f64).sqrt() as usize)
                .map(|i| format!("{} ", "`".repeat(i)))
                .collect()
        }),
        ("definitions", |n| times("a\n: b\n\n", n)),
        ("tasks", |n| times("- [ ] a\n", n)),
        ("references", |n| {
            (0..n / 24)
                .map(|i| format!("[r{i}]: x\n[r{i}]\n"))
                .collect()
        }),
        ("ids", |n| times("<p id=\"a\">x</p>\n\n", n)),
        ("one word", |n| {
            format!("{}{}", "x".repeat(n / 2), times("ex", n / 2))
        }),
        ("marks of work", |n| times("TODO lorem ipsum ", n)),
        ("links without a text", |n| times("[](a) ", n)),
        ("one long link", |n| {
            format!("[{}](a)", times("here ![](b) ", n))
        }),
        ("sentences", |n| times("A. ", n)),
    ]
}

/// How much a body holds: it never grows faster than its text.
fn held(document: &Document) -> usize {
    fn of(pieces: &[Piece]) -> usize {
        let each = pieces.iter().map(|piece| match piece {
            Piece::Html(html) | Piece::Raw(html) => html.len(),
            Piece::Call(call) => call.tags.0.len() + of(call.body.as_deref().unwrap_or_default()),
            _ => 1,
        });
        each.sum::<usize>() + pieces.len()
    }
    of(&document.body.pieces)
}

#[test]
fn a_body_grows_with_its_text_and_no_faster() {
    for (name, generate) in generators() {
        let sizes = [2_000, 4_000, 8_000].map(|size| held(&parsed(&generate(size)).0));
        assert!(sizes[2] < 5 * sizes[0] + 4_000, "{name}: {sizes:?}");
    }
}

#[test]
#[ignore = "it measures time: run it alone, in release"]
fn the_cost_of_parsing_is_linear() {
    let size: usize = std::env::var("MILEPOST_SIZE")
        .ok()
        .and_then(|size| size.parse().ok())
        .unwrap_or(1_000_000);
    let mut slow = Vec::new();
    for (name, generate) in generators() {
        let times = [size / 4, size / 2, size].map(|size| {
            let text = generate(size);
            let start = Instant::now();
            std::hint::black_box(parsed(&text));
            start.elapsed().as_secs_f64()
        });
        println!("{name}: {:.3} {:.3} {:.3} s", times[0], times[1], times[2]);
        if times[2] > 2.0 || (times[2] > 0.2 && times[2] > 7.0 * times[0]) {
            slow.push(name);
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}

const CHILD: &str = "MILEPOST_HOSTILE_CHILD";

/// A stack overflow aborts, so deep texts are built in a process of their own.
#[test]
fn deep_texts_do_not_overflow() {
    let program = std::env::current_exe().expect("this test");
    let arguments = [
        "--exact",
        "hostile::build_deep_texts",
        "--ignored",
        "--nocapture",
        "--test-threads=1",
    ];
    let output = Command::new(program)
        .args(arguments)
        .env(CHILD, "1")
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("all built"),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
#[ignore = "runs in a child of `deep_texts_do_not_overflow`"]
fn build_deep_texts() {
    if std::env::var(CHILD).is_err() {
        return;
    }
    let deep = 100_000;
    let both = |open: &str, close: &str| format!("{}x{}", open.repeat(deep), close.repeat(deep));
    let texts = [
        ("quotes", both("> ", "")),
        ("lists", both("- ", "")),
        ("emphasis", both("*", "*")),
        ("emphasis in words", both("*a ", "*")),
        ("strikethrough", both("~~a ", "~~")),
        ("links", both("[", "](x)")),
        ("images", both("![", "](x)")),
        ("tags", both("<b>", "</b>")),
        ("inline components", both("<Box>", "</Box>")),
        ("components", both("<Box>\n\n", "\n\n</Box>")),
        ("footnotes", both("[^a]: ", "")),
        ("callouts", both("> [!NOTE]\n", "")),
        ("definitions", both("a\n: ", "")),
    ];
    for (name, page) in texts {
        println!("{name}");
        let build = plain_site(&page).build();
        println!("{name}: {} bytes", text(&build, "page/index.html").len());
    }
    println!("all built");
}
