//! Invented people and what they heard: the records of the measurement, the same for the same seed.

use ids::{SubjectId, TrackId};
use units::{Millis, Timestamp};

use crate::scan::to_f64;
use crate::search::catalogue::Random;

/// Listens that a person has at the start.
pub(crate) const RECORDS_EACH: usize = 20;
/// Tracks that are heard.
const TRACKS: usize = 20_000;
/// Over how long the listens were made: a day less than listens are kept, so that none is overdue at the start.
const SPAN: Millis = Millis::days(179);
/// When the first listen was made, 2026-06-01 in UTC; the time of this measurement is its own.
const BEGIN: Timestamp = Timestamp::from_millis(1_780_272_000_000);
/// One person in so many has a browser that asks not to be tracked.
const OBJECTS: usize = 10;
/// The exponent of the likelihood of popular people, as YCSB and with it GDPRbench has it.
const ZIPF: f64 = 0.99;

/// One person, their choices, and what they heard.
#[derive(Clone)]
pub(crate) struct Person {
    /// Who.
    pub(crate) subject: SubjectId,
    /// The phone number, eleven digits.
    pub(crate) phone: String,
    /// The name.
    pub(crate) nickname: String,
    /// Whether a browser of theirs asked not to be tracked, so that their consents rest.
    pub(crate) objects: bool,
    /// Whether they agreed to recommendations, which are decided automatically.
    pub(crate) recommended: bool,
    /// What they heard, and when.
    pub(crate) listens: Vec<(TrackId, Timestamp)>,
}

/// Everybody, and when they heard what.
pub(crate) struct Data {
    /// Everybody.
    pub(crate) people: Vec<Person>,
    /// The end of the time in which the listens were made.
    pub(crate) loaded_at: Timestamp,
    /// The time between two listens, in milliseconds.
    pub(crate) spacing_ms: i64,
}

impl Data {
    /// About `records` listens, by people who have [`RECORDS_EACH`] each.
    pub(crate) fn new(records: usize, seed: u64) -> Self {
        let mut random = Random(seed);
        let count = (records / RECORDS_EACH).max(1);
        let spacing_ms = SPAN.0 / i64::try_from(count * RECORDS_EACH).unwrap_or(i64::MAX).max(1);
        let mut people: Vec<Person> = (0..count)
            .map(|number| Person {
                // The number keeps two people from being the same one by chance.
                subject: SubjectId::from_i64(((random.below(1 << 30) as i64) << 30) | number as i64),
                phone: format!("139{number:08}"),
                nickname: format!("Nightingale{number:07}"),
                objects: number % OBJECTS == OBJECTS - 1,
                recommended: random.below(2) == 0,
                listens: Vec::with_capacity(RECORDS_EACH),
            })
            .collect();
        for number in 0..count * RECORDS_EACH {
            let track = TrackId::from_i64(1 + random.skewed(TRACKS) as i64);
            let started_at = BEGIN + Millis(spacing_ms * number as i64);
            // A stride, so that a person's listens lie all over the time.
            people[number % count].listens.push((track, started_at));
        }
        Self { people, loaded_at: BEGIN + SPAN + Millis::days(1), spacing_ms }
    }
}

/// Chooses popular people more often than others.
pub(crate) struct Zipf(Vec<f64>);

impl Zipf {
    /// Over so many.
    pub(crate) fn new(count: usize) -> Self {
        let mut sum = 0.0;
        let sums = (1..=count).map(|rank| {
            sum += to_f64(rank).powf(-ZIPF);
            sum
        });
        Self(sums.collect())
    }

    /// One of them.
    pub(crate) fn choose(&self, random: &mut Random) -> usize {
        let total = self.0.last().copied().unwrap_or_default();
        let point = to_f64(random.below(1 << 40)) / to_f64(1 << 40) * total;
        self.0.partition_point(|sum| *sum <= point).min(self.0.len().saturating_sub(1))
    }
}
