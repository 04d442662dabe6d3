//! The site, its business and its menus as templates see them.

use crate::config::{Business, Config, Hours, direction};
use crate::site::{MenuItem, Menus};
use crate::template::{ToTemplateValue, Value};
use crate::value::Map;

/// The part of the configuration that templates see. Nothing in it grows with the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SiteView {
    title: String,
    description: Option<String>,
    base_url: Option<String>,
    language: String,
    author: Option<String>,
    search: bool,
    options: Map,
    extra: Map,
}

impl SiteView {
    /// Selects this part of a configuration, with the theme's options as the site sets them.
    pub fn new(config: &Config, options: &Map) -> Self {
        SiteView {
            title: config.title.clone(),
            description: config.description.clone(),
            base_url: config.base_url.as_ref().map(|base| base.absolute("")),
            language: config.language.clone(),
            author: config.author.clone(),
            search: config.search,
            options: options.clone(),
            extra: config.extra.clone(),
        }
    }
}

impl ToTemplateValue for SiteView {
    fn to_template_value(&self) -> Value {
        let SiteView {
            title,
            description,
            base_url,
            language,
            author,
            search,
            options,
            extra,
        } = self;
        Value::record([
            ("title", Value::text(title)),
            ("description", Value::optional(description.as_deref())),
            ("base_url", Value::optional(base_url.as_deref())),
            ("language", Value::text(language)),
            ("direction", Value::text(direction(language))),
            ("author", Value::optional(author.as_deref())),
            ("search", Value::from(*search)),
            ("options", Value::from(options)),
            ("extra", Value::from(extra)),
        ])
    }
}

impl ToTemplateValue for Business {
    fn to_template_value(&self) -> Value {
        let Business {
            name,
            kind,
            description,
            street,
            city,
            region,
            postal_code,
            country,
            phone,
            email,
            booking_url,
            map_url,
            price_range,
            image,
            hours,
        } = self;
        let text = |field: &Option<String>| Value::optional(field.as_deref());
        Value::record([
            ("name", text(name)),
            ("type", Value::text(kind)),
            ("description", text(description)),
            ("street", text(street)),
            ("city", text(city)),
            ("region", text(region)),
            ("postal_code", text(postal_code)),
            ("country", text(country)),
            ("phone", text(phone)),
            ("email", text(email)),
            ("booking_url", text(booking_url)),
            ("map_url", text(map_url)),
            ("price_range", text(price_range)),
            ("image", text(image)),
            (
                "hours",
                Value::list(hours.iter().map(ToTemplateValue::to_template_value)),
            ),
        ])
    }
}

impl ToTemplateValue for Hours {
    fn to_template_value(&self) -> Value {
        let Hours {
            days,
            opens,
            closes,
        } = self;
        let days: Vec<&str> = days.iter().map(|day| day.name()).collect();
        Value::record([
            ("days", Value::text(&days.join(", "))),
            ("opens", Value::text(opens)),
            ("closes", Value::text(closes)),
        ])
    }
}

impl ToTemplateValue for Menus {
    fn to_template_value(&self) -> Value {
        let Menus { main, footer } = self;
        Value::record([("main", menu(main)), ("footer", menu(footer))])
    }
}

fn menu(items: &[MenuItem]) -> Value {
    Value::list(items.iter().map(
        |MenuItem {
             title,
             url,
             children,
         }| {
            Value::record([
                ("title", Value::text(title)),
                ("url", Value::text(url)),
                ("children", menu(children)),
            ])
        },
    ))
}
