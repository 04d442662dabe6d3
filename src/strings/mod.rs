//! The words that the program and its theme write into pages, by language.
//!
//! [`WORDS`] is the one table of them. A site may say any of them in its own way, in `words` of
//! site.yaml: so it may be in a language that the table does not have.

mod table;

pub use table::{LANGUAGES, WORDS, Word};

use std::collections::BTreeMap;
use std::sync::Arc;

/// The words of a site. They are plain text, to be escaped where they are written into HTML.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Strings {
    /// The place of the language in the table.
    language: usize,
    /// The words that the site says in its own way.
    own: BTreeMap<String, String>,
}

impl Strings {
    /// Returns the words for a language tag such as `en-GB`, with those of the site before them;
    /// English for a language without words.
    ///
    /// Only the primary tag counts. Source of its form: RFC 5646, section 2.1.
    pub fn of(language: &str, own: &BTreeMap<String, String>) -> Arc<Strings> {
        let primary = language.split('-').next().unwrap_or_default();
        let found = LANGUAGES
            .iter()
            .position(|tag| tag.eq_ignore_ascii_case(primary));
        Arc::new(Strings {
            language: found.unwrap_or_default(),
            own: own.clone(),
        })
    }

    /// Returns the word with this name; `None` if there is none.
    pub fn find(&self, name: &str) -> Option<&str> {
        if let Some(own) = self.own.get(name) {
            return Some(own);
        }
        let word = WORDS.iter().find(|word| word.name == name)?;
        Some(word.translations[self.language])
    }

    /// Returns a word that the program writes.
    pub fn word(&self, name: &str) -> &str {
        self.find(name)
            .expect("the program names words of the table only")
    }

    /// Returns the label of the link from a footnote back to a reference: `place` 1 is the first.
    pub fn back_to_note(&self, note: usize, place: usize) -> String {
        let label = match place {
            1 => self.word("back_to_note"),
            _ => self.word("back_to_place"),
        };
        fill(
            label,
            &[("number", &note.to_string()), ("count", &place.to_string())],
        )
    }
}

/// Returns a word with values in the places of their names in braces. Where it has two forms, the
/// value `count` decides.
pub fn fill(word: &str, values: &[(&str, &str)]) -> String {
    let count = values.iter().find(|(name, _)| *name == "count");
    let form = match (word.split_once('|'), count) {
        (Some((one, _)), Some((_, "1"))) => one,
        (Some((_, other)), _) => other,
        (None, _) => word,
    };
    let mut filled = String::with_capacity(form.len());
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after
            .split_once('}')
            .and_then(|(name, after)| Some((values.iter().find(|value| value.0 == name)?, after)));
        match value {
            Some(((_, value), after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::{Strings, WORDS, fill};
    use std::collections::BTreeMap;

    #[test]
    fn every_language_tag_has_words() {
        let home = |tag| Strings::of(tag, &BTreeMap::new()).word("home").to_owned();
        let tags = ["en", "en-GB", "EN", "it", "", "de-CH", "fr", "es"];
        let expected = [
            "Home",
            "Home",
            "Home",
            "Home",
            "Home",
            "Startseite",
            "Accueil",
            "Inicio",
        ];
        assert_eq!(tags.map(home), expected);
    }

    #[test]
    fn a_site_says_a_word_in_its_own_way() {
        let own = BTreeMap::from([("home".to_owned(), "Pagina iniziale".to_owned())]);
        let strings = Strings::of("it", &own);
        assert_eq!(strings.word("home"), "Pagina iniziale");
        assert_eq!(strings.word("menu"), "Menu");
    }

    #[test]
    fn no_name_stands_twice_and_all_translations_take_the_same_values() {
        let names: std::collections::BTreeSet<&str> = WORDS.iter().map(|word| word.name).collect();
        assert_eq!(names.len(), WORDS.len());
        let places = |text: &str| {
            ["{count}", "{number}", "{value}", "#", "*", "|"].map(|place| text.contains(place))
        };
        for word in WORDS {
            for translation in word.translations {
                assert!(!translation.is_empty(), "{}", word.name);
                assert_eq!(
                    places(translation),
                    places(word.translations[0]),
                    "{}",
                    word.name
                );
            }
        }
    }

    #[test]
    fn values_stand_in_their_places() {
        assert_eq!(
            fill(
                "{number} of {count}",
                &[("number", "2"), ("count", "{number}")]
            ),
            "2 of {number}"
        );
        let minutes = "{count} minute|{count} minutes";
        assert_eq!(fill(minutes, &[("count", "1")]), "1 minute");
        assert_eq!(fill(minutes, &[("count", "0")]), "0 minutes");
        assert_eq!(fill("{other} {", &[]), "{other} {");
    }
}
