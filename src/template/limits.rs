//! Limits of templates: how much one may write, and for how long.

use super::captured::Captures;
use super::fault;
use super::ledger::{self, LONGEST_RENDER, TOO_LONG};
use super::sources::Sources;
use crate::diagnostic::Diagnostic;
use std::io::{self, Write};
use std::time::Instant;

/// The largest page, in bytes. A template that writes more has a loop that does not end.
const LARGEST_PAGE: usize = 32 * 1024 * 1024;

/// Returns the error for a template that does not end.
pub fn overdue(template: &str) -> Diagnostic {
    endless(template, TOO_LONG)
}

fn endless(name: &str, limit: &str) -> Diagnostic {
    Diagnostic::error("endless-template", format!("`{name}` {limit}"))
        .advise("look for a loop that does not end, or for one within another over long lists")
}

/// A writer that takes the text of a template up to the limits. It begins the account of the
/// render.
pub(super) struct LimitedWriter {
    bytes: Vec<u8>,
    began: Instant,
    exceeded: Option<&'static str>,
}

impl LimitedWriter {
    pub(super) fn new() -> Self {
        ledger::begin();
        Self {
            bytes: Vec::with_capacity(16 * 1024),
            began: Instant::now(),
            exceeded: None,
        }
    }

    /// Returns the text, or the error of the template or component of this name.
    pub(super) fn text(
        self,
        result: Result<(), tera::Error>,
        name: &str,
        sources: &Sources,
        captures: &Captures,
    ) -> Result<String, Diagnostic> {
        let too_long = ledger::end().then_some(TOO_LONG);
        if let Some(limit) = self.exceeded.or(too_long) {
            return Err(endless(name, limit));
        }
        result.map_err(|error| fault::diagnostic(&error, sources, captures))?;
        String::from_utf8(self.bytes).map_err(|_| {
            Diagnostic::error("template", format!("`{name}` wrote text that is not UTF-8"))
        })
    }
}

impl Write for LimitedWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Asking for the time at every write would cost more than the write.
        let look_at_clock = self.bytes.len() / 65_536 != (self.bytes.len() + bytes.len()) / 65_536;
        if self.bytes.len() + bytes.len() > LARGEST_PAGE {
            self.exceeded = Some("wrote more than 32 MB into one page");
        } else if look_at_clock && self.began.elapsed() > LONGEST_RENDER {
            self.exceeded = Some(TOO_LONG);
        }
        if self.exceeded.is_some() {
            return Err(io::ErrorKind::WriteZero.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
