//! All SQL of this crate.

use db::{Db, Reader, Tx, args, sql};
use ids::{DisclosureId, GrantId, SubjectId};
use units::Timestamp;

sql! {
    static ADD = "INSERT INTO disclosures \
        (id, subject_id, contact_index, recipient, purpose_no, fields, grant_id, created_at, outcome, finished_at, \
        country, transfer_basis, recipient_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    static FINISH = "UPDATE disclosures SET outcome = $2, finished_at = $3 WHERE id = $1 AND outcome = 'pending'";
    static LIVE_GRANT = "SELECT id FROM grants WHERE subject_id = $1 AND purpose_no = $2 AND rests_since IS NULL";
    static IS_MINOR = "SELECT count(*) FROM minors WHERE subject_id = $1";
    static ADD_BY_HAND = "INSERT INTO disclosures \
        (id, subject_id, recipient, purpose_no, fields, created_at, outcome, finished_at, legal_basis, grant_id) \
        VALUES ($1, $2, $3, $4, $5, $6, 'sent', $6, $7, $8)";
    static DISCLOSURES_OF = "SELECT id, recipient, purpose_no, fields, created_at, outcome, legal_basis, recipient_name \
        FROM disclosures \
        WHERE subject_id = $1 AND (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC LIMIT $4";
    // What failed may have arrived all the same.
    static PEOPLE_TOLD = "SELECT DISTINCT subject_id FROM disclosures WHERE recipient = $1 AND created_at BETWEEN $2 AND $3 \
        AND outcome <> 'refused' AND subject_id IS NOT NULL";
    static OTHERS_TOLD = "SELECT count(DISTINCT contact_index) + count(DISTINCT subject_digest) FROM disclosures \
        WHERE recipient = $1 AND created_at BETWEEN $2 AND $3 AND outcome <> 'refused' AND subject_id IS NULL";
    static ADOPT = "UPDATE disclosures SET subject_id = $2, contact_index = NULL WHERE contact_index = $1 AND subject_id IS NULL AND subject_digest IS NULL";
    static RESTRICT = "UPDATE disclosures SET subject_id = NULL, subject_digest = $2, restricted_at = $3 WHERE subject_id = $1";
}

/// What came of a sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DisclosureOutcome)]
pub(crate) enum Outcome {
    /// Written down; the recipient has not answered yet, or the service stopped before it could.
    Pending,
    /// The recipient took it.
    Sent,
    /// The recipient could not be reached or did not accept.
    Failed,
    /// The gate was closed; nothing left.
    Refused,
}

impl Outcome {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Refused => "refused",
        }
    }

    fn of_str(word: &str) -> Self {
        match word {
            "sent" => Self::Sent,
            "failed" => Self::Failed,
            "refused" => Self::Refused,
            _ => Self::Pending,
        }
    }
}

/// A row of the ledger as it is written.
pub(crate) struct NewEntry<'a> {
    pub(crate) id: DisclosureId,
    pub(crate) subject: Option<SubjectId>,
    pub(crate) contact_index: Option<&'a str>,
    pub(crate) recipient: &'static str,
    pub(crate) purpose_no: u8,
    pub(crate) fields: &'a str,
    pub(crate) grant: Option<GrantId>,
    pub(crate) created_at: Timestamp,
    pub(crate) outcome: Outcome,
    /// The country in which the recipient is.
    pub(crate) country: &'a str,
    /// Why data may go there, when it is abroad.
    pub(crate) transfer_basis: Option<String>,
    /// Which company, for a recipient that stands in a register.
    pub(crate) recipient_name: Option<&'a str>,
}

pub(crate) async fn add(tx: &mut Tx, entry: &NewEntry<'_>) -> db::Result<()> {
    let finished_at = (entry.outcome != Outcome::Pending).then_some(entry.created_at);
    tx.execute(
        &ADD,
        &args![
            entry.id,
            entry.subject,
            entry.contact_index,
            entry.recipient,
            entry.purpose_no,
            entry.fields,
            entry.grant,
            entry.created_at,
            entry.outcome.as_str(),
            finished_at,
            entry.country,
            entry.transfer_basis.as_deref(),
            entry.recipient_name
        ],
    )
    .await?;
    Ok(())
}

/// What somebody took along, and what lets them: an article of a law, or the consent of whom it is about.
pub(crate) struct ByHand<'a> {
    pub(crate) id: DisclosureId,
    pub(crate) subject: SubjectId,
    pub(crate) recipient: &'a str,
    pub(crate) purpose_no: u8,
    pub(crate) items: &'a [&'a str],
    pub(crate) at: Timestamp,
    pub(crate) legal_basis: Option<&'a str>,
    pub(crate) grant: Option<GrantId>,
}

/// Enters what somebody took along, which is over at once.
pub(crate) async fn add_by_hand(tx: &mut Tx, taken: &ByHand<'_>) -> db::Result<()> {
    let ByHand { id, subject, recipient, purpose_no, items, at, legal_basis, grant } = *taken;
    let mut items = items.to_vec();
    items.sort_unstable();
    let arguments = args![id, subject, recipient, purpose_no, items.join(" "), at, legal_basis, grant];
    tx.execute(&ADD_BY_HAND, &arguments).await.map(drop)
}

pub(crate) async fn finish(db: &Db, id: DisclosureId, outcome: Outcome, now: Timestamp) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&FINISH, &args![id, outcome.as_str(), now]).await?;
    tx.commit().await
}

/// The person's live consent for a purpose, read in the transaction that writes the ledger.
pub(crate) async fn live_grant(tx: &mut Tx, subject: SubjectId, purpose_no: u8) -> db::Result<Option<GrantId>> {
    tx.query_optional(&LIVE_GRANT, &args![subject, purpose_no], |row| row.get(0)).await
}

/// Whether somebody is known to be a minor, read in the transaction that writes the ledger.
pub(crate) async fn is_minor(tx: &mut Tx, subject: SubjectId) -> db::Result<bool> {
    let found: i64 = tx.query_one(&IS_MINOR, &args![subject], |row| row.get(0)).await?;
    Ok(found > 0)
}

/// A row of the ledger as it is shown.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) id: DisclosureId,
    pub(crate) recipient: String,
    pub(crate) purpose_no: u8,
    pub(crate) fields: String,
    pub(crate) at: Timestamp,
    pub(crate) outcome: Outcome,
    /// By which article, where a law demanded it.
    pub(crate) legal_basis: Option<String>,
    /// Which company, for a recipient that stands in a register.
    pub(crate) recipient_name: Option<String>,
}

/// The place of an entry in its list.
pub(crate) type EntryKey = (i64, i64);

pub(crate) async fn disclosures_of(
    reader: &Reader,
    subject: SubjectId,
    before: Option<EntryKey>,
    limit: i64,
) -> db::Result<Vec<Entry>> {
    let (at, id) = before.unwrap_or((i64::MAX, i64::MAX));
    reader
        .query(&DISCLOSURES_OF, &args![subject, at, id, limit], |row| {
            Ok(Entry {
                id: row.get(0)?,
                recipient: row.get(1)?,
                purpose_no: row.get(2)?,
                fields: row.get(3)?,
                at: row.get(4)?,
                outcome: Outcome::of_str(&row.get::<String>(5)?),
                legal_basis: row.get(6)?,
                recipient_name: row.get(7)?,
            })
        })
        .await
}

/// Whom something was sent about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleTold {
    /// Those who have an account.
    pub subjects: Vec<SubjectId>,
    /// How many have none: it was not made yet, or is closed.
    pub without_account: u64,
}

/// Whom something was sent about to a recipient from one time to another, and not refused by the gate.
///
/// # Errors
/// The database's.
pub async fn people_told(reader: &Reader, recipient: &str, from: Timestamp, to: Timestamp) -> db::Result<PeopleTold> {
    let subjects = reader.query(&PEOPLE_TOLD, &args![recipient, from, to], |row| row.get(0)).await?;
    let without_account = reader.query_one(&OTHERS_TOLD, &args![recipient, from, to], |row| row.get(0)).await?;
    Ok(PeopleTold { subjects, without_account })
}

/// Gives a new account what was disclosed about its phone number before the account existed.
///
/// # Errors
/// The database's.
pub async fn adopt(tx: &mut Tx, contact_index: &str, subject: SubjectId) -> db::Result<u64> {
    tx.execute(&ADOPT, &args![contact_index, subject]).await
}

/// Puts a digest in the place of the subject when an account is closed, and lets the ledger rest from `now`.
///
/// # Errors
/// The database's.
pub async fn restrict(tx: &mut Tx, subject: SubjectId, digest: &str, now: Timestamp) -> db::Result<u64> {
    tx.execute(&RESTRICT, &args![subject, digest, now]).await
}
