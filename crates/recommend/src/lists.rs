//! The lists: today's, because something was played, treasures, and something else.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use catalog::Track;
use http_api::Actor;
use ids::{ArtistId, TrackId};
use recommender::{Dials, Item, Listening, PEOPLE_MIN, Recommended};
use serde::Serialize;
use units::{Day, Timestamp};
use utoipa::ToSchema;

use crate::choice::{NamedTrack, Pick, Reason, RecommendedTrack, Shape, choose};
use crate::dice::Dice;
use crate::error::Error;
use crate::taste::{Taste, most_first, seeds};
use crate::{Recommend, counted};

pub(crate) const TODAY: Shape = Shape { limit: 30, of_artist_max: 3 };
const TREASURES: Shape = Shape { limit: 20, of_artist_max: 2 };
const DIFFERENT: Shape = Shape { limit: 20, of_artist_max: 1 };
const ON_REPEAT: Shape = Shape { limit: 40, of_artist_max: 40 };
const BECAUSE: Shape = Shape { limit: 10, of_artist_max: 3 };
/// Rows of songs because of one that was played.
const BECAUSE_ROWS_MAX: usize = 4;
/// A row with fewer songs than this is left out.
const BECAUSE_ROW_MIN: usize = 3;
/// Candidates that are counted for a list.
const CANDIDATES: usize = 150;
/// Songs of one's own for which others that sound alike are looked for.
const SOUND_SEEDS_MAX: usize = 6;
/// How many that sound alike are looked for, for each.
const ALIKE_OF_ONE: usize = 10;

/// Whether a list was made for the one who asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Personalised {
    /// By what the member heard.
    On,
    /// The member agreed, and nothing that counts has been heard yet: the same as for everybody.
    Learning,
    /// The member did not agree: the same as for everybody.
    Off,
    /// The member is a minor, and nothing of theirs was read: the same as for everybody.
    Minor,
    /// Nobody is signed in: the same as for everybody.
    Guest,
}

/// A list of songs, each with its reason.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecommendedList {
    /// Whether it was made for the one who asked.
    pub personalised: Personalised,
    /// Until when it stays, where it is a list of the day.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// The songs.
    pub items: Vec<RecommendedTrack>,
}

/// Songs because one was played.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BecauseRow {
    /// The song that was played.
    pub because: NamedTrack,
    /// The others.
    pub items: Vec<RecommendedTrack>,
}

/// Rows of songs, each because one was played; none for whoever is not personalised.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BecauseRows {
    /// Whether they were made for the one who asked.
    pub personalised: Personalised,
    /// The rows.
    pub items: Vec<BecauseRow>,
}

impl Recommend {
    /// Today's songs: new each day at midnight in China, the same all day.
    ///
    /// # Errors
    /// The database's.
    pub async fn today(&self, actor: &Actor) -> Result<RecommendedList, Error> {
        let day = Day::of(self.now());
        let (personalised, taste) = self.taste(actor).await?;
        let everybody = self.for_everybody(day).await?;
        let (mut picks, mut left_out) = (Vec::new(), HashSet::new());
        if let Some(taste) = taste.map(|taste| taste.before(day.start())) {
            left_out = left_out_of(&taste);
            picks = self.near(&taste, &left_out, day).await?;
        }
        picks.extend(everybody);
        let items = choose(&self.parts().catalog, &picks, &left_out, TODAY).await?;
        Ok(RecommendedList { personalised, until: Some(day.end()), items })
    }

    /// For each of the last songs that were played, others because of it.
    ///
    /// # Errors
    /// The database's.
    pub async fn because(&self, actor: &Actor) -> Result<BecauseRows, Error> {
        let (personalised, taste) = self.taste(actor).await?;
        let mut rows = Vec::new();
        let Some(taste) = taste else { return Ok(BecauseRows { personalised, items: rows }) };
        let mut left_out = left_out_of(&taste);
        let now = self.now();
        let listening = Arc::new(self.listening(now).await?);
        for (track, weight) in taste.weights(now) {
            if rows.len() == BECAUSE_ROWS_MAX {
                break;
            }
            let together = self.together(&listening, &[(track, weight)], &left_out, Dials::default()).await?;
            let mut picks: Vec<Pick> = together.iter().map(pick).collect();
            picks.extend(self.alike_one(track, ALIKE_OF_ONE).await?);
            let items = choose(&self.parts().catalog, &picks, &left_out, BECAUSE).await?;
            let Some(because) = items.first().and_then(|item| item.because.clone()) else { continue };
            if items.len() >= BECAUSE_ROW_MIN {
                left_out.extend(items.iter().map(|item| item.track.id));
                rows.push(BecauseRow { because, items });
            }
        }
        Ok(BecauseRows { personalised, items: rows })
    }

    /// What one hears again and again, drawn anew each day, the stronger the habit the earlier; nothing without consent.
    ///
    /// # Errors
    /// The database's.
    pub async fn on_repeat(&self, actor: &Actor) -> Result<RecommendedList, Error> {
        let (now, day) = (self.now(), Day::of(self.now()));
        let (personalised, taste) = self.taste(actor).await?;
        let mut habits = Vec::new();
        if let Some(taste) = taste {
            let drawn =
                |(track, weight): (TrackId, f64)| (weight * (0.5 + taste.dice.for_thing(track.as_i64())), track);
            habits = taste.on_repeat(now).into_iter().map(drawn).collect();
            habits.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        }
        let picks: Vec<Pick> = habits.into_iter().map(|(_, track)| Pick::plain(track, Reason::OnRepeat)).collect();
        let items = choose(&self.parts().catalog, &picks, &HashSet::new(), ON_REPEAT).await?;
        Ok(RecommendedList { personalised, until: Some(day.end()), items })
    }

    /// Songs that few love, near to what the listener hears; for everybody songs that few hear.
    ///
    /// # Errors
    /// The database's.
    pub async fn treasures(&self, actor: &Actor) -> Result<RecommendedList, Error> {
        let day = Day::of(self.now());
        let (personalised, taste) = self.taste(actor).await?;
        let popular: HashSet<TrackId> = self.popular(day).await?.into_iter().collect();
        let (mut picks, mut left_out) = (Vec::new(), popular);
        let mut dice = Dice::of_all(day);
        if let Some(taste) = taste.map(|taste| taste.before(day.start())) {
            left_out.extend(left_out_of(&taste));
            dice = taste.dice;
            let listening = Arc::new(self.listening(day.start()).await?);
            let weights = taste.weights(day.start());
            let dials = Dials { against_popularity: 0.9, ..Dials::default() };
            let few = few(&listening);
            let together = self.together(&listening, &weights, &left_out, dials).await?;
            picks = together.iter().filter(|one| listening.people(one.item) <= few).map(pick).collect();
            let alike = self.alike(&weights, dice).await?.into_iter();
            picks.extend(alike.filter(|pick| listening.people(Item(pick.track.as_i64())) <= few));
        }
        let chance = self.by_chance(dice, CANDIDATES).await?;
        picks.extend(chance.into_iter().map(|track| Pick::plain(track, Reason::Chance)));
        let items = choose(&self.parts().catalog, &picks, &left_out, TREASURES).await?;
        Ok(RecommendedList { personalised, until: Some(day.end()), items })
    }

    /// Something else, on purpose: of a hundred songs `strangeness` are by artists whom the listener has not heard.
    ///
    /// # Errors
    /// The database's.
    pub async fn different(&self, actor: &Actor, strangeness: u8) -> Result<RecommendedList, Error> {
        let day = Day::of(self.now());
        let (personalised, taste) = self.taste(actor).await?;
        let catalog = &self.parts().catalog;
        let Some(taste) = taste.filter(|taste| !taste.plays.is_empty()).map(|taste| taste.before(day.start())) else {
            let chance = self.by_chance(Dice::of_all(day), CANDIDATES).await?;
            let picks: Vec<Pick> = chance.into_iter().map(|track| Pick::plain(track, Reason::Chance)).collect();
            let items = choose(catalog, &picks, &HashSet::new(), DIFFERENT).await?;
            return Ok(RecommendedList { personalised, until: Some(day.end()), items });
        };
        let left_out = left_out_of(&taste);
        let known: HashSet<ArtistId> = artists(&catalog.tracks(&taste.heard()).await?).collect();
        let chance = self.by_chance(taste.dice, CANDIDATES).await?;
        let strange: Vec<Pick> = catalog
            .tracks(&chance)
            .await?
            .iter()
            .filter(|track| !track.artists.iter().any(|artist| known.contains(&artist.id)))
            .map(|track| Pick::plain(track.id, Reason::Unheard))
            .collect();
        let near = self.alike(&taste.weights(day.start()), taste.dice).await?;
        let picks = mixed(strange, near, strangeness);
        let items = choose(catalog, &picks, &left_out, DIFFERENT).await?;
        Ok(RecommendedList { personalised, until: Some(day.end()), items })
    }

    /// What is near to a taste, as it is drawn for a day: what goes best comes early more often, and not every day.
    pub(crate) async fn near(&self, taste: &Taste, left_out: &HashSet<TrackId>, day: Day) -> Result<Vec<Pick>, Error> {
        let listening = Arc::new(self.listening(day.start()).await?);
        let weights = taste.weights(day.start());
        let together = self.together(&listening, &weights, left_out, Dials::default()).await?;
        self.drawn(&weights, together, taste.dice).await
    }

    /// What goes with some songs, as the dice fall, and after that what sounds like them.
    pub(crate) async fn drawn(
        &self,
        weights: &[(TrackId, f64)],
        mut together: Vec<Recommended>,
        dice: Dice,
    ) -> Result<Vec<Pick>, Error> {
        let today = |one: &Recommended| one.score * (0.4 + dice.for_thing(one.item.0));
        together.sort_by(|left, right| today(right).total_cmp(&today(left)).then(left.item.cmp(&right.item)));
        let mut picks: Vec<Pick> = together.iter().map(pick).collect();
        picks.extend(self.alike(weights, dice).await?);
        Ok(picks)
    }

    pub(crate) async fn together(
        &self,
        listening: &Arc<Listening>,
        weights: &[(TrackId, f64)],
        left_out: &HashSet<TrackId>,
        dials: Dials,
    ) -> Result<Vec<Recommended>, Error> {
        let left_out = left_out.clone();
        let is_left_out = move |item: Item| left_out.contains(&TrackId::from_i64(item.0));
        counted(Arc::clone(listening), seeds(weights), is_left_out, dials, CANDIDATES).await
    }

    /// What sounds like some of one's songs, in turn; which of them is drawn, and those that say most more often.
    pub(crate) async fn alike(&self, weights: &[(TrackId, f64)], dice: Dice) -> Result<Vec<Pick>, Error> {
        let mut drawn: Vec<(f64, TrackId)> =
            weights.iter().map(|(track, weight)| (weight * dice.for_thing(track.as_i64()), *track)).collect();
        drawn.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        let mut picks: Vec<(usize, Pick)> = Vec::new();
        for (_, track) in drawn.into_iter().take(SOUND_SEEDS_MAX) {
            picks.extend(self.alike_one(track, ALIKE_OF_ONE).await?.into_iter().enumerate());
        }
        picks.sort_by_key(|(place, _)| *place);
        Ok(picks.into_iter().map(|(_, pick)| pick).collect())
    }

    pub(crate) async fn alike_one(&self, track: TrackId, limit: usize) -> Result<Vec<Pick>, Error> {
        let matches = self.parts().similarity.similar(track, limit).await?;
        Ok(matches.into_iter().map(|one| Pick::because(one.track, Reason::SoundsLike, track)).collect())
    }
}

/// What is in no list: what was heard, and what is not wanted.
pub(crate) fn left_out_of(taste: &Taste) -> HashSet<TrackId> {
    taste.heard().into_iter().chain(taste.disliked.iter().copied()).collect()
}

pub(crate) fn pick(one: &Recommended) -> Pick {
    let (track, because) = (TrackId::from_i64(one.item.0), TrackId::from_i64(one.because.0));
    Pick::because(track, Reason::HeardTogether, because)
}

/// Everybody who performs on these.
pub(crate) fn artists(tracks: &[Track]) -> impl Iterator<Item = ArtistId> {
    tracks.iter().flat_map(|track| track.artists.iter().map(|artist| artist.id))
}

/// So many listeners are few: one in ten, and never fewer than have to carry what is shown.
pub(crate) fn few(listening: &Listening) -> usize {
    (listening.listeners() / 10).max(PEOPLE_MIN as usize)
}

/// Two lists as one, `strangeness` of a hundred from the first, evenly; the rest of either follows.
fn mixed(strange: Vec<Pick>, near: Vec<Pick>, strangeness: u8) -> Vec<Pick> {
    let share = usize::from(strangeness.min(100));
    let (mut strange, mut near) = (strange.into_iter(), near.into_iter());
    let mut picks = Vec::new();
    for place in 0.. {
        // The whole part of place × share / 100 grows by one where a strange song comes.
        let is_strange = (place + 1) * share / 100 > place * share / 100;
        let next =
            if is_strange { strange.next().or_else(|| near.next()) } else { near.next().or_else(|| strange.next()) };
        match next {
            Some(next) => picks.push(next),
            None => break,
        }
    }
    picks
}

/// Shares of a whole, the largest first.
pub(crate) fn shares(weights: HashMap<ArtistId, f64>) -> Vec<(ArtistId, f64)> {
    let mut weights: Vec<(ArtistId, f64)> = weights.into_iter().collect();
    most_first(&mut weights);
    // Summed in this order, the same on every machine.
    let whole: f64 = weights.iter().map(|(_, weight)| weight).sum();
    if whole > 0.0 {
        weights.iter_mut().for_each(|(_, weight)| *weight /= whole);
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dial_says_how_many_are_strange() {
        let picks = |from: i64, reason| -> Vec<Pick> {
            (from..from + 100).map(|track| Pick::plain(TrackId::from_i64(track), reason)).collect()
        };
        for (dial, expected) in [(0, 0), (25, 5), (50, 10), (100, 20), (255, 20)] {
            let mixed = mixed(picks(0, Reason::Unheard), picks(1_000, Reason::SoundsLike), dial);
            let strange = mixed.iter().take(20).filter(|pick| pick.reason == Reason::Unheard).count();
            assert_eq!((strange, mixed.len()), (expected, 200), "{dial}");
        }
    }
}
