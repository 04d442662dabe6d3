//! The nodes of a page: the page itself, its breadcrumbs, its article and its questions.

use super::ids::Ids;
use super::node::{Node, reference};
use super::publication::Publication;
use crate::date::Date;
use crate::document::Head;
use crate::document::front_matter::Question;
use crate::site::{Card, PageKind};
use serde_json::{Value, json};

/// A page, as far as its graph depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The card of the page.
    pub card: &'a Card,
    /// The head of its document.
    pub head: &'a Head,
    /// The cards of the pages above it, from the home down.
    pub ancestors: &'a [&'a Card],
    /// The absolute URL of the image that represents the page.
    pub image: Option<&'a str>,
}

/// Returns the nodes of a page.
pub(super) fn nodes(
    publication: &Publication,
    subject: &Subject<'_>,
    ids: &Ids<'_>,
) -> impl Iterator<Item = Node> {
    let breadcrumbs = breadcrumbs(subject, ids);
    let breadcrumb = breadcrumbs
        .as_ref()
        .map(|_| reference(ids.part(&subject.card.url, "breadcrumb")));
    let page = web_page(publication, subject, breadcrumb, ids);
    let others = [
        breadcrumbs,
        article(publication, subject, ids),
        questions(subject, ids),
    ];
    std::iter::once(page).chain(others.into_iter().flatten())
}

fn web_page(
    publication: &Publication,
    subject: &Subject<'_>,
    breadcrumb: Option<Value>,
    ids: &Ids<'_>,
) -> Node {
    let card = subject.card;
    let about = ids
        .business()
        .filter(|_| card.kind == PageKind::Home)
        .map(reference);
    dated(Node::new("WebPage", ids.part(&card.url, "webpage")), card)
        .text("url", ids.absolute(&card.url))
        .text("name", Some(&card.title))
        .text("description", card.description.as_deref())
        .text("inLanguage", Some(&publication.language))
        .text("lastReviewed", card.reviewed.map(|date| date.to_string()))
        .value("isPartOf", Some(reference(ids.website())))
        .value("breadcrumb", breadcrumb)
        .value("about", about)
        .text("image", subject.image)
}

/// Returns the breadcrumbs from the home to the page. Their steps are URLs, so there are none
/// without a base URL.
fn breadcrumbs(subject: &Subject<'_>, ids: &Ids<'_>) -> Option<Node> {
    let cards = subject.ancestors.iter().copied().chain([subject.card]);
    let step = |(index, card): (usize, &Card)| {
        let item = ids.absolute(&card.url)?;
        Some(json!({
            "@type": "ListItem",
            "position": index + 1,
            "name": card.nav_title,
            "item": item,
        }))
    };
    let steps: Option<Vec<Value>> = cards.enumerate().map(step).collect();
    let steps = steps.filter(|steps| steps.len() > 1)?;
    Some(
        Node::new("BreadcrumbList", ids.part(&subject.card.url, "breadcrumb"))
            .list("itemListElement", steps),
    )
}

fn article(publication: &Publication, subject: &Subject<'_>, ids: &Ids<'_>) -> Option<Node> {
    let card = subject.card;
    if card.kind != PageKind::Page {
        return None;
    }
    let of_page = subject.head.front_matter.authors.iter().map(String::as_str);
    let of_site = publication
        .author
        .as_deref()
        .filter(|_| subject.head.front_matter.authors.is_empty());
    let authors = of_page
        .chain(of_site)
        .map(|name| ids.author(name))
        .collect();
    let section = subject
        .ancestors
        .last()
        .filter(|card| card.kind == PageKind::Section)
        .map(|card| card.title.as_str());
    let page = reference(ids.part(&card.url, "webpage"));
    let node = dated(Node::new("Article", ids.part(&card.url, "article")), card)
        .text("headline", Some(&card.title))
        .text("description", card.description.as_deref())
        .text("inLanguage", Some(&publication.language))
        .text("articleSection", section)
        .value("isPartOf", Some(page.clone()))
        .value("mainEntityOfPage", Some(page))
        .list("author", authors)
        .value("publisher", ids.business().map(reference))
        .text("image", subject.image);
    Some(node)
}

fn questions(subject: &Subject<'_>, ids: &Ids<'_>) -> Option<Node> {
    let url = &subject.card.url;
    let questions: Vec<Value> = subject.head.front_matter.faq.iter().map(question).collect();
    let node = Node::new("FAQPage", ids.part(url, "faq"))
        .value("isPartOf", Some(reference(ids.part(url, "webpage"))));
    (!questions.is_empty()).then(|| node.list("mainEntity", questions))
}

fn question(Question { question, answer }: &Question) -> Value {
    json!({
        "@type": "Question",
        "name": question,
        "acceptedAnswer": { "@type": "Answer", "text": answer },
    })
}

fn dated(node: Node, card: &Card) -> Node {
    let text = |date: Option<Date>| date.map(|date| date.to_string());
    node.text("datePublished", text(card.date))
        .text("dateModified", text(card.updated))
}
