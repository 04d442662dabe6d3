//! The files of `data/`, as one map by their names.

use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::path::SourcePath;
use crate::source::{Content, SourceFile};
use crate::value::{Map, Value};
use crate::yaml::{self, Block, DATA_LIMIT};
use std::sync::Arc;

/// Reads the files, given with their names below `data/`. `team/staff.yaml` becomes
/// `data.team.staff`.
pub(super) fn read(files: &[(String, SourcePath, Arc<SourceFile>)]) -> Checked<Map> {
    let mut diagnostics = Vec::new();
    let mut tree = Tree::default();
    for (name, path, file) in files {
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
                    .at(Place::File(path.clone()))
                    .advise("write it as YAML or JSON"),
            );
            continue;
        }
        let mut read = yaml::parse(&Block::whole(path, text, "data", DATA_LIMIT));
        diagnostics.append(&mut read.diagnostics);
        let stem = name
            .rsplit_once('.')
            .map_or(name.as_str(), |(stem, _)| stem);
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
