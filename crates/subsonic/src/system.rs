//! The server itself: whether it is there, what it offers, who is signed in, and scanning.

use catalog::{ScanState, Scope};
use serde_json::{Value, json};

use crate::answer::Reply;
use crate::call::Call;
use crate::fault::Fault;

/// The extensions that work, with their versions.
const EXTENSIONS: &[(&str, &[u32])] = &[
    ("apiKeyAuthentication", &[1]),
    ("formPost", &[1]),
    ("getPodcastEpisode", &[1]),
    ("indexBasedQueue", &[1]),
    ("playbackReport", &[1]),
    ("songLyrics", &[1, 2]),
    ("sonicSimilarity", &[1]),
    ("topSongsByArtistId", &[1]),
    ("transcodeOffset", &[1]),
    ("transcoding", &[1]),
];

/// What works beyond the protocol's core; told without signing in.
pub(crate) fn get_extensions() -> Reply {
    let list = EXTENSIONS.iter().map(|(name, versions)| json!({ "name": name, "versions": versions }));
    Reply::Body("openSubsonicExtensions", Value::Array(list.collect()))
}

pub(crate) fn get_license() -> Reply {
    Reply::Body("license", json!({ "valid": true }))
}

pub(crate) fn token_info(call: &Call<'_>) -> Reply {
    Reply::Body("tokenInfo", json!({ "username": call.member.user_name }))
}

pub(crate) fn get_scan_status(call: &Call<'_>) -> Reply {
    let progress = call.service.catalog.progress().borrow().clone();
    let scanning = progress.state == ScanState::Running;
    let count = if scanning { progress.found } else { progress.tracks_total };
    Reply::Body("scanStatus", json!({ "scanning": scanning, "count": count }))
}

pub(crate) fn start_scan(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_operator()?;
    let scope = if call.params.get("fullScan") == Some("true") { Scope::Everything } else { Scope::Changed };
    // It has begun before the answer says so; the app may ask at once.
    match call.service.catalog.begin_scan(scope) {
        Ok(scan) => {
            tokio::spawn(async move {
                if let Err(error) = scan.run().await {
                    tracing::error!(error = &error as &dyn std::error::Error, "subsonic: scan");
                }
            });
        }
        // One that runs already does the same.
        Err(catalog::Error::ScanRunning) => {}
        Err(error) => return Err(error.into()),
    }
    let count = call.service.catalog.progress().borrow().found;
    Ok(Reply::Body("scanStatus", json!({ "scanning": true, "count": count })))
}
