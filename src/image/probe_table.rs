//! Probes of all files of a snapshot that may be images, kept from build to build.

use super::fault::Fault;
use super::header::{Header, Size};
use super::probe::probe;
use crate::digest::Digest;
use crate::disk::File;
use crate::memo::guarded;
use crate::path::{OutputPath, SourcePath};
use crate::picture::is_named_like_an_image;
use crate::site::{Bundles, Route};
use crate::social_card;
use crate::source::{Content, Kind, Snapshot, SourceFile};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;

/// The largest SVG that is read for its size, in bytes.
const MAX_SVG: u64 = 1024 * 1024;

/// An image of the site, with the result of its probe.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ImageFile {
    /// The file.
    pub source: SourcePath,
    /// The URL of the original.
    pub url: String,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The result of the probe.
    pub probe: ImageProbe,
}

/// The result of probing an image.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ImageProbe {
    /// An image made of pixels.
    Raster(Header),
    /// An SVG, with the size that it asks for.
    Vector(Option<Size>),
    /// An image that cannot be used.
    Faulty(Fault),
}

/// The probes of a snapshot; nothing for a file that is no image.
#[derive(Debug, Clone)]
pub struct ProbeTable {
    /// Probes that follow from the bytes alone.
    lasting: Arc<Probes>,
    /// Probes that failed because of the disk, or that saw another file than the scan. They count
    /// for one build only.
    provisional: Arc<Probes>,
}

type Probes = BTreeMap<(Digest, FileType), Option<ImageProbe>>;

/// The type of a file by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum FileType {
    /// SVG, which is text without a signature at its start.
    Svg,
    /// Any other type, recognized by the signature.
    Other,
}

impl ProbeTable {
    /// Probes every file that may be an image, unless a lasting probe of its bytes is known.
    pub fn of_snapshot(
        snapshot: &Snapshot,
        bundles: &Bundles,
        previous: Option<&ProbeTable>,
    ) -> Self {
        let files: BTreeMap<_, _> = candidates(snapshot, bundles)
            .map(|(path, _, file)| ((file.digest, FileType::of(path)), file))
            .collect();
        let known = previous.map(|previous| &previous.lasting);
        if let Some(known) = known.filter(|known| known.keys().eq(files.keys())) {
            return ProbeTable {
                lasting: Arc::clone(known),
                provisional: Arc::default(),
            };
        }
        let files: Vec<_> = files.into_iter().collect();
        let probed = files.into_par_iter().map(|(key, file)| {
            match known.and_then(|known| known.get(&key)) {
                Some(probe) => (key, probe.clone(), true),
                None => {
                    let (probe, is_lasting) = probe_file(file, key.1);
                    (key, probe, is_lasting)
                }
            }
        });
        let probed: Vec<_> = probed.collect();
        let (mut lasting, mut provisional) = (Probes::new(), Probes::new());
        for (key, probe, is_lasting) in probed {
            let probes = if is_lasting {
                &mut lasting
            } else {
                &mut provisional
            };
            probes.insert(key, probe);
        }
        ProbeTable {
            lasting: Arc::new(lasting),
            provisional: Arc::new(provisional),
        }
    }

    /// Returns the images of the snapshot that was probed, in the order of their sources.
    pub fn images(&self, snapshot: &Snapshot, bundles: &Bundles) -> Vec<ImageFile> {
        let image = |(source, route, file): (&SourcePath, Route, &SourceFile)| {
            let key = (file.digest, FileType::of(source));
            let probe = self
                .lasting
                .get(&key)
                .or_else(|| self.provisional.get(&key));
            Some(ImageFile {
                source: source.clone(),
                url: route.url,
                digest: file.digest,
                probe: probe?.clone()?,
            })
        };
        candidates(snapshot, bundles).filter_map(image).collect()
    }
}

impl FileType {
    fn of(path: &SourcePath) -> Self {
        if path.extension().eq_ignore_ascii_case("svg") {
            FileType::Svg
        } else {
            FileType::Other
        }
    }
}

/// Returns the files that may be images, with the places where they are published.
///
/// Beside pages these are all files, whatever their names, since no image may reveal where it was
/// taken. Files of `static/` are copied byte for byte, so only those that are named like images
/// matter.
fn candidates<'a>(
    snapshot: &'a Snapshot,
    bundles: &Bundles,
) -> impl Iterator<Item = (&'a SourcePath, Route, &'a SourceFile)> {
    let attachments = snapshot
        .of_kind(Kind::Attachment)
        .filter_map(|(path, file)| Some((path, bundles.route(path)?, &**file)));
    let statics = snapshot
        .of_kind(Kind::Static)
        .filter(|(path, _)| is_named_like_an_image(path.as_str()))
        .filter_map(|(path, file)| {
            let output = OutputPath::new(path.below("static")?).ok()?;
            Some((path, Route::of_file(&output)?, &**file))
        });
    attachments.chain(statics)
}

/// Probes a file. The second value is true if the probe follows from the bytes that the scan saw.
fn probe_file(file: &SourceFile, file_type: FileType) -> (Option<ImageProbe>, bool) {
    let Content::Binary { size, file: place } = &file.content else {
        return (None, true);
    };
    let failed = |error: &io::Error| (Some(ImageProbe::Faulty(Fault::io(error))), false);
    let mut opened = match place.open() {
        Ok(file) => WatchedFile {
            file,
            failure: None,
        },
        Err(error) => return failed(&error),
    };
    let probe = match file_type {
        FileType::Svg => Some(ImageProbe::Vector(svg_size(&mut opened))),
        FileType::Other => raster(&mut opened, *size),
    };
    match opened.failure {
        Some(error) => failed(&error),
        None => (probe, file.is_unchanged(&opened.file)),
    }
}

fn svg_size(file: &mut WatchedFile) -> Option<Size> {
    let mut svg = String::new();
    file.take(MAX_SVG).read_to_string(&mut svg).ok()?;
    let size = guarded("a drawing", || social_card::svg_size(&svg));
    let (width, height) = size.ok().flatten()?;
    Some(Size { width, height })
}

fn raster(file: &mut WatchedFile, size: u64) -> Option<ImageProbe> {
    let probed = guarded("a picture", || probe(BufReader::new(file), size));
    match probed.unwrap_or_else(|fault| Err(Fault::Unreadable(fault.message))) {
        Ok(header) => header.map(ImageProbe::Raster),
        Err(fault) => Some(ImageProbe::Faulty(fault)),
    }
}

/// A file that remembers an error of the disk. The codecs turn such an error into the same messages
/// as damaged bytes, and only the former must not be remembered.
struct WatchedFile {
    file: File,
    failure: Option<io::Error>,
}

impl Read for WatchedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer);
        read.map_err(|error| {
            let kind = error.kind();
            if kind != io::ErrorKind::Interrupted {
                self.failure = Some(error);
            }
            kind.into()
        })
    }
}

impl Seek for WatchedFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
