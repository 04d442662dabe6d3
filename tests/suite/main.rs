//! The integration tests: one binary, one module a feature.
#![allow(clippy::unwrap_used)]

mod components;
mod config;
mod equivalence;
mod front_matter;
mod hostile;
mod inert;
mod layers;
mod markdown;
mod publish;
mod readmes;
mod rebuild;
mod report;
mod support;
