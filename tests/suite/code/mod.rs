//! The source code of `src/`, parsed once, for the tests of its structure.
//!
//! A *mention* is a path as a file writes it: `crate::site::Card`, `Self::new`, `card`. A *room* is
//! a module of the crate root: a file of `src/`, or a folder with all folders in it.
//!
//! Code that only tests compile (`#[cfg(test)]`) is left out, except from the list of functions.

mod collect;
mod direction;
mod examples;
pub mod graph;
mod locals;
mod module;
mod resolve;
mod tokens;

pub use module::Function;
use module::Module;
pub use resolve::Target;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// All modules of the library, by their path below the crate root.
pub struct Code {
    pub modules: BTreeMap<Vec<String>, Module>,
    /// All functions, in tests too.
    pub functions: Vec<Function>,
    /// All files below `src/`, those of tests too.
    pub files: BTreeSet<String>,
}

/// The source code of the library.
pub static CODE: LazyLock<Code> = LazyLock::new(|| Code::read("lib.rs", &source));

/// Returns the text of a file below `src/`.
pub fn source(path: &str) -> Option<String> {
    fs::read_to_string(root().join("src").join(path)).ok()
}

/// Returns the folder of the package.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the Rust files below a folder of the package, relative to it, in order.
pub fn rust_files(folder: &str) -> Vec<String> {
    let base = root().join(folder);
    let relative = |path: PathBuf| {
        let below = path.strip_prefix(&base).ok()?;
        let name = below.to_str()?.replace('\\', "/");
        name.ends_with(".rs").then_some(name)
    };
    walkdir::WalkDir::new(&base)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| relative(entry.into_path()))
        .collect()
}

impl Code {
    /// Parses a crate from its root file on. `read` returns the text of a file below `src/`.
    pub fn read(start: &str, read: &dyn Fn(&str) -> Option<String>) -> Code {
        let mut code = Code {
            modules: BTreeMap::new(),
            functions: Vec::new(),
            files: BTreeSet::new(),
        };
        let mut waiting = vec![(Vec::new(), start.to_owned(), false)];
        while let Some((path, file, is_test)) = waiting.pop() {
            let text = read(&file).unwrap_or_else(|| panic!("src/{file} cannot be read"));
            let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
            let found = collect::file(&path, &file, &parsed, is_test);
            for (child, is_test) in found.declared {
                let base = child.join("/");
                let candidates = [format!("{base}.rs"), format!("{base}/mod.rs")];
                let file = candidates.into_iter().find(|file| read(file).is_some());
                let file = file.unwrap_or_else(|| panic!("no file for {base}"));
                waiting.push((child, file, is_test));
            }
            if !is_test {
                for module in found.modules {
                    code.modules.insert(module.path.clone(), module);
                }
            }
            code.functions.extend(found.functions);
            code.files.insert(file);
        }
        code
    }
}
