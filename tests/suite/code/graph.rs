//! Files of one room that need each other.

use super::module::{MentionKind, Module};
use super::{Code, Target};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// From each file to the files that it needs, with the names that it needs them for.
pub type Graph = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// The methods of types that other files define: type and method to the file of the method.
type Extensions = BTreeMap<(Target, String), String>;

impl Code {
    /// Returns the folders of `src/`, each a room.
    pub fn rooms(&self) -> BTreeSet<&str> {
        let folder = |module: &'_ Module| -> Option<&str> {
            let file = self.modules.get(&module.path)?.file.as_str();
            file.split_once('/').map(|(folder, _)| folder)
        };
        self.modules.values().filter_map(folder).collect()
    }

    /// Returns the graph of the files of a room.
    ///
    /// A file needs the file that defines a name, not one that re-exports it. The declaration of a
    /// module and a re-export need nothing, and neither does the call of a method of the types in
    /// `spread`, each given as its module and its name.
    pub fn graph(&self, room: &str, spread: &[&str]) -> Graph {
        let modules = self.modules.values();
        let inside: Vec<&Module> = modules
            .filter(|of| room_of(&of.file) == Some(room))
            .collect();
        let extensions = self.extensions(&inside, spread);
        let mut graph = Graph::new();
        for module in &inside {
            let mut need = |file: &str, name: &str| {
                if file != module.file && room_of(file) == Some(room) {
                    let needed = graph.entry(module.file.clone()).or_default();
                    let names = needed.entry(file.to_owned()).or_default();
                    names.insert(name.to_owned());
                }
            };
            for import in module.imports.iter().filter(|import| !import.is_reexport) {
                for target in self.targets(module, &import.path) {
                    self.file_of(&target)
                        .inspect(|(file, name)| need(file, name));
                }
            }
            for mention in &module.mentions {
                for target in self.targets_of(module, mention) {
                    self.file_of(&target)
                        .inspect(|(file, name)| need(file, name));
                    if let MentionKind::Path(path) = &mention.kind
                        && let Some(name) = path.names.last()
                        && let Some(file) = extensions.get(&(target, name.clone()))
                    {
                        need(file, name);
                    }
                }
                if let MentionKind::Method(of, name) = &mention.kind {
                    for target in self.targets(module, of) {
                        let file = extensions.get(&(target, name.clone()));
                        file.inspect(|file| need(file, &format!(".{name}()")));
                    }
                }
            }
        }
        graph
    }

    fn file_of<'a>(&'a self, target: &'a Target) -> Option<(&'a str, &'a str)> {
        match target {
            Target::Item(module, name) => Some((&self.modules.get(module)?.file, name)),
            Target::Module(_) | Target::Library(_) => None,
        }
    }

    /// Returns the types of which a file of the same room holds methods, beside their own file.
    pub fn spread_types(&self) -> BTreeSet<String> {
        let modules: Vec<&Module> = self.modules.values().collect();
        let extensions = self.extensions(&modules, &[]);
        extensions
            .keys()
            .filter_map(|(target, _)| full_name(target))
            .collect()
    }

    /// Finds `impl` blocks outside of the file of their type.
    fn extensions(&self, inside: &[&Module], except: &[&str]) -> Extensions {
        let mut found = Extensions::new();
        for module in inside {
            for (path, method) in &module.methods {
                for target in self.targets(module, path) {
                    let file = self.file_of(&target).map(|(file, _)| file);
                    let is_excepted =
                        full_name(&target).is_some_and(|name| except.contains(&name.as_str()));
                    if file.is_some_and(|file| file != module.file) && !is_excepted {
                        found.insert((target, method.clone()), module.file.clone());
                    }
                }
            }
        }
        found
    }
}

/// Returns the path of an item below the crate root, as code writes it.
fn full_name(target: &Target) -> Option<String> {
    match target {
        Target::Item(module, name) => Some(format!("{}::{name}", module.join("::"))),
        Target::Module(_) | Target::Library(_) => None,
    }
}

fn room_of(file: &str) -> Option<&str> {
    file.split_once('/').map(|(room, _)| room)
}

/// Returns the circles of a graph: for each file that is part of one, the shortest, each once.
pub fn circles(graph: &Graph) -> Vec<Vec<String>> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for file in graph.keys() {
        if let Some(circle) = shortest(graph, file)
            && seen.insert(circle.iter().cloned().collect::<BTreeSet<_>>())
        {
            found.push(circle);
        }
    }
    found
}

/// Returns the shortest way from a file back to itself, which it begins and ends with.
fn shortest(graph: &Graph, start: &String) -> Option<Vec<String>> {
    let mut before: BTreeMap<&String, &String> = BTreeMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(file) = waiting.pop_front() {
        for next in graph.get(file).into_iter().flat_map(BTreeMap::keys) {
            if before.contains_key(next) {
                continue;
            }
            before.insert(next, file);
            if next == start {
                let back = std::iter::successors(before.get(start).copied(), |file| {
                    before.get(file).copied().filter(|_| *file != start)
                });
                let mut circle: Vec<String> = back.cloned().collect();
                circle.reverse();
                circle.push(start.clone());
                return Some(circle);
            }
            waiting.push_back(next);
        }
    }
    None
}

/// Returns a circle as text: each file, and the names that it needs of the next one.
pub fn chain(graph: &Graph, circle: &[String]) -> String {
    let mut text = circle[0].clone();
    for pair in circle.windows(2) {
        let names: Vec<&str> = graph[&pair[0]][&pair[1]]
            .iter()
            .map(String::as_str)
            .collect();
        text.push_str(&format!(" -({})-> {}", names.join(", "), pair[1]));
    }
    text
}
