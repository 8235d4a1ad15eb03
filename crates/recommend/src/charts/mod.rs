//! Charts of the day, of the week and of new songs (MUS-2), for everybody the same, under differential privacy.
//!
//! Policy: purpose `helping_discovery` reads item `listen`; nothing about anybody is kept.
//!
//! A listener counts for a few songs of a chart, those they heard most, and only when they agreed before its period
//! ended. To the number of *every* song of the catalogue, also of those that nobody heard, comes noise from the
//! two-sided geometric distribution, drawn in whole numbers; then whatever does not rise above what chance alone would
//! lift is left out. What comes out is ε-differentially private for a whole listener, with the ε that the chart names.
//!
//! The noise stays the same as long as a chart is shown, so that asking again averages nothing away. It is derived from
//! a key that chance drew for this chart and this period, and from nothing else: a service that never had a listener
//! draws the same, which is why who was erased leaves no trace here either. The key of a chart that is over is deleted.
//! What this protects from and what not stands in `docs/src/privacy/charts.md`.
//!
//! Invariants
//! - One listener moves no song by more than one, and no more songs than the chart names: `tests/charts.rs`.
//! - Asking again shows the same; another period draws other noise: `tests/charts.rs`.
//! - The noise is distributed as it has to be: [`noise`].

mod noise;
mod periods;
mod rank;
mod routes;
mod store;

use std::collections::HashMap;
use std::sync::Arc;

use catalog::Track;
use serde::Serialize;
use tokio::sync::Mutex;
use units::Timestamp;
use utoipa::ToSchema;

use crate::error::Error;
use crate::{Recommend, computed};

pub use periods::ChartId;
pub(crate) use routes::routes;

use noise::Key;
use periods::Period;
use rank::Lifted;

/// Songs of a chart at most.
const SHOWN_MAX: usize = 50;

/// How much noise a chart carries.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct ChartNoise {
    /// The ε of this chart for one listener: how much their being counted may change the odds of anything it shows.
    pub epsilon: f64,
    /// For how many songs one listener counts.
    pub songs_per_listener: u32,
    /// The mean size of the noise on one song's number, nearly: the scale of the two-sided geometric distribution.
    pub scale: u32,
    /// From how many on a song is shown; of what fewer heard, chance alone could say as much.
    pub counted_min: i64,
}

/// A song of a chart.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChartTrack {
    /// Its place, from 1.
    pub rank: u32,
    /// The song.
    pub track: Track,
}

/// A chart; the same for everybody until the next one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Chart {
    /// Which.
    pub chart: ChartId,
    /// When what it counts began.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// When what it counts ended.
    #[schema(value_type = String, format = DateTime)]
    pub before: Timestamp,
    /// When the next one comes.
    #[schema(value_type = String, format = DateTime)]
    pub next_at: Timestamp,
    /// How much noise it carries.
    pub noise: ChartNoise,
    /// The songs, the most heard first as far as the noise lets through; none where too few listen.
    pub items: Vec<ChartTrack>,
}

/// What is the same for everybody throughout a period, whoever listens: the key, and what noise alone lifts.
#[derive(Debug)]
struct Ground {
    period: Period,
    key: Key,
    lifted: Lifted,
}

/// The ground of each chart, made once a period; it holds nothing that came from anybody.
#[derive(Debug, Default)]
pub(crate) struct Grounds(Mutex<HashMap<ChartId, Arc<Ground>>>);

impl Recommend {
    /// A chart as it is now.
    ///
    /// # Errors
    /// The database's.
    pub async fn chart(&self, chart: ChartId) -> Result<Chart, Error> {
        let (db, catalog) = (&self.parts().db, &self.parts().catalog);
        let (period, terms) = (Period::shown_at(chart, self.now()), chart.terms());
        let ground = self.ground(chart, period).await?;
        let (mut items, mut counted_min) = (Vec::new(), terms.least_beyond_chance(0));
        if let Some(ground) = ground {
            counted_min = ground.lifted.counted_min;
            let counted = store::counted(db, period, terms.values_per_person).await?;
            let order = move || rank::order(&counted, &ground.lifted, |track| ground.key.noise(terms, track));
            let order = computed(order).await?;
            let mut tracks: HashMap<_, Track> =
                catalog.tracks(&order).await?.into_iter().map(|track| (track.id, track)).collect();
            // What left the library since is not shown, and what follows moves up.
            let present = order.iter().filter_map(|id| tracks.remove(id)).take(SHOWN_MAX);
            items = (1..).zip(present).map(|(rank, track)| ChartTrack { rank, track }).collect();
        }
        let noise = ChartNoise {
            epsilon: terms.epsilon(),
            songs_per_listener: terms.values_per_person,
            scale: terms.scale,
            counted_min,
        };
        let Period { since, before, next_at, .. } = period;
        Ok(Chart { chart, since, before, next_at, noise, items })
    }

    /// None where the clock went back behind a period whose key may be gone: another key would be other noise.
    async fn ground(&self, chart: ChartId, period: Period) -> Result<Option<Arc<Ground>>, Error> {
        let mut grounds = self.grounds().0.lock().await;
        if let Some(ground) = grounds.get(&chart).filter(|ground| ground.period == period) {
            return Ok(Some(Arc::clone(ground)));
        }
        let db = &self.parts().db;
        let fresh = Key::random(&mut rand::rng());
        let Some(key) = store::key(db, chart, period, fresh).await? else { return Ok(None) };
        let candidates = store::candidates(db, period).await?;
        let terms = chart.terms();
        let make = move || {
            let lifted = Lifted::of(&candidates, terms, |track| key.noise(terms, track));
            Arc::new(Ground { period, key, lifted })
        };
        let ground = computed(make).await?;
        grounds.insert(chart, Arc::clone(&ground));
        Ok(Some(ground))
    }
}
