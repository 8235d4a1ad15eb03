//! The single writer, and the flush that several transactions share.
//!
//! A transaction is a savepoint inside an outer `BEGIN IMMEDIATE`. When it commits it releases its savepoint
//! and queues behind the transactions that are already waiting for the writer; whoever comes first to the head
//! of that queue flushes for all that have finished by then. So sixteen writers share one flush,
//! a lone writer pays for one, and nobody is told "committed" before the flush is done.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use rusqlite::Connection;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::{as_owner, engine, run_execute, run_query};
use crate::error::{Error, Result};
use crate::row::Row;
use crate::statement::Sql;
use crate::value::Value;

/// How the flush of a group ended: nothing to say, or why it failed.
type Outcome = Arc<OnceLock<Result<(), String>>>;

#[derive(Debug)]
struct State {
    connection: Connection,
    /// The open outer transaction, while at least one finished transaction waits in it.
    group: Option<Outcome>,
    /// How many commits there have been.
    commits: Arc<AtomicU64>,
}

#[derive(Clone, Debug)]
pub(super) struct Writer {
    state: Arc<Mutex<State>>,
    commits: Arc<AtomicU64>,
}

impl Writer {
    pub(super) fn new(connection: Connection) -> Self {
        let commits = Arc::<AtomicU64>::default();
        let state = State { connection, group: None, commits: Arc::clone(&commits) };
        Self { state: Arc::new(Mutex::new(state)), commits }
    }

    pub(super) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire)
    }

    pub(super) async fn begin(&self) -> Result<Tx> {
        let mut guard = Arc::clone(&self.state).lock_owned().await;
        guard.settle_lost_group();
        if guard.group.is_none() {
            guard.run("BEGIN IMMEDIATE")?;
            guard.group = Some(Outcome::default());
        }
        guard.run("SAVEPOINT one")?;
        Ok(Tx { guard: Some(guard), writer: self.clone() })
    }

    /// Runs housekeeping outside any transaction.
    pub(super) async fn exclusively(&self, work: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
        let mut guard = Arc::clone(&self.state).lock_owned().await;
        guard.flush();
        work(&guard.connection)
    }
}

impl State {
    fn run(&self, sql: &str) -> Result<()> {
        as_owner("db", || self.connection.prepare_cached(sql).and_then(|mut statement| statement.execute([])))
            .map(|_| ())
            .map_err(|source| engine("db.transaction", source))
    }

    /// A full disk makes SQLite undo the outer transaction by itself; then nobody in the group was kept.
    fn settle_lost_group(&mut self) {
        if self.connection.is_autocommit()
            && let Some(outcome) = self.group.take()
        {
            let _ = outcome.set(Err("the engine undid the transaction".to_owned()));
        }
    }

    /// Makes the open group durable, or undoes all of it, and tells everyone who waits.
    fn flush(&mut self) {
        self.settle_lost_group();
        let Some(outcome) = self.group.take() else {
            return;
        };
        let result = self.run("COMMIT").map_err(|error| {
            if !self.connection.is_autocommit() {
                let _ = self.run("ROLLBACK");
            }
            error.to_string()
        });
        // After what was written can be read, and before whoever wrote it is told.
        self.commits.fetch_add(1, Ordering::Release);
        let _ = outcome.set(result);
    }
}

/// A transaction on the single writer.
#[derive(Debug)]
pub(crate) struct Tx {
    /// Present until the transaction ends.
    guard: Option<OwnedMutexGuard<State>>,
    writer: Writer,
}

impl Tx {
    fn connection(&self) -> Result<&Connection> {
        self.guard.as_ref().map(|guard| &guard.connection).ok_or_else(|| Error::Unavailable("transaction ended".into()))
    }

    pub(crate) fn query<T, F>(&mut self, sql: &'static Sql, arguments: &[Value], map: F) -> Result<Vec<T>>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        run_query(self.connection()?, sql, arguments, map)
    }

    pub(crate) fn execute(&mut self, sql: &'static Sql, arguments: &[Value]) -> Result<u64> {
        run_execute(self.connection()?, sql, arguments)
    }

    pub(crate) fn execute_each(&mut self, statements: &[(&'static Sql, Vec<Value>)]) -> Result<Vec<u64>> {
        let connection = self.connection()?;
        statements.iter().map(|(sql, arguments)| run_execute(connection, sql, arguments)).collect()
    }

    pub(crate) fn execute_many(&mut self, sql: &'static Sql, rows: &[Vec<Value>]) -> Result<u64> {
        let connection = self.connection()?;
        let mut changed = 0;
        let mut run = || -> Result<()> {
            for row in rows {
                changed += run_execute(connection, sql, row)?;
            }
            Ok(())
        };
        let many_threads = tokio::runtime::Handle::try_current()
            .is_ok_and(|handle| handle.runtime_flavor() == tokio::runtime::RuntimeFlavor::MultiThread);
        if many_threads {
            tokio::task::block_in_place(run)?
        } else {
            run()?
        }
        Ok(changed)
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        let Some(mut guard) = self.guard.take() else {
            return Ok(());
        };
        guard.settle_lost_group();
        let Some(outcome) = guard.group.clone() else {
            return Err(Error::Commit("the engine undid the transaction".to_owned()));
        };
        if let Err(error) = guard.run("RELEASE one") {
            undo(&mut guard);
            return Err(error);
        }
        drop(guard);
        // A task of its own, so that a caller who goes away does not leave the group unflushed.
        let queue = Arc::clone(&self.writer.state);
        let waited = Arc::clone(&outcome);
        let finish = tokio::spawn(async move {
            let mut guard = queue.lock_owned().await;
            if waited.get().is_none() {
                // The flush waits for the disk; that must not hold up a thread that streams.
                let _ = tokio::task::spawn_blocking(move || guard.flush()).await;
            }
        });
        finish.await.map_err(|source| Error::Unavailable(Box::new(source)))?;
        match outcome.get() {
            Some(Ok(())) => Ok(()),
            Some(Err(detail)) => Err(Error::Commit(detail.clone())),
            None => Err(Error::Commit("the flush did not happen".to_owned())),
        }
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if let Some(mut guard) = self.guard.take() {
            undo(&mut guard);
            // Those who finished before in this group are waiting in the queue and flush it themselves;
            // an outer transaction with nobody in it must not stay open.
            if guard.group.as_ref().is_some_and(|outcome| Arc::strong_count(outcome) == 1) {
                guard.flush();
            }
        }
    }
}

fn undo(guard: &mut State) {
    if !guard.connection.is_autocommit() {
        let _ = guard.run("ROLLBACK TO one");
        let _ = guard.run("RELEASE one");
    }
    guard.settle_lost_group();
}
