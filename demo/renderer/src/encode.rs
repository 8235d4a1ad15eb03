//! Encoding through ffmpeg, which reads raw samples from its standard input.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::score::Format;

/// What to say when ffmpeg cannot be started.
pub const FFMPEG_MISSING: &str = "ffmpeg was not found; it encodes the recordings. Install it (Debian, Ubuntu: `apt-get install ffmpeg`) and run again.";

impl Format {
    /// File name extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::Flac => "flac",
            Self::Ogg => "ogg",
            Self::Opus => "opus",
            Self::M4a => "m4a",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Mp3 => &["-c:a", "libmp3lame", "-b:a", "112k", "-id3v2_version", "4"],
            Self::Flac => &["-c:a", "flac", "-sample_fmt", "s16", "-compression_level", "12"],
            Self::Ogg => &["-c:a", "libvorbis", "-q:a", "2.5"],
            Self::Opus => &["-c:a", "libopus", "-b:a", "80k", "-ar", "48000"],
            Self::M4a => &["-c:a", "aac", "-b:a", "104k", "-movflags", "+faststart"],
        }
    }
}

/// Whether ffmpeg can be started.
pub fn ffmpeg_present() -> bool {
    let probe = Command::new("ffmpeg").arg("-version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    probe.is_ok_and(|status| status.success())
}

/// Encodes stereo samples at 44 100 Hz.
///
/// # Errors
/// ffmpeg is absent or refuses; the message carries its last words.
pub fn audio(interleaved: &[f32], format: Format, path: &Path) -> Result<(), String> {
    let bytes: Vec<u8> = interleaved.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let input = ["-f", "f32le", "-ar", "44100", "-ac", "2", "-i", "pipe:0"];
    // `bitexact` leaves out encoder versions and random stream serials: the same score gives the same audio data.
    let exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"];
    ffmpeg(&[&input, format.arguments(), &exact].concat(), &bytes, path)
}

/// Encodes an RGB picture as JPEG; `quality` is ffmpeg's, 2 (best) to 31.
///
/// # Errors
/// ffmpeg is absent or refuses.
pub fn jpeg(rgb: &[u8], side: usize, quality: u32, path: &Path) -> Result<(), String> {
    let (size, quality) = (format!("{side}x{side}"), quality.to_string());
    let input = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", &size, "-i", "pipe:0"];
    let output = ["-frames:v", "1", "-pix_fmt", "yuvj420p", "-q:v", &quality, "-huffman", "optimal"];
    let exact = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-update", "1"];
    ffmpeg(&[&input[..], &output, &exact].concat(), rgb, path)
}

fn ffmpeg(arguments: &[&str], input: &[u8], path: &Path) -> Result<(), String> {
    let mut child = Command::new("ffmpeg")
        .args(["-hide_banner", "-loglevel", "error", "-nostdin", "-y"])
        .args(arguments)
        .arg(path)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => FFMPEG_MISSING.to_owned(),
            _ => format!("ffmpeg could not be started: {error}"),
        })?;
    // With only errors on its log, ffmpeg cannot fill the other pipe while this one is written.
    let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(input));
    let output = child.wait_with_output().map_err(|error| format!("ffmpeg: {error}"))?;
    if !output.status.success() {
        return Err(format!("ffmpeg refused {}: {}", path.display(), String::from_utf8_lossy(&output.stderr).trim()));
    }
    written.map_err(|error| format!("ffmpeg stopped reading: {error}"))
}

/// Decodes a file back to stereo samples at 44 100 Hz, to measure what a listener hears.
///
/// # Errors
/// ffmpeg is absent or cannot read the file.
pub fn decode(path: &Path) -> Result<Vec<f32>, String> {
    let output = Command::new("ffmpeg")
        .args(["-hide_banner", "-loglevel", "error", "-nostdin", "-i"])
        .arg(path)
        .args(["-map", "0:a", "-f", "f32le", "-ar", "44100", "-ac", "2", "pipe:1"])
        .output()
        .map_err(|error| format!("ffmpeg: {error}"))?;
    if !output.status.success() {
        return Err(format!("ffmpeg cannot read {}: {}", path.display(), String::from_utf8_lossy(&output.stderr)));
    }
    let (samples, _) = output.stdout.as_chunks::<4>();
    Ok(samples.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
}
