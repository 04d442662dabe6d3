//! The configuration. Each `config/<case>.yaml` is read, and `config/<case>.txt` has the expected
//! diagnostics and values.

use crate::cases::{cases, check_fixes, shown};
use milepost::config::{Config, merge_options, read, read_theme};
use milepost::diagnostic::Place;
use milepost::path::SourcePath;
use std::fmt::Debug;

fn field(shown: &mut String, name: &str, value: &dyn Debug, default: &dyn Debug) {
    let (value, default) = (format!("{value:?}"), format!("{default:?}"));
    if value != default {
        shown.push_str(&format!("{name}: {value}\n"));
    }
}

fn shown_config(config: &Config) -> String {
    let mut shown = String::new();
    let empty = Config::default();
    macro_rules! fields {
        ($($name:ident)*) => {
            let Config { $($name),* } = config;
            $(field(&mut shown, stringify!($name), $name, &empty.$name);)*
        };
    }
    fields!(
        title description base_url language timezone author theme theme_options menus taxonomies
        feeds images markdown search check reading_grade schema social_cards business redirects
        git_dates words preview extra
    );
    if let Some(business) = &config.business {
        shown.push_str(&format!("missing: {}\n", business.missing().join(", ")));
    }
    shown
}

#[test]
fn every_case_reads_as_expected() {
    for case in cases("config", "yaml") {
        let text = std::fs::read_to_string(&case).expect("the case can be read");
        let checked = read(Some(&text));
        check_fixes(&text, &checked.diagnostics, |text| {
            read(Some(text)).diagnostics
        });
        let actual = format!(
            "{}\n{}",
            shown(&text, &checked.diagnostics),
            shown_config(&checked.value)
        );
        let expected = snapbox::Data::read_from(&case.with_extension("txt"), None);
        snapbox::Assert::new()
            .action_env("SNAPSHOTS")
            .eq(actual.trim_start().to_owned(), expected);
    }
}

#[test]
fn without_a_file_everything_has_its_default() {
    let checked = read(None);
    assert!(checked.diagnostics.is_empty());
    assert_eq!(checked.value, Config::default());
}

fn options(text: &str) -> milepost::value::Map {
    let file = SourcePath::new("themes/x/theme.yaml").expect("it is a path");
    let checked = read_theme(&file, text);
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    checked.value.options
}

#[test]
fn theme_options_are_held_to_their_defaults() {
    let defaults = options(
        "name: x
options:
  accent: red
  wide: false
  columns: 2
  ratio: 1.5
  font: {body: serif, size: 16}
",
    );
    let chosen = options(
        "options:
  acent: blue
  wide: maybe
  columns: 3
  ratio: 2
  font: {size: big}
",
    );
    let checked = merge_options(&defaults, &chosen);
    let mut shown = String::new();
    for diagnostic in &checked.diagnostics {
        let Some(Place::Item { file, item }) = &diagnostic.place else {
            panic!("it is about a key: {diagnostic:?}")
        };
        let (code, message, advice) = (diagnostic.code, &diagnostic.message, &diagnostic.advice);
        shown.push_str(&format!(
            "{code}: {message}\n  {advice:?} {file} {item:?}\n"
        ));
    }
    for (name, value) in checked.value.iter() {
        shown.push_str(&format!("{name}: {value:?}\n"));
    }
    snapbox::assert_data_eq!(
        shown,
        snapbox::str![[r#"
unknown-key: the theme has no option `acent`
  Some("did you mean `accent`?") site.yaml Key("theme_options.acent")
wrong-type: the theme's option `wide` has to be true or false, and this is a text
  None site.yaml Key("theme_options.wide")
wrong-type: the theme's option `size` has to be a whole number, and this is a text
  None site.yaml Key("theme_options.font.size")
accent: Text("red")
wide: Bool(false)
columns: Integer(3)
ratio: Integer(2)
font: Map(Map([("body", Text("serif")), ("size", Integer(16))]))

"#]]
    );
}

#[test]
fn a_theme_without_a_name_is_called_like_its_folder() {
    let file = SourcePath::new("themes/calm/theme.yaml").expect("it is a path");
    assert_eq!(read_theme(&file, "").value.name, "calm");
    let checked = read_theme(&file, "nmae: x\n");
    assert_eq!(checked.diagnostics.len(), 1);
}
