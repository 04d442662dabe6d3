//! The picture that stands for a page where it is shared: what it is made of, and what its template
//! sees.

use crate::config::{BaseUrl, Config};
use crate::digest::{Digest, Digested};
use crate::image::Size;
use crate::path::OutputPath;
use crate::site::{Card, Route};
use crate::social_card;
use crate::template::{Roots, StandaloneTemplate, Value};
use crate::value::{Map, Value as Data};

/// Everything that a picture is made of; its digest stands in the picture's name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SocialCardInputs {
    /// What it has in common with the other pictures of the site.
    pub common: Digested<SocialCardCommon>,
    /// The page's file, which makes the name its own.
    pub page: OutputPath,
    /// The page's title.
    pub title: String,
    /// The short title of the page's section.
    pub section: Option<String>,
}

/// What all pictures of a site are made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SocialCardCommon {
    template: StandaloneTemplate,
    drawn_by: &'static str,
    site: String,
    business: Option<String>,
    address: String,
    options: Map,
}

impl SocialCardCommon {
    /// What pictures are made of on a site that stands somewhere; nothing where the font lacks a
    /// character of its names.
    pub fn new(
        template: StandaloneTemplate,
        config: &Config,
        base_url: &BaseUrl,
        options: &Map,
    ) -> Option<Self> {
        let short = match options.get("short_title") {
            Some(Data::Text(text)) if !text.is_empty() => text.to_string(),
            _ => config.title.clone(),
        };
        let address = format!("{}{}", base_url.origin, base_url.path);
        let common = SocialCardCommon {
            template,
            drawn_by: social_card::DRAWN_BY,
            site: short,
            business: config
                .business
                .as_ref()
                .and_then(|business| business.name.clone()),
            address: address
                .split_once("://")
                .map(|(_, rest)| rest.to_owned())
                .unwrap_or(address),
            options: options.clone(),
        };
        let can_write = social_card::can_write(&common.site)
            && common
                .business
                .as_deref()
                .is_none_or(social_card::can_write);
        can_write.then_some(common)
    }

    /// The template.
    pub fn template(&self) -> &StandaloneTemplate {
        &self.template
    }
}

impl SocialCardInputs {
    /// What the picture of a page is made of; nothing where the font lacks a character of its
    /// texts.
    pub fn of(
        common: &Digested<SocialCardCommon>,
        route: &Route,
        card: &Card,
        section: Option<&Card>,
    ) -> Option<Self> {
        let section = section.map(|section| section.nav_title.clone());
        let can_write = social_card::can_write(&card.title)
            && section.as_deref().is_none_or(social_card::can_write);
        let inputs = SocialCardInputs {
            common: common.clone(),
            page: route.output.clone(),
            title: card.title.clone(),
            section,
        };
        can_write.then_some(inputs)
    }

    /// Where it is published: `assets/share/benefits/pain-relief.3f2a9b1c.png`.
    pub fn route(&self) -> Option<Route> {
        let page = self.page.as_str();
        let stem = page
            .strip_suffix("/index.html")
            .or_else(|| page.rsplit_once('.').map(|(stem, _)| stem))
            .unwrap_or(page);
        let name = format!("assets/share/{stem}.{}.png", Digest::of(self).short(8));
        Route::of_file(&OutputPath::new(&name).ok()?)
    }

    /// What its template sees.
    pub fn roots(&self) -> Roots {
        let SocialCardInputs {
            common,
            page: _,
            title,
            section,
        } = self;
        let SocialCardCommon {
            template: _,
            drawn_by: _,
            site,
            business,
            address,
            options,
        } = &**common;
        vec![
            ("title", Value::text(title)),
            ("section", Value::optional(section.as_deref())),
            ("site", Value::text(site)),
            ("business", Value::optional(business.as_deref())),
            ("address", Value::text(address)),
            ("options", Value::from(options)),
        ]
    }
}

/// The picture to show where a page is shared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SharedImage {
    /// Its absolute URL.
    pub src: String,
    /// What is to be seen on it.
    pub alt: Option<String>,
    /// Its size, where that is known.
    pub size: Option<Size>,
}

impl SharedImage {
    /// As templates see it.
    pub(super) fn view(&self) -> Value {
        let SharedImage { src, alt, size } = self;
        let pixels = |side: fn(&Size) -> u32| {
            size.as_ref()
                .map_or_else(Value::none, |size| Value::from(i64::from(side(size))))
        };
        Value::map([
            ("src", Value::text(src)),
            ("alt", Value::optional(alt.as_deref())),
            ("width", pixels(|size| size.width)),
            ("height", pixels(|size| size.height)),
        ])
    }
}
