//! SQL of playlists: heads, entries and tags.

use db::{Reader, Row, Sql, Tx, Value, args, sql};
use ids::{PlaylistId, PlaylistItemId, SubjectId, TrackId};
use units::Timestamp;

use super::position::{ROOM, Run};
use super::square::{SquareEntry, SquareState};
use super::{Cover, Entry, Playlist, PlaylistRole, Visibility};
use crate::favourites::{TimeKey, fifty_after_one};
use crate::model::Tag;
use crate::smart::Rules;

/// The columns of [`head`]; `$1` is who asks, nothing for a guest. Counts are computed from the entries as they are.
macro_rules! head_columns {
    () => {
        "p.id, p.subject_id, p.name, p.description, p.visibility, p.rules, p.revision, p.created_at, p.changed_at, \
         (SELECT count(*) FROM playlist_items i WHERE i.playlist_id = p.id), \
         (SELECT CAST(coalesce(sum(t.duration_ms), 0) AS BIGINT) FROM playlist_items i JOIN tracks t ON t.id = i.track_id \
         WHERE i.playlist_id = p.id), \
         (SELECT t.cover_id FROM (SELECT track_id, position FROM playlist_items WHERE playlist_id = p.id \
         ORDER BY position LIMIT 20) opening JOIN tracks t ON t.id = opening.track_id WHERE t.cover_id IS NOT NULL \
         ORDER BY opening.position LIMIT 1), \
         (SELECT c.changed_at FROM playlist_covers c WHERE c.playlist_id = p.id), \
         (SELECT u.created_at FROM playlist_publications u WHERE u.playlist_id = p.id), \
         (SELECT n.name FROM square_names n WHERE n.subject_id = p.subject_id), \
         (SELECT count(*) FROM playlist_editors e WHERE e.playlist_id = p.id AND e.subject_id = CAST($1 AS BIGINT))"
    };
}
const HEAD_COLUMNS: usize = 16;

/// Who may see playlist `p`, where `$1` asks.
macro_rules! visible {
    () => {
        "(p.subject_id = CAST($1 AS BIGINT) OR (p.visibility = 'members' AND CAST($1 AS BIGINT) IS NOT NULL) \
         OR EXISTS (SELECT 1 FROM playlist_editors e WHERE e.playlist_id = p.id AND e.subject_id = CAST($1 AS BIGINT)) \
         OR EXISTS (SELECT 1 FROM playlist_publications u WHERE u.playlist_id = p.id))"
    };
}

sql! {
    static HEAD = concat!("SELECT ", head_columns!(), ", p.changed_at, p.id FROM playlists p WHERE p.id = $2 AND ", visible!());
    static GLANCE = concat!("SELECT p.rules, (SELECT count(*) FROM playlist_items i WHERE i.playlist_id = p.id) \
        FROM playlists p WHERE p.id = $2 AND ", visible!());
    static HEADS_AMONG = concat!("SELECT ", head_columns!(), ", p.changed_at, p.id FROM playlists p WHERE p.id IN ",
        fifty_after_one!(), " AND ", visible!());
    static OWN = concat!("SELECT ", head_columns!(), ", p.changed_at, p.id FROM playlists p WHERE p.subject_id = $1 \
        AND (p.changed_at, p.id) < ($2, $3) ORDER BY p.changed_at DESC, p.id DESC LIMIT $4");
    static SHARED = concat!("SELECT ", head_columns!(), ", d.created_at, d.id FROM playlist_editors d \
        JOIN playlists p ON p.id = d.playlist_id WHERE d.subject_id = $1 AND (d.created_at, d.id) < ($2, $3) \
        ORDER BY d.created_at DESC, d.id DESC LIMIT $4");
    static FOR_MEMBERS = concat!("SELECT ", head_columns!(), ", p.changed_at, p.id FROM playlists p \
        WHERE p.visibility = 'members' AND p.subject_id <> $1 AND (p.changed_at, p.id) < ($2, $3) \
        ORDER BY p.changed_at DESC, p.id DESC LIMIT $4");
    static SQUARE = concat!("SELECT ", head_columns!(), ", s.created_at, s.playlist_id FROM playlist_publications s \
        JOIN playlists p ON p.id = s.playlist_id WHERE (s.created_at, s.playlist_id) < ($2, $3) \
        AND (CAST($5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM playlist_tags g WHERE g.tag_key = $5 AND g.playlist_id = p.id)) \
        ORDER BY s.created_at DESC, s.playlist_id DESC LIMIT $4");
    static SQUARE_STATE = "SELECT (SELECT count(*) FROM playlist_publications), \
        (SELECT coalesce(max(created_at), 0) FROM playlist_publications), \
        (SELECT coalesce(max(p.changed_at), 0) FROM playlist_publications s JOIN playlists p ON p.id = s.playlist_id), \
        (SELECT count(*) FROM square_names), (SELECT coalesce(max(changed_at), 0) FROM square_names)";
    static SQUARE_NAMES = "SELECT p.id, p.name, (SELECT n.name FROM square_names n WHERE n.subject_id = p.subject_id) \
        FROM playlist_publications s JOIN playlists p ON p.id = s.playlist_id";
    static SQUARE_PEOPLE = "SELECT n.subject_id, n.name, s.playlist_id FROM square_names n \
        JOIN playlist_publications s ON s.subject_id = n.subject_id \
        ORDER BY n.subject_id, s.created_at DESC, s.playlist_id DESC";
    static SQUARE_TRACKS = "SELECT s.playlist_id, i.track_id FROM \
        (SELECT playlist_id, created_at FROM playlist_publications ORDER BY created_at DESC, playlist_id DESC LIMIT $1) s \
        LEFT JOIN playlist_items i ON i.playlist_id = s.playlist_id \
        ORDER BY s.created_at DESC, s.playlist_id DESC, i.position";
    static SQUARE_TAGS = "SELECT min(g.tag), count(*) FROM playlist_publications s JOIN playlist_tags g \
        ON g.playlist_id = s.playlist_id GROUP BY g.tag_key ORDER BY count(*) DESC, g.tag_key LIMIT $1";
    static TAGS_AMONG = "SELECT playlist_id, tag FROM playlist_tags WHERE playlist_id IN \
        ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, \
        $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, \
        $49, $50) ORDER BY playlist_id, id";
    static COUNT_OWN = "SELECT count(*) FROM playlists WHERE subject_id = $1";

    static ADD = "INSERT INTO playlists (id, subject_id, name, description, visibility, rules, revision, created_at, changed_at) \
        VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7)";
    static REMOVE = "DELETE FROM playlists WHERE id = $1 AND subject_id = $2";
    // The row stays locked until the transaction ends, so that changes of one playlist take turns.
    static TOUCH = "UPDATE playlists SET revision = revision + 1, changed_at = $3 WHERE id = $1 \
        AND (CAST($2 AS BIGINT) IS NULL OR revision = $2) AND (subject_id = $4 OR (CAST($5 AS BIGINT) = 1 \
        AND EXISTS (SELECT 1 FROM playlist_editors e WHERE e.playlist_id = playlists.id AND e.subject_id = $4))) \
        RETURNING rules";
    static STANDING = concat!("SELECT p.revision, p.subject_id, (SELECT count(*) FROM playlist_editors e \
        WHERE e.playlist_id = p.id AND e.subject_id = CAST($1 AS BIGINT)) FROM playlists p WHERE p.id = $2 AND ", visible!());
    static SET_HEAD = "UPDATE playlists SET name = coalesce(CAST($2 AS TEXT), name), \
        description = coalesce(CAST($3 AS TEXT), description), visibility = coalesce(CAST($4 AS TEXT), visibility), \
        rules = coalesce(CAST($5 AS TEXT), rules) WHERE id = $1";
    static REMOVE_TAGS = "DELETE FROM playlist_tags WHERE playlist_id = $1";
    static ADD_TAG = "INSERT INTO playlist_tags (id, playlist_id, tag, tag_key) VALUES ($1, $2, $3, $4)";

    static ENTRIES = "SELECT id, track_id, created_at, position FROM playlist_items WHERE playlist_id = $1 AND position > $2 \
        ORDER BY position LIMIT $3";
    static TRACKS = "SELECT track_id FROM playlist_items WHERE playlist_id = $1 ORDER BY position";
    static COUNT_ENTRIES = "SELECT count(*) FROM playlist_items WHERE playlist_id = $1";
    static POSITION_AT = "SELECT position FROM playlist_items WHERE playlist_id = $1 ORDER BY position LIMIT 1 OFFSET $2";
    static ENTRY_IDS = "SELECT id FROM playlist_items WHERE playlist_id = $1 ORDER BY position";
    static ADD_ENTRY = "INSERT INTO playlist_items (id, playlist_id, position, track_id, created_at) \
        SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT) \
        WHERE EXISTS (SELECT 1 FROM tracks WHERE id = $4)";
    static REMOVE_RANGE = "DELETE FROM playlist_items WHERE playlist_id = $1 AND position BETWEEN $2 AND $3";
    static REMOVE_ENTRY = "DELETE FROM playlist_items WHERE id = $1 AND playlist_id = $2";
    static MOVE_RANGE = "UPDATE playlist_items SET position = CAST($4 AS BIGINT) + CAST($5 AS BIGINT) * (ranked.place - 1) \
        FROM (SELECT id, row_number() OVER (ORDER BY position) AS place FROM playlist_items \
        WHERE playlist_id = $1 AND position BETWEEN $2 AND $3) AS ranked WHERE playlist_items.id = ranked.id";
    // Beyond the last position there is nobody to collide with.
    static LAY_OUT = "UPDATE playlist_items SET position = ranked.last + CAST($2 AS BIGINT) * ranked.place \
        FROM (SELECT id, row_number() OVER (ORDER BY position) AS place, max(position) OVER () AS last \
        FROM playlist_items WHERE playlist_id = $1) AS ranked WHERE playlist_items.id = ranked.id";

    static PUT_COVER = "INSERT INTO playlist_covers (playlist_id, image, media_type, changed_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (playlist_id) DO UPDATE SET image = excluded.image, media_type = excluded.media_type, \
        changed_at = excluded.changed_at";
    static REMOVE_COVER = "DELETE FROM playlist_covers WHERE playlist_id = $1";
    static COVER = concat!("SELECT c.image, c.media_type FROM playlist_covers c JOIN playlists p ON p.id = c.playlist_id \
        WHERE p.id = $2 AND ", visible!());
}

/// The lists of this file by who asks, the place after which they begin and a limit; for the test of their plans.
pub(crate) static LISTS: &[&Sql] = &[&OWN, &SHARED, &FOR_MEMBERS];
pub(crate) static SQUARE_LIST: &Sql = &SQUARE;
pub(crate) static ENTRY_LIST: &Sql = &ENTRIES;

/// A head with the place after it in its list.
pub(super) type Placed = (Playlist, TimeKey);

fn head(row: &Row<'_>) -> db::Result<Placed> {
    let published_at: Option<Timestamp> = row.get(13)?;
    let visibility: String = row.get(4)?;
    let rules: Option<String> = row.get(5)?;
    let is_editor = row.get::<i64>(15)? > 0;
    let is_smart = rules.is_some();
    let own_cover: Option<Timestamp> = row.get(12)?;
    let playlist = Playlist {
        id: row.get(0)?,
        owner: row.get(1)?,
        name: row.get(2)?,
        description: row.get(3)?,
        visibility: if published_at.is_some() { Visibility::Public } else { Visibility::named(&visibility) },
        rules: rules.and_then(|text| parsed(&text)),
        is_smart,
        version: row.get(6)?,
        created_at: row.get(7)?,
        changed_at: row.get(8)?,
        entry_count: (!is_smart).then(|| row.get(9)).transpose()?,
        duration_ms: (!is_smart).then(|| row.get(10)).transpose()?,
        cover: match (own_cover, row.get(11)?) {
            (Some(changed_at), _) => Some(Cover::Own { changed_at }),
            (None, Some(cover)) => Some(Cover::OfTrack(cover)),
            (None, None) => None,
        },
        published_at,
        // The name belongs to the square, and to nowhere else.
        owner_name: if published_at.is_some() { row.get(14)? } else { None },
        role: if is_editor { PlaylistRole::Editor } else { PlaylistRole::Viewer },
        tags: Vec::new(),
    };
    Ok((playlist, (row.get(HEAD_COLUMNS)?, row.get(HEAD_COLUMNS + 1)?)))
}

/// Adds what a row alone does not tell: the asker's role, and tags.
async fn completed(reader: &Reader, viewer: Option<SubjectId>, mut heads: Vec<Placed>) -> db::Result<Vec<Placed>> {
    for chunk in heads.chunks_mut(50) {
        let ids = chunk.iter().map(|(head, _)| head.id.as_i64()).chain(std::iter::repeat(-1)).take(50);
        let arguments: Vec<Value> = ids.map(Value::from).collect();
        let tags: Vec<(PlaylistId, String)> =
            reader.query(&TAGS_AMONG, &arguments, |row| Ok((row.get(0)?, row.get(1)?))).await?;
        for (head, _) in chunk {
            if viewer == Some(head.owner) {
                head.role = PlaylistRole::Owner;
            }
            head.tags = tags.iter().filter(|(id, _)| *id == head.id).map(|(_, tag)| tag.clone()).collect();
        }
    }
    Ok(heads)
}

pub(super) async fn playlist(
    reader: &Reader,
    viewer: Option<SubjectId>,
    id: PlaylistId,
) -> db::Result<Option<Playlist>> {
    let found = reader.query(&HEAD, &args![viewer, id], head).await?;
    Ok(completed(reader, viewer, found).await?.into_iter().next().map(|(playlist, _)| playlist))
}

/// What a look at the entries needs to know of a playlist that the viewer can see: its rules, and how many it has.
pub(super) async fn glance(
    reader: &Reader,
    viewer: Option<SubjectId>,
    id: PlaylistId,
) -> db::Result<Option<(Option<Rules>, u64)>> {
    reader
        .query_optional(&GLANCE, &args![viewer, id], |row| {
            Ok((row.get::<Option<String>>(0)?.and_then(|text| parsed(&text)), row.get(1)?))
        })
        .await
}

/// Written by this program only, and checked before; rules of a later version read as none.
fn parsed(rules: &str) -> Option<Rules> {
    serde_json::from_str(rules).ok().and_then(|json| Rules::parse(&json).ok())
}

/// Playlists in the order of their ids; those that the viewer cannot see are left out.
pub(super) async fn playlists_among(
    reader: &Reader,
    viewer: Option<SubjectId>,
    ids: &[PlaylistId],
) -> db::Result<Vec<Playlist>> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(50) {
        let numbers = chunk.iter().map(|id| id.as_i64()).chain(std::iter::repeat(-1)).take(50).map(Value::from);
        let arguments: Vec<Value> = std::iter::once(Value::from(viewer)).chain(numbers).collect();
        found.extend(reader.query(&HEADS_AMONG, &arguments, head).await?);
    }
    let mut found = completed(reader, viewer, found).await?;
    let mut ordered = Vec::with_capacity(found.len());
    for id in ids {
        if let Some(at) = found.iter().position(|(playlist, _)| playlist.id == *id) {
            ordered.push(found.swap_remove(at).0);
        }
    }
    Ok(ordered)
}

/// Which list of playlists.
#[derive(Clone, Copy, Debug)]
pub(super) enum List {
    Own,
    Shared,
    ForMembers,
}

pub(super) async fn list(
    reader: &Reader,
    list: List,
    member: SubjectId,
    before: TimeKey,
    limit: i64,
) -> db::Result<Vec<Placed>> {
    let statement = match list {
        List::Own => &OWN,
        List::Shared => &SHARED,
        List::ForMembers => &FOR_MEMBERS,
    };
    let found = reader.query(statement, &args![member, before.0, before.1, limit], head).await?;
    completed(reader, Some(member), found).await
}

pub(super) async fn square(
    reader: &Reader,
    viewer: Option<SubjectId>,
    tag_key: Option<&str>,
    before: TimeKey,
    limit: i64,
) -> db::Result<Vec<Placed>> {
    let found = reader.query(&SQUARE, &args![viewer, before.0, before.1, limit, tag_key], head).await?;
    completed(reader, viewer, found).await
}

pub(super) async fn square_tags(reader: &Reader, limit: i64) -> db::Result<Vec<(String, u64)>> {
    reader.query(&SQUARE_TAGS, &args![limit], |row| Ok((row.get(0)?, row.get(1)?))).await
}

pub(super) async fn square_state(reader: &Reader) -> db::Result<SquareState> {
    let row = |row: &Row<'_>| Ok(SquareState([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]));
    reader.query_one(&SQUARE_STATE, &args![], row).await
}

pub(super) async fn square_tracks(reader: &Reader, limit: i64) -> db::Result<Vec<(PlaylistId, Option<TrackId>)>> {
    reader.query(&SQUARE_TRACKS, &args![limit], |row| Ok((row.get(0)?, row.get(1)?))).await
}

pub(super) async fn square_people(reader: &Reader) -> db::Result<Vec<(SubjectId, String, PlaylistId)>> {
    reader.query(&SQUARE_PEOPLE, &args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await
}

pub(super) async fn square_names(reader: &Reader) -> db::Result<Vec<SquareEntry>> {
    let row = |row: &Row<'_>| Ok(SquareEntry { id: row.get(0)?, name: row.get(1)?, owner_name: row.get(2)? });
    reader.query(&SQUARE_NAMES, &args![], row).await
}

pub(super) async fn count_own(tx: &mut Tx, member: SubjectId) -> db::Result<u64> {
    tx.query_one(&COUNT_OWN, &args![member], |row| row.get(0)).await
}

/// What a new playlist is written as.
pub(super) struct NewHead<'a> {
    pub(super) id: PlaylistId,
    pub(super) owner: SubjectId,
    pub(super) name: &'a str,
    pub(super) description: &'a str,
    pub(super) visibility: &'static str,
    pub(super) rules: Option<String>,
    pub(super) now: Timestamp,
}

pub(super) async fn add(tx: &mut Tx, new: &NewHead<'_>) -> db::Result<()> {
    let NewHead { id, owner, name, description, visibility, rules, now } = new;
    tx.execute(&ADD, &args![*id, *owner, *name, *description, *visibility, rules.clone(), *now]).await?;
    Ok(())
}

pub(super) async fn remove(tx: &mut Tx, owner: SubjectId, id: PlaylistId) -> db::Result<u64> {
    tx.execute(&REMOVE, &args![id, owner]).await
}

/// Counts a change by somebody who may make it, on this version; tells whether the playlist is a smart one.
/// Nothing when there is no such playlist, the member may not, or the version is another.
pub(super) async fn touch(
    tx: &mut Tx,
    id: PlaylistId,
    member: SubjectId,
    version: Option<u64>,
    editors_may: bool,
    now: Timestamp,
) -> db::Result<Option<bool>> {
    let version = version.map(|version| i64::try_from(version).unwrap_or(i64::MAX));
    tx.query_optional(&TOUCH, &args![id, version, now, member, editors_may], |row| {
        Ok(row.get::<Option<String>>(0)?.is_some())
    })
    .await
}

/// A playlist's version and what it is to a member who can see it.
pub(super) async fn standing(
    tx: &mut Tx,
    member: SubjectId,
    id: PlaylistId,
) -> db::Result<Option<(u64, PlaylistRole)>> {
    tx.query_optional(&STANDING, &args![member, id], |row| {
        let role = if row.get::<SubjectId>(1)? == member {
            PlaylistRole::Owner
        } else if row.get::<i64>(2)? > 0 {
            PlaylistRole::Editor
        } else {
            PlaylistRole::Viewer
        };
        Ok((row.get(0)?, role))
    })
    .await
}

pub(super) async fn set_head(
    tx: &mut Tx,
    id: PlaylistId,
    name: Option<&str>,
    description: Option<&str>,
    visibility: Option<&'static str>,
    rules: Option<String>,
) -> db::Result<()> {
    tx.execute(&SET_HEAD, &args![id, name, description, visibility, rules]).await?;
    Ok(())
}

pub(super) async fn set_tags(tx: &mut Tx, id: PlaylistId, tags: &[Tag]) -> db::Result<()> {
    tx.execute(&REMOVE_TAGS, &args![id]).await?;
    // The order in which they were given is that of their numbers.
    let first = rand::random::<u64>() >> 2;
    let rows: Vec<Vec<Value>> = (first..)
        .zip(tags)
        .map(|(number, tag)| args![number.cast_signed(), id, &tag.text, &tag.key].to_vec())
        .collect();
    tx.execute_many(&ADD_TAG, &rows).await?;
    Ok(())
}

pub(super) async fn entries(reader: &Reader, id: PlaylistId, after: i64, limit: i64) -> db::Result<Vec<(Entry, i64)>> {
    reader
        .query(&ENTRIES, &args![id, after, limit], |row| {
            let entry = Entry { id: row.get(0)?, track_id: row.get(1)?, added_at: row.get(2)? };
            Ok((entry, row.get(3)?))
        })
        .await
}

pub(super) async fn tracks(reader: &Reader, id: PlaylistId) -> db::Result<Vec<TrackId>> {
    reader.query(&TRACKS, &args![id], |row| row.get(0)).await
}

pub(super) async fn count_entries(tx: &mut Tx, id: PlaylistId) -> db::Result<u64> {
    tx.query_one(&COUNT_ENTRIES, &args![id], |row| row.get(0)).await
}

/// The position of the entry at an index; nothing outside the list.
pub(super) async fn position_at(tx: &mut Tx, id: PlaylistId, index: u64) -> db::Result<Option<i64>> {
    let index = i64::try_from(index).unwrap_or(i64::MAX);
    tx.query_optional(&POSITION_AT, &args![id, index], |row| row.get(0)).await
}

/// Adds tracks at these positions; tells how many of them the catalogue has.
pub(super) async fn add_entries(
    tx: &mut Tx,
    id: PlaylistId,
    run: Run,
    tracks: &[TrackId],
    now: Timestamp,
) -> db::Result<u64> {
    let rows: Vec<Vec<Value>> = (0_i64..)
        .zip(tracks)
        .map(|(rank, track)| args![PlaylistItemId::random(&mut rand::rng()), id, run.at(rank), *track, now].to_vec())
        .collect();
    tx.execute_many(&ADD_ENTRY, &rows).await
}

pub(super) async fn remove_range(tx: &mut Tx, id: PlaylistId, first: i64, last: i64) -> db::Result<u64> {
    tx.execute(&REMOVE_RANGE, &args![id, first, last]).await
}

pub(super) async fn entry_ids(tx: &mut Tx, id: PlaylistId) -> db::Result<Vec<PlaylistItemId>> {
    tx.query(&ENTRY_IDS, &args![id], |row| row.get(0)).await
}

pub(super) async fn remove_entries(tx: &mut Tx, id: PlaylistId, entries: &[PlaylistItemId]) -> db::Result<u64> {
    let rows: Vec<Vec<Value>> = entries.iter().map(|entry| args![*entry, id].to_vec()).collect();
    tx.execute_many(&REMOVE_ENTRY, &rows).await
}

pub(super) async fn move_range(tx: &mut Tx, id: PlaylistId, first: i64, last: i64, run: Run) -> db::Result<u64> {
    tx.execute(&MOVE_RANGE, &args![id, first, last, run.first, run.step]).await
}

pub(super) async fn lay_out(tx: &mut Tx, id: PlaylistId) -> db::Result<u64> {
    tx.execute(&LAY_OUT, &args![id, ROOM]).await
}

pub(super) async fn put_cover(
    tx: &mut Tx,
    id: PlaylistId,
    image: Vec<u8>,
    media_type: &str,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(&PUT_COVER, &args![id, image, media_type, now]).await?;
    Ok(())
}

pub(super) async fn remove_cover(tx: &mut Tx, id: PlaylistId) -> db::Result<u64> {
    tx.execute(&REMOVE_COVER, &args![id]).await
}

pub(super) async fn cover(
    reader: &Reader,
    viewer: Option<SubjectId>,
    id: PlaylistId,
) -> db::Result<Option<(Vec<u8>, String)>> {
    reader.query_optional(&COVER, &args![viewer, id], |row| Ok((row.get(0)?, row.get(1)?))).await
}
