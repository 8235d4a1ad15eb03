//! Statements that have a name, an owner and a place in the registry.

use std::sync::OnceLock;

use linkme::distributed_slice;

/// A statement in the SQL that both engines understand, with `$1`, `$2`, … for its arguments.
#[derive(Debug)]
pub struct Sql {
    /// `crate.STATEMENT`, for errors and the registry.
    pub name: &'static str,
    /// The crate that declared it; the lock on the connection asks for it.
    pub owner: &'static str,
    /// The text.
    pub text: &'static str,
    #[doc(hidden)]
    pub numbered: OnceLock<String>,
}

impl Sql {
    /// Whether the statement certainly writes and locks nothing; of one that may, or that hides it, this is false.
    pub(crate) fn only_reads(&self) -> bool {
        self.text.trim_start().starts_with("SELECT ") && !self.text.contains(" FOR ")
    }

    /// A statement made from the policy at start-up, such as the erasure of one item; it lives as long as the program.
    #[must_use]
    pub fn generated(name: String, owner: &'static str, text: String) -> &'static Self {
        Box::leak(Box::new(Self {
            name: String::leak(name),
            owner,
            text: String::leak(text),
            numbered: OnceLock::new(),
        }))
    }

    /// The text with `?1` for `$1`: SQLite numbers `$`-names by first use, so `$2 … $1` would be bound crosswise.
    pub(crate) fn for_sqlite(&self) -> &str {
        self.numbered.get_or_init(|| {
            let mut out = String::with_capacity(self.text.len());
            let mut characters = self.text.chars().peekable();
            while let Some(character) = characters.next() {
                let is_argument = character == '$' && characters.peek().is_some_and(char::is_ascii_digit);
                out.push(if is_argument { '?' } else { character });
            }
            out
        })
    }
}

/// Every statement linked into this program; a test prepares each on both engines.
#[distributed_slice]
pub static STATEMENTS: [&'static Sql];

/// Declares statements: `sql! { static BY_ID = "SELECT … WHERE id = $1"; }`.
#[macro_export]
macro_rules! sql {
    ($($(#[$meta:meta])* $visibility:vis static $name:ident = $text:expr;)*) => {
        $(
            $(#[$meta])*
            $visibility static $name: $crate::Sql = $crate::Sql {
                name: concat!(env!("CARGO_PKG_NAME"), ".", stringify!($name)),
                owner: env!("CARGO_PKG_NAME"),
                text: $text,
                numbered: ::std::sync::OnceLock::new(),
            };
            const _: () = {
                #[$crate::linkme::distributed_slice($crate::STATEMENTS)]
                #[linkme(crate = $crate::linkme)]
                static ENTRY: &$crate::Sql = &$name;
            };
        )*
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_keep_their_numbers() {
        let sql = Sql::generated("t.x".to_owned(), "t", "SELECT $2, $1, a ->> '$.b'".to_owned());
        assert_eq!(sql.for_sqlite(), "SELECT ?2, ?1, a ->> '$.b'");
    }

    #[test]
    fn what_may_write_or_lock_does_not_count_as_reading() {
        let only_reads = |text: &str| Sql::generated("t.x".to_owned(), "t", text.to_owned()).only_reads();
        assert!(only_reads("SELECT id FROM grants WHERE subject_id = $1"));
        assert!(!only_reads("SELECT id FROM jobs FOR UPDATE SKIP LOCKED"));
        assert!(!only_reads("INSERT INTO grants (id) VALUES ($1) RETURNING id"));
        assert!(!only_reads("WITH gone AS (DELETE FROM grants RETURNING id) SELECT id FROM gone"));
    }
}
