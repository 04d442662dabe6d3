//! Two outputs in one place: found by comparing names as the least able file system does.

use super::job::Job;
use crate::diagnostic::{Diagnostic, Place};
use crate::path::{OutputPath, SourcePath};
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Folders that stages name themselves.
const RESERVED: [&str; 4] = ["assets", "search", "_milepost", ".milepost"];

/// The longest name of a file, in bytes, that common file systems take.
const LONGEST_NAME: usize = 255;

/// Outputs by the form of their path in which names that differ only in case or Unicode form are equal.
pub(super) struct Claims<R> {
    taken: BTreeMap<String, Arc<Job<R>>>,
    /// Whether some output lies in a folder named `index.html`.
    folder_named_index: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<R> Default for Claims<R> {
    fn default() -> Self {
        Self { taken: BTreeMap::new(), folder_named_index: false, diagnostics: Vec::new() }
    }
}

impl<R> Claims<R> {
    /// Whether something stands there already.
    pub(super) fn is_taken(&self, output: &OutputPath) -> bool {
        self.taken.contains_key(&folded(output))
    }

    /// Takes a place for an output that a stage names itself.
    pub(super) fn claim(&mut self, job: Job<R>) {
        self.insert(job);
    }

    /// Takes a place for an output that somebody's file names; folders of stages are not to be had.
    pub(super) fn claim_named(&mut self, job: Job<R>) {
        let output = &job.route.output;
        let top = output.as_str().split('/').next().unwrap_or_default();
        if output.as_str() != top && RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(top)) {
            let problem = Diagnostic::error("reserved-url", format!("`/{top}/` is where Milepost puts its own files"));
            self.diagnostics.push(at(problem, job.origin.as_ref()).advise("give this page or file another path"));
            return;
        }
        if let Some(long) = output.as_str().split('/').find(|part| part.len() > LONGEST_NAME) {
            let problem = Diagnostic::error("unusable-path", format!("the name `{long}` is longer than {LONGEST_NAME} bytes"));
            self.diagnostics.push(at(problem, job.origin.as_ref()).advise("give the page a shorter `slug`"));
            return;
        }
        self.insert(job);
    }

    fn insert(&mut self, job: Job<R>) {
        let key = folded(&job.route.output);
        self.folder_named_index |= key.contains("/index.html/");
        match self.taken.get(&key) {
            Some(other) => {
                let problem = same_place(&job, other);
                self.diagnostics.push(problem);
            }
            None => {
                self.taken.insert(key, Arc::new(job));
            }
        }
    }

    /// The outputs by their paths, and what is wrong between them.
    pub(super) fn finish(mut self) -> (BTreeMap<OutputPath, Arc<Job<R>>>, Vec<Diagnostic>) {
        for (key, file) in &self.taken {
            // Nearly every output is an `index.html`; only where one is also a folder's name can something lie below it.
            if key.ends_with("/index.html") && !self.folder_named_index {
                continue;
            }
            let below = self.taken.range(format!("{key}/")..format!("{key}0")).next();
            self.diagnostics.extend(below.map(|(_, inner)| file_and_folder(file, inner, key)));
        }
        let jobs = self.taken.into_values().map(|job| (job.route.output.clone(), job)).collect();
        (jobs, self.diagnostics)
    }
}

fn folded(output: &OutputPath) -> String {
    match output.as_str().is_ascii() {
        true => output.as_str().to_ascii_lowercase(),
        false => output.as_str().nfc().flat_map(char::to_lowercase).nfc().collect(),
    }
}

fn same_place<R>(job: &Job<R>, other: &Job<R>) -> Diagnostic {
    let (url, other_url) = (&job.route.url, &other.route.url);
    let message = match url == other_url {
        true => format!("two files make the same URL `{url}`: {} and {}", name(other), name(job)),
        false => format!("`{other_url}` and `{url}` are the same on systems that ignore case: {} and {}", name(other), name(job)),
    };
    let problem = at(Diagnostic::error("same-url", message), job.origin.as_ref());
    let problem = match &other.origin {
        Some(origin) => problem.through("the other one", Place::File(origin.clone())),
        None => problem,
    };
    problem.advise("rename one of them, or give one another `slug` or `path` in its front matter")
}

fn file_and_folder<R>(file: &Job<R>, inner: &Job<R>, path: &str) -> Diagnostic {
    let message = format!("`{path}` would be a file and a folder at once: {} and {}", name(file), name(inner));
    at(Diagnostic::error("same-url", message), inner.origin.as_ref()).advise("rename one of them")
}

fn name<R>(job: &Job<R>) -> String {
    job.origin.as_ref().map_or_else(|| "one that Milepost makes".to_owned(), |origin| format!("`{origin}`"))
}

fn at(diagnostic: Diagnostic, origin: Option<&SourcePath>) -> Diagnostic {
    match origin {
        Some(origin) => diagnostic.at(Place::File(origin.clone())),
        None => diagnostic,
    }
}
