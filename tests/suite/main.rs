//! Milepost's integration tests: one binary, a module a feature.

mod front_matter;
mod config;
