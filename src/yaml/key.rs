//! The keys that something knows: one table for reading, for "did you mean", and for the
//! documentation.

/// A key of front matter or of a configuration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Names that other generators have for it. They are taken without a word.
    pub synonyms: &'static [&'static str],
    /// What its value looks like: `text`, `date`, `list of texts`.
    pub form: &'static str,
    /// What it is for, in a line.
    pub about: &'static str,
}

impl Key {
    /// A key that has one name only.
    pub const fn new(name: &'static str, form: &'static str, about: &'static str) -> Self {
        Key {
            name,
            synonyms: &[],
            form,
            about,
        }
    }

    /// Adds the names that other generators have for it.
    #[must_use]
    pub const fn also(mut self, synonyms: &'static [&'static str]) -> Self {
        self.synonyms = synonyms;
        self
    }

    /// Whether it goes by this name.
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.synonyms.contains(&name)
    }
}

/// Every name of every key, synonyms too.
pub fn names(keys: &[Key]) -> impl Iterator<Item = &'static str> {
    keys.iter()
        .flat_map(|key| std::iter::once(key.name).chain(key.synonyms.iter().copied()))
}
