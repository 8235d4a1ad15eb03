//! Reading feeds again.

use ids::{EpisodeId, PodcastId};
use sharing::public::{Fetched, PublicAddress, Seen};
use units::Millis;

use crate::error::Error;
use crate::feed::{self, Feed};
use crate::model::{Channel, Fault, FaultKind};
use crate::{Podcasts, picture, store};

/// A larger feed is not read, in bytes.
pub const FEED_BYTES_MAX: u64 = 8 << 20;
/// What is asked for as a feed.
const ACCEPT_FEED: &str = "application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1";
/// What is asked for as a picture.
const ACCEPT_PICTURE: &str = "image/webp, image/png, image/jpeg";

impl Podcasts {
    /// Reads the feed of a channel, unless it has not changed, and keeps what it says, or what is wrong with it.
    ///
    /// # Errors
    /// [`Error::NotFound`], and the database's; what is wrong with the feed is kept with the channel instead.
    pub async fn refresh(&self, id: PodcastId) -> Result<(), Error> {
        let channel = self.channel(id).await?;
        let address = PublicAddress::parse(&channel.feed_url)?;
        // Whoever has nothing yet asks for everything.
        let seen = if channel.refreshed_at.is_some() { store::seen(&self.rows(), id).await? } else { Seen::default() };
        let reason = reason(&channel);
        let fetched = self.0.reader.document(&address, ACCEPT_FEED, FEED_BYTES_MAX, &seen, &reason).await;
        match fetched {
            Ok(Fetched::NotModified) => {
                let mut tx = self.0.db.begin().await?;
                store::unchanged(&mut tx, id, self.now()).await?;
                store::queue_latest(&mut tx, id, channel.download_latest).await?;
                tx.commit().await?;
            }
            Ok(Fetched::Document { bytes, content_type, seen, address }) => {
                // Reading a feed of some megabytes takes a while; the others are not to wait for it.
                let reading = move || feed::read(&feed::decode(&bytes, &content_type));
                let read = tokio::task::spawn_blocking(reading).await.map_err(std::io::Error::other)?;
                match read {
                    Ok(read) => self.keep(&channel, read, &seen, &address).await?,
                    Err(fault) => self.note(id, &fault.into()).await?,
                }
            }
            Err(error) => {
                let fault = Fault::try_from(error)?;
                self.note(id, &fault).await?;
            }
        }
        Ok(())
    }

    /// Refreshes the channels that were not asked for within `interval`, and tells how many there were.
    ///
    /// # Errors
    /// The database's; a channel that fails keeps its fault and stops no other.
    pub async fn refresh_due(&self, interval: Millis) -> Result<u64, Error> {
        if !self.0.reader.is_enabled() {
            return Ok(0);
        }
        let mut refreshed = 0;
        for id in store::due(&self.rows(), self.now() - interval).await? {
            match self.refresh(id).await {
                Ok(()) => refreshed += 1,
                // An operator removed it in the meantime.
                Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(refreshed)
    }

    async fn note(&self, id: PodcastId, fault: &Fault) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        store::failed(&mut tx, id, fault, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps what a feed says; where its episodes and its picture lie goes onto the operator's list of hosts.
    async fn keep(&self, channel: &Channel, mut feed: Feed, seen: &Seen, at: &PublicAddress) -> Result<(), Error> {
        let id = channel.id;
        if feed.title.is_empty() {
            at.host().clone_into(&mut feed.title);
        }
        // Other addresses than those of pages, such as scripts, are no home pages.
        feed.site_url = feed.site_url.take().and_then(|url| Some(at.join(&url).ok()?.as_str().to_owned()));
        let picture = feed.image_url.take().and_then(|url| at.join(&url).ok());
        feed.image_url = picture.as_ref().map(|picture| picture.as_str().to_owned());
        for item in &mut feed.items {
            if let Ok(address) = at.join(&item.sound_url) {
                address.as_str().clone_into(&mut item.sound_url);
            }
        }
        let fault = feed.items.is_empty().then(|| Fault::new(FaultKind::NoEpisodes, feed.silent.to_string()));
        let named: Vec<PublicAddress> = feed
            .items
            .iter()
            .filter_map(|item| PublicAddress::parse(&item.sound_url).ok())
            .chain(picture.clone())
            .collect();
        let now = self.now();
        let mut tx = self.0.db.begin().await?;
        store::changed(&mut tx, id, &feed, seen, fault.as_ref(), now).await?;
        // A feed that is suddenly empty is a mistake, and takes nothing away.
        if fault.is_none() {
            store::put_episodes(&mut tx, id, &feed.items, || EpisodeId::random(&mut rand::rng()), now).await?;
            store::queue_latest(&mut tx, id, channel.download_latest).await?;
        }
        tx.commit().await?;
        let reason = format!("podcast {}", feed.title);
        self.0.reader.name(&named, &reason).await?;
        if let Some(picture) = picture {
            self.keep_picture(id, &picture, &reason).await?;
        }
        Ok(())
    }

    /// Fetches a picture that is not here yet; one that cannot be had is left out, and tried at the next change.
    async fn keep_picture(&self, id: PodcastId, address: &PublicAddress, reason: &str) -> Result<(), Error> {
        if store::picture_url(&self.rows(), id).await?.as_deref() == Some(address.as_str()) {
            return Ok(());
        }
        let (seen, most) = (Seen::default(), picture::PICTURE_BYTES_MAX);
        let fetched = match self.0.reader.document(address, ACCEPT_PICTURE, most, &seen, reason).await {
            Ok(fetched) => fetched,
            Err(error) => {
                let fault = Fault::try_from(error)?;
                tracing::debug!(podcast.id = %id, fault = fault.kind.as_str(), "podcasts: picture");
                return Ok(());
            }
        };
        let Fetched::Document { bytes, .. } = fetched else { return Ok(()) };
        let drawn = tokio::task::spawn_blocking(move || picture::draw_anew(&bytes)).await;
        if let Some(drawn) = drawn.map_err(std::io::Error::other)? {
            let mut tx = self.0.db.begin().await?;
            store::put_picture(&mut tx, id, address.as_str(), drawn).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

fn reason(channel: &Channel) -> String {
    format!("podcast {}", channel.title)
}
