//! Similar songs and artists, and ways between songs, by what the music sounds like.

use ids::{ArtistId, TrackId};
use library::Target;
use serde_json::{Value, json};
use similarity::Match;

use crate::answer::Reply;
use crate::browse::{COUNT_MAX, id, require_track, songs, to_value};
use crate::call::Call;
use crate::fault::Fault;

/// Songs of one way at most; a longer one would take too long to find.
const PATH_MAX: usize = 100;
/// Artists of one answer at most.
const ARTISTS_MAX: usize = 100;

/// Songs like a song, an album or an artist; of an artist some are their own.
pub(crate) async fn get_similar_songs(call: &Call<'_>, name: &'static str) -> Result<Reply, Fault> {
    let count = call.params.count("count", 50, COUNT_MAX)?;
    let similarity = &call.service.similarity;
    let matches = match Target::parse(call.params.require("id")?) {
        Some(Target::Artist(id)) => {
            call.service.catalog.artist(id).await?;
            similarity.artist_radio(id, count).await?
        }
        Some(Target::Album(id)) => {
            call.service.catalog.album(id).await?;
            similarity.similar_to_album(id, count).await?
        }
        Some(Target::Track(id)) => {
            require_track(call, id).await?;
            similarity.similar(id, count).await?
        }
        _ => return Err(Fault::not_found()),
    };
    let ids: Vec<TrackId> = matches.iter().map(|one| one.track).collect();
    songs(name, call.songs(&call.service.catalog.tracks(&ids).await?).await?)
}

pub(crate) async fn get_sonic_similar_tracks(call: &Call<'_>) -> Result<Reply, Fault> {
    let track: TrackId = id(call.params.require("id")?)?;
    let count = call.params.count("count", 10, COUNT_MAX)?;
    require_track(call, track).await?;
    sonic_matches(call, call.service.similarity.similar(track, count).await?).await
}

pub(crate) async fn find_sonic_path(call: &Call<'_>) -> Result<Reply, Fault> {
    let from: TrackId = id(call.params.require("startSongId")?)?;
    let to: TrackId = id(call.params.require("endSongId")?)?;
    let count = call.params.count("count", 25, PATH_MAX)?;
    require_track(call, from).await?;
    require_track(call, to).await?;
    sonic_matches(call, call.service.similarity.path(from, to, count).await?).await
}

/// Artists who sound like what an info was asked for.
pub(crate) async fn similar_artists(call: &Call<'_>, artist: ArtistId) -> Result<Value, Fault> {
    let count = call.params.count("count", 20, ARTISTS_MAX)?;
    let ids = call.service.similarity.similar_artists(artist, count).await?;
    to_value(&call.artists(&call.service.catalog.artists_of(&ids).await?).await?)
}

async fn sonic_matches(call: &Call<'_>, matches: Vec<Match>) -> Result<Reply, Fault> {
    let ids: Vec<TrackId> = matches.iter().map(|one| one.track).collect();
    let tracks = call.service.catalog.tracks(&ids).await?;
    let songs = call.songs(&tracks).await?;
    let mut entries = Vec::with_capacity(songs.len());
    for (track, song) in tracks.iter().zip(&songs) {
        let similarity = matches.iter().find(|one| one.track == track.id).map_or(0.0, |one| f64::from(one.similarity));
        // Four digits say what there is to say.
        entries.push(json!({ "entry": to_value(song)?, "similarity": (similarity * 1e4).round() / 1e4 }));
    }
    Ok(Reply::Body("sonicMatch", Value::Array(entries)))
}
