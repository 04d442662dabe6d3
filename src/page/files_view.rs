//! The files beside a page as templates see them.

use super::inputs::PageFile;
use crate::template::{ToTemplateValue, Value};

impl ToTemplateValue for PageFile {
    fn to_template_value(&self) -> Value {
        let PageFile {
            name,
            path,
            url,
            size,
            width,
            height,
        } = self;
        let number = |number: Option<u32>| {
            number.map_or_else(Value::none, |number| Value::from(i64::from(number)))
        };
        Value::record([
            ("name", Value::text(name)),
            ("path", Value::text(path)),
            ("url", Value::text(url)),
            (
                "size",
                Value::from(usize::try_from(*size).unwrap_or(usize::MAX)),
            ),
            ("width", number(*width)),
            ("height", number(*height)),
        ])
    }
}

impl ToTemplateValue for Vec<PageFile> {
    fn to_template_value(&self) -> Value {
        Value::list(self.iter().map(ToTemplateValue::to_template_value))
    }
}
