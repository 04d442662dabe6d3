//! Texts that are long or deep.

use super::parsed;
use crate::markdown::plain_site;
use crate::support::{given, text};
use milepost::document::{Document, Piece};
use std::process::Command;
use std::time::Instant;

/// A name, and a function that makes a text of about that many bytes.
type Generator = (&'static str, fn(usize) -> String);

/// Returns generators of texts for which a pass that reads something repeatedly would take more
/// than linear time.
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

/// Returns the size of a body in memory, in about bytes.
fn size_of_body(document: &Document) -> usize {
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
        let sizes = [2_000, 4_000, 8_000].map(|size| size_of_body(&parsed(&generate(size)).0));
        assert!(sizes[2] < 5 * sizes[0] + 4_000, "{name}: {sizes:?}");
    }
}

#[test]
#[ignore = "it measures time: run it alone, in release"]
fn the_cost_of_parsing_is_linear() {
    let size: usize = given("MILEPOST_SIZE").unwrap_or(1_000_000);
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

/// A stack overflow aborts the process, so a child process builds the deep texts.
#[test]
fn deep_texts_do_not_overflow() {
    let program = std::env::current_exe().expect("this test");
    let arguments = [
        "--exact",
        "hostile::size::build_deep_texts",
        "--ignored",
        "--nocapture",
        "--test-threads=1",
    ];
    let output = Command::new(program)
        .args(arguments)
        .env(CHILD, "1")
        .output()
        .expect("it runs");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && printed.contains("all built"),
        "{printed}\n{}",
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
