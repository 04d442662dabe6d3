//! Plain faults, each with the smallest site that has it: what a builder who comes from another
//! generator writes in the first hour. None of them passes in silence.

use crate::support::{Site, full_report, report, text};
use milepost::build::Scope;
use milepost::diagnostic::CODES;
use std::fs;

/// Returns everything that `check` says of a site with these files.
fn said(files: &[(&str, &str)]) -> String {
    let mut site = Site::new(files);
    site.write("content/_index.md", "# Home\n");
    full_report(&site.build())
}

#[test]
fn no_page_is_missing_in_silence() {
    for (code, files) in [
        (
            "unknown-template",
            &[("content/a.md", "---\ntemplate: nope.html\n---\n# A")] as &[_],
        ),
        (
            "same-url",
            &[
                ("content/a.md", "---\npath: x\n---\n# A"),
                ("content/b.md", "---\npath: x\n---\n# B"),
            ],
        ),
        (
            "undefined-field",
            &[
                ("content/a.md", "# A"),
                ("templates/page.html", "{{ page.wrong }}"),
            ],
        ),
    ] {
        for level in ["off", "note", "warning"] {
            let config = format!("check: {{{code}: {level}}}\n");
            let files = [files, &[("site.yaml", config.as_str())]].concat();
            let report = said(&files);
            assert!(
                report.contains(&format!("error[{code}]")),
                "{code}: {report}"
            );
        }
    }
    let report = said(&[("site.yaml", "check: {same-url: off}\n")]);
    assert!(
        report.contains("`same-url` is always an error: a page would be missing without it"),
        "{report}"
    );
}

#[test]
fn a_check_that_there_is_not_is_told() {
    let report = said(&[("site.yaml", "check: {broken-lnk: off, todo: off}\n")]);
    for part in [
        "`check` has no key `broken-lnk`",
        "did you mean `broken-link`?",
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
    assert!(!report.contains("`todo`"), "{report}");
}

/// Every code that the program writes can be named in site.yaml.
#[test]
fn all_codes_are_known() {
    let mut unknown = Vec::new();
    for file in crate::support::files_below(std::path::Path::new("src")) {
        let source = fs::read_to_string(format!("src/{file}")).unwrap_or_default();
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for call in [
            "Diagnostic::error(",
            "Diagnostic::warning(",
            "Diagnostic::note(",
        ] {
            for rest in source.split(call).skip(1) {
                let code = rest.trim_start().strip_prefix('"');
                let code = code.and_then(|code| code.split('"').next());
                unknown.extend(code.filter(|code| !CODES.contains(code)).map(str::to_owned));
            }
        }
    }
    assert_eq!(unknown, [""; 0], "add them to src/diagnostic/codes.rs");
    assert!(CODES.is_sorted());
}

#[test]
fn what_the_headers_forbid_is_told_at_its_line() {
    let report = said(&[(
        "content/a.md",
        "# A\n\n![x](https://img.example/x.png)\n\n\
         <iframe src=\"https://www.youtube.com/embed/x\"></iframe>\n\n\
         <p style=\"color:red\" onclick=\"x()\">x</p>\n\n<script>alert(1)</script>\n\n\
         <script type=\"application/ld+json\">{}</script>\n",
    )]);
    for (what, line) in [
        ("a picture of another site", 3),
        ("a frame", 5),
        ("an attribute `style`", 7),
        ("a script in an attribute", 7),
        ("a script within a page", 9),
    ] {
        let message = format!("warning[blocked]: {what} is not shown");
        let told = report.split("\n\n").find(|text| text.contains(&message));
        let place = format!("content/a.md:{line}:");
        assert!(
            told.is_some_and(|text| text.contains(&place)),
            "{what}\n{report}"
        );
    }
    assert_eq!(report.matches("[blocked]").count(), 5, "{report}");
}

#[test]
fn keys_without_effect_are_told() {
    let report = said(&[
        (
            "site.yaml",
            "generate_feeds: true\npaginate_by: 5\ngit_dates: true\ndeploy: {}\n",
        ),
        (
            "content/a.md",
            "---\ncategories: [a]\nfeed: true\npaginate_by: 3\n---\n# A",
        ),
    ]);
    for key in ["generate_feeds", "paginate_by", "deploy"] {
        assert!(
            report.contains(&format!("site.yaml has no key `{key}`")),
            "{key}: {report}"
        );
    }
    for part in [
        "`categories` has no effect: site.yaml lists no such taxonomy",
        "`feed` is a key of sections",
        "`paginate_by` is a key of sections",
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
}

#[test]
fn files_that_are_published_as_they_stand_are_told() {
    let report = said(&[
        ("assets/css/site.scss", "a { b: c }"),
        ("assets/css/_part.scss", "a { b: c }"),
        ("content/page.html", "---\ntitle: x\n---\n<p>x</p>"),
        ("content/about.fr.md", "# About"),
        ("content/v1.2.md", "# Version"),
    ]);
    for part in [
        "`.scss` is not compiled",
        "this file has front matter",
        "a site has one language: this page is at `/about-fr/`",
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
    assert!(!report.contains("_part.scss"), "{report}");
    assert_eq!(report.matches("[unread-language]").count(), 1, "{report}");
}

#[test]
fn hyphens_and_underscores_are_one_in_calls() {
    let component = "{% component Listing(file_name: string) %}{{ file_name }}\
                     {% endcomponent Listing %}";
    let mut site = Site::new(&[
        (
            "content/_index.md",
            "# Home\n\n<Listing file-name=\"x.rs\" />\n",
        ),
        ("components/Listing.html", component),
        ("templates/home.html", "<title>x</title>{{ page.content }}"),
    ]);
    let build = site.build();
    assert_eq!(report(&build), "");
    assert!(text(&build, "index.html").contains("x.rs"));
}

#[test]
fn advice_does_not_mislead() {
    let report = said(&[
        ("content/Eq.md", "# Eq"),
        (
            "content/a.md",
            "---\nlang: ar\nresources: [x]\nseries: [x]\n---\n# A\n\n[x](g)\n",
        ),
        ("content/s/_index.md", "---\nsort_by: permalink\n---\n# S"),
    ]);
    for part in [
        "the language of the site is `language`",
        "files beside an `index.md` go with it",
        "`taxonomies: [tags, series]`",
        "pages cannot be sorted by `permalink`",
        "this link leads to `g`, which does not exist",
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
    for part in [
        "did you mean `tag`",
        "did you mean `sources`",
        "did you mean `Eq.md`",
    ] {
        assert!(!report.contains(part), "{part}: {report}");
    }
}

#[test]
fn a_template_that_shows_all_texts_on_every_page_is_told() {
    let mut site = Site::new(&[
        ("content/_index.md", "# Home\n"),
        ("site.yaml", "search: false\nschema: false\n"),
        (
            "templates/page.html",
            "<title>x</title>{% for card in pages %}{% if card.url == page.url %}\
             {{ card.summary }}{% endif %}{% endfor %}",
        ),
    ]);
    for number in 0..1_001 {
        site.write(&format!("content/p{number}.md"), "---\ntitle: A\n---\n");
    }
    let build = site.build();
    let planned = build.diagnostics(Scope::Planned);
    let told: Vec<&str> = planned.iter().map(|fault| fault.message.as_str()).collect();
    let message = "`page.html` shows `summary` of cards and names `pages`: each of its 1001 pages \
                   is made of the texts of all 1002";
    assert_eq!(told, [message]);
}
