//! Links and images: their URLs become gaps in the body, which the site fills later.

use super::writer::Writer;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::document::body::{Image, Piece};
use crate::document::raw_html::Blocked;
use crate::document::remarks;
use crate::html::escape;
use crate::url::{UrlKind, classify};
use pulldown_cmark::{Event, LinkType};
use std::ops::Range;
use std::sync::Arc;

impl Writer<'_> {
    pub(super) fn link(&mut self, at: usize, kind: LinkType, target: &str, title: &str) {
        let target = match kind {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_owned(),
        };
        let item = self.add_link(target, self.source.span(at));
        if let Some(remark) = self.link_name(at).and_then(|name| remarks::link(&name)) {
            self.remark(Item::Link(item), remark);
        }
        self.out.html().push_str("<a");
        self.out.push(Piece::Href(item));
        if !title.is_empty() {
            let attribute = format!(" title=\"{}\"", escape(title));
            self.out.html().push_str(&attribute);
        }
        self.out.html().push('>');
    }

    /// Returns a link's text with the alternative texts of its images. `None` if raw HTML or a
    /// component may add to it.
    fn link_name(&self, at: usize) -> Option<String> {
        let inner = self.source.inner(at);
        let has_html = self.source.events[inner.clone()]
            .iter()
            .any(|(event, _)| matches!(event, Event::InlineHtml(_)));
        (!has_html).then(|| self.source.plain_text(inner))
    }

    pub(super) fn image(&mut self, at: usize, target: &str, title: &str) {
        let alt = self.source.plain_text(self.source.inner(at));
        let item = self.add_image(target.to_owned(), self.source.span(at));
        if alt.trim().is_empty() {
            self.remark(Item::Image(item), remarks::missing_alt());
        }
        if classify(target) == UrlKind::External {
            let remark = remarks::blocked(Blocked::PictureElsewhere);
            self.remark(Item::Image(item), remark);
        }
        self.out.push(Piece::Image(Arc::new(Image {
            item,
            alt,
            title: title.to_owned(),
        })));
    }

    /// Adds a link and returns its number. A target that is not allowed is reported.
    pub(super) fn add_link(&mut self, target: String, span: Range<usize>) -> usize {
        let number = self.made.links.len();
        self.check_target("link", &target, Item::Link(number));
        self.made.links.push(target);
        self.made.spans.links.push(span);
        number
    }

    /// Adds an image and returns its number. A target that is not allowed is reported.
    pub(super) fn add_image(&mut self, target: String, span: Range<usize>) -> usize {
        let number = self.made.images.len();
        self.check_target("image", &target, Item::Image(number));
        self.made.images.push(target);
        self.made.spans.images.push(span);
        number
    }

    fn check_target(&mut self, noun: &str, target: &str, item: Item) {
        if classify(target) == UrlKind::Unsafe {
            let file = self.source.file.clone();
            self.refuse_target(noun, target, Place::Item { file, item });
        }
    }

    /// Reports a target that is not allowed.
    pub(super) fn refuse_target(&mut self, noun: &str, target: &str, place: Place) {
        let shown: String = target
            .chars()
            .take(80)
            .map(|c| if c.is_control() { '\u{fffd}' } else { c })
            .collect();
        let problem = Diagnostic::error(
            "unsafe-url",
            format!("this {noun} has a target that is not allowed: `{shown}`"),
        );
        let advice = "links and images may use http:, https:, mailto:, tel: \
                      and paths to the site's own files";
        self.made.diagnostics.push(problem.at(place).advise(advice));
    }
}
