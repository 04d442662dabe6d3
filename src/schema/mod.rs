//! Structured data: the graph in JSON-LD that a page carries for search engines, in the terms of
//! schema.org.
//!
//! It is a room of its own because a graph is a pure function of the card and the head of a page,
//! of its ancestors and of the facts about the site, and because no other code may write such
//! facts. It reads no body, so an edit of a text changes no graph.
//!
//! Source of the terms: schema.org 29.3. Source of the form: JSON-LD 1.1, W3C Recommendation of 16
//! July 2020.

mod business;
mod ids;
mod node;
mod page;
mod publication;

pub use page::Subject;
pub use publication::Publication;

use ids::Ids;
use node::{Node, reference};
use serde_json::{Value, json};

/// Returns the graph of a page, as text that is safe in a `<script type="application/ld+json">`
/// whatever it holds.
///
/// Without a base URL there are no absolute URLs: properties that need one are left out, and nodes
/// get names that hold within the page.
pub fn graph(publication: &Publication, subject: &Subject<'_>) -> String {
    let ids = Ids::of(publication);
    let nodes = [
        Some(website(publication, &ids)),
        business::node(publication, &ids),
    ]
    .into_iter()
    .flatten();
    let nodes: Vec<Value> = nodes
        .chain(page::nodes(publication, subject, &ids))
        .map(Value::from)
        .collect();
    in_script(&json!({ "@context": "https://schema.org", "@graph": nodes }).to_string())
}

fn website(publication: &Publication, ids: &Ids<'_>) -> Node {
    let author = publication.author.as_deref();
    let publisher = author.map(|name| ids.author(name));
    Node::new("WebSite", ids.website())
        .text("url", ids.absolute("/"))
        .text("name", Some(&publication.title))
        .text("description", publication.description.as_deref())
        .text("inLanguage", Some(&publication.language))
        .value("publisher", ids.business().map(reference).or(publisher))
}

/// Returns JSON in which no character has a meaning in HTML. Such characters can only be in
/// strings, where JSON has escapes for them.
fn in_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut from = 0;
    for (at, c) in json.match_indices(['<', '>', '\u{2028}', '\u{2029}']) {
        out.push_str(&json[from..at]);
        out.push_str(match c {
            "<" => "\\u003c",
            ">" => "\\u003e",
            "\u{2028}" => "\\u2028",
            _ => "\\u2029",
        });
        from = at + c.len();
    }
    out.push_str(&json[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let text = "</script><!--<script>&lt;\u{2028}]]>";
        let written = in_script(&json!(text).to_string());
        assert!(!written.contains(['<', '>', '\u{2028}']), "{written}");
        assert_eq!(
            serde_json::from_str::<String>(&written).ok().as_deref(),
            Some(text)
        );
    }
}
