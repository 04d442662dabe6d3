//! The content of a page as a chapter of the book. Its ids differ from those of other chapters, its
//! links lead to chapters instead of pages, and its headings are below the chapter's own.

use crate::address::is_rooted;
use crate::document::BLOCK;
use crate::html::{escape, read_tags};
use html5gum::emitters::callback::CallbackEvent;
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A chapter as the target of links to its page.
pub(super) struct ChapterTarget<'a> {
    /// The id of the chapter.
    pub chapter: &'a str,
    /// The title of the page.
    pub title: &'a str,
    /// All ids that a link can lead to.
    pub ids: BTreeSet<&'a str>,
}

impl ChapterTarget<'_> {
    /// Returns a fragment of the page, without `#`, as a fragment of the book.
    fn fragment(&self, fragment: &str) -> String {
        match self.has(fragment) {
            true => format!("#{}--{fragment}", self.chapter),
            false => format!("#{}", self.chapter),
        }
    }

    fn has(&self, fragment: &str) -> bool {
        self.ids
            .contains(&*percent_decode_str(fragment).decode_utf8_lossy())
    }
}

/// Attributes that hold ids of other elements, separated by spaces.
///
/// Source: HTML Living Standard, index of attributes; WAI-ARIA 1.2, values of the types ID
/// reference and ID reference list.
const REFERENCES: [&str; 18] = [
    "for",
    "form",
    "list",
    "headers",
    "itemref",
    "popovertarget",
    "commandfor",
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-errormessage",
    "aria-flowto",
    "aria-labelledby",
    "aria-owns",
    "interestfor",
    "anchor",
    "contextmenu",
];

/// The ways in which `url(#…)` begins in an attribute, mostly of SVG.
const URLS: [&str; 5] = ["url(#", "url('#", "url(\"#", "url(&quot;#", "url(&#39;#"];

/// Writes the content of the page at `url` as a chapter whose own heading has this level. `targets`
/// are all chapters by the URLs of their pages.
pub(super) fn html(
    html: &str,
    url: &str,
    level: u8,
    targets: &BTreeMap<&str, ChapterTarget<'_>>,
) -> String {
    let own = &targets[url];
    let prefix = format!("{}--", own.chapter);
    let mut pass = Pass {
        html,
        own,
        prefix,
        targets,
        level,
        headings: Vec::new(),
        edits: Vec::new(),
    };
    let mut element = String::new();
    let mut attribute = String::new();
    read_tags(html, |event, span| match event {
        CallbackEvent::OpenStartTag { name } => {
            element = String::from_utf8_lossy(name).into_owned();
            pass.open_heading(&element, span.start + 1);
        }
        CallbackEvent::EndTag { name } => pass.close_heading(name, span.start + 2),
        CallbackEvent::AttributeName { name } => {
            attribute = String::from_utf8_lossy(name).into_owned()
        }
        CallbackEvent::AttributeValue { value } => {
            pass.value(&element, &attribute, &String::from_utf8_lossy(value), span)
        }
        _ => {}
    });
    pass.written()
}

struct Pass<'a> {
    html: &'a str,
    own: &'a ChapterTarget<'a>,
    /// The prefix of each id of the chapter.
    prefix: String,
    targets: &'a BTreeMap<&'a str, ChapterTarget<'a>>,
    level: u8,
    /// The levels, as they are written, of the headings above the current place.
    headings: Vec<u8>,
    edits: Vec<(Range<usize>, String)>,
}

impl Pass<'_> {
    fn open_heading(&mut self, element: &str, at: usize) {
        let Some(level) = heading(element.as_bytes()) else {
            return;
        };
        while self.headings.last().is_some_and(|above| *above >= level) {
            self.headings.pop();
        }
        self.headings.push(level);
        self.edits.push((at..at + 2, self.heading()));
    }

    fn close_heading(&mut self, element: &[u8], at: usize) {
        if heading(element).is_some() && !self.headings.is_empty() {
            self.edits.push((at..at + 2, self.heading()));
        }
    }

    /// Returns the element for the heading that was read last. Each heading is one level below the
    /// heading above it, so that no level is left out.
    fn heading(&self) -> String {
        format!(
            "h{}",
            (usize::from(self.level) + self.headings.len()).min(6)
        )
    }

    fn value(&mut self, element: &str, attribute: &str, value: &str, span: Range<usize>) {
        let raw = &self.html[span.clone()];
        let prefix = &self.prefix;
        let names = attribute == "name" && matches!(element, "a" | "map");
        let is_landmark = matches!(element, "section" | "nav" | "aside" | "form");
        let new = match attribute {
            BLOCK => return self.remove_attribute(attribute, &span),
            "id" => format!("{prefix}{raw}"),
            "name" if names => format!("{prefix}{raw}"),
            "href" | "xlink:href" | "usemap" => match self.target(element, value) {
                Some(target) => escape(&target),
                None => return,
            },
            name if REFERENCES.contains(&name) => raw
                .split_ascii_whitespace()
                .map(|id| format!("{prefix}{id}"))
                .collect::<Vec<_>>()
                .join(" "),
            // On paper nothing is scrolled to, and no image is the first.
            "loading" if element == "img" => "eager".to_owned(),
            "fetchpriority" if element == "img" => "auto".to_owned(),
            // Landmarks are distinguished by their names, and each chapter may have its
            // "Footnotes".
            "aria-label" if is_landmark => escape(&format!("{value}: {}", self.own.title)),
            _ if raw.contains("url(") => URLS.iter().fold(raw.to_owned(), |raw, url| {
                raw.replace(url, &format!("{url}{prefix}"))
            }),
            _ => return,
        };
        self.edits.push((span, new));
    }

    /// Returns the target of a URL in the book; none if it leads elsewhere.
    fn target(&self, element: &str, url: &str) -> Option<String> {
        if let Some(fragment) = url.strip_prefix('#') {
            // A drawing may refer to an element of the page that is not part of the content.
            let is_link = matches!(element, "a" | "area");
            return (is_link || self.own.has(fragment)).then(|| self.own.fragment(fragment));
        }
        is_rooted(url).then_some(())?;
        let (page, fragment) = url.split_once('#').unwrap_or((url, ""));
        let target = self.targets.get(page.split('?').next().unwrap_or(page))?;
        Some(target.fragment(fragment))
    }

    /// Removes the number of a block: it counts for the block's own page.
    fn remove_attribute(&mut self, name: &str, value: &Range<usize>) {
        let before = format!(" {name}=\"");
        if self.html[..value.start].ends_with(&before) && self.html[value.end..].starts_with('"') {
            self.edits
                .push((value.start - before.len()..value.end + 1, String::new()));
        }
    }

    fn written(self) -> String {
        let mut out = String::with_capacity(self.html.len() + self.html.len() / 8);
        let mut from = 0;
        for (at, new) in &self.edits {
            out.push_str(&self.html[from..at.start]);
            out.push_str(new);
            from = at.end;
        }
        out.push_str(&self.html[from..]);
        out
    }
}

/// Returns the level of a heading, by the name of its element in lower case.
fn heading(element: &[u8]) -> Option<u8> {
    match element {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_meets_and_nothing_leads_to_a_page_of_the_book() {
        let targets = BTreeMap::from([
            (
                "/a/",
                ChapterTarget {
                    chapter: "a",
                    title: "A & B",
                    ids: BTreeSet::from(["x", "größe", "t"]),
                },
            ),
            (
                "/b/",
                ChapterTarget {
                    chapter: "b",
                    title: "B",
                    ids: BTreeSet::from(["y"]),
                },
            ),
        ]);
        for (before, after) in [
            ("<p id=x data-milepost-block=\"3\">", "<p id=a--x>"),
            ("<p data-milepost-block=\"3\" id=\"x\">", "<p id=\"a--x\">"),
            ("<a href=\"#x\" name=x>", "<a href=\"#a--x\" name=a--x>"),
            (
                "<a href=\"#gr%C3%B6%C3%9Fe\">",
                "<a href=\"#a--gr%C3%B6%C3%9Fe\">",
            ),
            ("<a href='#'>", "<a href='#a'>"),
            ("<a href=\"#gone\">", "<a href=\"#a\">"),
            (
                "<a href=\"/b/#y\"></a><a href=\"/b/?q#n\"></a><a href=/b/>",
                "<a href=\"#b--y\"></a><a href=\"#b\"></a><a href=#b>",
            ),
            (
                "<a href=\"/a/\"></a><a href=\"/c/#x\"></a><a href=\"https://x.org/#x\">",
                "<a href=\"#a\"></a><a href=\"/c/#x\"></a><a href=\"https://x.org/#x\">",
            ),
            (
                "<svg aria-labelledby=\"t  x\"><use xlink:href=\"#t\" fill=\"url(#t)\"/>",
                "<svg aria-labelledby=\"a--t a--x\">\
                 <use xlink:href=\"#a--t\" fill=\"url(#a--t)\"/>",
            ),
            ("<svg><use href=\"#mark\"/>", "<svg><use href=\"#mark\"/>"),
            (
                "<td headers=t><label for=x><input name=x>",
                "<td headers=a--t><label for=a--x><input name=x>",
            ),
            (
                "<section aria-label=\"Notes\"><b aria-label=\"x\">",
                "<section aria-label=\"Notes: A &amp; B\"><b aria-label=\"x\">",
            ),
            (
                "<img src=/a/p.jpg loading=\"lazy\">",
                "<img src=/a/p.jpg loading=\"eager\">",
            ),
            ("<script>'<p id=x>'</script>", "<script>'<p id=x>'</script>"),
        ] {
            assert_eq!(html(before, "/a/", 2, &targets), after);
        }
    }

    #[test]
    fn headings_go_on_from_the_chapters_own_and_leave_none_out() {
        let targets = BTreeMap::from([(
            "/a/",
            ChapterTarget {
                chapter: "a",
                title: "A & B",
                ids: BTreeSet::new(),
            },
        )]);
        for (level, before, after) in [
            (
                2,
                "<h2>a</h2><h3>b</h3><h2>c</h2>",
                "<h3>a</h3><h4>b</h4><h3>c</h3>",
            ),
            (
                3,
                "<h2>a</h2><H4 class=x>b</H4><h3>c</h3>",
                "<h4>a</h4><h5 class=x>b</h5><h5>c</h5>",
            ),
            (5, "<h1>a</h1><h2>b</h2>", "<h6>a</h6><h6>b</h6>"),
            (2, "<h3>a</h3><h2>b</h2>", "<h3>a</h3><h3>b</h3>"),
        ] {
            assert_eq!(html(before, "/a/", level, &targets), after);
        }
    }
}
