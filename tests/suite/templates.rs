//! Templates: calls and their arguments, names of other generators, and the recipes of the docs.

use crate::photos::{jpeg, quarters};
use crate::reference::expect;
use crate::support::{Site, full_report, text};
use milepost::page::ROOTS;
use milepost::template::{CALLABLES, CallKind};

mod foreign;
mod functions;

/// Returns a site whose home has this template.
fn with_home(template: &str) -> Site {
    Site::new(&[
        ("content/_index.md", "# Home"),
        ("content/posts/_index.md", "# Posts"),
        (
            "content/posts/spring.md",
            "---\ntitle: Spring\ndate: 2026-03-05\ntags: [a, b]\n---\n",
        ),
        (
            "content/posts/autumn.md",
            "---\ntitle: Autumn\ndate: 2025-10-01\ntags: [b]\n---\n",
        ),
        ("templates/home.html", template),
    ])
}

/// Fails unless the report on each template names all of its parts, and its first line.
fn told(cases: &[(&str, &[&str])]) {
    let mut site = with_home("");
    for (number, (template, _)) in cases.iter().enumerate() {
        let page = format!("---\ntemplate: t{number}-\n---\n# P {number}\n");
        site.write(&format!("content/p{number}.md"), &page);
        site.write(&format!("templates/t{number}-.html"), template);
    }
    let report = full_report(&site.build());
    let parts: Vec<&str> = report.split("\n\n").collect();
    for (number, (template, expected)) in cases.iter().enumerate() {
        let place = format!("templates/t{number}-.html:1:");
        let of_it: Vec<&&str> = parts.iter().filter(|part| part.contains(&place)).collect();
        for part in *expected {
            let is_told = of_it.iter().any(|message| message.contains(part));
            assert!(is_told, "{template}\nlacks {part}:\n{of_it:?}");
        }
    }
}

/// Returns what a template makes.
fn made(template: &str) -> String {
    let mut site = with_home(template);
    let build = site.build();
    let report = site.report();
    assert!(!report.contains("error"), "{template}\n{report}");
    text(&build, "index.html")
}

#[test]
fn the_reference_of_functions_is_made_of_the_table() {
    let mut made = String::from(
        "# Functions, filters and tests\n\n\
         Everything that a template can call. An argument that is not listed here is an error. \
         Arguments in brackets may be left out.\nWhat a template sees is in \
         [templates.md](templates.md); [recipes.md](recipes.md) shows these at work. This page is \
         made from the table in `src/template/known.rs`.\n",
    );
    let kinds = [
        (CallKind::Function, "Functions", "`name(argument=value)`"),
        (
            CallKind::Filter,
            "Filters",
            "`value | name(argument=value)`",
        ),
        (
            CallKind::Test,
            "Tests",
            "`value is name`, `value is not name`",
        ),
    ];
    for (kind, title, form) in kinds {
        made.push_str(&format!(
            "\n## {title}\n\n{form}\n\n| name | |\n|---|---|\n"
        ));
        let mut known: Vec<_> = CALLABLES
            .iter()
            .filter(|known| known.kind == kind)
            .collect();
        known.sort_by_key(|known| known.name);
        for known in known {
            let optional = known.optional.iter().map(|name| format!("[{name}]"));
            let required = known.required.iter().map(|name| (*name).to_owned());
            let arguments: Vec<String> = required.chain(optional).collect();
            let arguments = match (arguments.is_empty(), kind) {
                (true, CallKind::Function) => "()".to_owned(),
                (true, _) => String::new(),
                _ => format!("({})", arguments.join(", ")),
            };
            let text = known.text.replace('|', "\\|");
            made.push_str(&format!("| `{}{arguments}` | {text} |\n", known.name));
        }
    }
    expect("docs/functions.md", &made);
}

#[test]
fn all_roots_are_in_the_contract_and_in_the_docs() {
    let docs = include_str!("../../docs/templates.md");
    let rows = docs.lines().filter_map(|line| line.split('|').nth(1));
    let names: String = rows.collect();
    for root in ROOTS {
        assert!(names.contains(&format!("`{root}`")), "{root}");
        let template = format!("{{% if {root} is defined %}}yes{{% endif %}}");
        assert_eq!(made(&template), "yes", "{root}");
    }
}

#[test]
fn each_name_of_the_table_can_be_called() {
    let call = |known: &milepost::template::Callable| {
        let arguments = known.required.iter().map(|name| format!("{name}=\"a\""));
        let arguments = arguments.collect::<Vec<_>>().join(", ");
        let name = known.name;
        match known.kind {
            CallKind::Function => format!("{{{{ {name}({arguments}) }}}}"),
            CallKind::Filter => format!("{{{{ 1 | {name}({arguments}) }}}}"),
            CallKind::Test => format!("{{% if 1 is {name}({arguments}) %}}{{% endif %}}"),
        }
    };
    let calls: String = CALLABLES.iter().map(call).collect();
    // The first of them fails with such arguments, but all are known to the engine.
    let report = with_home(&format!("{{% block x %}}{calls}{{% endblock %}}")).report();
    for word in [
        "unknown",
        "there is no f",
        "there is no t",
        "takes no",
        "has no name",
    ] {
        assert!(!report.contains(word), "{report}");
    }
    assert!(report.contains("home.html:1:"), "{report}");
}

#[test]
fn the_recipes_of_the_docs_work_as_they_stand() {
    let recipes = include_str!("../../docs/recipes.md");
    let mut site = Site::new(&[
        (
            "content/_index.md",
            "# Home\n\n[a](latest.md) [b](archive.md) [c](tags.md)",
        ),
        (
            "content/latest.md",
            "---\ntitle: Latest\ntemplate: latest\n---\n",
        ),
        (
            "content/archive.md",
            "---\ntitle: Archive\ntemplate: archive\n---\n",
        ),
        ("content/tags.md", "---\ntitle: Tags\ntemplate: tags\n---\n"),
        ("site.yaml", "taxonomies: [series]\n"),
        (
            "templates/taxonomy.html",
            "{{ <TagCloud terms={taxonomy.terms} /> }}{{ <TagCloud terms={terms.series} /> }}",
        ),
        ("content/posts/_index.md", "# Posts"),
        (
            "content/posts/spring.md",
            "---\ntitle: Spring\ndate: 2026-03-05\ntags: [run, rest]\n\
             authors: [Ada, Bo]\nseries: Walks\nweight: 2\n---\n\
             <Series />\n\n<ByLine />\n\n<SectionMenu />\n\n<ListNumbers />\n",
        ),
        (
            "content/trips/winter trip/index.md",
            "---\ntags: [rest]\ntemplate: related\n---\n<EditThis />\n\n<Downloads />\n",
        ),
        ("content/trips/winter trip/track.gpx", "<gpx/>"),
        (
            "content/posts/autumn.md",
            "---\ntitle: Autumn\ndate: 2025-10-01\ntags: [rest]\nweight: 1\nimage: leaves.jpg\n\
             ---\n",
        ),
    ]);
    site.write_bytes("content/posts/leaves.jpg", &jpeg(&quarters(60, 40)));
    // Each block of code stands behind the name of its file.
    let mut parts = recipes.split("```");
    let mut written = 0;
    while let (Some(prose), Some(code)) = (parts.next(), parts.next()) {
        let names = prose.split('`');
        let mut names = names.filter(|word| word.contains('/') && word.ends_with('l'));
        let name = names.next_back().expect("the name of a file");
        let code = code.split_once('\n').expect("a line of the language").1;
        site.write(name, code);
        written += 1;
    }
    assert_eq!(written, 13);
    let report = site.report();
    assert!(!report.contains("error"), "{report}");
    let build = site.build();
    let winter = text(&build, "trips/winter-trip/index.html");
    for part in [
        "<a href=\"/posts/autumn/\">Autumn</a>",
        "edit/main/content/trips/winter%20trip/index.md\"",
        "<a href=\"/trips/winter-trip/track.gpx\">track.gpx</a> (1 kB)",
    ] {
        assert!(winter.contains(part), "{part}: {winter}");
    }
    let posts = text(&build, "posts/index.html");
    assert_eq!(posts.matches("<picture>").count(), 1, "{posts}");
    let latest = text(&build, "latest/index.html");
    let (spring, autumn) = (
        latest.find("Spring").unwrap(),
        latest.find("Autumn").unwrap(),
    );
    assert!(
        spring < autumn && latest.contains(">5 March 2026</time>"),
        "{latest}"
    );
    let archive = text(&build, "archive/index.html");
    let (newer, older) = (
        archive.find("2026</h2>").unwrap(),
        archive.find("2025</h2>").unwrap(),
    );
    assert!(newer < older, "{archive}");
    let tags = text(&build, "tags/index.html");
    assert!(
        tags.contains("rest</a> (3)") && tags.contains("<h2 id=\"run\">"),
        "{tags}"
    );
    let cloud = text(&build, "series/index.html");
    let term = "<li class=\"few\"><a href=\"/series/walks/\">Walks</a> 1</li>";
    assert_eq!(cloud.matches(term).count(), 2, "{cloud}");
    let page = text(&build, "posts/spring/index.html");
    for part in [
        "Part 2 of 2",
        "<li>Spring</li>",
        "Ada Park: Runs <em>and</em> writes.",
        "<p class=\"by-line\">Bo</p>",
        "aria-current=\"page\">Spring",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}
