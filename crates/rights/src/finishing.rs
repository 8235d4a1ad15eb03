//! Bringing erasures to their end: noted beside the keys, so that no backup brings anything back, and emptied out of the
//! engine's own copies.
//!
//! Whoever erases is answered when the rows are gone and a note of it is committed in the same transaction
//! (`consent::note_erasure`). The rest follows within a second, for all erasures of that time together: emptying takes a
//! checkpoint of the whole file on SQLite and a pass over each table on PostgreSQL, whatever little was erased.
//! A note stays until both are done, also over the end of the program.

use std::collections::BTreeSet;
use std::mem;
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use consent::{Erased, ErasureNote};
use ids::SubjectId;
use vault::LoggedErasure;

use crate::Rights;
use crate::error::Error;

/// Notes brought to their end together.
const BATCH: i64 = 500;
/// How long erasures are waited for that can be brought to their end with the first.
const GATHERED_FOR: Duration = Duration::from_millis(250);
/// When what did not succeed is tried again, such as while a long read keeps the engine from emptying.
const AGAIN_AFTER: Duration = Duration::from_secs(5);

/// What closing an account left to be done: of a key that was not destroyed the sweep knows as well, after a crash.
#[derive(Debug, Default)]
pub(crate) struct Unfinished {
    keys: BTreeSet<SubjectId>,
    tables: BTreeSet<String>,
}

impl Rights {
    /// Brings what was erased so far to its end, and tells how many notes there were; safe to run twice, on two nodes at
    /// once, and to stop in the middle.
    ///
    /// # Errors
    /// The stores'; [`db::Error::Busy`] while a long read keeps SQLite from emptying its log. The notes stay then.
    pub async fn finish_erasures(&self) -> Result<u64, Error> {
        self.finish_closings().await?;
        let mut finished = 0;
        loop {
            let notes = consent::erasure_notes(&self.0.db.service(), BATCH).await?;
            if notes.is_empty() {
                return Ok(finished);
            }
            let logged = notes.iter().map(|ErasureNote { id, subject, what, at }| LoggedErasure {
                id: *id,
                subject: *subject,
                what,
                at: *at,
            });
            self.0.vault.log_erasures(&logged.collect::<Vec<_>>()).await?;
            let tables: BTreeSet<&str> = notes.iter().flat_map(|note| self.tables_of(note)).collect();
            self.0.db.purge(&tables.into_iter().map(str::to_owned).collect::<Vec<_>>()).await?;
            let mut tx = self.0.db.begin().await?;
            consent::remove_erasure_notes(&mut tx, &notes).await?;
            tx.commit().await?;
            finished += notes.len() as u64;
        }
    }

    /// Brings erasures to their end from now on, those first that the last run of the program left; never ends.
    pub async fn keep_finishing_erasures(self) {
        loop {
            match self.finish_erasures().await {
                Ok(_) => self.0.consents.erasures_to_finish().await,
                Err(error) => {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "erasures wait to be brought to their end"
                    );
                    tokio::time::sleep(AGAIN_AFTER).await;
                }
            }
            tokio::time::sleep(GATHERED_FOR).await;
        }
    }

    /// Has a key destroyed soon that could not be destroyed at once.
    pub(crate) fn destroy_key_soon(&self, subject: SubjectId) {
        self.unfinished().keys.insert(subject);
        self.0.consents.finish_erasures_soon();
    }

    /// Empties the engine's own copies of erased rows. When that has to wait, for a reader or for a lost connection,
    /// the rows are gone all the same and the copies are emptied soon.
    pub(crate) async fn leave_no_trace(&self, tables: &[String]) {
        if let Err(error) = self.0.db.purge(tables).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "copies of erased rows wait to be emptied");
            self.unfinished().tables.extend(tables.iter().cloned());
            self.0.consents.finish_erasures_soon();
        }
    }

    /// Does what closing accounts left to be done.
    async fn finish_closings(&self) -> Result<(), Error> {
        let keys = self.unfinished().keys.clone();
        for subject in keys {
            self.0.vault.destroy_key(subject).await?;
            self.unfinished().keys.remove(&subject);
        }
        let tables = mem::take(&mut self.unfinished().tables);
        if tables.is_empty() {
            return Ok(());
        }
        let purged = self.0.db.purge(&tables.iter().cloned().collect::<Vec<_>>()).await;
        if purged.is_err() {
            self.unfinished().tables.extend(tables);
        }
        purged.map_err(Error::from)
    }

    fn unfinished(&self) -> MutexGuard<'_, Unfinished> {
        self.0.unfinished.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// In which tables of the service's own database the engine may have copies of what was erased.
    fn tables_of(&self, note: &ErasureNote) -> Vec<&str> {
        let is_of = |item: &policy_lang::model::Item| match note.what.parse() {
            Ok(Erased::Item(id)) => item.id == id,
            Ok(Erased::Consent(purpose)) => item.purpose == purpose.id(),
            Err(_) => false,
        };
        let items = self.0.versions.current.items.iter();
        items.filter(|item| !item.in_key_store && is_of(item.item)).map(|item| item.item.table.as_str()).collect()
    }
}
