//! The statements of the legal desk.

use db::{Reader, Row, Tx, args, sql};
use ids::{DisclosureId, LegalApprovalId, LegalDemandId};
use units::Timestamp;

use crate::model::{Approval, Demand, Disclosed, Ended, Ending, Facts, Kind, Silence, Use};

sql! {
    static FILE = "INSERT INTO legal_demands (id, kind, exemption, article, case_number, addressee, document_sha256, \
        subject_digest, filed_by_digest, filed_at, valid_until, silent_until, silence_article, last_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $10)";
    static FILE_ITEM = "INSERT INTO legal_demand_items (demand_id, item) VALUES ($1, $2)";
    static LATEST = "SELECT id FROM legal_demands ORDER BY filed_at DESC, id DESC LIMIT 200";
    static ONE = "SELECT kind, exemption, article, case_number, addressee, document_sha256, subject_digest, filed_by_digest, \
        filed_at, valid_until, silent_until, silence_article, ended_kind, ended_words, ended_by_digest, ended_at \
        FROM legal_demands WHERE id = $1";
    static ITEMS = "SELECT item FROM legal_demand_items WHERE demand_id = $1 ORDER BY item";
    static APPROVALS = "SELECT approver_digest, approved_at FROM legal_approvals WHERE demand_id = $1 ORDER BY seat";
    static DISCLOSURES = "SELECT id, by_digest, records, at, told_at FROM legal_disclosures WHERE demand_id = $1 \
        ORDER BY at, id";
    // Raising it holds the row until the transaction ends: no two steps happen at once, and none after the end.
    static STEP = "UPDATE legal_demands SET steps = steps + 1, last_at = $2 \
        WHERE id = $1 AND ended_at IS NULL AND valid_until > $2";
    static STEP_OF_APPROVALS = "UPDATE legal_approvals SET last_at = $2 WHERE demand_id = $1";
    static APPROVE = "INSERT INTO legal_approvals (id, demand_id, seat, after_seat, approver_digest, filed_by_digest, \
        approved_at, last_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)";
    static END = "UPDATE legal_demands SET ended_kind = $2, ended_words = $3, ended_by_digest = $4, ended_at = $5 \
        WHERE id = $1";
    static HAND_OUT = "INSERT INTO legal_disclosures (id, demand_id, approved_seat, exemption, case_number, addressee, \
        subject_digest, valid_until, by_digest, records, at, told_at) \
        VALUES ($1, $2, 2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    static HAND_OUT_ITEM = "INSERT INTO legal_disclosure_items (disclosure_id, demand_id, item, records) \
        VALUES ($1, $2, $3, $4)";
    static COUNTS = "SELECT exemption, count(*), CAST(sum(records) AS BIGINT) FROM legal_disclosures \
        GROUP BY exemption ORDER BY exemption";
    static USES = "SELECT u.id, u.by_digest, u.records, u.at, u.told_at, u.demand_id, u.exemption, d.kind, d.article, \
        u.case_number, u.addressee FROM legal_disclosures u JOIN legal_demands d ON d.id = u.demand_id \
        ORDER BY u.at DESC, u.id DESC LIMIT 200";
    static TO_TELL = "SELECT u.id, u.subject_digest, u.addressee, d.article, u.at FROM legal_disclosures u \
        JOIN legal_demands d ON d.id = u.demand_id WHERE u.told_at IS NULL AND d.silent_until <= $1 \
        ORDER BY u.at, u.id LIMIT 200";
    static DISCLOSED_ITEMS = "SELECT item FROM legal_disclosure_items WHERE disclosure_id = $1 ORDER BY item";
    static TELL = "UPDATE legal_disclosures SET told_at = $2 WHERE id = $1 AND told_at IS NULL";
}

pub(crate) async fn file(
    tx: &mut Tx,
    id: LegalDemandId,
    facts: &Facts,
    subject_digest: &str,
    filed_by_digest: &str,
    now: Timestamp,
) -> db::Result<()> {
    let Facts { kind, exemption, article, case_number, addressee, document_sha256, items, valid_until, silence } =
        facts;
    let silent_until = silence.as_ref().map(|silence| silence.until);
    let silence_article = silence.as_ref().map(|silence| silence.article.as_str());
    let document = document_sha256.as_slice();
    let arguments = args![
        id,
        kind.word(),
        *exemption,
        article,
        case_number,
        addressee,
        document,
        subject_digest,
        filed_by_digest,
        now,
        *valid_until,
        silent_until,
        silence_article
    ];
    tx.execute(&FILE, &arguments).await?;
    for item in items {
        tx.execute(&FILE_ITEM, &args![id, *item]).await?;
    }
    Ok(())
}

pub(crate) async fn latest(reader: &Reader) -> db::Result<Vec<LegalDemandId>> {
    reader.query(&LATEST, &[], |row| row.get(0)).await
}

/// A demand with everything that is on file about it.
pub(crate) async fn whole(reader: &Reader, id: LegalDemandId) -> db::Result<Option<Demand>> {
    let Some(mut demand) = reader.query_optional(&ONE, &args![id], |row| head(id, row)).await? else { return Ok(None) };
    demand.items = reader.query(&ITEMS, &args![id], |row| row.get(0)).await?;
    demand.approvals = reader.query(&APPROVALS, &args![id], approval).await?;
    demand.disclosures = reader.query(&DISCLOSURES, &args![id], disclosed).await?;
    Ok(Some(demand))
}

/// A demand as it is while this transaction holds it, without what was handed out.
pub(crate) async fn held(tx: &mut Tx, id: LegalDemandId) -> db::Result<Option<Demand>> {
    let Some(mut demand) = tx.query_optional(&ONE, &args![id], |row| head(id, row)).await? else { return Ok(None) };
    demand.items = tx.query(&ITEMS, &args![id], |row| row.get(0)).await?;
    demand.approvals = tx.query(&APPROVALS, &args![id], approval).await?;
    Ok(Some(demand))
}

fn head(id: LegalDemandId, row: &Row<'_>) -> db::Result<Demand> {
    let silence = match (row.get(10)?, row.get(11)?) {
        (Some(until), Some(article)) => Some(Silence { until, article }),
        _ => None,
    };
    let ended_kind = row.get::<Option<String>>(12)?.as_deref().and_then(Ending::of_word);
    let ended = match (ended_kind, row.get(13)?, row.get(14)?, row.get(15)?) {
        (Some(kind), Some(words), Some(by_digest), Some(at)) => Some(Ended { kind, words, by_digest, at }),
        _ => None,
    };
    Ok(Demand {
        id,
        kind: kind(row, 0)?,
        exemption: row.get(1)?,
        article: row.get(2)?,
        case_number: row.get(3)?,
        addressee: row.get(4)?,
        document_sha256: row.get(5)?,
        items: Vec::new(),
        subject_digest: row.get(6)?,
        filed_by_digest: row.get(7)?,
        filed_at: row.get(8)?,
        valid_until: row.get(9)?,
        silence,
        ended,
        approvals: Vec::new(),
        disclosures: Vec::new(),
    })
}

fn kind(row: &Row<'_>, column: usize) -> db::Result<Kind> {
    Kind::of_word(&row.get::<String>(column)?).ok_or(db::Error::Column { column, expected: "kind of demand" })
}

fn approval(row: &Row<'_>) -> db::Result<Approval> {
    Ok(Approval { by_digest: row.get(0)?, at: row.get(1)? })
}

fn disclosed(row: &Row<'_>) -> db::Result<Disclosed> {
    Ok(Disclosed {
        id: row.get(0)?,
        by_digest: row.get(1)?,
        records: row.get(2)?,
        at: row.get(3)?,
        told_at: row.get(4)?,
    })
}

/// Takes the demand for this transaction, as long as it can still be used; tells whether it can.
pub(crate) async fn step(tx: &mut Tx, id: LegalDemandId, now: Timestamp) -> db::Result<bool> {
    let is_open = tx.execute(&STEP, &args![id, now]).await? == 1;
    if is_open {
        tx.execute(&STEP_OF_APPROVALS, &args![id, now]).await?;
    }
    Ok(is_open)
}

pub(crate) async fn approve(tx: &mut Tx, demand: &Demand, approver_digest: &str, now: Timestamp) -> db::Result<()> {
    let id = LegalApprovalId::random(&mut rand::rng());
    let (seat, after_seat) = if demand.approvals.is_empty() { (1_i64, None) } else { (2, Some(1_i64)) };
    let arguments = args![id, demand.id, seat, after_seat, approver_digest, &demand.filed_by_digest, now];
    tx.execute(&APPROVE, &arguments).await.map(drop)
}

pub(crate) async fn end(tx: &mut Tx, id: LegalDemandId, ended: &Ended) -> db::Result<()> {
    let Ended { kind, words, by_digest, at } = ended;
    tx.execute(&END, &args![id, kind.word(), words, by_digest, *at]).await.map(drop)
}

/// Writes the evidence of a use: what the demand names, and how many records of each kind.
pub(crate) async fn hand_out(
    tx: &mut Tx,
    id: DisclosureId,
    demand: &Demand,
    by_digest: &str,
    now: Timestamp,
    records: &[(&str, u64)],
) -> db::Result<()> {
    let Demand { exemption, case_number, addressee, subject_digest, valid_until, .. } = demand;
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let all = count(records.iter().map(|(_, records)| records).sum());
    let told_at = demand.silence.is_none().then_some(now);
    let arguments = args![
        id,
        demand.id,
        exemption,
        case_number,
        addressee,
        subject_digest,
        *valid_until,
        by_digest,
        all,
        now,
        told_at
    ];
    tx.execute(&HAND_OUT, &arguments).await?;
    for (item, records) in records {
        tx.execute(&HAND_OUT_ITEM, &args![id, demand.id, *item, count(*records)]).await?;
    }
    Ok(())
}

/// How often each case of the law was used, and with how many records.
pub(crate) async fn counts(reader: &Reader) -> db::Result<Vec<(String, u64, u64)>> {
    reader.query(&COUNTS, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await
}

pub(crate) async fn uses(reader: &Reader) -> db::Result<Vec<Use>> {
    let read = |row: &Row<'_>| {
        Ok(Use {
            disclosed: disclosed(row)?,
            demand: row.get(5)?,
            exemption: row.get(6)?,
            kind: kind(row, 7)?,
            article: row.get(8)?,
            case_number: row.get(9)?,
            addressee: row.get(10)?,
        })
    };
    reader.query(&USES, &[], read).await
}

/// What was handed out in silence that is over.
pub(crate) struct Untold {
    pub(crate) id: DisclosureId,
    pub(crate) subject_digest: String,
    pub(crate) addressee: String,
    pub(crate) article: String,
    pub(crate) at: Timestamp,
    pub(crate) items: Vec<String>,
}

pub(crate) async fn to_tell(reader: &Reader, now: Timestamp) -> db::Result<Vec<Untold>> {
    let read = |row: &Row<'_>| {
        Ok(Untold {
            id: row.get(0)?,
            subject_digest: row.get(1)?,
            addressee: row.get(2)?,
            article: row.get(3)?,
            at: row.get(4)?,
            items: Vec::new(),
        })
    };
    let mut found = reader.query(&TO_TELL, &args![now], read).await?;
    for untold in &mut found {
        untold.items = reader.query(&DISCLOSED_ITEMS, &args![untold.id], |row| row.get(0)).await?;
    }
    Ok(found)
}

/// Notes that the person can read of it from now on; tells whether that was not so before.
pub(crate) async fn tell(tx: &mut Tx, id: DisclosureId, now: Timestamp) -> db::Result<bool> {
    Ok(tx.execute(&TELL, &args![id, now]).await? == 1)
}
