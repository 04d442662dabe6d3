//! The body of a document: HTML with gaps for everything that only the site knows.

use std::sync::Arc;

/// The parsed Markdown of a document, in the order of the source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Body {
    /// The HTML and its gaps.
    pub pieces: Vec<Piece>,
    /// The number of words, code included.
    pub words: usize,
    /// The number of pieces before `<!-- more -->`.
    pub summary: Option<usize>,
    /// The ids of headings and footnotes. The ids of raw HTML, of components and of everything
    /// within components are not among them.
    pub ids: Vec<String>,
}

/// A part of a body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Piece {
    /// HTML made from Markdown. It holds no URL of the site: those are pieces of their own.
    Html(String),
    /// HTML as written in the file. Its tags may continue in the pieces that follow: `<a`, `href`,
    /// `>`.
    Raw(String),
    /// The `href` attribute of the link with this number. It is left out if the link is broken.
    Href(usize),
    /// An image written in Markdown.
    Image(Arc<Image>),
    /// The `src` attribute of the image in HTML with this number, and its dimensions if they are
    /// missing.
    Source(usize, Dimensions),
    /// An attribute of a video, a sound or a frame, whose target is the link with this number.
    Media(&'static str, usize),
    /// A component call.
    Call(Arc<Call>),
}

/// An image written in Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Image {
    /// Its number in the document.
    pub item: usize,
    /// The alternative text.
    pub alt: String,
    /// The title, which browsers show under the pointer; empty for none.
    pub title: String,
}

/// The presence of a `width` or a `height` on an image in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimensions {
    /// The image has a width or a height.
    Given,
    /// The image has neither.
    Missing,
}

/// A component call in Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Call {
    /// The component's name.
    pub name: String,
    /// The arguments as written, in the order of the source.
    pub arguments: Vec<Argument>,
    /// The content between the tags; `None` for `<FootMap />`.
    pub body: Option<Vec<Piece>>,
    /// Its number in the document.
    pub item: usize,
    /// The opening and the closing tag as written. If no component has the name but HTML does, they
    /// are HTML.
    pub tags: (String, String),
}

/// A named argument of a component call.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Argument {
    /// The name.
    pub name: String,
    /// The text of the value; `None` for a bare name, which means true.
    pub text: Option<String>,
}

/// The pieces of a body as far as they are written. Neighboring HTML becomes one piece.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pieces: Vec<Piece>,
    /// The ids of headings and footnotes in the pieces, the bodies of calls excepted.
    ids: Vec<String>,
}

impl Pieces {
    /// Returns the HTML to append to.
    pub(super) fn html(&mut self) -> &mut String {
        if !matches!(self.pieces.last(), Some(Piece::Html(_))) {
            self.pieces.push(Piece::Html(String::new()));
        }
        match self.pieces.last_mut() {
            Some(Piece::Html(html)) => html,
            _ => unreachable!("a piece of HTML was pushed just now"),
        }
    }

    /// Appends HTML as written in the file.
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

    /// Records an id in the HTML that is being written.
    pub(super) fn id(&mut self, id: String) {
        self.ids.push(id);
    }

    /// Appends all pieces of another value.
    pub(super) fn append(&mut self, mut other: Pieces) {
        self.ids.append(&mut other.ids);
        if self.pieces.is_empty() {
            self.pieces = other.pieces;
        } else {
            other.pieces.into_iter().for_each(|piece| self.push(piece));
        }
    }

    /// Starts a new piece. Returns the number of pieces before it.
    pub(super) fn cut(&mut self) -> usize {
        let before = self.pieces.len();
        self.pieces.push(Piece::Html(String::new()));
        before
    }

    /// Returns the pieces and their ids.
    pub(super) fn finish(self) -> (Vec<Piece>, Vec<String>) {
        (self.pieces, self.ids)
    }
}
