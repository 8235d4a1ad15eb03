//! From candidates to a list that can be shown: present, varied, each with its reason.

use std::collections::{HashMap, HashSet};

use catalog::{Catalog, Track};
use ids::{ArtistId, TrackId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::Error;

/// Why a song is in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// People who heard `because` also heard it; at least three of them.
    HeardTogether,
    /// It sounds like `because`.
    SoundsLike,
    /// Many hear it; at least three people.
    Popular,
    /// It came to the library lately.
    New,
    /// Chance chose it, for everybody the same.
    Chance,
    /// The listener heard it again and again lately.
    OnRepeat,
    /// The listener likes it; only in a radio that goes on from the likes.
    Liked,
    /// By artists whom the listener has not heard; chance chose it.
    Unheard,
}

/// A song by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NamedTrack {
    /// The song.
    #[schema(value_type = String)]
    pub id: TrackId,
    /// Its title.
    pub title: String,
}

/// A song of a list, and why it is there.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecommendedTrack {
    /// The song.
    pub track: Track,
    /// Why it is there.
    pub reason: Reason,
    /// The song that is the reason; only with `heard_together` and `sounds_like`.
    pub because: Option<NamedTrack>,
}

/// A candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pick {
    pub(crate) track: TrackId,
    pub(crate) reason: Reason,
    pub(crate) because: Option<TrackId>,
}

impl Pick {
    /// A song that anybody could be shown.
    pub(crate) fn plain(track: TrackId, reason: Reason) -> Self {
        Self { track, reason, because: None }
    }

    /// A song because of another.
    pub(crate) fn because(track: TrackId, reason: Reason, because: TrackId) -> Self {
        Self { track, reason, because: Some(because) }
    }
}

/// What a list shall look like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// How many songs it has at most.
    pub(crate) limit: usize,
    /// How many of them may be by one artist.
    pub(crate) of_artist_max: usize,
}

/// The first of the picks that fit the shape, each song once, none of `left_out`, none that left the library.
pub(crate) async fn choose(
    catalog: &Catalog,
    picks: &[Pick],
    left_out: &HashSet<TrackId>,
    shape: Shape,
) -> Result<Vec<RecommendedTrack>, Error> {
    let mut seen = HashSet::new();
    let picks: Vec<Pick> =
        picks.iter().copied().filter(|pick| !left_out.contains(&pick.track) && seen.insert(pick.track)).collect();
    let mut wanted: Vec<TrackId> = picks.iter().flat_map(|pick| pick.because.into_iter().chain([pick.track])).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let tracks: HashMap<TrackId, Track> =
        catalog.tracks(&wanted).await?.into_iter().map(|track| (track.id, track)).collect();
    let mut of_artist: HashMap<ArtistId, usize> = HashMap::new();
    let mut chosen = Vec::new();
    for pick in picks {
        if chosen.len() == shape.limit {
            break;
        }
        let Some(track) = tracks.get(&pick.track) else { continue };
        let by_too_many = |artist: ArtistId| of_artist.get(&artist).is_some_and(|count| *count >= shape.of_artist_max);
        if track.artists.iter().any(|artist| by_too_many(artist.id)) {
            continue;
        }
        for artist in &track.artists {
            *of_artist.entry(artist.id).or_default() += 1;
        }
        let because = pick.because.and_then(|because| tracks.get(&because));
        let because = because.map(|track| NamedTrack { id: track.id, title: track.title.clone() });
        chosen.push(RecommendedTrack { track: track.clone(), reason: pick.reason, because });
    }
    Ok(chosen)
}
