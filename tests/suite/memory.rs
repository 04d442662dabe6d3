//! The memory that hostile sites take. `growth` and `depth` measure theirs; those that take long
//! are in `torture`.

use crate::peak::measured;
use crate::photos::{chunk, png, quarters, with_chunks};
use crate::support::Site;

/// The files of a site, beside a home page.
pub type Files = Vec<(&'static str, Vec<u8>)>;

/// Returns a site of one file.
pub fn file(path: &'static str, text: String) -> Files {
    vec![(path, text.into_bytes())]
}

/// Builds a site, and demands that the command ends by itself within the memory that it may take.
pub fn assert_bounded(name: &str, files: Files) {
    let site = Site::new(&[
        ("site.yaml", "base_url: https://example.org/"),
        ("content/_index.md", "# Home"),
    ]);
    for (path, bytes) in files {
        site.write_bytes(path, &bytes);
    }
    let built = measured(&site.root(), &["build", "-q"]);
    println!("{name}: {} MiB", built.peak.unwrap_or_default() / 1024);
    built.assert_bounded(name);
    assert!(
        matches!(built.code, Some(0 | 1)),
        "{name}: {}",
        built.report
    );
}

/// Nine levels, each of which names the one below nine times.
pub fn laughs(level: impl Fn(usize, &str) -> String, name: impl Fn(usize) -> String) -> String {
    let levels = (1..10).map(|number| level(number, &name(number - 1).repeat(9)));
    levels.collect()
}

fn aliases(start: &str) -> String {
    let levels = laughs(
        |number, below| format!("{start}l{number}: &l{number} [{}0]\n", below),
        |number| format!("*l{number}, "),
    );
    format!("{start}l0: &l0 lol\n{levels}")
}

/// A drawing that shows a shape 9⁹ times.
fn uses(shown: &str) -> String {
    let levels = laughs(
        |number, below| format!("<g id='l{number}'>{below}</g>"),
        |number| format!("<use href='#l{number}'/>"),
    );
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='12' height='6'><defs>\
         <path id='l0' d='M0 0h9v9z'/>{levels}</defs>{shown}</svg>"
    )
}

#[test]
fn hostile_sites_take_no_more_memory_than_allowed() {
    let page = "templates/home.html";
    let in_page = |text: &str| file(page, text.to_owned());
    let comment = chunk(b"zTXt", &[b"Comment\0\0", &[0; 1_000_000][..]].concat());
    let picture = with_chunks(&png(&quarters(60, 40)), &comment.repeat(20));
    let shown = ("content/_index.md", b"# Home\n\n![A](a.png)".to_vec());
    let cases = [
        ("aliases of data", file("data/a.yaml", aliases(""))),
        (
            "aliases of settings",
            file("site.yaml", format!("title: A\nextra:\n{}", aliases("  "))),
        ),
        (
            "aliases of a page",
            file(
                "content/a.md",
                format!("---\nextra:\n{}---\n", aliases("  ")),
            ),
        ),
        (
            "data in JSON",
            file("data/a.json", format!("[0{}]", ",[0]".repeat(500_000))),
        ),
        (
            "rules of style",
            file("assets/css/a.css", "a{b:c}".repeat(100_000)),
        ),
        (
            "uses in a drawing",
            file("templates/picture.svg", uses("<use href='#l9'/>")),
        ),
        (
            "headings",
            file("content/a.md", "## h1\n\n".repeat(140_000)),
        ),
        (
            "a long title",
            file(
                "content/a.md",
                format!("---\ntitle: {}\n---\n", "a ".repeat(30_000)),
            ),
        ),
        (
            "columns",
            file(
                "content/a.md",
                format!("{}\n{}\n", "|a".repeat(10_000), "|-".repeat(10_000)),
            ),
        ),
        (
            "a huge range",
            in_page("{% for i in range(end=1000000000000) %}{% endfor %}"),
        ),
        (
            "a huge text",
            in_page("{{ \"a\" | indent(width=1000000000000, first=true) }}"),
        ),
        (
            "texts in a picture",
            vec![shown, ("content/a.png", picture)],
        ),
    ];
    for (name, files) in cases {
        assert_bounded(name, files);
    }
}
