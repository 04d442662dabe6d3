//! The header of an image: format, size and orientation, known before any pixel is decoded.

use std::fmt;

/// The facts that an image file states about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Header {
    /// The file format.
    pub format: Format,
    /// The size as displayed, after the orientation is applied.
    pub size: Size,
    /// The Exif orientation, from 1 (upright) to 8. Source: Exif 2.32, tag 0x0112.
    pub orientation: u8,
    /// True if pixels may be transparent.
    pub has_alpha: bool,
    /// True if the file holds an animation.
    pub is_animated: bool,
    /// True for a PNG with few bytes for its pixels: a drawing, of which no other format makes a
    /// lighter file.
    pub is_light_drawing: bool,
}

/// A file format of images that browsers can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG, animated or not.
    Png,
    /// WebP, animated or not.
    WebP,
    /// GIF.
    Gif,
    /// AVIF.
    Avif,
}

/// A size in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size {
    /// The number of columns.
    pub width: u32,
    /// The number of rows.
    pub height: u32,
}

impl Header {
    /// Returns true if variants can be made: the image is not animated, and its format can be
    /// decoded.
    pub fn can_be_resized(&self) -> bool {
        !self.is_animated && matches!(self.format, Format::Jpeg | Format::Png | Format::WebP)
    }
}

impl Size {
    /// Returns the number of pixels.
    pub fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Returns the size at another width in the same proportions, with at least one row.
    pub fn at_width(self, width: u32) -> Size {
        let height = (u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2)
            / u64::from(self.width.max(1));
        Size {
            width,
            height: u32::try_from(height).unwrap_or(u32::MAX).max(1),
        }
    }

    /// Returns the size with its sides exchanged, if that is asked for.
    pub(super) fn transposed_if(self, is_transposed: bool) -> Size {
        match self {
            Size { width, height } if is_transposed => Size {
                width: height,
                height: width,
            },
            size => size,
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {} pixels", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_proportions() {
        let size = |width, height| Size { width, height };
        assert_eq!(size(3000, 2000).at_width(1200), size(1200, 800));
        assert_eq!(size(1000, 333).at_width(480), size(480, 160));
        assert_eq!(size(16_000, 3).at_width(480), size(480, 1));
    }
}
