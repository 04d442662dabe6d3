//! Binding, the second phase of a plan: jobs, each a request with the contents that its output
//! shows.

use super::collision::Places;
use super::requests::Requests;
use crate::digest::Digest;
use crate::document::Documents;
use crate::image::ImageCache;
use crate::merge::merge_join;
use crate::output::{ContentNames, Contents, Rendered, Request};
use crate::path::OutputPath;
use rayon::prelude::*;
use std::borrow::Borrow;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// One output of a site, with everything that it is made of.
pub struct Job {
    request: Arc<Request>,
    contents: Arc<Bound>,
    /// The digest of everything that the output is made of.
    pub key: Digest,
    /// The output, once it is rendered.
    pub cell: OnceLock<Rendered>,
}

/// The contents that one or more outputs show, with their digest.
struct Bound {
    digest: Digest,
    contents: Contents,
}

/// A job is above all the request of its output.
impl Deref for Job {
    type Target = Request;
    fn deref(&self) -> &Request {
        &self.request
    }
}

impl Job {
    fn new(request: &Arc<Request>, contents: &Arc<Bound>) -> Self {
        Job {
            request: Arc::clone(request),
            contents: Arc::clone(contents),
            key: Digest::of(&(request.digest, contents.digest)),
            cell: OnceLock::new(),
        }
    }

    /// Makes the output.
    pub fn render(&self, images: &ImageCache) -> Rendered {
        self.output.render(&self.contents.contents, images)
    }

    /// Looks for the faults of the output.
    pub fn examine(&self, images: &ImageCache) -> Rendered {
        self.output.examine(&self.contents.contents, images)
    }

    /// Returns true if the job is made of this request and of contents with this digest, so that a
    /// new job would be the same. A transient outcome is rendered again.
    fn is_of(&self, request: &Request, contents: Digest) -> bool {
        self.request.digest == request.digest
            && self.contents.digest == contents
            && self.cell.get().is_none_or(|made| made.is_lasting)
    }
}

/// All jobs of a plan, in the order of their outputs.
#[derive(Clone, Default)]
pub struct Jobs {
    all: Arc<[Arc<Job>]>,
    /// The position of each output.
    positions: Arc<HashMap<OutputPath, usize>>,
}

impl Jobs {
    /// Returns the job of an output.
    pub fn get<P: Borrow<str> + ?Sized>(&self, output: &P) -> Option<&Arc<Job>> {
        let position = self.positions.get(output.borrow())?;
        Some(&self.all[*position])
    }

    /// Returns true if there is an output at a path.
    pub fn contains_key<P: Borrow<str> + ?Sized>(&self, output: &P) -> bool {
        self.positions.contains_key(output.borrow())
    }

    /// Returns the jobs with their outputs.
    pub fn iter(&self) -> impl Iterator<Item = (&OutputPath, &Arc<Job>)> {
        self.values().map(|job| (&job.route.output, job))
    }

    /// Returns the outputs.
    pub fn keys(&self) -> impl Iterator<Item = &OutputPath> {
        self.values().map(|job| &job.route.output)
    }

    /// Returns the jobs.
    pub fn values(&self) -> std::slice::Iter<'_, Arc<Job>> {
        self.all.iter()
    }

    /// Returns the jobs, for work on all cores.
    pub fn par_values(&self) -> rayon::slice::Iter<'_, Arc<Job>> {
        self.all.par_iter()
    }

    /// Returns the number of jobs.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns the number of pages that readers can find: those of the site, with each list page.
    pub fn page_count(&self) -> usize {
        let pages = self.values().filter_map(|job| job.page());
        pages.filter(|page| page.data.kind.is_in_site()).count()
    }

    /// Returns true if there is no job.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// Binds the requests that get their address to the contents that they show.
pub(super) fn bind(
    requests: &Requests,
    places: &Places,
    documents: &Documents,
    previous: Option<&Jobs>,
) -> Jobs {
    // Each list of contents is bound once, however many outputs show it.
    let lists: Vec<List<'_>> = requests
        .contents
        .par_iter()
        .map(|names| List {
            names,
            digest: names.digest(documents),
            bound: OnceLock::new(),
        })
        .collect();
    let known = previous.map_or(&[][..], |previous| &previous.all);
    let known = known_jobs(requests, &places.numbers, known);
    let job = |(number, known): (&usize, Option<&Arc<Job>>)| {
        let request = &requests.all[*number];
        let list = &lists[requests.contents_of[*number]];
        match known.filter(|known| known.is_of(request, list.digest)) {
            Some(known) => Arc::clone(known),
            None => Arc::new(Job::new(request, list.bound(documents))),
        }
    };
    let jobs = places.numbers.par_iter().zip(known).map(job);
    Jobs {
        all: jobs.collect::<Vec<_>>().into(),
        positions: Arc::clone(&places.positions),
    }
}

/// A list of contents while jobs are bound to it.
struct List<'a> {
    names: &'a ContentNames,
    digest: Digest,
    bound: OnceLock<Arc<Bound>>,
}

impl List<'_> {
    fn bound(&self, documents: &Documents) -> &Arc<Bound> {
        self.bound.get_or_init(|| {
            Arc::new(Bound {
                digest: self.digest,
                contents: self.names.bind(documents),
            })
        })
    }
}

/// Finds the previous job of each output. Both are in the order of outputs, and mostly they are of
/// the same requests.
fn known_jobs<'a>(
    requests: &Requests,
    places: &[usize],
    known: &'a [Arc<Job>],
) -> Vec<Option<&'a Arc<Job>>> {
    let is_of =
        |(number, job): (&usize, &Arc<Job>)| Arc::ptr_eq(&requests.all[*number], &job.request);
    if places.len() == known.len() && places.iter().zip(known).all(is_of) {
        return known.iter().map(Some).collect();
    }
    let outputs = places.iter();
    let outputs = outputs.map(|number| (&requests.all[*number].route.output, ()));
    let known = known.iter().map(|job| (&job.route.output, job));
    let pairs = merge_join(outputs, known);
    pairs
        .filter_map(|(_, wanted, known)| wanted.map(|()| known))
        .collect()
}
