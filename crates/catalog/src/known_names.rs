//! The names that the search looks through: in memory, and brought up to the rows when they are asked.
//!
//! Whichever node scanned, the others find at most a second later that names changed, and read them anew.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Mutex;
use units::Timestamp;

use crate::catalog::Catalog;
use crate::error::Error;
use crate::search::SearchTable;
use crate::store;

/// How long the names are taken for current without asking, in milliseconds.
const FRESH_MS: i64 = 1_000;

/// The names, and which change of the rows they are of.
#[derive(Debug, Default)]
pub(crate) struct KnownNames {
    now: RwLock<Arc<SearchTable>>,
    /// Held by the one that looks whether they changed.
    asking: Mutex<Asked>,
}

#[derive(Debug, Default)]
struct Asked {
    at: Option<Timestamp>,
    /// None until they were read for the first time.
    change: Option<i64>,
}

impl KnownNames {
    fn current(&self) -> Arc<SearchTable> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Catalog {
    /// The names as they were when somebody last asked for fresh ones.
    pub(crate) fn search_table(&self) -> Arc<SearchTable> {
        self.names().current()
    }

    /// The names as the rows are, or were at most a second ago; while somebody else reads them anew, the ones before.
    ///
    /// Asking costs one row a second.
    pub(crate) async fn fresh_search_table(&self) -> Result<Arc<SearchTable>, Error> {
        let now = self.now();
        if let Ok(mut asked) = self.names().asking.try_lock() {
            let is_fresh = asked.at.is_some_and(|at| (0..FRESH_MS).contains(&(now.as_millis() - at.as_millis())));
            if !is_fresh {
                if asked.change != Some(store::search::change(&self.reader()).await?) {
                    self.read_names(&mut asked).await?;
                }
                asked.at = Some(now);
            }
        }
        Ok(self.search_table())
    }

    /// Brings the names up to the rows, however lately somebody asked.
    pub(crate) async fn reload_search(&self) -> Result<(), Error> {
        let mut asked = self.names().asking.lock().await;
        self.read_names(&mut asked).await
    }

    async fn read_names(&self, asked: &mut Asked) -> Result<(), Error> {
        // Told before the names are read: what changes meanwhile is seen the next time.
        let change = store::search::change(&self.reader()).await?;
        let table = Arc::new(SearchTable::load(&self.search_table(), &self.reader()).await?);
        // A panic elsewhere cannot leave half a table: it is replaced whole.
        *self.names().now.write().unwrap_or_else(PoisonError::into_inner) = table;
        asked.change = Some(change);
        Ok(())
    }
}
