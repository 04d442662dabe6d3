//! The structure of `src/`: which module may name which, and which library.

use crate::code::graph::{chain, circles};
use crate::code::{CODE, Code, Target, root, rust_files, source};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Each library that only one room may name: a folder or a file of `src/`, without `.rs`.
const LIBRARIES: [(&str, &str); 29] = [
    ("ahash", "output/search"),
    ("axum", "preview"),
    ("crc32fast", "image"),
    ("csv", "data"),
    ("deunicode", "slug"),
    ("emojis", "document/markdown/extensions/emoji"),
    ("fast_image_resize", "image"),
    ("getrandom", "preview/http/access_token"),
    ("image", "image"),
    ("lightningcss", "asset/style"),
    ("milepost_avif", "image"),
    ("moxcms", "image"),
    ("mozjpeg_rs", "image"),
    ("notify", "preview"),
    ("png", "social_card"),
    ("pulldown_cmark", "document/markdown"),
    ("pulldown_latex", "document/markdown"),
    ("qrcode", "command/qr"),
    ("regex_lite", "template/replace_regex"),
    ("resvg", "social_card"),
    ("roxmltree", "page/well_formed"),
    ("rustix", "disk"),
    ("serde_yaml", "yaml"),
    ("shlex", "preview/edit"),
    ("skrifa", "font"),
    ("syntect", "code"),
    ("tera", "template"),
    ("toml", "toml"),
    ("two_face", "code"),
];

/// Functions of `File` that open a path.
const OPENINGS: [&str; 5] = ["create", "create_buffered", "create_new", "open", "options"];

/// Methods of `Path` and `File` that ask the disk. No method of ours has such a name.
const METHODS: [&str; 12] = [
    "canonicalize",
    "exists",
    "is_dir",
    "is_file",
    "is_symlink",
    "metadata",
    "read_dir",
    "read_link",
    "set_permissions",
    "symlink_metadata",
    "try_exists",
    "write_all_at",
];

/// Types with methods in several files, which may call each other: one writer of HTML whose blocks
/// hold blocks.
const SPREAD: &[&str] = &["document::markdown::writer::Writer"];

#[test]
fn a_module_names_only_modules_above_it() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let order = order(&lib);
    let listed: BTreeSet<&str> = order.iter().copied().collect();
    let declared: BTreeSet<&str> = CODE.modules[&Vec::new()]
        .children
        .iter()
        .map(String::as_str)
        .collect();
    assert_eq!(
        listed, declared,
        "the list at the top of lib.rs names each module"
    );
    assert_eq!(
        listed.len(),
        order.len(),
        "the list in lib.rs names each module once"
    );
    let wrong = CODE.wrong_directions(&order);
    assert!(
        wrong.is_empty(),
        "a module names only modules before it in the list at the top of lib.rs: move the item to \
         the module that needs it, or hand it over as a parameter\n{}",
        wrong.join("\n")
    );
}

#[test]
fn only_one_room_names_each_library() {
    let rooms = BTreeMap::from(LIBRARIES);
    let mut unused: BTreeSet<&str> = rooms.keys().copied().collect();
    let mut wrong = Vec::new();
    let program = Code::read("main.rs", &source);
    for code in [&*CODE, &program] {
        for (module, path, line) in code.paths() {
            for target in code.targets(module, path) {
                let named = match &target {
                    Target::Library(library) => rooms.get_key_value(library.as_str()),
                    Target::Item(..) | Target::Module(_) => None,
                };
                let Some((library, room)) = named else {
                    continue;
                };
                unused.remove(library);
                let file = &module.file;
                let below = file.strip_prefix(room);
                if !below.is_some_and(|rest| rest.starts_with('/') || rest == ".rs") {
                    wrong.push(format!(
                        "src/{file}:{line} names `{library}`, which only {room} may"
                    ));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "give the room of the library a function that does what is needed, or change LIBRARIES \
         above if the library moved\n{}",
        wrong.join("\n")
    );
    assert!(
        unused.is_empty(),
        "nothing names these libraries: take them out of LIBRARIES above: {unused:?}"
    );
}

#[test]
fn only_one_room_opens_paths() {
    let mut wrong = Vec::new();
    let program = Code::read("main.rs", &source);
    for code in [&*CODE, &program] {
        let paths = code
            .paths()
            .filter(|(_, path, _)| opens_paths(&path.names))
            .map(|(module, path, line)| (&module.file, path.names.join("::"), line));
        let calls = code.modules.values().flat_map(|module| {
            let calls = module.calls.iter();
            calls
                .filter(|(name, _)| METHODS.contains(&name.as_str()))
                .map(|(name, line)| (&module.file, name.clone(), *line))
        });
        for (file, name, line) in paths.chain(calls) {
            if !file.starts_with("disk/") {
                wrong.push(format!("src/{file}:{line} names `{name}`"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "only src/disk/ opens, lists, writes or removes anything, so that nothing leads out of an \
         opened folder: give it a function that does what is needed\n{}",
        wrong.join("\n")
    );
}

/// True for a path in the code that leads to functions which open paths on the disk.
fn opens_paths(names: &[String]) -> bool {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match names.as_slice() {
        ["std", "fs", ..] | ["std", "os", _, "fs", ..] | ["tokio" | "rustix", "fs", ..] => true,
        [.., "File", function] => OPENINGS.contains(function),
        [.., "Path" | "PathBuf", method] => METHODS.contains(method),
        _ => false,
    }
}

#[test]
fn files_of_one_room_make_no_circle() {
    let mut wrong = Vec::new();
    for room in &CODE.rooms() {
        let graph = CODE.graph(room, SPREAD);
        let circles = circles(&graph);
        wrong.extend(circles.iter().map(|circle| chain(&graph, circle)));
    }
    let spread = CODE.spread_types();
    let whole = SPREAD.iter().filter(|name| !spread.contains(**name));
    wrong.extend(whole.map(|name| format!("{name} stands in one file: take it out of SPREAD")));
    assert!(
        wrong.is_empty(),
        "files of one room need each other in a circle: move what both need to a file of its own, \
         or to the file that is needed\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_file_belongs_to_the_program() {
    let mut files = rust_files("src");
    files.retain(|file| file != "main.rs" && !CODE.files.contains(file));
    assert!(files.is_empty(), "no `mod` declares these files: {files:?}");
}

/// Returns the modules in the order of the list at the top of `lib.rs`.
fn order(lib: &str) -> Vec<&str> {
    lib.lines()
        .filter_map(|line| line.strip_prefix("//! "))
        .skip_while(|line| !line.starts_with("- "))
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect()
}
