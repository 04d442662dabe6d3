//! Random tokens that grant access to one run of the preview.

use std::fmt;
use std::hint::black_box;
use std::io;

/// 128 random bits, as 32 hexadecimal digits. A restart makes new tokens, so old ones grant
/// nothing.
#[derive(Debug, Clone)]
pub(crate) struct AccessToken(String);

impl AccessToken {
    /// Makes a new token.
    ///
    /// # Errors
    /// If the system has no random bytes.
    pub(crate) fn new() -> io::Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|error| {
            io::Error::other(format!("the system has no random bytes: {error}"))
        })?;
        Ok(AccessToken(format!("{:032x}", u128::from_be_bytes(bytes))))
    }

    /// True if `text` is the token. The comparison takes the same time wherever the two differ, so
    /// that response times reveal nothing.
    pub(super) fn matches(&self, text: &str) -> bool {
        let pairs = self.0.bytes().zip(text.bytes());
        text.len() == self.0.len()
            && black_box(pairs.fold(0, |difference, (own, other)| difference | (own ^ other))) == 0
    }
}

impl fmt::Display for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
