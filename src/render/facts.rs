//! What a finished page has in it, for the checks.

/// What a finished page has in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// All ids; one that stands there twice is there twice. Those that Markdown gave stand before
    /// the others of the content.
    pub ids: Vec<String>,
    /// The targets of links, scripts, styles and pictures as they are written, with the site's own
    /// from the root of the site. Links that Markdown made may be left out: those to other places
    /// were told when the site was assembled, those between footnotes and their references are
    /// right by construction.
    pub references: Vec<String>,
}
