//! Whom the service let in a moment ago, so that not every request asks the database again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// After how many of them those that are too old are forgotten.
const MANY: usize = 10_000;

/// What was read under the digests of secrets, and holds as long as nothing was written since,
/// but no longer than a moment: others may write as well. Remembers nothing unless told to.
#[derive(Debug, Clone)]
pub(super) struct Known<T> {
    lasting: Duration,
    read: Arc<Mutex<HashMap<String, Reading<T>>>>,
}

/// What was read, when, and after how many writes.
#[derive(Debug)]
struct Reading<T> {
    what: T,
    at: Instant,
    writes: u64,
}

impl<T> Reading<T> {
    fn is_younger_than(&self, time: Duration) -> bool {
        self.at.elapsed() < time
    }
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self::lasting(Duration::ZERO)
    }
}

impl<T> Known<T> {
    /// Remembers for so long.
    pub(super) fn lasting(time: Duration) -> Self {
        Self { lasting: time, read: Arc::default() }
    }
}

impl<T: Clone> Known<T> {
    /// What `read` finds under a key, or what it found a moment ago. `writes` counts what was
    /// written so far; it is taken before the reading, so a write meanwhile spoils it.
    pub(super) async fn or_read<E>(
        &self, key: &str, writes: u64, read: impl Future<Output = Result<Option<T>, E>>,
    ) -> Result<Option<T>, E> {
        if let Some(what) = self.recall(key, writes) {
            return Ok(Some(what));
        }
        let found = read.await?;
        if let Some(what) = &found {
            self.keep(key, Reading { what: what.clone(), at: Instant::now(), writes });
        }
        Ok(found)
    }

    fn recall(&self, key: &str, writes: u64) -> Option<T> {
        let readings = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = readings.get(key)?;
        let holds = reading.writes == writes && reading.is_younger_than(self.lasting);
        holds.then(|| reading.what.clone())
    }

    fn keep(&self, key: &str, reading: Reading<T>) {
        if self.lasting.is_zero() {
            return;
        }
        let mut readings = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if MANY <= readings.len() {
            readings.retain(|_, other| other.is_younger_than(self.lasting));
        }
        readings.insert(key.to_owned(), reading);
    }
}
