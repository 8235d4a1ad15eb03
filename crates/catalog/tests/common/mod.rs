//! A library in a temporary folder, on each engine at hand.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use catalog::{Catalog, Filter, Options, ScanProgress, Scope, Track, TrackSort};
use lofty::config::WriteOptions;
use lofty::file::{AudioFile as _, TaggedFileExt as _};
use lofty::picture::{MimeType, Picture, PictureType};
use lofty::tag::{ItemKey, ItemValue, Tag, TagItem};
use testkit::TestDatabase;
use units::{Clock, ManualClock, Millis, Timestamp};

pub struct Library {
    pub catalog: Catalog,
    pub clock: ManualClock,
    pub music: PathBuf,
    pub database: TestDatabase,
    _folder: tempfile::TempDir,
}

/// One empty library for each engine.
pub async fn libraries() -> Vec<Library> {
    let mut libraries = Vec::new();
    for database in testkit::databases(&[&catalog::MIGRATIONS], &[]).await {
        let folder = tempfile::tempdir().unwrap();
        let music = folder.path().canonicalize().unwrap().join("music");
        fs::create_dir(&music).unwrap();
        let clock = ManualClock::at(Timestamp::from_millis(1_800_000_000_000));
        let catalog = open(&database, &clock, &music, folder.path()).await;
        libraries.push(Library { catalog, clock, music, database, _folder: folder });
    }
    libraries
}

/// Another node on the same database, with the same clock; it never scans.
pub async fn another_node(library: &Library) -> Catalog {
    let options = Options {
        music: vec![library.music.clone()],
        thumbnails: library.database.folder().join("others"),
        thumbnails_limit_bytes: 1 << 20,
        scan_threads: 1,
        seed: [8; 32],
    };
    let clock = Arc::new(library.clock.clone()) as Arc<dyn Clock>;
    Catalog::open(library.database.db.clone(), clock, options).await.unwrap()
}

async fn open(database: &TestDatabase, clock: &ManualClock, music: &Path, folder: &Path) -> Catalog {
    let options = Options {
        music: vec![music.to_owned()],
        thumbnails: folder.join("thumbnails"),
        thumbnails_limit_bytes: 1 << 20,
        scan_threads: 2,
        seed: [7; 32],
    };
    Catalog::open(database.db.clone(), Arc::new(clock.clone()) as Arc<dyn Clock>, options).await.unwrap()
}

impl Library {
    pub fn path(&self, name: &str) -> PathBuf {
        self.music.join(name)
    }

    /// Puts a fixture under a name, with its folders.
    pub fn put(&self, fixture: &str, name: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(fixture_path(fixture), &path).unwrap();
        path
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Puts a tagged tone under a name.
    pub fn song(&self, fixture: &str, name: &str, tags: &[(ItemKey, &str)]) -> PathBuf {
        let path = self.put(fixture, name);
        tag(&path, tags, None);
        path
    }

    pub async fn scan(&self) -> ScanProgress {
        self.clock.advance(Millis::seconds(1));
        self.catalog.scan(Scope::Changed).await.unwrap()
    }

    /// All tracks by title.
    pub async fn tracks(&self) -> Vec<Track> {
        self.catalog.track_list(TrackSort::Title, 0, &Filter::default(), None, 200).await.unwrap().items
    }

    pub async fn track(&self, title: &str) -> Track {
        let tracks = self.tracks().await;
        tracks
            .iter()
            .find(|track| track.title == title)
            .unwrap_or_else(|| panic!("no {title:?} in {tracks:#?}"))
            .clone()
    }

    /// Reason codes by file name.
    pub async fn problems(&self) -> Vec<(String, String, bool)> {
        let mut problems: Vec<_> = self
            .catalog
            .problems(None, 200)
            .await
            .unwrap()
            .items
            .into_iter()
            .map(|problem| {
                (problem.shown_path.rsplit('/').next().unwrap().to_owned(), problem.reason_code, problem.playable)
            })
            .collect();
        problems.sort();
        problems
    }
}

pub fn fixture_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Writes tags; a repeated key becomes a field of several values.
pub fn tag(path: &Path, items: &[(ItemKey, &str)], picture: Option<Vec<u8>>) {
    let mut file = lofty::read_from_path(path).unwrap();
    let mut tag = Tag::new(file.primary_tag_type());
    for (key, value) in items {
        assert!(
            tag.push(TagItem::new(*key, ItemValue::Text((*value).to_owned()))),
            "{key:?} is no field of this format"
        );
    }
    if let Some(bytes) = picture {
        tag.push_picture(Picture::unchecked(bytes).pic_type(PictureType::CoverFront).mime_type(MimeType::Png).build());
    }
    file.insert_tag(tag);
    file.save_to_path(path, WriteOptions::default()).unwrap();
}

/// A square of one colour as PNG.
pub fn png(side_pixels: u32, color: [u8; 3]) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(side_pixels, side_pixels, image::Rgb(color));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}
