//! What was erased, from the transaction that erased it until nothing can bring it back.
//!
//! A backup that is restored would bring it back, unless it stands beside the keys; and the engine keeps copies of what
//! was deleted, a log it writes ahead or rows that nobody has cleared away. Both lie outside of the transaction that
//! erases, so a note is written in it, and is taken away once both are done (`rights` does them, within a second).
//! When the program ends between, the note is still there.

use std::fmt;
use std::str::FromStr;

use db::{Reader, Tx, args, sql};
use ids::SubjectId;
use policy::PurposeId;
use units::Timestamp;

use crate::consents::Consents;

sql! {
    static ADD = "INSERT INTO erasure_notes (id, subject_id, what, at) VALUES ($1, $2, $3, $4)";
    static FIRST = "SELECT id, subject_id, what, at FROM erasure_notes ORDER BY id LIMIT $1";
    static REMOVE = "DELETE FROM erasure_notes WHERE id = $1";
}

/// Before the purpose, in the text of a consent that ended; no item's name has a dot.
const CONSENT: &str = "consent.";

/// What of a person is not to come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Erased {
    /// Their rows of one item of the policy.
    Item(String),
    /// Their consent to one purpose, and the rows of all its items.
    Consent(PurposeId),
}

impl fmt::Display for Erased {
    /// As it stands in the database: an item's name, or `consent.` and a purpose.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(item) => f.write_str(item),
            Self::Consent(purpose) => write!(f, "{CONSENT}{}", purpose.id()),
        }
    }
}

impl FromStr for Erased {
    type Err = UnknownPurpose;

    fn from_str(text: &str) -> Result<Self, UnknownPurpose> {
        let Some(id) = text.strip_prefix(CONSENT) else { return Ok(Self::Item(text.to_owned())) };
        let purpose = PurposeId::ALL.iter().copied().find(|purpose| purpose.id() == id);
        purpose.map(Self::Consent).ok_or(UnknownPurpose)
    }
}

/// The note is of a purpose that this version of the service does not have any more; then it keeps nothing for it either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such purpose")]
pub struct UnknownPurpose;

/// That something was erased, and that this is not brought to its end yet.
#[derive(Clone, Debug)]
pub struct ErasureNote {
    /// Names it, here and beside the keys.
    pub id: i64,
    /// Whose it was.
    pub subject: SubjectId,
    /// What it was, as [`Erased`] writes it.
    pub what: String,
    /// When it was erased.
    pub at: Timestamp,
}

/// Notes in the transaction that erases something that it must not come back; whoever commits it calls
/// [`Consents::finish_erasures_soon`] afterwards.
///
/// # Errors
/// The database's.
pub async fn note_erasure(tx: &mut Tx, subject: SubjectId, what: &Erased, at: Timestamp) -> db::Result<()> {
    let (sql, arguments) = noting(subject, what, at);
    tx.execute(sql, &arguments).await?;
    Ok(())
}

/// The statement of [`note_erasure`], for whoever sends it along with others.
pub(crate) fn noting(subject: SubjectId, what: &Erased, at: Timestamp) -> (&'static db::Sql, Vec<db::Value>) {
    let id = i64::from_be_bytes(rand::random::<[u8; 8]>()) & i64::MAX;
    (&ADD, args![id, subject, what.to_string(), at].to_vec())
}

/// The notes of what is not brought to its end yet, at most `limit`.
///
/// # Errors
/// The database's.
pub async fn erasure_notes(reader: &Reader, limit: i64) -> db::Result<Vec<ErasureNote>> {
    let read = |row: &db::Row<'_>| {
        Ok(ErasureNote { id: row.get(0)?, subject: row.get(1)?, what: row.get(2)?, at: row.get(3)? })
    };
    reader.query(&FIRST, &args![limit], read).await
}

/// Takes notes away whose erasures are brought to their end.
///
/// # Errors
/// The database's.
pub async fn remove_erasure_notes(tx: &mut Tx, notes: &[ErasureNote]) -> db::Result<()> {
    let ids: Vec<Vec<db::Value>> = notes.iter().map(|note| args![note.id].to_vec()).collect();
    tx.execute_many(&REMOVE, &ids).await?;
    Ok(())
}

impl Consents {
    /// Wakes whoever brings erasures to their end; to be called after a commit that erased something.
    pub fn finish_erasures_soon(&self) {
        self.erasures().notify_one();
    }

    /// Waits until there may be erasures to bring to their end.
    pub async fn erasures_to_finish(&self) {
        self.erasures().notified().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_erased_is_read_as_it_was_written() {
        let items = policy::current().items.iter().map(|item| Erased::Item(item.id.clone()));
        for erased in items.chain(PurposeId::ALL.iter().copied().map(Erased::Consent)) {
            assert_eq!(erased.to_string().parse(), Ok(erased));
        }
        assert_eq!("consent.of_old".parse::<Erased>(), Err(UnknownPurpose));
    }
}
