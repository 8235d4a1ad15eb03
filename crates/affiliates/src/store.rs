//! All SQL of the register, the uses and the choices; what is read of a member to be sent stands in `values`.

use consent::Grant;
use db::{Constraint, Db, Reader, Row, Tx, Value, args, sql};
use ids::{AffiliateChoiceId, AffiliateCopyId, AffiliateId, AffiliateUseId, GrantId, SubjectId};
use policy::AffiliateSharing;
use units::{Millis, Timestamp};
use vault::Sealed;

use crate::error::Error;
use crate::model::{Affiliate, Control, Field, Use};

/// The columns of [`affiliate`], from `affiliates a`.
macro_rules! affiliate_columns {
    () => {
        "a.id, a.name, a.control, a.proof_title, a.proof_sha256, a.proof_dated_at, a.endpoint, a.agreement, \
         a.agreement_signed_at, a.security_check, a.checked_at, a.expires_at, a.registered_at, a.ended_at, a.key_sealed"
    };
}

/// The columns of [`use_`], from `affiliate_uses u` and, where it stands, `affiliate_offers o`.
macro_rules! use_columns {
    () => {
        "u.id, u.affiliate_id, u.purpose_zh, u.purpose_en, u.phone, u.nickname, u.avatar, u.content_used, \
         u.interactions, u.added_at, CASE WHEN o.use_id IS NULL THEN 0 ELSE 1 END"
    };
}

sql! {
    static ADD = "INSERT INTO affiliates (id, name, control, proof_title, proof_sha256, proof_dated_at, endpoint, \
        key_sealed, agreement, agreement_signed_at, security_check, checked_at, expires_at, registered_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    static END = "UPDATE affiliates SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    static END_OFFERS = "DELETE FROM affiliate_offers WHERE affiliate_id = $1";
    static AFFILIATES = concat!("SELECT ", affiliate_columns!(), " FROM affiliates a ORDER BY a.registered_at DESC, a.id");
    static USES = concat!("SELECT ", use_columns!(), " FROM affiliate_uses u \
        LEFT JOIN affiliate_offers o ON o.use_id = u.id ORDER BY u.added_at, u.id");
    static USE = concat!("SELECT ", use_columns!(), " FROM affiliate_uses u \
        LEFT JOIN affiliate_offers o ON o.use_id = u.id WHERE u.id = $1");
    static AFFILIATE = concat!("SELECT ", affiliate_columns!(), " FROM affiliates a WHERE a.id = $1");
    static ADD_USE = "INSERT INTO affiliate_uses (id, affiliate_id, purpose_zh, purpose_en, phone, nickname, avatar, \
        content_used, interactions, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    static OFFER = "INSERT INTO affiliate_offers (use_id, affiliate_id) SELECT u.id, a.id FROM affiliate_uses u \
        JOIN affiliates a ON a.id = u.affiliate_id WHERE u.id = $1 AND a.ended_at IS NULL AND a.expires_at > $2";
    static END_USE = "DELETE FROM affiliate_offers WHERE use_id = $1";
    static PEOPLE = "SELECT use_id, count(*) FROM affiliate_choices GROUP BY use_id";
    static TO_ERASE = "SELECT k.affiliate_id, count(*) FROM affiliate_copies k WHERE k.begun_at IS NOT NULL \
        AND NOT EXISTS (SELECT 1 FROM affiliate_choices c WHERE c.id = k.choice_id) GROUP BY k.affiliate_id";
    // Who agreed to other words agreed to something else; that goes, and what the company has by it is erased there.
    static FORGET_EARLIER = "DELETE FROM affiliate_choices WHERE subject_id = $1 AND use_id = $2 AND text_hash NOT IN ($3, $4)";
    static AGREE = "INSERT INTO affiliate_choices (id, subject_id, grant_id, use_id, text_hash, agreed_at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (subject_id, use_id) DO NOTHING";
    static WITHDRAW = "DELETE FROM affiliate_choices WHERE subject_id = $1 AND use_id = $2";
    static CHOICES = "SELECT c.use_id, c.text_hash, c.agreed_at, k.told_at FROM affiliate_choices c \
        LEFT JOIN affiliate_copies k ON k.choice_id = c.id WHERE c.subject_id = $1";
    static ADMITTED = concat!("SELECT c.text_hash, ", use_columns!(), " FROM affiliate_choices c \
        JOIN affiliate_uses u ON u.id = c.use_id LEFT JOIN affiliate_offers o ON o.use_id = u.id \
        WHERE c.id = $1 AND c.subject_id = $2 AND c.grant_id = $3");
    static BEGIN = "UPDATE affiliate_copies SET begun_at = coalesce(begun_at, $2) WHERE choice_id = $1";
    static RECALLED = concat!("SELECT k.number, ", affiliate_columns!(), " FROM affiliate_copies k \
        JOIN affiliates a ON a.id = k.affiliate_id WHERE k.id = $1 \
        AND NOT EXISTS (SELECT 1 FROM affiliate_choices c WHERE c.id = k.choice_id)");
    // A company whose time is over gets nothing any more; with its uses goes every choice, and what it has is recalled.
    static END_LAPSED = "DELETE FROM affiliate_offers WHERE affiliate_id IN (SELECT id FROM affiliates WHERE expires_at <= $1)";
    static END_OTHER_WORDS = "DELETE FROM affiliate_choices WHERE use_id = $1 AND text_hash NOT IN ($2, $3)";
    // Taking a choice moves it as well, but one that rests is not taken, and the company has by it what it has.
    static KEEP = "UPDATE affiliate_copies SET last_at = $1 WHERE last_at <= $2 \
        AND choice_id IN (SELECT id FROM affiliate_choices)";
    static DUE = "SELECT c.id, c.subject_id, c.use_id, o.affiliate_id, k.id, k.busy_until, k.attempts, k.told_digest \
        FROM affiliate_choices c JOIN affiliate_offers o ON o.use_id = c.use_id \
        JOIN affiliates a ON a.id = o.affiliate_id AND a.ended_at IS NULL AND a.expires_at > $1 \
        JOIN grants g ON g.id = c.grant_id AND g.rests_since IS NULL \
        LEFT JOIN affiliate_copies k ON k.choice_id = c.id \
        WHERE c.id > $2 AND (k.id IS NULL OR (k.next_at <= $1 AND k.busy_until <= $1)) ORDER BY c.id LIMIT 100";
    static TAKE_NEW = "INSERT INTO affiliate_copies (id, choice_id, affiliate_id, use_id, number, attempts, next_at, \
        busy_until, last_at) VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $6) ON CONFLICT (choice_id) DO NOTHING";
    static TAKE = "UPDATE affiliate_copies SET busy_until = $3, attempts = attempts + 1, last_at = $4 \
        WHERE id = $1 AND busy_until = $2";
    static SETTLE = "UPDATE affiliate_copies SET next_at = $2, busy_until = $3, attempts = $4 WHERE choice_id = $1";
    static TOLD = "UPDATE affiliate_copies SET told_digest = $2, told_at = $3, next_at = $4, busy_until = $3, attempts = 0 \
        WHERE choice_id = $1";
    static GONE = "SELECT k.id, k.busy_until, k.attempts, k.begun_at FROM affiliate_copies k WHERE k.busy_until <= $1 \
        AND NOT EXISTS (SELECT 1 FROM affiliate_choices c WHERE c.id = k.choice_id) ORDER BY k.busy_until, k.id LIMIT 100";
    static TAKE_GONE = "UPDATE affiliate_copies SET busy_until = $3, attempts = attempts + 1 WHERE id = $1 AND busy_until = $2";
    static POSTPONE_GONE = "UPDATE affiliate_copies SET busy_until = $2 WHERE id = $1";
    static FORGET = "DELETE FROM affiliate_copies WHERE id = $1";
}

fn word(column: usize) -> db::Error {
    db::Error::Column { column, expected: "known word" }
}

/// A company, with the key that lets this service in there.
fn affiliate(row: &Row<'_>, at: usize) -> db::Result<(Affiliate, Option<Sealed>)> {
    let affiliate = Affiliate {
        id: row.get(at)?,
        name: row.get(at + 1)?,
        control: Control::of_word(&row.get::<String>(at + 2)?).ok_or_else(|| word(at + 2))?,
        proof_title: row.get(at + 3)?,
        proof_sha256: row.get(at + 4)?,
        proof_dated_at: row.get(at + 5)?,
        endpoint: row.get(at + 6)?,
        agreement: row.get(at + 7)?,
        agreement_signed_at: row.get(at + 8)?,
        security_check: row.get(at + 9)?,
        checked_at: row.get(at + 10)?,
        expires_at: row.get(at + 11)?,
        registered_at: row.get(at + 12)?,
        ended_at: row.get(at + 13)?,
    };
    Ok((affiliate, row.get::<Option<Vec<u8>>>(at + 14)?.map(Sealed::from_bytes)))
}

fn use_(row: &Row<'_>, at: usize) -> db::Result<Use> {
    let mut fields = Vec::new();
    for (index, field) in Field::EVERY.into_iter().enumerate() {
        if row.get::<bool>(at + 4 + index)? {
            fields.push(field);
        }
    }
    Ok(Use {
        id: row.get(at)?,
        affiliate: row.get(at + 1)?,
        purpose_zh: row.get(at + 2)?,
        purpose_en: row.get(at + 3)?,
        fields,
        added_at: row.get(at + 9)?,
        stands: row.get(at + 10)?,
    })
}

/// Registers a company.
///
/// # Errors
/// A field's when a living company has this name.
pub(crate) async fn add(db: &Db, new: &Affiliate, key: Option<&Sealed>) -> Result<(), Error> {
    let mut tx = db.begin().await?;
    let arguments = args![
        new.id,
        &new.name,
        new.control.word(),
        &new.proof_title,
        new.proof_sha256.clone(),
        new.proof_dated_at,
        &new.endpoint,
        key.map(|key| key.as_bytes().to_vec()),
        &new.agreement,
        new.agreement_signed_at,
        &new.security_check,
        new.checked_at,
        new.expires_at,
        new.registered_at
    ];
    match tx.execute(&ADD, &arguments).await {
        Err(error) if error.is_constraint(Constraint::Unique) => Err(Error::field(
            "name",
            "affiliates.name_taken",
            "这家公司已经登记；先结束原来的登记，再登记新的",
            "this company is registered; end that before you register it anew",
        )),
        Err(error) => Err(error.into()),
        Ok(_) => Ok(tx.commit().await?),
    }
}

/// Takes a company out, with every use of it; tells whether it was in.
pub(crate) async fn end(tx: &mut Tx, id: AffiliateId, now: Timestamp) -> db::Result<bool> {
    let ended = tx.execute(&END, &args![id, now]).await? == 1;
    tx.execute(&END_OFFERS, &args![id]).await?;
    Ok(ended)
}

/// Everything in the register, the latest first.
pub(crate) async fn affiliates(reader: &Reader) -> db::Result<Vec<Affiliate>> {
    reader.query(&AFFILIATES, &args![], |row| Ok(affiliate(row, 0)?.0)).await
}

/// The company with this id.
pub(crate) async fn affiliate_of(reader: &Reader, id: AffiliateId) -> db::Result<Option<Affiliate>> {
    reader.query_optional(&AFFILIATE, &args![id], |row| Ok(affiliate(row, 0)?.0)).await
}

/// Every use there ever was, the earliest first.
pub(crate) async fn uses(reader: &Reader) -> db::Result<Vec<Use>> {
    reader.query(&USES, &args![], |row| use_(row, 0)).await
}

/// The use with this id.
pub(crate) async fn use_of(reader: &Reader, id: AffiliateUseId) -> db::Result<Option<Use>> {
    reader.query_optional(&USE, &args![id], |row| use_(row, 0)).await
}

/// Adds a use and lets it be agreed to, where its company stands; tells whether it does.
pub(crate) async fn add_use(tx: &mut Tx, new: &Use, now: Timestamp) -> db::Result<bool> {
    let [phone, nickname, avatar, content_used, interactions] = Field::EVERY.map(|field| new.fields.contains(&field));
    let arguments = args![
        new.id,
        new.affiliate,
        &new.purpose_zh,
        &new.purpose_en,
        phone,
        nickname,
        avatar,
        content_used,
        interactions,
        new.added_at
    ];
    tx.execute(&ADD_USE, &arguments).await?;
    Ok(tx.execute(&OFFER, &args![new.id, now]).await? == 1)
}

/// Ends a use, and every choice for it with it; tells whether it stood.
pub(crate) async fn end_use(tx: &mut Tx, id: AffiliateUseId) -> db::Result<bool> {
    Ok(tx.execute(&END_USE, &args![id]).await? == 1)
}

/// How many people agreed to each use.
pub(crate) async fn people(reader: &Reader) -> db::Result<Vec<(AffiliateUseId, u64)>> {
    reader.query(&PEOPLE, &args![], |row| Ok((row.get(0)?, row.get(1)?))).await
}

/// Of how many people each company still has to erase something.
pub(crate) async fn to_erase(reader: &Reader) -> db::Result<Vec<(AffiliateId, u64)>> {
    reader.query(&TO_ERASE, &args![], |row| Ok((row.get(0)?, row.get(1)?))).await
}

/// Notes that somebody agreed to a use; agreeing twice changes nothing.
///
/// # Errors
/// [`Error::Ended`] when the use ended a moment ago.
pub(crate) async fn agree(
    grant: &mut Grant<AffiliateSharing>,
    id: AffiliateUseId,
    hash: &str,
    current: [&str; 2],
    now: Timestamp,
) -> Result<(), Error> {
    let (subject, grant_id) = (grant.subject(), grant.id());
    grant.tx().execute(&FORGET_EARLIER, &args![subject, id, current[0], current[1]]).await?;
    let choice = AffiliateChoiceId::random(&mut rand::rng());
    match grant.tx().execute(&AGREE, &args![choice, subject, grant_id, id, hash, now]).await {
        Err(error) if error.is_constraint(Constraint::ForeignKey) => Err(Error::Ended),
        other => Ok(other.map(drop)?),
    }
}

/// Takes a choice back; tells whether there was one.
pub(crate) async fn withdraw(tx: &mut Tx, subject: SubjectId, id: AffiliateUseId) -> db::Result<bool> {
    Ok(tx.execute(&WITHDRAW, &args![subject, id]).await? == 1)
}

/// What a member agreed to.
pub(crate) struct Choice {
    pub(crate) of: AffiliateUseId,
    pub(crate) text_hash: String,
    pub(crate) agreed_at: Timestamp,
    pub(crate) told_at: Option<Timestamp>,
}

pub(crate) async fn choices(reader: &Reader, subject: SubjectId) -> db::Result<Vec<Choice>> {
    reader
        .query(&CHOICES, &args![subject], |row| {
            Ok(Choice { of: row.get(0)?, text_hash: row.get(1)?, agreed_at: row.get(2)?, told_at: row.get(3)? })
        })
        .await
}

/// What a living choice of a person says, with the company that it names.
pub(crate) struct Admitted {
    pub(crate) text_hash: String,
    pub(crate) of: Use,
    pub(crate) affiliate: Affiliate,
    pub(crate) key: Option<Sealed>,
}

/// Reads a choice in the transaction that enters the sending.
pub(crate) async fn admitted(
    tx: &mut Tx,
    choice: AffiliateChoiceId,
    subject: SubjectId,
    grant: GrantId,
) -> db::Result<Option<Admitted>> {
    let found = tx
        .query_optional(&ADMITTED, &args![choice, subject, grant], |row| Ok((row.get::<String>(0)?, use_(row, 1)?)))
        .await?;
    let Some((text_hash, of)) = found else { return Ok(None) };
    let company = tx.query_optional(&AFFILIATE, &args![of.affiliate], |row| affiliate(row, 0)).await?;
    Ok(company.map(|(affiliate, key)| Admitted { text_hash, of, affiliate, key }))
}

/// Notes that from now on the company may have something; tells whether there is a row that says so.
pub(crate) async fn begin(tx: &mut Tx, choice: AffiliateChoiceId, now: Timestamp) -> db::Result<bool> {
    Ok(tx.execute(&BEGIN, &args![choice, now]).await? == 1)
}

/// A number that a company has although nobody agrees to it any more, and that company.
pub(crate) async fn recalled(
    tx: &mut Tx,
    copy: AffiliateCopyId,
) -> db::Result<Option<(String, Affiliate, Option<Sealed>)>> {
    let recalled = |row: &Row<'_>| {
        let (affiliate, key) = affiliate(row, 1)?;
        Ok((row.get(0)?, affiliate, key))
    };
    tx.query_optional(&RECALLED, &args![copy], recalled).await
}

/// Ends what nobody ended and counts as not agreed to all the same: uses of companies whose time is over, and choices by
/// words other than these, the current ones. Notes of the choices that are left that they live, where that was last done
/// `before`.
pub(crate) async fn look_after_choices(
    db: &Db,
    current: &[(AffiliateUseId, [String; 2])],
    now: Timestamp,
    before: Timestamp,
) -> db::Result<()> {
    let words = |(id, [chinese, english]): &(AffiliateUseId, [String; 2])| Vec::from(args![*id, chinese, english]);
    let current: Vec<Vec<Value>> = current.iter().map(words).collect();
    let mut tx = db.begin().await?;
    tx.execute(&END_LAPSED, &args![now]).await?;
    tx.execute_many(&END_OTHER_WORDS, &current).await?;
    tx.execute(&KEEP, &args![now, before]).await?;
    tx.commit().await
}

/// A choice whose company is to hear what changed.
#[derive(Debug)]
pub(crate) struct Due {
    pub(crate) choice: AffiliateChoiceId,
    pub(crate) subject: SubjectId,
    pub(crate) of: AffiliateUseId,
    pub(crate) affiliate: AffiliateId,
    /// What is noted of it, where something is, and until when somebody worked on it.
    pub(crate) copy: Option<(AffiliateCopyId, Timestamp)>,
    pub(crate) attempts: u32,
    pub(crate) told_digest: Option<String>,
}

/// Choices whose time has come, behind one of them; at most a hundred.
pub(crate) async fn due(reader: &Reader, behind: i64, now: Timestamp) -> db::Result<Vec<Due>> {
    reader
        .query(&DUE, &args![now, behind], |row| {
            let copy: Option<AffiliateCopyId> = row.get(4)?;
            let busy_until: Option<Timestamp> = row.get(5)?;
            Ok(Due {
                choice: row.get(0)?,
                subject: row.get(1)?,
                of: row.get(2)?,
                affiliate: row.get(3)?,
                copy: copy.zip(busy_until),
                attempts: row.get::<Option<u32>>(6)?.unwrap_or(0),
                told_digest: row.get(7)?,
            })
        })
        .await
}

/// Takes a choice on until `until`; tells whether nobody else did.
pub(crate) async fn take(
    grant: &mut Grant<AffiliateSharing>,
    due: &Due,
    number: &str,
    now: Timestamp,
    until: Timestamp,
) -> db::Result<bool> {
    let taken = match due.copy {
        Some((copy, busy_until)) => grant.tx().execute(&TAKE, &args![copy, busy_until, until, now]).await?,
        None => {
            let id = AffiliateCopyId::random(&mut rand::rng());
            let arguments = args![id, due.choice, due.affiliate, due.of, number, now, until];
            grant.tx().execute(&TAKE_NEW, &arguments).await?
        }
    };
    Ok(taken == 1)
}

/// Lets go of a choice until it is looked at again.
pub(crate) async fn settle(
    db: &Db,
    choice: AffiliateChoiceId,
    wait: Millis,
    attempts: u32,
    now: Timestamp,
) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&SETTLE, &args![choice, now + wait, now, attempts]).await?;
    tx.commit().await
}

/// Notes what the company was told, and lets go of the choice for a day.
pub(crate) async fn told(
    db: &Db,
    choice: AffiliateChoiceId,
    digest: &str,
    wait: Millis,
    now: Timestamp,
) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&TOLD, &args![choice, digest, now, now + wait]).await?;
    tx.commit().await
}

/// What a company has to erase.
#[derive(Debug)]
pub(crate) struct Gone {
    pub(crate) copy: AffiliateCopyId,
    pub(crate) busy_until: Timestamp,
    pub(crate) attempts: u32,
    /// Whether anything was ever sent; else there is nothing to erase.
    pub(crate) was_begun: bool,
}

/// What companies have although nobody agrees to it any more; at most a hundred.
pub(crate) async fn gone(reader: &Reader, now: Timestamp) -> db::Result<Vec<Gone>> {
    reader
        .query(&GONE, &args![now], |row| {
            Ok(Gone {
                copy: row.get(0)?,
                busy_until: row.get(1)?,
                attempts: row.get(2)?,
                was_begun: row.get::<Option<Timestamp>>(3)?.is_some(),
            })
        })
        .await
}

/// Takes on telling a company to erase; tells whether nobody else did.
pub(crate) async fn take_gone(db: &Db, gone: &Gone, until: Timestamp) -> db::Result<bool> {
    let mut tx = db.begin().await?;
    let is_ours = tx.execute(&TAKE_GONE, &args![gone.copy, gone.busy_until, until]).await? == 1;
    tx.commit().await?;
    Ok(is_ours)
}

pub(crate) async fn postpone_gone(db: &Db, copy: AffiliateCopyId, until: Timestamp) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&POSTPONE_GONE, &args![copy, until]).await?;
    tx.commit().await
}

/// Forgets a number that no company has any more.
pub(crate) async fn forget(db: &Db, copy: AffiliateCopyId) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&FORGET, &args![copy]).await?;
    tx.commit().await
}
