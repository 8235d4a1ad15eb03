//! What is derived from tracks: albums, the counts of artists and folders, facets.

use std::collections::{HashMap, HashSet};

use db::{Db, args};
use ids::{AlbumId, ArtistId};
use serde::Deserialize;

use crate::error::Error;
use crate::model::ArtistName;
use crate::names::{fold, sort_key};
use crate::store;
use crate::store::refresh::{AlbumRows, AlbumTrack};

/// Names that stand for various artists.
const VARIOUS: [&str; 8] = ["various artists", "various", "va", "v.a.", "群星", "合辑", "华语群星", "多位艺术家"];

/// Own artist of an album, or guest on it.
const ROLE_OWN: u8 = 0;
const ROLE_GUEST: u8 = 1;

/// Derives again whatever is marked stale, in transactions of a few hundred albums.
///
/// `changed` tells that tracks were written; without it only what a killed scan left is derived.
/// Safe to stop anywhere: what was not derived stays marked, or is told by the count of tracks.
pub(crate) async fn refresh(db: &Db, changed: bool) -> Result<(), Error> {
    let reader = db.catalogue();
    let mut after = AlbumId::from_i64(-1);
    let mut changed = changed;
    loop {
        let ids = store::refresh::stale_albums(&reader, after).await?;
        let (Some(first), Some(last)) = (ids.first().copied(), ids.last().copied()) else { break };
        let tracks = store::refresh::tracks_of_stale(&reader, first, last).await?;
        let rows = rows(&ids, tracks);
        let mut tx = db.begin().await?;
        store::refresh::write_albums(&mut tx, &rows).await?;
        tx.commit().await?;
        changed = true;
        after = last;
    }
    changed |= store::refresh::has_stale_artists(&reader).await? || !store::refresh::is_counted(&reader).await?;
    if !changed {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    store::refresh::write_artists(&mut tx).await?;
    let counts = folder_counts(store::refresh::folder_counts(&mut tx).await?);
    store::refresh::write_folder_counts(&mut tx, &counts).await?;
    store::refresh::write_facets(&mut tx).await?;
    store::search::tell_change(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// A folder counts its own tracks and those of all folders below; only counts that differ are written.
fn folder_counts(folders: Vec<store::refresh::FolderCount>) -> Vec<Vec<db::Value>> {
    let mut totals: HashMap<&str, u64> = HashMap::with_capacity(folders.len());
    for folder in folders.iter().filter(|folder| folder.own > 0) {
        let mut path = folder.path.as_str();
        loop {
            *totals.entry(path).or_default() += folder.own;
            match path.rsplit_once('/') {
                Some((parent, _)) => path = parent,
                None => break,
            }
        }
    }
    folders
        .iter()
        .filter_map(|folder| {
            let total = totals.get(folder.path.as_str()).copied().unwrap_or_default();
            (total != folder.shown).then(|| args![folder.id, i64::try_from(total).unwrap_or(i64::MAX)].to_vec())
        })
        .collect()
}

fn rows(ids: &[AlbumId], tracks: Vec<AlbumTrack>) -> AlbumRows {
    let mut by_album: HashMap<AlbumId, Vec<AlbumTrack>> = HashMap::with_capacity(ids.len());
    for track in tracks {
        by_album.entry(track.album_id).or_default().push(track);
    }
    let mut rows = AlbumRows::default();
    for id in ids {
        album(*id, by_album.remove(id).unwrap_or_default(), &mut rows);
    }
    rows
}

fn album(id: AlbumId, tracks: Vec<AlbumTrack>, rows: &mut AlbumRows) {
    let performers: Vec<Vec<ArtistName>> = tracks.iter().map(|track| parse(&track.artists)).collect();
    let (own, compilation) = own_artists(&tracks, &performers);
    let genres = distinct(tracks.iter().flat_map(|track| parse::<String>(&track.genres)));
    let labels = distinct(tracks.iter().flat_map(|track| parse::<String>(&track.labels)));
    let disc_titles: HashMap<u32, &str> = tracks
        .iter()
        .rev()
        .filter_map(|track| Some((track.disc_number.unwrap_or(1), track.disc_title.as_deref()?)))
        .collect();
    let languages: HashSet<&str> = tracks.iter().filter_map(|track| track.language.as_deref()).collect();
    let language = if languages.len() == 1 { languages.into_iter().next() } else { None };
    let year = tracks.iter().map(|track| track.year).filter(|year| *year > 0).max().unwrap_or_default();
    let release_date = tracks.iter().filter_map(|track| track.release_date.as_deref()).max_by_key(|date| date.len());
    let artist_key = own.first().map_or_else(|| "~".to_owned(), |artist| sort_key(&artist.name).key);
    let artist_sort_key = format!("{artist_key}\u{1}{year:04}");
    let duration_ms: u64 = tracks.iter().map(|track| track.duration_ms).sum();

    rows.ids.push(args![id].to_vec());
    rows.albums.push(
        args![
            id,
            json(&own),
            artist_sort_key,
            year,
            release_date,
            language,
            compilation,
            json(&genres),
            json(&labels),
            json(&disc_titles),
            u32::try_from(tracks.len()).unwrap_or(u32::MAX),
            i64::try_from(duration_ms).unwrap_or(i64::MAX),
            tracks.iter().find_map(|track| track.cover_id),
        ]
        .to_vec(),
    );
    let mut credited: HashSet<ArtistId> = HashSet::new();
    let guests = performers.iter().flatten().map(|artist| (artist.id, ROLE_GUEST));
    for (artist, role) in own.iter().map(|artist| (artist.id, ROLE_OWN)).chain(guests) {
        if !tracks.is_empty() && credited.insert(artist) {
            rows.artists.push(args![id, artist, role].to_vec());
        }
    }
    let mut keys = HashSet::new();
    for genre in &genres {
        let key = fold(genre);
        if !key.is_empty() && keys.insert(key.clone()) {
            rows.genres.push(args![key, id].to_vec());
        }
    }
}

/// Whose album it is, and whether it is a compilation.
///
/// The tags' album artists; else the artists that every track has in common; else nobody's: a compilation.
fn own_artists(tracks: &[AlbumTrack], performers: &[Vec<ArtistName>]) -> (Vec<ArtistName>, bool) {
    let marked = tracks.iter().any(|track| track.compilation);
    if let Some(track) = tracks.iter().find(|track| track.has_album_artist) {
        let named: Vec<ArtistName> = parse(&track.album_artists);
        let is_various = !named.is_empty() && named.iter().all(|artist| VARIOUS.contains(&fold(&artist.name).as_str()));
        return if is_various { (Vec::new(), true) } else { (named, marked) };
    }
    let Some((first, others)) = performers.split_first() else { return (Vec::new(), marked) };
    let common: Vec<ArtistName> = first
        .iter()
        .filter(|artist| others.iter().all(|artists| artists.iter().any(|other| other.id == artist.id)))
        .cloned()
        .collect();
    let is_various = common.is_empty() && performers.iter().any(|artists| !artists.is_empty());
    (common, marked || is_various)
}

fn parse<T: for<'de> Deserialize<'de>>(json: &str) -> Vec<T> {
    // Written by this crate; a value that does not parse was edited by hand and counts as nothing.
    serde_json::from_str(json).unwrap_or_default()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "[]".to_owned())
}

fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for value in values {
        if !distinct.contains(&value) && distinct.len() < 32 {
            distinct.push(value);
        }
    }
    distinct
}
