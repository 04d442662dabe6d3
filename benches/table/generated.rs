//! A site of any size, the same on each machine: sections of a hundred pages, each with about five
//! kilobytes of prose, headings, lists, a table, code, and links to other pages.

use crate::folder::put;
use std::fmt::Write;
use std::path::Path;

/// The pages of a section.
const OF_A_SECTION: usize = 100;

const WORDS: [&str; 48] = [
    "stride",
    "mile",
    "runner",
    "calf",
    "muscle",
    "pressure",
    "morning",
    "hill",
    "rest",
    "water",
    "shoe",
    "path",
    "week",
    "distance",
    "pace",
    "therapist",
    "table",
    "thumb",
    "tendon",
    "breath",
    "slow",
    "warm",
    "tired",
    "gentle",
    "strong",
    "quiet",
    "steady",
    "early",
    "firm",
    "light",
    "begins",
    "holds",
    "follows",
    "eases",
    "asks",
    "shows",
    "carries",
    "leaves",
    "finds",
    "keeps",
    "after",
    "before",
    "between",
    "without",
    "under",
    "toward",
    "beside",
    "during",
];

/// Writes a site of this many pages into a folder. It makes no versions of pictures and has none.
pub fn write(root: &Path, pages: usize) {
    put(
        root,
        "site.yaml",
        "title: Measured\nbase_url: https://example.org/\nimages: false\n",
    );
    put(
        root,
        "content/_index.md",
        "# Measured\n\nA site to measure.\n",
    );
    let mut random = Random(7);
    for page in 0..pages.saturating_sub(1) {
        let section = page / OF_A_SECTION;
        if page.is_multiple_of(OF_A_SECTION) {
            let text = format!("---\ntitle: Section {section}\n---\nPages of a section.\n");
            put(root, &format!("content/s{section}/_index.md"), &text);
            continue;
        }
        let path = format!("content/s{section}/p{page}.md");
        put(root, &path, &text(page, pages, &mut random));
    }
}

fn text(page: usize, pages: usize, random: &mut Random) -> String {
    let mut text = format!("---\ntitle: \"{}\"\n", sentence(random, 4));
    let _ = writeln!(text, "description: \"{}\"", sentence(random, 14));
    let _ = writeln!(text, "tags: [{}]\n---\n", WORDS[page % 20]);
    for heading in 0..4 {
        let _ = writeln!(text, "## {}\n", sentence(random, 4));
        for _ in 0..3 {
            let _ = writeln!(text, "{}\n", paragraph(random));
        }
        match heading {
            0 => (0..4).for_each(|_| _ = writeln!(text, "- {}", sentence(random, 8))),
            1 => text.push_str("| week | miles |\n|---|---|\n| 1 | 12 |\n| 2 | 15 |\n"),
            2 => text.push_str("```rust\nfn main() {\n    println!(\"1 mile\");\n}\n```\n"),
            _ => {
                let other = random.below(pages.saturating_sub(1).max(1));
                let other = if other.is_multiple_of(OF_A_SECTION) {
                    page
                } else {
                    other
                };
                let section = other / OF_A_SECTION;
                let _ = writeln!(
                    text,
                    "See [this page](../s{section}/p{other}.md) **first**."
                );
            }
        }
        text.push('\n');
    }
    text
}

fn paragraph(random: &mut Random) -> String {
    let sentences: Vec<String> = (0..5).map(|_| sentence(random, 12)).collect();
    sentences.join(" ")
}

fn sentence(random: &mut Random, words: usize) -> String {
    let words: Vec<&str> = (0..words)
        .map(|_| WORDS[random.below(WORDS.len())])
        .collect();
    let mut sentence = words.join(" ");
    sentence[..1].make_ascii_uppercase();
    sentence.push('.');
    sentence
}

/// Numbers that look random. Source: Knuth, The Art of Computer Programming, volume 2, section
/// 3.3.4, line 26.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}
