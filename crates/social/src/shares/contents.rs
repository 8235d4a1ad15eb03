//! What stands behind the items of a share, at the moment somebody looks.

use catalog::{Cover, Track};
use http_api::Text;
use ids::{PlaylistId, SubjectId};
use library::{Playlist, PlaylistRole, Visibility};

use super::Shared;
use crate::Social;
use crate::error::Error;

/// Songs that one share shows.
const TRACKS_MAX: usize = 2_000;

/// An item of a share with its songs.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is.
    pub item: Shared,
    /// What it is called.
    pub title: String,
    /// Its picture.
    pub cover: Option<Cover>,
    /// Its songs, in order.
    pub tracks: Vec<Track>,
}

impl Social {
    /// The playlist, if the member may share it: an own one with entries, or one that stands on the square.
    /// The rules of a smart one would tell what its owner likes and hears.
    async fn shareable_playlist(&self, owner: SubjectId, id: PlaylistId) -> Result<Playlist, Error> {
        let playlist = self.parts().library.playlist(Some(owner), id).await?;
        if playlist.is_smart {
            let message = Text::new(
                "智能歌单会透露您的喜好，不能分享；请先把曲目存成普通歌单",
                "a smart playlist tells what you like and cannot be shared; keep its tracks in an ordinary one first",
            );
            return Err(Error::NotShareable(message));
        }
        if playlist.role != PlaylistRole::Owner && playlist.visibility != Visibility::Public {
            let message = Text::new("只能分享您自己的歌单", "only playlists of your own can be shared");
            return Err(Error::NotShareable(message));
        }
        Ok(playlist)
    }

    pub(super) async fn require_shareable(&self, owner: SubjectId, items: &[Shared]) -> Result<(), Error> {
        let catalog = &self.parts().catalog;
        for item in items {
            let is_there = match *item {
                Shared::Track(id) => catalog.track(id).await?.is_some(),
                Shared::Album(id) => !catalog.albums_of(&[id]).await?.is_empty(),
                Shared::Playlist(id) => match self.shareable_playlist(owner, id).await {
                    Ok(_) => true,
                    Err(Error::Library(library::Error::NotFound)) => false,
                    Err(error) => return Err(error),
                },
            };
            if !is_there {
                return Err(Error::NotFound);
            }
        }
        Ok(())
    }

    /// What the items are by now. What has left the library, or is not its owner's to share any more, is left out.
    ///
    /// # Errors
    /// The catalogue's and the database's.
    pub async fn contents(&self, owner: SubjectId, items: &[Shared]) -> Result<Vec<Part>, Error> {
        let (mut parts, mut left) = (Vec::with_capacity(items.len()), TRACKS_MAX);
        for item in items {
            let part = match self.part(owner, *item, left).await {
                Ok(part) => part,
                Err(
                    Error::NotShareable(_)
                    | Error::Library(library::Error::NotFound)
                    | Error::Catalog(catalog::Error::NotFound),
                ) => continue,
                Err(error) => return Err(error),
            };
            left -= part.tracks.len().min(left);
            parts.push(part);
        }
        Ok(parts)
    }

    async fn part(&self, owner: SubjectId, item: Shared, tracks_max: usize) -> Result<Part, Error> {
        let catalog = &self.parts().catalog;
        let (title, cover, mut tracks) = match item {
            Shared::Track(id) => {
                let track = catalog.track(id).await?.ok_or(catalog::Error::NotFound)?;
                (track.title.clone(), track.cover.clone(), vec![track])
            }
            Shared::Album(id) => {
                let album = catalog.album(id).await?;
                let tracks = album.discs.into_iter().flat_map(|disc| disc.tracks).collect();
                (album.summary.title, album.summary.cover, tracks)
            }
            Shared::Playlist(id) => {
                let playlist = self.shareable_playlist(owner, id).await?;
                let mut ids = self.parts().library.tracks_of_playlist(Some(owner), id).await?;
                ids.truncate(tracks_max);
                let mut distinct = ids.clone();
                distinct.sort_unstable();
                distinct.dedup();
                let known: std::collections::HashMap<_, _> =
                    catalog.tracks(&distinct).await?.into_iter().map(|track| (track.id, track)).collect();
                let tracks: Vec<Track> = ids.iter().filter_map(|id| known.get(id).cloned()).collect();
                let cover = tracks.iter().find_map(|track| track.cover.clone());
                (playlist.name, cover, tracks)
            }
        };
        tracks.truncate(tracks_max);
        Ok(Part { item, title, cover, tracks })
    }
}
