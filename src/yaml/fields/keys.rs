//! The keys of a map against the table of those that are known.

use super::Reader;
use crate::diagnostic::{Diagnostic, nearest};
use crate::value::Value;
use crate::yaml::{Key, Spot, names, quoted};
use std::collections::BTreeMap;

/// The fields of a map, by their one name.
pub struct Fields<'a> {
    known: BTreeMap<&'static str, Reader<'a>>,
    /// Keys that the caller allowed beside the known ones.
    pub others: Vec<(&'a str, Reader<'a>)>,
}

impl<'a> Fields<'a> {
    /// A field that has a value.
    pub fn get(&self, name: &'static str) -> Option<&Reader<'a>> {
        self.known.get(name)
    }

    /// The names of all fields that have a value.
    pub fn given(&self) -> impl Iterator<Item = &'static str> {
        self.known.keys().copied()
    }
}

impl<'a> Reader<'a> {
    /// The fields of a map by the names in `keys`. `owner` names the map in messages: "front
    /// matter", "site.yaml".
    pub fn fields(&self, keys: &'static [Key], owner: &str) -> Option<Fields<'a>> {
        self.fields_or(keys.iter(), |name, reader| {
            reader.unknown(name, owner, names(keys));
            None
        })
    }

    /// Returns the fields of a map like [`Reader::fields`]. The keys in `planned` are unknown too,
    /// but the message says that their feature does not exist yet.
    pub fn fields_or_planned(
        &self,
        keys: &'static [Key],
        planned: &[&str],
        owner: &str,
    ) -> Option<Fields<'a>> {
        self.fields_or(keys.iter(), |name, reader| {
            if planned.contains(&name) {
                let message = format!("{owner} has no key `{name}`");
                reader.complain_of_key(
                    Diagnostic::error("unknown-key", message)
                        .advise("delete it: Milepost does not have this yet"),
                );
            } else {
                reader.unknown(name, owner, names(keys));
            }
            None
        })
    }

    /// The fields of a map by the names of `keys`. A key that is none of them is handed to `other`,
    /// which complains or gives it back as one that is good. A key without a value is as good as
    /// none.
    pub fn fields_or(
        &self,
        keys: impl Iterator<Item = &'static Key> + Clone,
        other: impl Fn(&'a str, Reader<'a>) -> Option<Reader<'a>>,
    ) -> Option<Fields<'a>> {
        let mut fields = Fields {
            known: BTreeMap::new(),
            others: Vec::new(),
        };
        let mut written: BTreeMap<&'static str, &'a str> = BTreeMap::new();
        for (name, reader) in self.entries()? {
            match keys.clone().find(|key| key.is_named(name)) {
                Some(key) if written.contains_key(key.name) => {
                    reader.two_names(name, written[key.name])
                }
                Some(key) => {
                    written.insert(key.name, name);
                    fields.known.insert(key.name, reader);
                }
                None => fields
                    .others
                    .extend(other(name, reader).map(|reader| (name, reader))),
            }
        }
        fields
            .known
            .retain(|_, reader| *reader.value != Value::Null);
        fields
            .others
            .retain(|(_, reader)| *reader.value != Value::Null);
        Some(fields)
    }

    /// Complains that a key stands for the same as an earlier one.
    pub fn two_names(&self, name: &str, first: &str) {
        let message = format!("`{first}` and `{name}` are two names for one thing");
        self.complain_of_key(
            Diagnostic::error("duplicate-key", message)
                .advise("keep one of them; only the first is read"),
        );
    }

    /// Complains about a key that nobody knows.
    pub fn unknown<'n>(&self, name: &str, owner: &str, known: impl Iterator<Item = &'n str>) {
        let known: Vec<&str> = known.collect();
        if let Some((key, rest)) = name.split_once(':').filter(|(key, _)| known.contains(key)) {
            return self.no_space(key, rest);
        }
        let complaint = Diagnostic::error("unknown-key", format!("{owner} has no key `{name}`"));
        self.complain_of_key(match self.suggestion(name, known.into_iter()) {
            Some(near) => {
                let line = self.line_with(self.spot().key, near);
                let complaint = complaint.advise(format!("did you mean `{near}`?"));
                line.into_iter()
                    .fold(complaint, |complaint, line| complaint.fix(line, false))
            }
            None => complaint,
        });
    }

    /// The known name that was probably meant. Neither very long names nor very many are compared,
    /// so that nonsense costs little.
    pub fn suggestion<'n>(
        &self,
        name: &str,
        known: impl Iterator<Item = &'n str>,
    ) -> Option<&'n str> {
        let few = self.reading.diagnostics.borrow().len() < 100;
        (few && name.len() <= 64).then(|| nearest(name, known))?
    }

    /// `title:Massage: why` has the key `title:Massage`.
    fn no_space(&self, key: &str, rest: &str) {
        let Spot {
            key: span, value, ..
        } = self.spot();
        let complaint =
            Diagnostic::error(self.reading.block.code, "there is no space after the colon")
                .advise("write a space between the colon and the value");
        let text = format!("{rest}{}", &self.reading.block.yaml()[span.end..value.end]);
        let line = self.line_with(span.start..value.end, &format!("{key}: {}", quoted(&text)));
        self.complain_of_key(
            line.into_iter()
                .fold(complaint, |complaint, line| complaint.fix(line, false)),
        );
    }
}
