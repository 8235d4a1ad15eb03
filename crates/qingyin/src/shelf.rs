//! What can be downloaded: the catalogue's tracks and albums, and the library's playlists.

use std::collections::HashMap;

use bytes::Bytes;
use catalog::covers::{Format, SIZES};
use catalog::{Catalog, Track};
use http_api::Problem;
use ids::{CoverId, SubjectId, TrackId};
use library::Library;
use playback::download::{Collection, Shelf, Wanted};

/// The shelf of this catalogue and this library.
pub(crate) fn shelf(catalog: Catalog, library: Library) -> Shelf {
    let (for_titles, library_for_titles) = (catalog.clone(), library.clone());
    Shelf::new(
        move |viewer, wanted| open(catalog.clone(), library.clone(), viewer, wanted),
        move |viewer, wanted| titles(for_titles.clone(), library_for_titles.clone(), viewer, wanted),
    )
}

async fn open(
    catalog: Catalog,
    library: Library,
    viewer: Option<SubjectId>,
    wanted: Wanted,
) -> Result<Option<Collection>, Problem> {
    match wanted {
        Wanted::Track(id) => {
            let track = catalog.track(id).await?;
            Ok(track.map(|track| Collection { title: track.title.clone(), tracks: vec![track], cover: None }))
        }
        Wanted::Album(id) => {
            let album = match catalog.album(id).await {
                Err(catalog::Error::NotFound) => return Ok(None),
                other => other?,
            };
            let cover = picture(&catalog, album.summary.cover.as_ref().map(|cover| cover.id)).await;
            let tracks = album.discs.into_iter().flat_map(|disc| disc.tracks).collect();
            Ok(Some(Collection { title: album.summary.title, tracks, cover }))
        }
        Wanted::Playlist(id) => {
            let playlist = match library.playlist(viewer, id).await {
                Err(library::Error::NotFound) => return Ok(None),
                other => other?,
            };
            let ids = library.tracks_of_playlist(viewer, id).await?;
            let cover = match playlist.cover {
                Some(library::Cover::OfTrack(cover)) => picture(&catalog, Some(cover)).await,
                Some(library::Cover::Own { .. }) => {
                    let (bytes, media_type) = library.cover(viewer, id).await?;
                    (media_type == "image/jpeg").then(|| Bytes::from(bytes))
                }
                None => None,
            };
            Ok(Some(Collection { title: playlist.name, tracks: in_order(&catalog, &ids).await?, cover }))
        }
    }
}

/// A list may hold a track twice, and the catalogue answers each once.
async fn in_order(catalog: &Catalog, ids: &[TrackId]) -> Result<Vec<Track>, Problem> {
    let mut distinct = ids.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let known: HashMap<TrackId, Track> =
        catalog.tracks(&distinct).await?.into_iter().map(|track| (track.id, track)).collect();
    Ok(ids.iter().filter_map(|id| known.get(id).cloned()).collect())
}

/// The cover in its largest size; a download without it is still the music.
async fn picture(catalog: &Catalog, cover: Option<CoverId>) -> Option<Bytes> {
    catalog.cover(cover?, SIZES[SIZES.len() - 1], Format::Jpeg).await.ok()
}

async fn titles(
    catalog: Catalog,
    library: Library,
    viewer: Option<SubjectId>,
    wanted: Vec<Wanted>,
) -> Result<HashMap<Wanted, String>, Problem> {
    let (mut tracks, mut albums, mut playlists) = (Vec::new(), Vec::new(), Vec::new());
    for one in wanted {
        match one {
            Wanted::Track(id) => tracks.push(id),
            Wanted::Album(id) => albums.push(id),
            Wanted::Playlist(id) => playlists.push(id),
        }
    }
    let mut found = HashMap::new();
    if !tracks.is_empty() {
        found.extend(catalog.tracks(&tracks).await?.into_iter().map(|track| (Wanted::Track(track.id), track.title)));
    }
    if !albums.is_empty() {
        found.extend(catalog.albums_of(&albums).await?.into_iter().map(|album| (Wanted::Album(album.id), album.title)));
    }
    if !playlists.is_empty() {
        let shown = library.playlists_of(viewer, &playlists).await?;
        found.extend(shown.into_iter().map(|list| (Wanted::Playlist(list.id), list.name)));
    }
    Ok(found)
}
