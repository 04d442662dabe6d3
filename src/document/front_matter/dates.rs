//! Days in front matter, and the correction of days in other forms.

use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::value::Value;
use crate::yaml::Field;

const FORM: &str = "write it as year-month-day: `2026-11-23`";

/// Reads a day. An empty text is none.
pub(super) fn read(field: &Field<'_>) -> Option<Date> {
    let Value::Text(text) = field.value() else {
        let advice = match (field.name(), field.value()) {
            ("publish", Value::Bool(_)) => {
                "write the day from which on it is published; \
                 to hold a page back, write `draft: true`"
            }
            _ => FORM,
        };
        field.report(field.wrong_type("a date").advise(advice));
        return None;
    };
    if text.trim().is_empty() {
        return None;
    }
    let date = Date::parse(text);
    if date.is_none() {
        field.report(error(field, text));
    }
    date
}

fn error(field: &Field<'_>, text: &str) -> Diagnostic {
    let problem = Diagnostic::error(
        "wrong-type",
        format!("`{}` has to be a date, and `{text}` is none", field.name()),
    );
    match possible_days(text).as_slice() {
        [] if is_well_formed(text) => problem.advise("there is no such day in the calendar"),
        [] => problem.advise(FORM),
        [day] => field.with_value(problem.advise(FORM), &day.to_string(), true),
        [day, other, ..] => problem.advise(format!(
            "{FORM}; this may be `{day}` ({}) or `{other}` ({})",
            in_words(*day),
            in_words(*other)
        )),
    }
}

/// Returns true if a date is in the right form, so that only its day does not exist.
fn is_well_formed(text: &str) -> bool {
    let digits: Vec<usize> = text.trim().split('-').map(str::len).collect();
    digits == [4, 2, 2]
        && text
            .trim()
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// Returns the days that three numbers can mean: year first, else day or month first.
fn possible_days(text: &str) -> Vec<Date> {
    let parts: Vec<&str> = text
        .trim()
        .split(['/', '.', '-', ' ', ','])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third] = parts.as_slice() else {
        return Vec::new();
    };
    let day = |year: &str, month: &str, day: &str| {
        let month = MONTHS
            .iter()
            .position(|name| month.len() >= 3 && name.starts_with(&month.to_lowercase()))
            .map_or_else(|| month.parse().ok(), |index| i8::try_from(index + 1).ok());
        (year.len() == 4).then(|| Date::new(year.parse().ok()?, month?, day.parse().ok()?))?
    };
    let guesses = if first.len() == 4 {
        vec![day(first, second, third)]
    } else {
        vec![day(third, second, first), day(third, first, second)]
    };
    let mut days: Vec<Date> = guesses.into_iter().flatten().collect();
    days.dedup();
    days
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn in_words(day: Date) -> String {
    let name = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
    format!("{} {}{}", day.day(), name[..1].to_uppercase(), &name[1..])
}
