//! Makes a library of many tagged tracks and scans it: `scan_generated FIXTURE FOLDER TRACKS`.
//!
//! Prints wall and CPU time and the peak of memory for the first scan, a scan of the unchanged library, and pages of lists.
#![allow(clippy::unwrap_used, clippy::cast_precision_loss, reason = "a measurement may stop at the first surprise")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use catalog::{AlbumSort, Catalog, Filter, Options, Scope};
use lofty::config::WriteOptions;
use lofty::file::{AudioFile as _, TaggedFileExt as _};
use lofty::tag::{Accessor as _, ItemKey, Tag};
use units::SystemClock;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, fixture, folder, tracks] = arguments.as_slice() else {
        eprintln!("usage: scan_generated FIXTURE FOLDER TRACKS");
        return;
    };
    let (folder, tracks) = (PathBuf::from(folder), tracks.parse::<usize>().unwrap());
    let music = folder.join("music");
    if !music.exists() {
        generate(Path::new(fixture), &music, tracks);
    }
    let location = db::Location::Sqlite { path: folder.join("catalogue.db") };
    let modules = vec![&catalog::MIGRATIONS];
    let db =
        db::Db::open(db::Options { location, modules, personal_tables: Default::default(), readers: 2 }).await.unwrap();
    let options = Options {
        music: vec![music],
        thumbnails: folder.join("thumbnails"),
        thumbnails_limit_bytes: 1 << 26,
        scan_threads: 2,
        seed: [1; 32],
    };
    let catalog = Catalog::open(db, Arc::new(SystemClock), options).await.unwrap();
    for name in ["first scan", "unchanged", "everything again"] {
        let scope = if name == "everything again" { Scope::Everything } else { Scope::Changed };
        let (begun, cpu) = (Instant::now(), cpu_seconds());
        let done = catalog.scan(scope).await.unwrap();
        let cpu = cpu_seconds() - cpu;
        println!(
            "{name}: {} found, {} read, {} problems, {:.2} s wall, {cpu:.2} s CPU, {:.0} tracks/CPU-s, peak {} MiB",
            done.found,
            done.read,
            done.problems,
            begun.elapsed().as_secs_f64(),
            done.found as f64 / cpu,
            peak_kib() / 1024
        );
    }
    for sort in [AlbumSort::Newest, AlbumSort::Name, AlbumSort::Random] {
        let cpu = cpu_seconds();
        for seed in 0..2_000 {
            catalog.albums(sort, seed, &Filter::default(), None, 20).await.unwrap();
        }
        println!("20 albums by {sort:?}: {:.3} ms CPU", (cpu_seconds() - cpu) / 2.0);
    }
    for query in ["月", "yueliang", "moon", "歌手1 月"] {
        let cpu = cpu_seconds();
        for _ in 0..500 {
            catalog.search(query, 20).await.unwrap();
        }
        println!("search {query}: {:.3} ms CPU", (cpu_seconds() - cpu) * 2.0);
    }
}

fn generate(fixture: &Path, music: &Path, tracks: usize) {
    let ending = fixture.extension().unwrap().to_string_lossy().into_owned();
    for number in 0..tracks {
        let (artist, album) = (number / 100, number / 10);
        let chinese = artist % 2 == 0;
        let folder = music.join(format!("artist {artist}/album {album}"));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{number}.{ending}"));
        std::fs::copy(fixture, &path).unwrap();
        let mut file = lofty::read_from_path(&path).unwrap();
        let mut tag = Tag::new(file.primary_tag_type());
        tag.set_title(if chinese { format!("月亮代表我的心 {number}") } else { format!("Moon song {number}") });
        tag.set_artist(if chinese { format!("歌手{artist}") } else { format!("Artist {artist}") });
        tag.set_album(if chinese { format!("专辑{album}") } else { format!("Album {album}") });
        tag.insert_text(
            ItemKey::AlbumArtist,
            if chinese { format!("歌手{artist}") } else { format!("Artist {artist}") },
        );
        tag.set_genre(["民歌", "Rock", "流行", "Jazz"][artist % 4].to_owned());
        tag.set_track(u32::try_from(number % 10 + 1).unwrap());
        tag.insert_text(ItemKey::RecordingDate, format!("{}", 1970 + album % 50));
        file.insert_tag(tag);
        file.save_to_path(&path, WriteOptions::default()).unwrap();
    }
}

/// User and system time of this process, in seconds (proc(5): fields 14 and 15, in hundredths).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
