//! Drawing: from SVG to pixels.

use super::nesting::refuse_deep;
use super::picture::{Picture, encode_all_colors};
use crate::font::FONT;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg;
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::roxmltree::{Document, ParsingOptions};
use resvg::usvg::{FontResolver, ImageHrefResolver, Options, Tree};
use std::sync::Arc;

/// The width of a card, in pixels. Together with the height it has the ratio that readers of Open
/// Graph expect: 1.91 to 1.
pub const WIDTH: u32 = 1_200;

/// The height of a card, in pixels.
pub const HEIGHT: u32 = 630;

/// The libraries and the font that draw, and a number for how they are used here. Another version
/// may draw other pixels, so this is part of the name of each card: change it with the versions of
/// `resvg` and `png` in Cargo.lock.
pub(super) const DRAWN_BY: &str = "resvg 0.49, png 0.18, Source Sans 3 600, 3";

/// Returns how a drawing is read. All of its text is set in the one font. Images that it refers to
/// are left out.
pub(super) fn options() -> Options<'static> {
    let mut fonts = Database::new();
    fonts.load_font_source(Source::Binary(Arc::new(FONT)));
    // A misspelled font name must not make a text vanish, so every name leads to this font.
    let font_resolver = FontResolver {
        select_font: Box::new(|_, fonts| fonts.faces().next().map(|face| face.id)),
        select_fallback: Box::new(|_, _, _| None),
    };
    let image_href_resolver = ImageHrefResolver {
        resolve_data: Box::new(|_, _, _| None),
        resolve_string: Box::new(|_, _| None),
    };
    Options {
        fontdb: Arc::new(fonts),
        font_resolver,
        image_href_resolver,
        ..Options::default()
    }
}

/// Reads the elements of an SVG.
///
/// # Errors
/// The reason why it cannot be drawn, as the end of a sentence that begins with the name of the
/// card.
pub(super) fn document(svg: &str) -> Result<Document<'_>, String> {
    let parsing = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(svg, parsing)
        .map_err(|error| undrawable(usvg::Error::ParsingFailed(error)))?;
    refuse_deep(&document)?;
    Ok(document)
}

/// Reads what is to be drawn.
///
/// # Errors
/// As for [`document`].
pub(super) fn tree(document: &Document<'_>, options: &Options<'_>) -> Result<Tree, String> {
    Tree::from_xmltree(document, options).map_err(undrawable)
}

fn undrawable(error: usvg::Error) -> String {
    format!("is no SVG that can be drawn: {error}")
}

/// The start tag of the root of an SVG that has content.
pub(super) struct StartTag<'a> {
    /// The text up to the end of the tag.
    text: &'a str,
    /// The name of the root as it is written.
    name: &'a str,
}

impl<'a> StartTag<'a> {
    /// Finds the tag, unless the SVG has a document type: an entity can hold elements, whose
    /// positions are then in the document type.
    pub fn of_root(document: &Document<'a>) -> Option<Self> {
        let svg = document.input_text();
        if svg.contains("<!DOCTYPE") {
            return None;
        }
        let root = document.root_element();
        let text = svg.get(..root.first_child()?.range().start)?;
        let tag = text.get(root.range().start + 1..)?;
        let name = tag.split([' ', '\t', '\r', '\n', '/', '>']).next()?;
        Some(StartTag { text, name })
    }

    /// Returns the length of the text up to the end of the tag.
    pub fn end(&self) -> usize {
        self.text.len()
    }

    /// Returns an SVG with this root and these elements.
    pub fn around(&self, elements: &str) -> String {
        format!("{}{elements}</{}>", self.text, self.name)
    }
}

/// Returns a white card.
pub(super) fn blank() -> Pixmap {
    let mut pixels = Pixmap::new(WIDTH, HEIGHT).expect("neither side is zero");
    pixels.fill(Color::WHITE);
    pixels
}

/// Draws on a card, stretched to its size.
pub(super) fn draw(tree: &Tree, pixels: &mut Pixmap) {
    let size = tree.size();
    let stretch = Transform::from_scale(WIDTH as f32 / size.width(), HEIGHT as f32 / size.height());
    resvg::render(tree, stretch, &mut pixels.as_mut());
}

/// Draws an SVG on white, stretched to the size of a card, and encodes it as PNG.
///
/// # Errors
/// As for [`document`].
pub(super) fn draw_whole(svg: &str, options: &Options<'_>) -> Result<Vec<u8>, String> {
    let tree = tree(&document(svg)?, options)?;
    let mut pixels = blank();
    draw(&tree, &mut pixels);
    encode(&Picture::of(&pixels), &pixels)
}

/// Encodes a card as PNG: with a palette, unless that would look different.
pub(super) fn encode(picture: &Picture, pixels: &Pixmap) -> Result<Vec<u8>, String> {
    let encoded = picture
        .encode()
        .unwrap_or_else(|| encode_all_colors(pixels));
    encoded.map_err(|error| format!("cannot be written as PNG: {error}"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn svg(content: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">\
             {content}</svg>"
        )
    }

    fn draw(svg: &str) -> Result<Vec<u8>, String> {
        draw_whole(svg, &options())
    }

    /// Returns the pixels of a PNG: red, green and blue.
    pub(in super::super) fn pixels(png: &[u8]) -> Vec<u8> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a small image")];
        let frame = reader.next_frame(&mut pixels).expect("an image");
        assert_eq!((frame.width, frame.height), (WIDTH, HEIGHT));
        pixels.truncate(frame.buffer_size());
        pixels
    }

    fn dark(png: &[u8]) -> usize {
        let pixels = pixels(png);
        pixels
            .chunks_exact(3)
            .filter(|pixel| pixel[0] < 128)
            .count()
    }

    #[test]
    fn text_is_set_whatever_font_is_named() {
        let text = |family: &str| {
            svg(&format!(
                "<text x=\"80\" y=\"300\" font-size=\"90\" font-family=\"{family}\">Massage</text>"
            ))
        };
        let named = draw(&text("'Source Sans 3'")).expect("it can be drawn");
        assert!(dark(&named) > 3_000, "{} dark pixels", dark(&named));
        assert_eq!(
            named,
            draw(&text("Source Sans 3")).expect("it can be drawn")
        );
        assert_eq!(named, draw(&text("Comic Sans")).expect("it can be drawn"));
    }

    #[test]
    fn a_drawing_reads_no_file() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/stride/assets/mark.svg");
        let image = format!("<image width=\"1200\" height=\"630\" href=\"{file}\"/>");
        assert_eq!(dark(&draw(&svg(&image)).expect("it can be drawn")), 0);
    }

    #[test]
    fn a_text_that_is_no_svg_is_an_error() {
        for text in ["", "text", "<svg>", "<p/>"] {
            assert!(
                draw(text).expect_err(text).starts_with("is no SVG"),
                "{text}"
            );
        }
    }
}
