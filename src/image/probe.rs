//! Probing: recognizing an image by its first bytes and reading its header.

use super::avif;
use super::decode::{self, OpenDecoder};
use super::fault::{Fault, MAX_FILE_SIZE, MAX_PIXELS, MAX_SIDE};
use super::header::{Format, Header, Size};
use super::scans;
use image::ImageDecoder;
use std::io::{BufRead, Read, Seek, SeekFrom};

/// The number of bytes that identify a format.
const SIGNATURE: u64 = 32;

/// The pixels for each byte of a PNG that is light: half a bit for each. AVIF takes as much for a
/// photograph.
const LIGHT_PIXELS_TO_A_BYTE: u64 = 16;

/// Reads the header of an image in a format of the web, whatever the name of its file. Returns
/// nothing if the file is no such image. `file_size` is in bytes.
///
/// # Errors
/// The fault of the image, if it cannot be used.
pub fn probe<R: BufRead + Seek>(mut reader: R, file_size: u64) -> Result<Option<Header>, Fault> {
    let mut start = Vec::new();
    reader
        .by_ref()
        .take(SIGNATURE)
        .read_to_end(&mut start)
        .map_err(Fault::unreadable)?;
    let Some(format) = format(&start)? else {
        return Ok(None);
    };
    if file_size > MAX_FILE_SIZE {
        return Err(Fault::TooHeavy(file_size));
    }
    // A decoder may allocate memory for all pixels, so the size is checked before it is called.
    let size = size_at_start(format, &start);
    if let Some(size) = size {
        refuse_large(size)?;
    }
    reader.seek(SeekFrom::Start(0)).map_err(Fault::unreadable)?;
    let mut header = match format {
        Format::Avif => avif::header(&mut reader)?,
        Format::Gif => gif(size)?,
        Format::Jpeg | Format::Png | Format::WebP => by_decoder(format, &mut reader)?,
    };
    refuse_large(header.size)?;
    if format == Format::Jpeg {
        reader.seek(SeekFrom::Start(0)).map_err(Fault::unreadable)?;
        scans::refuse_many(reader, header.size)?;
    }
    header.is_light_drawing =
        format == Format::Png && file_size * LIGHT_PIXELS_TO_A_BYTE < header.size.pixels();
    Ok(Some(header))
}

/// Returns the format of a file with this signature.
fn format(start: &[u8]) -> Result<Option<Format>, Fault> {
    let is = |at: usize, bytes: &[u8]| start.get(at..at + bytes.len()) == Some(bytes);
    Ok(Some(match () {
        () if is(0, b"\xFF\xD8\xFF") => Format::Jpeg,
        () if is(0, b"\x89PNG\r\n\x1A\n") => Format::Png,
        () if is(0, b"RIFF") && is(8, b"WEBP") => Format::WebP,
        () if is(0, b"GIF87a") || is(0, b"GIF89a") => Format::Gif,
        () if is(4, b"ftypavif") || is(4, b"ftypavis") => Format::Avif,
        () if is(4, b"ftyphei") || is(4, b"ftyphev") || is(4, b"ftypmif1") => {
            return Err(not_for_browsers("HEIC"));
        }
        () if is(0, b"II*\0") || is(0, b"MM\0*") => return Err(not_for_browsers("TIFF")),
        () => return Ok(None),
    }))
}

fn not_for_browsers(format: &str) -> Fault {
    Fault::Unreadable(format!(
        "it is in the format {format}, which most browsers cannot show"
    ))
}

/// Returns the size, if the format has it in the first bytes. Sources: PNG, section 11.2.1; GIF89a,
/// section 18.
fn size_at_start(format: Format, start: &[u8]) -> Option<Size> {
    let big_endian = |at: usize| Some(u32::from_be_bytes(*start.get(at..)?.first_chunk()?));
    let little_endian = |at: usize| Some(u16::from_le_bytes(*start.get(at..)?.first_chunk()?));
    match format {
        Format::Png => Some(Size {
            width: big_endian(16)?,
            height: big_endian(20)?,
        }),
        Format::Gif => Some(Size {
            width: little_endian(6)?.into(),
            height: little_endian(8)?.into(),
        }),
        Format::Jpeg | Format::WebP | Format::Avif => None,
    }
}

fn by_decoder(format: Format, reader: impl BufRead + Seek) -> Result<Header, Fault> {
    let OpenDecoder {
        mut decoder,
        is_animated,
    } = decode::open(format, reader)?;
    let (width, height) = decoder.dimensions();
    // An image whose Exif cannot be read is shown upright.
    let orientation = decoder
        .orientation()
        .map_or(1, |orientation| orientation.to_exif());
    let size = Size { width, height };
    Ok(Header {
        format,
        size: size.transposed_if(orientation >= 5),
        orientation,
        has_alpha: decoder.color_type().has_alpha(),
        is_animated,
        is_light_drawing: false,
    })
}

fn gif(size: Option<Size>) -> Result<Header, Fault> {
    let cut_short = || Fault::Unreadable("the Gif ends within its header".to_owned());
    Ok(Header {
        format: Format::Gif,
        size: size.ok_or_else(cut_short)?,
        orientation: 1,
        has_alpha: true,
        is_animated: false,
        is_light_drawing: false,
    })
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
