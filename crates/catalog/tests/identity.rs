//! A track stays the same track.

use crate::common;
use std::fs;

use crate::common::libraries;
use catalog::{AlbumSort, Catalog, Error, Filter, Options, ScanState, Scope};
use lofty::tag::ItemKey;

const ALBUM: ItemKey = ItemKey::AlbumTitle;
const TITLE: ItemKey = ItemKey::TrackTitle;
const ARTIST: ItemKey = ItemKey::TrackArtist;

#[tokio::test]
async fn an_unchanged_library_is_not_read_again() {
    for library in libraries().await {
        for number in 0..5 {
            library.song("tone.ogg", &format!("A/{number}.ogg"), &[(TITLE, &format!("t{number}")), (ALBUM, "A")]);
        }
        assert_eq!(library.scan().await.added, 5);
        let before = library.tracks().await;
        let done = library.scan().await;
        assert_eq!((done.found, done.unchanged, done.read), (5, 5, 0));
        assert!(!done.is_changed());
        assert_eq!(library.tracks().await, before);
    }
}

#[tokio::test]
async fn a_moved_file_keeps_its_id() {
    for library in libraries().await {
        library.song("tone.ogg", "A/1.ogg", &[(TITLE, "t"), (ALBUM, "A")]);
        library.scan().await;
        let before = library.track("t").await;
        fs::create_dir_all(library.path("B/C")).unwrap();
        fs::rename(library.path("A/1.ogg"), library.path("B/C/one.ogg")).unwrap();
        let done = library.scan().await;
        assert_eq!((done.moved, done.added, done.missing), (1, 0, 0));
        let after = library.track("t").await;
        assert_eq!((after.id, after.added_at, after.file_name.as_str()), (before.id, before.added_at, "one.ogg"));
        assert_eq!(library.tracks().await.len(), 1);
    }
}

#[tokio::test]
async fn a_file_moved_by_copying_keeps_its_id() {
    for library in libraries().await {
        library.song("tone.mp3", "A/1.mp3", &[(TITLE, "t")]);
        library.scan().await;
        let before = library.track("t").await;
        let bytes = fs::read(library.path("A/1.mp3")).unwrap();
        fs::remove_file(library.path("A/1.mp3")).unwrap();
        library.write("elsewhere/2.mp3", &bytes);
        let done = library.scan().await;
        assert_eq!((done.moved, done.added, done.missing), (1, 0, 0));
        assert_eq!(library.track("t").await.id, before.id);
    }
}

#[tokio::test]
async fn a_missing_file_is_hidden_and_comes_back_with_its_id() {
    for library in libraries().await {
        library.song("tone.ogg", "A/1.ogg", &[(TITLE, "t"), (ARTIST, "歌手"), (ALBUM, "A")]);
        library.put("tone.mp3", "stays.mp3");
        library.scan().await;
        let before = library.track("t").await;
        let away = library.music.with_file_name("away.ogg");
        fs::rename(library.path("A/1.ogg"), &away).unwrap();
        assert_eq!(library.scan().await.missing, 1);
        assert_eq!(library.tracks().await.len(), 1);
        assert_eq!(library.catalog.totals().await.unwrap().albums, 0);
        assert_eq!(library.catalog.totals().await.unwrap().artists, 0);
        assert_eq!(library.catalog.audio_source(before.id).await.unwrap(), None);
        assert_eq!(library.catalog.track(before.id).await.unwrap().unwrap().title, "t", "a history still names it");
        assert_eq!(library.scan().await.missing, 0, "missing once is told once");
        fs::rename(&away, library.path("A/1.ogg")).unwrap();
        library.scan().await;
        let after = library.track("t").await;
        assert_eq!((after.id, after.added_at), (before.id, before.added_at));
        assert_eq!(after.artists, before.artists);
        assert_eq!(after.album, before.album);
    }
}

#[tokio::test]
async fn a_renamed_album_keeps_its_id_and_one_track_that_leaves_does_not_take_it_along() {
    for library in libraries().await {
        for number in 0..3 {
            library.song("tone.ogg", &format!("A/{number}.ogg"), &[(TITLE, &format!("t{number}")), (ALBUM, "旧名")]);
        }
        library.scan().await;
        let before = library.track("t0").await.album.unwrap();
        for number in 0..3 {
            library.song("tone.ogg", &format!("A/{number}.ogg"), &[(TITLE, &format!("t{number}")), (ALBUM, "新名")]);
        }
        library.scan().await;
        let renamed = library.track("t1").await.album.unwrap();
        assert_eq!((renamed.id, renamed.title.as_str()), (before.id, "新名"));
        library.song("tone.ogg", "A/2.ogg", &[(TITLE, "t2"), (ALBUM, "另一张")]);
        library.scan().await;
        assert_eq!(library.track("t0").await.album.unwrap().id, before.id);
        assert_ne!(library.track("t2").await.album.unwrap().id, before.id);
        let albums = library.catalog.albums(AlbumSort::Name, 0, &Filter::default(), None, 10).await.unwrap();
        assert_eq!(albums.items.iter().map(|album| album.track_count).sum::<u64>(), 3);
    }
}

#[tokio::test]
async fn changed_tags_lyrics_and_covers_are_seen() {
    for library in libraries().await {
        library.song("tone.ogg", "A/1.ogg", &[(TITLE, "old"), (ARTIST, "甲"), (ItemKey::Genre, "Rock")]);
        library.scan().await;
        let before = library.track("old").await;
        library.song("tone.ogg", "A/1.ogg", &[(TITLE, "new"), (ARTIST, "乙"), (ItemKey::Genre, "Jazz")]);
        assert_eq!(library.scan().await.changed, 1);
        let after = library.track("new").await;
        assert_eq!((after.id, after.artists[0].name.as_str(), after.genres[0].as_str()), (before.id, "乙", "Jazz"));
        assert_eq!(library.catalog.totals().await.unwrap().artists, 1, "nobody is credited with nothing");
        library.write("A/1.lrc", b"[00:01]la");
        assert_eq!(library.scan().await.changed, 1);
        assert!(library.track("new").await.has_lyrics);
        library.write("A/cover.png", &common::png(32, [1, 2, 3]));
        assert_eq!(library.scan().await.changed, 1);
        assert!(library.track("new").await.cover.is_some());
    }
}

#[tokio::test]
async fn a_music_folder_out_of_reach_loses_nothing() {
    for library in libraries().await {
        library.put("tone.ogg", "A/1.ogg");
        library.scan().await;
        let away = library.music.with_file_name("unmounted");
        fs::rename(&library.music, &away).unwrap();
        let done = library.scan().await;
        assert_eq!((done.missing, done.folders[0].reachable), (0, false));
        assert_eq!(library.tracks().await.len(), 1);
        // An empty mount point is no empty library either.
        fs::create_dir(&library.music).unwrap();
        let done = library.scan().await;
        assert_eq!((done.missing, done.folders[0].reachable), (0, false));
        fs::remove_dir(&library.music).unwrap();
        fs::rename(&away, &library.music).unwrap();
        let done = library.scan().await;
        assert_eq!((done.unchanged, done.folders[0].reachable), (1, true));
        assert_eq!(library.problems().await, []);
    }
}

#[tokio::test]
async fn a_missing_music_folder_refuses_to_start() {
    for library in libraries().await {
        let options = Options {
            music: vec![library.path("nowhere")],
            thumbnails: library.path("thumbnails"),
            thumbnails_limit_bytes: 0,
            scan_threads: 1,
            seed: [0; 32],
        };
        let opened =
            Catalog::open(library.database.db.clone(), std::sync::Arc::new(library.clock.clone()), options).await;
        let error = opened.unwrap_err();
        assert!(matches!(error, Error::FolderMissing { .. }));
        assert!(error.to_string().contains("nowhere"), "{error}");
    }
}

#[tokio::test]
async fn a_scan_that_is_dropped_is_finished_by_the_next() {
    for library in libraries().await {
        for number in 0..40 {
            library.song(
                "tone.ogg",
                &format!("{number}/1.ogg"),
                &[(TITLE, &format!("t{number}")), (ALBUM, "A"), (ARTIST, "甲")],
            );
        }
        {
            let scan = library.catalog.scan(Scope::Changed);
            let mut scan = std::pin::pin!(scan);
            // Poll a few times, then drop it wherever it is.
            for _ in 0..3 {
                let _ = futures_util::poll!(&mut scan);
                tokio::task::yield_now().await;
            }
        }
        assert_eq!(library.catalog.progress().borrow().state, ScanState::Idle);
        library.scan().await;
        assert_eq!(library.tracks().await.len(), 40);
        assert_eq!(library.catalog.totals().await.unwrap().tracks, 40);
    }
}

#[tokio::test]
async fn a_part_is_scanned_alone_and_sees_what_moved_into_it() {
    for library in libraries().await {
        library.put("tone.ogg", "A/1.ogg");
        library.put("tone.mp3", "B/2.mp3");
        library.scan().await;
        let before = library.track("1").await;
        library.put("tone.flac", "B/new.flac");
        fs::rename(library.path("A/1.ogg"), library.path("B/3.ogg")).unwrap();
        let parts = Scope::Parts(vec![(0, b"A".to_vec()), (0, b"B".to_vec())]);
        let done = library.catalog.scan(parts).await.unwrap();
        assert_eq!((done.moved, done.added, done.missing, done.unchanged), (1, 1, 0, 1));
        assert_eq!(library.track("3").await.id, before.id);
    }
}

#[tokio::test]
async fn a_scan_is_seen_from_the_moment_it_begins() {
    for library in libraries().await {
        let state = || library.catalog.progress().borrow().state;
        let begun = library.catalog.begin_scan(Scope::Changed).unwrap();
        assert_eq!(state(), ScanState::Running);
        assert!(matches!(library.catalog.begin_scan(Scope::Changed), Err(Error::ScanRunning)));
        begun.run().await.unwrap();
        assert_eq!(state(), ScanState::Idle);
        // One that is given up before it ran stands in nobody's way.
        drop(library.catalog.begin_scan(Scope::Everything).unwrap());
        assert_eq!(state(), ScanState::Idle);
        library.scan().await;
    }
}
