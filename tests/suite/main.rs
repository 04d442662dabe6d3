//! The integration tests: one binary, one module a feature.
#![allow(clippy::unwrap_used)]

mod equivalence;
mod layers;
mod preview;
mod publish;
mod rebuild;
mod report;
mod support;
