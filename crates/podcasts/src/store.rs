//! All SQL of this domain; the only file that names its tables.

use db::{Reader, Row, Tx, Value, args, sql};
use ids::{EpisodeId, PodcastId};
use sharing::public::Seen;
use units::Timestamp;

use crate::feed::{Feed, Item};
use crate::model::{Channel, Episode, EpisodeState, Fault, FaultKind};
use crate::sound::Sound;

/// The columns that [`channel`] reads.
macro_rules! channel_columns {
    () => {
        "c.id, c.feed_url, c.title, c.author, c.description, c.language, c.site_url, c.image_url, \
        (SELECT count(*) FROM podcast_pictures p WHERE p.channel_id = c.id), c.download_latest, \
        (SELECT count(*) FROM podcast_episodes e WHERE e.channel_id = c.id), \
        c.added_at, c.checked_at, c.refreshed_at, c.fault, c.fault_detail"
    };
}

/// The columns that [`episode`] reads.
macro_rules! episode_columns {
    () => {
        "e.id, e.channel_id, c.title, (SELECT count(*) FROM podcast_pictures p WHERE p.channel_id = c.id), \
        e.title, e.description, e.published_at, e.sorted_at, e.sound_url, e.declared_bytes, e.duration_ms, \
        e.season, e.number, e.state, e.sound, e.size_bytes, e.fault, e.fault_detail \
        FROM podcast_episodes e JOIN podcast_channels c ON c.id = e.channel_id"
    };
}

sql! {
    static ADD = "INSERT INTO podcast_channels (id, feed_url, title, description, download_latest, added_at) \
        VALUES ($1, $2, $3, '', $4, $5)";
    static COUNT = "SELECT count(*) FROM podcast_channels";
    static BY_ID = concat!("SELECT ", channel_columns!(), " FROM podcast_channels c WHERE c.id = $1");
    static BY_FEED = "SELECT id FROM podcast_channels WHERE feed_url = $1";
    static AFTER_TITLE = concat!("SELECT ", channel_columns!(), " FROM podcast_channels c \
        WHERE (c.title, c.id) > ($1, $2) ORDER BY c.title, c.id LIMIT $3");
    static DUE = "SELECT id FROM podcast_channels WHERE checked_at IS NULL OR checked_at <= $1 ORDER BY id";
    static SEEN = "SELECT etag, last_modified FROM podcast_channels WHERE id = $1";
    static SET_LATEST = "UPDATE podcast_channels SET download_latest = $2 WHERE id = $1";
    static REMOVE = "DELETE FROM podcast_channels WHERE id = $1";
    static UNCHANGED = "UPDATE podcast_channels SET checked_at = $2, refreshed_at = $2, fault = NULL, \
        fault_detail = NULL WHERE id = $1";
    static CHANGED = "UPDATE podcast_channels SET title = $2, author = $3, description = $4, language = $5, \
        site_url = $6, image_url = $7, etag = $8, last_modified = $9, checked_at = $10, refreshed_at = $10, \
        fault = $11, fault_detail = $12 WHERE id = $1";
    static FAILED = "UPDATE podcast_channels SET checked_at = $2, fault = $3, fault_detail = $4 WHERE id = $1";
    static PUT_EPISODE = "INSERT INTO podcast_episodes (id, channel_id, guid, title, description, published_at, \
        sorted_at, sound_url, declared_bytes, duration_ms, season, number, seen_at, state) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'new') \
        ON CONFLICT (channel_id, guid) DO UPDATE SET title = excluded.title, description = excluded.description, \
        published_at = excluded.published_at, sorted_at = CASE WHEN excluded.published_at IS NULL \
        THEN podcast_episodes.sorted_at ELSE excluded.sorted_at END, sound_url = excluded.sound_url, \
        declared_bytes = excluded.declared_bytes, duration_ms = excluded.duration_ms, season = excluded.season, \
        number = excluded.number, seen_at = excluded.seen_at";
    static DROP_UNSEEN = "DELETE FROM podcast_episodes WHERE channel_id = $1 AND seen_at < $2 \
        AND state IN ('new', 'failed', 'deleted')";
    static QUEUE_LATEST = "UPDATE podcast_episodes SET state = 'waiting' WHERE state = 'new' AND id IN \
        (SELECT e.id FROM podcast_episodes e WHERE e.channel_id = $1 ORDER BY e.sorted_at DESC, e.id DESC LIMIT $2)";
    static PUT_PICTURE = "INSERT INTO podcast_pictures (channel_id, image_url, image) VALUES ($1, $2, $3) \
        ON CONFLICT (channel_id) DO UPDATE SET image_url = excluded.image_url, image = excluded.image";
    static PICTURE = "SELECT image FROM podcast_pictures WHERE channel_id = $1";
    static PICTURE_URL = "SELECT image_url FROM podcast_pictures WHERE channel_id = $1";
    static EPISODE = concat!("SELECT ", episode_columns!(), " WHERE e.id = $1");
    static EPISODES_OF = concat!("SELECT ", episode_columns!(), " WHERE e.channel_id = $1 \
        AND (e.sorted_at, e.id) < ($2, $3) ORDER BY e.sorted_at DESC, e.id DESC LIMIT $4");
    static NEWEST = concat!("SELECT ", episode_columns!(), " WHERE (e.sorted_at, e.id) < ($1, $2) \
        ORDER BY e.sorted_at DESC, e.id DESC LIMIT $3");
    static WAITING = concat!("SELECT ", episode_columns!(), " WHERE e.state = 'waiting' \
        ORDER BY e.sorted_at DESC, e.id DESC LIMIT 1");
    static COUNT_WAITING = "SELECT count(*) FROM podcast_episodes WHERE state IN ('waiting', 'loading')";
    static QUEUE = "UPDATE podcast_episodes SET state = 'waiting', fault = NULL, fault_detail = NULL \
        WHERE id = $1 AND state IN ('new', 'failed', 'deleted')";
    static QUEUE_BROKEN_OFF = "UPDATE podcast_episodes SET state = 'waiting' WHERE state = 'loading'";
    static BEGIN = "UPDATE podcast_episodes SET state = 'loading' WHERE id = $1 AND state = 'waiting'";
    static ARRIVED = "UPDATE podcast_episodes SET state = 'here', sound = $2, size_bytes = $3 \
        WHERE id = $1 AND state = 'loading'";
    static NOT_ARRIVED = "UPDATE podcast_episodes SET state = 'failed', fault = $2, fault_detail = $3 \
        WHERE id = $1 AND state = 'loading'";
    static TAKE_AWAY = "UPDATE podcast_episodes SET state = 'deleted', sound = NULL, size_bytes = NULL, fault = NULL, \
        fault_detail = NULL WHERE id = $1";
    static STORED = "SELECT CAST(COALESCE(sum(size_bytes), 0) AS BIGINT) FROM podcast_episodes WHERE state = 'here'";
}

/// The place of a channel in the list by title.
pub(crate) type TitleKey = (String, i64);
/// The place of an episode in a list, the latest first.
pub(crate) type TimeKey = (i64, i64);
/// Before everything in a list of episodes.
const LATEST: TimeKey = (i64::MAX, i64::MAX);

pub(crate) async fn add(
    tx: &mut Tx,
    id: PodcastId,
    feed_url: &str,
    title: &str,
    download_latest: u32,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(&ADD, &args![id, feed_url, title, download_latest, now]).await?;
    Ok(())
}

pub(crate) async fn count(tx: &mut Tx) -> db::Result<u64> {
    tx.query_one(&COUNT, &[], |row| row.get::<i64>(0)).await.map(unsigned)
}

pub(crate) async fn by_feed(tx: &mut Tx, feed_url: &str) -> db::Result<Option<PodcastId>> {
    tx.query_optional(&BY_FEED, &args![feed_url], |row| row.get(0)).await
}

pub(crate) async fn by_id(reader: &Reader, id: PodcastId) -> db::Result<Option<Channel>> {
    reader.query_optional(&BY_ID, &args![id], channel).await
}

pub(crate) async fn after_title(reader: &Reader, after: Option<TitleKey>, limit: i64) -> db::Result<Vec<Channel>> {
    let (title, id) = after.unwrap_or((String::new(), i64::MIN));
    reader.query(&AFTER_TITLE, &args![title, id, limit], channel).await
}

/// Channels that nobody asked for since `before`.
pub(crate) async fn due(reader: &Reader, before: Timestamp) -> db::Result<Vec<PodcastId>> {
    reader.query(&DUE, &args![before], |row| row.get(0)).await
}

pub(crate) async fn seen(reader: &Reader, id: PodcastId) -> db::Result<Seen> {
    let seen = reader
        .query_optional(&SEEN, &args![id], |row| Ok(Seen { etag: row.get(0)?, last_modified: row.get(1)? }))
        .await?;
    Ok(seen.unwrap_or_default())
}

pub(crate) async fn set_latest(tx: &mut Tx, id: PodcastId, download_latest: u32) -> db::Result<bool> {
    Ok(tx.execute(&SET_LATEST, &args![id, download_latest]).await? > 0)
}

pub(crate) async fn remove(tx: &mut Tx, id: PodcastId) -> db::Result<bool> {
    Ok(tx.execute(&REMOVE, &args![id]).await? > 0)
}

pub(crate) async fn unchanged(tx: &mut Tx, id: PodcastId, now: Timestamp) -> db::Result<()> {
    tx.execute(&UNCHANGED, &args![id, now]).await?;
    Ok(())
}

pub(crate) async fn failed(tx: &mut Tx, id: PodcastId, fault: &Fault, now: Timestamp) -> db::Result<()> {
    tx.execute(&FAILED, &args![id, now, fault.kind.as_str(), &fault.detail]).await?;
    Ok(())
}

/// What a feed says of its channel; `fault` when there is something wrong with it all the same.
pub(crate) async fn changed(
    tx: &mut Tx,
    id: PodcastId,
    feed: &Feed,
    seen: &Seen,
    fault: Option<&Fault>,
    now: Timestamp,
) -> db::Result<()> {
    let arguments = args![
        id,
        &feed.title,
        feed.author.as_ref(),
        &feed.description,
        feed.language.as_ref(),
        feed.site_url.as_ref(),
        feed.image_url.as_ref(),
        seen.etag.as_ref(),
        seen.last_modified.as_ref(),
        now,
        fault.map(|fault| fault.kind.as_str()),
        fault.map(|fault| &fault.detail)
    ];
    tx.execute(&CHANGED, &arguments).await?;
    Ok(())
}

/// Puts the episodes of a feed, and forgets those that left it and are not here.
pub(crate) async fn put_episodes(
    tx: &mut Tx,
    channel: PodcastId,
    items: &[Item],
    mut fresh_id: impl FnMut() -> EpisodeId,
    now: Timestamp,
) -> db::Result<()> {
    let rows: Vec<Vec<Value>> = items
        .iter()
        .map(|item| {
            // A date in the future would stay in front for ever.
            let sorted_at = item.published_at.map_or(now, |published_at| published_at.min(now));
            args![
                fresh_id(),
                channel,
                &item.guid,
                &item.title,
                &item.description,
                item.published_at,
                sorted_at,
                &item.sound_url,
                item.size_bytes.and_then(signed),
                item.duration_ms.and_then(signed),
                item.season,
                item.number,
                now
            ]
            .to_vec()
        })
        .collect();
    tx.execute_many(&PUT_EPISODE, &rows).await?;
    tx.execute(&DROP_UNSEEN, &args![channel, now]).await?;
    Ok(())
}

pub(crate) async fn queue_latest(tx: &mut Tx, channel: PodcastId, download_latest: u32) -> db::Result<u64> {
    tx.execute(&QUEUE_LATEST, &args![channel, i64::from(download_latest)]).await
}

pub(crate) async fn put_picture(tx: &mut Tx, channel: PodcastId, url: &str, image: Vec<u8>) -> db::Result<()> {
    tx.execute(&PUT_PICTURE, &args![channel, url, image]).await?;
    Ok(())
}

pub(crate) async fn picture(reader: &Reader, channel: PodcastId) -> db::Result<Option<Vec<u8>>> {
    reader.query_optional(&PICTURE, &args![channel], |row| row.get(0)).await
}

pub(crate) async fn picture_url(reader: &Reader, channel: PodcastId) -> db::Result<Option<String>> {
    reader.query_optional(&PICTURE_URL, &args![channel], |row| row.get(0)).await
}

pub(crate) async fn episode_by_id(reader: &Reader, id: EpisodeId) -> db::Result<Option<Episode>> {
    reader.query_optional(&EPISODE, &args![id], episode).await
}

pub(crate) async fn episodes_of(
    reader: &Reader,
    channel: PodcastId,
    before: Option<TimeKey>,
    limit: i64,
) -> db::Result<Vec<Episode>> {
    let (at, id) = before.unwrap_or(LATEST);
    reader.query(&EPISODES_OF, &args![channel, at, id, limit], episode).await
}

pub(crate) async fn newest(reader: &Reader, before: Option<TimeKey>, limit: i64) -> db::Result<Vec<Episode>> {
    let (at, id) = before.unwrap_or(LATEST);
    reader.query(&NEWEST, &args![at, id, limit], episode).await
}

/// Takes the next episode that waits, and notes that its download begins.
pub(crate) async fn begin_next(tx: &mut Tx) -> db::Result<Option<Episode>> {
    let Some(episode) = tx.query_optional(&WAITING, &[], episode).await? else { return Ok(None) };
    tx.execute(&BEGIN, &args![episode.id]).await?;
    Ok(Some(episode))
}

pub(crate) async fn queue(tx: &mut Tx, id: EpisodeId) -> db::Result<()> {
    tx.execute(&QUEUE, &args![id]).await?;
    Ok(())
}

pub(crate) async fn queue_broken_off(tx: &mut Tx) -> db::Result<()> {
    tx.execute(&QUEUE_BROKEN_OFF, &[]).await?;
    Ok(())
}

/// Notes that the sound is here; tells whether it is still wanted.
pub(crate) async fn arrived(tx: &mut Tx, id: EpisodeId, sound: Sound, size_bytes: u64) -> db::Result<bool> {
    Ok(tx.execute(&ARRIVED, &args![id, sound.ending(), signed(size_bytes)]).await? > 0)
}

pub(crate) async fn not_arrived(tx: &mut Tx, id: EpisodeId, fault: &Fault) -> db::Result<()> {
    tx.execute(&NOT_ARRIVED, &args![id, fault.kind.as_str(), &fault.detail]).await?;
    Ok(())
}

pub(crate) async fn take_away(tx: &mut Tx, id: EpisodeId) -> db::Result<()> {
    tx.execute(&TAKE_AWAY, &args![id]).await?;
    Ok(())
}

pub(crate) async fn stored_bytes(reader: &Reader) -> db::Result<u64> {
    reader.query_one(&STORED, &[], |row| row.get::<i64>(0)).await.map(unsigned)
}

pub(crate) async fn waiting(reader: &Reader) -> db::Result<u64> {
    reader.query_one(&COUNT_WAITING, &[], |row| row.get::<i64>(0)).await.map(unsigned)
}

fn signed(number: u64) -> Option<i64> {
    i64::try_from(number).ok()
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn fault(row: &Row<'_>, column: usize) -> db::Result<Option<Fault>> {
    let kind: Option<String> = row.get(column)?;
    let detail: Option<String> = row.get(column + 1)?;
    let kind = kind.as_deref().and_then(FaultKind::of_str);
    Ok(kind.map(|kind| Fault::new(kind, detail.unwrap_or_default())))
}

fn channel(row: &Row<'_>) -> db::Result<Channel> {
    Ok(Channel {
        id: row.get(0)?,
        feed_url: row.get(1)?,
        title: row.get(2)?,
        author: row.get(3)?,
        description: row.get(4)?,
        language: row.get(5)?,
        site_url: row.get(6)?,
        image_url: row.get(7)?,
        has_picture: row.get::<i64>(8)? > 0,
        download_latest: row.get(9)?,
        episodes: unsigned(row.get(10)?),
        added_at: row.get(11)?,
        checked_at: row.get(12)?,
        refreshed_at: row.get(13)?,
        fault: fault(row, 14)?,
    })
}

fn episode(row: &Row<'_>) -> db::Result<Episode> {
    let sound: Option<String> = row.get(14)?;
    let size_bytes: Option<i64> = row.get(15)?;
    let state = match (row.get::<String>(13)?.as_str(), sound.as_deref().and_then(Sound::of_ending), fault(row, 16)?) {
        ("here", Some(sound), _) => EpisodeState::Here { sound, size_bytes: size_bytes.map_or(0, unsigned) },
        ("failed", _, Some(fault)) => EpisodeState::Failed(fault),
        ("waiting", ..) => EpisodeState::Waiting,
        ("loading", ..) => EpisodeState::Loading,
        ("deleted", ..) => EpisodeState::Deleted,
        _ => EpisodeState::New,
    };
    Ok(Episode {
        id: row.get(0)?,
        channel: row.get(1)?,
        channel_title: row.get(2)?,
        has_picture: row.get::<i64>(3)? > 0,
        title: row.get(4)?,
        description: row.get(5)?,
        published_at: row.get(6)?,
        sorted_at: row.get(7)?,
        sound_url: row.get(8)?,
        declared_bytes: row.get::<Option<i64>>(9)?.map(unsigned),
        duration_ms: row.get::<Option<i64>>(10)?.map(unsigned),
        season: row.get(11)?,
        number: row.get(12)?,
        state,
    })
}
