//! The pictures that templates may show, as the function `picture` finds them.

use super::images;
use super::inputs::{NamedPicture, PageInputs, Pictures};
use crate::template::{ToTemplateValue, Value, Viewed, picture_view};
use std::collections::BTreeMap;

/// Returns the root `pictures`, if the template of a page shows some.
pub(super) fn root(inputs: &PageInputs) -> Option<Value> {
    let site = inputs.globals.pictures.as_ref()?;
    let own = inputs.relations.pictures.as_ref();
    Some(Value::record([
        ("page", Value::text(&inputs.data.card.url)),
        ("site", site.view()),
        ("own", own.map_or_else(Value::none, Viewed::view)),
    ]))
}

impl ToTemplateValue for Pictures {
    fn to_template_value(&self) -> Value {
        let Pictures { anywhere, beside } = self;
        let beside = beside.iter();
        let beside = beside.map(|(page, names)| (page.as_str(), by_name(names)));
        Value::record([
            ("anywhere", by_name(anywhere)),
            ("beside", Value::map(beside)),
        ])
    }
}

fn by_name(pictures: &BTreeMap<String, NamedPicture>) -> Value {
    let view = |picture: &NamedPicture| {
        let picture = picture.as_ref();
        let (url, image) = picture.map(|(url, image)| (url.as_str(), &**image)).unzip();
        picture_view(&images::picture(image, url))
    };
    let pictures = pictures.iter();
    Value::map(pictures.map(|(name, picture)| (name.as_str(), view(picture))))
}
