//! Which songs may have a stretch of words: lists in memory, brought up to the rows when they are asked.

use std::sync::{Arc, PoisonError, RwLock};

use search_index::Passages;
use tokio::sync::Mutex;
use units::Timestamp;

use crate::catalog::{Catalog, blocking};
use crate::error::Error;
use crate::store;

/// How long the lists are taken for current without asking, in milliseconds.
const FRESH_MS: i64 = 1_000;

/// How many rows are read at a time: about a megabyte.
const ROWS_AT_A_TIME: i64 = 500;

/// The lists, and up to which change of the rows they are made.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    now: RwLock<Arc<Passages>>,
    /// Held by the one that looks what changed.
    asking: Mutex<Asked>,
}

#[derive(Debug)]
struct Asked {
    at: Option<Timestamp>,
    known: store::lines::Known,
}

impl Default for Asked {
    fn default() -> Self {
        Self { at: None, known: (0, i64::MIN) }
    }
}

impl Lines {
    fn current(&self) -> Arc<Passages> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Catalog {
    /// The lists as the rows are, or were at most a second ago.
    pub(super) async fn fresh_lines(&self) -> Result<Arc<Passages>, Error> {
        let now = self.now();
        let mut asked = self.lines().asking.lock().await;
        if asked.at.is_some_and(|at| (0..FRESH_MS).contains(&(now.as_millis() - at.as_millis()))) {
            return Ok(self.lines().current());
        }
        self.take_changes(&mut asked).await?;
        asked.at = Some(now);
        Ok(self.lines().current())
    }

    /// Brings the lists up to the rows, however lately somebody asked.
    pub(super) async fn refresh_lines(&self) -> Result<(), Error> {
        let mut asked = self.lines().asking.lock().await;
        self.take_changes(&mut asked).await
    }

    async fn take_changes(&self, asked: &mut Asked) -> Result<(), Error> {
        loop {
            let changed = store::lines::changed(&self.reader(), asked.known, ROWS_AT_A_TIME).await?;
            let Some((.., known)) = changed.last() else { return Ok(()) };
            let known = *known;
            let current = self.lines().current();
            // Joining lists takes a moment in a large library: not on a thread that answers requests.
            let updated = blocking(move || {
                let mut passages = Passages::clone(&current);
                passages.add(changed.iter().map(|(id, text, _)| (id.as_i64(), text.as_str())));
                Ok(passages)
            })
            .await?;
            *self.lines().now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(updated);
            asked.known = known;
        }
    }
}
