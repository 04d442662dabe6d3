//! From the texts of templates to an engine, with all their errors at once.

use super::added::Added;
use super::arguments::Component;
use super::captured::Captures;
use super::engine::Engine;
use super::guarded::Guarded;
use super::root_usage::RootUsage;
use super::sources::Sources;
use super::{fault, functions, judge, nesting};
use crate::diagnostic::{Checked, Diagnostic, Place};
use std::collections::{BTreeMap, BTreeSet};
use tera::{ErrorKind, Tera};

/// Loads all templates. A template with an error is left out, and so are those that depend on it.
/// `added` are the filters that another room brings.
pub fn load(sources: &Sources, added: &Added) -> Checked<Engine> {
    let mut diagnostics = Vec::new();
    let mut left_out = BTreeSet::new();
    for (name, diagnostic) in nesting::too_deep(sources) {
        left_out.insert(name);
        diagnostics.extend(diagnostic);
    }
    for (name, (file, text)) in &sources.templates {
        let found = judge::faults(file, text);
        if !found.is_empty() && left_out.insert(name.clone()) {
            diagnostics.extend(found);
        }
    }
    let captures = Captures::of(sources);
    let mut tera = attempt(sources, &captures, &left_out, added);
    if tera.is_err() {
        syntax_errors(sources, &captures, &mut left_out, &mut diagnostics);
        tera = attempt(sources, &captures, &left_out, added);
    }
    while let Err(error) = &tera {
        let found = faults(error, sources, &captures);
        let before = left_out.len();
        for (name, diagnostic) in found {
            if left_out.insert(name) {
                diagnostics.extend(diagnostic.filter(|_| !follows_from(error, &left_out)));
            }
        }
        if left_out.len() == before {
            // The error names no template, so no template can be used.
            diagnostics.push(Diagnostic::error(
                "template",
                format!("the templates cannot be loaded: {error}"),
            ));
            left_out.extend(sources.templates.keys().cloned());
        }
        tera = attempt(sources, &captures, &left_out, added);
    }
    let tera = tera.unwrap_or_default();
    Checked {
        value: engine(tera, sources, captures, left_out),
        diagnostics,
    }
}

fn attempt(
    sources: &Sources,
    captures: &Captures,
    left_out: &BTreeSet<String>,
    added: &Added,
) -> Result<Tera, tera::Error> {
    let mut tera = Tera::default();
    tera.set_fallback_prefixes([format!("{}/", sources.theme)])?;
    functions::register(&mut tera, sources, added);
    let templates = sources
        .templates
        .iter()
        .filter(|(name, _)| !is_left_out(name, sources, left_out));
    let guarded = |name: &str, text: &str| Guarded::of(text, captures.file(name)).text;
    let templates = templates.map(|(name, (_, text))| (name.as_str(), guarded(name, text)));
    tera.add_raw_templates(templates)?;
    Ok(tera)
}

/// True if a template must not be loaded. If a template of the site has an error, the theme's
/// template of the same name is left out too, so that it does not silently take its place.
fn is_left_out(name: &str, sources: &Sources, left_out: &BTreeSet<String>) -> bool {
    let replaced = name
        .strip_prefix(&sources.theme)
        .and_then(|name| name.strip_prefix('/'));
    left_out.contains(name) || replaced.is_some_and(|own| left_out.contains(own))
}

/// Finds all syntax errors at once: they show when each template is loaded alone.
fn syntax_errors(
    sources: &Sources,
    captures: &Captures,
    left_out: &mut BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let others = sources.templates.iter();
    let others: Vec<_> = others
        .filter(|(name, _)| !left_out.contains(*name))
        .collect();
    for (name, (_, text)) in others {
        // The text as it is written has the clearer message. Only one at the engine's own bounds
        // is faulty with the calls alone.
        let with_calls = Guarded::of(text, captures.file(name)).text;
        let as_written = Tera::default().add_raw_template(name, text);
        let added = as_written.and_then(|()| Tera::default().add_raw_template(name, &with_calls));
        let Err(error) = added else {
            continue;
        };
        if matches!(error.kind(), ErrorKind::SyntaxError(_)) {
            diagnostics.push(fault::diagnostic(&error, sources, captures));
            left_out.insert(name.clone());
        }
    }
}

/// Returns the templates that an error is about, each with its diagnostic.
fn faults(
    error: &tera::Error,
    sources: &Sources,
    captures: &Captures,
) -> Vec<(String, Option<Diagnostic>)> {
    match error.kind() {
        ErrorKind::MissingParent { current, parent } => {
            let diagnostic = about(
                current,
                sources,
                format!("it extends `{parent}`, which does not exist"),
            );
            let names = sources.templates.keys().map(String::as_str);
            let advice = crate::diagnostic::nearest(parent, names)
                .map(|near| format!("did you mean `{near}`?"));
            vec![(
                current.clone(),
                Some(Diagnostic {
                    advice,
                    ..diagnostic
                }),
            )]
        }
        ErrorKind::CircularExtend {
            tpl,
            inheritance_chain,
        } => {
            let chain = inheritance_chain.join("`, `");
            vec![(
                tpl.clone(),
                Some(about(
                    tpl,
                    sources,
                    format!("it extends itself by way of `{chain}`"),
                )),
            )]
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let chain = include_chain.join("`, `");
            vec![(
                tpl.clone(),
                Some(about(
                    tpl,
                    sources,
                    format!("it includes itself by way of `{chain}`"),
                )),
            )]
        }
        ErrorKind::Msg(message) => fault::reports(message, sources, captures),
        _ => Vec::new(),
    }
}

/// True if an error only follows from another one that was reported already.
fn follows_from(error: &tera::Error, left_out: &BTreeSet<String>) -> bool {
    matches!(error.kind(), ErrorKind::MissingParent { parent, .. } if left_out.iter().any(|name| {
        name == parent || name.ends_with(&format!("/{parent}"))
    }))
}

fn about(name: &str, sources: &Sources, message: String) -> Diagnostic {
    let diagnostic = Diagnostic::error("template", message);
    match sources.templates.get(name) {
        Some((path, _)) => diagnostic.at(Place::File(path.clone())),
        None => diagnostic,
    }
}

fn engine(tera: Tera, sources: &Sources, captures: Captures, left_out: BTreeSet<String>) -> Engine {
    let names: BTreeSet<String> = tera.get_component_names().map(str::to_owned).collect();
    let infos: BTreeMap<String, tera::ComponentInfo> = names
        .into_iter()
        .filter_map(|name| Some((name.clone(), tera.get_component_definition(&name)?)))
        .collect();
    let root_usage = RootUsage::new(&tera, sources, &infos);
    let components = infos
        .iter()
        .map(|(name, info)| (name.clone(), Component::from(info)))
        .collect();
    Engine {
        tera,
        sources: sources.clone(),
        left_out,
        components,
        captures,
        root_usage,
    }
}
