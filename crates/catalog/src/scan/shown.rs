//! Names of files as people read them.

/// A name of the file system as readable text, and whether it could be read.
///
/// UTF-8 is taken as it is, GBK as the Chinese it stands for; a byte that is neither is shown as `\xFF`,
/// so that two different names never become one.
pub(crate) fn readable(name: &[u8]) -> (String, bool) {
    if let Ok(name) = std::str::from_utf8(name) {
        let is_clean = !name.chars().any(char::is_control);
        let shown = if is_clean {
            name.to_owned()
        } else {
            name.chars()
                .flat_map(|c| if c.is_control() { c.escape_default().collect::<Vec<_>>() } else { vec![c] })
                .collect()
        };
        return (shown, true);
    }
    if let Ok(decoded) = lyrics::decode(name)
        && decoded.encoding == lyrics::Encoding::Gb18030
    {
        return (decoded.text, true);
    }
    let mut shown = String::with_capacity(name.len() + 8);
    for chunk in name.utf8_chunks() {
        shown.push_str(chunk.valid());
        for byte in chunk.invalid() {
            shown.push_str(&format!("\\x{byte:02X}"));
        }
    }
    (shown, false)
}

/// The readable path of a folder: the music folder's number, then its names.
pub(crate) fn folder_path(music_folder_id: i64, path: &[u8]) -> String {
    let mut shown = music_folder_id.to_string();
    for name in path.split(|byte| *byte == b'/').filter(|name| !name.is_empty()) {
        shown.push('/');
        shown.push_str(&readable(name).0);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_encoding() {
        assert_eq!(readable("茉莉花.mp3".as_bytes()), ("茉莉花.mp3".into(), true));
        assert_eq!(readable(&encoding_rs::GBK.encode("茉莉花.mp3").0), ("茉莉花.mp3".into(), true));
        assert_eq!(readable(b"a\xff.mp3"), ("a\\xFF.mp3".into(), false));
        assert_eq!(readable(b"a\nb.mp3"), ("a\\nb.mp3".into(), true));
        assert_eq!(folder_path(0, b""), "0");
        assert_eq!(folder_path(1, "歌手/专辑".as_bytes()), "1/歌手/专辑");
    }
}
