//! What has to happen so that the folder becomes the new site: found out before anything of it is
//! touched.

use super::Owned;
use super::disk::{self, Stamp, Thing, look};
use super::execution::{Step, parent};
use super::layout::Layout;
use super::staging::Placed;
use crate::path::OutputPath;
use crate::publish::error::{PublishError, cannot};
use crate::publish::manifest::Class;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// What has to happen.
pub(in crate::publish) struct Changes {
    /// In order.
    pub(in crate::publish) steps: Vec<Step>,
    /// How many files of the old site have no place in the new one.
    pub(in crate::publish) removed: usize,
}

/// What a file of the folder is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::publish) enum Standing {
    /// There is none.
    Absent,
    /// We wrote it, or a power cut tore it: there is no work of anybody's in it.
    Ours(Stamp),
    /// We wrote one here, and somebody made another of it.
    Edited(Stamp),
    /// We know nothing of it.
    Foreign,
    /// It is a folder.
    Folder,
}

/// Compares the old site with the outputs of the new one, which are sorted by path.
///
/// # Errors
/// When foreign files are in the way (all of them are named), when two outputs claim one place,
/// when a folder cannot be written.
pub(in crate::publish) fn between(
    layout: &Layout,
    owned: &Owned,
    placed: &[Placed],
) -> Result<Changes, PublishError> {
    refuse_overlaps(placed)?;
    let wanted: BTreeSet<&str> = placed.iter().map(|placed| placed.path.as_str()).collect();
    let mut survey = Survey {
        layout,
        owned,
        folders: BTreeMap::new(),
        in_the_way: BTreeSet::new(),
        cleared: BTreeSet::new(),
    };
    let mut ranks: [Vec<Step>; 5] = Default::default();
    for placed in placed {
        let (rank, steps) = survey.arrival(placed)?;
        ranks[rank].extend(steps);
    }
    let mut removed = survey.cleared.len();
    for path in owned
        .departing()
        .filter(|path| !wanted.contains(path.as_str()))
    {
        let departure = survey.departure(path)?;
        removed += usize::from(departure.is_some());
        ranks[4].extend(departure);
    }
    if !survey.in_the_way.is_empty() {
        let files = survey.in_the_way.into_iter().collect();
        return Err(PublishError::InTheWay {
            output: layout.output().to_owned(),
            files,
        });
    }
    Ok(Changes {
        steps: ranks.into_iter().flatten().collect(),
        removed,
    })
}

/// Judges the file at a path, whose folder is known to be one.
pub(in crate::publish) fn judge(
    layout: &Layout,
    owned: &Owned,
    path: &OutputPath,
) -> Result<Standing, PublishError> {
    let file = layout.site(path.as_str());
    let stamp = match look(&file).map_err(cannot("look at", &file))? {
        Thing::Nothing => return Ok(Standing::Absent),
        Thing::Folder => return Ok(Standing::Folder),
        Thing::Other(stamp) if owned.may_own(path) => return Ok(Standing::Edited(stamp)),
        Thing::Other(_) => return Ok(Standing::Foreign),
        Thing::File(stamp) => stamp,
    };
    let Some(entry) = owned.entry(path) else {
        return Ok(if owned.may_own(path) {
            Standing::Edited(stamp)
        } else {
            Standing::Foreign
        });
    };
    let is_ours = entry.stamp == stamp
        || entry.stamp.size == stamp.size
            && entry.digest == disk::digest_of(&file).map_err(cannot("read", &file))?
        || disk::is_blank(&file).map_err(cannot("read", &file))?;
    Ok(if is_ours {
        Standing::Ours(stamp)
    } else {
        Standing::Edited(stamp)
    })
}

/// The routes of a site never overlap; this is the last look before they would destroy one another.
fn refuse_overlaps(placed: &[Placed]) -> Result<(), PublishError> {
    let paths: BTreeSet<&str> = placed.iter().map(|placed| placed.path.as_str()).collect();
    let refuse = |placed: &Placed, reason| {
        Err(PublishError::Path {
            path: placed.path.clone(),
            reason,
        })
    };
    if let Some(pair) = placed.windows(2).find(|pair| pair[0].path == pair[1].path) {
        return refuse(&pair[0], "is made twice");
    }
    for placed in placed {
        let mut folder = placed.path.folder();
        while !folder.is_empty() {
            if paths.contains(folder) {
                return refuse(
                    placed,
                    "lies in a folder that is itself the path of an output",
                );
            }
            folder = parent(folder);
        }
    }
    Ok(())
}

/// What a folder of the site is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ground {
    Real,
    Missing,
    /// This, on the way to it, is no folder.
    Blocked(OutputPath),
}

/// What was found out about the folder.
struct Survey<'a> {
    layout: &'a Layout,
    owned: &'a Owned,
    folders: BTreeMap<OutputPath, Ground>,
    in_the_way: BTreeSet<String>,
    /// Files of the old site that go early, because something of the new one needs the room.
    cleared: BTreeSet<OutputPath>,
}

impl Survey<'_> {
    /// The steps for an output, and the rank in which they are taken.
    fn arrival(&mut self, placed: &Placed) -> Result<(usize, Vec<Step>), PublishError> {
        let mut steps = Vec::new();
        let path = &placed.path;
        let standing = match self.ground(path.folder())? {
            Ground::Blocked(by) if !placed.is_staged() => {
                self.obstacle(by.as_str());
                return Ok((0, steps));
            }
            _ if !placed.is_staged() => return Ok((0, steps)),
            Ground::Real => judge(self.layout, self.owned, path)?,
            Ground::Missing => Standing::Absent,
            Ground::Blocked(by) => {
                self.clear_file(&by, &mut steps)?;
                Standing::Absent
            }
        };
        let mut replaces = None;
        match standing {
            Standing::Absent => {}
            Standing::Ours(stamp) => replaces = Some(stamp),
            Standing::Edited(stamp) => steps.push(Step::Keep {
                path: path.clone(),
                stamp,
            }),
            Standing::Foreign => self.obstacle(path.as_str()),
            Standing::Folder => self.clear_folder(path, &mut steps)?,
        }
        steps.push(Step::Place {
            path: path.clone(),
            replaces,
        });
        let rank = match placed.entry.class {
            Class::Asset => 0,
            Class::Page if standing == Standing::Absent => 1,
            Class::Page => 2,
            Class::Aggregate => 3,
        };
        Ok((rank, steps))
    }

    /// The step for a file of the old site that the new one lacks, unless it went early or is not
    /// there.
    fn departure(&mut self, path: &OutputPath) -> Result<Option<Step>, PublishError> {
        if self.cleared.contains(path) || self.ground(path.folder())? != Ground::Real {
            return Ok(None);
        }
        Ok(match judge(self.layout, self.owned, path)? {
            Standing::Ours(stamp) => Some(Step::Remove {
                path: path.clone(),
                stamp,
            }),
            Standing::Edited(stamp) => Some(Step::Keep {
                path: path.clone(),
                stamp,
            }),
            Standing::Absent | Standing::Foreign | Standing::Folder => None,
        })
    }

    /// A folder is needed where something else stands.
    fn clear_file(&mut self, path: &OutputPath, steps: &mut Vec<Step>) -> Result<(), PublishError> {
        match judge(self.layout, self.owned, path)? {
            Standing::Ours(stamp) => steps.push(Step::Remove {
                path: path.clone(),
                stamp,
            }),
            Standing::Edited(stamp) => steps.push(Step::Keep {
                path: path.clone(),
                stamp,
            }),
            Standing::Foreign => {
                self.obstacle(path.as_str());
                return Ok(());
            }
            Standing::Absent | Standing::Folder => return Ok(()),
        }
        self.cleared.insert(path.clone());
        Ok(())
    }

    /// A file is needed where a folder stands: everything in it has to be ours.
    fn clear_folder(
        &mut self,
        folder: &OutputPath,
        steps: &mut Vec<Step>,
    ) -> Result<(), PublishError> {
        let path = self.layout.site(folder.as_str());
        let mut names = Vec::new();
        for entry in fs::read_dir(&path).map_err(cannot("list", &path))? {
            names.push(
                entry
                    .map_err(cannot("list", &path))?
                    .file_name()
                    .to_string_lossy()
                    .into_owned(),
            );
        }
        names.sort_unstable();
        for name in names {
            let child = format!("{folder}/{name}");
            let Ok(inner) = OutputPath::new(&child) else {
                self.obstacle(&child);
                continue;
            };
            match judge(self.layout, self.owned, &inner)? {
                Standing::Folder => self.clear_folder(&inner, steps)?,
                _ => self.clear_file(&inner, steps)?,
            }
        }
        steps.push(Step::Unfold {
            folder: folder.clone(),
        });
        Ok(())
    }

    fn obstacle(&mut self, path: &str) {
        self.in_the_way.insert(path.to_owned());
    }

    /// What a folder is; the top, which has no name, is real.
    fn ground(&mut self, folder: &str) -> Result<Ground, PublishError> {
        let Ok(path) = OutputPath::new(folder) else {
            return Ok(Ground::Real);
        };
        if let Some(known) = self.folders.get(&path) {
            return Ok(known.clone());
        }
        let place = self.layout.site(folder);
        let ground = match self.ground(path.folder())? {
            Ground::Real => match look(&place).map_err(cannot("look at", &place))? {
                Thing::Folder => Ground::Real,
                Thing::Nothing => Ground::Missing,
                Thing::File(_) | Thing::Other(_) => Ground::Blocked(path.clone()),
            },
            above => above,
        };
        self.folders.insert(path, ground.clone());
        Ok(ground)
    }
}

/// Refuses a site whose folders cannot be changed, before the stage is complete and would have to
/// be finished.
pub(in crate::publish) fn refuse_locked_folders(
    layout: &Layout,
    steps: &[Step],
) -> Result<(), PublishError> {
    let mut seen = BTreeSet::new();
    for step in steps {
        let (Step::Place { path, .. }
        | Step::Remove { path, .. }
        | Step::Keep { path, .. }
        | Step::Unfold { folder: path }) = step;
        let mut folder = path.folder();
        while seen.insert(folder) {
            let place = layout.site(folder);
            if look(&place).map_err(cannot("look at", &place))? == Thing::Folder {
                disk::may_change(&place).map_err(cannot("write into", &place))?;
                break;
            }
            // It will be made in the folder above.
            folder = parent(folder);
        }
    }
    Ok(())
}
