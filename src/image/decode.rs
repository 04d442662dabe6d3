//! From a file to pixels.

use super::fault::Fault;
use super::header::{Format, Header, Size};
use super::pixels::{Channels, Pixels};
use super::recipe::MAX_WIDTH;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{ColorType, ImageDecoder, ImageError, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use std::io::{BufRead, Cursor, Seek};

/// What a colour profile or a text in a picture may take once it is unpacked, in bytes.
const MOST_METADATA: u64 = 64 * 1024 * 1024;

/// The most pixels of the copy that versions are made of.
const MOST_COPIED: u64 = 16_000_000;

/// A decoder that has read the header.
pub(super) struct Opened<'r> {
    pub decoder: Box<dyn ImageDecoder + 'r>,
    pub is_animated: bool,
}

/// Reads the header.
pub(super) fn open<'r>(
    format: Format,
    reader: impl BufRead + Seek + 'r,
) -> Result<Opened<'r>, Fault> {
    let limits = || {
        let mut limits = Limits::no_limits();
        limits.max_alloc = Some(MOST_METADATA);
        limits
    };
    let opened = || -> Result<Opened<'r>, ImageError> {
        Ok(match format {
            Format::Jpeg => Opened {
                decoder: Box::new(JpegDecoder::new(reader)?),
                is_animated: false,
            },
            Format::Png => {
                let decoder = PngDecoder::with_limits(reader, limits())?;
                Opened {
                    is_animated: decoder.is_apng()?,
                    decoder: Box::new(decoder),
                }
            }
            Format::WebP | Format::Gif | Format::Avif => {
                let decoder = WebPDecoder::new(reader)?;
                Opened {
                    is_animated: decoder.has_animation(),
                    decoder: Box::new(decoder),
                }
            }
        })
    };
    opened().map_err(Fault::unreadable)
}

/// How many bytes decoding takes at most, those of the file included.
pub(super) fn needed_memory(header: &Header, file: usize) -> u64 {
    let pixel = match header.format {
        // The pixels, and the coefficients of all of them where they come progressively.
        Format::Jpeg => 3 + 2 * 3,
        // 16 bits a channel; later 8, and a second copy where alpha must be multiplied in.
        Format::Png => 8,
        Format::WebP | Format::Gif | Format::Avif => 4 + 4,
    };
    header.size.pixels() * pixel + file as u64
}

/// Decodes a picture as it is shown: turned, in the colours of the web, and no larger than versions
/// of it can be.
pub(super) fn decode(bytes: &[u8], header: &Header) -> Result<Pixels, Fault> {
    let Opened { mut decoder, .. } = open(header.format, Cursor::new(bytes))?;
    let profile = decoder.icc_profile().ok().flatten();
    let (width, height) = decoder.dimensions();
    let colors = decoder.color_type();
    let length = usize::try_from(decoder.total_bytes()).map_err(Fault::unreadable)?;
    let mut decoded = vec![0; length];
    decoder
        .read_image(&mut decoded)
        .map_err(Fault::unreadable)?;
    let (channels, decoded) = eight_bits(colors, decoded)?;
    let pixels = Pixels {
        size: Size { width, height },
        channels,
        bytes: decoded,
    };
    let size = copied(pixels.size, header);
    let pixels = match size == pixels.size {
        true => pixels,
        false => Pixels {
            size,
            channels,
            bytes: pixels.resized(size)?,
        },
    };
    Ok(in_colors_of_the_web(pixels, profile.as_deref()).turned(header.orientation))
}

/// Brings 16 bits a channel to 8, where they are.
fn eight_bits(colors: ColorType, mut bytes: Vec<u8>) -> Result<(Channels, Vec<u8>), Fault> {
    let (channels, is_wide) = match colors {
        ColorType::L8 => (Channels::Grey, false),
        ColorType::La8 => (Channels::GreyAlpha, false),
        ColorType::Rgb8 => (Channels::Rgb, false),
        ColorType::Rgba8 => (Channels::RgbAlpha, false),
        ColorType::L16 => (Channels::Grey, true),
        ColorType::La16 => (Channels::GreyAlpha, true),
        ColorType::Rgb16 => (Channels::Rgb, true),
        ColorType::Rgba16 => (Channels::RgbAlpha, true),
        other => {
            return Err(Fault::Unreadable(format!(
                "its colours are of a kind that is not known: {other:?}"
            )));
        }
    };
    if is_wide {
        let length = bytes.len() / 2;
        for at in 0..length {
            let wide = u16::from_ne_bytes([bytes[2 * at], bytes[2 * at + 1]]);
            bytes[at] = ((u32::from(wide) * 255 + 32_767) / 65_535) as u8;
        }
        bytes.truncate(length);
        bytes.shrink_to_fit();
    }
    Ok((channels, bytes))
}

/// The size, as it lies in the file, of the copy that versions are made of.
fn copied(size: Size, header: &Header) -> Size {
    let by_width = f64::from(MAX_WIDTH) / f64::from(header.size.width);
    let by_pixels = (MOST_COPIED as f64 / size.pixels() as f64).sqrt();
    let scale = by_width.min(by_pixels).min(1.0);
    let scaled = |side: u32| ((f64::from(side) * scale).round() as u32).clamp(1, side);
    Size {
        width: scaled(size.width),
        height: scaled(size.height),
    }
}

/// Cameras record more colours than the web shows by default. What has no profile, or one that
/// cannot be read, is left as it is, as browsers do.
fn in_colors_of_the_web(pixels: Pixels, profile: Option<&[u8]>) -> Pixels {
    let layout = match pixels.channels {
        Channels::Rgb => Layout::Rgb,
        Channels::RgbAlpha => Layout::Rgba,
        Channels::Grey | Channels::GreyAlpha => return pixels,
    };
    let transform = || {
        let profile = ColorProfile::new_from_slice(profile?)
            .ok()
            .filter(|profile| profile.color_space == DataColorSpace::Rgb)?;
        profile
            .create_transform_8bit(
                layout,
                &ColorProfile::new_srgb(),
                layout,
                TransformOptions::default(),
            )
            .ok()
    };
    let Some(transform) = transform() else {
        return pixels;
    };
    let mut bytes = vec![0; pixels.bytes.len()];
    match transform.transform(&pixels.bytes, &mut bytes) {
        Ok(()) => Pixels { bytes, ..pixels },
        Err(_) => pixels,
    }
}
