//! Playlists: one's own, those one works on, and those opened to every member.

use ids::{PlaylistId, TrackId};
use library::{Changes, NewPlaylist, PLAYLISTS_MAX, Playlist, PlaylistRole, Scope, Visibility};
use serde_json::{Value, json};

use crate::answer::Reply;
use crate::browse::{id, ids, to_value};
use crate::call::Call;
use crate::fault::Fault;

pub(crate) async fn get_playlists(call: &Call<'_>) -> Result<Reply, Fault> {
    let asked = call.params.get("username").filter(|name| !name.is_empty());
    if asked.is_some_and(|name| name != call.member.user_name) {
        return Err(Fault::not_allowed());
    }
    let most = i64::try_from(PLAYLISTS_MAX).unwrap_or(i64::MAX);
    let mut found: Vec<Playlist> = Vec::new();
    for scope in [Scope::Own, Scope::Shared, Scope::Members] {
        for (playlist, _) in call.service.library.playlists(call.subject(), scope, None, most).await? {
            if !found.iter().any(|known| known.id == playlist.id) {
                found.push(playlist);
            }
        }
    }
    let mut shown = Vec::with_capacity(found.len());
    for playlist in &found {
        shown.push(head(call, playlist).await?);
    }
    Ok(Reply::Body("playlists", json!({ "playlist": shown })))
}

pub(crate) async fn get_playlist(call: &Call<'_>) -> Result<Reply, Fault> {
    show(call, id(call.params.require("id")?)?).await
}

async fn show(call: &Call<'_>, id: PlaylistId) -> Result<Reply, Fault> {
    let playlist = call.service.library.playlist(Some(call.subject()), id).await?;
    let wanted = call.service.library.tracks_of_playlist(Some(call.subject()), id).await?;
    // The same song may stand in a playlist several times.
    let mut distinct = wanted.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let known: std::collections::HashMap<_, _> =
        call.service.catalog.tracks(&distinct).await?.into_iter().map(|track| (track.id, track)).collect();
    let songs = call.songs(wanted.iter().filter_map(|track| known.get(track))).await?;
    let mut shown = head(call, &playlist).await?;
    shown["entry"] = to_value(&songs)?;
    Ok(Reply::Body("playlist", shown))
}

/// A playlist without its songs.
async fn head(call: &Call<'_>, playlist: &Playlist) -> Result<Value, Fault> {
    let (count, duration_ms) = match (&playlist.rules, playlist.entry_count, playlist.duration_ms) {
        (_, Some(count), Some(duration_ms)) => (count, duration_ms),
        (Some(rules), _, _) => {
            let tracks = call.service.library.smart_tracks(Some(call.subject()), rules).await?.tracks;
            let found = call.service.catalog.tracks(&tracks).await?;
            (found.len() as u64, found.iter().map(|track| track.duration_ms).sum())
        }
        _ => (0, 0),
    };
    let mut shown = json!({
        "id": playlist.id.to_string(),
        "name": playlist.name,
        "comment": playlist.description,
        "public": playlist.visibility != Visibility::Private,
        "songCount": count,
        "duration": duration_ms.div_ceil(1_000),
        "created": to_value(&playlist.created_at)?,
        "changed": to_value(&playlist.changed_at)?,
        "readonly": playlist.role == PlaylistRole::Viewer || playlist.is_smart,
    });
    // Who else made a playlist is told only where its owner put a name beside it.
    let owner = match playlist.role {
        PlaylistRole::Owner => Some(&call.member.user_name),
        PlaylistRole::Editor | PlaylistRole::Viewer => playlist.owner_name.as_ref(),
    };
    if let Some(owner) = owner {
        shown["owner"] = owner.clone().into();
    }
    if playlist.cover.is_some() {
        shown["coverArt"] = playlist.id.to_string().into();
    }
    Ok(shown)
}

/// Makes a playlist, or puts songs in the place of those that one has.
pub(crate) async fn create_playlist(call: &Call<'_>) -> Result<Reply, Fault> {
    let tracks: Vec<TrackId> = ids(call, "songId")?;
    let library = &call.service.library;
    if let Some(text) = call.params.get("playlistId").filter(|text| !text.is_empty()) {
        let id: PlaylistId = id(text)?;
        if let Some(name) = call.params.get("name").filter(|name| !name.is_empty()) {
            let changes = Changes { name: Some(name.to_owned()), ..Changes::default() };
            library.change_playlist(call.subject(), id, changes, None).await?;
        }
        library.replace_entries(call.subject(), id, &tracks, None).await?;
        return show(call, id).await;
    }
    let new = NewPlaylist { name: call.params.require("name")?.to_owned(), tracks, ..NewPlaylist::default() };
    let made = library.create_playlist(call.subject(), new).await?;
    show(call, made.id).await
}

pub(crate) async fn update_playlist(call: &Call<'_>) -> Result<Reply, Fault> {
    let params = call.params;
    let id: PlaylistId = id(params.require("playlistId")?)?;
    let library = &call.service.library;
    // What is there is read first, so that a playlist that may not be seen is not found, whatever is asked.
    let playlist = library.playlist(Some(call.subject()), id).await?;
    let visibility = match params.get("public") {
        None | Some("") => None,
        Some("true") if playlist.visibility == Visibility::Private => Some(Visibility::Members),
        // Being on the square is more than an app can ask for, and is left as it is.
        Some("true") => None,
        Some("false") => Some(Visibility::Private),
        Some(_) => return Err(Fault::malformed("public")),
    };
    let changes = Changes {
        name: params.get("name").filter(|name| !name.is_empty()).map(str::to_owned),
        description: params.get("comment").map(str::to_owned),
        visibility,
        ..Changes::default()
    };
    let (removed, added) = (params.all_parsed::<u64>("songIndexToRemove")?, ids::<TrackId>(call, "songIdToAdd")?);
    if changes.name.is_some() || changes.description.is_some() || changes.visibility.is_some() {
        library.change_playlist(call.subject(), id, changes, None).await?;
    }
    if !removed.is_empty() {
        library.remove_entries(call.subject(), id, &removed, None).await?;
    }
    if !added.is_empty() {
        library.add_entries(call.subject(), id, None, &added, None).await?;
    }
    Ok(Reply::Done)
}

pub(crate) async fn delete_playlist(call: &Call<'_>) -> Result<Reply, Fault> {
    call.service.library.remove_playlist(call.subject(), id(call.params.require("id")?)?).await?;
    Ok(Reply::Done)
}
