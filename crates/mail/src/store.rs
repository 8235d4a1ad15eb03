//! All SQL of this crate. Of notices of incidents and of requests it reads whose they are and when they came about.

use consent::Grant;
use db::{Db, Reader, Row, Tx, args, sql};
use http_api::Language;
use ids::{LetterId, MailId, SubjectId};
use policy::MonthlyLetter;
use units::{Millis, Timestamp};
use vault::Sealed;

use crate::error::Error;
use crate::model::{ATTEMPTS_MAX, CODE_LIVES, Kind, RESEND_AFTER, Standing};

sql! {
    // A fresh code takes the place of the last one, unless that is younger than a minute.
    static PUT_PROOF = "INSERT INTO mail_proofs (subject_id, address_sealed, code_hash, attempts, created_at, expires_at) \
        VALUES ($1, $2, $3, 0, $4, $5) ON CONFLICT (subject_id) DO UPDATE SET address_sealed = excluded.address_sealed, \
        code_hash = excluded.code_hash, attempts = 0, created_at = excluded.created_at, expires_at = excluded.expires_at \
        WHERE mail_proofs.created_at <= $6";
    // Counting and looking are one statement, so that tries at the same moment are counted each.
    static TRY_PROOF = "UPDATE mail_proofs SET attempts = attempts + 1 \
        WHERE subject_id = $1 AND attempts < 5 AND expires_at > $2 RETURNING code_hash, attempts, address_sealed";
    static TAKE_PROOF = "DELETE FROM mail_proofs WHERE subject_id = $1 AND code_hash = $2";
    static PROOF = "SELECT address_sealed, created_at, expires_at FROM mail_proofs WHERE subject_id = $1";
    static PUT_ADDRESS = "INSERT INTO mail_addresses (subject_id, address_sealed, language, verified_at) \
        VALUES ($1, $2, $3, $4) ON CONFLICT (subject_id) DO UPDATE SET address_sealed = excluded.address_sealed, \
        language = excluded.language, verified_at = excluded.verified_at, unreached_at = NULL";
    static ADDRESS = "SELECT address_sealed, language, verified_at, unreached_at FROM mail_addresses WHERE subject_id = $1";
    static UNREACHED = "UPDATE mail_addresses SET unreached_at = $3 WHERE subject_id = $1 AND verified_at = $2";
    static NOTICES_TO_MAIL = "SELECT n.subject_id, n.incident_id, n.notified_at FROM mail_addresses a \
        JOIN incident_notices n ON n.subject_id = a.subject_id \
        WHERE n.notified_at > $1 AND n.mailed_at IS NULL AND a.unreached_at IS NULL AND NOT EXISTS (SELECT 1 FROM mails m \
        WHERE m.subject_id = n.subject_id AND m.kind = 'incident_notice' AND m.about = n.incident_id \
        AND m.occasion_at = n.notified_at) LIMIT 1000";
    // What was answered before the address was proved was read elsewhere.
    static ANSWERS_TO_MAIL = "SELECT r.subject_id, r.id, r.answered_at FROM mail_addresses a \
        JOIN rights_requests r ON r.subject_id = a.subject_id \
        WHERE r.answered_at > $1 AND r.answered_at > a.verified_at AND a.unreached_at IS NULL AND NOT EXISTS ( \
        SELECT 1 FROM mails m WHERE m.subject_id = r.subject_id AND m.kind = 'request_answered' AND m.about = r.id \
        AND m.occasion_at = r.answered_at) LIMIT 1000";
    static ADD_MAIL = "INSERT INTO mails (id, subject_id, kind, about, occasion_at, state, attempts, next_at, created_at) \
        VALUES ($1, $2, $3, $4, $5, 'waiting', 0, $6, $6) ON CONFLICT (subject_id, kind, about, occasion_at) DO NOTHING";
    static DUE_MAILS = "SELECT m.id, m.subject_id, m.attempts, m.next_at, a.address_sealed, a.language, a.verified_at, \
        m.kind, m.about, m.occasion_at FROM mails m JOIN mail_addresses a ON a.subject_id = m.subject_id \
        WHERE m.state = 'waiting' AND m.next_at <= $1 AND a.unreached_at IS NULL ORDER BY m.next_at, m.id LIMIT 100";
    static CLAIM_MAIL = "UPDATE mails SET next_at = $3, attempts = attempts + 1 \
        WHERE id = $1 AND next_at = $2 AND state = 'waiting'";
    static POSTPONE_MAIL = "UPDATE mails SET next_at = $2 WHERE id = $1 AND state = 'waiting'";
    static FINISH_MAIL = "UPDATE mails SET state = $2, finished_at = $3 WHERE id = $1 AND state = 'waiting'";
    static SUBSCRIBERS = "SELECT g.subject_id FROM grants g JOIN mail_addresses a ON a.subject_id = g.subject_id \
        WHERE g.purpose_no = $1 AND g.rests_since IS NULL AND g.granted_at < $2 AND a.unreached_at IS NULL \
        AND NOT EXISTS (SELECT 1 FROM minors y WHERE y.subject_id = g.subject_id) \
        AND NOT EXISTS (SELECT 1 FROM letters l WHERE l.subject_id = g.subject_id AND l.month = $3) LIMIT 1000";
    static ADD_LETTER = "INSERT INTO letters (id, subject_id, grant_id, month, state, attempts, next_at, created_at) \
        VALUES ($1, $2, $3, $4, 'waiting', 0, $5, $5) ON CONFLICT (subject_id, month) DO NOTHING";
    static DUE_LETTERS = "SELECT m.id, m.subject_id, m.attempts, m.next_at, a.address_sealed, a.language, a.verified_at, \
        m.month FROM letters m JOIN mail_addresses a ON a.subject_id = m.subject_id \
        WHERE m.state = 'waiting' AND m.next_at <= $1 AND a.unreached_at IS NULL ORDER BY m.next_at, m.id LIMIT 100";
    static CLAIM_LETTER = "UPDATE letters SET next_at = $3, attempts = attempts + 1 \
        WHERE id = $1 AND next_at = $2 AND state = 'waiting'";
    static POSTPONE_LETTER = "UPDATE letters SET next_at = $2 WHERE id = $1 AND state = 'waiting'";
    static FINISH_LETTER = "UPDATE letters SET state = $2, finished_at = $3 WHERE id = $1 AND state = 'waiting'";
}

/// An address that waits for its code.
pub(crate) struct Proof {
    pub(crate) address: Sealed,
    pub(crate) expires_at: Timestamp,
}

/// Makes this code the member's only one.
///
/// # Errors
/// [`Error::TooMany`] when the last one is younger than a minute.
pub(crate) async fn put_proof(
    db: &Db,
    subject: SubjectId,
    address: &Sealed,
    code_hash: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let mut tx = db.begin().await?;
    let arguments = args![subject, address.as_bytes(), code_hash, now, now + CODE_LIVES, now - RESEND_AFTER];
    if tx.execute(&PUT_PROOF, &arguments).await? == 1 {
        return Ok(tx.commit().await?);
    }
    let created_at = tx.query_optional(&PROOF, &args![subject], |row| row.get::<Timestamp>(1)).await?;
    Err(Error::TooMany { retry_after: (created_at.unwrap_or(now) + RESEND_AFTER).since(now) })
}

/// Counts one try of a code; tells the address when it is the right one.
///
/// # Errors
/// [`Error::CodeWrong`], [`Error::CodeExpired`].
pub(crate) async fn try_proof(db: &Db, subject: SubjectId, code_hash: &str, now: Timestamp) -> Result<Sealed, Error> {
    let mut tx = db.begin().await?;
    let tried = tx
        .query_optional(&TRY_PROOF, &args![subject, now], |row| {
            Ok((row.get::<String>(0)?, row.get::<u32>(1)?, Sealed::from_bytes(row.get(2)?)))
        })
        .await?;
    tx.commit().await?;
    match tried {
        Some((right, _, address)) if right == code_hash => Ok(address),
        Some((_, attempts, _)) => Err(Error::CodeWrong { attempts_left: ATTEMPTS_MAX.saturating_sub(attempts) }),
        None => Err(Error::CodeExpired),
    }
}

/// Uses a code up, in the transaction of what it was for; tells whether it was still there.
pub(crate) async fn take_proof(tx: &mut Tx, subject: SubjectId, code_hash: &str) -> db::Result<bool> {
    Ok(tx.execute(&TAKE_PROOF, &args![subject, code_hash]).await? == 1)
}

pub(crate) async fn proof(reader: &Reader, subject: SubjectId, now: Timestamp) -> db::Result<Option<Proof>> {
    let proof = |row: &Row<'_>| Ok(Proof { address: Sealed::from_bytes(row.get(0)?), expires_at: row.get(2)? });
    let found = reader.query_optional(&PROOF, &args![subject], proof).await?;
    Ok(found.filter(|proof| proof.expires_at > now))
}

pub(crate) async fn put_address(
    tx: &mut Tx,
    subject: SubjectId,
    address: &Sealed,
    language: Language,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(&PUT_ADDRESS, &args![subject, address.as_bytes(), language.tag(), now]).await.map(drop)
}

pub(crate) async fn address(reader: &Reader, subject: SubjectId) -> db::Result<Option<(Sealed, Standing)>> {
    reader
        .query_optional(&ADDRESS, &args![subject], |row| {
            let standing =
                Standing { language: language(row, 1)?, verified_at: row.get(2)?, unreached_at: row.get(3)? };
            Ok((Sealed::from_bytes(row.get(0)?), standing))
        })
        .await
}

/// Notes that nothing is taken under an address, unless another was proved meanwhile.
pub(crate) async fn note_unreached(tx: &mut Tx, to: &To, now: Timestamp) -> db::Result<()> {
    tx.execute(&UNREACHED, &args![to.subject, to.verified_at, now]).await.map(drop)
}

/// Puts what came about since an instant into the queue; tells how much.
pub(crate) async fn gather(db: &Db, kind: Kind, since: Timestamp, now: Timestamp) -> db::Result<u64> {
    let occasions = match kind {
        Kind::IncidentNotice => &NOTICES_TO_MAIL,
        Kind::RequestAnswered => &ANSWERS_TO_MAIL,
    };
    let found: Vec<(SubjectId, i64, Timestamp)> =
        db.service().query(occasions, &args![since], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await?;
    let row = |(subject, about, occasion_at): &(SubjectId, i64, Timestamp)| {
        args![MailId::random(&mut rand::rng()), *subject, kind.word(), *about, *occasion_at, now].to_vec()
    };
    let rows: Vec<Vec<db::Value>> = found.iter().map(row).collect();
    let mut tx = db.begin().await?;
    let added = tx.execute_many(&ADD_MAIL, &rows).await?;
    tx.commit().await?;
    Ok(added)
}

/// Who subscribed before an instant and has no letter of this month yet; at most a thousand.
pub(crate) async fn subscribers(reader: &Reader, before: Timestamp, month: &str) -> db::Result<Vec<SubjectId>> {
    use policy::Purpose as _;
    reader.query(&SUBSCRIBERS, &args![MonthlyLetter::NO, before, month], |row| row.get(0)).await
}

/// Puts a month's letter into the queue, under the consent of who gets it.
pub(crate) async fn add_letter(grant: &mut Grant<MonthlyLetter>, month: &str, now: Timestamp) -> db::Result<()> {
    let id = LetterId::random(&mut rand::rng());
    let arguments = args![id, grant.subject(), grant.id(), month, now];
    grant.tx().execute(&ADD_LETTER, &arguments).await.map(drop)
}

/// Where something goes.
#[derive(Clone, Debug)]
pub(crate) struct To {
    pub(crate) subject: SubjectId,
    pub(crate) address: Sealed,
    pub(crate) language: Language,
    pub(crate) verified_at: Timestamp,
}

/// Something of the queue whose time has come.
#[derive(Clone, Debug)]
pub(crate) struct Due<What> {
    pub(crate) id: i64,
    pub(crate) to: To,
    pub(crate) attempts: u32,
    pub(crate) next_at: Timestamp,
    pub(crate) what: What,
}

/// What a notice tells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Occasion {
    pub(crate) kind: Kind,
    pub(crate) about: i64,
    pub(crate) occasion_at: Timestamp,
}

/// Which of the two queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Queue {
    Mails,
    Letters,
}

pub(crate) async fn due_mails(reader: &Reader, now: Timestamp) -> db::Result<Vec<Due<Occasion>>> {
    let occasion = |row: &Row<'_>| {
        let kind =
            Kind::of_word(&row.get::<String>(7)?).ok_or(db::Error::Column { column: 7, expected: "known word" })?;
        Ok(Occasion { kind, about: row.get(8)?, occasion_at: row.get(9)? })
    };
    reader.query(&DUE_MAILS, &args![now], |row| due(row, occasion)).await
}

pub(crate) async fn due_letters(reader: &Reader, now: Timestamp) -> db::Result<Vec<Due<String>>> {
    reader.query(&DUE_LETTERS, &args![now], |row| due(row, |row| row.get(7))).await
}

/// Takes one on until `until`; tells whether no other node did.
pub(crate) async fn claim<What>(db: &Db, queue: Queue, due: &Due<What>, until: Timestamp) -> db::Result<bool> {
    let mut tx = db.begin().await?;
    let claim = if queue == Queue::Mails { &CLAIM_MAIL } else { &CLAIM_LETTER };
    let is_ours = tx.execute(claim, &args![due.id, due.next_at, until]).await? == 1;
    tx.commit().await?;
    Ok(is_ours)
}

pub(crate) async fn postpone(tx: &mut Tx, queue: Queue, id: i64, wait: Millis, now: Timestamp) -> db::Result<()> {
    let postpone = if queue == Queue::Mails { &POSTPONE_MAIL } else { &POSTPONE_LETTER };
    tx.execute(postpone, &args![id, now + wait]).await.map(drop)
}

pub(crate) async fn finish(tx: &mut Tx, queue: Queue, id: i64, is_sent: bool, now: Timestamp) -> db::Result<()> {
    let finish = if queue == Queue::Mails { &FINISH_MAIL } else { &FINISH_LETTER };
    let state = if is_sent { "sent" } else { "given_up" };
    tx.execute(finish, &args![id, state, now]).await.map(drop)
}

fn due<What>(row: &Row<'_>, what: impl Fn(&Row<'_>) -> db::Result<What>) -> db::Result<Due<What>> {
    Ok(Due {
        id: row.get(0)?,
        attempts: row.get(2)?,
        next_at: row.get(3)?,
        to: To {
            subject: row.get(1)?,
            address: Sealed::from_bytes(row.get(4)?),
            language: language(row, 5)?,
            verified_at: row.get(6)?,
        },
        what: what(row)?,
    })
}

/// A column whose words the database checks itself.
fn language(row: &Row<'_>, column: usize) -> db::Result<Language> {
    Language::of_tag(&row.get::<String>(column)?).ok_or(db::Error::Column { column, expected: "known word" })
}
