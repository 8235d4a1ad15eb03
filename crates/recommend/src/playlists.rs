//! Playlists of the square, near to what the listener hears.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use http_api::Actor;
use ids::{PlaylistId, TrackId};
use library::PlaylistView;
use recommender::{Dials, Recommended};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Recommend;
use crate::choice::NamedTrack;
use crate::error::Error;
use crate::lists::Personalised;

/// Playlists that are looked at: those published last.
pub(crate) const LOOKED_AT: i64 = 2_000;
/// How many are recommended.
const SHOWN: usize = 12;
/// How much a song counts that others hear with one's own, beside one that the listener hears.
const NEAR: f64 = 0.3;

/// A playlist, and why it is there.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecommendedPlaylist {
    /// The playlist.
    pub playlist: PlaylistView,
    /// How many of its songs the listener heard; 0 where it is there because it is new.
    pub known_count: u32,
    /// The one of them that the listener hears most.
    pub because: Option<NamedTrack>,
}

/// Playlists, each with its reason.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecommendedPlaylists {
    /// Whether they were chosen for the one who asked.
    pub personalised: Personalised,
    /// The playlists.
    pub items: Vec<RecommendedPlaylist>,
}

/// What playlists are held against; by default nothing, as for everybody.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leaning {
    heard: HashMap<TrackId, f64>,
    near: HashMap<TrackId, f64>,
    disliked: HashSet<TrackId>,
}

impl Leaning {
    /// Towards what was heard and what others heard with it, and away from what is not wanted.
    pub(crate) fn of(weights: Vec<(TrackId, f64)>, together: &[Recommended], disliked: HashSet<TrackId>) -> Self {
        let near = shares(together.iter().map(|one| (TrackId::from_i64(one.item.0), one.score)));
        Self { heard: shares(weights.into_iter()), near, disliked }
    }
}

/// How near a playlist is to a taste.
#[derive(Clone, Debug, Default, PartialEq)]
struct Nearness {
    score: f64,
    known: u32,
    most: Option<(f64, TrackId)>,
}

impl Recommend {
    /// Playlists of others on the square, the nearest to the listener's taste first and then the latest; without
    /// consent the latest. At most twelve.
    ///
    /// # Errors
    /// The database's.
    pub async fn playlists(&self, actor: &Actor) -> Result<RecommendedPlaylists, Error> {
        let now = self.now();
        let (personalised, taste) = self.taste(actor).await?;
        let mut leaning = Leaning::default();
        if let Some(taste) = taste {
            let weights = taste.weights(now);
            let listening = Arc::new(self.listening(now).await?);
            let together = self.together(&listening, &weights, &taste.disliked, Dials::default()).await?;
            leaning = Leaning::of(weights, &together, taste.disliked);
        }
        let items = self.on_the_square(actor, &leaning, SHOWN).await?;
        Ok(RecommendedPlaylists { personalised, items })
    }

    /// Playlists of others on the square, the nearest first and then the latest.
    pub(crate) async fn on_the_square(
        &self,
        actor: &Actor,
        leaning: &Leaning,
        limit: usize,
    ) -> Result<Vec<RecommendedPlaylist>, Error> {
        let library = &self.parts().library;
        let square = library.square_tracks(LOOKED_AT).await?;
        let mut ranked: Vec<(PlaylistId, Nearness)> =
            square.into_iter().map(|(playlist, tracks)| (playlist, nearness(&tracks, leaning))).collect();
        // Stable: what is equally near stays in the order of the square, the latest first.
        ranked.sort_by(|left, right| right.1.score.total_cmp(&left.1.score));
        let member = actor.member().map(|member| member.subject);
        let mut items = Vec::new();
        for some in ranked.chunks(2 * limit) {
            let ids: Vec<PlaylistId> = some.iter().map(|(id, _)| *id).collect();
            let known: Vec<TrackId> = some.iter().filter_map(|(_, near)| near.most.map(|(_, track)| track)).collect();
            let titles: HashMap<TrackId, String> =
                self.parts().catalog.tracks(&known).await?.into_iter().map(|track| (track.id, track.title)).collect();
            // From its row: what left the square meanwhile is not shown, and neither is what is the listener's own.
            let mut shown: HashMap<PlaylistId, library::Playlist> = library
                .playlists_of(member, &ids)
                .await?
                .into_iter()
                .filter(|playlist| playlist.published_at.is_some() && member != Some(playlist.owner))
                .map(|playlist| (playlist.id, playlist))
                .collect();
            for (id, nearness) in some {
                let Some(playlist) = shown.remove(id) else { continue };
                let because = nearness
                    .most
                    .and_then(|(_, id)| titles.get(&id).map(|title| NamedTrack { id, title: title.clone() }));
                items.push(RecommendedPlaylist { playlist: playlist.into(), known_count: nearness.known, because });
            }
            if items.len() >= limit {
                break;
            }
        }
        items.truncate(limit);
        Ok(items)
    }
}

/// Weights whose largest is 1.
fn shares(weights: impl Iterator<Item = (TrackId, f64)>) -> HashMap<TrackId, f64> {
    let weights: Vec<(TrackId, f64)> = weights.collect();
    let most = weights.iter().map(|(_, weight)| *weight).fold(f64::MIN_POSITIVE, f64::max);
    weights.into_iter().map(|(track, weight)| (track, weight / most)).collect()
}

/// What the songs of a playlist say together, against its length, so that a long one is not near by being long.
fn nearness(tracks: &[TrackId], leaning: &Leaning) -> Nearness {
    let Leaning { heard, near, disliked } = leaning;
    let once: HashSet<TrackId> = tracks.iter().copied().collect();
    let mut nearness = Nearness::default();
    // In the playlist's own order, so that the sum is the same everywhere.
    let mut counted = HashSet::new();
    for track in tracks.iter().filter(|track| counted.insert(**track)) {
        if let Some(weight) = heard.get(track) {
            nearness.score += weight;
            nearness.known += 1;
            if nearness.most.is_none_or(|(most, _)| *weight > most) {
                nearness.most = Some((*weight, *track));
            }
        } else if disliked.contains(track) {
            nearness.score -= 1.0;
        } else if let Some(weight) = near.get(track) {
            nearness.score += NEAR * weight;
        }
    }
    let songs = u32::try_from(once.len()).unwrap_or(u32::MAX).max(1);
    nearness.score /= f64::from(songs).sqrt();
    nearness
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_playlist_is_not_near_by_being_long() {
        let ids = |range: std::ops::Range<i64>| range.map(TrackId::from_i64).collect::<Vec<_>>();
        let heard: HashMap<TrackId, f64> = ids(0..3).into_iter().zip([1.0, 0.5, 0.25]).collect();
        let near = HashMap::from([(TrackId::from_i64(50), 1.0)]);
        let leaning = Leaning { heard, near, disliked: HashSet::from([TrackId::from_i64(60)]) };
        let of = |tracks: &[TrackId]| nearness(tracks, &leaning);
        assert!(of(&ids(0..4)).score > of(&ids(0..100)).score);
        assert_eq!((of(&ids(0..100)).known, of(&ids(0..100)).most), (3, Some((1.0, TrackId::from_i64(0)))));
        assert!(of(&ids(50..51)).score > 0.0);
        assert!(of(&ids(60..61)).score < 0.0, "what is not wanted takes away");
        let doubled = [ids(0..2), ids(0..2)].concat();
        assert_eq!(of(&doubled), of(&ids(0..2)), "a song counts once");
        assert_eq!(of(&[]), Nearness::default());
    }
}
