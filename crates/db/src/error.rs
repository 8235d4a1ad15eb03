//! What can go wrong, in words that both engines share.

use std::path::PathBuf;

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Which rule of the schema a row would have broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// A row with this key is there already.
    Unique,
    /// What the row refers to is not there (any more): a grant that was withdrawn, for example.
    ForeignKey,
    /// A value outside what the column allows.
    Check,
    /// A value is missing.
    NotNull,
}

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A row would break a rule of the schema; nothing was written.
    #[error("statement '{statement}' breaks a {kind:?} rule: {detail}")]
    Constraint {
        /// Which kind of rule.
        kind: Constraint,
        /// The statement's registered name.
        statement: &'static str,
        /// What the engine says of it; names tables and columns, never values.
        detail: String,
    },
    /// The disk is full; nothing was written.
    #[error("the disk that holds the database is full; free some space, nothing was written")]
    Full,
    /// The database may not be written; nothing was written.
    #[error("the database cannot be written; check the permissions of its file and folder")]
    ReadOnly,
    /// The engine cannot be reached now; later calls try again by themselves.
    #[error("the database cannot be reached")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Somebody else holds what the statement needs; the whole transaction can be tried again.
    #[error("the database is busy; try the whole transaction again")]
    Busy,
    /// The connection is locked against this statement.
    #[error("statement '{statement}' of crate '{owner}' is refused by the lock on the connection: {detail}")]
    Refused {
        /// The statement's registered name.
        statement: &'static str,
        /// The crate that declared it.
        owner: &'static str,
        /// What the engine says of it.
        detail: String,
    },
    /// Another process serves this SQLite file.
    #[error("{} is in use by the process with pid {pid}; stop it first, or point this one at another folder", path.display())]
    Held {
        /// The database file.
        path: PathBuf,
        /// The holder's process id, as it wrote it down itself.
        pid: String,
    },
    /// A migration cannot be applied.
    #[error("migration {module}/{name}: {detail}")]
    Migration {
        /// The module it belongs to.
        module: &'static str,
        /// Its name.
        name: &'static str,
        /// What is wrong and what to do.
        detail: String,
    },
    /// A column holds something else than the code expects.
    #[error("column {column} of the answer is not a {expected}")]
    Column {
        /// The column's place, from 0.
        column: usize,
        /// The type the code asked for.
        expected: &'static str,
    },
    /// A statement that always has a row had none.
    #[error("statement '{statement}' has no row")]
    NoRow {
        /// The statement's registered name.
        statement: &'static str,
    },
    /// This engine cannot do that.
    #[error("{0}")]
    Unsupported(&'static str),
    /// Anything else the engine says.
    #[error("statement '{statement}' failed")]
    Engine {
        /// The statement's registered name.
        statement: &'static str,
        /// The engine's error.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The flush that several transactions shared failed; nothing of any of them was kept.
    #[error("the changes could not be made durable: {0}")]
    Commit(String),
}

impl Error {
    /// Whether the error is this kind of broken rule.
    #[must_use]
    pub fn is_constraint(&self, wanted: Constraint) -> bool {
        matches!(self, Self::Constraint { kind, .. } if *kind == wanted)
    }
}
