//! Warm equals cold: after any sequence of edits, a build that reuses the ones before it equals a
//! first build byte for byte, and its snapshot equals a first scan. This also holds if the edits
//! happen during the scans.

use crate::all_contents;
use crate::photos;
use crate::support::{Site, given, outputs, report};
use milepost::build::Builder;
use milepost::source;
use std::fs;
use std::sync::LazyLock;

/// A small random number generator (xorshift64*). The seed repeats a failing run.
pub struct Random(pub u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

const PAGES: [&str; 14] = [
    "content/404.md",
    "content/a.md",
    "content/k/index.md",
    "content/s/2026-03-05-dated.md",
    "content/b.md",
    "content/s/_index.md",
    "content/s/c.md",
    "content/s/README.md",
    "content/s/d.md",
    "content/t/e.md",
    "content/t/_index.md",
    "content/tags/x.md",
    "content/tags/_index.md",
    "content/_index.md",
];
const TEMPLATES: [&str; 7] = [
    "templates/moved.xml",
    "templates/page.html",
    "templates/section.html",
    "components/Box.html",
    "templates/home.html",
    "templates/term.html",
    "templates/taxonomy.html",
];

fn front_matter(random: &mut Random) -> String {
    let mut lines = String::from("---\n");
    for line in [
        "title: One",
        "title: Two: three",
        "weight: 3",
        "weight: 1",
        "draft: true",
        "description: Words",
        "slug: elsewhere",
        "path: moved/away",
        "path: moved.xml",
        "path: 404.html",
        "path: :year/:slug",
        "cascade: {path: \":section/:day-:slug\"}",
        "aliases: [/old/]",
        "tags: [x, y]",
        "tags: [X, z]",
        "date: 2026-02-03",
        "publish: 2027-01-01",
        "desciption: slip",
        "sort_by: title",
        "sort_by: [extra.rank, -title]",
        "paginate_by: 1",
        "paginate: {pages: s/, by: 1, sort_by: date}",
        "cascade: {paginate: {by: 2}}",
        "authors: [Ada]",
        "feed: true",
        "extra: {rank: 2}",
        "image: p.png",
        "extra: {lead: p.png}",
        "template: other.html",
    ] {
        if random.below(5) == 0 {
            lines.push_str(line);
            lines.push('\n');
        }
    }
    lines.push_str("---\n");
    lines
}

fn body(random: &mut Random) -> String {
    let parts = [
        "Text.\n\n",
        "## Heading\n\n",
        "<!-- more -->\n\n",
        "See [c](s/c.md#heading).\n\n",
        "See [up](../a.md) and [k](/k/) or [k](../k/).\n\n",
        "[beside](k/notes.txt) [beside](notes.txt)\n\n",
        "![picture](p.png)\n\n",
        "[large](p.png) <img src=\"p.png\" alt=\"\">\n\n",
        "<Box name=\"n\" />\n\n",
        "<Box name=\"p.png\" />\n\n",
        "<Box>\n\n*inside*\n\n</Box>\n\n",
        "note[^1]\n\n[^1]: Source.\n\n",
        "# Title\n\n",
        "> [!TIP]\n> Tip.\n\n",
        "```rust {1} linenos\nlet a = 1;\n```\n\n",
        "```sh\n$ ls\na\n```\n\n",
        "```pyhton wrong\n```\n\n",
    ];
    (0..random.below(6)).map(|_| random.pick(&parts)).collect()
}

fn template(random: &mut Random) -> &'static str {
    random.pick(&[
        "{{ page.title }} {{ page.content }}",
        "{{ page.content }} {% for card in siblings %}{{ card.title }}{% endfor %}",
        "{{ page.content }} {{ data.x.y }}",
        "{{ page.wrong }}",
        "{% broken",
        "{% extends \"stride/page.html\" %}",
        "{% component Box(name=\"d\", @data, @pages) %}\
         <i>{{ data.x.y | default(value=\"\") }}\
         {% for card in pages %}{{ card.title }}{% endfor %}{{ body }}</i>\
         {% endcomponent Box %}",
        "{% component Box(name=\"d\", @siblings) %}{% for card in siblings %}{{ card.words }}\
         {% endfor %}{% endcomponent Box %}",
        "{% component Box(name=\"d\", @site) %}<b>{{ name }}{{ body }}{{ site.title }}</b>\
         {% endcomponent Box %}",
        "{% for card in pages %}{{ card.url }}{% endfor %}{{ page.summary }}",
        "{{ paginator.number | default(value=0) }}\
         {% for card in paginator.items | default(value=[]) %}{{ card.title }}{% endfor %}",
        "{% for card in paginator.items | default(value=children.all) %}\
         {{ card.summary }}{{ card.words }}{{ card.extra.rank | default(value=0) }}{% endfor %}",
        "{% for card in siblings %}{{ card.summary }}{% endfor %}\
         {{ next.words | default(value=0) }}",
        "{% for part in outline %}{{ part.title or \"\" }}{% for item in part.items %}\
         {{ item.number or \"\" }}{{ item.title }}{{ item.url or \"\" }}{% endfor %}{% endfor %}\
         {% for card in ancestors %}{{ card.nav_title }}{% endfor %}{{ section.title }}",
        "{% for card in related %}{{ card.title }}{{ card.words }}{% endfor %}",
        "{% for file in files %}{{ file.name }}{{ file.url }}{{ file.size }}\
         {{ file.width or 0 }}{% endfor %}{{ page.content }}",
        "{% for card in backlinks %}{{ card.title }}{% endfor %}{{ page.content }}",
        "{% for term in taxonomy.terms %}{{ term.count }}{{ term.title }}{% endfor %}",
        "{{ term.count }} {% for card in children.all %}{{ card.title }}{% endfor %}",
        "{% for term in terms.tags | default(value=[]) %}{{ term.count }}{% endfor %}\
         {% for term in page.terms.tags %}{{ term.title }}{% endfor %}{{ page.content }}",
        "{% set a = page(path=\"a.md\") %}{{ a.title }} {{ today }}",
        "{% component Box(name=\"d\") %}{{ section(path=\"s\")[\"pages\"] | length }}\
         {{ page(path=\"s/c.md\")[\"url\"] }}{% endcomponent Box %}",
        "{{ data.x | json_encode }} {{ page.title | markdown(inline=true) }}",
        "{% if page.extra.lead is defined %}{{ picture(src=page.extra.lead, alt=\"\") }}{% endif %}\
         {% for card in siblings %}{% if card.image %}{{ picture(src=card.image, alt=\"\") }}\
         {% endif %}{% endfor %}",
        "{% for card in paginator.items | default(value=pages) %}{% set lead = card.extra | \
         get(key=\"lead\", default=\"\") %}{% if lead %}{{ picture(src=lead, of=card, alt=\"\") }}\
         {% endif %}{% endfor %}{{ picture(src=\"@/s/p.png\", alt=\"\") }}",
        "{% component Box(name=\"d\") %}{% if name == \"p.png\" %}{{ picture(src=name, alt=\"\") }}\
         {% endif %}{% endcomponent Box %}",
        "<a href=\"/nowhere/\">x</a>{{ previous.title | default(value=\"none\") }}",
    ])
}

/// A PNG, a JPEG with metadata, and a PNG that ends in the middle.
static PICTURES: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| {
    let (png, jpeg) = (
        photos::png(&photos::quarters(6, 4)),
        photos::jpeg(&photos::quarters(18, 4)),
    );
    let cut = png[..png.len() / 2].to_vec();
    [png, photos::from_a_phone(&jpeg, 6), cut]
});

pub fn edit(site: &Site, random: &mut Random) -> String {
    let page = random.pick(&PAGES);
    match random.below(15) {
        14 => {
            let list = random.pick(&[
                "- [A](a.md)\n  - [C](s/c.md)\n- [S](s/_index.md)\n",
                "# S\n[B](b.md)\n# P\n- [E](t/e.md)\n  - [T](t/_index.md)\n- [X]()\n",
                "- [S](s/README.md)\n  - [C](s/c.md)\n- [A](a.md)\n",
                "- [Gone](gone.md)\n- [A](a.md)\n- [A](a.md)\nwords\n",
                "",
            ]);
            site.write("content/SUMMARY.md", list);
            if random.below(2) == 0 {
                let _ = fs::remove_file(site.path("content/SUMMARY.md"));
            }
            "summary".to_owned()
        }
        0..=4 => {
            site.write(page, &format!("{}{}", front_matter(random), body(random)));
            format!("write {page}")
        }
        5 => {
            let _ = fs::remove_file(site.path(page));
            format!("delete {page}")
        }
        6 => {
            let other = random.pick(&PAGES);
            fs::create_dir_all(site.path(other).parent().expect("a folder")).expect("a folder");
            let _ = fs::rename(site.path(page), site.path(other));
            format!("rename {page} to {other}")
        }
        7 => {
            let (from, to) = if random.below(2) == 0 {
                ("content/s", "content/u")
            } else {
                ("content/u", "content/s")
            };
            let _ = fs::rename(site.path(from), site.path(to));
            format!("rename folder {from} to {to}")
        }
        8 | 9 => {
            let name = random.pick(&TEMPLATES);
            site.write(name, template(random));
            format!("template {name}")
        }
        10 => {
            let name = random.pick(&TEMPLATES);
            let _ = fs::remove_file(site.path(name));
            format!("delete {name}")
        }
        11 if random.below(2) == 0 => {
            let name = random.pick(&["content/k/notes.txt", "content/notes.txt"]);
            site.write(name, random.pick(&["one", "---\ntwo"]));
            format!("file {name}")
        }
        11 => {
            site.write(
                "data/x.yaml",
                random.pick(&["y: 1", "y: two", "y: [", "z: 3"]),
            );
            "data".to_owned()
        }
        12 => {
            site.write(
                "site.yaml",
                random.pick(&[
                    "title: T",
                    "taxonomies: [tags]",
                    "taxonomies: [{name: tags, title: About, paginate_by: 1}, s]",
                    "base_url: https://example.org/sub",
                    "base_url: https://example.org\ntaxonomies: [{name: tags, feed: true}]",
                    "base_url: https://example.org\nfeeds: {limit: 1, content: summary}",
                    "tilte: x",
                    "business:\n  city: W",
                    "check: {broken-link: warning}",
                    "redirects: {/old/: a.md, /x/*: /a/, /l/: /l/}\nmenus: {main: [b.md]}",
                    "images: false",
                    "images: {widths: [16], format: classic}",
                ]),
            );
            "configuration".to_owned()
        }
        _ => {
            site.write_bytes(
                random.pick(&[
                    "content/p.png",
                    "content/s/p.png",
                    "static/f.txt",
                    "content/a.md",
                ]),
                random.pick(&[
                    b"\xff\xd8",
                    b"x",
                    b"",
                    &PICTURES[0],
                    &PICTURES[1],
                    &PICTURES[2],
                ]),
            );
            "bytes".to_owned()
        }
    }
}

fn run(seed: u64, edits: usize) {
    let site = Site::new(&[("content/_index.md", "# Home\n")]);
    let mut site = site.with_kinds(&[all_contents::requests]);
    let mut random = Random(seed);
    let mut history = Vec::new();
    for _ in 0..edits {
        history.push(edit(&site, &mut random));
        let warm = site.build();
        let cold = site.build_cold();
        let context = || {
            format!(
                "seed {seed} after {} edits: {:?}",
                history.len(),
                &history[history.len().saturating_sub(5)..]
            )
        };
        assert!(
            warm.snapshot()
                .same_content(&source::scan(&site.root(), None)),
            "the snapshot differs, {}",
            context()
        );
        // The preview renders some builds only in part. It must not matter which outputs a build
        // rendered.
        if random.below(3) > 0 {
            assert_eq!(outputs(&warm), outputs(&cold), "{}", context());
        }
        assert_eq!(report(&warm), report(&cold), "{}", context());
    }
}

#[test]
fn warm_equals_cold_after_500_random_edits() {
    let edits = given("MILEPOST_EDITS").unwrap_or(500);
    for seed in [0x9E37_79B9_7F4A_7C15, 0xD1B5_4A32_D192_ED03] {
        run(seed, edits / 2);
    }
}

/// Scans and builds in a loop while another thread writes, so that files change, appear and vanish
/// during a scan.
#[test]
fn warm_equals_cold_after_edits_during_scans() {
    let edits = given("MILEPOST_EDITS").unwrap_or(1000);
    let site = Site::new(&[("content/_index.md", "# Home\n")]);
    let root = site.root();
    let hints: Vec<_> = PAGES
        .iter()
        .chain(&TEMPLATES)
        .map(|path| root.join(path))
        .collect();
    let mut random = Random(0xA076_1D64_78BD_642F);
    let (mut builder, mut snapshot, mut scans) = (Builder::default(), source::scan(&root, None), 0);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| (0..edits).for_each(|_| _ = edit(&site, &mut random)));
        while !writer.is_finished() {
            snapshot = source::refresh(&root, &snapshot, &hints);
            builder.build(&snapshot, &site.options);
            snapshot = source::scan(&root, Some(&snapshot));
            builder.build(&snapshot, &site.options);
            scans += 1;
        }
    });
    eprintln!("{edits} edits while {scans} scans were made");
    snapshot = source::scan(&root, Some(&snapshot));
    let (warm, cold) = (builder.build(&snapshot, &site.options), site.build_cold());
    assert!(
        snapshot.same_content(cold.snapshot()),
        "the snapshot differs"
    );
    assert_eq!(outputs(&warm), outputs(&cold));
    assert_eq!(report(&warm), report(&cold));
}
