//! Style sheets that no file has: others import them by name.

use crate::code;
use crate::value::{Map, Value};
use std::sync::OnceLock;

/// The name under which a style sheet imports the theme's options.
const OPTIONS: &str = "theme-options.css";

/// The name under which a style sheet imports that of code in colors.
const CODE: &str = "code-colors.css";

/// Style sheets that are made of the options of a theme.
pub(super) struct MadeSheets {
    options: String,
    /// The name of the color scheme of code.
    scheme: Option<String>,
    code: OnceLock<String>,
}

impl MadeSheets {
    pub fn of(options: &Map) -> Self {
        let scheme = match options.get(code::OPTION) {
            Some(Value::Text(name)) => Some(name.to_string()),
            _ => None,
        };
        MadeSheets {
            options: custom_properties(options),
            scheme,
            code: OnceLock::new(),
        }
    }

    /// Returns the text of the sheet of this name, if it is one of these.
    pub fn get(&self, name: &str) -> Option<&str> {
        match name {
            OPTIONS => Some(&self.options),
            CODE => {
                let made = || code::style_sheet(self.scheme.as_deref());
                Some(self.code.get_or_init(made))
            }
            _ => None,
        }
    }
}

/// Returns the theme's options as custom properties: `accent_color` becomes
/// `--option-accent-color`.
fn custom_properties(options: &Map) -> String {
    let mut css = String::from(":root {\n");
    // The name of a color scheme is no value of a property.
    for (name, value) in options.iter().filter(|(name, _)| *name != code::OPTION) {
        let text = match value {
            Value::Text(text) if is_css_value(text) => text.to_string(),
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.0.to_string(),
            _ => continue,
        };
        css.push_str(&format!("  --option-{}: {text};\n", name.replace('_', "-")));
    }
    css.push_str("}\n");
    css
}

/// Returns true for a text that can be the value of a property. An option such as a label with a
/// semicolon is not for styles.
fn is_css_value(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(['{', '}', ';', '<', '\\', '\n', '"', '\'', '@'])
        && !text.contains("/*")
}
