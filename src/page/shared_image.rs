//! The image that represents a page where it is shared.

use crate::image::Size;
use crate::template::Value;

/// The image that represents a page where it is shared: a social card, or an image of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SharedImage {
    /// Its absolute URL.
    pub src: String,
    /// A text that describes it.
    pub alt: Option<String>,
    /// Its size, if it is known.
    pub size: Option<Size>,
}

impl SharedImage {
    /// Returns it as templates see it.
    pub(super) fn view(&self) -> Value {
        let SharedImage { src, alt, size } = self;
        let pixels = |side: fn(&Size) -> u32| {
            size.as_ref()
                .map_or_else(Value::none, |size| Value::from(i64::from(side(size))))
        };
        Value::record([
            ("src", Value::text(src)),
            ("alt", Value::optional(alt.as_deref())),
            ("width", pixels(|size| size.width)),
            ("height", pixels(|size| size.height)),
        ])
    }
}
