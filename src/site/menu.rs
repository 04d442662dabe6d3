//! Menus: those of site.yaml, or else one made of the pages at the top of the site.

use super::page::Page;
use super::tree::Site;
use crate::config::{self, MenuEntry};
use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::index_file::documents_at;
use crate::path::{SourcePath, join};
use crate::url::{UrlKind, classify};

/// The menus of a site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Menus {
    /// The main menu.
    pub main: Vec<MenuItem>,
    /// The menu at the foot of pages.
    pub footer: Vec<MenuItem>,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MenuItem {
    /// The text.
    pub title: String,
    /// The address.
    pub url: String,
    /// The entries below it.
    pub children: Vec<MenuItem>,
}

/// Resolves the menus of the configuration against the site.
pub fn menus(configured: &config::Menus, site: &Site) -> Checked<Menus> {
    let mut diagnostics = Vec::new();
    let main = match &configured.main {
        Some(entries) => items(entries, site, &mut diagnostics),
        None => site
            .home()
            .listing
            .items
            .iter()
            .map(|id| menu_item(site.page(*id)))
            .collect(),
    };
    let footer = items(&configured.footer, site, &mut diagnostics);
    Checked {
        value: Menus { main, footer },
        diagnostics,
    }
}

fn menu_item(page: &Page) -> MenuItem {
    MenuItem {
        title: page.card.nav_title.clone(),
        url: page.card.url.clone(),
        children: Vec::new(),
    }
}

fn items(entries: &[MenuEntry], site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Vec<MenuItem> {
    entries
        .iter()
        .filter_map(|entry| resolve(entry, site, diagnostics))
        .collect()
}

fn resolve(entry: &MenuEntry, site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Option<MenuItem> {
    let children = items(&entry.children, site, diagnostics);
    if let Some(page) = find_page(&entry.url, site) {
        let item = menu_item(page);
        return Some(MenuItem {
            title: entry.title.clone().unwrap_or(item.title),
            children,
            ..item
        });
    }
    if classify(&entry.url) == UrlKind::External || entry.url.starts_with('/') {
        // A path that is no page may still be a file; the check of finished pages reports it if it
        // is not.
        return Some(MenuItem {
            title: entry.title.clone().unwrap_or_else(|| entry.url.clone()),
            url: entry.url.clone(),
            children,
        });
    }
    let message = format!("the menu leads to `{}`, which does not exist", entry.url);
    let problem =
        Diagnostic::error("broken-link", message).at(Place::File(SourcePath::site_file()));
    diagnostics.push(
        problem.advise("write the path of a file below `content/`, such as `benefits/_index.md`"),
    );
    None
}

/// Returns the page that an entry names by its URL or by its source.
fn find_page<'a>(url: &str, site: &'a Site) -> Option<&'a Page> {
    let by_url = site.pages.iter().find(|page| page.card.url == url);
    by_url.or_else(|| {
        let path = url
            .strip_prefix("@/")
            .unwrap_or(url)
            .trim_start_matches('/');
        documents_at(&join("content", path)?)
            .iter()
            .find_map(|name| site.of_source(&SourcePath::new(name).ok()?))
    })
}
