//! What a section says for its pages.

use super::FrontMatter;
use crate::value::Map;
use std::sync::Arc;

impl FrontMatter {
    /// Takes from a section's cascade what the page does not say itself. Free data is taken key by
    /// key.
    pub fn inherit(&mut self, cascade: &FrontMatter) {
        // Destructured, so that a new field cannot be forgotten.
        let FrontMatter {
            title: _,
            nav_title: _,
            slug: _,
            path: _,
            aliases: _,
            faq: _,
            sort_by: _,
            cascade: _,
            description,
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
            extra,
            given,
        } = cascade;
        let mine = self.given.clone();
        let takes = |key: &'static str| given.contains(key) && !mine.contains(key);
        take(&mut self.description, description, takes("description"));
        take(&mut self.date, date, takes("date"));
        take(&mut self.updated, updated, takes("updated"));
        take(&mut self.publish, publish, takes("publish"));
        take(&mut self.expire, expire, takes("expire"));
        take(&mut self.reviewed, reviewed, takes("reviewed"));
        take(&mut self.draft, draft, takes("draft"));
        take(&mut self.weight, weight, takes("weight"));
        take(&mut self.template, template, takes("template"));
        take(&mut self.authors, authors, takes("authors"));
        take(&mut self.image, image, takes("image"));
        take(&mut self.toc, toc, takes("toc"));
        take(&mut self.search, search, takes("search"));
        for (taxonomy, terms) in taxonomies {
            self.taxonomies
                .entry(taxonomy.clone())
                .or_insert_with(|| terms.clone());
        }
        self.extra = merged(&self.extra, extra);
        self.given.extend(given);
    }
}

fn take<T: Clone>(mine: &mut T, theirs: &T, takes: bool) {
    if takes {
        *mine = theirs.clone();
    }
}

/// All of `upper`, and what only `lower` has behind it.
fn merged(upper: &Map, lower: &Map) -> Map {
    let own = upper.iter();
    let inherited = lower.iter().filter(|(key, _)| upper.get(key).is_none());
    own.chain(inherited)
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
