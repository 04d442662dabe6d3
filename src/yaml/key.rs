//! The type of a known key. Tables of keys are used for reading, for suggestions, and for the
//! documentation.

/// A key of front matter or of a configuration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The name that Milepost uses for it.
    pub name: &'static str,
    /// The names that other generators use for it. They are accepted too.
    pub synonyms: &'static [&'static str],
    /// The form of its value in words: `text`, `date`, `list of texts`.
    pub form: &'static str,
    /// Its purpose, in a line.
    pub about: &'static str,
}

impl Key {
    /// Makes a key with one name only.
    pub const fn new(name: &'static str, form: &'static str, about: &'static str) -> Self {
        Key {
            name,
            synonyms: &[],
            form,
            about,
        }
    }

    /// Adds the names that other generators use for it.
    #[must_use]
    pub const fn also(mut self, synonyms: &'static [&'static str]) -> Self {
        self.synonyms = synonyms;
        self
    }

    /// True if this is one of its names.
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.synonyms.contains(&name)
    }
}

/// Returns every name of every key, synonyms included.
pub fn names(keys: &[Key]) -> impl Iterator<Item = &'static str> {
    keys.iter()
        .flat_map(|key| std::iter::once(key.name).chain(key.synonyms.iter().copied()))
}
