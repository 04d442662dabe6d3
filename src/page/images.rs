//! Images of a page's content as HTML: a choice of variants, with a size that is known before one
//! is loaded.

use super::content::Content;
use super::inputs::BodyInputs;
use super::marks::Marks;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::document::{self, Dimensions};
use crate::html::{escape, escape_into};
use crate::image::{Display, Image, Size, Variant, Variants};
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
    let variants = shown.and_then(Image::variants);
    if let Some(variants) = variants {
        content.html.push_str("<picture>");
        add_source(content, variants);
    }
    content.html.push_str("<img");
    let url = url(*item, inputs);
    match (variants, url) {
        (Some(variants), _) => {
            add_url(
                content,
                "src",
                &variants.largest().url,
                Marks::add_known_url,
            );
            add_srcset(content, &variants.classic, &variants.sizes);
        }
        (None, Some(url)) => add_url(content, "src", url, Marks::add_reference),
        (None, None) => {}
    }
    add_size(content, shown.and_then(|shown| shown.size));
    content.html.push_str(&format!(" alt=\"{}\"", escape(alt)));
    if !title.is_empty() {
        content
            .html
            .push_str(&format!(" title=\"{}\"", escape(title)));
    }
    // The first image of a page is loaded at once, the others when the reader gets near to them.
    content.html.push_str(match (url, item) {
        (None, _) => ">",
        (Some(_), 0) => " fetchpriority=\"high\" decoding=\"async\">",
        (Some(_), _) => " loading=\"lazy\" decoding=\"async\">",
    });
    if variants.is_some() {
        content.html.push_str("</picture>");
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
    add_url(content, "src", url, Marks::add_reference);
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

/// Writes `source` with the variants in a modern format.
fn add_source(content: &mut Content, variants: &Variants) {
    let Some(first) = variants.modern.first() else {
        return;
    };
    content.html.push_str(&format!(
        "<source type=\"{}\"",
        first.recipe.encoding.media_type()
    ));
    add_srcset(content, &variants.modern, &variants.sizes);
    content.html.push('>');
}

/// Writes `srcset` and `sizes`.
fn add_srcset(content: &mut Content, variants: &[Variant], sizes: &str) {
    content.html.push_str(" srcset=\"");
    for (number, variant) in variants.iter().enumerate() {
        content.html.push_str(if number == 0 { "" } else { ", " });
        add_text(content, &variant.url, Marks::add_known_url);
        content
            .html
            .push_str(&format!(" {}w", variant.recipe.size.width));
    }
    content.html.push_str("\" sizes=\"");
    escape_into(&mut content.html, sizes);
    content.html.push('"');
}

fn add_size(content: &mut Content, size: Option<Size>) {
    if let Some(Size { width, height }) = size {
        content
            .html
            .push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
}

fn add_url(content: &mut Content, name: &str, url: &str, mark: fn(&mut Marks, &str, Range<usize>)) {
    content.html.push_str(&format!(" {name}=\""));
    add_text(content, url, mark);
    content.html.push('"');
}

fn add_text(content: &mut Content, url: &str, mark: fn(&mut Marks, &str, Range<usize>)) {
    let (html, marks) = content.open();
    let start = html.len();
    escape_into(html, url);
    if let Some(marks) = marks {
        mark(marks, url, start..html.len());
    }
}
