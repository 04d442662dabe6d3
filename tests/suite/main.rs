//! The integration tests: one binary, a module a feature.
#![allow(clippy::unwrap_used)]

mod publish;
