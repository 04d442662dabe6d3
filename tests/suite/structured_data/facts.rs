//! Facts: each fact about the business in site.yaml reads the same in HTML and in structured data,
//! and an empty one appears nowhere.

use super::{BASE, FACTS, PAGES, config, graph, node, site};
use crate::support::text;
use html5gum::{Token, Tokenizer};
use serde_json::Value;

/// The facts that the theme shows in structured data only.
const UNSHOWN: [&str; 3] = ["country", "price_range", "image"];

/// Returns the texts and the addresses that a reader gets, with plain characters for the spaces and
/// hyphens that keep lines together.
fn read(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_script = false;
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::String(text) if !in_script => {
                found.push(String::from_utf8_lossy(&text).trim().to_owned())
            }
            Token::StartTag(tag) => {
                in_script = tag.name.as_slice() == b"script";
                let targets = tag
                    .attributes
                    .iter()
                    .filter(|(name, _)| matches!(name.as_slice(), b"href" | b"src"));
                found.extend(targets.map(|(_, value)| String::from_utf8_lossy(value).into_owned()));
            }
            Token::EndTag(_) => in_script = false,
            _ => {}
        }
    }
    found
        .iter()
        .map(|text| text.replace('\u{a0}', " ").replace('\u{2011}', "-"))
        .collect()
}

#[test]
fn every_fact_is_that_of_site_yaml() {
    let build = site(&config("", BASE)).build();
    let shown: Vec<String> = PAGES
        .iter()
        .flat_map(|page| read(&text(&build, page)))
        .collect();
    for page in PAGES {
        let business = node(&graph(&text(&build, page)), "DaySpa");
        for (key, value, place) in FACTS {
            assert_eq!(
                business.pointer(place).and_then(Value::as_str),
                Some(value),
                "{key} in the graph of {page}"
            );
        }
        let opening = &business["openingHoursSpecification"][0];
        assert_eq!(
            opening["dayOfWeek"],
            serde_json::json!(["Monday", "Tuesday", "Wednesday"])
        );
        assert_eq!(
            (&opening["opens"], &opening["closes"]),
            (&Value::from("09:00"), &Value::from("18:30"))
        );
    }
    for (key, value, _) in FACTS.iter().filter(|(key, _, _)| !UNSHOWN.contains(key)) {
        let is_shown = shown.iter().any(|text| text.contains(value));
        assert!(is_shown, "{key} is on no page as `{value}`: {shown:?}");
    }
    let callable = "tel:+13365550142";
    assert!(
        shown.iter().any(|text| text == callable)
            && shown
                .iter()
                .any(|text| text == "mailto:hello@spa.example.org")
    );
    for text in ["Monday, Tuesday, Wednesday", "09:00–18:30"] {
        assert!(
            shown.iter().any(|shown| shown.contains(text)),
            "{text}: {shown:?}"
        );
    }
    // No other address looks like one of the business.
    for address in shown
        .iter()
        .filter(|text| text.starts_with("tel:") || text.starts_with("mailto:"))
    {
        assert!(
            [callable, "mailto:hello@spa.example.org"].contains(&address.as_str()),
            "{address}"
        );
    }
}

#[test]
fn an_empty_fact_appears_nowhere() {
    let keys = FACTS
        .iter()
        .map(|(key, value, _)| (*key, *value))
        .chain([("hours", "09:00")]);
    for (key, value) in keys {
        let build = site(&config(key, BASE)).build();
        for page in PAGES {
            let html = text(&build, page);
            let graph = graph(&html);
            let everything = Value::from(graph.clone()).to_string() + &read(&html).join("\n");
            assert!(
                !everything.contains(value),
                "{key} is empty, and {page} has `{value}`"
            );
            graph
                .iter()
                .for_each(|node| assert_nothing_empty(node, &format!("{page} without {key}")));
            assert!(
                !html.contains("=\"\""),
                "an empty attribute in {page} without {key}: {html}"
            );
            let nothing = [
                "none",
                "null",
                "tel:",
                "mailto:",
                "href=\"none",
                "content=\"none",
            ];
            assert!(
                !read(&html)
                    .iter()
                    .any(|text| nothing.contains(&text.as_str())),
                "{page} without {key}: {html}"
            );
            assert!(
                !html.contains(nothing[4]) && !html.contains(nothing[5]),
                "{page} without {key}: {html}"
            );
            for empty in [
                "<p></p>",
                "<dd></dd>",
                "<dt></dt>",
                "<a></a>",
                "<address></address>",
                "<dl class=\"hours\"></dl>",
                ">,",
                ", <",
            ] {
                assert!(
                    !html.contains(empty),
                    "`{empty}` in {page} without {key}: {html}"
                );
            }
        }
    }
}

fn assert_nothing_empty(value: &Value, place: &str) {
    match value {
        Value::Null => panic!("nothing in {place}"),
        Value::String(text) => assert!(!text.is_empty(), "an empty text in {place}"),
        Value::Array(list) => {
            assert!(!list.is_empty(), "an empty list in {place}");
            list.iter()
                .for_each(|value| assert_nothing_empty(value, place));
        }
        Value::Object(map) => {
            assert!(
                map.keys().any(|key| key != "@type"),
                "a bare node in {place}"
            );
            map.values()
                .for_each(|value| assert_nothing_empty(value, place));
        }
        _ => {}
    }
}
