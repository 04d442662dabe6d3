//! The font of social cards, and the width of texts in it.
//!
//! It is Source Sans 3 in weight 600 by Adobe, from the npm package
//! `@expo-google-fonts/source-sans-3` 0.4.1. Its license, the SIL Open Font License 1.1, is in the
//! same folder. The room is apart because templates measure texts before a card is drawn.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// The whole font: the license does not let a subset keep the name.
pub const FONT: &[u8] = include_bytes!("SourceSans3-SemiBold.ttf");

fn font() -> FontRef<'static> {
    FontRef::new(FONT).expect("the font in the binary is a font")
}

/// Returns true if the font has all characters of a text.
pub fn has_all(text: &str) -> bool {
    let font = font();
    let characters = font.charmap();
    text.chars()
        .all(|c| c.is_whitespace() || characters.map(c).is_some())
}

/// Breaks a text of `size` pixels into lines of at most `width` pixels. The lines are as few as
/// possible and about equally wide. A word that is wider than a line is broken.
pub fn break_lines(text: &str, size: f32, width: f32) -> Vec<String> {
    let font = font();
    let characters = font.charmap();
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    let advance = |c: char| {
        metrics
            .advance_width(characters.map(c).unwrap_or_default())
            .unwrap_or(size)
    };
    let widest = fill(text, width, &advance);
    // The narrowest width that needs no further line makes the lines about equally wide.
    let narrower = (1..20).map(|step| fill(text, width * (1.0 - step as f32 * 0.04), &advance));
    narrower
        .take_while(|lines| lines.len() <= widest.len())
        .last()
        .unwrap_or(widest)
}

/// A text with its width.
#[derive(Default)]
struct Measured {
    text: String,
    width: f32,
}

impl Measured {
    fn push(&mut self, c: char, advance: f32) {
        self.text.push(c);
        self.width += advance;
    }
}

/// Puts as many words into each line as fit.
fn fill(text: &str, width: f32, advance: &impl Fn(char) -> f32) -> Vec<String> {
    let mut lines: Vec<Measured> = Vec::new();
    for word in text.split_whitespace() {
        let length: f32 = word.chars().map(advance).sum();
        match lines.last_mut() {
            Some(line) if line.width + advance(' ') + length <= width => {
                let letters = [' '].into_iter().chain(word.chars());
                letters.for_each(|c| line.push(c, advance(c)));
            }
            _ => lines.extend(pieces(word, width, advance)),
        }
    }
    lines.into_iter().map(|line| line.text).collect()
}

/// Breaks a word into pieces that are no wider than a line, each of at least one character.
fn pieces(word: &str, width: f32, advance: &impl Fn(char) -> f32) -> Vec<Measured> {
    let mut pieces = vec![Measured::default()];
    for c in word.chars() {
        let length = advance(c);
        let piece = pieces.last_mut().expect("there is one from the start");
        if !piece.text.is_empty() && piece.width + length > width {
            pieces.push(Measured::default());
        }
        let piece = pieces.last_mut().expect("there is one from the start");
        piece.push(c, length);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_where_it_is_too_wide() {
        assert_eq!(
            break_lines("Massage for Runners", 72.0, 1_000.0),
            ["Massage for Runners"]
        );
        assert_eq!(
            break_lines("How often to get a massage as a runner", 72.0, 800.0),
            ["How often to get a", "massage as a runner"]
        );
        assert_eq!(break_lines("  \n ", 72.0, 800.0), [""; 0]);
        let word = "Donaudampfschifffahrtsgesellschaft".repeat(2);
        let broken = break_lines(&word, 72.0, 800.0);
        assert!(broken.len() > 2 && broken.concat() == word, "{broken:?}");
        assert_eq!(break_lines("abc", 72.0, 0.0), ["a", "b", "c"]);
    }

    #[test]
    fn the_font_has_latin_greek_and_cyrillic_and_tells_what_it_lacks() {
        for text in [
            "Füße, Übermüdung \u{2013} “50 %”",
            "Ćwiczenia",
            "Μασάζ",
            "Массаж",
            "",
        ] {
            assert!(has_all(text), "{text}");
        }
        for text in ["マッサージ", "مساج", "run 🏃"] {
            assert!(!has_all(text), "{text}");
        }
    }
}
