//! Extended M3U: a line for each file, and before it what is known of it.

use std::fmt::Write as _;

use super::{FileEntry, PlaylistFile, path_of, plain};

pub(super) fn read(text: &str) -> PlaylistFile {
    let mut file = PlaylistFile::default();
    let mut about = FileEntry::default();
    for (line, number) in text.lines().zip(1_u64..) {
        let line = line.trim();
        if let Some(name) = line.strip_prefix("#PLAYLIST:") {
            file.name = Some(plain(name.trim())).filter(|name| !name.is_empty());
        } else if let Some(info) = line.strip_prefix("#EXTINF:") {
            about = information(info);
        } else if let Some(album) = line.strip_prefix("#EXTALB:") {
            about.album = Some(plain(album.trim()));
        } else if !line.is_empty() && !line.starts_with('#') {
            let entry = std::mem::take(&mut about);
            file.entries.push(FileEntry { line: Some(number), path: path_of(line), ..entry });
        }
    }
    file
}

/// `269 key="value",Artist - Title`: seconds, which may be unknown as -1 or have decimals, then a text.
fn information(info: &str) -> FileEntry {
    let (head, text) = info.split_once(',').unwrap_or((info, ""));
    let seconds = head.split_whitespace().next().and_then(|seconds| seconds.parse::<f64>().ok());
    let duration_ms = seconds.filter(|seconds| (0.001..1.0e9).contains(seconds)).map(|seconds| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number within bounds")]
        let milliseconds = (seconds * 1_000.0).round() as u64;
        milliseconds
    });
    let text = plain(text.trim());
    let (artist, title) = match text.split_once(" - ") {
        Some((artist, title)) => (Some(artist.trim().to_owned()), title.trim().to_owned()),
        None => (None, text),
    };
    FileEntry {
        title: Some(title).filter(|title| !title.is_empty()),
        artist: artist.filter(|artist| !artist.is_empty()),
        duration_ms,
        ..FileEntry::default()
    }
}

pub(super) fn write(file: &PlaylistFile) -> String {
    let mut out = String::from("#EXTM3U\n");
    // Writing to a string cannot fail.
    if let Some(name) = &file.name {
        let _ = writeln!(out, "#PLAYLIST:{}", plain(name));
    }
    for entry in &file.entries {
        let Some(path) = &entry.path else { continue };
        let seconds = entry.duration_ms.map_or_else(|| "-1".to_owned(), |length| length.div_ceil(1_000).to_string());
        let names = [&entry.artist, &entry.title].into_iter().flatten().map(|name| plain(name)).collect::<Vec<_>>();
        let _ = writeln!(out, "#EXTINF:{seconds},{}", names.join(" - "));
        // A line that begins with this sign says something about the list.
        let _ = writeln!(out, "{}{}", if path.starts_with('#') { "./" } else { "" }, plain(path));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_belongs_to_the_next_file() {
        let file = read(
            "#EXTM3U\n#PLAYLIST: 夜里 \n#EXTINF:269.5 tvg-id=\"1\",周杰伦 - 晴天 - 现场\n\n#EXTVLCOPT:x\n周杰伦/晴天.flac\nb.mp3\n#EXTINF:-1,\nc.mp3",
        );
        assert_eq!(file.name.as_deref(), Some("夜里"));
        let first = &file.entries[0];
        assert_eq!((first.artist.as_deref(), first.title.as_deref()), (Some("周杰伦"), Some("晴天 - 现场")));
        assert_eq!((first.duration_ms, first.line), (Some(269_500), Some(6)));
        assert_eq!(file.entries[1], FileEntry { line: Some(7), path: Some("b.mp3".into()), ..FileEntry::default() });
        assert_eq!(file.entries[2].duration_ms, None);
    }
}
