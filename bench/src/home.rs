//! The home page in a headless browser.

use std::path::Path;
use std::process::Command;

use crate::scan::{median, scanned};
use crate::server::Server;
use crate::stream::{BIG_BYTES, SONGS};
use crate::table::{Bar, Row, Section};
use crate::{Error, Setting, library};

/// Where `npm ci` puts the driver of the browser.
const PACKAGES: &str = "web/node_modules";
const SCRIPT: &str = include_str!("../home.mjs");

pub(crate) fn measure(setting: &Setting) -> Result<Section, Error> {
    let packages = Path::new(PACKAGES).canonicalize().map_err(|error| format!("{PACKAGES}: {error}"))?;
    let music = library::small(&setting.work, BIG_BYTES, SONGS)?;
    let data = scanned(setting, "home", &music)?;
    let server = Server::start(setting, &data, &music, false)?;
    let script = setting.work.join("home.mjs");
    std::fs::write(&script, SCRIPT)?;
    let output = Command::new("node")
        .arg(&script)
        .arg(format!("http://127.0.0.1:{}/", server.port))
        .arg(packages)
        .output()
        .map_err(|error| format!("node cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let mut times: Vec<f64> = serde_json::from_slice(&output.stdout)?;
    let count = times.len();
    let middle = median(&mut times);
    Ok(Section {
        title: "Web app",
        rows: vec![
            Row::of("home: heading visible", middle, "ms", Bar::AtMost(1_500.0)),
            Row::of("the slowest of them", times.last().copied().unwrap_or_default(), "ms", Bar::None),
        ],
        notes: vec![format!(
            "Headless Chromium without a GPU, from the start of the navigation until the first `h1` has a size; \
             a fresh context each, so nothing comes from a cache; median of {count} visits."
        )],
    })
}
