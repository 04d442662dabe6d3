//! Disks of every size, and with room for every number of files.
#![cfg(target_os = "linux")]

use super::two_sites;
use crate::dead_ends::SmallDisk;
use crate::publish::Files;

#[test]
#[ignore = "some minutes"]
fn no_disk_is_so_small_that_half_a_site_is_left() {
    let sizes = (4..20).map(|step| format!("size={}k", 10u64.pow(2) * step * step / 8));
    let numbers = (10..70)
        .step_by(4)
        .map(|files| format!("nr_inodes={files}"));
    let (place, [old, new]) = two_sites();
    let whole = [old, new.clone(), Files::new()];
    let (mut built, mut refused) = (0, 0);
    for options in sizes.chain(numbers) {
        place.remove("public");
        std::fs::create_dir(place.path("public")).expect("a folder");
        let Some(disk) = SmallDisk::mount(place.path("public"), &options) else {
            println!("skipped: only the administrator can mount a disk");
            return;
        };
        for version in ["a", "b"] {
            place.write_version(version);
            let ended = place.run(&["build"]);
            let report = String::from_utf8_lossy(&ended.stderr);
            let about = format!("{options}, {version}: {:?}, {report}", ended.status);
            assert!(matches!(ended.status.code(), Some(0 | 1)), "{about}");
            match ended.status.success() {
                true => built += 1,
                false => {
                    refused += 1;
                    assert!(
                        report.contains("space") || report.contains("more files"),
                        "{about}"
                    );
                    assert!(!report.contains("A part of the new site"), "{about}");
                }
            }
            assert!(whole.contains(&place.output()), "half a site: {about}");
            place.succeed(&["check"]);
            assert!(whole.contains(&place.output()), "half a site: {about}");
            place.assert_tidy();
        }
        place.succeed(&["clean"]);
        assert_eq!(place.output(), Files::new(), "{options}");
        disk.enlarge();
        place.succeed(&["build"]);
        assert_eq!(place.output(), new, "{options}");
    }
    println!("{built} builds, {refused} refused");
    assert!(built > 5 && refused > 5, "{built}, {refused}");
}
