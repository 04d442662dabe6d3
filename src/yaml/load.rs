//! From text to [`Value`], with the YAML library. This is the only file that names it.
//!
//! The library unfolds aliases without a limit, accepts duplicate keys, and notices late that a
//! file is nested deeply. This file handles all three while it makes the value.

use super::block::DEPTH_LIMIT;
use super::error::{ErrorKind, ParseError};
use super::flow::too_deep;
use super::outline::OwnedStep;
use crate::line::lines;
use crate::value::{Float, Map, Value};
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};
use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

/// The most values of one file. Only aliases can make so many: `data` bounds those that are
/// written.
const MOST_VALUES: usize = 4_000_000;

/// Reads one YAML document.
pub(super) fn load(text: &str) -> Result<Value, ParseError> {
    if let Some(at) = too_deep(text, DEPTH_LIMIT) {
        return Err(ParseError {
            kind: ErrorKind::Depth,
            at,
        });
    }
    let state = RefCell::new(State::new(text.len()));
    let seed = ValueSeed {
        state: &state,
        depth: 0,
    };
    let deserializer = serde_yaml::Deserializer::from_str(text);
    match seed.deserialize(deserializer) {
        Ok(value) => Ok(value),
        Err(error) => Err(parse_error(text, &error, state.into_inner().kind)),
    }
}

fn parse_error(text: &str, error: &serde_yaml::Error, kind: Option<ErrorKind>) -> ParseError {
    let kind = kind.unwrap_or_else(|| ErrorKind::of_library(&error.to_string()));
    let at = match (&kind, error.location()) {
        (ErrorKind::Character, _) => text.find(is_forbidden).unwrap_or(0),
        (ErrorKind::Documents, _) => lines(text, 0)
            .skip(1)
            .find(|line| line.content.starts_with("---"))
            .map_or(0, |line| line.start),
        (_, Some(location)) => byte_offset(text, location.index()),
        (_, None) => 0,
    };
    ParseError { kind, at }
}

/// True for characters that YAML allows in no text.
fn is_forbidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        '\u{fffe}' | '\u{ffff}' => true,
        c => c.is_control(),
    }
}

/// Returns the byte of a character. The library counts characters.
fn byte_offset(text: &str, characters: usize) -> usize {
    text.char_indices()
        .nth(characters)
        .map_or(text.len(), |(at, _)| at)
}

/// The state of one reading.
struct State {
    /// The number of values and bytes of text that may still be read.
    budget: usize,
    /// The number of values that may still be read.
    values: usize,
    /// The path to the value that is being read.
    path: Vec<OwnedStep>,
    /// The error of ours that stopped the reading.
    kind: Option<ErrorKind>,
}

impl State {
    /// Without aliases, values and their texts cost at most twice the length of the text. So only
    /// aliases can use up four times the length.
    fn new(length: usize) -> Self {
        State {
            budget: length.saturating_mul(4).saturating_add(64 * 1024),
            values: MOST_VALUES,
            path: Vec::new(),
            kind: None,
        }
    }
}

/// Stops the reading with an error of ours. The library adds the position.
fn stop<E: Error>(state: &RefCell<State>, kind: ErrorKind) -> E {
    let mut state = state.borrow_mut();
    if state.kind.is_none() {
        state.kind = Some(kind);
    }
    E::custom("stopped")
}

fn spend<E: Error>(state: &RefCell<State>, cost: usize) -> Result<(), E> {
    let budget = state.borrow().budget.checked_sub(cost + 1);
    let values = state.borrow().values.checked_sub(1);
    match (budget, values) {
        (Some(budget), Some(values)) => {
            let mut state = state.borrow_mut();
            (state.budget, state.values) = (budget, values);
            Ok(())
        }
        _ => Err(stop(state, ErrorKind::Aliases)),
    }
}

#[derive(Clone, Copy)]
struct ValueSeed<'s> {
    state: &'s RefCell<State>,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'s> ValueSeed<'s> {
    fn deeper<E: Error>(self) -> Result<ValueSeed<'s>, E> {
        if self.depth == DEPTH_LIMIT {
            return Err(stop(self.state, ErrorKind::Depth));
        }
        Ok(ValueSeed {
            depth: self.depth + 1,
            ..self
        })
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        spend(self.state, 0).map(|()| Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        spend(self.state, 0).map(|()| Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        spend(self.state, 0).map(|()| Value::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => self.visit_str(&value.to_string()),
        }
    }

    // Such large numbers are account numbers and the like, so every digit is kept.
    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        spend(self.state, 0).map(|()| Value::Float(Float(value)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        spend(self.state, text.len())?;
        Ok(Value::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        spend(self.state, 0)?;
        let item = self.deeper()?;
        let mut list = Vec::new();
        loop {
            self.state
                .borrow_mut()
                .path
                .push(OwnedStep::Index(list.len()));
            let Some(value) = items.next_element_seed(item)? else {
                break;
            };
            self.state.borrow_mut().path.pop();
            list.push(value);
        }
        self.state.borrow_mut().path.pop();
        Ok(Value::List(list.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        spend(self.state, 0)?;
        let inner = self.deeper()?;
        let seen = RefCell::new(HashSet::new());
        let mut map: Vec<(Arc<str>, Value)> = Vec::new();
        while let Some(key) = entries.next_key_seed(KeySeed {
            state: self.state,
            seen: &seen,
        })? {
            self.state
                .borrow_mut()
                .path
                .push(OwnedStep::Key(Arc::clone(&key)));
            let value = entries.next_value_seed(inner)?;
            self.state.borrow_mut().path.pop();
            map.push((key, value));
        }
        Ok(Value::Map(Map::from_iter(map)))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (tag, _) = tagged.variant::<String>()?;
        Err(stop(self.state, ErrorKind::Tag(tag)))
    }
}

/// Reads a key: any scalar, as it is written. It checks for duplicates itself, because an error
/// that is raised while a key is read gets the position of the key.
struct KeySeed<'s> {
    state: &'s RefCell<State>,
    seen: &'s RefCell<HashSet<Arc<str>>>,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Arc<str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Arc<str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = Arc<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Arc<str>, E> {
        spend(self.state, text.len())?;
        if text.is_empty() {
            return Err(stop(self.state, ErrorKind::EmptyKey));
        }
        if text == "<<" {
            return Err(stop(self.state, ErrorKind::Merge));
        }
        let key: Arc<str> = text.into();
        if !self.seen.borrow_mut().insert(Arc::clone(&key)) {
            let mut path = self.state.borrow().path.clone();
            path.push(OwnedStep::Key(key));
            return Err(stop(self.state, ErrorKind::Duplicate(path)));
        }
        Ok(key)
    }
}
