//! Reader connections: a statement runs on the thread that asks, because a hop costs more than a point read.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, OpenFlags};
use tokio::sync::Semaphore;

use super::{connect, engine, run_query};
use crate::View;
use crate::error::{Error, Result};
use crate::row::Row;
use crate::statement::Sql;
use crate::value::Value;

#[derive(Debug)]
pub(super) struct Readers {
    idle: Mutex<Vec<Connection>>,
    permits: Semaphore,
}

impl Readers {
    pub(super) fn open(path: &Path, count: usize, view: View, hidden: &Arc<BTreeSet<String>>) -> Result<Self> {
        let count = count.max(1);
        let mut idle = Vec::with_capacity(count);
        for _ in 0..count {
            let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            let hidden = Arc::clone(hidden);
            connection
                .authorizer(Some(move |context: AuthContext<'_>| reader_may(&context, view, &hidden)))
                .map_err(|source| engine("sqlite.open", source))?;
            idle.push(connection);
        }
        Ok(Self { idle: Mutex::new(idle), permits: Semaphore::new(count) })
    }

    pub(super) async fn query<T, F>(&self, sql: &'static Sql, arguments: &[Value], map: F) -> Result<Vec<T>>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        let found = {
            let _permit = self.permits.acquire().await.map_err(|closed| Error::Unavailable(Box::new(closed)))?;
            let connection = self.take()?;
            let found = run_query(&connection, sql, arguments, map);
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
            found
        };
        // Without this, tasks that only read never let the timer or a stream have the thread.
        tokio::task::consume_budget().await;
        found
    }

    fn take(&self) -> Result<Connection> {
        let connection = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        // A reader is missing only after a panic inside a row closure took it down.
        connection.ok_or_else(|| Error::Unavailable("a reader connection was lost".into()))
    }
}

/// What a reader connection may do: read, and in the catalogue's view no personal table.
fn reader_may(context: &AuthContext<'_>, view: View, hidden: &BTreeSet<String>) -> Authorization {
    let allowed = match context.action {
        AuthAction::Read { table_name, .. } => view == View::Service || !hidden.contains(table_name),
        AuthAction::Select | AuthAction::Function { .. } | AuthAction::Recursive | AuthAction::Transaction { .. } => {
            true
        }
        _ => false,
    };
    if allowed { Authorization::Allow } else { Authorization::Deny }
}
