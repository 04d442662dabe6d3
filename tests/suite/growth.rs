//! Templates that make ever more of little: they are stopped before they take the memory of the
//! machine.

use crate::peak::measured;
use crate::support::Site;

const LOOP: &str = "{% set s = \"xxxxxxxxxxxxxxxx\" %}\n{% for i in range(end=40) %}";

/// Makes a text of 16 MB.
const LONG: &str = "{% set s = \"xxxxxxxxxxxxxxxx\" %}\
    {% for i in range(end=20) %}{% set_global s = s ~ s %}{% endfor %}\n";

/// A thousand rounds.
const ROUNDS: &str = "{% for i in range(end=1000) %}";

/// Builds a site with this home page and further files, and demands that it is refused at a place
/// in a file, in no more memory than a command may take.
fn assert_stopped(home: &str, files: &[(&str, &str)], place: &str) {
    let site = Site::new(&[("content/_index.md", "# Home")]);
    site.write("templates/home.html", home);
    files.iter().for_each(|(path, text)| site.write(path, text));
    let built = measured(&site.root(), &["build", "-q"]);
    built.assert_bounded(home);
    let report = &built.report;
    assert_eq!(built.code, Some(1), "{home}: {report}");
    assert!(
        report.contains("more than") && report.contains(place),
        "{home}: {report}"
    );
}

#[test]
fn what_a_template_keeps_is_bounded() {
    let unrolled = "{% set s = s ~ s %}".repeat(40);
    let many: String = (0..20)
        .map(|number| format!("{{% set s{number} = s ~ \"{number}\" %}}"))
        .collect();
    let cases = [
        format!("{LOOP}{{% set_global s = s ~ s %}}{{% endfor %}}"),
        format!("{LOOP}{{%- set_global s %}}{{{{ s }}}}{{{{ s }}}}{{% endset %}}{{% endfor %}}"),
        format!("{LOOP}{{% set_global s = s | replace(from=\"x\", to=s) %}}{{% endfor %}}"),
        format!("{LOOP}{{% set_global s = [s, s] | join(sep=s) %}}{{% endfor %}}"),
        format!("{{% set s = \"xxxxxxxxxxxxxxxx\" %}}\n{unrolled}"),
        format!("{LONG}{many}"),
        format!(
            "{LONG}{{% set t = s | replace(from=\"x\", to=\"\\n\") \
             | indent(width=1000, blank=true) %}}"
        ),
        format!("{LONG}{{% set t = s | split(pat=\"\") %}}"),
        format!("{LONG}{{{{ s ~ {} \"\" }}}}", "s ~ ".repeat(100)),
    ];
    for template in cases {
        assert_stopped(&template, &[], "templates/home.html:2:");
    }
}

#[test]
fn lists_of_a_template_are_bounded() {
    let long = [
        "{% set l = [s, s, s, s, s] %}",
        "{{ [s, s, s, s, s] }}",
        "{% set l = [s ~ i for i in range(end=1000)] %}",
        "{% set l = [s for i in range(end=1000)] %}",
        "{% for k in [{\"a\": s, \"b\": [s, s, s, s]}] %}{{ k }}{% endfor %}",
    ];
    for template in long {
        assert_stopped(&format!("{LONG}{template}"), &[], "templates/home.html:2:");
    }
    for step in ["[...l, ...l]", "[l, l]", "{\"a\": l, \"b\": l}"] {
        let template = format!("{LOOP}{{% set_global l = {step} %}}{{% endfor %}}")
            .replace("s =", "l = [1] or");
        assert_stopped(&template, &[], "templates/home.html:2:");
    }
    let deep = "{% set l = [1] %}\n\
                {% for i in range(end=100000) %}{% set_global l = [l] %}{% endfor %}";
    assert_stopped(deep, &[], "templates/home.html:2:");
}

#[test]
fn captured_text_is_bounded() {
    let long = "y".repeat(2_000);
    let cases = [
        format!("{{% set t %}}{ROUNDS}{{{{ s }}}}{{% endfor %}}{{% endset %}}"),
        format!("{{% set t %}}{ROUNDS}{ROUNDS}{long}{{% endfor %}}{{% endfor %}}{{% endset %}}"),
        format!("{{% filter upper %}}{ROUNDS}{{{{ s | safe }}}}{{% endfor %}}{{% endfilter %}}"),
        format!("{{% <Box> %}}{ROUNDS}{{{{ s }}}}{{% endfor %}}{{% </Box> %}}"),
    ];
    let body = "{% component Box() %}{{ body }}{% endcomponent %}";
    for template in cases {
        let files = [("components/Box.html", body)];
        assert_stopped(
            &format!("{LONG}{template}"),
            &files,
            "templates/home.html:2:",
        );
    }
}

#[test]
fn text_that_is_captured_elsewhere_is_bounded() {
    let repeat = format!(
        "{{% component Repeat(s: string) %}}\n{ROUNDS}{{{{ s | safe }}}}{{% endfor %}}\
         {{% endcomponent %}}"
    );
    let files = [("components/Repeat.html", repeat.as_str())];
    let place = "components/Repeat.html:2:";
    assert_stopped(
        &format!("{LONG}{{% set t = <Repeat s={{s}} /> %}}"),
        &files,
        place,
    );
    let captured = format!("{LONG}{{% set t %}}{{{{ <Repeat s={{s}} /> }}}}{{% endset %}}");
    assert_stopped(&captured, &files, place);
    let included =
        format!("{LONG}{{% set t %}}{ROUNDS}{{% include \"part.html\" %}}{{% endfor %}}");
    let part = [("templates/part.html", "\n{{ s | safe }}")];
    assert_stopped(
        &format!("{included}{{% endset %}}"),
        &part,
        "templates/part.html:2:",
    );
    let base = format!("{{% block b %}}{LONG}{ROUNDS}{{{{ s }}}}{{% endfor %}}{{% endblock %}}");
    let child = "{% extends \"base.html\" %}{% block b %}{% set t = super() %}{% endblock %}";
    assert_stopped(
        child,
        &[("templates/base.html", &base)],
        "templates/base.html:2:",
    );
    // Twenty calls in each other, each with a text of its own.
    let grow = "{% component Grow(s: string) %}\n{{ <Grow s={s ~ \"x\"} /> }}{% endcomponent %}";
    let files = [("components/Grow.html", grow)];
    let call = format!("{LONG}{{{{ <Grow s={{s}} /> }}}}");
    assert_stopped(&call, &files, "components/Grow.html:1:");
}

#[test]
fn what_a_template_keeps_is_as_it_was() {
    let mut site = Site::new(&[("content/_index.md", "# Home")]);
    let template = "{% set a = none %}{% set b = \"<\" %}{% set c = b | safe %}\
        {% set d %}<i>{{ b }}</i>{% endset %}{% set e = 1 if a else 2 %}\
        {{ b }} {{ c }} {{ d }} {{ e }} {{ [b, 1] | join(sep=\", \") }} \
        {{ [c, b] | join }} {{ \"aXb\" | replace(from=\"X\", to=c) }} \
        {% raw %}{% set x = 1 %}{% endraw %}";
    site.write("templates/home.html", template);
    let expected = "&lt; < <i>&lt;</i> 2 &lt;, 1 <&lt; a<b {% set x = 1 %}";
    assert_eq!(crate::support::text(&site.build(), "index.html"), expected);
    site.write(
        "templates/home.html",
        "{% set a = 1 %}{% set b = 2 ~ a %}{{ page.wrong }}",
    );
    assert!(
        site.report().contains("home.html:1:43"),
        "{}",
        site.report()
    );
}

#[test]
fn templates_with_calls_in_them_write_what_is_written() {
    let mut site = Site::new(&[("content/_index.md", "# Home")]);
    site.write(
        "components/Box.html",
        "{% component Box(k: string = \"),\", l: array = [1], ...rest) -%}  {{ k }}\
         {% set m = k ~ k -%} {{ l[0] }}{{ rest | length }}\
         [{{ body | default(value=\"\") }}]  {%- endcomponent Box %}",
    );
    site.write(
        "templates/base.html",
        "{% block a %}({{ page.title }}){% endblock %}",
    );
    let template = "{% extends \"base.html\" %}{% block a -%} {{ super() }} \
        {%- for i in [page.title, {\"k\": 1}] -%} {{ i }}, {%- endfor %}
        {{ [w | upper for w in [\"a\", \"b\", page.title] if w != \"b\"] \
        | join(sep=\"+\") }}
        {%- set l = [] %}\
        {% for i in range(end=3000) %}{% set_global l = [...l, i] %}{% endfor %}
        {{ l | length }} {{ \"a\\n\\nb\\n\" | indent(width=2, first=true) \
        | replace(from=\"\\n\", to=\"|\") }}
        {%- set t = <Box k=\"<\" n={[page.title, 2]} /> %} {{ t }} {{ \"a-b\" | split(pat=\"-\") }}
        {% <Box k={\"x\" ~ 1}> %}{{ page.title }}{{ page.title | lower }}{% </Box> %}
        {%- filter lower %} {{ page.title }} X{{ page.url ~ 1 }}{% endfilter -%} .{% endblock %}";
    site.write("templates/home.html", template);
    let expected = "(Home)Home,{\"k\": 1},
        A+HOME
        3000   a||  b| &lt;11[] [\"a\", \"b\"]
        x110[Homehome] home x/1.";
    let build = site.build();
    let written = crate::support::text(&build, "index.html");
    assert_eq!(
        written.replace("&quot;", "\""),
        expected,
        "{}",
        crate::support::report(&build)
    );
    site.write(
        "templates/home.html",
        "{% set t %}\n{{ page.titel }}{% endset %}",
    );
    let report = site.report();
    assert!(
        report.contains("`titel` is not defined") && report.contains("home.html:2:9"),
        "{report}"
    );
}
