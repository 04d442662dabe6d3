//! Formulas in LaTeX, written as MathML, which every browser shows and reads without a script. The
//! one room that names the parser of LaTeX.

use super::spanned::Spanned;
use super::writer::Writer;
use crate::diagnostic::Diagnostic;
use pulldown_cmark::Event;
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, ParserError, Storage, push_mathml};
use std::fmt::Write;
use std::ops::Range;

/// The largest formula, in bytes. The parser reads a group again for each group around it.
const LARGEST: usize = 10_000;

/// The most parts of a formula. Macros of a formula may double it again and again.
const MOST_PARTS: usize = 20_000;

/// The deepest group.
const DEEPEST: usize = 100;

/// Makes text of what looks like a formula and ends before a digit: `$5-$6` are prices.
pub(super) fn restore_prices<'e>(events: &mut [Spanned<'e>], text: &'e str) {
    for (event, range) in events {
        if matches!(event, Event::InlineMath(_))
            && text[range.end..].starts_with(|c: char| c.is_ascii_digit())
        {
            *event = Event::Text(text[range.clone()].into());
        }
    }
}

impl Writer<'_> {
    /// Writes a formula.
    pub(super) fn formula(&mut self, at: usize, formula: &str, mode: DisplayMode) {
        match mathml(formula, mode) {
            Ok(mathml) => self.out.html().push_str(&mathml),
            Err(fault) => {
                let problem = Diagnostic::error("formula", fault.message)
                    .advise("write it in LaTeX, or `\\$` for a dollar sign that begins no formula");
                let whole = self.source.span(at);
                let span = match fault.place {
                    Some(place) => self.source.within_markup(at, formula, place),
                    None => whole,
                };
                self.made.diagnostics.push(self.source.at(problem, span));
            }
        }
    }
}

/// A fault of a formula.
struct Fault {
    message: String,
    /// The part of the formula in which it is, if that is known.
    place: Option<Range<usize>>,
}

/// Makes MathML of a formula.
fn mathml(formula: &str, display_mode: DisplayMode) -> Result<String, Fault> {
    let fault = |message: &str| Fault {
        message: message.to_owned(),
        place: None,
    };
    if formula.len() > LARGEST {
        return Err(fault("this formula is longer than 10,000 characters"));
    }
    if depth(formula) > DEEPEST {
        return Err(fault("this formula has more than 100 groups in each other"));
    }
    let storage = Storage::new();
    let mut parts = Vec::new();
    for part in Parser::new(formula, &storage) {
        parts.push(part.map_err(|error| located(&error, formula))?);
        if parts.len() > MOST_PARTS {
            return Err(fault("this formula has more than 20,000 parts"));
        }
    }
    let config = RenderConfig {
        display_mode,
        ..RenderConfig::default()
    };
    let parts = parts.into_iter().map(Ok::<_, ParserError>);
    let mut made = String::new();
    push_mathml(&mut made, parts, config).map_err(|_| fault("this formula cannot be written"))?;
    Ok(without_styles(&escaped(&made)))
}

/// Returns how many groups are open at most.
fn depth(formula: &str) -> usize {
    let (mut open, mut deepest) = (0usize, 0);
    for byte in formula.bytes() {
        match byte {
            b'{' => open += 1,
            b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

/// Returns the fault that the parser tells. It shows the text around the fault in a frame, and has
/// no other place.
fn located(error: &ParserError, formula: &str) -> Fault {
    let told = error.to_string();
    let mut lines = told.lines();
    let first = lines.next().unwrap_or_default();
    let reason = first.trim_start_matches("parsing error: ");
    let reason = reason
        .replace("unkown", "unknown")
        .replace("primitive command", "command");
    let around = lines
        .filter_map(|line| line.strip_prefix('│'))
        .map(|line| line.trim_start_matches(['…', ' ']))
        .rfind(|line| !line.is_empty() && !line.starts_with('^'));
    let place = around.and_then(|around| {
        let start = formula.find(around)?;
        Some(start..start + around.len())
    });
    Fault {
        message: format!("this formula cannot be read: {reason}"),
        place,
    }
}

/// Escapes the operators `<` and `&`, which the library writes as they are.
fn escaped(mathml: &str) -> String {
    let mut made = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        made.push_str(before);
        let next = from[1..].chars().next();
        let is_markup = next.is_some_and(|next| next.is_ascii_alphabetic() || next == '/');
        made.push_str(match (&from[..1], is_markup) {
            (mark, true) => mark,
            ("<", false) => "&lt;",
            (_, false) => "&amp;",
        });
        rest = &from[1..];
    }
    made.push_str(rest);
    made
}

/// Makes attributes of MathML of the styles that stand in tags, which the headers of the site
/// forbid. Only colors have such attributes.
fn without_styles(mathml: &str) -> String {
    const STYLE: &str = " style=\"";
    let mut made = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some((before, after)) = rest.split_once(STYLE) {
        made.push_str(before);
        let (style, after) = after.split_once('"').unwrap_or((after, ""));
        for (name, value) in style.split(';').filter_map(|rule| rule.split_once(':')) {
            let attribute = match name.trim() {
                "color" => "mathcolor",
                "background-color" => "mathbackground",
                _ => continue,
            };
            let value = value
                .trim()
                .trim_start_matches("rgb(")
                .trim_end_matches(')');
            let _ = write!(made, " {attribute}=\"#");
            for part in value.split(' ').filter_map(|part| part.parse::<u8>().ok()) {
                let _ = write!(made, "{part:02x}");
            }
            made.push('"');
        }
        rest = after;
    }
    made.push_str(rest);
    made
}
