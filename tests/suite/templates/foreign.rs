//! Names of other generators are answered with ours.

use super::told;

#[test]
fn names_of_other_generators_are_answered_with_ours() {
    let cases: &[(&str, &[&str])] = &[
        (
            "{{ get_url(path=\"@/a.md\") }}",
            &["no function `get_url`", "page(path="],
        ),
        (
            "{{ now() | date }}",
            &["no function `now`", "`{{ today }}`"],
        ),
        (
            "{{ get_section(path=\"a\") }}",
            &["`section(path=\"posts\")`"],
        ),
        (
            "{% macro x() %}{% endmacro %}",
            &["no tag `{% macro %}`", "components/Name.html"],
        ),
        (
            "{% import \"a.html\" as a %}",
            &["no tag `{% import %}`", "macros are components"],
        ),
        (
            "{{ m::x(a=1) }}",
            &["`m::x` calls a macro", "macros are components"],
        ),
        (
            "{% extend \"a.html\" %}",
            &["no tag `{% extend %}`", "did you mean `extends`?"],
        ),
        (
            "{% iff page %}{% endif %}",
            &["no tag `{% iff %}`", "did you mean `if`?"],
        ),
        ("{% assign a = 1 %}", &["{% set name = value %}"]),
        (
            "{% include x.html %}",
            &["stands in quotes", "{% include \"x.html\" %}"],
        ),
        ("{{ .Params.x }}", &["`.Params.x` is no value", "Hugo"]),
        ("{{ .Title }}", &["`.Title` is no value", "write `title`"]),
        (
            "{{ range .Pages }}a{{ end }}",
            &["`range` is no value", "{% for"],
        ),
        (
            "{{ pages | where: \"a\", \"b\" }}",
            &["stand behind a colon", "[p for p in pages"],
        ),
        (
            "{{ page.date | date: \"%Y\" }}",
            &["stand behind a colon", "date(format=…, locale=…)"],
        ),
        (
            "{{ page.title | relative_url }}",
            &["no filter `relative_url`", "URLs start with `/`"],
        ),
        (
            "{{ config.title }}",
            &["`config` is not defined", "`config` is `site` here"],
        ),
        (
            "{{ collections.posts }}",
            &["`collections` is not defined", "section(path="],
        ),
        (
            "{{ page.reading_time }}",
            &["`reading_time` is not defined", "`page.minutes`"],
        ),
        (
            "{% for p in section.pages %}{% endfor %}",
            &["`section.pages` is not defined", "children.pages"],
        ),
    ];
    told(cases);
}

#[test]
fn the_list_of_what_is_known_is_whole() {
    told(&[(
        "{{ nothing_of_this_kind }}",
        &[
            "known here: ",
            "site",
            "structured_data",
            "previous",
            "today",
            "sections",
        ],
    )]);
}
