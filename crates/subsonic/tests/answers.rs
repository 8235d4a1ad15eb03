//! Answers: browsing, lists, search, lyrics and media, each against the official description and in both forms.

use std::collections::BTreeSet;

use crate::support::{PHONE, id, worlds};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;

#[tokio::test]
async fn the_library_is_browsed_from_its_artists_to_its_songs() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        world.ok(&app, "ping", "").await;
        world.ok(&app, "getLicense", "").await;
        world.ok(&app, "getMusicFolders", "").await;
        let artists = world.ok(&app, "getArtists", "").await;
        let artist = artists["artists"]["index"][0]["artist"][0].clone();
        let page = world.ok(&app, "getArtist", &format!("id={}", id(&artist))).await;
        let album = page["artist"]["album"][0].clone();
        let album_id = id(&album).to_owned();
        let page = world.ok(&app, "getAlbum", &format!("id={album_id}")).await;
        let song = page["album"]["song"][0].clone();
        assert_eq!(song["albumId"], album_id);
        assert_eq!(page["album"]["songCount"], page["album"]["song"].as_array().unwrap().len());
        let shown = world.ok(&app, "getSong", &format!("id={}", id(&song))).await;
        assert_eq!(shown["song"], song);

        let indexes = world.ok(&app, "getIndexes", "").await;
        let directory = indexes["indexes"]["index"][0]["artist"][0].clone();
        let directory = world.ok(&app, "getMusicDirectory", &format!("id={}", id(&directory))).await;
        let child = directory["directory"]["child"][0].clone();
        assert_eq!(child["isDir"], true);
        let songs = world.ok(&app, "getMusicDirectory", &format!("id={}", id(&child))).await;
        assert_eq!(songs["directory"]["child"][0]["isDir"], false);
        world.ok(&app, "getMusicDirectory", "id=0").await;

        for (endpoint, of) in [("getArtistInfo", &artist), ("getArtistInfo2", &artist), ("getAlbumInfo", &album)] {
            world.ok(&app, endpoint, &format!("id={}", id(of))).await;
        }
        world.ok(&app, "getAlbumInfo2", &format!("id={album_id}")).await;
        let top = world.ok(&app, "getTopSongs", &format!("id={}", id(&artist))).await;
        assert!(!top["topSongs"]["song"].as_array().unwrap().is_empty());
        let genres = world.ok(&app, "getGenres", "").await;
        assert!(genres["genres"]["genre"].as_array().is_some());

        for (endpoint, query) in [
            ("getArtist", "id=art_0000000000000"),
            ("getAlbum", &format!("id={}", id(&song))),
            ("getSong", "id=42"),
            ("getMusicDirectory", "id=../../etc"),
            ("getIndexes", "musicFolderId=9"),
        ] {
            assert_eq!(world.fault(&app, endpoint, query).await, 70, "{endpoint}");
        }
        assert_eq!(world.fault(&app, "getAlbum", "").await, 10);
        assert_eq!(world.fault(&app, "getAlbumList2", "type=newest&size=many").await, 10);
    }
}

#[tokio::test]
async fn lists_have_their_orders() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let all = world.ok(&app, "getAlbumList2", "type=alphabeticalByName&size=500").await;
        let all = all["albumList2"]["album"].as_array().unwrap().clone();
        assert!(all.len() >= 3, "{} albums", all.len());
        for kind in ["random", "newest", "alphabeticalByArtist", "highest", "frequent", "recent", "starred"] {
            world.ok(&app, "getAlbumList2", &format!("type={kind}")).await;
            world.ok(&app, "getAlbumList", &format!("type={kind}")).await;
        }
        let years = |answer: &Value| -> Vec<u64> {
            let albums = answer["albumList2"]["album"].as_array().unwrap();
            albums.iter().map(|album| album["year"].as_u64().unwrap()).collect()
        };
        let up = years(&world.ok(&app, "getAlbumList2", "type=byYear&fromYear=1900&toYear=2100&size=500").await);
        let mut down = years(&world.ok(&app, "getAlbumList2", "type=byYear&fromYear=2100&toYear=1900&size=500").await);
        down.reverse();
        assert_eq!(up, down);
        assert!(up.is_sorted());
        // Pages by offset fit together, in order and out of it.
        let mut paged = Vec::new();
        for offset in 0..all.len() {
            let query = format!("type=alphabeticalByName&size=1&offset={offset}");
            let page = world.ok(&app, "getAlbumList2", &query).await;
            paged.extend(page["albumList2"]["album"].as_array().unwrap().clone());
        }
        assert_eq!(paged, all);
        let last = world.ok(&app, "getAlbumList2", "type=alphabeticalByArtist&size=5&offset=1").await;
        assert!(!last["albumList2"]["album"].as_array().unwrap().is_empty());
        let beyond = world.ok(&app, "getAlbumList2", "type=alphabeticalByName&offset=9999").await;
        assert_eq!(beyond["albumList2"]["album"], serde_json::json!([]));
        let random = world.ok(&app, "getRandomSongs", "size=5").await;
        assert_eq!(random["randomSongs"]["song"].as_array().unwrap().len(), 5);
        world.ok(&app, "getSongsByGenre", "genre=nothing").await;
        assert_eq!(world.fault(&app, "getAlbumList2", "type=loudest").await, 10);
    }
}

#[tokio::test]
async fn searching_for_nothing_reads_the_whole_library_in_pages() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let total = world.catalog.totals().await.unwrap().tracks;
        let mut seen = BTreeSet::new();
        let mut offset = 0;
        loop {
            let query = format!("query=&artistCount=0&albumCount=0&songCount=7&songOffset={offset}");
            let page = world.ok(&app, "search3", &query).await;
            let songs = page["searchResult3"]["song"].as_array().unwrap().clone();
            if songs.is_empty() {
                break;
            }
            offset += songs.len();
            seen.extend(songs.iter().map(|song| id(song).to_owned()));
        }
        assert_eq!(seen.len() as u64, total);
        assert_eq!(offset as u64, total, "no song comes twice");

        let song = world.songs(&app).await[0].clone();
        let title: String = form_urlencoded::byte_serialize(song["title"].as_str().unwrap().as_bytes()).collect();
        let found = world.ok(&app, "search3", &format!("query={title}")).await;
        let songs = found["searchResult3"]["song"].as_array().unwrap().clone();
        assert!(songs.iter().any(|found| found["id"] == song["id"]), "{title}");
        world.ok(&app, "search2", &format!("query={title}")).await;
        let first = world.ok(&app, "search", &format!("any={title}")).await;
        assert!(first["searchResult"]["totalHits"].as_u64().unwrap() > 0);
        assert_eq!(world.fault(&app, "search3", "").await, 10);
    }
}

#[tokio::test]
async fn lyrics_come_with_the_times_of_lines_and_words() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let (mut lines, mut cues) = (0, 0);
        for song in world.songs(&app).await {
            let query = format!("id={}", id(&song));
            let plain = world.ok(&app, "getLyricsBySongId", &query).await;
            let first = &plain["lyricsList"]["structuredLyrics"][0];
            lines += first["line"].as_array().map_or(0, Vec::len);
            assert!(first["cueLine"].is_null(), "words are for clients that ask for them");
            let enhanced = world.ok(&app, "getLyricsBySongId", &format!("{query}&enhanced=true")).await;
            cues += enhanced["lyricsList"]["structuredLyrics"][0]["cueLine"].as_array().map_or(0, Vec::len);
        }
        assert!(lines > 0 && cues > 0, "{lines} lines, {cues} with words");
        world.ok(&app, "getLyrics", "artist=nobody&title=nothing").await;
    }
}

#[tokio::test]
async fn sound_and_pictures_are_bytes() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let songs = world.songs(&app).await;
        let song = songs.iter().find(|song| song["coverArt"].is_string()).unwrap();
        let signed = format!("apiKey={}&v=1.16.1&c=test&id={}", app.key, id(song));
        let original = world.raw("stream", &format!("{signed}&format=raw")).await;
        assert_eq!(original.status, StatusCode::OK);
        assert_eq!(original.bytes.len() as u64, song["size"].as_u64().unwrap());
        let uri = format!("/rest/stream.view?{signed}");
        let part = Request::builder().uri(uri).header("range", "bytes=10-19").body(Body::empty()).unwrap();
        let part = world.request(part).await;
        assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
        assert_eq!(part.bytes, original.bytes[10..20]);
        let download = world.raw("download", &signed).await;
        assert_eq!(download.bytes, original.bytes);
        assert!(download.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        let transcode = world.raw("stream", &format!("{signed}&format=opus&maxBitRate=48&timeOffset=1")).await;
        assert_eq!(transcode.status, StatusCode::OK);
        assert!(transcode.bytes.starts_with(b"OggS") && transcode.bytes != original.bytes);
        let cover = world.raw("getCoverArt", &format!("{signed}&size=96")).await;
        assert_eq!(cover.headers["content-type"], "image/jpeg");
        assert!(cover.bytes.starts_with(&[0xff, 0xd8]));
        for (endpoint, missing) in [("stream", "id=x"), ("download", "id=x"), ("getCoverArt", "id=x")] {
            assert_eq!(world.fault(&app, endpoint, missing).await, 70, "{endpoint}");
        }
    }
}
