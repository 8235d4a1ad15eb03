//! What the ids of music in an export mean: the catalogue knows, and tells whoever hands the export out.

use catalog::identities;
use db::Db;
use rights::{Described, DescribesMusic, MusicDescription, MusicId};

/// Describes music as the catalogue in this database has it, also what has left the library since.
#[derive(Clone, Debug)]
pub(crate) struct Describing(pub(crate) Db);

impl DescribesMusic for Describing {
    fn describe(&self, ids: Vec<MusicId>) -> Described<'_> {
        Box::pin(async move {
            let (mut tracks, mut albums, mut artists) = (Vec::new(), Vec::new(), Vec::new());
            for id in ids {
                match id {
                    MusicId::Track(id) => tracks.push(id),
                    MusicId::Album(id) => albums.push(id),
                    MusicId::Artist(id) => artists.push(id),
                }
            }
            let reader = self.0.catalogue();
            let mut described = Vec::new();
            for track in identities::tracks_among(&reader, &tracks).await? {
                let description = MusicDescription {
                    title: track.title,
                    artists: track.artists,
                    album: track.album,
                    year: None,
                    duration_ms: Some(track.duration_ms).filter(|duration_ms| *duration_ms > 0),
                    isrc: track.isrc,
                    musicbrainz_recording: track.musicbrainz_recording,
                    musicbrainz_release: track.musicbrainz_release,
                };
                described.push((MusicId::Track(track.id), description));
            }
            for album in identities::albums_among(&reader, &albums).await? {
                let (title, artists, year) = (album.title, album.artists, album.year);
                let description = MusicDescription { title, artists, year, ..MusicDescription::default() };
                described.push((MusicId::Album(album.id), description));
            }
            for artist in identities::artists_among(&reader, &artists).await? {
                let description = MusicDescription { title: artist.name, ..MusicDescription::default() };
                described.push((MusicId::Artist(artist.id), description));
            }
            Ok(described)
        })
    }
}
