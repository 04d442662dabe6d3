//! Encoding: from pixels to the bytes of a variant.

use super::fault::Fault;
use super::header::Size;
use super::recipe::Encoding;
use super::resize::resize;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder};

/// Returns the most bytes that encoding takes.
pub(super) fn needed_memory(size: Size, encoding: Encoding) -> u64 {
    let bytes_per_pixel = match encoding {
        Encoding::Avif(_) => 80,
        Encoding::Jpeg(_) => 40,
        Encoding::Png => 16,
    };
    size.pixels() * bytes_per_pixel
}

/// Encodes an image at a size.
pub(super) fn encode(
    image: &DynamicImage,
    size: Size,
    encoding: Encoding,
) -> Result<Vec<u8>, Fault> {
    let image = resize(image, size)?;
    match encoding {
        Encoding::Avif(quality) => avif(image, quality),
        Encoding::Jpeg(quality) => jpeg(&image, quality),
        Encoding::Png => png(&image),
    }
}

fn avif(image: DynamicImage, quality: u8) -> Result<Vec<u8>, Fault> {
    let (width, height) = (image.width() as usize, image.height() as usize);
    let pixels = image.into_rgba8();
    milepost_avif::encode(&pixels, width, height, quality).map_err(Fault::unreadable)
}

/// Encodes JPEG. It has no alpha, so transparent pixels are laid on white.
fn jpeg(image: &DynamicImage, quality: u8) -> Result<Vec<u8>, Fault> {
    let encoder = mozjpeg_rs::Encoder::progressive_balanced().quality(quality.clamp(1, 100));
    let (width, height, bytes) = (image.width(), image.height(), image.as_bytes());
    let encoded = match image {
        DynamicImage::ImageLuma8(_) => encoder.encode_gray(bytes, width, height),
        DynamicImage::ImageLumaA8(_) => encoder.encode_gray(&on_white::<2>(bytes), width, height),
        DynamicImage::ImageRgba8(_) => encoder.encode_rgb(&on_white::<4>(bytes), width, height),
        _ => encoder.encode_rgb(bytes, width, height),
    };
    encoded.map_err(Fault::unreadable)
}

/// Lays pixels on white and removes their alpha, which is the last of their channels.
fn on_white<const CHANNELS: usize>(bytes: &[u8]) -> Vec<u8> {
    let blend = |color: u8, alpha: u8| {
        let (color, alpha) = (u32::from(color), u32::from(alpha));
        ((color * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let pixels = bytes.chunks_exact(CHANNELS);
    pixels
        .flat_map(|pixel| {
            let (colors, alpha) = pixel.split_at(CHANNELS - 1);
            colors.iter().map(move |color| blend(*color, alpha[0]))
        })
        .collect()
}

fn png(image: &DynamicImage) -> Result<Vec<u8>, Fault> {
    let (width, height, colors) = (image.width(), image.height(), image.color().into());
    let mut encoded = Vec::new();
    PngEncoder::new_with_quality(&mut encoded, CompressionType::Best, FilterType::Adaptive)
        .write_image(image.as_bytes(), width, height, colors)
        .map_err(Fault::unreadable)?;
    Ok(encoded)
}
