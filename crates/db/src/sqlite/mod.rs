//! SQLite in this process: one writer that shares its flushes, readers that answer inline.

mod lock;
mod readers;
mod writer;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use units::Bytes;

use crate::error::{Constraint, Error, Result};
use crate::migrate;
use crate::row::Row;
use crate::statement::Sql;
use crate::value::Value;
use crate::{Engine, Options, View, ddl};

pub(crate) use writer::Tx;

/// Prepared statements kept on each connection.
const STATEMENTS_PER_CONNECTION: usize = 512;

/// How long a connection waits for another process (a backup tool, the `sqlite3` shell) before it answers busy.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

thread_local! {
    /// The crate whose statement is being prepared on this thread; read by the authorizer.
    static OWNER: Cell<&'static str> = const { Cell::new("") };
}

#[derive(Debug)]
pub(crate) struct Database {
    path: PathBuf,
    writer: writer::Writer,
    catalogue: readers::Readers,
    service: readers::Readers,
    _lock: lock::FileLock,
}

impl Database {
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Self> {
        let lock = lock::FileLock::take(path)?;
        let mut connection = connect(path, OpenFlags::default())?;
        migrate_all(&mut connection, options)?;
        let owners = Arc::new(migrate::owners(&options.modules));
        connection
            .authorizer(Some(move |context: AuthContext<'_>| writer_may(&context, &owners)))
            .map_err(|source| engine("sqlite.open", source))?;
        let hidden = Arc::new(options.personal_tables.clone());
        Ok(Self {
            path: path.to_owned(),
            writer: writer::Writer::new(connection),
            catalogue: readers::Readers::open(path, options.readers, View::Catalogue, &hidden)?,
            service: readers::Readers::open(path, options.readers, View::Service, &hidden)?,
            _lock: lock,
        })
    }

    pub(crate) fn commits(&self) -> u64 {
        self.writer.commits()
    }

    pub(crate) async fn begin(&self) -> Result<Tx> {
        self.writer.begin().await
    }

    pub(crate) async fn query<T, F>(&self, view: View, sql: &'static Sql, arguments: &[Value], map: F) -> Result<Vec<T>>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        let readers = match view {
            View::Catalogue => &self.catalogue,
            View::Service => &self.service,
        };
        readers.query(sql, arguments, map).await
    }

    pub(crate) async fn purge(&self) -> Result<()> {
        self.writer
            .exclusively(|connection| {
                let busy: i64 =
                    as_owner("db", || connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)))
                        .map_err(|source| engine("sqlite.purge", source))?;
                if busy == 0 { Ok(()) } else { Err(Error::Busy) }
            })
            .await
    }

    pub(crate) async fn analyze(&self) -> Result<()> {
        self.writer
            .exclusively(|connection| {
                as_owner("db", || connection.execute_batch("PRAGMA analysis_limit = 1000; PRAGMA optimize(0x10002);"))
                    .map_err(|source| engine("sqlite.analyze", source))
            })
            .await
    }

    pub(crate) fn columns(&self) -> Result<Vec<(String, String)>> {
        // A connection of its own, without the lock: reading the schema is what the lock forbids to everyone else.
        let connection = connect(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let read = || -> rusqlite::Result<Vec<(String, String)>> {
            connection
                .prepare(
                    "SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c \
                     WHERE t.schema = 'main' AND t.type = 'table' \
                     AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'schema_migrations' ORDER BY 1, 2",
                )?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        };
        read().map_err(|source| engine("sqlite.columns", source))
    }

    pub(crate) async fn prepare(&self, sql: &'static Sql) -> Result<()> {
        self.writer
            .exclusively(|connection| {
                as_owner(sql.owner, || connection.prepare(sql.for_sqlite()))
                    .map(|_| ())
                    .map_err(|source| of_statement(sql, source))
            })
            .await
    }

    pub(crate) async fn plan(&self, sql: &'static Sql, arguments: &[Value]) -> Result<String> {
        let explained =
            Sql::generated(format!("{}.plan", sql.name), sql.owner, format!("EXPLAIN QUERY PLAN {}", sql.text));
        let lines = self.service.query(explained, arguments, |row| row.get::<String>(3)).await?;
        Ok(lines.join("\n"))
    }

    pub(crate) fn size(&self) -> Result<Bytes> {
        let mut total = 0;
        for suffix in ["", "-wal"] {
            let mut name = self.path.clone().into_os_string();
            name.push(suffix);
            total += std::fs::metadata(&name).map_or(0, |metadata| metadata.len());
        }
        Ok(Bytes(total))
    }
}

pub(crate) fn copy(source: &Path, target: &Path) -> Result<()> {
    let from = connect(source, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let copy = || -> rusqlite::Result<()> {
        let mut to = Connection::open(target)?;
        rusqlite::backup::Backup::new(&from, &mut to)?.run_to_completion(1_000, Duration::ZERO, None)
    };
    copy().map_err(|source| engine("sqlite.copy", source))
}

pub(crate) fn count_rows(path: &Path) -> Result<Vec<(String, u64)>> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let count = || -> rusqlite::Result<Vec<(String, u64)>> {
        let tables: Vec<String> = connection
            .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        tables
            .into_iter()
            .map(|table| {
                let rows: i64 =
                    connection.query_row(&format!("SELECT count(*) FROM \"{table}\""), [], |row| row.get(0))?;
                Ok((table, rows.unsigned_abs()))
            })
            .collect()
    };
    count().map_err(|source| engine("sqlite.count", source))
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let flags = if flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY) {
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX
    } else {
        flags
    };
    let open = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_PER_CONNECTION);
        if !flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY) {
            connection.execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; \
                 PRAGMA journal_size_limit = 67108864;",
            )?;
        }
        connection.execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; \
             PRAGMA cache_size = -16384; PRAGMA case_sensitive_like = ON;",
        )?;
        Ok(connection)
    };
    open().map_err(|source| engine("sqlite.open", source))
}

fn migrate_all(connection: &mut Connection, options: &Options) -> Result<()> {
    let ledger = ddl::translate(migrate::LEDGER, Engine::Sqlite).join(";");
    connection.execute_batch(&ledger).map_err(|source| engine("sqlite.migrate", source))?;
    for module in &options.modules {
        for migration in module.migrations {
            let applied: Option<String> = connection
                .query_row(
                    "SELECT hash FROM schema_migrations WHERE module = ?1 AND name = ?2",
                    (module.name, migration.name),
                    |row| row.get(0),
                )
                .map(Some)
                .or_else(|error| match error {
                    rusqlite::Error::QueryReturnedNoRows => Ok(None),
                    other => Err(engine("sqlite.migrate", other)),
                })?;
            if !migrate::is_due(module, migration, applied.as_deref())? {
                continue;
            }
            let apply = |connection: &mut Connection| -> rusqlite::Result<()> {
                let transaction = connection.transaction()?;
                for statement in migration.statements(Engine::Sqlite) {
                    transaction.execute_batch(&statement)?;
                }
                transaction.execute(
                    "INSERT INTO schema_migrations (module, name, hash) VALUES (?1, ?2, ?3)",
                    (module.name, migration.name, migration.hash()),
                )?;
                transaction.commit()
            };
            apply(connection).map_err(|source| Error::Migration {
                module: module.name,
                name: migration.name,
                detail: source.to_string(),
            })?;
        }
    }
    Ok(())
}

/// What the writer connection may do, decided once for each statement, when it is prepared.
fn writer_may(context: &AuthContext<'_>, owners: &ddl::TableOwners) -> Authorization {
    let owner = OWNER.get();
    let owns = |table: &str| owners.get(table).is_some_and(|of| *of == owner);
    // The planner's statistics are tables too, which SQLite makes and fills for `analyze`.
    let statistics = |table: &str| owner == "db" && (table.starts_with("sqlite_stat") || table == "sqlite_master");
    let allowed = match context.action {
        AuthAction::Insert { table_name } | AuthAction::Update { table_name, .. } => {
            owns(table_name) || statistics(table_name)
        }
        AuthAction::CreateTable { table_name } => statistics(table_name),
        // Withdrawal deletes through foreign keys, and erasure reaches everything.
        AuthAction::Delete { table_name } => {
            owns(table_name) || statistics(table_name) || matches!(owner, "consent" | "rights" | "accounts")
        }
        AuthAction::Select
        | AuthAction::Read { .. }
        | AuthAction::Function { .. }
        | AuthAction::Recursive
        | AuthAction::Transaction { .. }
        | AuthAction::Savepoint { .. } => true,
        // The database's own housekeeping: analysis, checkpoints.
        AuthAction::Pragma { .. } | AuthAction::Analyze { .. } => owner == "db",
        // No change of schema, no attached files, nothing SQLite learns later.
        _ => false,
    };
    if allowed { Authorization::Allow } else { Authorization::Deny }
}

/// Runs `prepare` with the lock told whose statement it is.
fn as_owner<T>(owner: &'static str, prepare: impl FnOnce() -> T) -> T {
    OWNER.set(owner);
    let result = prepare();
    OWNER.set("");
    result
}

fn run_query<T, F>(connection: &Connection, sql: &'static Sql, arguments: &[Value], mut map: F) -> Result<Vec<T>>
where
    F: FnMut(&Row<'_>) -> Result<T>,
{
    // For the whole run: SQLite prepares a statement again by itself when the schema or its statistics changed.
    as_owner(sql.owner, || {
        let failed = |source| of_statement(sql, source);
        let mut statement = connection.prepare_cached(sql.for_sqlite()).map_err(failed)?;
        let mut rows = statement.query(rusqlite::params_from_iter(arguments)).map_err(failed)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            found.push(map(&Row::Sqlite(row))?);
        }
        Ok(found)
    })
}

fn run_execute(connection: &Connection, sql: &'static Sql, arguments: &[Value]) -> Result<u64> {
    as_owner(sql.owner, || {
        let mut statement = connection.prepare_cached(sql.for_sqlite())?;
        statement.execute(rusqlite::params_from_iter(arguments))
    })
    .map(|changed| changed as u64)
    .map_err(|source| of_statement(sql, source))
}

fn of_statement(sql: &'static Sql, source: rusqlite::Error) -> Error {
    if source.sqlite_error_code() == Some(ErrorCode::AuthorizationForStatementDenied) {
        return Error::Refused { statement: sql.name, owner: sql.owner, detail: source.to_string() };
    }
    engine(sql.name, source)
}

fn engine(statement: &'static str, source: rusqlite::Error) -> Error {
    use rusqlite::ffi;
    let extended = source.sqlite_error().map(|error| error.extended_code);
    let constraint = match extended {
        Some(ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID) => {
            Some(Constraint::Unique)
        }
        Some(ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Some(Constraint::ForeignKey),
        Some(ffi::SQLITE_CONSTRAINT_CHECK | ffi::SQLITE_CONSTRAINT_DATATYPE) => Some(Constraint::Check),
        Some(ffi::SQLITE_CONSTRAINT_NOTNULL) => Some(Constraint::NotNull),
        _ => None,
    };
    if let Some(kind) = constraint {
        return Error::Constraint { kind, statement, detail: source.to_string() };
    }
    match source.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Error::Full,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Error::ReadOnly,
        Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure | ErrorCode::NotADatabase) => {
            Error::Unavailable(Box::new(source))
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
        _ => Error::Engine { statement, source: Box::new(source) },
    }
}
