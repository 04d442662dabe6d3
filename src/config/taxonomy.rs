//! What pages are grouped by.

use super::keys::TAXONOMY_KEYS;
use crate::diagnostic::Diagnostic;
use crate::yaml::Reader;

/// A way to group pages. Its name is a key of front matter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Taxonomy {
    /// Its name, which is also its part of URLs: `tags`. Letters, digits, `-` and `_`.
    pub name: String,
    /// What its page says at the top; else its name.
    pub title: Option<String>,
    /// How many pages a list shows at once; all, if nothing is said.
    pub paginate_by: Option<usize>,
    /// Whether each term has a feed.
    pub feed: bool,
}

impl Taxonomy {
    /// A taxonomy of which nothing but the name is said.
    pub fn named(name: &str) -> Self {
        Taxonomy {
            name: name.to_owned(),
            title: None,
            paginate_by: None,
            feed: false,
        }
    }
}

/// Reads the list. Each name counts once.
pub(super) fn taxonomies(reader: &Reader<'_>) -> Vec<Taxonomy> {
    let mut taxonomies: Vec<Taxonomy> = Vec::new();
    for item in reader.items() {
        let Some(taxonomy) = taxonomy(&item) else {
            continue;
        };
        if taxonomies.iter().any(|other| other.name == taxonomy.name) {
            item.complain(Diagnostic::error(
                "duplicate-key",
                format!("the taxonomy `{}` stands here twice", taxonomy.name),
            ));
        } else {
            taxonomies.push(taxonomy);
        }
    }
    taxonomies
}

fn taxonomy(item: &Reader<'_>) -> Option<Taxonomy> {
    if item.value().as_map().is_none() {
        return Some(Taxonomy::named(&checked_name(item)?));
    }
    let fields = item.fields(TAXONOMY_KEYS, "a taxonomy")?;
    let Some(name) = fields.get("name") else {
        item.complain_of_key(Diagnostic::error(
            "wrong-type",
            format!("`{}` has no `name`", item.name()),
        ));
        return None;
    };
    Some(Taxonomy {
        name: checked_name(name)?,
        title: fields.get("title").and_then(Reader::filled),
        paginate_by: fields
            .get("paginate_by")
            .and_then(|reader| usize::try_from(reader.count(1, 10_000)?).ok()),
        feed: fields.get("feed").and_then(Reader::flag).unwrap_or(false),
    })
}

fn checked_name(reader: &Reader<'_>) -> Option<String> {
    let name = reader.text()?;
    let sound = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !sound {
        let message = format!("`{name}` cannot be the name of a taxonomy");
        reader.complain(
            Diagnostic::error("wrong-type", message)
                .advise("use letters, digits, `-` and `_`, as in URLs"),
        );
    }
    sound.then_some(name)
}
