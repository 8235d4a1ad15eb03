//! Lines of lyrics: what they cost in memory, and what a query costs with its rows.

use std::sync::Arc;

use catalog::Catalog;
use db::{Sql, Value, args};
use ids::TrackId;
use search_index::{Passages, running};

use super::LIMIT;
use super::catalogue::{Random, verses};
use crate::process::thread_cpu_us;
use crate::scan::{empty, to_f64};
use crate::table::{Bar, Row};
use crate::{Error, Setting};

/// Songs with lyrics.
const SONGS: usize = 20_000;

/// Queries of each class.
const QUERIES: usize = 500;

/// What the reader of the figures should know.
pub(crate) const NOTE: &str = "Lyrics are 20,000 invented songs of forty lines in SQLite, two of three in Chinese; memory is that of the \
    lists alone, since the words stay in the database. A query is asked of the catalogue and reads the rows it needs; \
    times are CPU of the thread that answers.";

pub(crate) fn measure(setting: &Setting) -> Result<Vec<Row>, Error> {
    let mut random = Random(7);
    let songs: Vec<Vec<String>> = (0..SONGS).map(|_| verses(&mut random)).collect();
    let texts: Vec<String> = songs.iter().map(|song| running(song.iter().map(String::as_str))).collect();
    let mut passages = Passages::default();
    let begun = thread_cpu_us();
    for (page, from) in texts.chunks(500).zip((1_i64..).step_by(500)) {
        passages.add((from..).zip(page).map(|(id, text)| (id, text.as_str())));
    }
    let build_s = (thread_cpu_us() - begun) / 1e6;
    let per_track = to_f64(passages.size_bytes()) / to_f64(SONGS);
    let mut rows = vec![
        Row::of("20k lyrics: memory", per_track, "B/track", Bar::AtMost(1_000.0)),
        Row::of("20k lyrics: listing them all, 500 at a time", build_s, "CPU-s", Bar::AtMost(10.0)),
    ];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    rows.extend(runtime.block_on(asked(setting, &songs, &texts))?);
    Ok(rows)
}

async fn asked(setting: &Setting, songs: &[Vec<String>], texts: &[String]) -> Result<Vec<Row>, Error> {
    let catalog = filled(setting, songs, texts).await?;
    // The first query lists what the rows have; it is not one of those that are measured.
    catalog.search_lines("天涯海角", LIMIT).await?;
    let mut rows = Vec::new();
    for class in CLASSES {
        let mut random = Random(31);
        let mut spent: Vec<f64> = Vec::with_capacity(QUERIES);
        let mut found = 0;
        while spent.len() < QUERIES {
            let number = random.below(songs.len());
            let line = &songs[number][random.below(songs[number].len())];
            let Some(query) = (class.query)(line, &mut random) else { continue };
            let begun = thread_cpu_us();
            let hits = catalog.search_lines(&query, LIMIT).await?;
            spent.push(thread_cpu_us() - begun);
            let meant = TrackId::from_i64(number as i64 + 1);
            // Among many that have it, any ten are an answer.
            found += usize::from(hits.len() == LIMIT || hits.iter().any(|hit| hit.track.id == meant));
        }
        spent.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| spent[((to_f64(spent.len()) * share) as usize).min(spent.len() - 1)];
        rows.push(Row::of(format!("lyrics, {}: p50", class.name), at(0.5), "CPU-µs", Bar::None));
        rows.push(Row::of(format!("lyrics, {}: p99", class.name), at(0.99), "CPU-µs", Bar::AtMost(10_000.0)));
        let answered = 100.0 * to_f64(found) / to_f64(QUERIES);
        rows.push(Row::of(format!("lyrics, {}: found", class.name), answered, "%", Bar::AtLeast(100.0)));
    }
    Ok(rows)
}

struct Class {
    name: &'static str,
    query: fn(&str, &mut Random) -> Option<String>,
}

const CLASSES: [Class; 4] = [
    Class { name: "two Chinese characters", query: |line, random| characters(line, 2, random) },
    Class { name: "six Chinese characters", query: |line, random| characters(line, 6, random) },
    Class { name: "four English words, the last half typed", query: |line, _| words(line, 4) },
    Class { name: "an English word being typed", query: |line, _| words(line, 1) },
];

/// Some neighbouring characters, with or without the space that stands between them.
fn characters(line: &str, count: usize, random: &mut Random) -> Option<String> {
    let characters: Vec<char> = line.chars().filter(|character| search_index::is_hanzi(*character)).collect();
    let from = random.below((characters.len() + 1).checked_sub(count)?.max(1));
    Some(characters.get(from..from + count)?.iter().collect())
}

fn words(line: &str, count: usize) -> Option<String> {
    let words: Vec<&str> = line.is_ascii().then(|| line.split(' ').take(count).collect())?;
    let (last, before) = words.split_last().filter(|_| words.len() == count)?;
    let typed = last.get(..last.len().div_ceil(2).max(3)).unwrap_or(last);
    let query = before.iter().copied().chain([typed]).collect::<Vec<_>>().join(" ");
    (query.len() >= 3).then_some(query)
}

fn by_catalog(text: &str) -> &'static Sql {
    Sql::generated("bench.lines".to_owned(), "catalog", text.to_owned())
}

/// A catalogue with the songs in it, as a scan would have left them.
async fn filled(setting: &Setting, songs: &[Vec<String>], texts: &[String]) -> Result<Catalog, Error> {
    let data = empty(setting, "lines")?;
    let music = data.join("music");
    std::fs::create_dir_all(&music)?;
    let options = db::Options {
        location: db::Location::Sqlite { path: data.join("bench.db") },
        modules: vec![&catalog::MIGRATIONS],
        personal_tables: Default::default(),
        readers: 2,
    };
    let db = db::Db::open(options).await?;
    let options = catalog::Options {
        music: vec![music],
        thumbnails: data.join("thumbnails"),
        thumbnails_limit_bytes: 1 << 20,
        scan_threads: 1,
        seed: [7; 32],
    };
    let catalog = Catalog::open(db.clone(), Arc::new(units::SystemClock), options).await?;
    let mut tx = db.begin().await?;
    let folder =
        "INSERT INTO folders (id, path, parent_path, name, sort_key, track_count) VALUES (1, '0', '', '', '', 1)";
    tx.execute(by_catalog(folder), &[]).await?;
    let track = by_catalog(
        "INSERT INTO tracks (id, music_folder_id, path, file_name, folder_id, size_bytes, modified_ns, inode, surroundings, \
         fingerprint, present, video, playable, title, sort_key, artists, artist_sort_key, album_sort_key, year, genres, \
         composers, labels, compilation, has_album_artist, album_artists, duration_ms, codec, container, lyrics, \
         lyrics_read, added_at, random_key) \
         VALUES ($1, 0, $2, $3, 1, 1, 0, 0, 0, 0, 1, 0, 1, $3, $3, '[]', '', $3, 2000, '[]', '[]', '[]', 0, 0, '[]', \
         200000, 'flac', 'flac', 1, 1, 0, $1)",
    );
    let text = by_catalog("INSERT INTO lyric_texts (track_id, change, lines, running) VALUES ($1, 1, $2, $3)");
    let (mut tracks, mut words): (Vec<Vec<Value>>, Vec<Vec<Value>>) = (Vec::new(), Vec::new());
    for (id, (song, running)) in (1_i64..).zip(songs.iter().zip(texts)) {
        let title = format!("song {id}");
        let lines: Vec<(u64, &String)> = (0_u64..).step_by(5_000).zip(song).collect();
        tracks.push(args![id, title.as_bytes(), title.as_str()].to_vec());
        words.push(args![id, serde_json::to_string(&lines)?, running.as_str()].to_vec());
    }
    tx.execute_many(track, &tracks).await?;
    tx.execute_many(text, &words).await?;
    tx.commit().await?;
    Ok(catalog)
}
