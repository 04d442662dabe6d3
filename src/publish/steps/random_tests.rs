//! Random sites over random targets: the steps lead to the new site and lose nothing.

use super::table_tests::{EDITED, OURS, manifest};
use super::*;
use proptest::prelude::*;

/// Paths that nest, so that files are needed where folders are and the other way round.
const PATHS: [&str; 8] = ["a", "a/b", "a/b/c", "a/d", "e", "e/f", "g/h/i", "j"];

/// A target in memory, which carries steps out as any other must.
#[derive(Debug, Clone, PartialEq)]
struct Target {
    files: BTreeMap<String, Ownership>,
    folders: BTreeSet<String>,
}

impl Target {
    /// Holds each file that does not lie below another one.
    fn new(wanted: &[(&str, Ownership)]) -> Self {
        let mut target = Target {
            files: BTreeMap::new(),
            folders: BTreeSet::new(),
        };
        for (path, ownership) in wanted {
            let is_free = !target.folders.contains(*path)
                && folders_above(path).all(|folder| !target.files.contains_key(folder));
            if is_free {
                target.put(path, *ownership);
            }
        }
        target
    }

    fn put(&mut self, path: &str, ownership: Ownership) {
        self.folders.extend(folders_above(path).map(str::to_owned));
        self.files.insert(path.to_owned(), ownership);
    }

    fn inventory(&self) -> Inventory {
        let folders = self.folders.iter();
        let folders = folders.map(|folder| (folder.clone(), Ownership::Folder));
        let files = self.files.iter();
        folders
            .chain(files.map(|(path, ownership)| (path.clone(), *ownership)))
            .collect()
    }

    /// Carries out a step and demands that everything is as the step expects.
    fn carry_out(&mut self, step: &Step, backups: &mut BTreeSet<String>) {
        let path = step.path().as_str();
        match step {
            Step::Place { replaces, .. } => {
                let found = self.files.get(path).copied();
                assert_eq!(found, replaces.map(Ownership::Ours), "{path}");
                assert!(!self.folders.contains(path), "{path} is a folder");
                assert!(folders_above(path).all(|folder| !self.files.contains_key(folder)));
                self.put(path, Ownership::Current);
            }
            Step::Remove { stamp, .. } => {
                assert_eq!(self.files.remove(path), Some(Ownership::Ours(*stamp)));
            }
            Step::BackUp { stamp, .. } => {
                assert_eq!(self.files.remove(path), Some(Ownership::Edited(*stamp)));
                assert!(backups.insert(path.to_owned()));
            }
            Step::RemoveDir { folder } => {
                let inside = format!("{folder}/");
                let mut all = self.files.keys().chain(&self.folders);
                assert!(!all.any(|path| path.starts_with(&inside)), "{folder}");
                assert!(self.folders.remove(folder.as_str()));
            }
        }
    }

    fn owned_by(&self, is: impl Fn(&Ownership) -> bool) -> BTreeSet<&str> {
        let files = self.files.iter().filter(|(_, ownership)| is(ownership));
        files.map(|(path, _)| path.as_str()).collect()
    }
}

fn ownership() -> impl Strategy<Value = Ownership> {
    prop_oneof![
        3 => Just(Ownership::Ours(OURS)),
        1 => Just(Ownership::Edited(EDITED)),
        1 => Just(Ownership::Foreign),
    ]
}

proptest! {
    /// For any content of the target: the new site is there afterwards, foreign files stay, edited
    /// ones are kept, and nothing else of the old site is left.
    #[test]
    fn the_steps_lead_to_the_new_site(
        found in prop::sample::subsequence(PATHS.to_vec(), 0..=8).prop_shuffle(),
        owners in prop::collection::vec(ownership(), 8),
        wanted in prop::sample::subsequence(PATHS.to_vec(), 0..=8).prop_shuffle(),
        phases in prop::collection::vec(0..3usize, 8),
    ) {
        let phase = |path: &str| {
            let index = PATHS.iter().position(|other| *other == path).expect("a path");
            ["asset", "page", "aggregate"][phases[index]]
        };
        let manifest_of = |paths: BTreeSet<&str>| {
            let lines: Vec<String> =
                paths.into_iter().map(|path| format!("{} {path}", phase(path))).collect();
            manifest(&lines.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let found: Vec<_> = found.into_iter().zip(owners).collect();
        let wanted: Vec<_> = wanted.into_iter().map(|path| (path, Ownership::Current)).collect();
        let (mut target, new) = (Target::new(&found), Target::new(&wanted));
        let old = target.owned_by(|owner| *owner != Ownership::Foreign);
        let wanted = new.owned_by(|_| true);
        let steps = plan(&manifest_of(old), &manifest_of(wanted.clone()), &target.inventory());
        let before = target.clone();
        let foreign = before.owned_by(|owner| *owner == Ownership::Foreign);
        match steps {
            Err(Conflict::InTheWay(paths)) => {
                prop_assert!(!paths.is_empty());
                prop_assert!(paths.iter().all(|path| foreign.contains(path.as_str())));
            }
            Err(Conflict::Overlap(path)) => prop_assert!(false, "{path}"),
            Ok(steps) => {
                let mut backups = BTreeSet::new();
                for step in steps.values().flatten() {
                    target.carry_out(step, &mut backups);
                }
                let is_foreign = |owner: &Ownership| *owner == Ownership::Foreign;
                let edited = before.owned_by(|owner| matches!(owner, Ownership::Edited(_)));
                let backups: BTreeSet<&str> = backups.iter().map(String::as_str).collect();
                prop_assert_eq!(target.owned_by(|owner| *owner == Ownership::Current), wanted);
                prop_assert_eq!(target.owned_by(is_foreign), foreign.clone());
                prop_assert_eq!(target.files.len(), new.files.len() + foreign.len());
                prop_assert_eq!(backups, edited);
            }
        }
    }
}
