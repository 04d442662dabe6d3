//! Links and images: what the site resolves later becomes a gap.

use super::writer::Writer;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::document::body::{Image, Piece};
use crate::document::remarks;
use crate::html::escape;
use crate::url::{UrlKind, classify};
use pulldown_cmark::{Event, LinkType};
use std::ops::Range;
use std::sync::Arc;

impl Writer<'_> {
    pub(super) fn link(&mut self, at: usize, kind: LinkType, target: &str, title: &str) {
        let mail = if kind == LinkType::Email {
            format!("mailto:{target}")
        } else {
            target.to_owned()
        };
        let item = self.add_link(mail, self.source.span(at));
        if let Some(remark) = self.name(at).and_then(|name| remarks::link(&name)) {
            self.remark(Item::Link(item), remark);
        }
        self.out.html().push_str("<a");
        self.out.push(Piece::Href(item));
        self.out.html().push_str(&title_attribute(title));
        self.out.html().push('>');
    }

    /// A link's text and the alternative texts in it; nothing where HTML or a component may add to
    /// it.
    fn name(&self, at: usize) -> Option<String> {
        let inner = self.source.inner(at);
        let is_known = !self.source.events[inner.clone()]
            .iter()
            .any(|(event, _)| matches!(event, Event::InlineHtml(_)));
        is_known.then(|| self.source.plain_text(inner))
    }

    pub(super) fn image(&mut self, at: usize, target: &str, title: &str) {
        let alt = self.source.plain_text(self.source.inner(at));
        let item = self.add_image(target.to_owned(), self.source.span(at));
        if alt.trim().is_empty() {
            self.remark(Item::Image(item), remarks::missing_alt());
        }
        self.out.push(Piece::Image(Arc::new(Image {
            item,
            alt,
            title: title.to_owned(),
        })));
    }

    /// Numbers a link and judges its target.
    pub(super) fn add_link(&mut self, target: String, span: Range<usize>) -> usize {
        let item = self.made.links.len();
        if classify(&target) == UrlKind::Unsafe {
            self.refuse_target(
                "link",
                &target,
                Place::Item {
                    file: self.source.file.clone(),
                    item: Item::Link(item),
                },
            );
        }
        self.made.links.push(target);
        self.made.places.links.push(span);
        item
    }

    /// Numbers an image and judges its target.
    pub(super) fn add_image(&mut self, target: String, span: Range<usize>) -> usize {
        let item = self.made.images.len();
        if classify(&target) == UrlKind::Unsafe {
            self.refuse_target(
                "image",
                &target,
                Place::Item {
                    file: self.source.file.clone(),
                    item: Item::Image(item),
                },
            );
        }
        self.made.images.push(target);
        self.made.places.images.push(span);
        item
    }

    pub(super) fn refuse_target(&mut self, what: &str, target: &str, place: Place) {
        let shown: String = target
            .chars()
            .take(80)
            .map(|c| if c.is_control() { '\u{fffd}' } else { c })
            .collect();
        let problem = Diagnostic::error(
            "unsafe-url",
            format!("this {what} has a target that is not allowed: `{shown}`"),
        );
        let advice = "links and images may use http:, https:, mailto:, tel: and paths to the site's own files";
        self.made.diagnostics.push(problem.at(place).advise(advice));
    }
}

fn title_attribute(title: &str) -> String {
    if title.is_empty() {
        String::new()
    } else {
        format!(" title=\"{}\"", escape(title))
    }
}
