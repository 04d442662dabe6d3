//! A budget of memory that threads share: a thread that needs much waits until enough is free.

use std::sync::{Condvar, Mutex, PoisonError};

/// A number of bytes from which threads take permits.
#[derive(Debug)]
pub(super) struct MemoryBudget {
    total: u64,
    free: Mutex<u64>,
    released: Condvar,
}

/// A permit to use some bytes, until it is dropped.
///
/// A thread that holds a permit must not acquire another one: two such threads could wait for each
/// other forever.
pub(super) struct Permit<'b> {
    budget: &'b MemoryBudget,
    bytes: u64,
}

impl MemoryBudget {
    pub(super) fn new(total: u64) -> Self {
        MemoryBudget {
            total,
            free: Mutex::new(total),
            released: Condvar::new(),
        }
    }

    /// Waits until so many bytes are free and takes them. A request beyond the budget gets all of
    /// it.
    pub(super) fn acquire(&self, bytes: u64) -> Permit<'_> {
        let bytes = bytes.min(self.total);
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let enough = self.released.wait_while(free, |free| *free < bytes);
        *enough.unwrap_or_else(PoisonError::into_inner) -= bytes;
        Permit {
            budget: self,
            bytes,
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let free = self.budget.free.lock();
        *free.unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.budget.released.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn never_gives_more_than_there_is() {
        let (budget, used, most) = (MemoryBudget::new(10), AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for bytes in [3, 9, 4, 100, 10, 1, 6, 2] {
                let (budget, used, most) = (&budget, &used, &most);
                scope.spawn(move || {
                    for _ in 0..200 {
                        let permit = budget.acquire(bytes);
                        let now = used.fetch_add(permit.bytes, Ordering::SeqCst) + permit.bytes;
                        most.fetch_max(now, Ordering::SeqCst);
                        used.fetch_sub(permit.bytes, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.into_inner() <= 10);
    }
}
