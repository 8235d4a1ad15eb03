//! Counting a time that is over: the one place that reads what people did.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use consent::Anonymous;
use ids::{SubjectId, TrackId};
use rand::CryptoRng;
use units::{Day, Timestamp};

use crate::Analytics;
use crate::measure::{Length, Measure, Period};
use crate::store::{self, Heard};

/// The genres or artists of songs, by song.
pub(crate) type NamesOf = HashMap<TrackId, Vec<String>>;

/// The numbers of one measure, each with its noise.
pub(crate) type Numbers = Anonymous<Vec<(String, i64)>>;

/// Periods that may be missing and are still counted: nothing is lost when the service rests for a while.
const CAUGHT_UP: i64 = 4;

impl Analytics {
    /// Counts the days and weeks that are over and were not counted, the last four of each at most; tells how many.
    ///
    /// Costs one pass over the listens of a period of those who agreed, and a draw for each artist and genre.
    ///
    /// # Errors
    /// The database's; then a period is counted as a whole or not at all.
    pub async fn count(&self, rng: &mut (impl CryptoRng + Send)) -> db::Result<u64> {
        let now = self.clock.now();
        let over = Length::ALL.into_iter().flat_map(|length| Period::over(length, Day::of(now), CAUGHT_UP));
        let counted = store::counted(&self.db).await?;
        let mut count = 0;
        for period in over.filter(|period| !counted.contains(period)) {
            count += u64::from(self.count_one(period, now, rng).await?);
        }
        Ok(count)
    }

    async fn count_one(&self, period: Period, now: Timestamp, rng: &mut (impl CryptoRng + Send)) -> db::Result<bool> {
        let heard = store::heard_in(&self.db, period).await?;
        let numbers = match period.length {
            Length::Day => vec![(Measure::Listeners, listeners(&heard, rng))],
            Length::Week => {
                let (genres, artists) = (store::genres(&self.db).await?, store::artists(&self.db).await?);
                vec![
                    (Measure::Hour, hours(&heard, rng)),
                    (Measure::Genre, named(Measure::Genre, &heard, &genres, rng)),
                    (Measure::Artist, named(Measure::Artist, &heard, &artists, rng)),
                ]
            }
        };
        store::keep(&self.db, period, now, &numbers).await
    }
}

/// How many listened.
fn listeners(heard: &[Heard], rng: &mut impl CryptoRng) -> Numbers {
    numbers(Measure::Listeners, [String::new()].into(), most_first(heard, |_| vec![String::new()]), rng)
}

/// How many listened in each hour of the day.
fn hours(heard: &[Heard], rng: &mut impl CryptoRng) -> Numbers {
    let name = |hour: u8| format!("{hour:02}");
    let hour = |heard: &Heard| Day::of(heard.started_at).hour_of(heard.started_at).map(name).into_iter().collect();
    numbers(Measure::Hour, (0..24).map(name).collect(), most_first(heard, hour), rng)
}

/// How many heard each genre or artist of the library; all of them are drawn for, heard or not.
fn named(measure: Measure, heard: &[Heard], names: &NamesOf, rng: &mut impl CryptoRng) -> Numbers {
    let of = |heard: &Heard| names.get(&heard.track).cloned().unwrap_or_default();
    numbers(measure, names.values().flatten().cloned().collect(), most_first(heard, of), rng)
}

fn numbers(
    measure: Measure,
    values: BTreeSet<String>,
    rows: Vec<(SubjectId, String)>,
    rng: &mut impl CryptoRng,
) -> Numbers {
    let least = measure.least(values.len());
    Anonymous::noised(values, rows, measure.noise(), least, rng)
}

/// Each person with their values, those they came to most often first, ties by value.
fn most_first(heard: &[Heard], values: impl Fn(&Heard) -> Vec<String>) -> Vec<(SubjectId, String)> {
    let mut often: BTreeMap<(SubjectId, String), u64> = BTreeMap::new();
    for one in heard {
        for value in values(one) {
            *often.entry((one.subject, value)).or_default() += 1;
        }
    }
    let mut rows: Vec<((SubjectId, String), u64)> = often.into_iter().collect();
    rows.sort_by(|(left, often_left), (right, often_right)| {
        left.0.cmp(&right.0).then(often_right.cmp(often_left)).then(left.1.cmp(&right.1))
    });
    rows.into_iter().map(|(row, _)| row).collect()
}

#[cfg(test)]
mod tests;
