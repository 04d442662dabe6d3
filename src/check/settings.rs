//! Notes on settings that site.yaml does not have yet. They are for the owner of the site and never
//! for its readers.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::path::SourcePath;

/// Returns one note on the business's empty fields, and one on a missing base URL.
pub fn missing_settings(config: &Config) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let missing = config
        .business
        .as_ref()
        .map(|business| business.missing())
        .unwrap_or_default();
    if let Some(first) = missing.first() {
        let message = format!("the business has not filled in {}", missing.join(", "));
        let note =
            Diagnostic::note("business-unfilled", message).at(key(&format!("business.{first}")));
        notes.push(note.advise(
            "fill in what you want readers to see; what stays empty is left out everywhere",
        ));
    }
    if config.base_url.is_none() {
        let note = Diagnostic::note(
            "no-base-url",
            "there is no `base_url`, so the sitemap, pictures for sharing \
             and absolute links are left out",
        )
        .at(key("base_url"));
        notes.push(note.advise(
            "write `base_url: https://…` into site.yaml once you know where the site will stand",
        ));
    }
    notes
}

fn key(key: &str) -> Place {
    Place::Item {
        file: SourcePath::site_file(),
        item: Item::Key(key.to_owned()),
    }
}
