//! Podcasts and radio, put together with the one who reads public documents for them.

use std::sync::Arc;

use config::Config;
use db::Db;
use podcasts::Podcasts;
use radio::Radio;
use sharing::public::{PublicOptions, PublicReader};
use units::{Clock, Millis};
use utoipa_axum::router::OpenApiRouter;

use crate::error::Error;

/// What is heard here and is not of the library.
pub(crate) struct Broadcasts {
    reader: PublicReader,
    pub(crate) podcasts: Podcasts,
    pub(crate) radio: Radio,
}

impl Broadcasts {
    /// Opens them; no host is ever asked unless the settings switch podcasts on.
    pub(crate) fn open(config: &Config, db: &Db, clock: &Arc<dyn Clock>) -> Result<Self, Error> {
        let networks = config.podcasts.private_networks.clone();
        let options = PublicOptions {
            enabled: config.podcasts.enabled,
            private_networks: Some(Arc::new(move |address| networks.iter().any(|network| network.contains(address)))),
        };
        let reader = PublicReader::new(db.clone(), Arc::clone(clock), options)?;
        let options = podcasts::Options {
            folder: config.podcasts.folder.clone(),
            folder_bytes_max: config.podcasts.folder_size_bytes,
        };
        let podcasts = Podcasts::open(db.clone(), Arc::clone(clock), reader.clone(), options)?;
        Ok(Self { reader, podcasts, radio: Radio::new(db.clone(), Arc::clone(clock)) })
    }

    /// What is refreshed how often; nothing while podcasts are switched off.
    pub(crate) fn refresh(&self, config: &Config) -> Option<(Podcasts, Millis)> {
        let minutes = i64::try_from(config.podcasts.refresh_interval_minutes).unwrap_or(i64::MAX);
        config.podcasts.enabled.then(|| (self.podcasts.clone(), Millis::minutes(minutes)))
    }

    /// Their routes, below `/api/v1`.
    pub(crate) fn routes(self) -> OpenApiRouter {
        OpenApiRouter::new()
            .merge(sharing::public::routes(self.reader))
            .merge(podcasts::routes(self.podcasts.clone()))
            .merge(podcasts::operator_routes(self.podcasts))
            .merge(radio::routes(self.radio))
    }
}
