//! One module as it is written: what it defines, imports and mentions.

use std::collections::BTreeSet;

/// A module: a file, or a `mod` with a body inside one.
#[derive(Default)]
pub struct Module {
    /// The names of its ancestors below the crate root, and its own.
    pub path: Vec<String>,
    /// The file that holds it, below `src/`.
    pub file: String,
    pub children: BTreeSet<String>,
    /// Types, functions, constants and macros.
    pub items: BTreeSet<String>,
    pub imports: Vec<Import>,
    pub mentions: Vec<Mention>,
    /// The names of all methods that it calls, each with its line.
    pub calls: Vec<(String, usize)>,
    /// Methods of `impl T` blocks without a trait: the path of `T`, and the method's name.
    pub methods: Vec<(Written, String)>,
}

/// A path as it is written. `crate`, `self` and `super` are already resolved.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Written {
    pub start: Start,
    pub names: Vec<String>,
}

/// The module in which the first name of a path is looked up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Start {
    /// The root of this crate.
    Crate,
    /// The list of libraries: `::name`.
    Libraries,
    /// The module that writes the path.
    Here,
}

/// One leaf of a `use`.
pub struct Import {
    pub path: Written,
    /// The name that the module gets. A glob and `as _` give none.
    pub name: Option<String>,
    pub is_glob: bool,
    /// True for `pub use` in all its forms.
    pub is_reexport: bool,
    pub line: usize,
}

/// A path outside of a `use`, or the call of a method.
pub struct Mention {
    pub kind: MentionKind,
    pub line: usize,
}

impl Mention {
    /// Returns the path, unless it is the call of a method, and its line.
    pub fn path(&self) -> Option<(&Written, usize)> {
        match &self.kind {
            MentionKind::Path(path) | MentionKind::Macro(path) => Some((path, self.line)),
            MentionKind::Method(..) => None,
        }
    }
}

pub enum MentionKind {
    Path(Written),
    /// The name in front of a `!`. Macros are also visible in child modules.
    Macro(Written),
    /// `receiver.name(..)` if the receiver is `self` or a parameter: its type and the method.
    Method(Written, String),
}

/// A function with a body, in tests too.
pub struct Function {
    pub file: String,
    pub name: String,
    pub line: usize,
    /// The number of lines from `fn` to the closing brace.
    pub length: usize,
}
