//! Cases: the files of a build, its diagnostics and the positions of its items.

use super::source;
use milepost::diagnostic::{Diagnostic, Fix, Frame, Item, Place, Severity};
use milepost::path::{OutputPath, SourcePath};
use milepost::report::{Located, SourceLookup, locate};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// The content of `<name>.yaml`.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    #[serde(default)]
    files: BTreeMap<String, String>,
    /// The texts of the links of each file, in order.
    #[serde(default)]
    links: BTreeMap<String, Vec<String>>,
    /// The URLs of the pages that are made from files.
    #[serde(default)]
    urls: BTreeMap<String, String>,
    diagnostics: Vec<Fault>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    code: String,
    severity: String,
    message: String,
    at: Option<At>,
    #[serde(default)]
    trace: Vec<Step>,
    advice: Option<String>,
    fix: Option<String>,
    #[serde(default)]
    safe: bool,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    what: String,
    at: At,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct At {
    file: Option<String>,
    /// The first occurrence of this text.
    text: Option<String>,
    span: Option<[usize; 2]>,
    link: Option<usize>,
    output: Option<String>,
}

impl Case {
    /// Returns all cases of a folder with their names, in order.
    pub fn all(folder: &Path) -> Vec<(String, Case)> {
        let entries = std::fs::read_dir(folder).expect("the folder of the cases is there");
        let mut cases: Vec<(String, Case)> = entries
            .map(|entry| entry.expect("the folder can be read").path())
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "yaml")
            })
            .map(|path| {
                let text = std::fs::read_to_string(&path).expect("a case is text");
                let case = serde_yaml::from_str(&text)
                    .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                (
                    path.file_stem()
                        .expect("it has a name")
                        .to_string_lossy()
                        .into_owned(),
                    case,
                )
            })
            .collect();
        cases.sort_by(|a, b| a.0.cmp(&b.0));
        cases
    }

    /// Returns the located diagnostics of the case.
    pub fn located(&self) -> Vec<Located> {
        let diagnostics: Vec<Diagnostic> = self
            .diagnostics
            .iter()
            .map(|fault| self.diagnostic(fault))
            .collect();
        locate(&diagnostics, self)
    }

    /// Returns the case with each diagnostic twice and the last one first.
    pub fn reversed_and_doubled(&self) -> Case {
        let doubled = self
            .diagnostics
            .iter()
            .rev()
            .flat_map(|fault| [fault.clone(), fault.clone()]);
        Case {
            diagnostics: doubled.collect(),
            ..self.clone()
        }
    }

    fn diagnostic(&self, fault: &Fault) -> Diagnostic {
        Diagnostic {
            code: Box::leak(fault.code.clone().into_boxed_str()),
            severity: match fault.severity.as_str() {
                "error" => Severity::Error,
                "warning" => Severity::Warning,
                _ => Severity::Note,
            },
            message: fault.message.clone(),
            place: fault.at.as_ref().map(|at| self.place(at)),
            trace: fault
                .trace
                .iter()
                .map(|step| Frame {
                    what: step.what.clone(),
                    place: self.place(&step.at),
                })
                .collect(),
            advice: fault.advice.clone(),
            fix: fault.fix.clone().map(|line| Fix {
                line,
                safe: fault.safe,
            }),
        }
    }

    fn place(&self, at: &At) -> Place {
        if let Some(output) = &at.output {
            return Place::Output(OutputPath::new(output).expect("a case names good paths"));
        }
        let name = at.file.as_deref().expect("a place has a file or an output");
        let file = source(name);
        match (&at.text, at.span, at.link) {
            (Some(text), _, _) => Place::Span {
                file,
                span: self.find(name, text),
            },
            (_, Some([start, end]), _) => Place::Span {
                file,
                span: start..end,
            },
            (_, _, Some(link)) => Place::Item {
                file,
                item: Item::Link(link),
            },
            _ => Place::File(file),
        }
    }

    fn find(&self, file: &str, text: &str) -> Range<usize> {
        let start = self.files[file]
            .find(text)
            .unwrap_or_else(|| panic!("{file} has {text:?}"));
        start..start + text.len()
    }
}

impl SourceLookup for Case {
    fn text(&self, file: &SourcePath) -> Option<Arc<str>> {
        self.files
            .get(file.as_str())
            .map(|text| text.as_str().into())
    }
    fn item(&self, file: &SourcePath, item: &Item) -> Option<Range<usize>> {
        let Item::Link(link) = item else { return None };
        self.links
            .get(file.as_str())?
            .get(*link)
            .map(|text| self.find(file.as_str(), text))
    }
    fn url(&self, file: &SourcePath) -> Option<String> {
        self.urls.get(file.as_str()).cloned()
    }
    fn output_url(&self, output: &OutputPath) -> String {
        format!("/{}", output.as_str().trim_end_matches("index.html"))
    }
}
