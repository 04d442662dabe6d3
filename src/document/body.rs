//! The body of a document: HTML with gaps for what only the site can know.

use std::sync::Arc;

/// The parsed Markdown of a document, in the order of the source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Body {
    /// What it is made of.
    pub pieces: Vec<Piece>,
    /// How many words it has, code included.
    pub words: usize,
    /// How many pieces stand before `<!-- more -->`.
    pub summary: Option<usize>,
    /// The ids that Markdown itself gave: to headings and footnotes. Those of raw HTML, of
    /// components and of what stands in components are not among them.
    pub ids: Vec<String>,
}

/// A part of a body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Piece {
    /// HTML that Markdown made. It has no URL of the site in it: those are pieces of their own.
    Html(String),
    /// HTML that somebody wrote, with whatever is in it. Its tags may go on in the pieces that
    /// follow: `<a`, `href`, `>`.
    Raw(String),
    /// The `href` attribute of the link with this number, left out where the link is broken.
    Href(usize),
    /// An image that Markdown shows.
    Image(Arc<Image>),
    /// The `src` attribute of the image with this number, and its size if nothing is said of it.
    Source(usize, Extent),
    /// An attribute of a video, a sound or a frame, whose target is the link with this number.
    Media(&'static str, usize),
    /// A component call.
    Call(Arc<Call>),
}

/// An image that Markdown shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Image {
    /// The number of the image in its document.
    pub item: usize,
    /// What is to be seen on it.
    pub alt: String,
    /// What is said of it, where the pointer rests on it.
    pub title: String,
}

/// Whether an image in HTML says how large it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extent {
    /// It has a width or a height.
    Given,
    /// It has neither.
    Missing,
}

/// A component that is called from Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Call {
    /// The component's name.
    pub name: String,
    /// The arguments as they were written, in the order of the source.
    pub arguments: Vec<Argument>,
    /// What stands between the tags; nothing for `<FootMap />`.
    pub body: Option<Vec<Piece>>,
    /// The number of the call in its document.
    pub item: usize,
    /// The opening and the closing tag as they were written: if no component has the name but HTML
    /// does, they are HTML.
    pub tags: (String, String),
}

/// A named argument of a component call.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its text; nothing for a bare name, which means true.
    pub text: Option<String>,
}

/// Pieces being written: neighbouring HTML becomes one piece.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pieces: Vec<Piece>,
    /// The ids that Markdown gave in them, the bodies of calls excepted.
    ids: Vec<String>,
}

impl Pieces {
    /// The HTML to append to.
    pub(super) fn html(&mut self) -> &mut String {
        if !matches!(self.pieces.last(), Some(Piece::Html(_))) {
            self.pieces.push(Piece::Html(String::new()));
        }
        match self.pieces.last_mut() {
            Some(Piece::Html(html)) => html,
            _ => unreachable!("a piece of HTML was pushed just now"),
        }
    }

    /// Appends HTML that somebody wrote.
    pub(super) fn raw(&mut self, html: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Raw(before)) => before.push_str(html),
            _ if html.is_empty() => {}
            _ => self.pieces.push(Piece::Raw(html.to_owned())),
        }
    }

    /// Appends a piece.
    pub(super) fn push(&mut self, piece: Piece) {
        match piece {
            Piece::Html(html) => self.html().push_str(&html),
            Piece::Raw(html) => self.raw(&html),
            other => self.pieces.push(other),
        }
    }

    /// Notes an id that stands in the HTML being written.
    pub(super) fn id(&mut self, id: String) {
        self.ids.push(id);
    }

    /// Appends all pieces of another.
    pub(super) fn append(&mut self, mut other: Pieces) {
        self.ids.append(&mut other.ids);
        if self.pieces.is_empty() {
            self.pieces = other.pieces;
        } else {
            other.pieces.into_iter().for_each(|piece| self.push(piece));
        }
    }

    /// Starts a new piece and says how many stand before it.
    pub(super) fn cut(&mut self) -> usize {
        let before = self.pieces.len();
        self.pieces.push(Piece::Html(String::new()));
        before
    }

    /// The pieces and their ids.
    pub(super) fn finish(self) -> (Vec<Piece>, Vec<String>) {
        (self.pieces, self.ids)
    }
}
