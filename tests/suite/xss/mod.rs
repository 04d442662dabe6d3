//! Cross-site scripting: with any text in a field, a page has the same elements and handlers as
//! with a harmless text.

mod site;

use crate::markdown::plain_site;
use crate::support::text;
use html5gum::{DefaultEmitter, Token, Tokenizer};
use milepost::build::Scope;

const PAYLOADS: [&str; 16] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "\" onmouseover=\"alert(1)",
    "</title><script>alert(1)</script>",
    "</code></pre><script>alert(1)</script>",
    "{{ 7*7 }}",
    "{% raw %}",
    "]]><script>alert(1)</script>",
    "-->\u{0}<svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "&quot; onclick=&quot;alert(1)",
    "<a href=javascript:alert(1)>x</a>",
    "`<script>`",
    "javascript:alert(1)",
];

/// Fields that are text, each with a letter for the payload; see `fill`. Prose is not one of them,
/// since it may have raw HTML.
const FIELDS: [(&str, &str); 15] = [
    ("code", "``` x\nP\n```\n"),
    ("fence info", "~~~ P\nx\n~~~\n"),
    ("fence language", "~~~ xP\nx\n~~~\n"),
    ("indented code", "    P\n"),
    ("footnote label", "[^P]\n\n[^P]: x\n"),
    ("component argument", "<Term id=\"QP\">x</Term>\n"),
    ("front matter title", "---\ntitle: Y\n---\n\nx\n"),
    (
        "front matter description",
        "---\ndescription: Y\n---\n\nx\n",
    ),
    ("front matter tag", "---\ntags: [Y]\n---\n\nx\n"),
    ("front matter author", "---\nauthors: [Y]\n---\n\nx\n"),
    ("link title", "[x](other.md \"EP\")\n"),
    ("image title", "![x](photo.png \"EP\")\n"),
    ("image title in a line", "a ![x](photo.png \"EP\")\n"),
    ("alternative text", "![CP](photo.png)\n"),
    ("callout kind", "> [!P]\n> x\n"),
];

/// Puts a payload into a field: `P` as it is, `Y` as a text in YAML, `QP` in an attribute, `EP` in
/// a quoted title, `CP` in a code span.
fn fill(field: &str, payload: &str) -> String {
    let yaml = format!("'{}'", payload.replace('\'', "''").replace('\0', ""));
    let escaped = payload.replace('"', "\\\"");
    let quoted = payload.replace('"', "&quot;");
    let coded = format!("`` {} ``", payload.replace("`", "'"));
    let field = field
        .replace("QP", &quoted)
        .replace("EP", &escaped)
        .replace("CP", &coded)
        .replace('Y', &yaml);
    field.replace('P', payload)
}

/// Returns the elements of a page, and their attributes that can run something.
fn active(html: &str) -> Vec<String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut found = Vec::new();
    for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
        let Token::StartTag(tag) = token else {
            continue;
        };
        found.push(String::from_utf8_lossy(&tag.name).into_owned());
        for (name, value) in &tag.attributes {
            let (name, value) = (
                String::from_utf8_lossy(name),
                String::from_utf8_lossy(value),
            );
            let scheme: String = value
                .chars()
                .filter(|c| !c.is_control() && *c != ' ')
                .take(11)
                .collect();
            if name.starts_with("on")
                || scheme.eq_ignore_ascii_case("javascript:")
                    && matches!(&*name, "href" | "src" | "action")
            {
                found.push(format!("{name}={value}"));
            }
        }
    }
    found
}

#[test]
fn fields_are_text() {
    let mut wrong = Vec::new();
    for (name, field) in FIELDS {
        let published = |payload: &str| {
            let site = plain_site(&fill(field, payload));
            site.write(
                "templates/page.html",
                "<title>{{ page.title }}</title>\
                 <meta name=\"d\" content=\"{{ page.description }}\">\
                 {% for tag in page.tags %}<b title='{{ tag }}'>{{ tag }}</b>{% endfor %}\
                 {{ page.authors | join }}{{ page.content }}",
            );
            text(&site.build_cold(), "page/index.html")
        };
        let harmless = active(&published("harmless"));
        for payload in PAYLOADS {
            let found = active(&published(payload));
            // An invalid label or kind is prose, and its text is no footnote and no callout.
            let prose = matches!(name, "footnote label" | "callout kind");
            let allowed =
                harmless == found || (prose && found.iter().all(|name| !name.contains('=')));
            let exempt = prose && payload.contains('<');
            if !(allowed || exempt) {
                wrong.push(format!(
                    "{name} with {payload}: {found:?} instead of {harmless:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn headings_are_text_wherever_they_are_shown() {
    let site =
        plain_site("## `<script>alert(1)</script>` \\<b\\> \" '\n\n# {{ 7*7 }} \\<script\\>\n");
    let html = text(&site.build_cold(), "page/index.html");
    assert_eq!(active(&html), ["h2", "code"], "{html}");
    site.write(
        "templates/page.html",
        "<title>{{ page.title }}</title>\
         {% for h in page.toc %}<a title=\"{{ h.title }}\">{{ h.title }}</a>{% endfor %}",
    );
    let html = text(&site.build_cold(), "page/index.html");
    assert_eq!(active(&html), ["title", "a"], "{html}");
}

const UNSAFE: [&str; 13] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "&#1;javascript:alert(1)",
    "&#32;javascript:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "blob:x",
];

const PLACES: [&str; 12] = [
    "[x](<U>)",
    "![x](<U>)",
    "[x][r]\n\n[r]: <U>",
    "![x][r]\n\n[r]: <U>",
    "<a href=\"U\">x</a>",
    "<a href='U'>x</a>",
    "<img src=\"U\" alt=\"x\">",
    "<div>\n<iframe src=\"U\"></iframe>\n</div>",
    "<form action=\"U\"></form>",
    "<svg><a xlink:href=\"U\"><path d=\"\"/></a></svg>",
    "<Table>\n<tr><td><A HREF=\"U\">x</A></td></tr>\n</Table>",
    "<Box>\n\n> <a\n> title=x href=\"U\">x</a>\n\n</Box>",
];

#[test]
fn unsafe_targets_are_errors_and_never_published() {
    let mut wrong = Vec::new();
    for place in PLACES {
        for target in UNSAFE {
            let page = place.replace('U', target);
            let build = plain_site(&page).build();
            let outcomes = build.each_output(|_, _, _| {});
            let is_reported =
                build
                    .diagnostics(Scope::Rendered(&outcomes))
                    .iter()
                    .any(|diagnostic| {
                        matches!(
                            diagnostic.code,
                            "unsafe-url" | "broken-link" | "missing-image"
                        )
                    });
            let html = text(&build, "page/index.html");
            let shown = ["script:", "data:", "file:", "blob:"]
                .iter()
                .any(|scheme| html.to_lowercase().contains(&format!("=\"{scheme}")));
            if !is_reported || shown || active(&html).iter().any(|found| found.contains("script:"))
            {
                wrong.push(format!("{page}\n{html}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
