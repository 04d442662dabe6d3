//! The figures of the theme, called from Markdown: they have titles and descriptions for screen
//! readers, and no inline styles.

use crate::support::{Site, text};
use std::collections::BTreeSet;

/// Every figure, each of them twice on the page.
const PAGE: &str = "# T\n\n<FootMap side=\"left\" />\n\n<FootMap side=\"right\" />\n\n\
    <GunPath />\n\n<GunPath id=\"again\" />\n\n<TrainingWeek />\n\n\
    <TrainingWeek kind=\"race\" id=\"again\" />\n\n<BeforeAfter />\n\n\
    <BeforeAfter id=\"later\" caption=\"Twice & more\" />\n";

/// Returns the values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str())
        .skip(1)
        .map(|rest| rest.split('"').next().expect("a value ends"))
        .collect()
}

#[test]
fn every_drawing_has_its_own_title_and_description() {
    let mut site = Site::new(&[("content/a.md", PAGE)]);
    let html = text(&site.build(), "a/index.html");
    let ids = values(&html, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    let drawings: Vec<&str> = html
        .split("<svg")
        .filter(|rest| rest.contains("role=\"img\""))
        .collect();
    // Two feet, two paths of two drawings, four weeks and one, two pairs of legs.
    assert_eq!(drawings.len(), 2 + 4 + 5 + 2);
    for drawing in drawings {
        let names: Vec<&str> = values(drawing, "aria-labelledby")[0].split(' ').collect();
        assert!(
            names.len() == 2 && names.iter().all(|name| unique.contains(name)),
            "{names:?}"
        );
        assert!(
            drawing.contains("<title id=") && drawing.contains("<desc id="),
            "{drawing}"
        );
    }
    assert!(html.contains("<figcaption>Twice &amp; more</figcaption>"));
    assert!(values(&html, "style").is_empty());
}

#[test]
fn a_wrong_argument_is_an_error_at_the_call() {
    let cases = [
        (
            "<FootMap side=\"middle\" />",
            "the side of a foot is left or right, not middle",
        ),
        (
            "<TrainingWeek kind=\"lazy\" />",
            "the kind of a week is all, easy, hard, race or maintenance, not lazy",
        ),
    ];
    for (call, message) in cases {
        let report = Site::new(&[("content/a.md", &format!("# T\n\n{call}\n"))]).report();
        assert!(
            report.contains(message) && report.contains("content/a.md:3:1"),
            "{report}"
        );
    }
}
