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

/// The largest picture that goes to ffmpeg, in bytes: it stands in an argument, which Linux limits to 128 KiB.
const PICTURE_BYTES_MAX: usize = 95_000;

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
        // It says its version first, beside the answer: to load its libraries twice would take twice as long.
        let output = Command::new(program).arg("-encoders").stdin(Stdio::null()).kill_on_drop(true).output().await;
        let output = output.ok().filter(|output| output.status.success())?;
        let [banner, encoders] = [&output.stderr, &output.stdout].map(|bytes| String::from_utf8_lossy(bytes));
        let version = banner.strip_prefix("ffmpeg version ")?.split_whitespace().next()?;
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

    /// At most `ms_max` milliseconds of a file's sound from `from_ms` on, as interleaved samples of two channels.
    ///
    /// # Errors
    /// [`TranscodeError::Ffmpeg`] when it makes nothing of the file.
    pub(super) async fn pcm(
        &self,
        path: &Path,
        from_ms: u64,
        ms_max: u64,
        rate_hz: u32,
    ) -> Result<Vec<f32>, TranscodeError> {
        let mut command = self.reading(path, from_ms);
        command.arg("-t").arg(seconds(ms_max)).args(["-ac", "2", "-ar"]).arg(rate_hz.to_string());
        command.args(["-c:a", "pcm_f32le", "-f", "f32le", "pipe:1"]);
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().map_err(TranscodeError::Read)?;
        let output = child.stdout.take().ok_or(TranscodeError::Ffmpeg)?;
        let (frame_bytes, mut bytes) = (8, Vec::new());
        let bytes_max = (ms_max * u64::from(rate_hz) / 1_000 + u64::from(rate_hz)) * frame_bytes;
        output.take(bytes_max).read_to_end(&mut bytes).await.map_err(TranscodeError::Read)?;
        let status = child.wait().await.map_err(TranscodeError::Read)?;
        if !status.success() {
            return Err(TranscodeError::Ffmpeg);
        }
        Ok(bytes
            .chunks_exact(4)
            .map(|sample| f32::from_le_bytes([sample[0], sample[1], sample[2], sample[3]]))
            .collect())
    }

    /// The beginning of every call: what is read, and from where on.
    fn reading(&self, path: &Path, from_ms: u64) -> Command {
        // "file:" keeps a name such as "http:…" or "-i" from being anything but a name.
        let mut source = OsString::from("file:");
        source.push(path);
        let mut command = Command::new(&self.program);
        command.args(["-hide_banner", "-loglevel", "error", "-nostdin"]);
        // A playlist in disguise may not make ffmpeg open anything on the network.
        command.args(["-protocol_whitelist", "file"]);
        if from_ms > 0 {
            command.arg("-ss").arg(seconds(from_ms));
        }
        command.arg("-i").arg(source);
        command.args(["-map", "0:a:0", "-map_metadata", "-1", "-fflags", "+bitexact"]);
        command.stdin(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Starts a child that transcodes `path`; it is killed when the job is dropped.
    pub(super) fn start(
        &self,
        path: &Path,
        target: Target,
        start_ms: u64,
        tags: &TrackTags,
    ) -> Result<FfmpegJob, TranscodeError> {
        let mut command = self.reading(path, start_ms);
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
        let head = match target.codec {
            // Written here: ffmpeg leaves the length of a tag with a picture open, as it cannot go back in a pipe.
            Codec::Mp3 | Codec::Aac => {
                let none: &[&str] = if target.codec == Codec::Mp3 { &["-id3v2_version", "0"] } else { &[] };
                command.args(none);
                tags.id3()
            }
            codec => {
                // A comment stands in an argument, whose length is limited.
                let fitting = tags.picture.clone().filter(|picture| picture.size_bytes() <= PICTURE_BYTES_MAX);
                for tag in tags.clone().with_picture(fitting).for_ffmpeg(codec) {
                    command.arg("-metadata").arg(tag);
                }
                Vec::new()
            }
        };
        command.args(["-flush_packets", "1", "pipe:1"]);
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().map_err(TranscodeError::Read)?;
        let output = child.stdout.take().ok_or(TranscodeError::Ffmpeg)?;
        Ok(FfmpegJob { child, output, head })
    }
}

/// A time as ffmpeg takes it.
fn seconds(ms: u64) -> String {
    format!("{}.{:03}", ms / 1_000, ms % 1_000)
}

/// A transcode in a child process.
#[derive(Debug)]
pub(super) struct FfmpegJob {
    child: Child,
    output: ChildStdout,
    /// What goes before the child's first bytes.
    head: Vec<u8>,
}

impl FfmpegJob {
    /// What the child has written since, at most about `wanted` bytes; empty at its good end.
    pub(super) async fn more(&mut self, wanted: usize) -> Result<Vec<u8>, TranscodeError> {
        let mut bytes = Vec::with_capacity(wanted);
        loop {
            match self.output.read_buf(&mut bytes).await {
                Ok(0) => break,
                // What is there goes out at once; a pipe hands over up to 64 KiB in one read.
                Ok(_) if self.head.is_empty() => return Ok(bytes),
                // A head goes with sound, and never stands for a child that failed.
                Ok(_) => {
                    let mut all = std::mem::take(&mut self.head);
                    all.append(&mut bytes);
                    return Ok(all);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(TranscodeError::Read(error)),
            }
        }
        let status = self.child.wait().await.map_err(TranscodeError::Read)?;
        if status.success() { Ok(bytes) } else { Err(TranscodeError::Ffmpeg) }
    }
}
