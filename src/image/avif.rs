//! The header of AVIF: how large the picture is, and what else lies in the file. Its pixels are
//! never decoded here; browsers are given the file as it is.
//!
//! Source: ISO/IEC 14496-12 (boxes), ISO/IEC 23008-12 (items and their properties).

use super::fault::Fault;
use super::header::{Format, Header, Size};
use std::io::Read;

/// How much of a file is read for its header, in bytes.
const HEADER: u64 = 1024 * 1024;

/// How many boxes of a kind are looked at.
const MOST: usize = 4_096;

/// Reads the header.
pub(super) fn header(reader: impl Read) -> Result<Header, Fault> {
    let mut bytes = Vec::new();
    reader
        .take(HEADER)
        .read_to_end(&mut bytes)
        .map_err(Fault::unreadable)?;
    let is_animated = bytes.get(8..12).is_some_and(|brand| brand == b"avis");
    let meta = find(&bytes, b"meta").and_then(|meta| meta.get(4..));
    let properties = meta
        .and_then(|meta| find(meta, b"iprp"))
        .and_then(|properties| find(properties, b"ipco"));
    let Some(properties) = properties else {
        return Err(Fault::Unreadable(
            "the AVIF ends within its header".to_owned(),
        ));
    };
    let big =
        |bytes: &[u8], at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    // A picture with alpha or of tiles has several sizes; the picture's own is the largest.
    let sizes = boxes(properties).filter(|(kind, _)| *kind == b"ispe");
    let sizes = sizes.filter_map(|(_, size)| {
        Some(Size {
            width: big(size, 4)?,
            height: big(size, 8)?,
        })
    });
    let Some(size) = sizes.max_by_key(|size| size.pixels()) else {
        return Err(Fault::Unreadable(
            "the AVIF does not say how large it is".to_owned(),
        ));
    };
    let turn = find(properties, b"irot")
        .and_then(|turn| turn.first())
        .map_or(0, |turn| turn & 3);
    let size = if turn % 2 == 1 {
        Size {
            width: size.height,
            height: size.width,
        }
    } else {
        size
    };
    Ok(Header {
        format: Format::Avif,
        size,
        orientation: 1,
        has_alpha: true,
        is_animated,
    })
}

/// Whether metadata lies in a file beside its picture: an item of Exif, or of XMP.
pub(super) fn has_metadata(bytes: &[u8]) -> bool {
    let Some(items) = find(bytes, b"meta").and_then(|meta| find(meta.get(4..)?, b"iinf")) else {
        return true;
    };
    let is_long = items.first().is_some_and(|version| *version > 0);
    let entries = items.get(if is_long { 8 } else { 6 }..).unwrap_or_default();
    // An entry: version and flags, number, protection, kind.
    boxes(entries).any(|(_, entry)| {
        let at = if entry.first() == Some(&3) { 10 } else { 8 };
        matches!(entry.get(at..at + 4), Some(b"Exif" | b"mime" | b"uri "))
    })
}

/// The content of the first box of a kind.
fn find<'b>(bytes: &'b [u8], kind: &[u8; 4]) -> Option<&'b [u8]> {
    boxes(bytes)
        .find(|(found, _)| *found == kind)
        .map(|(_, content)| content)
}

/// Boxes side by side: the kind and the content of each. What is cut short is left out.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes;
    let next = move || {
        let length = u32::from_be_bytes(*rest.first_chunk()?);
        let kind: &[u8; 4] = rest.get(4..8)?.try_into().ok()?;
        let (start, end) = match length {
            0 => (8, rest.len()),
            1 => (
                16,
                usize::try_from(u64::from_be_bytes(rest.get(8..16)?.try_into().ok()?)).ok()?,
            ),
            length => (8, length as usize),
        };
        let content = rest.get(start..end)?;
        rest = &rest[end..];
        Some((kind, content))
    };
    std::iter::from_fn(next).take(MOST)
}
