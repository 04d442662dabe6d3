//! Feeds: Atom by a schema of RFC 4287, JSON Feed by its rules, and the links to both.
//!
//! Atom is judged by `xmllint`. Without it these tests are skipped with a message, or fail if
//! `MILEPOST_REQUIRE_XMLLINT=1`.

use crate::support::{Site, full_report, outputs, report, text};
use milepost::build::{BuildOptions, Work};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

/// A blog with odd titles, drafts, and pages that belong in no feed.
fn site() -> Site {
    Site::new(&[
        (
            "site.yaml",
            "title: \"Tea & <biscuits>\"\ndescription: \"All about “it”\"\nlanguage: de-CH\n\
             timezone: America/New_York\nbase_url: https://example.org/blog\nsearch: false\n\
             taxonomies: [{name: tags, feed: true}, authors]\n",
        ),
        ("content/_index.md", "---\ntitle: Home\n---\nHello.\n"),
        ("content/about.md", "---\ntitle: About\n---\nNo date.\n"),
        (
            "content/posts/_index.md",
            "---\ntitle: Posts\nsort_by: date\nfeed: true\ndescription: The posts.\n---\n",
        ),
        (
            "content/posts/odd.md",
            "---\ntitle: \"A <b>bold</b> & “quoted” ]]> title \\a 🎉\"\ndate: 2026-01-02\n\
             updated: 2026-03-01\ntags: [\"C++ & <C>\", plain]\nauthors: [\"Ada & Bob\", Eve]\n\
             description: \"1 < 2 & 3\"\n---\n\
             Text with [a link](long.md#down), [one here](#h), a note[^1] and \
             ![a picture](p.png).\n\n\
             ## H\n\n<!-- more -->\n\nThe ]]> rest & `<code>`.\n\n[^1]: The note.\n",
        ),
        (
            "content/posts/long.md",
            "---\ntitle: Lang\ndate: 2026-02-01\ntags: [plain]\n---\nÄpfel.\n\n## Down\n",
        ),
        (
            "content/posts/empty.md",
            "---\ntitle: 中文\ndate: 2025-12-01\n---\n",
        ),
        (
            "content/posts/deep/more.md",
            "---\ntitle: Deep\ndate: 2025-11-01\n---\nDeep.\n",
        ),
        (
            "content/posts/draft.md",
            "---\ntitle: Draft\ndate: 2026-05-01\ndraft: true\n---\n",
        ),
        (
            "content/posts/hidden.md",
            "---\ntitle: Hidden\ndate: 2026-05-01\nsearch: false\n---\n",
        ),
    ])
    .with_picture()
}

impl Site {
    fn with_picture(self) -> Self {
        let picture = crate::photos::png(&crate::photos::quarters(6, 4));
        self.write_bytes("content/posts/p.png", &picture);
        self
    }
}

const ATOM: [&str; 4] = [
    "atom.xml",
    "posts/atom.xml",
    "tags/plain/atom.xml",
    "tags/c-c/atom.xml",
];

#[test]
fn atom_is_valid() {
    let mut site = site();
    for content in ["full", "summary"] {
        let config = site.read("site.yaml");
        site.write(
            "site.yaml",
            &format!("{config}feeds: {{content: {content}}}\n"),
        );
        let build = site.build();
        assert_eq!(report(&build), "");
        for feed in ATOM {
            let xml = text(&build, feed);
            if let Some(fault) = fault(&xml) {
                panic!("{feed} is not valid: {fault}\n{xml}");
            }
        }
        site.write("site.yaml", &config);
    }
    // The schema finds what is wrong.
    let xml = text(&site.build(), "atom.xml");
    let (from, to) = ("<updated>", "<updated>on ");
    assert_ne!(fault(&xml.replacen(from, to, 1)), None);
}

/// Returns the fault of an Atom feed, if there is one and this machine can find it.
pub fn fault(xml: &str) -> Option<String> {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/feeds/atom.rng");
    let run = Command::new("xmllint")
        .args(["--nonet", "--noout", "--relaxng", schema, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut run) = run else {
        let is_required = std::env::var_os("MILEPOST_REQUIRE_XMLLINT").is_some_and(|it| it == "1");
        assert!(
            !is_required,
            "there is no xmllint; on Debian: apt-get install libxml2-utils"
        );
        eprintln!("Skipped: there is no xmllint");
        return xml.contains("<updated>on ").then(|| "skipped".to_owned());
    };
    let mut input = run.stdin.take().unwrap();
    input.write_all(xml.as_bytes()).unwrap();
    drop(input);
    let output = run.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (!output.status.success()).then_some(said)
}

#[test]
fn atom_has_everything() {
    let mut site = site();
    let xml = text(&site.build(), "posts/atom.xml");
    for expected in [
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de-CH\">",
        "<title>Posts · Tea &amp; &lt;biscuits&gt;</title>",
        "<subtitle>The posts.</subtitle>",
        "<link rel=\"self\" type=\"application/atom+xml\" \
         href=\"https://example.org/blog/posts/atom.xml\"/>",
        "<link rel=\"alternate\" type=\"text/html\" href=\"https://example.org/blog/posts/\"/>",
        // The feed is as old as its newest change, in the zone of the site.
        "<updated>2026-03-01T00:00:00-05:00</updated>\n<author><name>Tea",
        // A control character is no character of XML.
        "<title>A &lt;b&gt;bold&lt;/b&gt; &amp; “quoted” ]]&gt; title  🎉</title>",
        "<published>2026-01-02T00:00:00-05:00</published>",
        "<author><name>Ada &amp; Bob</name></author>\n<author><name>Eve</name></author>",
        "<category term=\"C++ &amp; &lt;C&gt;\"/>\n<category term=\"plain\"/>",
        "<summary>1 &lt; 2 &amp; 3</summary>",
        "&lt;a href=&quot;https://example.org/blog/posts/long/#down&quot;&gt;a link",
        "&lt;a href=&quot;https://example.org/blog/posts/odd/#h&quot;&gt;one here",
        "href=&quot;https://example.org/blog/posts/odd/#fn-1&quot;",
        "src=&quot;https://example.org/blog/",
        "&lt;code&gt;&amp;lt;code&amp;gt;&lt;/code&gt;",
    ] {
        assert!(xml.contains(expected), "{expected} is not in {xml}");
    }
    let titles: Vec<&str> = xml.split("<entry>\n<title>").skip(1).collect();
    let order = ["Lang<", "A &lt;b", "中文<", "Deep<"];
    assert_eq!(titles.len(), order.len(), "{xml}");
    for (title, start) in titles.iter().zip(order) {
        assert!(
            title.starts_with(start),
            "{start} is not where it belongs in {xml}"
        );
    }
    assert!(!xml.contains(" id=&quot;"), "{xml}");
    let plain = text(&site.build(), "tags/plain/atom.xml");
    assert_eq!(plain.matches("<entry>").count(), 2, "{plain}");
}

#[test]
fn json_feeds_keep_the_rules() {
    let mut site = site();
    let build = site.build();
    for path in ["feed.json", "posts/feed.json", "tags/plain/feed.json"] {
        let feed: Value = serde_json::from_str(&text(&build, path)).unwrap();
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(feed["feed_url"], format!("https://example.org/blog/{path}"));
        assert!(
            feed["title"]
                .as_str()
                .is_some_and(|title| !title.is_empty())
        );
        let home = feed["home_page_url"].as_str().unwrap();
        assert!(home.starts_with("https://example.org/blog/") && home.ends_with('/'));
        let items = feed["items"].as_array().unwrap();
        let ids: BTreeSet<&str> = items
            .iter()
            .map(|item| item["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids.len(), items.len(), "ids are unique");
        for item in items {
            assert_eq!(item["id"], item["url"]);
            let html = item.get("content_html").and_then(Value::as_str);
            let plain = item.get("content_text").and_then(Value::as_str);
            assert!(html.is_some() != plain.is_some(), "one content: {item}");
            for name in ["date_published", "date_modified"] {
                let date = item[name].as_str().unwrap();
                assert!(
                    date.len() == 25 && date[10..].starts_with("T00:00:00-0"),
                    "{date}"
                );
            }
            let authors = item["authors"].as_array().unwrap();
            assert!(!authors.is_empty() && authors.iter().all(|author| author["name"].is_string()));
            let tags = item.get("tags").map(|tags| tags.as_array().unwrap());
            assert!(tags.is_none_or(|tags| tags.iter().all(Value::is_string)));
        }
    }
}

#[test]
fn the_head_of_the_right_pages_has_links_to_feeds() {
    let mut site = site();
    site.write(
        "templates/page.html",
        "<!doctype html><title>x</title>{{ page.content }}",
    );
    site.write(
        "templates/section.html",
        "<!doctype html><html lang=de><head><title>x</title>\
         <link rel=\"alternate\" href=\"{{ feeds[2].url }}\"></head><body></body></html>",
    );
    let build = site.build();
    let links = |path: &str| {
        let html = text(&build, path);
        let links = html.split("rel=\"alternate\"").skip(1);
        let link = |link: &str| {
            let address = link.split("href=\"").nth(1)?.split('"').next()?;
            Some(address.trim_start_matches("/blog/").to_owned())
        };
        links.filter_map(link).collect::<Vec<_>>().join(" ")
    };
    let posts = "atom.xml feed.json posts/atom.xml posts/feed.json";
    assert_eq!(links("posts/odd/index.html"), posts);
    assert_eq!(links("posts/deep/more/index.html"), posts);
    assert_eq!(links("about/index.html"), "atom.xml feed.json");
    assert_eq!(links("index.html"), "atom.xml feed.json");
    assert_eq!(
        links("tags/plain/index.html"),
        "atom.xml feed.json tags/plain/atom.xml tags/plain/feed.json"
    );
    // A link that the theme writes is not written again.
    assert_eq!(
        links("posts/index.html"),
        "posts/atom.xml atom.xml feed.json posts/feed.json"
    );
    assert_eq!(links("404.html"), "");
}

#[test]
fn a_site_says_which_feeds_it_has() {
    let feeds = |site: &mut Site| {
        let outputs = outputs(&site.build()).into_keys();
        let feeds =
            outputs.filter(|path| path.ends_with("atom.xml") || path.ends_with("feed.json"));
        feeds.collect::<Vec<_>>().join(" ")
    };
    let mut site = site();
    let config = site.read("site.yaml");
    site.write("site.yaml", &format!("{config}feeds: [json]\n"));
    site.write(
        "content/posts/_index.md",
        "---\ntitle: Posts\n---\n[Follow us](/feed.json), [a term](/tags/plain/feed.json)\n",
    );
    assert_eq!(
        feeds(&mut site),
        "feed.json tags/c-c/feed.json tags/plain/feed.json"
    );
    assert_eq!(site.report(), "");
    site.write("content/_index.md", "---\ntitle: Home\nfeed: false\n---\n");
    site.write(
        "content/tags/plain.md",
        "---\ntitle: Plain\nfeed: false\n---\n",
    );
    site.write("content/posts/_index.md", "---\ntitle: Posts\n---\n");
    assert_eq!(feeds(&mut site), "tags/c-c/feed.json");
    site.write("site.yaml", &format!("{config}feeds: false\n"));
    assert_eq!(feeds(&mut site), "");
    site.write("site.yaml", "title: No address\ntaxonomies: [tags]\n");
    assert_eq!(feeds(&mut site), "");
    // In a site of files there is nobody to follow it.
    site.write("site.yaml", &config);
    site.options = BuildOptions {
        addresses: milepost::address::Addresses::Relative,
        ..site.options.clone()
    };
    assert_eq!(feeds(&mut site), "");
}

#[test]
fn limits_cascades_and_faults_of_feeds() {
    let mut site = site();
    let config = site.read("site.yaml");
    site.write("site.yaml", &format!("{config}feeds: {{limit: 2}}\n"));
    site.write(
        "content/_index.md",
        "---\ntitle: Home\ncascade: {feed: true}\n---\n",
    );
    site.write("content/other/_index.md", "---\ntitle: Other\n---\n");
    site.write(
        "content/empty/_index.md",
        "---\ntitle: Empty\nfeed: true\ncascade: {feed: true}\n---\n",
    );
    site.write("content/empty/deep/_index.md", "---\ntitle: Deep\n---\n");
    let build = site.build();
    assert_eq!(text(&build, "atom.xml").matches("<entry>").count(), 2);
    assert_eq!(text(&build, "posts/atom.xml").matches("<entry>").count(), 2);
    let report = full_report(&build);
    assert!(
        report.contains("warning[empty-feed]") && report.contains("content/empty/_index.md:3:7"),
        "{report}"
    );
    // A cascade asks for the feeds that there can be.
    assert_eq!(report.matches("[empty-feed]").count(), 1, "{report}");
}

#[test]
fn an_edit_makes_the_feeds_that_show_it() {
    let mut site = site();
    let mut after = |path: &str, from: &str, to: &str| {
        outputs(&site.build());
        site.replace(path, from, to);
        let build = site.build();
        assert_eq!(outputs(&build), outputs(&site.build_cold()));
        let Work {
            documents_parsed,
            outputs_rendered,
        } = build.work();
        (documents_parsed, outputs_rendered)
    };
    // The page, and the feeds of the site, the section and the term in two formats.
    assert_eq!(after("content/posts/long.md", "Äpfel", "Birnen"), (1, 7));
    // A page without a date is in no feed.
    assert_eq!(
        after("content/about.md", "No date", "Still no date"),
        (1, 1)
    );
}
