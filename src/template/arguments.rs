//! What a component takes, so that calls from Markdown can be checked where they stand.

use tera::ComponentArgType;

/// A component as its template declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// The named parameters that a call may give, in the order of the declaration.
    pub parameters: Vec<Parameter>,
    /// Whether further names are taken as well.
    pub takes_more: bool,
}

/// A parameter of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub kind: ParameterKind,
    /// Whether a call must give it.
    pub required: bool,
}

/// How the text of an argument is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// As a text.
    Text,
    /// `true` or `false`; the bare name is true.
    Bool,
    /// As a whole number.
    Integer,
    /// As any number.
    Number,
    /// As something that Markdown cannot say.
    Other,
}

impl ParameterKind {
    /// In words: "a whole number".
    pub fn as_words(self) -> &'static str {
        match self {
            ParameterKind::Text => "a text",
            ParameterKind::Bool => "`true` or `false`",
            ParameterKind::Integer => "a whole number",
            ParameterKind::Number => "a number",
            ParameterKind::Other => "a list or a map, which only a template can give",
        }
    }
}

impl From<&tera::ComponentInfo> for Component {
    fn from(info: &tera::ComponentInfo) -> Self {
        let explicit = info
            .args()
            .iter()
            .filter(|argument| !argument.is_implicit() && argument.name() != "body");
        let parameters = explicit.map(|argument| Parameter {
            name: argument.name().to_owned(),
            kind: kind(argument),
            required: argument.is_required(),
        });
        Component {
            parameters: parameters.collect(),
            takes_more: info.rest_param().is_some(),
        }
    }
}

/// The declared type, else the type of the default.
fn kind(argument: &tera::ComponentArg) -> ParameterKind {
    match (argument.arg_type(), argument.default()) {
        (Some(ComponentArgType::String), _) => ParameterKind::Text,
        (Some(ComponentArgType::Bool), _) => ParameterKind::Bool,
        (Some(ComponentArgType::Integer), _) => ParameterKind::Integer,
        (Some(ComponentArgType::Float | ComponentArgType::Number), _) => ParameterKind::Number,
        (Some(_), _) => ParameterKind::Other,
        (None, Some(default)) if default.is_bool() => ParameterKind::Bool,
        (None, Some(default)) if default.is_i64() => ParameterKind::Integer,
        (None, Some(default)) if default.is_number() => ParameterKind::Number,
        (None, _) => ParameterKind::Text,
    }
}
