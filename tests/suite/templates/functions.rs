//! Functions and filters, and the arguments that they take.

use super::{made, told, with_home};
use crate::support::{Site, text};
use milepost::path::OutputPath;

#[test]
fn an_argument_that_nothing_takes_is_an_error() {
    let cases: &[(&str, &[&str])] = &[
        (
            "{{ page.title | date(fmt=\"%Y\") }}",
            &["`date` takes no argument `fmt`", "format=…"],
        ),
        (
            "{{ page.title | replace(foo=1, from=\"a\", to=\"b\") }}",
            &["takes no argument `foo`"],
        ),
        (
            "{{ asset(path=\"css/main.css\", x=1) }}",
            &["`asset` takes no argument `x`"],
        ),
        (
            "{{ asset(\"css/main.css\") }}",
            &["has no name", "`asset(path=…)`"],
        ),
        (
            "{{ pages | sort(atribute=\"title\") }}",
            &["did you mean `attribute`?"],
        ),
        (
            "{{ page.title | upper(x=1) }}",
            &["leave it out: `upper` takes none"],
        ),
        (
            "{{ page.title | replace(from=\"a\") }}",
            &["`replace` needs the argument `to`"],
        ),
        (
            "{{ truncate(length=1) }}",
            &["no function `truncate`", "… | truncate(length=…)"],
        ),
        (
            "{% if page is definned %}{% endif %}",
            &["no test `definned`", "did you mean `defined`?"],
        ),
        (
            "{{ page(path=\"a.md\").title }}",
            &["a point after a call", "`page(…)[\"title\"]`"],
        ),
        ("{{ page.title | uper }}", &["did you mean `upper`?"]),
    ];
    told(cases);
}

#[test]
fn what_the_text_of_a_template_only_seems_to_call_is_no_fault() {
    let fine = "{# {{ get_url(a) }} #}{% raw %}{{ get_url(a) }}{% endraw %}{{ \"a | nothing\" }}\
        {% if (1 == 1) and (page.title is not none) or not (2 > 1) %}1{% endif %}\
        {{ [p.title for p in pages if p.date] | length }}{{ {\"a\": 1} | keys | length }}\
        {{ (1 if page.date else 2) | str }}{% set a | trim %} x {% endset %}{{ a }}\
        {% filter upper | trim %}y{% endfilter %}{{ pages[0:1] | length }}\
        {{ page.title | replace(from=\"=\", to=\"==\") }}";
    assert_eq!(made(fine), "{{ get_url(a) }}a | nothing1212xY1Home");
}

#[test]
fn a_page_is_found_by_its_file() {
    let found = "{{ page(path=\"posts/spring.md\")[\"title\"] }} \
        {{ page(path=\"@/posts/autumn.md\")[\"url\"] }}";
    assert_eq!(made(found), "Spring /posts/autumn/");
    told(&[(
        "{{ page(path=\"posts/sprung.md\")[\"title\"] }}",
        &[
            "there is no page `content/posts/sprung.md`",
            "did you mean `posts/spring.md`?",
        ],
    )]);
}

#[test]
fn a_section_is_found_by_its_folder() {
    let found = "{% for p in section(path=\"posts/_index.md\")[\"pages\"] %}\
        {{ p.title }} {% endfor %}\
        {{ section(path=\"\")[\"title\"] }}";
    assert_eq!(made(found), "Autumn Spring Home");
    told(&[(
        "{{ section(path=\"postes\")[\"title\"] }}",
        &["no section `postes`", "did you mean `posts`?"],
    )]);
}

#[test]
fn a_component_reads_pages_that_it_does_not_declare() {
    let component = "{% component Spring(word: string = \"\") %}{{ word }}\
        {{ page(path=\"posts/spring.md\")[\"title\"] }}\
        {{ section(path=\"posts\")[\"pages\"] | length }}{% endcomponent Spring %}";
    let mut site = with_home("{{ page.content }}{{ <Spring word=\"x\" /> }}{{ <Outer /> }}");
    site.write("components/Spring.html", component);
    site.write(
        "components/Outer.html",
        "{% component Outer() %}{{ <Spring /> }}{% endcomponent Outer %}",
    );
    site.write("content/_index.md", "# Home\n\n<Outer />\n");
    assert_eq!(
        text(&site.build(), "index.html"),
        "Spring2\nxSpring2Spring2"
    );
    site.replace("content/posts/spring.md", "title: Spring", "title: May");
    assert_eq!(text(&site.build(), "index.html"), "May2\nxMay2May2");
}

#[test]
fn a_component_that_lacks_a_root_is_told_to_declare_it() {
    let site = [
        ("content/_index.md", "# Home"),
        ("templates/home.html", "{{ <Menu /> }}"),
        (
            "components/Menu.html",
            "{% component Menu() %}{{ site.title }}{% endcomponent Menu %}",
        ),
    ];
    let report = Site::new(&site).report();
    for part in [
        "this component does not declare `site`",
        "add `@site`",
        "Menu.html:1:",
    ] {
        assert!(report.contains(part), "{report}");
    }
}

#[test]
fn an_edit_remakes_what_reads_pages_and_nothing_else() {
    let mut site = with_home("{{ page(path=\"posts/spring.md\")[\"title\"] }}");
    site.write("templates/page.html", "{{ page.title }}");
    let before = site.build();
    before.outputs();
    site.replace("content/posts/autumn.md", "title: Autumn", "title: Fall");
    let after = site.build();
    let is_kept = |output: &str| {
        let path = OutputPath::new(output).expect("a path");
        after.output_if_rendered(&path).is_some()
    };
    assert!(is_kept("posts/spring/index.html"));
    assert!(!is_kept("posts/autumn/index.html"));
    assert!(!is_kept("index.html"));
}

#[test]
fn texts_are_made_as_the_reference_says() {
    let cases = [
        (
            "{{ \"*a* [b](/posts/) <i>d</i>\" | markdown }}",
            "<p><em>a</em> <a href=\"/posts/\">b</a> <i>d</i></p>\n",
        ),
        ("{{ \"*a*\" | markdown(inline=true) }}", "<em>a</em>"),
        ("{{ \"Knee & hip\" | slugify }}", "knee-hip"),
        (
            "{{ \"<p>a <b>b</b> &amp; c</p>\" | striptags | safe }}",
            "a b & c",
        ),
        ("{{ \"a b/ü?\" | urlencode }}", "a%20b%2F%C3%BC%3F"),
        (
            "{{ {\"a\": [1, \"</script>\", none, true]} | json_encode | safe }}",
            "{\"a\":[1,\"\\u003c/script>\",null,true]}",
        ),
        (
            "{{ pages | group_by(attribute=\"tags\") | keys | join(sep=\",\") }}",
            "b,a",
        ),
        (
            "{{ today }} {{ today | date(format=\"%Y\") }}",
            "2026-11-23 2026",
        ),
        (
            "{{ today | date(locale=\"de-AT\", format=\"%a %A, %-d. %B %b %^b %d%%B\") }}",
            "Mo. Montag, 23. November Nov. NOV. 23%B",
        ),
        ("{{ \"2026-08-01\" | date(locale=\"fr\") }}", "1 août 2026"),
        (
            "{{ \"2026-08-01\" | date(locale=\"en_GB\") }}",
            "1 August 2026",
        ),
        (
            "{{ \"a1b22\" | replace_regex(pattern=\"[a-z](?<n>[0-9]+)\", to=\"<$n>\") }}",
            "&lt;1&gt;&lt;22&gt;",
        ),
        (
            "{{ [\"Part 10\", \"éclair\", \"part 2\", \"Zoo\", \"Ende\"] | sort \
             | join(sep=\" \") }}",
            "éclair Ende part 2 Part 10 Zoo",
        ),
        ("{{ [3, 1, 2] | sort | join(sep=\" \") }}", "1 2 3"),
    ];
    for (template, expected) in cases {
        assert_eq!(made(template), expected, "{template}");
    }
    let long = format!(
        "{{{{ \"{}\" | replace_regex(pattern=\"a\", to=\"$0$0$0$0$0$0$0$0$0$0$0$0\") }}}}",
        "a".repeat(100_000)
    );
    told(&[
        (
            "{{ today | date(locale=\"xx\") }}",
            &["dates are not written in `xx` yet; there are `en`, `da`"],
        ),
        (
            "{{ \"a\" | replace_regex(pattern=\"(\", to=\"\") }}",
            &["`(` is no pattern that can be looked for"],
        ),
        (
            "{{ \"a\" | replace_regex(pattern=\"a{1000}{1000}\", to=\"\") }}",
            &["is no pattern that can be looked for"],
        ),
        (
            long.as_str(),
            &["a text for `replace_regex` has at most 1 MiB"],
        ),
        (
            "{{ [1, \"a\"] | sort }}",
            &["the values of this list are of several kinds"],
        ),
    ]);
    told(&[("{{ \"[a](javascript:x)\" | markdown }}", &["in this text,"])]);
    told(&[(
        "{{ page.date | date }}",
        &["this date is `none`", "{% if page.date %}"],
    )]);
}

#[test]
fn a_template_is_found_without_its_ending() {
    let mut site = Site::new(&[
        ("content/_index.md", "# Home"),
        ("content/a.md", "---\ntitle: A\ntemplate: wide\n---\n"),
        ("content/b.md", "---\ntitle: B\nlayout: page\n---\n"),
        ("templates/wide.html", "wide {{ page.title }}"),
    ]);
    let build = site.build();
    assert_eq!(text(&build, "a/index.html"), "wide A");
    assert!(text(&build, "b/index.html").contains("<html"));
    site.replace("content/a.md", "wide", "wode");
    let report = site.report();
    assert!(report.contains("content/a.md:3:"), "{report}");
    assert!(report.contains("did you mean `wide.html`?"), "{report}");
}
