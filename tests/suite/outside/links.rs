//! Links that lead out of a folder that somebody prepared. Nothing is written behind them.

use super::*;

/// A site with a canary, and the path of the canary.
fn hostile() -> (Hostile, String) {
    let hostile = Hostile::new(&[("note", "mine"), ("in/note", "mine")]);
    let canary = hostile.path("canary").to_str().expect("text").to_owned();
    (hostile, canary)
}

#[test]
fn the_usual_output_is_no_link_out_of_the_site() {
    let (hostile, canary) = hostile();
    hostile.write("site/static/authorized_keys", "a key");
    hostile.link(&canary, "site/public");
    for command in ["build", "clean"] {
        let text = hostile.fail(&[command]);
        assert!(text.contains("lies outside the site's folder"), "{text}");
        assert!(text.contains(&format!("add `-o {canary}`")), "{text}");
        hostile.assert_canary();
    }
    hostile.succeed(&["check"]);
    hostile.assert_canary();
    // Named by the user, the folder is published into.
    let output = hostile.path("elsewhere");
    fs::create_dir(&output).expect("a folder");
    let output = output.to_str().expect("text");
    hostile.succeed(&["build", "-o", output]);
    assert_eq!(hostile.read("elsewhere/authorized_keys"), "a key");
    hostile.succeed(&["clean", "-o", output]);
    assert!(!hostile.path("elsewhere").exists());
}

#[test]
fn a_new_page_stays_in_the_site() {
    let (hostile, canary) = hostile();
    hostile.link(&canary, "site/content/out");
    hostile.link("/nowhere", "site/content/dead");
    fs::create_dir_all(hostile.path("site/docs")).expect("a folder");
    hostile.link("../docs", "site/content/docs");
    for page in ["out/page.md", "out/in/page.md", "out/new/page.md"] {
        let text = hostile.fail(&["new", page]);
        assert!(
            text.contains("a link leads out of the site's folder"),
            "{text}"
        );
        assert!(text.contains(page), "{text}");
        hostile.assert_canary();
    }
    let text = hostile.fail(&["new", "dead/page.md"]);
    assert!(text.contains("a link leads to nothing"), "{text}");
    hostile.succeed(&["new", "docs/deep/page.md"]);
    assert!(
        hostile
            .read("site/docs/deep/page.md")
            .contains("title: Page")
    );
    fs::remove_dir_all(hostile.path("site/content")).expect("a folder");
    hostile.link(&canary, "site/content");
    hostile.fail(&["new", "page.md"]);
    hostile.assert_canary();
}

#[test]
fn a_new_site_stays_in_its_folder_and_is_made_whole_or_not_at_all() {
    for link in ["public", "content", "site.yaml", "content/_index.md"] {
        let (hostile, canary) = hostile();
        let folder = hostile.path("fresh");
        fs::create_dir(&folder).expect("a folder");
        hostile.link(&canary, &format!("fresh/{link}"));
        let before = state(&folder);
        let refused = milepost(&folder, &["init"]);
        let text = messages(&refused);
        assert!(!refused.status.success(), "{link}: {text}");
        match link {
            "public" => assert!(text.contains("cannot be written"), "{text}"),
            "site.yaml" => assert!(text.contains("exists already, and was not"), "{text}"),
            _ => {}
        }
        assert_eq!(state(&folder), before, "{link}");
        hostile.assert_canary();
    }
    let (hostile, _) = hostile();
    let folder = hostile.path("fresh");
    fs::create_dir(&folder).expect("a folder");
    hostile.link("/nowhere", "fresh/content");
    let text = messages(&milepost(&folder, &["init"]));
    assert!(text.contains("a link leads to nothing"), "{text}");
    fs::remove_file(folder.join("content")).expect("a link");
    assert!(milepost(&folder, &["init"]).status.success());
}

#[test]
fn the_workflow_stays_in_the_repository() {
    let (hostile, canary) = hostile();
    hostile.link(&canary, "site/.github");
    let text = hostile.fail(&["init", "--github-pages"]);
    assert!(
        text.contains("a link leads out of the site's folder"),
        "{text}"
    );
    hostile.assert_canary();
}

#[test]
fn nothing_behind_a_link_out_of_the_site_is_read() {
    let (hostile, canary) = hostile();
    hostile.write("canary/site.yaml", "title: CANARY\n");
    hostile.write("canary/page.md", "# CANARY\n");
    hostile.write("canary/style.css", ".canary { color: red }\n");
    hostile.write("canary/x/theme.yaml", "CANARY\n");
    let links = [
        ("site.yaml", "site.yaml"),
        ("content/page.md", "page.md"),
        ("content/folder", ""),
        ("static/all", ""),
        ("static/page.md", "page.md"),
        ("assets/css/style.css", "style.css"),
        ("data", ""),
        ("themes/x", "x"),
    ];
    for (from, to) in links {
        hostile.link(&format!("{canary}/{to}"), &format!("site/{from}"));
    }
    let text = hostile.fail(&["check", "-v"]);
    for (from, _) in links {
        let told = format!("`{from}` leads out of the site's folder");
        assert!(text.contains(&told), "{from}: {text}");
    }
    assert!(!text.contains("CANARY"), "{text}");
    hostile.fail(&["build"]);
    for (path, state) in state(&hostile.site().join("public")) {
        assert!(!state.contains("CANARY"), "{}", path.display());
    }
}

#[test]
fn a_link_does_not_publish_what_is_hidden() {
    let (hostile, _) = hostile();
    hostile.write("site/.env", "SECRET");
    hostile.write("site/.git/config", "SECRET");
    hostile.write("site/.well-known/x", "for everybody");
    hostile.link("../.env", "site/static/env");
    hostile.link("../.git", "site/static/repository");
    hostile.link("../.git/config", "site/content/config.md");
    hostile.link("../.well-known", "site/static/known");
    let text = hostile.fail(&["check", "-v"]);
    for told in [
        "the link `static/env` leads to `.env`",
        "the link `static/repository` leads to `.git`",
        "the link `content/config.md` leads to `.git/config`",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(
        !text.contains("SECRET") && !text.contains("static/known"),
        "{text}"
    );
    hostile.fail(&["build"]);
    assert!(!hostile.path("site/public/env").exists());
}

#[test]
fn links_inside_the_site_are_followed() {
    let (hostile, _) = hostile();
    hostile.write("site/docs/page.md", "# A page\n");
    hostile.write("site/static/real/f", "f");
    hostile.link("../docs", "site/content/docs");
    hostile.link("real", "site/static/one");
    hostile.link("one", "site/static/two");
    hostile.link("../../static/real/f", "site/static/real/g");
    hostile.link("settings.yaml", "site/site.yaml");
    hostile.write("site/settings.yaml", "title: From behind a link\n");
    hostile.succeed(&["build"]);
    assert!(
        hostile
            .read("site/public/docs/page/index.html")
            .contains("From behind a link")
    );
    for path in ["real/f", "real/g", "one/f", "two/g"] {
        assert_eq!(hostile.read(&format!("site/public/{path}")), "f", "{path}");
    }
}

/// Each folder has ten links to the next: 100,000 paths lead to one file.
#[test]
fn links_to_folders_of_links_end_at_a_limit() {
    let (hostile, _) = hostile();
    for depth in 0..5 {
        for number in 0..10 {
            let to = format!("../d{}", depth + 1);
            hostile.link(&to, &format!("site/static/d{depth}/{number}"));
        }
    }
    hostile.write("site/static/d5/f", "x");
    let text = hostile.fail(&["check"]);
    let told = "links in the site lead to more than 10,000 files and folders";
    assert!(text.contains(told), "{text}");
}

#[test]
fn a_link_back_into_its_own_folder_is_told() {
    let (hostile, _) = hostile();
    hostile.write("site/static/a/b/f", "x");
    hostile.link("../../a", "site/static/a/b/up");
    hostile.link("../../../static", "site/static/a/b/top");
    hostile.link("../..", "site/static/a/site");
    let text = hostile.fail(&["check", "-v"]);
    for told in [
        "the link `static/a/b/up` leads back into its own folder `static/a`",
        "the link `static/a/b/top` leads back into its own folder `static`",
        "the link `static/a/site` leads back into its own folder `.`",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
}

#[test]
fn the_settings_of_people_are_no_output() {
    let (hostile, _) = hostile();
    for folder in [".ssh", ".config/new", ""] {
        let home = hostile.path("home");
        fs::create_dir_all(home.join(".ssh")).expect("a folder");
        let before = state(&home);
        let built = std::process::Command::new(crate::program::MILEPOST)
            .arg("-r")
            .arg(hostile.site())
            .args(["build", "-o"])
            .arg(home.join(folder))
            .env("HOME", &home)
            .output()
            .expect("the program");
        let text = messages(&built);
        assert_eq!(built.status.code(), Some(1), "{folder}: {text}");
        assert!(
            text.contains("cannot be the output folder"),
            "{folder}: {text}"
        );
        assert_eq!(state(&home), before, "{folder}");
    }
}

/// No file can be made in this folder, and looking for a way to make one must end.
#[test]
fn folders_that_the_kernel_makes_up_are_no_output() {
    let (hostile, _) = hostile();
    let text = hostile.fail(&["build", "-o", "/proc/self/fd"]);
    assert!(text.contains("where the system keeps its files"), "{text}");
}

#[test]
fn a_repository_in_the_output_is_not_written_into() {
    let (hostile, _) = hostile();
    hostile.write("site/public/.git/refs/heads/main", "0000");
    let page = "---\ntitle: X\npath: .git/refs/heads/x.html\n---\n";
    hostile.write("site/content/x.md", page);
    let text = hostile.fail(&["build"]);
    assert!(
        text.contains("has a part that a version control system keeps for itself"),
        "{text}"
    );
    let names: Vec<_> = fs::read_dir(hostile.path("site/public/.git/refs/heads"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names, ["main"]);
}

/// Kernels before 5.6, and some sandboxes, do not know the call that refuses links.
#[test]
fn nothing_changes_on_a_kernel_that_cannot_refuse_links_in_one_call() {
    let (hostile, canary) = hostile();
    hostile.write("site/static/real/f", "f");
    hostile.link("real", "site/static/one");
    hostile.link(&canary, "site/public/blog");
    hostile.succeed(&["build"]);
    let published = state(&hostile.path("site/public"));
    hostile.succeed(&["clean"]);
    let old_kernel = |arguments: &[&str]| {
        std::process::Command::new("strace")
            .args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=openat2"])
            .args(["-e", "inject=openat2:error=ENOSYS"])
            .args([crate::program::MILEPOST, "-r"])
            .arg(hostile.site())
            .args(arguments)
            .output()
    };
    let Ok(built) = old_kernel(&["build"]) else {
        println!("skipped: strace is missing");
        return;
    };
    assert!(built.status.success(), "{}", messages(&built));
    let paths = |state: &BTreeMap<PathBuf, String>| state.keys().cloned().collect::<Vec<_>>();
    let again = state(&hostile.path("site/public"));
    assert_eq!(paths(&again), paths(&published));
    hostile.write("site/content/blog/_index.md", "# Blog\n");
    let built = old_kernel(&["build"]).expect("strace");
    assert!(messages(&built).contains("Milepost did not write these files"));
    let cleaned = old_kernel(&["clean"]).expect("strace");
    assert!(cleaned.status.success(), "{}", messages(&cleaned));
    assert!(!hostile.path("site/public/index.html").exists());
    hostile.assert_canary();
}
