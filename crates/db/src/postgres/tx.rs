//! A transaction on a pooled connection.

use deadpool_postgres::Object;
use futures_util::future;

use super::{borrow, engine, of_statement, roles};
use crate::error::{Error, Result};
use crate::row::Row;
use crate::statement::Sql;
use crate::value::Value;

/// Statements sent ahead without waiting for their answers.
const PIPELINE: usize = 64;

#[derive(Debug)]
pub(crate) struct Tx {
    /// Present until the transaction ends.
    client: Option<Object>,
    role: &'static str,
    /// A statement failed: the server will keep nothing, and answers `COMMIT` as if all were well.
    failed: bool,
}

impl Tx {
    pub(super) async fn begin(client: Object) -> Result<Self> {
        client.batch_execute("BEGIN").await.map_err(|source| engine("postgres.begin", source))?;
        Ok(Self { client: Some(client), role: roles::SERVICE, failed: false })
    }

    fn client(&self) -> Result<&Object> {
        self.client.as_ref().ok_or_else(|| Error::Unavailable("transaction ended".into()))
    }

    /// Takes the role that may run this statement.
    ///
    /// Both roles may read all tables, so only what writes changes the role: the look-up of a grant before every
    /// recording would otherwise cost two more round trips.
    async fn take_role(&mut self, sql: &Sql) -> Result<()> {
        if sql.only_reads() {
            return Ok(());
        }
        let wanted = if sql.owner == roles::CONSENT_OWNER { roles::CONSENT } else { roles::SERVICE };
        if wanted != self.role {
            self.client()?
                .batch_execute(&format!("SET LOCAL ROLE {wanted}"))
                .await
                .map_err(|source| engine("postgres.role", source))?;
            self.role = wanted;
        }
        Ok(())
    }

    pub(crate) async fn query<T, F>(&mut self, sql: &'static Sql, arguments: &[Value], map: F) -> Result<Vec<T>>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        self.take_role(sql).await?;
        let result = super::run_query(self.client()?, sql, arguments, map).await;
        self.failed |= result.is_err();
        result
    }

    pub(crate) async fn execute(&mut self, sql: &'static Sql, arguments: &[Value]) -> Result<u64> {
        self.take_role(sql).await?;
        let run = async |client: &Object| {
            let statement = client.prepare_cached(sql.text).await?;
            client.execute(&statement, &borrow(arguments)).await
        };
        let result = run(self.client()?).await.map_err(|source| of_statement(sql, source));
        self.failed |= result.is_err();
        result
    }

    pub(crate) async fn execute_many(&mut self, sql: &'static Sql, rows: &[Vec<Value>]) -> Result<u64> {
        self.take_role(sql).await?;
        let run = async |client: &Object| {
            let statement = client.prepare_cached(sql.text).await?;
            let mut changed = 0;
            for batch in rows.chunks(PIPELINE) {
                let arguments: Vec<_> = batch.iter().map(|row| borrow(row)).collect();
                let sent = arguments.iter().map(|row| client.execute(&statement, row));
                changed += future::try_join_all(sent).await?.into_iter().sum::<u64>();
            }
            Ok(changed)
        };
        let result = run(self.client()?).await.map_err(|source| of_statement(sql, source));
        self.failed |= result.is_err();
        result
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        let Some(client) = self.client.take_if(|_| !self.failed) else {
            return Err(Error::Commit("a statement of this transaction failed".to_owned()));
        };
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
        if let Some(client) = self.client.take() {
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
