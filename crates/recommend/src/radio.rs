//! Personal radio: the next songs, by what happened in this session; the session is the player's and is not kept.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use http_api::Actor;
use ids::{ArtistId, TrackId};
use recommender::Dials;
use serde::Deserialize;
use units::Day;
use utoipa::ToSchema;

use crate::Recommend;
use crate::choice::{Pick, Shape, choose};
use crate::error::Error;
use crate::lists::{RecommendedList, artists, left_out_of, pick};
use crate::taste::most_first;

/// Songs that follow at a time.
const NEXT: usize = 10;
/// Songs of a session that are looked at: the latest.
pub(crate) const SESSION_MAX: usize = 200;
/// Songs of a session, the last, that steer it beside the listener's own taste.
const STEERING_MAX: usize = 8;
/// Songs that sound most like one that was disliked go with it.
const ALIKE_OF_DISLIKED: usize = 10;

/// How a song of the session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was heard.
    Played,
    /// The listener went on before it ended.
    Skipped,
    /// The listener does not want it.
    Disliked,
}

/// A song of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionTrack {
    /// The song.
    #[schema(value_type = String)]
    pub track_id: TrackId,
    /// How it ended.
    pub outcome: Outcome,
}

/// What happened in the session so far, the latest last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RadioSession)]
pub struct Session {
    /// Its songs, 200 at most.
    #[schema(max_items = 200)]
    pub heard: Vec<SessionTrack>,
}

impl Session {
    /// Those that ended so, the latest last.
    pub(crate) fn of(&self, outcome: Outcome) -> impl DoubleEndedIterator<Item = TrackId> {
        self.heard.iter().filter(move |one| one.outcome == outcome).map(|one| one.track_id)
    }
}

impl Recommend {
    /// The next songs of personal radio; without consent those of the day for everybody, none twice in a session.
    ///
    /// A skip takes the song's artists out of the session, and a dislike what sounds most like it as well, from the next
    /// song on. What the session is told of is used for this answer and not kept.
    ///
    /// # Errors
    /// The database's.
    pub async fn next_songs(&self, actor: &Actor, session: &Session) -> Result<RecommendedList, Error> {
        let (personalised, taste) = self.taste(actor).await?;
        let (now, catalog) = (self.now(), &self.parts().catalog);
        let in_session: HashSet<TrackId> = session.heard.iter().map(|one| one.track_id).collect();
        let mut left_out = in_session.clone();
        let mut picks = Vec::new();
        let shape = Shape { limit: NEXT, of_artist_max: 2 };
        if let Some(taste) = taste {
            for disliked in session.of(Outcome::Disliked).rev().take(STEERING_MAX) {
                left_out.extend(self.alike_one(disliked, ALIKE_OF_DISLIKED).await?.iter().map(|pick| pick.track));
            }
            let unwanted: Vec<TrackId> = session.of(Outcome::Disliked).chain(session.of(Outcome::Skipped)).collect();
            let unwanted: HashSet<ArtistId> = artists(&catalog.tracks(&unwanted).await?).collect();
            left_out.extend(taste.disliked.iter().copied());
            // The session steers: its last song weighs as much as the whole taste's first.
            let mut weights: BTreeMap<TrackId, f64> = taste.weights(now).into_iter().collect();
            let most = weights.values().copied().fold(1.0, f64::max);
            for (place, track) in (1_u32..).zip(session.of(Outcome::Played).rev().take(STEERING_MAX)) {
                *weights.entry(track).or_default() += most * 2.0 / f64::from(place);
            }
            for track in session.of(Outcome::Skipped).chain(session.of(Outcome::Disliked)) {
                weights.remove(&track);
            }
            let mut weights: Vec<(TrackId, f64)> = weights.into_iter().collect();
            most_first(&mut weights);
            let listening = Arc::new(self.listening(now).await?);
            let heard = left_out_of(&taste);
            let unheard: HashSet<TrackId> = heard.union(&left_out).copied().collect();
            let together = self.together(&listening, &weights, &unheard, Dials::default()).await?;
            picks = together.iter().map(pick).collect();
            picks.extend(self.alike(&weights, taste.dice).await?);
            picks.extend(self.for_everybody(Day::of(now)).await?);
            picks = self.without_artists(picks, &unwanted).await?;
        } else {
            picks.extend(self.for_everybody(Day::of(now)).await?);
        }
        let items = choose(catalog, &picks, &left_out, shape).await?;
        Ok(RecommendedList { personalised, until: None, items })
    }

    /// Those of the picks that are by none of these artists.
    pub(crate) async fn without_artists(
        &self,
        picks: Vec<Pick>,
        unwanted: &HashSet<ArtistId>,
    ) -> Result<Vec<Pick>, Error> {
        if unwanted.is_empty() {
            return Ok(picks);
        }
        let tracks = self.parts().catalog.tracks(&picks.iter().map(|pick| pick.track).collect::<Vec<_>>()).await?;
        let wanted: HashSet<TrackId> = tracks
            .iter()
            .filter(|track| !track.artists.iter().any(|artist| unwanted.contains(&artist.id)))
            .map(|track| track.id)
            .collect();
        Ok(picks.into_iter().filter(|pick| wanted.contains(&pick.track)).collect())
    }
}
