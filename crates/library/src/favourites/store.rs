//! All SQL of likes, ratings, follows and bookmarks.

use db::{Reader, Sql, Tx, Value, args, sql};
use ids::{ArtistId, SubjectId, TrackId};
use units::Timestamp;

use super::{Bookmark, TimeKey};
use crate::model::{Kind, Target};

/// `($2, $3, …, $51)`: fifty ids after the subject.
macro_rules! fifty_after_one {
    () => {
        "($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, \
         $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, \
         $47, $48, $49, $50, $51)"
    };
}
pub(crate) use fifty_after_one;

/// The statements of one kind of target; the row is in this kind's indexes alone.
struct OfKind {
    like: &'static Sql,
    unlike: &'static Sql,
    is_liked: &'static Sql,
    likes: &'static Sql,
    count: &'static Sql,
    rate: &'static Sql,
    rate_first: &'static Sql,
    unrate: &'static Sql,
    ratings: &'static Sql,
    notes_among: &'static Sql,
}

macro_rules! of_kind {
    ($all:ident, $column:literal, $there:expr, $like:ident, $unlike:ident, $is_liked:ident, $likes:ident, $count:ident,
        $rate:ident, $rate_first:ident, $unrate:ident, $ratings:ident, $notes_among:ident) => {
        sql! {
            static $like = concat!("INSERT INTO likes (id, subject_id, ", $column, ", created_at) \
                SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT) \
                WHERE EXISTS (", $there, ") ON CONFLICT DO NOTHING");
            static $unlike = concat!("DELETE FROM likes WHERE subject_id = $1 AND ", $column, " = $2");
            static $is_liked = concat!("SELECT created_at FROM likes WHERE subject_id = $1 AND ", $column, " = $2");
            static $likes = concat!("SELECT ", $column, ", created_at, id FROM likes WHERE subject_id = $1 AND ", $column,
                " IS NOT NULL AND (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC LIMIT $4");
            static $count = concat!("SELECT count(*) FROM likes WHERE subject_id = $1 AND ", $column, " IS NOT NULL");
            static $rate = concat!("INSERT INTO ratings (id, subject_id, ", $column, ", stars, changed_at) \
                SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($5 AS BIGINT), CAST($4 AS BIGINT) \
                WHERE EXISTS (", $there, ") ON CONFLICT (subject_id, ", $column, ") WHERE ", $column, " IS NOT NULL \
                DO UPDATE SET stars = excluded.stars, changed_at = excluded.changed_at");
            static $rate_first = concat!("INSERT INTO ratings (id, subject_id, ", $column, ", stars, changed_at) \
                SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($5 AS BIGINT), CAST($4 AS BIGINT) \
                WHERE EXISTS (", $there, ") ON CONFLICT DO NOTHING");
            static $unrate = concat!("DELETE FROM ratings WHERE subject_id = $1 AND ", $column, " = $2");
            static $ratings = concat!("SELECT ", $column, ", stars, changed_at, id FROM ratings WHERE subject_id = $1 AND ",
                $column, " IS NOT NULL AND (changed_at, id) < ($2, $3) ORDER BY changed_at DESC, id DESC LIMIT $4");
            static $notes_among = concat!("SELECT ", $column, ", created_at, CAST(NULL AS BIGINT) FROM likes \
                WHERE subject_id = $1 AND ", $column, " IN ", fifty_after_one!(), " UNION ALL \
                SELECT ", $column, ", CAST(NULL AS BIGINT), stars FROM ratings \
                WHERE subject_id = $1 AND ", $column, " IN ", fifty_after_one!());
        }
        static $all: OfKind = OfKind {
            like: &$like, unlike: &$unlike, is_liked: &$is_liked, likes: &$likes, count: &$count,
            rate: &$rate, rate_first: &$rate_first, unrate: &$unrate, ratings: &$ratings, notes_among: &$notes_among,
        };
    };
}

of_kind!(
    TRACKS,
    "track_id",
    "SELECT 1 FROM tracks WHERE id = $3",
    LIKE_TRACK,
    UNLIKE_TRACK,
    IS_TRACK_LIKED,
    LIKED_TRACKS,
    COUNT_LIKED_TRACKS,
    RATE_TRACK,
    RATE_TRACK_FIRST,
    UNRATE_TRACK,
    RATED_TRACKS,
    NOTES_AMONG_TRACKS
);
of_kind!(
    ALBUMS,
    "album_id",
    "SELECT 1 FROM albums WHERE id = $3",
    LIKE_ALBUM,
    UNLIKE_ALBUM,
    IS_ALBUM_LIKED,
    LIKED_ALBUMS,
    COUNT_LIKED_ALBUMS,
    RATE_ALBUM,
    RATE_ALBUM_FIRST,
    UNRATE_ALBUM,
    RATED_ALBUMS,
    NOTES_AMONG_ALBUMS
);
of_kind!(
    ARTISTS,
    "artist_id",
    "SELECT 1 FROM artists WHERE id = $3",
    LIKE_ARTIST,
    UNLIKE_ARTIST,
    IS_ARTIST_LIKED,
    LIKED_ARTISTS,
    COUNT_LIKED_ARTISTS,
    RATE_ARTIST,
    RATE_ARTIST_FIRST,
    UNRATE_ARTIST,
    RATED_ARTISTS,
    NOTES_AMONG_ARTISTS
);
of_kind!(
    PLAYLISTS,
    "playlist_id",
    // A playlist that the member cannot see is one that is not there.
    "SELECT 1 FROM playlists p WHERE p.id = $3 AND (p.subject_id = $2 OR p.visibility = 'members' \
     OR EXISTS (SELECT 1 FROM playlist_editors e WHERE e.playlist_id = p.id AND e.subject_id = $2) \
     OR EXISTS (SELECT 1 FROM playlist_publications u WHERE u.playlist_id = p.id))",
    LIKE_PLAYLIST,
    UNLIKE_PLAYLIST,
    IS_PLAYLIST_LIKED,
    LIKED_PLAYLISTS,
    COUNT_LIKED_PLAYLISTS,
    RATE_PLAYLIST,
    RATE_PLAYLIST_FIRST,
    UNRATE_PLAYLIST,
    RATED_PLAYLISTS,
    NOTES_AMONG_PLAYLISTS
);

sql! {
    static FOLLOW = "INSERT INTO follows (id, subject_id, artist_id, created_at) \
        SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT) \
        WHERE EXISTS (SELECT 1 FROM artists WHERE id = $3) ON CONFLICT DO NOTHING";
    static UNFOLLOW = "DELETE FROM follows WHERE subject_id = $1 AND artist_id = $2";
    static IS_FOLLOWED = "SELECT created_at FROM follows WHERE subject_id = $1 AND artist_id = $2";
    static FOLLOWS = "SELECT artist_id, created_at, id FROM follows WHERE subject_id = $1 AND (created_at, id) < ($2, $3) \
        ORDER BY created_at DESC, id DESC LIMIT $4";

    static PUT_BOOKMARK = "INSERT INTO bookmarks (id, subject_id, track_id, position_ms, comment, created_at, changed_at) \
        SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS TEXT), \
        CAST($4 AS BIGINT), CAST($4 AS BIGINT) WHERE EXISTS (SELECT 1 FROM tracks WHERE id = $3) \
        ON CONFLICT (subject_id, track_id) DO UPDATE SET position_ms = excluded.position_ms, comment = excluded.comment, \
        changed_at = excluded.changed_at";
    static ADD_BOOKMARK = "INSERT INTO bookmarks (id, subject_id, track_id, position_ms, comment, created_at, changed_at) \
        SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS TEXT), \
        CAST($6 AS BIGINT), CAST($7 AS BIGINT) WHERE EXISTS (SELECT 1 FROM tracks WHERE id = $3) ON CONFLICT DO NOTHING";
    static REMOVE_BOOKMARK = "DELETE FROM bookmarks WHERE subject_id = $1 AND track_id = $2";
    static BOOKMARK = "SELECT track_id, position_ms, comment, created_at, changed_at, id FROM bookmarks \
        WHERE subject_id = $1 AND track_id = $2";
    static BOOKMARKS = "SELECT track_id, position_ms, comment, created_at, changed_at, id FROM bookmarks \
        WHERE subject_id = $1 AND (changed_at, id) < ($2, $3) ORDER BY changed_at DESC, id DESC LIMIT $4";
}

/// The lists of this file with the argument that bounds their page; for the test of their plans.
pub(crate) static LISTS: &[&Sql] = &[
    &LIKED_TRACKS,
    &LIKED_ALBUMS,
    &LIKED_ARTISTS,
    &LIKED_PLAYLISTS,
    &RATED_TRACKS,
    &RATED_ALBUMS,
    &RATED_ARTISTS,
    &RATED_PLAYLISTS,
    &FOLLOWS,
    &BOOKMARKS,
];

fn of(kind: Kind) -> &'static OfKind {
    match kind {
        Kind::Track => &TRACKS,
        Kind::Album => &ALBUMS,
        Kind::Artist => &ARTISTS,
        Kind::Playlist => &PLAYLISTS,
    }
}

fn fresh_id() -> i64 {
    (rand::random::<u64>() >> 1).cast_signed()
}

pub(super) async fn like(tx: &mut Tx, member: SubjectId, target: Target, now: Timestamp) -> db::Result<u64> {
    tx.execute(of(target.kind()).like, &args![fresh_id(), member, target.number(), now]).await
}

pub(super) async fn unlike(tx: &mut Tx, member: SubjectId, target: Target) -> db::Result<u64> {
    tx.execute(of(target.kind()).unlike, &args![member, target.number()]).await
}

pub(super) async fn liked_at(tx: &mut Tx, member: SubjectId, target: Target) -> db::Result<Option<Timestamp>> {
    tx.query_optional(of(target.kind()).is_liked, &args![member, target.number()], |row| row.get(0)).await
}

pub(super) async fn likes(
    reader: &Reader,
    member: SubjectId,
    kind: Kind,
    before: TimeKey,
    limit: i64,
) -> db::Result<Vec<(Target, Timestamp, i64)>> {
    let arguments = args![member, before.0, before.1, limit];
    reader.query(of(kind).likes, &arguments, |row| Ok((Target::of(kind, row.get(0)?), row.get(1)?, row.get(2)?))).await
}

pub(super) async fn count_likes(reader: &Reader, member: SubjectId, kind: Kind) -> db::Result<u64> {
    reader.query_one(of(kind).count, &args![member], |row| row.get(0)).await
}

/// The subject and the numbers of ids, fifty at a time, filled up with what is no id.
fn fifties(member: SubjectId, ids: &[i64]) -> impl Iterator<Item = Vec<Value>> {
    ids.chunks(50).map(move |chunk| {
        let ids = chunk.iter().copied().chain(std::iter::repeat(-1)).take(50).map(Value::from);
        std::iter::once(Value::from(member)).chain(ids).collect()
    })
}

/// When each of these was liked, and with how many stars it was rated; what was both comes twice.
pub(super) async fn notes_among(
    reader: &Reader,
    member: SubjectId,
    kind: Kind,
    ids: &[i64],
) -> db::Result<Vec<(i64, Option<Timestamp>, Option<u8>)>> {
    let mut found = Vec::new();
    for arguments in fifties(member, ids) {
        let notes = reader.query(of(kind).notes_among, &arguments, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        found.extend(notes.await?);
    }
    Ok(found)
}

pub(super) async fn rate(tx: &mut Tx, member: SubjectId, target: Target, stars: u8, now: Timestamp) -> db::Result<u64> {
    tx.execute(of(target.kind()).rate, &args![fresh_id(), member, target.number(), now, stars]).await
}

/// Rates what has no rating yet.
pub(super) async fn rate_first(
    tx: &mut Tx,
    member: SubjectId,
    target: Target,
    stars: u8,
    at: Timestamp,
) -> db::Result<u64> {
    tx.execute(of(target.kind()).rate_first, &args![fresh_id(), member, target.number(), at, stars]).await
}

pub(super) async fn unrate(tx: &mut Tx, member: SubjectId, target: Target) -> db::Result<u64> {
    tx.execute(of(target.kind()).unrate, &args![member, target.number()]).await
}

pub(super) async fn ratings(
    reader: &Reader,
    member: SubjectId,
    kind: Kind,
    before: TimeKey,
    limit: i64,
) -> db::Result<Vec<(Target, u8, Timestamp, i64)>> {
    let arguments = args![member, before.0, before.1, limit];
    reader
        .query(of(kind).ratings, &arguments, |row| {
            Ok((Target::of(kind, row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .await
}

pub(super) async fn follow(tx: &mut Tx, member: SubjectId, artist: ArtistId, now: Timestamp) -> db::Result<u64> {
    tx.execute(&FOLLOW, &args![fresh_id(), member, artist, now]).await
}

pub(super) async fn unfollow(tx: &mut Tx, member: SubjectId, artist: ArtistId) -> db::Result<u64> {
    tx.execute(&UNFOLLOW, &args![member, artist]).await
}

pub(super) async fn followed_at(tx: &mut Tx, member: SubjectId, artist: ArtistId) -> db::Result<Option<Timestamp>> {
    tx.query_optional(&IS_FOLLOWED, &args![member, artist], |row| row.get(0)).await
}

pub(super) async fn follows(
    reader: &Reader,
    member: SubjectId,
    before: TimeKey,
    limit: i64,
) -> db::Result<Vec<(ArtistId, Timestamp, i64)>> {
    let arguments = args![member, before.0, before.1, limit];
    reader.query(&FOLLOWS, &arguments, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await
}

pub(super) async fn put_bookmark(
    tx: &mut Tx,
    member: SubjectId,
    track: TrackId,
    position_ms: i64,
    comment: &str,
    now: Timestamp,
) -> db::Result<u64> {
    tx.execute(&PUT_BOOKMARK, &args![fresh_id(), member, track, now, position_ms, comment]).await
}

/// Marks a place in a track that has no mark yet.
pub(super) async fn add_bookmark(tx: &mut Tx, member: SubjectId, bookmark: &Bookmark) -> db::Result<u64> {
    let Bookmark { track_id, position_ms, comment, created_at, changed_at } = bookmark;
    let arguments = args![fresh_id(), member, *track_id, *position_ms, comment.as_str(), *created_at, *changed_at];
    tx.execute(&ADD_BOOKMARK, &arguments).await
}

pub(super) async fn remove_bookmark(tx: &mut Tx, member: SubjectId, track: TrackId) -> db::Result<u64> {
    tx.execute(&REMOVE_BOOKMARK, &args![member, track]).await
}

pub(super) async fn bookmark(tx: &mut Tx, member: SubjectId, track: TrackId) -> db::Result<Option<Bookmark>> {
    tx.query_optional(&BOOKMARK, &args![member, track], |row| Ok(bookmark_of(row)?.0)).await
}

pub(super) async fn bookmarks(
    reader: &Reader,
    member: SubjectId,
    before: TimeKey,
    limit: i64,
) -> db::Result<Vec<(Bookmark, i64)>> {
    reader.query(&BOOKMARKS, &args![member, before.0, before.1, limit], bookmark_of).await
}

fn bookmark_of(row: &db::Row<'_>) -> db::Result<(Bookmark, i64)> {
    let bookmark = Bookmark {
        track_id: row.get(0)?,
        position_ms: row.get(1)?,
        comment: row.get(2)?,
        created_at: row.get(3)?,
        changed_at: row.get(4)?,
    };
    Ok((bookmark, row.get(5)?))
}
