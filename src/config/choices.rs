//! Small answers: how bad a check is, how the preview behaves.

use super::editor::Editor;

/// How bad a check's finding is, as the site says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing is published while it stands.
    Error,
    /// Somebody should look.
    Warning,
    /// Good to know.
    Note,
    /// It is not looked for.
    Off,
}

impl Level {
    /// Every level with the word for it.
    pub const ALL: &'static [(&'static str, Level)] = &[
        ("error", Level::Error),
        ("warning", Level::Warning),
        ("note", Level::Note),
        ("off", Level::Off),
    ];
}

/// Options of the preview. A flag of the command line has the last word.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Preview {
    /// The port, which is then not exchanged for a free one.
    pub port: Option<u16>,
    /// Whether a browser opens.
    pub open: Option<bool>,
    /// The editor that a click on a block opens.
    pub editor: Editor,
}
