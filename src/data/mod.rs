//! The files of `data/`, as one map by their names.

mod size;
mod table;

use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::path::SourcePath;
use crate::source::{Content, Snapshot, SourceFile};
use crate::toml;
use crate::value::{Map, Value};
use crate::yaml::{self, Block, DATA_LIMIT};
use size::Size;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file of `data/`.
#[derive(Debug, Hash)]
pub struct DataFile<'a> {
    /// The name below `data/`.
    name: &'a str,
    path: &'a SourcePath,
    file: &'a SourceFile,
}

/// Gathers the files of `data/`.
pub fn files(snapshot: &Snapshot) -> Vec<DataFile<'_>> {
    let files = snapshot.below("data");
    files
        .map(|(name, path, file)| DataFile { name, path, file })
        .collect()
}

/// Reads the files. `team/staff.yaml` becomes `data.team.staff`.
pub fn read(files: &Vec<DataFile<'_>>) -> Checked<Map> {
    let mut diagnostics = Vec::new();
    let mut size = Size::default();
    let mut tree = Tree::default();
    let mut taken: BTreeMap<&str, &SourcePath> = BTreeMap::new();
    for DataFile { name, path, file } in files {
        let Content::Text(text) = &file.content else {
            continue;
        };
        if let Err(problem) = size.take(path, text) {
            diagnostics.push(*problem);
            continue;
        }
        let whole = Block::whole(path, text, "data", DATA_LIMIT);
        let mut read = match path.extension().to_ascii_lowercase().as_str() {
            // JSON is YAML by the definition of YAML 1.2, so one reader serves both.
            "yaml" | "yml" | "json" => yaml::parse(&whole),
            "toml" => toml::parse(&whole),
            "csv" => table::read(path, text),
            other => {
                let message = format!("data of the kind `.{other}` is not read");
                let problem = Diagnostic::warning("unknown-data", message);
                diagnostics.push(
                    problem
                        .at(Place::File((*path).clone()))
                        .advise("write it as YAML, TOML, JSON or CSV"),
                );
                continue;
            }
        };
        diagnostics.append(&mut read.diagnostics);
        let stem = name.rsplit_once('.').map_or(*name, |(stem, _)| stem);
        if let Some(other) = taken.insert(stem, path) {
            let message = format!(
                "`{other}` and `{path}` are both `data.{}`, and only the first is read",
                stem.replace('/', ".")
            );
            let problem = Diagnostic::error("data", message).at(Place::File((*path).clone()));
            diagnostics.push(problem.advise("rename one of them"));
            taken.insert(stem, other);
            continue;
        }
        tree.insert(stem, read.value);
    }
    Checked {
        value: tree.into_map(),
        diagnostics,
    }
}

/// Folders and files of data.
#[derive(Default)]
struct Tree(Vec<(String, Node)>);

enum Node {
    File(Value),
    Folder(Tree),
}

impl Tree {
    fn insert(&mut self, path: &str, value: Value) {
        let Some((folder, rest)) = path.split_once('/') else {
            self.0.push((path.to_owned(), Node::File(value)));
            return;
        };
        let known = self.0.iter_mut().find_map(|(name, node)| match node {
            Node::Folder(tree) if name == folder => Some(tree),
            _ => None,
        });
        match known {
            Some(tree) => tree.insert(rest, value),
            None => {
                let mut tree = Tree::default();
                tree.insert(rest, value);
                self.0.push((folder.to_owned(), Node::Folder(tree)));
            }
        }
    }

    fn into_map(self) -> Map {
        let value = |node| match node {
            Node::File(value) => value,
            Node::Folder(tree) => Value::Map(tree.into_map()),
        };
        self.0
            .into_iter()
            .map(|(name, node)| (Arc::from(name), value(node)))
            .collect()
    }
}
