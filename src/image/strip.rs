//! Removal of the metadata that reveals where, when and by whom a photo was taken.
//!
//! The encoded pixels are kept byte for byte. Of the rest, only the parts remain that change the
//! look: colors, resolution, animation and orientation. Everything behind the end of the image is
//! removed, since cameras put previews and films there.

use super::fault::Fault;
use super::header::Format;
use super::{avif, probe::probe};
use std::io::Cursor;

/// Returns the file of an image without its metadata, or nothing if the file is no image.
///
/// # Errors
/// The fault of the image, if the metadata cannot be separated from it.
pub fn strip_metadata(bytes: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    let Some(header) = probe(Cursor::new(bytes), bytes.len() as u64)? else {
        return Ok(None);
    };
    let stripped = match header.format {
        Format::Jpeg => jpeg(bytes, header.orientation),
        Format::Png => png(bytes, header.orientation),
        Format::WebP => webp(bytes, header.orientation),
        Format::Gif => gif(bytes),
        Format::Avif if avif::may_have_metadata(bytes) => {
            let reason = "it says where or by whom it was taken, in a way that cannot be removed \
                          from an AVIF";
            return Err(Fault::Unreadable(reason.to_owned()));
        }
        Format::Avif => Some(bytes.to_vec()),
    };
    match stripped {
        Some(stripped) => Ok(Some(stripped)),
        None => Err(Fault::Unreadable(format!(
            "the {:?} is cut short or damaged",
            header.format
        ))),
    }
}

/// Returns Exif that holds the orientation and nothing else. Source: Exif 2.32, section 4.5: a
/// header of TIFF, big-endian, and one entry: tag 0x0112, a short, once.
fn exif_with_orientation(orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend_from_slice(&[orientation, 0, 0, 0, 0, 0, 0]);
    exif
}

/// Strips a JPEG, which is a sequence of segments and scans. Source: ITU-T T.81, annex B.
fn jpeg(bytes: &[u8], orientation: u8) -> Option<Vec<u8>> {
    let mut out = bytes.get(..2)?.to_vec();
    if orientation > 1 {
        let exif = [b"Exif\0\0".as_slice(), &exif_with_orientation(orientation)].concat();
        out.extend_from_slice(&[0xFF, 0xE1]);
        out.extend_from_slice(&u16::try_from(exif.len() + 2).ok()?.to_be_bytes());
        out.extend_from_slice(&exif);
    }
    let mut at = 2;
    loop {
        // A marker may follow any number of fill bytes.
        while *bytes.get(at)? == 0xFF && *bytes.get(at + 1)? == 0xFF {
            at += 1;
        }
        let (0xFF, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?) else {
            return None;
        };
        // The end of the image: cameras may put another image behind it.
        if marker == 0xD9 {
            out.extend_from_slice(&[0xFF, 0xD9]);
            return Some(out);
        }
        let length = u16::from_be_bytes(*bytes.get(at + 2..)?.first_chunk()?);
        let end = at + 2 + usize::from(length).max(2);
        let content = bytes.get(at + 4..end)?;
        let is_kept = match marker {
            // JFIF, the color profile, and the color transform of Adobe's programs.
            0xE0 => content.starts_with(b"JFIF\0"),
            0xE2 => content.starts_with(b"ICC_PROFILE\0"),
            0xEE => content.starts_with(b"Adobe"),
            0xE0..=0xEF | 0xFE => false,
            _ => true,
        };
        if is_kept {
            out.extend_from_slice(bytes.get(at..end)?);
        }
        at = end;
        // The header of a scan is followed by encoded pixels without a length.
        if marker == 0xDA {
            let scan = scan(bytes.get(at..)?);
            out.extend_from_slice(&bytes[at..at + scan]);
            at += scan;
            if bytes.get(at).is_none() {
                // Browsers show an image whose end is missing.
                return Some(out);
            }
        }
    }
}

/// Returns the length of a scan: up to the next marker that does not belong to it.
fn scan(bytes: &[u8]) -> usize {
    let ends = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF);
    bytes.windows(2).position(ends).unwrap_or(bytes.len())
}

/// Strips a PNG, which is a sequence of chunks. Source: PNG, third edition, section 5.
fn png(bytes: &[u8], orientation: u8) -> Option<Vec<u8>> {
    const KEPT: [&[u8; 4]; 18] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
        b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
    ];
    let mut out = bytes.get(..8)?.to_vec();
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?) as usize;
        let kind: &[u8; 4] = bytes.get(at + 4..)?.first_chunk()?;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        if KEPT.contains(&kind) {
            out.extend_from_slice(chunk);
        }
        if kind == b"IHDR" && orientation > 1 {
            let exif = exif_with_orientation(orientation);
            let named = [b"eXIf".as_slice(), &exif].concat();
            out.extend_from_slice(&u32::try_from(exif.len()).ok()?.to_be_bytes());
            out.extend_from_slice(&named);
            out.extend_from_slice(&crc32fast::hash(&named).to_be_bytes());
        }
        if kind == b"IEND" {
            return Some(out);
        }
        at += chunk.len();
    }
}

/// Strips a WebP, which is a sequence of chunks. Source: WebP container specification.
fn webp(bytes: &[u8], orientation: u8) -> Option<Vec<u8>> {
    const EXIF: u8 = 0x08;
    const XMP: u8 = 0x04;
    let mut out = bytes.get(..12)?.to_vec();
    let mut at = 12;
    while at < bytes.len() {
        // A rest that is too short for a chunk is no part of the image.
        let Some(kind) = bytes.get(at..at + 4).filter(|_| bytes.len() >= at + 8) else {
            break;
        };
        let length = u32::from_le_bytes(*bytes.get(at + 4..)?.first_chunk()?) as usize;
        let end = at.checked_add(8)?.checked_add(length)?;
        let chunk = bytes.get(at..end)?;
        if matches!(
            kind,
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP"
        ) {
            let start = out.len();
            out.extend_from_slice(chunk);
            if kind == b"VP8X" {
                let flags = out.get_mut(start + 8)?;
                *flags = (*flags & !(EXIF | XMP)) | if orientation > 1 { EXIF } else { 0 };
            }
            out.resize(out.len() + length % 2, 0);
        }
        at = end + length % 2;
    }
    if orientation > 1 {
        let exif = exif_with_orientation(orientation);
        out.extend_from_slice(b"EXIF");
        out.extend_from_slice(&u32::try_from(exif.len()).ok()?.to_le_bytes());
        out.extend_from_slice(&exif);
    }
    let length = u32::try_from(out.len() - 8).ok()?.to_le_bytes();
    out[4..8].copy_from_slice(&length);
    Some(out)
}

/// Strips a GIF, which is a sequence of blocks. Source: GIF89a.
fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let color_table = |flags: u8| {
        if flags & 0x80 == 0 {
            0
        } else {
            3 << ((flags & 7) + 1)
        }
    };
    let mut at = 13 + color_table(*bytes.get(10)?);
    let mut out = bytes.get(..at)?.to_vec();
    loop {
        let start = at;
        let is_kept = match *bytes.get(at)? {
            // The end of the file.
            0x3B => {
                out.push(0x3B);
                return Some(out);
            }
            // An image, with its descriptor and color table.
            0x2C => {
                at += 10 + color_table(*bytes.get(at + 9)?) + 1;
                true
            }
            // An extension. Only the timing and the number of repetitions are kept.
            0x21 => {
                let label = *bytes.get(at + 1)?;
                at += 2;
                let repeats = || {
                    matches!(
                        bytes.get(at + 1..at + 12),
                        Some(b"NETSCAPE2.0" | b"ANIMEXTS1.0")
                    )
                };
                label == 0xF9 || (label == 0xFF && repeats())
            }
            _ => return None,
        };
        // Sub-blocks of at most 255 bytes follow, up to an empty one.
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
        if is_kept {
            out.extend_from_slice(bytes.get(start..at)?);
        }
    }
}
