//! Aliases: older addresses of a page, which lead to it.

use super::route::Route;
use crate::diagnostic::{Diagnostic, Item};
use std::collections::BTreeMap;

/// The aliases of one page.
#[derive(Default)]
pub struct Aliases {
    /// Those that get a page that leads on, each with the item that names it.
    pub older: Vec<(Route, Item)>,
    /// The diagnostics of the others, each with the item that names it.
    pub(super) ignored: Vec<(Diagnostic, Item)>,
}

impl Aliases {
    /// Sorts the aliases of a page at an address. One that names the page itself, or an address
    /// that another alias names already, has no page of its own.
    pub fn of(own: &Route, aliases: &[String]) -> Self {
        let mut sorted = Aliases::default();
        // Most pages have none.
        if aliases.is_empty() {
            return sorted;
        }
        let mut known = BTreeMap::from([(own.output.folded(), own.url.clone())]);
        for (number, alias) in aliases.iter().enumerate() {
            let Some(route) = Route::of_page(alias) else {
                continue;
            };
            let item = Item::Key(format!("aliases[{number}]"));
            let folded = route.output.folded();
            match known.get(&folded) {
                Some(url) => {
                    let diagnostic = ignored(&route.url, url, *url == own.url);
                    sorted.ignored.push((diagnostic, item));
                }
                None => {
                    known.insert(folded, route.url.clone());
                    sorted.older.push((route, item));
                }
            }
        }
        sorted
    }
}

/// Returns what is to be said of an alias that names the address `known`.
fn ignored(alias: &str, known: &str, is_own: bool) -> Diagnostic {
    let what = match is_own {
        true => "the page's own address",
        false => "an alias of this page already",
    };
    if alias == known {
        let message = format!("the alias `{alias}` is {what}, and is ignored");
        return Diagnostic::note("useless-alias", message).advise("delete it");
    }
    let message =
        format!("the alias `{alias}` differs only in case from `{known}`, {what}, and is ignored");
    Diagnostic::warning("useless-alias", message)
        .advise("delete it: macOS and Windows take both for one file, and so do many hosts")
}
