//! The stage that lists files: those that pages may link to, and those that are copied.

use crate::address::Addresses;
use crate::diagnostic::Checked;
use crate::digest::Digested;
use crate::output::Copy;
use crate::path::{OutputPath, SourcePath};
use crate::site::{Bundles, FileTargets};
use crate::source::{Kind, Snapshot, SourceFile};
use std::sync::Arc;

/// Files that hosts and crawlers read. Pages may link to them, although no source has their names.
/// An output that Milepost makes at the root is missed by links until it is listed here.
const OF_HOSTS: [&str; 3] = ["404.html", "robots.txt", "sitemap.xml"];

/// Everything that the lists of files are made of.
#[derive(Hash)]
pub(super) struct FileInputs<'a> {
    /// The files beside documents, and those of `static/`.
    files: Vec<(&'a SourcePath, &'a Arc<SourceFile>)>,
    bundles: &'a Digested<Bundles>,
    addresses: Addresses,
}

/// The lists of files.
pub(super) struct Files {
    /// The files that pages may link to.
    pub targets: Digested<FileTargets>,
    /// The files that are copied: those of `static/`, and those beside documents.
    pub copies: Digested<Vec<Copy>>,
}

impl<'a> FileInputs<'a> {
    /// Gathers the inputs from the sources.
    pub fn new(
        snapshot: &'a Snapshot,
        bundles: &'a Digested<Bundles>,
        addresses: Addresses,
    ) -> Self {
        let attachments = snapshot.of_kind(Kind::Attachment);
        FileInputs {
            files: attachments.chain(snapshot.of_kind(Kind::Static)).collect(),
            bundles,
            addresses,
        }
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&'a SourcePath, &'a Arc<SourceFile>)> {
        let files = self.files.iter().copied();
        files.filter(move |(_, file)| file.kind == kind)
    }
}

/// Lists the files.
pub(super) fn list(inputs: &FileInputs<'_>) -> Checked<Files> {
    let targets = link_targets(inputs);
    Checked::clean(Files {
        copies: Digested::new(copies(inputs, &targets)),
        targets: Digested::new(targets),
    })
}

fn link_targets(inputs: &FileInputs<'_>) -> FileTargets {
    let mut targets = FileTargets::default();
    let attachments = inputs.of_kind(Kind::Attachment);
    attachments.for_each(|(path, _)| match inputs.bundles.route(path) {
        Some(route) => targets.add_attachment(path, route),
        None => targets.hold_back(path, inputs.bundles.held_back_with(path)),
    });
    for (path, _) in inputs.of_kind(Kind::Static) {
        let output = path.below("static").map(OutputPath::new);
        output
            .into_iter()
            .flatten()
            .for_each(|output| targets.add_output(output));
    }
    if inputs.addresses == Addresses::Rooted {
        let names = OF_HOSTS.into_iter();
        names
            .flat_map(OutputPath::new)
            .for_each(|output| targets.add_output(output));
    }
    targets
}

fn copies(inputs: &FileInputs<'_>, targets: &FileTargets) -> Vec<Copy> {
    let of_static = inputs.of_kind(Kind::Static).filter_map(|(path, file)| {
        Some(Copy {
            source: path.clone(),
            output: OutputPath::new(path.below("static")?).ok()?,
            file: Arc::clone(file),
        })
    });
    let attachments = inputs.of_kind(Kind::Attachment).filter_map(|(path, file)| {
        Some(Copy {
            source: path.clone(),
            output: targets.attachment(path)?.output.clone(),
            file: Arc::clone(file),
        })
    });
    of_static.chain(attachments).collect()
}
