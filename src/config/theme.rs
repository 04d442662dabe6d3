//! The manifest of a theme, and the theme's options as the site sets them.

use super::keys::THEME_KEYS;
use crate::diagnostic::{Checked, Diagnostic, Item, Place, nearest};
use crate::path::SourcePath;
use crate::value::{Map, Value};
use crate::yaml::{Block, CONFIGURATION_LIMIT, Field, Parsed};
use std::sync::Arc;

/// The contents of `theme.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ThemeManifest {
    /// The name of the theme.
    pub name: String,
    /// The options with their defaults. The type of a default is the type of the option.
    pub options: Map,
}

/// Reads `theme.yaml`. Without a name the theme is called like its folder.
pub fn read_theme(file: &SourcePath, text: &str) -> Checked<ThemeManifest> {
    let parsed = Parsed::new(Block::whole(
        file,
        text,
        "configuration",
        CONFIGURATION_LIMIT,
    ));
    let fields = parsed.root().fields(THEME_KEYS, "theme.yaml");
    let field = |name| fields.as_ref().and_then(|fields| fields.get(name));
    let folder = file.folder().rsplit('/').next().unwrap_or_default();
    let value = ThemeManifest {
        name: field("name")
            .and_then(Field::filled)
            .unwrap_or_else(|| folder.to_owned()),
        options: field("options").and_then(Field::map).unwrap_or_default(),
    };
    drop(fields);
    Checked {
        value,
        diagnostics: parsed.into_diagnostics(),
    }
}

/// Merges the options that the site sets under `theme_options` into the theme's defaults. The
/// result has every option of the theme, in the theme's order.
pub fn merge_options(defaults: &Map, chosen: &Map) -> Checked<Map> {
    let mut diagnostics = Vec::new();
    let value = merge(defaults, chosen, "theme_options", &mut diagnostics);
    Checked { value, diagnostics }
}

fn merge(defaults: &Map, chosen: &Map, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Map {
    let place = |key: &str| Place::Item {
        file: SourcePath::site_file(),
        item: Item::Key(format!("{name}.{key}")),
    };
    for (key, _) in chosen.iter().filter(|(key, _)| defaults.get(key).is_none()) {
        let error = Diagnostic::error("unknown-key", format!("the theme has no option `{key}`"))
            .at(place(key));
        let names: Vec<&str> = defaults.iter().map(|(name, _)| name).collect();
        diagnostics.push(match nearest(key, names.iter().copied()) {
            Some(near) => error.advise(format!("did you mean `{near}`?")),
            None if names.is_empty() => error.advise("delete it: the theme has no options"),
            None => error.advise(format!("its options are {}", names.join(", "))),
        });
    }
    let mut merged: Vec<(Arc<str>, Value)> = Vec::new();
    for (key, default) in defaults.iter() {
        let value = match (default, chosen.get(key)) {
            (default, None | Some(Value::Null)) => default.clone(),
            // If the default is an empty map, the site may use any keys.
            (Value::Map(default), Some(Value::Map(chosen))) if !default.is_empty() => Value::Map(
                merge(default, chosen, &format!("{name}.{key}"), diagnostics),
            ),
            (default, Some(chosen)) => fitting(default, chosen).unwrap_or_else(|| {
                let message = format!(
                    "the theme's option `{key}` has to be {}, and this is {}",
                    default.kind(),
                    chosen.kind()
                );
                diagnostics.push(Diagnostic::error("wrong-type", message).at(place(key)));
                default.clone()
            }),
        };
        merged.push((key.into(), value));
    }
    merged.into_iter().collect()
}

/// Returns the chosen value in the type of the default. `None` if it has another type.
fn fitting(default: &Value, chosen: &Value) -> Option<Value> {
    Some(match (default, chosen) {
        (Value::Null, chosen) => chosen.clone(),
        (Value::Bool(_), Value::Bool(_))
        | (Value::Integer(_), Value::Integer(_))
        | (Value::Text(_), Value::Text(_)) => chosen.clone(),
        (Value::List(_), Value::List(_)) | (Value::Map(_), Value::Map(_)) => chosen.clone(),
        (Value::Float(_), Value::Float(_) | Value::Integer(_)) => chosen.clone(),
        (Value::Text(_), Value::Integer(number)) => Value::Text(number.to_string().into()),
        (Value::Text(_), Value::Float(number)) => Value::Text(number.0.to_string().into()),
        _ => return None,
    })
}
