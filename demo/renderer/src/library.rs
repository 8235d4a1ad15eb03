//! Which pieces make up which release, as written in `demo/scores/albums.toml`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::cover::Scene;
use crate::score::Score;

/// The whole demo library.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// Its releases.
    pub albums: Vec<Album>,
}

/// A release.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Album {
    /// Folder below the output, `/` between artist and album.
    pub folder: String,
    /// Title as tagged.
    pub title: String,
    /// Album artist.
    pub artist: String,
    /// Date, ISO 8601, as precise as one likes.
    pub date: String,
    /// Whether its tracks are by various artists.
    #[serde(default)]
    pub compilation: bool,
    /// What its cover shows.
    pub cover: Scene,
    /// Whether `cover.jpg` lies in the folder.
    #[serde(default)]
    pub folder_cover: bool,
    /// Its discs.
    pub discs: Vec<Disc>,
}

/// One disc of a release.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disc {
    /// Title of the disc.
    pub title: Option<String>,
    /// Score files without `.toml`, in order.
    pub tracks: Vec<String>,
}

/// Reads the library and every score it names.
///
/// # Errors
/// A file is missing or cannot be understood; the message names it.
pub fn load(scores: &Path) -> Result<(Library, BTreeMap<String, Score>), String> {
    let library: Library = read(&scores.join("albums.toml"))?;
    let mut found = BTreeMap::new();
    for name in library.albums.iter().flat_map(|album| &album.discs).flat_map(|disc| &disc.tracks) {
        found.insert(name.clone(), read(&scores.join(format!("{name}.toml")))?);
    }
    Ok((library, found))
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}
