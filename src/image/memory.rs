//! Memory that threads share: who needs much of it waits until there is enough.

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes to take from and give back.
#[derive(Debug)]
pub(super) struct Memory {
    all: u64,
    free: Mutex<u64>,
    freed: Condvar,
}

/// Bytes that are taken until this is dropped. Whoever holds some must not take more: two who do so
/// may wait for each other.
pub(super) struct Share<'m> {
    memory: &'m Memory,
    bytes: u64,
}

impl Memory {
    pub(super) fn new(all: u64) -> Self {
        Memory {
            all,
            free: Mutex::new(all),
            freed: Condvar::new(),
        }
    }

    /// Takes bytes, and waits for them. Who asks for more than there are gets all.
    pub(super) fn take(&self, bytes: u64) -> Share<'_> {
        let bytes = bytes.min(self.all);
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let enough = self.freed.wait_while(free, |free| *free < bytes);
        *enough.unwrap_or_else(PoisonError::into_inner) -= bytes;
        Share {
            memory: self,
            bytes,
        }
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self
            .memory
            .free
            .lock()
            .unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.memory.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn never_gives_more_than_there_is() {
        let (memory, taken, most) = (Memory::new(10), AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for bytes in [3, 9, 4, 100, 10, 1, 6, 2] {
                let (memory, taken, most) = (&memory, &taken, &most);
                scope.spawn(move || {
                    for _ in 0..200 {
                        let share = memory.take(bytes);
                        let now = taken.fetch_add(share.bytes, Ordering::SeqCst) + share.bytes;
                        most.fetch_max(now, Ordering::SeqCst);
                        taken.fetch_sub(share.bytes, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.into_inner() <= 10);
    }
}
