//! Reading a library: from empty, unchanged, and one changed file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use crate::server::Server;
use crate::table::{Bar, Row, Section};
use crate::{Error, Setting, library, process};

/// How often each figure is taken; the median counts.
const TIMES: usize = 3;
/// A changed file that takes longer than this is called lost.
const CHANGE_SEEN_WITHIN: Duration = Duration::from_secs(30);
/// Changes that are timed.
const CHANGES: usize = 5;
/// How often, and for how long each, a first change is waited for.
const START_TRIES: usize = 10;
const START_WAIT: Duration = Duration::from_secs(5);

pub(crate) fn measure(setting: &Setting) -> Result<Section, Error> {
    let music = library::large(&setting.work, setting.tracks)?;
    let (mut speeds, mut peaks, mut walls, mut unchanged) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let data = empty(setting, "scan")?;
        let first = scan(setting, &data, &music)?;
        speeds.push(to_f64(setting.tracks) / first.cpu_s);
        peaks.push(first.peak_mib);
        walls.push(first.wall_s);
        unchanged.push(scan(setting, &data, &music)?.cpu_s);
    }
    let seen = changed(setting, &setting.work.join("data-scan"), &music)?;
    let tracks = setting.tracks;
    Ok(Section {
        title: "Scanning",
        rows: vec![
            Row::of(
                format!("scan of {tracks} tracks from empty"),
                median(&mut speeds),
                "tracks/CPU-s",
                Bar::AtLeast(2_500.0),
            ),
            Row::of("its peak of memory", median(&mut peaks), "MiB", Bar::AtMost(150.0)),
            Row::of("its wall time", median(&mut walls), "s", Bar::None),
            Row::of(format!("scan of {tracks} unchanged tracks"), median(&mut unchanged), "CPU-s", Bar::AtMost(1.0)),
            Row::of("a changed file visible in search while serving", seen, "ms", Bar::AtMost(2_000.0)),
        ],
        notes: vec![format!(
            "The process is `qingyin scan` as a whole, from start to exit, rows committed; median of {TIMES}. \
             Of ten tracks five are MP3, two FLAC, two Vorbis and one Opus, three seconds each; every album has a cover file."
        )],
    })
}

/// A data folder in which the library has been read; made unless it is there.
pub(crate) fn scanned(setting: &Setting, name: &str, music: &Path) -> Result<PathBuf, Error> {
    let data = empty(setting, name)?;
    scan(setting, &data, music)?;
    Ok(data)
}

/// How long until one changed file shows, in milliseconds.
fn changed(setting: &Setting, data: &Path, music: &Path) -> Result<f64, Error> {
    let server = Server::start(setting, data, music, true)?;
    let track = library::first_track(music);
    // Right after its start the service may not watch yet: the first change is made until one is seen, and does not count.
    let noticed = (0..START_TRIES).any(|number| shows(&server, &track, &format!("Warm{number}"), START_WAIT).is_ok());
    if !noticed {
        return Err("no change was seen after the start".into());
    }
    let mut times = Vec::new();
    for round in 0..CHANGES {
        times.push(shows(&server, &track, &format!("Changed{round}"), CHANGE_SEEN_WITHIN)?);
    }
    Ok(median(&mut times))
}

/// Gives the track a title, and returns after how many milliseconds a search finds it.
fn shows(server: &Server, track: &Path, title: &str, within: Duration) -> Result<f64, Error> {
    // A library is used again, so a title must differ from those of earlier runs.
    let title = format!("{title}x{}", std::process::id());
    library::retitle(track, &title)?;
    let taken = server.until(&format!("/api/v1/search?q={title}"), within, |found| {
        found["tracks"].as_array().is_some_and(|tracks| tracks.iter().any(|track| track["title"] == title.as_str()))
    })?;
    Ok(taken.as_secs_f64() * 1e3)
}

pub(crate) fn empty(setting: &Setting, name: &str) -> Result<PathBuf, Error> {
    let data = setting.work.join(format!("data-{name}"));
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    fs::create_dir_all(&data)?;
    Ok(data)
}

fn scan(setting: &Setting, data: &Path, music: &Path) -> Result<process::Used, Error> {
    scan_with(setting, data, music, None)
}

/// Reads the music into the data folder, or into the PostgreSQL database at that address.
pub(crate) fn scan_with(
    setting: &Setting,
    data: &Path,
    music: &Path,
    database: Option<&str>,
) -> Result<process::Used, Error> {
    let mut command = process::at_high_priority(&setting.binary);
    command.arg("scan").arg("--data").arg(data).arg("--music").arg(music).args(["--log-level", "error"]);
    if let Some(database) = database {
        command.args(["--database-url", database]);
    }
    process::wait(command.stdout(Stdio::null()).spawn()?)
}

/// The middle one; of an even number the higher of the two in the middle, 0 of none.
pub(crate) fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[allow(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
pub(crate) fn to_f64(count: usize) -> f64 {
    count as f64
}
