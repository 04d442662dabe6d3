//! The pages of docs/ that are made from tables in the code.

use milepost::config;
use milepost::document::front_matter;
use milepost::strings::{LANGUAGES, Strings, WORDS};
use milepost::yaml::Key;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A table of keys: its heading, what stands above it, and its keys.
type Table = (&'static str, &'static str, &'static [Key]);

const INTRODUCTION: &str = "# Keys

All keys of front matter, of site.yaml and of theme.yaml. Any other is an error, with the key that
may be meant; free data go below `extra`. A key may also be called by the names that other
generators have for it. This page is made from the tables in the code.

";

const TABLES: [Table; 16] = [
    (
        "Front matter",
        "YAML between two lines `---`, or TOML between two lines `+++`, at the top of a page.",
        front_matter::KEYS,
    ),
    (
        "Front matter of a section",
        "These stand in the `_index.md` of a folder, with all keys above.",
        front_matter::SECTION_KEYS,
    ),
    ("`image`", "", front_matter::IMAGE_KEYS),
    ("`paginate`", "", front_matter::PAGINATE_KEYS),
    (
        "`faq`",
        "Each item of the list has these.",
        front_matter::QUESTION_KEYS,
    ),
    ("site.yaml", "", config::KEYS),
    ("`menus`", "", config::MENUS_KEYS),
    ("An entry of a menu", "", config::MENU_KEYS),
    (
        "`taxonomies`",
        "Each item of the list has these, or is a name alone.",
        config::TAXONOMY_KEYS,
    ),
    ("`feeds`", "", config::FEEDS_KEYS),
    ("`images`", "", config::IMAGES_KEYS),
    (
        "`markdown`",
        "[markdown.md](markdown.md) has examples.",
        config::MARKDOWN_KEYS,
    ),
    ("`business`", "", config::BUSINESS_KEYS),
    (
        "`hours`",
        "Each item of the list has these.",
        config::HOURS_KEYS,
    ),
    ("`preview`", "", config::PREVIEW_KEYS),
    ("theme.yaml", "", config::THEME_KEYS),
];

#[test]
fn all_keys_are_in_the_reference() {
    let mut made = INTRODUCTION.to_owned();
    for (heading, text, keys) in TABLES {
        made.push_str(&format!("## {heading}\n\n"));
        if !text.is_empty() {
            made.push_str(&format!("{text}\n\n"));
        }
        made.push_str("| key | value | |\n|---|---|---|\n");
        for key in keys {
            let synonyms: Vec<String> = key
                .synonyms
                .iter()
                .map(|name| format!("`{name}`"))
                .collect();
            let also = match synonyms.is_empty() {
                true => String::new(),
                false => format!(". Also {}", synonyms.join(", ")),
            };
            made.push_str(&format!(
                "| `{}` | {} | {}{also} |\n",
                key.name, key.form, key.about
            ));
        }
        made.push('\n');
    }
    expect("docs/keys.md", &made);
}

const ABOUT_WORDS: &str = "# Words

The words that Milepost and its theme write into pages, in the languages that they come in.
`language` in site.yaml chooses. A site says any of them in its own way, which is also the way to
another language:

```yaml
language: it
words:
  menu: Indice
  next: Avanti
```

A template of your own shows them by the function `word`: `{{ word(name=\"next\") }}`. This page is
made from the table in `src/strings/table.rs`.

";

#[test]
fn all_words_are_in_the_reference() {
    let mut made = ABOUT_WORDS.to_owned();
    made.push_str(&format!("| name | place | {} |\n", LANGUAGES.join(" | ")));
    made.push_str(&format!("|---|---|{}\n", "---|".repeat(LANGUAGES.len())));
    let languages = LANGUAGES.map(|language| Strings::of(language, &BTreeMap::new()));
    for word in WORDS {
        made.push_str(&format!("| `{}` | {} |", word.name, word.about));
        for strings in &languages {
            let text = strings
                .word(word.name)
                .replace('|', "\\|")
                .replace('*', "\\*");
            made.push_str(&format!(" {text} |"));
        }
        made.push('\n');
    }
    expect("docs/words.md", &made);
}

/// Compares a page of the reference with what it should be.
pub fn expect(path: &str, made: &str) {
    let made = format!("{}\n", made.trim_end());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var("SNAPSHOTS").as_deref() == Ok("overwrite") {
        fs::write(&path, &made).expect("the reference");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == made,
        "run the test again with SNAPSHOTS=overwrite"
    );
}
