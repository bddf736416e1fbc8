//! Rows read ahead on a thread of their own, so that reading and storing go on at once.

use super::{Content, Row, Rows};
use crate::app::Error;
use crate::storage::StorageError;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::{JoinHandle, spawn_blocking};

// Enough rows that a statement's overhead does not count, few enough to fit easily in memory.
const ROWS_AT_ONCE: usize = 4_096;

/// The rows of a file, some at a time.
pub(super) struct Ahead<R: Content> {
    batches: Receiver<Vec<Row<R>>>,
    reading: JoinHandle<()>,
}

impl<R: Content> Ahead<R> {
    /// Begins to read.
    pub(super) fn of(rows: Rows<R>) -> Self {
        let (sender, batches) = channel(1);
        Self { batches, reading: spawn_blocking(move || read(rows, &sender)) }
    }

    /// The next rows; none when all were read.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<Row<R>>>, Error> {
        if let Some(rows) = self.batches.recv().await {
            return Ok(Some(rows));
        }
        // What a reader that failed half-way left behind must not pass for a whole file.
        let ended = (&mut self.reading).await;
        ended.map_err(|_panicked| StorageError::CutOff)?;
        Ok(None)
    }
}

fn read<R: Content>(mut rows: Rows<R>, sender: &Sender<Vec<Row<R>>>) {
    loop {
        let some: Vec<Row<R>> = rows.by_ref().take(ROWS_AT_ONCE).collect();
        if some.is_empty() || sender.blocking_send(some).is_err() {
            return;
        }
    }
}
