//! The pictures of a site: what each says of itself, and what its versions are called.

use crate::config::Config;
use crate::diagnostic::Checked;
use crate::digest::{Digest, Digested};
use crate::image::{Fault, ImageFile, ImageInputs, ImageTable, Look, Size, name_variants, probe};
use crate::memo::{Memo, guarded};
use crate::path::{OutputPath, SourcePath};
use crate::site::Route;
use crate::social_card;
use crate::source::{self, Content, Kind, Snapshot, SourceFile};
use crate::value::{Map, Value};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{BufReader, Read};
use std::sync::Arc;

/// What files say of themselves, by their bytes and by what their names make of them; nothing of
/// those that are no pictures.
pub(super) type Looks = Arc<BTreeMap<(Digest, Named), Option<Look>>>;

/// What the name of a file makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// A drawing: SVG is text, and has no mark at its start.
    Drawing,
    /// Anything else, to be told by its first bytes.
    Other,
}

/// The largest drawing that is read for its size, in bytes.
const LARGEST_DRAWING: u64 = 1024 * 1024;

/// The theme's option that says how wide it shows pictures.
const SIZES: &str = "image_sizes";

/// Looks at every file that may be a picture and was not looked at before.
pub(super) fn look(snapshot: &Snapshot, before: Option<&Looks>) -> Looks {
    let files: BTreeMap<_, _> = candidates(snapshot)
        .map(|(path, _, file)| ((file.digest, named(path)), file))
        .collect();
    if let Some(before) = before.filter(|before| before.keys().eq(files.keys())) {
        return Arc::clone(before);
    }
    let looked = |(key, file): ((Digest, Named), &SourceFile)| {
        let known = before.and_then(|before| before.get(&key));
        (key, known.cloned().unwrap_or_else(|| look_at(file, key.1)))
    };
    let files: Vec<_> = files.into_iter().collect();
    let looks: Vec<_> = files.into_par_iter().map(looked).collect();
    Arc::new(looks.into_iter().collect())
}

/// Names the versions of all pictures.
pub(super) fn name(
    snapshot: &Snapshot,
    config: &Config,
    options: &Map,
    looks: &Looks,
    before: Option<&Memo<Digested<ImageTable>>>,
) -> Memo<Digested<ImageTable>> {
    let file = |(source, route, file): (&SourcePath, Route, &SourceFile)| {
        let look = looks.get(&(file.digest, named(source)))?.clone()?;
        Some(ImageFile {
            source: source.clone(),
            url: route.url,
            digest: file.digest,
            look,
        })
    };
    let sizes = match options.get(SIZES) {
        Some(Value::Text(text)) if !text.is_empty() => text.to_string(),
        _ => "100vw".to_owned(),
    };
    let inputs = ImageInputs {
        files: candidates(snapshot).filter_map(file).collect(),
        options: config.images.clone(),
        sizes,
    };
    Memo::of(before, &inputs, || {
        let Checked { value, diagnostics } = name_variants(&inputs);
        Checked {
            value: Digested::new(value),
            diagnostics,
        }
    })
}

/// Files that may be pictures, with where they are published: all that lie beside pages, whatever
/// their names, since none may tell where it was taken; of those that are copied byte for byte,
/// such as are named like pictures.
fn candidates(snapshot: &Snapshot) -> impl Iterator<Item = (&SourcePath, Route, &SourceFile)> {
    let attachments = snapshot
        .of_kind(Kind::Attachment)
        .filter_map(|(path, file)| Some((path, Route::of_attachment(path)?, &**file)));
    let statics = snapshot
        .of_kind(Kind::Static)
        .filter(|(path, _)| is_named_like_a_picture(path))
        .filter_map(|(path, file)| {
            let output = OutputPath::new(path.below("static")?).ok()?;
            Some((path, Route::of_file(&output)?, &**file))
        });
    attachments.chain(statics)
}

fn is_named_like_a_picture(path: &SourcePath) -> bool {
    let names = ["jpg", "jpeg", "png", "webp", "gif", "avif", "svg"];
    names
        .iter()
        .any(|name| path.extension().eq_ignore_ascii_case(name))
}

fn named(path: &SourcePath) -> Named {
    if path.extension().eq_ignore_ascii_case("svg") {
        Named::Drawing
    } else {
        Named::Other
    }
}

fn look_at(file: &SourceFile, named: Named) -> Option<Look> {
    let Content::Binary { size, file } = &file.content else {
        return None;
    };
    let opened = match source::reopen(file) {
        Ok(opened) => opened,
        // It went a moment ago; whether it was a picture nobody can say.
        Err(error) => return Some(Look::Faulty(Fault::Unreadable(error.to_string()))),
    };
    if named == Named::Drawing {
        let mut svg = String::new();
        let read = opened.take(LARGEST_DRAWING).read_to_string(&mut svg);
        let size = read.ok().and_then(|_| {
            guarded("a drawing", || social_card::size(&svg))
                .ok()
                .flatten()
        });
        return Some(Look::Drawing(
            size.map(|(width, height)| Size { width, height }),
        ));
    }
    let probed = guarded("a picture", || probe(BufReader::new(opened), *size));
    match probed.unwrap_or_else(|fault| Err(Fault::Unreadable(fault.message))) {
        Ok(facts) => facts.map(Look::Raster),
        Err(fault) => Some(Look::Faulty(fault)),
    }
}
