//! The parameters of components, so that calls from Markdown can be checked where they are written.

use tera::ComponentArgType;

/// A component as its template declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// The parameters that a call may give by name, in the order of the declaration.
    pub parameters: Vec<Parameter>,
    /// True if the component also takes names that it does not declare.
    pub takes_more: bool,
}

/// A parameter of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The name.
    pub name: String,
    /// The kind of values that it takes.
    pub kind: ParameterKind,
    /// True if a call must give it.
    pub required: bool,
}

/// A kind of values: it decides how the text of an argument is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// A text.
    Text,
    /// `true` or `false`; the bare name is true.
    Bool,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A value that Markdown cannot express.
    Other,
}

impl ParameterKind {
    /// Returns the kind in words: "a whole number".
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

/// Returns the declared type, else the type of the default.
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
