//! Visible text: the text of a file must neither control a terminal nor change the order of what a
//! reader sees.

/// The text for a tab.
const TAB: &str = "    ";

/// Returns one line of text in which nothing is hidden.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    text.chars()
        .for_each(|character| push_visible(&mut shown, character));
    shown
}

/// Returns a text of several lines in which nothing is hidden.
pub fn visible_text(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    text.chars().for_each(|character| match character {
        '\n' => shown.push('\n'),
        character => push_visible(&mut shown, character),
    });
    shown
}

/// Returns the lines of a text, each with nothing hidden in it.
pub(super) fn visible_lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(|line| visible(line.trim_end()))
}

/// Appends a character, or a symbol in its place.
pub(super) fn push_visible(shown: &mut String, character: char) {
    match character {
        '\t' => shown.push_str(TAB),
        character => shown.push(symbol(character)),
    }
}

/// True if a terminal would obey the character, or a reader would not see it or be misled by it.
pub(super) fn is_hidden(character: char) -> bool {
    symbol(character) != character
}

fn symbol(character: char) -> char {
    match character {
        // The Unicode block "Control Pictures" has a symbol for each of these, in the same order.
        '\0'..='\x1f' => char::from_u32(0x2400 + character as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        // Embeddings, overrides and isolates of the direction of text.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        // Invisible spaces and marks, and the separators that some terminals take for line breaks.
        '\u{180e}'
        | '\u{200b}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' => '\u{fffd}',
        character => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_would_be_obeyed() {
        assert_eq!(visible("\x1b[31mred\x07"), "␛[31mred␇");
        assert_eq!(visible("a\tb\r\nc\x7f\u{9b}"), "a    b␍␊c␡\u{fffd}");
        assert_eq!(visible("user\u{202e}gnp.exe"), "user\u{fffd}gnp.exe");
        assert_eq!(visible("größe 漢字 👩‍👩‍👧 שלום"), "größe 漢字 👩‍👩‍👧 שלום");
    }
}
