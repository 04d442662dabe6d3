//! A feed in Atom. Source of the format: RFC 4287.

use super::value::{Entry, Feed, Text};
use crate::html::escape;

/// Writes a feed.
pub(super) fn written(feed: &Feed, texts: &[Text]) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        text(&feed.language)
    );
    element(&mut xml, "title", &feed.title);
    if let Some(description) = &feed.description {
        element(&mut xml, "subtitle", description);
    }
    element(&mut xml, "id", &feed.url);
    link(&mut xml, "self", "application/atom+xml", &feed.url);
    link(&mut xml, "alternate", "text/html", &feed.home);
    if let Some(updated) = feed.updated() {
        element(&mut xml, "updated", &feed.moment(updated));
    }
    author(&mut xml, &feed.author);
    element(&mut xml, "generator", "Milepost");
    for (entry, content) in feed.entries.iter().zip(texts) {
        write_entry(&mut xml, feed, entry, content.as_deref());
    }
    xml.push_str("</feed>\n");
    xml
}

fn write_entry(xml: &mut String, feed: &Feed, entry: &Entry, content: Option<&str>) {
    let card = &entry.page.data.card;
    let url = feed.url_of(entry);
    xml.push_str("<entry>\n");
    element(xml, "title", &card.title);
    element(xml, "id", &url);
    link(xml, "alternate", "text/html", &url);
    element(xml, "published", &feed.moment(entry.date));
    element(xml, "updated", &feed.moment(entry.updated));
    for name in feed.authors(entry) {
        author(xml, name);
    }
    for term in &entry.terms {
        xml.push_str(&format!("<category term=\"{}\"/>\n", text(term)));
    }
    if let Some(description) = &card.description {
        element(xml, "summary", description);
    }
    if let Some(content) = content {
        xml.push_str(&format!(
            "<content type=\"html\">{}</content>\n",
            text(content)
        ));
    }
    xml.push_str("</entry>\n");
}

fn element(xml: &mut String, name: &str, value: &str) {
    xml.push_str(&format!("<{name}>{}</{name}>\n", text(value)));
}

fn link(xml: &mut String, relation: &str, media_type: &str, url: &str) {
    let url = text(url);
    xml.push_str(&format!(
        "<link rel=\"{relation}\" type=\"{media_type}\" href=\"{url}\"/>\n"
    ));
}

fn author(xml: &mut String, name: &str) {
    xml.push_str(&format!("<author><name>{}</name></author>\n", text(name)));
}

/// Returns a text for XML, without the characters that XML cannot hold.
///
/// Source: XML 1.0, fifth edition, production 2.
fn text(text: &str) -> String {
    let is_allowed = |c: &char| match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => *c >= ' ',
    };
    escape(&text.chars().filter(is_allowed).collect::<String>())
}
