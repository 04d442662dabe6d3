//! The elements that cards begin with alike. They are drawn once, and each card adds the others.
//!
//! A drawing is painted in the order of its elements, one over the other. So it may be painted in
//! two parts, if neither knows of the other: no style applies to both, and nothing refers from one
//! to the other.

use super::draw::{StartTag, blank, document, draw, encode, tree};
use super::picture::Picture;
use resvg::tiny_skia::Pixmap;
use resvg::usvg::roxmltree::{Document, Node};
use resvg::usvg::{Options, Size};
use std::iter::zip;
use std::sync::{Mutex, PoisonError};

/// The attributes of the root that apply to each element for itself. Others, such as its opacity,
/// may apply to all of them together.
const OF_EACH: [&str; 12] = [
    "width",
    "height",
    "viewBox",
    "preserveAspectRatio",
    "version",
    "space",
    "lang",
    "fill",
    "color",
    "text-anchor",
    "role",
    "aria-label",
];

/// Elements that cards begin with alike, drawn.
pub(super) struct Background {
    /// The SVG of these cards, up to the end of these elements.
    text: String,
    /// The length of the text up to the end of the root's start tag.
    root: usize,
    size: Size,
    pixels: Pixmap,
    picture: Picture,
    /// Copies of the pixels on which no card is drawn now.
    copies: Mutex<Vec<Pixmap>>,
}

impl Background {
    /// Draws the elements that two cards begin with alike, if there are any that can be drawn
    /// apart from the others.
    pub fn of_both(first: &str, second: &str, options: &Options<'_>) -> Option<Self> {
        let whole = document(first).ok()?;
        let start = StartTag::of_root(&whole)?;
        let same = first.bytes().zip(second.bytes());
        let same = same.take_while(|(first, second)| first == second).count();
        let ends = whole.root_element().children().filter(Node::is_element);
        let end = ends.map(|element| element.range().end);
        let end = end.take_while(|end| *end <= same).last()?;
        let alone = start.around(first.get(start.end()..end)?);
        let alone = document(&alone).ok()?;
        if alone.descendants().any(is_style) {
            return None;
        }
        let tree = tree(&alone, options).ok()?;
        let mut pixels = blank();
        draw(&tree, &mut pixels);
        Some(Background {
            text: first.get(..end)?.to_owned(),
            root: start.end(),
            size: tree.size(),
            picture: Picture::of(&pixels),
            pixels,
            copies: Mutex::default(),
        })
    }

    /// Returns the number of bytes that the SVG of a card has in common with those of the others,
    /// if it begins like them.
    pub fn length_in(&self, svg: &str) -> Option<usize> {
        svg.starts_with(&self.text).then_some(self.text.len())
    }

    /// Draws a card that begins like the others, or nothing if its other elements cannot be drawn
    /// apart. The bytes are those of [`super::draw::draw_whole`].
    pub fn draw(&self, svg: &str, options: &Options<'_>) -> Option<Result<Vec<u8>, String>> {
        let rest = [svg.get(..self.root)?, svg.get(self.text.len()..)?].concat();
        let rest = document(&rest).ok()?;
        if !is_apart(&rest) {
            return None;
        }
        let tree = tree(&rest, options).ok()?;
        // The size may follow from the elements.
        if tree.size() != self.size {
            return None;
        }
        let mut pixels = self.copies().pop().unwrap_or_else(|| self.pixels.clone());
        draw(&tree, &mut pixels);
        let changed = self.changed_rows(&pixels);
        let png = encode(&self.picture.with(&pixels, &changed), &pixels);
        self.restore(&mut pixels, &changed);
        self.copies().push(pixels);
        Some(png)
    }

    fn copies(&self) -> std::sync::MutexGuard<'_, Vec<Pixmap>> {
        self.copies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the rows of a card that differ from the background, in order. Boxes around the
    /// shapes would not do: those of the library can be too small.
    fn changed_rows(&self, pixels: &Pixmap) -> Vec<usize> {
        let length = self.row_length();
        let drawn = pixels.data().chunks_exact(length);
        let rows = zip(drawn, self.pixels.data().chunks_exact(length)).enumerate();
        let changed = rows.filter(|(_, (drawn, kept))| drawn != kept);
        changed.map(|(row, _)| row).collect()
    }

    fn restore(&self, pixels: &mut Pixmap, changed: &[usize]) {
        let length = self.row_length();
        for row in changed {
            let bytes = row * length..(row + 1) * length;
            pixels.data_mut()[bytes.clone()].copy_from_slice(&self.pixels.data()[bytes]);
        }
    }

    /// Returns the number of bytes of a row.
    fn row_length(&self) -> usize {
        self.pixels.data().len() / self.pixels.height() as usize
    }
}

/// Returns true if elements look the same wherever other elements are drawn: nothing in them refers
/// to another element, and no element can refer to them.
fn is_apart(document: &Document<'_>) -> bool {
    let applies_to_each = |name: &str| OF_EACH.contains(&name) || name.starts_with("font");
    let root = document.root_element();
    let mut of_root = root.attributes();
    of_root.all(|attribute| applies_to_each(attribute.name()))
        && document.descendants().all(|node| {
            let mut attributes = node.attributes();
            !is_style(node)
                && attributes.all(|attribute| {
                    // A backslash can hide letters from this.
                    !matches!(attribute.name(), "id" | "href")
                        && !attribute.value().contains("url(")
                        && !attribute.value().contains('\\')
                })
        })
}

fn is_style(node: Node<'_, '_>) -> bool {
    node.tag_name().name() == "style"
}
