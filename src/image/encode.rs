//! From pixels to a file.

use super::fault::Fault;
use super::header::Size;
use super::pixels::{Channels, Pixels};
use super::recipe::Encoding;
use ravif::{Img, RGBA8};

/// How fast AVIF is encoded, from 1 to 10. The fastest: speed 6 saves a tenth of the bytes more,
/// and takes four times as long.
const SPEED: u8 = 10;

/// How many bytes encoding takes at most.
pub(super) fn needed_memory(size: Size, encoding: Encoding) -> u64 {
    let pixel = match encoding {
        Encoding::Avif(_) => 80,
        Encoding::Jpeg(_) => 40,
        Encoding::Png => 16,
    };
    size.pixels() * pixel
}

/// Encodes a picture at a size.
pub(super) fn encode(pixels: &Pixels, size: Size, encoding: Encoding) -> Result<Vec<u8>, Fault> {
    let bytes = pixels.resized(size)?;
    match encoding {
        Encoding::Avif(quality) => avif(pixels.channels, &bytes, size, quality),
        Encoding::Jpeg(quality) => jpeg(pixels.channels, &bytes, size, quality),
        Encoding::Png => png(pixels.channels, &bytes, size),
    }
}

fn avif(channels: Channels, bytes: &[u8], size: Size, quality: u8) -> Result<Vec<u8>, Fault> {
    let (width, height) = (size.width as usize, size.height as usize);
    let quality = f32::from(quality.clamp(1, 100));
    let encoder = ravif::Encoder::new()
        .with_quality(quality)
        .with_alpha_quality(quality)
        .with_speed(SPEED);
    // Pictures are encoded side by side; each takes one thread, so that as many threads as there
    // are make the same bytes.
    let encoder = encoder.with_num_threads(Some(1));
    // Alpha that is opaque everywhere is left out. `encode_rgb` does the same, but is compiled with
    // whoever calls it, which in debug builds makes it a hundred times slower.
    let pixel = |red, green, blue, alpha| RGBA8::new(red, green, blue, alpha);
    let pixels: Vec<RGBA8> = match channels {
        Channels::Grey => bytes
            .iter()
            .map(|grey| pixel(*grey, *grey, *grey, u8::MAX))
            .collect(),
        Channels::GreyAlpha => bytes
            .chunks_exact(2)
            .map(|la| pixel(la[0], la[0], la[0], la[1]))
            .collect(),
        Channels::Rgb => bytes
            .chunks_exact(3)
            .map(|rgb| pixel(rgb[0], rgb[1], rgb[2], u8::MAX))
            .collect(),
        Channels::RgbAlpha => bytes
            .chunks_exact(4)
            .map(|rgba| pixel(rgba[0], rgba[1], rgba[2], rgba[3]))
            .collect(),
    };
    let encoded = encoder.encode_rgba(Img::new(&pixels, width, height));
    encoded
        .map(|encoded| encoded.avif_file)
        .map_err(Fault::unreadable)
}

/// JPEG has no alpha: what is transparent becomes white.
fn jpeg(channels: Channels, bytes: &[u8], size: Size, quality: u8) -> Result<Vec<u8>, Fault> {
    let encoder = mozjpeg_rs::Encoder::progressive_balanced().quality(quality.clamp(1, 100));
    let Size { width, height } = size;
    let on_white = |part: u8, alpha: u8| {
        let (part, alpha) = (u32::from(part), u32::from(alpha));
        ((part * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let encoded = match channels {
        Channels::Grey => encoder.encode_gray(bytes, width, height),
        Channels::Rgb => encoder.encode_rgb(bytes, width, height),
        Channels::GreyAlpha => {
            let grey: Vec<u8> = bytes
                .chunks_exact(2)
                .map(|la| on_white(la[0], la[1]))
                .collect();
            encoder.encode_gray(&grey, width, height)
        }
        Channels::RgbAlpha => {
            let rgb: Vec<u8> = bytes
                .chunks_exact(4)
                .flat_map(|rgba| [0, 1, 2].map(|part| on_white(rgba[part], rgba[3])))
                .collect();
            encoder.encode_rgb(&rgb, width, height)
        }
    };
    encoded.map_err(Fault::unreadable)
}

fn png(channels: Channels, bytes: &[u8], size: Size) -> Result<Vec<u8>, Fault> {
    use image::codecs::png::{CompressionType, FilterType, PngEncoder};
    use image::{ExtendedColorType, ImageEncoder};
    let colors = match channels {
        Channels::Grey => ExtendedColorType::L8,
        Channels::GreyAlpha => ExtendedColorType::La8,
        Channels::Rgb => ExtendedColorType::Rgb8,
        Channels::RgbAlpha => ExtendedColorType::Rgba8,
    };
    let mut made = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut made, CompressionType::Best, FilterType::Adaptive);
    encoder
        .write_image(bytes, size.width, size.height, colors)
        .map_err(Fault::unreadable)?;
    Ok(made)
}
