//! A transaction on a pooled connection.

use std::task::Poll;

use deadpool_postgres::Object;
use futures_util::future;

use super::{borrow, engine, of_statement, prepare, roles};
use crate::error::{Error, Result};
use crate::row::Row;
use crate::statement::Sql;
use crate::value::Value;

/// Statements sent ahead without waiting for their answers.
const PIPELINE: usize = 64;

/// Why nothing more can be done in a transaction.
const AFTER_FAILURE: &str = "a statement of this transaction failed";

/// A transaction, which begins on the server with its first statement: `BEGIN` and a change of role travel ahead of the
/// statement they are for, and their answers are awaited with its own, because every way there and back costs as much
/// as a small statement.
///
/// Nothing runs outside of it: the server takes what comes over one connection in order, and after an error nothing
/// more until the transaction ends.
#[derive(Debug)]
pub(crate) struct Tx {
    /// Present until the transaction ends.
    client: Option<Object>,
    /// `BEGIN` was sent.
    has_begun: bool,
    role: &'static str,
    /// A statement failed: the server will keep nothing, and answers `COMMIT` as if all were well.
    failed: bool,
}

impl Tx {
    pub(super) fn begin(client: Object) -> Self {
        Self { client: Some(client), has_begun: false, role: roles::SERVICE, failed: false }
    }

    fn client(&self) -> Result<&Object> {
        match &self.client {
            Some(_) if self.failed => Err(Error::Commit(AFTER_FAILURE.to_owned())),
            Some(client) => Ok(client),
            None => Err(Error::Unavailable("transaction ended".into())),
        }
    }

    /// What has to be sent ahead of a statement: the beginning, and the role that may run it.
    ///
    /// Both roles may read all tables, so only what writes changes the role.
    fn ahead_of(&mut self, sql: &Sql) -> String {
        let mut ahead = String::new();
        if !std::mem::replace(&mut self.has_begun, true) {
            ahead.push_str("BEGIN;");
        }
        let wanted = if sql.owner == roles::CONSENT_OWNER { roles::CONSENT } else { roles::SERVICE };
        if !sql.only_reads() && wanted != self.role {
            ahead.push_str("SET LOCAL ROLE ");
            ahead.push_str(wanted);
            self.role = wanted;
        }
        ahead
    }

    /// Runs what needs the connection; unless it comes to its end well, nothing runs after it, not even when whoever
    /// waited for it went away before all of it was sent.
    async fn run<T>(&mut self, work: impl AsyncFnOnce(&Object) -> Result<T>) -> Result<T> {
        self.client()?;
        self.failed = true;
        let Some(client) = &self.client else { return Err(Error::Unavailable("transaction ended".into())) };
        let done = work(client).await?;
        self.failed = false;
        Ok(done)
    }

    pub(crate) async fn query<T, F>(&mut self, sql: &'static Sql, arguments: &[Value], map: F) -> Result<Vec<T>>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        let ahead = self.ahead_of(sql);
        self.run(async |client| {
            let statement = prepare(client, sql).await?;
            let arguments = borrow(arguments);
            let rows = after(client, &ahead, sql, client.query(&statement, &arguments)).await?;
            super::mapped(&rows, map)
        })
        .await
    }

    pub(crate) async fn execute(&mut self, sql: &'static Sql, arguments: &[Value]) -> Result<u64> {
        let ahead = self.ahead_of(sql);
        self.run(async |client| {
            let statement = prepare(client, sql).await?;
            let arguments = borrow(arguments);
            after(client, &ahead, sql, client.execute(&statement, &arguments)).await
        })
        .await
    }

    pub(crate) async fn execute_each(&mut self, statements: &[(&'static Sql, Vec<Value>)]) -> Result<Vec<u64>> {
        self.execute_all(statements.iter().map(|(sql, arguments)| (*sql, arguments.as_slice()))).await
    }

    pub(crate) async fn execute_many(&mut self, sql: &'static Sql, rows: &[Vec<Value>]) -> Result<u64> {
        Ok(self.execute_all(rows.iter().map(|row| (sql, row.as_slice()))).await?.into_iter().sum())
    }

    /// Runs these in their order, each sent without waiting for the answers before it; tells what each of them changed.
    async fn execute_all<'a>(
        &mut self,
        statements: impl Iterator<Item = (&'static Sql, &'a [Value])>,
    ) -> Result<Vec<u64>> {
        let statements: Vec<_> =
            statements.map(|(sql, arguments)| (sql, borrow(arguments), self.ahead_of(sql))).collect();
        self.run(async |client| {
            let mut changed = Vec::with_capacity(statements.len());
            for batch in statements.chunks(PIPELINE) {
                let mut prepared = Vec::with_capacity(batch.len());
                for (sql, arguments, ahead) in batch {
                    prepared.push((sql, prepare(client, sql).await?, arguments, ahead));
                }
                let mut sent: Vec<_> = prepared
                    .iter()
                    .map(|(sql, statement, arguments, ahead)| {
                        let execute = client.execute(statement, arguments);
                        Box::pin(future::maybe_done(after(client, ahead, sql, execute)))
                    })
                    .collect();
                // The first look at each is what sends it, so they arrive in their order.
                future::poll_fn(|context| {
                    for one in &mut sent {
                        let _ = one.as_mut().poll(context);
                    }
                    Poll::Ready(())
                })
                .await;
                for mut one in sent {
                    one.as_mut().await;
                    changed.push(one.as_mut().take_output().unwrap_or(Ok(0))?);
                }
            }
            Ok(changed)
        })
        .await
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        let Some(client) = self.client.take_if(|_| !self.failed) else {
            return Err(Error::Commit(AFTER_FAILURE.to_owned()));
        };
        if !self.has_begun {
            return Ok(());
        }
        // The role was set for the transaction only, so it ends with it.
        let result = client.batch_execute("COMMIT").await;
        if result.is_err() {
            // Its state is unknown: close the connection rather than hand it to the next caller.
            drop(Object::take(client));
        }
        result.map_err(|source| engine("postgres.commit", source))
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if let Some(client) = self.client.take_if(|_| self.has_begun) {
            match tokio::runtime::Handle::try_current() {
                Ok(runtime) => {
                    runtime.spawn(async move {
                        if client.batch_execute("ROLLBACK").await.is_err() {
                            drop(Object::take(client));
                        }
                    });
                }
                // Closing the connection undoes the transaction as well.
                Err(_) => drop(Object::take(client)),
            }
        }
    }
}

/// A statement's answer, with what has to be there before it sent ahead of it.
async fn after<T>(
    client: &Object,
    ahead: &str,
    sql: &'static Sql,
    asked: impl Future<Output = std::result::Result<T, tokio_postgres::Error>>,
) -> Result<T> {
    let asked = async { asked.await.map_err(|source| of_statement(sql, source)) };
    // Both are sent at the first look, in this order.
    future::try_join(send(client, ahead), asked).await.map(|((), answer)| answer)
}

async fn send(client: &Object, ahead: &str) -> Result<()> {
    if ahead.is_empty() {
        return Ok(());
    }
    client.batch_execute(ahead).await.map_err(|source| engine("postgres.begin", source))
}
