//! Requesting, the first phase of a plan: the requests of all kinds of output.

use super::collision::Claim;
use crate::diagnostic::Checked;
use crate::digest::Digested;
use crate::output::{
    ContentNames, Kind, PlanInputs, Planning, Request, costly_templates, missing_pictures,
    unread_lists,
};
use std::collections::HashMap;
use std::sync::Arc;

/// Everything that requests are made of.
#[derive(Hash)]
pub(super) struct RequestInputs {
    pub kinds: Vec<Kind>,
    pub plan: PlanInputs,
}

/// All requests of a plan, in the order of precedence.
pub(super) struct Requests {
    /// The requests.
    pub(super) all: Vec<Arc<Request>>,
    /// The part of each request that decides which output gets which address.
    pub(super) claims: Digested<Vec<Claim>>,
    /// The lists of contents that the requests name. One that requests share is here once.
    pub(super) contents: Vec<Arc<ContentNames>>,
    /// The number of its list of contents, for each request.
    pub(super) contents_of: Vec<usize>,
}

pub(super) fn request_all(inputs: &RequestInputs) -> Checked<Arc<Requests>> {
    let planning = Planning::new(&inputs.plan);
    let kinds = inputs.kinds.iter();
    let all = kinds.flat_map(|kind| kind(&planning)).map(Arc::new);
    let all: Vec<Arc<Request>> = all.collect();
    let claims = all.iter().map(|request| Claim {
        route: request.route.clone(),
        precedence: request.precedence,
        origin: request.origin.clone(),
        named_by: request.named_by.clone(),
    });
    let claims = Digested::new(claims.collect());

    // Files of the search share one list of all texts, which is bound once. So do outputs that show
    // no contents.
    let mut contents: Vec<Arc<ContentNames>> = Vec::new();
    let mut numbers = HashMap::new();
    let contents_of = all.iter().map(|request| {
        let list = Some(&request.contents).filter(|names| !names.is_empty());
        let number = numbers.entry(list.map(Arc::as_ptr));
        *number.or_insert_with(|| {
            contents.push(Arc::clone(&request.contents));
            contents.len() - 1
        })
    });
    let contents_of = contents_of.collect();
    Checked {
        value: Arc::new(Requests {
            all,
            claims,
            contents,
            contents_of,
        }),
        diagnostics: [
            unread_lists(&planning),
            costly_templates(&planning),
            missing_pictures(&planning),
        ]
        .concat(),
    }
}
