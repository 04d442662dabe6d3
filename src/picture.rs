//! The HTML of a picture: a choice of versions, with a size that is known before one is loaded.
//!
//! Markdown and templates show pictures alike, so both write them here.

use crate::html::{escape, escape_into};
use std::ops::Range;

/// A picture as a page can show it.
#[derive(Debug, Default)]
pub struct Picture<'a> {
    /// The URL for browsers that choose no version; none for a picture that does not exist.
    pub src: Option<&'a str>,
    /// The versions that all browsers know, from the narrowest.
    pub classic: Vec<Version<'a>>,
    /// The versions that newer browsers know.
    pub modern: Vec<Version<'a>>,
    /// The media type of the modern versions.
    pub modern_type: &'a str,
    /// The displayed width, as the attribute `sizes` states it.
    pub sizes: &'a str,
    /// Width and height in pixels, if they are known.
    pub size: Option<(u32, u32)>,
}

/// A version of a picture: its URL, and its width in pixels.
pub type Version<'a> = (&'a str, u32);

/// Attributes of a picture that whoever shows it decides.
#[derive(Debug)]
pub struct Attributes<'a> {
    /// The text for those who do not see it.
    pub alt: &'a str,
    /// The title; nothing if it is empty.
    pub title: &'a str,
    /// The classes; nothing if it is empty.
    pub class: &'a str,
    /// True if it is loaded when a reader gets near to it, and not at once.
    pub is_lazy: bool,
}

impl Picture<'_> {
    /// Appends the picture as HTML, and tells `mark` each URL with its bytes.
    pub fn write(
        &self,
        out: &mut String,
        attributes: &Attributes<'_>,
        mut mark: impl FnMut(&str, Range<usize>),
    ) {
        let has_versions = !self.classic.is_empty();
        if has_versions {
            out.push_str("<picture>");
        }
        if !self.modern.is_empty() {
            out.push_str(&format!("<source type=\"{}\"", self.modern_type));
            self.write_versions(out, &self.modern, &mut mark);
            out.push('>');
        }
        out.push_str("<img");
        if let Some(src) = self.src {
            out.push_str(" src=\"");
            write_url(out, src, &mut mark);
            out.push('"');
        }
        if has_versions {
            self.write_versions(out, &self.classic, &mut mark);
        }
        if let Some((width, height)) = self.size {
            out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        attributes.write(out);
        out.push_str(match (self.src, attributes.is_lazy) {
            (None, _) => ">",
            (Some(_), false) => " fetchpriority=\"high\" decoding=\"async\">",
            (Some(_), true) => " loading=\"lazy\" decoding=\"async\">",
        });
        if has_versions {
            out.push_str("</picture>");
        }
    }

    /// Writes `srcset` and `sizes`.
    fn write_versions(
        &self,
        out: &mut String,
        versions: &[Version<'_>],
        mark: &mut impl FnMut(&str, Range<usize>),
    ) {
        out.push_str(" srcset=\"");
        for (number, (url, width)) in versions.iter().enumerate() {
            out.push_str(if number == 0 { "" } else { ", " });
            write_url(out, url, mark);
            out.push_str(&format!(" {width}w"));
        }
        out.push_str("\" sizes=\"");
        escape_into(out, self.sizes);
        out.push('"');
    }
}

impl Attributes<'_> {
    fn write(&self, out: &mut String) {
        out.push_str(&format!(" alt=\"{}\"", escape(self.alt)));
        for (name, value) in [("title", self.title), ("class", self.class)] {
            if !value.is_empty() {
                out.push_str(&format!(" {name}=\"{}\"", escape(value)));
            }
        }
    }
}

/// Returns true if a file of this name should be an image that browsers show.
pub fn is_named_like_an_image(name: &str) -> bool {
    let endings = ["jpg", "jpeg", "png", "webp", "gif", "avif", "svg"];
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|own| endings.iter().any(|one| own.eq_ignore_ascii_case(one)))
}

fn write_url(out: &mut String, url: &str, mark: &mut impl FnMut(&str, Range<usize>)) {
    let start = out.len();
    escape_into(out, url);
    mark(url, start..out.len());
}
