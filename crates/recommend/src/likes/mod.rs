//! AI听荐: songs that go with those a member likes, and a radio that goes on from them (REC-4).
//!
//! Policy: purpose `likes_recommendation` reads item `like`; item `suggestion_dislike` is kept. It is a switch of its own
//! beside `personal_recommendation`: neither reads what the other does, and the listening history is not read here.

mod routes;
mod store;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ids::{ArtistId, SubjectId, TrackId};
use policy::LikesRecommendation;
use recommender::Dials;
use serde::Serialize;
use units::{Day, Millis, Timestamp};
use utoipa::ToSchema;

use crate::Recommend;
use crate::choice::{NamedTrack, Pick, Reason, RecommendedTrack, Shape, choose};
use crate::dice::Dice;
use crate::error::{Error, unless_withdrawn};
use crate::lists::{artists, pick};
use crate::radio::{Outcome, Session};
use crate::taste::{fading, most_first};

pub(crate) use routes::routes;

const SHOWN: Shape = Shape { limit: 24, of_artist_max: 3 };
const NEXT: Shape = Shape { limit: 10, of_artist_max: 2 };
/// After so long a like says half of what a new one does beyond the half that it always says.
const HALF_LIFE: Millis = Millis::days(180);
/// Songs of a session, the last, that steer it beside the likes.
const STEERING_MAX: usize = 8;
/// Liked songs for which others that sound alike are looked for, at most; so many are only looked at when the first of
/// them have nothing more to give.
const SOUND_SEEDS_MAX: usize = 24;
/// How many that sound alike are looked for, for each.
const ALIKE_OF_ONE: usize = 10;
/// With so many that sound alike no further liked song is looked at.
const ALIKE_ENOUGH: usize = 60;
/// Songs that sound most like one that was disliked go with it.
const ALIKE_OF_DISLIKED: usize = 10;
/// Songs marked as unwanted that are shown to their member.
const UNWANTED_SHOWN_MAX: usize = 200;

/// Songs that go with those a member likes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LikesSuggestions {
    /// Whether the member switched it on; without, nothing was read and there is nothing here.
    pub on: bool,
    /// How many liked songs were read.
    pub liked_count: u64,
    /// The songs, each with the liked song that is its reason.
    pub items: Vec<RecommendedTrack>,
    /// Songs that the member does not want here, marked last first; 200 at most.
    pub unwanted: Vec<NamedTrack>,
}

impl LikesSuggestions {
    const OFF: Self = Self { on: false, liked_count: 0, items: Vec::new(), unwanted: Vec::new() };
}

/// What a member agreed to have read of their likes, as it is now. It lives for one request.
struct Liking {
    dice: Dice,
    /// What they like, the latest first, and since when.
    liked: Vec<(TrackId, Timestamp)>,
    /// What they do not want here, marked last first.
    unwanted: Vec<TrackId>,
}

impl Liking {
    fn left_out(&self) -> HashSet<TrackId> {
        self.liked.iter().map(|(track, _)| *track).chain(self.unwanted.iter().copied()).collect()
    }

    /// How much each liked song says today: a new like more than an old one, and chance has its part, so that a long
    /// list of likes is not for ever spoken for by the same few. Most first, ties by song.
    fn weights(&self, now: Timestamp) -> Vec<(TrackId, f64)> {
        let says = |(track, since): &(TrackId, Timestamp)| {
            (*track, lasting(now.since(*since)) * (0.5 + self.dice.for_thing(track.as_i64())))
        };
        let mut weights: Vec<(TrackId, f64)> = self.liked.iter().map(says).collect();
        most_first(&mut weights);
        weights
    }
}

impl Recommend {
    /// Songs that go with those the member likes: drawn anew each day, and following each like at once.
    ///
    /// # Errors
    /// The database's.
    pub async fn from_likes(&self, member: SubjectId) -> Result<LikesSuggestions, Error> {
        let Some(liking) = self.liking(member).await? else { return Ok(LikesSuggestions::OFF) };
        let left_out = liking.left_out();
        let weights = liking.weights(self.now());
        let picks = self.beside(&weights, &left_out).await?;
        let catalog = &self.parts().catalog;
        let items = choose(catalog, &picks, &left_out, SHOWN).await?;
        let shown: Vec<TrackId> = liking.unwanted.iter().copied().take(UNWANTED_SHOWN_MAX).collect();
        let titles: HashMap<TrackId, String> =
            catalog.tracks(&shown).await?.into_iter().map(|track| (track.id, track.title)).collect();
        let named = |id: TrackId| titles.get(&id).map(|title| NamedTrack { id, title: title.clone() });
        let unwanted = shown.into_iter().filter_map(named).collect();
        Ok(LikesSuggestions { on: true, liked_count: liking.liked.len() as u64, items, unwanted })
    }

    /// The next songs of a radio that goes on from the likes, none twice in a session; when nothing that goes with them
    /// is left, liked songs themselves. A skip takes the song's artists out of the session, a dislike what sounds most
    /// like it as well. What the session is told of is used for this answer and not kept.
    ///
    /// # Errors
    /// The database's.
    pub async fn next_from_likes(&self, member: SubjectId, session: &Session) -> Result<LikesSuggestions, Error> {
        let Some(liking) = self.liking(member).await? else { return Ok(LikesSuggestions::OFF) };
        let catalog = &self.parts().catalog;
        let in_session: HashSet<TrackId> = session.heard.iter().map(|one| one.track_id).collect();
        let mut left_out: HashSet<TrackId> = liking.unwanted.iter().copied().chain(in_session).collect();
        for disliked in session.of(Outcome::Disliked).rev().take(STEERING_MAX) {
            left_out.extend(self.alike_one(disliked, ALIKE_OF_DISLIKED).await?.iter().map(|pick| pick.track));
        }
        let refused: Vec<TrackId> = session.of(Outcome::Disliked).chain(session.of(Outcome::Skipped)).collect();
        let refused_artists: HashSet<ArtistId> = artists(&catalog.tracks(&refused).await?).collect();
        // What was heard to its end just now steers, and is no reason to be shown: the reasons are what is liked.
        let mut weights = liking.weights(self.now());
        let refused: HashSet<TrackId> = refused.into_iter().collect();
        let near = self.near_to_session(session.of(Outcome::Played).rev()).await?;
        weights.retain(|(track, _)| !refused.contains(track));
        for (track, weight) in &mut weights {
            *weight *= 1.0 + near.get(track).copied().unwrap_or_default();
        }
        most_first(&mut weights);
        let unheard: HashSet<TrackId> = liking.left_out().union(&left_out).copied().collect();
        let mut picks = self.beside(&weights, &unheard).await?;
        picks.extend(weights.iter().map(|(track, _)| Pick::plain(*track, Reason::Liked)));
        let picks = self.without_artists(picks, &refused_artists).await?;
        let items = choose(catalog, &picks, &left_out, NEXT).await?;
        Ok(LikesSuggestions { on: true, liked_count: liking.liked.len() as u64, items, unwanted: Vec::new() })
    }

    /// Keeps a song out of what is suggested beside the likes.
    ///
    /// # Errors
    /// [`Error::NoLikesConsent`] while it is off, [`Error::Minor`], [`Error::NotFound`], and the database's.
    pub async fn refuse_suggestion(&self, member: SubjectId, track: TrackId) -> Result<(), Error> {
        if self.parts().catalog.track(track).await?.is_none() {
            return Err(Error::NotFound);
        }
        self.refuse_minors(member).await?;
        let grant = self.parts().consents.grant::<LikesRecommendation>(member).await?;
        let mut grant = grant.ok_or(Error::NoLikesConsent)?;
        let written = store::dislike(&mut grant, track, self.now()).await;
        unless_withdrawn(written, Error::NoLikesConsent)?;
        unless_withdrawn(grant.commit().await, Error::NoLikesConsent)
    }

    /// Lets a song be suggested again.
    ///
    /// # Errors
    /// The database's; what was not marked is no error.
    pub async fn allow_suggestion(&self, member: SubjectId, track: TrackId) -> Result<(), Error> {
        if let Some(mut grant) = self.parts().consents.grant::<LikesRecommendation>(member).await? {
            store::take_back(&mut grant, track).await?;
            grant.commit().await?;
        }
        Ok(())
    }

    async fn liking(&self, member: SubjectId) -> Result<Option<Liking>, Error> {
        let db = &self.parts().db;
        let now = self.now();
        let Some(grant) = store::switch(db, member, now).await? else { return Ok(None) };
        let (liked, unwanted) = (store::liked(db, member, now).await?, store::dislikes(db, member).await?);
        Ok(Some(Liking { dice: Dice::of(grant, Day::of(now)), liked, unwanted }))
    }

    /// What goes with liked songs: what others heard with them and what sounds like them, in turn.
    async fn beside(&self, weights: &[(TrackId, f64)], left_out: &HashSet<TrackId>) -> Result<Vec<Pick>, Error> {
        if weights.is_empty() {
            return Ok(Vec::new());
        }
        let listening = Arc::new(self.listening(self.now()).await?);
        let together = self.together(&listening, weights, left_out, Dials::default()).await?;
        let mut picks: Vec<(usize, Pick)> =
            together.iter().map(pick).enumerate().map(|(place, pick)| (2 * place, pick)).collect();
        let mut alike = 0;
        for (track, _) in weights.iter().take(SOUND_SEEDS_MAX) {
            if alike >= ALIKE_ENOUGH {
                break;
            }
            let of_one = self.alike_one(*track, ALIKE_OF_ONE).await?.into_iter();
            for (place, pick) in of_one.filter(|pick| !left_out.contains(&pick.track)).enumerate() {
                picks.push((2 * place + 1, pick));
                alike += 1;
            }
        }
        // Stable: of what is equally far in its row, the row of the like that says most comes first.
        picks.sort_by_key(|(place, _)| *place);
        Ok(picks.into_iter().map(|(_, pick)| pick).collect())
    }

    /// How near liked songs, or any, are to the last songs of a session: 1 for one of them, less for what sounds alike.
    async fn near_to_session(&self, played: impl Iterator<Item = TrackId>) -> Result<HashMap<TrackId, f64>, Error> {
        let mut near: HashMap<TrackId, f64> = HashMap::new();
        for (place, track) in (1_u32..).zip(played.take(STEERING_MAX)) {
            let weight = 1.0 / f64::from(place);
            *near.entry(track).or_default() += weight;
            for pick in self.alike_one(track, ALIKE_OF_DISLIKED).await? {
                *near.entry(pick.track).or_default() += weight / 2.0;
            }
        }
        Ok(near)
    }
}

/// What is left of a like after some time: never less than half.
fn lasting(age: Millis) -> f64 {
    0.5 + 0.5 * fading(age, HALF_LIFE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ids::GrantId;

    const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);

    #[test]
    fn a_new_like_says_more_and_an_old_one_never_falls_silent() {
        assert!((lasting(Millis(0)) - 1.0).abs() < 1e-12 && (lasting(HALF_LIFE) - 0.75).abs() < 1e-12);
        assert!(lasting(Millis::days(36_500)) >= 0.5);
        assert!((lasting(Millis(-5)) - 1.0).abs() < 1e-12, "a clock that went back makes nothing strange");
    }

    #[test]
    fn each_day_other_likes_speak_first() {
        let firsts: HashSet<TrackId> = (0..30)
            .map(|day| {
                let now = NOW + Millis::days(day);
                let liking = Liking {
                    dice: Dice::of(GrantId::from_i64(9), Day::of(now)),
                    liked: (0..40).map(|track| (TrackId::from_i64(track), NOW - Millis::days(400))).collect(),
                    unwanted: Vec::new(),
                };
                liking.weights(now)[0].0
            })
            .collect();
        assert!(firsts.len() > 10, "{firsts:?}");
    }
}
