//! Remembering what a pure function made, and surviving a library that panics in it.

use crate::diagnostic::{Checked, Diagnostic};
use crate::digest::Digest;
use std::hash::Hash;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What a function made of inputs with this key, and what there was to say of them.
#[derive(Debug)]
pub struct Memo<T> {
    key: Digest,
    made: Arc<Checked<T>>,
}

impl<T> Memo<T> {
    /// Takes over what was made of equal inputs, or makes it.
    ///
    /// `inputs` are everything that `make` reads.
    pub fn of<I: Hash + ?Sized>(
        previous: Option<&Memo<T>>,
        inputs: &I,
        make: impl FnOnce() -> Checked<T>,
    ) -> Self {
        let key = Digest::of(inputs);
        match previous.filter(|previous| previous.key == key) {
            Some(previous) => previous.clone(),
            None => Memo {
                key,
                made: Arc::new(make()),
            },
        }
    }

    /// The value.
    pub fn value(&self) -> &T {
        &self.made.value
    }

    /// What there was to say of the inputs.
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

/// Calls a function in which a library may panic. A panic becomes an error that says what was
/// worked on.
///
/// # Errors
/// The panic, as a diagnostic without a place.
pub fn guarded<T>(what: &str, call: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|panic| {
        let cause =
            panic.downcast_ref::<&str>().map(|text| (*text).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
        let cause = cause.map_or_else(String::new, |cause| format!(": {cause}"));
        Diagnostic::error("internal", format!("Milepost itself failed at {what}{cause}"))
            .advise("this is a fault of Milepost, not of your site; please report it with the file that it names")
    })
}
