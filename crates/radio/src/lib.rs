//! Internet radio: stations that operators name, and that listeners' apps connect to themselves.
//!
//! Policy: nothing about a person; the table is declared in `policy/not_personal.toml`.
//! The server never calls a station, and keeps nothing of who hears one.
//! The web app calls no other host, so it hands out a station's address instead of playing it.
//!
//! Invariants
//! - A station's address is one of `http` or `https` and holds no credentials: `tests/stations.rs`.

mod error;
mod routes;
mod store;

use std::sync::Arc;

use db::Db;
use ids::StationId;
use sharing::public::PublicAddress;
use units::{Clock, Timestamp};

pub use error::{Error, codes};
pub use routes::routes;

db::migrations!["0001_radio"];

/// The stations there can be.
pub const STATIONS_MAX: u64 = 1_000;
/// Characters of a name at most.
pub const NAME_CHARACTERS_MAX: usize = 100;

/// A station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    /// Its id.
    pub id: StationId,
    /// What it is called.
    pub name: String,
    /// Where it is heard.
    pub stream_url: String,
    /// Its home page.
    pub site_url: Option<String>,
    /// When it was named.
    pub created_at: Timestamp,
}

/// A station as an operator writes it.
#[derive(Clone, Copy, Debug)]
pub struct NewStation<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Where it is heard.
    pub stream_url: &'a str,
    /// Its home page.
    pub site_url: Option<&'a str>,
}

/// What other crates may ask of this one; clones share the database.
#[derive(Clone, Debug)]
pub struct Radio {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl Radio {
    /// The domain on this database.
    #[must_use]
    pub fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }

    /// Adds a station.
    ///
    /// # Errors
    /// [`Error::Name`], [`Error::StreamAddress`], [`Error::SiteAddress`], [`Error::Full`], and the database's.
    pub async fn add(&self, new: NewStation<'_>) -> Result<Station, Error> {
        let station = station(StationId::random(&mut rand::rng()), new, self.clock.now())?;
        let mut tx = self.db.begin().await?;
        if store::count(&mut tx).await? >= STATIONS_MAX {
            return Err(Error::Full);
        }
        store::add(&mut tx, &station).await?;
        tx.commit().await?;
        Ok(station)
    }

    /// Writes a station anew.
    ///
    /// # Errors
    /// [`Error::NotFound`], and those of [`Radio::add`].
    pub async fn change(&self, id: StationId, new: NewStation<'_>) -> Result<Station, Error> {
        let changed = station(id, new, self.clock.now())?;
        let mut tx = self.db.begin().await?;
        if !store::change(&mut tx, &changed).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        store::by_id(&self.db.catalogue(), id).await?.ok_or(Error::NotFound)
    }

    /// Removes a station.
    ///
    /// # Errors
    /// [`Error::NotFound`], and the database's.
    pub async fn remove(&self, id: StationId) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        if !store::remove(&mut tx, id).await? {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// The stations after a place in the order of names.
    ///
    /// # Errors
    /// The database's.
    pub async fn stations(&self, after: Option<(String, i64)>, limit: i64) -> Result<Vec<Station>, Error> {
        Ok(store::after(&self.db.catalogue(), after, limit).await?)
    }
}

fn station(id: StationId, new: NewStation<'_>, now: Timestamp) -> Result<Station, Error> {
    let name = new.name.trim();
    if name.is_empty() || name.chars().count() > NAME_CHARACTERS_MAX || name.contains(char::is_control) {
        return Err(Error::Name);
    }
    let stream_url = PublicAddress::parse(new.stream_url).map_err(Error::StreamAddress)?;
    let site_url = new.site_url.map(str::trim).filter(|url| !url.is_empty());
    let site_url = site_url.map(PublicAddress::parse).transpose().map_err(Error::SiteAddress)?;
    Ok(Station {
        id,
        name: name.to_owned(),
        stream_url: stream_url.as_str().to_owned(),
        site_url: site_url.map(|url| url.as_str().to_owned()),
        created_at: now,
    })
}
