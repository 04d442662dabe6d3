//! Drawing: from SVG to PNG.

use super::nesting::refuse_deep;
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
pub(super) const DRAWN_BY: &str = "resvg 0.49, png 0.18, Source Sans 3 600, 1";

/// Draws an SVG on white, stretched to the size of a card. All of its text is set in the one font.
/// Images that the SVG refers to are left out.
///
/// # Errors
/// The reason why the text cannot be drawn, as the end of a sentence that begins with the name of
/// the card.
pub(super) fn draw(svg: &str) -> Result<Vec<u8>, String> {
    let undrawable = |error: usvg::Error| format!("is no SVG that can be drawn: {error}");
    let parsing = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(svg, parsing)
        .map_err(|error| undrawable(usvg::Error::ParsingFailed(error)))?;
    refuse_deep(&document)?;
    let tree = Tree::from_xmltree(&document, &options()).map_err(undrawable)?;
    let mut pixels = Pixmap::new(WIDTH, HEIGHT).expect("neither side is zero");
    pixels.fill(Color::WHITE);
    let size = tree.size();
    let stretch = Transform::from_scale(WIDTH as f32 / size.width(), HEIGHT as f32 / size.height());
    resvg::render(&tree, stretch, &mut pixels.as_mut());
    encode(&pixels).map_err(|error| format!("cannot be written as PNG: {error}"))
}

fn options() -> Options<'static> {
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

/// Encodes opaque pixels as PNG, without a filter: this makes flat colors smallest, and is fastest.
fn encode(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels.data())?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(content: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">\
             {content}</svg>"
        )
    }

    fn dark(png: &[u8]) -> usize {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png))
            .read_info()
            .expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a small image")];
        let frame = reader.next_frame(&mut pixels).expect("an image");
        assert_eq!((frame.width, frame.height), (WIDTH, HEIGHT));
        pixels[..frame.buffer_size()]
            .chunks_exact(4)
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
