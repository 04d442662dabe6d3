//! The page being rendered, and the roots around it.

use super::card_fields::{self, CardFields, ShowsCards};
use super::card_view::{day, page_image, page_terms, texts};
use super::contents_view;
use super::inputs::{Chapter, PageInputs, PageRelations, Paginator, TemplateGlobals};
use super::pictures_view;
use super::shared_image::SharedImage;
use crate::document::FrontMatter;
use crate::document::front_matter::Question;
use crate::schema::{self, Subject};
use crate::site::{Card, PageData};
use crate::template::{Roots, ToTemplateValue, Value, Viewed};
use std::hash::Hash;

/// The version of the contract with themes. It grows when a key goes or changes its meaning.
const CONTRACT: usize = 1;

/// The roots of the contract, in the order of the alphabet.
pub const ROOTS: &[&str] = &[
    "ancestors",
    "backlinks",
    "book",
    "business",
    "children",
    "contract",
    "data",
    "feeds",
    "files",
    "menu",
    "next",
    "outline",
    "page",
    "pages",
    "paginator",
    "previous",
    "related",
    "section",
    "sections",
    "share_image",
    "siblings",
    "site",
    "structured_data",
    "subsections",
    "taxonomy",
    "term",
    "terms",
    "today",
];

/// Returns the root `page`. Components in the content see it before it has its content.
pub fn page_view(
    inputs: &PageInputs,
    words: usize,
    content: Option<&str>,
    summary: Option<&str>,
) -> Value {
    let PageInputs {
        globals,
        data,
        images: _,
        relations: _,
        feeds: _,
    } = inputs;
    let (source, kind, head, card) = (&data.source, &data.kind, &data.head, &data.card);
    let front_matter = &head.front_matter;
    Value::record([
        ("kind", Value::text(kind.as_str())),
        ("url", Value::text(&card.url)),
        (
            "permalink",
            Value::optional(permalink(globals, card).as_deref()),
        ),
        ("title", Value::text(&card.title)),
        ("nav_title", Value::text(&card.nav_title)),
        ("description", Value::optional(card.description.as_deref())),
        ("content", content.map_or_else(Value::none, Value::html)),
        ("summary", summary.map_or_else(Value::none, Value::html)),
        (
            "toc",
            if front_matter.toc {
                contents_view::of_headings(&head.headings)
            } else {
                Value::list([])
            },
        ),
        ("words", Value::from(words)),
        ("minutes", Value::from(card.minutes)),
        ("date", day(card.date)),
        ("updated", day(card.updated)),
        ("reviewed", day(card.reviewed)),
        ("draft", Value::from(card.draft)),
        ("has_code", Value::from(inputs.shows_code())),
        ("weight", card.weight.map_or_else(Value::none, Value::from)),
        ("tags", texts(&card.tags)),
        ("terms", page_terms(&card.terms)),
        ("authors", texts(&front_matter.authors)),
        ("image", page_image(card.image.as_ref())),
        ("faq", faq(front_matter)),
        (
            "source",
            Value::optional(source.as_ref().map(|source| source.as_str())),
        ),
        ("extra", Value::from(&front_matter.extra)),
    ])
}

/// Returns a chapter of the book: the card of its page, with the keys that the book adds.
pub fn chapter_view(chapter: &Chapter, content: &str) -> Value {
    let Chapter { id, level, page } = chapter;
    let PageData { card, head, .. } = &*page.data;
    card.view().with([
        ("id", Value::text(id)),
        ("level", Value::from(i64::from(*level))),
        ("content", Value::html(content)),
        ("faq", faq(&head.front_matter)),
    ])
}

fn faq(front_matter: &FrontMatter) -> Value {
    let entry = |entry: &Question| {
        Value::record([
            ("question", Value::text(&entry.question)),
            ("answer", Value::text(&entry.answer)),
        ])
    };
    Value::list(front_matter.faq.iter().map(entry))
}

/// Returns the absolute URL of a page if the site has a base URL. The card of a redirect may name
/// a page of another site.
fn permalink(globals: &TemplateGlobals, card: &Card) -> Option<String> {
    match card.url.starts_with('/') {
        true => globals
            .base_url
            .as_ref()
            .map(|base| base.absolute(&card.url)),
        false => Some(card.url.clone()),
    }
}

/// Returns the roots of a page's template: `page`, and those that the template names. `book` is the
/// list of chapters, for a template that names it; `fields` are those of the cards.
pub fn roots(
    inputs: &PageInputs,
    page: Value,
    book: Option<Value>,
    fields: &CardFields<'_>,
) -> Roots {
    let own = [
        ("contract", Some(Value::from(CONTRACT))),
        ("page", Some(page)),
        ("structured_data", structured_data(inputs)),
        (
            "feeds",
            Some(match &inputs.feeds {
                Some(feeds) => feeds.view(),
                None => Value::list([]),
            }),
        ),
        ("book", book),
        ("pictures", pictures_view::root(inputs)),
    ];
    let roots = own
        .into_iter()
        .chain(site_roots(&inputs.globals, fields))
        .chain(relation_roots(&inputs.relations, fields));
    let roots: Roots = roots
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
    let is_listed =
        |name: &str| ROOTS.contains(&name) || ["pages_by_path", "pictures"].contains(&name);
    debug_assert!(roots.iter().all(|(name, _)| is_listed(name)));
    roots
}

/// Returns the roots that all pages of a template share.
fn site_roots(
    globals: &TemplateGlobals,
    fields: &CardFields<'_>,
) -> [(&'static str, Option<Value>); 10] {
    let TemplateGlobals {
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
        outline,
        terms,
        pages_by_path,
        today,
        data,
        pictures: _,
    } = globals;
    [
        ("site", site.as_ref().map(Viewed::view)),
        (
            "business",
            business
                .as_ref()
                .map(|business| view_or_none(business.as_ref())),
        ),
        ("menu", menu.as_ref().map(Viewed::view)),
        ("sections", shown(sections.as_ref(), fields)),
        ("pages", shown(pages.as_ref(), fields)),
        ("outline", outline.as_ref().map(Viewed::view)),
        ("terms", shown(terms.as_ref(), fields)),
        ("pages_by_path", shown(pages_by_path.as_ref(), fields)),
        ("today", today.map(|today| day(Some(today)))),
        ("data", data.as_ref().map(Viewed::view)),
    ]
}

/// Returns the roots that show other pages.
fn relation_roots(
    relations: &PageRelations,
    fields: &CardFields<'_>,
) -> [(&'static str, Option<Value>); 14] {
    let PageRelations {
        section,
        children,
        subsections,
        siblings,
        ancestors,
        share,
        previous,
        next,
        taxonomy,
        term,
        paginator,
        backlinks,
        related,
        files,
        pictures: _,
        listed: _,
        book: _,
    } = relations;
    let image = |image: &Option<SharedImage>| {
        let image = image.as_ref();
        image.map_or_else(Value::none, SharedImage::view)
    };
    let list = |list: &Option<Paginator>| {
        let list = list.as_ref();
        list.map_or_else(Value::none, |list| list.with_fields(fields))
    };
    [
        ("share_image", share.as_ref().map(image)),
        ("section", shown(section.as_ref(), fields)),
        ("children", shown(children.as_ref(), fields)),
        ("subsections", shown(subsections.as_ref(), fields)),
        ("backlinks", shown(backlinks.as_ref(), fields)),
        ("related", shown(related.as_ref(), fields)),
        ("files", files.as_ref().map(Viewed::view)),
        ("siblings", shown(siblings.as_ref(), fields)),
        ("ancestors", shown(ancestors.as_ref(), fields)),
        ("previous", shown_or_none(previous.as_ref(), fields)),
        ("next", shown_or_none(next.as_ref(), fields)),
        ("taxonomy", shown_or_none(taxonomy.as_ref(), fields)),
        ("term", shown_or_none(term.as_ref(), fields)),
        ("paginator", paginator.as_ref().map(list)),
    ]
}

/// Returns the view of a root that shows cards, if the template names it.
fn shown<T: ShowsCards>(root: Option<&Viewed<T>>, fields: &CardFields<'_>) -> Option<Value> {
    root.map(|root| card_fields::view(root, fields))
}

/// Returns the view of a root that shows cards or is none, if the template names it.
fn shown_or_none<T: ShowsCards>(
    root: Option<&Option<Viewed<T>>>,
    fields: &CardFields<'_>,
) -> Option<Value> {
    root.map(|root| shown(root.as_ref(), fields).unwrap_or_else(Value::none))
}

fn view_or_none<T: Hash + ToTemplateValue>(value: Option<&Viewed<T>>) -> Value {
    value.map_or_else(Value::none, Viewed::view)
}

/// Returns the graph of a page; none for a redirect and for the page "not found".
fn structured_data(inputs: &PageInputs) -> Option<Value> {
    let publication = inputs.globals.publication.as_ref()?;
    let PageData {
        kind, head, card, ..
    } = &*inputs.data;
    let ancestors = inputs.relations.ancestors.iter();
    let ancestors: Vec<&Card> = ancestors
        .flat_map(|cards| cards.iter())
        .map(|card| &**card)
        .collect();
    let image = inputs
        .relations
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
                ancestors: &ancestors,
                image,
            },
        )
    });
    Some(graph.map_or_else(Value::none, |graph| Value::html(&graph)))
}
