//! All SQL of measurements.

use db::{Reader, Result, Tx, Value, args, sql};
use ids::TrackId;

use crate::measure::Measure;

sql! {
    static WAITING = "SELECT t.id, t.fingerprint FROM tracks t WHERE t.id > $3 AND t.present = 1 AND t.playable = 1 \
        AND NOT EXISTS (SELECT 1 FROM track_measurements m WHERE m.track_id = t.id AND m.kind = $1 AND m.version = $2 \
        AND m.fingerprint = t.fingerprint) ORDER BY t.id LIMIT $4";
    static VERSIONS = "SELECT kind, version FROM track_measurements WHERE track_id = $1 AND fingerprint = $2";
    static RESULTS = "SELECT m.track_id, m.result FROM track_measurements m JOIN tracks t ON t.id = m.track_id \
        WHERE m.kind = $1 AND m.version = $2 AND m.result IS NOT NULL AND t.present = 1 ORDER BY m.track_id";
    static STATES = "SELECT m.track_id, m.fingerprint FROM track_measurements m JOIN tracks t ON t.id = m.track_id \
        WHERE m.kind = $1 AND m.version = $2 AND m.result IS NOT NULL AND t.present = 1 \
        AND m.fingerprint = t.fingerprint ORDER BY m.track_id";
    static RESULT = "SELECT result FROM track_measurements WHERE track_id = $1 AND kind = $2 AND version = $3 \
        AND fingerprint = $4";
    static KEEP = "INSERT INTO track_measurements (track_id, kind, version, fingerprint, result) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (track_id, kind) DO UPDATE SET version = excluded.version, \
        fingerprint = excluded.fingerprint, result = excluded.result";
}

/// Tracks after one, in the order of their ids, that a measure lacks, with their fingerprints.
pub(crate) async fn waiting(
    reader: &Reader,
    measure: &dyn Measure,
    after: Option<TrackId>,
    limit: i64,
) -> Result<Vec<(TrackId, i64)>> {
    let after = after.map_or(i64::MIN, TrackId::as_i64);
    let arguments = args![measure.kind(), measure.version(), after, limit];
    reader.query(&WAITING, &arguments, |row| Ok((row.get(0)?, row.get(1)?))).await
}

/// Which kinds were measured of a track in this state, in which versions.
pub(crate) async fn versions(reader: &Reader, track: TrackId, fingerprint: i64) -> Result<Vec<(String, u32)>> {
    reader.query(&VERSIONS, &args![track, fingerprint], |row| Ok((row.get(0)?, row.get(1)?))).await
}

pub(crate) async fn results(reader: &Reader, measure: &dyn Measure) -> Result<Vec<(TrackId, Vec<u8>)>> {
    let arguments = args![measure.kind(), measure.version()];
    reader.query(&RESULTS, &arguments, |row| Ok((row.get(0)?, row.get(1)?))).await
}

pub(crate) async fn states(reader: &Reader, measure: &dyn Measure) -> Result<Vec<(TrackId, i64)>> {
    let arguments = args![measure.kind(), measure.version()];
    reader.query(&STATES, &arguments, |row| Ok((row.get(0)?, row.get(1)?))).await
}

pub(crate) async fn result(
    reader: &Reader,
    measure: &dyn Measure,
    track: TrackId,
    fingerprint: i64,
) -> Result<Option<Vec<u8>>> {
    let arguments = args![track, measure.kind(), measure.version(), fingerprint];
    let found = reader.query(&RESULT, &arguments, |row| row.get::<Option<Vec<u8>>>(0)).await?;
    Ok(found.into_iter().next().flatten())
}

pub(crate) fn row(track: TrackId, kind: &str, version: u32, fingerprint: i64, result: Option<Vec<u8>>) -> Vec<Value> {
    args![track, kind, version, fingerprint, result].to_vec()
}

pub(crate) async fn keep(tx: &mut Tx, rows: &[Vec<Value>]) -> Result<()> {
    tx.execute_many(&KEEP, rows).await.map(drop)
}
