//! Cards and lists of cards as templates see them.

use super::card_fields::{CardFields, ShowsCards, view};
use super::inputs::{Children, PagesByPath, Section, Sections, Taxonomy, Term, Terms};
use crate::date::Date;
use crate::document::front_matter::PageImage;
use crate::site::{Card, PageTerms, TermLink};
use crate::template::{ToTemplateValue, Value, Viewed};
use crate::value::Map;

impl ToTemplateValue for Card {
    fn to_template_value(&self) -> Value {
        let Card {
            kind,
            url,
            permalink,
            title,
            nav_title,
            description,
            date,
            updated,
            reviewed,
            weight,
            image,
            minutes,
            tags,
            terms,
            authors,
            extra,
            draft,
        } = self;
        Value::record([
            ("kind", Value::text(kind.as_str())),
            ("url", Value::text(url)),
            ("permalink", Value::optional(permalink.as_deref())),
            ("title", Value::text(title)),
            ("nav_title", Value::text(nav_title)),
            ("description", Value::optional(description.as_deref())),
            ("date", day(*date)),
            ("updated", day(*updated)),
            ("reviewed", day(*reviewed)),
            ("weight", weight.map_or_else(Value::none, Value::from)),
            ("image", page_image(image.as_ref())),
            ("minutes", Value::from(*minutes)),
            ("tags", texts(tags)),
            ("terms", page_terms(terms)),
            ("authors", texts(authors)),
            ("extra", Value::from(extra)),
            ("draft", Value::from(*draft)),
        ])
    }
}

impl ShowsCards for Card {
    fn with_fields(&self, fields: &CardFields<'_>) -> Value {
        fields.added(self, self.to_template_value())
    }
}

impl ShowsCards for Vec<Viewed<Card>> {
    fn with_fields(&self, fields: &CardFields<'_>) -> Value {
        cards(self, fields)
    }
}

impl ShowsCards for Children {
    fn with_fields(&self, fields: &CardFields<'_>) -> Value {
        let Children {
            pages,
            sections,
            all,
        } = self;
        Value::record([
            ("pages", cards(pages, fields)),
            ("sections", cards(sections, fields)),
            ("all", cards(all, fields)),
        ])
    }
}

impl ShowsCards for Section {
    fn with_fields(&self, fields: &CardFields<'_>) -> Value {
        let Section { card, children } = self;
        let Children {
            pages,
            sections,
            all,
        } = &**children;
        view(card, fields).with([
            ("pages", cards(pages, fields)),
            ("sections", cards(sections, fields)),
            ("all", cards(all, fields)),
        ])
    }
}

impl<T: ShowsCards> ShowsCards for Vec<(String, Viewed<T>)>
where
    Self: ToTemplateValue,
{
    fn with_fields(&self, fields: &CardFields<'_>) -> Value {
        let values = self.iter();
        Value::map(values.map(|(name, value)| (name.as_str(), view(value, fields))))
    }
}

impl ShowsCards for Terms {
    fn with_fields(&self, fields: &CardFields<'_>) -> Value {
        Value::map(
            self.iter()
                .map(|(name, of)| (name.as_str(), terms(of, fields))),
        )
    }
}

impl ShowsCards for Taxonomy {
    fn with_fields(&self, fields: &CardFields<'_>) -> Value {
        let Taxonomy {
            name,
            card,
            terms: of,
        } = self;
        view(card, fields).with([("name", Value::text(name)), ("terms", terms(of, fields))])
    }
}

impl ShowsCards for Term {
    fn with_fields(&self, fields: &CardFields<'_>) -> Value {
        let Term {
            taxonomy,
            card,
            count,
        } = self;
        view(card, fields).with([
            ("taxonomy", Value::text(taxonomy)),
            ("count", Value::from(*count)),
        ])
    }
}

/// Gives values that show cards the view that most templates share: without further fields.
macro_rules! view_without_fields {
    ($($shows_cards:ty),*) => {$(
        impl ToTemplateValue for $shows_cards {
            fn to_template_value(&self) -> Value {
                self.with_fields(&CardFields::none())
            }
        }
    )*};
}

view_without_fields!(
    Children,
    Section,
    Sections,
    PagesByPath,
    Terms,
    Taxonomy,
    Term
);

impl ToTemplateValue for Map {
    fn to_template_value(&self) -> Value {
        Value::from(self)
    }
}

/// Returns a list of cards.
fn cards(cards: &[Viewed<Card>], fields: &CardFields<'_>) -> Value {
    Value::list(cards.iter().map(|card| view(card, fields)))
}

/// Returns a list of terms.
fn terms(terms: &[Viewed<Term>], fields: &CardFields<'_>) -> Value {
    Value::list(terms.iter().map(|term| view(term, fields)))
}

/// Returns a day as `2026-11-23`.
pub(super) fn day(date: Option<Date>) -> Value {
    date.map_or_else(Value::none, |date| Value::text(&date.to_string()))
}

/// Returns the image of a page.
pub(super) fn page_image(image: Option<&PageImage>) -> Value {
    image.map_or_else(Value::none, |image| {
        Value::record([
            ("src", Value::text(&image.src)),
            ("alt", Value::optional(image.alt.as_deref())),
        ])
    })
}

/// Returns the terms of a page by taxonomy.
pub(super) fn page_terms(terms: &PageTerms) -> Value {
    let link = |link: &TermLink| {
        Value::record([
            ("title", Value::text(&link.title)),
            ("url", Value::optional(link.url.as_deref())),
        ])
    };
    let terms = terms.iter();
    Value::map(terms.map(|(taxonomy, links)| {
        let links = Value::list(links.iter().map(link));
        (taxonomy.as_str(), links)
    }))
}

/// Returns a list of texts.
pub(super) fn texts(texts: &[String]) -> Value {
    Value::list(texts.iter().map(|text| Value::text(text)))
}
