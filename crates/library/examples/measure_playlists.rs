//! Measures what collections cost: `cargo run --release -p library --example measure_playlists [TRACKS]`.
//!
//! It runs on SQLite, and on PostgreSQL too where `QINGYIN_TEST_POSTGRES` names a server, and prints the median of
//! several runs in milliseconds of wall time. Nothing else should run beside it.
#![allow(clippy::unwrap_used, missing_docs, reason = "a tool for us, which may stop with a panic")]

#[allow(dead_code, reason = "the tests use the rest of it")]
#[path = "../tests/common/mod.rs"]
mod common;

use std::time::Instant;

use common::{ME, Song, World, worlds_with};
use ids::TrackId;
use library::{NewPlaylist, Rules, Scope, Target};
use serde_json::json;

/// Runs of each measurement.
const RUNS: usize = 15;

/// Prints the median of a future's times.
async fn median<F: Future>(what: &str, mut run: impl FnMut(usize) -> F) {
    let mut times = Vec::with_capacity(RUNS);
    for number in 0..RUNS {
        let begin = Instant::now();
        run(number).await;
        times.push(begin.elapsed());
    }
    times.sort_unstable();
    println!("{what:<58} {:>9.3} ms", times[RUNS / 2].as_secs_f64() * 1_000.0);
}

fn numbers(from: i64, count: i64) -> Vec<TrackId> {
    (from..from + count).map(TrackId::from_i64).collect()
}

#[tokio::main]
async fn main() {
    let tracks: i64 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let songs: Vec<Song> = (1..=tracks)
        .map(|id| Song {
            year: 1950 + id % 75, ..Song::new(id, &format!("歌曲 {id}"), &format!("艺人 {}", id % 997))
        })
        .collect();
    for world in worlds_with(&songs).await {
        world.test.db.analyze().await.unwrap();
        println!("{}, {tracks} tracks", world.test.db.engine().name());
        measure(&world, tracks).await;
    }
}

async fn measure(world: &World, tracks: i64) {
    let library = &world.library;
    for number in 0..50 {
        let new =
            NewPlaylist { name: format!("{number}"), tracks: numbers(number * 100 + 1, 100), ..NewPlaylist::default() };
        library.create_playlist(ME, new).await.unwrap();
    }
    for number in 1..=1_000 {
        library.like(ME, Target::Track(TrackId::from_i64(number * 7))).await.unwrap();
    }
    median("50 own playlists of 100 entries, counts and lengths", async |_| {
        assert_eq!(library.playlists(ME, Scope::Own, None, 50).await.unwrap().len(), 50);
    })
    .await;
    median("50 likes", async |_| library.likes(ME, library::Kind::Track, None, 50).await.unwrap()).await;
    median("what is liked and rated of 50 tracks", async |_| {
        library.annotations(ME, numbers(1, 50).into_iter().map(Target::Track)).await.unwrap()
    })
    .await;

    let most = tracks.min(19_000);
    let new = NewPlaylist { name: "长".to_owned(), tracks: numbers(1, most), ..NewPlaylist::default() };
    let begin = Instant::now();
    let long = library.create_playlist(ME, new).await.unwrap().id;
    println!("{:<58} {:>9.3} ms", format!("make a playlist of {most}"), begin.elapsed().as_secs_f64() * 1_000.0);
    let end = most.unsigned_abs();
    median("its head, with count and length", async |_| library.playlist(Some(ME), long).await.unwrap()).await;
    median("50 entries of its middle", async |_| {
        library.entries(Some(ME), long, Some(end.cast_signed() << 19), 50).await.unwrap().entries
    })
    .await;
    median("move one entry from its end to its beginning", async |_| {
        library.move_entries(ME, long, end - 1, 1, 0, None).await.unwrap()
    })
    .await;
    median("move 1,000 entries from its beginning to its end", async |_| {
        library.move_entries(ME, long, 0, 1_000, end - 1_000, None).await.unwrap()
    })
    .await;
    median("remove one entry and add one", async |number| {
        library.remove_entries(ME, long, &[end / 2], None).await.unwrap();
        library.add_entries(ME, long, Some(end / 2), &numbers(number as i64 + 1, 1), None).await.unwrap()
    })
    .await;

    let recent = json!({ "match": { "all": [
        { "field": "artist", "operator": "contains", "value": "艺人 12" },
        { "field": "year", "operator": "between", "value": [1980, 2000] },
        { "not": { "field": "liked", "operator": "is", "value": true } },
    ] }, "order": [{ "by": "added", "descending": true }], "limit": 100 });
    let recent = Rules::parse(&recent).unwrap();
    median("rules of three conditions", async |_| library.smart_tracks(Some(ME), &recent).await.unwrap()).await;
    let loved = json!({ "match": { "field": "liked", "operator": "is", "value": true }, "order": [{ "by": "title" }] });
    let loved = Rules::parse(&loved).unwrap();
    median("rules: what is liked", async |_| library.smart_tracks(Some(ME), &loved).await.unwrap()).await;

    let mut file = String::from("#EXTM3U\n");
    for song in (1..=1_000).map(|number| number * (tracks / 1_000).max(1)) {
        file.push_str(&format!("#EXTINF:{},艺人 {} - 歌曲 {song}\nelsewhere/{song}.mp3\n", song * 60, song % 997));
    }
    median("import 1,000 entries by title, artist and length", async |_| {
        let imported = library.import_playlist(ME, None, file.as_bytes()).await.unwrap();
        library.remove_playlist(ME, imported.playlist.unwrap().id).await.unwrap();
    })
    .await;
}
