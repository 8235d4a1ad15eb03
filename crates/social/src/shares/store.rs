//! All SQL of shares.

use db::{Reader, Tx, args, sql};
use ids::{AlbumId, PlaylistId, ShareId, SubjectId, TrackId};
use units::Timestamp;
use vault::Sealed;

use super::Shared;

sql! {
    static ADD = "INSERT INTO shares \
        (id, subject_id, secret_hash, secret_sealed, password_hash, description, visit_count, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8)";
    static ADD_ITEM = "INSERT INTO share_items (id, share_id, position, track_id, album_id, playlist_id) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    static COUNT = "SELECT count(*) FROM shares WHERE subject_id = $1";
    static OF_MEMBER = "SELECT id, subject_id, secret_sealed, password_hash, description, visit_count, created_at, expires_at \
        FROM shares WHERE subject_id = $1 AND expires_at > $2 ORDER BY created_at DESC, id DESC";
    static ITEMS_OF_MEMBER = "SELECT i.share_id, i.track_id, i.album_id, i.playlist_id FROM share_items i \
        JOIN shares s ON s.id = i.share_id WHERE s.subject_id = $1 ORDER BY i.share_id, i.position";
    static BY_SECRET = "SELECT id, subject_id, secret_sealed, password_hash, description, visit_count, created_at, expires_at \
        FROM shares WHERE secret_hash = $1 AND expires_at > $2";
    static ITEMS_OF = "SELECT share_id, track_id, album_id, playlist_id FROM share_items WHERE share_id = $1 ORDER BY position";
    static SET_DESCRIPTION = "UPDATE shares SET description = $3 WHERE id = $1 AND subject_id = $2";
    static SET_EXPIRY = "UPDATE shares SET expires_at = $3 WHERE id = $1 AND subject_id = $2";
    static SET_PASSWORD = "UPDATE shares SET password_hash = $3 WHERE id = $1 AND subject_id = $2";
    static IS_THERE = "SELECT 1 FROM shares WHERE id = $1 AND subject_id = $2 AND expires_at > $3";
    static REMOVE = "DELETE FROM shares WHERE id = $1 AND subject_id = $2";
    static COUNT_VISIT = "UPDATE shares SET visit_count = visit_count + 1 WHERE id = $1";
}

/// A share as it is kept.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: ShareId,
    pub(super) owner: SubjectId,
    pub(super) secret: Sealed,
    pub(super) password_hash: Option<String>,
    pub(super) description: String,
    pub(super) visit_count: u64,
    pub(super) created_at: Timestamp,
    pub(super) expires_at: Timestamp,
}

/// A share to be kept.
#[derive(Debug)]
pub(super) struct New<'a> {
    pub(super) id: ShareId,
    pub(super) owner: SubjectId,
    pub(super) secret_hash: &'a str,
    pub(super) secret: &'a Sealed,
    pub(super) password_hash: Option<&'a str>,
    pub(super) description: &'a str,
    pub(super) created_at: Timestamp,
    pub(super) expires_at: Timestamp,
}

fn row_of(row: &db::Row<'_>) -> db::Result<Row> {
    Ok(Row {
        id: row.get(0)?,
        owner: row.get(1)?,
        secret: Sealed::from_bytes(row.get(2)?),
        password_hash: row.get(3)?,
        description: row.get(4)?,
        visit_count: row.get(5)?,
        created_at: row.get(6)?,
        expires_at: row.get(7)?,
    })
}

/// An item with the share it is in; exactly one of the three columns is filled, says the table.
fn item_of(row: &db::Row<'_>) -> db::Result<(ShareId, Option<Shared>)> {
    let track = row.get::<Option<TrackId>>(1)?.map(Shared::Track);
    let album = row.get::<Option<AlbumId>>(2)?.map(Shared::Album);
    let playlist = row.get::<Option<PlaylistId>>(3)?.map(Shared::Playlist);
    Ok((row.get(0)?, track.or(album).or(playlist)))
}

pub(super) async fn add(tx: &mut Tx, new: &New<'_>, items: &[(i64, Shared)]) -> db::Result<()> {
    let New { id, owner, secret_hash, secret, password_hash, description, created_at, expires_at } = new;
    let arguments =
        args![*id, *owner, *secret_hash, secret.as_bytes(), *password_hash, *description, *created_at, *expires_at];
    tx.execute(&ADD, &arguments).await?;
    for (position, (number, item)) in (0_i64..).zip(items) {
        let (track, album, playlist) = match *item {
            Shared::Track(track) => (Some(track), None, None),
            Shared::Album(album) => (None, Some(album), None),
            Shared::Playlist(playlist) => (None, None, Some(playlist)),
        };
        tx.execute(&ADD_ITEM, &args![*number, *id, position, track, album, playlist]).await?;
    }
    Ok(())
}

pub(super) async fn count(tx: &mut Tx, owner: SubjectId) -> db::Result<u64> {
    tx.query_one(&COUNT, &args![owner], |row| row.get(0)).await
}

pub(super) async fn of_member(
    reader: &Reader,
    owner: SubjectId,
    now: Timestamp,
) -> db::Result<Vec<(Row, Vec<Shared>)>> {
    let rows = reader.query(&OF_MEMBER, &args![owner, now], row_of).await?;
    let items = reader.query(&ITEMS_OF_MEMBER, &args![owner], item_of).await?;
    let of = |id: ShareId| items.iter().filter(move |(share, _)| *share == id).filter_map(|(_, item)| *item).collect();
    Ok(rows.into_iter().map(|row| (row.clone(), of(row.id))).collect())
}

pub(super) async fn by_secret(
    reader: &Reader,
    secret_hash: &str,
    now: Timestamp,
) -> db::Result<Option<(Row, Vec<Shared>)>> {
    let Some(row) = reader.query_optional(&BY_SECRET, &args![secret_hash, now], row_of).await? else {
        return Ok(None);
    };
    let items = reader.query(&ITEMS_OF, &args![row.id], item_of).await?;
    Ok(Some((row, items.into_iter().filter_map(|(_, item)| item).collect())))
}

pub(super) async fn is_there(tx: &mut Tx, id: ShareId, owner: SubjectId, now: Timestamp) -> db::Result<bool> {
    Ok(tx.query_optional(&IS_THERE, &args![id, owner, now], |_| Ok(())).await?.is_some())
}

pub(super) async fn set_description(tx: &mut Tx, id: ShareId, owner: SubjectId, text: &str) -> db::Result<()> {
    tx.execute(&SET_DESCRIPTION, &args![id, owner, text]).await.map(drop)
}

pub(super) async fn set_expiry(tx: &mut Tx, id: ShareId, owner: SubjectId, at: Timestamp) -> db::Result<()> {
    tx.execute(&SET_EXPIRY, &args![id, owner, at]).await.map(drop)
}

pub(super) async fn set_password(tx: &mut Tx, id: ShareId, owner: SubjectId, hash: Option<&str>) -> db::Result<()> {
    tx.execute(&SET_PASSWORD, &args![id, owner, hash]).await.map(drop)
}

pub(super) async fn remove(tx: &mut Tx, id: ShareId, owner: SubjectId) -> db::Result<bool> {
    Ok(tx.execute(&REMOVE, &args![id, owner]).await? > 0)
}

pub(super) async fn count_visit(tx: &mut Tx, id: ShareId) -> db::Result<()> {
    tx.execute(&COUNT_VISIT, &args![id]).await.map(drop)
}
