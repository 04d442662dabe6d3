//! The formats of the texts that templates make, by the endings of their names.

use crate::path::OutputPath;

/// The format of a text that a template makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextFormat {
    /// HTML: a page for people.
    Html,
    /// XML, such as a feed.
    Xml,
    /// JSON.
    Json,
    /// Any other text.
    Plain,
}

/// The endings of the names of each format. A path with another ending is that of a page, such as
/// `releases/1.0`.
#[rustfmt::skip]
const ENDINGS: [(&str, TextFormat); 21] = [
    (".html", TextFormat::Html),
    (".htm", TextFormat::Html),
    (".xml", TextFormat::Xml),
    (".svg", TextFormat::Xml),
    (".rss", TextFormat::Xml),
    (".atom", TextFormat::Xml),
    (".opml", TextFormat::Xml),
    (".kml", TextFormat::Xml),
    (".gpx", TextFormat::Xml),
    (".xsl", TextFormat::Xml),
    (".json", TextFormat::Json),
    (".webmanifest", TextFormat::Json),
    (".geojson", TextFormat::Json),
    (".jsonld", TextFormat::Json),
    (".txt", TextFormat::Plain),
    (".csv", TextFormat::Plain),
    (".ics", TextFormat::Plain),
    (".vcf", TextFormat::Plain),
    (".yaml", TextFormat::Plain),
    (".yml", TextFormat::Plain),
    (".toml", TextFormat::Plain),
];

impl TextFormat {
    /// Returns the format of a file or a template by its name; `None` for a name with an unknown
    /// ending.
    pub fn of_name(name: &str) -> Option<Self> {
        let mut endings = ENDINGS.iter();
        let (_, format) = endings.find(|(ending, _)| name.ends_with(ending))?;
        Some(*format)
    }

    /// Returns the format of a file that is no page; `None` for a page, whatever its address.
    pub fn of_file(name: &str) -> Option<Self> {
        Self::of_name(name).filter(|format| *format != TextFormat::Html)
    }

    /// Returns the ending of the templates of an output, which their names may leave out: `html`
    /// for a page.
    pub fn template_ending(output: &OutputPath) -> &str {
        match Self::of_file(output.as_str()) {
            Some(_) => output.extension(),
            None => "html",
        }
    }

    /// Returns the endings of the templates that escape what they show.
    pub fn escaped_endings() -> impl Iterator<Item = &'static str> {
        let endings = ENDINGS.iter();
        endings.filter_map(|(ending, format)| format.is_escaped().then_some(*ending))
    }

    /// True if a text with a meaning in this format is escaped where a template shows it.
    pub fn is_escaped(self) -> bool {
        matches!(self, TextFormat::Html | TextFormat::Xml)
    }

    /// Returns the name of the format: "HTML", "a plain text".
    pub fn as_words(self) -> &'static str {
        match self {
            TextFormat::Html => "HTML",
            TextFormat::Xml => "XML",
            TextFormat::Json => "JSON",
            TextFormat::Plain => "plain text",
        }
    }
}
