//! What everybody is shown alike: many hear it, it is new, or chance chose it.

use catalog::{Filter, TrackSort};
use ids::TrackId;
use recommender::PEOPLE_MIN;
use units::{Day, Millis};

use crate::Recommend;
use crate::choice::{Pick, Reason};
use crate::dice::Dice;
use crate::error::Error;
use crate::store;

/// What was heard in so long counts as what many hear.
const POPULAR_WITHIN: Millis = Millis::days(30);
/// Of each kind so many are candidates.
const OF_KIND: usize = 60;

impl Recommend {
    /// Songs of the day for everybody: of three one that many hear, one that is new, and one by chance.
    pub(crate) async fn for_everybody(&self, day: Day) -> Result<Vec<Pick>, Error> {
        let dice = Dice::of_all(day);
        let shuffled = |mut tracks: Vec<TrackId>| {
            tracks.sort_by(|left, right| {
                let drawn = |track: &TrackId| dice.for_thing(track.as_i64());
                drawn(left).total_cmp(&drawn(right)).then(left.cmp(right))
            });
            tracks
        };
        let popular = shuffled(self.popular(day).await?);
        let new = shuffled(self.listed(TrackSort::Newest, 0, OF_KIND).await?);
        let chance = self.listed(TrackSort::Random, dice.seed(), OF_KIND).await?;
        let kinds = [(popular, Reason::Popular), (new, Reason::New), (chance, Reason::Chance)];
        let mut picks: Vec<(usize, Pick)> = Vec::new();
        for (tracks, reason) in kinds {
            picks.extend(tracks.into_iter().enumerate().map(|(place, track)| (place, Pick::plain(track, reason))));
        }
        picks.sort_by_key(|(place, _)| *place);
        Ok(picks.into_iter().map(|(_, pick)| pick).collect())
    }

    /// What many heard until the day began.
    pub(crate) async fn popular(&self, day: Day) -> Result<Vec<TrackId>, Error> {
        let (since, limit) = (day.start() - POPULAR_WITHIN, i64::try_from(OF_KIND).unwrap_or(i64::MAX));
        Ok(store::popular(&self.parts().db, since, day.start(), PEOPLE_MIN, limit).await?)
    }

    /// Songs by chance: the same for the same seed.
    pub(crate) async fn by_chance(&self, dice: Dice, limit: usize) -> Result<Vec<TrackId>, Error> {
        self.listed(TrackSort::Random, dice.seed(), limit).await
    }

    async fn listed(&self, sort: TrackSort, seed: i64, limit: usize) -> Result<Vec<TrackId>, Error> {
        let list = self.parts().catalog.track_list(sort, seed, &Filter::default(), None, limit).await?;
        Ok(list.items.into_iter().map(|track| track.id).collect())
    }
}
