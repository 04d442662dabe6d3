//! Pixels in memory, resized and turned.

use super::fault::Fault;
use super::header::Size;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

/// Decoded pixels, of 8 bits a channel.
pub(super) struct Pixels {
    pub size: Size,
    pub channels: Channels,
    /// Row by row from the top, channels side by side.
    pub bytes: Vec<u8>,
}

/// What each pixel consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Channels {
    Grey = 1,
    GreyAlpha = 2,
    Rgb = 3,
    RgbAlpha = 4,
}

impl Channels {
    fn pixel_type(self) -> PixelType {
        match self {
            Channels::Grey => PixelType::U8,
            Channels::GreyAlpha => PixelType::U8x2,
            Channels::Rgb => PixelType::U8x3,
            Channels::RgbAlpha => PixelType::U8x4,
        }
    }
}

impl Pixels {
    /// The picture in another size.
    pub(super) fn resized(&self, to: Size) -> Result<Vec<u8>, Fault> {
        if to == self.size {
            return Ok(self.bytes.clone());
        }
        let kind = self.channels.pixel_type();
        let from = ImageRef::new(self.size.width, self.size.height, &self.bytes, kind)
            .map_err(Fault::unreadable)?;
        let mut made = Image::new(to.width, to.height, kind);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new()
            .resize(&from, &mut made, &options)
            .map_err(Fault::unreadable)?;
        Ok(made.into_vec())
    }

    /// The picture turned as an orientation of Exif says, from 1 to 8.
    pub(super) fn turned(self, orientation: u8) -> Self {
        let Size { width, height } = self.size;
        let (w, h) = (width as usize, height as usize);
        let swaps = (5..=8).contains(&orientation);
        let (new_w, new_h) = if swaps { (h, w) } else { (w, h) };
        // Where the pixel that is shown at a place stands in the file.
        let from = |x: usize, y: usize| match orientation {
            2 => (w - 1 - x, y),
            3 => (w - 1 - x, h - 1 - y),
            4 => (x, h - 1 - y),
            5 => (y, x),
            6 => (y, h - 1 - x),
            7 => (w - 1 - y, h - 1 - x),
            8 => (w - 1 - y, x),
            _ => (x, y),
        };
        if !(2..=8).contains(&orientation) {
            return self;
        }
        let channels = self.channels as usize;
        let mut bytes = Vec::with_capacity(self.bytes.len());
        for y in 0..new_h {
            for x in 0..new_w {
                let (x, y) = from(x, y);
                let at = (y * w + x) * channels;
                bytes.extend_from_slice(&self.bytes[at..at + channels]);
            }
        }
        let size = if swaps {
            Size {
                width: height,
                height: width,
            }
        } else {
            self.size
        };
        Pixels {
            size,
            channels: self.channels,
            bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_as_exif_says() {
        // Source: Exif 2.32, 4.6.4.A: what is at the top left of the picture as it is shown.
        let shown = |orientation| {
            let pixels = Pixels {
                size: Size {
                    width: 2,
                    height: 3,
                },
                channels: Channels::Grey,
                bytes: vec![1, 2, 3, 4, 5, 6],
            };
            let turned = pixels.turned(orientation);
            (turned.size.width, turned.bytes)
        };
        assert_eq!(shown(1), (2, vec![1, 2, 3, 4, 5, 6]));
        assert_eq!(shown(2), (2, vec![2, 1, 4, 3, 6, 5]));
        assert_eq!(shown(3), (2, vec![6, 5, 4, 3, 2, 1]));
        assert_eq!(shown(4), (2, vec![5, 6, 3, 4, 1, 2]));
        assert_eq!(shown(5), (3, vec![1, 3, 5, 2, 4, 6]));
        assert_eq!(shown(6), (3, vec![5, 3, 1, 6, 4, 2]));
        assert_eq!(shown(7), (3, vec![6, 4, 2, 5, 3, 1]));
        assert_eq!(shown(8), (3, vec![2, 4, 6, 1, 3, 5]));
    }
}
