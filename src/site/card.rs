//! Cards: what a page shows of itself on other pages.

use super::kind::PageKind;
use super::references::Resolved;
use super::route::Route;
use crate::date::Date;
use crate::document::Head;
use crate::document::front_matter::PageImage;

/// What a page shows of itself elsewhere. It has no content, so an edit of a body changes no card,
/// and no other page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Card {
    /// What kind of page it is.
    pub kind: PageKind,
    /// Its URL within the site.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its short title for menus; the title where none was given.
    pub nav_title: String,
    /// What it is about, in a sentence.
    pub description: Option<String>,
    /// When it was written.
    pub date: Option<Date>,
    /// When it was changed.
    pub updated: Option<Date>,
    /// When somebody last checked its facts.
    pub reviewed: Option<Date>,
    /// Its weight in its section.
    pub weight: Option<i64>,
    /// Its picture.
    pub image: Option<PageImage>,
    /// Minutes of reading.
    pub minutes: usize,
    /// Its tags.
    pub tags: Vec<String>,
    /// Whether it is a draft.
    pub draft: bool,
}

impl Card {
    /// The card of a page whose picture leads to `picture`.
    pub(super) fn of(
        kind: PageKind,
        route: &Route,
        head: &Head,
        picture: Option<&Resolved>,
    ) -> Self {
        let matter = &head.matter;
        let image = match (&matter.image, picture) {
            (Some(image), Some(Resolved::Url(url))) => Some(PageImage {
                src: url.clone(),
                alt: image.alt.clone(),
            }),
            _ => None,
        };
        Card {
            kind,
            url: route.url.clone(),
            title: head.title.clone(),
            nav_title: matter
                .nav_title
                .clone()
                .unwrap_or_else(|| head.title.clone()),
            description: matter.description.clone(),
            date: matter.date,
            updated: matter.updated,
            reviewed: matter.reviewed,
            weight: matter.weight,
            image,
            minutes: head.minutes,
            tags: matter.taxonomies.get("tags").cloned().unwrap_or_default(),
            draft: matter.draft,
        }
    }

    /// The card of a page that says nothing of itself but its title.
    pub fn synthetic(kind: PageKind, url: &str, title: &str) -> Self {
        Card {
            kind,
            url: url.to_owned(),
            title: title.to_owned(),
            nav_title: title.to_owned(),
            description: None,
            date: None,
            updated: None,
            reviewed: None,
            weight: None,
            image: None,
            minutes: 1,
            tags: Vec::new(),
            draft: false,
        }
    }
}
