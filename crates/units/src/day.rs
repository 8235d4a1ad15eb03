//! Days and their hours, as China counts them: one time for the whole country, and no summer time.

use crate::{Millis, Timestamp};

/// Days begin at midnight in China, eight hours before midnight UTC.
pub(crate) const AHEAD_OF_UTC: Millis = Millis::hours(8);

impl Timestamp {
    /// When the day of this instant began.
    #[must_use]
    pub fn day_began(self) -> Self {
        self - Millis((self + AHEAD_OF_UTC).as_millis().rem_euclid(Millis::days(1).0))
    }

    /// How much of its day is over.
    #[must_use]
    pub fn time_of_day(self) -> Millis {
        self.since(self.day_began())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_china() {
        let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
        assert_eq!(at("2026-11-23T15:59:59.999Z").day_began(), at("2026-11-22T16:00:00Z"));
        assert_eq!(at("2026-11-23T16:00:00Z").day_began(), at("2026-11-23T16:00:00Z"));
        assert_eq!(at("2026-11-23T14:00:00Z").time_of_day(), Millis::hours(22));
        assert_eq!(at("1969-12-31T12:00:00Z").time_of_day(), Millis::hours(20));
    }
}
