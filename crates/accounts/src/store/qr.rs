//! Screens that wait for a phone to let them in.

use db::{Db, Reader, Tx, args, sql};
use http_api::SignedIn;
use ids::{QrSignInId, SubjectId};
use units::Timestamp;

use crate::model::State;

sql! {
    static REMOVE_EXPIRED = "DELETE FROM qr_sign_ins WHERE expires_at <= $1";
    static ADD = "INSERT INTO qr_sign_ins (id, subject_id, session_id, ticket_index, poll_index, binding_index, \
        network_index, device_name, device_kind, match_code, match_choices, state, created_at, expires_at) \
        VALUES ($1, NULL, NULL, $2, $3, $4, $5, $6, $7, $8, $9, 'new', $10, $11)";
    static BY_TICKET = "SELECT subject_id, state, network_index, device_name, device_kind, match_choices, created_at, \
        expires_at FROM qr_sign_ins WHERE ticket_index = $1";
    static BY_SCREEN = "SELECT state, expires_at FROM qr_sign_ins WHERE poll_index = $1 AND binding_index = $2";
    // Each step is one statement that says from where it goes on, so of two at once only one takes it.
    static SCAN = "UPDATE qr_sign_ins SET state = 'scanned', subject_id = $2, session_id = $3 \
        WHERE ticket_index = $1 AND state = 'new' AND expires_at > $4";
    // A wrong choice ends the attempt in the same step in which a right one lets it go on.
    static CHOOSE = "UPDATE qr_sign_ins SET state = CASE WHEN match_code = $4 THEN 'confirmed' ELSE 'rejected' END, \
        session_id = $3, expires_at = CASE WHEN match_code = $4 THEN $6 ELSE expires_at END \
        WHERE ticket_index = $1 AND subject_id = $2 AND state = 'scanned' AND expires_at > $5 RETURNING state";
    static REJECT = "UPDATE qr_sign_ins SET state = 'rejected' \
        WHERE ticket_index = $1 AND subject_id = $2 AND state = 'scanned' AND expires_at > $3";
    static USE = "UPDATE qr_sign_ins SET state = 'used' \
        WHERE poll_index = $1 AND binding_index = $2 AND state = 'confirmed' AND expires_at > $3 \
        RETURNING subject_id, device_name, device_kind, \
        (SELECT a.state FROM accounts a WHERE a.subject_id = qr_sign_ins.subject_id), \
        (SELECT CASE WHEN s.proved_at = 0 THEN s.created_at ELSE s.proved_at END FROM sessions s \
        WHERE s.id = qr_sign_ins.session_id)";
    static VOUCH = "UPDATE sessions SET proved_at = $2 WHERE token_hash = $1";
}

/// What is kept of a screen that shows a code.
pub(crate) struct New<'a> {
    pub(crate) id: QrSignInId,
    pub(crate) ticket_index: &'a str,
    pub(crate) screen: &'a ScreenIndex,
    pub(crate) network_index: Option<&'a str>,
    pub(crate) device_name: &'a str,
    pub(crate) device_kind: &'a str,
    pub(crate) match_code: &'a str,
    pub(crate) match_choices: &'a str,
    pub(crate) now: Timestamp,
    pub(crate) expires_at: Timestamp,
}

/// The digests by which a screen is known: of its poll token, and of its browser's cookie.
#[derive(Clone, Debug)]
pub(crate) struct ScreenIndex {
    pub(crate) poll: String,
    pub(crate) binding: String,
}

/// Keeps a screen, and drops those whose term is over.
pub(crate) async fn add(db: &Db, new: &New<'_>, drop_until: Timestamp) -> db::Result<()> {
    let New { id, ticket_index, screen, network_index, device_name, device_kind, .. } = *new;
    let New { match_code, match_choices, now, expires_at, .. } = *new;
    let ScreenIndex { poll, binding } = screen;
    let arguments = args![
        id,
        ticket_index,
        poll.as_str(),
        binding.as_str(),
        network_index,
        device_name,
        device_kind,
        match_code,
        match_choices,
        now,
        expires_at
    ];
    let mut tx = db.begin().await?;
    tx.execute(&REMOVE_EXPIRED, &args![drop_until]).await?;
    tx.execute(&ADD, &arguments).await?;
    tx.commit().await
}

/// A screen as the phone that has its ticket may see it.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) subject: Option<SubjectId>,
    pub(crate) state: String,
    pub(crate) network_index: Option<String>,
    pub(crate) device_name: String,
    pub(crate) device_kind: String,
    pub(crate) match_choices: String,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

pub(crate) async fn by_ticket(reader: &Reader, ticket_index: &str) -> db::Result<Option<Found>> {
    reader
        .query_optional(&BY_TICKET, &args![ticket_index], |row| {
            Ok(Found {
                subject: row.get(0)?,
                state: row.get(1)?,
                network_index: row.get(2)?,
                device_name: row.get(3)?,
                device_kind: row.get(4)?,
                match_choices: row.get(5)?,
                created_at: row.get(6)?,
                expires_at: row.get(7)?,
            })
        })
        .await
}

/// In which state a screen is, and until when it lives.
pub(crate) async fn by_screen(reader: &Reader, screen: &ScreenIndex) -> db::Result<Option<(String, Timestamp)>> {
    let ScreenIndex { poll, binding } = screen;
    reader
        .query_optional(&BY_SCREEN, &args![poll.as_str(), binding.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .await
}

/// Notes who scanned a code that nobody has scanned yet; tells whether it was so.
pub(crate) async fn scan(db: &Db, ticket_index: &str, member: &SignedIn, now: Timestamp) -> db::Result<bool> {
    let arguments = args![ticket_index, member.subject, member.session, now];
    let mut tx = db.begin().await?;
    let was_new = tx.execute(&SCAN, &arguments).await? == 1;
    tx.commit().await?;
    Ok(was_new)
}

/// Confirms by the code that was chosen, or rejects by a wrong one; tells the state then, if it was this member's to say.
pub(crate) async fn choose(
    db: &Db,
    ticket_index: &str,
    member: &SignedIn,
    match_code: &str,
    now: Timestamp,
    lives_until: Timestamp,
) -> db::Result<Option<String>> {
    let arguments = args![ticket_index, member.subject, member.session, match_code, now, lives_until];
    let mut tx = db.begin().await?;
    let state = tx.query_optional(&CHOOSE, &arguments, |row| row.get(0)).await?;
    tx.commit().await?;
    Ok(state)
}

/// Rejects; tells whether it was this member's to say.
pub(crate) async fn reject(db: &Db, ticket_index: &str, subject: SubjectId, now: Timestamp) -> db::Result<bool> {
    let mut tx = db.begin().await?;
    let was_scanned = tx.execute(&REJECT, &args![ticket_index, subject, now]).await? == 1;
    tx.commit().await?;
    Ok(was_scanned)
}

/// Who let a screen in, and what the phone was shown of it.
#[derive(Clone, Debug)]
pub(crate) struct Used {
    pub(crate) subject: SubjectId,
    pub(crate) device_name: String,
    pub(crate) device_kind: String,
    pub(crate) state: State,
    /// When the owner of the phone that confirmed had last shown there who they are.
    pub(crate) proved_at: Timestamp,
}

/// Uses up what a phone confirmed, in the transaction that signs in.
pub(crate) async fn use_up(tx: &mut Tx, screen: &ScreenIndex, now: Timestamp) -> db::Result<Option<Used>> {
    let ScreenIndex { poll, binding } = screen;
    tx.query_optional(&USE, &args![poll.as_str(), binding.as_str(), now], |row| {
        Ok(Used {
            subject: row.get(0)?,
            device_name: row.get(1)?,
            device_kind: row.get(2)?,
            state: State::of_str(&row.get::<Option<String>>(3)?.unwrap_or_default()),
            proved_at: row.get(4)?,
        })
    })
    .await
}

/// Notes of a device that was let in that its owner has shown who they are on another one, and when.
pub(crate) async fn vouch(tx: &mut Tx, token_hash: &str, proved_at: Timestamp) -> db::Result<()> {
    tx.execute(&VOUCH, &args![token_hash, proved_at]).await?;
    Ok(())
}
