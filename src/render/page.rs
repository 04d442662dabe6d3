//! Rendering a job.

use super::body::{self, Content as Filled, Filling};
use super::book;
use super::facts::Facts;
use super::finish::{self, Rewriting};
use crate::address::Addresses;
use crate::aggregate;
use crate::asset::AssetTable;
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digest;
use crate::image::{Fault, ImageCache, without_metadata};
use crate::path::{SourcePath, encode_url};
use crate::plan::{Job, Work};
use crate::social_card;
use crate::source::{Content, Snapshot};
use crate::template::Engine;
use crate::view::{self, PageInputs, SocialCardInputs};
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
        Output::Bytes {
            digest: Digest::of_bytes(&bytes),
            bytes: Arc::from(bytes),
        }
    }
}

impl Rendered {
    fn of(output: Output) -> Self {
        Rendered {
            output: Some(output),
            facts: Arc::default(),
            diagnostics: Vec::new(),
        }
    }

    /// The outcome where nothing could be made.
    pub fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        Rendered {
            output: None,
            facts: Arc::default(),
            diagnostics,
        }
    }
}

/// What jobs are rendered with: what their keys were made with, and where pictures are made.
#[derive(Clone, Copy)]
pub struct Tools<'a> {
    /// The templates.
    pub engine: &'a Engine,
    /// The assets.
    pub assets: &'a AssetTable,
    /// The sources, to read pictures.
    pub snapshot: &'a Snapshot,
    /// Where pictures are made.
    pub image_cache: &'a ImageCache,
}

/// Renders a job.
pub fn render(job: &Job<Rendered>, tools: Tools<'_>) -> Rendered {
    let Tools {
        engine,
        assets,
        snapshot,
        image_cache,
    } = tools;
    match &job.work {
        Work::Page(inputs) => page(inputs, engine),
        Work::Copy { source, digest } => Rendered::of(Output::Source {
            digest: *digest,
            source: source.clone(),
        }),
        Work::StripMetadata { source, digest } => {
            image(source, without_metadata(source, *digest, snapshot))
        }
        Work::ImageVariant { source, recipe } => {
            image(source, image_cache.variant(source, recipe, snapshot))
        }
        Work::Asset { .. } => asset(job, assets),
        Work::SocialCard(inputs) => made(image_cache.get_or_make(job.key, || social_card(inputs))),
        Work::Search(file) => Rendered::of(Output::text(aggregate::search_file(file))),
        Work::Sitemap(sitemap) => Rendered::of(Output::text(aggregate::sitemap(sitemap))),
        Work::Robots(robots) => Rendered::of(Output::text(aggregate::robots(robots))),
        Work::Headers(headers) => Rendered::of(Output::text(aggregate::headers(headers))),
        Work::Redirects(redirects) => Rendered::of(Output::text(aggregate::redirects(redirects))),
        Work::Empty => Rendered::of(Output::text(String::new())),
    }
}

fn asset(job: &Job<Rendered>, assets: &AssetTable) -> Rendered {
    let Some(file) = assets.files.get(&job.route.output) else {
        return Rendered::failed(Vec::new());
    };
    Rendered::of(match &file.content {
        Content::Text(text) => Output::Bytes {
            digest: file.digest,
            bytes: Arc::from(text.as_bytes()),
        },
        Content::Embedded(bytes) => Output::Bytes {
            digest: file.digest,
            bytes: Arc::from(*bytes),
        },
        Content::Binary { .. } => Output::Source {
            digest: file.digest,
            source: file.source.clone(),
        },
    })
}

/// A picture that cannot be drawn is the template's fault, so all pictures have one diagnostic.
fn social_card(inputs: &SocialCardInputs) -> Result<Vec<u8>, Diagnostic> {
    let template = inputs.common.template();
    template.render(inputs.roots()).and_then(|svg| {
        let fault =
            |reason| Diagnostic::error("picture", format!("what this template makes {reason}"));
        social_card::draw(&svg)
            .map_err(|reason| fault(reason).at(Place::File(template.path().clone())))
    })
}

/// Renders an image. A transient fault must not be reused by a later build.
fn image(source: &SourcePath, bytes: Result<Vec<u8>, Fault>) -> Rendered {
    made(bytes.map_err(|fault| fault.diagnostic(source)))
}

fn made(bytes: Result<Vec<u8>, Diagnostic>) -> Rendered {
    match bytes {
        Ok(bytes) => Rendered::of(Output::bytes(bytes)),
        Err(fault) => Rendered::failed(vec![fault]),
    }
}

fn page(inputs: &PageInputs, engine: &Engine) -> Rendered {
    let mut diagnostics = Vec::new();
    let template = &inputs.common.template;
    if !engine.has(template) {
        return Rendered::failed(missing_template(inputs, engine).into_iter().collect());
    }
    let book = book::book(inputs, engine);
    // Only components that are called in the content see the page before it has its content.
    let bare = if inputs.data.head.calls.is_empty() {
        Vec::new()
    } else {
        body::bare_roots(inputs, book.clone())
    };
    let filling = Filling {
        inputs,
        engine,
        roots: &bare,
    };
    let content = body::fill(&inputs.body.pieces, &filling, &mut diagnostics);
    let summary = inputs
        .body
        .summary
        .map(|end| body::fill(&inputs.body.pieces[..end], &filling, &mut Vec::new()).html);
    let page = view::page_view(inputs, Some(&content.html), summary.as_deref());
    match engine.render(template, view::roots(inputs, page, book)) {
        Ok(html) => {
            let (html, facts) = finished(html, &content, inputs);
            Rendered {
                output: Some(Output::text(html)),
                facts: Arc::new(facts),
                diagnostics,
            }
        }
        Err(fault) => {
            diagnostics.push(through_page(fault, inputs));
            Rendered::failed(diagnostics)
        }
    }
}

/// The page with its URLs as its readers need them.
fn finished(html: String, content: &Filled, inputs: &PageInputs) -> (String, Facts) {
    let ids = &inputs.body.ids;
    match inputs.common.addresses {
        Addresses::Rooted => {
            let base_path = inputs
                .common
                .base_url
                .as_ref()
                .map_or("", |base| &base.path);
            finish::finish(html, content, ids, Rewriting::Below(base_path))
        }
        Addresses::Relative => {
            let folder = encode_url(inputs.data.route.output.folder());
            finish::finish(html, content, ids, Rewriting::From(&folder))
        }
    }
}

/// A template that has an error of its own was told when it was loaded; only one that is not there
/// is told here.
fn missing_template(inputs: &PageInputs, engine: &Engine) -> Option<Diagnostic> {
    let template = &inputs.common.template;
    if engine.is_faulty(template) {
        return None;
    }
    let diagnostic = Diagnostic::error(
        "unknown-template",
        format!("there is no template `{template}`"),
    );
    let diagnostic = match crate::diagnostic::nearest(template, engine.template_names()) {
        Some(near) => diagnostic.advise(format!("did you mean `{near}`?")),
        None => diagnostic.advise(format!(
            "write it to `templates/{template}`, or leave out `template` in the front matter"
        )),
    };
    Some(match &inputs.data.source {
        Some(source) => diagnostic.at(Place::File(source.clone())),
        None => diagnostic,
    })
}

fn through_page(fault: Diagnostic, inputs: &PageInputs) -> Diagnostic {
    let place = inputs.data.source.clone().map_or_else(
        || Place::Output(inputs.data.route.output.clone()),
        Place::File,
    );
    fault.through(
        format!("while rendering `{}` for this page", inputs.common.template),
        place,
    )
}
