//! The files for hosts: `_headers`, `_redirects` and `.nojekyll`. Also, no page of the guide needs
//! an exception from the content security policy.

use crate::support::{CLOCK, Site, outputs, text};
use html5gum::{Token, Tokenizer};
use milepost::build::{BuildOptions, Builder};
use milepost::output::CONTENT_SECURITY_POLICY;
use std::path::Path;

#[test]
fn headers_are_strict_and_keep_fingerprinted_files() {
    for (config, base) in [
        ("title: T", ""),
        ("base_url: https://example.org/guide/", "/guide"),
    ] {
        let build = Site::new(&[("content/a.md", "A"), ("site.yaml", config)]).build();
        let headers = text(&build, "_headers");
        let rules: Vec<&str> = headers
            .lines()
            .filter(|line| !line.starts_with(' ') && !line.is_empty())
            .collect();
        assert_eq!(
            rules,
            ["", "assets/", "search/terms/", "search/text/"]
                .map(|folder| format!("{base}/{folder}*"))
        );
        assert!(
            headers.contains(&format!(
                "  Content-Security-Policy: {CONTENT_SECURITY_POLICY}\n"
            )),
            "{headers}"
        );
        assert!(
            headers.contains("  Cache-Control: public, max-age=31536000, immutable\n"),
            "{headers}"
        );
        // A host takes at most 2,000 characters a line.
        assert!(headers.lines().all(|line| line.len() < 2_000));
        assert_eq!(text(&build, ".nojekyll"), "");
        // Every file that browsers may keep for a year has a fingerprint: eight digits before the
        // extension, or at the end.
        for path in outputs(&build)
            .keys()
            .filter(|path| path.starts_with("assets/"))
        {
            let parts: Vec<&str> = path.rsplit('.').take(2).collect();
            let is_fingerprint =
                |part: &&&str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(parts.iter().any(|part| is_fingerprint(&part)), "{path}");
        }
    }
}

#[test]
fn the_policy_allows_nothing_inline_and_no_other_host() {
    let directives: Vec<&str> = CONTENT_SECURITY_POLICY.split("; ").collect();
    assert!(directives.contains(&"default-src 'none'") && directives.contains(&"base-uri 'none'"));
    for directive in directives {
        let (_, sources) = directive.split_once(' ').expect("a name and sources");
        assert!(matches!(sources, "'self'" | "'none'"), "{directive}");
    }
}

#[test]
fn hosts_get_redirects_from_old_addresses() {
    let files = [
        (
            "content/new.md",
            "---\naliases: [/old/place/, 'a b*:c']\n---\n",
        ),
        (
            "site.yaml",
            "base_url: https://example.org/guide\nredirects:\n\
             \x20 gone: https://example.org/x?a=b:c#d\n  moved: new/\n  top: /new/#part\n",
        ),
    ];
    let mut site = Site::new(&files);
    let expected = "/guide/old/place/ /guide/new/ 301\n\
        /guide/a%20b%2A%3Ac/ /guide/new/ 301\n\
        /guide/gone/ https://example.org/x?a=b:c#d 301\n\
        /guide/moved/ /guide/new/ 301\n\
        /guide/top/ /guide/new/#part 301\n";
    assert_eq!(text(&site.build(), "_redirects"), expected);
    site.write("content/new.md", "New.");
    site.write("site.yaml", "title: T");
    assert!(
        !outputs(&site.build()).contains_key("_redirects"),
        "there are no redirects"
    );
}

#[test]
fn the_site_s_own_files_win() {
    let files = [
        ("content/a.md", "---\naliases: [b]\n---\n"),
        ("static/_headers", "mine"),
        ("static/_redirects", "too"),
    ];
    let mut site = Site::new(&files);
    assert_eq!(
        (
            text(&site.build(), "_headers"),
            text(&site.build(), "_redirects")
        ),
        ("mine".to_owned(), "too".to_owned())
    );
    assert_eq!(site.report(), "");
}

/// Scripts and styles are in files. The script that sets the colors comes before the body, so that
/// the browser never paints with the wrong ones.
#[test]
fn the_guide_needs_no_exception() {
    let snapshot = milepost::source::scan(Path::new(env!("CARGO_MANIFEST_DIR")), None);
    let build = Builder::default().build(&snapshot, &BuildOptions::publish(CLOCK));
    let mut pages = 0;
    for (path, bytes) in outputs(&build) {
        let Some(bytes) = bytes.filter(|_| path.ends_with(".html")) else {
            continue;
        };
        pages += 1;
        let html = String::from_utf8(bytes).expect("a page is text");
        for token in Tokenizer::new(&html).flatten() {
            let Token::StartTag(tag) = token else {
                continue;
            };
            let value = |name: &[u8]| {
                tag.attributes
                    .get(name)
                    .map(|value| String::from_utf8_lossy(value).into_owned())
            };
            let name = String::from_utf8_lossy(&tag.name).into_owned();
            let is_data = value(b"type").as_deref() == Some("application/ld+json");
            assert!(
                name != "style" && value(b"style").is_none(),
                "a style in {path}"
            );
            assert!(
                name != "script"
                    || is_data
                    || value(b"src")
                        .is_some_and(|source| source.starts_with("/assets/")
                            || source == "/search/engine.js"),
                "{path}"
            );
            assert!(
                !tag.attributes.keys().any(|name| name.starts_with(b"on")),
                "a handler in {path}"
            );
        }
        let script = html.find("<script src=\"/assets/js/theme.");
        assert!(
            script < html.find("<body") && !html.contains("defer") && !html.contains("async"),
            "{path}"
        );
    }
    assert!(pages >= 15, "{pages}");
}
