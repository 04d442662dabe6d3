//! The paginator: a list as one of its list pages shows it.

use super::card_fields::{self, CardFields, ShowsCards};
use super::inputs::{ListPage, Paginator};
use crate::template::{ToTemplateValue, Value};

impl ToTemplateValue for Paginator {
    fn to_template_value(&self) -> Value {
        self.with_fields(&CardFields::none())
    }
}

impl ShowsCards for Paginator {
    fn with_fields(&self, fields: &CardFields<'_>) -> Value {
        let Paginator {
            number,
            by,
            count,
            items,
            pages,
        } = self;
        let url = |index: Option<usize>| {
            let page = index.and_then(|index| pages.get(index));
            Value::optional(page.map(|page| page.url.as_str()))
        };
        Value::record([
            ("number", Value::from(*number)),
            ("total", Value::from(pages.len())),
            ("by", by.map_or_else(Value::none, Value::from)),
            ("count", Value::from(*count)),
            ("items", card_fields::view(items, fields)),
            ("url", url(number.checked_sub(1))),
            ("first", url(Some(0))),
            ("last", url(pages.len().checked_sub(1))),
            ("previous", url(number.checked_sub(2))),
            ("next", url(Some(*number))),
            ("pages", pages.view()),
        ])
    }
}

impl ToTemplateValue for Vec<ListPage> {
    fn to_template_value(&self) -> Value {
        Value::list(self.iter().map(|ListPage { number, url }| {
            Value::record([("number", Value::from(*number)), ("url", Value::text(url))])
        }))
    }
}
