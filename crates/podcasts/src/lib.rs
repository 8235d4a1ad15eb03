//! Podcasts: channels that operators subscribe to, their episodes, and what was downloaded of them.
//!
//! Policy: nothing about a person; the tables are declared in `policy/not_personal.toml`.
//! Everybody sees the channels and hears what was downloaded, as they do the library; what somebody hears is not kept.
//! Feeds and sounds are fetched by the server through `sharing::public`, from hosts that an operator allowed,
//! so a podcast's host sees the server and never a listener.
//!
//! Invariants
//! - No feed grows, hangs or stops the others, whatever is in it; what is wrong is told with its place: `tests/hostile.rs`.
//! - Nothing is fetched from a host that no operator allowed, or from a private network: `tests/hostile.rs`.
//! - What is kept of a download is sound and whole: `tests/downloads.rs`.
//! - A feed that has not changed is not read again: `tests/channels.rs`.

mod download;
mod error;
pub mod feed;
mod model;
mod operator_routes;
mod picture;
mod refresh;
mod routes;
mod sound;
mod store;

use std::path::PathBuf;
use std::sync::Arc;

use db::{Db, Reader};
use file_serving::{FileRequest, OpenFiles};
use ids::{EpisodeId, PodcastId};
use sharing::public::{PublicAddress, PublicReader};
use tokio::sync::Mutex;
use units::{Clock, Timestamp};

pub use error::{Error, codes};
pub use model::{CHANNELS_MAX, Channel, DOWNLOAD_LATEST_MAX, Episode, EpisodeState, Fault, FaultKind};
pub use operator_routes::operator_routes;
pub use routes::routes;
pub use sound::Sound;

db::migrations!["0001_podcasts"];

/// Files that are held open for serving at most.
const OPEN_FILES_MAX: u64 = 64;

/// Where downloads go, and how much they may take.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of downloads, which is made when absent.
    pub folder: PathBuf,
    /// The most bytes of downloads.
    pub folder_bytes_max: u64,
}

/// How podcasts stand, for those who run the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether the settings let feeds be read.
    pub enabled: bool,
    /// The bytes of downloads.
    pub stored_bytes: u64,
    /// The most bytes of downloads.
    pub stored_bytes_max: u64,
    /// Episodes that wait to be downloaded, or are being downloaded.
    pub waiting: u64,
}

/// What other crates may ask of this one; clones share everything.
#[derive(Clone, Debug)]
pub struct Podcasts(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Arc<dyn Clock>,
    reader: PublicReader,
    options: Options,
    files: OpenFiles,
    /// One download at a time: a host is asked politely, and the room that is left is known.
    downloading: Mutex<()>,
}

impl Podcasts {
    /// The domain on this database, with its downloads in this folder.
    ///
    /// # Errors
    /// The file system's, when the folder cannot be made.
    pub fn open(db: Db, clock: Arc<dyn Clock>, reader: PublicReader, options: Options) -> Result<Self, Error> {
        // Without permission to read feeds nothing is made on the disk either.
        if reader.is_enabled() {
            std::fs::create_dir_all(&options.folder)?;
            download::remove_parts(&options.folder);
        }
        let (files, downloading) = (OpenFiles::new(OPEN_FILES_MAX), Mutex::default());
        Ok(Self(Arc::new(Inner { db, clock, reader, options, files, downloading })))
    }

    /// How podcasts stand.
    ///
    /// # Errors
    /// The database's.
    pub async fn standing(&self) -> Result<Standing, Error> {
        Ok(Standing {
            enabled: self.0.reader.is_enabled(),
            stored_bytes: store::stored_bytes(&self.rows()).await?,
            stored_bytes_max: self.0.options.folder_bytes_max,
            waiting: store::waiting(&self.rows()).await?,
        })
    }

    /// Subscribes to a feed, whose host is allowed by this, and reads it; what is wrong with it stands in the answer.
    ///
    /// # Errors
    /// [`Error::SwitchedOff`], [`Error::Address`], [`Error::Subscribed`], [`Error::Full`], and the database's.
    pub async fn subscribe(&self, feed_url: &str, download_latest: u32) -> Result<Channel, Error> {
        if !self.0.reader.is_enabled() {
            return Err(Error::SwitchedOff);
        }
        let address = PublicAddress::parse(feed_url)?;
        let id = PodcastId::random(&mut rand::rng());
        let mut tx = self.0.db.begin().await?;
        if let Some(known) = store::by_feed(&mut tx, address.as_str()).await? {
            return Err(Error::Subscribed(known));
        }
        if store::count(&mut tx).await? >= CHANNELS_MAX {
            return Err(Error::Full);
        }
        let latest = download_latest.min(DOWNLOAD_LATEST_MAX);
        store::add(&mut tx, id, address.as_str(), address.host(), latest, self.now()).await?;
        tx.commit().await?;
        self.0.reader.allow(&address, &format!("podcast {}", address.host())).await?;
        self.refresh(id).await?;
        self.channel(id).await
    }

    /// Says how many of a channel's latest episodes are downloaded by themselves, from its next refresh on.
    ///
    /// # Errors
    /// [`Error::NotFound`], and the database's.
    pub async fn set_download_latest(&self, id: PodcastId, download_latest: u32) -> Result<Channel, Error> {
        let mut tx = self.0.db.begin().await?;
        if !store::set_latest(&mut tx, id, download_latest.min(DOWNLOAD_LATEST_MAX)).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        self.channel(id).await
    }

    /// Ends a subscription; its episodes and their sounds go with it.
    ///
    /// # Errors
    /// [`Error::NotFound`], the database's, and the file system's.
    pub async fn unsubscribe(&self, id: PodcastId) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        if !store::remove(&mut tx, id).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        self.remove_sounds_of(id).await
    }

    /// The channels after a place in the order of titles.
    ///
    /// # Errors
    /// The database's.
    pub async fn channels(&self, after: Option<(String, i64)>, limit: i64) -> Result<Vec<Channel>, Error> {
        Ok(store::after_title(&self.rows(), after, limit).await?)
    }

    /// A channel.
    ///
    /// # Errors
    /// [`Error::NotFound`], and the database's.
    pub async fn channel(&self, id: PodcastId) -> Result<Channel, Error> {
        store::by_id(&self.rows(), id).await?.ok_or(Error::NotFound)
    }

    /// The picture of a channel, a JPEG.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, and the database's.
    pub async fn picture(&self, id: PodcastId) -> Result<Vec<u8>, Error> {
        store::picture(&self.rows(), id).await?.ok_or(Error::NotFound)
    }

    /// The episodes of a channel before a place, the latest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn episodes(
        &self,
        channel: PodcastId,
        before: Option<(i64, i64)>,
        limit: i64,
    ) -> Result<Vec<Episode>, Error> {
        Ok(store::episodes_of(&self.rows(), channel, before, limit).await?)
    }

    /// The episodes of all channels before a place, the latest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn newest(&self, before: Option<(i64, i64)>, limit: i64) -> Result<Vec<Episode>, Error> {
        Ok(store::newest(&self.rows(), before, limit).await?)
    }

    /// An episode.
    ///
    /// # Errors
    /// [`Error::NotFound`], and the database's.
    pub async fn episode(&self, id: EpisodeId) -> Result<Episode, Error> {
        store::episode_by_id(&self.rows(), id).await?.ok_or(Error::NotFound)
    }

    /// Answers a request for the sound of an episode, by range.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::NotHere`], the database's, and the file system's.
    pub async fn play(
        &self,
        id: EpisodeId,
        request: FileRequest<'_>,
    ) -> Result<axum::http::Response<axum::body::Body>, Error> {
        let episode = self.episode(id).await?;
        let EpisodeState::Here { sound, .. } = episode.state else { return Err(Error::NotHere) };
        let request = FileRequest { content_type: sound.media_type(), ..request };
        let path = self.path_of(&episode, sound);
        Ok(file_serving::serve(&self.0.files, &path, request).await?)
    }

    fn rows(&self) -> Reader {
        self.0.db.catalogue()
    }

    fn now(&self) -> Timestamp {
        self.0.clock.now()
    }
}
