//! Collisions: two outputs that ask for one address. Names are compared as the least able file
//! system does.

use crate::diagnostic::{Checked, Diagnostic, Item, Place};
use crate::digest::Digested;
use crate::output::Precedence;
use crate::path::{LONGEST_NAME, OutputPath, SourcePath};
use crate::site::Route;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The part of a request that decides which output gets which address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Claim {
    pub route: Digested<Route>,
    pub precedence: Precedence,
    pub origin: Option<SourcePath>,
    /// The item of the origin that names the address.
    pub named_by: Option<Item>,
}

impl Claim {
    fn place(&self) -> Option<Place> {
        let file = self.origin.clone()?;
        Some(match self.named_by.clone() {
            Some(item) => Place::Item { file, item },
            None => Place::File(file),
        })
    }

    /// Returns true for an alias, and for a redirect of site.yaml.
    fn is_older_address(&self) -> bool {
        let key = match &self.named_by {
            Some(Item::Key(key)) => key.as_str(),
            _ => "",
        };
        key.starts_with("aliases") || key.starts_with("redirects")
    }
}

/// Folders of which a site can have none: those of the preview and of the list of files.
const RESERVED: [&str; 2] = ["_milepost", ".milepost"];

/// The claims that get their address.
pub(super) struct Places {
    /// Their numbers, in the order of their outputs.
    pub numbers: Vec<usize>,
    /// The position of each output in that order.
    pub positions: Arc<HashMap<OutputPath, usize>>,
}

/// Decides which claims get their address.
///
/// The first claim has the address. A later one is reported, with both files named.
pub(super) fn places(claims: &[Claim]) -> Checked<Places> {
    let mut taken = Taken::new();
    let mut diagnostics = Vec::new();
    for (number, claim) in claims.iter().enumerate() {
        if let Some(problem) = refused(claim) {
            diagnostics.push(problem);
            continue;
        }
        match taken.entry(claim.route.output.folded()) {
            Entry::Vacant(place) => {
                place.insert(number);
            }
            Entry::Occupied(_) if claim.precedence == Precedence::Fallback => {}
            Entry::Occupied(other) => diagnostics.push(same_place(claim, &claims[*other.get()])),
        }
    }
    diagnostics.extend(files_as_folders(&taken, claims));
    let mut numbers: Vec<usize> = taken.into_values().collect();
    numbers.sort_unstable_by_key(|number| &claims[*number].route.output);
    let outputs = numbers.iter().map(|number| &claims[*number].route.output);
    let positions = outputs.cloned().zip(0..).collect();
    Checked {
        value: Places {
            numbers,
            positions: Arc::new(positions),
        },
        diagnostics,
    }
}

/// Numbers of claims by a form of their path in which names that differ only in case or Unicode
/// form are equal.
type Taken = BTreeMap<String, usize>;

/// Returns the error for a file of the user that claims a reserved path or a name that is too long.
fn refused(claim: &Claim) -> Option<Diagnostic> {
    if claim.precedence != Precedence::User {
        return None;
    }
    let output = claim.route.output.as_str();
    let top = output.split('/').next().unwrap_or_default();
    if output != top
        && RESERVED
            .iter()
            .any(|reserved| reserved.eq_ignore_ascii_case(top))
    {
        let problem = Diagnostic::error(
            "reserved-url",
            format!("`/{top}/` is where Milepost puts its own files"),
        );
        return Some(at(problem, claim).advise("give this page or file another path"));
    }
    let long = output.split('/').find(|part| part.len() > LONGEST_NAME)?;
    let problem = Diagnostic::error(
        "unusable-path",
        format!("the name `{long}` is longer than {LONGEST_NAME} bytes"),
    );
    Some(at(problem, claim).advise("give the page a shorter `slug`"))
}

/// Reports outputs that are also the folder of another output.
fn files_as_folders(taken: &Taken, claims: &[Claim]) -> Vec<Diagnostic> {
    // Nearly every output is an `index.html`; only where one is also a folder's name can something
    // lie below it.
    let folder_named_index = taken.keys().any(|key| key.contains("/index.html/"));
    let mut diagnostics = Vec::new();
    for (key, file) in taken {
        if key.ends_with("/index.html") && !folder_named_index {
            continue;
        }
        let below = taken.range(format!("{key}/")..format!("{key}0")).next();
        diagnostics
            .extend(below.map(|(_, inner)| file_and_folder(&claims[*file], &claims[*inner], key)));
    }
    diagnostics
}

fn same_place(claim: &Claim, other: &Claim) -> Diagnostic {
    let (url, other_url) = (&claim.route.url, &other.route.url);
    let are_files = [claim, other].iter().all(|claim| !claim.is_older_address());
    let (name, other_name) = (name(claim), name(other));
    let message = match url == other_url {
        true if are_files => {
            format!("two files make the same URL `{url}`: {other_name} and {name}")
        }
        true => format!("the URL `{url}` is made twice: by {other_name} and by {name}"),
        false => format!(
            "`{other_url}` and `{url}` are the same on systems that ignore case: \
             {other_name} and {name}"
        ),
    };
    let problem = at(Diagnostic::error("same-url", message), claim);
    let problem = match other.place() {
        Some(place) => problem.through("the other one", place),
        None => problem,
    };
    problem.advise(match claim.is_older_address() {
        true => "delete the one that is not needed",
        false => "rename one of them, or give one another `slug` or `path` in its front matter",
    })
}

fn file_and_folder(file: &Claim, inner: &Claim, path: &str) -> Diagnostic {
    let message = format!(
        "`{path}` would be a file and a folder at once: {} and {}",
        name(file),
        name(inner)
    );
    at(Diagnostic::error("same-url", message), inner).advise("rename one of them")
}

fn name(claim: &Claim) -> String {
    let Some(origin) = &claim.origin else {
        return "one that Milepost makes".to_owned();
    };
    match claim.is_older_address() {
        true if *origin == SourcePath::site_file() => format!("a redirect of `{origin}`"),
        true => format!("an alias of `{origin}`"),
        false => format!("`{origin}`"),
    }
}

fn at(diagnostic: Diagnostic, claim: &Claim) -> Diagnostic {
    match claim.place() {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}
