//! The facts about a finished page that checks need.

/// The facts about a finished page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// All ids. An id that occurs twice is listed twice. Those that Markdown gave come before the
    /// others of the content.
    pub ids: Vec<String>,
    /// The targets of links, scripts, styles and images as they are written, with the site's own
    /// from the root of the site. Links that Markdown made may be left out: links to other places
    /// were checked when the site was assembled, and those between footnotes and their references
    /// are right by construction.
    pub references: Vec<String>,
}
