//! JSPF: XSPF in JSON (xspf.org/jspf).

use serde_json::{Map, Value, json};

use super::{FileEntry, PlaylistFile, address_of, malformed, plain, xspf};
use crate::error::Error;

pub(super) fn read(text: &str) -> Result<PlaylistFile, Error> {
    let broken = || malformed("这不是 JSPF 文件", "this is no JSPF file");
    let json: Value = serde_json::from_str(text).map_err(|_| broken())?;
    let playlist = json.get("playlist").and_then(Value::as_object).ok_or_else(broken)?;
    let tracks = playlist.get("track").and_then(Value::as_array).ok_or_else(broken)?;
    let entry = |track: &Value| {
        let said = |key: &str| track.as_object().and_then(|track| text_of(track, key));
        // One address or a list of them.
        let location = match track.get("location") {
            Some(Value::Array(all)) => all.first().and_then(Value::as_str),
            other => other.and_then(Value::as_str),
        };
        FileEntry {
            line: None,
            path: location.and_then(xspf::location),
            title: said("title"),
            artist: said("creator"),
            album: said("album"),
            duration_ms: track.get("duration").and_then(Value::as_u64),
        }
    };
    Ok(PlaylistFile {
        name: text_of(playlist, "title"),
        description: text_of(playlist, "annotation"),
        entries: tracks.iter().map(entry).collect(),
    })
}

fn text_of(object: &Map<String, Value>, key: &str) -> Option<String> {
    let text = object.get(key)?.as_str()?.trim();
    Some(plain(text)).filter(|text| !text.is_empty())
}

pub(super) fn write(file: &PlaylistFile) -> String {
    let track = |entry: &FileEntry| {
        let mut track = Map::new();
        if let Some(path) = &entry.path {
            track.insert("location".to_owned(), json!([address_of(path)]));
        }
        let texts = [("title", &entry.title), ("creator", &entry.artist), ("album", &entry.album)];
        for (key, value) in texts.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?))) {
            track.insert(key.to_owned(), plain(value).into());
        }
        if let Some(duration_ms) = entry.duration_ms {
            track.insert("duration".to_owned(), duration_ms.into());
        }
        Value::Object(track)
    };
    let mut playlist = Map::new();
    for (key, value) in [("title", &file.name), ("annotation", &file.description)] {
        if let Some(value) = value {
            playlist.insert(key.to_owned(), plain(value).into());
        }
    }
    playlist.insert("track".to_owned(), file.entries.iter().map(track).collect());
    // Maps of texts and numbers always have a text.
    serde_json::to_string_pretty(&json!({ "playlist": playlist })).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_alone_or_in_a_list() {
        let file = read(
            r#"{"playlist":{"title":"夜","track":[{"location":"a%20b.flac"},{"location":["c.flac"],"title":"晴天","duration":5},7]}}"#,
        )
        .expect("a playlist");
        let paths: Vec<_> = file.entries.iter().map(|entry| entry.path.as_deref()).collect();
        assert_eq!(paths, [Some("a b.flac"), Some("c.flac"), None]);
        assert_eq!(file.entries[1].duration_ms, Some(5));
        assert!(read("{}").is_err());
        assert!(read("{").is_err());
    }
}
