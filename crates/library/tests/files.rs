//! Playlists leave as files and come back, on each engine.

use crate::common::{ME, World, YOU, tracks, worlds};
use axum::body::Body;
use library::{FileFormat, NewPlaylist};
use serde_json::{Value, json};

async fn import(world: &World, path: &str, text: impl Into<Body>) -> (u16, Value) {
    let (status, bytes) = world.bytes(Some(ME), "POST", &format!("/playlists/import{path}"), text.into()).await;
    (status.as_u16(), serde_json::from_slice(&bytes).unwrap())
}

#[tokio::test]
async fn what_is_exported_is_imported_again() {
    for world in worlds().await {
        let numbers = [3, 7, 1, 9, 3];
        let new = NewPlaylist { name: "夜 & <里>".into(), tracks: tracks(&numbers), ..NewPlaylist::default() };
        let id = world.library.create_playlist(ME, new).await.unwrap().id;
        for format in [FileFormat::M3u8, FileFormat::Xspf, FileFormat::Jspf] {
            let file = world.library.export_playlist(Some(ME), id, format).await.unwrap();
            let imported = world.library.import_playlist(ME, None, file.text.as_bytes()).await.unwrap();
            assert!(imported.unmatched.is_empty(), "{format:?}: {:?}", imported.unmatched);
            let playlist = imported.playlist.unwrap();
            assert_eq!(playlist.name, "夜 & <里>");
            assert_eq!(world.library.tracks_of_playlist(Some(ME), playlist.id).await.unwrap(), tracks(&numbers));
        }
    }
}

#[tokio::test]
async fn a_file_says_path_length_title_and_artist() {
    for world in worlds().await {
        let new = NewPlaylist { name: "夜".into(), tracks: tracks(&[3]), ..NewPlaylist::default() };
        let id = world.library.create_playlist(ME, new).await.unwrap().id;
        let path = format!("/playlists/{id}/file?format=m3u8");
        let (status, bytes) = world.bytes(Some(ME), "GET", &path, Body::empty()).await;
        assert_eq!(status.as_u16(), 200);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "#EXTM3U\n#PLAYLIST:夜\n#EXTINF:180,周杰伦 - 晴天\n周杰伦/周杰伦 专辑/03 晴天.flac\n"
        );
        assert_eq!(world.bytes(Some(YOU), "GET", &path, Body::empty()).await.0.as_u16(), 404);
        world.get(ME, &format!("/playlists/{id}/file?format=doc")).await.expect(400);
    }
}

#[tokio::test]
async fn what_is_not_found_is_reported_line_by_line() {
    for world in worlds().await {
        let text = "#EXTM3U\n#EXTINF:180,周杰倫 - 晴天\nD:\\elsewhere\\qt.mp3\n\n#EXTINF:10,Nobody - Nothing\nno.mp3\n\
                    宋祖英/宋祖英 专辑/06 好一朵茉莉花.flac\n/\n";
        let (status, report) = import(&world, "?name=%E6%97%A7", text).await;
        assert_eq!(status, 201, "{report}");
        assert_eq!(report["matched"], 2);
        assert_eq!(report["playlist"]["name"], "旧");
        let expected = json!([
            { "entry": 2, "line": 6, "label": "Nobody - Nothing", "reason": "not_in_library", "reason_text": "曲库里没有这首歌" },
            { "entry": 4, "line": 8, "label": "", "reason": "empty", "reason_text": "没有文件路径，也没有歌名" },
        ]);
        assert_eq!(report["unmatched"], expected);
        let id = report["playlist"]["id"].as_str().unwrap().parse().unwrap();
        assert_eq!(world.library.tracks_of_playlist(Some(ME), id).await.unwrap(), tracks(&[3, 6]));
        let (status, nothing) = import(&world, "", "no.mp3\n").await;
        assert_eq!((status, &nothing["playlist"], &nothing["unmatched"][0]["line"]), (200, &Value::Null, &json!(1)));
        assert_eq!(world.count("playlists").await, 1, "nothing found makes no playlist");
    }
}

#[tokio::test]
async fn what_is_no_playlist_is_refused() {
    for world in worlds().await {
        for text in ["", "#EXTM3U\n", "<html>", "{\"a\":1}", "<playlist><trackList>"] {
            let (status, problem) = import(&world, "", text).await;
            assert_eq!((status, &problem["fields"][0]["name"]), (400, &json!("body")), "{text}");
        }
        assert_eq!(import(&world, "", vec![b'a'; (1 << 20) + 1]).await.0, 413);
        assert_eq!(world.count("playlists").await, 0);
    }
}
