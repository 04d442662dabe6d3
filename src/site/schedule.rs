//! Times of publication: which pages are published today, not yet or no more.

use crate::date::Date;
use crate::document::FrontMatter;
use crate::path::SourcePath;

/// The day, and the pages that are shown out of their time. The clock enters a build here and
/// nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Schedule {
    /// The day in the site's time zone.
    pub today: Date,
    /// True if drafts are shown.
    pub drafts: bool,
    /// True if pages are shown before their day.
    pub future: bool,
    /// True if pages are shown after their last day.
    pub expired: bool,
}

/// The times of publication of a page, seen from one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// True for drafts.
    pub draft: bool,
    /// The future day on which the page appears.
    pub scheduled: Option<Date>,
    /// The day on which the page expired.
    pub expired: Option<Date>,
    /// The future day on which the page expires.
    pub expires: Option<Date>,
}

impl Timing {
    /// Returns the timing of a page with this front matter.
    pub fn of(front_matter: &FrontMatter, today: Date) -> Self {
        Timing {
            draft: front_matter.draft,
            scheduled: front_matter.publish.filter(|day| *day > today),
            expired: front_matter.expire.filter(|day| *day <= today),
            expires: front_matter.expire.filter(|day| *day > today),
        }
    }

    /// Returns the reason for which a build that shows no page out of its time holds it back.
    pub(super) fn reason(&self) -> Option<Reason> {
        match self.draft {
            true => Some(Reason::Draft),
            false => {
                let scheduled = self.scheduled.map(Reason::Scheduled);
                scheduled.or_else(|| self.expired.map(Reason::Expired))
            }
        }
    }

    /// True if a build that shows no page out of its time holds this page back.
    pub fn is_held_back(&self) -> bool {
        self.draft || self.scheduled.is_some() || self.expired.is_some()
    }
}

/// A page that is not published.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HeldBack {
    /// The document.
    pub source: SourcePath,
    /// The reason.
    pub reason: Reason,
}

/// The reason for which a page is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The page is a draft.
    Draft,
    /// The page appears on this day.
    Scheduled(Date),
    /// The page expired on this day.
    Expired(Date),
}

impl Reason {
    /// Returns the reason as the end of a sentence that begins with a page.
    pub(super) fn in_words(self, today: Date) -> String {
        match self {
            Reason::Draft => "is a draft".to_owned(),
            Reason::Scheduled(day) => format!("appears on {}", day.spoken(today)),
            Reason::Expired(day) => format!("is no longer published since {}", day.spoken(today)),
        }
    }
}

impl Schedule {
    /// Returns the reason for which a page with this front matter is not published today.
    pub(super) fn holds_back(&self, front_matter: &FrontMatter) -> Option<Reason> {
        let Timing {
            draft,
            scheduled,
            expired,
            expires: _,
        } = Timing::of(front_matter, self.today);
        if draft && !self.drafts {
            return Some(Reason::Draft);
        }
        let scheduled = scheduled.filter(|_| !self.future).map(Reason::Scheduled);
        scheduled.or_else(|| expired.filter(|_| !self.expired).map(Reason::Expired))
    }
}
