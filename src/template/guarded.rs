//! The text of a template as the engine reads it: every `set` passes its value through a filter
//! that bounds it.
//!
//! The engine has no bound of its own for what a template keeps: a loop that doubles a text forty
//! times takes all memory of the machine within the seconds that a page may take.

/// The name of the filter.
pub(super) const FILTER: &str = "within_limits";

/// A template with the filter at every `set`.
#[derive(Debug)]
pub(super) struct Guarded {
    pub text: String,
    /// The insertions: their bytes in `text`, and their lengths.
    insertions: Vec<(usize, usize)>,
}

impl Guarded {
    /// Inserts the filter.
    pub(super) fn of(template: &str) -> Self {
        let mut guarded = Guarded {
            text: String::with_capacity(template.len()),
            insertions: Vec::new(),
        };
        let mut from = 0;
        for tag in (Tags { template, at: 0 }) {
            let (start, end) = match value(&template[tag.start..tag.end]) {
                // The brackets make the filter apply to all of the value, not to its last part.
                Some(Value::Expression(value)) => (Some((tag.start + value, "(")), ") | "),
                Some(Value::Block) => (None, " | "),
                None => continue,
            };
            if let Some((at, bracket)) = start {
                guarded.text.push_str(&template[from..at]);
                guarded.insert(bracket);
                from = at;
            }
            guarded.text.push_str(&template[from..tag.end]);
            guarded.insert(&format!("{end}{FILTER}"));
            from = tag.end;
        }
        guarded.text.push_str(&template[from..]);
        guarded
    }

    fn insert(&mut self, text: &str) {
        self.insertions.push((self.text.len(), text.len()));
        self.text.push_str(text);
    }

    /// Returns the byte of the template as it is written.
    pub(super) fn written(&self, at: usize) -> usize {
        let before = self.insertions.iter().take_while(|(start, _)| *start < at);
        at - before
            .map(|(start, length)| (at - start).min(*length))
            .sum::<usize>()
    }
}

/// The value of a `set`.
enum Value {
    /// An expression that starts at this byte of the tag.
    Expression(usize),
    /// All up to its end tag.
    Block,
}

/// Returns the value that a tag sets, if it is a `set`.
fn value(tag: &str) -> Option<Value> {
    let word = |text: &str| {
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
        end.unwrap_or(text.len())
    };
    let inner = tag.trim_start();
    let (keyword, rest) = inner.split_at(word(inner));
    if !matches!(keyword, "set" | "set_global") {
        return None;
    }
    let name = rest.trim_start();
    let behind = name[word(name)..].trim_start();
    if let Some(expression) = behind.strip_prefix('=') {
        return Some(Value::Expression(tag.len() - expression.len()));
    }
    let is_block = behind.is_empty() || behind.starts_with('|');
    is_block.then_some(Value::Block)
}

/// The inner part of a tag, without the hyphens that cut white space.
struct Tag {
    start: usize,
    end: usize,
}

/// The tags of a template. Comments, values, and what is between `raw` and `endraw` are skipped.
struct Tags<'a> {
    template: &'a str,
    at: usize,
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        loop {
            let rest = &self.template[self.at..];
            let brace = rest.find('{')?;
            let start = self.at + brace;
            let inner = start + 2;
            match rest.as_bytes().get(brace + 1) {
                Some(b'#') => {
                    let end = self.template[inner..].find("#}")?;
                    self.at = inner + end + 2;
                }
                Some(b'{') => self.at = self.end_of(inner, "}}")? + 2,
                Some(b'%') => {
                    let end = self.end_of(inner, "%}")?;
                    self.at = end + 2;
                    let tag = &self.template[inner..end];
                    let start = inner + usize::from(tag.starts_with('-'));
                    let end = end - usize::from(tag.len() > 1 && tag.ends_with('-'));
                    if self.template[start..end].trim() == "raw" {
                        self.at += self.template[self.at..].find("endraw")?;
                    }
                    return Some(Tag { start, end });
                }
                _ => self.at = start + 1,
            }
        }
    }
}

impl Tags<'_> {
    /// Returns the byte at which a part of the template ends, outside of texts in quotes.
    fn end_of(&self, start: usize, end: &str) -> Option<usize> {
        let bytes = self.template.as_bytes();
        let mut at = start;
        let mut quote = None;
        while let Some(byte) = bytes.get(at) {
            match (quote, byte) {
                (Some(_), b'\\') => at += 1,
                (Some(open), byte) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'' | b'`') => quote = Some(byte),
                (None, _) if bytes[at..].starts_with(end.as_bytes()) => return Some(at),
                (None, _) => {}
            }
            at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Guarded;

    #[test]
    fn every_set_gets_the_filter_and_nothing_else_does() {
        let cases = [
            (
                "{% set a = b ~ c %}",
                "{% set a =( b ~ c ) | within_limits%}",
            ),
            (
                "{%- set_global a=\"%}\" -%}",
                "{%- set_global a=(\"%}\" ) | within_limits-%}",
            ),
            (
                "{% set a %}x{% endset %}",
                "{% set a  | within_limits%}x{% endset %}",
            ),
            ("{% set a | upper %}", "{% set a | upper  | within_limits%}"),
        ];
        for (template, expected) in cases {
            assert_eq!(Guarded::of(template).text, expected);
        }
        for template in [
            "{# {% set a = b %} #}",
            "{{ \"{% set a = b %}\" }}",
            "{% raw %}{% set a = b %}{% endraw %}",
            "{% if set %}{% settle a = b %}{ % set a = b %}",
            "{% set a = b",
        ] {
            assert_eq!(Guarded::of(template).text, template);
        }
    }

    #[test]
    fn places_are_those_of_the_template_as_it_is_written() {
        let template = "x{% set a = bc %}y{% set d = e %}z";
        let guarded = Guarded::of(template);
        for part in ["x", "bc", "y{", " d", "z"] {
            let at = guarded.text.find(part).expect("a part");
            assert_eq!(Some(guarded.written(at)), template.find(part), "{part}");
        }
        let filter = guarded.text.find("within").expect("the filter");
        assert_eq!(
            guarded.written(filter),
            template.find("%}y").expect("a tag")
        );
    }
}
