//! Typing mistakes in YAML: recognized, explained in plain words, and corrected.
//!
//! A *mistake* is a line that people often write and YAML does not understand, or understands
//! differently. Each [`Mistake`] holds the line as it was probably meant. The user sees that line,
//! `check --fix` writes it, and the page keeps the value that the line was meant to have.
//!
//! [`silent`] finds the mistakes that YAML reads without an error: `color: #ff0000` has no value,
//! because `#` begins a comment. It looks at each line once.
//!
//! # Mistakes that stop the reading
//!
//! [`Repairer`] finds these by trying. Take this front matter:
//!
//! ```yaml
//! title: "Running
//! date: 2026-11-23
//! tags: [a, b
//! ```
//!
//! 1. The library stops in the last line, since the quote of the first line is still open there.
//! 2. The *suspects* are the lines that may have the mistake: the line of the error and the three
//!    written lines before it, the line that opened a quote, and the first line.
//! 3. `syntax` proposes corrections of a suspect. For the first line it proposes
//!    `title: "Running"`. If no suspect has a mistake in itself, the suspects are moved to the
//!    indentation of the lines *around* them.
//! 4. A correction counts only if the text can then be read, or read further than the line of the
//!    error and the corrected line. So a correction that the user sees is known to work.
//! 5. The corrected line replaces the line in the [`EditedText`], the mistake is reported, and the
//!    next round begins: the library now stops at the bracket of the last line.
//!
//! If no correction helps, the error itself is reported. The entry then keeps the value that its
//! *first line* has alone, so that a title survives nonsense in the lines below it.
//!
//! There are two modes. An entry of front matter or configuration has to be a map, and all of its
//! mistakes are corrected. A file below `data/` may have any shape, and only its first mistake is
//! reported, because nothing of a broken file is used.
//!
//! [`Mistake`]: report::Mistake
//! [`EditedText`]: edited_text::EditedText

mod edited_text;
mod line;
mod repair;
mod report;
mod silent;
mod syntax;

pub(super) use repair::Repairer;
pub(super) use silent::silent;
