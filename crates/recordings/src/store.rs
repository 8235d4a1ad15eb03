//! All SQL of recordings.

use std::collections::HashSet;

use db::{Reader, Result, Tx, Value, args, sql};
use ids::TrackId;
use units::Timestamp;

sql! {
    static KEPT_APART = "SELECT track_id, other_id FROM kept_apart";
    static KEEP_APART = "INSERT INTO kept_apart (track_id, other_id, decided_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    static LET_TOGETHER = "DELETE FROM kept_apart WHERE track_id = $1 AND other_id = $2";
}

/// The pairs that an operator wants both of, the lower id first.
pub(crate) async fn kept_apart(reader: &Reader) -> Result<HashSet<(TrackId, TrackId)>> {
    Ok(reader.query(&KEPT_APART, &args![], |row| Ok((row.get(0)?, row.get(1)?))).await?.into_iter().collect())
}

pub(crate) async fn keep_apart(tx: &mut Tx, tracks: &[TrackId], apart: bool, now: Timestamp) -> Result<()> {
    let mut sorted = tracks.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let pairs = sorted.iter().enumerate().flat_map(|(i, a)| sorted[i + 1..].iter().map(move |b| (*a, *b)));
    let rows: Vec<Vec<Value>> =
        pairs.map(|(a, b)| if apart { args![a, b, now].to_vec() } else { args![a, b].to_vec() }).collect();
    tx.execute_many(if apart { &KEEP_APART } else { &LET_TOGETHER }, &rows).await.map(drop)
}
