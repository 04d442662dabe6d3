//! The opening hours of a business.

use super::keys::HOURS_KEYS;
use crate::diagnostic::Diagnostic;
use crate::yaml::Field;

/// The same opening hours on some days of the week.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Hours {
    /// The days, in the order of the week, each once.
    pub days: Vec<Day>,
    /// The time of opening: `09:00`.
    pub opens: String,
    /// The time of closing: `18:30`. If it is earlier than `opens`, it is on the next morning.
    pub closes: String,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the days of the week")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Day {
    /// The week, from Monday.
    pub const WEEK: [Day; 7] = [
        Day::Monday,
        Day::Tuesday,
        Day::Wednesday,
        Day::Thursday,
        Day::Friday,
        Day::Saturday,
        Day::Sunday,
    ];

    /// Returns the English name of the day, which schema.org uses too.
    pub fn name(self) -> &'static str {
        match self {
            Day::Monday => "Monday",
            Day::Tuesday => "Tuesday",
            Day::Wednesday => "Wednesday",
            Day::Thursday => "Thursday",
            Day::Friday => "Friday",
            Day::Saturday => "Saturday",
            Day::Sunday => "Sunday",
        }
    }

    /// Reads the name of a day or at least two letters of its start: `Mon`, `tu`, `Fridays`.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('.').to_lowercase();
        let text = text
            .strip_suffix("days")
            .map_or(text.clone(), |stem| format!("{stem}day"));
        Day::WEEK
            .into_iter()
            .find(|day| text.len() >= 2 && day.name().to_lowercase().starts_with(&text))
    }
}

/// Reads the list `hours`.
pub(super) fn hours(field: &Field<'_>) -> Vec<Hours> {
    field.items().iter().filter_map(entry).collect()
}

fn entry(item: &Field<'_>) -> Option<Hours> {
    let fields = item.fields(HOURS_KEYS, "an entry of `hours`")?;
    let missing = ["days", "opens", "closes"]
        .into_iter()
        .find(|name| fields.get(name).is_none());
    if let Some(missing) = missing {
        let message = format!("`{}` has no `{missing}`", item.name());
        item.report_key(
            Diagnostic::error("wrong-type", message)
                .advise("write `days`, `opens` and `closes`; leave out days that are closed"),
        );
        return None;
    }
    let days = fields.get("days").and_then(days);
    let opens = fields.get("opens").and_then(clock);
    let closes = fields.get("closes").and_then(clock);
    Some(Hours {
        days: days?,
        opens: opens?,
        closes: closes?,
    })
}

fn days(field: &Field<'_>) -> Option<Vec<Day>> {
    let mut days = Vec::new();
    for item in field.items() {
        let text = item.text()?;
        let Some(range) = text.split(',').map(parse_range).collect::<Option<Vec<_>>>() else {
            let message = format!("`{}` has to name days, and `{text}` does not", item.name());
            item.report(
                Diagnostic::error("wrong-type", message)
                    .advise("write `Monday`, `Mon-Fri` or `[Tue, Thu]`"),
            );
            return None;
        };
        days.extend(range.into_iter().flatten());
    }
    days.sort();
    days.dedup();
    Some(days)
}

/// Reads one or several days: `Mon-Fri`, `Saturday to Monday`, `daily`, `Tue`.
fn parse_range(text: &str) -> Option<Vec<Day>> {
    let text = text.trim();
    if matches!(
        text.to_lowercase().as_str(),
        "daily" | "every day" | "all days"
    ) {
        return Some(Day::WEEK.to_vec());
    }
    let Some((first, last)) = text
        .split_once(['-', '\u{2013}'])
        .or_else(|| text.split_once(" to "))
    else {
        return Day::parse(text).map(|day| vec![day]);
    };
    let (first, last) = (Day::parse(first)?, Day::parse(last)?);
    let from_first = Day::WEEK
        .into_iter()
        .cycle()
        .skip_while(|day| *day != first);
    let days: Vec<Day> = from_first.take_while(|day| *day != last).take(7).collect();
    Some(days.into_iter().chain([last]).collect())
}

fn clock(field: &Field<'_>) -> Option<String> {
    let text = field.text()?;
    let time = parse_clock(&text);
    if time.is_none() {
        let message = format!("`{}` has to be a time, and `{text}` is none", field.name());
        field.report(
            Diagnostic::error("wrong-type", message)
                .advise("write hours and minutes: `09:00`, `18:30`"),
        );
    }
    time
}

/// Reads a time of day: `9:00`, `18:30`, `9am`, `6:30 pm`.
fn parse_clock(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase().replace('.', "");
    let (time, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(time), _) => (time.trim(), Some(0)),
        (_, Some(time)) => (time.trim(), Some(12)),
        _ => (text.as_str(), None),
    };
    let (hour, minute) = match time.split_once(':') {
        Some((hour, minute)) => (hour, minute),
        None if half.is_some() => (time, "00"),
        None => return None,
    };
    let number = |digits: &str, lengths: std::ops::RangeInclusive<usize>| {
        (lengths.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| digits.parse::<u8>().ok())?
    };
    let (hour, minute) = (number(hour, 1..=2)?, number(minute, 2..=2)?);
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    (hour < 24 && minute < 60 || hour == 24 && minute == 0)
        .then(|| format!("{hour:02}:{minute:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let names = |text: &str| {
            parse_range(text).map(|days| {
                days.iter()
                    .map(|day| &day.name()[..2])
                    .collect::<Vec<_>>()
                    .join(" ")
            })
        };
        assert_eq!(names("Mon-Fri").as_deref(), Some("Mo Tu We Th Fr"));
        assert_eq!(names("Saturday to Monday").as_deref(), Some("Sa Su Mo"));
        assert_eq!(names("fridays").as_deref(), Some("Fr"));
        assert_eq!(names("daily").map(|names| names.len()), Some(20));
        for text in ["", "m", "Funday", "Mon-", "-"] {
            assert_eq!(names(text), None, "{text:?}");
        }
    }

    #[test]
    fn times_get_one_form() {
        for (written, read) in [
            ("9:00", "09:00"),
            ("18:30", "18:30"),
            ("9am", "09:00"),
            ("12 am", "00:00"),
            ("6:30 p.m.", "18:30"),
            ("24:00", "24:00"),
        ] {
            assert_eq!(parse_clock(written).as_deref(), Some(read), "{written}");
        }
        for written in ["", "9", "25:00", "9:5", "13pm", "9:60", "noon", "+9:00"] {
            assert_eq!(parse_clock(written), None, "{written}");
        }
    }
}
