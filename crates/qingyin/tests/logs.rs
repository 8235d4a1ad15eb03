//! What the log may hold, and what it does hold.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

use crate::common::{self, PHONE, worlds};
use axum::http::StatusCode;
use config::LogFormat;
use serde_json::{Value, json};
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// The settings of a log that takes down everything it may.
fn talkative(format: LogFormat) -> config::Config {
    let folder = tempfile::tempdir().unwrap();
    let location = db::Location::Sqlite { path: folder.path().join("unused.db") };
    let (mut config, _) = common::config(folder.path(), location);
    config.log.level = "trace".to_owned();
    config.log.format = format;
    config
}

/// A line with a field that the policy does not list is not written, in either format, by whomever it is.
#[test]
fn what_is_not_declared_is_not_written() {
    for format in [LogFormat::Text, LogFormat::Json] {
        let lines = Lines::default();
        tracing::subscriber::with_default(qingyin::log::lines(&talkative(format), false, lines.clone()), || {
            tracing::warn!(error = "of a disk", "was written");
            tracing::warn!(error = "of a disk", phone = "13800138000", "was not written");
            tracing::error!(target: "a library", subject = 7, "was not written");
            let span = tracing::info_span!("of somebody", listener = "sub_1");
            span.in_scope(|| tracing::info!(rows = 3, "was written as well"));
        });
        let text = lines.text();
        assert_eq!(text.lines().count(), 2, "{text}");
        for absent in ["13800138000", "sub_1", "listener", "phone", "subject", "was not written"] {
            assert!(!text.contains(absent), "{text}");
        }
    }
}

/// While people sign in, listen, search and fail, nothing of them is in any line, and every field is a declared one.
#[tokio::test]
async fn what_people_do_is_in_no_line() {
    let lines = Lines::default();
    let _guard =
        tracing::subscriber::set_default(qingyin::log::lines(&talkative(LogFormat::Json), false, lines.clone()));
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        world.agree(&token, "play_history").await;
        world.agree(&token, "search_history").await;
        assert_eq!(world.hear(&token).await.status, StatusCode::CREATED);
        world.post("/searches", &token, json!({ "query": "独一无二的查询" })).await;
        world.send("PATCH", "/me", Some(&token), Some(json!({ "nickname": "独一无二的昵称" }))).await;
        let wrong =
            json!({ "phone": PHONE, "code": "000000", "policy_version": "1", "text_hash": "x", "bearer": true });
        world.send("POST", "/sign_in/sms", None, Some(wrong)).await;
        world.get("/me", Some("a token that is none")).await;
        let me = world.get("/me", Some(&token)).await.ok()["id"].as_str().unwrap().to_owned();
        let text = lines.text();
        for absent in [PHONE, "独一无二", token.as_str(), me.as_str()] {
            assert!(!text.contains(absent), "{absent} is in the log");
        }
    }
    for line in lines.text().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        for field in line.as_object().unwrap().keys() {
            assert!(policy::LOG_FIELDS.contains(&field.as_str()), "{field} in {line}");
        }
    }
}

/// Every line that the program can write has declared fields alone, so that none is lost.
#[test]
fn every_line_of_the_program_is_a_declared_one() {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut files);
    let (mut lines, mut used) = (0, BTreeSet::new());
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for macro_name in ["trace", "debug", "info", "warn", "error"] {
            for (at, _) in text.match_indices(&format!("tracing::{macro_name}!(")) {
                let begin = at + format!("tracing::{macro_name}!(").len();
                for field in fields(inside(&text[begin..])) {
                    assert!(policy::LOG_FIELDS.contains(&field.as_str()), "{field} in {}", file.display());
                    used.insert(field);
                }
                lines += 1;
            }
        }
    }
    assert!(lines >= 40 && used.len() >= 6, "{lines} {used:?}");
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !matches!(name.as_str(), "tests" | "examples" | "target") {
            collect(&path, files);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            files.push(path);
        }
    }
}

/// What stands between a parenthesis that was opened before and its own end.
fn inside(text: &str) -> &str {
    let (mut depth, mut quoted, mut escaped) = (1, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' | '{' | '[' if !quoted => depth += 1,
            ')' | '}' | ']' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return &text[..at];
                }
            }
            _ => {}
        }
    }
    text
}

/// The names of the fields before the sentence: `name = value`, `%name`, `?name` or `name`.
fn fields(arguments: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = arguments.trim_start();
    while !rest.is_empty() && !rest.starts_with('"') {
        let end = inside(rest).len().min(comma(rest));
        let field = rest[..end].trim();
        if !field.starts_with("target:") {
            let name = field.split('=').next().unwrap_or(field).trim().trim_start_matches(['%', '?']);
            found.push(name.to_owned());
        }
        rest = rest.get(end + 1..).unwrap_or_default().trim_start();
    }
    found
}

/// Where the first comma stands that is not within something.
fn comma(text: &str) -> usize {
    let (mut depth, mut quoted) = (0, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '(' | '{' | '[' if !quoted => depth += 1,
            ')' | '}' | ']' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}
