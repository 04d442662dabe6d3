//! Documents: one Markdown file, parsed by itself.
//!
//! [`parse`] is pure and never fails. It knows no other file and no component: what only the site
//! can know stays a gap in the body.

mod blocks;
mod body;
mod calls;
pub mod front_matter;
mod heading;
mod ids;
mod markdown;
mod passage;
mod places;
mod prose;
mod raw;
mod remarks;
mod syllables;

pub use blocks::{BLOCK, Blocks};
pub use body::{Argument, Body, Call, Extent, Image, Piece};
pub use front_matter::FrontMatter;
pub use heading::Heading;
pub use passage::Passage;
pub use places::Places;
pub use prose::Prose;

use crate::diagnostic::{Checked, Diagnostic};
use crate::digest::{Digest, Digested};
use crate::path::SourcePath;
use markdown::FirstHeading;

/// A Markdown file, parsed.
#[derive(Debug, Clone)]
pub struct Document {
    /// The digest of the text that it was parsed from.
    pub text: Digest,
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
    pub ids: Vec<String>,
    /// The names of the components that the content calls, in order.
    pub calls: Vec<String>,
    /// Minutes that an adult takes to read it, at least 1.
    pub minutes: usize,
}

impl Head {
    /// The head of a page that nobody wrote: it has a title and nothing else.
    pub fn untold(title: &str) -> Self {
        Head {
            matter: FrontMatter::default(),
            title: title.to_owned(),
            headings: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            ids: Vec::new(),
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

/// Parses a Markdown file.
///
/// `digest` is that of the file's bytes; `taxonomies` are the names that the configuration gives
/// them: they are keys of the front matter.
pub fn parse(
    file: &SourcePath,
    text: &str,
    digest: Digest,
    taxonomies: &[String],
    blocks: Blocks,
) -> Checked<Document> {
    let split = front_matter::split(text);
    let Checked {
        value: matter,
        mut diagnostics,
    } = front_matter::read(file, text, &split, taxonomies);

    let first = matter
        .title
        .as_deref()
        .map_or(FirstHeading::Title, FirstHeading::Titled);
    let mut made = markdown::parse(file, text, split.body.start, first, blocks);
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
        ids: made.ids,
        calls: made.calls,
        minutes: made.words.div_ceil(WORDS_PER_MINUTE).max(1),
        matter,
    };
    let document = Document {
        text: digest,
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
    let name = file.file_name();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = match stem {
        "_index" | "index" => file.folder().rsplit('/').next().unwrap_or(stem),
        stem => stem,
    };
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(
        || stem.to_owned(),
        |first| first.to_uppercase().chain(letters).collect(),
    )
}
