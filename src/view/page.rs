//! The page being rendered, and the roots around it.

use super::CONTRACT;
use super::card::{day, picture, texts};
use super::inputs::{Around, Chapter, Common, PageInputs};
use super::social_card::SharedImage;
use crate::document::front_matter::Question;
use crate::document::{FrontMatter, Heading};
use crate::html::escape;
use crate::schema::{self, Subject};
use crate::site::{Card, PageData};
use crate::template::{Roots, Value, Viewed};

/// What `page` holds. The content comes last: components that it calls see the page without it.
pub fn page_view(inputs: &PageInputs, content: Option<&str>, summary: Option<&str>) -> Value {
    let PageInputs {
        common,
        data,
        body,
        images: _,
        around: _,
    } = inputs;
    let PageData {
        source,
        kind,
        head,
        card,
        ..
    } = &**data;
    let matter = &head.matter;
    Value::map([
        ("kind", Value::text(kind.as_str())),
        ("url", Value::text(&card.url)),
        (
            "permalink",
            Value::optional(permalink(common, card).as_deref()),
        ),
        ("title", Value::text(&card.title)),
        ("nav_title", Value::text(&card.nav_title)),
        ("description", Value::optional(card.description.as_deref())),
        ("content", content.map_or_else(Value::none, Value::html)),
        ("summary", summary.map_or_else(Value::none, Value::html)),
        (
            "toc",
            if matter.toc {
                table_of_contents(&head.headings)
            } else {
                Value::list([])
            },
        ),
        ("words", Value::from(body.words)),
        ("minutes", Value::from(card.minutes)),
        ("date", day(card.date)),
        ("updated", day(card.updated)),
        ("reviewed", day(card.reviewed)),
        ("draft", Value::from(card.draft)),
        ("weight", card.weight.map_or_else(Value::none, Value::from)),
        ("tags", texts(&card.tags)),
        ("authors", texts(&matter.authors)),
        ("image", picture(card.image.as_ref())),
        ("faq", faq(matter)),
        (
            "source",
            Value::optional(source.as_ref().map(|source| source.as_str())),
        ),
        ("extra", Value::from(&matter.extra)),
    ])
}

/// A chapter of the book: the card of its page, with what the book adds.
pub fn chapter_view(chapter: &Chapter, content: &str) -> Value {
    let Chapter { id, level, page } = chapter;
    let PageData { card, head, .. } = &*page.data;
    card.view().with([
        ("id", Value::text(id)),
        ("level", Value::from(i64::from(*level))),
        ("content", Value::html(content)),
        ("faq", faq(&head.matter)),
    ])
}

fn faq(matter: &FrontMatter) -> Value {
    let entry = |entry: &Question| {
        Value::map([
            ("question", Value::text(&entry.question)),
            ("answer", Value::text(&entry.answer)),
        ])
    };
    Value::list(matter.faq.iter().map(entry))
}

/// The absolute URL of a page, where the site has a base URL. The card of a page that only leads on
/// may lead to another site.
fn permalink(common: &Common, card: &Card) -> Option<String> {
    match card.url.starts_with('/') {
        true => common
            .base_url
            .as_ref()
            .map(|base| base.absolute(&card.url)),
        false => Some(card.url.clone()),
    }
}

/// The roots of a page's template: `page`, and those that the template names. `book` is the list of
/// its chapters, if it names that.
pub fn roots(inputs: &PageInputs, page: Value, book: Option<Value>) -> Roots {
    let Common {
        engine: _,
        template: _,
        base_url: _,
        addresses: _,
        site,
        business,
        menu,
        publication: _,
        sections,
        pages,
        data,
    } = &*inputs.common;
    let Around {
        section,
        children,
        siblings,
        ancestors,
        share,
        previous,
        next,
        book: _,
    } = &inputs.around;
    let mut rooted: Roots = vec![("contract", Value::from(CONTRACT)), ("page", page)];
    let mut add = |name, value: Option<Value>| rooted.extend(value.map(|value| (name, value)));
    add("site", site.as_ref().map(Viewed::view));
    add(
        "business",
        business
            .as_ref()
            .map(|business| business.as_ref().map_or_else(Value::none, Viewed::view)),
    );
    add("menu", menu.as_ref().map(Viewed::view));
    add("structured_data", structured_data(inputs));
    add(
        "share_image",
        share
            .as_ref()
            .map(|share| share.as_ref().map_or_else(Value::none, SharedImage::view)),
    );
    add("section", section.as_ref().map(Viewed::view));
    add("children", children.as_ref().map(Viewed::view));
    add("siblings", siblings.as_ref().map(Viewed::view));
    add("ancestors", ancestors.as_ref().map(Viewed::view));
    add(
        "previous",
        previous
            .as_ref()
            .map(|card| card.as_ref().map_or_else(Value::none, Viewed::view)),
    );
    add(
        "next",
        next.as_ref()
            .map(|card| card.as_ref().map_or_else(Value::none, Viewed::view)),
    );
    add("sections", sections.as_ref().map(Viewed::view));
    add("pages", pages.as_ref().map(Viewed::view));
    add("book", book);
    add("data", data.as_ref().map(Viewed::view));
    rooted
}

/// The graph of a page; nothing for a page that is none, as where it only leads on.
fn structured_data(inputs: &PageInputs) -> Option<Value> {
    let publication = inputs.common.publication.as_ref()?;
    let PageData {
        kind, head, card, ..
    } = &*inputs.data;
    let ancestors = inputs
        .around
        .ancestors
        .as_deref()
        .map_or(&[][..], Vec::as_slice);
    let image = inputs
        .around
        .share
        .iter()
        .flatten()
        .next()
        .map(|share| share.src.as_str());
    let publication = publication.as_ref().filter(|_| kind.is_in_site());
    let graph = publication.map(|publication| {
        schema::graph(
            publication,
            &Subject {
                card,
                head,
                ancestors,
                image,
            },
        )
    });
    Some(graph.map_or_else(Value::none, |graph| Value::html(&graph)))
}

/// Headings of level 2, each with those of level 3 below it. A level 3 before any level 2 stands at
/// the top.
fn table_of_contents(headings: &[Heading]) -> Value {
    let mut top: Vec<(&Heading, Vec<&Heading>)> = Vec::new();
    for heading in headings {
        match (heading.level, top.last_mut()) {
            (3, Some((parent, children))) if parent.level == 2 => children.push(heading),
            (2 | 3, _) => top.push((heading, Vec::new())),
            _ => {}
        }
    }
    Value::list(top.into_iter().map(|(heading, children)| {
        entry(
            heading,
            children
                .into_iter()
                .map(|child| entry(child, std::iter::empty())),
        )
    }))
}

fn entry(heading: &Heading, children: impl Iterator<Item = Value>) -> Value {
    Value::map([
        ("level", Value::from(i64::from(heading.level))),
        ("id", Value::text(&heading.id)),
        ("title", Value::html(&escape(&heading.text))),
        ("children", Value::list(children)),
    ])
}
