//! Signing in: what a password and a token cost, and whether a storm of sign-ins is heard in the music.

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::erase::sign_up;
use crate::scan::{scanned, to_f64};
use crate::server::Server;
use crate::table::{Bar, Row, Section};
use crate::wrk::{Asked, Load};
use crate::{Error, Setting, http, library, process, stream, wrk};

/// People who sign in at the same time.
const STORM: usize = 200;
/// Ranges that are asked for, one after the other: some seconds of them, so that whoever is asked to come back does so meanwhile.
const RANGES: usize = 10_000;
const RANGE_BYTES: usize = 256 << 10;
/// When whoever was asked to come back does: what the answer says.
const COME_BACK: Duration = Duration::from_secs(2);
/// Passwords that are checked one after the other.
const ALONE: usize = 20;
const SECONDS: u64 = 3;
/// Runs of wrk with and without a token, in turns; the median counts.
const ROUNDS: usize = 3;

/// What became of the sign-ins of a storm.
#[derive(Default)]
struct Storm {
    checked: AtomicUsize,
    asked_to_wait: AtomicUsize,
}

pub(crate) fn measure(setting: &Setting) -> Result<Section, Error> {
    let music = library::small(&setting.work, stream::BIG_BYTES, stream::SONGS)?;
    let data = scanned(setting, "sign_in", &music)?;
    let server = Server::start(setting, &data, &music, false)?;
    server.until("/api/v1/albums?limit=1", Duration::from_secs(30), |page| page["items"][0].is_object())?;
    let big = http::json(server.port, "/api/v1/search?q=big")?;
    let track = big["tracks"][0]["id"].as_str().ok_or("the big file was not found")?.to_owned();
    let size = usize::try_from(fs::metadata(setting.work.join("small/big.mp3"))?.len())?;
    let ranges = || ranges(server.port, &track, size);

    // The first password makes what is compared with where there is no account.
    try_password(server.port, 0)?;
    let before = process::cpu_seconds(server.pid())?;
    for number in 1..=ALONE {
        try_password(server.port, number)?;
    }
    let alone_ms = (process::cpu_seconds(server.pid())? - before) * 1e3 / to_f64(ALONE);

    ranges()?;
    let (idle_p50, idle_p99) = ranges()?;
    let (storm, over) = (Storm::default(), AtomicBool::new(false));
    let stormy = thread::scope(|scope| {
        let raging = scope.spawn(|| rage(server.port, &storm, &over));
        let measured = ranges();
        over.store(true, Ordering::Relaxed);
        raging.join().map_err(|_| "the storm broke off")?.map_err(Error::from)?;
        measured
    });
    let (storm_p50, storm_p99) = stormy?;
    let token_us = token_us(setting, &server)?;
    let (checked, waited) = (storm.checked.into_inner(), storm.asked_to_wait.into_inner());
    Ok(Section {
        title: "Signing in",
        rows: vec![
            Row::of("a password checked, of one core", alone_ms, "ms", Bar::AtMost(100.0)),
            Row::of("a range of 256 KiB while nobody signs in: p50", idle_p50, "ms", Bar::None),
            Row::of("the same: p99", idle_p99, "ms", Bar::None),
            Row::of(format!("while {STORM} sign in at once, again and again: p50"), storm_p50, "ms", Bar::None),
            Row::of("the same: p99", storm_p99, "ms", Bar::None),
            Row::of("p99 over p99", storm_p99 / idle_p99, "×", Bar::AtMost(2.0)),
            Row::of("passwords checked meanwhile", to_f64(checked), "", Bar::None),
            Row::of("asked to come back meanwhile", to_f64(waited), "", Bar::None),
            Row::of("a token checked, of one core", token_us, "µs", Bar::AtMost(20.0)),
        ],
        notes: vec![format!(
            "Each of the {STORM} has a number and an address of their own and no account; a password is compared all the \
             same, so that nobody learns who has one. Whoever is answered tries again at once, and whoever is asked to come back does so when they were told. \
             {RANGES} ranges are asked for one after the other, each over a new connection. \
             What a token costs is the processor time of a request with one less that of a request without, \
             for an answer that is the same for everybody; {ROUNDS} rounds of {SECONDS} s each, in turns, medians."
        )],
    })
}

/// The middle and the 99th percentile of asking for ranges, in milliseconds.
fn ranges(port: u16, track: &str, size: usize) -> Result<(f64, f64), Error> {
    let path = format!("/api/v1/tracks/{track}/stream");
    let mut times = Vec::with_capacity(RANGES);
    for number in 0..RANGES {
        // A stride that is no multiple of the file's size, so that every range is another one.
        let from = number * 7_340_033 % (size - RANGE_BYTES);
        let range = format!("bytes={from}-{}", from + RANGE_BYTES - 1);
        let answer = http::ask(port, "GET", &path, &[("Range", &range)], None)?;
        if answer.status != 206 || answer.body.len() != RANGE_BYTES {
            return Err(format!("a range was answered with {} and {} bytes", answer.status, answer.body.len()).into());
        }
        times.push(answer.whole_ms);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(RANGES * share / 100).copied().unwrap_or_default();
    Ok((at(50), at(99)))
}

/// Everybody signs in, and again, until it is over.
fn rage(port: u16, storm: &Storm, over: &AtomicBool) -> Result<(), String> {
    let ended: Vec<Result<(), String>> = thread::scope(|scope| {
        let people: Vec<_> = (0..STORM)
            .map(|person| {
                scope.spawn(move || {
                    let mut number = 1_000 + person;
                    while !over.load(Ordering::Relaxed) {
                        let status = try_password(port, number).map_err(|error| error.to_string())?;
                        let counted = if status == 429 { &storm.asked_to_wait } else { &storm.checked };
                        counted.fetch_add(1, Ordering::Relaxed);
                        if status == 429 {
                            thread::sleep(COME_BACK);
                        }
                        number += STORM;
                    }
                    Ok(())
                })
            })
            .collect();
        people.into_iter().map(|person| person.join().unwrap_or_else(|_| Err("a panic".to_owned()))).collect()
    });
    ended.into_iter().collect()
}

/// Tries a password for a number that has no account, from an address of its own; tells the status.
fn try_password(port: u16, number: usize) -> Result<u16, Error> {
    let address = format!("198.{}.{}.{}", 18 + number / 65_536 % 2, number / 256 % 256, number % 256);
    let typed = json!({ "phone": format!("139{number:08}"), "password": "correct horse battery staple" });
    let forwarded = [("X-Forwarded-For", address.as_str())];
    let answer = http::ask(port, "POST", "/api/v1/sign_in/password", &forwarded, Some(&typed))?;
    match answer.status {
        400..=429 => Ok(answer.status),
        other => Err(format!("a wrong password was answered with {other}").into()),
    }
}

/// What a token costs of one core, in microseconds.
fn token_us(setting: &Setting, server: &Server) -> Result<f64, Error> {
    let member = sign_up(server, 90)?;
    let with = format!("wrk.headers['Authorization'] = '{}'\n", member.authorization);
    let run = |asked: Asked<'_>| {
        let load = Load { port: server.port, path: "/api/v1/server", connections: 4, seconds: SECONDS, asked };
        wrk::run(&setting.work, server.pid(), &load).map(|run| run.server_cpu_s * 1e6 / run.requests)
    };
    let mut differences = Vec::new();
    for _ in 0..ROUNDS {
        let without_us = run(Asked::Path)?;
        differences.push(run(Asked::Scripted(&with))? - without_us);
    }
    Ok(crate::scan::median(&mut differences))
}
