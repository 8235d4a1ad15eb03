//! The portable dialect of table definitions, and what it says of ownership.
//!
//! Migrations are written once, with the types `BIGINT`, `DOUBLE`, `TEXT` and `BYTES`.
//! SQLite gets `INTEGER`, `REAL`, `TEXT`, `BLOB` and `STRICT` tables, which refuse a value of another type;
//! PostgreSQL gets `BIGINT`, `DOUBLE PRECISION`, `TEXT COLLATE "C"` and `BYTEA`,
//! so that text sorts by its bytes on both and an index made on one order serves the other.

use std::collections::BTreeMap;

use crate::Engine;

/// Which crate's migration made each table.
pub type TableOwners = BTreeMap<String, &'static str>;

/// The statements of a migration for one engine.
pub(crate) fn translate(text: &str, engine: Engine) -> Vec<String> {
    statements(text).into_iter().map(|statement| translate_one(&statement, engine)).collect()
}

/// The name of the table that a statement makes, if it makes one.
pub(crate) fn created_table(statement: &str) -> Option<String> {
    let mut words = statement.split(|c: char| c.is_whitespace() || c == '(').filter(|word| !word.is_empty());
    (words.next()?.eq_ignore_ascii_case("CREATE") && words.next()?.eq_ignore_ascii_case("TABLE"))
        .then(|| words.next().map(str::to_owned))
        .flatten()
}

/// Splits at semicolons outside comments and quotes, and drops comments.
pub(crate) fn statements(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut current = String::new();
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\'' => {
                quoted = !quoted;
                current.push(character);
            }
            '-' if !quoted && characters.peek() == Some(&'-') => {
                for skipped in characters.by_ref() {
                    if skipped == '\n' {
                        current.push('\n');
                        break;
                    }
                }
            }
            ';' if !quoted => {
                found.push(std::mem::take(&mut current).trim().to_owned());
            }
            _ => current.push(character),
        }
    }
    found.push(current.trim().to_owned());
    found.retain(|statement| !statement.is_empty());
    found
}

fn translate_one(statement: &str, engine: Engine) -> String {
    let defines = {
        let upper = statement.get(..12).unwrap_or_default().to_ascii_uppercase();
        upper.starts_with("CREATE TABLE") || upper.starts_with("ALTER TABLE")
    };
    if !defines {
        return statement.to_owned();
    }
    let mut out = String::with_capacity(statement.len() + 64);
    let mut word = String::new();
    let mut quoted = false;
    for character in statement.chars().chain(std::iter::once('\n')) {
        if !quoted && (character.is_ascii_alphanumeric() || character == '_') {
            word.push(character);
            continue;
        }
        out.push_str(translate_word(&word, engine));
        word.clear();
        if character == '\'' {
            quoted = !quoted;
        }
        out.push(character);
    }
    let mut out = out.trim_end().to_owned();
    if engine == Engine::Sqlite && created_table(&out).is_some() {
        out.push_str(" STRICT");
    }
    out
}

fn translate_word(word: &str, engine: Engine) -> &str {
    match (word, engine) {
        ("BIGINT", Engine::Sqlite) => "INTEGER",
        ("DOUBLE", Engine::Sqlite) => "REAL",
        ("BYTES", Engine::Sqlite) => "BLOB",
        ("DOUBLE", Engine::Postgres) => "DOUBLE PRECISION",
        ("BYTES", Engine::Postgres) => "BYTEA",
        ("TEXT", Engine::Postgres) => "TEXT COLLATE \"C\"",
        _ => word,
    }
}

/// What a statement does to the names of tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TableChange {
    /// There is one more.
    Created(String),
    /// It is gone.
    Dropped(String),
    /// It is called otherwise.
    Renamed(String, String),
}

/// What a statement does to the names of tables, when it does anything.
pub(crate) fn table_change(statement: &str) -> Option<TableChange> {
    if let Some(table) = created_table(statement) {
        return Some(TableChange::Created(table));
    }
    let words: Vec<&str> = statement.split_whitespace().collect();
    let is = |at: usize, word: &str| words.get(at).is_some_and(|found| found.eq_ignore_ascii_case(word));
    let name = |at: usize| words.get(at).map(|name| (*name).to_owned());
    if is(0, "DROP") && is(1, "TABLE") {
        return name(2).map(TableChange::Dropped);
    }
    if is(0, "ALTER") && is(1, "TABLE") && is(3, "RENAME") && is(4, "TO") {
        return name(2).zip(name(5)).map(|(before, after)| TableChange::Renamed(before, after));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "-- A table; with a semicolon in its comment.\n\
        CREATE TABLE songs (id BIGINT PRIMARY KEY, title TEXT NOT NULL CHECK (title <> 'TEXT; BYTES'), peak DOUBLE);\n\
        CREATE INDEX songs_title ON songs (title);";

    #[test]
    fn sqlite_tables_are_strict() {
        assert_eq!(
            translate(SAMPLE, Engine::Sqlite),
            [
                "CREATE TABLE songs (id INTEGER PRIMARY KEY, title TEXT NOT NULL CHECK (title <> 'TEXT; BYTES'), peak REAL) STRICT",
                "CREATE INDEX songs_title ON songs (title)",
            ]
        );
    }

    #[test]
    fn postgres_text_sorts_by_bytes() {
        assert_eq!(
            translate(SAMPLE, Engine::Postgres)[0],
            "CREATE TABLE songs (id BIGINT PRIMARY KEY, title TEXT COLLATE \"C\" NOT NULL CHECK (title <> 'TEXT; BYTES'), peak DOUBLE PRECISION)"
        );
    }

    #[test]
    fn tables_are_found() {
        assert_eq!(created_table("CREATE TABLE songs(id BIGINT)").as_deref(), Some("songs"));
        assert_eq!(created_table("CREATE INDEX a ON b (c)"), None);
        let change = |statement: &str| table_change(statement);
        assert_eq!(change("CREATE TABLE songs (id BIGINT)"), Some(TableChange::Created("songs".to_owned())));
        assert_eq!(change("DROP TABLE songs"), Some(TableChange::Dropped("songs".to_owned())));
        let renamed = TableChange::Renamed("songs_anew".to_owned(), "songs".to_owned());
        assert_eq!(change("ALTER TABLE songs_anew RENAME TO songs"), Some(renamed));
        for other in ["ALTER TABLE songs RENAME COLUMN a TO b", "ALTER TABLE songs ADD COLUMN a TEXT", "DROP INDEX a"] {
            assert_eq!(change(other), None, "{other}");
        }
    }
}
