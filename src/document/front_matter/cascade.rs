//! The inheritance of front matter: a section's `cascade` fills the gaps of its pages.

use super::fields::FrontMatter;
use crate::value::Map;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The names of the terms of a page by taxonomy.
type TermNames = BTreeMap<String, Vec<String>>;

impl FrontMatter {
    /// Takes the fields of a section's cascade that the page does not give itself. Free data is
    /// taken key by key.
    pub fn inherit(&mut self, cascade: &FrontMatter) {
        // The fields are destructured, so that a new one cannot be forgotten.
        let FrontMatter {
            title: _,
            nav_title: _,
            slug: _,
            aliases: _,
            faq: _,
            sort_by: _,
            cascade: _,
            term_keys: _,
            description,
            path,
            date,
            updated,
            publish,
            expire,
            reviewed,
            draft,
            weight,
            template,
            taxonomies,
            authors,
            image,
            toc,
            search,
            paginate,
            paginate_by,
            feed,
            extra,
            given,
            inherited: _,
            misspelt: _,
        } = cascade;
        let own = self.given.clone();
        let inherits = |key: &'static str| given.contains(key) && !own.contains(key);
        take(&mut self.path, path, inherits("path"));
        take(&mut self.description, description, inherits("description"));
        take(&mut self.date, date, inherits("date"));
        take(&mut self.updated, updated, inherits("updated"));
        take(&mut self.publish, publish, inherits("publish"));
        take(&mut self.expire, expire, inherits("expire"));
        take(&mut self.reviewed, reviewed, inherits("reviewed"));
        take(&mut self.draft, draft, inherits("draft"));
        take(&mut self.weight, weight, inherits("weight"));
        take(&mut self.template, template, inherits("template"));
        take(&mut self.authors, authors, inherits("authors"));
        take(&mut self.image, image, inherits("image"));
        take(&mut self.toc, toc, inherits("toc"));
        take(&mut self.search, search, inherits("search"));
        take(&mut self.paginate, paginate, inherits("paginate"));
        take(&mut self.paginate_by, paginate_by, inherits("paginate_by"));
        take(&mut self.feed, feed, inherits("feed"));
        take_terms(&mut self.taxonomies, taxonomies);
        self.extra = merged(&self.extra, extra);
        self.inherited.extend(given.difference(&own));
        self.given.extend(given);
    }
}

fn take_terms(own: &mut TermNames, inherited: &TermNames) {
    for (taxonomy, terms) in inherited {
        own.entry(taxonomy.clone()).or_insert_with(|| terms.clone());
    }
}

fn take<T: Clone>(own: &mut T, inherited: &T, inherits: bool) {
    if inherits {
        *own = inherited.clone();
    }
}

/// Returns all entries of `own`, followed by those of `inherited` under other keys.
fn merged(own: &Map, inherited: &Map) -> Map {
    let others = inherited.iter().filter(|(key, _)| own.get(key).is_none());
    own.iter()
        .chain(others)
        .map(|(key, value)| (Arc::from(key), value.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_itself_has_the_last_word() {
        let cascade = FrontMatter {
            draft: true,
            toc: false,
            template: Some("wide.html".to_owned()),
            given: ["draft", "toc", "template"].into(),
            ..FrontMatter::default()
        };
        let mut page = FrontMatter {
            given: ["draft"].into(),
            ..FrontMatter::default()
        };
        page.inherit(&cascade);
        assert_eq!(
            (page.draft, page.toc, page.template.as_deref()),
            (false, false, Some("wide.html"))
        );
    }
}
