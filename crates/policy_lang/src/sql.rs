//! The statements that each item's rules amount to: show, export, correct, erase, age.
//!
//! One text serves SQLite and PostgreSQL. Names stand unquoted, because [`is_plain_identifier`] admits only
//! names that need no quoting; the loader's rules refuse any other.

use crate::model::{CompiledPolicy, Erase, Item, RetentionPeriod, Store, SubjectLink};
use crate::period::Period;
use crate::terms;

/// What may be done with the rows of one item. Parameters are `$n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemStatements {
    /// Item.
    pub item: String,
    /// Table.
    pub table: String,
    /// Store in which the table lies: the statements run there.
    pub store: Store,
    /// Columns of `read_first`, `read_next` and `read_row`, in this order; secrets are left out.
    pub columns: Vec<String>,
    /// Rows of a subject: `$1` subject, `$2` limit. None where no subject is known.
    pub read_first: Option<String>,
    /// Further rows: `$1` subject, `$2` row id after which to go on, `$3` limit.
    pub read_next: Option<String>,
    /// One row: `$1` subject, `$2` row id.
    pub read_row: Option<String>,
    /// Number of rows, oldest and newest time: `$1` subject. Times are NULL where the item has none.
    pub count: Option<String>,
    /// Subjects with rows made between `$1` and `$2`, each once; a row that carries no time counts as one of them.
    pub people: Option<String>,
    /// Erases a subject's rows: see [`EraseStatement`].
    pub erase: Option<EraseStatement>,
    /// Erases one row: `$1` subject, `$2` row id. Only where rows are deleted outright.
    pub erase_row: Option<String>,
    /// Corrects a column: name and statement with `$1` subject, `$2` row id, `$3` value.
    pub correct: Vec<(String, String)>,
    /// Ends rows past their term.
    pub retention: Option<RetentionStatements>,
}

/// How a subject's rows of one item end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EraseStatement {
    /// What becomes of the rows.
    pub action: Erase,
    /// `$1` subject; for [`Erase::RestrictUntilFloor`] also `$2` digest of the subject and `$3` time in ms UTC.
    pub sql: String,
}

/// How rows past their term end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionStatements {
    /// The term; `$1` of both statements is `term.before(now)`.
    pub term: Period,
    /// Ends at most `$2` rows whose time lies before `$1`.
    pub end_batch: String,
    /// Counts rows whose time lies before `$1`.
    pub count_overdue: String,
}

/// The statements of every item, in the order in which a subject is erased: dependants first.
#[must_use]
pub fn statements(policy: &CompiledPolicy) -> Vec<ItemStatements> {
    policy.items_in_erasure_order().map(|item| statements_of(policy, item)).collect()
}

/// The statements of one item.
#[must_use]
pub fn statements_of(policy: &CompiledPolicy, item: &Item) -> ItemStatements {
    let columns: Vec<String> =
        item.columns.iter().filter(|column| !column.secret).map(|column| column.name.clone()).collect();
    let (table, row_id) = (&item.table, &item.row_id);
    let list = columns.join(", ");
    let owned = owned_by_subject(policy, item);
    let read = |rest: &str| owned.as_ref().map(|owned| format!("SELECT {list} FROM {table} WHERE {owned}{rest}"));
    let deletes = matches!(item.erase, Erase::Delete | Erase::Crypto);
    ItemStatements {
        item: item.id.clone(),
        table: table.clone(),
        store: item.store,
        read_first: read(&format!(" ORDER BY {row_id} LIMIT $2")),
        read_next: read(&format!(" AND {row_id} > $2 ORDER BY {row_id} LIMIT $3")),
        read_row: read(&format!(" AND {row_id} = $2")),
        count: owned.as_ref().map(|owned| count(item, owned)),
        people: people(policy, item),
        erase: owned.as_ref().map(|owned| erase(item, owned)),
        erase_row: owned
            .as_ref()
            .filter(|_| deletes)
            .map(|owned| format!("DELETE FROM {table} WHERE {owned} AND {row_id} = $2")),
        correct: owned.as_ref().map_or_else(Vec::new, |owned| {
            let update = |name: &str| format!("UPDATE {table} SET {name} = $3 WHERE {owned} AND {row_id} = $2");
            item.correctable().map(|name| (name.to_owned(), update(name))).collect()
        }),
        retention: retention(item, None),
        columns,
    }
}

/// The condition that a row belongs to subject `$1`.
fn owned_by_subject(policy: &CompiledPolicy, item: &Item) -> Option<String> {
    match &item.subject {
        SubjectLink::None => None,
        SubjectLink::Column { column } => Some(format!("{column} = $1")),
        SubjectLink::Through { column, item: other, key } => {
            let other = policy.item(other)?;
            let subject = other.subject_column()?;
            Some(format!("{column} IN (SELECT {key} FROM {} WHERE {subject} = $1)", other.table))
        }
    }
}

/// Who has rows of an item, whatever is in them.
fn people(policy: &CompiledPolicy, item: &Item) -> Option<String> {
    let from_to = "CAST($1 AS BIGINT) AND CAST($2 AS BIGINT)";
    let made = time_column(item)
        .map_or("CAST($1 AS BIGINT)".to_owned(), |column| format!("COALESCE(rows_of.{column}, CAST($1 AS BIGINT))"));
    let (table, made) = (&item.table, format!("{made} BETWEEN {from_to}"));
    match &item.subject {
        SubjectLink::None => None,
        SubjectLink::Column { column } => Some(format!(
            "SELECT DISTINCT rows_of.{column} FROM {table} rows_of WHERE rows_of.{column} IS NOT NULL AND {made}"
        )),
        SubjectLink::Through { column, item: other, key } => {
            let other = policy.item(other)?;
            let subject = other.subject_column()?;
            Some(format!(
                "SELECT DISTINCT owners.{subject} FROM {table} rows_of JOIN {} owners ON owners.{key} = rows_of.{column} \
                 WHERE owners.{subject} IS NOT NULL AND {made}",
                other.table
            ))
        }
    }
}

fn count(item: &Item, owned: &str) -> String {
    let times = match time_column(item) {
        Some(column) => format!("MIN({column}), MAX({column})"),
        // A bare NULL has no type of its own on PostgreSQL.
        None => "CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)".to_owned(),
    };
    format!("SELECT COUNT(*), {times} FROM {} WHERE {owned}", item.table)
}

/// The column that says how old a row is, in milliseconds UTC.
#[must_use]
pub fn time_column(item: &Item) -> Option<&str> {
    const USUAL: [&str; 8] =
        ["started_at", "created_at", "granted_at", "accepted_at", "verified_at", "changed_at", "updated_at", "at"];
    let usual = USUAL.into_iter().find(|name| item.column(name).is_some());
    usual.or(item.retention.column.as_deref())
}

fn erase(item: &Item, owned: &str) -> EraseStatement {
    let table = &item.table;
    let sql = match item.erase {
        Erase::Delete | Erase::Crypto => format!("DELETE FROM {table} WHERE {owned}"),
        Erase::Anonymise => format!("UPDATE {table} SET {} WHERE {owned}", emptied(item)),
        Erase::RestrictUntilFloor => {
            let subject = item.subject_column().unwrap_or("subject_id");
            format!("UPDATE {table} SET {subject} = NULL, subject_digest = $2, restricted_at = $3 WHERE {owned}")
        }
    };
    EraseStatement { action: item.erase, sql }
}

fn emptied(item: &Item) -> String {
    item.anonymise.iter().map(|name| format!("{name} = NULL")).collect::<Vec<_>>().join(", ")
}

/// How rows end that stay under an earlier term, while `policy` is in force: those of everybody who agreed to none of the
/// `later` versions. `held` is the item with that term; nothing where the version in force keeps rows no longer.
#[must_use]
pub fn earlier_retention(policy: &CompiledPolicy, held: &Item, later: &[&str]) -> Option<RetentionStatements> {
    let now = policy.item(&held.id)?;
    if now.retention == held.retention {
        return None;
    }
    // Who agreed to what is told by the database; rows beside it end with the shorter term for everybody.
    let among = (held.store == Store::Main).then(|| terms::belongs_to_earlier(policy, held, later)).flatten();
    retention(held, among.as_deref())
}

fn retention(item: &Item, among: Option<&str>) -> Option<RetentionStatements> {
    let RetentionPeriod::Fixed(term) = item.retention.period else { return None };
    let column = item.retention.column.as_ref()?;
    let (table, row_id) = (&item.table, &item.row_id);
    // An anonymised row stays, so it is past its term only while a subject is in it.
    let still = match (item.erase, item.subject_column()) {
        (Erase::Anonymise, Some(subject)) => format!(" AND {subject} IS NOT NULL"),
        _ => String::new(),
    };
    let among = among.map_or_else(String::new, |among| format!(" AND {among}"));
    let due = format!("{column} < $1{still}{among}");
    let batch = format!("{row_id} IN (SELECT {row_id} FROM {table} WHERE {due} ORDER BY {column} LIMIT $2)");
    let end_batch = match item.erase {
        Erase::Anonymise => format!("UPDATE {table} SET {} WHERE {batch}", emptied(item)),
        Erase::Delete | Erase::Crypto | Erase::RestrictUntilFloor => format!("DELETE FROM {table} WHERE {batch}"),
    };
    Some(RetentionStatements { term, end_batch, count_overdue: format!("SELECT COUNT(*) FROM {table} WHERE {due}") })
}

/// Words that SQLite or PostgreSQL reserve and that someone might take for a table or column.
const RESERVED: &[&str] = &[
    "all",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "between",
    "both",
    "case",
    "check",
    "collate",
    "column",
    "constraint",
    "create",
    "cross",
    "current",
    "default",
    "delete",
    "desc",
    "distinct",
    "do",
    "drop",
    "else",
    "end",
    "except",
    "exists",
    "false",
    "fetch",
    "for",
    "foreign",
    "from",
    "full",
    "grant",
    "group",
    "having",
    "in",
    "index",
    "inner",
    "insert",
    "intersect",
    "into",
    "is",
    "join",
    "key",
    "left",
    "like",
    "limit",
    "natural",
    "not",
    "null",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "primary",
    "references",
    "returning",
    "right",
    "select",
    "set",
    "table",
    "then",
    "to",
    "transaction",
    "true",
    "union",
    "unique",
    "update",
    "user",
    "using",
    "values",
    "when",
    "where",
    "window",
    "with",
];

/// Whether a name may stand unquoted in SQL on both engines: [`is_plain_name`] and not reserved.
#[must_use]
pub fn is_plain_identifier(name: &str) -> bool {
    is_plain_name(name) && !RESERVED.contains(&name)
}

/// Whether a name needs no quoting anywhere: `[a-z][a-z0-9_]*`, at most 63 bytes.
#[must_use]
pub fn is_plain_name(name: &str) -> bool {
    let letters = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    letters && name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase()) && name.len() <= 63
}
