//! Damage of an image that is found without decoding it.

use super::fault::Fault;
use super::header::{Format, Header};
use super::probe::probe;
use super::scans;
use std::io::Cursor;

/// The most pixels of an image that is decoded in any case.
const CHEAP: u64 = 250_000;

/// Reads the header of an image that was probed before.
pub(super) fn probe_again(bytes: &[u8]) -> Result<Header, Fault> {
    let header = probe(Cursor::new(bytes), bytes.len() as u64)?;
    header.ok_or_else(|| Fault::Unreadable("it is no picture".to_owned()))
}

/// Returns true if only decoding tells whether an image is damaged, and true if decoding takes a
/// millisecond. Otherwise the image looks whole.
pub(super) fn has_to_be_decoded(bytes: &[u8]) -> Result<bool, Fault> {
    let header = probe_again(bytes)?;
    let looks_whole = match header.format {
        Format::Jpeg => scans::reach_end(bytes),
        Format::Png => has_right_checksums(bytes),
        Format::WebP => has_whole_chunks(bytes),
        // These are never decoded.
        Format::Gif | Format::Avif => return Ok(false),
    };
    Ok(!looks_whole || header.size.pixels() <= CHEAP)
}

/// Returns true if all chunks of a PNG are there. Source: PNG, third edition, section 5.
fn has_right_checksums(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((length, content)) = rest.split_first_chunk() {
        let length = u32::from_be_bytes(*length) as usize;
        let chunk = length
            .checked_add(4)
            .and_then(|end| content.split_at_checked(end));
        let Some((named, after)) = chunk else { break };
        let Some((checksum, next)) = after.split_first_chunk() else {
            break;
        };
        if crc32fast::hash(named) != u32::from_be_bytes(*checksum) {
            return false;
        }
        if named.starts_with(b"IEND") {
            return true;
        }
        rest = next;
    }
    false
}

/// Returns true if no chunk of a WebP is cut short. Source: WebP container specification.
fn has_whole_chunks(bytes: &[u8]) -> bool {
    let size = bytes.get(4..).and_then(|rest| rest.first_chunk());
    let end = size.map(|size| (u32::from_le_bytes(*size) as usize).saturating_add(8));
    let Some(mut rest) = end.and_then(|end| bytes.get(12..end)) else {
        return false;
    };
    while let Some(length) = rest.get(4..).and_then(|rest| rest.first_chunk()) {
        let length = u32::from_le_bytes(*length) as usize;
        let Some(next) = length.checked_add(8).and_then(|end| rest.get(end..)) else {
            return false;
        };
        // A chunk of odd length is followed by a byte without meaning.
        rest = next.get(length % 2..).unwrap_or_default();
    }
    true
}
