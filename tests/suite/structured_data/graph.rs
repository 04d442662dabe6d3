//! Graphs: the nodes of pages and their references.

use super::{BASE, PAGES, config, graph, node, site};
use crate::support::{outputs, text};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn a_business_without_a_name_is_left_out() {
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
fn a_page_has_its_breadcrumbs_its_article_and_its_questions() {
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

/// Each reference is the id of a node, and a node has the same id on each page.
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
            let mut referenced = Vec::new();
            graph
                .iter()
                .filter_map(Value::as_object)
                .flat_map(|node| node.values())
                .for_each(|value| references(value, &mut referenced));
            assert!(
                referenced.iter().all(|id| ids.contains(id.as_str())),
                "{referenced:?} in {ids:?}"
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
fn without_a_base_url_no_url_is_absolute() {
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
    assert_eq!(site.report(), "");
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
fn generated_pages_have_no_graph_and_are_not_listed() {
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
fn an_edit_of_a_body_changes_no_other_graph_and_a_new_title_those_below() {
    let mut site = site(&format!(
        "{}search: false\nfeeds: false\n",
        config("", BASE)
    ));
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
