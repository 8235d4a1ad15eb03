//! All SQL of charts. What listeners heard is bounded and counted within the statement; nothing about one of them leaves it.

use db::{Db, args, sql};
use ids::TrackId;
use policy::{HelpingDiscovery, Purpose as _};

use super::noise::Key;
use super::periods::{ChartId, Period};

sql! {
    static CHART_COUNTED = "SELECT track_id, count(*) FROM (SELECT l.track_id AS track_id, row_number() OVER \
          (PARTITION BY l.subject_id ORDER BY count(*) DESC, max(l.started_at) DESC, l.track_id) AS place \
        FROM listens l JOIN grants g ON g.subject_id = l.subject_id AND g.purpose_no = $1 AND g.granted_at < $3 \
          AND g.rests_since IS NULL \
        JOIN tracks t ON t.id = l.track_id AND t.added_at >= $5 AND t.added_at < $3 \
        WHERE l.started_at >= $2 AND l.started_at < $3 \
        AND l.subject_id NOT IN (SELECT subject_id FROM profile_birthdays WHERE value >= $6) \
        GROUP BY l.subject_id, l.track_id) placed \
        WHERE place <= $4 GROUP BY track_id";
    static CHART_CANDIDATES = "SELECT id FROM tracks WHERE added_at >= $1 AND added_at < $2";
    static CHART_KEY = "SELECT key FROM chart_keys WHERE chart = $1 AND period = $2";
    static MAKE_CHART_KEY = "INSERT INTO chart_keys (chart, period, key) \
        SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT) \
        WHERE NOT EXISTS (SELECT 1 FROM chart_keys WHERE chart = CAST($1 AS BIGINT) AND period > CAST($2 AS BIGINT)) \
        ON CONFLICT (chart, period) DO NOTHING";
    static FORGET_CHART_KEYS = "DELETE FROM chart_keys WHERE chart = $1 AND period < $2";
}

/// For how many listeners each song is among those they heard most in the period: of whoever agreed before it ended.
/// Who agreed later counts in the next one, so that a chart does not change because somebody comes; and who was a minor
/// when it began counts in none of it.
pub(super) async fn counted(db: &Db, period: Period, songs_per_listener: u32) -> db::Result<Vec<(TrackId, i64)>> {
    let Period { since, before, added_since, .. } = period;
    let born_since = since.minors_born_since();
    let arguments = args![HelpingDiscovery::NO, since, before, songs_per_listener, added_since, born_since];
    db.service().query(&CHART_COUNTED, &arguments, |row| Ok((row.get(0)?, row.get(1)?))).await
}

/// Every song that takes part, heard or not: those that were in the library before the period ended.
pub(super) async fn candidates(db: &Db, period: Period) -> db::Result<Vec<TrackId>> {
    db.catalogue().query(&CHART_CANDIDATES, &args![period.added_since, period.before], |row| row.get(0)).await
}

/// The key of a chart in a period: the one that is kept, or `fresh`, which is kept from now on; none for a period
/// before one that has a key. Keys of periods before the last one are deleted.
pub(super) async fn key(db: &Db, chart: ChartId, period: Period, fresh: Key) -> db::Result<Option<Key>> {
    let (number, begin) = (chart.number(), period.since);
    let kept = args![number, begin];
    let text: Option<String> = db.service().query_optional(&CHART_KEY, &kept, |row| row.get(0)).await?;
    if let Some(key) = text.as_deref().and_then(Key::from_hex) {
        return Ok(Some(key));
    }
    let mut tx = db.begin().await?;
    tx.execute(&MAKE_CHART_KEY, &args![number, begin, fresh.to_hex()]).await?;
    // One more is kept than is in use: another node's clock may be a little behind.
    tx.execute(&FORGET_CHART_KEYS, &args![number, begin - (period.before.since(begin))]).await?;
    // Whoever was first gave the key that counts.
    let text: Option<String> = tx.query_optional(&CHART_KEY, &kept, |row| row.get(0)).await?;
    tx.commit().await?;
    Ok(text.as_deref().and_then(Key::from_hex))
}
