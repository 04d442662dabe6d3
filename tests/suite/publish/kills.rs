//! Kills of publishing at random moments: every file is whole, and after the next publishing the
//! folder is exactly the old or the new site. `MILEPOST_KILLS` is the number of kills (60),
//! `MILEPOST_SEED` the seed of the moments. The commands are killed in `interruptions`.

use super::child::{ARGUMENTS, Task, assert_never_torn, command, new, old, program};
use super::*;
use crate::support::{number, random};
use std::io::{BufRead, BufReader};
use std::time::Duration;

#[test]
fn a_kill_at_any_moment_leaves_one_site_or_the_other() {
    let (kills, mut seed) = (
        number("MILEPOST_KILLS", 60),
        number("MILEPOST_SEED", 20_261_123),
    );
    let fixture = Fixture::new();
    let (old, new) = (old(), new());
    fixture.publish(&old).unwrap();
    let mut found = [0, 0];
    for kill in 0..kills {
        let mut child = command(&program(), Task::Both, &fixture)
            .args(ARGUMENTS)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(
            lines.any(|line| line.unwrap().contains("begins")),
            "the child did not begin"
        );
        std::thread::sleep(Duration::from_micros(random(&mut seed) % 40_000));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_never_torn(&fixture, &[&old, &new]);
        drop(open(&fixture.output(), fixture.root.path(), &mut |_| {}).unwrap());
        let is = [&old, &new]
            .iter()
            .position(|site| tree(&fixture.output()) == **site);
        found[is.unwrap_or_else(|| {
            panic!(
                "kill {kill}: neither site: {:?}",
                names(&tree(&fixture.output()))
            )
        })] += 1;
        assert_eq!(
            state_files(&fixture.output()),
            ["lock", "manifest"],
            "kill {kill}"
        );
    }
    println!(
        "{kills} kills: {} times the old site, {} times the new",
        found[0], found[1]
    );
    fixture.publish(&new).unwrap();
    fixture.assert_is(&new);
}
