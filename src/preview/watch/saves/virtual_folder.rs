//! A virtual folder: files in memory, and the events that the steps of a program cause.

use super::save_scripts::{Step, parts};
use notify::event::{
    AccessKind, AccessMode, CreateKind, DataChange, EventKind, MetadataKind, ModifyKind,
    RemoveKind, RenameMode,
};
use std::collections::BTreeMap;

/// A folder as a file system keeps it: names that lead to files, and a file that a program has open
/// under any name.
pub(super) struct Folder {
    names: BTreeMap<String, usize>,
    files: Vec<Vec<u8>>,
    open: Option<OpenFile>,
}

struct OpenFile {
    file: usize,
    name: String,
    position: usize,
}

/// Events as `inotify` reports them through `notify`: each with the names of its files.
pub(super) type Events = Vec<(EventKind, Vec<String>)>;

const CREATED: EventKind = EventKind::Create(CreateKind::File);
const OPENED: EventKind = EventKind::Access(AccessKind::Open(AccessMode::Any));
const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
const CLOSED: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));
const ATTRIBUTES_SET: EventKind = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));
const DELETED: EventKind = EventKind::Remove(RemoveKind::File);

const fn moved(mode: RenameMode) -> EventKind {
    EventKind::Modify(ModifyKind::Name(mode))
}

impl Folder {
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        let names = files.iter().enumerate();
        Folder {
            names: names
                .map(|(file, (name, _))| ((*name).to_owned(), file))
                .collect(),
            files: files
                .iter()
                .map(|(_, text)| text.as_bytes().to_vec())
                .collect(),
            open: None,
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        let file = *self.names.get(name)?;
        Some(&self.files[file])
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// Runs a step of a program, and returns the events that it causes.
    pub(super) fn run(&mut self, step: Step, text: &str) -> Events {
        let event = |kind, name: &str| (kind, vec![name.to_owned()]);
        match step {
            Step::Create(name) => {
                assert!(!self.names.contains_key(name), "{name} exists");
                self.open(name)
            }
            Step::Open(name) => {
                assert!(self.names.contains_key(name), "{name} does not exist");
                self.open(name)
            }
            Step::Empty(name) => {
                let mut events = match self.names.get(name) {
                    Some(file) => {
                        self.files[*file].clear();
                        vec![event(WRITTEN, name)]
                    }
                    None => Vec::new(),
                };
                events.extend(self.open(name));
                events
            }
            Step::Write => {
                self.opened().position = 0;
                self.write(text.as_bytes())
            }
            // The site runs this step once for each character.
            Step::WriteBytes => self.write(text.as_bytes()),
            Step::WriteFirst => self.write(parts(text).0),
            Step::WriteRest => self.write(parts(text).1),
            Step::Cut => {
                let OpenFile { file, position, .. } = *self.opened();
                self.files[file].truncate(position);
                vec![event(WRITTEN, &self.opened().name)]
            }
            Step::Flush | Step::Yield => Vec::new(),
            Step::Close => self.close(),
            Step::Move(from, to) => self.rename(from, to),
            Step::Link(from, to) => {
                let file = self.names[from];
                self.names.insert(to.to_owned(), file);
                vec![event(CREATED, to)]
            }
            Step::Lock(name) => {
                self.add(name);
                vec![event(CREATED, name)]
            }
            Step::Mode(name) => vec![event(ATTRIBUTES_SET, name)],
            Step::Touch(name) => vec![
                event(OPENED, name),
                event(ATTRIBUTES_SET, name),
                event(CLOSED, name),
            ],
            Step::Delete(name) => match self.names.remove(name) {
                Some(_) => vec![event(DELETED, name)],
                None => Vec::new(),
            },
        }
    }

    fn add(&mut self, name: &str) -> usize {
        self.files.push(Vec::new());
        self.names.insert(name.to_owned(), self.files.len() - 1);
        self.files.len() - 1
    }

    fn open(&mut self, name: &str) -> Events {
        let mut events = Vec::new();
        let known = self.names.get(name).copied();
        let file = known.unwrap_or_else(|| self.add(name));
        if known.is_none() {
            events.push((CREATED, vec![name.to_owned()]));
        }
        events.push((OPENED, vec![name.to_owned()]));
        // A program that opens another file closes the one before.
        events.extend(self.close());
        self.open = Some(OpenFile {
            file,
            name: name.to_owned(),
            position: 0,
        });
        events
    }

    fn opened(&mut self) -> &mut OpenFile {
        self.open.as_mut().expect("a step before opened a file")
    }

    fn write(&mut self, bytes: &[u8]) -> Events {
        let OpenFile {
            file,
            name,
            position,
        } = self.opened();
        let (file, name, begin) = (*file, name.clone(), *position);
        *position += bytes.len();
        let content = &mut self.files[file];
        let end = begin + bytes.len();
        content.resize(content.len().max(end), 0);
        content[begin..end].copy_from_slice(bytes);
        vec![(WRITTEN, vec![name])]
    }

    fn close(&mut self) -> Events {
        let closed = self.open.take();
        closed
            .map(|open| (CLOSED, vec![open.name]))
            .into_iter()
            .collect()
    }

    fn rename(&mut self, from: &str, to: &str) -> Events {
        let file = self.names.remove(from).expect("a file to move");
        self.names.insert(to.to_owned(), file);
        if let Some(open) = self.open.as_mut().filter(|open| open.file == file) {
            to.clone_into(&mut open.name);
        }
        vec![
            (moved(RenameMode::From), vec![from.to_owned()]),
            (moved(RenameMode::To), vec![to.to_owned()]),
            (
                moved(RenameMode::Both),
                vec![from.to_owned(), to.to_owned()],
            ),
        ]
    }
}
