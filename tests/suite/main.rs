//! The integration tests: one binary, one module a feature.
#![allow(clippy::unwrap_used)]

mod browser;
mod command;
mod config;
mod equivalence;
mod front_matter;
mod kill;
mod layers;
mod preview;
mod publish;
mod rebuild;
mod report;
mod site;
mod support;
