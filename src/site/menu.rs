//! Menus: those of site.yaml, or else one made of the pages at the top of the site.

use super::listing::PageId;
use super::page::Page;
use super::schedule::{HeldBack, Timing};
use super::tree::Site;
use crate::config::{self, MenuEntry};
use crate::date::Date;
use crate::diagnostic::{Checked, Diagnostic, Item, Place};
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
pub fn menus(configured: &config::Menus, site: &Site, today: Date) -> Checked<Menus> {
    let mut resolving = Resolving {
        site,
        today,
        diagnostics: Vec::new(),
    };
    let main = match &configured.main {
        Some(entries) => resolving.items(entries, "menus.main"),
        None => top(site).map(|id| menu_item(site.page(id))).collect(),
    };
    let footer = resolving.items(&configured.footer, "menus.footer");
    Checked {
        value: Menus { main, footer },
        diagnostics: resolving.diagnostics,
    }
}

/// Returns the pages at the top of a site: those of `SUMMARY.md`, if there is one.
fn top(site: &Site) -> impl Iterator<Item = PageId> {
    let parts = site.outline.iter().flatten();
    let of_outline = parts.flat_map(|part| part.items.iter().filter_map(|item| item.page));
    let of_home = site.home().listing.items.iter().copied();
    let of_home = of_home.filter(|_| site.outline.is_none());
    of_outline.chain(of_home)
}

fn menu_item(page: &Page) -> MenuItem {
    MenuItem {
        title: page.card.nav_title.clone(),
        url: page.card.url.clone(),
        children: Vec::new(),
    }
}

struct Resolving<'a> {
    site: &'a Site,
    today: Date,
    diagnostics: Vec<Diagnostic>,
}

impl Resolving<'_> {
    /// Resolves a list of entries. `key` leads to it in site.yaml.
    fn items(&mut self, entries: &[MenuEntry], key: &str) -> Vec<MenuItem> {
        let item = |(number, entry)| self.resolve(entry, &format!("{key}[{number}]"));
        entries.iter().enumerate().filter_map(item).collect()
    }

    fn resolve(&mut self, entry: &MenuEntry, key: &str) -> Option<MenuItem> {
        let children = self.items(&entry.children, &format!("{key}.children"));
        if let Some(page) = find_page(&entry.url, self.site) {
            if let Some(reason) = Timing::of(&page.head.front_matter, self.today).reason() {
                let reason = reason.in_words(self.today);
                let message = format!("the menu leads to `{}`, which {reason}", entry.url);
                let fault = Diagnostic::warning("broken-link", message);
                self.report(
                    fault.advise("the entry is left out until the page is published"),
                    key,
                );
            }
            let item = menu_item(page);
            return Some(MenuItem {
                title: entry.title.clone().unwrap_or(item.title),
                children,
                ..item
            });
        }
        if let Some(held_back) = find_held_back(&entry.url, self.site) {
            let reason = held_back.reason.in_words(self.today);
            let message = format!("the menu leads to `{}`, which {reason}", entry.url);
            let fault = Diagnostic::warning("broken-link", message);
            self.report(
                fault.advise("the entry is left out until the page is published"),
                key,
            );
            return None;
        }
        if classify(&entry.url) == UrlKind::External || entry.url.starts_with('/') {
            // A path that is no page may still be a file; the check of finished pages reports it if
            // it is not.
            return Some(MenuItem {
                title: entry.title.clone().unwrap_or_else(|| entry.url.clone()),
                url: entry.url.clone(),
                children,
            });
        }
        let message = format!("the menu leads to `{}`, which does not exist", entry.url);
        let example = self
            .site
            .pages
            .iter()
            .find_map(|page| page.source.as_ref()?.below("content"));
        let example = example.unwrap_or("first-page.md");
        let fault = Diagnostic::error("broken-link", message);
        let advice = format!("write the path of a file below `content/`, such as `{example}`");
        self.report(fault.advise(advice), key);
        None
    }

    fn report(&mut self, fault: Diagnostic, key: &str) {
        let (file, item) = (SourcePath::site_file(), Item::Key(key.to_owned()));
        self.diagnostics.push(fault.at(Place::Item { file, item }));
    }
}

/// Returns the document that an entry names, if it is not published now.
fn find_held_back<'a>(url: &str, site: &'a Site) -> Option<&'a HeldBack> {
    let path = url
        .strip_prefix("@/")
        .unwrap_or(url)
        .trim_start_matches('/');
    let names = documents_at(&join("content", path)?);
    let mut pages = site.held_back.iter();
    pages.find(|page| names.iter().any(|name| name == page.source.as_str()))
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
