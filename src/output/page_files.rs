//! The files beside pages, for the templates that list them.

use super::globals::{self, GlobalsByTemplate};
use super::inputs::{Copy, PlanInputs};
use crate::page::PageFile;
use crate::path::{SourcePath, encode_url};
use crate::site::Page;
use crate::source::Content;
use crate::template::Viewed;
use std::collections::{BTreeSet, HashMap};

/// The files beside each page that has some, in the order of their paths.
pub(super) type PageFiles = HashMap<SourcePath, Viewed<Vec<PageFile>>>;

/// Returns the files beside pages, and the URLs of those that templates list.
pub(super) fn with_named(
    inputs: &PlanInputs,
    globals: &GlobalsByTemplate<'_>,
) -> (PageFiles, BTreeSet<String>) {
    let files = of(inputs);
    let lists_files = |page: &&Page| {
        let key = (
            globals::template(page, &inputs.engine),
            page.head.calls.as_slice(),
        );
        globals[&key].reads.contains("files")
    };
    let listing = inputs.site.pages.iter().filter(lists_files);
    let listed = listing.filter_map(|page| files.get(page.source.as_ref()?));
    let urls = listed.flat_map(|files| files.iter().map(|file| file.url.clone()));
    let urls = urls.collect();
    (files, urls)
}

/// Gathers the files.
fn of(inputs: &PlanInputs) -> PageFiles {
    let home = inputs.site.home().source.as_ref();
    let mut files: HashMap<SourcePath, Vec<PageFile>> = HashMap::new();
    for copy in inputs.copies.iter() {
        // Files at the top of `content/` are beside the page of the home.
        let at_top = home.filter(|_| copy.source.folder() == "content");
        let owner = inputs.bundles.owner(&copy.source).or(at_top);
        if let Some(owner) = owner {
            let file = file(copy, owner, inputs);
            files.entry(owner.clone()).or_default().extend(file);
        }
    }
    let files = files.into_iter();
    files
        .map(|(page, files)| (page, Viewed::new(files)))
        .collect()
}

fn file(copy: &Copy, page: &SourcePath, inputs: &PlanInputs) -> Option<PageFile> {
    let url = format!("/{}", encode_url(copy.output.as_str()));
    let image = inputs.images.get(&url);
    let size = match &copy.file.content {
        Content::Text(text) => text.len() as u64,
        Content::Embedded(bytes) => bytes.len() as u64,
        Content::Binary { size, .. } => *size,
    };
    let pixels = image.and_then(|image| image.size);
    Some(PageFile {
        name: copy.source.below(page.folder())?.to_owned(),
        path: copy.source.as_str().to_owned(),
        url,
        size,
        width: pixels.map(|pixels| pixels.width),
        height: pixels.map(|pixels| pixels.height),
    })
}
