//! Whether what sounds alike is found: a track's folder and its artist, by sound alone.
//!
//! This is the one measurement from within: how good the neighbours are cannot be seen through answers that are made
//! varied on purpose.

use std::collections::HashMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use audio_analysis::{AudioAnalysis, Measure};
use catalog::{Catalog, Filter, Scope, TrackSort};
use ids::{AlbumId, ArtistId, TrackId};
use similarity::{Point, Similarity, SoundFeatures, Space};
use sound_features::{Extractor, Features, LEN};

use crate::scan::{empty, median, to_f64};
use crate::table::{Bar, Row, Section};
use crate::{Error, Setting, process};

/// How many neighbours are judged.
const NEIGHBOURS: usize = 10;
/// Tracks of the invented space in which answers are timed.
const SPACE_TRACKS: usize = 100_000;
/// Answers that are timed.
const ASKED: usize = 50;

pub(crate) fn measure(setting: &Setting) -> Result<Section, Error> {
    let music = setting.music.clone().unwrap_or_else(|| PathBuf::from("demo/music"));
    let runtime = tokio::runtime::Runtime::new()?;
    let (mut rows, mut notes) = runtime.block_on(found_again(setting, &music))?;
    let speed = extraction_speed()?;
    rows.push(Row::of("features of a decoded song, one thread", speed, "× real time", Bar::AtLeast(300.0)));
    rows.extend(answers()?);
    notes.push(format!(
        "Answers are timed over an invented space of {SPACE_TRACKS} tracks, CPU time of the process, mean of {ASKED}."
    ));
    Ok(Section { title: "Similarity", rows, notes })
}

/// A track of the library that is judged.
struct Judged {
    track: TrackId,
    folder: PathBuf,
    artist: Option<ArtistId>,
    duration_ms: u64,
}

async fn found_again(setting: &Setting, music: &Path) -> Result<(Vec<Row>, Vec<String>), Error> {
    let data = empty(setting, "similarity")?;
    let options = db::Options {
        location: db::Location::Sqlite { path: data.join("bench.db") },
        modules: vec![&catalog::MIGRATIONS, &audio_analysis::MIGRATIONS],
        personal_tables: Default::default(),
        readers: 2,
    };
    let db = db::Db::open(options).await?;
    let options = catalog::Options {
        music: vec![music.to_owned()],
        thumbnails: data.join("thumbnails"),
        thumbnails_limit_bytes: 1 << 20,
        scan_threads: 1,
        seed: [7; 32],
    };
    let catalog = Catalog::open(db.clone(), Arc::new(units::SystemClock), options).await?;
    catalog.scan(Scope::Changed).await?;
    let measures: Vec<Arc<dyn Measure>> = vec![Arc::new(SoundFeatures)];
    let analysis = AudioAnalysis::new(db.clone(), catalog.clone(), measures, 1);
    let before_s = process::cpu_seconds(std::process::id())?;
    let done = analysis.run(u64::MAX).await?;
    let used_s = process::cpu_seconds(std::process::id())? - before_s;
    let space = Similarity::open(db, catalog.clone()).await?.space();
    let judged = judged(&catalog, &space).await?;
    let heard_s = judged.iter().map(|one| one.duration_ms as f64 / 1_000.0).sum::<f64>();

    let by_folder = precision(&space, &judged, |one, other| one.folder == other.folder);
    let by_artist = precision(&space, &judged, |one, other| one.artist.is_some() && one.artist == other.artist);
    let elsewhere = precision(&space, &judged, |one, other| {
        one.artist.is_some() && one.artist == other.artist && one.folder != other.folder
    });
    let mut rows = Vec::new();
    for (what, found) in
        [("the same folder", by_folder), ("the same artist", by_artist), ("the same artist, another folder", elsewhere)]
    {
        let name = format!("of {NEIGHBOURS} neighbours from {what}");
        rows.push(match found {
            Some(found) => {
                let name = format!("{name} ({} asked, {:.1} % possible)", found.asked, found.possible * 100.0);
                Row::beside(name, found.found * 100.0, found.at_random * 100.0, "%", Bar::AtLeastPeer)
            }
            None => Row::not_measured(name, "no track has such a neighbour".to_owned()),
        });
    }
    rows.push(Row::of("decoding and hearing the library, one thread", heard_s / used_s, "× real time", Bar::None));
    let folder = music.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let notes = vec![
        format!(
            "The library is the folder `{folder}` with {} tracks that were heard and {} that could not be decoded; a folder stands for an album.",
            done.heard, done.undecodable
        ),
        "The peer is what a choice at random would find. The neighbours are the nearest as they are, before answers are made varied.".to_owned(),
    ];
    Ok((rows, notes))
}

async fn judged(catalog: &Catalog, space: &Space) -> Result<Vec<Judged>, Error> {
    let (mut judged, mut after) = (Vec::new(), None);
    loop {
        let page = catalog.track_list(TrackSort::Title, 0, &Filter::default(), after, 200).await?;
        for track in page.items {
            let Some(source) = catalog.audio_source(track.id).await? else { continue };
            // What has no features, such as a moment of sound, is no neighbour of anything.
            if space.nearest(track.id, 1).is_empty() {
                continue;
            }
            judged.push(Judged {
                track: track.id,
                folder: source.path.parent().map(Path::to_owned).unwrap_or_default(),
                artist: track.artists.first().map(|artist| artist.id),
                duration_ms: track.duration_ms.min(sound_features::HEARD_MS_MAX),
            });
        }
        after = page.next;
        if after.is_none() {
            return Ok(judged);
        }
    }
}

/// How many of the nearest belong together, how many could, and how many would by chance.
struct Precision {
    asked: usize,
    found: f64,
    possible: f64,
    at_random: f64,
}

fn precision(space: &Space, judged: &[Judged], belongs: impl Fn(&Judged, &Judged) -> bool) -> Option<Precision> {
    let by_track: HashMap<TrackId, &Judged> = judged.iter().map(|one| (one.track, one)).collect();
    let mut sum = Precision { asked: 0, found: 0.0, possible: 0.0, at_random: 0.0 };
    for one in judged {
        let there = judged.iter().filter(|other| other.track != one.track && belongs(one, other)).count();
        if there == 0 {
            continue;
        }
        let nearest = space.nearest(one.track, NEIGHBOURS + 1);
        let others = nearest.iter().filter(|(track, _)| *track != one.track).take(NEIGHBOURS);
        let found = others.filter(|(track, _)| by_track.get(track).is_some_and(|other| belongs(one, other))).count();
        sum.asked += 1;
        sum.found += to_f64(found) / to_f64(NEIGHBOURS);
        sum.possible += to_f64(there.min(NEIGHBOURS)) / to_f64(NEIGHBOURS);
        sum.at_random += to_f64(there) / to_f64(judged.len() - 1);
    }
    let asked = to_f64(sum.asked);
    (sum.asked > 0).then(|| Precision {
        asked: sum.asked,
        found: sum.found / asked,
        possible: sum.possible / asked,
        at_random: sum.at_random / asked,
    })
}

/// How much faster than it plays a song of three minutes is heard; median of five.
fn extraction_speed() -> Result<f64, Error> {
    const RATE_HZ: u32 = 44_100;
    const SECONDS: u32 = 180;
    let mut state = 1_u32;
    let song: Vec<f32> = (0..RATE_HZ * SECONDS)
        .map(|at| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (state >> 8) as f32 / (1 << 24) as f32 - 0.5;
            (at as f32 * 0.031).sin() * 0.3 + noise * 0.2
        })
        .collect();
    let mut speeds = Vec::new();
    for _ in 0..5 {
        let begun = Instant::now();
        let mut extractor = Extractor::new(RATE_HZ).ok_or("a usual rate")?;
        for samples in song.chunks(4_096) {
            let _ = extractor.hear(samples);
        }
        black_box(extractor.finish());
        speeds.push(f64::from(SECONDS) / begun.elapsed().as_secs_f64());
    }
    Ok(median(&mut speeds))
}

/// How long answers take in a large library.
fn answers() -> Result<Vec<Row>, Error> {
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1 << 24) as f32
    };
    let points = (0..SPACE_TRACKS as i64).map(|number| {
        let bytes: Vec<u8> = (0..LEN).flat_map(|_| next().to_le_bytes()).collect();
        Some(Point {
            track: TrackId::from_i64(number),
            album: Some(AlbumId::from_i64(number / 10)),
            artists: vec![ArtistId::from_i64(number / 50)],
            title_key: number.to_string(),
            features: Features::from_bytes(&bytes)?,
        })
    });
    let points: Option<Vec<Point>> = points.collect();
    let space = Space::of(points.ok_or("numbers from 0 to 1")?);
    let track = |at: usize| TrackId::from_i64((at * 1_999 % SPACE_TRACKS) as i64);
    let artist = |at: usize| ArtistId::from_i64((at * 37 % (SPACE_TRACKS / 50)) as i64);
    Ok(vec![
        timed("50 songs like one of 100,000", 20.0, |at| drop(black_box(space.similar(track(at), 50))))?,
        timed("50 songs like an artist of 50 songs", 100.0, |at| {
            drop(black_box(space.artist_radio(artist(at), 50)));
        })?,
        timed("artists like one of 2,000", 20.0, |at| drop(black_box(space.similar_artists(artist(at), 20))))?,
        timed("a way of 25 songs", 50.0, |at| drop(black_box(space.path(track(at), track(at + 1), 25))))?,
    ])
}

fn timed(what: &str, most_ms: f64, answer: impl Fn(usize)) -> Result<Row, Error> {
    let before_s = process::cpu_seconds(std::process::id())?;
    (0..ASKED).for_each(answer);
    let used_s = process::cpu_seconds(std::process::id())? - before_s;
    Ok(Row::of(what, used_s * 1_000.0 / to_f64(ASKED), "CPU-ms", Bar::AtMost(most_ms)))
}
