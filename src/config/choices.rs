//! Small types: the level of a check, the choice of social cards, the options of the preview.

use super::editor::Editor;

/// The severity that a site gives to the findings of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing is published until it is corrected.
    Error,
    /// The site is published; the author should look at it.
    Warning,
    /// Information only.
    Note,
    /// The check does not run.
    Off,
}

impl Level {
    /// Every level with its word in `site.yaml`.
    pub const ALL: &'static [(&'static str, Level)] = &[
        ("error", Level::Error),
        ("warning", Level::Warning),
        ("note", Level::Note),
        ("off", Level::Off),
    ];
}

/// The pages for which a social card is drawn. A page with an image of its own needs none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SocialCards {
    /// One for the site. It represents every page without an image of its own.
    Site,
    /// One for each page.
    Pages,
}

impl SocialCards {
    /// Every choice with its word in `site.yaml`.
    pub const ALL: &'static [(&'static str, SocialCards)] =
        &[("site", SocialCards::Site), ("pages", SocialCards::Pages)];
}

/// The dates that pages have from git, if they do not say them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GitDates {
    /// None.
    None,
    /// The day of the last change.
    Updated,
    /// That, and the day of the first commit as the day of the page.
    All,
}

impl GitDates {
    /// Every choice with its word in `site.yaml`.
    pub const ALL: &'static [(&'static str, GitDates)] = &[
        ("true", GitDates::All),
        ("updated", GitDates::Updated),
        ("false", GitDates::None),
    ];
}

/// The options of the preview. Flags of the command line take precedence.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Preview {
    /// The port. If it is set and in use, the preview does not try another one.
    pub port: Option<u16>,
    /// True if `milepost serve` opens a browser.
    pub open: Option<bool>,
    /// The editor that a click on a block opens.
    pub editor: Editor,
}
