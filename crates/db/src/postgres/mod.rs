//! A PostgreSQL server: a pool for each view, whose role can do no more than the view allows.

mod roles;
mod tx;

use std::collections::BTreeMap;

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Object, Pool, QueueMode, RecyclingMethod};
use tokio::sync::Mutex;
use tokio_postgres::NoTls;
use tokio_postgres::error::SqlState;
use units::Bytes;

use crate::error::{Constraint, Error, Result};
use crate::migrate;
use crate::row::Row;
use crate::statement::Sql;
use crate::value::Value;
use crate::{Engine, Options, View, ddl};

pub(crate) use tx::Tx;

#[derive(Debug)]
pub(crate) struct Database {
    catalogue: Pool,
    service: Pool,
    owner_url: String,
    /// The owner's connection on which tables are purged, once there was something to purge.
    purger: Mutex<Option<tokio_postgres::Client>>,
}

impl Database {
    pub(crate) async fn open(url: &str, owner_url: Option<&str>, options: &Options) -> Result<Self> {
        let owner_url = owner_url.unwrap_or(url).to_owned();
        let mut owner = connect_owner(&owner_url).await?;
        migrate_all(&mut owner, options).await?;
        roles::grant(&mut owner, &migrate::owners(&options.modules), &options.personal_tables).await?;
        let size = options.readers.max(1) * 4;
        Ok(Self {
            catalogue: pool(url, roles::CATALOGUE, size)?,
            service: pool(url, roles::SERVICE, size)?,
            owner_url,
            purger: Mutex::default(),
        })
    }

    pub(crate) async fn begin(&self) -> Result<Tx> {
        Ok(Tx::begin(take(&self.service).await?))
    }

    pub(crate) async fn query<T, F>(&self, view: View, sql: &'static Sql, arguments: &[Value], map: F) -> Result<Vec<T>>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        let pool = match view {
            View::Catalogue => &self.catalogue,
            View::Service => &self.service,
        };
        let client = take(pool).await?;
        run_query(&client, sql, arguments, map).await
    }

    pub(crate) async fn purge(&self, tables: &[String]) -> Result<()> {
        if tables.is_empty() {
            return Ok(());
        }
        // One at a time: two of them on one table would wait for each other anyway.
        let mut kept = self.purger.lock().await;
        let owner = match kept.take().filter(|owner| !owner.is_closed()) {
            Some(owner) => owner,
            None => connect_owner(&self.owner_url).await?,
        };
        // Names come from the policy, which allows only lower-case identifiers.
        let vacuum = format!("VACUUM {}", tables.join(", "));
        owner.batch_execute(&vacuum).await.map_err(|source| engine("postgres.purge", source))?;
        *kept = Some(owner);
        Ok(())
    }

    pub(crate) async fn analyze(&self) -> Result<()> {
        let owner = connect_owner(&self.owner_url).await?;
        owner.batch_execute("ANALYZE").await.map_err(|source| engine("postgres.analyze", source))
    }

    pub(crate) async fn columns(&self) -> Result<Vec<(String, String)>> {
        let owner = connect_owner(&self.owner_url).await?;
        let rows = owner
            .query(
                "SELECT c.relname::text, a.attname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
                 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 \
                 AND NOT a.attisdropped AND c.relname <> 'schema_migrations' ORDER BY 1, 2",
                &[],
            )
            .await
            .map_err(|source| engine("postgres.columns", source))?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    pub(crate) async fn prepare(&self, sql: &'static Sql) -> Result<()> {
        let client = take(&self.service).await?;
        client.prepare(sql.text).await.map(|_| ()).map_err(|source| of_statement(sql, source))
    }

    pub(crate) async fn plan(&self, sql: &'static Sql, arguments: &[Value]) -> Result<String> {
        let explained = Sql::generated(format!("{}.plan", sql.name), sql.owner, format!("EXPLAIN {}", sql.text));
        let lines = self.query(View::Service, explained, arguments, |row| row.get::<String>(0)).await?;
        Ok(lines.join("\n"))
    }

    pub(crate) async fn version(&self) -> Result<String> {
        let client = take(&self.service).await?;
        let row = client
            .query_one("SELECT current_setting('server_version')", &[])
            .await
            .map_err(|source| engine("postgres.version", source))?;
        Ok(row.get(0))
    }

    pub(crate) async fn size(&self) -> Result<Bytes> {
        let client = take(&self.service).await?;
        let row = client
            .query_one("SELECT pg_database_size(current_database())", &[])
            .await
            .map_err(|source| engine("postgres.size", source))?;
        Ok(Bytes(u64::try_from(row.get::<_, i64>(0)).unwrap_or(0)))
    }
}

async fn take(pool: &Pool) -> Result<Object> {
    pool.get().await.map_err(|source| Error::Unavailable(Box::new(source)))
}

fn parse(url: &str) -> Result<tokio_postgres::Config> {
    url.parse().map_err(|source: tokio_postgres::Error| Error::Unavailable(Box::new(source)))
}

fn pool(url: &str, role: &'static str, size: usize) -> Result<Pool> {
    let manager = Manager::from_config(parse(url)?, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
    Pool::builder(manager)
        .max_size(size)
        // Each connection reads a statement for itself; the one that was used last has read the most of them.
        .queue_mode(QueueMode::Lifo)
        .post_create(Hook::async_fn(move |client, _| {
            Box::pin(async move { client.batch_execute(&format!("SET ROLE {role}")).await.map_err(HookError::Backend) })
        }))
        .build()
        .map_err(|source| Error::Unavailable(Box::new(source)))
}

async fn connect_owner(url: &str) -> Result<tokio_postgres::Client> {
    let (client, connection) =
        parse(url)?.connect(NoTls).await.map_err(|source| Error::Unavailable(Box::new(source)))?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::warn!(%error, "connection of the database owner ended");
        }
    });
    Ok(client)
}

async fn migrate_all(owner: &mut tokio_postgres::Client, options: &Options) -> Result<()> {
    let failed = |source| engine("postgres.migrate", source);
    for statement in ddl::translate(migrate::LEDGER, Engine::Postgres) {
        owner.batch_execute(&statement).await.map_err(failed)?;
    }
    let applied: BTreeMap<(String, String), String> = owner
        .query("SELECT module, name, hash FROM schema_migrations", &[])
        .await
        .map_err(failed)?
        .iter()
        .map(|row| ((row.get(0), row.get(1)), row.get(2)))
        .collect();
    for module in &options.modules {
        for migration in module.migrations {
            let key = (module.name.to_owned(), migration.name.to_owned());
            if !migrate::is_due(module, migration, applied.get(&key).map(String::as_str))? {
                continue;
            }
            let transaction = owner.transaction().await.map_err(failed)?;
            // Two nodes that start together take turns here; the second then finds the step applied.
            transaction.batch_execute("LOCK TABLE schema_migrations IN EXCLUSIVE MODE").await.map_err(failed)?;
            let applied: Option<String> = transaction
                .query_opt(
                    "SELECT hash FROM schema_migrations WHERE module = $1 AND name = $2",
                    &[&module.name, &migration.name],
                )
                .await
                .map_err(failed)?
                .map(|row| row.get(0));
            if !migrate::is_due(module, migration, applied.as_deref())? {
                continue;
            }
            let of_migration = |source: tokio_postgres::Error| Error::Migration {
                module: module.name,
                name: migration.name,
                detail: describe(&source),
            };
            for statement in migration.statements(Engine::Postgres) {
                transaction.batch_execute(&statement).await.map_err(of_migration)?;
            }
            transaction
                .execute(
                    "INSERT INTO schema_migrations (module, name, hash) VALUES ($1, $2, $3)",
                    &[&module.name, &migration.name, &migration.hash()],
                )
                .await
                .map_err(of_migration)?;
            transaction.commit().await.map_err(of_migration)?;
        }
    }
    Ok(())
}

async fn run_query<T, F>(client: &Object, sql: &'static Sql, arguments: &[Value], map: F) -> Result<Vec<T>>
where
    F: FnMut(&Row<'_>) -> Result<T>,
{
    let statement = prepare(client, sql).await?;
    let rows = client.query(&statement, &borrow(arguments)).await.map_err(|source| of_statement(sql, source))?;
    mapped(&rows, map)
}

/// The statement as the server has read it, which it does once for each connection.
async fn prepare(client: &Object, sql: &'static Sql) -> Result<tokio_postgres::Statement> {
    client.prepare_cached(sql.text).await.map_err(|source| of_statement(sql, source))
}

fn mapped<T>(rows: &[tokio_postgres::Row], mut map: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
    rows.iter().map(|row| map(&Row::Postgres(row))).collect()
}

fn borrow(arguments: &[Value]) -> Vec<&(dyn tokio_postgres::types::ToSql + Sync)> {
    arguments.iter().map(|value| value as _).collect()
}

fn of_statement(sql: &'static Sql, source: tokio_postgres::Error) -> Error {
    if source.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) {
        return Error::Refused { statement: sql.name, owner: sql.owner, detail: describe(&source) };
    }
    engine(sql.name, source)
}

/// What the server says, without the values it may quote in its detail line.
fn describe(source: &tokio_postgres::Error) -> String {
    source.as_db_error().map_or_else(|| source.to_string(), |error| error.message().to_owned())
}

fn engine(statement: &'static str, source: tokio_postgres::Error) -> Error {
    let Some(code) = source.code() else {
        return Error::Unavailable(Box::new(source));
    };
    let kind = match *code {
        SqlState::UNIQUE_VIOLATION => Some(Constraint::Unique),
        SqlState::FOREIGN_KEY_VIOLATION => Some(Constraint::ForeignKey),
        SqlState::CHECK_VIOLATION => Some(Constraint::Check),
        SqlState::NOT_NULL_VIOLATION => Some(Constraint::NotNull),
        _ => None,
    };
    if let Some(kind) = kind {
        return Error::Constraint { kind, statement, detail: describe(&source) };
    }
    match *code {
        SqlState::DISK_FULL => Error::Full,
        SqlState::READ_ONLY_SQL_TRANSACTION => Error::ReadOnly,
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED | SqlState::LOCK_NOT_AVAILABLE => {
            Error::Busy
        }
        SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN | SqlState::CANNOT_CONNECT_NOW => {
            Error::Unavailable(Box::new(source))
        }
        _ => Error::Engine { statement, source: Box::new(source) },
    }
}
