//! Writing a text so that YAML reads it back, for corrected lines and for commands that write YAML.

/// Puts a text in quotes: double ones if nothing in it needs an escape, otherwise single ones, and
/// otherwise double ones with escapes.
pub fn quoted(text: &str) -> String {
    let awkward = |c: char| {
        c.is_control()
            || matches!(
                c,
                '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}'
            )
    };
    if text.chars().any(awkward) || text.contains(['"', '\\']) && text.contains('\'') {
        return format!("\"{}\"", text.chars().map(escaped).collect::<String>());
    }
    if text.contains(['"', '\\']) {
        format!("'{text}'")
    } else {
        format!("\"{text}\"")
    }
}

fn escaped(c: char) -> String {
    match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => {
            format!("\\u{:04x}", u32::from(c))
        }
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    }
}

/// Writes a text as a value on one line, in quotes only if YAML would not read it back otherwise.
pub fn scalar(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

fn is_plain(text: &str) -> bool {
    let word_first =
        text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '.' | '(' | '_'));
    let harmless = !text.contains([':', '#', '"', '\'', '\\', '[', ']', '{', '}', ','])
        && !text.chars().any(char::is_control);
    let ends_well = !text.ends_with(char::is_whitespace)
        && !text.contains(['\u{feff}', '\u{2028}', '\u{2029}', '\u{fffe}', '\u{ffff}']);
    let other = matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    ) || text
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c.is_alphabetic()));
    word_first && harmless && ends_well && !other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::load::load;

    #[test]
    fn what_is_written_is_read_back() {
        for text in [
            "Massage",
            "Massage: why",
            "the \"best\" run",
            "runner's",
            "both \" and '",
            "a\\b",
            "# no comment",
            "yes",
            "2026",
            "",
            " x ",
            ".5",
            ".inf",
            "tab\there",
            "line\nbreak",
            "\u{feff}x",
            "\u{85}",
            "\u{2028}",
            "- item",
            "nfcorpus",
            "Über",
            "~",
            "null",
            "\u{7f}",
        ] {
            for written in [quoted(text), scalar(text)] {
                let value = load(&format!("key: {written}\n")).expect("it is YAML");
                assert_eq!(
                    value
                        .as_map()
                        .and_then(|map| map.get("key"))
                        .and_then(|value| value.as_text()),
                    Some(text),
                    "{written}"
                );
            }
        }
    }
}
