//! What the nodes of a graph are called, so that one can name another.

use super::Publication;
use crate::config::BaseUrl;

/// The names of nodes. They are URLs, and so the same on every page; without a base URL they hold
/// within one page.
pub(super) struct Ids<'a> {
    base_url: Option<&'a BaseUrl>,
    /// Whether there is a business with a name. One without is not told of.
    has_business: bool,
}

impl<'a> Ids<'a> {
    pub(super) fn of(publication: &'a Publication) -> Self {
        let has_business = publication
            .business
            .as_ref()
            .is_some_and(|business| business.name.is_some());
        Ids {
            base_url: publication.base_url.as_ref(),
            has_business,
        }
    }

    pub(super) fn website(&self) -> String {
        self.part("/", "website")
    }

    pub(super) fn business(&self) -> Option<String> {
        self.has_business.then(|| self.part("/", "business"))
    }

    /// A node that a page has for itself.
    pub(super) fn part(&self, url: &str, name: &str) -> String {
        match self.base_url {
            Some(base_url) => format!("{}#{name}", base_url.absolute(url)),
            None => format!("_:{name}"),
        }
    }

    /// The absolute form of a URL of the site, or of one that is absolute already.
    pub(super) fn absolute(&self, url: &str) -> Option<String> {
        if url.starts_with("https://") || url.starts_with("http://") {
            return Some(url.to_owned());
        }
        let url = url.trim_start_matches('/');
        self.base_url
            .map(|base_url| base_url.absolute(&format!("/{url}")))
    }
}
