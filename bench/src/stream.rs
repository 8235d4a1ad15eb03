//! Bytes to listeners, beside nginx in the same minutes.

use std::fs;
use std::time::Duration;

use crate::nginx::Nginx;
use crate::scan::{median, scanned};
use crate::server::Server;
use crate::table::{Bar, Row, Section};
use crate::wrk::{Asked, Load, Run};
use crate::{Error, Setting, http, library, wrk};

/// Rounds, in which the peers take turns; the median counts.
const ROUNDS: usize = 3;
const SECONDS: u64 = 2;
/// The file that ranges are taken from.
pub(crate) const BIG_BYTES: usize = 128 << 20;
/// Songs beside it, for the transcodes.
pub(crate) const SONGS: usize = 16;
/// How long each of them is.
pub(crate) const SONG_SECONDS: f64 = 180.0;
/// The size a cover is meant to have; of the sizes offered the nearest is taken.
const COVER_BYTES: usize = 20 << 10;

/// One thing that both serve.
struct Match {
    name: String,
    ours: String,
    peer: String,
    connections: usize,
    asked: Asked<'static>,
}

pub(crate) fn measure(setting: &Setting) -> Result<Section, Error> {
    let music = library::small(&setting.work, BIG_BYTES, SONGS)?;
    let data = scanned(setting, "stream", &music)?;
    let server = Server::start(setting, &data, &music, false)?;
    server.until("/api/v1/albums?limit=1", Duration::from_secs(30), |page| page["items"][0].is_object())?;
    let root = setting.work.join("small");
    let cover = cover(&server)?;
    fs::write(root.join("thumbnail.jpg"), &cover.1)?;
    let nginx = Nginx::start(&setting.work, &root)?;
    let big = http::json(server.port, "/api/v1/search?q=big")?;
    let big = big["tracks"][0]["id"].as_str().ok_or("the big file was not found")?.to_owned();
    let size = usize::try_from(fs::metadata(root.join("big.mp3"))?.len())?;
    let ranges = |name: &str, length: usize| Match {
        name: name.to_owned(),
        ours: format!("/api/v1/tracks/{big}/stream"),
        peer: "/big.mp3".to_owned(),
        connections: 8,
        asked: Asked::Ranges(length, size),
    };
    let matches = [
        ranges("256 KiB ranges", 256 << 10),
        ranges("8 MiB ranges", 8 << 20),
        Match {
            name: format!("covers of {:.1} KiB", crate::scan::to_f64(cover.1.len()) / 1024.0),
            ours: cover.0,
            peer: "/thumbnail.jpg".to_owned(),
            connections: 32,
            asked: Asked::Path,
        },
    ];
    let mut rows = Vec::new();
    for one in &matches {
        let (ours, peer) = contest(setting, &server, &nginx, one)?;
        rows.extend(compare(one, &ours, &peer));
    }
    Ok(Section {
        title: "Streaming",
        rows,
        notes: vec![format!(
            "The peer is nginx with sendfile on, one worker and open_file_cache, over the same files in the page cache. \
             wrk makes the load with one thread over loopback; the two take turns of {SECONDS} s, {ROUNDS} rounds, medians. \
             Both run at the same priority. \
             The service looks each track up in its database and sends the headers of its policy, which nginx does not."
        )],
    })
}

fn contest(setting: &Setting, server: &Server, nginx: &Nginx, one: &Match) -> Result<(Vec<Run>, Vec<Run>), Error> {
    let turn = |port: u16, pid: u32, path: &str| {
        let load = Load { port, path, connections: one.connections, seconds: SECONDS, asked: one.asked };
        wrk::run(&setting.work, pid, &load)
    };
    let (mut ours, mut peer) = (Vec::new(), Vec::new());
    // The first round fills caches and does not count.
    for round in 0..=ROUNDS {
        let a = turn(server.port, server.pid(), &one.ours)?;
        let b = turn(nginx.port, nginx.worker, &one.peer)?;
        if round > 0 {
            ours.push(a);
            peer.push(b);
        }
    }
    Ok((ours, peer))
}

fn compare(one: &Match, ours: &[Run], peer: &[Run]) -> Vec<Row> {
    let middle = |runs: &[Run], figure: fn(&Run) -> f64| median(&mut runs.iter().map(figure).collect::<Vec<_>>());
    let row = |what: &str, figure: fn(&Run) -> f64, unit, bar| {
        Row::beside(format!("{}: {what}", one.name), middle(ours, figure), middle(peer, figure), unit, bar)
    };
    let per_byte = |run: &Run| run.server_cpu_s * 1e9 / run.bytes;
    let per_cpu = |run: &Run| run.requests / run.server_cpu_s;
    let per_second = |run: &Run| run.requests / to_seconds();
    let is_range = matches!(one.asked, Asked::Ranges(..));
    vec![
        row("CPU per byte", per_byte, "ns/byte", if is_range { Bar::AtMostPeer } else { Bar::None }),
        row("requests per CPU time", per_cpu, "req/CPU-s", if is_range { Bar::None } else { Bar::AtLeastPeer }),
        row("requests per wall time", per_second, "req/s", Bar::None),
    ]
}

#[allow(clippy::cast_precision_loss, reason = "a few seconds")]
fn to_seconds() -> f64 {
    SECONDS as f64
}

/// Address and bytes of the cover whose size is nearest to the one meant.
fn cover(server: &Server) -> Result<(String, Vec<u8>), Error> {
    let albums = http::json(server.port, "/api/v1/albums?limit=50")?;
    let id = albums["items"].as_array().into_iter().flatten().find_map(|album| album["cover"]["id"].as_str());
    let id = id.ok_or("no album has a cover")?;
    let mut best: Option<(String, Vec<u8>)> = None;
    for side in [96, 300, 600, 1200] {
        let path = format!("/api/v1/covers/{id}?size={side}");
        let answer = http::ask(server.port, "GET", &path, &[], None)?;
        if answer.status != 200 {
            return Err(format!("{path}: status {}", answer.status).into());
        }
        if best
            .as_ref()
            .is_none_or(|(_, bytes)| bytes.len().abs_diff(COVER_BYTES) > answer.body.len().abs_diff(COVER_BYTES))
        {
            best = Some((path, answer.body));
        }
    }
    best.ok_or_else(|| "no cover".into())
}
