//! Something to measure: a server of one file, and the time to the first byte of a transcode.
//!
//! `measure serve FILE ADDRESS` answers every GET with ranges of the file, for a load generator.
//! `measure transcode FILE` prints how long the first bytes of an Opus transcode take, and the whole.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::serve::ListenerExt;
use file_serving::{FileRequest, OpenFiles, serve};
use http_body_util::BodyExt;
use playback::media::Codec;
use playback::plan::{Engine, Target};
use playback::transcode::{TrackTags, TranscodeCache, TranscodeLimits, TranscodeRequest, Transcoder};

/// Transcodes measured; the median is printed.
const RUNS: usize = 21;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve", file, address] => serve_file(file.into(), address).await,
        ["transcode", file] => measure_transcode(file.into()).await,
        _ => Err("usage: measure serve FILE ADDRESS | measure transcode FILE".into()),
    }
}

async fn serve_file(path: PathBuf, address: &str) -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind(address).await?;
    let listener = listener.tap_io(|stream| {
        // Without it the last piece of an answer may wait for an acknowledgement.
        if let Err(error) = stream.set_nodelay(true) {
            eprintln!("TCP_NODELAY: {error}");
        }
    });
    let state = (OpenFiles::default(), path);
    let app = Router::new().fallback(answer).with_state(state);
    Ok(axum::serve(listener, app).await?)
}

async fn answer(
    State((files, path)): State<(OpenFiles, PathBuf)>,
    method: Method,
    headers: HeaderMap,
) -> Result<axum::response::Response, StatusCode> {
    let request = FileRequest { method: &method, headers: &headers, content_type: "audio/flac", handoff: None };
    serve(&files, &path, request).await.map_err(|_| StatusCode::NOT_FOUND)
}

async fn measure_transcode(path: PathBuf) -> Result<(), Box<dyn Error>> {
    let transcoder = Transcoder::new(TranscodeLimits::default(), TranscodeCache::none(), None);
    let identity = OpenFiles::default().open(&path).await?.identity();
    let target = Target::new(Codec::Opus, 96, Engine::InProcess);
    let tags = TrackTags::default();
    for start_ms in [0, 60_000] {
        let request = TranscodeRequest { path: &path, identity, target, start_ms, tags: &tags, listener: None };
        let (mut first_us, mut whole_ms) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let begun = Instant::now();
            let mut body = transcoder.start(&request).await?;
            first_us.push(begun.elapsed().as_micros());
            let mut bytes = 0;
            while let Some(frame) = body.frame().await {
                bytes += frame?.data_ref().map_or(0, |data| data.len());
            }
            whole_ms.push((begun.elapsed().as_millis(), bytes));
        }
        first_us.sort_unstable();
        whole_ms.sort_unstable();
        println!(
            "from {start_ms} ms: first bytes {} µs (median), {} µs (slowest); whole {} ms (median), {} bytes",
            first_us[RUNS / 2],
            first_us[RUNS - 1],
            whole_ms[RUNS / 2].0,
            whole_ms[RUNS / 2].1,
        );
    }
    Ok(())
}
