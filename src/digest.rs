//! Digests: the meaning of "equal" between two builds.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// A BLAKE3 digest of 256 bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

/// Digests have one length, so it is not written before them: digesting digests is most of the work
/// of an edit.
impl Hash for Digest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write(&self.0);
    }
}

impl Digest {
    /// Returns the digest of this program: it changes with each line of its sources.
    pub fn of_program() -> Self {
        Digest::of_bytes(env!("MILEPOST_SOURCES").as_bytes())
    }

    /// Digests bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        blake3::hash(bytes).into()
    }

    /// Digests a value, over everything that its `Hash` names.
    ///
    /// A derived `Hash` names every field and the length of every list, so a field that is read and
    /// not digested cannot be written.
    pub fn of<T: Hash + ?Sized>(value: &T) -> Self {
        let mut hasher = DigestHasher {
            waiting: Vec::with_capacity(1024),
            fed: None,
        };
        value.hash(&mut hasher);
        hasher.finalize()
    }

    /// Returns all 64 hexadecimal digits.
    pub fn hex(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }

    /// Reads the digits that [`Digest::hex`] wrote.
    pub fn from_hex(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text).ok().map(Digest::from)
    }

    /// Returns the first `length` hexadecimal digits: a fingerprint in a file's name.
    pub fn short(&self, length: usize) -> String {
        let mut text = self.hex();
        text.truncate(length);
        text
    }
}

/// The digest of a hasher that was fed in pieces.
impl From<blake3::Hash> for Digest {
    fn from(hash: blake3::Hash) -> Self {
        Digest(*hash.as_bytes())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.short(8))
    }
}

/// Feeds a value's `Hash` to BLAKE3. Integers of more than one byte go in as 8 or 16
/// bytes, little end first, so that
/// machines agree.
///
/// A `Hash` comes in pieces of a few bytes. They are gathered, since BLAKE3 is fast only for many
/// bytes at once.
struct DigestHasher {
    waiting: Vec<u8>,
    /// The hasher that was fed, if there were more bytes than are gathered.
    fed: Option<Box<blake3::Hasher>>,
}

/// The number of bytes that are gathered.
const GATHERED: usize = 64 * 1024;

impl DigestHasher {
    fn finalize(mut self) -> Digest {
        match &mut self.fed {
            Some(fed) => fed.update(&self.waiting).finalize().into(),
            None => Digest::of_bytes(&self.waiting),
        }
    }
}

impl Hasher for DigestHasher {
    fn write(&mut self, bytes: &[u8]) {
        if self.waiting.len() + bytes.len() > GATHERED {
            let fed = self.fed.get_or_insert_default();
            fed.update(&self.waiting);
            fed.update(bytes);
            self.waiting.clear();
        } else {
            self.waiting.extend_from_slice(bytes);
        }
    }
    fn write_u16(&mut self, i: u16) {
        self.write_u64(u64::from(i));
    }
    fn write_u32(&mut self, i: u32) {
        self.write_u64(u64::from(i));
    }
    fn write_u64(&mut self, i: u64) {
        self.write(&i.to_le_bytes());
    }
    fn write_u128(&mut self, i: u128) {
        self.write(&i.to_le_bytes());
    }
    fn write_usize(&mut self, i: usize) {
        self.write_u64(i as u64);
    }
    fn write_i16(&mut self, i: i16) {
        self.write_i64(i64::from(i));
    }
    fn write_i32(&mut self, i: i32) {
        self.write_i64(i64::from(i));
    }
    fn write_i64(&mut self, i: i64) {
        self.write(&i.to_le_bytes());
    }
    fn write_i128(&mut self, i: i128) {
        self.write(&i.to_le_bytes());
    }
    fn write_isize(&mut self, i: isize) {
        self.write_i64(i as i64);
    }
    fn finish(&self) -> u64 {
        unreachable!("a digest is taken with finalize, never as 64 bits")
    }
}

/// A shared value and its digest, taken once. Equality and `Hash` look at the digest alone.
pub struct Digested<T: ?Sized> {
    digest: Digest,
    value: Arc<T>,
}

impl<T: Hash> Digested<T> {
    /// Takes the digest of `value` and shares it.
    pub fn new(value: T) -> Self {
        Self {
            digest: Digest::of(&value),
            value: Arc::new(value),
        }
    }
}

impl<T: ?Sized> Digested<T> {
    /// Returns the digest.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

impl<T: ?Sized> Clone for Digested<T> {
    fn clone(&self) -> Self {
        Self {
            digest: self.digest,
            value: Arc::clone(&self.value),
        }
    }
}

impl<T: ?Sized> Deref for Digested<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: ?Sized> PartialEq for Digested<T> {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl<T: ?Sized> Eq for Digested<T> {}

impl<T: ?Sized> Hash for Digested<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for Digested<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(Digest::of(&("ab", "c")), Digest::of(&("a", "bc")));
        assert_ne!(
            Digest::of(&vec![vec![1u8], vec![]]),
            Digest::of(&vec![vec![], vec![1u8]])
        );
    }

    #[test]
    fn hex_is_read_back() {
        let digest = Digest::of_bytes(b"stride");
        assert_eq!(Digest::from_hex(&digest.hex()), Some(digest));
    }
}
