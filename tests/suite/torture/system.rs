//! Limits of the system: descriptors, sizes of files, stacks and memory.
#![cfg(target_os = "linux")]

use super::two_sites;
use crate::program::MILEPOST;
use crate::publish::Files;
use std::process::Command;

/// Limits of the shell's `ulimit`. The last one is for the memory: a program that gets none cannot
/// end in order, so there only what it leaves counts.
const LIMITS: [(&str, &[&str]); 4] = [
    ("-n", &["5", "7", "8", "10", "12", "16", "24", "32"]),
    ("-f", &["0", "1", "8", "64", "512", "1024"]),
    ("-s", &["32", "256", "1024"]),
    ("-v", &["50000", "100000", "300000", "600000", "1200000"]),
];

#[test]
#[ignore = "some minutes"]
fn no_limit_of_the_system_leaves_half_a_site() {
    let (place, [old, new]) = two_sites();
    let whole = [old.clone(), new.clone(), Files::new()];
    let (mut done, mut told) = (0, 0);
    for (limit, value) in LIMITS
        .iter()
        .flat_map(|(limit, values)| values.iter().map(move |value| (*limit, *value)))
    {
        for command in ["build", "check --fix", "new blog/hello.md", "clean"] {
            place.remove("content/blog");
            place.write_version("a");
            place.succeed(&["build"]);
            place.write_version("b");
            let sources = place.sources();
            let script =
                format!("ulimit {limit} {value} && exec timeout 120 \"$0\" -r \"$1\" {command}");
            let ended = Command::new("bash")
                .args(["-c", &script, MILEPOST])
                .arg(place.site())
                .output()
                .expect("a shell");
            let report = String::from_utf8_lossy(&ended.stderr);
            let about = format!("{limit} {value}, {command}: {:?}, {report}", ended.status);
            if limit != "-v" {
                assert!(matches!(ended.status.code(), Some(0 | 1)), "{about}");
                assert!(!report.contains("panicked"), "{about}");
            }
            assert_ne!(ended.status.code(), Some(124), "it did not end: {about}");
            match ended.status.success() {
                true => done += 1,
                false => {
                    told += 1;
                    assert!(!report.is_empty(), "{about}");
                }
            }
            place.succeed(&["check"]);
            assert!(whole.contains(&place.output()), "half a site: {about}");
            let mut left = place.sources();
            left.remove("content/blog/hello.md");
            assert_eq!(left, sources, "{about}");
            place.assert_tidy();
            place.remove("content/blog");
            place.succeed(&["build"]);
            assert_eq!(place.output(), new, "{about}");
        }
    }
    println!("{done} commands were done under a limit, {told} told why not");
    assert!(done > 10 && told > 10, "{done}, {told}");
}
