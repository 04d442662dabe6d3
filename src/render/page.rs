//! Rendering a job.

use super::body::{self, Filling};
use super::facts::Facts;
use super::finish;
use crate::aggregate;
use crate::asset::AssetTable;
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digest;
use crate::path::SourcePath;
use crate::picture;
use crate::plan::{Job, Work};
use crate::source::Content;
use crate::template::Engine;
use crate::view::{self, PageInputs, PictureInputs};
use std::sync::Arc;

/// A job's output.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// What is published; nothing where it cannot be made, which the diagnostics then say.
    pub output: Option<Output>,
    /// What is in it, for a page.
    pub facts: Arc<Facts>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// The bytes of an output.
#[derive(Debug, Clone)]
pub enum Output {
    /// Bytes that were made.
    Bytes {
        /// Their digest.
        digest: Digest,
        /// The bytes.
        bytes: Arc<[u8]>,
    },
    /// The bytes of a source.
    Source {
        /// Their digest.
        digest: Digest,
        /// The source.
        source: SourcePath,
    },
}

impl Output {
    /// The digest of the bytes.
    pub fn digest(&self) -> Digest {
        match self {
            Output::Bytes { digest, .. } | Output::Source { digest, .. } => *digest,
        }
    }

    fn text(text: String) -> Self {
        Self::bytes(text.into_bytes())
    }

    fn bytes(bytes: Vec<u8>) -> Self {
        Output::Bytes { digest: Digest::of_bytes(&bytes), bytes: Arc::from(bytes) }
    }
}

impl Rendered {
    fn of(output: Output) -> Self {
        Rendered { output: Some(output), facts: Arc::default(), diagnostics: Vec::new() }
    }

    /// The outcome where nothing could be made.
    pub fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        Rendered { output: None, facts: Arc::default(), diagnostics }
    }
}

/// Renders a job, with the engine and the assets that its key was made with.
pub fn render(job: &Job<Rendered>, engine: &Engine, assets: &AssetTable) -> Rendered {
    match &job.work {
        Work::Page(inputs) => page(inputs, engine),
        Work::Copy { source, digest } => Rendered::of(Output::Source { digest: *digest, source: source.clone() }),
        Work::Asset { .. } => asset(job, assets),
        Work::Picture(inputs) => picture(inputs),
        Work::Search(file) => Rendered::of(Output::text(aggregate::search_file(file))),
        Work::Sitemap(sitemap) => Rendered::of(Output::text(aggregate::sitemap(sitemap))),
        Work::Robots(robots) => Rendered::of(Output::text(aggregate::robots(robots))),
        Work::Headers(headers) => Rendered::of(Output::text(aggregate::headers(headers))),
        Work::Redirects(redirects) => Rendered::of(Output::text(aggregate::redirects(redirects))),
        Work::Empty => Rendered::of(Output::text(String::new())),
    }
}

fn asset(job: &Job<Rendered>, assets: &AssetTable) -> Rendered {
    let Some(file) = assets.files.get(&job.route.output) else { return Rendered::failed(Vec::new()) };
    Rendered::of(match &file.content {
        Content::Text(text) => Output::Bytes { digest: file.digest, bytes: Arc::from(text.as_bytes()) },
        Content::Embedded(bytes) => Output::Bytes { digest: file.digest, bytes: Arc::from(*bytes) },
        Content::Binary { .. } => Output::Source { digest: file.digest, source: file.source.clone() },
    })
}

/// A picture that cannot be drawn is the template's fault, so all pictures have one diagnostic.
fn picture(inputs: &PictureInputs) -> Rendered {
    let template = inputs.common.template();
    let drawn = template.render(inputs.roots()).and_then(|svg| {
        let fault = |reason| Diagnostic::error("picture", format!("what this template makes {reason}"));
        picture::draw(&svg).map_err(|reason| fault(reason).at(Place::File(template.path().clone())))
    });
    match drawn {
        Ok(png) => Rendered::of(Output::bytes(png)),
        Err(fault) => Rendered::failed(vec![fault]),
    }
}

fn page(inputs: &PageInputs, engine: &Engine) -> Rendered {
    let mut diagnostics = Vec::new();
    let template = &inputs.common.template;
    if !engine.has(template) {
        return Rendered::failed(missing_template(inputs, engine).into_iter().collect());
    }
    // Only components that are called in the content see the page before it has its content.
    let bare =
        if inputs.own.head.calls.is_empty() { Vec::new() } else { view::roots(inputs, view::page_view(inputs, None, None)) };
    let filling = Filling { inputs, engine, roots: &bare };
    let content = body::fill(&inputs.body.pieces, &filling, &mut diagnostics);
    let summary = inputs.body.summary.map(|end| body::fill(&inputs.body.pieces[..end], &filling, &mut Vec::new()).html);
    let page = view::page_view(inputs, Some(&content.html), summary.as_deref());
    match engine.render(template, view::roots(inputs, page)) {
        Ok(html) => {
            let (html, facts) = finish::finish(html, &content, &inputs.body.ids, base_path(inputs));
            Rendered { output: Some(Output::text(html)), facts: Arc::new(facts), diagnostics }
        }
        Err(fault) => {
            diagnostics.push(through_page(fault, inputs));
            Rendered::failed(diagnostics)
        }
    }
}

/// The path of the base URL, put before every URL of the site: `/guide`, or empty.
fn base_path(inputs: &PageInputs) -> &str {
    inputs.common.base_url.as_ref().map_or("", |base| &base.path)
}

/// A template that has an error of its own was told when it was loaded; only one that is not there is told here.
fn missing_template(inputs: &PageInputs, engine: &Engine) -> Option<Diagnostic> {
    let template = &inputs.common.template;
    if engine.is_faulty(template) {
        return None;
    }
    let diagnostic = Diagnostic::error("unknown-template", format!("there is no template `{template}`"));
    let diagnostic = match crate::diagnostic::nearest(template, engine.template_names()) {
        Some(near) => diagnostic.advise(format!("did you mean `{near}`?")),
        None => diagnostic.advise(format!("write it to `templates/{template}`, or leave out `template` in the front matter")),
    };
    Some(match &inputs.own.source {
        Some(source) => diagnostic.at(Place::File(source.clone())),
        None => diagnostic,
    })
}

fn through_page(fault: Diagnostic, inputs: &PageInputs) -> Diagnostic {
    let place = inputs.own.source.clone().map_or_else(|| Place::Output(inputs.own.route.output.clone()), Place::File);
    fault.through(format!("while rendering `{}` for this page", inputs.common.template), place)
}
