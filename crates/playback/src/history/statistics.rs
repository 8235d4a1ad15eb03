//! One's own listening in numbers, counted when it is asked for from one's own rows alone, and kept nowhere.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use ids::TrackId;
use jiff::civil::Date;
use jiff::tz::Offset;
use units::{Millis, Timestamp};

use super::listen::Listen;

/// How often and how long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amount {
    /// How many listens.
    pub(crate) listens: u64,
    /// How long they lasted together, in milliseconds.
    pub(crate) played_ms: u64,
}

impl Amount {
    pub(crate) fn add(&mut self, other: Self) {
        self.listens += other.listens;
        self.played_ms = self.played_ms.saturating_add(other.played_ms);
    }

    /// The most first: by listens, then by time.
    pub(crate) fn rank(self) -> Reverse<(u64, u64)> {
        Reverse((self.listens, self.played_ms))
    }
}

/// Listens, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Statistics {
    /// All together.
    pub(crate) all: Amount,
    /// The first of them.
    pub(crate) since: Option<Timestamp>,
    /// By month, each named by its first day; the earliest first, months without a listen in between.
    pub(crate) months: Vec<(Date, Amount)>,
    /// By the hour of the day in which they began.
    pub(crate) hours: [Amount; 24],
    /// By song, the most first.
    pub(crate) tracks: Vec<(TrackId, Amount)>,
}

impl Statistics {
    /// Counts listens in the months and hours of a place that is `ahead` of UTC.
    pub(crate) fn of(listens: &[Listen], ahead: Millis) -> Self {
        let (mut found, mut months, mut tracks) = (Self::default(), BTreeMap::<Date, Amount>::new(), HashMap::new());
        for listen in listens {
            let amount = Amount { listens: 1, played_ms: u64::try_from(listen.played_ms).unwrap_or_default() };
            found.all.add(amount);
            found.since = Some(found.since.map_or(listen.started_at, |since| since.min(listen.started_at)));
            tracks.entry(listen.track_id).or_insert_with(Amount::default).add(amount);
            // Instants that no calendar has are none that a clock told.
            let Ok(local) = jiff::Timestamp::from_millisecond((listen.started_at + ahead).as_millis()) else {
                continue;
            };
            let local = Offset::UTC.to_datetime(local);
            months.entry(local.date().first_of_month()).or_default().add(amount);
            if let Some(hour) = usize::try_from(local.hour()).ok().and_then(|hour| found.hours.get_mut(hour)) {
                hour.add(amount);
            }
        }
        if let (Some((first, _)), Some((last, _))) = (months.first_key_value(), months.last_key_value()) {
            let every = first.series(jiff::Span::new().months(1)).take_while(|month| month <= last);
            found.months = every.map(|month| (month, months.get(&month).copied().unwrap_or_default())).collect();
        }
        found.tracks = tracks.into_iter().collect();
        found.tracks.sort_unstable_by_key(|(track, amount)| (amount.rank(), *track));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, Statistics};
    use crate::history::Listen;
    use ids::{ListenId, TrackId};
    use units::{Millis, Timestamp};

    fn listen(track: i64, started_at: &str, played_ms: i64) -> Listen {
        Listen {
            id: ListenId::from_i64(1),
            track_id: TrackId::from_i64(track),
            started_at: started_at.parse().expect("an instant"),
            played_ms,
        }
    }

    #[test]
    fn nothing_heard_is_nothing_counted() {
        assert_eq!(Statistics::of(&[], Millis::hours(8)), Statistics::default());
    }

    #[test]
    fn listens_fall_in_the_month_and_hour_of_the_place() {
        // The last evening of August in London is September's first morning in China.
        let listens = [
            listen(1, "2026-08-31T17:30:00Z", 200_000),
            listen(2, "2026-11-02T00:10:00Z", 100_000),
            listen(2, "2026-11-02T00:20:00Z", 100_000),
        ];
        let months = |ahead| -> Vec<(String, u64)> {
            let found = Statistics::of(&listens, ahead).months;
            found.into_iter().map(|(month, amount)| (month.strftime("%Y-%m").to_string(), amount.listens)).collect()
        };
        let named = |list: &[(&str, u64)]| list.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        let in_china: Vec<(String, u64)> = named(&[("2026-09", 1), ("2026-10", 0), ("2026-11", 2)]);
        assert_eq!(months(Millis::hours(8)), in_china);
        let in_london: Vec<(String, u64)> = named(&[("2026-08", 1), ("2026-09", 0), ("2026-10", 0), ("2026-11", 2)]);
        assert_eq!(months(Millis(0)), in_london);
        let found = Statistics::of(&listens, Millis::hours(8));
        assert_eq!(found.hours[1], Amount { listens: 1, played_ms: 200_000 });
        assert_eq!(found.hours[8], Amount { listens: 2, played_ms: 200_000 });
        assert_eq!(found.all, Amount { listens: 3, played_ms: 400_000 });
        assert_eq!(found.since, Some(listens[0].started_at));
        let order: Vec<i64> = found.tracks.iter().map(|(track, _)| track.as_i64()).collect();
        assert_eq!(order, [2, 1]);
    }

    #[test]
    fn an_instant_beyond_every_calendar_is_counted_without_a_month() {
        let mut far = listen(1, "2026-11-02T00:10:00Z", 5);
        far.started_at = Timestamp::from_millis(i64::MAX / 2);
        let found = Statistics::of(&[far], Millis(0));
        assert_eq!((found.all.listens, found.months.len()), (1, 0));
    }
}
