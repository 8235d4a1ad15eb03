//! The first byte of a transcode.

use crate::scan::{median, scanned};
use crate::server::Server;
use crate::stream::{BIG_BYTES, SONGS};
use crate::table::{Bar, Row, Section};
use crate::{Error, Setting, http, library};

pub(crate) fn measure(setting: &Setting) -> Result<Section, Error> {
    let music = library::small(&setting.work, BIG_BYTES, SONGS)?;
    let data = scanned(setting, "transcode", &music)?;
    let server = Server::start(setting, &data, &music, false)?;
    let mut times = Vec::new();
    let mut whole = Vec::new();
    // Each song is asked for once, so that no answer comes from the cache; the first warms the process up.
    let found = http::json(server.port, "/api/v1/tracks?limit=100")?;
    let songs = found["items"].as_array().ok_or("no tracks")?.iter();
    let songs = songs.filter(|track| track["title"].as_str().is_some_and(|title| title.starts_with("Song ")));
    for song in songs {
        let id = song["id"].as_str().ok_or("no id")?;
        let path = format!("/api/v1/tracks/{id}/stream?codec=opus&quality=standard");
        let answer = http::ask(server.port, "GET", &path, &[], None)?;
        if answer.status != 200 || !answer.body.starts_with(b"OggS") {
            return Err(format!("{path}: status {}", answer.status).into());
        }
        times.push(answer.first_byte_ms);
        whole.push(answer.whole_ms);
    }
    if times.len() < 2 {
        return Err("the songs were not found".into());
    }
    times.remove(0);
    whole.remove(0);
    let count = times.len();
    Ok(Section {
        title: "Transcoding",
        rows: vec![
            Row::of("FLAC to Opus 96 kbit/s: first byte", median(&mut times), "ms", Bar::AtMost(20.0)),
            Row::of("the slowest of them", times.last().copied().unwrap_or_default(), "ms", Bar::None),
            Row::of("the whole song of three minutes", median(&mut whole), "ms", Bar::None),
        ],
        notes: vec![format!(
            "Wall time from the request, with a new connection each; median of {count} songs, none from the cache."
        )],
    })
}
