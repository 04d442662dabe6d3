//! `build --relative`: a site that opens from its folder, without a host.

use crate::program::milepost;
use crate::support::{Site, outputs, report, text};
use html5gum::{Token, Tokenizer};
use milepost::address::{Addresses, is_rooted};
use milepost::build::BuildOptions;
use milepost::config::BaseUrl;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const FILES: [(&str, &str); 12] = [
    (
        "content/_index.md",
        "---\ntitle: Home\naliases: [/old/home/]\n---\n\
         [odd](größe%20%26%20co/it's.md#hör-zu) ![p](p.jpg)",
    ),
    (
        "content/größe & co/_index.md",
        "---\ntitle: Odd\n---\n[up](../_index.md), [file](100%25%20%23.pdf)",
    ),
    (
        "content/größe & co/it's.md",
        "---\ntitle: It's\npath: \"größe & co/it's: so=1+1\"\n---\n## Hör zu\n\n\
         [back](_index.md) [far](../a/b/c.md)",
    ),
    ("content/größe & co/100% #.pdf", "x"),
    (
        "content/a/b/c.md",
        "---\ntitle: C\ntags: [x]\n---\n<a href='/'>raw</a> \
         <a href=\"https://example.org/\">away</a> <use xlink:href=\"/mark.svg#m\">",
    ),
    ("content/p.jpg", "x"),
    (
        "static/mark.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><g id=\"m\"/></svg>",
    ),
    (
        "assets/css/_in.css",
        ".b { background: url(../img/dot.svg) }",
    ),
    (
        "assets/css/site.css",
        "@import \"_in.css\"; .a { background: url(/mark.svg) }",
    ),
    (
        "assets/img/dot.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    ),
    (
        "templates/stamp.html",
        "<p><img srcset=\"/p.jpg 1x, /p.jpg 2x\" src=\"/p.jpg\" alt=\"\">\
         <a href=\"/a/b/c/?q=1&amp;r=/#x\">c</a> <svg><use href=\"/mark.svg#m\"/></svg></p>",
    ),
    (
        "templates/page.html",
        "<!doctype html><meta charset=utf-8><title>{{ page.title }}</title>\
         <link rel=\"stylesheet\" href=\"{{ asset(path='css/site.css') }}\">\
         {% if page.permalink %}<link rel=\"canonical\" href=\"{{ page.permalink }}\">{% endif %}\
         {{ page.content | safe }}{% include \"stamp.html\" %}<p id=x><a href=\"./\">up</a>",
    ),
];

fn site(addresses: Addresses, base_url: Option<&str>) -> Site {
    let mut site = Site::new(&FILES);
    let base_url = base_url.map(|url| BaseUrl::parse(url).expect("a URL"));
    site.options = BuildOptions {
        addresses,
        base_url,
        ..site.options
    };
    site
}

/// Returns the URLs in all attributes of a page, those of `srcset` one by one.
fn urls(html: &str) -> Vec<String> {
    let mut urls = Vec::new();
    for token in Tokenizer::new(html).flatten() {
        let Token::StartTag(tag) = token else {
            continue;
        };
        for (name, value) in &tag.attributes {
            let value = String::from_utf8_lossy(value);
            match name.as_slice() {
                b"href" | b"xlink:href" | b"src" => urls.push(value.into_owned()),
                b"srcset" => urls.extend(
                    value
                        .split(',')
                        .map(|part| part.trim().split(' ').next().expect("a URL").to_owned()),
                ),
                b"content" => urls.extend(value.split_once("url=").map(|(_, url)| url.to_owned())),
                _ => {}
            }
        }
    }
    urls
}

/// Resolves a URL against the file that holds it. Source: RFC 3986, section 5.2.
fn resolved(file: &str, url: &str) -> String {
    if url.starts_with('/') || url.starts_with('#') || url.contains("://") {
        return url.to_owned();
    }
    let (path, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop().expect("it stays within the site")),
            "." => {}
            part => parts.push(part),
        }
    }
    format!("/{}{rest}", parts.join("/"))
}

/// Returns the file that a host sends for a URL from the root of the site.
fn completed(url: &str) -> String {
    let (path, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let index = if is_rooted(url) && path.ends_with('/') {
        "index.html"
    } else {
        ""
    };
    format!("{path}{index}{rest}")
}

/// Compares all pages of two builds of one site, link by link. Returns the number of links.
fn compare(rooted: &milepost::build::Build, relative: &milepost::build::Build) -> usize {
    let mut links = 0;
    for path in outputs(relative)
        .keys()
        .filter(|path| path.ends_with(".html"))
    {
        let file = milepost::path::encode_url(path);
        let (before, after) = (urls(&text(rooted, path)), urls(&text(relative, path)));
        assert_eq!(before.len(), after.len(), "{path}");
        for (before, after) in before
            .iter()
            .zip(&after)
            .filter(|(before, _)| is_rooted(before))
        {
            assert!(!after.starts_with('/'), "{path}: {after}");
            assert_eq!(
                resolved(&file, after),
                completed(before),
                "{path}: {before} became {after}"
            );
            links += 1;
        }
    }
    links
}

#[test]
fn relative_links_lead_to_the_same_pages() {
    let (mut rooted, mut relative) = (
        site(Addresses::Rooted, None),
        site(Addresses::Relative, None),
    );
    let (rooted, relative) = (rooted.build(), relative.build());
    assert_eq!(report(&relative), "");
    assert!(compare(&rooted, &relative) > 30);
    let page = text(&relative, "a/b/c/index.html");
    for expected in [
        "<a href=\"../../../index.html\">raw</a>",
        "href=\"https://example.org/\"",
        "xlink:href=\"../../../mark.svg#m\"",
        "srcset=\"../../../p.jpg 1x, ../../../p.jpg 2x\"",
        "href=\"index.html?q=1&amp;r=/#x\"",
        "<a href=\"./index.html\">up</a>",
    ] {
        assert!(page.contains(expected), "{expected} is not in {page}");
    }
    assert!(text(&relative, "old/home/index.html").contains("content=\"0; url=../../index.html\""));
}

#[test]
fn relative_links_of_the_guide_lead_to_the_same_pages() {
    let build = |addresses| {
        let snapshot = milepost::source::scan(Path::new(env!("CARGO_MANIFEST_DIR")), None);
        let options = BuildOptions {
            addresses,
            ..BuildOptions::publish(crate::support::CLOCK)
        };
        milepost::build::Builder::default().build(&snapshot, &options)
    };
    let links = compare(&build(Addresses::Rooted), &build(Addresses::Relative));
    assert!(links > 200, "{links}");
}

#[test]
fn files_for_hosts_are_left_out_and_absolute_urls_stay() {
    let base = "https://example.org/guide/";
    let (mut relative, mut rooted) = (
        site(Addresses::Relative, Some(base)),
        site(Addresses::Rooted, Some(base)),
    );
    let (relative, rooted) = (relative.build(), rooted.build());
    for path in [
        "_headers",
        "_redirects",
        ".nojekyll",
        "robots.txt",
        "sitemap.xml",
        "404.html",
    ] {
        assert!(
            outputs(&rooted).contains_key(path) && !outputs(&relative).contains_key(path),
            "{path}"
        );
    }
    let page = text(&relative, "a/b/c/index.html");
    assert!(
        page.contains("<link rel=\"canonical\" href=\"https://example.org/guide/a/b/c/\">"),
        "{page}"
    );
    assert!(!page.contains("=\"/"), "{page}");
}

#[test]
fn urls_in_style_sheets_are_relative_at_every_base_url() {
    for (addresses, base) in [
        (Addresses::Rooted, None),
        (Addresses::Rooted, Some("https://example.org/guide")),
        (Addresses::Relative, None),
    ] {
        let mut site = site(addresses, base);
        let build = site.build();
        let sheet = outputs(&build)
            .into_keys()
            .find(|path| path.starts_with("assets/css/site."))
            .expect("a sheet");
        let css = text(&build, &sheet);
        assert!(
            css.contains("url(\"../../mark.svg\")") && css.contains("url(\"../img/dot."),
            "{css}"
        );
    }
}

#[test]
fn pages_are_rendered_again_when_their_addresses_change() {
    let mut site = site(Addresses::Rooted, None);
    let rooted = outputs(&site.build());
    site.options.addresses = Addresses::Relative;
    let relative = site.build();
    assert_eq!(outputs(&relative), outputs(&site.build_cold()));
    site.options.addresses = Addresses::Rooted;
    assert_eq!(outputs(&site.build()), rooted);
}

#[test]
fn a_browser_reads_the_guide_from_a_folder() {
    let folder = TempDir::new().expect("a temporary folder");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let odd = site(Addresses::Relative, None);
    // Browsers do not load parts of another SVG file by `file://`.
    odd.replace("content/a/b/c.md", "<use xlink:href=\"/mark.svg#m\">", "");
    odd.replace(
        "templates/stamp.html",
        "<svg><use href=\"/mark.svg#m\"/></svg>",
        "",
    );
    for (root, name) in [
        (repository, "the guide"),
        (&*odd.root(), "stick #1 50%41 größe?"),
    ] {
        let output = folder.path().join(name);
        let run = milepost(
            root,
            &[
                "build",
                "--relative",
                "-o",
                output.to_str().expect("a path of this test"),
            ],
        );
        let report = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(
            run.status.success() && report.contains("It needs no host"),
            "{report}"
        );
        assert!(fs::metadata(output.join("index.html")).is_ok());
    }
    crate::browser::judge("site/offline.mjs", folder.path());
}
