//! Chance that is the same all day.

use ids::GrantId;
use units::Day;

/// Chance that can be had again: the same for the same consent on the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dice(u64);

impl Dice {
    /// What this consent draws on this day.
    ///
    /// It is drawn from the consent, whose number is random, rather than the person: with the consent goes every way
    /// to tell whose it was, and after a new one nothing leads back to the old.
    pub(crate) fn of(grant: GrantId, day: Day) -> Self {
        Self(mixed(grant.as_i64().cast_unsigned() ^ mixed(day.number().cast_unsigned())))
    }

    /// What everybody draws on this day.
    pub(crate) fn of_all(day: Day) -> Self {
        Self(mixed(day.number().cast_unsigned()))
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
    fn chance_stays_for_the_day_and_changes_with_the_consent() {
        let day = Day::from_number(20_000);
        let dice = |grant, day| Dice::of(GrantId::from_i64(grant), day).for_thing(1);
        assert_eq!(dice(5, day).to_bits(), dice(5, day).to_bits());
        assert_ne!(dice(5, day).to_bits(), dice(6, day).to_bits());
        assert_ne!(dice(5, day).to_bits(), dice(5, Day::from_number(20_001)).to_bits());
        let drawn: Vec<f64> = (0..1_000).map(|thing| Dice::of_all(day).for_thing(thing)).collect();
        assert!(drawn.iter().all(|share| (0.0..1.0).contains(share)));
        let mean = drawn.iter().sum::<f64>() / 1_000.0;
        assert!((0.45..0.55).contains(&mean), "{mean}");
    }
}
