//! The cost of input by its size: each family of inputs is built at a size, twice and four times
//! it, and four times must cost at most three times as much as twice.
//!
//! `cargo bench --bench linear -- NAME` measures the families with NAME in their names; without one
//! all. Times are milliseconds that the processor worked, for reading, building and checking the
//! whole site. It exits with 1 if a family is not linear. It is no test of cargo's: without
//! optimization it would take too long.

// Other benches need more of it.
#[allow(dead_code)]
#[path = "shared/folder.rs"]
mod folder;

use folder::put;
use milepost::build::{BuildOptions, Builder, Scope};
use milepost::report::{self, ColorMode, Limit};
use milepost::source;
use rustix::time::ClockId;
use std::path::PathBuf;
use std::process::ExitCode;

/// The largest allowed ratio of the costs of an input and of one that is twice as large. A cost
/// that grows with the square has 4. Sorting, and memory that no longer fits the caches, were
/// measured to have up to 2.7 on a machine with other work.
const RATIO: f64 = 3.0;

/// Costs below this are noise, in milliseconds.
const NOISE: f64 = 60.0;

/// How often a cost is measured anew before it counts as too high. The least one counts.
const ATTEMPTS: usize = 8;

/// The bytes of the largest text of a family.
const LARGEST: usize = 1_000_000;

/// Files of a site: their paths and texts.
type Files = Vec<(String, String)>;

/// A family of inputs.
struct Family {
    name: &'static str,
    /// The largest size.
    largest: usize,
    /// Returns the files of a size.
    files: Box<dyn Fn(usize) -> Files>,
}

fn main() -> ExitCode {
    let given = std::env::args()
        .skip(1)
        .find(|given| !given.starts_with('-'));
    let mut steep = Vec::new();
    println!("{:<28}{:>9}{:>9}{:>9}{:>8}", "", "n", "2n", "4n", "ratio");
    for family in families() {
        if !given
            .as_ref()
            .is_none_or(|given| family.name.contains(given.as_str()))
        {
            continue;
        }
        let costs = told(&family);
        steep.extend(is_steep(&costs).then_some(family));
    }
    // What else runs on the machine may have made them so, and has ended by now.
    steep.retain(|family| is_steep(&told(family)));
    if steep.is_empty() {
        return ExitCode::SUCCESS;
    }
    let steep: Vec<&str> = steep.iter().map(|family| family.name).collect();
    println!(
        "more than {RATIO} times for twice the size: {}",
        steep.join(", ")
    );
    ExitCode::FAILURE
}

/// Measures a family, and prints its costs.
fn told(family: &Family) -> [f64; 3] {
    let costs = costs(family);
    let ratio = costs[2] / costs[1];
    let mark = if is_steep(&costs) { "  steep" } else { "" };
    let [one, two, four] = costs;
    let name = family.name;
    println!("{name:<28}{one:>9.1}{two:>9.1}{four:>9.1}{ratio:>8.2}{mark}");
    costs
}

fn is_steep(costs: &[f64; 3]) -> bool {
    costs[2] > NOISE && costs[2] / costs[1] > RATIO
}

/// Returns the least costs of the three sizes, in milliseconds.
fn costs(family: &Family) -> [f64; 3] {
    let sites = [4, 2, 1].map(|part| Site::write((family.files)(family.largest / part)));
    let mut least = sites.each_ref().map(Site::cost);
    for _ in 1..ATTEMPTS {
        if !is_steep(&least) {
            break;
        }
        for (least, site) in least.iter_mut().zip(&sites) {
            *least = least.min(site.cost());
        }
    }
    least
}

/// A site in a temporary folder.
struct Site {
    root: PathBuf,
    _folder: tempfile::TempDir,
}

impl Site {
    fn write(files: Files) -> Self {
        let (folder, root) = folder::in_memory();
        // Each page shows little: a theme may list all pages on each page.
        let page = "<!doctype html><title>{{ page.title }}</title>{{ page.content }}";
        for name in ["home", "section", "page", "404", "taxonomy", "term"] {
            put(&root, &format!("templates/{name}.html"), page);
        }
        put(&root, "content/_index.md", "# Home\n");
        for (path, text) in &files {
            put(&root, path, text);
        }
        Site {
            root,
            _folder: folder,
        }
    }

    /// Builds and checks the site, and returns the milliseconds.
    fn cost(&self) -> f64 {
        let began = processor_time();
        let snapshot = source::scan(&self.root, None);
        let build = Builder::default().build(&snapshot, &BuildOptions::publish(0));
        let outcomes = build.each_output(|_, _, _| {});
        let diagnostics = build.diagnostics(Scope::Checked(&outcomes));
        let located = report::locate(&diagnostics, &build);
        let text = report::text(&located, Limit::All, ColorMode::Plain);
        std::hint::black_box(text);
        processor_time() - began
    }
}

/// Returns the time that this process worked, on all cores, in milliseconds.
fn processor_time() -> f64 {
    let time = rustix::time::clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

fn families() -> Vec<Family> {
    let mut families: Vec<Family> = TEXTS.iter().map(of_text).collect();
    families.extend(SITES.iter().map(|(name, largest, file, text)| Family {
        name,
        largest: *largest,
        files: Box::new(move |size| {
            let numbers = 0..size;
            numbers
                .map(|number| (numbered(file, number), numbered(text, number)))
                .collect()
        }),
    }));
    families
}

/// Returns the family of a text in one file: a start, a part that is repeated, and an end.
fn of_text((name, file, start, part, end): &'static (&str, &str, &str, &str, &str)) -> Family {
    // Front matter has a limit of its own.
    let bytes = if *start == "---\n" || start.starts_with("---\nt") {
        60_000
    } else {
        LARGEST
    };
    let length =
        numbered(part, 100).len() + numbered(end, 100).len() * usize::from(end.contains('$'));
    Family {
        name,
        largest: bytes / length.max(1),
        files: Box::new(move |size| {
            let parts: String = (0..size).map(|number| numbered(part, number)).collect();
            // An end with a `$` closes each part.
            let ends: String = match end.strip_prefix('$') {
                Some(end) => end.repeat(size),
                None => (*end).to_owned(),
            };
            vec![(file.to_string(), format!("{start}{parts}{ends}"))]
        }),
    }
}

/// Replaces `#` behind a `%` by a number, `%w` by a word of it that is unlike its neighbors', and
/// `%n` by a tenth of it.
fn numbered(text: &str, number: usize) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut state = number as u64 + 1;
    let letters = (0..8).map(|_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .rotate_left(23)
            ^ 0x5555;
        char::from(b'a' + (state >> 9) as u8 % 26)
    });
    let word: String = letters.collect();
    text.replace("%#", &number.to_string())
        .replace("%w", &word)
        .replace("%n", &(number / 10).to_string())
}

const PAGE: &str = "content/a.md";

/// Families of texts: the name, the file, its start, the part that is repeated, and its end.
const TEXTS: &[(&str, &str, &str, &str, &str)] = &[
    ("paragraphs", PAGE, "", "Some words stand here.\n\n", ""),
    ("one paragraph", PAGE, "", "word ", ""),
    ("one word", PAGE, "", "a", ""),
    ("combining marks", PAGE, "e", "\u{301}", ""),
    ("line ends of Windows", PAGE, "", "word\r\n", ""),
    ("headings", PAGE, "", "## Part %w\n\n", ""),
    ("equal headings", PAGE, "", "## h1\n\n", ""),
    ("numbered headings", PAGE, "", "## h1\n\n## h1-%#\n\n", ""),
    ("ids of headings", PAGE, "", "## x {#%w}\n\n", ""),
    ("equal ids", PAGE, "", "## x {#id}\n\n", ""),
    ("ids of HTML", PAGE, "", "<a id=\"%w\"></a>\n\n", ""),
    ("equal ids of HTML", PAGE, "", "<a id=\"x\"></a>\n\n", ""),
    ("deep quotes", PAGE, "", "> ", "x"),
    ("quotes", PAGE, "", "> x\n\n", ""),
    ("callouts", PAGE, "", "> [!TIP]\n> x\n\n", ""),
    ("list", PAGE, "", "- x\n", ""),
    ("deep list", PAGE, "", "- ", "x"),
    ("loose list", PAGE, "", "1. x\n\n", ""),
    ("tasks", PAGE, "", "- [ ] x\n", ""),
    ("table", PAGE, "| a | b |\n|---|---|\n", "| %# | x |\n", ""),
    ("emphasis left open", PAGE, "", "*a _b ", ""),
    ("emphasis", PAGE, "", "**a** ", ""),
    ("code left open", PAGE, "", "`a ``b ", ""),
    ("blocks of code", PAGE, "", "```\na\n```\n\n", ""),
    ("brackets", PAGE, "", "[", ""),
    ("images left open", PAGE, "", "![", ""),
    ("angle brackets", PAGE, "", "<a ", ""),
    ("rules", PAGE, "x\n\n", "---\n\n", ""),
    ("entities", PAGE, "", "&amp;&nope;", ""),
    ("escapes", PAGE, "", "\\*", ""),
    ("quotation marks", PAGE, "", "\"a\" 'b' ", ""),
    ("addresses", PAGE, "", "https://example.org/%w\n\n", ""),
    ("links", PAGE, "", "[a](https://example.org/%w)\n\n", ""),
    ("definitions of links", PAGE, "", "[%w]\n\n[%w]: /\n\n", ""),
    ("anchors", PAGE, "", "## %w\n\n[a](#%w)\n\n", ""),
    ("wrong anchors", PAGE, "", "## %w\n\n[a](#%wx)\n\n", ""),
    (
        "wrong anchors of HTML",
        PAGE,
        "",
        "## %w\n\n<a href=\"#%wx\">a</a>\n\n",
        "",
    ),
    ("wrong links", PAGE, "", "[a](%w.md)\n\n", ""),
    ("equal wrong links", PAGE, "", "[a](gone.md)\n\n", ""),
    ("wrong images", PAGE, "", "![a](%w.png)\n\n", ""),
    (
        "wrong links of HTML",
        PAGE,
        "",
        "<a href=\"/%w/\">a</a>\n\n",
        "",
    ),
    ("footnotes", PAGE, "", "a[^%#]\n\n[^%#]: b\n\n", ""),
    ("unused footnotes", PAGE, "", "[^%#]: b\n\n", ""),
    ("one footnote", PAGE, "[^x]: b\n\n", "a[^x] ", ""),
    ("HTML", PAGE, "", "<b>x</b> ", ""),
    ("elements left open", PAGE, "", "<div>\n\n", ""),
    ("elements in each other", PAGE, "", "<div>", "$</div>"),
    ("stray ends", PAGE, "", "</div>\n\n", ""),
    ("comments", PAGE, "", "<!-- x -->\n\n", ""),
    ("unknown components", PAGE, "", "<Nope a=\"b\" />\n\n", ""),
    ("components left open", PAGE, "", "<Nope>\n\n", ""),
    ("aliases", PAGE, "---\naliases:\n", "  - /%w/\n", "---\n"),
    ("tags", PAGE, "---\ntags:\n", "  - %w\n", "---\n"),
    ("unknown keys", PAGE, "---\n", "%w: x\n", "---\n"),
    ("lines that are no keys", PAGE, "---\n", "%w x\n", "---\n"),
    (
        "marks in a title",
        PAGE,
        "---\ntitle: e",
        "\u{301}",
        "\n---\n",
    ),
    (
        "words in a title",
        PAGE,
        "---\ntitle: e",
        " word",
        "\n---\n",
    ),
    ("list of data", "data/a.yaml", "", "- x\n", ""),
    ("map of data", "data/a.yaml", "", "%w: x\n", ""),
    ("data in JSON", "data/a.json", "[0", ",{\"a\": 1}", "]"),
    ("data left open", "data/a.json", "", "{\"a\": [", ""),
    (
        "redirects",
        "site.yaml",
        "redirects:\n",
        "  /%w/: /a/\n",
        "",
    ),
    ("unknown settings", "site.yaml", "", "%w: x\n", ""),
    (
        "rules of style",
        "assets/css/a.css",
        "",
        ".%w{color:red}",
        "",
    ),
    ("style left open", "assets/css/a.css", "", "a{b:c;", ""),
    (
        "wrong files of style",
        "assets/css/a.css",
        "",
        "a{b:url(%w.png)}",
        "",
    ),
    (
        "parts of drawings in style",
        "assets/css/a.css",
        "",
        "a{b:url(#%w)}",
        "",
    ),
    (
        "values of a template",
        "templates/page.html",
        "",
        "{{ page.title }}",
        "",
    ),
    (
        "conditions of a template",
        "templates/page.html",
        "",
        "{% if page.title %}x{% endif %}",
        "",
    ),
    (
        "values that a template keeps",
        "templates/page.html",
        "",
        "{% set a = [page.title ~ 1] %}",
        "",
    ),
    (
        "text that a template captures",
        "templates/page.html",
        "",
        "{% set a %}{{ page.title }}{% endset %}",
        "",
    ),
    (
        "links of a template",
        "templates/page.html",
        "",
        "<a href=\"/%w/\">x</a>",
        "",
    ),
];

/// Families of sites: the name, the largest number of files, their paths and their texts.
const SITES: &[(&str, usize, &str, &str)] = &[
    ("pages", 4_000, "content/%w.md", "# %w\n\nWords.\n"),
    (
        "pages in folders",
        4_000,
        "content/p%n/%w.md",
        "# %w\n\nWords.\n",
    ),
    ("sections", 2_000, "content/%w/_index.md", "# %w\n"),
    ("pages with files", 2_000, "content/%w/index.md", "# %w\n"),
    (
        "pages of one title",
        4_000,
        "content/%w.md",
        "# Title\n\nWords.\n",
    ),
    (
        "pages of one address",
        4_000,
        "content/%w.md",
        "---\nslug: a\n---\n# Title\n",
    ),
    (
        "tags of pages",
        2_000,
        "content/%w.md",
        "---\ntags: [%w, x]\n---\n# %w\n",
    ),
    (
        "good links of pages",
        4_000,
        "content/%w.md",
        "# %w\n\n[a](%w.md) [b](_index.md)\n",
    ),
    (
        "wrong links of pages",
        4_000,
        "content/%w.md",
        "# %w\n\n[a](x%w.md) [b](/y%w/)\n",
    ),
    (
        "wrong names of pages",
        4_000,
        "content/%w.md",
        "# %w\n\n[a](%wx.md) [b](x/%w.md)\n",
    ),
    (
        "wrong images of pages",
        4_000,
        "content/%w.md",
        "# %w\n\n![a](%w.jpg)\n",
    ),
    (
        "wrong HTML of pages",
        4_000,
        "content/%w.md",
        "# %w\n\n<a href=\"/x%w/\">a</a>\n",
    ),
    (
        "wrong folders of pages",
        2_000,
        "content/p%#/a.md",
        "# %w\n\n[a](../p%#)\n",
    ),
    (
        "one wrong link of pages",
        4_000,
        "content/%w.md",
        "# %w\n\n[a](gone.md)\n",
    ),
    ("files", 8_000, "static/%n/%w.txt", "%w"),
    ("templates", 400, "templates/%w.html", "{{ page.title }}"),
    ("style sheets", 400, "assets/css/%w.css", "a{b:c}"),
    ("files of data", 2_000, "data/%n/%w.yaml", "a: %w\n"),
];
