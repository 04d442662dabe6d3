//! Diagnostics as HTML for the preview's overlay: headings, frames, lists. It has classes and no
//! styles, because the content policy of a page blocks styles.

use super::located::{ExcerptLine, Located};
use super::phrases::{elsewhere, introduction, rest};
use super::summary::Limit;
use super::visible::visible;
use std::ops::Range;

/// Returns one `<article>` for each diagnostic, headed by an `<h2>`; every class begins with
/// `milepost-`. Empty if there are none.
pub fn html(located: &[Located], limit: Limit) -> String {
    let (shown, others) = limit.choose(located);
    let mut html: String = shown.into_iter().map(article).collect();
    if others > 0 {
        html.push_str(&element("p", "rest", &escaped(&rest(others))));
    }
    html
}

fn article(located: &Located) -> String {
    let severity = located.severity.as_str();
    let mut inside = heading(located);
    if let Some(location) = &located.location {
        inside.push_str(&element(
            "p",
            "place",
            &format!("<code>{}</code>", escaped(&location.to_string())),
        ));
    }
    inside.push_str(&frame(&located.excerpt, "mark", "Source"));
    inside.push_str(&trace(located));
    if let Some(advice) = &located.advice {
        inside.push_str(&element("p", "advice", &paragraph(advice)));
    }
    if let Some(correction) = &located.correction {
        inside.push_str(&element(
            "p",
            "correction",
            &escaped(introduction(correction)),
        ));
        inside.push_str(&frame(&correction.lines, "ins", "Corrected"));
    }
    let id = located.id();
    format!(
        "<article class=\"milepost-diagnostic milepost-{severity}\" \
         data-milepost-fault=\"{id}\">\n{inside}</article>\n"
    )
}

fn heading(located: &Located) -> String {
    let severity = located.severity.as_str();
    let (code, message) = (escaped(located.code), paragraph(&located.message));
    format!(
        "<h2 class=\"milepost-message\"><span class=\"milepost-severity\">{severity}</span> \
         {message} <code>{code}</code></h2>\n"
    )
}

/// Returns the steps outwards and the other pages.
fn trace(located: &Located) -> String {
    let steps = located.trace.iter();
    let steps = steps.map(|frame| {
        format!(
            "{} <code>{}</code>",
            escaped(&frame.what),
            escaped(&frame.location.to_string())
        )
    });
    let others = elsewhere(located).map(|others| escaped(&others));
    let items: String = steps
        .chain(others)
        .map(|step| format!("<li>{step}</li>\n"))
        .collect();
    if items.is_empty() {
        items
    } else {
        element("ul", "trace", &format!("\n{items}"))
    }
}

/// Returns source lines. The frame takes the focus, so that long lines can be scrolled by keyboard.
fn frame(lines: &[ExcerptLine], mark: &str, label: &str) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut text = String::new();
    let mut previous = None;
    for line in lines {
        if line.is_after_gap(previous) {
            text.push_str("<span class=\"milepost-number\">…</span>\n");
        }
        previous = Some(line);
        text.push_str(&frame_line(line, mark));
    }
    format!(
        "<pre class=\"milepost-frame\" role=\"group\" aria-label=\"{label}\" tabindex=\"0\">\
         {text}</pre>\n"
    )
}

fn frame_line(line: &ExcerptLine, mark: &str) -> String {
    let number = line
        .number
        .map_or_else(String::new, |number| number.to_string());
    let text = match &line.marked {
        None => escaped(&line.text),
        Some(Range { start, end }) => {
            let (before, marked, after) = (
                &line.text[..*start],
                &line.text[*start..*end],
                &line.text[*end..],
            );
            format!(
                "{}<{mark}>{}</{mark}>{}",
                escaped(before),
                escaped(marked),
                escaped(after)
            )
        }
    };
    format!("<span class=\"milepost-number\">{number}</span> {text}\n")
}

fn element(name: &str, class: &str, inside: &str) -> String {
    format!("<{name} class=\"milepost-{class}\">{inside}</{name}>\n")
}

fn paragraph(text: &str) -> String {
    text.lines().map(escaped).collect::<Vec<_>>().join("<br>")
}

/// Returns text that is safe between tags, with nothing hidden in it.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            character => safe.push(character),
        }
    }
    safe
}
