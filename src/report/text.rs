//! Diagnostics as text for a terminal: the location, the source line in a frame, the advice.

use super::located::{ExcerptLine, Located};
use super::phrases::{elsewhere, introduction, rest};
use super::summary::Limit;
use super::visible::{visible, visible_lines};
use crate::diagnostic::Severity;
use unicode_width::UnicodeWidthStr;

/// The colors of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorMode {
    /// None.
    Plain,
    /// ANSI escapes around the parts. `anstream` removes them where they are not wanted.
    Ansi,
}

/// Returns the diagnostics with a blank line between two of them and a line break at the end. Empty
/// if there are none.
pub fn text(located: &[Located], limit: Limit, color_mode: ColorMode) -> String {
    let (shown, others) = limit.choose(located);
    let mut blocks: Vec<String> = shown
        .into_iter()
        .map(|located| diagnostic(located, color_mode))
        .collect();
    if others > 0 {
        blocks.push(format!("{}\n", rest(others)));
    }
    blocks.join("\n")
}

/// A style of text.
#[derive(Clone, Copy)]
enum Style {
    Severity(Severity),
    Strong,
    Frame,
    New,
}

impl Style {
    fn escape(self) -> &'static str {
        match self {
            Style::Severity(Severity::Error) => "\x1b[1;91m",
            Style::Severity(Severity::Warning) => "\x1b[1;33m",
            Style::Severity(Severity::Note) => "\x1b[1;96m",
            Style::Strong => "\x1b[1m",
            Style::Frame => "\x1b[1;94m",
            Style::New => "\x1b[92m",
        }
    }
}

impl ColorMode {
    fn paint(self, style: Style, text: &str) -> String {
        match self {
            ColorMode::Ansi if !text.is_empty() => format!("{}{text}\x1b[0m", style.escape()),
            _ => text.to_owned(),
        }
    }
}

fn diagnostic(located: &Located, color_mode: ColorMode) -> String {
    let mut block = Block {
        color_mode,
        gutter: gutter(located),
        frame_is_open: false,
        text: String::new(),
    };
    let style = Style::Severity(located.severity);
    block.title(
        style,
        &format!("{}[{}]", located.severity.as_str(), located.code),
        &located.message,
    );
    if let Some(location) = &located.location {
        block.location(&visible(&location.to_string()));
    }
    block.frame(&located.excerpt, style, '^');
    for frame in &located.trace {
        block.note(&format!("{} {}", frame.what, frame.location));
    }
    if let Some(elsewhere) = elsewhere(located) {
        block.note(&elsewhere);
    }
    if let Some(advice) = &located.advice {
        block.note(&format!("help: {advice}"));
    }
    if let Some(correction) = &located.correction {
        block.note(introduction(correction));
        block.frame(&correction.lines, Style::New, '+');
    }
    block.text
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
struct Block {
    color_mode: ColorMode,
    gutter: usize,
    /// True after a frame, until a bar sets it off from the next line.
    frame_is_open: bool,
    text: String,
}

impl Block {
    fn title(&mut self, style: Style, name: &str, message: &str) {
        let name = self.color_mode.paint(style, name);
        let indent = format!("\n{:1$}", "", self.gutter + 3);
        let message = visible_lines(message).collect::<Vec<_>>().join(&indent);
        let message = self
            .color_mode
            .paint(Style::Strong, &format!(": {message}"));
        self.line(&format!("{name}{message}"));
    }

    fn location(&mut self, location: &str) {
        let arrow = self
            .color_mode
            .paint(Style::Frame, &format!("{:1$}-->", "", self.gutter));
        self.line(&format!("{arrow} {location}"));
    }

    fn frame(&mut self, lines: &[ExcerptLine], style: Style, mark: char) {
        if lines.is_empty() {
            return;
        }
        self.bar("", "");
        let mut previous = None;
        for line in lines {
            if line.is_after_gap(previous) {
                self.line(&self.color_mode.paint(Style::Frame, "..."));
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
                self.bar(
                    "",
                    &format!("{indent}{}", self.color_mode.paint(style, &marks)),
                );
            }
        }
        self.frame_is_open = true;
    }

    fn bar(&mut self, number: &str, text: &str) {
        let bar = self
            .color_mode
            .paint(Style::Frame, &format!("{number:>0$} |", self.gutter));
        self.line(format!("{bar} {text}").trim_end());
    }

    fn note(&mut self, note: &str) {
        if std::mem::take(&mut self.frame_is_open) {
            self.bar("", "");
        }
        let sign = self
            .color_mode
            .paint(Style::Frame, &format!("{:1$} =", "", self.gutter));
        let indent = format!("\n{:1$}", "", self.gutter + 3);
        let note = visible_lines(note).collect::<Vec<_>>().join(&indent);
        self.line(&format!("{sign} {note}"));
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}
