//! What a picture's file says of itself, from its first bytes.

use super::avif;
use super::decode::{self, Opened};
use super::fault::{Fault, MAX_FILE_SIZE, MAX_PIXELS, MAX_SIDE};
use super::header::{Format, Header, Size};
use image::ImageDecoder;
use std::io::{BufRead, Read, Seek, SeekFrom};

/// How many bytes tell a format.
const MAGIC: u64 = 32;

/// What a file of so many bytes says of itself, if it is a picture in a format of the web, whatever
/// its name.
///
/// # Errors
/// Why the picture cannot be used.
pub fn probe<R: BufRead + Seek>(mut reader: R, bytes: u64) -> Result<Option<Header>, Fault> {
    let mut start = Vec::new();
    reader
        .by_ref()
        .take(MAGIC)
        .read_to_end(&mut start)
        .map_err(Fault::unreadable)?;
    let Some(format) = format(&start)? else {
        return Ok(None);
    };
    if bytes > MAX_FILE_SIZE {
        return Err(Fault::TooHeavy(bytes));
    }
    if let Some(size) = plain_size(format, &start) {
        refuse_large(size)?;
    }
    reader.seek(SeekFrom::Start(0)).map_err(Fault::unreadable)?;
    let header = match format {
        Format::Avif => avif::header(reader)?,
        Format::Gif => still(
            format,
            plain_size(format, &start).ok_or_else(|| cut_short(format))?,
        ),
        Format::Jpeg | Format::Png | Format::WebP => decoded(format, reader)?,
    };
    refuse_large(header.size)?;
    Ok(Some(header))
}

/// The format by the bytes that such files begin with.
fn format(start: &[u8]) -> Result<Option<Format>, Fault> {
    let is = |at: usize, bytes: &[u8]| start.get(at..at + bytes.len()) == Some(bytes);
    Ok(Some(match () {
        () if is(0, b"\xFF\xD8\xFF") => Format::Jpeg,
        () if is(0, b"\x89PNG\r\n\x1A\n") => Format::Png,
        () if is(0, b"RIFF") && is(8, b"WEBP") => Format::WebP,
        () if is(0, b"GIF87a") || is(0, b"GIF89a") => Format::Gif,
        () if is(4, b"ftypavif") || is(4, b"ftypavis") => Format::Avif,
        () if is(4, b"ftyphei") || is(4, b"ftyphev") || is(4, b"ftypmif1") => {
            return Err(Fault::Unreadable(
                "it is in the format HEIC, which most browsers cannot show".to_owned(),
            ));
        }
        () if is(0, b"II*\0") || is(0, b"MM\0*") => {
            return Err(Fault::Unreadable(
                "it is in the format TIFF, which most browsers cannot show".to_owned(),
            ));
        }
        () => return Ok(None),
    }))
}

/// The size where it stands at the start of a file. Sources: PNG, section 11.2.1; GIF89a, section
/// 18.
fn plain_size(format: Format, start: &[u8]) -> Option<Size> {
    let big = |at: usize| Some(u32::from_be_bytes(start.get(at..at + 4)?.try_into().ok()?));
    let little = |at: usize| {
        Some(u32::from(u16::from_le_bytes(
            start.get(at..at + 2)?.try_into().ok()?,
        )))
    };
    match format {
        Format::Png => Some(Size {
            width: big(16)?,
            height: big(20)?,
        }),
        Format::Gif => Some(Size {
            width: little(6)?,
            height: little(8)?,
        }),
        Format::Jpeg | Format::WebP | Format::Avif => None,
    }
}

fn decoded(format: Format, reader: impl BufRead + Seek) -> Result<Header, Fault> {
    let Opened {
        mut decoder,
        is_animated,
    } = decode::open(format, reader)?;
    let (width, height) = decoder.dimensions();
    // A picture whose Exif cannot be read is shown as it lies there.
    let orientation = decoder
        .orientation()
        .map_or(1, |orientation| orientation.to_exif());
    let (width, height) = if orientation >= 5 {
        (height, width)
    } else {
        (width, height)
    };
    let has_alpha = decoder.color_type().has_alpha();
    Ok(Header {
        format,
        size: Size { width, height },
        orientation,
        has_alpha,
        is_animated,
    })
}

fn still(format: Format, size: Size) -> Header {
    Header {
        format,
        size,
        orientation: 1,
        has_alpha: true,
        is_animated: false,
    }
}

fn cut_short(format: Format) -> Fault {
    Fault::Unreadable(format!("the {format:?} ends within its header"))
}

fn refuse_large(size: Size) -> Result<(), Fault> {
    let Size { width, height } = size;
    if width == 0 || height == 0 {
        return Err(Fault::Unreadable("it has no pixels".to_owned()));
    }
    match width.max(height) > MAX_SIDE || size.pixels() > MAX_PIXELS {
        true => Err(Fault::TooLarge(size)),
        false => Ok(()),
    }
}
