//! Cards and lists of cards as templates see them.

use super::inputs::{Children, Section, Taxonomy, Term, Terms};
use crate::date::Date;
use crate::document::front_matter::PageImage;
use crate::site::{Card, PageTerms, TermLink};
use crate::template::{ToTemplateValue, Value, Viewed};
use crate::value::Map;
use std::hash::Hash;

impl ToTemplateValue for Card {
    fn to_template_value(&self) -> Value {
        let Card {
            kind,
            url,
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
            draft,
        } = self;
        Value::map([
            ("kind", Value::text(kind.as_str())),
            ("url", Value::text(url)),
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
            ("draft", Value::from(*draft)),
        ])
    }
}

impl ToTemplateValue for Children {
    fn to_template_value(&self) -> Value {
        let Children {
            pages,
            sections,
            all,
        } = self;
        Value::map([
            ("pages", cards(pages)),
            ("sections", cards(sections)),
            ("all", cards(all)),
        ])
    }
}

impl ToTemplateValue for Section {
    fn to_template_value(&self) -> Value {
        let Section { card, children } = self;
        let Children {
            pages,
            sections,
            all,
        } = &**children;
        card.view().with([
            ("pages", cards(pages)),
            ("sections", cards(sections)),
            ("all", cards(all)),
        ])
    }
}

impl<T: Hash + ToTemplateValue> ToTemplateValue for Vec<(String, Viewed<T>)> {
    fn to_template_value(&self) -> Value {
        Value::map(
            self.iter()
                .map(|(name, value)| (name.as_str(), value.view())),
        )
    }
}

impl ToTemplateValue for Terms {
    fn to_template_value(&self) -> Value {
        let terms = |terms: &Vec<Viewed<Term>>| Value::list(terms.iter().map(Viewed::view));
        Value::map(self.iter().map(|(name, of)| (name.as_str(), terms(of))))
    }
}

impl ToTemplateValue for Taxonomy {
    fn to_template_value(&self) -> Value {
        let Taxonomy { name, card, terms } = self;
        card.view().with([
            ("name", Value::text(name)),
            ("terms", Value::list(terms.iter().map(Viewed::view))),
        ])
    }
}

impl ToTemplateValue for Term {
    fn to_template_value(&self) -> Value {
        let Term {
            taxonomy,
            card,
            count,
        } = self;
        card.view().with([
            ("taxonomy", Value::text(taxonomy)),
            ("count", Value::from(*count)),
        ])
    }
}

impl ToTemplateValue for Map {
    fn to_template_value(&self) -> Value {
        Value::from(self)
    }
}

/// Returns a list of cards.
fn cards(cards: &[Viewed<Card>]) -> Value {
    Value::list(cards.iter().map(Viewed::view))
}

/// Returns a day as `2026-11-23`.
pub(super) fn day(date: Option<Date>) -> Value {
    date.map_or_else(Value::none, |date| Value::text(&date.to_string()))
}

/// Returns the image of a page.
pub(super) fn page_image(image: Option<&PageImage>) -> Value {
    image.map_or_else(Value::none, |image| {
        Value::map([
            ("src", Value::text(&image.src)),
            ("alt", Value::optional(image.alt.as_deref())),
        ])
    })
}

/// Returns the terms of a page by taxonomy.
pub(super) fn page_terms(terms: &PageTerms) -> Value {
    let link = |link: &TermLink| {
        Value::map([
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
