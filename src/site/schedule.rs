//! What is published today, and what is not yet or no more.

use crate::date::Date;
use crate::document::FrontMatter;
use crate::path::SourcePath;

/// The day, and what is shown although its time has not come. The clock enters a build here and
/// nowhere else.
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

/// What a page says of the time in which it is published, seen from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// Whether it is a draft.
    pub draft: bool,
    /// The day to come on which it appears.
    pub scheduled: Option<Date>,
    /// The day on which it was to be taken down, if that has come.
    pub expired: Option<Date>,
    /// The day to come on which it is to be taken down.
    pub expires: Option<Date>,
}

impl Timing {
    /// The timing of a page with this front matter.
    pub fn of(matter: &FrontMatter, today: Date) -> Self {
        Timing {
            draft: matter.draft,
            scheduled: matter.publish.filter(|day| *day > today),
            expired: matter.expire.filter(|day| *day <= today),
            expires: matter.expire.filter(|day| *day > today),
        }
    }

    /// Whether a build holds the page back that shows nothing out of its time.
    pub fn is_held_back(&self) -> bool {
        self.draft || self.scheduled.is_some() || self.expired.is_some()
    }
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
        let Timing {
            draft,
            scheduled,
            expired,
            expires: _,
        } = Timing::of(matter, self.today);
        if draft && !self.drafts {
            return Some(Reason::Draft);
        }
        let scheduled = scheduled.filter(|_| !self.future).map(Reason::Scheduled);
        scheduled.or_else(|| expired.filter(|_| !self.expired).map(Reason::Expired))
    }
}
