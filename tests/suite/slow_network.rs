//! Pages on a slow network, which arrive in pieces.

use crate::program::milepost;
use std::path::Path;
use tempfile::TempDir;

#[test]
fn the_header_of_the_guide_stands_still_while_it_arrives() {
    let folder = TempDir::new().expect("a temporary folder");
    let output = folder.path().join("guide");
    let built = milepost(
        Path::new(env!("CARGO_MANIFEST_DIR")),
        &["build", "-o", output.to_str().expect("a path of this test")],
    );
    assert!(built.status.success(), "{built:?}");
    crate::browser::judge("site/slow-network.mjs", &output);
}
