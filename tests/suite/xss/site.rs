//! A whole site with a payload in every field.

use super::{PAYLOADS, fill};
use crate::support::{Site, text};

/// Pages, each with one field that templates show as text.
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

/// Fields of site.yaml that every page shows.
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

/// Returns a site with the built-in theme and the payload in all fields.
fn everywhere(payload: &str) -> Site {
    let yaml = format!("'{}'", payload.replace('\'', "''").replace('\0', ""));
    let config = format!(
        "title: {yaml}\ndescription: {yaml}\nauthor: {yaml}\nbase_url: https://example.org/\n\
         theme_options: {{footer_text: {yaml}, booking_label: {yaml}}}\n\
         business: {{name: {yaml}, description: {yaml}, street: {yaml}, city: {yaml}, \
         price_range: {yaml}, phone: '555 0100'}}\n\
         menus: {{main: [{{title: {yaml}, url: /title/}}]}}\n\
         redirects: {{old: '/title/?a=<b>\"#&c'}}\n"
    );
    let site = Site::new(&[
        ("site.yaml", &config),
        ("content/_index.md", "---\ntitle: Home\n---\n\nx\n"),
        ("content/photo.png", "no picture"),
        ("data/cells.yaml", &format!("cell: {yaml}\n")),
        (
            "components/Term.html",
            "{% component Term(id: string) %}<dfn title=\"{{ id }}\">{{ body | safe }}</dfn>\
             {% endcomponent Term %}",
        ),
        (
            "templates/page.html",
            "{% extends \"stride/page.html\" %}{% block after_content %}{{ super() }}\
             <p title='{{ data.cells.cell }}'>{{ data.cells.cell }}\
             {{ page.tags | join }}{% if page.extra.free is defined %}{{ page.extra.free }}\
             {% endif %}</p>{% endblock %}",
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
            "it holds no field"
        );
        assert_eq!(text(&build, "_redirects"), "/old/ /title/?a=<b>\"#&c 301\n");
        let sitemap = text(&build, "sitemap.xml");
        assert_eq!(
            sitemap.matches("<url>").count(),
            PAGES.len() + 1,
            "{sitemap}"
        );
        // A social card is drawn from an SVG, which must be well-formed with any text.
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

/// Line breaks, spaces and wildcards in an address must not start another rule.
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

/// At least 30 fields with at least 12 payloads give no new element, no handler and no dialog.
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
            // Social cards have another test. A browser leaves a redirect before the script can
            // read it.
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
                    std::fs::read(file.path()).expect("a source of the test")
                }
            };
            let file = folder.path().join(&name).join(path.as_str());
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, bytes).expect("a file");
        }
    }
    crate::browser::judge("site/xss.mjs", folder.path());
}
