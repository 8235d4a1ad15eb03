//! The statements of transfers.

use consent::Grant;
use db::{Reader, Row, Tx, args, sql};
use ids::{SubjectId, TransferApprovalId, TransferConsentId, TransferHandoverId, TransferId, TransferRefusalId};
use policy::Transfer as ByConsent;
use units::Timestamp;

use crate::answers::Answer;
use crate::model::{Approval, CalledOff, Counts, Facts, HandedItem, Handover, Transfer};

/// People looked at in one statement.
const BATCH: i64 = 100;

sql! {
    static FILE = "INSERT INTO transfers (id, receiver, contact, reason_zh, reason_en, agreement, agreement_on, answer_days, \
        filed_by_digest, filed_at, last_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)";
    static FILE_ITEM = "INSERT INTO transfer_items (transfer_id, item) VALUES ($1, $2)";
    static LATEST = "SELECT id FROM transfers ORDER BY filed_at DESC, id DESC LIMIT 200";
    static ANNOUNCED = "SELECT id FROM transfers WHERE ends_at > $1 ORDER BY announced_at DESC, id DESC LIMIT 20";
    static ONE = "SELECT receiver, contact, reason_zh, reason_en, agreement, agreement_on, answer_days, filed_by_digest, \
        filed_at, announced_at, ends_at, called_off_words, called_off_by_digest, called_off_at FROM transfers WHERE id = $1";
    static ITEMS = "SELECT item FROM transfer_items WHERE transfer_id = $1 ORDER BY item";
    static APPROVALS = "SELECT approver_digest, approved_at FROM transfer_approvals WHERE transfer_id = $1 ORDER BY seat";
    static HANDOVERS = "SELECT id, by_digest, began_at, people, finished_at, sha256 FROM transfer_handovers \
        WHERE transfer_id = $1 ORDER BY began_at, id";
    static HANDED_ITEMS = "SELECT item, records FROM transfer_handover_items WHERE handover_id = $1 ORDER BY item";
    // Raising it holds the row until the transaction ends: no two steps happen at once, and none after it was called off.
    static STEP = "UPDATE transfers SET steps = steps + 1, last_at = $2 WHERE id = $1 AND called_off_at IS NULL";
    static STEP_OF_APPROVALS = "UPDATE transfer_approvals SET last_at = $2 WHERE transfer_id = $1";
    // What members say is no step: it takes its turn in the same way, and does not prolong how long anything is kept.
    static HOLD = "UPDATE transfers SET steps = steps + 1 WHERE id = $1 AND called_off_at IS NULL";
    // The lock that all announcements have in common: what is announced has waited until then, so whoever announces holds
    // what every other could announce.
    static HOLD_WAITING = "UPDATE transfers SET steps = steps + 1 WHERE announced_at IS NULL AND called_off_at IS NULL";
    static OTHERS_OPEN = "SELECT count(*) FROM transfers WHERE id <> $1 AND ends_at > $2 AND called_off_at IS NULL";
    static APPROVE = "INSERT INTO transfer_approvals (id, transfer_id, seat, after_seat, approver_digest, filed_by_digest, \
        approved_at, last_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)";
    static ANNOUNCE = "UPDATE transfers SET announced_at = $2, ends_at = $3 WHERE id = $1 AND announced_at IS NULL";
    static CALL_OFF = "UPDATE transfers SET called_off_words = $2, called_off_by_digest = $3, called_off_at = $4 \
        WHERE id = $1";
    static FORGET_CONSENTS = "DELETE FROM transfer_consents WHERE transfer_id = $1";
    static FORGET_REFUSALS = "DELETE FROM transfer_refusals WHERE transfer_id = $1";
    static ASKED = "SELECT count(*) FROM subjects WHERE id NOT IN (SELECT subject_id FROM minors) \
        AND id NOT IN (SELECT subject_id FROM profile_birthdays WHERE value >= $1)";
    static AGREED = "SELECT count(*) FROM transfer_consents WHERE transfer_id = $1";
    static REFUSED = "SELECT count(*) FROM transfer_refusals WHERE transfer_id = $1";
    static CONSENT_OF = "SELECT answered_at, handed_over_at FROM transfer_consents WHERE transfer_id = $1 AND subject_id = $2";
    static REFUSAL_OF = "SELECT answered_at FROM transfer_refusals WHERE transfer_id = $1 AND subject_id = $2";
    static AGREE = "INSERT INTO transfer_consents (id, subject_id, transfer_id, grant_id, ends_at, text_hash, answered_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (transfer_id, subject_id) DO NOTHING";
    static FORGET_REFUSAL = "DELETE FROM transfer_refusals WHERE transfer_id = $1 AND subject_id = $2";
    static FORGET_CONSENT = "DELETE FROM transfer_consents WHERE transfer_id = $1 AND subject_id = $2";
    static REFUSE = "INSERT INTO transfer_refusals (id, subject_id, transfer_id, ends_at, answered_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (transfer_id, subject_id) DO NOTHING";
    static AGREED_AFTER = "SELECT subject_id FROM transfer_consents WHERE transfer_id = $1 AND subject_id > $2 \
        ORDER BY subject_id LIMIT $3";
    static BEGIN_HANDOVER = "INSERT INTO transfer_handovers (id, transfer_id, approved_seat, ends_at, by_digest, began_at) \
        VALUES ($1, $2, 2, $3, $4, $5)";
    // Holds the consent until the transaction ends: whoever withdraws at this moment did so before, or after it.
    static TAKE_ALONG = "UPDATE transfer_consents SET handed_over_at = $4 WHERE transfer_id = $1 AND subject_id = $2 \
        AND grant_id = $3 AND text_hash IN ($5, $6)";
    static COUNT_PERSON = "UPDATE transfer_handovers SET people = people + 1 WHERE id = $1";
    static FINISH_HANDOVER = "UPDATE transfer_handovers SET finished_at = $2, sha256 = $3 WHERE id = $1 \
        AND finished_at IS NULL";
    static FINISH_ITEM = "INSERT INTO transfer_handover_items (handover_id, transfer_id, item, records) \
        VALUES ($1, $2, $3, $4)";
}

pub(crate) async fn file(
    tx: &mut Tx,
    id: TransferId,
    facts: &Facts,
    filed_by_digest: &str,
    now: Timestamp,
) -> db::Result<()> {
    let Facts { receiver, contact, reason_zh, reason_en, items, agreement, agreement_on, answer_days } = facts;
    let arguments =
        args![id, receiver, contact, reason_zh, reason_en, agreement, agreement_on, *answer_days, filed_by_digest, now];
    tx.execute(&FILE, &arguments).await?;
    for item in items {
        tx.execute(&FILE_ITEM, &args![id, *item]).await?;
    }
    Ok(())
}

pub(crate) async fn latest(reader: &Reader) -> db::Result<Vec<TransferId>> {
    reader.query(&LATEST, &[], |row| row.get(0)).await
}

/// What was announced and whose deadline is later than this, the latest first.
pub(crate) async fn announced(reader: &Reader, ends_after: Timestamp) -> db::Result<Vec<TransferId>> {
    reader.query(&ANNOUNCED, &args![ends_after], |row| row.get(0)).await
}

/// A transfer with everything that is on file about it.
pub(crate) async fn whole(reader: &Reader, id: TransferId) -> db::Result<Option<Transfer>> {
    let Some(mut transfer) = reader.query_optional(&ONE, &args![id], |row| head(id, row)).await? else {
        return Ok(None);
    };
    transfer.items = reader.query(&ITEMS, &args![id], |row| row.get(0)).await?;
    transfer.approvals = reader.query(&APPROVALS, &args![id], approval).await?;
    transfer.handovers = reader.query(&HANDOVERS, &args![id], handover).await?;
    for one in &mut transfer.handovers {
        let read = |row: &Row<'_>| Ok(HandedItem { item: row.get(0)?, records: row.get(1)? });
        one.items = reader.query(&HANDED_ITEMS, &args![one.id], read).await?;
    }
    Ok(Some(transfer))
}

/// A transfer as it is while this transaction holds it, without what was handed over.
pub(crate) async fn held(tx: &mut Tx, id: TransferId) -> db::Result<Option<Transfer>> {
    let Some(mut transfer) = tx.query_optional(&ONE, &args![id], |row| head(id, row)).await? else { return Ok(None) };
    transfer.items = tx.query(&ITEMS, &args![id], |row| row.get(0)).await?;
    transfer.approvals = tx.query(&APPROVALS, &args![id], approval).await?;
    Ok(Some(transfer))
}

fn head(id: TransferId, row: &Row<'_>) -> db::Result<Transfer> {
    let announced = row.get::<Option<Timestamp>>(9)?.zip(row.get::<Option<Timestamp>>(10)?);
    let called_off = match (row.get(11)?, row.get(12)?, row.get(13)?) {
        (Some(words), Some(by_digest), Some(at)) => Some(CalledOff { words, by_digest, at }),
        _ => None,
    };
    Ok(Transfer {
        id,
        receiver: row.get(0)?,
        contact: row.get(1)?,
        reason_zh: row.get(2)?,
        reason_en: row.get(3)?,
        items: Vec::new(),
        agreement: row.get(4)?,
        agreement_on: row.get(5)?,
        answer_days: row.get(6)?,
        filed_by_digest: row.get(7)?,
        filed_at: row.get(8)?,
        announced,
        approvals: Vec::new(),
        called_off,
        handovers: Vec::new(),
    })
}

fn approval(row: &Row<'_>) -> db::Result<Approval> {
    Ok(Approval { by_digest: row.get(0)?, at: row.get(1)? })
}

fn handover(row: &Row<'_>) -> db::Result<Handover> {
    Ok(Handover {
        id: row.get(0)?,
        by_digest: row.get(1)?,
        began_at: row.get(2)?,
        people: row.get(3)?,
        finished_at: row.get(4)?,
        sha256: row.get(5)?,
        items: Vec::new(),
    })
}

/// Takes the transfer for this transaction, unless it was called off; tells whether it could.
pub(crate) async fn step(tx: &mut Tx, id: TransferId, now: Timestamp) -> db::Result<bool> {
    let stands = tx.execute(&STEP, &args![id, now]).await? == 1;
    if stands {
        tx.execute(&STEP_OF_APPROVALS, &args![id, now]).await?;
    }
    Ok(stands)
}

/// Takes the transfer for this transaction as [`step`] does, for an answer to it.
pub(crate) async fn hold(tx: &mut Tx, id: TransferId) -> db::Result<bool> {
    Ok(tx.execute(&HOLD, &args![id]).await? == 1)
}

/// Takes every transfer that waits to be announced. It comes first in its transaction: whoever held one of them already
/// could wait for somebody who waits for that one.
pub(crate) async fn hold_waiting(tx: &mut Tx) -> db::Result<()> {
    tx.execute(&HOLD_WAITING, &[]).await.map(drop)
}

/// Whether there is another one that was announced, whose deadline is later than this.
pub(crate) async fn is_another_open(tx: &mut Tx, id: TransferId, ends_after: Timestamp) -> db::Result<bool> {
    Ok(tx.query_one(&OTHERS_OPEN, &args![id, ends_after], |row| row.get::<u64>(0)).await? > 0)
}

pub(crate) async fn approve(tx: &mut Tx, transfer: &Transfer, approver_digest: &str, now: Timestamp) -> db::Result<()> {
    let id = TransferApprovalId::random(&mut rand::rng());
    let (seat, after_seat) = if transfer.approvals.is_empty() { (1_i64, None) } else { (2, Some(1_i64)) };
    let arguments = args![id, transfer.id, seat, after_seat, approver_digest, &transfer.filed_by_digest, now];
    tx.execute(&APPROVE, &arguments).await.map(drop)
}

pub(crate) async fn announce(tx: &mut Tx, id: TransferId, now: Timestamp, ends_at: Timestamp) -> db::Result<()> {
    tx.execute(&ANNOUNCE, &args![id, now, ends_at]).await.map(drop)
}

/// Calls it off, and forgets every answer: what they were about is not done.
pub(crate) async fn call_off(tx: &mut Tx, id: TransferId, called_off: &CalledOff) -> db::Result<()> {
    let CalledOff { words, by_digest, at } = called_off;
    tx.execute(&CALL_OFF, &args![id, words, by_digest, *at]).await?;
    tx.execute(&FORGET_CONSENTS, &args![id]).await?;
    tx.execute(&FORGET_REFUSALS, &args![id]).await.map(drop)
}

pub(crate) async fn counts(reader: &Reader, id: TransferId, now: Timestamp) -> db::Result<Counts> {
    Ok(Counts {
        asked: reader.query_one(&ASKED, &args![now.minors_born_since()], |row| row.get(0)).await?,
        agreed: reader.query_one(&AGREED, &args![id], |row| row.get(0)).await?,
        refused: reader.query_one(&REFUSED, &args![id], |row| row.get(0)).await?,
    })
}

/// What somebody answered, when, and when their information was last handed over.
pub(crate) async fn answer_of(
    reader: &Reader,
    id: TransferId,
    member: SubjectId,
) -> db::Result<(Answer, Option<Timestamp>, Option<Timestamp>)> {
    let read = |row: &Row<'_>| Ok((Answer::Agreed, row.get(0)?, row.get(1)?));
    if let Some(agreed) = reader.query_optional(&CONSENT_OF, &args![id, member], read).await? {
        return Ok(agreed);
    }
    let read = |row: &Row<'_>| Ok((Answer::Refused, row.get(0)?, None));
    let refused = reader.query_optional(&REFUSAL_OF, &args![id, member], read).await?;
    Ok(refused.unwrap_or((Answer::None, None, None)))
}

/// Records a yes under a live grant, in the transaction in which it was found.
pub(crate) async fn agree(
    grant: &mut Grant<ByConsent>,
    id: TransferId,
    ends_at: Timestamp,
    text_hash: &str,
    now: Timestamp,
) -> db::Result<()> {
    let (member, of_grant) = (grant.subject(), grant.id());
    let tx = grant.tx();
    tx.execute(&FORGET_REFUSAL, &args![id, member]).await?;
    let arguments = args![TransferConsentId::random(&mut rand::rng()), member, id, of_grant, ends_at, text_hash, now];
    tx.execute(&AGREE, &arguments).await.map(drop)
}

pub(crate) async fn refuse(
    tx: &mut Tx,
    member: SubjectId,
    id: TransferId,
    ends_at: Timestamp,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(&FORGET_CONSENT, &args![id, member]).await?;
    let arguments = args![TransferRefusalId::random(&mut rand::rng()), member, id, ends_at, now];
    tx.execute(&REFUSE, &arguments).await.map(drop)
}

/// Some of those who agreed, in the order of their numbers, after one of them.
pub(crate) async fn agreed_after(
    reader: &Reader,
    id: TransferId,
    after: Option<SubjectId>,
) -> db::Result<Vec<SubjectId>> {
    let after = after.map_or(-1, SubjectId::as_i64);
    reader.query(&AGREED_AFTER, &args![id, after, BATCH], |row| row.get(0)).await
}

pub(crate) async fn begin_handover(
    tx: &mut Tx,
    id: TransferHandoverId,
    transfer: TransferId,
    ends_at: Timestamp,
    by_digest: &str,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(&BEGIN_HANDOVER, &args![id, transfer, ends_at, by_digest, now]).await.map(drop)
}

/// Finds somebody's consent to this transfer, in these words and under this grant, and holds it; tells whether there is one.
pub(crate) async fn take_along(
    grant: &mut Grant<ByConsent>,
    id: TransferId,
    hashes: [&str; 2],
    now: Timestamp,
) -> db::Result<bool> {
    let (member, of_grant) = (grant.subject(), grant.id());
    let [chinese, english] = hashes;
    Ok(grant.tx().execute(&TAKE_ALONG, &args![id, member, of_grant, now, chinese, english]).await? == 1)
}

pub(crate) async fn count_person(tx: &mut Tx, id: TransferHandoverId) -> db::Result<()> {
    tx.execute(&COUNT_PERSON, &args![id]).await.map(drop)
}

/// Notes that the file is whole, and what was in it.
pub(crate) async fn finish_handover(
    tx: &mut Tx,
    id: TransferHandoverId,
    transfer: TransferId,
    sha256: &[u8],
    items: &[HandedItem],
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(&FINISH_HANDOVER, &args![id, now, sha256]).await?;
    for HandedItem { item, records } in items {
        let records = i64::try_from(*records).unwrap_or(i64::MAX);
        tx.execute(&FINISH_ITEM, &args![id, transfer, item, records]).await?;
    }
    Ok(())
}
