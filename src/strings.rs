//! The texts that the program itself writes into pages, by language.
//!
//! Themes and components bring their own texts. A language is one more constant here and one more
//! line in the table `LANGUAGES`.

/// The texts of one language. They are plain text, to be escaped where they are written into HTML.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Strings {
    /// The title of a site without one.
    pub home: &'static str,
    /// The title of the page for addresses without a page.
    pub page_not_found: &'static str,
    /// The titles of callouts.
    pub callouts: CalloutTitles,
    /// The label of a table that scrolls sideways.
    pub table: &'static str,
    /// The label of a ticked box in a list of tasks.
    pub task_done: &'static str,
    /// The label of an empty box in a list of tasks.
    pub task_open: &'static str,
    /// The label of the list of footnotes at the end of a page.
    pub footnotes: &'static str,
    /// The label of the link from a footnote to its first reference, with `{note}`.
    back_to_note: &'static str,
    /// The label of the link from a footnote to a later reference, with `{note}` and `{place}`.
    back_to_place: &'static str,
}

/// The titles of callouts by their kind.
#[allow(missing_docs, reason = "the kinds of callouts say what they are")]
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct CalloutTitles {
    pub note: &'static str,
    pub tip: &'static str,
    pub important: &'static str,
    pub warning: &'static str,
    pub caution: &'static str,
}

const ENGLISH: Strings = Strings {
    home: "Home",
    page_not_found: "Page not found",
    callouts: CalloutTitles {
        note: "Note",
        tip: "Tip",
        important: "Important",
        warning: "Warning",
        caution: "Caution",
    },
    table: "Table",
    task_done: "Done",
    task_open: "To do",
    footnotes: "Footnotes",
    back_to_note: "Back to the text of note {note}",
    back_to_place: "Back to the text of note {note}, place {place}",
};

/// The languages by their primary tags.
const LANGUAGES: [(&str, &Strings); 1] = [("en", &ENGLISH)];

impl Strings {
    /// Returns the texts for a language tag such as `en-GB`; English for a language without texts.
    ///
    /// Only the primary tag counts. Source of its form: RFC 5646, section 2.1.
    pub fn of(language: &str) -> &'static Strings {
        let primary = language.split('-').next().unwrap_or_default();
        LANGUAGES
            .iter()
            .find(|(tag, _)| tag.eq_ignore_ascii_case(primary))
            .map_or(&ENGLISH, |(_, strings)| strings)
    }

    /// Returns the label of the link from a footnote back to a reference: `place` 1 is the first.
    pub fn back_to_note(&self, note: usize, place: usize) -> String {
        let label = match place {
            1 => self.back_to_note,
            _ => self.back_to_place,
        };
        label
            .replace("{note}", &note.to_string())
            .replace("{place}", &place.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, Strings};

    #[test]
    fn every_language_tag_has_texts() {
        for tag in ["en", "en-GB", "EN", "de", ""] {
            assert_eq!(Strings::of(tag), &ENGLISH, "{tag}");
        }
    }

    #[test]
    fn labels_have_their_numbers() {
        let labels = [ENGLISH.back_to_note(2, 1), ENGLISH.back_to_note(2, 3)];
        let expected = [
            "Back to the text of note 2",
            "Back to the text of note 2, place 3",
        ];
        assert_eq!(labels, expected);
    }
}
