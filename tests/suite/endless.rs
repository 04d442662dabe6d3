//! Templates that do not end: commands stop with an error, and the preview continues with the other
//! pages.

use crate::preview::client::{Stream, ask};
use crate::program::{Server, milepost};
use crate::support::Site;

/// Ten thousand million iterations that write nothing.
const ENDLESS: &str =
    "{% for i in range(end=100000) %}{% for j in range(end=100000) %}{% endfor %}{% endfor %}";

/// Templates that write nothing for ever, each with a component that it may call.
const SILENT: [(&str, &str); 4] = [
    (ENDLESS, ""),
    (
        "{{ <Turn depth={1} /> }}",
        "{% component Turn(depth: integer) %}{% if depth < 20 %}{{ <Turn depth={depth + 1} /> }}\
         {{ <Turn depth={depth + 1} /> }}{{ <Turn depth={depth + 1} /> }}{% endif %}\
         {% endcomponent %}",
    ),
    (
        "{% set s %}{% for i in range(end=100000) %}xxxxxxxxxx{% endfor %}{% endset %}\
         {% for i in range(end=100000) %}{% if s | upper == s %}{% endif %}{% endfor %}",
        "",
    ),
    (
        "{% set s %}{% for i in range(end=100000) %}xxxxxxxxxx{% endfor %}{% endset %}\
         {% set t = [i for i in range(end=100000) if s | upper == \"y\"] %}",
        "",
    ),
];

fn site() -> Site {
    Site::new(&[
        ("content/_index.md", "# Home"),
        ("content/one.md", "---\ntemplate: turning.html\n---\n# One"),
        ("templates/turning.html", "<p>turned</p>"),
    ])
}

#[test]
fn a_build_and_a_check_end_and_name_the_template() {
    let site = site();
    assert!(milepost(&site.root(), &["build"]).status.success());
    let before = site.read("public/one/index.html");
    site.write("templates/turning.html", ENDLESS);
    for command in ["build", "check"] {
        let ended = milepost(&site.root(), &[command]);
        let stderr = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{stderr}");
        assert!(
            stderr.contains("error[endless-template]: `turning.html` took longer than 10 seconds"),
            "{stderr}"
        );
        assert!(stderr.contains("content/one.md"), "{stderr}");
    }
    assert_eq!(
        site.read("public/one/index.html"),
        before,
        "the published site is unchanged"
    );
    site.write("templates/turning.html", "<p>again</p>");
    assert!(milepost(&site.root(), &["build"]).status.success());
    assert_eq!(site.read("public/one/index.html"), "<p>again</p>");
}

/// No watchdog is there: each render ends by itself.
#[test]
fn a_template_that_writes_nothing_ends() {
    let mut site = Site::new(&[("content/_index.md", "# Home")]);
    for (number, (template, component)) in SILENT.iter().enumerate() {
        let name = format!("turn{number}");
        let page = format!("---\ntemplate: {name}.html\n---\n# Turn");
        site.write(&format!("content/{name}.md"), &page);
        site.write(&format!("templates/{name}.html"), template);
        if !component.is_empty() {
            site.write("components/Turn.html", component);
        }
    }
    let report = site.report();
    for number in 0..SILENT.len() {
        let told = format!("error[endless-template]: `turn{number}.html` took longer than");
        assert!(report.contains(&told), "{report}");
    }
}

#[test]
fn a_preview_shows_an_overlay_and_serves_the_other_pages() {
    let site = site();
    let server = Server::start(&site.root(), &site.root().with_extension("log"));
    let page = |path: &str| ask(server.socket(), "GET", path, &[]);
    assert_eq!(page("/one/").status, 200);
    let mut stream = Stream::open(server.socket(), "page=/one/", &[]);
    site.write("templates/turning.html", ENDLESS);
    while !stream
        .next()
        .overlay()
        .is_some_and(|text| text.contains("turning.html"))
    {}
    let late = page("/one/").text();
    assert!(
        late.contains("turning.html") && late.contains("turned"),
        "the overlay is over the earlier page: {late}"
    );
    assert_eq!(page("/").status, 200);
    site.write("content/_index.md", "# Changed\n\nHome.");
    site.write("templates/turning.html", "<p>mended</p>");
    while !page("/one/").text().contains("<p>mended</p>") {
        stream.next();
    }
    assert!(page("/").text().contains("Changed"));
}
