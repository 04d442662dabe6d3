//! Facts: what site.yaml says of the business reads the same in HTML and in structured data, and
//! what it does not say appears nowhere.

use crate::support::{Site, outputs, text};
use html5gum::{Token, Tokenizer};
use serde_json::Value;
use std::collections::BTreeSet;

/// The facts in HTML and JSON-LD: the key, what site.yaml says, where the graph of JSON-LD has it
/// below the business.
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

/// Facts that the theme shows nowhere but in structured data.
const UNSHOWN: [&str; 3] = ["country", "price_range", "image"];

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
        "title: Guide\nlanguage: en-US\n{base_url}business:\n  type: DaySpa\n{facts}  hours: {hours}\n"
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
            "---\ntitle: Page\ndescription: About it.\ndate: 2026-01-02\nupdated: 2026-03-04\nreviewed: 2026-05-06\nauthors: [Ada]\n\
             faq:\n- question: Does it </script> hurt?\n  answer: \"A <b>bit</b> & no more.\"\n---\nText.",
        ),
    ])
}

const BASE: &str = "base_url: https://example.org/guide/\n";
const PAGES: [&str; 3] = ["index.html", "part/index.html", "part/page/index.html"];

/// The structured data of a page, as a machine reads it.
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

/// The texts and the addresses that a reader gets; what keeps lines together counts as what it
/// stands for.
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
        assert!(is_shown, "{key} stands in no page as `{value}`: {shown:?}");
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
    // What looks like an address of the business is one.
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
fn what_is_empty_appears_nowhere() {
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

#[test]
fn a_business_without_a_name_is_not_told_of() {
    let build = site(&config("name", BASE)).build();
    let graph = graph(&text(&build, "part/page/index.html"));
    assert!(
        graph
            .iter()
            .all(|node| node["@type"] != "DaySpa" && node["publisher"].is_null()),
        "{graph:?}"
    );
}

#[test]
fn a_page_tells_what_it_is_where_it_stands_and_what_it_answers() {
    let build = site(&config("", BASE)).build();
    let graph = graph(&text(&build, "part/page/index.html"));
    let url = "https://example.org/guide/part/page/";
    let kinds: Vec<&str> = graph
        .iter()
        .filter_map(|node| node["@type"].as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            "WebSite",
            "DaySpa",
            "WebPage",
            "BreadcrumbList",
            "Article",
            "FAQPage"
        ]
    );
    let page = node(&graph, "WebPage");
    assert_eq!(page["@id"], format!("{url}#webpage"));
    assert_eq!(
        (&page["datePublished"], &page["dateModified"]),
        (&Value::from("2026-01-02"), &Value::from("2026-03-04"))
    );
    assert_eq!(page["lastReviewed"], "2026-05-06");
    let steps = node(&graph, "BreadcrumbList")["itemListElement"].clone();
    let steps: Vec<_> = steps
        .as_array()
        .expect("steps")
        .iter()
        .map(|step| (step["name"].clone(), step["item"].clone()))
        .collect();
    let expected = [
        ("Home", "https://example.org/guide/"),
        ("The part", "https://example.org/guide/part/"),
        ("Page", url),
    ];
    assert_eq!(
        steps,
        expected.map(|(name, item)| (Value::from(name), Value::from(item)))
    );
    let article = node(&graph, "Article");
    assert_eq!(
        (&article["headline"], &article["articleSection"]),
        (&Value::from("Page"), &Value::from("Part"))
    );
    assert_eq!(
        article["author"][0],
        serde_json::json!({ "@type": "Person", "name": "Ada" })
    );
    let question = node(&graph, "FAQPage")["mainEntity"][0].clone();
    assert_eq!(question["name"], "Does it </script> hurt?");
    assert_eq!(
        question["acceptedAnswer"]["text"],
        "A <b>bit</b> & no more."
    );
}

/// Every id that is spoken of is that of a node, and a node has the same id on each page.
#[test]
fn ids_are_stable_and_lead_to_nodes() {
    for (base_url, business) in [
        (BASE, "https://example.org/guide/#business"),
        ("", "_:business"),
    ] {
        let build = site(&config("", base_url)).build();
        for page in PAGES {
            let graph = graph(&text(&build, page));
            assert_eq!(node(&graph, "DaySpa")["@id"], business, "{page}");
            let ids: BTreeSet<&str> = graph
                .iter()
                .filter_map(|node| node["@id"].as_str())
                .collect();
            assert_eq!(
                ids.len(),
                graph.len(),
                "each node has an id of its own: {graph:?}"
            );
            let mut spoken_of = Vec::new();
            graph
                .iter()
                .filter_map(Value::as_object)
                .flat_map(|node| node.values())
                .for_each(|value| references(value, &mut spoken_of));
            assert!(
                spoken_of.iter().all(|id| ids.contains(id.as_str())),
                "{spoken_of:?} in {ids:?}"
            );
        }
    }
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get("@id").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| references(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn without_a_base_url_nothing_pretends_to_be_absolute() {
    let mut site = site(&config("", ""));
    let html = text(&site.build(), "part/page/index.html");
    let graph = graph(&html);
    assert!(
        graph
            .iter()
            .all(|node| node["url"].is_null() && node["@type"] != "BreadcrumbList"),
        "{graph:?}"
    );
    assert!(
        !html.contains("canonical") && !html.contains("og:url") && !html.contains("og:image"),
        "{html}"
    );
    assert_eq!(site.complaints(), "");
}

#[test]
fn a_site_can_do_without_structured_data() {
    let build = site(&format!("schema: false\n{}", config("", BASE))).build();
    assert!(
        outputs(&build)
            .values()
            .flatten()
            .all(|bytes| !String::from_utf8_lossy(bytes).contains("ld+json"))
    );
}

#[test]
fn pages_that_are_none_have_no_graph_and_are_not_listed() {
    let mut site = site(&format!("redirects: {{old: /part/}}\n{}", config("", BASE)));
    let build = site.build();
    for page in ["404.html", "old/index.html"] {
        let html = text(&build, page);
        assert!(
            !html.contains("ld+json") && !html.contains("og:title") && html.contains("noindex"),
            "{html}"
        );
    }
    assert!(!text(&build, "404.html").contains("canonical"));
}

#[test]
fn an_edit_of_a_body_changes_no_other_graph_and_a_title_that_of_the_pages_below() {
    let mut site = site(&format!("{}search: false\n", config("", BASE)));
    outputs(&site.build());
    site.replace("content/part/_index.md", "---\n", "---\nweight: 3\n");
    let build = site.build();
    outputs(&build);
    let before = build.work().outputs_rendered;
    assert!(before > 0);
    site.replace("content/part/page.md", "Text.", "Other text.");
    let build = site.build();
    outputs(&build);
    assert_eq!(build.work().outputs_rendered, 1);
    site.replace(
        "content/part/_index.md",
        "nav_title: The part",
        "nav_title: Another part",
    );
    let page = text(&site.build(), "part/page/index.html");
    let steps = node(&graph(&page), "BreadcrumbList")["itemListElement"].clone();
    assert_eq!(steps[1]["name"], "Another part");
}
