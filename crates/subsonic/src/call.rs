//! One request of one member, and what every handler needs of it.

use std::collections::HashMap;

use accounts::AppMember;
use axum::http::{HeaderMap, Method};
use catalog::{AlbumSummary, ArtistSummary, Track};
use file_serving::Handoff;
use http_api::Role;
use ids::SubjectId;
use library::{Annotation, Target};
use playback::Listener;

use crate::fault::Fault;
use crate::model::{Album, Artist, Child};
use crate::params::Params;
use crate::routes::Service;

/// One request of one member.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) service: &'a Service,
    pub(crate) member: &'a AppMember,
    pub(crate) params: &'a Params,
    pub(crate) method: &'a Method,
    pub(crate) headers: &'a HeaderMap,
    /// A body of JSON; empty when there is none.
    pub(crate) json: &'a [u8],
    pub(crate) handoff: Option<Handoff>,
}

impl Call<'_> {
    pub(crate) fn subject(&self) -> SubjectId {
        self.member.subject
    }

    /// The member as somebody who listens.
    pub(crate) fn listener(&self) -> Listener {
        self.service.playback.listener(&self.member.subject)
    }

    /// Lets only those on who run the service.
    pub(crate) fn require_operator(&self) -> Result<(), Fault> {
        if self.member.roles.contains(&Role::Operator) { Ok(()) } else { Err(Fault::not_allowed()) }
    }

    /// The library is shown as one folder, number 0; another is not there.
    pub(crate) fn require_folder(&self) -> Result<(), Fault> {
        match self.params.parsed::<i64>("musicFolderId")? {
            None | Some(0 | -1) => Ok(()),
            Some(_) => Err(Fault::not_found()),
        }
    }

    async fn notes(&self, targets: impl Iterator<Item = Target>) -> Result<HashMap<Target, Annotation>, Fault> {
        Ok(self.service.library.annotations(self.subject(), targets).await?)
    }

    /// What the member noted on one thing.
    pub(crate) async fn note(&self, target: Target) -> Result<Annotation, Fault> {
        Ok(self.notes(std::iter::once(target)).await?.remove(&target).unwrap_or_default())
    }

    /// Songs with what the member noted on them.
    pub(crate) async fn songs<'t>(&self, tracks: impl IntoIterator<Item = &'t Track>) -> Result<Vec<Child>, Fault> {
        let tracks: Vec<&Track> = tracks.into_iter().collect();
        let notes = self.notes(tracks.iter().map(|track| Target::Track(track.id))).await?;
        let note = |track: &Track| notes.get(&Target::Track(track.id)).copied().unwrap_or_default();
        Ok(tracks.into_iter().map(|track| Child::song(track, note(track))).collect())
    }

    /// Albums with what the member noted on them.
    pub(crate) async fn albums(&self, albums: &[AlbumSummary]) -> Result<Vec<Album>, Fault> {
        let notes = self.notes(albums.iter().map(|album| Target::Album(album.id))).await?;
        let shown = albums.iter().map(|album| {
            let note = notes.get(&Target::Album(album.id)).copied().unwrap_or_default();
            Album::listed(album, note)
        });
        Ok(shown.collect())
    }

    /// Albums in the guise of directories.
    pub(crate) async fn album_directories(&self, albums: &[AlbumSummary]) -> Result<Vec<Child>, Fault> {
        let notes = self.notes(albums.iter().map(|album| Target::Album(album.id))).await?;
        let shown = albums.iter().map(|album| {
            let note = notes.get(&Target::Album(album.id)).copied().unwrap_or_default();
            Child::album(album, note)
        });
        Ok(shown.collect())
    }

    /// Artists with what the member noted on them.
    pub(crate) async fn artists(&self, artists: &[ArtistSummary]) -> Result<Vec<Artist>, Fault> {
        let notes = self.notes(artists.iter().map(|artist| Target::Artist(artist.id))).await?;
        let note = |artist: &ArtistSummary| notes.get(&Target::Artist(artist.id)).copied().unwrap_or_default();
        Ok(artists.iter().map(|artist| Artist::listed(artist, note(artist))).collect())
    }
}
