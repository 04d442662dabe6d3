//! The way from a page's inputs to its HTML.

use super::body;
use super::book;
use super::card_fields::CardFields;
use super::content::Content;
use super::facts::Facts;
use super::feed_links;
use super::finish::{self, Rewriting};
use super::inputs::{BodyInputs, PageInputs, TemplateGlobals};
use super::view;
use crate::address::Addresses;
use crate::diagnostic::{Diagnostic, Item, Place};
use crate::digest::Digested;
use crate::document::{Body, Piece};
use crate::path::encode_url;

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
        return RenderedPage::failed(missing_template(inputs).into_iter().collect());
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
    let content = body::fill(&body.pieces, &page, &mut diagnostics);
    let summary = body
        .summary
        .map(|end| body::fill(&body.pieces[..end], &page, &mut Vec::new()).html);

    let page = view::page_view(inputs, body.words, Some(&content.html), summary.as_deref());
    match engine.render(template, view::roots(inputs, page, book, &fields)) {
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

/// Fills the fields of cards that come from bodies.
fn card_fields<'a>(inputs: &'a PageInputs, bodies: &Bodies<'_>) -> CardFields<'a> {
    let Some(listed) = inputs.relations.listed.as_deref() else {
        return CardFields::none();
    };
    let summaries = listed.pages.iter().zip(bodies.summaries);
    let summaries = summaries.map(|(page, pieces)| {
        let page = page.content.as_ref()?;
        Some(body::summary(page, pieces.as_ref()?))
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

/// Reports a template that does not exist. A template with an error of its own was reported when it
/// was loaded.
fn missing_template(inputs: &PageInputs) -> Option<Diagnostic> {
    let TemplateGlobals {
        engine, template, ..
    } = &*inputs.globals;
    if engine.is_faulty(template) {
        return None;
    }
    let diagnostic = Diagnostic::error(
        "unknown-template",
        format!("there is no template `{template}`"),
    );
    let names = engine.template_names();
    let names = names.filter(|name| !name.starts_with("components/"));
    // A name may be written without its ending.
    let whole = match template.contains('.') {
        true => template.clone(),
        false => format!("{template}.html"),
    };
    let diagnostic = match crate::diagnostic::nearest(&whole, names) {
        Some(near) => diagnostic.advise(format!("did you mean `{near}`?")),
        None => diagnostic.advise(format!(
            "write it to `templates/{whole}`, or leave out `template` in the front matter"
        )),
    };
    Some(match &inputs.data.source {
        Some(source) => diagnostic.at(Place::Item {
            file: source.clone(),
            item: Item::Key("template".to_owned()),
        }),
        None => diagnostic,
    })
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
