//! The HTML of a block of code.

use super::fence::Fence;
use super::hidden;
use crate::code::{Language, Painter, Run};
use crate::html::{escape, escape_into};

/// A block of code, written.
pub(in crate::document) struct CodeBlock {
    pub html: String,
    /// The text that is shown, if some of it is not.
    pub shown: Option<String>,
    /// True if it needs the style sheet of code.
    pub is_colored: bool,
}

/// The beginning of a command in a terminal.
const PROMPT: &str = "$ ";

/// Writes a block of code.
pub(in crate::document) fn write(code: &str, fence: &Fence) -> CodeBlock {
    let language = Language::of(&fence.language).unwrap_or(Language::Plain);
    let named = fence.inner.as_deref().unwrap_or(&fence.language);
    let class = match named {
        "" => String::new(),
        named => format!(" class=\"language-{}\"", escape(named)),
    };
    if language == Language::Plain && says_nothing(fence) {
        let mut html = format!("<pre tabindex=\"0\"><code{class}>");
        escape_into(&mut html, code);
        html.push_str("</code></pre>\n");
        return CodeBlock {
            html,
            shown: None,
            is_colored: false,
        };
    }
    let (lines, shown) = hidden::shown(code, fence, language);
    let mut html = String::with_capacity(code.len() * 3);
    let end = open(&mut html, fence, language, &class);
    match has_prompts(&lines, language) {
        true => terminal(&mut html, &lines),
        false => Marks::of(fence, code).write(&mut html, &lines, fence, language),
    }
    html.push_str(end);
    CodeBlock {
        html,
        shown,
        is_colored: true,
    }
}

/// Returns true if a fence says nothing but the language.
fn says_nothing(fence: &Fence) -> bool {
    let language = fence.language.clone();
    let nothing = Fence {
        language,
        ..Fence::default()
    };
    *fence == nothing
}

/// Writes the tags around a block that come before it. Returns those after it.
fn open(html: &mut String, fence: &Fence, language: Language, class: &str) -> &'static str {
    let classes = [
        ("terminal", fence.terminal || language == Language::Terminal),
        ("output", language == Language::Output),
        ("signed", fence.has_signs()),
        ("wrap", fence.wrap),
    ];
    let classes: Vec<&str> = classes
        .iter()
        .filter(|(_, is)| *is)
        .map(|(name, _)| *name)
        .collect();
    let classes = match classes.as_slice() {
        [] => String::new(),
        names => format!(" class=\"{}\"", names.join(" ")),
    };
    // What scrolls has to be reached with the keyboard.
    let focus = if fence.wrap { "" } else { " tabindex=\"0\"" };
    let (element, end) = match (language, &fence.title) {
        (Language::Output, None) => ("samp", "</samp></pre></div>\n"),
        (Language::Output, Some(_)) => ("samp", "</samp></pre></figure>\n"),
        (_, None) => ("code", "</code></pre></div>\n"),
        (_, Some(_)) => ("code", "</code></pre></figure>\n"),
    };
    html.push_str(&match &fence.title {
        Some(title) => format!(
            "<figure class=\"code-block\"><figcaption>{}</figcaption>",
            escape(title)
        ),
        None => "<div class=\"code-block\">".to_owned(),
    });
    html.push_str(&format!("<pre{classes}{focus}><{element}{class}>"));
    end
}

/// Returns true for a session in a terminal. What is called a script may be one, too.
fn has_prompts(lines: &[(usize, &str)], language: Language) -> bool {
    match language {
        Language::Terminal => lines.iter().any(|(_, line)| line.starts_with(PROMPT)),
        Language::Grammar(_) => {
            let first = lines
                .first()
                .is_some_and(|(_, line)| line.starts_with(PROMPT));
            first && Language::of("bash") == Some(language)
        }
        Language::Plain | Language::Output => false,
    }
}

/// Writes commands with their prompts, which are not copied, and what they print.
fn terminal(html: &mut String, lines: &[(usize, &str)]) {
    let bash = Language::of("bash").unwrap_or(Language::Plain);
    let mut painter = Painter::new(bash);
    let mut continues = false;
    for (_, line) in lines {
        let command = line.strip_prefix(PROMPT);
        if command.is_some() {
            // No command begins within what the one before left open.
            painter = Painter::new(bash);
            html.push_str("<span class=\"c-prompt\" aria-hidden=\"true\">$ </span>");
        }
        match command.or(continues.then_some(line)) {
            Some(command) => {
                write_runs(html, command, &painter.line(command));
                continues = command.trim_end_matches(['\r', '\n']).ends_with('\\');
            }
            None => {
                let text = line.trim_end_matches(['\r', '\n']);
                if !text.is_empty() {
                    html.push_str("<span class=\"c-output\">");
                    escape_into(html, text);
                    html.push_str("</span>");
                }
                html.push_str(&line[text.len()..]);
            }
        }
    }
}

/// The marks of each line.
struct Marks {
    marked: Vec<bool>,
    inserted: Vec<bool>,
    deleted: Vec<bool>,
    /// The lines to look at; all of them if none is named.
    focused: Vec<bool>,
    /// True if lines are elements of their own.
    has_lines: bool,
}

impl Marks {
    fn of(fence: &Fence, code: &str) -> Self {
        let count = code.lines().count();
        let named = [
            &fence.marked,
            &fence.inserted,
            &fence.deleted,
            &fence.focused,
        ];
        let has_names = named.iter().any(|lines| !lines.is_empty());
        let [marked, inserted, deleted, mut focused] = named.map(|lines| lines.among(count));
        if fence.focused.is_empty() {
            focused.fill(true);
        }
        Marks {
            marked,
            inserted,
            deleted,
            focused,
            has_lines: has_names || fence.numbers.is_some() || fence.diff,
        }
    }

    fn write(&self, html: &mut String, lines: &[(usize, &str)], fence: &Fence, language: Language) {
        let inner = fence.inner.as_deref().filter(|_| fence.diff);
        let language = inner.map_or(language, |inner| {
            Language::of(inner).unwrap_or(Language::Plain)
        });
        let mut painter = Painter::new(language);
        for (index, line) in lines {
            let (sign, line) = match fence.diff {
                true => split_sign(line),
                false => (None, *line),
            };
            let runs = painter.line(line);
            if !self.has_lines {
                write_runs(html, line, &runs);
                continue;
            }
            let element = self.open_line(html, *index, sign, fence);
            write_runs(html, line, &runs);
            html.push_str(element);
        }
    }

    /// Writes the tag before a line. Returns the one after it.
    fn open_line(
        &self,
        html: &mut String,
        index: usize,
        sign: Option<char>,
        fence: &Fence,
    ) -> &'static str {
        let is = |lines: &[bool]| lines.get(index).copied().unwrap_or(false);
        let (element, sign, end) = if sign == Some('+') || is(&self.inserted) {
            ("ins", Some('+'), "</ins>")
        } else if sign == Some('-') || is(&self.deleted) {
            ("del", Some('-'), "</del>")
        } else if is(&self.marked) {
            ("mark", None, "</mark>")
        } else {
            ("span", None, "</span>")
        };
        html.push_str(&format!("<{element} class=\"line"));
        if !is(&self.focused) {
            html.push_str(" dim");
        }
        html.push('"');
        if let Some(first) = fence.numbers {
            let first = fence.start.unwrap_or(first);
            html.push_str(&format!(" data-line=\"{}\"", first.saturating_add(index)));
        }
        if let Some(sign) = sign {
            html.push_str(&format!(" data-sign=\"{sign}\""));
        }
        html.push('>');
        end
    }
}

/// Returns the sign of a changed line, and the line without its first column.
fn split_sign(line: &str) -> (Option<char>, &str) {
    match line.as_bytes().first() {
        Some(sign @ (b'+' | b'-')) => (Some(char::from(*sign)), &line[1..]),
        Some(b' ') => (None, &line[1..]),
        _ => (None, line),
    }
}

/// Writes a line, with its line break.
fn write_runs(html: &mut String, line: &str, runs: &[Run]) {
    let mut end = 0;
    for Run { range, class } in runs {
        end = range.end;
        let text = &line[range.clone()];
        match class {
            Some(class) => {
                html.push_str("<span class=\"c-");
                html.push_str(class.name());
                html.push_str("\">");
                escape_into(html, text);
                html.push_str("</span>");
            }
            None => escape_into(html, text),
        }
    }
    html.push_str(&line[end..]);
}
