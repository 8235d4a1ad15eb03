//! A file for research that is made known: the numbers, how each was protected, and nothing else.

use consent::Anonymous;
use serde_json::{Value as Json, json};

use crate::Analytics;
use crate::store::Kept;

/// What the file is.
pub const FORMAT: &str = "qingyin-usage";

/// A file for research.
///
/// It can be made of what is anonymous alone; a row about a person, or one with a pseudonym, does not compile.
#[derive(Clone, Debug)]
pub struct Research {
    json: Json,
}

impl Research {
    /// The file of these numbers.
    #[must_use]
    pub fn of(counts: &Anonymous<Vec<Kept>>) -> Self {
        let counts: Vec<Json> = counts.get().iter().map(row).collect();
        let about = "Numbers of people who agreed to be counted, by day or by week in China. A person counts in a period for \
            `values_per_person` values of a measure at most. To each number, also of what nobody heard, noise was added \
            from the two-sided geometric distribution of scale `noise_scale`, so a number may be below zero; the epsilon \
            of a measure for a person and a period is values_per_person / noise_scale. Genres and artists are left out \
            whose number chance alone could reach. Minors are not counted.";
        Self { json: json!({ "format": FORMAT, "format_version": 1, "about": about, "counts": counts }) }
    }

    /// The file's content: JSON.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{:#}\n", self.json)
    }
}

fn row(kept: &Kept) -> Json {
    json!({
        "first_day": kept.period.first.to_string(),
        "days": kept.period.length.days(),
        "measure": kept.measure,
        "value": kept.value,
        "people": kept.people,
        "values_per_person": kept.values_per_person,
        "noise_scale": kept.noise_scale,
    })
}

impl Analytics {
    /// The file of the last `days` days that are over, 1 to 366.
    ///
    /// # Errors
    /// The database's.
    pub async fn research(&self, days: i64) -> db::Result<Research> {
        Ok(Research::of(&self.counts(days).await?))
    }
}
