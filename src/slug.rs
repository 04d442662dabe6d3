//! Slugs: names in URLs, made of titles and file names, and ids, made of headings.

use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Makes a slug: lower-case letters and digits of any script, joined by single hyphens.
/// `Runner's knee & hip` becomes `runners-knee-hip`.
///
/// Letters get Unicode's composed form, so that a file name gives the same slug on every system.
/// The slug is empty if the text has no letters and no digits.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfc() {
        if c.is_alphanumeric() || is_mark(c) {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '‘' | '\u{ad}' | '\u{200b}'..='\u{200d}') {
            gap = true;
        }
    }
    out.nfc().collect()
}

/// Makes the id of a heading as GitHub and GitLab do, so that a link to `file.md#id` leads to the
/// same heading there and on the site. `Runner's knee & hip` becomes `runners-knee--hip`, `d_type`
/// stays. The id is empty if no character is left.
///
/// Source: pages on GitHub, which GitLab, Hugo and Docusaurus follow: lower case; letters, marks,
/// digits, `_` and `-` stay, a space becomes a hyphen, all other characters are dropped.
pub fn anchor(text: &str) -> String {
    // Most headings have nothing to compose.
    if text.is_ascii() {
        let mut id = text.split_whitespace().collect::<Vec<_>>().join("-");
        id.retain(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        id.make_ascii_lowercase();
        return id;
    }
    let id_character = |c: char| match c {
        c if c.is_alphanumeric() || is_mark(c) || matches!(c, '_' | '-') => Some(c),
        ' ' => Some('-'),
        _ => None,
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .nfc()
        .filter_map(id_character)
        .flat_map(char::to_lowercase)
        .nfc()
        .collect()
}

/// Makes an id as [`anchor`] does, without the accents of letters and without what is then not
/// ASCII. `Größe` becomes `groe`.
///
/// Source: `autoHeadingIDType: github-ascii` of Hugo.
pub fn ascii_anchor(text: &str) -> String {
    let plain: String = text.nfd().filter(char::is_ascii).collect();
    anchor(&plain)
}

/// Makes an id of Latin letters and digits, joined by single hyphens, with letters of other scripts
/// written in Latin ones. `Runner's Größe` becomes `runner-s-grosse`.
///
/// Source: the crate `slug`, by which Zola makes ids.
pub fn ascii_slug(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    let mut gap = false;
    for c in deunicode::deunicode(text).chars() {
        if !c.is_ascii_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !id.is_empty() {
            id.push('-');
        }
        gap = false;
        id.push(c.to_ascii_lowercase());
    }
    id
}

/// True for a mark that belongs to the letter before it, as in Devanagari or Thai, which have no
/// composed form.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// A source of unique names: the second `example` becomes `example-1`.
#[derive(Debug, Default)]
pub struct Unique {
    /// The names that were given out, each with the next number to try after it.
    next: BTreeMap<String, usize>,
}

impl Unique {
    /// Gives out `wanted`, or the first numbered form of it that is free.
    pub fn take(&mut self, wanted: &str) -> String {
        let Some(&first) = self.next.get(wanted) else {
            self.next.insert(wanted.to_owned(), 1);
            return wanted.to_owned();
        };
        for number in first.. {
            let name = format!("{wanted}-{number}");
            if !self.next.contains_key(&name) {
                self.next.insert(wanted.to_owned(), number + 1);
                self.next.insert(name.clone(), 1);
                return name;
            }
        }
        unreachable!("there are more numbers than names")
    }

    /// True if the name was given out.
    pub fn contains(&self, name: &str) -> bool {
        self.next.contains_key(name)
    }

    /// Returns all names that were given out, sorted.
    pub fn into_names(self) -> impl Iterator<Item = String> {
        self.next.into_keys()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_in_every_script() {
        let cases = [
            ("Runner's knee & hip", "runners-knee-hip"),
            ("  What DOMS is  ", "what-doms-is"),
            ("Größe", "größe"),
            ("Gro\u{308}ße", "größe"),
            ("走る前に", "走る前に"),
            ("हिन्दी", "हिन्दी"),
            ("--", ""),
            ("5K/10K", "5k-10k"),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected, "{text:?}");
        }
    }

    #[test]
    fn anchors_are_those_of_forges() {
        let cases = [
            ("Runner's knee & hip", "runners-knee--hip"),
            ("  What DOMS is  ", "what-doms-is"),
            ("overlay without d_type", "overlay-without-d_type"),
            ("cliEngine.getConfigForFile()", "clienginegetconfigforfile"),
            ("--ignore-pattern", "--ignore-pattern"),
            ("v1.20.0-alpha.2", "v1200-alpha2"),
            ("Größe", "größe"),
            ("走る前に", "走る前に"),
            ("!?", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(anchor(text), expected, "{text:?}");
        }
    }

    #[test]
    fn names_stay_unique_even_when_a_number_was_written_by_hand() {
        let mut names = Unique::default();
        let given: Vec<_> = ["a", "a-1", "a", "a"]
            .iter()
            .map(|name| names.take(name))
            .collect();
        assert_eq!(given, ["a", "a-1", "a-2", "a-3"]);
    }
}
