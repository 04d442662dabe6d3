//! The filters that rooms below this one bring.

use crate::config::Markdown;
use crate::strings::Strings;
use std::sync::Arc;

/// Makes HTML of a text in Markdown with the options of a site and the texts of
/// a language, or says what is wrong with it.
pub(super) type MakeMarkdown = fn(&str, Markdown, &Arc<Strings>) -> Result<String, String>;

/// The filters that rooms below this one bring: functions without memory, so that no digest has to
/// cover them.
#[derive(Clone, Copy)]
pub struct Added {
    /// The filter `markdown`.
    pub markdown: Option<MakeMarkdown>,
}

impl Added {
    /// No filters.
    pub(super) const NONE: Added = Added { markdown: None };
}
