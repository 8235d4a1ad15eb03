//! One hearing of one track, and what counts as one.

use ids::{ListenId, TrackId};
use units::{Millis, Timestamp};

/// A hearing of this length counts whatever the track's length; the field's old custom.
const COUNTS_AFTER: Millis = Millis::minutes(4);
/// A player may have been offline; what is older than this is a clock gone wrong.
const REPORTED_WITHIN: Millis = Millis::days(30);
/// Clocks differ a little.
const AHEAD_MAX: Millis = Millis::minutes(5);
/// How long the policy lets a listen be kept.
const KEPT_FOR: Millis = Millis::days(180);
/// Nothing plays longer than this in one hearing.
const PLAYED_MAX: Millis = Millis::days(1);

/// A hearing that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listen {
    /// The hearing.
    pub id: ListenId,
    /// What was heard.
    pub track_id: TrackId,
    /// When it began.
    pub started_at: Timestamp,
    /// How long it lasted, in milliseconds.
    pub played_ms: i64,
}

/// A hearing that counts, to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewListen {
    pub(crate) track_id: TrackId,
    pub(crate) started_at: Timestamp,
    pub(crate) played: Millis,
}

/// Why what was reported is no listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAListen {
    /// It began in the future, or longer ago than a player can have been offline.
    StartedAt,
    /// It lasted no time at all, or longer than a day.
    PlayedMs,
    /// It ended before it counts; nothing is wrong, and nothing is kept.
    TooShort,
}

impl NewListen {
    /// A listen of long ago that a member brings along, if it is one: as [`NewListen::parse`] has it, but of any time for
    /// which a listen is kept.
    ///
    /// # Errors
    /// Which part keeps it from being a listen.
    pub fn brought_along(
        track_id: TrackId,
        duration: Millis,
        started_at: Timestamp,
        played: Millis,
        now: Timestamp,
    ) -> Result<Self, NotAListen> {
        Self::within(KEPT_FOR, track_id, duration, started_at, played, now)
    }

    /// What was heard, and when it began.
    #[must_use]
    pub fn key(&self) -> (TrackId, Timestamp) {
        (self.track_id, self.started_at)
    }

    /// A listen, if what was reported is one.
    ///
    /// It counts from half the track or from four minutes on.
    /// `duration` is the track's length; zero when unknown, and then four minutes decide.
    ///
    /// # Errors
    /// Which part of the report keeps it from being a listen.
    pub fn parse(
        track_id: TrackId,
        duration: Millis,
        started_at: Timestamp,
        played: Millis,
        now: Timestamp,
    ) -> Result<Self, NotAListen> {
        Self::within(Millis(REPORTED_WITHIN.0 + 1), track_id, duration, started_at, played, now)
    }

    /// A listen that began less than `age_max` ago.
    fn within(
        age_max: Millis,
        track_id: TrackId,
        duration: Millis,
        started_at: Timestamp,
        played: Millis,
        now: Timestamp,
    ) -> Result<Self, NotAListen> {
        let age_ms = now.as_millis().saturating_sub(started_at.as_millis());
        if !(-AHEAD_MAX.0..age_max.0).contains(&age_ms) {
            return Err(NotAListen::StartedAt);
        }
        if !(0..=PLAYED_MAX.0).contains(&played.0) {
            return Err(NotAListen::PlayedMs);
        }
        let is_half = duration.0 > 0 && played.0.saturating_mul(2) >= duration.0;
        if !is_half && played.0 < COUNTS_AFTER.0 {
            return Err(NotAListen::TooShort);
        }
        Ok(Self { track_id, started_at, played })
    }
}

#[cfg(test)]
mod tests {
    use super::{NewListen, NotAListen};
    use ids::TrackId;
    use units::{Millis, Timestamp};

    const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);

    fn check(duration_ms: i64, played_ms: i64, age: Millis, expected: Result<(), NotAListen>) {
        let started_at = Timestamp::from_millis(NOW.as_millis() - age.0);
        let listen = NewListen::parse(TrackId::from_i64(1), Millis(duration_ms), started_at, Millis(played_ms), NOW);
        assert_eq!(listen.map(|_| ()), expected, "{played_ms} of {duration_ms} ms, {age:?} ago");
    }

    #[test]
    fn half_the_track_or_four_minutes_count() {
        let today = Millis::hours(1);
        check(200_000, 100_000, today, Ok(()));
        check(200_000, 99_999, today, Err(NotAListen::TooShort));
        check(200_001, 100_000, today, Err(NotAListen::TooShort));
        check(1_000_000, 240_000, today, Ok(()));
        check(1_000_000, 239_999, today, Err(NotAListen::TooShort));
        check(0, 239_999, today, Err(NotAListen::TooShort));
        check(0, 240_000, today, Ok(()));
        check(2, 1, today, Ok(()));
    }

    #[test]
    fn what_is_brought_along_is_within_the_term_of_the_policy() {
        let brought = |age: Millis, played_ms: i64| {
            let started_at = Timestamp::from_millis(NOW.as_millis() - age.0);
            NewListen::brought_along(TrackId::from_i64(1), Millis(200), started_at, Millis(played_ms), NOW).map(|_| ())
        };
        assert_eq!(brought(Millis::days(179), 100), Ok(()));
        assert_eq!(brought(Millis::days(179), 99), Err(NotAListen::TooShort));
        assert_eq!(brought(Millis::days(180), 100), Err(NotAListen::StartedAt));
        assert_eq!(brought(Millis(-Millis::minutes(6).0), 100), Err(NotAListen::StartedAt));
        assert_eq!(brought(Millis::days(1), -1), Err(NotAListen::PlayedMs));
    }

    #[test]
    fn clocks_gone_wrong_are_refused() {
        check(1_000, 1_000, Millis::days(30), Ok(()));
        check(1_000, 1_000, Millis::days(31), Err(NotAListen::StartedAt));
        check(1_000, 1_000, Millis(-Millis::minutes(5).0), Ok(()));
        check(1_000, 1_000, Millis(-Millis::minutes(6).0), Err(NotAListen::StartedAt));
        check(1_000, -1, Millis(0), Err(NotAListen::PlayedMs));
        check(1_000, Millis::days(2).0, Millis(0), Err(NotAListen::PlayedMs));
        check(i64::MAX, i64::MAX, Millis(0), Err(NotAListen::PlayedMs));
    }
}
