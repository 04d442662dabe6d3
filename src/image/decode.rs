//! Decoding: from the bytes of a file to upright pixels in the colors of the web.

use super::fault::Fault;
use super::header::{Format, Header, Size};
use super::resize::resize;
use crate::config::MAX_VARIANT_WIDTH;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use std::io::{BufRead, Cursor, Seek};

/// The memory for an unpacked color profile or text of an image, in bytes.
const MAX_METADATA: u64 = 64 * 1024 * 1024;

/// The most pixels of the copy that variants are made of.
const MAX_COPY: u64 = 16_000_000;

/// A decoder that has read the header.
pub(super) struct OpenDecoder<'r> {
    pub decoder: Box<dyn ImageDecoder + 'r>,
    pub is_animated: bool,
}

/// Makes a decoder, which reads the header.
pub(super) fn open<'r>(
    format: Format,
    reader: impl BufRead + Seek + 'r,
) -> Result<OpenDecoder<'r>, Fault> {
    try_open(format, reader).map_err(Fault::unreadable)
}

fn try_open<'r>(
    format: Format,
    reader: impl BufRead + Seek + 'r,
) -> Result<OpenDecoder<'r>, ImageError> {
    Ok(match format {
        Format::Jpeg => OpenDecoder {
            decoder: Box::new(JpegDecoder::new(reader)?),
            is_animated: false,
        },
        Format::Png => {
            let mut limits = Limits::no_limits();
            limits.max_alloc = Some(MAX_METADATA);
            let decoder = PngDecoder::with_limits(reader, limits)?;
            OpenDecoder {
                is_animated: decoder.is_apng()?,
                decoder: Box::new(decoder),
            }
        }
        Format::WebP | Format::Gif | Format::Avif => {
            let decoder = WebPDecoder::new(reader)?;
            OpenDecoder {
                is_animated: decoder.has_animation(),
                decoder: Box::new(decoder),
            }
        }
    })
}

/// Returns the most bytes that decoding takes, including those of the file.
pub(super) fn needed_memory(header: &Header, file_size: usize) -> u64 {
    let bytes_per_pixel = match header.format {
        // The pixels, and the coefficients of all of them if the file is progressive.
        Format::Jpeg => 3 + 2 * 3,
        // 16 bits a channel, and a copy of 8 bits.
        Format::Png => 8 + 4,
        Format::WebP | Format::Gif | Format::Avif => 4 + 4,
    };
    header.size.pixels() * bytes_per_pixel + file_size as u64
}

/// Decodes an image as it is displayed: upright, in the colors of the web, and no larger than its
/// variants can be.
pub(super) fn decode(bytes: &[u8], header: &Header) -> Result<DynamicImage, Fault> {
    let OpenDecoder { mut decoder, .. } = open(header.format, Cursor::new(bytes))?;
    let profile = decoder.icc_profile().ok().flatten();
    let decoded = DynamicImage::from_decoder(decoder).map_err(Fault::unreadable)?;
    let mut image = eight_bits(decoded)?;
    let size = Size {
        width: image.width(),
        height: image.height(),
    };
    let copied = copied_size(size, header);
    if copied != size {
        image = resize(&image, copied)?;
    }
    convert_to_srgb(&mut image, profile.as_deref());
    let orientation = Orientation::from_exif(header.orientation);
    image.apply_orientation(orientation.unwrap_or(Orientation::NoTransforms));
    Ok(image)
}

/// Reduces 16 bits a channel to 8.
fn eight_bits(image: DynamicImage) -> Result<DynamicImage, Fault> {
    use DynamicImage::{ImageLuma8, ImageLuma16, ImageLumaA8, ImageLumaA16};
    use DynamicImage::{ImageRgb8, ImageRgb16, ImageRgba8, ImageRgba16};
    Ok(match image {
        ImageLuma8(_) | ImageLumaA8(_) | ImageRgb8(_) | ImageRgba8(_) => image,
        ImageLuma16(_) => ImageLuma8(image.into_luma8()),
        ImageLumaA16(_) => ImageLumaA8(image.into_luma_alpha8()),
        ImageRgb16(_) => ImageRgb8(image.into_rgb8()),
        ImageRgba16(_) => ImageRgba8(image.into_rgba8()),
        other => {
            return Err(Fault::Unreadable(format!(
                "its colours are of a kind that is not known: {:?}",
                other.color()
            )));
        }
    })
}

/// Returns the size, before the orientation is applied, of the copy that variants are made of.
fn copied_size(size: Size, header: &Header) -> Size {
    let by_width = f64::from(MAX_VARIANT_WIDTH) / f64::from(header.size.width);
    let by_pixels = (MAX_COPY as f64 / size.pixels() as f64).sqrt();
    let scale = by_width.min(by_pixels).min(1.0);
    let scaled = |side: u32| ((f64::from(side) * scale).round() as u32).clamp(1, side);
    Size {
        width: scaled(size.width),
        height: scaled(size.height),
    }
}

/// Converts the colors of an image to those of the web: cameras record more colors than browsers
/// assume. An image without a profile, or with one that cannot be read, stays as it is, as in
/// browsers.
fn convert_to_srgb(image: &mut DynamicImage, profile: Option<&[u8]>) {
    let (layout, pixels): (_, &mut [u8]) = match image {
        DynamicImage::ImageRgb8(pixels) => (Layout::Rgb, pixels),
        DynamicImage::ImageRgba8(pixels) => (Layout::Rgba, pixels),
        _ => return,
    };
    let Some(profile) = profile
        .and_then(|profile| ColorProfile::new_from_slice(profile).ok())
        .filter(|profile| profile.color_space == DataColorSpace::Rgb)
    else {
        return;
    };
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, options) else {
        return;
    };
    let mut converted = vec![0; pixels.len()];
    if transform.transform(pixels, &mut converted).is_ok() {
        pixels.copy_from_slice(&converted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::GrayImage;

    #[test]
    fn turns_as_exif_says() {
        // Source: Exif 2.32, 4.6.4.A: the corner that is at the top left of the displayed image.
        let shown = |orientation| {
            let pixels = GrayImage::from_raw(2, 3, vec![1, 2, 3, 4, 5, 6]).expect("six pixels");
            let mut image = DynamicImage::from(pixels);
            image.apply_orientation(Orientation::from_exif(orientation).expect("from 1 to 8"));
            (image.width(), image.into_bytes())
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
