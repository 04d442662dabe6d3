//! A feed as JSON Feed. Source of the format: JSON Feed version 1.1, jsonfeed.org.

use super::value::{Entry, Feed, Text};
use serde_json::{Map, Value, json};

/// Writes a feed.
pub(super) fn written(feed: &Feed, texts: &[Text]) -> String {
    let items = feed.entries.iter().zip(texts);
    let items: Vec<Value> = items
        .map(|(entry, content)| item(feed, entry, content.as_deref()))
        .collect();
    let mut object = Map::new();
    let mut add = |name: &str, value: Value| object.insert(name.to_owned(), value);
    add("version", json!("https://jsonfeed.org/version/1.1"));
    add("title", json!(feed.title));
    add("home_page_url", json!(feed.home));
    add("feed_url", json!(feed.url));
    add("language", json!(feed.language));
    add("authors", authors(std::slice::from_ref(&feed.author)));
    if let Some(description) = &feed.description {
        add("description", json!(description));
    }
    add("items", json!(items));
    format!("{}\n", Value::Object(object))
}

fn item(feed: &Feed, entry: &Entry, content: Option<&str>) -> Value {
    let card = &entry.page.data.card;
    let url = feed.url_of(entry);
    let mut object = Map::new();
    let mut add = |name: &str, value: Value| object.insert(name.to_owned(), value);
    add("id", json!(url));
    add("url", json!(url));
    add("title", json!(card.title));
    add("date_published", json!(feed.moment(entry.date)));
    add("date_modified", json!(feed.moment(entry.updated)));
    add("authors", authors(feed.authors(entry)));
    if !entry.terms.is_empty() {
        add("tags", json!(entry.terms));
    }
    if let Some(description) = &card.description {
        add("summary", json!(description));
    }
    // An item has a content: of one without a text, its description or its title.
    match (content, &card.description) {
        (Some(content), _) => add("content_html", json!(content)),
        (None, Some(description)) => add("content_text", json!(description)),
        (None, None) => add("content_text", json!(card.title)),
    };
    Value::Object(object)
}

fn authors(names: &[String]) -> Value {
    let names = names.iter();
    json!(
        names
            .map(|name| json!({ "name": name }))
            .collect::<Vec<_>>()
    )
}
