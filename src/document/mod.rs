//! Documents: one Markdown file, parsed by itself.
//!
//! [`parse`] is pure and never fails. It knows no other file and no component: what only the site
//! can know stays a gap in the body.

mod body;
mod calls;
mod documents;
pub mod front_matter;
mod heading;
mod ids;
mod markdown;
mod options;
mod passage;
mod places;
mod prose;
mod raw;
mod remarks;

pub use body::{Argument, Body, Call, Extent, Image, Piece};
pub use documents::Documents;
pub use front_matter::FrontMatter;
pub use heading::Heading;
pub use options::{BLOCK, Blocks, ParseOptions};
pub use passage::Passage;
pub use places::Places;
pub use prose::Prose;

use crate::diagnostic::{Checked, Diagnostic};
use crate::digest::{Digest, Digested};
use crate::index_file::IndexFile;
use crate::path::SourcePath;
use markdown::FirstHeading;

/// A Markdown file, parsed.
#[derive(Debug, Clone)]
pub struct Document {
    /// The digest of the file's bytes.
    pub text: Digest,
    /// The digest of the options that it was parsed with.
    pub options: Digest,
    /// What other pages and the site need of it.
    pub head: Digested<Head>,
    /// Its content.
    pub body: Digested<Body>,
    /// Its text, for search alone: no page is made of it.
    pub passages: Digested<Vec<Passage>>,
    /// Where its items stand in the file.
    pub places: Places,
    /// The figures of its prose.
    pub prose: Prose,
    /// What there is to say of how it is written, in the order of the source: for `check` and the
    /// preview, not for `build`.
    pub remarks: Vec<Diagnostic>,
}

/// What a document says of itself, and all that the site must know to place and link it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Head {
    /// What stands between the `---` lines.
    pub matter: FrontMatter,
    /// The title: from the front matter, else the first H1, else the file's name.
    pub title: String,
    /// The headings in the order of the source.
    pub headings: Vec<Heading>,
    /// The targets of the links in the order of the page, as they were written.
    pub links: Vec<String>,
    /// The targets of the images in the order of the page, as they were written.
    pub images: Vec<String>,
    /// Everything that a link can lead to: all ids of the content and the names of anchors, sorted.
    pub ids: Digested<Vec<String>>,
    /// The names of the components that the content calls, in order.
    pub calls: Vec<String>,
    /// Minutes that an adult takes to read it, at least 1.
    pub minutes: usize,
}

impl Head {
    /// The head of a page that nobody wrote: it has a title and nothing else.
    pub fn synthetic(title: &str) -> Self {
        Head {
            matter: FrontMatter::default(),
            title: title.to_owned(),
            headings: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            ids: Digested::new(Vec::new()),
            calls: Vec::new(),
            minutes: 1,
        }
    }
}

/// Words a minute that adults read silently in English non-fiction.
///
/// Source: Brysbaert M. How many words do we read per minute? Journal of Memory and Language
/// 2019;109:104047.
const WORDS_PER_MINUTE: usize = 238;

impl Document {
    /// True if parsing a text of this digest with these options makes an equal document.
    pub fn is_parsed_from(&self, text: Digest, options: &Digested<ParseOptions>) -> bool {
        self.text == text && self.options == options.digest()
    }
}

/// Parses a Markdown file. `digest` is the digest of the file's bytes.
pub fn parse(
    file: &SourcePath,
    text: &str,
    digest: Digest,
    options: &Digested<ParseOptions>,
) -> Checked<Document> {
    let split = front_matter::split(text);
    let Checked {
        value: matter,
        mut diagnostics,
    } = front_matter::read(file, text, &split, &options.taxonomies);

    let first = matter
        .title
        .as_deref()
        .map_or(FirstHeading::Title, FirstHeading::Titled);
    let mut made = markdown::parse(file, text, split.body.start, first, options.blocks);
    diagnostics.append(&mut made.diagnostics);

    let title = matter
        .title
        .clone()
        .or(made.title)
        .unwrap_or_else(|| title_of_name(file));
    let head = Head {
        title,
        headings: made.headings,
        links: made.links,
        images: made.images,
        ids: Digested::new(made.ids),
        calls: made.calls,
        minutes: made.words.div_ceil(WORDS_PER_MINUTE).max(1),
        matter,
    };
    let document = Document {
        text: digest,
        options: options.digest(),
        head: Digested::new(head),
        body: Digested::new(made.body),
        passages: Digested::new(made.passages),
        places: made.places,
        prose: made.prose,
        remarks: made.remarks,
    };
    Checked {
        value: document,
        diagnostics,
    }
}

/// `how-often_and.md` reads "How often and"; `_index.md` and `index.md` take the name of their
/// folder.
fn title_of_name(file: &SourcePath) -> String {
    let stem = match IndexFile::of(file) {
        Some(_) => file.folder().rsplit('/').next().unwrap_or(file.stem()),
        None => file.stem(),
    };
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(
        || stem.to_owned(),
        |first| first.to_uppercase().chain(letters).collect(),
    )
}
