//! Markdown. Each `markdown/<case>.md` is a page, `markdown/<case>.html` its published content, and
//! `markdown/<case>.txt` its diagnostics; a page without that file has none.
//!
//! `SNAPSHOTS=overwrite` writes the expected texts.

use crate::cases::{cases, expect};
use crate::support::{Site, report, text};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use milepost::build::BuildOptions;
use milepost::diagnostic::Item;
use milepost::path::SourcePath;
use std::fs;

const COMPONENTS: [(&str, &str); 5] = [
    (
        "Plain",
        "{% component Plain() -%}<hr class=\"plain\">{%- endcomponent Plain %}",
    ),
    (
        "Term",
        "{% component Term(id: string) -%}\
         <dfn title=\"{{ id }}\">{{ body }}</dfn>{%- endcomponent Term %}",
    ),
    (
        "Box",
        "{% component Box(kind: string = \"note\") -%}\
         <section class=\"{{ kind }}\">{{ body }}</section>{%- endcomponent Box %}",
    ),
    (
        "FootMap",
        "{% component FootMap(side: string, minutes: integer = 1, open: bool = false) -%}\
         <i class=\"{{ side }}\">{{ minutes }} {{ open }}</i>{%- endcomponent FootMap %}",
    ),
    (
        "Wide",
        "{% component Wide(ratio: number = 1.5, ...rest) -%}\
         <u>{{ ratio }}</u>{%- endcomponent Wide %}",
    ),
];

/// Returns a site whose template shows the content of a page and nothing else.
pub fn plain_site(page: &str) -> Site {
    let site = Site::new(&[
        ("content/page.md", page),
        ("content/other.md", "## Heading\n"),
        ("content/photo.png", "no picture"),
        ("content/clip.mp4", "no film"),
        ("templates/page.html", "{{ page.content }}"),
    ]);
    for (name, component) in COMPONENTS {
        site.write(&format!("components/{name}.html"), component);
    }
    site
}

/// Returns the content of a page and its diagnostics.
pub fn published(page: &str) -> (String, String) {
    let build = plain_site(page).build();
    (text(&build, "page/index.html"), report(&build))
}

#[test]
fn cases_are_published_as_expected() {
    let mut differing = Vec::new();
    for case in cases("markdown", "md") {
        let (html, report) = published(&fs::read_to_string(&case).expect("a case"));
        assert_eq!(
            faults(&html),
            Vec::<String>::new(),
            "{}\n{html}",
            case.display()
        );
        expect(&case.with_extension("html"), &html, &mut differing);
        expect(&case.with_extension("txt"), &report, &mut differing);
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    for case in cases("markdown", "md") {
        let page = fs::read_to_string(&case).expect("a case");
        let (expected, _) = published(&page);
        let crlf = format!("\u{feff}{}", page.replace('\n', "\r\n"));
        let (found, _) = published(&crlf);
        assert_eq!(found.replace("\r\n", "\n"), expected, "{}", case.display());
    }
}

#[test]
fn in_the_preview_blocks_carry_numbers_and_nothing_else_differs() {
    for case in cases("markdown", "md") {
        let mut site = plain_site(&fs::read_to_string(&case).expect("a case"));
        let published = text(&site.build_cold(), "page/index.html");
        site.options = BuildOptions::preview(0);
        let build = site.build_cold();
        let shown = text(&build, "page/index.html");
        let (mut plain, mut numbers) = (String::new(), Vec::new());
        let mut parts = shown.split(" data-milepost-block=\"");
        plain.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (number, rest) = part.split_once('"').expect("a number in quotes");
            numbers.push(number.parse::<usize>().expect("a number"));
            plain.push_str(rest);
        }
        assert_eq!(plain, published, "{}", case.display());
        numbers.sort();
        let file = SourcePath::new("content/page.md").expect("a path");
        for (expected, number) in numbers.into_iter().enumerate() {
            assert_eq!(number, expected, "{}", case.display());
            assert!(
                build.place_of(&file, &Item::Block(number)).is_some(),
                "{}: {number}",
                case.display()
            );
        }
    }
}

#[test]
fn a_block_is_found_where_it_is_written() {
    let page = "---\ntitle: x\n---\n\nOne.\n\n- two\n\n  three\n\n> four\n";
    let mut site = plain_site(page);
    site.options = BuildOptions::preview(0);
    let build = site.build_cold();
    let file = SourcePath::new("content/page.md").expect("a path");
    let html = text(&build, "page/index.html");
    for (words, tag) in [("One.", "p"), ("two", "p"), ("three", "p"), ("four", "p")] {
        let before = &html[..html.find(words).expect("it is on the page")];
        let number = before
            .rsplit(&format!("<{tag} data-milepost-block=\""))
            .next()
            .and_then(|rest| rest.split('"').next());
        let number = number
            .and_then(|number| number.parse().ok())
            .expect("a number");
        let place = build
            .place_of(&file, &Item::Block(number))
            .expect("a place");
        assert_eq!(page[place].trim(), words);
    }
}

/// Returns the errors that a browser would have to repair: those of the tokenizer, and end tags
/// that do not match.
pub fn faults(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Vec<String> = Vec::new();
    const VOID: [&str; 10] = [
        "br", "hr", "img", "input", "meta", "link", "source", "wbr", "path", "col",
    ];
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
        match token {
            Token::Error(error) => faults.push(format!("{error:?}")),
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if !tag.self_closing && !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                match open.pop() {
                    Some(opened) if opened == name => {}
                    opened => faults.push(format!("</{name}> closes {opened:?}")),
                }
            }
            _ => {}
        }
    }
    faults.extend(
        open.iter()
            .map(|name| format!("<{name}> is open at the end")),
    );
    faults
}

#[test]
fn a_site_chooses_what_markdown_knows() {
    const PAGE: &str = "## Größe & \"Runner's knee\"\n\n\
        A \"b\" -- c...\nD ==marked *text*== and a == b == c, x^2^, H~2~O, ~~gone~~ :wave: 9:30:15 \
        :nothing: `==code==` https://example.org\n\nTerm\n: Definition\n";
    let shown = |options: &str| {
        let mut site = plain_site(PAGE);
        site.write("site.yaml", &format!("language: de\nmarkdown:\n{options}"));
        let build = site.build();
        (text(&build, "page/index.html"), report(&build))
    };
    let all = shown(
        "  ids: zola\n  hard_breaks: true\n  highlight: true\n  superscript: true\n  \
         subscript: true\n  emoji: true\n",
    );
    let none = shown(
        "  ids: ascii\n  smart_punctuation: false\n  autolinks: false\n  \
         definition_lists: false\n  attributes: false\n",
    );
    assert_eq!(
        all.0,
        "<h2 id=\"grosse-runner-s-knee\">Größe &amp; “Runner’s knee”</h2>\n\
         <p>A “b” – c…<br>\nD <mark>marked <em>text</em></mark> and a == b == c, \
         x<sup>2</sup>, H<sub>2</sub>O, <del>gone</del> 👋 9:30:15 :nothing: \
         <code>==code==</code> <a href=\"https://example.org\">https://example.org</a></p>\n\
         <dl>\n<dt id=\"term-term\">Term</dt>\n<dd>Definition</dd>\n</dl>\n"
    );
    assert_eq!(
        none.0,
        "<h2 id=\"groe--runners-knee\">Größe &amp; &quot;Runner&#39;s knee&quot;</h2>\n\
         <p>A &quot;b&quot; -- c...\nD ==marked <em>text</em>== and a == b == c, x^2^, H~2~O, \
         <del>gone</del> :wave: 9:30:15 :nothing: <code>==code==</code> https://example.org</p>\n\
         <p>Term\n: Definition</p>\n"
    );
    assert_eq!((all.1, none.1), (String::new(), String::new()));
}

#[test]
fn formulas_become_mathml() {
    let shown = |page: &str| {
        let mut site = plain_site(page);
        site.write("site.yaml", "markdown: {maths: true}\n");
        let build = site.build();
        (text(&build, "page/index.html"), report(&build))
    };
    let (html, told) = shown(
        "Prices: $5, $5-$6 and 7\\$.\n\n$a < b \\& c$ and $$\\color{red}{\\frac{1}{2}}$$\n\n\
         $\\text{<script>alert(1)</script> & \"}$\n",
    );
    assert_eq!(told, "");
    assert!(
        html.starts_with("<p>Prices: $5, $5-$6 and 7$.</p>\n<p><math"),
        "{html}"
    );
    for part in [
        "<mo>&lt;</mo>",
        ">&amp;</m",
        "display=\"block\"",
        "<mfrac",
        "mathcolor=\"#ff0000\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(
        !html.contains("style=") && !html.contains("<script"),
        "{html}"
    );
    let (html, _) = published("$a$");
    assert_eq!(html, "<p>$a$</p>\n");
    let (_, told) = shown("First.\n\nThe sum $a + \\nothing{b}$ is wrong.\n");
    assert!(told.contains("page.md:3:"), "{told}");
    assert!(
        told.contains("this formula cannot be read: unknown command"),
        "{told}"
    );
}

#[test]
fn hostile_formulas_end() {
    let deep = format!("${}x{}$", "{".repeat(4_000), "}".repeat(4_000));
    let long = format!("${}$", "x".repeat(1_000_000));
    let mut doubling = String::from("$\\def\\a{xx}");
    for pair in "abcdefghijklmnopqrstuvwxyz".as_bytes().windows(2) {
        let [from, to] = [pair[0], pair[1]].map(char::from);
        doubling.push_str(&format!("\\def\\{to}{{\\{from}\\{from}}}"));
    }
    doubling.push_str("\\z$");
    for formula in [deep, long, doubling, "$\\def\\a{\\a}\\a$".to_owned()] {
        let mut site = plain_site(&formula);
        site.write("site.yaml", "markdown: {maths: true}\n");
        let told = report(&site.build());
        assert!(told.contains("error[formula]"), "{told}");
    }
}
