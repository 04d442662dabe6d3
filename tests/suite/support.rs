//! Sites in temporary folders, edited as users edit them and built as the program builds them.

use milepost::build::{Build, BuildOptions, Builder, Bytes, Scope};
use milepost::config::Markdown;
use milepost::document::{Blocks, ParseOptions};
use milepost::output::Kind;
use milepost::path::OutputPath;
use milepost::report::{self, ColorMode, Limit, Located, PageStatus};
use milepost::source::{self, Snapshot};
use milepost::strings::Strings;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use tempfile::TempDir;

/// 2026-11-23, noon, in seconds since 1970.
pub const CLOCK: i64 = 1_795_435_200;

/// A site in a temporary folder, with a builder that has seen all of its edits.
pub struct Site {
    folder: TempDir,
    builder: Builder,
    kinds: &'static [Kind],
    snapshot: Option<Snapshot>,
    pub options: BuildOptions,
}

impl Site {
    /// Returns a site with these files and no others. Its theme is the one in the binary.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let site = Site {
            folder,
            builder: Builder::default(),
            kinds: &[],
            snapshot: None,
            options: BuildOptions::publish(CLOCK),
        };
        files.iter().for_each(|(path, text)| site.write(path, text));
        site
    }

    /// The same site, built with further kinds of output.
    pub fn with_kinds(self, kinds: &'static [Kind]) -> Self {
        Site {
            builder: self.builder.with_kinds(kinds),
            kinds,
            ..self
        }
    }

    /// Returns the folder of the site, with links resolved.
    pub fn root(&self) -> PathBuf {
        self.folder
            .path()
            .canonicalize()
            .expect("the folder of the test")
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    pub fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a path below the site")).expect("a folder");
        fs::write(file, bytes).expect("a file");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a text that the test wrote")
    }

    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} does not contain {from:?}");
        self.write(path, &text.replacen(from, to, 1));
    }

    /// Builds the site as it is now, with the build before to take over from.
    pub fn build(&mut self) -> Build {
        let snapshot = source::scan(&self.root(), self.snapshot.as_ref());
        let build = self.builder.build(&snapshot, &self.options);
        self.snapshot = Some(snapshot);
        build
    }

    /// Builds the site as it is now, as if for the first time.
    pub fn build_cold(&self) -> Build {
        let mut builder = Builder::default().with_kinds(self.kinds);
        builder.build(&source::scan(&self.root(), None), &self.options)
    }

    /// Builds the site and returns its diagnostics as the terminal shows them.
    pub fn report(&mut self) -> String {
        let build = self.build();
        report(&build)
    }
}

/// Returns options of parsing for a site with these taxonomies.
pub fn parse_options(taxonomies: &[&str]) -> ParseOptions {
    ParseOptions {
        taxonomies: taxonomies.iter().map(|name| (*name).to_owned()).collect(),
        terms_have_pages: true,
        judges_writing: true,
        markdown: Markdown::default(),
        blocks: Blocks::Plain,
        strings: Strings::of("en", &BTreeMap::new()),
    }
}

/// Reads a value from the environment; `None` if there is none of this kind.
pub fn given<T: FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

/// Reads a number from the environment.
pub fn number(name: &str, default: u64) -> u64 {
    given(name).unwrap_or(default)
}

/// Returns the next random number: xorshift, so that it is the same in each run.
pub fn random(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

/// A generator of random numbers below a limit, the same in each run.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        (random(&mut self.0) >> 11) as usize % limit
    }
}

/// Returns all diagnostics of `check`, as the terminal shows them.
pub fn full_report(build: &Build) -> String {
    report::text(&located(build), Limit::All, ColorMode::Plain)
}

/// Returns the statuses of the pages of a build.
pub fn statuses(build: &Build) -> Vec<PageStatus> {
    report::statuses(build, &located(build))
}

fn located(build: &Build) -> Vec<Located> {
    report::locate(
        &build.diagnostics(Scope::Checked(&build.examine(|_| None))),
        build,
    )
}

/// Returns the diagnostics of a build, as the terminal shows them.
pub fn report(build: &Build) -> String {
    let outcomes = build.each_output(|_, _, _| {});
    let located = report::locate(&build.diagnostics(Scope::Rendered(&outcomes)), build);
    report::text(&located, Limit::All, ColorMode::Plain)
}

/// Returns every output of a build with its bytes; `None` for those that could not be made.
pub fn outputs(build: &Build) -> BTreeMap<String, Option<Vec<u8>>> {
    let bytes = |output| match build.bytes_of(output) {
        Bytes::Here(bytes) => bytes.to_vec(),
        Bytes::File { file, .. } => fs::read(file.path()).expect("a source of the test"),
    };
    build
        .outputs()
        .into_iter()
        .map(|(path, rendered)| (path.to_string(), rendered.output.as_ref().map(bytes)))
        .collect()
}

/// Returns the text of one output.
pub fn text(build: &Build, path: &str) -> String {
    let path = OutputPath::new(path).expect("a path of an output");
    let rendered = build
        .output(&path)
        .unwrap_or_else(|| panic!("there is no {path}"));
    match build.bytes_of(
        rendered
            .output
            .as_ref()
            .unwrap_or_else(|| panic!("{path} could not be made: {:?}", rendered.diagnostics)),
    ) {
        Bytes::Here(bytes) => String::from_utf8(bytes.to_vec()).expect("a text"),
        Bytes::File { file, .. } => fs::read_to_string(file.path()).expect("a text"),
    }
}

/// Returns the paths of the files below a folder, without those that have hidden names.
pub fn files_below(folder: &Path) -> Vec<String> {
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    let files = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(visible)
        .filter_map(Result::ok);
    let below = |entry: walkdir::DirEntry| {
        entry
            .path()
            .strip_prefix(folder)
            .expect("below")
            .to_string_lossy()
            .into_owned()
    };
    files
        .filter(|entry| entry.file_type().is_file())
        .map(below)
        .collect()
}
