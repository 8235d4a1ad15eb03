//! A change is seen without being asked for.

use std::time::{Duration, Instant};

use crate::common::libraries;
use catalog::{Catalog, ScanState, jobs};

/// Waits until a scan has ended with this many tracks, and tells how long it took.
async fn until_tracks(catalog: &Catalog, wanted: u64) -> Duration {
    let begun = Instant::now();
    let mut progress = catalog.progress();
    let arrived = progress.wait_for(|progress| progress.state == ScanState::Idle && progress.tracks_total == wanted);
    tokio::time::timeout(Duration::from_secs(20), arrived).await.expect("the change is seen").unwrap();
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_renamed_and_removed_files_are_seen() {
    for library in libraries().await {
        library.put("tone.ogg", "A/1.ogg");
        library.scan().await;
        let watching = library.catalog.clone();
        let watch = tokio::spawn(async move { jobs::watch_folders(&watching).await });
        // The watch is set up when the first change it can see is seen: one that repeats until then.
        let mut progress = library.catalog.progress();
        for attempt in 0.. {
            library.put("tone.mp3", &format!("A/first-{attempt}.mp3"));
            let seen = progress.wait_for(|progress| progress.tracks_total > 1);
            if tokio::time::timeout(Duration::from_secs(2), seen).await.is_ok() {
                break;
            }
            assert!(attempt < 10, "no change was seen");
        }
        let before = library.track("1").await;
        let count = library.catalog.progress().borrow().tracks_total;

        library.put("tone.flac", "new folder/2.flac");
        let took = until_tracks(&library.catalog, count + 1).await;
        // The promise of two seconds is measured by the benchmark on an idle machine; here it only has to arrive.
        println!("a new file was seen after {took:?}");

        std::fs::rename(library.path("A/1.ogg"), library.path("new folder/moved.ogg")).unwrap();
        std::fs::remove_file(library.path("new folder/2.flac")).unwrap();
        until_tracks(&library.catalog, count).await;
        assert_eq!(library.track("moved").await.id, before.id);
        watch.abort();
    }
}
