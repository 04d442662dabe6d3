//! Parts of raw HTML that the policy of the site forbids: hosts send it in `_headers`, the preview
//! sends it, and browsers then leave these parts out.

/// A part of a page that the policy of the site forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum Blocked {
    /// Another page within the page.
    Frame,
    /// An element `style`.
    Styles,
    /// An attribute `style`.
    StyleAttribute,
    /// A script that stands in the page.
    Script,
    /// A script in an attribute, such as `onclick`.
    ScriptAttribute,
    /// A script that is loaded from another site.
    ScriptElsewhere,
    /// A picture that is loaded from another site.
    PictureElsewhere,
    /// Sound or film that is loaded from another site.
    RecordingElsewhere,
}

impl Blocked {
    /// Returns its name as the beginning of a sentence.
    pub(in crate::document) fn name(self) -> &'static str {
        match self {
            Blocked::Frame => "a frame",
            Blocked::Styles => "styles within a page",
            Blocked::StyleAttribute => "an attribute `style`",
            Blocked::Script => "a script within a page",
            Blocked::ScriptAttribute => "a script in an attribute",
            Blocked::ScriptElsewhere => "a script of another site",
            Blocked::PictureElsewhere => "a picture of another site",
            Blocked::RecordingElsewhere => "a recording of another site",
        }
    }

    /// Returns the way to have the same without it.
    pub(in crate::document) fn advice(self) -> &'static str {
        match self {
            Blocked::Frame => "link to the page instead, with a picture of it",
            Blocked::Styles | Blocked::StyleAttribute => {
                "write a class, and its style into a style sheet in `assets/`"
            }
            Blocked::Script | Blocked::ScriptAttribute => {
                "put the script into a file in `static/`, and name it with `src`"
            }
            Blocked::ScriptElsewhere | Blocked::PictureElsewhere | Blocked::RecordingElsewhere => {
                "put the file beside the page, or into `static/`"
            }
        }
    }
}
