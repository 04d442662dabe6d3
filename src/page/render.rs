//! The way from a page's inputs to its HTML.

use super::body;
use super::book;
use super::card_fields::CardFields;
use super::content::Content;
use super::elsewhere;
use super::facts::Facts;
use super::feed_links;
use super::finish::{self, Rewriting};
use super::inputs::{BodyInputs, PageInputs, TemplateGlobals};
use super::template_faults;
use super::view;
use super::well_formed;
use crate::address::Addresses;
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digested;
use crate::document::{Body, Piece};
use crate::path::encode_url;
use crate::text_format::TextFormat;

/// A page, rendered.
#[derive(Debug)]
pub struct RenderedPage {
    /// The HTML; none if the page cannot be made. The diagnostics then give the reason.
    pub html: Option<String>,
    /// The facts about the HTML that checks need.
    pub facts: Facts,
    /// The diagnostics of the rendering.
    pub diagnostics: Vec<Diagnostic>,
}

impl RenderedPage {
    fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        RenderedPage {
            html: None,
            facts: Facts::default(),
            diagnostics,
        }
    }
}

/// What a page shows of the bodies of documents.
pub struct Bodies<'a> {
    /// The body of the page itself.
    pub own: &'a Body,
    /// The bodies of the book's chapters if it shows the book.
    pub chapters: &'a [&'a Body],
    /// The summaries of listed pages if it shows them; none for a page without a summary.
    pub summaries: &'a [Option<Digested<Vec<Piece>>>],
    /// The numbers of words of listed pages if it shows them.
    pub words: &'a [usize],
}

/// Renders a page.
pub fn render(inputs: &PageInputs, bodies: &Bodies<'_>) -> RenderedPage {
    let body = bodies.own;
    let TemplateGlobals {
        engine, template, ..
    } = &*inputs.globals;
    if !engine.has(template) {
        return RenderedPage::failed(template_faults::missing(inputs).into_iter().collect());
    }
    let format = format(inputs);
    if let Some(fault) = template_faults::wrong_format(inputs, format) {
        return RenderedPage::failed(vec![fault]);
    }
    let book = book::book(inputs, bodies.chapters);
    let fields = card_fields(inputs, bodies);

    // Components that the content calls see the page before it has its content.
    let roots = body::roots_of_components(inputs, body.words, book.clone(), &fields);
    let page = BodyInputs {
        page: inputs,
        roots: &roots,
    };
    let mut diagnostics = Vec::new();
    let mut content = body::fill(&body.pieces, &page, &mut diagnostics);
    let summary = body
        .summary
        .map(|end| body::fill(&body.pieces[..end], &page, &mut Vec::new()).html);
    let summary = summary.map(|summary| for_readers(inputs, format, summary));
    content.html = for_readers(inputs, format, content.html);

    let page = view::page_view(inputs, body.words, Some(&content.html), summary.as_deref());
    match engine.render(template, view::roots(inputs, page, book, &fields)) {
        Ok(text) if format != TextFormat::Html => {
            let output = &inputs.data.route.output;
            let fault = well_formed::fault(output, format, &text);
            let fault = fault.map(|fault| through_page(fault, inputs));
            RenderedPage {
                html: fault.is_none().then_some(text),
                facts: Facts::default(),
                diagnostics: diagnostics.into_iter().chain(fault).collect(),
            }
        }
        Ok(mut html) => {
            if let Some(feeds) = &inputs.feeds {
                html = feed_links::added(html, feeds);
            }
            let (html, facts) = finished(html, &content, &body.ids, inputs);
            RenderedPage {
                html: Some(html),
                facts,
                diagnostics,
            }
        }
        Err(fault) => {
            diagnostics.push(through_page(fault, inputs));
            RenderedPage::failed(diagnostics)
        }
    }
}

/// Returns the format of a page.
fn format(inputs: &PageInputs) -> TextFormat {
    TextFormat::of_name(inputs.data.route.output.as_str()).unwrap_or(TextFormat::Html)
}

/// Returns the URLs of a file that is no HTML as its readers need them: whole, since nobody knows
/// where they read it.
fn for_readers(inputs: &PageInputs, format: TextFormat, html: String) -> String {
    match format {
        TextFormat::Html => html,
        _ => {
            let base_url = inputs.globals.base_url.as_ref();
            elsewhere::html(&html, &inputs.data.card.url, base_url)
        }
    }
}

/// Fills the fields of cards that come from bodies.
fn card_fields<'a>(inputs: &'a PageInputs, bodies: &Bodies<'_>) -> CardFields<'a> {
    let Some(listed) = inputs.relations.listed.as_deref() else {
        return CardFields::none();
    };
    let summaries = listed.pages.iter().zip(bodies.summaries);
    let summaries = summaries.map(|(page, pieces)| {
        let page = page.content.as_ref()?;
        let summary = body::summary(page, pieces.as_ref()?);
        Some(for_readers(inputs, format(inputs), summary))
    });
    CardFields::new(listed, &summaries.collect::<Vec<_>>(), bodies.words)
}

/// Writes the URLs of the page as its readers need them, and gathers its facts.
fn finished(
    html: String,
    content: &Content,
    ids: &[String],
    inputs: &PageInputs,
) -> (String, Facts) {
    match inputs.globals.addresses {
        Addresses::Rooted => {
            let base_path = inputs
                .globals
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

fn through_page(fault: Diagnostic, inputs: &PageInputs) -> Diagnostic {
    let place = inputs.data.source.clone().map_or_else(
        || Place::Output(inputs.data.route.output.clone()),
        Place::File,
    );
    fault.through(
        format!(
            "while rendering `{}` for this page",
            inputs.globals.template
        ),
        place,
    )
}
