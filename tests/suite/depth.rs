//! Depth: what is nested too deeply for a library is an error with its place, and the program goes
//! on. A stack that overflows would end it, so each case is a process of its own.

use crate::peak::measured;
use crate::program::milepost;
use crate::support::Site;

const PAGE: &str = "templates/page.html";
const STYLE: &str = "assets/css/main.css";
const PICTURE: &str = "templates/picture.svg";
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"12\" height=\"6\">";

/// The levels of each case. Every library overflows the stack long before.
const LEVELS: usize = 20_000;

/// Returns files of which each names the next.
fn chain(files: usize, link: impl Fn(usize) -> (String, String)) -> Vec<(String, String)> {
    (0..files).map(link).collect()
}

fn file(name: &str, text: String) -> Vec<(String, String)> {
    vec![(name.to_owned(), text)]
}

fn nested(open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(LEVELS), close.repeat(LEVELS))
}

/// Files, and a part of the message and of the place that are reported, if anything is.
type Case = (Vec<(String, String)>, Option<(&'static str, &'static str)>);

fn cases() -> Vec<Case> {
    let in_style = |css: String| (file(STYLE, css), Some(("more than 64 deep", "main.css:1:")));
    let in_picture = |svg: String| {
        let svg = format!("{SVG}{svg}</svg>");
        (file(PICTURE, svg), Some(("", "picture.svg")))
    };
    let in_page = |text: String| (file(PAGE, text), Some(("", "page.html:1:")));
    let in_data = |name: &str, text: String| (file(name, text), Some(("64 deep", "data/a.")));
    let harmless = |text: String| (file("content/a.md", text), None);
    let includes = |number: usize| {
        let text = format!("{{% include \"t{}.html\" %}}", number + 1);
        let name = if number == 0 {
            PAGE.to_owned()
        } else {
            format!("templates/t{number}.html")
        };
        (name, if number == 300 { String::new() } else { text })
    };
    let supers = |number: usize| {
        let super_block = "{% block a %}{{ super() }}{% endblock %}";
        let text = format!("{{% extends \"t{}.html\" %}}{super_block}", number + 1);
        let name = if number == 0 {
            PAGE.to_owned()
        } else {
            format!("templates/t{number}.html")
        };
        (
            name,
            if number == 300 {
                "{% block a %}{% endblock %}".to_owned()
            } else {
                text
            },
        )
    };
    let imports = |number: usize| {
        let name = if number == 0 {
            STYLE.to_owned()
        } else {
            format!("assets/css/{number}.css")
        };
        (name, format!("@import \"{}.css\";", number + 1))
    };
    let clips = |number: usize| {
        format!(
            "<clipPath id='a{number}' clip-path='url(#a{})'/>",
            number + 1
        )
    };
    vec![
        in_style(nested("a{", "color:red", "}")),
        in_style(nested("@media x{", "", "}")),
        in_style(format!("a{}{{color:red}}", nested(":not(", "b", ")"))),
        in_style(format!(
            "a{{width:{}}}",
            nested("calc((1px + ", "1px", "))")
        )),
        in_style(format!("@supports {}{{}}", nested("(", "a:b", ")"))),
        (
            chain(2_000, imports),
            Some(("more than 256 style sheets", "main.css")),
        ),
        in_picture("<g>".repeat(900) + &"</g>".repeat(900)),
        in_picture((0..2_000).map(clips).collect()),
        in_picture(nested("<g>", "", "</g>")),
        in_page(nested("{% if true %}", "", "{% endif %}")),
        in_page(nested("{{ (", "1", ") }}")),
        in_page(format!(
            "{{% if a %}}{}{{% endif %}}",
            "{% elif b %}".repeat(LEVELS)
        )),
        in_page(format!("{{{{ {}1 }}}}", "1 + ".repeat(LEVELS))),
        (
            chain(301, includes),
            Some(("more than 32 deep", "templates/t")),
        ),
        (
            chain(301, supers),
            Some(("more than 32 deep", "templates/t")),
        ),
        in_data("data/a.json", nested("[", "", "]")),
        in_data("data/a.yaml", "- ".repeat(LEVELS)),
        in_data("data/a.yaml", nested("{a: ", "1", "}")),
        (
            file(
                "content/a.md",
                format!("---\nextra: {}\n---\n", nested("[", "", "]")),
            ),
            Some(("64 deep", "content/a.md:2:")),
        ),
        harmless("> ".repeat(LEVELS)),
        harmless("- ".repeat(LEVELS)),
        harmless("*a _b ".repeat(LEVELS)),
        harmless(nested("[", "x", "]()")),
        harmless("<div>".repeat(LEVELS)),
    ]
}

#[test]
fn what_is_too_deep_is_told_and_ends_nothing() {
    for (files, expected) in cases() {
        let site = Site::new(&[("site.yaml", "base_url: https://example.org/")]);
        site.write("content/a.md", "# A");
        for (name, text) in &files {
            site.write(name, text);
        }
        let built = measured(&site.root(), &["build", "-q"]);
        let report = &built.report;
        let start: String = files[0].1.chars().take(60).collect();
        built.assert_bounded(&start);
        let code = if expected.is_some() { Some(1) } else { Some(0) };
        let first: String = report.chars().take(600).collect();
        assert_eq!(built.code, code, "{start}: {first}");
        if let Some((message, place)) = expected {
            assert!(
                report.contains(message) && report.contains(place),
                "{start}: {first}"
            );
        }
    }
}

#[test]
fn what_is_as_deep_as_it_may_be_is_read() {
    let levels = |open: &str, inner: &str, close: &str, times: usize| {
        format!("{}{inner}{}", open.repeat(times), close.repeat(times))
    };
    let site = Site::new(&[
        ("site.yaml", "base_url: https://example.org/"),
        ("content/a.md", "# A"),
        (STYLE, &levels("a{", "color:red", "}", 64)),
        (
            PICTURE,
            &format!(
                "{SVG}{}</svg>",
                levels("<g opacity='.9'>", "<path d='M0 0h9v9z'/>", "</g>", 60)
            ),
        ),
        (
            "assets/css/not.css",
            &format!("a{}{{color:red}}", levels(":not(", "b", ")", 64)),
        ),
        (
            "assets/css/calc.css",
            &format!("a{{width:{}}}", levels("calc((1px + ", "1px", "))", 30)),
        ),
    ]);
    // Components call themselves up to the engine's bound, and include templates each time.
    for number in 1..32 {
        let next = if number == 31 {
            "{{ <Deep depth={depth + 1} /> }}".to_owned()
        } else {
            format!("{{% include \"t{}.html\" %}}", number + 1)
        };
        site.write(&format!("templates/t{number}.html"), &next);
    }
    site.write(
        "components/Deep.html",
        "{% component Deep(depth = 0) %}{% if depth < 19 %}\
        {% include \"t1.html\" %}{% endif %}{% endcomponent Deep %}",
    );
    site.write(PAGE, "{{ <Deep depth={0} /> }}");
    let ended = milepost(&site.root(), &["build", "-q"]);
    let report = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(0), "{report}");
}
