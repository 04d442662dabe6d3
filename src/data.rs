//! The files of `data/`, as one map by their names.

use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::path::SourcePath;
use crate::source::{Content, Snapshot, SourceFile};
use crate::value::{Map, Value};
use crate::yaml::{self, Block, DATA_LIMIT};
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
    let mut tree = Tree::default();
    for DataFile { name, path, file } in files {
        let Content::Text(text) = &file.content else {
            continue;
        };
        let extension = path.extension().to_ascii_lowercase();
        // JSON is YAML by the definition of YAML 1.2, so one reader serves both.
        if !matches!(extension.as_str(), "yaml" | "yml" | "json") {
            let problem = Diagnostic::warning(
                "unknown-data",
                format!("data of the kind `.{extension}` is not read"),
            );
            diagnostics.push(
                problem
                    .at(Place::File((*path).clone()))
                    .advise("write it as YAML or JSON"),
            );
            continue;
        }
        let mut read = yaml::parse(&Block::whole(path, text, "data", DATA_LIMIT));
        diagnostics.append(&mut read.diagnostics);
        let stem = name.rsplit_once('.').map_or(*name, |(stem, _)| stem);
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
