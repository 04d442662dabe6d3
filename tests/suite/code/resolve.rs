//! From a path as it is written to the module that defines what it names.

use super::Code;
use super::module::{Import, Mention, MentionKind, Module, Start, Written};
use std::collections::BTreeSet;

/// All that a path can lead to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Target {
    /// An item, by its module and its name.
    Item(Vec<String>, String),
    Module(Vec<String>),
    Library(String),
}

/// The imports on the way: an import can lead back to itself, through a module of its name.
type Visited = BTreeSet<(Vec<String>, usize)>;

impl Code {
    /// Returns all targets of a path. A name can be a module and a function at once.
    pub fn targets(&self, module: &Module, path: &Written) -> BTreeSet<Target> {
        self.follow(module, path, &mut Visited::new())
    }

    /// Returns the targets of the paths of a mention; none for methods.
    pub fn targets_of(&self, module: &Module, mention: &Mention) -> BTreeSet<Target> {
        match &mention.kind {
            MentionKind::Path(path) => self.targets(module, path),
            MentionKind::Macro(path) => self.macro_targets(module, path),
            MentionKind::Method(..) => BTreeSet::new(),
        }
    }

    /// A macro without a path can be in a parent module.
    fn macro_targets(&self, module: &Module, path: &Written) -> BTreeSet<Target> {
        let mut scope = module;
        loop {
            let targets = self.targets(scope, path);
            let is_known = targets
                .iter()
                .any(|target| !matches!(target, Target::Library(_)));
            let parent = scope.path.split_last().map(|(_, parent)| parent);
            match parent.and_then(|parent| self.modules.get(parent)) {
                Some(parent) if !is_known && path.names.len() == 1 => scope = parent,
                _ => return targets,
            }
        }
    }

    fn follow(&self, module: &Module, path: &Written, visited: &mut Visited) -> BTreeSet<Target> {
        let mut names = path.names.iter();
        let mut targets = match path.start {
            Start::Crate => BTreeSet::from([Target::Module(Vec::new())]),
            Start::Libraries => names
                .next()
                .cloned()
                .map(Target::Library)
                .into_iter()
                .collect(),
            Start::Here => {
                let Some(first) = names.next() else {
                    return BTreeSet::new();
                };
                let found = self.lookup(module, first, visited);
                if found.is_empty() {
                    return BTreeSet::from([Target::Library(first.clone())]);
                }
                found
            }
        };
        for name in names {
            // A name behind a type is part of that type.
            let Some(inner) = targets.iter().find_map(|target| match target {
                Target::Module(path) => self.modules.get(path),
                _ => None,
            }) else {
                break;
            };
            targets = self.lookup(inner, name, visited);
            if targets.is_empty() {
                // A macro defines it.
                targets.insert(Target::Item(inner.path.clone(), name.clone()));
            }
        }
        targets
    }

    /// Returns all that a name means in a module.
    fn lookup(&self, module: &Module, name: &str, visited: &mut Visited) -> BTreeSet<Target> {
        let mut found = BTreeSet::new();
        if module.children.contains(name) {
            let path = [module.path.as_slice(), &[name.to_owned()]].concat();
            found.insert(Target::Module(path));
        }
        if module.items.contains(name) {
            found.insert(Target::Item(module.path.clone(), name.to_owned()));
        }
        let is_named = |import: &Import| import.name.as_deref() == Some(name);
        for (number, import) in module.imports.iter().enumerate() {
            if is_named(import) && visited.insert((module.path.clone(), number)) {
                found.extend(self.follow(module, &import.path, visited));
                visited.remove(&(module.path.clone(), number));
            }
        }
        if !found.is_empty() {
            return found;
        }
        for (number, import) in module.imports.iter().enumerate() {
            if import.is_glob && visited.insert((module.path.clone(), number)) {
                for target in self.follow(module, &import.path, visited) {
                    if let Target::Module(path) = target
                        && let Some(inner) = self.modules.get(&path)
                    {
                        found.extend(self.lookup(inner, name, visited));
                    }
                }
                visited.remove(&(module.path.clone(), number));
            }
        }
        found
    }
}
