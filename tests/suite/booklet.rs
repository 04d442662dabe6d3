//! The root `book`: all pages on one page, with links that stay within it.

use crate::support::{Site, outputs, report, text};
use html5gum::{Token, Tokenizer};
use milepost::build::{Build, BuildOptions, Builder, Work};
use std::collections::BTreeSet;
use std::path::Path;
use tempfile::TempDir;

const BOOKLET: &str = "<!doctype html><title>{{ page.title }}</title>\
    <h1>{{ page.title }}</h1>{{ page.content | safe }}{% for chapter in book %}\
    <h{{ chapter.level }} id=\"{{ chapter.id }}\">{{ chapter.title }}</h{{ chapter.level }}>\
    {{ chapter.content | safe }}\
    {% for item in chapter.faq %}<p>{{ item.question }}</p>{% endfor %}{% endfor %}";

fn site() -> Site {
    Site::new(&[
        (
            "content/_index.md",
            "---\ntitle: Home\n---\n\
             Start with [one](part/one.md#deep-down), or [read it all](booklet.md).",
        ),
        (
            "content/booklet.md",
            "---\ntitle: Booklet\ntemplate: booklet.html\nweight: 9\n---\nPrint me.\n\n## A note",
        ),
        (
            "content/other-booklet.md",
            "---\ntitle: Other\ntemplate: booklet.html\nweight: 8\n---\n",
        ),
        (
            "content/part/_index.md",
            "---\ntitle: Part\nfaq:\n  - question: Why?\n    answer: Therefore.\n---\n## About\n",
        ),
        (
            "content/part/one.md",
            "---\ntitle: One\nweight: 1\n---\nA note.[^n] [Up](_index.md), [file](list.pdf).\n\n\
             ## About\n\n### Deep down\n\n<Mark />\n\n[here](#about)\n\n[^n]: Yes.",
        ),
        (
            "content/part/two.md",
            "---\ntitle: Two\nweight: 2\n---\n\
             A note.[^n] [back](one.md) [out](https://example.org/#about)\n\n\
             ## About\n\n<Mark />\n\n[^n]: No.",
        ),
        ("content/part/list.pdf", "x"),
        (
            "content/draft.md",
            "---\ntitle: Draft\ndraft: true\n---\nNot yet.",
        ),
        (
            "components/Mark.html",
            "{% component Mark(@page) %}<svg aria-labelledby=\"mark\">\
             <title id=\"mark\">{{ page.title }}</title><use href=\"#mark\"/></svg>\
             {% endcomponent Mark %}",
        ),
        ("templates/booklet.html", BOOKLET),
        (
            "templates/page.html",
            "<!doctype html><title>{{ page.title }}</title>\
             <h1>{{ page.title }}</h1>{{ page.content | safe }}",
        ),
    ])
}

const OUTPUT: &str = "booklet/index.html";

/// Returns the values of an attribute, in order.
fn values(html: &str, attribute: &str) -> Vec<String> {
    let tags = Tokenizer::new(html)
        .flatten()
        .filter_map(|token| match token {
            Token::StartTag(tag) => Some(tag),
            _ => None,
        });
    tags.filter_map(|tag| {
        tag.attributes
            .get(attribute.as_bytes())
            .map(|value| String::from_utf8_lossy(value).into_owned())
    })
    .collect()
}

/// Returns the levels of all headings, in order.
fn headings(html: &str) -> Vec<u8> {
    let tags = Tokenizer::new(html)
        .flatten()
        .filter_map(|token| match token {
            Token::StartTag(tag) => Some(tag.name.to_vec()),
            _ => None,
        });
    tags.filter(|name| name.len() == 2 && name[0] == b'h' && name[1].is_ascii_digit())
        .map(|name| name[1] - b'0')
        .collect()
}

/// Asserts that each id is unique, that each link within the page has a target, and that there is
/// one heading of level 1 and no level is left out.
fn assert_sound(html: &str) {
    let ids = values(html, "id");
    let set: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), set.len(), "{ids:?}");
    for link in values(html, "href")
        .iter()
        .filter_map(|link| link.strip_prefix('#'))
    {
        assert!(set.contains(&link.to_owned()), "#{link} leads to nothing");
    }
    for name in values(html, "aria-labelledby")
        .iter()
        .flat_map(|names| names.split(' '))
    {
        assert!(set.contains(&name.to_owned()), "{name} is nothing's id");
    }
    let levels = headings(html);
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(
        levels.windows(2).all(|two| two[1] <= two[0] + 1),
        "{levels:?}"
    );
}

#[test]
fn the_booklet_has_all_pages_with_links_between_them() {
    let mut site = site();
    let build = site.build();
    assert_eq!(report(&build), "");
    let html = text(&build, OUTPUT);
    assert_sound(&html);
    assert_eq!(
        headings(&html),
        [1, 2, 2, 2, 3, 3, 4, 5, 3, 4]
            .map(|level: u8| level)
            .to_vec(),
        "{html}"
    );
    for expected in [
        "<h2 id=\"start\">Home</h2>",
        "<a href=\"#part-one--deep-down\">one</a>",
        "<h3 id=\"part-one\">One</h3>",
        "<h4 id=\"part-one--about\">",
        "<h4 id=\"part-two--about\">",
        "<a href=\"#part\">Up</a>",
        "<a href=\"/part/list.pdf\">file</a>",
        "<a href=\"#part-one--about\">here</a>",
        "<a href=\"#part-one\">back</a>",
        "<a href=\"https://example.org/#about\">out</a>",
        "href=\"#part-two--fn-1\"",
        "<svg aria-labelledby=\"part-two--mark\"><title id=\"part-two--mark\">Two</title>\
         <use href=\"#part-two--mark\"/></svg>",
        "<p>Why?</p>",
        "<a href=\"/booklet/\">read it all</a>",
    ] {
        assert!(html.contains(expected), "{expected} is not in {html}");
    }
    assert!(
        !html.contains("Not yet") && !html.contains("Other"),
        "{html}"
    );
    assert_eq!(html.matches("Print me").count(), 1);
}

#[test]
fn the_preview_s_book_has_drafts_and_no_block_numbers() {
    let mut site = site();
    site.options = BuildOptions::preview(crate::support::CLOCK);
    let html = text(&site.build(), OUTPUT);
    assert!(html.contains("Not yet"));
    // The blocks of the page itself keep their numbers, which lead to its own file.
    assert_eq!(html.matches("data-milepost-block").count(), 2, "{html}");
}

/// Edits a built site, and returns the work of the next build. It must equal a cold build.
fn after(site: &mut Site, edit: impl FnOnce(&Site)) -> (Work, Build) {
    outputs(&site.build());
    edit(site);
    let build = site.build();
    outputs(&build);
    assert_eq!(
        outputs(&build),
        outputs(&site.build_cold()),
        "the warm build is the cold one"
    );
    (build.work(), build)
}

#[test]
fn only_pages_that_show_the_book_depend_on_all_bodies() {
    let mut site = site();
    site.write("site.yaml", "search: false");
    // The page itself and both booklets.
    let (work, build) = after(&mut site, |site| {
        site.replace("content/part/two.md", "A note.", "A longer note.")
    });
    assert_eq!(
        work,
        Work {
            documents_parsed: 1,
            outputs_rendered: 3
        }
    );
    assert!(text(&build, OUTPUT).contains("A longer note."));
    // A page that shows the book is not part of it.
    let (work, _) = after(&mut site, |site| {
        site.replace("content/booklet.md", "Print me.", "Please print me.")
    });
    assert_eq!(
        work,
        Work {
            documents_parsed: 1,
            outputs_rendered: 1
        }
    );
    // An edit that does not change the HTML of a page renders nothing.
    let (work, _) = after(&mut site, |site| {
        site.replace("content/part/two.md", "A longer", "\n\nA longer")
    });
    assert_eq!(
        work,
        Work {
            documents_parsed: 1,
            outputs_rendered: 0
        }
    );
    // Two at once, one of them a booklet.
    let (work, build) = after(&mut site, |site| {
        site.replace("content/part/one.md", "A note.", "One more note.");
        site.replace("content/booklet.md", "Please print me.", "Print me now.");
    });
    assert_eq!(
        work,
        Work {
            documents_parsed: 2,
            outputs_rendered: 3
        }
    );
    let html = text(&build, OUTPUT);
    assert!(html.contains("One more note.") && html.contains("Print me now."));
    // If no template shows the book, no other page depends on the edit.
    site.write(
        "templates/booklet.html",
        "{{ page.title }}{{ page.content | safe }}",
    );
    let (work, _) = after(&mut site, |site| {
        site.replace("content/part/two.md", "A longer", "A short")
    });
    assert_eq!(
        work,
        Work {
            documents_parsed: 1,
            outputs_rendered: 1
        }
    );
}

#[test]
fn an_error_in_a_page_is_reported_once() {
    let mut site = site();
    site.replace(
        "content/part/one.md",
        "[here](#about)",
        "[here](#nowhere) [gone](gone.md)\n\n<Marc />",
    );
    let report = site.report();
    assert_eq!(report.matches("error[").count(), 3, "{report}");
    let html = text(&site.build(), OUTPUT);
    assert_sound(&html);
    assert!(html.contains("<a href=\"#part-one\">here</a>"), "{html}");
}

#[test]
fn chapters_have_unique_ids_whatever_their_urls() {
    let mut site = site();
    site.write(
        "content/part-one.md",
        "---\ntitle: Another\n---\n## About\n",
    );
    site.write(
        "content/日本.md",
        "---\ntitle: 日本\nslug: 日本\n---\n## 走る\n\n[link](#走る)\n",
    );
    site.write(
        "content/page.md",
        "---\npath: part/one.html\ntitle: File\n---\n[to](<日本.md#走る>)\n",
    );
    let html = text(&site.build(), OUTPUT);
    assert_sound(&html.replace("%E8%B5%B0%E3%82%8B", "走る"));
    assert!(
        html.contains("id=\"日本--走る\"") && html.contains("id=\"part-one-1\""),
        "{html}"
    );
}

#[test]
fn a_browser_prints_the_booklet_of_the_guide() {
    let snapshot = milepost::source::scan(Path::new(env!("CARGO_MANIFEST_DIR")), None);
    let build = Builder::default().build(&snapshot, &BuildOptions::publish(crate::support::CLOCK));
    let html = text(&build, OUTPUT);
    assert_sound(&html);
    let pages = build.site().pages.len() - 1;
    assert_eq!(html.matches("<section class=\"chapter ").count(), pages);
    let folder = TempDir::new().expect("a temporary folder");
    for (path, bytes) in outputs(&build) {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().expect("a path below the folder")).expect("a folder");
        std::fs::write(file, bytes.expect("it can be made")).expect("a file");
    }
    crate::browser::judge("site/booklet.mjs", folder.path());
}
