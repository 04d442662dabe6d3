//! The menus.

use super::keys::{MENU_KEYS, MENUS_KEYS};
use crate::diagnostic::Diagnostic;
use crate::url::{is_safe_scheme, scheme};
use crate::yaml::Reader;

/// The menus of a site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Menus {
    /// The menu at the top. Nothing said: the sections at the top of `content/`. An empty list: no
    /// menu.
    pub main: Option<Vec<MenuEntry>>,
    /// The menu at the bottom.
    pub footer: Vec<MenuEntry>,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MenuEntry {
    /// What it says; else the page's title.
    pub title: Option<String>,
    /// Where it leads: a file below `content/` (`benefits/_index.md`), a path on this site that
    /// begins with `/`, an anchor that begins with `#`, or an address with `http`, `https`,
    /// `mailto` or `tel`. Empty if it only holds its children.
    pub url: String,
    /// The entries below it.
    pub children: Vec<MenuEntry>,
}

/// Reads `menus`.
pub(super) fn menus(reader: &Reader<'_>) -> Menus {
    let Some(fields) = reader.fields(MENUS_KEYS, "`menus`") else {
        return Menus::default();
    };
    Menus {
        main: fields.get("main").map(entries),
        footer: fields.get("footer").map(entries).unwrap_or_default(),
    }
}

fn entries(reader: &Reader<'_>) -> Vec<MenuEntry> {
    reader.items().iter().filter_map(entry).collect()
}

fn entry(item: &Reader<'_>) -> Option<MenuEntry> {
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
            url.complain_of_key(Diagnostic::error(
                "wrong-type",
                "an entry of a menu leads to a `page` or to a `url`, not to both",
            ));
            return None;
        }
        (None, None) if !children.is_empty() => String::new(),
        (None, None) => {
            let advice = "write `page:` with a file below `content/`, or `url:` with an address";
            item.complain_of_key(
                Diagnostic::error("wrong-type", format!("`{}` leads nowhere", item.name()))
                    .advise(advice),
            );
            return None;
        }
    };
    Some(MenuEntry {
        title: fields.get("title").and_then(Reader::filled),
        url,
        children,
    })
}

fn page_file(reader: &Reader<'_>) -> Option<String> {
    let page = reader.filled()?;
    if scheme(&page).is_some() {
        reader.complain(
            Diagnostic::error("wrong-type", format!("`{page}` is an address and no file"))
                .advise("write `url:` instead of `page:`"),
        );
        return None;
    }
    Some(without_prefix(&page))
}

fn target(reader: &Reader<'_>) -> Option<String> {
    let url = reader.filled()?;
    match scheme(&url) {
        Some(scheme) if !is_safe_scheme(&scheme) => {
            let message = format!(
                "`{}` begins with `{scheme}:`, which no menu may",
                reader.name()
            );
            reader.complain(
                Diagnostic::error("unsafe-link", message)
                    .advise("write an address with https, http, mailto or tel"),
            );
            None
        }
        Some(_) => Some(url),
        None if url.starts_with("//") => {
            let better = format!("https:{url}");
            let complaint =
                Diagnostic::error("wrong-type", format!("`{}` has no scheme", reader.name()));
            reader.complain(reader.with_value(
                complaint.advise(format!("write `{better}`")),
                &better,
                false,
            ));
            None
        }
        None => Some(without_prefix(&url)),
    }
}

/// `@/benefits/_index.md` and `content/benefits/_index.md` are other ways to write
/// `benefits/_index.md`.
fn without_prefix(page: &str) -> String {
    page.strip_prefix("@/")
        .or_else(|| page.strip_prefix("content/"))
        .unwrap_or(page)
        .to_owned()
}
