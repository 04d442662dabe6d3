//! Values as templates see them.

use crate::digest::{Digest, Digested};
use crate::value as data;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use tera::Context;
use tera::value::Key;

/// A value in a template. A clone is cheap, so a long list is built once and shared by all pages.
#[derive(Debug, Clone)]
pub struct Value(pub(super) tera::Value);

impl Value {
    /// Returns the value of an empty key.
    pub fn none() -> Self {
        Value(tera::Value::none())
    }

    /// Returns a text that is escaped where it is shown.
    pub fn text(text: &str) -> Self {
        Value(tera::Value::normal_string(text))
    }

    /// Returns HTML that is shown as it is.
    pub fn html(html: &str) -> Self {
        Value(tera::Value::safe_string(html))
    }

    /// Returns a text, or the value of an empty key.
    pub fn optional(text: Option<&str>) -> Self {
        text.map_or_else(Value::none, Value::text)
    }

    /// Returns a list.
    pub fn list(values: impl IntoIterator<Item = Value>) -> Self {
        let values: Vec<tera::Value> = values.into_iter().map(|value| value.0).collect();
        Value(tera::Value::from(values))
    }

    /// Returns a map with its keys in this order.
    pub fn map<'k>(entries: impl IntoIterator<Item = (&'k str, Value)>) -> Self {
        let entries = entries.into_iter();
        let entries = entries.map(|(key, value)| (Key::from(key.to_owned()), value.0));
        Value(tera::Value::from(entries.collect::<tera::Map>()))
    }

    /// Returns a map whose keys are the same wherever it is made, in this order.
    pub fn record(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        let entries = entries.into_iter();
        let entries = entries.map(|(key, value)| (Key::Str(key), value.0));
        Value(tera::Value::from(entries.collect::<tera::Map>()))
    }

    /// Returns this map with further keys.
    #[must_use]
    pub fn with(self, entries: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        let mut map = self.0.into_map().unwrap_or_default();
        map.extend(
            entries
                .into_iter()
                .map(|(key, value)| (Key::Str(key), value.0)),
        );
        Value(tera::Value::from(map))
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value(value.into())
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value(value.into())
    }
}

impl From<usize> for Value {
    fn from(value: usize) -> Self {
        Value((value as u64).into())
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value(value.into())
    }
}

impl From<&data::Value> for Value {
    fn from(value: &data::Value) -> Self {
        match value {
            data::Value::Null => Value::none(),
            data::Value::Bool(value) => Value::from(*value),
            data::Value::Integer(value) => Value::from(*value),
            data::Value::Float(value) => Value(value.0.into()),
            data::Value::Text(text) => Value::text(text),
            data::Value::List(list) => Value::list(list.iter().map(Value::from)),
            data::Value::Map(map) => Value::from(map),
        }
    }
}

impl From<&data::Map> for Value {
    fn from(map: &data::Map) -> Self {
        Value::map(map.iter().map(|(key, value)| (key, Value::from(value))))
    }
}

/// The roots of a template: the variables that it is rendered with, by their names.
pub type Roots = Vec<(&'static str, Value)>;

pub(super) fn context(roots: Roots) -> Context {
    let mut context = Context::new();
    for (name, value) in roots {
        context.insert_value(name, value.0);
    }
    context
}

/// A typed value that templates can see.
pub trait ToTemplateValue {
    /// Returns the value that templates see.
    fn to_template_value(&self) -> Value;
}

/// A digested value that keeps its view: the [`Value`] that templates see, made at most once, when
/// the first template asks for it. Keys are made of the digest of the typed value, never of the
/// view.
pub struct Viewed<T> {
    data: Digested<T>,
    view: Arc<OnceLock<Value>>,
}

impl<T: Hash + ToTemplateValue> Viewed<T> {
    /// Digests and shares a value.
    pub fn new(data: T) -> Self {
        Self {
            data: Digested::new(data),
            view: Arc::default(),
        }
    }

    /// Returns the view.
    pub fn view(&self) -> Value {
        self.view
            .get_or_init(|| self.data.to_template_value())
            .clone()
    }
}

impl<T> Viewed<T> {
    /// Returns the digest of the typed value.
    pub fn digest(&self) -> Digest {
        self.data.digest()
    }
}

impl<T> Clone for Viewed<T> {
    fn clone(&self) -> Self {
        Self {
            data: self.data.clone(),
            view: Arc::clone(&self.view),
        }
    }
}

impl<T> Deref for Viewed<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.data
    }
}

impl<T> PartialEq for Viewed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.data == other.data
    }
}

impl<T> Eq for Viewed<T> {}

impl<T> Hash for Viewed<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.data.hash(state);
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Viewed<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.data.fmt(f)
    }
}

/// Templates see a list of viewed values as the list of their views.
impl<T: Hash + ToTemplateValue> ToTemplateValue for Vec<Viewed<T>> {
    fn to_template_value(&self) -> Value {
        Value::list(self.iter().map(Viewed::view))
    }
}
