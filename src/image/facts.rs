//! What a picture's file says of itself.

use std::fmt;

/// The most pixels that a picture may have: a hundred million.
pub(super) const MOST_PIXELS: u64 = 100_000_000;

/// The longest side that a picture may have, in pixels.
pub(super) const LONGEST_SIDE: u32 = 16_384;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 256 * 1024 * 1024;

/// What a picture's file says of itself, before any of its pixels are decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Facts {
    /// Its format.
    pub format: Format,
    /// Its size as it is shown: turned as its orientation says.
    pub size: Size,
    /// How it must be turned to be shown, from 1 (not at all) to 8. Source: Exif 2.32, tag 0x0112.
    pub orientation: u8,
    /// Whether its pixels may be transparent.
    pub has_alpha: bool,
    /// Whether it moves.
    pub is_animated: bool,
}

/// The format of a picture.
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
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Size {
    /// How many pixels that are.
    pub fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// The size of the same picture at another width, with at least one pixel of height.
    pub fn at_width(self, width: u32) -> Size {
        let height = (u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2)
            / u64::from(self.width.max(1));
        Size {
            width,
            height: u32::try_from(height).unwrap_or(u32::MAX).max(1),
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {} pixels", self.width, self.height)
    }
}

impl Facts {
    /// Whether smaller versions can be made of it: it stands still, and its format can be decoded.
    pub fn can_be_resized(&self) -> bool {
        !self.is_animated && matches!(self.format, Format::Jpeg | Format::Png | Format::WebP)
    }
}

/// Why a picture cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Fault {
    /// It has too many pixels.
    TooLarge(Size),
    /// Its file has too many bytes.
    TooHeavy(u64),
    /// It cannot be read; the reason ends a sentence that begins with the picture.
    Unreadable(String),
}

impl Fault {
    /// What is said of a file that is not as it was when the site was looked at.
    pub fn changed() -> Self {
        Fault::Unreadable("it was changed while the site was built; build again".to_owned())
    }

    pub(super) fn unreadable(reason: impl fmt::Display) -> Self {
        // What libraries say may quote the file.
        let reason: String = reason
            .to_string()
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .take(160)
            .collect();
        Fault::Unreadable(reason)
    }

    /// The stable name of the complaint.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::TooLarge(_) | Fault::TooHeavy(_) => "image-too-large",
            Fault::Unreadable(_) => "unreadable-image",
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            Fault::TooLarge(_) | Fault::TooHeavy(_) => {
                "make it smaller in a program for pictures; 3,000 pixels in width are plenty for any screen"
            }
            Fault::Unreadable(_) => {
                "open it in a program for pictures and export it again as JPEG or PNG"
            }
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::TooLarge(size) => {
                write!(
                    f,
                    "has {size}; at most {LONGEST_SIDE} a side and 100 million in all can be taken"
                )
            }
            Fault::TooHeavy(bytes) => write!(
                f,
                "has {} MB; at most {} can be taken",
                bytes >> 20,
                LARGEST_FILE >> 20
            ),
            Fault::Unreadable(reason) => write!(f, "cannot be read: {reason}"),
        }
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
