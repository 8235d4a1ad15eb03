//! One SQL text for SQLite and PostgreSQL, behind a connection that is locked.
//!
//! A domain declares its statements with [`sql!`] and its tables with [`migrations!`];
//! it reads through a [`Reader`] and writes in a [`Tx`].
//!
//! What is locked
//! - A table can be written only by statements of the crate whose migration made it
//!   (`consent` and `rights` may delete anywhere: withdrawal and erasure reach everything).
//!   On SQLite the connection's authorizer refuses the rest when a statement is prepared;
//!   on PostgreSQL the application's role owns nothing, and the tables of consent belong to a role of their own.
//! - [`Db::catalogue`] gives a reader that cannot see a table with personal data at all, on both engines.
//! - No statement of the application can change the schema, switch foreign keys off or attach another file.
//!
//! Invariants
//! - Both engines prepare every registered statement: `statements_prepare_on_both_engines` in the test kit.
//! - A commit is durable when it returns (`synchronous = FULL`), however many commits share one flush.

mod ddl;
mod error;
mod migrate;
mod postgres;
mod row;
mod sqlite;
mod statement;
mod value;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

pub use ddl::TableOwners;
pub use error::{Constraint, Error, Result};
#[doc(hidden)]
pub use linkme;
pub use migrate::owners;
pub use migrate::{Migration, Module};
pub use row::{FromColumn, Row};
pub use statement::{STATEMENTS, Sql};
pub use value::Value;

/// Which engine holds the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite in this process.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

impl Engine {
    /// The name used in configuration and shown to operators.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgresql",
        }
    }
}

/// Where the data is.
#[derive(Clone, Debug)]
pub enum Location {
    /// A SQLite file; it is made when absent.
    Sqlite {
        /// The file.
        path: PathBuf,
    },
    /// A PostgreSQL database, version 15 or later.
    Postgres {
        /// Connects the application; a role that owns nothing suffices.
        url: String,
        /// Connects the one who may make tables and roles; the application's own address when absent.
        owner_url: Option<String>,
    },
}

/// How a database is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the data is.
    pub location: Location,
    /// The modules' tables, in an order in which foreign keys can be made.
    pub modules: Vec<&'static Module>,
    /// Tables that hold personal data, from the policy; hidden from [`Db::catalogue`].
    pub personal_tables: BTreeSet<String>,
    /// Reader connections for each view, at least 1.
    pub readers: usize,
}

/// What a reader can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// Only tables without personal data.
    Catalogue,
    /// Everything; for the service a member asked for.
    Service,
}

/// The service's database; clones share the same connections.
#[derive(Clone, Debug)]
pub struct Db(Arc<Inner>);

#[derive(Debug)]
enum Inner {
    Sqlite(sqlite::Database),
    Postgres(postgres::Database),
}

impl Db {
    /// Opens the database, applies the migrations it lacks, and locks the connections.
    ///
    /// # Errors
    /// [`Error::Held`] when another process serves this SQLite file, [`Error::Migration`] when a migration
    /// that was applied has been edited since, and the engine's own errors.
    pub async fn open(options: Options) -> Result<Self> {
        let inner = match &options.location {
            Location::Sqlite { path } => {
                let path = path.clone();
                Inner::Sqlite(sqlite::Database::open(&path, &options)?)
            }
            Location::Postgres { url, owner_url } => {
                Inner::Postgres(postgres::Database::open(url, owner_url.as_deref(), &options).await?)
            }
        };
        Ok(Self(Arc::new(inner)))
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match &*self.0 {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// A reader that cannot see personal data: for browsing, searching and playing.
    #[must_use]
    pub fn catalogue(&self) -> Reader {
        Reader { db: self.clone(), view: View::Catalogue }
    }

    /// A reader that sees what members asked the service to keep.
    #[must_use]
    pub fn service(&self) -> Reader {
        Reader { db: self.clone(), view: View::Service }
    }

    /// Begins a transaction that may write.
    ///
    /// On SQLite it holds the single writer: until it ends, await nothing but its own statements.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the engine cannot be reached, [`Error::ReadOnly`] when it may not be written.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(Tx(match &*self.0 {
            Inner::Sqlite(database) => TxInner::Sqlite(database.begin().await?),
            Inner::Postgres(database) => TxInner::Postgres(Box::new(database.begin().await?)),
        }))
    }

    /// How many commits there have been, where every change of the data is made by this process: on SQLite, whose file no
    /// other one may serve. Absent on PostgreSQL, where other nodes change things too.
    ///
    /// Whoever remembers what they read, and under which number, knows that it is still so while the number is the same:
    /// a commit has its number before it is told to whoever made it.
    #[must_use]
    pub fn commits(&self) -> Option<u64> {
        match &*self.0 {
            Inner::Sqlite(database) => Some(database.commits()),
            Inner::Postgres(_) => None,
        }
    }

    /// Leaves no trace of deleted rows outside the live tables, as far as the engine can:
    /// SQLite moves its write-ahead log into the file and empties it (deleted content is overwritten there);
    /// PostgreSQL vacuums the named tables.
    ///
    /// # Errors
    /// The engine's own; a reader in a long transaction makes SQLite answer [`Error::Busy`].
    pub async fn purge(&self, tables: &[String]) -> Result<()> {
        match &*self.0 {
            Inner::Sqlite(database) => database.purge().await,
            Inner::Postgres(database) => database.purge(tables).await,
        }
    }

    /// Every column of every table of the service, as `(table, column)`, sorted; what the schema gate compares.
    ///
    /// # Errors
    /// The engine's own.
    pub async fn columns(&self) -> Result<Vec<(String, String)>> {
        match &*self.0 {
            Inner::Sqlite(database) => database.columns(),
            Inner::Postgres(database) => database.columns().await,
        }
    }

    /// Lets the engine read a statement without running it; a test does so with every registered one.
    ///
    /// # Errors
    /// The engine's, for a statement it does not understand or the lock refuses.
    pub async fn prepare(&self, sql: &'static Sql) -> Result<()> {
        match &*self.0 {
            Inner::Sqlite(database) => database.prepare(sql).await,
            Inner::Postgres(database) => database.prepare(sql).await,
        }
    }

    /// How the engine would run a statement, as text: for tests that a list uses an index.
    ///
    /// # Errors
    /// The engine's own.
    pub async fn plan(&self, sql: &'static Sql, arguments: &[Value]) -> Result<String> {
        match &*self.0 {
            Inner::Sqlite(database) => database.plan(sql, arguments).await,
            Inner::Postgres(database) => database.plan(sql, arguments).await,
        }
    }

    /// Refreshes the planner's statistics; a large import calls it once at its end.
    ///
    /// # Errors
    /// The engine's own.
    pub async fn analyze(&self) -> Result<()> {
        match &*self.0 {
            Inner::Sqlite(database) => database.analyze().await,
            Inner::Postgres(database) => database.analyze().await,
        }
    }

    /// The engine's version, as it calls itself.
    ///
    /// # Errors
    /// The engine's own.
    pub async fn version(&self) -> Result<String> {
        match &*self.0 {
            Inner::Sqlite(_) => Ok(rusqlite::version().to_owned()),
            Inner::Postgres(database) => database.version().await,
        }
    }

    /// The bytes the data takes on disk.
    ///
    /// # Errors
    /// The engine's own.
    pub async fn size(&self) -> Result<units::Bytes> {
        match &*self.0 {
            Inner::Sqlite(database) => database.size(),
            Inner::Postgres(database) => database.size().await,
        }
    }
}

/// Writes a consistent copy of a SQLite database to `target`, also while another process serves it.
///
/// # Errors
/// The engine's own; a copy that was begun is then left incomplete.
pub async fn copy_sqlite(source: &std::path::Path, target: &std::path::Path) -> Result<()> {
    let (source, target) = (source.to_owned(), target.to_owned());
    tokio::task::spawn_blocking(move || sqlite::copy(&source, &target))
        .await
        .map_err(|source| Error::Unavailable(source.into()))?
}

/// How many rows every table of a SQLite file has, also while another process serves it.
///
/// # Errors
/// The engine's own.
pub async fn count_sqlite_rows(path: &std::path::Path) -> Result<Vec<(String, u64)>> {
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || sqlite::count_rows(&path))
        .await
        .map_err(|source| Error::Unavailable(source.into()))?
}

/// Reads outside a transaction, through one view.
#[derive(Clone, Debug)]
pub struct Reader {
    db: Db,
    view: View,
}

impl Reader {
    /// All rows of a statement, each made into a `T`.
    ///
    /// # Errors
    /// The engine's, or those of `map`.
    pub async fn query<T, F>(&self, sql: &'static Sql, arguments: &[Value], map: F) -> Result<Vec<T>>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        match &*self.db.0 {
            Inner::Sqlite(database) => database.query(self.view, sql, arguments, map).await,
            Inner::Postgres(database) => database.query(self.view, sql, arguments, map).await,
        }
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Reader::query`].
    pub async fn query_optional<T, F>(&self, sql: &'static Sql, arguments: &[Value], map: F) -> Result<Option<T>>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        Ok(self.query(sql, arguments, map).await?.into_iter().next())
    }

    /// The first row of a statement that always has one, such as a count.
    ///
    /// # Errors
    /// As [`Reader::query`], and [`Error::NoRow`].
    pub async fn query_one<T, F>(&self, sql: &'static Sql, arguments: &[Value], map: F) -> Result<T>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        self.query_optional(sql, arguments, map).await?.ok_or(Error::NoRow { statement: sql.name })
    }

    /// The database behind this reader.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.db
    }
}

/// A transaction that may write; dropping it without [`Tx::commit`] undoes it.
#[derive(Debug)]
pub struct Tx(TxInner);

#[derive(Debug)]
enum TxInner {
    Sqlite(sqlite::Tx),
    Postgres(Box<postgres::Tx>),
}

impl Tx {
    /// All rows of a statement, which may change data (`RETURNING`).
    ///
    /// # Errors
    /// The engine's, or those of `map`.
    pub async fn query<T, F>(&mut self, sql: &'static Sql, arguments: &[Value], map: F) -> Result<Vec<T>>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        match &mut self.0 {
            TxInner::Sqlite(tx) => tx.query(sql, arguments, map),
            TxInner::Postgres(tx) => tx.query(sql, arguments, map).await,
        }
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub async fn query_optional<T, F>(&mut self, sql: &'static Sql, arguments: &[Value], map: F) -> Result<Option<T>>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        Ok(self.query(sql, arguments, map).await?.into_iter().next())
    }

    /// The first row of a statement that always has one.
    ///
    /// # Errors
    /// As [`Tx::query`], and [`Error::NoRow`].
    pub async fn query_one<T, F>(&mut self, sql: &'static Sql, arguments: &[Value], map: F) -> Result<T>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        self.query_optional(sql, arguments, map).await?.ok_or(Error::NoRow { statement: sql.name })
    }

    /// Runs a statement and tells how many rows it changed.
    ///
    /// # Errors
    /// The engine's own.
    pub async fn execute(&mut self, sql: &'static Sql, arguments: &[Value]) -> Result<u64> {
        match &mut self.0 {
            TxInner::Sqlite(tx) => tx.execute(sql, arguments),
            TxInner::Postgres(tx) => tx.execute(sql, arguments).await,
        }
    }

    /// Runs several statements in their order, without waiting for one before the next is sent, and tells how many rows
    /// each of them changed.
    ///
    /// # Errors
    /// The engine's own, of the first that fails; then nothing of this transaction can be kept.
    pub async fn execute_each(&mut self, statements: &[(&'static Sql, Vec<Value>)]) -> Result<Vec<u64>> {
        match &mut self.0 {
            TxInner::Sqlite(tx) => tx.execute_each(statements),
            TxInner::Postgres(tx) => tx.execute_each(statements).await,
        }
    }

    /// Runs one statement for each row of arguments; much cheaper than as many calls of [`Tx::execute`].
    ///
    /// # Errors
    /// The engine's own, at the first row that fails.
    pub async fn execute_many(&mut self, sql: &'static Sql, rows: &[Vec<Value>]) -> Result<u64> {
        match &mut self.0 {
            TxInner::Sqlite(tx) => tx.execute_many(sql, rows),
            TxInner::Postgres(tx) => tx.execute_many(sql, rows).await,
        }
    }

    /// Makes the changes durable and visible.
    ///
    /// # Errors
    /// The engine's own; then nothing of this transaction was kept.
    pub async fn commit(self) -> Result<()> {
        match self.0 {
            TxInner::Sqlite(tx) => tx.commit().await,
            TxInner::Postgres(tx) => tx.commit().await,
        }
    }
}
