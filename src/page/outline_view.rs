//! The outline of a site as templates see it.

use super::inputs::{Outline, OutlineItem, OutlinePart};
use crate::template::{ToTemplateValue, Value};

impl ToTemplateValue for Outline {
    fn to_template_value(&self) -> Value {
        let part = |part: &OutlinePart| {
            Value::record([
                ("title", Value::optional(part.title.as_deref())),
                ("items", items(&part.items)),
            ])
        };
        Value::list(self.iter().map(part))
    }
}

fn items(entries: &[OutlineItem]) -> Value {
    let item = |item: &OutlineItem| {
        let OutlineItem {
            title,
            url,
            number,
            items: below,
        } = item;
        Value::record([
            ("title", Value::text(title)),
            ("url", Value::optional(url.as_deref())),
            ("number", Value::optional(number.as_deref())),
            ("items", items(below)),
        ])
    };
    Value::list(entries.iter().map(item))
}
