//! The header of AVIF. Pixels of AVIF are never decoded here: browsers get the file as it is.
//!
//! Source: ISO/IEC 14496-12 (boxes), ISO/IEC 23008-12 (items and their properties).

use super::fault::Fault;
use super::header::{Format, Header, Size};
use std::io::Read;

/// The number of bytes that are read for the header.
const MAX_HEADER: u64 = 1024 * 1024;

/// The most boxes of one level that are looked at.
const MAX_BOXES: usize = 4_096;

/// Reads the header.
pub(super) fn header(reader: impl Read) -> Result<Header, Fault> {
    let mut bytes = Vec::new();
    reader
        .take(MAX_HEADER)
        .read_to_end(&mut bytes)
        .map_err(Fault::unreadable)?;
    let properties = find(&bytes, b"meta")
        .and_then(|meta| find(meta.get(4..)?, b"iprp"))
        .and_then(|properties| find(properties, b"ipco"))
        .ok_or_else(|| fault("the AVIF ends within its header"))?;
    // An image with alpha or of tiles has several sizes; its own is the largest.
    let size = boxes(properties)
        .filter(|(kind, _)| *kind == b"ispe")
        .filter_map(|(_, size)| {
            Some(Size {
                width: big_endian(size, 4)?,
                height: big_endian(size, 8)?,
            })
        })
        .max_by_key(|size| size.pixels())
        .ok_or_else(|| fault("the AVIF does not say how large it is"))?;
    let quarter_turns = find(properties, b"irot")
        .and_then(|rotation| rotation.first())
        .map_or(0, |rotation| rotation & 3);
    Ok(Header {
        format: Format::Avif,
        size: size.transposed_if(quarter_turns % 2 == 1),
        orientation: 1,
        has_alpha: true,
        is_animated: bytes.get(8..12).is_some_and(|brand| brand == b"avis"),
        is_light_drawing: false,
    })
}

/// Returns true if the file may hold metadata: an item of Exif or XMP beside the image, or a header
/// that cannot be read.
pub(super) fn may_have_metadata(bytes: &[u8]) -> bool {
    let Some(items) = find(bytes, b"meta").and_then(|meta| find(meta.get(4..)?, b"iinf")) else {
        return true;
    };
    let has_long_count = items.first().is_some_and(|version| *version > 0);
    let entries = items.get(if has_long_count { 8 } else { 6 }..);
    // An entry consists of version and flags, number, protection, and kind.
    boxes(entries.unwrap_or_default()).any(|(_, entry)| {
        let at = if entry.first() == Some(&3) { 10 } else { 8 };
        matches!(entry.get(at..at + 4), Some(b"Exif" | b"mime" | b"uri "))
    })
}

fn fault(reason: &str) -> Fault {
    Fault::Unreadable(reason.to_owned())
}

fn big_endian(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Returns the content of the first box of a kind.
fn find<'b>(bytes: &'b [u8], kind: &[u8; 4]) -> Option<&'b [u8]> {
    boxes(bytes)
        .find(|(found, _)| *found == kind)
        .map(|(_, content)| content)
}

/// Returns the kinds and contents of adjacent boxes, up to the first one that is cut short.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes;
    let next = move || {
        let length = u32::from_be_bytes(*rest.first_chunk()?);
        let kind = rest.get(4..)?.first_chunk()?;
        let (start, end) = match length {
            // The last box reaches to the end of the file.
            0 => (8, rest.len()),
            // The length has 64 bits and follows the kind.
            1 => {
                let length = u64::from_be_bytes(*rest.get(8..)?.first_chunk()?);
                (16, usize::try_from(length).ok()?)
            }
            length => (8, length as usize),
        };
        let content = rest.get(start..end)?;
        rest = &rest[end..];
        Some((kind, content))
    };
    std::iter::from_fn(next).take(MAX_BOXES)
}
