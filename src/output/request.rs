//! A request: an output, the address that it asks for, and the contents that it shows.

use super::contents::{ContentNames, Contents};
use super::planning::Planning;
use super::rendered::Rendered;
use crate::diagnostic::Item;
use crate::digest::{Digest, Digested};
use crate::image::ImageCache;
use crate::page::PageInputs;
use crate::path::{OutputPath, SourcePath};
use crate::site::Route;
use std::any::type_name;
use std::hash::Hash;
use std::sync::Arc;

/// A kind of output: the function that requests all outputs of the kind.
pub type Kind = fn(&Planning<'_>) -> Vec<Request>;

/// One output: everything that it is made of but the contents of documents, and how it is made.
pub trait Output: Send + Sync {
    /// Makes the output. It reads itself, the contents that it asked for, and sources by their
    /// digests, and nothing else.
    fn render(&self, contents: &Contents, images: &ImageCache) -> Rendered;

    /// Looks for the faults of the output, for `check`. The outcome has those of [`Self::render`];
    /// what takes long is left out.
    fn examine(&self, contents: &Contents, images: &ImageCache) -> Rendered {
        self.render(contents, images)
    }

    /// Returns the inputs of a page, for checks and for the preview.
    fn page(&self) -> Option<&PageInputs> {
        None
    }

    /// Returns the name of the template that the output is rendered from, if there is one.
    fn template(&self) -> Option<&str> {
        None
    }

    /// Returns the part that the output plays in a preview.
    fn role(&self) -> Role {
        Role::Other
    }
}

/// The part that an output plays in a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A style sheet or another asset of the theme. An open page swaps it when it changes.
    Asset,
    /// A file that is copied. An open page that shows it swaps it when it changes.
    File,
    /// An output that is expensive to make. The preview makes it on request only.
    OnRequest,
    /// Any other output.
    Other,
}

/// The phase of publishing in which an output is put into place. An output is put into place after
/// those that it refers to, and removed before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Pages refer to it: styles, scripts, images, fonts, files.
    Asset,
    /// People read it. New pages come before changed ones, which may link to them.
    Page,
    /// It refers to many pages: feeds, sitemap, search.
    Aggregate,
}

/// The precedence of an output where two ask for one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Precedence {
    /// A file of the user names the address. It cannot lie in a folder that Milepost reserves.
    User,
    /// Milepost names an address in one of its own folders.
    Reserved,
    /// Milepost takes the address if no file of the user does.
    Fallback,
}

/// A request for an output.
pub struct Request {
    /// The address that it asks for.
    pub route: Digested<Route>,
    /// The phase of publishing.
    pub phase: Phase,
    /// The source that it comes from, to name in messages.
    pub origin: Option<SourcePath>,
    /// The item of that source that names the address, to point at in messages.
    pub named_by: Option<Item>,
    /// The precedence over other requests for the address.
    pub precedence: Precedence,
    /// The documents whose contents it shows.
    pub contents: Arc<ContentNames>,
    /// The output.
    pub output: Box<dyn Output>,
    /// The digest of all of this but the item, the precedence and the contents.
    pub digest: Digest,
}

impl Request {
    /// A request for an address that a file of the user names.
    pub fn for_source<O: Output + Hash + 'static>(
        route: Digested<Route>,
        phase: Phase,
        origin: Option<SourcePath>,
        output: O,
    ) -> Self {
        Request::new(route, phase, origin, Precedence::User, output)
    }

    /// A request for an address in a folder of Milepost.
    pub fn reserved<O: Output + Hash + 'static>(
        route: Digested<Route>,
        phase: Phase,
        origin: Option<SourcePath>,
        output: O,
    ) -> Self {
        Request::new(route, phase, origin, Precedence::Reserved, output)
    }

    /// A request for a file at the root of the site, unless a file of the user takes the address.
    pub fn fallback<O: Output + Hash + 'static>(
        name: &str,
        phase: Phase,
        output: O,
    ) -> Option<Self> {
        let route = Route::of_file(&OutputPath::new(name).ok()?)?;
        let precedence = Precedence::Fallback;
        Some(Request::new(
            Digested::new(route),
            phase,
            None,
            precedence,
            output,
        ))
    }

    fn new<O: Output + Hash + 'static>(
        route: Digested<Route>,
        phase: Phase,
        origin: Option<SourcePath>,
        precedence: Precedence,
        output: O,
    ) -> Self {
        Request {
            digest: Digest::of(&(type_name::<O>(), &route, phase, &origin, &output)),
            route,
            phase,
            origin,
            named_by: None,
            precedence,
            contents: Arc::default(),
            output: Box::new(output),
        }
    }

    /// Returns the inputs of a page; none for any other output.
    pub fn page(&self) -> Option<&PageInputs> {
        self.output.page()
    }

    /// The same request, whose address this item of its source names.
    #[must_use]
    pub fn named_by(self, named_by: Option<Item>) -> Self {
        Request { named_by, ..self }
    }

    /// The same request, for an output that shows these contents.
    #[must_use]
    pub fn showing(self, contents: Arc<ContentNames>) -> Self {
        Request { contents, ..self }
    }
}
