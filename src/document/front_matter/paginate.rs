//! A list that a page shows over several list pages.

use super::keys::PAGINATE_KEYS;
use super::sort_by::{self, SortKey};
use crate::diagnostic::Diagnostic;
use crate::yaml::Field;

/// A list that a page shows over several list pages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Paginate {
    /// The folder below `content/` whose pages are listed, without slashes around it; empty for all
    /// pages of the site. `None` for the pages that the page lists anyway.
    pub pages: Option<String>,
    /// The number of items on one list page.
    pub by: usize,
    /// The order; that of the reading order if there is none.
    pub sort_by: Vec<SortKey>,
}

/// The largest number of items on one list page.
const MOST: i64 = 10_000;

/// Reads `paginate`: a map, or the number of items alone.
pub(super) fn read(field: &Field<'_>) -> Option<Paginate> {
    if field.value().as_map().is_none() {
        return Some(Paginate {
            pages: None,
            by: size(field)?,
            sort_by: Vec::new(),
        });
    }
    let fields = field.fields(PAGINATE_KEYS, "`paginate`")?;
    let Some(by) = fields.get("by") else {
        let error = Diagnostic::error("wrong-type", "`paginate` has no `by`");
        field.report_key(error.advise("write how many pages one list page shows: `by: 10`"));
        return None;
    };
    let pages = fields.get("pages").and_then(Field::text);
    Some(Paginate {
        pages: pages.map(|folder| folder.trim_matches(['/', '.']).to_owned()),
        by: size(by)?,
        sort_by: fields.get("sort_by").map(sort_by::read).unwrap_or_default(),
    })
}

/// Reads the number of items on one list page.
pub(super) fn size(field: &Field<'_>) -> Option<usize> {
    usize::try_from(field.count(1, MOST)?).ok()
}
