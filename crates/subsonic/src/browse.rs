//! Browsing by tags: artists, albums, songs, genres.

use catalog::{ArtistSort, ArtistSummary, FacetKind, Filter, TrackSort};
use ids::{AlbumId, ArtistId, TrackId};
use library::Target;
use serde_json::{Value, json};

use crate::answer::Reply;
use crate::call::Call;
use crate::fault::Fault;
use crate::model::{Album, Artist, Child};
use crate::similar::similar_artists;

/// Artists read in one statement.
const STEP: usize = 500;
/// Songs of one answer at most.
pub(crate) const COUNT_MAX: usize = 500;

/// All artists with an album of their own, by the letters of their names.
pub(crate) async fn artists_by_letter(call: &Call<'_>) -> Result<Vec<(String, Vec<ArtistSummary>)>, Fault> {
    call.require_folder()?;
    let mut letters: Vec<(String, Vec<ArtistSummary>)> = Vec::new();
    let mut after = None;
    loop {
        let page = call.service.catalog.artists(ArtistSort::Name, false, after, STEP).await?;
        for artist in page.items {
            match letters.iter_mut().find(|(letter, _)| *letter == artist.sort_letter) {
                Some((_, artists)) => artists.push(artist),
                None => letters.push((artist.sort_letter.clone(), vec![artist])),
            }
        }
        after = page.next;
        if after.is_none() {
            return Ok(letters);
        }
    }
}

pub(crate) async fn get_artists(call: &Call<'_>) -> Result<Reply, Fault> {
    let mut index = Vec::new();
    for (name, artists) in artists_by_letter(call).await? {
        index.push(json!({ "name": name, "artist": to_value(&call.artists(&artists).await?)? }));
    }
    Ok(Reply::Body("artists", json!({ "ignoredArticles": "", "index": index })))
}

pub(crate) async fn get_artist(call: &Call<'_>) -> Result<Reply, Fault> {
    let id: ArtistId = id(call.params.require("id")?)?;
    let page = call.service.catalog.artist(id).await?;
    let albums: Vec<_> = page.albums.into_iter().chain(page.appears_on).collect();
    let artist = Artist::listed(&page.summary, call.note(Target::Artist(id)).await?);
    Reply::of("artist", &artist.with_albums(call.albums(&albums).await?))
}

pub(crate) async fn get_album(call: &Call<'_>) -> Result<Reply, Fault> {
    let id: AlbumId = id(call.params.require("id")?)?;
    let album = call.service.catalog.album(id).await?;
    let songs = call.songs(album.discs.iter().flat_map(|disc| &disc.tracks)).await?;
    Reply::of("album", &Album::whole(&album, call.note(Target::Album(id)).await?, songs))
}

pub(crate) async fn get_song(call: &Call<'_>) -> Result<Reply, Fault> {
    let id: TrackId = id(call.params.require("id")?)?;
    let tracks = call.service.catalog.tracks(&[id]).await?;
    let songs = call.songs(&tracks).await?;
    Reply::of("song", songs.first().ok_or_else(Fault::not_found)?)
}

pub(crate) async fn get_genres(call: &Call<'_>) -> Result<Reply, Fault> {
    let genres = call.service.catalog.facets(FacetKind::Genre).await?;
    let genre = |genre: catalog::Facet| json!({ "value": genre.name, "songCount": genre.track_count, "albumCount": genre.album_count });
    Ok(Reply::Body("genres", json!({ "genre": genres.into_iter().map(genre).collect::<Vec<_>>() })))
}

pub(crate) async fn get_songs_by_genre(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_folder()?;
    let filter = Filter { genre_key: Some(catalog::genre_key(call.params.require("genre")?)), ..Filter::default() };
    let (count, offset) = (call.params.count("count", 10, COUNT_MAX)?, call.params.count("offset", 0, usize::MAX)?);
    let tracks = call.service.pages.tracks(TrackSort::Title, &filter, offset, count).await?;
    songs("songsByGenre", call.songs(&tracks).await?)
}

pub(crate) async fn get_random_songs(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_folder()?;
    let params = call.params;
    let (size, from, to) =
        (params.count("size", 10, COUNT_MAX)?, params.parsed::<u32>("fromYear")?, params.parsed::<u32>("toYear")?);
    let genre = params.get("genre").filter(|genre| !genre.is_empty());
    let filter = Filter { genre_key: genre.map(catalog::genre_key), ..Filter::default() };
    let is_fine = |year: Option<u32>| {
        (from.is_none() && to.is_none())
            || year.is_some_and(|year| from.is_none_or(|from| year >= from) && to.is_none_or(|to| year <= to))
    };
    let (seed, mut after, mut found) = (rand::random(), None, Vec::new());
    while found.len() < size {
        let page = call.service.catalog.track_list(TrackSort::Random, seed, &filter, after, STEP.min(size * 4)).await?;
        found.extend(page.items.into_iter().filter(|track| is_fine(track.year)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    found.truncate(size);
    songs("randomSongs", call.songs(&found).await?)
}

/// The songs of an artist. This server counts nobody's listening together, so they come by album.
pub(crate) async fn get_top_songs(call: &Call<'_>) -> Result<Reply, Fault> {
    let count = call.params.count("count", 50, COUNT_MAX)?;
    let artist: Option<ArtistId> = match call.params.get("id").filter(|id| !id.is_empty()) {
        Some(text) => Some(id(text)?),
        None => {
            let name = call.params.require("artist")?;
            let key = catalog::fold(name);
            let (artists, _, _) = call.service.catalog.search(name, 50).await?;
            artists.iter().find(|artist| catalog::fold(&artist.name) == key).map(|artist| artist.id)
        }
    };
    let tracks = match artist {
        Some(artist) => call.service.catalog.artist(artist).await?.top_tracks,
        // By name an artist who is not in the library has no songs; the protocol asks for an empty list.
        None => Vec::new(),
    };
    songs("topSongs", call.songs(tracks.iter().take(count)).await?)
}

/// What is known about an artist: who sounds like them. Nobody outside is asked for more.
pub(crate) async fn get_artist_info(call: &Call<'_>, name: &'static str) -> Result<Reply, Fault> {
    let catalog = &call.service.catalog;
    let artist = match Target::parse(call.params.require("id")?) {
        Some(Target::Artist(id)) => Some(catalog.artist(id).await?.summary.id),
        Some(Target::Album(id)) => catalog.album(id).await?.summary.artists.first().map(|artist| artist.id),
        Some(Target::Track(id)) => {
            let tracks = catalog.tracks(&[id]).await?;
            tracks.first().ok_or_else(Fault::not_found)?.artists.first().map(|artist| artist.id)
        }
        _ => return Err(Fault::not_found()),
    };
    let similar = match artist {
        Some(artist) => similar_artists(call, artist).await?,
        None => json!([]),
    };
    Ok(Reply::Body(name, json!({ "similarArtist": similar })))
}

/// What is known about an album beyond the library, which is nothing.
pub(crate) async fn get_album_info(call: &Call<'_>) -> Result<Reply, Fault> {
    match Target::parse(call.params.require("id")?) {
        Some(Target::Album(id)) => drop(call.service.catalog.album(id).await?),
        Some(Target::Track(id)) => require_track(call, id).await?,
        _ => return Err(Fault::not_found()),
    }
    Ok(Reply::Body("albumInfo", json!({})))
}

/// Lets only tracks on that are in the library.
pub(crate) async fn require_track(call: &Call<'_>, id: TrackId) -> Result<(), Fault> {
    if call.service.catalog.tracks(&[id]).await?.is_empty() { Err(Fault::not_found()) } else { Ok(()) }
}

/// An id of one kind; what is none names nothing, so it is not found.
pub(crate) fn id<T: std::str::FromStr>(text: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| Fault::not_found())
}

/// All values of a parameter as ids of one kind.
pub(crate) fn ids<T: std::str::FromStr>(call: &Call<'_>, name: &str) -> Result<Vec<T>, Fault> {
    call.params.all(name).filter(|text| !text.is_empty()).map(id).collect()
}

/// A list of songs under a name.
pub(crate) fn songs(name: &'static str, songs: Vec<Child>) -> Result<Reply, Fault> {
    Ok(Reply::Body(name, json!({ "song": to_value(&songs)? })))
}

/// A value of what always has one.
pub(crate) fn to_value(value: &impl serde::Serialize) -> Result<Value, Fault> {
    serde_json::to_value(value).map_err(|error| Fault::other(error.to_string()))
}
