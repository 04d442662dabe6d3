//! What is made of the pictures that Markdown shows.

use super::keys::IMAGES_KEYS;
use crate::diagnostic::Diagnostic;
use crate::value::Value;
use crate::yaml::Reader;

/// What is made of the pictures that Markdown shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Images {
    /// The widths of the versions, in pixels, from the narrowest. None is made that is wider than
    /// the picture.
    pub widths: Vec<u32>,
    /// The quality of AVIF and JPEG, from 1 to 100.
    pub quality: u8,
    /// The formats of the versions.
    pub format: ImageFormat,
    /// How wide a picture is shown, as the attribute `sizes` of HTML says it. Without it the theme
    /// says so.
    pub sizes: Option<String>,
}

/// The formats that versions of pictures have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImageFormat {
    /// AVIF, and for browsers that do not know it JPEG or PNG.
    Avif,
    /// JPEG or PNG alone.
    Classic,
}

/// The narrowest version that can be asked for, in pixels.
const NARROWEST: i64 = 16;

/// The widest, in pixels: what `image` makes versions of is no wider.
const WIDEST: i64 = 3_200;

/// How many widths may be asked for.
const MOST_WIDTHS: usize = 12;

impl Default for Images {
    fn default() -> Self {
        Images {
            widths: vec![480, 800, 1200, 1600],
            quality: 75,
            format: ImageFormat::Avif,
            sizes: None,
        }
    }
}

/// Reads `images`: a map, or whether any versions are made.
pub(super) fn images(reader: &Reader<'_>) -> Option<Images> {
    let defaults = Images::default();
    let is_flag = match reader.value() {
        Value::Bool(_) => true,
        Value::Text(text) => matches!(
            &*text.to_lowercase(),
            "yes" | "no" | "on" | "off" | "true" | "false"
        ),
        _ => false,
    };
    if is_flag {
        return reader.flag().unwrap_or(true).then_some(defaults);
    }
    let Some(fields) = reader.fields(IMAGES_KEYS, "`images`") else {
        return Some(defaults);
    };
    let field = |name| fields.get(name);
    Some(Images {
        widths: field("widths")
            .map(widths)
            .filter(|widths| !widths.is_empty())
            .unwrap_or(defaults.widths),
        quality: field("quality")
            .and_then(|reader| u8::try_from(reader.count(1, 100)?).ok())
            .unwrap_or(defaults.quality),
        format: field("format").and_then(format).unwrap_or(defaults.format),
        sizes: field("sizes").and_then(Reader::filled),
    })
}

fn widths(reader: &Reader<'_>) -> Vec<u32> {
    let items = reader.items();
    if items.len() > MOST_WIDTHS {
        let message = format!(
            "`{}` has {} widths, and {MOST_WIDTHS} are the most",
            reader.name(),
            items.len()
        );
        reader.complain(
            Diagnostic::error("wrong-type", message).advise("four or five serve every screen"),
        );
        return Vec::new();
    }
    let mut widths: Vec<u32> = items
        .iter()
        .filter_map(|item| u32::try_from(item.count(NARROWEST, WIDEST)?).ok())
        .collect();
    widths.sort_unstable();
    widths.dedup();
    widths
}

fn format(reader: &Reader<'_>) -> Option<ImageFormat> {
    reader.choice(&[
        ("avif", ImageFormat::Avif),
        ("classic", ImageFormat::Classic),
    ])
}
