//! The faults of a page whose template is not there, or is made for another format.

use super::inputs::{PageInputs, TemplateGlobals};
use crate::diagnostic::{Diagnostic, Item, Place, nearest};
use crate::site::PageKind;
use crate::text_format::TextFormat;

/// Reports a template that does not exist. A template with an error of its own was reported when it
/// was loaded.
pub(super) fn missing(inputs: &PageInputs) -> Option<Diagnostic> {
    let TemplateGlobals {
        engine, template, ..
    } = &*inputs.globals;
    if engine.is_faulty(template) {
        return None;
    }
    // A name may be written without its ending.
    let ending = TextFormat::template_ending(&inputs.data.route.output);
    let whole = match template.contains('.') {
        true => template.clone(),
        false => format!("{template}.{ending}"),
    };
    let names = engine.template_names();
    let names = names.filter(|name| !name.starts_with("components/"));
    // A file that is no HTML has a template of its name if it names none.
    let is_unnamed = inputs.data.head.front_matter.template.is_none();
    let is_of_name = inputs.data.kind == PageKind::File && is_unnamed;
    let advice = match nearest(&whole, names) {
        _ if is_of_name => {
            format!("write it to `templates/{whole}`, or name another one by `template`")
        }
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            format!("write it to `templates/{whole}`, or leave out `template` in the front matter")
        }
    };
    let message = format!("there is no template `{template}`");
    let error = Diagnostic::error("unknown-template", message).advise(advice);
    let key = if is_of_name { "path" } else { "template" };
    Some(at_key(error, inputs, key))
}

/// Reports a template that is made for another format than that of the page.
pub(super) fn wrong_format(inputs: &PageInputs, format: TextFormat) -> Option<Diagnostic> {
    let template = &inputs.globals.template;
    let of_template = TextFormat::of_name(template).filter(|of| *of != format)?;
    let output = &inputs.data.route.output;
    let message = format!(
        "`{}` is {}, and the template `{template}` is for {}",
        output.file_name(),
        format.as_words(),
        of_template.as_words()
    );
    let (key, advice) = match (format, of_template) {
        (TextFormat::Html, _) => {
            let name = template.rsplit('/').next().unwrap_or(template);
            let advice = format!("give the page a path with that ending, such as `path: {name}`");
            ("template", advice)
        }
        _ => {
            let ending = output.extension();
            let advice = format!(
                "name a template whose name ends in `.{ending}`: `template: list.{ending}`"
            );
            ("path", advice)
        }
    };
    let error = Diagnostic::error("wrong-template", message).advise(advice);
    Some(at_key(error, inputs, key))
}

fn at_key(diagnostic: Diagnostic, inputs: &PageInputs, key: &str) -> Diagnostic {
    match inputs.data.source.clone() {
        Some(file) => diagnostic.at(Place::Item {
            file,
            item: Item::Key(key.to_owned()),
        }),
        None => diagnostic,
    }
}
