//! Browsing by directories, for apps that know nothing else: artists hold albums, albums hold songs.

use ids::{AlbumId, ArtistId};
use library::Target;
use serde_json::json;

use crate::answer::Reply;
use crate::browse::{artists_by_letter, to_value};
use crate::call::Call;
use crate::fault::Fault;

/// The name of the one folder as which the library is shown.
const FOLDER: &str = "Qingyin";

pub(crate) async fn get_music_folders(_: &Call<'_>) -> Result<Reply, Fault> {
    Ok(Reply::Body("musicFolders", json!({ "musicFolder": [{ "id": 0, "name": FOLDER }] })))
}

pub(crate) async fn get_indexes(call: &Call<'_>) -> Result<Reply, Fault> {
    let progress = call.service.catalog.progress().borrow().clone();
    let changed_at = progress.finished_at.unwrap_or(call.service.started_at).as_millis();
    let since: i64 = call.params.parsed("ifModifiedSince")?.unwrap_or(0);
    let mut index = Vec::new();
    // Only a client that has the list already is told that nothing changed.
    if since == 0 || changed_at > since {
        for (name, artists) in artists_by_letter(call).await? {
            index.push(json!({ "name": name, "artist": to_value(&call.artists(&artists).await?)? }));
        }
    }
    Ok(Reply::Body("indexes", json!({ "lastModified": changed_at, "ignoredArticles": "", "index": index })))
}

pub(crate) async fn get_music_directory(call: &Call<'_>) -> Result<Reply, Fault> {
    let text = call.params.require("id")?;
    match Target::parse(text) {
        Some(Target::Artist(id)) => of_artist(call, id).await,
        Some(Target::Album(id)) => of_album(call, id).await,
        None if text == "0" => of_library(call).await,
        _ => Err(Fault::not_found()),
    }
}

async fn of_library(call: &Call<'_>) -> Result<Reply, Fault> {
    let artists: Vec<_> = artists_by_letter(call).await?.into_iter().flat_map(|(_, artists)| artists).collect();
    let children: Vec<_> =
        artists.iter().map(|artist| crate::model::Child::artist(artist, library::Annotation::default())).collect();
    Ok(Reply::Body("directory", json!({ "id": "0", "name": FOLDER, "child": to_value(&children)? })))
}

async fn of_artist(call: &Call<'_>, id: ArtistId) -> Result<Reply, Fault> {
    let page = call.service.catalog.artist(id).await?;
    let albums: Vec<_> = page.albums.into_iter().chain(page.appears_on).collect();
    let note = call.note(Target::Artist(id)).await?;
    let child = to_value(&call.album_directories(&albums).await?)?;
    let mut directory = json!({ "id": id.to_string(), "parent": "0", "name": page.summary.name, "child": child });
    if let Some(liked_at) = note.liked_at {
        directory["starred"] = to_value(&liked_at)?;
    }
    Ok(Reply::Body("directory", directory))
}

async fn of_album(call: &Call<'_>, id: AlbumId) -> Result<Reply, Fault> {
    let album = call.service.catalog.album(id).await?;
    let note = call.note(Target::Album(id)).await?;
    let songs = call.songs(album.discs.iter().flat_map(|disc| &disc.tracks)).await?;
    let parent = album.summary.artists.first().map_or_else(|| "0".to_owned(), |artist| artist.id.to_string());
    let mut directory =
        json!({ "id": id.to_string(), "parent": parent, "name": album.summary.title, "child": to_value(&songs)? });
    if let Some(liked_at) = note.liked_at {
        directory["starred"] = to_value(&liked_at)?;
    }
    Ok(Reply::Body("directory", directory))
}
