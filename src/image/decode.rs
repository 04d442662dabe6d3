//! Decoding: from the bytes of a file to upright pixels in the colors of the web.

use super::fault::Fault;
use super::header::{Format, Header, Size};
use super::resize::resize;
use crate::config::MAX_VARIANT_WIDTH;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageBuffer, ImageDecoder, ImageError, Limits, Pixel};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use std::io::{BufRead, Cursor, Seek};

/// The memory for an unpacked color profile or text of an image, in bytes.
const MAX_METADATA: u64 = 64 * 1024 * 1024;

/// The most pixels of the copy that variants are made of.
const MAX_COPY: u64 = 16_000_000;

/// The values of an image that are reduced to 8 bits at a time.
const STRIP: usize = 4 * 1024 * 1024;

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
        // 16 bits a channel. Those of 8 bits take the places of these.
        Format::Png => 8,
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
        ImageLuma16(wide) => ImageLuma8(narrowed(wide, |strip| ImageLuma16(strip).into_luma8())),
        ImageLumaA16(wide) => ImageLumaA8(narrowed(wide, |strip| {
            ImageLumaA16(strip).into_luma_alpha8()
        })),
        ImageRgb16(wide) => ImageRgb8(narrowed(wide, |strip| ImageRgb16(strip).into_rgb8())),
        ImageRgba16(wide) => ImageRgba8(narrowed(wide, |strip| ImageRgba16(strip).into_rgba8())),
        other => {
            return Err(Fault::Unreadable(format!(
                "its colours are of a kind that is not known: {:?}",
                other.color()
            )));
        }
    })
}

/// Reduces an image strip by strip from its end, and gives back the memory of each strip: at no
/// time the pixels are there twice.
fn narrowed<Wide, Narrow>(
    wide: ImageBuffer<Wide, Vec<u16>>,
    narrow: impl Fn(ImageBuffer<Wide, Vec<u16>>) -> ImageBuffer<Narrow, Vec<u8>>,
) -> ImageBuffer<Narrow, Vec<u8>>
where
    Wide: Pixel<Subpixel = u16>,
    Narrow: Pixel<Subpixel = u8>,
{
    let (width, height) = wide.dimensions();
    let row = width as usize * usize::from(Wide::CHANNEL_COUNT);
    let rows = u32::try_from(STRIP / row.max(1)).unwrap_or(u32::MAX).max(1);
    let mut rest = wide.into_raw();
    // The system gives memory for these zeros when the first of them is written over.
    let mut bytes = vec![0; rest.len()];
    let mut bottom = height;
    while bottom > 0 {
        let top = bottom.saturating_sub(rows);
        let strip = rest.split_off(top as usize * row);
        rest.shrink_to_fit();
        let strip = ImageBuffer::from_raw(width, bottom - top, strip);
        let strip = narrow(strip.expect("whole rows"));
        bytes[top as usize * row..bottom as usize * row].copy_from_slice(strip.as_raw());
        bottom = top;
    }
    ImageBuffer::from_raw(width, height, bytes).expect("as many values as before")
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
    use image::{GrayImage, Rgb, Rgba};

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

    #[test]
    fn strips_make_the_same_image_as_a_whole() {
        let wide = ImageBuffer::from_fn(1000, 2100, |x, y| {
            Rgba([x, y, x * y, x + 31 * y].map(|value| value as u16))
        });
        let whole = DynamicImage::ImageRgba16(wide.clone()).into_rgba8();
        let strips = narrowed(wide, |strip| DynamicImage::ImageRgba16(strip).into_rgba8());
        assert!(strips == whole);
        let pixel = ImageBuffer::from_pixel(1, 1, Rgb([65_535_u16, 0, 257]));
        let pixel = narrowed(pixel, |strip| DynamicImage::ImageRgb16(strip).into_rgb8());
        assert_eq!(pixel.as_raw(), &[255, 0, 1]);
    }
}
