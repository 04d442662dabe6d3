//! Cards: pages as other pages show them.

use super::git_dates::PageDates;
use super::kind::PageKind;
use super::references::Resolved;
use super::route::Route;
use super::terms::PageTerms;
use crate::date::Date;
use crate::digest::Digested;
use crate::document::Head;
use crate::document::front_matter::PageImage;
use crate::value::Map;

/// A page as other pages show it. It has no content, so an edit of a body changes no card and no
/// other page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Card {
    /// The kind of the page.
    pub kind: PageKind,
    /// The URL within the site.
    pub url: String,
    /// The absolute URL, if the site has a base URL.
    pub permalink: Option<String>,
    /// The title.
    pub title: String,
    /// The short title for menus; the title if the page has no short one.
    pub nav_title: String,
    /// The summary in one sentence.
    pub description: Option<String>,
    /// The day of writing.
    pub date: Option<Date>,
    /// The day of the last change.
    pub updated: Option<Date>,
    /// The day of the last check of its facts.
    pub reviewed: Option<Date>,
    /// The weight in its section.
    pub weight: Option<i64>,
    /// The image that represents the page where it is shared.
    pub image: Option<PageImage>,
    /// Minutes of reading, at least 1.
    pub minutes: usize,
    /// The tags.
    pub tags: Vec<String>,
    /// The terms with their pages.
    pub terms: Digested<PageTerms>,
    /// The names of the authors.
    pub authors: Vec<String>,
    /// The free data of the page.
    pub extra: Map,
    /// True for drafts.
    pub draft: bool,
}

impl Card {
    /// Returns the card of a page whose image resolves to `image`.
    pub(super) fn of(
        kind: PageKind,
        route: &Route,
        head: &Head,
        image: Option<&Resolved>,
        terms: Digested<PageTerms>,
    ) -> Self {
        let front_matter = &head.front_matter;
        let image = match (&front_matter.image, image) {
            (Some(image), Some(Resolved::Url(url))) => Some(PageImage {
                src: url.clone(),
                alt: image.alt.clone(),
            }),
            _ => None,
        };
        Card {
            kind,
            url: route.url.clone(),
            permalink: None,
            title: head.title.clone(),
            nav_title: front_matter
                .nav_title
                .clone()
                .unwrap_or_else(|| head.title.clone()),
            description: front_matter.description.clone(),
            date: front_matter.date,
            updated: front_matter.updated,
            reviewed: front_matter.reviewed,
            weight: front_matter.weight,
            image,
            minutes: head.minutes,
            tags: front_matter
                .taxonomies
                .get("tags")
                .cloned()
                .unwrap_or_default(),
            terms,
            authors: front_matter.authors.clone(),
            extra: front_matter.extra.clone(),
            draft: front_matter.draft,
        }
    }

    /// Takes the days that git knows for those that the page does not say. A change on the day of
    /// the page is none.
    pub(super) fn take_dates(&mut self, dates: &PageDates) {
        self.date = self.date.or(dates.date);
        let is_later = self.date.is_none_or(|date| dates.updated > date);
        let updated = Some(dates.updated).filter(|_| is_later);
        self.updated = self.updated.or(updated);
    }

    /// Returns the card of a page that has a title and nothing else.
    pub fn synthetic(kind: PageKind, url: &str, title: &str, terms: Digested<PageTerms>) -> Self {
        Card {
            kind,
            url: url.to_owned(),
            permalink: None,
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
            terms,
            authors: Vec::new(),
            extra: Map::default(),
            draft: false,
        }
    }
}
