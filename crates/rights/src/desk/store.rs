//! The statements of the desk.

use db::{Reader, Row, Tx, args, sql};
use http_api::Language;
use ids::{RightsRequestId, SubjectId};
use units::Timestamp;
use vault::Sealed;

use super::{Ground, Request, RequestKind, RequestOutcome};

sql! {
    static ADD = "INSERT INTO rights_requests (id, subject_id, kind, ground, item, language, received_at, due_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    static ADD_TEXT = "INSERT INTO rights_request_texts (request_id, subject_id, message_sealed) VALUES ($1, $2, $3)";
    static WAITING_OF = "SELECT count(*) FROM rights_requests WHERE subject_id = $1 AND answered_at IS NULL";
    static OF_SUBJECT = "SELECT r.id, r.subject_id, r.kind, r.ground, r.item, r.language, t.message_sealed, r.received_at, r.due_at, \
        r.outcome, t.answer_sealed, r.erased_rows, r.answered_at \
        FROM rights_requests r JOIN rights_request_texts t ON t.request_id = r.id WHERE r.subject_id = $1 \
        ORDER BY r.received_at DESC, r.id DESC LIMIT 200";
    static ONE = "SELECT r.id, r.subject_id, r.kind, r.ground, r.item, r.language, t.message_sealed, r.received_at, r.due_at, \
        r.outcome, t.answer_sealed, r.erased_rows, r.answered_at \
        FROM rights_requests r JOIN rights_request_texts t ON t.request_id = r.id WHERE r.id = $1";
    static WAITING = "SELECT r.id, r.subject_id, r.kind, r.ground, r.item, r.language, t.message_sealed, r.received_at, r.due_at, \
        r.outcome, t.answer_sealed, r.erased_rows, r.answered_at \
        FROM rights_requests r JOIN rights_request_texts t ON t.request_id = r.id WHERE r.answered_at IS NULL \
        ORDER BY r.due_at, r.id LIMIT 200";
    static ANSWERED = "SELECT r.id, r.subject_id, r.kind, r.ground, r.item, r.language, t.message_sealed, r.received_at, r.due_at, \
        r.outcome, t.answer_sealed, r.erased_rows, r.answered_at \
        FROM rights_requests r JOIN rights_request_texts t ON t.request_id = r.id WHERE r.answered_at IS NOT NULL \
        ORDER BY r.answered_at DESC, r.id DESC LIMIT 200";
    // An answer is given once, whoever else is about to give one.
    static ANSWER = "UPDATE rights_requests SET outcome = $2, erased_rows = $3, answered_at = $4 \
        WHERE id = $1 AND answered_at IS NULL";
    static ANSWER_TEXT = "UPDATE rights_request_texts SET answer_sealed = $2 WHERE request_id = $1";
    static STATISTICS = "SELECT kind, outcome, received_at, due_at, answered_at FROM rights_requests \
        WHERE answered_at IS NOT NULL OR subject_id IS NOT NULL";
}

/// One request without anything about its owner.
pub(super) struct Counted {
    pub(super) kind: RequestKind,
    pub(super) outcome: Option<RequestOutcome>,
    pub(super) received_at: Timestamp,
    pub(super) due_at: Timestamp,
    pub(super) answered_at: Option<Timestamp>,
}

pub(super) async fn add(tx: &mut Tx, request: &Request) -> db::Result<()> {
    let Request { id, subject, kind, ground, item, language, received_at, due_at, .. } = request;
    let arguments = args![
        *id,
        *subject,
        kind.word(),
        ground.map(Ground::word),
        item.as_deref(),
        language.tag(),
        *received_at,
        *due_at
    ];
    tx.execute(&ADD, &arguments).await?;
    tx.execute(&ADD_TEXT, &args![*id, *subject, request.message.as_bytes()]).await.map(drop)
}

pub(super) async fn waiting_of(tx: &mut Tx, subject: SubjectId) -> db::Result<u64> {
    tx.query_one(&WAITING_OF, &args![subject], |row| row.get(0)).await
}

pub(super) async fn of_subject(reader: &Reader, subject: SubjectId) -> db::Result<Vec<Request>> {
    reader.query(&OF_SUBJECT, &args![subject], request).await
}

pub(super) async fn one(reader: &Reader, id: RightsRequestId) -> db::Result<Option<Request>> {
    reader.query_optional(&ONE, &args![id], request).await
}

pub(super) async fn all(reader: &Reader, is_answered: bool) -> db::Result<Vec<Request>> {
    reader.query(if is_answered { &ANSWERED } else { &WAITING }, &args![], request).await
}

/// Returns whether it was still to be answered.
pub(super) async fn answer(
    tx: &mut Tx,
    request: &Request,
    outcome: RequestOutcome,
    letter: &Sealed,
    at: Timestamp,
) -> db::Result<bool> {
    let erased_rows = request.erased_rows.and_then(|rows| i64::try_from(rows).ok());
    let is_first = tx.execute(&ANSWER, &args![request.id, outcome.word(), erased_rows, at]).await? > 0;
    if is_first {
        tx.execute(&ANSWER_TEXT, &args![request.id, letter.as_bytes()]).await?;
    }
    Ok(is_first)
}

pub(super) async fn statistics(reader: &Reader) -> db::Result<Vec<Counted>> {
    reader
        .query(&STATISTICS, &args![], |row| {
            Ok(Counted {
                kind: word(row, 0, RequestKind::of_word)?,
                outcome: optional_word(row, 1, RequestOutcome::of_word)?,
                received_at: row.get(2)?,
                due_at: row.get(3)?,
                answered_at: row.get(4)?,
            })
        })
        .await
}

fn request(row: &Row<'_>) -> db::Result<Request> {
    Ok(Request {
        id: row.get(0)?,
        subject: row.get(1)?,
        kind: word(row, 2, RequestKind::of_word)?,
        ground: optional_word(row, 3, Ground::of_word)?,
        item: row.get(4)?,
        language: word(row, 5, Language::of_tag)?,
        message: Sealed::from_bytes(row.get(6)?),
        received_at: row.get(7)?,
        due_at: row.get(8)?,
        outcome: optional_word(row, 9, RequestOutcome::of_word)?,
        answer: row.get::<Option<Vec<u8>>>(10)?.map(Sealed::from_bytes),
        erased_rows: row.get(11)?,
        answered_at: row.get(12)?,
    })
}

/// A column whose words the database checks itself.
fn word<T>(row: &Row<'_>, column: usize, of_word: impl Fn(&str) -> Option<T>) -> db::Result<T> {
    of_word(&row.get::<String>(column)?).ok_or(db::Error::Column { column, expected: "known word" })
}

fn optional_word<T>(row: &Row<'_>, column: usize, of_word: impl Fn(&str) -> Option<T>) -> db::Result<Option<T>> {
    row.get::<Option<String>>(column)?.map(|_| word(row, column, of_word)).transpose()
}
