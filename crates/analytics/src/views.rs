//! What whoever runs the service sees of it.

use std::collections::{BTreeMap, BTreeSet};

use consent::Anonymous;
use serde::Serialize;
use units::Day;
use utoipa::ToSchema;

use crate::Analytics;
use crate::measure::Measure;
use crate::store::{self, Kept};

/// Names that a list has at most.
const NAMES_MAX: usize = 20;
/// Days that can be looked at together, at most.
pub(crate) const DAYS_MAX: i64 = 366;

/// The people of one day, with noise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UsageDay {
    /// The day in China, such as `2026-11-23`.
    #[schema(format = Date)]
    pub day: String,
    /// How many people listened, with noise; never below 0.
    pub listeners: i64,
}

/// How many people came to something in an average week, with noise.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = UsageNamed)]
pub struct Named {
    /// The hour, `00` to `23`, the genre or the artist.
    pub name: String,
    /// People in an average week; never below 0.
    pub people: f64,
}

/// How a measure was protected.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct UsageNoise {
    /// What is counted.
    pub measure: Measure,
    /// How long a period of it is.
    pub period_days: i64,
    /// For how many of its values a person counts in a period.
    pub values_per_person: u32,
    /// The mean size of the noise on one number of one period, nearly.
    pub scale: u32,
    /// The ε of the measure for a person and a period.
    pub epsilon: f64,
}

/// How the service was used over some days, as far as people let themselves be counted.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Usage {
    /// The days that were counted, the earliest first; a day without an entry was not.
    pub days: Vec<UsageDay>,
    /// How many weeks the numbers below are of.
    pub weeks: usize,
    /// The hours of the day in an average week, from `00` to `23`; empty when nothing was counted.
    pub hours: Vec<Named>,
    /// The genres most people heard, at most 20.
    pub genres: Vec<Named>,
    /// The artists most people heard, at most 20.
    pub artists: Vec<Named>,
    /// How the numbers are protected.
    pub noise: Vec<UsageNoise>,
}

impl Analytics {
    /// How the service was used in the last `days` days that are over, 1 to 366.
    ///
    /// # Errors
    /// The database's.
    pub async fn usage(&self, days: i64) -> db::Result<Usage> {
        Ok(usage(&self.counts(days).await?))
    }

    /// The numbers of the last `days` days that are over.
    pub(crate) async fn counts(&self, days: i64) -> db::Result<Anonymous<Vec<Kept>>> {
        let today = Day::of(self.clock.now());
        store::counts(&self.db, today.back(days.clamp(1, DAYS_MAX)), today.back(1)).await
    }
}

fn usage(counts: &Anonymous<Vec<Kept>>) -> Usage {
    let of = |measure: Measure| counts.get().iter().filter(move |kept| kept.measure == measure.word());
    let days: Vec<UsageDay> = of(Measure::Listeners)
        .map(|kept| UsageDay { day: kept.period.first.to_string(), listeners: kept.people.max(0) })
        .collect();
    let weeks: BTreeSet<Day> = of(Measure::Hour).map(|kept| kept.period.first).collect();
    let averages = |measure| {
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        of(measure).for_each(|kept| *sums.entry(&kept.value).or_default() += kept.people);
        #[expect(clippy::cast_precision_loss, reason = "people and weeks are far below 2^53")]
        let average = |sum: i64| (sum as f64 / weeks.len().max(1) as f64).max(0.0);
        sums.into_iter().map(|(name, sum)| Named { name: name.to_owned(), people: average(sum) }).collect::<Vec<_>>()
    };
    let most = |measure| {
        let mut names = averages(measure);
        names.sort_by(|left, right| right.people.total_cmp(&left.people).then_with(|| left.name.cmp(&right.name)));
        names.truncate(NAMES_MAX);
        names
    };
    let noise = Measure::ALL.map(|measure| {
        let noise = measure.noise();
        UsageNoise {
            measure,
            period_days: measure.length().days(),
            values_per_person: noise.values_per_person,
            scale: noise.scale,
            epsilon: noise.epsilon(),
        }
    });
    Usage {
        hours: averages(Measure::Hour),
        genres: most(Measure::Genre),
        artists: most(Measure::Artist),
        noise: noise.to_vec(),
        weeks: weeks.len(),
        days,
    }
}
