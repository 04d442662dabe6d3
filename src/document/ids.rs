//! The ids of one document: given to headings, found in raw HTML, reserved for footnotes.

use crate::slug::{Unique, slug};

/// All ids that a document has so far.
#[derive(Debug, Default)]
pub(super) struct Ids(Unique);

impl Ids {
    /// An id for a heading with this text.
    pub(super) fn of_text(&mut self, text: &str) -> String {
        let slug = slug(text);
        let wanted = match slug.as_str() {
            "" => "section".to_owned(),
            // These are the footnotes' own.
            taken if is_footnote_id(taken) => format!("section-{taken}"),
            _ => slug,
        };
        self.0.take(&wanted)
    }

    /// Takes an id that somebody wrote; false if it is taken already.
    pub(super) fn reserve(&mut self, id: &str) -> bool {
        let free = !self.0.contains(id) && !is_footnote_id(id);
        if free {
            self.0.take(id);
        }
        free
    }

    /// Takes the ids of a run of raw HTML.
    pub(super) fn of_html(&mut self, html: &str) {
        if !html.contains("id=") && !html.contains("name=") {
            return;
        }
        for token in html5gum::Tokenizer::new(html).flatten() {
            let html5gum::Token::StartTag(tag) = token else { continue };
            for (name, value) in &tag.attributes {
                let is_anchor = name.as_slice() == b"id" || (name.as_slice() == b"name" && tag.name.as_slice() == b"a");
                if let (true, Ok(id)) = (is_anchor, std::str::from_utf8(value)) {
                    self.reserve(id);
                }
            }
        }
    }

    /// All ids, those of the footnotes with these numbers included.
    pub(super) fn finish(self, footnotes: impl Iterator<Item = usize>) -> Vec<String> {
        let mut ids: Vec<String> = self.0.into_names().collect();
        ids.extend(footnotes.flat_map(|number| [format!("fn-{number}"), format!("fnref-{number}")]));
        ids.sort();
        ids
    }
}

fn is_footnote_id(id: &str) -> bool {
    let number = id.strip_prefix("fnref-").or_else(|| id.strip_prefix("fn-"));
    number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}
