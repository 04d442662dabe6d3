//! What templates may cost: how much one may write, and for how long.

use super::fault;
use super::sources::Sources;
use crate::diagnostic::Diagnostic;
use std::io::{self, Write};
use std::time::{Duration, Instant};

/// What a page may not exceed, in bytes: a template that writes more is running away.
const LARGEST_PAGE: usize = 32 * 1024 * 1024;

/// How long a page may take: a template that takes longer does not end. What writes is stopped
/// here; what does not cannot be stopped, since the engine asks nobody between two steps, so
/// whoever waits for it has to stop waiting.
pub const LONGEST_RENDER: Duration = Duration::from_secs(10);

const TOO_LONG: &str = "took longer than 10 seconds for one page";

/// Says that a template does not end.
pub fn overdue(template: &str) -> Diagnostic {
    endless(template, TOO_LONG)
}

fn endless(name: &str, limit: &str) -> Diagnostic {
    Diagnostic::error("endless-template", format!("`{name}` {limit}"))
        .advise("look for a loop that does not end, or for one within another over long lists")
}

/// Takes what a template writes, up to what is sensible.
pub(super) struct LimitedWriter {
    bytes: Vec<u8>,
    began: Instant,
    exceeded: Option<&'static str>,
}

impl LimitedWriter {
    pub(super) fn new() -> Self {
        Self {
            bytes: Vec::with_capacity(16 * 1024),
            began: Instant::now(),
            exceeded: None,
        }
    }

    /// What was written, or what is wrong with the template or component of this name.
    pub(super) fn text(
        self,
        result: Result<(), tera::Error>,
        name: &str,
        sources: &Sources,
    ) -> Result<String, Diagnostic> {
        if let Some(limit) = self.exceeded {
            return Err(endless(name, limit));
        }
        result.map_err(|error| fault::diagnostic(&error, sources))?;
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
