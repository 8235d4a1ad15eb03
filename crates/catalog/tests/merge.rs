//! A hidden file stays hidden, wherever it goes, until an operator shows it or it sounds different.

use std::fs;

use crate::common::{Library, libraries};
use catalog::{Error, Scope};
use ids::TrackId;
use lofty::tag::ItemKey;

const TITLE: ItemKey = ItemKey::TrackTitle;
const ALBUM: ItemKey = ItemKey::AlbumTitle;

/// Two files, the second of which is hidden behind the first.
async fn merged(library: &Library) -> (TrackId, TrackId) {
    library.song("tone.ogg", "A/kept.ogg", &[(TITLE, "kept"), (ALBUM, "A")]);
    library.song("tone.mp3", "B/hidden.mp3", &[(TITLE, "hidden"), (ALBUM, "B")]);
    library.scan().await;
    let (kept, hidden) = (library.track("kept").await.id, library.track("hidden").await.id);
    library.catalog.merge(kept, &[hidden], &[]).await.unwrap();
    (kept, hidden)
}

async fn hidden_ids(library: &Library) -> Vec<TrackId> {
    library.catalog.merged(None, 50).await.unwrap().items.into_iter().map(|merged| merged.track.id).collect()
}

#[tokio::test]
async fn a_hidden_track_is_in_no_list_and_no_count() {
    for library in libraries().await {
        let (kept, hidden) = merged(&library).await;
        assert_eq!(library.tracks().await.len(), 1);
        let totals = library.catalog.totals().await.unwrap();
        assert_eq!((totals.tracks, totals.albums), (1, 1), "an album of which nothing is shown is not shown");
        let found = library.catalog.search("hidden", 5).await.unwrap();
        assert!(found.2.is_empty());
        assert!(library.path("B/hidden.mp3").exists(), "no file is touched");
        let listed = library.catalog.merged(None, 50).await.unwrap();
        let merged = &listed.items[0];
        assert_eq!((merged.track.id, merged.kept.id, listed.total), (hidden, kept, 1));
        assert_eq!((merged.path.as_str(), merged.is_there), ("0/B/hidden.mp3", true));
        assert_eq!(library.catalog.audio_source(hidden).await.unwrap().unwrap().path, library.path("A/kept.ogg"));
    }
}

#[tokio::test]
async fn scans_leave_it_hidden_wherever_it_goes() {
    for library in libraries().await {
        let (_, hidden) = merged(&library).await;
        let done = library.scan().await;
        assert_eq!((done.unchanged, done.read), (2, 0), "it is not read again and again");
        library.clock.advance(units::Millis::seconds(1));
        library.catalog.scan(Scope::Everything).await.unwrap();
        assert_eq!(library.tracks().await.len(), 1);
        fs::rename(library.path("B/hidden.mp3"), library.path("elsewhere.mp3")).unwrap();
        let done = library.scan().await;
        assert_eq!((done.moved, done.added), (1, 0));
        assert_eq!(library.tracks().await.len(), 1);
        let away = library.music.with_file_name("away.mp3");
        fs::rename(library.path("elsewhere.mp3"), &away).unwrap();
        assert_eq!(library.scan().await.missing, 1);
        assert_eq!(library.scan().await.missing, 0, "missing once is told once");
        assert!(!library.catalog.merged(None, 50).await.unwrap().items[0].is_there);
        fs::rename(&away, library.path("back.mp3")).unwrap();
        library.scan().await;
        assert_eq!(library.tracks().await.len(), 1);
        assert_eq!(hidden_ids(&library).await, [hidden]);
        assert!(library.catalog.merged(None, 50).await.unwrap().items[0].is_there);
    }
}

#[tokio::test]
async fn a_hidden_file_that_sounds_different_is_shown() {
    for library in libraries().await {
        let (_, hidden) = merged(&library).await;
        library.song("tone.flac", "C/other.flac", &[(TITLE, "other")]);
        fs::remove_file(library.path("B/hidden.mp3")).unwrap();
        fs::copy(library.path("C/other.flac"), library.path("B/hidden.mp3")).unwrap();
        library.scan().await;
        assert!(library.tracks().await.iter().any(|track| track.id == hidden));
        assert!(hidden_ids(&library).await.is_empty());
    }
}

#[tokio::test]
async fn it_can_be_shown_again_even_after_its_file_was_gone() {
    for library in libraries().await {
        let (_, hidden) = merged(&library).await;
        library.catalog.unmerge(hidden).await.unwrap();
        assert_eq!(library.tracks().await.len(), 2);
        assert_eq!(library.catalog.totals().await.unwrap().albums, 2);
        let kept = library.track("kept").await.id;
        library.catalog.merge(kept, &[hidden], &[]).await.unwrap();
        let bytes = fs::read(library.path("B/hidden.mp3")).unwrap();
        fs::remove_file(library.path("B/hidden.mp3")).unwrap();
        library.scan().await;
        library.catalog.unmerge(hidden).await.unwrap();
        assert_eq!(library.tracks().await.len(), 1, "there is no file to show");
        library.write("B/hidden.mp3", &bytes);
        library.scan().await;
        assert_eq!(library.track("hidden").await.id, hidden);
    }
}

#[tokio::test]
async fn what_was_hidden_behind_a_hidden_track_follows_it() {
    for library in libraries().await {
        let (kept, hidden) = merged(&library).await;
        library.song("tone.flac", "C/best.flac", &[(TITLE, "best")]);
        library.scan().await;
        let best = library.track("best").await.id;
        library.catalog.merge(best, &[kept], &[]).await.unwrap();
        for gone in [kept, hidden] {
            let source = library.catalog.audio_source(gone).await.unwrap().unwrap();
            assert_eq!(source.path, library.path("C/best.flac"));
        }
        assert!(library.catalog.are_merged(best, &[kept, hidden]).await.unwrap());
        let back = library.catalog.merge(kept, &[best], &[]).await;
        assert!(matches!(back, Err(Error::NotFound)), "a hidden track takes nobody's place");
    }
}

#[tokio::test]
async fn nothing_is_merged_while_a_scan_runs() {
    for library in libraries().await {
        library.song("tone.ogg", "1.ogg", &[(TITLE, "1")]);
        library.song("tone.mp3", "2.mp3", &[(TITLE, "2")]);
        library.scan().await;
        let (one, two) = (library.track("1").await.id, library.track("2").await.id);
        let scan = library.catalog.begin_scan(Scope::Changed).unwrap();
        assert!(matches!(library.catalog.merge(one, &[two], &[]).await, Err(Error::ScanRunning)));
        assert!(matches!(library.catalog.unmerge(two).await, Err(Error::ScanRunning)));
        drop(scan);
        library.catalog.merge(one, &[two], &[]).await.unwrap();
    }
}
