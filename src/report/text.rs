//! Diagnostics as text for a terminal: the place, the source line in a frame, what to do.

use super::located::{ExcerptLine, Located};
use super::phrases::{elsewhere, introduction, rest};
use super::summary::Limit;
use super::visible::{visible, visible_lines};
use crate::diagnostic::Severity;
use unicode_width::UnicodeWidthStr;

/// Whether the text carries colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Characters only.
    Plain,
    /// ANSI escapes around the parts. `anstream` takes them out again where they are not wanted.
    Ansi,
}

/// All that is shown, a blank line between two diagnostics, a line break at the end. Empty when
/// there is nothing to say.
pub fn text(located: &[Located], limit: Limit, colour: Colour) -> String {
    let (shown, others) = limit.choose(located);
    let mut blocks: Vec<String> = shown
        .into_iter()
        .map(|located| block(located, colour))
        .collect();
    if others > 0 {
        blocks.push(format!("{}\n", rest(others)));
    }
    blocks.join("\n")
}

/// What is painted alike.
#[derive(Clone, Copy)]
enum Ink {
    Severity(Severity),
    Strong,
    Frame,
    New,
}

impl Ink {
    fn escape(self) -> &'static str {
        match self {
            Ink::Severity(Severity::Error) => "\x1b[1;91m",
            Ink::Severity(Severity::Warning) => "\x1b[1;33m",
            Ink::Severity(Severity::Note) => "\x1b[1;96m",
            Ink::Strong => "\x1b[1m",
            Ink::Frame => "\x1b[1;94m",
            Ink::New => "\x1b[92m",
        }
    }
}

impl Colour {
    fn paint(self, ink: Ink, text: &str) -> String {
        match self {
            Colour::Ansi if !text.is_empty() => format!("{}{text}\x1b[0m", ink.escape()),
            _ => text.to_owned(),
        }
    }
}

fn block(located: &Located, colour: Colour) -> String {
    let mut page = Page {
        colour,
        gutter: gutter(located),
        frame_is_open: false,
        text: String::new(),
    };
    let ink = Ink::Severity(located.severity);
    page.title(
        ink,
        &format!("{}[{}]", located.severity.as_str(), located.code),
        &located.message,
    );
    if let Some(spot) = &located.spot {
        page.place(&visible(&spot.to_string()));
    }
    page.frame(&located.excerpt, ink, '^');
    for frame in &located.trace {
        page.remark(&format!("{} {}", frame.what, frame.spot));
    }
    if let Some(elsewhere) = elsewhere(located) {
        page.remark(&elsewhere);
    }
    if let Some(advice) = &located.advice {
        page.remark(&format!("help: {advice}"));
    }
    if let Some(correction) = &located.correction {
        page.remark(introduction(correction));
        page.frame(&correction.lines, Ink::New, '+');
    }
    page.text
}

fn gutter(located: &Located) -> usize {
    let corrected = located
        .correction
        .iter()
        .flat_map(|correction| &correction.lines);
    let largest = located
        .excerpt
        .iter()
        .chain(corrected)
        .filter_map(|line| line.number)
        .max();
    largest.unwrap_or(1).to_string().len()
}

/// The text of one diagnostic while it is written.
struct Page {
    colour: Colour,
    gutter: usize,
    /// A frame was written and what follows must be set off from it.
    frame_is_open: bool,
    text: String,
}

impl Page {
    fn title(&mut self, ink: Ink, name: &str, message: &str) {
        let name = self.colour.paint(ink, name);
        let indent = format!("\n{:1$}", "", self.gutter + 3);
        let message = visible_lines(message).collect::<Vec<_>>().join(&indent);
        let message = self.colour.paint(Ink::Strong, &format!(": {message}"));
        self.line(&format!("{name}{message}"));
    }

    fn place(&mut self, place: &str) {
        let arrow = self
            .colour
            .paint(Ink::Frame, &format!("{:1$}-->", "", self.gutter));
        self.line(&format!("{arrow} {place}"));
    }

    fn frame(&mut self, lines: &[ExcerptLine], ink: Ink, mark: char) {
        if lines.is_empty() {
            return;
        }
        self.bar("", "");
        let mut previous = None;
        for line in lines {
            if line.is_after_gap(previous) {
                self.line(&self.colour.paint(Ink::Frame, "..."));
            }
            previous = Some(line);
            self.bar(
                &line
                    .number
                    .map_or_else(String::new, |number| number.to_string()),
                &line.text,
            );
            if let Some(marked) = &line.marked {
                let indent = " ".repeat(line.text[..marked.start].width());
                let marks: String =
                    std::iter::repeat_n(mark, line.text[marked.clone()].width().max(1)).collect();
                self.bar("", &format!("{indent}{}", self.colour.paint(ink, &marks)));
            }
        }
        self.frame_is_open = true;
    }

    fn bar(&mut self, number: &str, text: &str) {
        let bar = self
            .colour
            .paint(Ink::Frame, &format!("{number:>0$} |", self.gutter));
        self.line(format!("{bar} {text}").trim_end());
    }

    fn remark(&mut self, remark: &str) {
        if std::mem::take(&mut self.frame_is_open) {
            self.bar("", "");
        }
        let sign = self
            .colour
            .paint(Ink::Frame, &format!("{:1$} =", "", self.gutter));
        let indent = format!("\n{:1$}", "", self.gutter + 3);
        let remark = visible_lines(remark).collect::<Vec<_>>().join(&indent);
        self.line(&format!("{sign} {remark}"));
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}
