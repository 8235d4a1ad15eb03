//! Music to be read: real frames made once by ffmpeg, then tagged file by file.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use lofty::config::WriteOptions;
use lofty::file::{AudioFile as _, TaggedFileExt as _};
use lofty::tag::{Accessor as _, ItemKey, Tag};

use crate::Error;
use crate::stream::SONG_SECONDS;

/// Tracks on each album, and albums of each artist.
const TRACKS_PER_ALBUM: usize = 10;
const ALBUMS_PER_ARTIST: usize = 10;
/// The length of each track of the large library.
const SECONDS: &str = "3";

/// Formats in the proportions of a mixed library: of ten tracks five are MP3, two FLAC, two Vorbis, one Opus.
const FORMATS: [&str; 10] = ["mp3", "flac", "mp3", "ogg", "mp3", "opus", "mp3", "flac", "mp3", "ogg"];

const CHINESE: [&str; 24] = [
    "月光", "故乡", "茉莉", "春风", "大海", "星辰", "江南", "夜雨", "少年", "远方", "蝴蝶", "雪山", "青春", "长城",
    "思念", "明天", "流水", "秋叶", "灯火", "归途", "黎明", "草原", "渡口", "旧梦",
];
const ENGLISH: [&str; 24] = [
    "Moon",
    "River",
    "Jasmine",
    "Wind",
    "Ocean",
    "Stars",
    "South",
    "Rain",
    "Youth",
    "Distance",
    "Butterfly",
    "Mountain",
    "Spring",
    "Wall",
    "Longing",
    "Tomorrow",
    "Water",
    "Leaves",
    "Lights",
    "Return",
    "Dawn",
    "Meadow",
    "Ferry",
    "Dream",
];

/// A library of `tracks` files below `work`, made unless it is there already.
///
/// # Errors
/// When ffmpeg is missing or the disk refuses.
pub(crate) fn large(work: &Path, tracks: usize) -> Result<PathBuf, Error> {
    let folder = work.join(format!("library-{tracks}"));
    let finished = work.join(format!("library-{tracks}.finished"));
    if finished.exists() {
        return Ok(folder);
    }
    eprintln!("making a library of {tracks} tracks in {}", folder.display());
    let fixtures = work.join("fixtures");
    fs::create_dir_all(&fixtures)?;
    for format in ["mp3", "flac", "ogg", "opus"] {
        sound(&fixtures.join(format!("fixture.{format}")), SECONDS, &["-b:a", "48k", "-ac", "1", "-ar", "48000"])?;
    }
    let cover = fs::read(cover(&fixtures)?)?;
    for number in 0..tracks {
        let album = number / TRACKS_PER_ALBUM;
        let artist = album / ALBUMS_PER_ARTIST;
        let names = if is_chinese(artist) { ("歌手", "专辑") } else { ("Artist ", "Album ") };
        let place = folder.join(format!("{}{artist}/{}{album}", names.0, names.1));
        if number % TRACKS_PER_ALBUM == 0 {
            fs::create_dir_all(&place)?;
            // Bytes after the end of a JPEG are ignored; they make each album's cover one of its own.
            let mut file = fs::File::create(place.join("cover.jpg"))?;
            file.write_all(&cover)?;
            file.write_all(&album.to_be_bytes())?;
        }
        let ending = FORMATS[number % FORMATS.len()];
        let path = place.join(format!("{:02}.{ending}", number % TRACKS_PER_ALBUM + 1));
        fs::copy(fixtures.join(format!("fixture.{ending}")), &path)?;
        describe(&path, number)?;
    }
    fs::write(finished, [])?;
    Ok(folder)
}

/// Writes the tags that the track of this number has.
fn describe(path: &Path, number: usize) -> Result<(), Error> {
    let album = number / TRACKS_PER_ALBUM;
    let artist = album / ALBUMS_PER_ARTIST;
    let (words, between) = if is_chinese(artist) { (&CHINESE, "") } else { (&ENGLISH, " ") };
    // Steps that share no factor with the number of words go through every pair.
    let pair = |seed: usize| format!("{}{between}{}", words[seed % 24], words[(seed / 24 + seed * 5) % 24]);
    let artist_name = if is_chinese(artist) { format!("歌手{artist}") } else { format!("Artist {artist}") };
    let mut file = lofty::read_from_path(path)?;
    let mut tag = Tag::new(file.primary_tag_type());
    tag.set_title(format!("{}{between}{number}", pair(number)));
    tag.set_artist(artist_name.clone());
    tag.set_album(format!("{}{between}{album}", pair(album * 7)));
    tag.insert_text(ItemKey::AlbumArtist, artist_name);
    tag.set_genre(["民歌", "Rock", "流行", "Jazz"][artist % 4].to_owned());
    tag.set_track(u32::try_from(number % TRACKS_PER_ALBUM + 1)?);
    tag.insert_text(ItemKey::RecordingDate, format!("{}", 1970 + album % 50));
    file.insert_tag(tag);
    file.save_to_path(path, WriteOptions::default())?;
    Ok(())
}

/// Gives a track another title, as a tag editor would.
///
/// # Errors
/// When the file cannot be read or written.
pub(crate) fn retitle(path: &Path, title: &str) -> Result<(), Error> {
    let mut file = lofty::read_from_path(path)?;
    file.primary_tag_mut().ok_or("no tag")?.set_title(title.to_owned());
    file.save_to_path(path, WriteOptions::default())?;
    Ok(())
}

/// One file of the library that may be changed: an MP3.
pub(crate) fn first_track(library: &Path) -> PathBuf {
    library.join("歌手0/专辑0/01.mp3")
}

/// A small library: one MP3 of `big_bytes`, and `songs` FLAC files of three minutes, below `work`.
///
/// # Errors
/// When ffmpeg is missing or the disk refuses.
pub(crate) fn small(work: &Path, big_bytes: usize, songs: usize) -> Result<PathBuf, Error> {
    let (folder, finished) = (work.join("small"), work.join("small.finished"));
    if finished.exists() {
        return Ok(folder);
    }
    fs::create_dir_all(&folder)?;
    let song = work.join("song.flac");
    sound(&song, &SONG_SECONDS.to_string(), &["-ac", "2", "-ar", "44100"])?;
    for number in 0..songs {
        let path = folder.join(format!("song {number}.flac"));
        fs::copy(&song, &path)?;
        let mut file = lofty::read_from_path(&path)?;
        let mut tag = Tag::new(file.primary_tag_type());
        tag.set_title(format!("Song {number}"));
        tag.set_album("Songs".to_owned());
        tag.set_artist("Bench".to_owned());
        file.insert_tag(tag);
        file.save_to_path(&path, WriteOptions::default())?;
    }
    let piece = work.join("piece.mp3");
    sound(&piece, "20", &["-b:a", "320k", "-id3v2_version", "0", "-write_xing", "0"])?;
    let piece = fs::read(piece)?;
    let mut big = fs::File::create(folder.join("big.mp3"))?;
    for _ in 0..big_bytes.div_ceil(piece.len()) {
        big.write_all(&piece)?;
    }
    let cover = cover(work)?;
    fs::copy(cover, folder.join("cover.jpg"))?;
    fs::write(finished, [])?;
    Ok(folder)
}

fn is_chinese(artist: usize) -> bool {
    artist.is_multiple_of(2)
}

/// A chord under noise: cheap to make, and not silence, which coders would squeeze to nothing.
fn sound(path: &Path, seconds: &str, coding: &[&str]) -> Result<(), Error> {
    let chord = format!(
        "sine=f=440:r=44100:d={seconds}[a];sine=f=659:r=44100:d={seconds}[b];\
         anoisesrc=r=44100:a=0.02:seed=1:d={seconds}[c];[a][b][c]amix=inputs=3"
    );
    ffmpeg(&["-f", "lavfi", "-i", &chord], coding, path)
}

fn cover(folder: &Path) -> Result<PathBuf, Error> {
    let path = folder.join("cover.jpg");
    ffmpeg(&["-f", "lavfi", "-i", "mandelbrot=size=600x600"], &["-frames:v", "1", "-q:v", "5"], &path)?;
    Ok(path)
}

fn ffmpeg(input: &[&str], coding: &[&str], output: &Path) -> Result<(), Error> {
    let status = Command::new("ffmpeg")
        .args(["-hide_banner", "-loglevel", "error", "-y"])
        .args(input)
        .args(coding)
        .arg(output)
        .status()
        .map_err(|error| format!("ffmpeg makes the test sounds, and cannot be started: {error}"))?;
    if !status.success() {
        return Err(format!("ffmpeg could not make {}", output.display()).into());
    }
    Ok(())
}
