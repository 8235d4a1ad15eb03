//! Searching, and reading the whole library by searching for nothing.

use catalog::{AlbumSort, Filter, TrackSort};
use serde_json::json;

use crate::answer::Reply;
use crate::browse::to_value;
use crate::call::Call;
use crate::fault::Fault;
use crate::lists::Guise;

/// Items of one kind in one answer at most.
const COUNT_MAX: usize = 500;
/// The best matches of one kind that can be paged through; the words of somebody who looks further are too common.
const MATCHES_MAX: usize = 1_000;

/// Which part of the matches of one kind is asked for.
#[derive(Clone, Copy, Debug)]
struct Part {
    offset: usize,
    count: usize,
}

impl Part {
    fn of(call: &Call<'_>, kind: &str) -> Result<Self, Fault> {
        Ok(Self {
            offset: call.params.count(&format!("{kind}Offset"), 0, usize::MAX)?,
            count: call.params.count(&format!("{kind}Count"), 20, COUNT_MAX)?,
        })
    }

    fn cut<T>(self, items: Vec<T>) -> Vec<T> {
        items.into_iter().skip(self.offset).take(self.count).collect()
    }
}

pub(crate) async fn search(call: &Call<'_>, guise: Guise) -> Result<Reply, Fault> {
    call.require_folder()?;
    let query = call.params.get("query").ok_or_else(|| Fault::missing("query"))?.trim();
    let (artist, album, song) = (Part::of(call, "artist")?, Part::of(call, "album")?, Part::of(call, "song")?);
    // Some clients send two quotes for nothing.
    let (artists, albums, tracks) = if query.is_empty() || query == "\"\"" {
        let (pages, all) = (&call.service.pages, Filter::default());
        (
            pages.artists(true, artist.offset, artist.count).await?,
            pages.albums(AlbumSort::Name, &all, album.offset, album.count).await?,
            pages.tracks(TrackSort::Title, &all, song.offset, song.count).await?,
        )
    } else {
        // Quotes and stars belong to a query language that matches would not gain from.
        let words = query.replace(['"', '*'], " ");
        let most = [artist, album, song].iter().map(|part| part.offset.saturating_add(part.count)).max().unwrap_or(0);
        let (artists, albums, tracks) = call.service.catalog.search(&words, most.min(MATCHES_MAX)).await?;
        (artist.cut(artists), album.cut(albums), song.cut(tracks))
    };
    let artists = to_value(&call.artists(&artists).await?)?;
    let (name, albums) = match guise {
        Guise::Tags => ("searchResult3", to_value(&call.albums(&albums).await?)?),
        Guise::Directories => ("searchResult2", to_value(&call.album_directories(&albums).await?)?),
    };
    let songs = to_value(&call.songs(&tracks).await?)?;
    Ok(Reply::Body(name, json!({ "artist": artists, "album": albums, "song": songs })))
}

/// The search of the protocol's first days: one field, songs only.
pub(crate) async fn search_songs(call: &Call<'_>) -> Result<Reply, Fault> {
    let fields = ["any", "title", "album", "artist"];
    let words = fields.iter().find_map(|name| call.params.get(name).filter(|words| !words.trim().is_empty()));
    let words = words.ok_or_else(|| Fault::missing("any"))?;
    let part =
        Part { offset: call.params.count("offset", 0, usize::MAX)?, count: call.params.count("count", 20, COUNT_MAX)? };
    let (_, _, tracks) = call.service.catalog.search(words, MATCHES_MAX).await?;
    let total = tracks.len();
    let songs = call.songs(&part.cut(tracks)).await?;
    let result = json!({ "offset": part.offset, "totalHits": total, "match": to_value(&songs)? });
    Ok(Reply::Body("searchResult", result))
}
