//! The integration tests: one binary, one module a feature.
#![allow(clippy::unwrap_used)]

mod addresses;
mod all_contents;
mod blog;
mod booklet;
mod broken_yaml;
mod browser;
mod cases;
mod code;
mod code_blocks;
mod command;
mod commonmark;
mod components;
mod config;
mod data;
mod dead_ends;
mod depth;
mod endless;
mod equivalence;
#[cfg(unix)]
mod exact_edits;
mod feeds;
mod figures;
mod front_matter;
mod git;
mod growth;
mod hostile;
mod hosting;
mod house;
mod images;
#[cfg(unix)]
mod interruptions;
mod layers;
mod limits;
mod lists;
mod looks;
mod markdown;
mod memory;
#[cfg(unix)]
mod mending;
mod mutations;
mod offline;
#[cfg(unix)]
mod outside;
mod pages_workflow;
mod peak;
mod photos;
mod plain_faults;
mod preview;
#[cfg(unix)]
mod printing;
mod program;
mod publication_days;
mod publish;
mod readmes;
mod rebuild;
mod reference;
mod relations;
mod remarks;
mod remembered;
mod report;
mod search;
mod shared_crates;
mod site;
mod slow_network;
#[cfg(unix)]
mod snapshots;
mod social_cards;
#[cfg(unix)]
mod start;
mod status;
mod structured_data;
mod style_sheets;
mod summary;
mod support;
mod switching;
mod templates;
mod terms;
mod text_files;
#[cfg(unix)]
mod torture;
mod xss;
