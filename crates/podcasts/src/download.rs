//! Sounds of episodes: fetched one after another, checked, and put in their place when they are whole.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use ids::{EpisodeId, PodcastId};
use sharing::public::PublicAddress;

use crate::error::Error;
use crate::model::{Episode, EpisodeState, Fault, FaultKind};
use crate::sound::{HEAD_BYTES, Sound};
use crate::{Podcasts, store};

/// A larger episode is not downloaded, in bytes.
pub const EPISODE_BYTES_MAX: u64 = 2 << 30;
/// What is asked for as a sound.
const ACCEPT: &str = "audio/*, video/mp4;q=0.5, */*;q=0.1";
/// The ending of files that are not whole yet.
const PART: &str = "part";

impl Podcasts {
    /// Lets an episode be downloaded; one that is here, waits or is under way stays as it is.
    ///
    /// # Errors
    /// [`Error::SwitchedOff`], [`Error::NotFound`], and the database's.
    pub async fn request_download(&self, id: EpisodeId) -> Result<(), Error> {
        if !self.0.reader.is_enabled() {
            return Err(Error::SwitchedOff);
        }
        self.episode(id).await?;
        let mut tx = self.0.db.begin().await?;
        store::queue(&mut tx, id).await?;
        Ok(tx.commit().await?)
    }

    /// Downloads, while nobody waits for it, what is to be downloaded.
    pub fn download_soon(&self) {
        let podcasts = self.clone();
        tokio::spawn(async move {
            if let Err(error) = podcasts.download_waiting().await {
                tracing::error!(error = &error as &dyn std::error::Error, "podcasts: downloads");
            }
        });
    }

    /// Downloads everything that waits, one after another, and tells how many arrived.
    ///
    /// # Errors
    /// The database's; what is wrong with an episode is kept with it and stops no other.
    pub async fn download_waiting(&self) -> Result<u64, Error> {
        if !self.0.reader.is_enabled() {
            return Ok(0);
        }
        let _one_at_a_time = self.0.downloading.lock().await;
        let mut tx = self.0.db.begin().await?;
        // Nothing is under way here, so whatever says so was broken off when the service stopped.
        store::queue_broken_off(&mut tx).await?;
        tx.commit().await?;
        let mut arrived = 0;
        loop {
            let mut tx = self.0.db.begin().await?;
            let Some(episode) = store::begin_next(&mut tx).await? else { return Ok(arrived) };
            tx.commit().await?;
            match self.download(&episode).await? {
                Ok(()) => arrived += 1,
                Err(fault) => {
                    let mut tx = self.0.db.begin().await?;
                    store::not_arrived(&mut tx, episode.id, &fault).await?;
                    tx.commit().await?;
                }
            }
        }
    }

    /// Removes the sound of an episode, or takes back that it is to be downloaded; what its feed says stays.
    ///
    /// # Errors
    /// [`Error::NotFound`], the database's, and the file system's.
    pub async fn remove_download(&self, id: EpisodeId) -> Result<(), Error> {
        let episode = self.episode(id).await?;
        let mut tx = self.0.db.begin().await?;
        store::take_away(&mut tx, id).await?;
        tx.commit().await?;
        if let EpisodeState::Here { sound, .. } = episode.state {
            let path = self.path_of(&episode, sound);
            self.0.files.forget(&path);
            remove(tokio::fs::remove_file(&path).await)?;
        }
        Ok(())
    }

    pub(crate) async fn remove_sounds_of(&self, channel: PodcastId) -> Result<(), Error> {
        Ok(remove(tokio::fs::remove_dir_all(self.folder_of(channel)).await)?)
    }

    /// Where a sound lies; the path is made of numbers that are ours, and of nothing that a feed says.
    pub(crate) fn path_of(&self, episode: &Episode, sound: Sound) -> PathBuf {
        self.folder_of(episode.channel).join(format!("{}.{}", episode.id, sound.ending()))
    }

    fn folder_of(&self, channel: PodcastId) -> PathBuf {
        self.0.options.folder.join(channel.to_string())
    }

    async fn download(&self, episode: &Episode) -> Result<Result<(), Fault>, Error> {
        let Ok(address) = PublicAddress::parse(&episode.sound_url) else {
            return Ok(Err(Fault::new(FaultKind::Address, crate::feed::cut(&episode.sound_url, 100))));
        };
        let most = self.0.options.folder_bytes_max;
        let room = most.saturating_sub(store::stored_bytes(&self.rows()).await?);
        if room == 0 || episode.declared_bytes.is_some_and(|declared| declared > room) {
            return Ok(Err(Fault::new(FaultKind::NoRoom, most.to_string())));
        }
        let folder = self.folder_of(episode.channel);
        if tokio::fs::create_dir_all(&folder).await.is_err() {
            return Ok(Err(Fault::new(FaultKind::Disk, "")));
        }
        let part = folder.join(format!("{}.{PART}", episode.id));
        let outcome = self.fetch(episode, &address, room.min(EPISODE_BYTES_MAX), &part).await;
        if !matches!(outcome, Ok(Ok(()))) {
            remove(tokio::fs::remove_file(&part).await)?;
        }
        outcome
    }

    async fn fetch(
        &self,
        episode: &Episode,
        address: &PublicAddress,
        bytes_max: u64,
        part: &Path,
    ) -> Result<Result<(), Fault>, Error> {
        let reason = format!("podcast {}", episode.channel_title);
        let saved = match self.0.reader.save(address, ACCEPT, bytes_max, part, &reason).await {
            Ok(saved) => saved,
            Err(error) => return Ok(Err(Fault::try_from(error)?)),
        };
        let path = part.to_owned();
        let sound = tokio::task::spawn_blocking(move || sound_of(&path)).await.map_err(std::io::Error::other)??;
        let Some(sound) = sound else {
            return Ok(Err(Fault::new(FaultKind::NotSound, crate::feed::cut(&saved.content_type, 100))));
        };
        let path = self.path_of(episode, sound);
        tokio::fs::rename(part, &path).await?;
        let mut tx = self.0.db.begin().await?;
        let is_wanted = store::arrived(&mut tx, episode.id, sound, saved.size_bytes).await?;
        tx.commit().await?;
        if !is_wanted {
            // An operator took it back, or ended the subscription, in the meantime.
            remove(tokio::fs::remove_file(&path).await)?;
        }
        Ok(Ok(()))
    }
}

fn sound_of(path: &Path) -> std::io::Result<Option<Sound>> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    std::fs::File::open(path)?.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(Sound::of_head(&head))
}

/// What is not there need not be removed.
fn remove(result: std::io::Result<()>) -> std::io::Result<()> {
    match result {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes what was being downloaded when the service stopped.
pub(crate) fn remove_parts(folder: &Path) {
    let Ok(channels) = std::fs::read_dir(folder) else { return };
    for file in channels.flatten().filter_map(|channel| std::fs::read_dir(channel.path()).ok()).flatten().flatten() {
        let path = file.path();
        if path.extension().is_some_and(|ending| ending == PART)
            && let Err(error) = std::fs::remove_file(&path)
        {
            tracing::warn!(%error, "podcasts: a download that was broken off cannot be removed");
        }
    }
}
