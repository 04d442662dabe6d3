//! Memos of pure functions, and a guard for calls in which a library may panic.

use crate::diagnostic::{Checked, Diagnostic};
use crate::digest::Digest;
use std::hash::Hash;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The value that a pure function made of its inputs, under the digest of these inputs.
///
/// It is never out of date: [`Memo::of`] takes a function pointer, which captures nothing, so that
/// the function reads its inputs and nothing else.
#[derive(Debug)]
pub struct Memo<T> {
    key: Digest,
    made: Arc<Checked<T>>,
}

impl<T> Memo<T> {
    /// Takes over the value that was made of equal inputs, or makes it.
    pub fn of<I: Hash>(previous: Option<&Memo<T>>, inputs: &I, make: fn(&I) -> Checked<T>) -> Self {
        let key = Digest::of(inputs);
        match previous.filter(|previous| previous.key == key) {
            Some(previous) => previous.clone(),
            None => Memo {
                key,
                made: Arc::new(make(inputs)),
            },
        }
    }

    /// Returns the value.
    pub fn value(&self) -> &T {
        &self.made.value
    }

    /// Returns the diagnostics of making the value.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.made.diagnostics
    }
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        Memo {
            key: self.key,
            made: Arc::clone(&self.made),
        }
    }
}

/// Calls a function in which a library may panic. A panic becomes an error that names `input`, such
/// as a file.
///
/// # Errors
/// The panic, as a diagnostic without a place.
pub fn guarded<T>(input: &str, call: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|panic| {
        let text = panic.downcast_ref::<&str>().copied();
        let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let cause = text.map_or_else(String::new, |text| format!(": {text}"));
        let message = format!("Milepost itself failed at {input}{cause}");
        Diagnostic::error("internal", message).advise(
            "this is a fault of Milepost, not of your site; \
             please report it with the file that it names",
        )
    })
}
