//! Blocks of code: colors, the style sheet that has them, and what fences say.

use crate::markdown::{plain_site, published};
use crate::support::{Site, outputs, report, text};
use milepost::code::{SCHEMES, style_sheet};
use milepost::document::code::ATTRIBUTES;

/// Colors are told apart from their ground at this contrast. Source: WCAG 2.2, 1.4.3.
const LEAST_CONTRAST: f64 = 4.5;

/// Returns the relative luminance of `#rrggbb`. Source: WCAG 2.2, terms.
fn luminance(color: &str) -> f64 {
    let channel = |at: usize| {
        let value = u8::from_str_radix(&color[at..at + 2], 16).expect("a color");
        let value = f64::from(value) / 255.0;
        match value <= 0.04045 {
            true => value / 12.92,
            false => ((value + 0.055) / 1.055).powf(2.4),
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Returns the names of the properties of a style sheet, with their colors on light and on dark
/// pages.
fn colors(sheet: &str) -> Vec<(&str, [&str; 2])> {
    let properties = sheet.lines().filter_map(|line| {
        let (name, value) = line
            .trim()
            .strip_prefix("--code-")?
            .split_once(": light-dark(")?;
        let (light, dark) = value.strip_suffix(");")?.split_once(", ")?;
        Some((name, [light, dark]))
    });
    properties.collect()
}

#[test]
fn every_word_can_be_read_on_every_line_of_every_scheme() {
    const GROUNDS: [&str; 4] = ["background", "marked", "inserted-line", "deleted-line"];
    assert!(SCHEMES.len() > 1);
    for scheme in &SCHEMES {
        let sheet = style_sheet(Some(scheme.name));
        let colors = colors(&sheet);
        let (grounds, words): (Vec<_>, Vec<_>) =
            colors.iter().partition(|(name, _)| GROUNDS.contains(name));
        assert_eq!((grounds.len(), words.len()), (4, 15), "{}", scheme.name);
        for (word, word_colors) in &words {
            assert!(
                sheet.contains(&format!("color: var(--code-{word})")),
                "{word}"
            );
            for (ground, ground_colors) in &grounds {
                for (word_color, ground_color) in word_colors.iter().zip(ground_colors) {
                    let found = contrast(word_color, ground_color);
                    let what = format!("{}: {word} {word_color} on {ground}", scheme.name);
                    assert!(found >= LEAST_CONTRAST, "{what} {ground_color}: {found:.2}");
                }
            }
        }
    }
}

/// Returns a site with the built-in theme, with a page of code, a page without, and a booklet.
fn site() -> Site {
    Site::new(&[
        ("site.yaml", "title: Site\n"),
        ("content/_index.md", "Home.\n"),
        ("content/code.md", "```rust\nfn main() {}\n```\n"),
        ("content/plain.md", "```text\nfn\n```\n\n    fn\n"),
        ("content/booklet.md", "---\ntemplate: booklet.html\n---\n"),
    ])
}

#[test]
fn only_pages_with_code_link_its_style_sheet_and_its_script() {
    let mut site = site();
    let build = site.build();
    assert_eq!(report(&build), "");
    for (page, expected) in [("code", true), ("plain", false), ("booklet", true)] {
        let html = text(&build, &format!("{page}/index.html"));
        assert_eq!(html.contains("/assets/css/code."), expected, "{page}");
        assert_eq!(html.contains("/assets/js/code."), expected, "{page}");
    }
}

/// Returns the style sheet of code that a site publishes.
fn published_colors(site: &mut Site) -> String {
    let outputs = outputs(&site.build());
    let mut sheets = outputs.into_iter();
    let sheet = sheets.find(|(path, _)| path.starts_with("assets/css/code."));
    let bytes = sheet.and_then(|(_, bytes)| bytes).expect("the style sheet");
    String::from_utf8(bytes).expect("text")
}

#[test]
fn an_option_of_the_theme_names_the_color_scheme() {
    let mut site = site();
    let own = published_colors(&mut site);
    let options = "title: Site\ntheme_options:\n  code_colors: ";
    for scheme in &SCHEMES {
        site.write("site.yaml", &format!("{options}{}\n", scheme.name));
        let sheet = published_colors(&mut site);
        assert!(sheet.contains(scheme.light.classes[1]), "{}", scheme.name);
        assert!(sheet.contains(scheme.dark.classes[1]), "{}", scheme.name);
        assert_eq!(sheet == own, scheme.name == SCHEMES[0].name);
    }
    site.write("site.yaml", &format!("{options}harbour\n"));
    let told = report(&site.build());
    assert!(
        told.contains("there is no color scheme `harbour` for code"),
        "{told}"
    );
    assert!(told.contains("site.yaml:3:16"), "{told}");
    assert!(told.contains("did you mean `harbor`?"), "{told}");
}

#[test]
fn search_and_counts_read_what_is_shown_and_no_markup() {
    let page = "```rust {2} linenos\n# use secret::word;\nlet apple = \"pear\";\n```\n";
    let site = plain_site(page);
    let build = site.build_cold();
    let html = text(&build, "page/index.html");
    assert!(html.contains("<mark class=\"line\""), "{html}");
    assert!(!html.contains("secret"), "{html}");
    let outputs = outputs(&build);
    let search = outputs
        .iter()
        .filter(|(path, _)| path.starts_with("search/"));
    let found: Vec<String> = search
        .filter_map(|(_, bytes)| Some(String::from_utf8_lossy(bytes.as_ref()?).into_owned()))
        .collect();
    let found = found.join("\n");
    assert!(found.contains("let apple ="), "{found}");
    for word in ["secret", "c-keyword", "data-line"] {
        assert!(!found.contains(word), "{word}");
    }
}

/// Returns the text of HTML: without its tags, with its characters as they are.
fn plain(html: &str) -> String {
    let parts = html.split('<').enumerate();
    let parts = parts.map(|(at, part)| match at {
        0 => part,
        _ => part.split_once('>').map_or("", |(_, text)| text),
    });
    let text: String = parts.collect();
    let names = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    names.iter().fold(text, |text, (name, character)| {
        text.replace(name, character)
    })
}

#[test]
fn no_letter_of_code_is_lost_in_any_language() {
    let code = "# a \"b\\n\" <c d='e'>f</c>\n/* g */ fn h(i: u8) -> { $j + @k } // l\n\
                \t<?php echo `m`; ?>\n- n: [o, p]\n\n  é𝄞 \u{200b} q\\\n{{ r | s }} #{t} ${u}\n";
    for language in [
        "rust",
        "python",
        "php",
        "html",
        "css",
        "sh",
        "yaml",
        "toml",
        "ts",
        "tsx",
        "md",
        "tex",
        "sql",
        "c++",
        "java",
        "kotlin",
        "swift",
        "ruby",
        "perl",
        "lua",
        "haskell",
        "dockerfile",
        "makefile",
        "ini",
        "xml",
        "json",
        "graphql",
        "nix",
        "vue",
        "svelte",
        "diff",
        "powershell",
        "go",
        "jsx",
        "scss",
        "elixir",
        "clojure",
        "r",
        "zig",
        "cmake",
        "viml",
    ] {
        let (html, told) = published(&format!("`````{language} wrap hide=99\n{code}`````\n"));
        assert!(told.contains("line 99 is named"), "{language}: {told}");
        assert!(!told.contains("no colors"), "{language}: {told}");
        let shown = plain(&html);
        let expected = match language {
            "rust" => code.split_once('\n').map_or("", |(_, rest)| rest),
            _ => code,
        };
        assert_eq!(shown.trim(), expected.trim(), "{language}");
    }
}

#[test]
fn large_and_hostile_code_ends_and_stays_whole() {
    let line = "let a = \"b\"; // c\n";
    let long = format!("let a = \"{}\";\nlet b = 1;\n", "x".repeat(1 << 20));
    let nested = "((((((((((\n".repeat(2_000);
    let open = "\"${\"${`${".repeat(100) + "\n";
    let backtracking = format!("{}!\n", "a".repeat(900));
    for (language, code) in [
        ("rust", line.repeat(10_000).as_str()),
        ("js", &long),
        ("js", &nested),
        ("sh", &open),
        ("md", &backtracking),
        ("c++", &"<".repeat(900)),
        ("html", &"<a b='".repeat(150)),
        ("yaml", &"- ".repeat(450)),
    ] {
        let (html, _) = published(&format!("```{language}\n{code}\n```\n"));
        assert_eq!(plain(&html).trim(), code.trim(), "{language}");
    }
    // What is too long is plain, and what follows has its colors.
    let (html, _) = published(&format!("```js\n{long}```\n"));
    assert_eq!(html.matches("<span class=\"c-keyword\">").count(), 1);
}

#[test]
fn hostile_fences_end_and_are_told_in_few_words() {
    for info in [
        "{".repeat(100_000),
        "[=".repeat(50_000),
        "a=\"".repeat(30_000),
        "x ".repeat(50_000),
        "mark=".to_owned() + &"1,".repeat(50_000),
        "mark=1-18446744073709551615 start=18446744073709551615 numbers".to_owned(),
        "{=} {} ,,, = '".to_owned(),
    ] {
        let (html, told) = published(&format!("```js {info}\nlet a;\n```\n"));
        assert!(html.contains("<code class=\"language-js\">"), "{html}");
        assert!(told.matches("[code-fence]").count() + told.matches("code-fence").count() < 24);
    }
}

#[test]
fn the_documentation_has_every_attribute() {
    let docs = include_str!("../../docs/code.md");
    for attribute in ATTRIBUTES {
        let names: Vec<String> = attribute
            .names
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        let row = format!("| {} | {} |\n", names.join(", "), attribute.effect);
        assert!(
            docs.contains(&row),
            "docs/code.md lacks a row, which is now:\n{row}"
        );
    }
    for scheme in &SCHEMES {
        assert!(
            docs.contains(&format!("`{}`", scheme.name)),
            "{}",
            scheme.name
        );
    }
}
