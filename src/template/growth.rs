//! Bounds of what templates make of texts and lists: of each value that a template keeps, and of
//! the filters that can make much of little.

use super::guarded;
use std::borrow::Cow;
use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

/// The longest text, in bytes: that of the largest page.
const LONGEST_TEXT: usize = 32 * 1024 * 1024;

/// The most values in a list or map.
const MOST_VALUES: usize = 1_000_000;

/// Adds the filter for what is kept, and puts bounded filters into the places of the engine's own.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter(guarded::FILTER, |value: Value, _: Kwargs, _: &State<'_>| {
        within_limits(value)
    });
    tera.register_filter(
        "replace",
        |text: StringInput<'_>, given: Kwargs, state: &State<'_>| replace(&text, &given, state),
    );
    tera.register_filter(
        "join",
        |values: &[Value], given: Kwargs, state: &State<'_>| join(values, &given, state),
    );
}

fn within_limits(value: Value) -> TeraResult<Value> {
    match value.as_str() {
        Some(text) => refuse_long(text.len(), "this text")?,
        None if value.len().is_some_and(|values| values > MOST_VALUES) => {
            let message = format!("this list has more than {MOST_VALUES} values");
            return Err(Error::message(message));
        }
        None => {}
    }
    Ok(value)
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
