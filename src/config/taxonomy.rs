//! Taxonomies: the ways in which pages are grouped. Their names are keys of front matter.

use super::keys::TAXONOMY_KEYS;
use crate::diagnostic::Diagnostic;
use crate::yaml::Field;

/// A way in which pages are grouped, such as by tags.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Taxonomy {
    /// Its name, which is a key of front matter.
    pub name: String,
    /// The title of its page; made of the name if there is none.
    pub title: Option<String>,
    /// The number of pages that one list page of a term shows.
    pub paginate_by: Option<usize>,
    /// True if each of its terms has a feed.
    pub feed: bool,
    /// True if the taxonomy and its terms have pages: if site.yaml lists it.
    pub has_pages: bool,
}

impl Taxonomy {
    /// Returns the taxonomy of a site that lists none. It has no pages.
    pub(super) fn tags() -> Self {
        Taxonomy {
            name: "tags".to_owned(),
            title: None,
            paginate_by: None,
            feed: false,
            has_pages: false,
        }
    }
}

/// Reads the list `taxonomies`. Each name counts once.
pub(super) fn taxonomies(field: &Field<'_>) -> Vec<Taxonomy> {
    let mut taxonomies: Vec<Taxonomy> = Vec::new();
    for item in field.items() {
        let Some(taxonomy) = taxonomy(&item) else {
            continue;
        };
        let name = &taxonomy.name;
        if taxonomies.iter().any(|known| known.name == *name) {
            item.report(Diagnostic::error(
                "duplicate-key",
                format!("the taxonomy `{name}` stands here twice"),
            ));
        } else {
            taxonomies.push(taxonomy);
        }
    }
    taxonomies
}

fn taxonomy(item: &Field<'_>) -> Option<Taxonomy> {
    let listed = |name| Taxonomy {
        name,
        title: None,
        paginate_by: None,
        feed: false,
        has_pages: true,
    };
    if item.value().as_map().is_none() {
        return checked_name(item).map(listed);
    }
    let fields = item.fields(TAXONOMY_KEYS, "a taxonomy")?;
    let Some(name) = fields.get("name") else {
        item.report_key(Diagnostic::error(
            "wrong-type",
            format!("`{}` has no `name`", item.name()),
        ));
        return None;
    };
    Some(Taxonomy {
        title: fields.get("title").and_then(Field::filled),
        paginate_by: fields.get("paginate_by").and_then(|field| {
            let size = field.count(1, 10_000)?;
            usize::try_from(size).ok()
        }),
        feed: fields.get("feed").and_then(Field::flag).unwrap_or(false),
        ..listed(checked_name(name)?)
    })
}

fn checked_name(field: &Field<'_>) -> Option<String> {
    let name = field.text()?;
    let sound = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !sound {
        let message = format!("`{name}` cannot be the name of a taxonomy");
        field.report(
            Diagnostic::error("wrong-type", message)
                .advise("use letters, digits, `-` and `_`, as in URLs"),
        );
    }
    sound.then_some(name)
}
