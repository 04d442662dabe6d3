//! The state of a file or a folder.

/// The kind of thing at a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A link, which was not followed.
    Link,
    /// A pipe, a socket or a device.
    Other,
}

/// The state of a file or a folder at one moment. Equal states are taken for equal bytes, if some
/// time has passed since the last change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Status {
    /// The kind of thing.
    pub kind: Kind,
    /// In bytes.
    pub size: u64,
    /// The time of the last change of the bytes, in nanoseconds since 1970.
    pub modified: i64,
    /// The time of the last change of the bytes or of the properties, in nanoseconds since 1970.
    pub changed: i64,
    /// The number of the disk; 0 if the system has none.
    pub device: u64,
    /// The number of the file on its disk; 0 if the system has none.
    pub inode: u64,
}

impl Status {
    /// True if two states are those of one file or folder, whatever its bytes.
    pub fn is_same_thing(&self, other: &Status) -> bool {
        (self.device, self.inode) == (other.device, other.inode)
    }

    /// True for an ordinary file.
    pub fn is_ordinary(&self) -> bool {
        self.kind == Kind::File
    }
}
