//! Paths from one module of the crate root to another.

use super::module::{Mention, Module, Start, Written};
use super::{Code, Target};
use std::collections::BTreeSet;

impl Code {
    /// Returns a line for each path to a module that is below its own in `order`.
    pub fn wrong_directions(&self, order: &[&str]) -> Vec<String> {
        let place = |name: &str| order.iter().position(|listed| *listed == name);
        let mut wrong = BTreeSet::new();
        for (module, path, line) in self.paths() {
            let Some(room) = module.path.first() else {
                continue;
            };
            for named in self.rooms_named(module, path) {
                if place(&named) > place(room) {
                    let file = &module.file;
                    wrong.insert(format!(
                        "src/{file}:{line} names `{named}`, which is below `{room}`"
                    ));
                }
            }
        }
        wrong.into_iter().collect()
    }

    /// Returns the modules of the crate root that a path names.
    fn rooms_named(&self, module: &Module, path: &Written) -> Vec<String> {
        if path.start == Start::Crate {
            return path.names.first().cloned().into_iter().collect();
        }
        let first = Written {
            start: path.start,
            names: path.names.iter().take(1).cloned().collect(),
        };
        let targets = self.targets(module, &first).into_iter();
        let rooms = targets.filter_map(|target| match target {
            Target::Module(path) => path.first().cloned(),
            Target::Item(..) | Target::Library(_) => None,
        });
        rooms.collect()
    }

    /// Returns all paths that the code of the library writes, with their lines.
    pub fn paths(&self) -> impl Iterator<Item = (&Module, &Written, usize)> {
        self.modules.values().flat_map(move |module| {
            let imports = module
                .imports
                .iter()
                .map(|import| (&import.path, import.line));
            // A name alone is an import that is found above, or a variable.
            let mentions = module.mentions.iter().filter_map(Mention::path);
            let mentions =
                mentions.filter(|(path, _)| path.start == Start::Crate || path.names.len() > 1);
            imports
                .chain(mentions)
                .map(move |(path, line)| (module, path, line))
        })
    }
}
