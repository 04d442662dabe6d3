//! The size that an SVG asks for.

use resvg::usvg::roxmltree::{Document, ParsingOptions};

/// The most elements and texts of an SVG that are read.
const MAX_NODES: u32 = 100_000;

/// Returns the width and height that an SVG asks for, in pixels: those of its attributes, or those
/// of its `viewBox`. If one attribute is missing, the `viewBox` provides the proportions.
///
/// Source: SVG 2, sections 8.2 and 8.6.
pub fn svg_size(svg: &str) -> Option<(u32, u32)> {
    let options = ParsingOptions {
        nodes_limit: MAX_NODES,
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(svg, options).ok()?;
    let root = document.root_element();
    let length = |name| root.attribute(name).and_then(pixels);
    let view = root.attribute("viewBox").and_then(|text| {
        let numbers: Vec<f64> = text
            .split([' ', ','])
            .filter(|part| !part.is_empty())
            .map_while(|part| part.parse().ok())
            .collect();
        let [_, _, width, height] = numbers[..] else {
            return None;
        };
        (width > 0.0 && height > 0.0).then_some((width, height))
    });
    let (width, height) = match (length("width"), length("height"), view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some(view)) => (width, width * view.1 / view.0),
        (None, Some(height), Some(view)) => (height * view.0 / view.1, height),
        (None, None, Some(view)) => view,
        _ => return None,
    };
    let whole = |side: f64| {
        (0.5..100_000.0)
            .contains(&side)
            .then(|| side.round() as u32)
    };
    Some((whole(width)?, whole(height)?))
}

/// Returns a length in pixels of CSS, or nothing if it depends on the context.
fn pixels(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let unit = match &text[number.len()..] {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * unit).filter(|length| *length > 0.0)
}

#[cfg(test)]
mod tests {
    use super::svg_size;

    #[test]
    fn reads_attributes_and_view_box() {
        let of = |attributes: &str| {
            svg_size(&format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}/>"
            ))
        };
        assert_eq!(of("width='120' height='80'"), Some((120, 80)));
        assert_eq!(
            of("width='1in' height='72pt' viewBox='0 0 9 9'"),
            Some((96, 96))
        );
        assert_eq!(of("width='100%' viewBox='0,0 300 200'"), Some((300, 200)));
        assert_eq!(of("width='60px' viewBox='0 0 300 200'"), Some((60, 40)));
        assert_eq!(of("viewBox='0 0 0 200'"), None);
        assert_eq!(of("width='1e300' height='1'"), None);
        assert_eq!(svg_size("<svg"), None);
    }
}
