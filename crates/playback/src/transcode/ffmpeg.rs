//! An ffmpeg beside the server, for what this process cannot read or make.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::AsyncReadExt;
use tokio::process::{Child, ChildStdout, Command};

use super::error::TranscodeError;
use super::tags::TrackTags;
use crate::media::Codec;
use crate::plan::{ServerAbilities, Target};

/// An ffmpeg that answered when it was asked for its version.
#[derive(Clone, Debug)]
pub struct Ffmpeg {
    program: PathBuf,
    version: String,
    makes_mp3: bool,
    makes_opus: bool,
}

impl Ffmpeg {
    /// Asks `program` for its version and encoders; `None` when there is no such program.
    ///
    /// Asked once, at start: what is installed later is found after a restart.
    pub async fn probe(program: &Path) -> Option<Self> {
        let version = answer(program, "-version").await?;
        let version = version.strip_prefix("ffmpeg version ")?.split_whitespace().next()?;
        let encoders = answer(program, "-encoders").await?;
        let makes = |name: &str| encoders.split_whitespace().any(|word| word == name);
        Some(Self {
            program: program.to_owned(),
            version: version.to_owned(),
            makes_mp3: makes("libmp3lame"),
            makes_opus: makes("libopus"),
        })
    }

    /// The version it names, such as `5.1.9-0+deb12u1`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What it adds to what this process does itself.
    #[must_use]
    pub fn abilities(&self) -> ServerAbilities {
        ServerAbilities { ffmpeg: true, ffmpeg_mp3: self.makes_mp3, ffmpeg_opus: self.makes_opus }
    }

    /// Starts a child that transcodes `path`; it is killed when the job is dropped.
    pub(super) fn start(
        &self,
        path: &Path,
        target: Target,
        start_ms: u64,
        tags: &TrackTags,
    ) -> Result<FfmpegJob, TranscodeError> {
        // "file:" keeps a name such as "http:…" or "-i" from being anything but a name.
        let mut source = OsString::from("file:");
        source.push(path);
        let mut command = Command::new(&self.program);
        command.args(["-hide_banner", "-loglevel", "error", "-nostdin"]);
        // A playlist in disguise may not make ffmpeg open anything on the network.
        command.args(["-protocol_whitelist", "file"]);
        if start_ms > 0 {
            command.arg("-ss").arg(format!("{}.{:03}", start_ms / 1_000, start_ms % 1_000));
        }
        command.arg("-i").arg(source);
        command.args(["-map", "0:a:0", "-map_metadata", "-1", "-fflags", "+bitexact"]);
        command.arg("-ac").arg(target.limits.channels_of(2).to_string());
        if let Some(rate_hz) = target.limits.rate_hz_max.filter(|_| target.codec != Codec::Opus) {
            command.arg("-ar").arg(rate_hz.to_string());
        }
        if !target.codec.is_lossless() {
            command.arg("-b:a").arg(format!("{}k", target.bitrate_kbps));
        }
        command.args(match target.codec {
            Codec::Mp3 => ["-c:a", "libmp3lame", "-f", "mp3"],
            Codec::Aac => ["-c:a", "aac", "-f", "adts"],
            Codec::Flac => ["-c:a", "flac", "-f", "flac"],
            Codec::Pcm => ["-c:a", "pcm_s16le", "-f", "wav"],
            _ => ["-c:a", "libopus", "-f", "ogg"],
        });
        if target.codec == Codec::Aac {
            // Bare frames have no place for words but an ID3 tag before them.
            command.args(["-write_id3v2", "1"]);
        }
        for tag in tags.for_ffmpeg(target.codec) {
            command.arg("-metadata").arg(tag);
        }
        command.args(["-flush_packets", "1", "pipe:1"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.kill_on_drop(true).spawn().map_err(TranscodeError::Read)?;
        let output = child.stdout.take().ok_or(TranscodeError::Ffmpeg)?;
        Ok(FfmpegJob { child, output })
    }
}

async fn answer(program: &Path, question: &str) -> Option<String> {
    let output = Command::new(program)
        .args(["-hide_banner", question])
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A transcode in a child process.
#[derive(Debug)]
pub(super) struct FfmpegJob {
    child: Child,
    output: ChildStdout,
}

impl FfmpegJob {
    /// What the child has written since, at most about `wanted` bytes; empty at its good end.
    pub(super) async fn more(&mut self, wanted: usize) -> Result<Vec<u8>, TranscodeError> {
        let mut bytes = Vec::with_capacity(wanted);
        loop {
            match self.output.read_buf(&mut bytes).await {
                Ok(0) => break,
                // What is there goes out at once; a pipe hands over up to 64 KiB in one read.
                Ok(_) => return Ok(bytes),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(TranscodeError::Read(error)),
            }
        }
        let status = self.child.wait().await.map_err(TranscodeError::Read)?;
        if status.success() { Ok(bytes) } else { Err(TranscodeError::Ffmpeg) }
    }
}
