//! The index follows the library, survives stops, and forgets what is gone, on each engine at hand.

use crate::support::{part, question, tune, worlds, write_wav};
use recognition::SongPeaks;

#[tokio::test]
async fn a_song_that_left_is_named_no_more_and_its_peaks_leave_the_memory() {
    for world in worlds().await {
        let before = world.recognition.size();
        std::fs::remove_file(world.music.path().join("tune 2.wav")).unwrap();
        world.hear().await;
        assert_ne!(world.ask(question(&part(2, 11, 16)).to_string()).await.1["state"], "found");
        assert_eq!(world.ask(question(&part(3, 11, 16)).to_string()).await.1["state"], "found");
        let after = world.recognition.size();
        assert_eq!((after.songs, after.parts), (2, 1));
        assert!(after.bytes < before.bytes);
        // A file with another sound is another state of the track.
        write_wav(&world.music.path().join("tune 3.wav"), &tune(7, 31));
        world.hear().await;
        assert_ne!(world.ask(question(&part(3, 11, 16)).to_string()).await.1["state"], "found");
        assert_eq!(world.ask(question(&part(7, 4, 9)).to_string()).await.1["state"], "found");
    }
}

#[tokio::test]
async fn no_byte_of_a_song_that_left_stays_in_the_index() {
    for world in worlds().await {
        let measured = audio_analysis::results(&world.test.db, &SongPeaks).await.unwrap();
        let holds = |peaks: &[u8]| world.files().iter().any(|(_, file)| memchr::memmem::find(file, peaks).is_some());
        assert_eq!(measured.iter().filter(|(_, peaks)| holds(peaks)).count(), 3, "they are there to be found");
        std::fs::remove_file(world.music.path().join("tune 2.wav")).unwrap();
        world.hear().await;
        let left = audio_analysis::results(&world.test.db, &SongPeaks).await.unwrap();
        assert_eq!(left.len(), 2);
        for (track, peaks) in measured {
            let is_left = left.iter().any(|(other, _)| *other == track);
            // Not a tenth of it either: what a merge leaves out it leaves out whole.
            assert_eq!(peaks.chunks(peaks.len() / 10).any(holds), is_left);
        }
    }
}

#[tokio::test]
async fn a_restart_finds_the_index_without_making_it_anew() {
    for world in worlds().await {
        let files = world.files();
        assert!(!files.is_empty());
        assert_eq!(world.reopened().await.size(), world.recognition.size());
        world.reopened().await.reload().await.unwrap();
        assert_eq!(world.files(), files, "nothing had to be written");
    }
}

#[tokio::test]
async fn an_index_that_is_damaged_half_written_or_foreign_is_made_again() {
    for world in worlds().await {
        let (path, whole) = world.files().remove(0);
        let mut flipped = whole.clone();
        flipped[whole.len() / 2] ^= 1;
        let mut foreign = whole.clone();
        foreign[8] = 0xfe;
        for broken in [flipped, foreign, whole[..whole.len() / 3].to_vec(), Vec::new()] {
            std::fs::write(&path, broken).unwrap();
            std::fs::write(world.folder().join("0.unfinished"), b"half").unwrap();
            let recognition = world.reopened().await;
            assert_eq!(recognition.size().songs, 0, "what is broken is not believed");
            assert!(path.with_extension("damaged").exists() && !path.exists(), "it is set aside");
            recognition.reload().await.unwrap();
            assert_eq!(recognition.size(), world.recognition.size());
            assert_eq!(world.files(), [(path.clone(), whole.clone())]);
        }
    }
}

#[tokio::test]
async fn a_merge_that_is_stopped_at_any_moment_loses_no_song() {
    for world in worlds().await {
        let before = world.files();
        write_wav(&world.music.path().join("tune 4.wav"), &tune(4, 30));
        write_wav(&world.music.path().join("tune 5.wav"), &tune(5, 30));
        world.hear().await;
        let after = world.files();
        // Between writing the new part and removing the old ones all of them are there; before it, the old ones alone.
        for kept in [[before.as_slice(), &after].concat(), before.clone()] {
            for (path, _) in world.files() {
                std::fs::remove_file(path).unwrap();
            }
            for (path, bytes) in kept {
                std::fs::write(path, bytes).unwrap();
            }
            let recognition = world.reopened().await;
            assert!((3..=5).contains(&recognition.size().songs), "each song counts once");
            recognition.reload().await.unwrap();
            assert_eq!(recognition.size().songs, 5);
            let asked = recognition.size();
            assert_eq!(world.reopened().await.size(), asked);
        }
    }
}
