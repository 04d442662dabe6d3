//! Warm equals cold after random edits of the blog: of terms, days, drafts, names, list pages,
//! feeds and templates, some of them committed. `MILEPOST_BLOG_EDITS` is their number.

use super::texts::{TAGS, paragraph};
use super::{THEME, site};
use crate::git::{commit, git, with_history};
use crate::support::{Random, Site, files_below, number, outputs, report};
use std::fs;

#[test]
fn a_warm_build_of_the_blog_equals_a_cold_one() {
    let mut site = site();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut history = Vec::new();
    let has_git = git(&site, "2026-01-01", &["init", "-q"]);
    site.build();
    for _ in 0..number("MILEPOST_BLOG_EDITS", 20) {
        for _ in 0..=random.below(2) {
            history.push(edit(&site, &mut random));
        }
        if has_git && random.below(2) == 0 {
            let day = format!("2026-0{}-1{}", 1 + random.below(9), random.below(9));
            commit(&site, &day);
            history.push(format!("a commit of {day}"));
        }
        let (warm, cold) = (with_history(&mut site), site.build_cold());
        let last = &history[history.len().saturating_sub(6)..];
        let context = || format!("after {} edits: {last:#?}", history.len());
        // It must not matter which outputs a build rendered.
        if random.below(4) > 0 {
            let (warm, cold) = (outputs(&warm), outputs(&cold));
            let differs = cold
                .iter()
                .find(|(path, bytes)| warm.get(*path) != Some(*bytes));
            assert_eq!(differs.map(|(path, _)| path), None, "{}", context());
            assert!(warm.keys().eq(cold.keys()), "{}", context());
        }
        assert_eq!(report(&warm), report(&cold), "{}", context());
    }
}

/// Edits of templates that break them.
const FAULTS: [(&str, &str, &str); 2] = [
    (
        "templates/term.html",
        "{{ page.title }}",
        "{{ page.ttile }}",
    ),
    ("templates/page.html", "{{ <Facts /> }}", "{% broken"),
];

/// Makes one edit and returns it in words.
fn edit(site: &Site, random: &mut Random) -> String {
    // A fault hides what other edits do, so it does not last.
    for (file, right, wrong) in FAULTS {
        let path = format!("{THEME}/{file}");
        site.write(&path, &site.read(&path).replace(wrong, right));
    }
    match random.below(16) {
        0..=6 => edit_post(site, random),
        7 | 8 => edit_section(site, random),
        9 | 10 => edit_configuration(site, random),
        11 | 12 => edit_term(site, random),
        _ => edit_template(site, random),
    }
}

/// Returns one of the posts.
fn any_post(site: &Site, random: &mut Random) -> String {
    let posts: Vec<String> = files_below(&site.root())
        .into_iter()
        .filter(|file| file.starts_with("content/posts/") && !file.ends_with("_index.md"))
        .collect();
    match posts.len() {
        0 => "content/posts/first.md".to_owned(),
        count => posts[random.below(count)].clone(),
    }
}

fn edit_post(site: &Site, random: &mut Random) -> String {
    let post = any_post(site, random);
    let text = fs::read_to_string(site.path(&post)).unwrap_or("---\ntitle: First\n---\n".into());
    let number = random.below(100);
    let change = match random.below(12) {
        0 | 1 => {
            let tags = [0, 1].map(|_| TAGS[random.below(TAGS.len())]);
            ("tags", Some(format!("[\"{}\", \"{}\"]", tags[0], tags[1])))
        }
        2 => ("tags", None),
        3 => (
            "date",
            Some(format!(
                "2026-{:02}-{:02}",
                1 + number % 12,
                1 + number % 28
            )),
        ),
        4 => ("draft", Some("true".to_owned())),
        5 => ("draft", None),
        6 => ("title", Some(format!("Another title {number}"))),
        7 => (
            "series",
            Some(["Night trains", "rain", "Rain"][number % 3].to_owned()),
        ),
        8 => {
            site.write(&post, &format!("{text}\n{}", paragraph(random)));
            return format!("{post}: another paragraph");
        }
        9 => {
            let _ = fs::remove_file(site.path(&post));
            return format!("{post}: deleted");
        }
        10 => {
            let to = format!("content/posts/moved-{number}.md");
            let _ = fs::rename(site.path(&post), site.path(&to));
            return format!("{post}: renamed to {to}");
        }
        _ => {
            let to = format!("content/posts/new-{number}.md");
            site.write(&to, &text);
            return format!("{to}: a copy of {post}");
        }
    };
    let (key, value) = change;
    site.write(&post, &with_line(&text, key, value.as_deref()));
    format!("{post}: {key} is {value:?}")
}

/// Returns front matter in which a key has another value, or none.
fn with_line(text: &str, key: &str, value: Option<&str>) -> String {
    let start = format!("{key}:");
    let lines = text.lines().filter(|line| !line.starts_with(&start));
    let mut lines: Vec<String> = lines.map(str::to_owned).collect();
    lines.splice(1..1, value.map(|value| format!("{start} {value}")));
    lines.join("\n") + "\n"
}

fn edit_section(site: &Site, random: &mut Random) -> String {
    let file = ["content/posts/_index.md", "content/_index.md"][random.below(2)];
    let (key, value) = [
        ("paginate_by", Some("7")),
        ("paginate_by", Some("25")),
        ("paginate_by", None),
        ("paginate", Some("{pages: posts/, by: 9, sort_by: title}")),
        (
            "paginate",
            Some("{pages: /, by: 20, sort_by: [extra.none, -date]}"),
        ),
        ("paginate", None),
        ("sort_by", Some("title")),
        ("sort_by", Some("-date")),
        ("feed", Some("false")),
        ("feed", None),
        ("feed", Some("true")),
        (
            "cascade",
            Some("{feed: true, paginate_by: 3, extra: {a: 1}}"),
        ),
        ("cascade", Some("{path: \"log/:year/:slug\"}")),
        ("cascade", None),
    ][random.below(14)];
    site.write(file, &with_line(&site.read(file), key, value));
    format!("{file}: {key} is {value:?}")
}

fn edit_configuration(site: &Site, random: &mut Random) -> String {
    let (key, value) = [
        ("feeds", Some("{limit: 3, content: summary}")),
        ("feeds", Some("[json]")),
        ("feeds", Some("false")),
        ("feeds", None),
        ("base_url", Some("https://example.org")),
        ("base_url", None),
        ("base_url", Some("https://ledger.example.org/log")),
        ("timezone", Some("Pacific/Auckland")),
        ("redirects", Some("{/first/: /posts/, /x/*: /archive/}")),
        ("redirects", None),
        ("search", Some("false")),
        ("search", None),
        ("author", Some("Somebody")),
        ("git_dates", Some("true")),
        ("git_dates", Some("true")),
        ("git_dates", Some("updated")),
        ("git_dates", None),
    ][random.below(17)];
    // Above the keys whose values stand in lines of their own.
    let text = with_line(
        &format!("\n{}", site.read("site.yaml").trim_start()),
        key,
        value,
    );
    site.write("site.yaml", &text);
    if random.below(4) == 0 {
        let (from, to) = [
            (
                "{name: tags, feed: true, paginate_by: 8}",
                "{name: tags, paginate_by: 4}",
            ),
            (
                "{name: tags, paginate_by: 4}",
                "{name: tags, feed: true, paginate_by: 8}",
            ),
            ("  - {name: authors, title: People}\n", ""),
            (
                "  - {name: series, title: All series}\n",
                "  - {name: series}\n",
            ),
        ][random.below(4)];
        site.write("site.yaml", &site.read("site.yaml").replace(from, to));
    }
    format!("site.yaml: {key} is {value:?}")
}

fn edit_term(site: &Site, random: &mut Random) -> String {
    let file = [
        "content/tags/cpp.md",
        "content/tags/travel.md",
        "content/tags/_index.md",
        "content/series/night-trains.md",
    ][random.below(4)];
    if random.below(4) == 0 {
        let _ = fs::remove_file(site.path(file));
        return format!("{file}: deleted");
    }
    let lines = [
        "title: C++",
        "title: Going places",
        "slug: elsewhere",
        "sort_by: title",
        "paginate_by: 2",
        "feed: true",
        "feed: false",
        "draft: true",
        "template: section",
        "description: Of a term.",
    ];
    let lines: Vec<&str> = lines.into_iter().filter(|_| random.below(3) == 0).collect();
    site.write(
        file,
        &format!("---\n{}\n---\n{}", lines.join("\n"), paragraph(random)),
    );
    format!("{file}: {lines:?}")
}

/// Changes a template or a component, or gives it the text back that it had.
fn edit_template(site: &Site, random: &mut Random) -> String {
    let (file, from, to) = [
        (
            "components/Posts.html",
            "card.summary %}",
            "card.words > 60 %}",
        ),
        (
            "components/Posts.html",
            "{{ card.minutes }} min",
            "{{ card.words }} words",
        ),
        (
            "components/Posts.html",
            "elif card.description",
            "elif card.terms.tags",
        ),
        (
            "templates/home.html",
            "paginator.items",
            "paginator.items[0:3]",
        ),
        (
            "templates/home.html",
            "<Posts cards={paginator.items} />",
            "<TermCloud terms={terms.tags} />",
        ),
        (
            "templates/section.html",
            "paginator.number == 1",
            "paginator.total > 3",
        ),
        (
            "templates/term.html",
            "{{ term.count }} post",
            "{{ term.count }} {{ today }} post",
        ),
        (
            "templates/page.html",
            "{%- if backlinks %}",
            "{%- if siblings | length > 40 %}",
        ),
        (
            "templates/page.html",
            "{{ next.title }}",
            "{{ next.title }} {{ next.words }}",
        ),
        (
            "templates/archive.html",
            "if p.date]",
            "if p.date and p.summary]",
        ),
        (
            "templates/base.html",
            "{%- if feeds %}",
            "{%- if page.kind == \"home\" and feeds %}",
        ),
        ("assets/css/main.css", "42rem", "44rem"),
        FAULTS[random.below(2)],
    ][random.below(13)];
    let path = format!("{THEME}/{file}");
    let text = site.read(&path);
    match text.contains(to) {
        true => site.write(&path, &text.replace(to, from)),
        false => site.write(&path, &text.replace(from, to)),
    }
    format!("{file}: {from} and {to}")
}
