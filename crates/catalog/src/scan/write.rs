//! From files that were read to rows.

use std::collections::{HashMap, HashSet};

use db::{Reader, args};
use ids::{AlbumId, ArtistId, CoverId, FolderId, TrackId};
use rand::Rng;
use units::Timestamp;

use super::readers::ReadFile;
use super::shown;
use crate::error::Error;
use crate::model::{Advisory, ArtistName};
use crate::names::{fold, sort_key};
use crate::read::{Kind, Tags};
use crate::store;

/// Roles in `track_artists`.
const ROLE_ARTIST: u8 = 0;
const ROLE_COMPOSER: u8 = 1;

/// What is known by its key, loaded once a scan, so that no track costs a query.
pub(crate) struct Registry<'r> {
    artists: HashMap<String, KnownArtist>,
    albums: HashMap<String, AlbumId>,
    folders: HashMap<String, FolderId>,
    covers: HashSet<CoverId>,
    /// How many of an album's tracks this scan reads again, and how many it has.
    rewritten_of: HashMap<AlbumId, (u64, u64)>,
    album_of: HashMap<TrackId, AlbumId>,
    marked_artists: HashSet<ArtistId>,
    marked_albums: HashSet<AlbumId>,
    rng: &'r mut (dyn Rng + Send),
    now: Timestamp,
}

#[derive(Clone)]
struct KnownArtist {
    name: ArtistName,
    sort_key: String,
}

impl<'r> Registry<'r> {
    /// Loads what is known. `album_of` tells the albums of the tracks that will be read again.
    pub(crate) async fn load(
        reader: &Reader,
        album_of: HashMap<TrackId, AlbumId>,
        rng: &'r mut (dyn Rng + Send),
        now: Timestamp,
    ) -> Result<Self, Error> {
        let artists = store::scan::artist_keys(reader).await?;
        let albums = store::scan::album_keys(reader).await?;
        let mut rewritten_of: HashMap<AlbumId, (u64, u64)> = HashMap::new();
        for album in album_of.values() {
            rewritten_of.entry(*album).or_default().0 += 1;
        }
        for (_, id, track_count) in &albums {
            if let Some((_, all)) = rewritten_of.get_mut(id) {
                *all = *track_count;
            }
        }
        Ok(Self {
            artists: artists
                .into_iter()
                .map(|(key, id, name, sort_key)| (key, KnownArtist { name: ArtistName { id, name }, sort_key }))
                .collect(),
            albums: albums.into_iter().map(|(key, id, _)| (key, id)).collect(),
            folders: store::scan::folder_keys(reader).await?.into_iter().collect(),
            covers: store::scan::cover_ids(reader).await?.into_iter().collect(),
            rewritten_of,
            album_of,
            marked_artists: HashSet::new(),
            marked_albums: HashSet::new(),
            rng,
            now,
        })
    }

    /// The rows of some files that were read.
    pub(crate) fn rows(&mut self, files: &[ReadFile]) -> store::scan::Batch {
        let mut batch = store::scan::Batch::default();
        for file in files {
            self.file(file, &mut batch);
        }
        batch
    }

    fn file(&mut self, file: &ReadFile, batch: &mut store::scan::Batch) {
        let tags = &file.reading.tags;
        let facts = &file.reading.facts;
        let found = &file.to_read.file;
        let folder_path = shown::folder_path(file.music_folder_id, &file.folder);
        let folder_id = self.folder(&folder_path, batch);
        let cover_id = file.cover.as_ref().map(|cover| {
            // A picture that is known may have moved with its file, so its place is written again.
            let is_new = self.covers.insert(cover.id);
            if is_new || file.to_read.known.is_some() {
                batch.covers.push(
                    args![
                        cover.id,
                        cover.hash.as_bytes(),
                        file.music_folder_id,
                        cover.path.as_slice(),
                        cover.embedded,
                        i64_of(cover.size_bytes)
                    ]
                    .to_vec(),
                );
            }
            cover.id
        });
        let id = file.to_read.known.unwrap_or_else(|| TrackId::random(self.rng));
        if file.to_read.known.is_some() {
            batch.rewritten.push(args![id].to_vec());
        }

        let artists = self.artists(&tags.artists, batch);
        let album_artists = self.artists(&tags.album_artists, batch);
        let composers = self.artists(&tags.composers, batch);
        for (role, credited) in [(ROLE_ARTIST, &artists), (ROLE_COMPOSER, &composers)] {
            for artist in credited {
                batch.track_artists.push(args![id, artist.name.id, role].to_vec());
            }
        }
        let mut genre_keys = HashSet::new();
        for genre in &tags.genres {
            let key = fold(genre);
            if !key.is_empty() && genre_keys.insert(key.clone()) {
                batch.track_genres.push(args![key, id, genre].to_vec());
            }
        }

        let title = tags.title.clone().unwrap_or_else(|| file.file_name.clone());
        let title_key = sort_key(&title).key;
        let album_id = tags.album.as_ref().map(|album| self.album(album, tags, &folder_path, id, batch));
        let album_key = match (&tags.album, album_id) {
            // Tracks without an album come last, in their folder's order.
            (Some(album), Some(album_id)) => format!("{}\u{1}{:016x}", sort_key(album).key, album_id.as_i64()),
            _ => format!("~{folder_path}"),
        };
        let album_sort_key = format!(
            "{album_key}\u{1}{:04}{:04}\u{1}{}",
            tags.disc_number.unwrap_or(1),
            tags.track_number.unwrap_or(9_999),
            title_key.chars().take(24).collect::<String>(),
        );
        // An artist who is unknown comes last as well.
        let artist_key = artists.first().map_or("~", |artist| artist.sort_key.as_str());
        let artist_sort_key = format!("{artist_key}\u{1}{album_sort_key}");
        let lyrics = if found.has_sidecars {
            1_u8
        } else if tags.has_lyrics {
            2
        } else {
            0
        };
        if lyrics == 0 && file.to_read.known.is_some() {
            batch.unsung.push(id);
        }
        let random_key = random(self.rng);
        batch.tracks.push(
            args![
                id,
                file.music_folder_id,
                file.path.as_slice(),
                &file.file_name,
                folder_id,
                i64_of(found.size_bytes),
                found.modified_ns,
                found.inode,
                found.surroundings,
                file.reading.fingerprint,
                found.kind == Kind::Video,
                file.reading.playable,
                title,
                title_key,
                names_json(&artists),
                artist_sort_key,
                album_id,
                album_sort_key,
                tags.disc_number,
                tags.disc_title.as_deref(),
                tags.track_number,
                tags.year.unwrap_or(0),
                tags.release_date.as_deref(),
                tags.language.as_deref(),
                json(&tags.genres),
                json(&composers.iter().map(|artist| artist.name.name.as_str()).collect::<Vec<_>>()),
                json(&tags.labels),
                tags.compilation,
                !album_artists.is_empty(),
                names_json(&album_artists),
                i64_of(facts.duration_ms),
                &facts.codec,
                &facts.container,
                facts.bitrate_kbps,
                facts.sample_rate_hz,
                facts.channels,
                facts.bit_depth,
                tags.gain.track_db,
                tags.gain.track_peak,
                tags.gain.album_db,
                tags.gain.album_peak,
                tags.isrc.as_deref(),
                tags.musicbrainz_recording.as_deref(),
                tags.musicbrainz_release.as_deref(),
                lyrics,
                cover_id,
                self.now,
                random_key,
                tags.advisory.map(Advisory::number),
            ]
            .to_vec(),
        );
    }

    /// The folder and all above it, made when new.
    fn folder(&mut self, path: &str, batch: &mut store::scan::Batch) -> FolderId {
        if let Some(id) = self.folders.get(path) {
            return *id;
        }
        let (parent, name) = match path.rsplit_once('/') {
            Some((parent, name)) => {
                self.folder(parent, batch);
                (parent, name)
            }
            None => ("", path),
        };
        let id = FolderId::random(self.rng);
        batch.folders.push(args![id, path, parent, name, sort_key(name).key].to_vec());
        self.folders.insert(path.to_owned(), id);
        id
    }

    fn artists(&mut self, names: &[String], batch: &mut store::scan::Batch) -> Vec<KnownArtist> {
        let mut artists: Vec<KnownArtist> = Vec::with_capacity(names.len());
        for name in names {
            let key = fold(name);
            // A name of nothing but marks folds to nothing, and is still a name.
            let key = if key.is_empty() { name.clone() } else { key };
            let artist = match self.artists.get(&key) {
                Some(artist) => {
                    let artist = artist.clone();
                    if self.marked_artists.insert(artist.name.id) {
                        batch.stale_artists.push(args![artist.name.id].to_vec());
                    }
                    artist
                }
                None => {
                    let id = ArtistId::random(self.rng);
                    let sort = sort_key(name);
                    batch.artists.push(args![id, &key, name, &sort.key, sort.letter.to_string(), self.now].to_vec());
                    let artist = KnownArtist { name: ArtistName { id, name: name.clone() }, sort_key: sort.key };
                    self.marked_artists.insert(id);
                    self.artists.insert(key, artist.clone());
                    artist
                }
            };
            if !artists.iter().any(|known| known.name.id == artist.name.id) {
                artists.push(artist);
            }
        }
        artists
    }

    /// The album of a track, found by its key; made when new.
    ///
    /// When all tracks of an album are read again and name another one, the album is renamed and keeps its id.
    fn album(
        &mut self,
        title: &str,
        tags: &Tags,
        folder_path: &str,
        track: TrackId,
        batch: &mut store::scan::Batch,
    ) -> AlbumId {
        let key = group_key(title, tags, folder_path);
        if let Some(id) = self.albums.get(&key) {
            let id = *id;
            if self.marked_albums.insert(id) {
                batch.stale_albums.push(args![id].to_vec());
            }
            return id;
        }
        let sort = sort_key(title).key;
        let renamed = self
            .album_of
            .get(&track)
            .copied()
            .filter(|old| self.rewritten_of.get(old).is_some_and(|(read, all)| read >= all));
        if let Some(old) = renamed {
            // Taken once; a second name of the same album is a new album.
            self.rewritten_of.remove(&old);
            self.albums.retain(|_, id| *id != old);
            self.albums.insert(key.clone(), old);
            self.marked_albums.insert(old);
            batch.renamed_albums.push(args![old, key, title, sort].to_vec());
            return old;
        }
        let id = AlbumId::random(self.rng);
        let random_key = random(self.rng);
        batch.albums.push(args![id, &key, title, sort, self.now, random_key].to_vec());
        self.marked_albums.insert(id);
        self.albums.insert(key, id);
        id
    }
}

/// Which tracks are one album.
///
/// The MusicBrainz release when it is named; else the title and the album's artists; else, for compilations and albums that name no artist,
/// the title and the folder, where the folders of discs (`CD 1`) count as the one above them.
fn group_key(title: &str, tags: &Tags, folder_path: &str) -> String {
    if let Some(release) = &tags.musicbrainz_release {
        return format!("m\u{1}{}", release.to_ascii_lowercase());
    }
    let title = fold(title);
    if tags.album_artists.is_empty() || tags.compilation {
        return format!("f\u{1}{title}\u{1}{}", without_disc_folder(folder_path));
    }
    let mut artists: Vec<String> = tags.album_artists.iter().map(|name| fold(name)).collect();
    artists.sort_unstable();
    format!("a\u{1}{title}\u{1}{}", artists.join("\u{1}"))
}

fn without_disc_folder(folder_path: &str) -> &str {
    let Some((parent, name)) = folder_path.rsplit_once('/') else { return folder_path };
    let name = name.to_lowercase();
    let rest = ["cd", "disc", "disk", "碟", "光盘", "第"].iter().find_map(|word| name.strip_prefix(word));
    let is_disc = rest.is_some_and(|rest| {
        let rest = rest.trim_matches([' ', '-', '_', '.']).trim_end_matches(['张', '碟', '盘']);
        !rest.is_empty()
            && rest.chars().count() <= 2
            && rest.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    });
    if is_disc { parent } else { folder_path }
}

fn names_json(artists: &[KnownArtist]) -> String {
    json(&artists.iter().map(|artist| &artist.name).collect::<Vec<_>>())
}

fn json(value: &impl serde::Serialize) -> String {
    // Lists of text and ids have no key that JSON could refuse.
    serde_json::to_string(value).unwrap_or_else(|_| "[]".to_owned())
}

fn random(rng: &mut (dyn Rng + Send)) -> i64 {
    (rng.next_u64() >> 1).cast_signed()
}

fn i64_of(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(album_artists: &[&str], compilation: bool) -> Tags {
        Tags {
            album_artists: album_artists.iter().map(|name| (*name).to_owned()).collect(),
            compilation,
            ..Tags::default()
        }
    }

    #[test]
    fn spellings_of_one_album_are_one() {
        let key = |artist: &str, title: &str| group_key(title, &tags(&[artist], false), "0/x");
        assert_eq!(key("周杰倫", "范特西"), key("周杰伦", "范特西 "));
        assert_eq!(key("Björk", "Post"), key("BJORK", "post"));
        assert_ne!(key("A", "Best"), key("B", "Best"));
    }

    #[test]
    fn an_album_without_artist_is_its_folder() {
        let key = |folder: &str| group_key("Hits", &tags(&[], false), folder);
        assert_eq!(key("0/Hits/CD 1"), key("0/Hits/cd2"));
        assert_eq!(key("0/Hits/第一碟"), key("0/Hits"));
        assert_ne!(key("0/A"), key("0/B"));
        assert_ne!(key("0/CDs"), key("0/Discography"));
    }
}
