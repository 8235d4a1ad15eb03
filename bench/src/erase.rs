//! Closing accounts that have many rows, and looking for what is left of them.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::scan::{median, scanned};
use crate::server::Server;
use crate::table::{Bar, Row, Section};
use crate::{Error, Setting, http, library};

const MEMBERS: usize = 40;
const LISTENS: usize = 500;
const PURPOSE: &str = "play_history";

/// One member and what would betray that they were here.
pub(crate) struct Member {
    pub(crate) authorization: String,
    phone: String,
    nickname: String,
    /// The id as the database stores it: eight bytes, the highest first.
    id: [u8; 8],
}

impl Member {
    /// Agrees to a purpose.
    pub(crate) fn agree(&self, server: &Server, purpose: &str) -> Result<(), Error> {
        let consents = self.ask(server, "GET", "/api/v1/me/consents", None)?.json()?;
        let found = consents["items"].as_array().into_iter().flatten().find(|consent| consent["purpose"] == purpose);
        let yes = json!({ "text_hash": found.ok_or("no such purpose")?["text_hash"] });
        self.ask(server, "PUT", &format!("/api/v1/me/consents/{purpose}"), Some(&yes))?.json()?;
        Ok(())
    }

    /// Asks as this member.
    fn ask(&self, server: &Server, method: &str, path: &str, body: Option<&Value>) -> Result<http::Answer, Error> {
        http::ask(server.port, method, path, &[("Authorization", &self.authorization)], body)
    }
}

pub(crate) fn measure(setting: &Setting) -> Result<Section, Error> {
    let music = library::large(&setting.work, setting.tracks)?;
    let data = scanned(setting, "erase", &music)?;
    let server = Server::start(setting, &data, &music, false)?;
    let tracks = tracks(&server)?;
    let started_at = Command::new("date").args(["-u", "-d", "-10 minutes", "+%Y-%m-%dT%H:%M:%SZ"]).output()?;
    let started_at = String::from_utf8(started_at.stdout)?.trim().to_owned();
    let mut members = Vec::new();
    for number in 0..MEMBERS {
        let member = sign_up(&server, number)?;
        for track in &tracks {
            let listen = json!({ "track_id": track, "started_at": started_at, "played_ms": 3_000 });
            let answer = member.ask(&server, "POST", "/api/v1/listens", Some(&listen))?;
            if answer.status != 201 {
                return Err(format!("a listen was not recorded: status {}", answer.status).into());
            }
        }
        members.push(member);
    }
    // A search that cannot find what is there would find nothing afterwards either.
    if members.iter().any(|member| !is_in(&data, &member.id).unwrap_or(false)) {
        return Err("a member's id is not found before the closure, so its absence would prove nothing".into());
    }
    let mut times = Vec::new();
    for member in &members {
        let answer = member.ask(&server, "POST", "/api/v1/me/closure", Some(&json!({ "confirmation": "CLOSE" })))?;
        answer.json()?;
        times.push(answer.whole_ms);
    }
    let mut remnants = 0_u32;
    for member in &members {
        for needle in [member.id.as_slice(), member.phone.as_bytes(), member.nickname.as_bytes()] {
            remnants += u32::from(is_in(&data, needle)?);
        }
    }
    let p50 = median(&mut times);
    // Of forty, the 99th percentile is the slowest.
    let slowest = times.last().copied().unwrap_or_default();
    Ok(Section {
        title: "Erasure",
        rows: vec![
            Row::of(format!("closing an account with {LISTENS} listens: p50"), p50, "ms", Bar::AtMost(100.0)),
            Row::of("the slowest of them", slowest, "ms", Bar::AtMost(100.0)),
            Row::of("values of theirs found afterwards", f64::from(remnants), "", Bar::AtMost(0.0)),
        ],
        notes: vec![format!(
            "{MEMBERS} members close their accounts one after the other while the service runs on SQLite; \
             wall time of the whole request with a new connection. \
             Afterwards every file of the data folder, the write-ahead log among them, is searched byte by byte \
             for each member's id, number and nickname; before the closure each id is found."
        )],
    })
}

/// Makes an account that keeps its play history; each has an address of its own, so that limits for one address do not apply.
pub(crate) fn sign_up(server: &Server, number: usize) -> Result<Member, Error> {
    let phone = format!("138{:08}", 10_010_000 + number);
    let address = format!("198.51.100.{}", number + 1);
    let forwarded = [("X-Forwarded-For", address.as_str())];
    let policy = http::json(server.port, "/api/v1/policy")?;
    let asked = json!({ "phone": phone });
    http::ask(server.port, "POST", "/api/v1/sign_in/sms_codes", &forwarded, Some(&asked))?.json()?;
    let line = server.line("sms: code for ")?;
    let code = line.rsplit(' ').next().ok_or("no code")?;
    let typed = json!({
        "phone": phone, "code": code, "policy_version": policy["version"], "text_hash": policy["text_hash"],
        "bearer": true,
    });
    let signed_in = http::ask(server.port, "POST", "/api/v1/sign_in/sms", &forwarded, Some(&typed))?.json()?;
    let token = signed_in["token"].as_str().ok_or("no token")?;
    let id = number_of(signed_in["member"]["id"].as_str().ok_or("no id")?)?;
    let nickname = format!("Nightingale{number:04}");
    let member = Member { authorization: format!("Bearer {token}"), phone, nickname, id };
    member.agree(server, PURPOSE)?;
    member.ask(server, "PATCH", "/api/v1/me", Some(&json!({ "nickname": member.nickname })))?.json()?;
    Ok(member)
}

fn tracks(server: &Server) -> Result<Vec<String>, Error> {
    let mut tracks = Vec::new();
    let mut path = "/api/v1/tracks?limit=200".to_owned();
    loop {
        let page = http::json(server.port, &path)?;
        let ids = page["items"].as_array().into_iter().flatten().filter_map(|track| track["id"].as_str());
        tracks.extend(ids.map(str::to_owned));
        if tracks.len() >= LISTENS {
            tracks.truncate(LISTENS);
            return Ok(tracks);
        }
        let next = page["next"].as_str().ok_or("the library is too small")?;
        path = format!("/api/v1/tracks?limit=200&cursor={next}");
    }
}

/// The number behind an id: 13 digits of Crockford's base 32 after an underscore.
fn number_of(id: &str) -> Result<[u8; 8], Error> {
    let digits = id.rsplit('_').next().unwrap_or_default();
    let mut number = 0_u64;
    for byte in digits.bytes() {
        let digit = b"0123456789abcdefghjkmnpqrstvwxyz".iter().position(|&letter| letter == byte);
        number = (number << 5) | u64::try_from(digit.ok_or("not an id")?)?;
    }
    Ok(number.to_be_bytes())
}

/// Whether any file below a folder holds these bytes.
fn is_in(folder: &Path, needle: &[u8]) -> Result<bool, Error> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let found = if path.is_dir() {
            is_in(&path, needle)?
        } else {
            let bytes = fs::read(&path)?;
            find(&bytes, needle)
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Looks for the first byte, which the compiler makes fast, and only there for the rest.
fn find(bytes: &[u8], needle: &[u8]) -> bool {
    let Some((&first, rest)) = needle.split_first() else { return false };
    let mut at = bytes;
    while let Some(place) = at.iter().position(|&byte| byte == first) {
        at = at.get(place + 1..).unwrap_or_default();
        if at.starts_with(rest) {
            return true;
        }
    }
    false
}
