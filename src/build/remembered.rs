//! The outcomes of the last build, kept in the cache: an output that is made of the same things by
//! the same program need not be made again where its file is still in place.
//!
//! The file is JSON: all texts of all facts once, then a record for each output. It lies under the
//! digest of the program, and [`Cache`] tells if it is whole. Only outcomes without diagnostics are
//! remembered, since others are reported each time. Files and images are not: copying and the cache
//! of images are fast enough, and the cache learns which of its images are still in use.

use super::value::{Build, Known, Outcome};
use crate::cache::Cache;
use crate::digest::Digest;
use crate::output::Phase;
use crate::page::{Facts, Texts};
use crate::plan::Job;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// The outcomes of an earlier build, by their outputs.
#[derive(Debug, Default)]
pub struct Remembered {
    texts: Vec<String>,
    records: HashMap<String, Record>,
}

#[derive(Debug)]
struct Record {
    key: Digest,
    digest: Digest,
    /// The numbers of texts.
    ids: Vec<u32>,
    references: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
struct File<'a> {
    #[serde(borrow)]
    texts: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    outputs: Vec<Line<'a>>,
}

/// Output, key of its job, digest of its bytes, ids, references.
#[derive(Serialize, Deserialize)]
struct Line<'a>(
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
    Vec<u32>,
    Vec<u32>,
);

impl Remembered {
    /// Reads the outcomes that the same program has kept. There are none if the file is missing or
    /// damaged.
    pub fn read(cache: &Cache) -> Self {
        let bytes = cache.get(place());
        let file = bytes.as_deref().map(serde_json::from_slice::<File<'_>>);
        let Some(Ok(File { texts, outputs })) = file else {
            return Self::default();
        };
        let records = outputs.into_iter().filter_map(|output| {
            let Line(path, key, digest, ids, references) = output;
            let record = Record {
                key: Digest::from_hex(&key)?,
                digest: Digest::from_hex(&digest)?,
                ids,
                references,
            };
            Some((path.into_owned(), record))
        });
        Remembered {
            records: records.collect(),
            texts: texts.into_iter().map(Cow::into_owned).collect(),
        }
    }

    /// Returns the outcome of a job that was made of the same things.
    pub fn get(&self, job: &Job) -> Option<Known> {
        let record = self.records.get(job.route.output.as_str())?;
        let facts = Facts {
            ids: self.texts(&record.ids)?,
            references: self.texts(&record.references)?,
        };
        (record.key == job.key).then_some(Known {
            digest: record.digest,
            facts: Arc::new(facts),
        })
    }

    fn texts(&self, numbers: &[u32]) -> Option<Texts> {
        let text = |number: &u32| self.texts.get(*number as usize).map(String::as_str);
        numbers.iter().map(text).collect()
    }
}

/// Keeps the outcomes of a build for the next one.
pub fn remember(cache: &Cache, build: &Build, outcomes: &[Outcome]) {
    let mut texts = Numbered::default();
    let outputs = outcomes.iter().filter_map(|outcome| {
        let job = build.jobs().get(outcome.output.as_str())?;
        let (facts, digest) = (outcome.facts.as_ref()?, outcome.digest?);
        let is_kept = is_kept(job) && outcome.diagnostics.is_empty();
        is_kept.then(|| {
            let ids = facts.ids.iter().map(|text| texts.number(text)).collect();
            let references = facts.references.iter();
            let references = references.map(|text| texts.number(text)).collect();
            let (key, digest) = (job.key.hex().into(), digest.hex().into());
            let output = outcome.output.as_str().into();
            Line(output, key, digest, ids, references)
        })
    });
    let outputs: Vec<_> = outputs.collect();
    let file = File {
        outputs,
        texts: texts.texts,
    };
    // Without it the next build makes everything again, and nothing else is lost.
    if let Ok(bytes) = serde_json::to_vec(&file) {
        cache.put(place(), &bytes);
    }
}

fn is_kept(job: &Job) -> bool {
    job.phase != Phase::Asset
}

/// Returns the place of the outcomes in the cache: what another program has made is not believed.
fn place() -> Digest {
    Digest::of(&("outcomes", Digest::of_program()))
}

/// Texts, each once.
#[derive(Default)]
struct Numbered<'a> {
    texts: Vec<Cow<'a, str>>,
    numbers: HashMap<&'a str, u32>,
}

impl<'a> Numbered<'a> {
    fn number(&mut self, text: &'a str) -> u32 {
        *self.numbers.entry(text).or_insert_with(|| {
            self.texts.push(text.into());
            u32::try_from(self.texts.len() - 1).expect("fewer than four billion texts")
        })
    }
}
