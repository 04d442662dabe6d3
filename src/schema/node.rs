//! Nodes of a graph. A node has no empty properties.

use serde_json::{Map, Value, json};

/// A node: a JSON object with a type.
pub(super) struct Node(Map<String, Value>);

impl Node {
    /// Returns a node that others name by its id.
    pub(super) fn new(kind: &str, id: String) -> Self {
        Node::part(kind).text("@id", Some(id))
    }

    /// Returns a node that is written inside another.
    pub(super) fn part(kind: &str) -> Self {
        Node(Map::new()).text("@type", Some(kind))
    }

    /// Adds a text, if there is one.
    pub(super) fn text(self, name: &str, text: Option<impl Into<String>>) -> Self {
        self.value(name, text.map(|text| Value::String(text.into())))
    }

    /// Adds a list, unless it is empty.
    pub(super) fn list(self, name: &str, values: Vec<Value>) -> Self {
        self.value(name, (!values.is_empty()).then_some(Value::Array(values)))
    }

    /// Adds a value, if there is one.
    pub(super) fn value(mut self, name: &str, value: Option<Value>) -> Self {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value);
        }
        self
    }

    /// Returns the node, unless it has nothing but its type.
    pub(super) fn unless_bare(self) -> Option<Value> {
        (self.0.len() > 1).then_some(Value::Object(self.0))
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        Value::Object(node.0)
    }
}

/// Returns the value that names a node elsewhere.
pub(super) fn reference(id: String) -> Value {
    json!({ "@id": id })
}
