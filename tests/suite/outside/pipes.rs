//! Nothing waits for a pipe, whoever put it in the place of a file of Milepost's own.

use super::*;

/// Runs a command and returns its messages. Only `check` goes on without the output folder.
fn told(hostile: &Hostile, command: &str) -> String {
    match command {
        "check" => hostile.succeed(&[command]),
        _ => hostile.fail(&[command]),
    }
}

#[test]
fn a_pipe_in_the_place_of_the_manifest_or_the_journal_is_told() {
    for (name, commands) in [
        ("manifest", &["build", "clean"][..]),
        ("journal", &["build", "check", "clean"]),
        ("lock", &["build", "clean"]),
    ] {
        let hostile = Hostile::new(&[]);
        hostile.succeed(&["build"]);
        let file = hostile.site().join("public/.milepost").join(name);
        let _ = fs::remove_file(&file);
        pipe(&file);
        hostile.write("site/content/more.md", "# More\n");
        for command in commands {
            let text = told(&hostile, command);
            assert!(text.contains(file.to_str().expect("text")), "{text}");
            assert!(text.contains("it is not an ordinary file"), "{text}");
        }
        let endless = hostile.site().join("public/.milepost").join(name);
        fs::remove_file(&endless).expect("a pipe");
        symlink("/dev/zero", &endless).expect("a link");
        for command in commands {
            let text = told(&hostile, command);
            assert!(
                text.contains("a link is in its place"),
                "{command} {name}: {text}"
            );
        }
    }
}

/// The size is what matters: the file has no bytes on the disk.
#[test]
fn a_file_that_no_host_takes_is_told_and_not_read() {
    let hostile = Hostile::new(&[]);
    hostile.write("site/static/huge", "");
    let huge = fs::File::create(hostile.path("site/static/huge")).expect("a file");
    huge.set_len(8 * 1024 * 1024 * 1024 * 1024)
        .expect("a sparse file");
    let text = hostile.fail(&["build"]);
    assert!(text.contains("static/huge"), "{text}");
    assert!(text.contains("the file has 8192 GiB"), "{text}");
    assert!(text.contains("up to 2 GiB"), "{text}");
}
