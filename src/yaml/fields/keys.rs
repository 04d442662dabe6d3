//! The keys of a map, compared with the table of known keys.

use super::field::Field;
use crate::diagnostic::Diagnostic;
use crate::value::Value;
use crate::yaml::key::{Key, names};
use crate::yaml::outline::Location;
use crate::yaml::quote::quoted;
use std::collections::BTreeMap;

/// The fields of a map by the first names of their keys.
pub struct Fields<'a> {
    known: BTreeMap<&'static str, Field<'a>>,
    /// The fields that the caller accepted although the table does not have their keys.
    pub others: Vec<(&'a str, Field<'a>)>,
}

impl<'a> Fields<'a> {
    /// Returns a field that has a value.
    pub fn get(&self, name: &'static str) -> Option<&Field<'a>> {
        self.known.get(name)
    }

    /// Returns the names of all fields that have a value.
    pub fn given(&self) -> impl Iterator<Item = &'static str> {
        self.known.keys().copied()
    }
}

impl<'a> Field<'a> {
    /// Returns the fields of a map by the names in `keys`. `owner` names the map in messages:
    /// "front matter", "site.yaml".
    pub fn fields(&self, keys: &'static [Key], owner: &str) -> Option<Fields<'a>> {
        self.fields_or_planned(keys, &[], owner)
    }

    /// Returns the fields of a map like [`Field::fields`]. The keys in `planned` are unknown too,
    /// but the message says that their feature does not exist yet.
    pub fn fields_or_planned(
        &self,
        keys: &'static [Key],
        planned: &[&str],
        owner: &str,
    ) -> Option<Fields<'a>> {
        self.fields_or(keys.iter(), |name, field| {
            if planned.contains(&name) {
                let message = format!("{owner} has no key `{name}`");
                field.report_key(
                    Diagnostic::error("unknown-key", message)
                        .advise("delete it: Milepost does not have this yet"),
                );
            } else {
                field.report_unknown(name, owner, names(keys));
            }
            None
        })
    }

    /// Returns the fields of a map by the names of `keys`. A key that is none of them goes to
    /// `other`, which reports it, or returns it to accept it. A key without a value does not count.
    pub fn fields_or(
        &self,
        keys: impl Iterator<Item = &'static Key> + Clone,
        other: impl Fn(&'a str, Field<'a>) -> Option<Field<'a>>,
    ) -> Option<Fields<'a>> {
        let mut fields = Fields {
            known: BTreeMap::new(),
            others: Vec::new(),
        };
        let mut written: BTreeMap<&'static str, &'a str> = BTreeMap::new();
        for (name, field) in self.entries()? {
            match keys.clone().find(|key| key.is_named(name)) {
                Some(key) if written.contains_key(key.name) => {
                    field.report_second_name(name, written[key.name])
                }
                Some(key) => {
                    written.insert(key.name, name);
                    fields.known.insert(key.name, field);
                }
                None => fields
                    .others
                    .extend(other(name, field).map(|field| (name, field))),
            }
        }
        fields
            .known
            .retain(|_, field| *field.value() != Value::Null);
        fields
            .others
            .retain(|(_, field)| *field.value() != Value::Null);
        Some(fields)
    }

    /// Reports a key that means the same as an earlier one.
    pub fn report_second_name(&self, name: &str, first: &str) {
        let message = format!("`{first}` and `{name}` are two names for one thing");
        self.report_key(
            Diagnostic::error("duplicate-key", message)
                .advise("keep one of them; only the first is read"),
        );
    }

    /// Reports an unknown key. Suggests and returns the known key that was probably meant.
    pub fn report_unknown<'n>(
        &self,
        name: &str,
        owner: &str,
        known: impl Iterator<Item = &'n str>,
    ) -> Option<&'n str> {
        let known: Vec<&str> = known.collect();
        if let Some((key, rest)) = name.split_once(':')
            && let Some(known) = known.iter().copied().find(|known| *known == key)
        {
            self.report_no_space(key, rest);
            return Some(known);
        }
        let error = Diagnostic::error("unknown-key", format!("{owner} has no key `{name}`"));
        let Some(near) = self.suggestion(name, known.into_iter()) else {
            self.report_key(error);
            return None;
        };
        let error = error.advise(format!("did you mean `{near}`?"));
        self.report_key(match self.line_with(self.location().key, near) {
            Some(line) => error.fix(line, false),
            None => error,
        });
        Some(near)
    }

    /// Reports a colon without a space behind it: `title:Massage: why` has the key `title:Massage`.
    fn report_no_space(&self, key: &str, rest: &str) {
        let Location {
            key: span, value, ..
        } = self.location();
        let error = Diagnostic::error(self.block().code, "there is no space after the colon")
            .advise("write a space between the colon and the value");
        let text = format!("{rest}{}", &self.block().content()[span.end..value.end]);
        let line = format!("{key}: {}", quoted(&text));
        self.report_key(match self.line_with(span.start..value.end, &line) {
            Some(line) => error.fix(line, false),
            None => error,
        });
    }
}
