//! The variants of images in Markdown.

use super::keys::IMAGES_KEYS;
use crate::diagnostic::Diagnostic;
use crate::value::Value;
use crate::yaml::Field;

/// The variants that are made of images in Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Images {
    /// The widths of the variants, in pixels, the narrowest first. No variant is wider than its
    /// image.
    pub widths: Vec<u32>,
    /// The quality of AVIF and JPEG, from 1 to 100.
    pub quality: u8,
    /// The formats of the variants.
    pub format: ImageFormat,
    /// The width at which images are shown, in the syntax of the HTML attribute `sizes`. Without it
    /// the theme's value counts.
    pub sizes: Option<String>,
}

/// The formats of image variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImageFormat {
    /// AVIF, and JPEG or PNG for browsers that do not know it.
    Avif,
    /// JPEG or PNG alone.
    Classic,
}

/// The narrowest variant that can be configured, in pixels.
const NARROWEST: i64 = 16;

/// The widest variant, in pixels. It limits the memory that encoding needs. Variants are made of a
/// copy that is no wider, so that a large image is decoded once.
pub const MAX_VARIANT_WIDTH: u32 = 3_200;

/// The largest number of widths.
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

/// Reads `images`: a map, or `false` for no variants, or `true` for the defaults.
pub(super) fn images(field: &Field<'_>) -> Option<Images> {
    let defaults = Images::default();
    let is_flag = match field.value() {
        Value::Bool(_) => true,
        Value::Text(text) => matches!(
            &*text.to_lowercase(),
            "yes" | "no" | "on" | "off" | "true" | "false"
        ),
        _ => false,
    };
    if is_flag {
        return field.flag().unwrap_or(true).then_some(defaults);
    }
    let Some(fields) = field.fields(IMAGES_KEYS, "`images`") else {
        return Some(defaults);
    };
    let field = |name| fields.get(name);
    Some(Images {
        widths: field("widths")
            .map(widths)
            .filter(|widths| !widths.is_empty())
            .unwrap_or(defaults.widths),
        quality: field("quality")
            .and_then(|field| u8::try_from(field.count(1, 100)?).ok())
            .unwrap_or(defaults.quality),
        format: field("format").and_then(format).unwrap_or(defaults.format),
        sizes: field("sizes").and_then(Field::filled),
    })
}

fn widths(field: &Field<'_>) -> Vec<u32> {
    let items = field.items();
    if items.len() > MOST_WIDTHS {
        let message = format!(
            "`{}` has {} widths, and {MOST_WIDTHS} are the most",
            field.name(),
            items.len()
        );
        field.report(
            Diagnostic::error("wrong-type", message).advise("four or five serve every screen"),
        );
        return Vec::new();
    }
    let mut widths: Vec<u32> = items
        .iter()
        .filter_map(|item| u32::try_from(item.count(NARROWEST, i64::from(MAX_VARIANT_WIDTH))?).ok())
        .collect();
    widths.sort_unstable();
    widths.dedup();
    widths
}

fn format(field: &Field<'_>) -> Option<ImageFormat> {
    field.choice(&[
        ("avif", ImageFormat::Avif),
        ("classic", ImageFormat::Classic),
    ])
}
