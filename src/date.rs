//! Calendar days: `2026-11-23`.
//!
//! Apart because front matter, the schedule and the reports use days. This file alone knows which
//! spellings of other generators are accepted.

use serde::{Serialize, Serializer};
use std::fmt;

/// A day of the Gregorian calendar. It has no time and no zone, since pages are dated by the day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// Makes a day of its year (1 to 9999), month (1 to 12) and day of the month. `None` if the day
    /// does not exist.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        if year < 1 {
            return None;
        }
        jiff::civil::Date::new(year, month, day).ok().map(Date)
    }

    /// Reads `2026-11-23`. A time and a zone behind it, as Zola, Hugo and Jekyll write them, are
    /// ignored.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (day, time) = text.split_at_checked(10)?;
        let day = parse_day(day)?;
        (time.is_empty() || is_time(time)).then_some(day)
    }

    /// Splits a name that begins with a day: `2026-03-05-spring` is that day and `spring`. `None`
    /// if nothing follows the day.
    pub fn before_name(name: &str) -> Option<(Self, &str)> {
        let (day, rest) = name.split_at_checked(10)?;
        let day = parse_day(day)?;
        let rest = rest.strip_prefix(['-', '_'])?;
        rest.contains(char::is_alphanumeric).then_some((day, rest))
    }

    /// Returns the day at a moment, in seconds since 1970, in a time zone such as
    /// `America/New_York`. An unknown zone counts as UTC.
    pub fn at(seconds: i64, timezone: &str) -> Self {
        let zone = jiff::tz::TimeZone::get(timezone).unwrap_or(jiff::tz::TimeZone::UTC);
        let moment = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        Date(zone.to_datetime(moment).date())
    }

    /// Returns noon of the day in UTC, in seconds since 1970.
    pub fn noon_utc(self) -> i64 {
        let noon = self
            .0
            .at(12, 0, 0, 0)
            .to_zoned_datetime(jiff::tz::TimeZone::UTC);
        noon.map_or(0, |noon| noon.timestamp().as_second())
    }

    /// Returns the moment at which the day begins in a time zone, as RFC 3339 writes it. An unknown
    /// zone counts as UTC.
    pub fn start(self, timezone: &str) -> String {
        let zone = jiff::tz::TimeZone::get(timezone).unwrap_or(jiff::tz::TimeZone::UTC);
        match self.0.at(0, 0, 0, 0).to_zoned_datetime(zone) {
            Ok(start) => start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            Err(_) => format!("{self}T00:00:00+00:00"),
        }
    }

    /// Returns the year, 1 to 9999.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Returns the month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Returns the day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Writes the day for a sentence: `3 December`, with the year if it is not the year of `today`.
    pub fn spoken(self, today: Date) -> String {
        let format = if self.year() == today.year() {
            "%-d %B"
        } else {
            "%-d %B %Y"
        };
        self.0.strftime(format).to_string()
    }

    /// Returns the day for calculations.
    pub fn civil(self) -> jiff::civil::Date {
        self.0
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(day: jiff::civil::Date) -> Self {
        Date(day)
    }
}

/// Serializes as `2026-11-23`.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn parse_day(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)?;
    let month = number(parts.next()?, 2)?;
    let day = number(parts.next()?, 2)?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

fn number(text: &str, digits: usize) -> Option<i16> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// True for a time of day with an optional zone: `T08:00:00Z`, ` 08:00:00 +0100`,
/// `t08:00:00.5-05:00`.
fn is_time(text: &str) -> bool {
    let Some(text) = text.strip_prefix(['T', 't', ' ']) else {
        return false;
    };
    let text = text.trim_start();
    let zone = text
        .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
        .unwrap_or(text.len());
    let (time, zone) = text.split_at(zone);
    is_clock(time) && is_zone(zone.trim_start())
}

fn is_clock(text: &str) -> bool {
    let mut parts = text.split(':');
    let two = |part: Option<&str>, limit: u8| {
        part.is_some_and(|part| {
            part.len() <= 2 && part.parse::<u8>().is_ok_and(|number| number < limit)
        })
    };
    let seconds = |part: &str| two(Some(part.split('.').next().unwrap_or("")), 61);
    two(parts.next(), 24)
        && two(parts.next(), 60)
        && parts.next().is_none_or(seconds)
        && parts.next().is_none()
}

fn is_zone(text: &str) -> bool {
    match text {
        "" | "Z" | "z" | "UTC" => true,
        _ => text.strip_prefix(['+', '-']).is_some_and(|offset| {
            offset.len() <= 5
                && !offset.is_empty()
                && offset
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b':')
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_day_of_what_other_generators_write() {
        for text in [
            "2026-11-23",
            " 2026-11-23 ",
            "2026-11-23T08:00:00Z",
            "2026-11-23T08:00:00.123-05:00",
            "2026-11-23 08:00:00 +0100",
            "2026-11-23 08:00",
            "2026-11-23t08:00:00 +01:00",
        ] {
            assert_eq!(
                Date::parse(text).map(|day| day.to_string()).as_deref(),
                Some("2026-11-23"),
                "{text:?}"
            );
        }
    }

    #[test]
    fn names_the_year_where_it_is_another() {
        let today = Date::parse("2026-11-23").expect("a day");
        for (day, expected) in [
            ("2026-12-03", "3 December"),
            ("2027-01-31", "31 January 2027"),
        ] {
            assert_eq!(Date::parse(day).expect("a day").spoken(today), expected);
        }
    }

    #[test]
    fn refuses_everything_else() {
        for text in [
            "",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "3/12/2026",
            "2026-1-5",
            "2026-11-23x",
            "0000-01-01",
            "2026-11-23T25:00",
            "２026-11-2",
        ] {
            assert_eq!(Date::parse(text), None, "{text:?}");
        }
    }
}
