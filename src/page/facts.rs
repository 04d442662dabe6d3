//! The facts about a finished page that checks need.

/// The facts about a finished page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// All ids. An id that occurs twice is listed twice. Those that Markdown gave come before the
    /// others of the content.
    pub ids: Texts,
    /// The targets of links, scripts, styles and images as they are written, with the site's own
    /// from the root of the site. Links that Markdown made may be left out: links to other places
    /// were checked when the site was assembled, and those between footnotes and their references
    /// are right by construction.
    pub references: Texts,
}

/// A list of texts in two pieces of memory: a page has a hundred short ones, and facts about all
/// pages are kept until the end of a build.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    joined: String,
    /// The end of each text in the joined ones.
    ends: Vec<u32>,
}

impl Texts {
    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        self.joined.push_str(text);
        let end = u32::try_from(self.joined.len());
        self.ends.push(end.expect("a page has at most 32 MB"));
    }

    /// Returns the number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns true if there is no text.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the texts in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        let ranges = starts.zip(&self.ends);
        ranges.map(|(start, end)| &self.joined[start as usize..*end as usize])
    }
}

impl<'a> Extend<&'a str> for Texts {
    fn extend<I: IntoIterator<Item = &'a str>>(&mut self, texts: I) {
        texts.into_iter().for_each(|text| self.push(text));
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut list = Texts::default();
        list.extend(texts);
        list
    }
}
