//! The direction of the house: a module names only modules that stand above it in `lib.rs`.

use std::fs;
use std::path::Path;

#[test]
fn a_module_names_only_modules_above_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lib = fs::read_to_string(source.join("lib.rs")).expect("lib.rs");
    let modules: Vec<&str> = in_order(&lib);
    let mut declared: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    declared.sort_unstable();
    let mut listed = modules.clone();
    listed.sort_unstable();
    assert_eq!(
        listed, declared,
        "the list in lib.rs names each module once"
    );
    let mut wrong = Vec::new();
    for (position, module) in modules.iter().enumerate() {
        for file in files(&source, module) {
            let text = fs::read_to_string(&file).expect("a source file");
            for below in &modules[position + 1..] {
                if names(&text, below) {
                    wrong.push(format!(
                        "{} names `{below}`, which stands below `{module}`",
                        file.display()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The modules in the order of the list at the top of `lib.rs`.
fn in_order(lib: &str) -> Vec<&str> {
    let list = lib
        .lines()
        .filter_map(|line| line.strip_prefix("//! "))
        .skip_while(|line| !line.starts_with("- "));
    list.flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect()
}

#[test]
fn only_one_room_names_each_library() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rooms = [
        ("tera::", "template/"),
        ("pulldown_cmark::", "document/markdown"),
        ("serde_yaml::", "yaml/"),
        ("lightningcss::", "asset/style.rs"),
        ("axum::", "preview/"),
        ("notify::", "preview/"),
        ("getrandom::", "preview/http/access_token.rs"),
        ("shlex::", "preview/edit/"),
        ("qrcode::", "command/qr.rs"),
        ("walkdir::", "source/"),
        ("resvg::", "picture/"),
        ("skrifa::", "picture/"),
        ("png::", "picture/"),
        ("image::", "raster/"),
        ("fast_image_resize::", "raster/"),
        ("moxcms::", "raster/"),
        ("ravif::", "raster/"),
        ("mozjpeg_rs::", "raster/"),
    ];
    let mut wrong = Vec::new();
    for entry in walkdir::WalkDir::new(&source)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
    {
        let path = entry
            .path()
            .strip_prefix(&source)
            .expect("below src")
            .to_string_lossy()
            .replace('\\', "/");
        let Ok(text) = fs::read_to_string(entry.path()) else {
            continue;
        };
        for (library, room) in rooms {
            let named = text
                .lines()
                .any(|line| !line.trim_start().starts_with("//") && mentions(line, library));
            if named && !path.starts_with(room) {
                wrong.push(format!("{path} names `{library}`, which only {room} may"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a line names a library, and no module of the same name within another.
fn mentions(line: &str, library: &str) -> bool {
    let begins =
        |before: &str| !before.ends_with(|c: char| c == ':' || c == '_' || c.is_alphanumeric());
    line.match_indices(library)
        .any(|(at, _)| begins(&line[..at]))
}

fn files(source: &Path, module: &str) -> Vec<std::path::PathBuf> {
    let file = source.join(format!("{module}.rs"));
    if file.is_file() {
        return vec![file];
    }
    let walk = walkdir::WalkDir::new(source.join(module)).sort_by_file_name();
    walk.into_iter()
        .filter_map(Result::ok)
        .map(|entry| entry.into_path())
        .filter(|path| path.extension().is_some_and(|name| name == "rs"))
        .collect()
}

/// Whether a text uses `crate::module`, outside of comments.
fn names(text: &str, module: &str) -> bool {
    let used = |line: &str| {
        line.contains(&format!("crate::{module}::"))
            || line.contains(&format!("crate::{module};"))
            || line.contains(&format!("crate::{module}}}"))
    };
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .any(used)
}
