//! Structured data: the graph of a page, and the facts about the business in it.

mod facts;
mod graph;

use crate::support::Site;
use serde_json::Value;

/// The facts about the business: the key in site.yaml, the value, and its path in the node of the
/// business.
const FACTS: [(&str, &str, &str); 13] = [
    ("name", "Kneipp & Sons <Spa>", "/name"),
    ("description", "Baths & \"quiet\" hands.", "/description"),
    ("street", "12 O'Neil St", "/address/streetAddress"),
    ("city", "Winston-Salem", "/address/addressLocality"),
    ("region", "North Carolina", "/address/addressRegion"),
    ("postal_code", "27101", "/address/postalCode"),
    ("country", "Utopia", "/address/addressCountry"),
    ("phone", "+1 336 555 0142", "/telephone"),
    ("email", "hello@spa.example.org", "/email"),
    (
        "booking_url",
        "https://book.example.org/?a=1&b=2",
        "/potentialAction/target",
    ),
    ("map_url", "https://maps.example.org/?q=spa&z=3", "/hasMap"),
    ("price_range", "$60-$120", "/priceRange"),
    ("image", "https://img.example.org/spa.jpg", "/image"),
];

fn config(leave_out: &str, base_url: &str) -> String {
    let line = |(key, value, _): &(&str, &str, &str)| {
        let value = if *key == leave_out {
            String::new()
        } else {
            format!("'{}'", value.replace('\'', "''"))
        };
        format!("  {key}: {value}\n")
    };
    let facts: String = FACTS.iter().map(line).collect();
    let hours = if leave_out == "hours" {
        "[]"
    } else {
        "[{days: Mon-Wed, opens: 9am, closes: '18:30'}]"
    };
    format!(
        "title: Guide\nlanguage: en-US\n{base_url}business:\n  type: DaySpa\n{facts}\
         \x20 hours: {hours}\n"
    )
}

fn site(config: &str) -> Site {
    Site::new(&[
        ("site.yaml", config),
        ("content/_index.md", "---\ntitle: Home\n---\nStart."),
        (
            "content/part/_index.md",
            "---\ntitle: Part\nnav_title: The part\n---\n",
        ),
        (
            "content/part/page.md",
            "---\ntitle: Page\ndescription: About it.\ndate: 2026-01-02\nupdated: 2026-03-04\n\
             reviewed: 2026-05-06\nauthors: [Ada]\n\
             faq:\n- question: Does it </script> hurt?\n  answer: \"A <b>bit</b> & no more.\"\n\
             ---\nText.",
        ),
    ])
}

const BASE: &str = "base_url: https://example.org/guide/\n";
const PAGES: [&str; 3] = ["index.html", "part/index.html", "part/page/index.html"];

/// Returns the nodes of a page's structured data.
fn graph(html: &str) -> Vec<Value> {
    let start = "<script type=\"application/ld+json\">";
    let (_, rest) = html
        .split_once(start)
        .unwrap_or_else(|| panic!("no structured data in {html}"));
    let (json, _) = rest.split_once("</script>").expect("it ends");
    let value: Value = serde_json::from_str(json).expect("it is JSON");
    assert_eq!(value["@context"], "https://schema.org");
    value["@graph"].as_array().expect("a list of nodes").clone()
}

fn node(graph: &[Value], kind: &str) -> Value {
    graph
        .iter()
        .find(|node| node["@type"] == kind)
        .unwrap_or_else(|| panic!("no {kind} in {graph:?}"))
        .clone()
}
