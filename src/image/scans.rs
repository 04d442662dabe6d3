//! The scans of a JPEG: the passes over the picture in which a progressive file is written.
//!
//! Each pass costs as much as decoding a plain file, and a pass that adds nothing takes 300 bytes.

use super::fault::Fault;
use super::header::Size;
use std::io::{self, BufRead, Read};

/// The most scans of an image. Programs write about ten.
const MAX_SCANS: u64 = 64;

/// The marker at the end of the image.
const END: u8 = 0xD9;

/// The most pixels that all scans of an image go over: twelve times those of the largest image.
const MAX_SCANNED_PIXELS: u64 = 1_200_000_000;

/// Refuses an image that would take long to decode because of its scans.
pub(super) fn refuse_many(reader: impl BufRead, size: Size) -> Result<(), Fault> {
    let most = MAX_SCANS.min(MAX_SCANNED_PIXELS / size.pixels().max(1));
    // A file that ends early has those scans that were found until there.
    let mut scans = Scans { reader, found: 0 };
    let _ = scans.count_beyond(most);
    match scans.found > most {
        true => Err(Fault::TooManyScans { most, size }),
        false => Ok(()),
    }
}

/// Returns true if the scans lead to the end of the image.
pub(super) fn reach_end(reader: impl BufRead) -> bool {
    let mut scans = Scans { reader, found: 0 };
    loop {
        match scans.next_marker() {
            Ok(END) => return true,
            Ok(0x00 | 0x01 | 0xD0..=0xD8) => {}
            Ok(_) if scans.skip_segment().is_ok() => {}
            Ok(_) | Err(_) => return false,
        }
    }
}

/// A reader of the markers of a JPEG. Source: ITU-T T.81, section B.1.
struct Scans<R> {
    reader: R,
    found: u64,
}

impl<R: BufRead> Scans<R> {
    /// Counts the scans of a progressive file until there are more than `most`.
    fn count_beyond(&mut self, most: u64) -> io::Result<()> {
        while self.found <= most {
            match self.next_marker()? {
                // Only these three kinds of frames are progressive; the others have few scans.
                0xC0 | 0xC1 | 0xC3 | 0xC5 | 0xC7 | 0xC9 | 0xCB | 0xCD | 0xCF => return Ok(()),
                END => return Ok(()),
                // A stuffed byte, markers without a segment, and the start of the image.
                0x00 | 0x01 | 0xD0..=0xD8 => {}
                marker => {
                    self.found += u64::from(marker == 0xDA);
                    self.skip_segment()?;
                }
            }
        }
        Ok(())
    }

    /// Reads up to the next marker, and returns its second byte.
    fn next_marker(&mut self) -> io::Result<u8> {
        loop {
            let bytes = self.reader.fill_buf()?;
            if bytes.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let Some(at) = bytes.iter().position(|byte| *byte == 0xFF) else {
                let length = bytes.len();
                self.reader.consume(length);
                continue;
            };
            self.reader.consume(at + 1);
            let marker = loop {
                let [byte] = self.bytes()?;
                // Any number of these bytes may stand before a marker.
                if byte != 0xFF {
                    break byte;
                }
            };
            return Ok(marker);
        }
    }

    fn skip_segment(&mut self) -> io::Result<()> {
        let length = u16::from_be_bytes(self.bytes()?);
        let rest = u64::from(length.saturating_sub(2));
        io::copy(&mut self.reader.by_ref().take(rest), &mut io::sink())?;
        Ok(())
    }

    fn bytes<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.reader.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a JPEG of the kind of a frame, as far as its markers go.
    fn jpeg(frame: u8, scans: usize) -> Vec<u8> {
        let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xFE, 0, 4, 0xFF, 0xDA];
        bytes.extend([0xFF, frame, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0]);
        for _ in 0..scans {
            bytes.extend([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0]);
            bytes.extend([1, 2, 0xFF, 0x00, 3, 0xFF, 0xD0, 0xFF, 0xFF, 0xC4, 0, 3, 9]);
        }
        bytes.extend([0xFF, 0xD9, 0xFF, 0xDA]);
        bytes
    }

    #[test]
    fn only_files_that_go_over_their_pixels_too_often_are_refused() {
        let size = |width, height| Size { width, height };
        let refused = |frame, scans, size| refuse_many(&jpeg(frame, scans)[..], size).is_err();
        assert!(!refused(0xC2, 64, size(16, 16)) && refused(0xC2, 65, size(16, 16)));
        assert!(!refused(0xC2, 12, size(10_000, 10_000)));
        assert!(refused(0xC2, 13, size(10_000, 10_000)));
        assert!(!refused(0xC0, 65, size(16, 16)), "it is not progressive");
        let cut = &jpeg(0xC2, 3_000)[..2_000];
        assert!(refuse_many(cut, size(16, 16)).is_err());
    }
}
