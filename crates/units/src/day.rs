//! Days and their hours, as China counts them: one time for the whole country, and no summer time.

use crate::{Millis, Timestamp};

/// Days begin at midnight in China, eight hours before midnight UTC.
pub(crate) const AHEAD_OF_UTC: Millis = Millis::hours(8);
const DAY: Millis = Millis::days(1);

/// A day in China, counted from that of 1970-01-01, which is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The day of an instant.
    #[must_use]
    pub fn of(now: Timestamp) -> Self {
        Self((now + AHEAD_OF_UTC).as_millis().div_euclid(DAY.0))
    }

    /// The day with this number.
    #[must_use]
    pub const fn from_number(number: i64) -> Self {
        Self(number)
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// When it began.
    #[must_use]
    pub fn start(self) -> Timestamp {
        Timestamp::from_millis(self.0.saturating_mul(DAY.0)) - AHEAD_OF_UTC
    }

    /// When the next one begins.
    #[must_use]
    pub fn end(self) -> Timestamp {
        self.start() + DAY
    }

    /// The day so many days earlier.
    #[must_use]
    pub fn back(self, days: i64) -> Self {
        Self(self.0.saturating_sub(days))
    }

    /// How many days ago it was Monday.
    #[must_use]
    pub fn since_monday(self) -> i64 {
        // Day 0 was a Thursday.
        (self.0 + 3).rem_euclid(7)
    }

    /// The hour of this day at an instant, from 0 to 23; none when the instant is on another day.
    #[must_use]
    pub fn hour_of(self, at: Timestamp) -> Option<u8> {
        (Self::of(at) == self).then(|| at.since(self.start()).0 / Millis::hours(1).0)?.try_into().ok()
    }
}

impl std::fmt::Display for Day {
    /// As a calendar writes it: `2026-11-23`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let noon = (self.start() + AHEAD_OF_UTC).to_string();
        f.write_str(noon.split('T').next().unwrap_or_default())
    }
}

impl Timestamp {
    /// When the day of this instant began.
    #[must_use]
    pub fn day_began(self) -> Self {
        self - self.time_of_day()
    }

    /// How much of its day is over.
    #[must_use]
    pub fn time_of_day(self) -> Millis {
        Millis((self + AHEAD_OF_UTC).as_millis().rem_euclid(DAY.0))
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
        assert_eq!(at("1969-12-31T12:00:00Z").day_began(), Day::of(at("1969-12-31T12:00:00Z")).start());
    }

    #[test]
    fn days_change_at_midnight_in_china() {
        let evening: Timestamp = "2026-11-23T15:59:59.999Z".parse().expect("an instant");
        let midnight = evening + Millis(1);
        assert_ne!(Day::of(evening), Day::of(midnight));
        assert_eq!(Day::of(midnight).start(), midnight);
        assert_eq!(Day::of(evening).end(), midnight);
        assert_eq!(Day::of(midnight), Day::of(midnight + Millis::hours(23)));
        assert_eq!(
            (Day::of(evening).to_string(), Day::of(midnight).to_string()),
            ("2026-11-23".into(), "2026-11-24".into())
        );
    }

    #[test]
    fn hours_are_of_their_day() {
        let midnight: Timestamp = "2026-11-23T16:00:00Z".parse().expect("an instant");
        let day = Day::of(midnight);
        assert_eq!(day.hour_of(midnight), Some(0));
        assert_eq!(day.hour_of(midnight + Millis::hours(24) - Millis(1)), Some(23));
        assert_eq!((day.hour_of(midnight - Millis(1)), day.hour_of(day.end())), (None, None));
        assert_eq!(Day::from_number(day.number()), day);
    }
}
