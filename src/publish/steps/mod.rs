//! The steps from the published site to the new one, as a pure function.
//!
//! [`plan`] is given the manifest of the published site, the manifest of the new one and an
//! [`Inventory`] of the target. It touches nothing. The module of a target (a folder today) takes
//! the inventory, asks for the steps, and carries them out phase by phase.

use super::manifest::{Entry, Manifest, OutputPhase, Stamp};
use crate::path::{OutputPath, parent};
use std::collections::{BTreeMap, BTreeSet};

/// One step. It names what it expects to find, and does nothing if it finds something else; so all
/// steps can be carried out again from the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Puts a staged output into its place.
    Place {
        path: OutputPath,
        /// The file of Milepost that it replaces; none if there is no file.
        replaces: Option<Stamp>,
    },
    /// Removes a file that Milepost wrote.
    Remove { path: OutputPath, stamp: Stamp },
    /// Moves a file that was edited by hand out of the way, to where it is kept.
    BackUp { path: OutputPath, stamp: Stamp },
    /// Removes an emptied folder, to make room for a file.
    RemoveDir { folder: OutputPath },
}

impl Step {
    /// Returns the path that the step changes.
    pub(super) fn path(&self) -> &OutputPath {
        match self {
            Step::Place { path, .. }
            | Step::Remove { path, .. }
            | Step::BackUp { path, .. }
            | Step::RemoveDir { folder: path } => path,
        }
    }

    /// Returns the path if the step takes a file away from it.
    pub(super) fn vacates(&self) -> Option<&OutputPath> {
        match self {
            Step::Remove { path, .. } | Step::BackUp { path, .. } => Some(path),
            Step::Place { .. } | Step::RemoveDir { .. } => None,
        }
    }
}

/// The phases of a publishing, in their order. Killed between any two steps, every page finds what
/// it refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum StepPhase {
    Assets,
    /// Nothing links to them yet.
    NewPages,
    /// They may link to new pages.
    ChangedPages,
    Aggregates,
    /// Files of the published site that the new one lacks: aggregates, pages, assets.
    Removals,
}

/// Steps in their phases. The steps of a phase are in order too: one that makes room comes before
/// the one that needs it.
pub(super) type Steps = BTreeMap<StepPhase, Vec<Step>>;

/// The owner of a file in the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ownership {
    /// There is nothing.
    Absent,
    /// It has the bytes of the new output already, even if another program wrote it.
    Current,
    /// Milepost wrote it, or a power cut tore it: it holds no work of the user.
    Ours(Stamp),
    /// Milepost wrote a file here, and it was changed by hand since.
    Edited(Stamp),
    /// Milepost knows nothing of it.
    Foreign,
    /// It is a folder.
    Folder,
}

/// The content of the target at the paths that a publishing may touch: those of both manifests,
/// those of the folders above them, and everything in a folder where an output belongs.
/// A path that is missing has nothing, or lies below something that is no folder.
pub(super) type Inventory = BTreeMap<String, Ownership>;

/// A reason not to publish at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Conflict {
    /// The output lies in a folder that is itself the path of an output.
    Overlap(OutputPath),
    /// Foreign files in the places of outputs, all of them, in order.
    InTheWay(Vec<String>),
}

/// Compares the published site with the new one.
///
/// # Errors
/// When foreign files are in the way, or when two outputs claim one place.
pub(super) fn plan(
    old: &Manifest,
    new: &Manifest,
    inventory: &Inventory,
) -> Result<Steps, Conflict> {
    refuse_overlaps(new)?;
    let mut planner = Planner {
        inventory,
        cleared: BTreeSet::new(),
        in_the_way: BTreeSet::new(),
    };
    // In the order of phases, so that the first step which needs room is the one that makes it.
    let mut arrivals: Vec<(StepPhase, &OutputPath)> = new
        .files
        .iter()
        .map(|(path, entry)| (planner.phase(path, entry), path))
        .collect();
    arrivals.sort_by_key(|(phase, _)| *phase);
    let mut steps = Steps::new();
    for (phase, path) in arrivals {
        planner.place(path, steps.entry(phase).or_default());
    }
    let departures = old
        .in_removal_order()
        .filter(|path| !new.files.contains_key(*path));
    let removals = steps.entry(StepPhase::Removals).or_default();
    departures.for_each(|path| planner.remove(path, removals));
    if !planner.in_the_way.is_empty() {
        return Err(Conflict::InTheWay(planner.in_the_way.into_iter().collect()));
    }
    steps.retain(|_, steps| !steps.is_empty());
    Ok(steps)
}

/// Returns the folders above a path, the nearest first. The top, which has no name, is not among
/// them.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(parent(path)), |folder| Some(parent(folder)))
        .take_while(|folder| !folder.is_empty())
}

/// Routes of a site never overlap; this is the last check before one would destroy the other.
fn refuse_overlaps(new: &Manifest) -> Result<(), Conflict> {
    let overlap = new
        .files
        .keys()
        .find(|path| folders_above(path.as_str()).any(|folder| new.files.contains_key(folder)));
    match overlap {
        Some(path) => Err(Conflict::Overlap(path.clone())),
        None => Ok(()),
    }
}

struct Planner<'a> {
    inventory: &'a Inventory,
    /// Paths that a step has emptied already, because an output needs the room.
    cleared: BTreeSet<&'a str>,
    in_the_way: BTreeSet<String>,
}

impl<'a> Planner<'a> {
    fn ownership(&self, path: &str) -> Ownership {
        self.inventory
            .get(path)
            .copied()
            .unwrap_or(Ownership::Absent)
    }

    fn phase(&self, path: &OutputPath, entry: &Entry) -> StepPhase {
        match entry.phase {
            OutputPhase::Asset => StepPhase::Assets,
            OutputPhase::Page if self.ownership(path.as_str()) == Ownership::Absent => {
                StepPhase::NewPages
            }
            OutputPhase::Page => StepPhase::ChangedPages,
            OutputPhase::Aggregate => StepPhase::Aggregates,
        }
    }

    /// Adds the steps that put an output into place, unless it is there already.
    fn place(&mut self, path: &OutputPath, steps: &mut Vec<Step>) {
        let ownership = self.ownership(path.as_str());
        match (self.blocker(path), ownership) {
            // It was reached through a link, which an output must not be.
            (Some(blocker), Ownership::Current) => self.obstacle(blocker),
            (Some(blocker), _) => self.clear_file(blocker, steps),
            (None, _) => {}
        }
        let mut replaces = None;
        match ownership {
            Ownership::Current => return,
            Ownership::Absent => {}
            Ownership::Ours(stamp) => replaces = Some(stamp),
            Ownership::Edited(stamp) => steps.push(Step::BackUp {
                path: path.clone(),
                stamp,
            }),
            Ownership::Foreign => self.obstacle(path.as_str()),
            Ownership::Folder => self.clear_folder(path, steps),
        }
        steps.push(Step::Place {
            path: path.clone(),
            replaces,
        });
    }

    /// Adds the step that removes a file which the new site lacks, unless an earlier step did.
    fn remove(&mut self, path: &OutputPath, steps: &mut Vec<Step>) {
        if !self.cleared.contains(path.as_str()) {
            steps.extend(departure(path, self.ownership(path.as_str())));
        }
    }

    /// Adds the step that makes room at a path where something other than a file is needed.
    fn clear_file(&mut self, path: &'a str, steps: &mut Vec<Step>) {
        if self.cleared.contains(path) {
            return;
        }
        let ownership = self.ownership(path);
        let step = OutputPath::new(path)
            .ok()
            .and_then(|path| departure(&path, ownership));
        match step {
            Some(step) => {
                self.cleared.insert(path);
                steps.push(step);
            }
            None if ownership == Ownership::Absent => {}
            None => self.obstacle(path),
        }
    }

    /// Adds the steps that make room for a file in the place of a folder. Everything in the folder
    /// has to be Milepost's.
    fn clear_folder(&mut self, folder: &OutputPath, steps: &mut Vec<Step>) {
        let inside = format!("{folder}/");
        let mut folders = vec![folder.clone()];
        let inventory = self.inventory;
        for (path, ownership) in inventory
            .range(inside.clone()..)
            .take_while(|(path, _)| path.starts_with(&inside))
        {
            match (ownership, OutputPath::new(path)) {
                (Ownership::Folder, Ok(inner)) => folders.push(inner),
                _ => self.clear_file(path, steps),
            }
        }
        // A folder sorts before its contents.
        folders.sort_unstable();
        let emptied = folders.into_iter().rev();
        steps.extend(emptied.map(|folder| Step::RemoveDir { folder }));
    }

    fn obstacle(&mut self, path: &str) {
        self.in_the_way.insert(path.to_owned());
    }

    /// Returns the path above another that is no folder; nothing where folders are or can be.
    fn blocker(&self, path: &OutputPath) -> Option<&'a str> {
        let (nearest, ownership) =
            folders_above(path.as_str()).find_map(|folder| self.inventory.get_key_value(folder))?;
        let is_blocked = !matches!(ownership, Ownership::Folder | Ownership::Absent);
        is_blocked.then_some(nearest.as_str())
    }
}

/// Returns the step that takes away a file which is Milepost's, or was.
fn departure(path: &OutputPath, ownership: Ownership) -> Option<Step> {
    let path = path.clone();
    match ownership {
        Ownership::Ours(stamp) => Some(Step::Remove { path, stamp }),
        Ownership::Edited(stamp) => Some(Step::BackUp { path, stamp }),
        Ownership::Absent | Ownership::Current | Ownership::Foreign | Ownership::Folder => None,
    }
}

#[cfg(test)]
mod random_tests;
#[cfg(test)]
mod table_tests;
