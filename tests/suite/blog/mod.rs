//! A blog: sixty posts, three taxonomies, series, authors, drafts, posts to come, list pages,
//! feeds, an archive and a tag cloud, with a theme (`theme/`) that was written from `docs/` alone.
//!
//! `MILEPOST_BLOG=FOLDER` writes it into a folder, to be looked at.

mod edits;
mod texts;

use crate::feeds::fault;
use crate::support::{Site, full_report, given, outputs, text};
use milepost::build::Build;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use texts::{Post, SERIES, State, TAGS, posts};

/// The name of the theme in the site.
const THEME: &str = "themes/almanac";

fn site() -> Site {
    let site = Site::new(&texts::FILES);
    for post in posts() {
        site.write(&post.file, &post.text());
    }
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/blog/theme");
    for file in crate::support::files_below(&theme) {
        let text = std::fs::read_to_string(theme.join(&file)).unwrap();
        site.write(&format!("{THEME}/{file}"), &text);
    }
    if let Some(folder) = given::<PathBuf>("MILEPOST_BLOG") {
        for file in crate::support::files_below(&site.root()) {
            let copy = folder.join(&file);
            std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
            std::fs::copy(site.path(&file), copy).unwrap();
        }
    }
    site
}

/// Returns the published posts, the newest first.
fn published() -> Vec<Post> {
    let mut posts = posts();
    posts.retain(|post| post.state == State::Published);
    posts.sort_by(|a, b| b.date.cmp(&a.date));
    posts
}

/// Returns the addresses of posts to which a page links from its list, in their order.
fn listed(html: &str) -> Vec<String> {
    let list = html.split("<main id=\"main\">").nth(1).unwrap();
    let list = list.split("<footer").next().unwrap();
    let links = list.split("<h2><a href=\"/log/posts/").skip(1);
    links
        .map(|link| link.split('/').next().unwrap().to_owned())
        .collect()
}

/// Returns the list pages of a page, the first one first.
fn list_pages(build: &Build, folder: &str) -> Vec<String> {
    let all = outputs(build);
    let path = |number: usize| match number {
        1 => format!("{folder}index.html"),
        _ => format!("{folder}page/{number}/index.html"),
    };
    let pages = (1..).map(path).take_while(|path| all.contains_key(path));
    pages.map(|path| text(build, &path)).collect()
}

#[test]
fn check_has_nothing_to_say() {
    let mut site = site();
    assert_eq!(full_report(&site.build()), "");
}

#[test]
fn lists_have_every_post_once_and_the_newest_first() {
    let mut site = site();
    let build = site.build();
    let newest: Vec<String> = published().into_iter().map(|post| post.slug).collect();
    for (folder, by) in [("", 5), ("posts/", 10)] {
        let pages = list_pages(&build, folder);
        assert_eq!(pages.len(), newest.len().div_ceil(by), "/{folder}");
        let shown: Vec<String> = pages.iter().flat_map(|page| listed(page)).collect();
        assert_eq!(shown, newest, "/{folder}");
        let base = format!("https://ledger.example.org/log/{folder}");
        for (page, number) in pages.iter().zip(1..) {
            let url = |number| match number {
                1 => base.clone(),
                _ => format!("{base}page/{number}/"),
            };
            let canonical = format!("<link rel=\"canonical\" href=\"{}\">", url(number));
            assert!(page.contains(&canonical), "{canonical} is not in {page}");
            for (rel, other) in [("prev", number - 1), ("next", number + 1)] {
                let address = url(other).replace("https://ledger.example.org", "");
                let link = format!("<link rel=\"{rel}\" href=\"{address}\">");
                let exists = other > 0 && other <= pages.len();
                assert_eq!(page.contains(&link), exists, "{link} and {page}");
            }
        }
    }
}

/// Returns the slugs of the posts that have a term, the newest first.
fn with_term(has: impl Fn(&Post) -> bool) -> Vec<String> {
    let posts = published().into_iter();
    posts.filter(has).map(|post| post.slug).collect()
}

#[test]
fn every_term_has_its_posts() {
    let mut site = site();
    let build = site.build();
    let slug = |tag: &str| match tag {
        "C++" => "cpp".to_owned(),
        tag => tag.to_lowercase().replace(' ', "-"),
    };
    let cloud = text(&build, "tags/index.html");
    for tag in TAGS {
        let expected = with_term(|post| post.tags.contains(&tag));
        let pages = list_pages(&build, &format!("tags/{}/", slug(tag)));
        assert_eq!(pages.len(), expected.len().div_ceil(8), "{tag}");
        let shown: Vec<String> = pages.iter().flat_map(|page| listed(page)).collect();
        assert_eq!(shown, expected, "{tag}");
        let counted = format!(">{tag}</a> <span>{}</span>", expected.len());
        assert!(cloud.contains(&counted), "{counted} is not in {cloud}");
    }
    let mut parts = with_term(|post| post.series == Some(SERIES[0]));
    parts.reverse();
    let series = text(&build, "series/night-trains/index.html");
    assert_eq!(listed(&series), parts, "its text says so");
    let bread = with_term(|post| post.series == Some(SERIES[1]));
    assert_eq!(
        listed(&text(&build, "series/a-year-of-bread/index.html")),
        bread
    );
    let ines = text(&build, "authors/ines/index.html");
    assert_eq!(
        listed(&ines),
        with_term(|post| post.authors.contains(&"Ines"))
    );
    assert!(ines.contains("looks after the rain gauges"));
}

#[test]
fn the_archive_has_every_year_and_its_posts() {
    let mut site = site();
    let archive = text(&site.build(), "archive/index.html");
    let mut years: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for post in published() {
        years
            .entry(post.date[..4].to_owned())
            .or_default()
            .push(post.date);
    }
    let expected: Vec<(String, Vec<String>)> = years.into_iter().rev().collect();
    let sections = archive.split("<h2 id=\"year-").skip(1);
    let shown: Vec<(String, Vec<String>)> = sections
        .map(|section| {
            let days = section.split("<time datetime=\"").skip(1);
            (
                section[..4].to_owned(),
                days.map(|day| day[..10].to_owned()).collect(),
            )
        })
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn what_is_not_published_is_nowhere() {
    let mut site = site();
    let all = outputs(&site.build());
    for post in posts().iter().filter(|post| post.state != State::Published) {
        let (title, address) = (format!("{}<", post.title), format!("/{}/", post.slug));
        for (path, bytes) in &all {
            let text = String::from_utf8_lossy(bytes.as_deref().unwrap());
            assert!(!path.contains(&address), "{path}");
            assert!(!text.contains(&address), "{} is in {path}", post.slug);
            // Titles are made of frames, so only that of another post may be the same.
            let is_unique = posts()
                .iter()
                .filter(|other| other.title == post.title)
                .count()
                == 1;
            assert!(!is_unique || !text.contains(&title), "{title} is in {path}");
        }
    }
}

#[test]
fn feeds_are_valid_and_have_the_newest_posts() {
    let mut site = site();
    let build = site.build();
    let all = outputs(&build);
    let feeds: Vec<&String> = all
        .keys()
        .filter(|path| path.ends_with("atom.xml"))
        .collect();
    assert_eq!(feeds.len(), 2 + TAGS.len(), "{feeds:?}");
    for path in feeds {
        let xml = text(&build, path);
        if let Some(fault) = fault(&xml) {
            panic!("{path} is not valid: {fault}\n{xml}");
        }
    }
    let entries = |path: &str| -> Vec<String> {
        let xml = text(&build, path);
        let links = xml
            .split("<link rel=\"alternate\" type=\"text/html\" href=\"")
            .skip(2);
        let urls = links.map(|link| link.split('"').next().unwrap().trim_end_matches('/'));
        urls.map(|url| url.rsplit('/').next().unwrap().to_owned())
            .collect()
    };
    let newest = with_term(|_| true);
    assert_eq!(entries("atom.xml"), newest[..15]);
    assert_eq!(entries("posts/atom.xml"), newest[..15]);
    let mut food = with_term(|post| post.tags.contains(&"Food"));
    food.truncate(15);
    assert_eq!(entries("tags/food/atom.xml"), food);
    // The theme writes no links to feeds into the head; the pages have them all the same.
    let page = text(&build, "tags/food/index.html");
    let head = page.split("</head>").next().unwrap();
    for url in ["/log/atom.xml", "/log/tags/food/atom.xml", "/log/feed.json"] {
        assert!(head.contains(&format!("href=\"{url}\"")), "{url}: {head}");
    }
}

#[test]
fn the_sitemap_has_list_pages_and_terms() {
    let mut site = site();
    let sitemap = text(&site.build(), "sitemap.xml");
    for path in [
        "posts/page/2/",
        "page/2/",
        "tags/cpp/",
        "authors/",
        "series/night-trains/",
    ] {
        let location = format!("<loc>https://ledger.example.org/log/{path}</loc>");
        assert!(sitemap.contains(&location), "{location}");
    }
}
