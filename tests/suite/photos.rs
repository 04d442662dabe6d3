//! A maker of test photos, since the repository holds no file of a camera.

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;

/// A text in the metadata of photos that no output may hold.
pub const CANARY: &[u8] = b"CANARY 36.0999N 80.2442W";

/// Makes a photo whose quarters are red (top left), green (top right), blue (bottom left) and
/// white, with some grain.
pub fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503))
            .wrapping_mul(2_246_822_519)
            >> 28;
        let (low, high) = (grain as u8, 255 - grain as u8);
        match (x * 2 < width, y * 2 < height) {
            (true, true) => Rgb([high, low, low]),
            (false, true) => Rgb([low, high, low]),
            (true, false) => Rgb([low, low, high]),
            (false, false) => Rgb([high, high, high]),
        }
    })
}

/// Encodes a photo as JPEG.
pub fn jpeg(photo: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90)
        .encode_image(photo)
        .expect("a JPEG");
    bytes
}

/// Encodes a photo as PNG.
pub fn png(photo: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    photo.write_to(&mut bytes, ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

/// Encodes a photo as WebP, with an alpha channel or without.
pub fn webp(photo: &RgbImage, has_alpha: bool) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let transparent = || {
        RgbaImage::from_fn(photo.width(), photo.height(), |x, y| {
            let Rgb([red, green, blue]) = *photo.get_pixel(x, y);
            Rgba([red, green, blue, (x % 256) as u8])
        })
    };
    match has_alpha {
        true => transparent()
            .write_to(&mut bytes, ImageFormat::WebP)
            .expect("a WebP"),
        false => photo
            .write_to(&mut bytes, ImageFormat::WebP)
            .expect("a WebP"),
    }
    bytes.into_inner()
}

/// Makes a JPEG as phones do: with an orientation and a place in its Exif, the place also as XMP
/// and IPTC, a comment, and data behind the end of the image.
pub fn from_a_phone(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2)
            .expect("a short segment")
            .to_be_bytes();
        [&[0xFF, marker], &length[..], content].concat()
    };
    let exif = [b"Exif\0\0", &exif(orientation)[..]].concat();
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0", CANARY].concat();
    let iptc = [b"Photoshop 3.0\08BIM\x04\x04", CANARY].concat();
    [
        &jpeg[..2],
        &segment(0xE1, &exif),
        &segment(0xE1, &xmp),
        &segment(0xE2, &[b"MPF\0", CANARY].concat()),
        &segment(0xED, &iptc),
        &segment(0xFE, CANARY),
        &jpeg[2..],
        CANARY,
    ]
    .concat()
}

/// Makes Exif with an orientation, and a place in its GPS data.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    exif.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    exif.extend_from_slice(&[0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    exif.extend_from_slice(&[0; 4]);
    exif.extend_from_slice(CANARY);
    exif
}

/// Makes a chunk of a PNG.
pub fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [kind, content].concat();
    let step = |crc: u32| {
        if crc & 1 == 1 {
            0xEDB8_8320 ^ (crc >> 1)
        } else {
            crc >> 1
        }
    };
    let crc = !named.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc))
    });
    [
        &u32::try_from(content.len()).expect("a chunk").to_be_bytes()[..],
        &named,
        &crc.to_be_bytes(),
    ]
    .concat()
}

/// Adds chunks to a PNG, behind its header.
pub fn with_chunks(png: &[u8], chunks: &[u8]) -> Vec<u8> {
    [&png[..33], chunks, &png[33..]].concat()
}
