//! Lists and search over the large library.

use crate::scan::{median, scanned};
use crate::server::Server;
use crate::table::{Bar, Row, Section};
use crate::wrk::{Asked, Load};
use crate::{Error, Setting, library, wrk};

const ROUNDS: usize = 3;
const SECONDS: u64 = 2;
const CONNECTIONS: usize = 4;

/// What is asked, where, and the CPU milliseconds it may take.
const ASKED: [(&str, &str, Bar); 7] = [
    ("20 newest albums", "/api/v1/albums?sort=newest&limit=20", Bar::AtMost(0.5)),
    ("20 albums by name", "/api/v1/albums?sort=name&limit=20", Bar::AtMost(0.5)),
    ("50 tracks", "/api/v1/tracks?limit=50", Bar::None),
    ("search 月光, two characters", "/api/v1/search?q=%E6%9C%88%E5%85%89", Bar::None),
    ("search 月, one character", "/api/v1/search?q=%E6%9C%88", Bar::None),
    ("search yueguang, pinyin", "/api/v1/search?q=yueguang", Bar::None),
    ("search moon, Latin", "/api/v1/search?q=moon", Bar::None),
];

pub(crate) fn measure(setting: &Setting) -> Result<Section, Error> {
    let music = library::large(&setting.work, setting.tracks)?;
    let data = scanned(setting, "requests", &music)?;
    let server = Server::start(setting, &data, &music, false)?;
    let mut rows = Vec::new();
    for (name, path, bar) in ASKED {
        let (mut cpu, mut p50, mut p99) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..=ROUNDS {
            // The first round fills caches and does not count.
            let seconds = if round == 0 { 1 } else { SECONDS };
            let load = Load { port: server.port, path, connections: CONNECTIONS, seconds, asked: Asked::Path };
            let run = wrk::run(&setting.work, server.pid(), &load)?;
            if round > 0 {
                cpu.push(run.server_cpu_s * 1e3 / run.requests);
                p50.push(run.p50_ms);
                p99.push(run.p99_ms);
            }
        }
        rows.push(Row::of(name, median(&mut cpu), "CPU-ms", bar));
        rows.push(Row::of(format!("{name}: p50"), median(&mut p50), "ms", Bar::None));
        rows.push(Row::of(format!("{name}: p99"), median(&mut p99), "ms", Bar::None));
    }
    let peak = crate::process::peak_mib(server.pid())?;
    rows.push(Row::of("peak of memory after all of these", peak, "MiB", Bar::AtMost(150.0)));
    Ok(Section {
        title: "Lists and search",
        rows,
        notes: vec![format!(
            "Over {} tracks, half with Chinese names, asked by wrk with {CONNECTIONS} connections for {SECONDS} s, \
             median of {ROUNDS} runs. \
             Answers are whole pages as JSON.",
            setting.tracks
        )],
    })
}
