//! Killed at any moment. `MILEPOST_KILLS` says how often (60), `MILEPOST_SEED` where to begin.

use super::child::{ARGUMENTS, Task, assert_never_torn, command, new, old, program};
use super::*;
use std::io::{BufRead, BufReader};
use std::time::Duration;

#[test]
fn a_kill_at_any_moment_leaves_one_site_or_the_other() {
    let number = |name: &str, default| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(default)
    };
    let (kills, mut seed) = (
        number("MILEPOST_KILLS", 60),
        number("MILEPOST_SEED", 20_261_123),
    );
    let ground = Ground::new();
    let (old, new) = (old(), new());
    ground.publish(&old).unwrap();
    let mut found = [0, 0];
    for kill in 0..kills {
        let mut child = command(&program(), Task::Both, &ground)
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
        assert_never_torn(&ground, &[&old, &new]);
        drop(open(&ground.output(), ground.root.path(), &mut |_| {}).unwrap());
        let is = [&old, &new]
            .iter()
            .position(|site| tree(&ground.output()) == **site);
        found[is.unwrap_or_else(|| {
            panic!(
                "kill {kill}: neither site: {:?}",
                names(&tree(&ground.output()))
            )
        })] += 1;
        assert_eq!(house(&ground.output()), ["lock", "manifest"], "kill {kill}");
    }
    println!(
        "{kills} kills: {} times the old site, {} times the new",
        found[0], found[1]
    );
    ground.publish(&new).unwrap();
    ground.assert_is(&new);
}

/// Xorshift: the moments are the same in each run, as far as the machine lets them be.
fn random(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}
