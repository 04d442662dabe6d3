//! What is published today, and what is not yet or no more.

use crate::date::Date;
use crate::document::FrontMatter;
use crate::path::SourcePath;

/// The day, and what is shown although its time has not come. The clock enters a build here and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Schedule {
    /// The day in the site's time zone.
    pub today: Date,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether pages are shown before their day.
    pub future: bool,
    /// Whether pages are shown after their last day.
    pub expired: bool,
}

/// A page that is not published.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HeldBack {
    /// The document.
    pub source: SourcePath,
    /// Why.
    pub reason: Reason,
}

/// Why a page is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It is a draft.
    Draft,
    /// It appears on this day.
    Scheduled(Date),
    /// It was to be taken down on this day.
    Expired(Date),
}

impl Schedule {
    /// Why a page with this front matter is not published today, if it is not.
    pub(super) fn holds_back(&self, matter: &FrontMatter) -> Option<Reason> {
        if matter.draft && !self.drafts {
            return Some(Reason::Draft);
        }
        match (matter.publish, matter.expire) {
            (Some(day), _) if day > self.today && !self.future => Some(Reason::Scheduled(day)),
            (_, Some(day)) if day <= self.today && !self.expired => Some(Reason::Expired(day)),
            _ => None,
        }
    }
}
