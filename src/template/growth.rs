//! Bounds of what templates make of texts and lists: the calls that [`super::guards`] inserts, and
//! the filters that can make much of little.

use super::ledger;
use std::borrow::Cow;
use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

/// The longest text, in bytes: that of the largest page.
const LONGEST_TEXT: usize = 32 * 1024 * 1024;

/// The most values in a list or map.
const MOST_VALUES: usize = 1_000_000;

/// The heaviest list or map that a template writes out, in bytes as it would be shown.
const HEAVIEST: usize = 64 * 1024 * 1024;

/// The most lists and maps in each other.
const DEEPEST: usize = 128;

/// The bytes of a value that is no text.
const SLOT: usize = 24;

/// Adds the calls that are inserted, and puts bounded filters into the places of the engine's own.
pub(super) fn register(tera: &mut Tera) {
    register_calls(tera);
    tera.register_filter(
        "replace",
        |text: StringInput<'_>, given: Kwargs, state: &State<'_>| replace(&text, &given, state),
    );
    tera.register_filter(
        "join",
        |values: &[Value], given: Kwargs, state: &State<'_>| join(values, &given, state),
    );
    tera.register_filter(
        "indent",
        |text: StringInput<'_>, given: Kwargs, state: &State<'_>| indent(&text, &given, state),
    );
    tera.register_filter("split", |text: &str, given: Kwargs, _: &State<'_>| {
        split(text, given.must_get("pat")?)
    });
}

fn register_calls(tera: &mut Tera) {
    // To write an empty text is the cheapest call: the engine makes no arguments for it.
    tera.set_escape_fn(|text, writer| match text.is_empty() {
        true => ledger::begin_round(),
        false => tera::escape_html(text, writer),
    });
    tera.register_filter(
        "limit_kept",
        |value: Value, given: Kwargs, _: &State<'_>| {
            ledger::keep(given.must_get("at")?, size(&value)?)?;
            Ok::<_, Error>(value)
        },
    );
    tera.register_filter(
        "limit_made",
        |value: Value, given: Kwargs, _: &State<'_>| {
            let place = given.must_get("at")?;
            let weight = match value.as_array() {
                Some(_) => ledger::weigh_list(place, &value, |value| weight(value, 1, HEAVIEST))?,
                None => weight(&value, 0, HEAVIEST)?,
            };
            refuse_heavy(weight)?;
            Ok::<_, Error>(value)
        },
    );
    tera.register_filter(
        "limit_gathered",
        |value: Value, _: Kwargs, _: &State<'_>| {
            ledger::gather(size(&value)?)?;
            Ok::<_, Error>(value)
        },
    );
    tera.register_filter("limit_written", |value: Value, _: Kwargs, _: &State<'_>| {
        ledger::capture(size(&value)?)?;
        Ok::<_, Error>(value)
    });
    tera.register_test(
        "limit_written",
        |value: &Value, _: Kwargs, _: &State<'_>| ledger::capture(size(value)?).map(|()| false),
    );
    tera.register_test(
        "limit_begun",
        |given: &[Value], _: Kwargs, _: &State<'_>| {
            let sizes = given.iter().map(size);
            let bytes = sizes.sum::<TeraResult<usize>>()?;
            ledger::begin_call(bytes).map(|()| false)
        },
    );
    tera.register_function("limit_end", |_: Kwargs, _: &State<'_>| {
        ledger::end_call();
        false
    });
    tera.register_function("limit_time", |given: Kwargs, _: &State<'_>| {
        match given.get::<usize>("bytes")? {
            Some(bytes) => ledger::capture(bytes)?,
            None => ledger::look_at_clock()?,
        }
        Ok::<_, Error>(false)
    });
}

/// Returns the bytes of a value that is kept, and refuses one that is too large. Values in lists
/// are shared with those that they were made of, except texts.
fn size(value: &Value) -> TeraResult<usize> {
    if let Some(text) = value.as_str() {
        refuse_long(text.len(), "this text")?;
        return Ok(SLOT + text.len());
    }
    let Some(values) = value.as_array() else {
        return Ok(SLOT * (1 + value.as_map().map_or(0, |map| 2 * map.len())));
    };
    if values.len() > MOST_VALUES {
        let message = format!("this list has more than {MOST_VALUES} values");
        return Err(Error::message(message));
    }
    let text = |value: &Value| value.as_str().map_or(0, str::len);
    Ok(values.iter().map(|value| SLOT + text(value)).sum())
}

/// Returns the bytes of a value with all in it, as it would be shown. It stops above a bound.
fn weight(value: &Value, depth: usize, bound: usize) -> TeraResult<usize> {
    if depth > DEEPEST {
        let message = format!("more than {DEEPEST} lists and maps stand in each other");
        return Err(Error::message(message));
    }
    let mut sum = SLOT + value.as_str().map_or(0, str::len);
    let list = value.as_array().unwrap_or_default().iter();
    let map = value.as_map().into_iter().flatten();
    for value in list.chain(map.map(|(_, value)| value)) {
        if sum > bound {
            break;
        }
        sum += weight(value, depth + 1, bound - sum)?;
    }
    Ok(sum)
}

fn refuse_heavy(weight: usize) -> TeraResult<()> {
    if weight <= HEAVIEST {
        return Ok(());
    }
    let most = HEAVIEST >> 20;
    Err(Error::message(format!(
        "this list would have more than {most} MB: look for a loop that makes it longer each time"
    )))
}

fn refuse_long(bytes: usize, subject: &str) -> TeraResult<()> {
    if bytes <= LONGEST_TEXT {
        return Ok(());
    }
    let most = LONGEST_TEXT >> 20;
    Err(Error::message(format!(
        "{subject} would have more than {most} MB: look for a loop that makes it longer each time"
    )))
}

/// Splits a text, as the engine's own filter does.
fn split(text: &str, by: &str) -> TeraResult<Value> {
    if text.matches(by).nth(MOST_VALUES).is_some() {
        return Err(Error::message(format!(
            "the result of `split` would have more than {MOST_VALUES} values"
        )));
    }
    Ok(text.split(by).map(Value::from).collect::<Vec<_>>().into())
}

/// Indents lines, as the engine's own filter does.
fn indent(text: &StringInput<'_>, given: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let width = given.get::<usize>("width")?.unwrap_or(4).min(1000);
    let by: Option<StringInput<'_>> = given.get("indentation")?;
    let indents_first = given.get("first")?.unwrap_or(false);
    let indents_blank = given.get("blank")?.unwrap_or(false);
    if by
        .as_ref()
        .is_some_and(|by| by.as_str().chars().count() != 1)
    {
        return Err(Error::message("`indentation` has to be one character"));
    }
    let is_safe = state.autoescaping_enabled()
        && (text.is_safe() || by.as_ref().is_some_and(StringInput::is_safe));
    let text = match is_safe {
        true => text.rendered(state)?,
        false => Cow::Borrowed(text.as_str()),
    };
    let by = match &by {
        Some(by) if is_safe => by.rendered(state)?.repeat(width),
        Some(by) => by.as_str().repeat(width),
        None => " ".repeat(width),
    };
    let mut indented = String::with_capacity(text.len() * 2);
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            indented.push('\n');
        }
        let is_indented = match number {
            0 => indents_first,
            _ => indents_blank || !line.is_empty(),
        };
        if is_indented {
            indented.push_str(&by);
        }
        indented.push_str(line);
        refuse_long(indented.len(), "the result of `indent`")?;
    }
    if text.ends_with('\n') {
        indented.push('\n');
    }
    Ok(match is_safe {
        true => Value::safe_string(&indented),
        false => Value::from(indented),
    })
}

/// Replaces each occurrence, as the engine's own filter does.
fn replace(text: &StringInput<'_>, given: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let from: &str = given.must_get("from")?;
    let to: StringInput<'_> = given.must_get("to")?;
    let is_safe = state.autoescaping_enabled() && (text.is_safe() || to.is_safe());
    let (text, to) = match is_safe {
        true => (text.rendered(state)?, to.rendered(state)?),
        false => (Cow::Borrowed(text.as_str()), Cow::Borrowed(to.as_str())),
    };
    let found = text.matches(from).count();
    let longest = found.saturating_mul(to.len()).saturating_add(text.len());
    refuse_long(longest, "the result of `replace`")?;
    let replaced = text.replace(from, &to);
    Ok(match is_safe {
        true => Value::safe_string(&replaced),
        false => Value::from(replaced),
    })
}

/// Joins values, as the engine's own filter does.
fn join(values: &[Value], given: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let separator: Option<StringInput<'_>> = given.get("sep")?;
    let is_safe_text = |value: &Value| value.is_string() && value.is_safe();
    let is_separator_safe = separator.as_ref().is_some_and(StringInput::is_safe);
    let is_safe =
        state.autoescaping_enabled() && (is_separator_safe || values.iter().any(is_safe_text));
    let separator = match &separator {
        Some(separator) if is_safe => separator.rendered(state)?,
        Some(separator) => Cow::Borrowed(separator.as_str()),
        None => Cow::Borrowed(""),
    };
    let mut joined = String::new();
    for (number, value) in values.iter().enumerate() {
        if number > 0 {
            joined.push_str(&separator);
        }
        match is_safe {
            true if value.is_undefined() => {}
            true => joined.push_str(&state.escape_if_needed(value)?),
            false => joined.push_str(&value.to_string()),
        }
        refuse_long(joined.len(), "the result of `join`")?;
    }
    Ok(match is_safe {
        true => Value::safe_string(&joined),
        false => Value::from(joined),
    })
}
