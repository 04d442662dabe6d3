//! Images of a page's content as HTML.

use super::content::Content;
use super::inputs::BodyInputs;
use super::marks::Marks;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::document::{self, Dimensions};
use crate::html::escape_into;
use crate::image::{Display, Image, Size, Variant};
use crate::picture::{Attributes, Picture};
use crate::site::Resolved;
use std::ops::Range;

/// Writes an image of Markdown. If its target is broken, which is reported elsewhere, it has no
/// `src`.
pub(super) fn element(
    content: &mut Content,
    image: &document::Image,
    inputs: &BodyInputs<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let document::Image { item, alt, title } = image;
    let shown = image_of(*item, inputs);
    diagnostics.extend(shown.and_then(|shown| fault(*item, shown, inputs)));
    let picture = picture(shown, url(*item, inputs));
    let attributes = Attributes {
        alt,
        title,
        class: "",
        // The first image of a page is loaded at once, the others when the reader gets near to
        // them.
        is_lazy: *item > 0,
    };
    // The versions of an image are surely there; of another URL it is to be seen.
    let mark: fn(&mut Marks, &str, Range<usize>) = match picture.classic.is_empty() {
        true => Marks::add_reference,
        false => Marks::add_known_url,
    };
    let (html, mut marks) = content.open();
    picture.write(html, &attributes, |url, span| {
        if let Some(marks) = &mut marks {
            mark(marks, url, span);
        }
    });
}

/// Returns an image as pages show it. `url` is that of its original.
pub(super) fn picture<'a>(image: Option<&'a Image>, url: Option<&'a str>) -> Picture<'a> {
    let size = image.and_then(|image| image.size);
    let size = size.map(|Size { width, height }| (width, height));
    let Some(variants) = image.and_then(Image::variants) else {
        return Picture {
            src: url,
            size,
            ..Picture::default()
        };
    };
    let versions = |variants: &'a [Variant]| {
        let variants = variants.iter();
        let version = |variant: &'a Variant| (variant.url.as_str(), variant.recipe.size.width);
        variants.map(version).collect()
    };
    let modern = variants.modern.first();
    Picture {
        src: Some(&variants.largest().url),
        classic: versions(&variants.classic),
        modern: versions(&variants.modern),
        modern_type: modern.map_or("", |first| first.recipe.encoding.media_type()),
        sizes: &variants.sizes,
        size,
    }
}

/// Writes the `src` of an image in the writer's own HTML, and its size if the HTML has none.
pub(super) fn source(
    content: &mut Content,
    item: usize,
    dimensions: Dimensions,
    inputs: &BodyInputs<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let shown = image_of(item, inputs);
    diagnostics.extend(shown.and_then(|shown| fault(item, shown, inputs)));
    let variant = shown
        .and_then(Image::variants)
        .map(|variants| variants.largest().url.as_str());
    let Some(url) = variant.or_else(|| url(item, inputs)) else {
        return;
    };
    add_reference(content, url);
    if dimensions == Dimensions::Missing {
        add_size(content, shown.and_then(|shown| shown.size));
    }
}

fn image_of<'a>(item: usize, inputs: &BodyInputs<'a>) -> Option<&'a Image> {
    inputs.page.images.get(item)?.as_deref()
}

fn url<'a>(item: usize, inputs: &BodyInputs<'a>) -> Option<&'a str> {
    match inputs.page.data.images.get(item)? {
        Resolved::Url(url) | Resolved::Fragment(url) => Some(url),
        Resolved::Broken => None,
    }
}

/// Returns the fault of an image as a diagnostic at the place that shows it.
fn fault(item: usize, image: &Image, inputs: &BodyInputs<'_>) -> Option<Diagnostic> {
    let Display::Faulty(fault) = &image.display else {
        return None;
    };
    let problem = Diagnostic::error(
        fault.code(),
        format!("`{}`, which is shown here, {fault}", image.source),
    );
    let problem = problem.advise(fault.advice());
    Some(match &inputs.page.data.source {
        Some(file) => problem.at(Place::Item {
            file: file.clone(),
            item: Item::Image(item),
        }),
        None => problem,
    })
}

fn add_size(content: &mut Content, size: Option<Size>) {
    if let Some(Size { width, height }) = size {
        content
            .html
            .push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
}

fn add_reference(content: &mut Content, url: &str) {
    content.html.push_str(" src=\"");
    let (html, marks) = content.open();
    let start = html.len();
    escape_into(html, url);
    if let Some(marks) = marks {
        marks.add_reference(url, start..html.len());
    }
    content.html.push('"');
}
