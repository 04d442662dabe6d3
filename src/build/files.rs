//! The stages that list files: those that pages may link to, and those that are copied.

use crate::address::Addresses;
use crate::digest::Digested;
use crate::output::Copy;
use crate::path::OutputPath;
use crate::site::FileTargets;
use crate::source::{Kind, Snapshot};
use std::sync::Arc;

/// Files that hosts and crawlers read. Pages may link to them, although no source has their names.
/// An output that Milepost makes at the root is missed by links until it is listed here.
const OF_HOSTS: [&str; 3] = ["404.html", "robots.txt", "sitemap.xml"];

/// Lists the files that pages may link to.
pub(super) fn link_targets(snapshot: &Snapshot, addresses: Addresses) -> Digested<FileTargets> {
    let mut files = FileTargets::default();
    let attachments = snapshot.of_kind(Kind::Attachment);
    attachments.for_each(|(path, _)| files.add_attachment(path));
    for (path, _) in snapshot.of_kind(Kind::Static) {
        let output = path.below("static").map(OutputPath::new);
        output
            .into_iter()
            .flatten()
            .for_each(|output| files.add_output(output));
    }
    if addresses == Addresses::Rooted {
        let names = OF_HOSTS.into_iter();
        names
            .flat_map(OutputPath::new)
            .for_each(|output| files.add_output(output));
    }
    Digested::new(files)
}

/// Lists the files that are copied: those of `static/`, and those beside documents.
pub(super) fn copies(snapshot: &Snapshot, files: &FileTargets) -> Digested<Vec<Copy>> {
    let of_static = snapshot.of_kind(Kind::Static).filter_map(|(path, file)| {
        Some(Copy {
            source: path.clone(),
            output: OutputPath::new(path.below("static")?).ok()?,
            file: Arc::clone(file),
        })
    });
    let attachments = files.attachments().filter_map(|(path, route)| {
        Some(Copy {
            source: path.clone(),
            output: route.output.clone(),
            file: Arc::clone(snapshot.get(path.as_str())?),
        })
    });
    Digested::new(of_static.chain(attachments).collect())
}
