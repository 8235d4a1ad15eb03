//! The day for which a list is made, and chance that is the same all day.

use ids::GrantId;
use units::{Millis, Timestamp};

/// Days begin at midnight in China, eight hours before midnight UTC.
const AHEAD_OF_UTC: Millis = Millis::hours(8);
const DAY: Millis = Millis::days(1);

/// A day of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day(i64);

impl Day {
    /// The day of an instant.
    pub(crate) fn of(now: Timestamp) -> Self {
        Self((now + AHEAD_OF_UTC).as_millis().div_euclid(DAY.0))
    }

    /// When it began.
    pub(crate) fn start(self) -> Timestamp {
        Timestamp::from_millis(self.0.saturating_mul(DAY.0)) - AHEAD_OF_UTC
    }

    /// The day so many days earlier.
    pub(crate) fn back(self, days: i64) -> Self {
        Self(self.0.saturating_sub(days))
    }

    /// How many days ago it was Monday.
    pub(crate) fn since_monday(self) -> i64 {
        // Day 0 was a Thursday.
        (self.0 + 3).rem_euclid(7)
    }

    /// When the next one begins.
    pub(crate) fn end(self) -> Timestamp {
        self.start() + DAY
    }
}

/// Chance that can be had again: the same for the same consent on the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dice(u64);

impl Dice {
    /// What this consent draws on this day.
    ///
    /// It is drawn from the consent, whose number is random, rather than the person: with the consent goes every way
    /// to tell whose it was, and after a new one nothing leads back to the old.
    pub(crate) fn of(grant: GrantId, day: Day) -> Self {
        Self(mixed(grant.as_i64().cast_unsigned() ^ mixed(day.0.cast_unsigned())))
    }

    /// What everybody draws on this day.
    pub(crate) fn of_all(day: Day) -> Self {
        Self(mixed(day.0.cast_unsigned()))
    }

    /// A number from 0 up to, not including, 1 for a thing.
    pub(crate) fn for_thing(self, thing: i64) -> f64 {
        let drawn = mixed(self.0 ^ mixed(thing.cast_unsigned()));
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit a fraction exactly")]
        let share = (drawn >> 11) as f64 / (1_u64 << 53) as f64;
        share
    }

    /// The seed of a random list.
    pub(crate) fn seed(self) -> i64 {
        self.0.cast_signed()
    }
}

/// The finaliser of SplitMix64: inputs that differ little give outputs that have nothing in common.
fn mixed(number: u64) -> u64 {
    let mut hash = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_change_at_midnight_in_china() {
        let evening: Timestamp = "2026-11-23T15:59:59.999Z".parse().expect("an instant");
        let midnight = evening + Millis(1);
        assert_ne!(Day::of(evening), Day::of(midnight));
        assert_eq!(Day::of(midnight).start(), midnight);
        assert_eq!(Day::of(evening).end(), midnight);
        assert_eq!(Day::of(midnight), Day::of(midnight + Millis::hours(23)));
    }

    #[test]
    fn chance_stays_for_the_day_and_changes_with_the_consent() {
        let day = Day(20_000);
        let dice = |grant, day| Dice::of(GrantId::from_i64(grant), day).for_thing(1);
        assert_eq!(dice(5, day).to_bits(), dice(5, day).to_bits());
        assert_ne!(dice(5, day).to_bits(), dice(6, day).to_bits());
        assert_ne!(dice(5, day).to_bits(), dice(5, Day(20_001)).to_bits());
        let drawn: Vec<f64> = (0..1_000).map(|thing| Dice::of_all(day).for_thing(thing)).collect();
        assert!(drawn.iter().all(|share| (0.0..1.0).contains(share)));
        let mean = drawn.iter().sum::<f64>() / 1_000.0;
        assert!((0.45..0.55).contains(&mean), "{mean}");
    }
}
