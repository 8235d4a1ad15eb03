//! Renders Qingyin's demo library from its scores: audio, tags, lyrics and covers.

mod arrange;
mod chords;
mod cover;
mod encode;
mod jianpu;
mod library;
mod lyrics;
mod mix;
mod paint;
mod produce;
mod random;
mod score;
mod synth;
mod tag;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Renders Qingyin's demo library from the scores in `demo/scores`.
#[derive(Debug, Parser)]
struct Arguments {
    /// Folder to write the music to; files of the same name are replaced.
    #[arg(long, value_name = "DIR", default_value = "demo/music")]
    out: PathBuf,
    /// Folder of scores.
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../scores"))]
    scores: PathBuf,
    /// Render only the release whose folder contains this text.
    #[arg(long, value_name = "TEXT")]
    album: Option<String>,
    /// Paint the covers and nothing else.
    #[arg(long)]
    covers_only: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if !encode::ffmpeg_present() {
        eprintln!("{}", encode::FFMPEG_MISSING);
        return ExitCode::FAILURE;
    }
    let request = produce::Request {
        out: &arguments.out,
        scores: &arguments.scores,
        album: arguments.album.as_deref(),
        covers_only: arguments.covers_only,
    };
    match produce::library(&request) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("demo_renderer: {error}");
            ExitCode::FAILURE
        }
    }
}
