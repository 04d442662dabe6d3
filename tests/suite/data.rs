//! The files of `data/`: TOML and CSV. YAML and JSON are read as site.yaml is.

use crate::support::{Site, text};

fn with_data(file: &str, content: &str, template: &str) -> Site {
    Site::new(&[
        ("content/_index.md", "# Home"),
        (file, content),
        ("templates/home.html", template),
    ])
}

#[test]
fn toml_is_a_map() {
    let toml = "when = 2026-11-23\n[[people]]\nname = \"Ada\"\nage = 36\n";
    let template = "{{ data.team.people[0].name }} {{ data.team.people[0].age + 1 }} \
        {{ data.team.when | date }}";
    let mut site = with_data("data/team.toml", toml, template);
    assert_eq!(text(&site.build(), "index.html"), "Ada 37 23 November 2026");
}

#[test]
fn a_slip_in_toml_is_told_at_its_line() {
    let report = with_data("data/team.toml", "a = 1\nb = two\n", "{{ data.team }}").report();
    assert!(report.contains("data/team.toml:2:"), "{report}");
    assert!(report.contains("stands in quotes"), "{report}");
    assert!(report.contains("b = \"two\""), "{report}");
}

#[test]
fn csv_is_a_list_of_maps_of_texts() {
    let template = "{% for row in data.prices %}{{ row.name }}={{ row.code }};{% endfor %}";
    for csv in [
        "name,code\n\"Deep, slow\",01\nShort,2\n",
        "\u{feff}name;code\r\n\"Deep, slow\";01\r\nShort;2",
    ] {
        let mut site = with_data("data/prices.csv", csv, template);
        assert_eq!(
            text(&site.build(), "index.html"),
            "Deep, slow=01;Short=2;",
            "{csv:?}"
        );
        assert!(!site.report().contains("error"), "{}", site.report());
    }
}

#[test]
fn faults_of_a_table_are_told_at_their_rows() {
    let csv = "name,name,\n\"two\nlines\",b,c\na,b\n";
    let report = with_data("data/prices.csv", csv, "").report();
    for part in [
        "two columns of this table are named `name`",
        "column 3 of this table has no name",
        "data/prices.csv:4:1",
        "this row has 2 values, and the table 3 columns",
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
}

#[test]
fn two_files_of_one_name_are_told() {
    let mut site = with_data("data/a.toml", "x = 1", "{{ data.a.x }}");
    site.write("data/a.yaml", "x: 2");
    let report = site.report();
    assert!(report.contains("both `data.a`"), "{report}");
    assert_eq!(text(&site.build(), "index.html"), "1");
}
