//! The names of months and days in the languages whose dates are written with these forms alone.
//!
//! Source: Unicode CLDR, the formats `wide` and `abbreviated` of the Gregorian calendar.

use crate::date::Date;

/// The names of a language.
struct Names {
    language: &'static str,
    months: [&'static str; 12],
    short_months: [&'static str; 12],
    /// The days from Monday on.
    days: [&'static str; 7],
    short_days: [&'static str; 7],
}

/// The language whose names the library of dates writes.
const ENGLISH: &str = "en";

#[rustfmt::skip]
const NAMES: [Names; 9] = [
    Names {
        language: "da",
        months: ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august",
            "september", "oktober", "november", "december"],
        short_months: ["jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.",
            "okt.", "nov.", "dec."],
        days: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
        short_days: ["man.", "tirs.", "ons.", "tors.", "fre.", "lør.", "søn."],
    },
    Names {
        language: "de",
        months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
            "September", "Oktober", "November", "Dezember"],
        short_months: ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.",
            "Okt.", "Nov.", "Dez."],
        days: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
        short_days: ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."],
    },
    Names {
        language: "es",
        months: ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
            "septiembre", "octubre", "noviembre", "diciembre"],
        short_months: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct",
            "nov", "dic"],
        days: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
        short_days: ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
    },
    Names {
        language: "fr",
        months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
            "septembre", "octobre", "novembre", "décembre"],
        short_months: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.",
            "oct.", "nov.", "déc."],
        days: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        short_days: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
    },
    Names {
        language: "it",
        months: ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
            "settembre", "ottobre", "novembre", "dicembre"],
        short_months: ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott",
            "nov", "dic"],
        days: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
        short_days: ["lun", "mar", "mer", "gio", "ven", "sab", "dom"],
    },
    Names {
        language: "nb",
        months: ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august",
            "september", "oktober", "november", "desember"],
        short_months: ["jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.",
            "okt.", "nov.", "des."],
        days: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
        short_days: ["man.", "tir.", "ons.", "tor.", "fre.", "lør.", "søn."],
    },
    Names {
        language: "nl",
        months: ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
            "september", "oktober", "november", "december"],
        short_months: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt",
            "nov", "dec"],
        days: ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
        short_days: ["ma", "di", "wo", "do", "vr", "za", "zo"],
    },
    Names {
        language: "pt",
        months: ["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto",
            "setembro", "outubro", "novembro", "dezembro"],
        short_months: ["jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.",
            "out.", "nov.", "dez."],
        days: ["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira",
            "sábado", "domingo"],
        short_days: ["seg.", "ter.", "qua.", "qui.", "sex.", "sáb.", "dom."],
    },
    Names {
        language: "sv",
        months: ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti",
            "september", "oktober", "november", "december"],
        short_months: ["jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.",
            "okt.", "nov.", "dec."],
        days: ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
        short_days: ["mån", "tis", "ons", "tors", "fre", "lör", "sön"],
    },
];

/// Returns the languages that have names.
pub(super) fn languages() -> impl Iterator<Item = &'static str> {
    [ENGLISH]
        .into_iter()
        .chain(NAMES.iter().map(|names| names.language))
}

/// Returns true for the tag of a language that has names, such as `de-AT` or `de_AT`.
pub(super) fn is_known(tag: &str) -> bool {
    languages().any(|language| language == primary(tag))
}

/// Returns a format of dates with the names of a day in a language in place of `%B`, `%b`, `%h`,
/// `%A` and `%a`. The rest of the format stays, all of it for a language without names.
pub(super) fn with_names(format: &str, date: Date, language: &str) -> String {
    let language = primary(language);
    let Some(names) = NAMES.iter().find(|names| names.language == language) else {
        return format.to_owned();
    };
    let civil = date.civil();
    let month = usize::from(civil.month().unsigned_abs()) - 1;
    let day = usize::from(civil.weekday().to_monday_zero_offset().unsigned_abs());
    let mut written = String::with_capacity(format.len() + 16);
    let mut rest = format;
    while let Some((before, behind)) = rest.split_once('%') {
        written.push_str(before);
        let flags = behind.len() - behind.trim_start_matches(['-', '_', '0', '^', '#']).len();
        let letter = behind[flags..].chars().next();
        let name = match letter {
            Some('B') => Some(names.months[month]),
            Some('b' | 'h') => Some(names.short_months[month]),
            Some('A') => Some(names.days[day]),
            Some('a') => Some(names.short_days[day]),
            _ => None,
        };
        let length = flags + letter.map_or(0, char::len_utf8);
        match name {
            Some(name) if behind[..flags].contains('^') => written.push_str(&name.to_uppercase()),
            Some(name) => written.push_str(name),
            None => {
                written.push('%');
                written.push_str(&behind[..length]);
            }
        }
        rest = &behind[length..];
    }
    written.push_str(rest);
    written
}

/// Returns the language of a tag. Norwegian without a form is Bokmål.
fn primary(tag: &str) -> String {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    match primary.to_ascii_lowercase().as_str() {
        "no" => "nb".to_owned(),
        primary => primary.to_owned(),
    }
}
