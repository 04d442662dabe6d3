//! The plan: every output of a site, its address, and everything that it is made of, before
//! anything is rendered.
//!
//! It is drawn up in two phases. *Requesting* asks each kind of output what it wants, and decides
//! which output gets which address; it is memoized on the inputs of the plan, which hold no
//! contents of documents. *Binding* looks up the contents that outputs name, and puts their digests
//! into the keys. The plan of one build is the memo of the next: a job whose key is equal is the
//! job of before, with the output that was rendered for it.

mod collision;
mod jobs;
mod requests;

pub use jobs::{Job, Jobs};

use crate::diagnostic::Diagnostic;
use crate::document::Documents;
use crate::memo::Memo;
use crate::output::{Kind, PlanInputs};
use collision::Places;
use requests::{RequestInputs, Requests};
use std::sync::Arc;

/// The plan of a build.
#[derive(Clone)]
pub struct Plan {
    requests: Memo<Arc<Requests>>,
    /// The requests that get their address.
    places: Memo<Places>,
    /// Every output by its path.
    pub jobs: Jobs,
}

impl Plan {
    /// Returns the diagnostics of requests, and the collisions that were found.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let of_requests = self.requests.diagnostics().iter();
        of_requests.chain(self.places.diagnostics())
    }
}

/// Draws up the plan. Jobs with equal keys are those of the previous plan.
pub fn plan(
    kinds: &[Kind],
    inputs: PlanInputs,
    documents: &Documents,
    previous: Option<&Plan>,
) -> Plan {
    let inputs = RequestInputs {
        kinds: kinds.to_vec(),
        plan: inputs,
    };
    let requests = Memo::of(
        previous.map(|previous| &previous.requests),
        &inputs,
        requests::request_all,
    );
    let places = Memo::of(
        previous.map(|previous| &previous.places),
        &requests.value().claims,
        |claims| collision::places(claims),
    );
    let jobs = jobs::bind(
        requests.value(),
        places.value(),
        documents,
        previous.map(|previous| &previous.jobs),
    );
    Plan {
        requests,
        places,
        jobs,
    }
}
