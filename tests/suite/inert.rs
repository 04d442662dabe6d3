//! Output is inert: whatever is written into a field, the page has the elements and handlers of a
//! harmless text in its place.

use crate::markdown::plain_site;
use crate::support::{Site, text};
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

/// Fields that are text; raw HTML is allowed in prose, so prose is none of them.
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

/// The elements of a page and those of their attributes that can do something.
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
                "<title>{{ page.title }}</title><meta name=\"d\" content=\"{{ page.description }}\">{% for tag in page.tags %}<b title='{{ tag }}'>{{ tag }}</b>{% endfor %}{{ page.authors | join }}{{ page.content }}",
            );
            text(&site.build_cold(), "page/index.html")
        };
        let harmless = active(&published("harmless"));
        for payload in PAYLOADS {
            let found = active(&published(payload));
            // A label or a kind that is none is prose, and its footnote is one no more.
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
        "<title>{{ page.title }}</title>{% for h in page.toc %}<a title=\"{{ h.title }}\">{{ h.title }}</a>{% endfor %}",
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
            let told = build
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
            if !told || shown || active(&html).iter().any(|found| found.contains("script:")) {
                wrong.push(format!("{page}\n{html}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Pages, each with one field that is text wherever it is shown. `Y` is the payload as a text in
/// YAML, `P` as it is.
const PAGES: [(&str, &str); 23] = [
    ("code", "``` x\nP\n```\n"),
    ("fence-info", "~~~ P\nx\n~~~\n"),
    ("fence-language", "~~~ xP\nx\n~~~\n"),
    ("indented-code", "    P\n"),
    ("code-span", "a CP b\n"),
    ("cell", "| A |\n|---|\n| CP |\n"),
    ("heading", "## CP\n\n## Other\n"),
    ("component-argument", "<Term id=\"QP\">x</Term>\n"),
    ("link-title", "[x](/ \"EP\")\n"),
    ("image-title", "![x](photo.png \"EP\")\n"),
    ("image-title-in-a-line", "a ![x](photo.png \"EP\")\n"),
    ("alternative-text", "![CP](photo.png)\n"),
    ("title", "---\ntitle: Y\n---\n\nx\n"),
    ("short-title", "---\ntitle: T\nnav_title: Y\n---\n\nx\n"),
    ("description", "---\ndescription: Y\n---\n\nx\n"),
    ("tag", "---\ntags: [Y]\n---\n\nx\n"),
    ("author", "---\nauthors: [Y]\n---\n\nx\n"),
    (
        "question",
        "---\nfaq: [{question: Y, answer: x}]\n---\n\nx\n",
    ),
    ("answer", "---\nfaq: [{question: x, answer: Y}]\n---\n\nx\n"),
    (
        "picture-text",
        "---\nimage: {src: photo.png, alt: Y}\n---\n\nx\n",
    ),
    ("source", "---\nsources: [Y]\n---\n\nx\n"),
    ("extra", "---\nextra: {free: Y}\n---\n\nx\n"),
    ("data", "x\n"),
];

/// Fields of site.yaml, which every page shows.
const CONFIGURED: [&str; 11] = [
    "title",
    "description",
    "author",
    "theme_options.footer_text",
    "theme_options.booking_label",
    "business.name",
    "business.description",
    "business.street",
    "business.city",
    "business.price_range",
    "menus.main.title",
];

/// A site in all of whose fields the payload stands, built with the theme that people get.
fn everywhere(payload: &str) -> Site {
    let yaml = format!("'{}'", payload.replace('\'', "''").replace('\0', ""));
    let config = format!(
        "title: {yaml}\ndescription: {yaml}\nauthor: {yaml}\nbase_url: https://example.org/\n\
         theme_options: {{footer_text: {yaml}, booking_label: {yaml}}}\n\
         business: {{name: {yaml}, description: {yaml}, street: {yaml}, city: {yaml}, price_range: {yaml}, phone: '555 0100'}}\n\
         menus: {{main: [{{title: {yaml}, url: /title/}}]}}\nredirects: {{old: '/title/?a=<b>\"#&c'}}\n"
    );
    let site = Site::new(&[
        ("site.yaml", &config),
        ("content/_index.md", "---\ntitle: Home\n---\n\nx\n"),
        ("content/photo.png", "no picture"),
        ("data/cells.yaml", &format!("cell: {yaml}\n")),
        (
            "components/Term.html",
            "{% component Term(id: string) %}<dfn title=\"{{ id }}\">{{ body | safe }}</dfn>{% endcomponent Term %}",
        ),
        (
            "templates/page.html",
            "{% extends \"stride/page.html\" %}{% block after_content %}{{ super() }}<p title='{{ data.cells.cell }}'>{{ data.cells.cell }}\
             {{ page.tags | join }}{% if page.extra.free is defined %}{{ page.extra.free }}{% endif %}</p>{% endblock %}",
        ),
    ]);
    for (name, field) in PAGES {
        site.write(&format!("content/{name}.md"), &fill(field, payload));
    }
    site
}

#[test]
fn no_field_can_break_a_file_for_machines() {
    for payload in PAYLOADS {
        let build = everywhere(payload).build();
        let yaml_has = payload.replace('\0', "");
        let graph = |page: &str| -> serde_json::Value {
            let html = text(&build, page);
            let (_, rest) = html
                .split_once("<script type=\"application/ld+json\">")
                .expect("a graph");
            let (json, _) = rest.split_once("</script>").expect("its end");
            serde_json::from_str(json).unwrap_or_else(|error| panic!("{payload}: {error}: {json}"))
        };
        for (name, _) in PAGES {
            let graph = graph(&format!("{name}/index.html"));
            assert_eq!(
                graph["@graph"][0]["name"].as_str(),
                Some(yaml_has.as_str()),
                "{name}"
            );
        }
        assert_eq!(
            graph("title/index.html")["@graph"][2]["name"].as_str(),
            Some(yaml_has.as_str()),
            "{payload}"
        );
        let headers = text(&build, "_headers");
        assert_eq!(
            headers,
            text(&everywhere("harmless").build(), "_headers"),
            "no field stands in it"
        );
        assert_eq!(text(&build, "_redirects"), "/old/ /title/?a=<b>\"#&c 301\n");
        let sitemap = text(&build, "sitemap.xml");
        assert_eq!(
            sitemap.matches("<url>").count(),
            PAGES.len() + 1,
            "{sitemap}"
        );
        // The picture of a page is an SVG on its way, in which a text is a text.
        let pictures: Vec<_> = build
            .jobs()
            .keys()
            .filter(|path| path.as_str().starts_with("assets/share/title."))
            .cloned()
            .collect();
        for path in pictures {
            let rendered = build.output(&path).expect("a job");
            assert!(
                rendered.output.is_some(),
                "{payload}: {:?}",
                rendered.diagnostics
            );
        }
    }
}

/// Addresses with line breaks, spaces and wildcards make no rule of their own.
#[test]
fn addresses_cannot_add_lines_for_hosts() {
    let addresses = [
        "a\\n/* /evil 200",
        "a b",
        "*",
        ":splat",
        "a\\r\\nX-Evil: 1",
        "a\\tb",
        "#c",
        "a\\u2028b",
        "a\\u0000b",
        "../x",
        "//evil.org",
        "%0a",
    ];
    for address in addresses {
        let site = Site::new(&[
            (
                "content/a.md",
                &*format!("---\naliases: [\"{address}\"]\n---\n"),
            ),
            (
                "site.yaml",
                &*format!("redirects: {{\"x{address}\": /a/, y: \"/a/{address}\"}}\n"),
            ),
        ]);
        let build = site.build_cold();
        let known = milepost::path::OutputPath::new("_redirects").expect("a path");
        let lines = if build.jobs().contains_key(&known) {
            text(&build, "_redirects")
        } else {
            String::new()
        };
        for line in lines.split_inclusive('\n') {
            let parts: Vec<&str> = line.trim_end_matches('\n').split(' ').collect();
            assert_eq!(parts.len(), 3, "{address}: {line:?}");
            assert!(
                parts[0].starts_with('/')
                    && !parts[0].contains(['*', ':', '#'])
                    && parts[2] == "301",
                "{address}: {line:?}"
            );
            assert!(
                line.trim_end_matches('\n')
                    .chars()
                    .all(|c| c.is_ascii_graphic() || c == ' ' || !c.is_ascii()),
                "{address}: {line:?}"
            );
        }
        assert!(!text(&build, "_headers").contains("Evil"), "{address}");
    }
}

/// The figure: 30 fields and more, 12 payloads and more, in a browser: no new element, no handler,
/// no dialog.
#[test]
fn no_field_does_anything_in_a_browser() {
    let fields = PAGES.len() + CONFIGURED.len();
    assert!(
        fields >= 30 && PAYLOADS.len() >= 12,
        "{fields} fields, {} payloads",
        PAYLOADS.len()
    );
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let sites = std::iter::once(("harmless".to_owned(), "harmless")).chain(
        PAYLOADS
            .iter()
            .enumerate()
            .map(|(number, payload)| (number.to_string(), *payload)),
    );
    for (name, payload) in sites {
        let site = everywhere(payload);
        let build = site.build_cold();
        for (path, job) in build.jobs().iter() {
            // Pictures have their own test; a redirect leads away before it can be read.
            if path.as_str().starts_with("assets/share/") || path.as_str() == "old/index.html" {
                continue;
            }
            let rendered = build
                .output(&job.route.output)
                .and_then(|rendered| rendered.output.as_ref())
                .expect("it can be made");
            let bytes = match build.bytes_of(rendered) {
                milepost::build::Bytes::Here(bytes) => bytes.to_vec(),
                milepost::build::Bytes::File { file, .. } => {
                    std::fs::read(file).expect("a source of the test")
                }
            };
            let file = folder.path().join(&name).join(path.as_str());
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, bytes).expect("a file");
        }
    }
    crate::browser::judge("site/inert.mjs", folder.path());
}
