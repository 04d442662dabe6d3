//! The ids of the nodes of a graph, by which one node names another.

use super::node::reference;
use super::publication::Publication;
use crate::config::BaseUrl;
use serde_json::{Value, json};

/// The ids of a site's nodes. They are URLs, and so the same on every page. Without a base URL they
/// hold within one page.
pub(super) struct Ids<'a> {
    base_url: Option<&'a BaseUrl>,
    /// The name of the business. A business without a name has no node.
    business: Option<&'a str>,
}

impl<'a> Ids<'a> {
    pub(super) fn of(publication: &'a Publication) -> Self {
        let business = publication.business.as_ref();
        Ids {
            base_url: publication.base_url.as_ref(),
            business: business.and_then(|business| business.name.as_deref()),
        }
    }

    pub(super) fn website(&self) -> String {
        self.part("/", "website")
    }

    pub(super) fn business(&self) -> Option<String> {
        self.business.map(|_| self.part("/", "business"))
    }

    /// Returns the value for an author: the business if it has this name, else a person of whom
    /// nothing but the name is known.
    pub(super) fn author(&self, name: &str) -> Value {
        match self.business().filter(|_| self.business == Some(name)) {
            Some(id) => reference(id),
            None => json!({ "@type": "Person", "name": name }),
        }
    }

    /// Returns the id of a node that belongs to one page.
    pub(super) fn part(&self, url: &str, name: &str) -> String {
        match self.base_url {
            Some(base_url) => format!("{}#{name}", base_url.absolute(url)),
            None => format!("_:{name}"),
        }
    }

    /// Returns the absolute form of a URL of the site, or of one that is absolute already.
    pub(super) fn absolute(&self, url: &str) -> Option<String> {
        if url.starts_with("https://") || url.starts_with("http://") {
            return Some(url.to_owned());
        }
        let url = url.trim_start_matches('/');
        self.base_url
            .map(|base_url| base_url.absolute(&format!("/{url}")))
    }
}
