//! Messages of a build about pages that come and go: which ones, on which day, and when to build
//! again.

use crate::program::milepost;
use crate::support::Site;

/// Builds a site at a moment and returns the messages of the program.
fn build(site: &Site, clock: &str) -> String {
    let output = milepost(&site.root(), &["build", "--clock", clock]);
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_build_says_when_to_build_again() {
    let site = Site::new(&[
        ("content/_index.md", "# Home\n"),
        (
            "content/benefits/sleep.md",
            "---\ntitle: Sleep\npublish: 2026-12-03\n---\nText.\n",
        ),
        (
            "content/later.md",
            "---\ntitle: Later\npublish: 2027-01-31\nexpire: 2027-02-28\n---\nText.\n",
        ),
        (
            "content/offer.md",
            "---\ntitle: Offer\nexpire: 2026-11-30\n---\nText.\n",
        ),
        (
            "content/gone.md",
            "---\ntitle: Gone\nexpire: 2026-11-23\n---\nText.\n",
        ),
    ]);
    let messages = build(&site, "2026-11-23");
    for sentence in [
        "benefits/sleep.md appears on 3 December: build on or after that day.\n",
        "content/later.md appears on 31 January 2027: build on or after that day.\n",
        "content/offer.md goes on 30 November: build on or after that day.\n",
        "content/gone.md expired on 23 November and was not published.\n",
    ] {
        assert!(
            messages.contains(sentence),
            "{sentence} is not in {messages}"
        );
    }
    // It is reported each time, though nothing has changed.
    assert_eq!(
        build(&site, "2026-11-23")
            .matches("build on or after")
            .count(),
        3
    );
    let report = |arguments: &[&str]| -> serde_json::Value {
        let run = milepost(
            &site.root(),
            &[&["build", "--format", "json"], arguments].concat(),
        );
        serde_json::from_slice(&run.stdout).expect("JSON")
    };
    let json = report(&["--clock", "2026-11-23"]);
    let held = json["held_back"].as_array().expect("a list");
    assert_eq!(held.len(), 3);
    assert_eq!(held[0]["file"], "content/benefits/sleep.md");
    assert_eq!(held[0]["date"], "2026-12-03");
    assert_eq!(
        held[0]["message"],
        "content/benefits/sleep.md appears on 3 December: build on or after that day."
    );
    assert_eq!(
        (&json["expiring"][0]["file"], &json["expiring"][0]["date"]),
        (&"content/offer.md".into(), &"2026-11-30".into())
    );
    assert_eq!(json["build_again"], "2026-11-30");
    // On the last day of all there is nothing to wait for.
    assert_eq!(
        report(&["--clock", "2027-02-28"])["build_again"],
        serde_json::Value::Null
    );
    // Pages that are shown after their last day do not expire.
    assert_eq!(
        report(&["--clock", "2026-11-23", "--expired", "--future"])["expiring"],
        serde_json::json!([])
    );
}

#[test]
fn the_day_is_that_of_the_site() {
    // 02:00 UTC on 3 December.
    let clock = "1796263200";
    for (timezone, appears, goes) in [
        ("America/New_York", false, false),
        ("Asia/Tokyo", true, true),
        ("UTC", true, true),
    ] {
        let site = Site::new(&[
            ("site.yaml", &format!("timezone: {timezone}\n")),
            ("content/_index.md", "# Home\n"),
            (
                "content/sleep.md",
                "---\ntitle: Sleep\npublish: 2026-12-03\n---\nText.\n",
            ),
            (
                "content/offer.md",
                "---\ntitle: Offer\nexpire: 2026-12-03\n---\nText.\n",
            ),
        ]);
        let messages = build(&site, clock);
        assert_eq!(
            !messages.contains("sleep.md appears on 3 December"),
            appears,
            "{timezone}: {messages}"
        );
        assert_eq!(
            messages.contains("offer.md expired on 3 December"),
            goes,
            "{timezone}: {messages}"
        );
        assert_eq!(
            messages.contains("offer.md goes on 3 December"),
            !goes,
            "{timezone}: {messages}"
        );
        assert_eq!(site.path("public/sleep/index.html").exists(), appears);
        assert_eq!(site.path("public/offer/index.html").exists(), !goes);
    }
}
