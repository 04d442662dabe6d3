//! Folders that must not become an output. Nothing is created in them.

use super::*;
use std::os::unix::fs::symlink;

#[test]
fn unfit_folders_are_refused_and_left_alone() {
    let top = TempDir::new().unwrap();
    let site = top.path().join("work/site");
    for folder in [
        "content/posts",
        "static",
        "themes/own",
        "public",
        "missing/deep",
    ] {
        fs::create_dir_all(site.join(folder)).unwrap();
    }
    fs::remove_dir_all(site.join("missing")).unwrap();
    fs::create_dir_all(top.path().join("other/public/.git")).unwrap();
    fs::create_dir_all(top.path().join("shared/media")).unwrap();
    fs::write(top.path().join("other/site.yaml"), "title: Other").unwrap();
    fs::write(site.join("file"), "file").unwrap();
    symlink(site.join("content"), top.path().join("link-to-content")).unwrap();
    symlink(&site, top.path().join("link-to-site")).unwrap();
    symlink(top.path().join("nowhere"), top.path().join("dangling")).unwrap();
    symlink(top.path().join("shared"), site.join("data")).unwrap();
    let home = std::env::home_dir().unwrap();
    let root = PathBuf::from("/");
    let cases = [
        (root, "root of the file system"),
        (home.clone(), "home folder"),
        (home.parent().map_or(home.clone(), Path::to_owned), "o"),
        (site.clone(), "folder of the site itself"),
        (site.join("public/.."), "folder of the site itself"),
        (top.path().join("work"), "holds the folder of the site"),
        (top.path().to_owned(), "holds the folder of the site"),
        (site.join("content"), "`content`"),
        (site.join("content/posts"), "`content`"),
        (site.join("content/new/deeper"), "`content`"),
        (site.join("static/out"), "`static`"),
        (site.join("themes"), "`themes`"),
        (site.join("assets"), "`assets`"),
        (top.path().join("shared"), "`data`"),
        (top.path().join("shared/media"), "`data`"),
        (top.path().join("other"), "`site.yaml`"),
        (top.path().join("other/public/.git"), "`.git`"),
        (site.join("public/.milepost/x"), "`.milepost`"),
        (top.path().join("link-to-content"), "`content`"),
        (top.path().join("link-to-content/posts"), "`content`"),
        (top.path().join("link-to-site"), "folder of the site itself"),
        (top.path().join("dangling"), "leads nowhere"),
        (site.join("file"), "a file"),
        (site.join("file/below"), "a file"),
        (site.join("missing/../public"), "`..`"),
    ];
    let before = listing(top.path());
    for (output, reason) in cases {
        let error = open(&output, &site, &mut |_| {})
            .map(|_| ())
            .expect_err(&output.display().to_string());
        assert!(
            matches!(error, PublishError::InvalidFolder { .. }),
            "{}: {error}",
            output.display()
        );
        assert!(
            error.to_string().contains(reason),
            "{}: {error}",
            output.display()
        );
        assert_eq!(listing(top.path()), before, "{}", output.display());
    }
}

#[test]
fn fit_folders_are_created_or_reached_through_a_link() {
    let fixture = Fixture::new();
    let elsewhere = TempDir::new().unwrap();
    let site = files([("index.html", "home")]);
    symlink(elsewhere.path(), fixture.root.path().join("link")).unwrap();
    for output in ["out/of/nothing", "link", "contents", "link/below"] {
        publish(
            &fixture.root.path().join(output),
            fixture.root.path(),
            &site,
        )
        .unwrap();
        assert!(
            fixture
                .root
                .path()
                .join(output)
                .join("index.html")
                .is_file()
        );
    }
    assert!(elsewhere.path().join("below/index.html").is_file());
}

#[test]
fn a_foreign_thing_in_the_place_of_our_folder_is_an_error() {
    for make in [
        |path: &Path| fs::write(path, "mine").unwrap(),
        |path: &Path| symlink("/tmp", path).unwrap(),
    ] {
        let fixture = Fixture::new();
        fs::create_dir(fixture.output()).unwrap();
        make(&fixture.at(".milepost"));
        let error = fixture
            .publish(&files([("index.html", "home")]))
            .unwrap_err();
        assert_in_the_way(&error, &[".milepost"]);
    }
}

#[test]
fn a_lock_that_is_a_link_is_not_written_through() {
    let fixture = Fixture::new();
    fixture.write(".milepost/manifest", "");
    let canary = fixture.root.path().join("canary");
    fs::write(&canary, "canary").unwrap();
    symlink(&canary, fixture.at(".milepost/lock")).unwrap();
    assert!(matches!(
        fixture.publish(&files([("index.html", "home")])),
        Err(PublishError::Io { .. })
    ));
    assert_eq!(fs::read(&canary).unwrap(), b"canary");
}

fn listing(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        names.push(entry.path().display().to_string());
        if entry.file_type().unwrap().is_dir() {
            names.extend(listing(&entry.path()));
        }
    }
    names.sort();
    names
}
