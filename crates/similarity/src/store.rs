//! What was measured, with what the catalogue says of it, as points.

use std::collections::HashMap;

use db::{Db, args, sql};
use ids::{AlbumId, ArtistId, TrackId};
use sound_features::Features;

use crate::error::Error;
use crate::features::SoundFeatures;
use crate::space::{Point, Space};

sql! {
    static TRACKS = "SELECT id, album_id, sort_key FROM tracks WHERE present = 1";
    static ARTISTS = "SELECT track_id, artist_id FROM track_artists WHERE role = 0 ORDER BY track_id, artist_id";
}

/// Everything that was measured and is there.
pub(crate) async fn space(db: &Db) -> Result<Space, Error> {
    let measured = audio_analysis::results(db, &SoundFeatures).await?;
    let reader = db.catalogue();
    let tracks: HashMap<TrackId, (Option<AlbumId>, String)> = reader
        .query(&TRACKS, &args![], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))
        .await?
        .into_iter()
        .collect();
    let mut artists: HashMap<TrackId, Vec<ArtistId>> = HashMap::new();
    for (track, artist) in reader.query(&ARTISTS, &args![], |row| Ok((row.get(0)?, row.get(1)?))).await? {
        artists.entry(track).or_default().push(artist);
    }
    let points = measured.into_iter().filter_map(|(track, bytes)| {
        let (album, title_key) = tracks.get(&track)?.clone();
        let artists = artists.remove(&track).unwrap_or_default();
        Some(Point { track, album, artists, title_key, features: Features::from_bytes(&bytes)? })
    });
    Ok(Space::of(points.collect()))
}
