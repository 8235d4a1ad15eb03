//! What may be known of the listener who asks: with their consent what they heard, otherwise nothing.

use std::collections::{HashMap, HashSet};

use ids::TrackId;
use recommender::{ITEMS_PER_LISTENER_MAX, Item, Seed};
use units::{Millis, Timestamp};

use crate::dice::Dice;
use crate::store::Play;

/// After so long a song says half as much about its listener.
const HALF_LIFE: Millis = Millis::days(45);

/// After so long a habit is half gone.
const HABIT_HALF_LIFE: Millis = Millis::days(10);
/// What was heard less often than this is no habit.
const AGAIN: u32 = 2;

/// What a member agreed to have read, as it is now. It lives for one request.
#[derive(Clone, Debug)]
pub(crate) struct Taste {
    /// What this consent draws today.
    pub(crate) dice: Dice,
    /// What they heard, the latest first.
    pub(crate) plays: Vec<Play>,
    /// What they do not want.
    pub(crate) disliked: HashSet<TrackId>,
}

impl Taste {
    /// The same, as it was before an instant; as it is now when there was nothing yet.
    pub(crate) fn before(mut self, instant: Timestamp) -> Self {
        let earlier: Vec<Play> = self.plays.iter().copied().filter(|play| play.started_at < instant).collect();
        if !earlier.is_empty() {
            self.plays = earlier;
        }
        self
    }

    /// Every song that was heard, each once, the latest first.
    pub(crate) fn heard(&self) -> Vec<TrackId> {
        let mut seen = HashSet::new();
        self.plays.iter().map(|play| play.track).filter(|track| seen.insert(*track)).collect()
    }

    /// How much each song says, by how often and how long ago it was heard; the most first, ties by song.
    pub(crate) fn weights(&self, now: Timestamp) -> Vec<(TrackId, f64)> {
        self.weighed(now, HALF_LIFE, 1)
    }

    /// Songs that were heard again and again lately, and how much; as [`Taste::weights`].
    pub(crate) fn on_repeat(&self, now: Timestamp) -> Vec<(TrackId, f64)> {
        self.weighed(now, HABIT_HALF_LIFE, AGAIN)
    }

    fn weighed(&self, now: Timestamp, half_life: Millis, times_min: u32) -> Vec<(TrackId, f64)> {
        let mut times: HashMap<TrackId, u32> = HashMap::new();
        for play in &self.plays {
            *times.entry(play.track).or_default() += 1;
        }
        let latest: HashMap<TrackId, Timestamp> =
            self.plays.iter().rev().map(|play| (play.track, play.started_at)).collect();
        let weight = |track: TrackId| {
            let often = Seed::heard(Item(track.as_i64()), f64::from(times[&track])).weight;
            often * fading(now.since(latest[&track]), half_life)
        };
        let is_wanted = |track: &TrackId| !self.disliked.contains(track) && times[track] >= times_min;
        let heard = self.heard().into_iter().filter(is_wanted);
        let mut weights: Vec<(TrackId, f64)> =
            heard.take(ITEMS_PER_LISTENER_MAX).map(|track| (track, weight(track))).collect();
        most_first(&mut weights);
        weights
    }
}

/// Weights as the recommender takes them.
pub(crate) fn seeds(weights: &[(TrackId, f64)]) -> Vec<Seed> {
    weights.iter().map(|(track, weight)| Seed { item: Item(track.as_i64()), weight: *weight }).collect()
}

/// Puts the largest weights first, ties by what they weigh.
pub(crate) fn most_first<T: Ord>(weights: &mut [(T, f64)]) {
    weights.sort_unstable_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
}

/// What is left of a weight after some time; the future counts as now.
pub(crate) fn fading(age: Millis, half_life: Millis) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of centuries are below 2^53")]
    let half_lives = age.0.max(0) as f64 / half_life.0 as f64;
    0.5_f64.powf(half_lives)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ids::GrantId;
    use units::Day;

    const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);

    fn taste(plays: &[(i64, i64)]) -> Taste {
        let play = |(track, days_ago): &(i64, i64)| Play {
            track: TrackId::from_i64(*track),
            started_at: NOW - Millis::days(*days_ago),
        };
        let dice = Dice::of(GrantId::from_i64(1), Day::of(NOW));
        Taste { dice, plays: plays.iter().map(play).collect(), disliked: HashSet::new() }
    }

    fn tracks(weights: &[(TrackId, f64)]) -> Vec<i64> {
        weights.iter().map(|(track, _)| track.as_i64()).collect()
    }

    #[test]
    fn what_is_heard_often_and_lately_says_most() {
        let mut taste = taste(&[(3, 0), (1, 1), (1, 2), (2, 90), (1, 100)]);
        assert_eq!(tracks(&taste.weights(NOW)), [1, 3, 2]);
        assert_eq!(taste.heard().len(), 3);
        taste.disliked.insert(TrackId::from_i64(1));
        assert_eq!(tracks(&taste.weights(NOW)), [3, 2], "what is not wanted says nothing");
    }

    #[test]
    fn a_habit_is_what_was_heard_again_and_lately() {
        let taste = taste(&[(3, 0), (1, 1), (1, 2), (2, 30), (2, 31), (2, 32)]);
        assert_eq!(tracks(&taste.on_repeat(NOW)), [1, 2], "once is no habit, and an old one fades");
    }

    #[test]
    fn the_day_begins_with_what_was_heard_before_it() {
        assert_eq!(taste(&[(2, 0), (1, 2)]).before(NOW - Millis::days(1)).heard().len(), 1);
        assert_eq!(
            taste(&[(2, 0)]).before(NOW - Millis::days(1)).heard().len(),
            1,
            "the first day takes what there is"
        );
    }
}
