//! Component calls from Markdown. Arguments are checked here, because the engine's own errors about
//! them have no place in the Markdown.

use super::inputs::BodyInputs;
use crate::diagnostic::{Diagnostic, Item, Place, nearest};
use crate::document::{Argument, Call};
use crate::html::knows_element;
use crate::path::SourcePath;
use crate::template::{Component, Parameter, ParameterKind, Value};

/// Writes a component that is called, around the HTML of its body.
pub(super) fn html(
    call: &Call,
    body: Option<String>,
    inputs: &BodyInputs<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let Some(component) = inputs.engine().component(&call.name) else {
        let body = body.unwrap_or_default();
        if knows_element(&call.name) {
            return format!("{}{body}{}", call.tags.0, call.tags.1);
        }
        diagnostics.push(match inputs.engine().faulty_component(&call.name) {
            Some(file) => through_call(faulty(call, file), call, inputs),
            None => at(unknown(call, inputs), call, inputs),
        });
        return body;
    };
    let before = diagnostics.len();
    let arguments = arguments(call, component, inputs, diagnostics);
    if diagnostics.len() > before {
        return String::new();
    }
    inputs
        .engine()
        .call(&call.name, arguments, inputs.roots.clone(), body.as_deref())
        .unwrap_or_else(|fault| {
            diagnostics.push(through_call(fault, call, inputs));
            String::new()
        })
}

fn arguments(
    call: &Call,
    component: &Component,
    inputs: &BodyInputs<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(String, Value)> {
    let mut given: Vec<(String, Value)> = Vec::new();
    let mut faults = Vec::new();
    for argument in &call.arguments {
        if given.iter().any(|(name, _)| *name == argument.name) {
            faults.push(Diagnostic::error(
                "component-argument",
                format!("`{}` is given twice to `<{}>`", argument.name, call.name),
            ));
            continue;
        }
        match component
            .parameters
            .iter()
            .find(|parameter| parameter.name == argument.name)
        {
            Some(parameter) => match value(argument, parameter) {
                Some(value) => given.push((argument.name.clone(), value)),
                None => faults.push(mistyped(call, argument, parameter)),
            },
            None if component.takes_more => given.push((
                argument.name.clone(),
                Value::text(argument.text.as_deref().unwrap_or("true")),
            )),
            None => faults.push(extra(call, argument, component)),
        }
    }
    let missing = component.parameters.iter().filter(|parameter| {
        parameter.required
            && !call
                .arguments
                .iter()
                .any(|given| given.name == parameter.name)
    });
    faults.extend(missing.map(|parameter| {
        Diagnostic::error(
            "component-argument",
            format!(
                "`<{}>` needs `{}`, {}",
                call.name,
                parameter.name,
                parameter.kind.as_words()
            ),
        )
        .advise(format!("write `<{} {}=\"…\">`", call.name, parameter.name))
    }));
    diagnostics.extend(faults.into_iter().map(|fault| at(fault, call, inputs)));
    given
}

/// Reads an argument as the type of its parameter.
fn value(argument: &Argument, parameter: &Parameter) -> Option<Value> {
    match (parameter.kind, argument.text.as_deref()) {
        (ParameterKind::Bool, None | Some("true")) => Some(Value::from(true)),
        (ParameterKind::Bool, Some("false")) => Some(Value::from(false)),
        (ParameterKind::Text, Some(text)) => Some(Value::text(text)),
        (ParameterKind::Integer, Some(text)) => text.trim().parse::<i64>().ok().map(Value::from),
        (ParameterKind::Number, Some(text)) => text
            .trim()
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
            .map(Value::from),
        _ => None,
    }
}

fn mistyped(call: &Call, argument: &Argument, parameter: &Parameter) -> Diagnostic {
    let (name, kind) = (&argument.name, parameter.kind.as_words());
    let message = match &argument.text {
        Some(text) => format!("`{name}` of `<{}>` takes {kind}, not `{text}`", call.name),
        None => format!(
            "`{name}` of `<{}>` has no value: it takes {kind}",
            call.name
        ),
    };
    let diagnostic = Diagnostic::error("component-argument", message);
    match argument.text {
        Some(_) => diagnostic,
        None => diagnostic.advise(format!("write `{name}=\"…\"`")),
    }
}

fn extra(call: &Call, argument: &Argument, component: &Component) -> Diagnostic {
    let names: Vec<&str> = component
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect();
    let diagnostic = Diagnostic::error(
        "component-argument",
        format!("`<{}>` takes no `{}`", call.name, argument.name),
    );
    match nearest(&argument.name, names.iter().copied()) {
        Some(near) => diagnostic.advise(format!("did you mean `{near}`?")),
        None if names.is_empty() => diagnostic.advise("it takes nothing"),
        None => diagnostic.advise(format!("it takes `{}`", names.join("`, `"))),
    }
}

/// Reports a component whose file has an error. The error itself was reported when the templates
/// were loaded.
fn faulty(call: &Call, file: &SourcePath) -> Diagnostic {
    let message = format!(
        "`<{}>` cannot be shown, because its file has an error",
        call.name
    );
    Diagnostic::error("faulty-component", message).at(Place::File(file.clone()))
}

fn through_call(fault: Diagnostic, call: &Call, inputs: &BodyInputs<'_>) -> Diagnostic {
    match place(call, inputs) {
        Some(place) => fault.through(format!("in `<{}>`, called here", call.name), place),
        None => fault,
    }
}

fn unknown(call: &Call, inputs: &BodyInputs<'_>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "unknown-component",
        format!("there is no component `{}`", call.name),
    );
    match nearest(&call.name, inputs.engine().component_names()) {
        Some(near) => diagnostic.advise(format!("did you mean `<{near}>`?")),
        None => diagnostic.advise(format!(
            "write the component `components/{}.html`, or `&lt;{}&gt;` if you mean the text",
            call.name, call.name
        )),
    }
}

fn at(diagnostic: Diagnostic, call: &Call, inputs: &BodyInputs<'_>) -> Diagnostic {
    match place(call, inputs) {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}

fn place(call: &Call, inputs: &BodyInputs<'_>) -> Option<Place> {
    Some(Place::Item {
        file: inputs.page.data.source.clone()?,
        item: Item::Call(call.item),
    })
}
