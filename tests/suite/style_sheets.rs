//! Style sheets: the files that their URLs lead to.

use crate::support::{Site, outputs};

/// Returns the text of the one style sheet that a site publishes.
fn published(site: &mut Site) -> String {
    let build = site.build();
    let (_, bytes) = outputs(&build)
        .into_iter()
        .find(|(path, _)| path.starts_with("assets/css/a."))
        .expect("the style sheet");
    String::from_utf8(bytes.expect("it can be made")).expect("text")
}

#[test]
fn each_url_leads_to_its_file() {
    let mut site = Site::new(&[
        ("content/_index.md", "# Home"),
        (
            "assets/p.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        ("assets/css/_part.css", "c { background: url(../p.svg) }"),
        (
            "assets/css/a.css",
            "@import \"_part.css\"; a { background: url(../p.svg#x) } b { background: url(#y) }\n\
             d { background: url(../p.svg#x), url(/p.svg) }",
        ),
    ]);
    let css = published(&mut site);
    let targets: Vec<&str> = css
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split('"').nth(1))
        .collect();
    let [part, own, fragment, again, rooted] = targets[..] else {
        panic!("{css}");
    };
    assert!(
        part.starts_with("../p.") && part.ends_with(".svg"),
        "{part}"
    );
    assert_eq!(own, format!("{part}#x"));
    assert_eq!(again, own);
    assert_eq!(fragment, "#y");
    assert!(rooted.ends_with("/p.svg"), "{rooted}");
}

#[test]
fn a_url_with_quotes_stays_one_string() {
    let drawing = "data:image/svg+xml,<svg xmlns=\\\"http://www.w3.org/2000/svg\\\"/>";
    let sheet = format!("a {{ background: url(\"{drawing}\") }} b {{ color: red }}");
    let mut site = Site::new(&[
        ("content/_index.md", "# Home"),
        ("assets/css/a.css", &sheet),
    ]);
    let css = published(&mut site);
    assert_eq!(
        css,
        format!("a{{background:url(\"{drawing}\")}}b{{color:red}}")
    );
}

#[test]
fn a_missing_file_is_told_once_in_a_sheet() {
    let mut site = Site::new(&[
        ("content/_index.md", "# Home"),
        (
            "assets/photo.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        (
            "assets/css/a.css",
            "a { background: url(../phot.svg) } b { background: url(../phot.svg) }",
        ),
    ]);
    let report = site.report();
    assert_eq!(
        report.matches("leads to no file of `assets/`").count(),
        1,
        "{report}"
    );
    assert!(report.contains("did you mean `photo.svg`?"), "{report}");
}

/// Merging the rules of a selector takes a time that grows with the square of their number.
#[test]
fn very_many_rules_of_one_selector_are_published_as_they_are() {
    let rules: String = (0..300).map(|n| format!("a {{ --x{n}: red }}\n")).collect();
    let mut site = Site::new(&[
        ("content/_index.md", "# Home"),
        ("assets/css/a.css", &rules),
    ]);
    assert_eq!(published(&mut site).matches("a{").count(), 300);
    site.write("assets/css/a.css", "a { --x: red }\na { --y: red }");
    assert_eq!(published(&mut site).matches("a{").count(), 1);
}
