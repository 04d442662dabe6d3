//! The menus of a site.

use super::keys::{MENU_KEYS, MENUS_KEYS};
use crate::diagnostic::Diagnostic;
use crate::url::{is_safe_scheme, scheme};
use crate::yaml::Field;

/// The menus of a site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Menus {
    /// The menu at the top. `None` means the sections at the top of `content/`, an empty list means
    /// no menu.
    pub main: Option<Vec<MenuEntry>>,
    /// The menu at the bottom.
    pub footer: Vec<MenuEntry>,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MenuEntry {
    /// The text of the entry. Without it the title of the page counts.
    pub title: Option<String>,
    /// The target: a file below `content/` (`benefits/_index.md`), a path on this site that begins
    /// with `/`, an anchor that begins with `#`, or an address with `http`, `https`, `mailto` or
    /// `tel`. Empty if the entry only holds its children.
    pub url: String,
    /// The entries below it.
    pub children: Vec<MenuEntry>,
}

/// Reads the map `menus`.
pub(super) fn menus(field: &Field<'_>) -> Menus {
    let Some(fields) = field.fields(MENUS_KEYS, "`menus`") else {
        return Menus::default();
    };
    Menus {
        main: fields.get("main").map(entries),
        footer: fields.get("footer").map(entries).unwrap_or_default(),
    }
}

fn entries(field: &Field<'_>) -> Vec<MenuEntry> {
    field.items().iter().filter_map(entry).collect()
}

fn entry(item: &Field<'_>) -> Option<MenuEntry> {
    if item.value().as_map().is_none() {
        return Some(MenuEntry {
            title: None,
            url: target(item)?,
            children: Vec::new(),
        });
    }
    let fields = item.fields(MENU_KEYS, "an entry of a menu")?;
    let children = fields.get("children").map(entries).unwrap_or_default();
    let url = match (fields.get("page"), fields.get("url")) {
        (Some(page), None) => page_file(page)?,
        (None, Some(url)) => target(url)?,
        (Some(_), Some(url)) => {
            url.report_key(Diagnostic::error(
                "wrong-type",
                "an entry of a menu leads to a `page` or to a `url`, not to both",
            ));
            return None;
        }
        (None, None) if !children.is_empty() => String::new(),
        (None, None) => {
            let advice = "write `page:` with a file below `content/`, or `url:` with an address";
            item.report_key(
                Diagnostic::error("wrong-type", format!("`{}` leads nowhere", item.name()))
                    .advise(advice),
            );
            return None;
        }
    };
    Some(MenuEntry {
        title: fields.get("title").and_then(Field::filled),
        url,
        children,
    })
}

fn page_file(field: &Field<'_>) -> Option<String> {
    let page = field.filled()?;
    if scheme(&page).is_some() {
        field.report(
            Diagnostic::error("wrong-type", format!("`{page}` is an address and no file"))
                .advise("write `url:` instead of `page:`"),
        );
        return None;
    }
    Some(without_prefix(&page))
}

fn target(field: &Field<'_>) -> Option<String> {
    let url = field.filled()?;
    match scheme(&url) {
        Some(scheme) if !is_safe_scheme(&scheme) => {
            let message = format!(
                "`{}` begins with `{scheme}:`, which no menu may",
                field.name()
            );
            field.report(
                Diagnostic::error("unsafe-link", message)
                    .advise("write an address with https, http, mailto or tel"),
            );
            None
        }
        Some(_) => Some(url),
        None if url.starts_with("//") => {
            let better = format!("https:{url}");
            let error =
                Diagnostic::error("wrong-type", format!("`{}` has no scheme", field.name()));
            field.report(field.with_value(
                error.advise(format!("write `{better}`")),
                &better,
                false,
            ));
            None
        }
        None => Some(without_prefix(&url)),
    }
}

/// Removes what other generators write before the path of a page: `@/benefits/_index.md` and
/// `content/benefits/_index.md` become `benefits/_index.md`.
fn without_prefix(page: &str) -> String {
    page.strip_prefix("@/")
        .or_else(|| page.strip_prefix("content/"))
        .unwrap_or(page)
        .to_owned()
}
