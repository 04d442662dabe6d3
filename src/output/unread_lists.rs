//! Warnings on lists that are to be shown over several list pages by a template that shows no such
//! list.

use super::planning::Planning;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::path::SourcePath;
use crate::site::Page;

/// Returns the warnings.
pub fn unread_lists(planning: &Planning<'_>) -> Vec<Diagnostic> {
    let pages = planning.inputs.site.pages.iter();
    let lists = pages.filter_map(|page| Some((page, key(page)?)));
    let unread = lists.filter(|(page, _)| !planning.reads(page, "paginator"));
    unread
        .map(|(page, key)| {
            let template = planning.template(page);
            let message = format!("`{key}` has no effect: `{template}` does not name `paginator`");
            let (file, item) = match &page.source {
                Some(source) => (source.clone(), key),
                None => (SourcePath::site_file(), "taxonomies"),
            };
            let item = Item::Key(item.to_owned());
            Diagnostic::warning("unread-list", message)
                .at(Place::Item { file, item })
                .advise("show `paginator.items` in the template, or leave the key out")
        })
        .collect()
}

/// Returns the key that asks for list pages of a page's list.
fn key(page: &Page) -> Option<&'static str> {
    match (&page.paged, page.listing.page_size) {
        (Some(_), _) => Some("paginate"),
        (None, Some(_)) => page.kind.is_list().then_some("paginate_by"),
        (None, None) => None,
    }
}
