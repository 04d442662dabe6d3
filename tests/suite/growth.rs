//! Templates that make ever more of little: they are stopped before they take the memory of the
//! machine.

use crate::program::milepost;
use crate::support::Site;

const LOOP: &str = "{% set s = \"xxxxxxxxxxxxxxxx\" %}\n{% for i in range(end=40) %}";

#[test]
fn what_a_template_keeps_is_bounded() {
    let unrolled = "{% set s = s ~ s %}".repeat(40);
    let cases = [
        format!("{LOOP}{{% set_global s = s ~ s %}}{{% endfor %}}"),
        format!("{LOOP}{{%- set_global s %}}{{{{ s }}}}{{{{ s }}}}{{% endset %}}{{% endfor %}}"),
        format!("{LOOP}{{% set_global s = s | replace(from=\"x\", to=s) %}}{{% endfor %}}"),
        format!("{LOOP}{{% set_global s = [s, s] | join(sep=s) %}}{{% endfor %}}"),
        format!("{{% set s = \"xxxxxxxxxxxxxxxx\" %}}\n{unrolled}"),
        format!(
            "{{% set s = [1, 1] %}}\n{}",
            "{% set s = [...s, ...s] %}".repeat(40)
        ),
    ];
    for template in cases {
        let site = Site::new(&[("content/_index.md", "# Home")]);
        site.write("templates/home.html", &template);
        let ended = milepost(&site.root(), &["build", "-q"]);
        let report = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{template}: {report}");
        assert!(report.contains("more than"), "{template}: {report}");
        assert!(
            report.contains("templates/home.html:2:"),
            "{template}: {report}"
        );
    }
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
        "{% set a = 1 %}{% set b = 2 %}{{ page.wrong }}",
    );
    assert!(
        site.report().contains("home.html:1:39"),
        "{}",
        site.report()
    );
}
