//! Torture: what happens to a site and to a program in years, in some minutes. These tests are left
//! out of the usual run: `cargo test --test suite -- --ignored torture --nocapture` runs them.
//!
//! `MILEPOST_ROUNDS` is the number of rounds or of changes of each (50 and 1,000), `MILEPOST_SEED`
//! the seed. `MILEPOST_KILLS=1000 cargo test --test suite interruptions` is its counterpart for
//! commands that are ended.

mod chaos;
mod disks;
mod memory;
mod rounds;
mod system;

use crate::interruptions::Place;
use crate::publish::Files;

/// Returns a place with a published site and the sources of another, and the two sites as they are
/// published, the old one first.
fn two_sites() -> (Place, [Files; 2]) {
    let place = Place::new();
    let sites = ["b", "a", "b"].map(|version| {
        place.write_version(version);
        if version == "a" || !place.path("public").exists() {
            place.succeed(&["build"]);
        }
        place.output()
    });
    let [new, old, _] = sites;
    (place, [old, new])
}
