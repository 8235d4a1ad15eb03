//! The whole way of a release: play, measure, encode, tag, and check what came out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::arrange::{self, Arrangement};
use crate::encode;
use crate::library::{self, Album};
use crate::lyrics::{self, LrcHead};
use crate::mix::{self, Measured};
use crate::score::{LyricsKind, Score};
use crate::tag::{self, TrackTag};

/// Largest cover, in bytes.
const COVER_BYTES_MAX: u64 = 120 * 1024;

/// What to render, and where to.
pub struct Request<'a> {
    /// Folder to write to.
    pub out: &'a Path,
    /// Folder of scores.
    pub scores: &'a Path,
    /// Only releases whose folder contains this.
    pub album: Option<&'a str>,
    /// Only covers.
    pub covers_only: bool,
}

struct Track<'a> {
    score: &'a Score,
    disc: usize,
    number: usize,
    /// The encoded file, without its extension.
    stem: PathBuf,
    arrangement: Arrangement,
    length_ms: u64,
    /// Fed with the decoded file: some encoders change the level a little, and a player hears the file.
    meter: ebur128::EbuR128,
    measured: Measured,
}

impl Track<'_> {
    fn path(&self) -> PathBuf {
        with_extension(&self.stem, self.score.format.extension())
    }
}

/// Adds an extension; unlike [`Path::with_extension`], it keeps what follows a full stop in a title.
fn with_extension(stem: &Path, extension: &str) -> PathBuf {
    let mut name = stem.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}

/// Renders the library and prints one line a track.
///
/// # Errors
/// A score does not add up, a file cannot be written, or a result breaks its bounds.
pub fn library(request: &Request<'_>) -> Result<(), String> {
    let (library, scores) = library::load(request.scores)?;
    println!("| file | seconds | kB | LUFS | true peak dB | lyrics |\n|---|---|---|---|---|---|");
    for album in &library.albums {
        if request.album.is_none_or(|text| album.folder.contains(text)) {
            release(request, album, &scores).map_err(|error| format!("{}: {error}", album.title))?;
        }
    }
    Ok(())
}

fn release(request: &Request<'_>, album: &Album, scores: &BTreeMap<String, Score>) -> Result<(), String> {
    let folder = request.out.join(&album.folder);
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let cover = paint_cover(album, &folder)?;
    if request.covers_only {
        return Ok(());
    }
    let mut tracks = Vec::new();
    for (disc, list) in album.discs.iter().enumerate() {
        for (number, name) in list.tracks.iter().enumerate() {
            let score = scores.get(name).ok_or_else(|| format!("no score {name}"))?;
            let disc_prefix = if album.discs.len() > 1 { format!("{}-", disc + 1) } else { String::new() };
            let stem = format!("{disc_prefix}{:02} {}", number + 1, score.title.replace(['/', ':'], " "));
            let track = record(score, (disc + 1, number + 1), folder.join(stem));
            tracks.push(track.map_err(|error| format!("{name}: {error}"))?);
        }
    }
    let album_measured = Measured {
        loudness_lufs: ebur128::EbuR128::loudness_global_multiple(tracks.iter().map(|track| &track.meter))
            .map_err(|error| error.to_string())?,
        peak: tracks.iter().map(|track| track.measured.peak).fold(0.0, f64::max),
    };
    for track in &tracks {
        label(album, track, album_measured, &cover)?;
        report(request.out, track)?;
    }
    Ok(())
}

/// Plays a score into its file and measures what a player will hear.
fn record(score: &Score, (disc, number): (usize, usize), stem: PathBuf) -> Result<Track<'_>, String> {
    let arrangement = arrange::arrange(score)?;
    let recording = mix::perform(score, &arrangement).map_err(|error| error.to_string())?;
    let path = with_extension(&stem, score.format.extension());
    encode::audio(&recording.interleaved(), score.format, &path)?;
    let meter = mix::meter(&encode::decode(&path)?).map_err(|error| error.to_string())?;
    let measured = mix::read(&meter).map_err(|error| error.to_string())?;
    Ok(Track { score, disc, number, stem, arrangement, length_ms: recording.length_ms(), meter, measured })
}

/// Writes tag, lyrics and cover.
fn label(album: &Album, track: &Track<'_>, album_measured: Measured, cover: &[u8]) -> Result<(), String> {
    let (score, path) = (track.score, track.path());
    let artist = score.artists.join(" / ");
    let length_ms = track.length_ms;
    let head = LrcHead { title: &score.title, artist: &artist, album: &album.title, length_ms };
    let with_words = score.lyrics == LyricsKind::SidecarWords;
    let text = lyrics::lrc(&head, &track.arrangement.lines, with_words);
    if matches!(score.lyrics, LyricsKind::Sidecar | LyricsKind::SidecarWords) {
        let beside = with_extension(&track.stem, "lrc");
        std::fs::write(&beside, &text).map_err(|error| format!("{}: {error}", beside.display()))?;
    }
    let tag = TrackTag {
        score,
        album,
        disc: track.disc,
        track: track.number,
        measured: track.measured,
        album_measured,
        lyrics: (score.lyrics == LyricsKind::Embedded).then_some(text),
        cover: score.embed_cover.then(|| cover.to_vec()),
    };
    tag::write(&path, &tag).map_err(|error| format!("{}: {error}", path.display()))
}

/// Paints the cover, as fine as its size allows, and returns its bytes.
fn paint_cover(album: &Album, folder: &Path) -> Result<Vec<u8>, String> {
    let picture = album.cover.paint();
    let path = folder.join("cover.jpg");
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    for quality in 3..31 {
        encode::jpeg(&picture.to_rgb(), picture.side(), quality, &path)?;
        if std::fs::metadata(&path).map_err(failed)?.len() <= COVER_BYTES_MAX {
            break;
        }
    }
    let bytes = std::fs::read(&path).map_err(failed)?;
    if !album.folder_cover {
        std::fs::remove_file(&path).map_err(failed)?;
    }
    Ok(bytes)
}

/// Checks what a listener hears and prints its line of the table.
fn report(out: &Path, track: &Track<'_>) -> Result<(), String> {
    let (path, heard) = (track.path(), track.measured);
    let size_bytes = std::fs::metadata(&path).map_err(|error| error.to_string())?.len();
    let name = path.strip_prefix(out).unwrap_or(&path).display().to_string();
    if heard.peak > 1.0 {
        return Err(format!("{name} clips: true peak {:.2}", heard.peak));
    }
    if (heard.loudness_lufs - mix::LOUDNESS_LUFS).abs() > 1.0 {
        return Err(format!("{name} is at {:.1} LUFS", heard.loudness_lufs));
    }
    let lyrics = match (track.score.lyrics, track.arrangement.lines.iter().any(|line| line.translation.is_some())) {
        (LyricsKind::None, _) => "none",
        (LyricsKind::Sidecar, false) => ".lrc",
        (LyricsKind::Sidecar, true) => ".lrc with translation",
        (LyricsKind::SidecarWords, false) => ".lrc with word times",
        (LyricsKind::SidecarWords, true) => ".lrc with word times and translation",
        (LyricsKind::Embedded, false) => "embedded LRC",
        (LyricsKind::Embedded, true) => "embedded LRC with translation",
    };
    let (seconds, peak_db) = (track.length_ms as f64 / 1000.0, 20.0 * heard.peak.log10());
    let loudness = heard.loudness_lufs;
    println!("| {name} | {seconds:.1} | {} | {loudness:.1} | {peak_db:.1} | {lyrics} |", size_bytes / 1000);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Format;

    fn scores() -> (library::Library, BTreeMap<String, Score>) {
        library::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../scores")).expect("the scores can be read")
    }

    #[test]
    fn every_bar_chord_and_syllable_adds_up() {
        let (_, scores) = scores();
        let failures: Vec<String> = scores
            .iter()
            .filter_map(|(name, score)| arrange::arrange(score).err().map(|error| format!("{name}: {error}")))
            .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn lyric_times_increase_and_end_before_the_music() {
        for (name, score) in scores().1 {
            let arrangement = arrange::arrange(&score).expect("arranges");
            let times: Vec<u64> =
                arrangement.lines.iter().flat_map(|line| line.syllables.iter().map(|(start, _)| *start)).collect();
            assert!(times.is_sorted_by(|earlier, later| earlier < later), "{name}: {times:?}");
            let last_ms = arrangement.lines.last().map_or(0, |line| line.end_ms) as f64;
            assert!(last_ms <= arrangement.end_s * 1000.0 + 50.0, "{name} is still sung after its end");
            assert_eq!(arrangement.lines.is_empty(), score.lyrics == LyricsKind::None, "{name}");
        }
    }

    #[test]
    fn every_piece_is_short_and_every_format_is_there() {
        let (_, scores) = scores();
        for (name, score) in &scores {
            let end_s = arrange::arrange(score).expect("arranges").end_s;
            assert!((27.0..=73.0).contains(&end_s), "{name} lasts {end_s:.1} s");
        }
        for format in [Format::Mp3, Format::Flac, Format::Ogg, Format::Opus, Format::M4a] {
            assert!(scores.values().any(|score| score.format == format), "nothing in {format:?}");
        }
    }

    #[test]
    fn the_same_score_gives_the_same_samples() {
        let score = &scores().1["jasmine_flower"];
        let samples = || mix::perform(score, &arrange::arrange(score).expect("arranges")).expect("plays").left;
        assert!(samples() == samples());
    }
}
