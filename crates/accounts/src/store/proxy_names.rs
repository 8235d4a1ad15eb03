//! By which name a reverse proxy knows a member.

use db::{Reader, Tx, args, sql};
use ids::SubjectId;
use units::Timestamp;

use crate::model::State;
use crate::store::accounts::Found;

sql! {
    static BY_NAME = "SELECT n.subject_id, a.state FROM proxy_names n JOIN accounts a ON a.subject_id = n.subject_id \
        WHERE n.name_index = $1";
    static LINKED_AT = "SELECT linked_at FROM proxy_names WHERE subject_id = $1";
    static REMOVE = "DELETE FROM proxy_names WHERE subject_id = $1";
    static ADD = "INSERT INTO proxy_names (subject_id, name_index, linked_at) VALUES ($1, $2, $3) \
        ON CONFLICT (name_index) DO NOTHING";
}

pub(crate) async fn by_name(reader: &Reader, name_index: &str) -> db::Result<Option<Found>> {
    reader
        .query_optional(&BY_NAME, &args![name_index], |row| {
            Ok(Found { subject: row.get(0)?, state: State::of_str(&row.get::<String>(1)?) })
        })
        .await
}

pub(crate) async fn linked_at(reader: &Reader, subject: SubjectId) -> db::Result<Option<Timestamp>> {
    reader.query_optional(&LINKED_AT, &args![subject], |row| row.get(0)).await
}

pub(crate) async fn remove(tx: &mut Tx, subject: SubjectId) -> db::Result<u64> {
    tx.execute(&REMOVE, &args![subject]).await
}

/// Returns whether the name was free.
pub(crate) async fn add(tx: &mut Tx, subject: SubjectId, name_index: &str, now: Timestamp) -> db::Result<bool> {
    Ok(tx.execute(&ADD, &args![subject, name_index, now]).await? == 1)
}
