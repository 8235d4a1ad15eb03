//! The rules of minors' mode, as functions of what is known and of the instant.

use consent::ModeBand;
use units::{Millis, Timestamp};

/// After so much listening a rest is suggested (guide of the CAC on minors' mode).
pub const REST_EVERY: Millis = Millis::minutes(30);
/// Characters of the mode's password: four digits will do, as too many tries are refused.
pub const PASSWORD_CHARACTERS: std::ops::RangeInclusive<usize> = 4..=128;
/// Days that are kept, today among them.
pub const DAYS_KEPT: i64 = 7;
/// Minutes of a day.
const DAY_MINUTES: i64 = 24 * 60;

/// The usual limit of a day. The guide names an hour below sixteen and two hours below eighteen; its draft of 2023 named
/// forty minutes below eight, which we keep to.
#[must_use]
pub fn usual_limit(band: ModeBand) -> Millis {
    match band {
        ModeBand::BelowEight => Millis::minutes(40),
        ModeBand::BelowSixteen => Millis::hours(1),
        ModeBand::BelowEighteen => Millis::hours(2),
    }
}

/// When nothing sounds, every day; from and to the same minute means that there is no pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// The minute of the day at which it begins.
    pub from_minute: u32,
    /// The minute of the day at which it ends, perhaps of the next one.
    pub to_minute: u32,
}

impl Pause {
    /// From ten in the evening to six in the morning, as the guide has it.
    pub const USUAL: Self = Self { from_minute: 22 * 60, to_minute: 6 * 60 };

    fn length_minutes(self) -> i64 {
        (i64::from(self.to_minute) - i64::from(self.from_minute)).rem_euclid(DAY_MINUTES)
    }

    /// How long ago the latest pause began, as far as the time of day tells.
    fn since_its_begin(self, at: Timestamp) -> Millis {
        let began = Millis::minutes(i64::from(self.from_minute));
        Millis((at.time_of_day().0 - began.0).rem_euclid(Millis::days(1).0))
    }

    /// Until when it lasts, when it does.
    #[must_use]
    pub fn ends_at(self, at: Timestamp) -> Option<Timestamp> {
        let (ago, length) = (self.since_its_begin(at), Millis::minutes(self.length_minutes()));
        (ago < length).then(|| at + Millis(length.0 - ago.0))
    }

    /// How long until it begins; nothing when there is none.
    fn begins_in(self, at: Timestamp) -> Option<Millis> {
        (self.length_minutes() > 0).then(|| Millis(Millis::days(1).0 - self.since_its_begin(at).0))
    }
}

/// What is let in though it is left out by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allows {
    /// Songs that their tags call explicit.
    pub explicit: bool,
    /// Podcasts, which others make and nobody here looks through.
    pub podcasts: bool,
    /// What other members show and say: the square and its playlists, and the chat.
    pub others: bool,
}

/// What a guardian, or whoever has the password, sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Minutes of a day; usual for the age when nothing is set.
    pub limit_minutes: Option<u32>,
    /// When nothing sounds.
    pub pause: Pause,
    /// What is let in.
    pub allows: Allows,
}

impl Default for Limits {
    fn default() -> Self {
        Self { limit_minutes: None, pause: Pause::USUAL, allows: Allows::default() }
    }
}

/// What was heard on one day, as it was counted last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// When the day began.
    pub began_at: Timestamp,
    /// What was settled.
    pub played: Millis,
    /// Up to when it was.
    pub counted_at: Timestamp,
    /// Until when sound that was fetched goes on, on whichever device.
    pub until_at: Timestamp,
}

impl Day {
    /// What was heard by an instant: what was settled, and what goes on since, but not into the next day.
    #[must_use]
    pub fn played_at(self, at: Timestamp) -> Millis {
        let heard_until = self.until_at.min(at).min(self.began_at + Millis::days(1));
        Millis(self.played.0 + heard_until.since(self.counted_at).0.max(0))
    }
}

/// Whether there may be sound now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// There may, for so long if nothing is changed.
    Open {
        /// Until the day's time is over or the pause begins.
        left: Millis,
    },
    /// The day's time is over.
    TimeOver {
        /// When it goes on.
        goes_on_at: Timestamp,
    },
    /// The pause.
    Pause {
        /// When it goes on.
        goes_on_at: Timestamp,
    },
}

impl Openness {
    /// Whether there may be sound, by what was heard today and the limits.
    #[must_use]
    pub fn of(played: Millis, limit: Millis, pause: Pause, now: Timestamp) -> Self {
        if played >= limit {
            let tomorrow = now.day_began() + Millis::days(1);
            return Self::TimeOver { goes_on_at: pause.ends_at(tomorrow).unwrap_or(tomorrow) };
        }
        if let Some(goes_on_at) = pause.ends_at(now) {
            return Self::Pause { goes_on_at };
        }
        let left = Millis(limit.0 - played.0);
        Self::Open { left: pause.begins_in(now).map_or(left, |begins_in| left.min(begins_in)) }
    }
}

/// What is asked for that sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    /// A song.
    Song {
        /// Whether its tags call it explicit.
        is_explicit: bool,
    },
    /// An episode of a podcast.
    Episode,
    /// What nobody could count or stop once it is handed out: files to keep, the jukebox, stations, and playlists whose
    /// pieces are fetched by nobody in particular.
    Untold,
}

/// How long what was fetched sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// It is only looked at, and sounds not yet.
    Nothing,
    /// It sounds from now on, and in the place of what the same device fetched before.
    For(Millis),
    /// It follows what the same device fetched before.
    AfterThat(Millis),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    const EVENING: &str = "2026-11-23T13:30:00Z";

    #[test]
    fn the_pause_lasts_over_midnight() {
        let usual = Pause::USUAL;
        assert_eq!(usual.ends_at(at(EVENING)), None);
        assert_eq!(usual.ends_at(at("2026-11-23T14:00:00Z")), Some(at("2026-11-23T22:00:00Z")));
        assert_eq!(usual.ends_at(at("2026-11-23T21:59:59.999Z")), Some(at("2026-11-23T22:00:00Z")));
        assert_eq!(usual.ends_at(at("2026-11-23T22:00:00Z")), None);
        let none = Pause { from_minute: 0, to_minute: 0 };
        assert!((0..24).all(|hour| none.ends_at(at(EVENING) + Millis::hours(hour)).is_none()));
        let noon = Pause { from_minute: 12 * 60, to_minute: 13 * 60 };
        assert_eq!(noon.ends_at(at("2026-11-23T04:30:00Z")), Some(at("2026-11-23T05:00:00Z")));
        assert_eq!(noon.ends_at(at("2026-11-23T05:00:00Z")), None);
    }

    #[test]
    fn what_is_left_ends_with_the_time_or_at_the_pause() {
        let of = |played, now: &str| Openness::of(Millis::minutes(played), Millis::hours(1), Pause::USUAL, at(now));
        assert_eq!(of(0, EVENING), Openness::Open { left: Millis::minutes(30) });
        assert_eq!(of(50, EVENING), Openness::Open { left: Millis::minutes(10) });
        // Tomorrow begins within the pause.
        assert_eq!(of(60, EVENING), Openness::TimeOver { goes_on_at: at("2026-11-23T22:00:00Z") });
        assert_eq!(of(10, "2026-11-23T14:00:00Z"), Openness::Pause { goes_on_at: at("2026-11-23T22:00:00Z") });
        let never = Pause { from_minute: 0, to_minute: 0 };
        let over = Openness::of(Millis::hours(1), Millis::hours(1), never, at(EVENING));
        assert_eq!(over, Openness::TimeOver { goes_on_at: at("2026-11-23T16:00:00Z") });
    }

    #[test]
    fn what_goes_on_counts_until_it_ends_and_not_into_the_next_day() {
        let began_at = at(EVENING).day_began();
        let day = Day {
            began_at,
            played: Millis::minutes(5),
            counted_at: at(EVENING),
            until_at: at(EVENING) + Millis::minutes(4),
        };
        assert_eq!(day.played_at(at(EVENING)), Millis::minutes(5));
        assert_eq!(day.played_at(at(EVENING) + Millis::minutes(3)), Millis::minutes(8));
        assert_eq!(day.played_at(at(EVENING) + Millis::hours(1)), Millis::minutes(9));
        let late = began_at + Millis::days(1) - Millis::minutes(1);
        let day = Day { counted_at: late, until_at: late + Millis::minutes(9), ..day };
        assert_eq!(day.played_at(late + Millis::hours(1)), Millis::minutes(6));
    }
}
