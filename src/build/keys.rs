//! The places of keys in sources.

use crate::diagnostic::Item;
use crate::document::front_matter;
use crate::toml;
use crate::yaml::{self, Format, Outline, Step};
use std::ops::Range;

/// Returns the bytes of a key in the front matter of a document, or in a file that is all YAML.
pub(super) fn place_in_text(text: &str, item: &Item) -> Option<Range<usize>> {
    let Item::Key(key) = item else { return None };
    let split = front_matter::split(text);
    let range = split.front_matter.unwrap_or(0..text.len());
    let written = &text[range.clone()];
    let find = |key: &str| match split.fence.format() {
        Format::Yaml => yaml::locate(written, &Step::path(key)),
        Format::Toml => toml::locate(written, &Step::path(key)),
    };
    // The path of a redirect is known without the slashes around it.
    if let Some(old) = key
        .strip_prefix("redirects[\"")
        .and_then(|key| key.strip_suffix("\"]"))
    {
        let forms = [
            format!("/{old}/"),
            format!("/{old}"),
            format!("{old}/"),
            old.to_owned(),
        ];
        let outline = Outline::new(written);
        let exact = |form: &String| {
            let path = [Step::Key("redirects"), Step::Key(form)];
            outline.find(path).filter(|location| location.exact)
        };
        let span = forms.iter().find_map(exact)?.key;
        return Some(range.start + span.start..range.start + span.end);
    }
    // The key may have the name that another generator has for it.
    let (name, rest) = key.split_at(key.find('[').unwrap_or(key.len()));
    let mut keys = front_matter::KEYS.iter().chain(front_matter::SECTION_KEYS);
    let synonyms = keys
        .find(|known| known.name == name)
        .map(|known| known.synonyms);
    let mut synonyms = synonyms.unwrap_or_default().iter();
    let span = find(key)
        .or_else(|| synonyms.find_map(|name| find(&format!("{name}{rest}"))))?
        .highlight();
    Some(range.start + span.start..range.start + span.end)
}
