//! Documents: one Markdown file, parsed by itself.
//!
//! [`parse`] is pure and never fails. It knows no other file and no component: everything that only
//! the site can know stays a gap in the body.

mod body;
mod calls;
pub mod code;
mod documents;
mod fragment;
pub mod front_matter;
mod ids;
mod markdown;
mod options;
mod outline;
mod prose;
mod raw_html;
mod remarks;
mod spans;

pub use body::{Argument, Body, Call, Dimensions, Image, Piece};
pub use documents::{Documents, Entry, Heads};
pub use fragment::fragment;
pub use front_matter::FrontMatter;
pub use options::{BLOCK, Blocks, ParseOptions};
pub use outline::{Heading, Passage};
pub use prose::Prose;
pub use spans::ItemSpans;

use crate::date::Date;
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
    /// The part that other pages and the site read.
    pub head: Digested<Head>,
    /// The content.
    pub body: Digested<Body>,
    /// The part of the content before `<!-- more -->`, if there is one, for lists of pages.
    pub summary: Option<Digested<Vec<Piece>>>,
    /// The content as plain text. Only search reads it; no page is made from it.
    pub passages: Digested<Vec<Passage>>,
    /// The places of its items in the file.
    pub spans: ItemSpans,
    /// Counts over its prose.
    pub prose: Prose,
    /// Remarks on how it is written, in the order of the source: for `check` and the preview, not
    /// for `build`.
    pub remarks: Vec<Diagnostic>,
}

/// The metadata of a document: all that the site needs to place and link it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Head {
    /// The front matter.
    pub front_matter: FrontMatter,
    /// The title: from the front matter, else the first H1, else the file's name.
    pub title: String,
    /// The headings in the order of the source.
    pub headings: Vec<Heading>,
    /// The targets of the links as written, in the order of the page.
    pub links: Vec<String>,
    /// The targets of the images as written, in the order of the page.
    pub images: Vec<String>,
    /// Every target of a link within the page: the ids of the content and the names of anchors,
    /// sorted.
    pub ids: Digested<Vec<String>>,
    /// The names of the components that the content calls, sorted.
    pub calls: Vec<String>,
    /// The arguments of its calls that are named like images, sorted.
    pub pictures: Vec<String>,
    /// True if a block of its code needs the style sheet of code.
    pub has_code: bool,
    /// The minutes that an adult takes to read it, at least 1.
    pub minutes: usize,
}

/// Words that adults read silently in a minute, in English non-fiction.
///
/// Source: Brysbaert M. How many words do we read per minute? Journal of Memory and Language
/// 2019;109:104047.
const WORDS_PER_MINUTE: usize = 238;

impl Head {
    /// Returns the head of a page without a file: a title and nothing else.
    pub fn synthetic(title: &str) -> Self {
        Head {
            front_matter: FrontMatter::default(),
            title: title.to_owned(),
            headings: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            ids: Digested::new(Vec::new()),
            calls: Vec::new(),
            pictures: Vec::new(),
            has_code: false,
            minutes: 1,
        }
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
        value: mut front_matter,
        mut diagnostics,
    } = front_matter::read(file, text, &split, options);

    if let (None, Some((day, _))) = (front_matter.date, dated_name(file)) {
        front_matter.date = Some(day);
        front_matter.given.insert("date");
    }
    let first = front_matter
        .title
        .as_deref()
        .map_or(FirstHeading::Title, FirstHeading::Titled);
    let mut parsed = markdown::parse(file, text, split.body.start, first, options);
    diagnostics.append(&mut parsed.diagnostics);

    let title = front_matter
        .title
        .clone()
        .or(parsed.title)
        .unwrap_or_else(|| title_from_name(file));
    let head = Head {
        title,
        headings: parsed.headings,
        links: parsed.links,
        images: parsed.images,
        ids: Digested::new(parsed.ids),
        calls: parsed.calls,
        pictures: parsed.pictures,
        has_code: parsed.has_code,
        minutes: parsed.words.div_ceil(WORDS_PER_MINUTE).max(1),
        front_matter,
    };
    let document = Document {
        text: digest,
        options: options.digest(),
        head: Digested::new(head),
        summary: summary(&parsed.body),
        body: Digested::new(parsed.body),
        passages: Digested::new(parsed.passages),
        spans: parsed.spans,
        prose: parsed.prose,
        remarks: parsed.remarks,
    };
    Checked {
        value: document,
        diagnostics,
    }
}

fn summary(body: &Body) -> Option<Digested<Vec<Piece>>> {
    let end = body.summary?;
    Some(Digested::new(body.pieces[..end].to_vec()))
}

/// Returns the day before the name of a file, or of the folder of an `index.md`, and the name.
fn dated_name(file: &SourcePath) -> Option<(Date, &str)> {
    let is_section = IndexFile::of(file) == Some(IndexFile::Section);
    (!is_section).then(|| Date::before_name(name(file)))?
}

/// Returns the name of a document: `_index.md` and `index.md` have the name of their folder.
fn name(file: &SourcePath) -> &str {
    match IndexFile::of(file) {
        Some(_) => file.folder().rsplit('/').next().unwrap_or(file.stem()),
        None => file.stem(),
    }
}

/// Returns a title for a file without one: "How often and" for `how-often_and.md`.
fn title_from_name(file: &SourcePath) -> String {
    let stem = dated_name(file).map_or(name(file), |(_, name)| name);
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(
        || stem.to_owned(),
        |first| first.to_uppercase().chain(letters).collect(),
    )
}
