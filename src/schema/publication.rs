//! The facts about a site that all of its graphs share.

use crate::config::{BaseUrl, Business, Config};

/// The facts about a site that all of its graphs share.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Publication {
    pub(super) base_url: Option<BaseUrl>,
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) language: String,
    pub(super) author: Option<String>,
    pub(super) business: Option<Business>,
}

impl Publication {
    /// Takes the facts from a configuration; `None` if it wants no graphs.
    pub fn of(config: &Config) -> Option<Self> {
        config.schema.then(|| Publication {
            base_url: config.base_url.clone(),
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.clone(),
            author: config.author.clone(),
            business: config.business.clone(),
        })
    }
}
