//! Lists of albums, and what the member likes.

use catalog::{AlbumSort, AlbumSummary, Filter};
use ids::{AlbumId, ArtistId, TrackId};
use library::{Kind, LATEST, Target};
use serde_json::json;

use crate::answer::Reply;
use crate::browse::to_value;
use crate::call::Call;
use crate::fault::Fault;
use crate::history;

/// Albums of one answer at most.
const SIZE_MAX: usize = 500;
/// Albums read in one statement.
const STEP: usize = 500;
/// Likes and ratings of one kind that are read at most.
const NOTED_MAX: i64 = 10_000;

/// Whether albums are shown by tags, or in the guise of directories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guise {
    Tags,
    Directories,
}

pub(crate) async fn get_album_list(call: &Call<'_>, guise: Guise) -> Result<Reply, Fault> {
    call.require_folder()?;
    let (size, offset) = (call.params.count("size", 10, SIZE_MAX)?, call.params.count("offset", 0, usize::MAX)?);
    let pages = &call.service.pages;
    let all = Filter::default();
    let albums = match call.params.require("type")? {
        "random" => {
            call.service.catalog.albums(AlbumSort::Random, rand::random(), &all, None, size.max(1)).await?.items
        }
        "newest" => pages.albums(AlbumSort::Newest, &all, offset, size).await?,
        "alphabeticalByName" => pages.albums(AlbumSort::Name, &all, offset, size).await?,
        "alphabeticalByArtist" => pages.albums(AlbumSort::Artist, &all, offset, size).await?,
        "byYear" => by_year(call, offset, size).await?,
        "byGenre" => {
            let genre_key = Some(catalog::genre_key(call.params.require("genre")?));
            pages.albums(AlbumSort::Name, &Filter { genre_key, ..all }, offset, size).await?
        }
        "starred" => {
            let likes = call.service.library.likes(call.subject(), Kind::Album, None, NOTED_MAX).await?;
            of_targets(call, likes.into_iter().map(|like| like.target), offset, size).await?
        }
        "highest" => {
            let mut ratings = call.service.library.ratings(call.subject(), Kind::Album, None, NOTED_MAX).await?;
            ratings.sort_by_key(|rating| std::cmp::Reverse(rating.stars));
            of_targets(call, ratings.into_iter().map(|rating| rating.target), offset, size).await?
        }
        "recent" => of_ids(call, history::albums_heard(call, history::By::Latest).await?, offset, size).await?,
        "frequent" => of_ids(call, history::albums_heard(call, history::By::Count).await?, offset, size).await?,
        _ => return Err(Fault::malformed("type")),
    };
    match guise {
        Guise::Tags => Ok(Reply::Body("albumList2", json!({ "album": to_value(&call.albums(&albums).await?)? }))),
        Guise::Directories => {
            Ok(Reply::Body("albumList", json!({ "album": to_value(&call.album_directories(&albums).await?)? })))
        }
    }
}

/// Albums of a span of years; the span turned round turns the order round.
async fn by_year(call: &Call<'_>, offset: usize, size: usize) -> Result<Vec<AlbumSummary>, Fault> {
    let (from, to) = (call.params.require_parsed::<u32>("fromYear")?, call.params.require_parsed::<u32>("toYear")?);
    let span = from.min(to)..=from.max(to);
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = call.service.catalog.albums(AlbumSort::Year, 0, &Filter::default(), after, STEP).await?;
        // The latest come first, and those without a year last.
        let is_past = page.items.iter().any(|album| album.year.is_none_or(|year| year < *span.start()));
        found.extend(page.items.into_iter().filter(|album| album.year.is_some_and(|year| span.contains(&year))));
        after = page.next;
        if is_past || after.is_none() {
            break;
        }
    }
    if from <= to {
        found.reverse();
    }
    Ok(found.into_iter().skip(offset).take(size).collect())
}

async fn of_targets(
    call: &Call<'_>,
    targets: impl Iterator<Item = Target>,
    offset: usize,
    size: usize,
) -> Result<Vec<AlbumSummary>, Fault> {
    let ids = targets.filter_map(|target| if let Target::Album(id) = target { Some(id) } else { None });
    of_ids(call, ids.collect(), offset, size).await
}

async fn of_ids(call: &Call<'_>, ids: Vec<AlbumId>, offset: usize, size: usize) -> Result<Vec<AlbumSummary>, Fault> {
    let page: Vec<AlbumId> = ids.into_iter().skip(offset).take(size).collect();
    Ok(call.service.catalog.albums_of(&page).await?)
}

pub(crate) async fn get_starred(call: &Call<'_>, guise: Guise) -> Result<Reply, Fault> {
    call.require_folder()?;
    let library = &call.service.library;
    let numbers = |kind| async move {
        let likes = library.likes(call.subject(), kind, Some(LATEST), NOTED_MAX).await?;
        Ok::<_, Fault>(likes.into_iter().map(|like| like.target.number()).collect::<Vec<i64>>())
    };
    let catalog = &call.service.catalog;
    let artists: Vec<ArtistId> = numbers(Kind::Artist).await?.into_iter().map(ArtistId::from_i64).collect();
    let albums: Vec<AlbumId> = numbers(Kind::Album).await?.into_iter().map(AlbumId::from_i64).collect();
    let tracks: Vec<TrackId> = numbers(Kind::Track).await?.into_iter().map(TrackId::from_i64).collect();
    let artists = call.artists(&catalog.artists_of(&artists).await?).await?;
    let albums = catalog.albums_of(&albums).await?;
    let songs = call.songs(&catalog.tracks(&tracks).await?).await?;
    let (name, albums) = match guise {
        Guise::Tags => ("starred2", to_value(&call.albums(&albums).await?)?),
        Guise::Directories => ("starred", to_value(&call.album_directories(&albums).await?)?),
    };
    Ok(Reply::Body(name, json!({ "artist": to_value(&artists)?, "album": albums, "song": to_value(&songs)? })))
}
