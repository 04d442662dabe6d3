//! The texts of the blog: sixty posts of made-up sentences, the same in each run.

use crate::support::Random;

/// A post.
pub struct Post {
    pub file: String,
    pub slug: String,
    pub title: String,
    pub date: String,
    pub tags: Vec<&'static str>,
    pub series: Option<&'static str>,
    pub authors: Vec<&'static str>,
    pub state: State,
    number: usize,
}

/// The reason for which a post is not published, or none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    Published,
    Draft,
    Scheduled,
}

const FRAMES: [&str; 5] = [
    "Notes on {}",
    "A field guide to {}",
    "What {} taught me",
    "The case against {}",
    "{}, one year on",
];
const SUBJECTS: [&str; 12] = [
    "night trains",
    "Äpfel & Öl",
    "old <maps>",
    "“quiet” rooms",
    "C++ in winter",
    "slow bread",
    "中文札记",
    "paper clocks",
    "rain gauges",
    "lost umbrellas",
    "tide tables",
    "small engines",
];
pub const TAGS: [&str; 9] = [
    "Travel",
    "Food",
    "C",
    "C++",
    "Weather",
    "Tools",
    "Städte",
    "Reading",
    "Machine Learning",
];
pub const SERIES: [&str; 2] = ["Night trains", "A year of bread"];
const AUTHORS: [&str; 3] = ["Mara Quill", "Jonas Ö. Weil", "Ines"];
const WORDS: [&str; 32] = [
    "the", "rain", "came", "late", "and", "we", "sat", "by", "a", "lamp", "with", "tea", "old",
    "map", "in", "hand", "I", "saw", "how", "slow", "work", "can", "be", "fun", "but", "my", "dog",
    "ran", "to", "town", "for", "bread",
];

/// Returns all posts, the oldest first.
pub fn posts() -> Vec<Post> {
    (0..60).map(post).collect()
}

fn post(number: usize) -> Post {
    let title = FRAMES[number % 5].replace("{}", SUBJECTS[number % 12]);
    let slug = format!("post-{number}");
    let month = number * 34 / 60;
    let (year, month, day) = (2024 + month / 12, month % 12 + 1, 1 + number * 7 % 27);
    let date = format!("{year}-{month:02}-{day:02}");
    let state = match number {
        5 | 20 | 33 | 48 => State::Draft,
        57.. => State::Scheduled,
        _ => State::Published,
    };
    // Half of the posts have their day in the names of their files.
    let file = match number % 2 {
        0 => format!("content/posts/{date}-{slug}.md"),
        _ => format!("content/posts/{slug}.md"),
    };
    let tags = [number % 9, (number * number + 1) % 9, number / 7];
    let mut tags: Vec<&str> = tags.map(|tag| TAGS[tag]).to_vec();
    tags.sort_unstable();
    tags.dedup();
    let authors = [number % 3, number % 2].map(|author| AUTHORS[author]);
    Post {
        file,
        slug,
        title,
        date,
        tags,
        series: match number % 6 {
            0 => Some(SERIES[0]),
            3 => Some(SERIES[1]),
            _ => None,
        },
        authors: match authors[0] == authors[1] {
            true => vec![authors[0]],
            false => authors.to_vec(),
        },
        state,
        number,
    }
}

impl Post {
    /// Returns the text of the file.
    pub fn text(&self) -> String {
        let Post {
            title, tags, date, ..
        } = self;
        let mut random = Random(self.number as u64 * 7919 + 12345);
        let mut lines = vec![
            format!("title: {}", quoted(title)),
            format!("description: {}", quoted(&self.description())),
            format!("tags: {}", list(tags)),
            format!("authors: {}", list(&self.authors)),
        ];
        if self.number % 2 == 1 {
            lines.push(format!("date: {date}"));
        }
        if self.number % 10 == 7 {
            lines.push(format!("updated: {}-28", &date[..7]));
        }
        lines.extend(self.series.map(|series| format!("series: {series}")));
        match self.state {
            State::Published => {}
            State::Draft => lines.push("draft: true".to_owned()),
            State::Scheduled => lines.push("publish: 2026-12-03".to_owned()),
        }
        if self.number % 13 == 4 {
            lines.push(format!("aliases: [/{}/]", self.number));
        }
        let mut text = format!("---\n{}\n---\n\n", lines.join("\n"));
        text.push_str(&paragraph(&mut random));
        if self.number.is_multiple_of(2) {
            text.push_str("<!-- more -->\n\n");
        }
        text.push_str("## A closer look\n\n");
        text.push_str(&paragraph(&mut random));
        text.push_str(&self.links());
        text.push_str("```\nfn main() {}\n```\n\n> ");
        text.push_str(&sentence(&mut random));
        text.push('\n');
        text
    }

    fn description(&self) -> String {
        format!(
            "{}, in part {} of a notebook that grows by a page now and then.",
            self.title, self.number
        )
    }

    /// Returns a paragraph with links to an earlier post, a term and a list page.
    fn links(&self) -> String {
        let earlier = (0..self.number).rev().map(post);
        let earlier = earlier.filter(|post| post.state == State::Published);
        match earlier.take(2).last() {
            Some(earlier) => format!(
                "More in [{}]({}), in [all on travel](/tags/travel/) and among [older \
                 posts](/posts/page/2/).\n\n",
                earlier.slug,
                earlier.file.rsplit('/').next().unwrap_or_default()
            ),
            None => String::new(),
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    format!("[{}]", names.join(", "))
}

/// Returns a paragraph of made-up sentences.
pub fn paragraph(random: &mut Random) -> String {
    let sentences: Vec<String> = (0..3 + random.below(4)).map(|_| sentence(random)).collect();
    format!("{}\n\n", sentences.join(" "))
}

fn sentence(random: &mut Random) -> String {
    let words: Vec<&str> = (0..5 + random.below(6))
        .map(|_| WORDS[random.below(WORDS.len())])
        .collect();
    let text = words.join(" ");
    format!("{}{}.", text[..1].to_uppercase(), &text[1..])
}

/// The files of the blog but for its posts and its theme.
pub const FILES: [(&str, &str); 9] = [
    (
        "site.yaml",
        "title: The Night Ledger\n\
         description: A blog about trains, bread and engines, kept by three people at night.\n\
         base_url: https://ledger.example.org/log\nauthor: Mara Quill\ntheme: almanac\n\
         timezone: Europe/Berlin\nimages: false\n\
         theme_options:\n  tagline: kept by three people\n\
         taxonomies:\n  - {name: tags, feed: true, paginate_by: 8}\n  \
         - {name: series, title: All series}\n  - {name: authors, title: People}\n\
         feeds: {limit: 15}\n\
         menus:\n  main:\n    - {title: Posts, page: posts/_index.md}\n    \
         - page: archive.md\n    - {title: Tags, url: /tags/}\n    \
         - {title: Series, url: /series/}\n    - {title: People, url: /authors/}\n    \
         - page: about.md\n",
    ),
    (
        "content/_index.md",
        "---\ntitle: The Night Ledger\n\
         description: The newest posts about trains, bread, rain and other things of the night.\n\
         paginate: {pages: posts/, by: 5, sort_by: date}\n---\n\n\
         Written after ten, read at any time.\n",
    ),
    (
        "content/posts/_index.md",
        "---\ntitle: Posts\ndescription: All posts of this blog, the newest of them first, ten a \
         page.\nsort_by: date\npaginate_by: 10\nfeed: true\n---\n",
    ),
    (
        "content/archive.md",
        "---\ntitle: Archive\ndescription: Every post of this blog by its year, and the newest \
         year at the top.\ntemplate: archive\nweight: 1\n---\n",
    ),
    (
        "content/about.md",
        "---\ntitle: About\ndescription: Who keeps this ledger, since when, and how to write to \
         those who do.\nweight: 2\n---\n\nThree do. See [the posts](posts/_index.md).\n",
    ),
    (
        "content/tags/cpp.md",
        "---\ntitle: C++\ndescription: What we write about C++, which is mostly what we did not \
         know of it.\n---\n\nA language with a long memory.\n",
    ),
    (
        "content/series/night-trains.md",
        "---\ntitle: Night trains\ndescription: Six countries by night, from the first platform to \
         the last one.\nsort_by: -date\n---\n\nIn the order in which we went.\n",
    ),
    (
        "content/authors/ines.md",
        "---\ntitle: Ines\ndescription: Ines writes about weather, and about the tools to measure \
         it with.\n---\n\nInes looks after the rain gauges.\n",
    ),
    ("static/robots-note.txt", "Nothing to see.\n"),
];
