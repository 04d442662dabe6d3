//! `clean` removes what Milepost wrote, and nothing of anybody's.

use super::*;

#[test]
fn cleaning_a_folder_that_is_no_site_removes_nothing() {
    let hostile = Hostile::new(&[]);
    hostile.succeed(&["build"]);
    let edited = hostile.read("site/public/index.html") + "edit";
    hostile.write("site/public/index.html", &edited);
    hostile.write("site/content/_index.md", "# A\n\nB\n");
    hostile.succeed(&["build"]);
    let before = state(&hostile.path("site/public"));
    let text = messages(&milepost(&hostile.path("site/public"), &["clean"]));
    assert!(text.contains("holds no site"), "{text}");
    assert_eq!(state(&hostile.path("site/public")), before);
    assert_eq!(
        hostile.read("site/public/.milepost/kept/1/index.html"),
        edited
    );

    hostile.write("x/.milepost/mine/f", "1");
    assert_eq!(
        milepost(&hostile.path("x"), &["clean"]).status.code(),
        Some(2)
    );
    assert_eq!(hostile.read("x/.milepost/mine/f"), "1");
}

#[test]
fn what_was_kept_stays_in_the_site_and_in_the_output() {
    let hostile = Hostile::new(&[]);
    hostile.write("site/site.yaml", "base_url: https://example.org/\n");
    hostile.succeed(&["build"]);
    hostile.write("site/public/index.html", "edited");
    hostile.write("site/content/_index.md", "# A\n\nB\n");
    hostile.succeed(&["build"]);
    hostile.write("site/.milepost/kept/page.md", "deleted earlier");
    let text = hostile.succeed(&["clean"]);
    assert!(
        text.contains("public/.milepost/kept` holds files"),
        "{text}"
    );
    assert_eq!(
        hostile.read("site/public/.milepost/kept/1/index.html"),
        "edited"
    );
    assert_eq!(
        hostile.read("site/.milepost/kept/page.md"),
        "deleted earlier"
    );
    assert_eq!(
        hostile.read("site/.milepost/.gitignore"),
        "*\n",
        "what is kept is ignored"
    );
    assert!(!hostile.path("site/.milepost/cache").exists());
    assert!(!hostile.path("site/public/index.html").exists());
}

#[test]
fn a_site_without_anything_kept_is_left_as_it_was() {
    let hostile = Hostile::new(&[]);
    hostile.write("site/site.yaml", "base_url: https://example.org/\n");
    let before = state(&hostile.site().join("content"));
    hostile.succeed(&["build"]);
    hostile.succeed(&["clean"]);
    let names: Vec<_> = fs::read_dir(hostile.site())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(state(&hostile.site().join("content")), before);
}

#[test]
fn a_linked_output_folder_stands_and_is_built_into_again() {
    let hostile = Hostile::new(&[]);
    fs::create_dir(hostile.path("site/real")).expect("a folder");
    hostile.link("real", "site/public");
    hostile.succeed(&["build"]);
    assert!(hostile.path("site/real/index.html").exists());
    hostile.succeed(&["clean"]);
    assert!(hostile.path("site/real").is_dir());
    assert!(hostile.path("site/public").is_symlink());
    assert!(!hostile.path("site/real/index.html").exists());
    hostile.succeed(&["build"]);
    assert!(hostile.path("site/real/index.html").exists());
}
