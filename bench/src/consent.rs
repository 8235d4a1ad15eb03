//! What enforcement costs: the program beside itself without it.
//!
//! The peer is built from a copy of the tree out of which `bench/unenforced.toml` takes the mechanisms;
//! the program itself has no switch that turns them off, for such a switch would be the way around them.

use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::erase::{Member, sign_up};
use crate::scan::{empty, median, scan_with};
use crate::server::Server;
use crate::table::{Bar, Row, Section};
use crate::wrk::{Asked, Load, Run};
use crate::{Error, Setting, http, library, process, wrk};

/// Rounds, in which the two take turns; the median counts.
const ROUNDS: usize = 5;
const SECONDS: u64 = 2;
const CONNECTIONS: usize = 8;

const TITLE: &str = "Enforcement";

pub(crate) fn measure(setting: &Setting) -> Result<Section, Error> {
    let Some(unenforced) = &setting.unenforced else {
        let why = "no `--unenforced` program was given; `cargo xtask bench` builds one".to_owned();
        return Ok(Section {
            title: TITLE,
            rows: vec![Row::not_measured("overhead of consent", why)],
            notes: Vec::new(),
        });
    };
    let music = library::small(&setting.work, crate::stream::BIG_BYTES, crate::stream::SONGS)?;
    let mut rows = contest(setting, unenforced, &music, "SQLite", None, 1.05)?;
    match &setting.postgres {
        Some(url) => rows.extend(contest(setting, unenforced, &music, "PostgreSQL", Some(url), 1.10)?),
        None => rows.push(Row::not_measured("the same on PostgreSQL", "no `--postgres` server was given".to_owned())),
    }
    Ok(Section {
        title: TITLE,
        rows,
        notes: vec![format!(
            "The peer is the same program built without enforcement: no look-up of the grant, no constraint between rows and grants, \
             no owners of tables, no overwriting of what is deleted. \
             One member's app asks in both for the same mixture: of twenty requests five are pages of albums, three searches, \
             four covers, four ranges of 64 KiB, two listens recorded and two places kept. \
             wrk makes the load with {CONNECTIONS} connections; the two take turns of {SECONDS} s, {ROUNDS} rounds, medians. \
             With PostgreSQL its processes' CPU time counts as well."
        )],
    })
}

/// One of the two programs, serving.
struct Side {
    server: Server,
    script: String,
}

fn contest(
    setting: &Setting,
    unenforced: &Path,
    music: &Path,
    engine: &str,
    postgres: Option<&str>,
    most: f64,
) -> Result<Vec<Row>, Error> {
    let ours = side(setting, &setting.binary, music, "enforced", postgres)?;
    let peer = side(setting, unenforced, music, "unenforced", postgres)?;
    let (mut with, mut without) = (Vec::new(), Vec::new());
    // The first round fills caches and does not count.
    for round in 0..=ROUNDS {
        let runs = (turn(setting, &ours)?, turn(setting, &peer)?);
        if round > 0 {
            with.push(runs.0);
            without.push(runs.1);
        }
    }
    let middle = |runs: &[Run], figure: fn(&Run) -> f64| median(&mut runs.iter().map(figure).collect::<Vec<_>>());
    let row = |what: &str, figure: fn(&Run) -> f64, unit, bar| {
        Row::beside(format!("{engine}: {what}"), middle(&with, figure), middle(&without, figure), unit, bar)
    };
    Ok(vec![
        row(
            "CPU of the mixture",
            |run| run.server_cpu_s * 1e3 / run.requests,
            "CPU-ms/request",
            Bar::AtMostTimesPeer(most),
        ),
        row("p50", |run| run.p50_ms, "ms", Bar::None),
        row("p99", |run| run.p99_ms, "ms", Bar::None),
    ])
}

fn side(setting: &Setting, binary: &Path, music: &Path, name: &str, postgres: Option<&str>) -> Result<Side, Error> {
    let data = empty(setting, name)?;
    let database = postgres.map(|url| new_database(url, name)).transpose()?;
    let setting = Setting { binary: binary.to_owned(), ..setting.clone() };
    scan_with(&setting, &data, music, database.as_deref())?;
    let server = Server::start_with(&setting, &data, music, false, database.as_deref())?;
    let member = sign_up(&server, 0)?;
    member.agree(&server, "resume_playback")?;
    let script = script(&server, &member)?;
    Ok(Side { server, script })
}

/// An empty database on the server that `url` names.
pub(crate) fn new_database(url: &str, name: &str) -> Result<String, Error> {
    let database = format!("bench_{name}_{}", std::process::id());
    let made = Command::new("psql").args([url, "-qc", &format!("CREATE DATABASE {database}")]).status()?;
    if !made.success() {
        return Err(format!("psql could not make a database on {url}").into());
    }
    let (server, _) = url.rsplit_once('/').ok_or("the address of the PostgreSQL server names no database")?;
    Ok(format!("{server}/{database}"))
}

/// Removes a database that [`new_database`] made on the server that `server` names.
pub(crate) fn remove_database(server: &str, url: &str) -> Result<(), Error> {
    let (_, name) = url.rsplit_once('/').ok_or("the address of the database names none")?;
    // Connections that are just ending do not hinder it.
    let removed = Command::new("psql").args([server, "-qc", &format!("DROP DATABASE {name} WITH (FORCE)")]).status()?;
    if removed.success() { Ok(()) } else { Err(format!("psql could not remove the database {name}").into()) }
}

fn turn(setting: &Setting, side: &Side) -> Result<Run, Error> {
    let before = process::cpu_seconds_of_all("postgres")?;
    let load = Load {
        port: side.server.port,
        path: "/",
        connections: CONNECTIONS,
        seconds: SECONDS,
        asked: Asked::Scripted(&side.script),
    };
    let mut run = wrk::run(&setting.work, side.server.pid(), &load)?;
    run.server_cpu_s += process::cpu_seconds_of_all("postgres")? - before;
    Ok(run)
}

/// What the member's app asks for, as a script of wrk; every listen began a millisecond after the one before.
fn script(server: &Server, member: &Member) -> Result<String, Error> {
    let tracks = http::json(server.port, "/api/v1/tracks?limit=2")?;
    let track = tracks["items"][0]["id"].as_str().ok_or("no track")?;
    let big = http::json(server.port, "/api/v1/search?q=big")?;
    let big = big["tracks"][0]["id"].as_str().ok_or("the big file was not found")?.to_owned();
    let albums = http::json(server.port, "/api/v1/albums?limit=50")?;
    let cover = albums["items"].as_array().into_iter().flatten().find_map(|album| album["cover"]["id"].as_str());
    let cover = cover.ok_or("no album has a cover")?;
    let place = json!({
        "tracks": [track, big], "index": 0, "position_ms": 1000, "repeat": "off", "shuffle": false,
    });
    let yesterday = Command::new("date").args(["-d", "-1 day", "+%s"]).output()?;
    let begun_s = String::from_utf8(yesterday.stdout)?.trim().to_owned();
    Ok(format!(
        r#"
local auth = '{authorization}'
local kinds = {{ 'albums', 'cover', 'range', 'search', 'listen', 'albums', 'cover', 'range', 'place', 'albums',
  'search', 'cover', 'range', 'albums', 'listen', 'cover', 'range', 'albums', 'search', 'place' }}
local at, listens = 0, 0
local get = {{ ['Authorization'] = auth }}
local json = {{ ['Authorization'] = auth, ['Content-Type'] = 'application/json' }}
request = function()
  at = at % 20 + 1
  local kind = kinds[at]
  if kind == 'albums' then return wrk.format('GET', '/api/v1/albums?sort=newest&limit=20', get) end
  if kind == 'search' then return wrk.format('GET', '/api/v1/search?q=moon', get) end
  if kind == 'cover' then return wrk.format('GET', '/api/v1/covers/{cover}?size=300', get) end
  if kind == 'range' then
    local from = math.random(0, 100000000)
    return wrk.format('GET', '/api/v1/tracks/{big}/stream',
      {{ ['Authorization'] = auth, ['Range'] = 'bytes=' .. from .. '-' .. (from + 65535) }})
  end
  if kind == 'place' then return wrk.format('PUT', '/api/v1/me/play_state', json, '{place}') end
  listens = listens + 1
  local time = os.date('!%Y-%m-%dT%H:%M:%S', {begun_s} + math.floor(listens / 1000))
  local begun = string.format('%s.%03dZ', time, listens % 1000)
  return wrk.format('POST', '/api/v1/listens', json,
    '{{"track_id":"{track}","started_at":"' .. begun .. '","played_ms":30000}}')
end
"#,
        authorization = member.authorization,
    ))
}
