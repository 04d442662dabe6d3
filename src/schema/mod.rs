//! What a page tells machines: a graph in JSON-LD, in the terms of schema.org.
//!
//! It is apart because it is a pure function of what a page says of itself, of the way to it, and
//! of the facts about the site, and because nothing else may write such facts. It is made of no
//! body: an edit of a text leaves all graphs as they were.
//!
//! Source of the terms: schema.org 29.3. Source of the form: JSON-LD 1.1, W3C Recommendation of 16
//! July 2020.

mod business;
mod ids;
mod node;
mod page;

use crate::config::{BaseUrl, Business, Config};
use crate::document::Head;
use crate::site::Card;
use crate::template::Viewed;
use ids::Ids;
use node::Node;
use serde_json::{Value, json};

/// What all graphs of a site have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Publication {
    base_url: Option<BaseUrl>,
    title: String,
    description: Option<String>,
    language: String,
    author: Option<String>,
    business: Option<Business>,
}

impl Publication {
    /// What a configuration says; nothing where it wants no graphs.
    pub fn of(config: &Config) -> Option<Self> {
        config.schema.then(|| Publication {
            base_url: config.base_url.clone(),
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.clone(),
            author: config.author.clone(),
            business: config.business.clone(),
        })
    }
}

/// A page, as far as a graph tells of it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Its card.
    pub card: &'a Card,
    /// What its document says of it.
    pub head: &'a Head,
    /// The cards from the home down to its parent.
    pub ancestors: &'a [Viewed<Card>],
    /// The absolute URL of the picture that stands for it.
    pub image: Option<&'a str>,
}

/// The graph of a page, as text that can stand in a `<script type="application/ld+json">` whatever
/// is in it.
///
/// What has to be an absolute URL is left out where the site has no base URL; nodes then have names
/// that hold within the page.
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
    let publisher = publication
        .author
        .as_deref()
        .map(|name| publication.author_named(name, ids));
    Node::new("WebSite", ids.website())
        .text("url", ids.absolute("/"))
        .text("name", Some(&publication.title))
        .text("description", publication.description.as_deref())
        .text("inLanguage", Some(&publication.language))
        .value(
            "publisher",
            ids.business().map(node::reference).or(publisher),
        )
}

impl Publication {
    /// Somebody who wrote something: the business, or a person of whom nothing but the name is
    /// known.
    fn author_named(&self, name: &str, ids: &Ids<'_>) -> Value {
        let is_business = self
            .business
            .as_ref()
            .is_some_and(|business| business.name.as_deref() == Some(name));
        match ids.business().filter(|_| is_business) {
            Some(id) => node::reference(id),
            None => json!({ "@type": "Person", "name": name }),
        }
    }
}

/// JSON in which no character has a meaning for HTML. Those stand in texts alone, where they can be
/// written as escapes.
fn in_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
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
