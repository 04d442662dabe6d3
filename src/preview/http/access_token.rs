//! A text that nobody can guess. It is of this run: after a restart it admits nobody.

use std::fmt;
use std::hint::black_box;
use std::io;

/// 128 random bits, as 32 hexadecimal digits.
#[derive(Debug, Clone)]
pub(crate) struct Token(String);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub(crate) fn new() -> io::Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|error| {
            io::Error::other(format!("the system has no random bytes: {error}"))
        })?;
        Ok(Token(format!("{:032x}", u128::from_be_bytes(bytes))))
    }

    /// Whether a text is the token. How long that takes does not depend on where they differ.
    pub(crate) fn is(&self, shown: &str) -> bool {
        let pairs = self.0.bytes().zip(shown.bytes());
        shown.len() == self.0.len()
            && black_box(pairs.fold(0, |differing, (own, other)| differing | (own ^ other))) == 0
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
