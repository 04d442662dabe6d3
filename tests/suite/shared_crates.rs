//! Tests use the libraries as the program does: if a test gave a library another feature,
//! `cargo build` and `cargo test` would compile it, and all that need it, twice.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The features of the libraries: the sets in which each version of a library is compiled.
type Features = BTreeMap<String, BTreeSet<String>>;

#[test]
fn tests_give_no_library_another_feature() {
    let program = features("normal,build");
    let tests = features("normal,build,dev");
    let mut changed = Vec::new();
    for (library, sets) in &program {
        for set in tests[library].difference(sets) {
            changed.push(format!("{library} has also the features {set}"));
        }
    }
    // Macros run in the compiler, where they have crates of their own.
    changed.retain(|change| {
        !["proc-macro2 ", "syn ", "fastrand "]
            .iter()
            .any(|name| change.starts_with(name))
    });
    assert!(
        changed.is_empty(),
        "name these features in [dependencies] of Cargo.toml too:\n{}",
        changed.join("\n")
    );
}

/// Returns the libraries that dependencies of these kinds bring, as Cargo resolved them.
fn features(kinds: &str) -> Features {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["tree", "--locked", "--offline", "--prefix", "none"])
        .args(["--edges", kinds, "--format", "{p} | {f}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut features = Features::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        // A library that was listed already.
        let line = line.trim_end_matches(" (*)");
        if let Some((library, set)) = line.split_once(" | ") {
            let sets = features.entry(library.to_owned()).or_default();
            sets.insert(set.to_owned());
        }
    }
    features
}
