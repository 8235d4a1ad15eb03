//! OpenSubsonic as other people's apps ask for it: a whole library taken along, lists, search, sound and pictures.

use std::time::Instant;

use serde_json::{Value, json};

use crate::erase::sign_up;
use crate::scan::{median, scanned, to_f64};
use crate::server::Server;
use crate::stream::{BIG_BYTES, SONG_SECONDS, SONGS};
use crate::table::{Bar, Row, Section};
use crate::wrk::{Asked, Load, Run};
use crate::{Error, Setting, http, library, process, wrk};

const ROUNDS: usize = 3;
const SECONDS: u64 = 2;
/// Songs in one page of a whole library: the most that the protocol lets ask for.
const PAGE: usize = 500;
/// Connections for lists, search and pictures, as many as a few apps have.
const CONNECTIONS: usize = 4;
/// Connections for sound.
const LISTENERS: usize = 64;
const RANGE_BYTES: usize = 256 << 10;
/// Requests over which memory must not grow.
const REQUESTS: f64 = 100_000.0;
/// What memory may differ by from one look to the next; an allocator keeps and returns pages as it likes.
const MEMORY_SLACK_MIB: f64 = 8.0;

/// An app that is signed in by a key.
struct App<'a> {
    server: &'a Server,
    api_key: String,
}

impl<'a> App<'a> {
    fn sign_in(server: &'a Server) -> Result<Self, Error> {
        let member = sign_up(server, 0)?;
        let headers = [("Authorization", member.authorization.as_str())];
        let made = http::ask(server.port, "POST", "/api/v1/me/api_keys", &headers, Some(&json!({ "name": "bench" })))?;
        Ok(Self { server, api_key: made.json()?["secret"].as_str().ok_or("no key")?.to_owned() })
    }

    fn path(&self, call: &str) -> String {
        let sign = if call.contains('?') { '&' } else { '?' };
        format!("/rest/{call}{sign}v=1.16.1&c=bench&f=json&apiKey={}", self.api_key)
    }

    /// The answer, when it is a success; errors of the protocol come with status 200.
    fn ask(&self, call: &str) -> Result<Value, Error> {
        let answer = http::json(self.server.port, &self.path(call))?["subsonic-response"].take();
        if answer["status"] == "ok" { Ok(answer) } else { Err(format!("{call}: {}", answer["error"]).into()) }
    }

    /// Loads one call for so many seconds, after a first round that fills caches and does not count.
    fn load(&self, setting: &Setting, call: &str, connections: usize, asked: Asked<'_>) -> Result<Vec<Run>, Error> {
        let path = self.path(call);
        let mut runs = Vec::new();
        for round in 0..=ROUNDS {
            let load = Load { port: self.server.port, path: &path, connections, seconds: SECONDS, asked };
            let run = wrk::run(&setting.work, self.server.pid(), &load)?;
            if round > 0 {
                runs.push(run);
            }
        }
        Ok(runs)
    }
}

pub(crate) fn measure(setting: &Setting) -> Result<Section, Error> {
    let mut rows = lists(setting)?;
    rows.extend(sound(setting)?);
    Ok(Section {
        title: "OpenSubsonic",
        rows,
        notes: vec![format!(
            "An app of one member, signed in by an API key; answers are JSON. \
             Lists and search over {} tracks, asked by wrk with {CONNECTIONS} connections for {SECONDS} s, median of {ROUNDS} runs. \
             The whole library is taken along with an empty search3, one page after the other with a new connection each. \
             Sound is asked for with {LISTENERS} connections. \
             What a core carries is the length of the music made, divided by the CPU time that it took.",
            setting.tracks
        )],
    })
}

/// What is asked of the large library.
fn lists(setting: &Setting) -> Result<Vec<Row>, Error> {
    let music = library::large(&setting.work, setting.tracks)?;
    let data = scanned(setting, "subsonic", &music)?;
    let server = Server::start(setting, &data, &music, false)?;
    let app = App::sign_in(&server)?;
    let (mut walls, mut cpus) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (begun, cpu) = (Instant::now(), process::cpu_seconds(server.pid())?);
        let songs = whole_library(&app)?;
        if songs != setting.tracks {
            return Err(format!("{songs} of {} songs came", setting.tracks).into());
        }
        if round > 0 {
            walls.push(begun.elapsed().as_secs_f64());
            cpus.push(process::cpu_seconds(server.pid())? - cpu);
        }
    }
    let mut rows = vec![
        Row::of(
            format!("empty search3, {} songs by {PAGE}", setting.tracks),
            median(&mut walls),
            "s",
            Bar::AtMost(1.5),
        ),
        Row::of("its CPU time", median(&mut cpus), "CPU-s", Bar::None),
    ];
    let asked = [
        ("getAlbumList2, 20 newest", "getAlbumList2?type=newest&size=20", 0.5),
        ("getAlbumList2, 20 by name", "getAlbumList2?type=alphabeticalByName&size=20", 0.5),
        ("search3 月光", "search3?query=%E6%9C%88%E5%85%89", 1.0),
        ("search3 moon", "search3?query=moon", 1.0),
    ];
    for (name, call, most) in asked {
        app.ask(call)?;
        let runs = app.load(setting, call, CONNECTIONS, Asked::Path)?;
        rows.push(Row::of(
            name,
            middle(&runs, |run| run.server_cpu_s * 1e3 / run.requests),
            "CPU-ms",
            Bar::AtMost(most),
        ));
        rows.push(Row::of(format!("{name}: p99"), middle(&runs, |run| run.p99_ms), "ms", Bar::None));
    }
    let albums = app.ask("getAlbumList2?type=newest&size=1")?;
    let cover = albums["albumList2"]["album"][0]["id"].as_str().ok_or("no album")?;
    let call = format!("getCoverArt?size=300&id={cover}");
    let runs = app.load(setting, &call, CONNECTIONS, Asked::Path)?;
    rows.push(Row::of("getCoverArt, 300 px: p99", middle(&runs, |run| run.p99_ms), "ms", Bar::AtMost(10.0)));
    rows.push(Row::of("its rate", middle(&runs, per_second), "req/s", Bar::None));
    rows.push(memory(setting, &app, &call)?);
    Ok(rows)
}

/// Takes every song along, and counts them.
fn whole_library(app: &App<'_>) -> Result<usize, Error> {
    let mut songs = 0;
    loop {
        let call = format!("search3?query=&artistCount=0&albumCount=0&songCount={PAGE}&songOffset={songs}");
        let page = app.ask(&call)?["searchResult3"]["song"].as_array().map_or(0, Vec::len);
        songs += page;
        if page < PAGE {
            return Ok(songs);
        }
    }
}

/// By how much memory grows over many requests of several kinds.
fn memory(setting: &Setting, app: &App<'_>, cover: &str) -> Result<Row, Error> {
    let calls =
        ["ping", "getAlbumList2?type=newest&size=20", "search3?query=moon", "getArtists", "getRandomSongs", cover];
    let paths: Vec<String> = calls.iter().map(|call| format!("'{}'", app.path(call))).collect();
    let script = format!(
        "local paths, at = {{ {} }}, 0\nrequest = function()\n  at = at % #paths + 1\n  return wrk.format('GET', paths[at])\nend\n",
        paths.join(", ")
    );
    let turn = || {
        let asked = Asked::Scripted(&script);
        let load = Load { port: app.server.port, path: "/", connections: CONNECTIONS, seconds: SECONDS, asked };
        wrk::run(&setting.work, app.server.pid(), &load)
    };
    turn()?;
    let before = process::resident_mib(app.server.pid())?;
    let mut requests = 0.0;
    while requests < REQUESTS {
        requests += turn()?.requests;
    }
    let grown = process::resident_mib(app.server.pid())? - before;
    Ok(Row::of(
        format!("memory grown over {REQUESTS} requests, from {before:.0} MiB"),
        grown,
        "MiB",
        Bar::AtMost(MEMORY_SLACK_MIB),
    ))
}

/// What is asked of long files.
fn sound(setting: &Setting) -> Result<Vec<Row>, Error> {
    let music = library::small(&setting.work, BIG_BYTES, SONGS)?;
    let data = scanned(setting, "subsonic-sound", &music)?;
    let server = Server::start(setting, &data, &music, false)?;
    let app = App::sign_in(&server)?;
    let found = app.ask("search3?query=big&songCount=1")?;
    let big = &found["searchResult3"]["song"][0];
    let size = usize::try_from(big["size"].as_u64().ok_or("the big file was not found")?)?;
    let call = format!("stream?format=raw&id={}", big["id"].as_str().ok_or("no id")?);
    let runs = app.load(setting, &call, LISTENERS, Asked::Ranges(RANGE_BYTES, size))?;
    let mut rows = vec![
        Row::of("stream, 256 KiB ranges", middle(&runs, per_second), "req/s", Bar::AtLeast(2_500.0)),
        Row::of("their p99", middle(&runs, |run| run.p99_ms), "ms", Bar::None),
    ];
    let songs = app.ask(&format!("search3?query=Song&artistCount=0&albumCount=0&songCount={SONGS}"))?;
    let songs: Vec<&str> = songs["searchResult3"]["song"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|song| song["title"].as_str().is_some_and(|title| title.starts_with("Song ")))
        .filter_map(|song| song["id"].as_str())
        .collect();
    // Each song is asked for once, so that no answer comes from the cache; the first warms the process up.
    let [warm, measured @ ..] = songs.as_slice() else { return Err("the songs were not found".into()) };
    let transcode = |id: &str| {
        let path = app.path(&format!("stream?format=opus&maxBitRate=128&id={id}"));
        let answer = http::ask(server.port, "GET", &path, &[], None)?;
        if answer.body.starts_with(b"OggS") { Ok::<_, Error>(answer.first_byte_ms) } else { Err("no Opus came".into()) }
    };
    transcode(warm)?;
    let cpu = process::cpu_seconds(server.pid())?;
    let mut times = measured.iter().map(|id| transcode(id)).collect::<Result<Vec<f64>, Error>>()?;
    let cpu = process::cpu_seconds(server.pid())? - cpu;
    let made_seconds = to_f64(measured.len()) * SONG_SECONDS;
    rows.push(Row::of("stream as Opus 128 kbit/s: first byte", median(&mut times), "ms", Bar::AtMost(20.0)));
    rows.push(Row::of("the slowest of them", times.last().copied().unwrap_or_default(), "ms", Bar::None));
    rows.push(Row::of("live transcodes that a core carries", made_seconds / cpu, "", Bar::AtLeast(150.0)));
    Ok(rows)
}

fn middle(runs: &[Run], figure: fn(&Run) -> f64) -> f64 {
    median(&mut runs.iter().map(figure).collect::<Vec<_>>())
}

#[allow(clippy::cast_precision_loss, reason = "a few seconds")]
fn per_second(run: &Run) -> f64 {
    run.requests / SECONDS as f64
}
