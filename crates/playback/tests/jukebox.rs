//! Music in the room: a real program takes the sound.

use std::fs;
use std::time::Duration;

use ids::TrackId;
use playback::jukebox::{Jukebox, JukeboxFault, JukeboxState, QUEUE_MAX, SoundProgram};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use crate::support::{Service, fixture};

/// No machine is so slow.
const PATIENCE: Duration = Duration::from_secs(60);

struct Room {
    service: Service,
    jukebox: Jukebox,
}

impl Room {
    /// A jukebox whose sound goes through a shell script.
    async fn new(script: &str) -> Self {
        let service = Service::new(4, 1 << 24, None).await;
        let path = service.folder.path().join("program.sh");
        fs::write(&path, format!("cd {}\n{script}\n", service.folder.path().display())).unwrap();
        let program = SoundProgram::parse(&format!("sh {}", path.display()));
        Self { jukebox: Jukebox::new(service.playback.clone(), program), service }
    }

    /// One that keeps what it hears in the file `heard`.
    async fn open() -> Self {
        Self::new("cat >> heard").await
    }

    /// One whose device takes no more than a pipe holds: what plays goes on playing.
    async fn slow() -> Self {
        Self::new("exec tail -f /dev/null").await
    }

    fn heard(&self) -> Vec<u8> {
        fs::read(self.service.folder.path().join("heard")).unwrap_or_default()
    }

    async fn when(&self, holds: impl Fn(&JukeboxState) -> bool) -> Result<JukeboxState, JukeboxFault> {
        tokio::time::timeout(PATIENCE, self.jukebox.look_when(holds)).await.expect("it comes to that")
    }

    fn minutes(&self, count: usize) -> Vec<TrackId> {
        (0..count).map(|_| self.service.add_minute()).collect()
    }
}

/// The sound of WAV files one behind the other, in samples.
fn samples(mut bytes: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    while bytes.len() > 44 {
        assert_eq!((&bytes[..4], &bytes[8..12]), (b"RIFF".as_slice(), b"WAVE".as_slice()));
        let data = bytes.windows(4).position(|four| four == b"data").unwrap();
        let rest = &bytes[data + 8..];
        let length = rest.windows(4).position(|four| four == b"RIFF").unwrap_or(rest.len());
        found.push(length / 2);
        bytes = &rest[length..];
    }
    found
}

#[tokio::test]
async fn a_queue_is_played_to_its_end() {
    let room = Room::open().await;
    let tracks = room.minutes(2);
    let stairs = room.service.add(&fixture("stairs.flac"), "flac", "flac", 3_000);
    room.jukebox.set(vec![tracks[0], stairs]).await.unwrap();
    assert_eq!(room.jukebox.look().unwrap().place, Some(0));
    room.jukebox.start().await.unwrap();
    let end = room.when(|state| !state.is_playing).await.unwrap();
    assert_eq!((end.place, end.position_ms), (Some(0), 0), "the next start begins again");
    let heard = samples(&room.heard());
    assert_eq!(heard.len(), 2);
    assert_eq!(heard[0], 60 * 8_000);
    let kept = fs::read_dir(room.service.folder.path().join("transcodes")).unwrap();
    assert!(
        kept.flatten().all(|file| file.metadata().unwrap().len() < 1_000_000),
        "what is not compressed is not kept"
    );
}

#[tokio::test]
async fn it_stops_where_it_is_and_goes_on_there() {
    let room = Room::slow().await;
    let tracks = room.minutes(2);
    room.jukebox.add(&tracks).await.unwrap();
    room.jukebox.skip(1, 30_000).await.unwrap();
    let state = room.when(|state| state.position_ms > 30_000).await.unwrap();
    assert_eq!((state.place, state.is_playing), (Some(1), true));
    room.jukebox.stop().await;
    let stopped = room.jukebox.look().unwrap();
    assert_eq!((stopped.place, stopped.is_playing), (Some(1), false));
    assert!((30_000..60_000).contains(&stopped.position_ms), "{stopped:?}");
    room.jukebox.start().await.unwrap();
    let state = room.jukebox.look().unwrap();
    assert!(state.is_playing && state.position_ms >= stopped.position_ms, "{state:?}");
    assert_eq!(room.jukebox.skip(2, 0).await, Err(JukeboxFault::Place(2)));
    assert!(room.jukebox.look().unwrap().is_playing, "a place that is not there stops nothing");
}

#[tokio::test]
async fn the_queue_changes_while_a_song_plays() {
    let room = Room::slow().await;
    let tracks = room.minutes(6);
    room.jukebox.set(tracks[..3].to_vec()).await.unwrap();
    room.jukebox.skip(1, 0).await.unwrap();
    let look = || room.jukebox.look().unwrap();

    room.jukebox.set(vec![tracks[4], tracks[1]]).await.unwrap();
    assert_eq!((look().place, look().is_playing), (Some(1), true), "the song goes on, at its new place");
    room.jukebox.set(tracks[3..].to_vec()).await.unwrap();
    assert_eq!((look().place, look().is_playing), (None, true), "also one that left the queue");
    room.jukebox.skip(2, 0).await.unwrap();
    room.jukebox.remove(0).await.unwrap();
    assert_eq!((look().place, look().tracks), (Some(1), tracks[4..].to_vec()));
    room.jukebox.shuffle(&mut StdRng::from_seed([7; 32])).await;
    assert_eq!((look().place, look().tracks), (Some(0), vec![tracks[5], tracks[4]]), "what plays comes first");
    room.jukebox.remove(0).await.unwrap();
    assert_eq!((look().tracks, look().is_playing), (vec![tracks[4]], true), "the next one plays");
    assert_eq!(room.jukebox.remove(1).await, Err(JukeboxFault::Place(1)));
    room.jukebox.remove(0).await.unwrap();
    assert_eq!((look().place, look().is_playing), (None, false));
    room.jukebox.start().await.unwrap();
    assert!(!look().is_playing, "there is nothing to play");
    room.jukebox.add(&tracks).await.unwrap();
    room.jukebox.clear().await;
    assert_eq!(look().tracks, Vec::new());
    assert_eq!(room.jukebox.set(vec![tracks[0]; QUEUE_MAX + 1]).await, Err(JukeboxFault::Full));
}

#[tokio::test]
async fn a_shuffle_keeps_every_song() {
    let room = Room::slow().await;
    let tracks: Vec<TrackId> = (1..=100).map(TrackId::from_i64).collect();
    room.jukebox.set(tracks.clone()).await.unwrap();
    room.jukebox.shuffle(&mut StdRng::from_seed([7; 32])).await;
    let mut mixed = room.jukebox.look().unwrap().tracks;
    assert_ne!(mixed, tracks);
    mixed.sort_unstable();
    assert_eq!(mixed, tracks);
}

#[tokio::test]
async fn the_room_becomes_quieter() {
    let loud = Room::open().await;
    let quiet = Room::open().await;
    for (room, gain) in [(&loud, 1.0), (&quiet, 0.25)] {
        room.jukebox.set(room.minutes(1)).await.unwrap();
        room.jukebox.set_gain(gain);
        room.jukebox.start().await.unwrap();
        room.when(|state| !state.is_playing).await.unwrap();
    }
    let peak = |bytes: &[u8]| {
        bytes[44..].chunks_exact(2).map(|two| i16::from_le_bytes([two[0], two[1]]).unsigned_abs()).max().unwrap()
    };
    let (loud, quiet) = (peak(&loud.heard()), peak(&quiet.heard()));
    assert!(loud > 15_000 && (i32::from(loud) / 4 - i32::from(quiet)).abs() <= 1, "{loud} {quiet}");
}

#[tokio::test]
async fn a_song_that_cannot_be_played_is_passed_over() {
    let room = Room::open().await;
    let broken = room.service.add_bytes("broken.flac", b"no music");
    let tracks = room.minutes(1);
    room.jukebox.set(vec![broken, TrackId::from_i64(999), tracks[0], broken]).await.unwrap();
    room.jukebox.start().await.unwrap();
    room.when(|state| !state.is_playing).await.unwrap();
    assert_eq!(samples(&room.heard()), [60 * 8_000]);
    room.jukebox.set(vec![broken]).await.unwrap();
    assert_eq!(room.jukebox.start().await, Err(JukeboxFault::Nothing));
}

#[tokio::test]
async fn a_jukebox_that_cannot_play_says_why() {
    let silent = Service::new(1, 0, None).await;
    let track = silent.add_minute();
    assert_eq!(SoundProgram::parse("  "), None);
    let is_found = |command: &str| SoundProgram::parse(command).unwrap().is_found();
    assert!(is_found("sh -c true") && is_found("/bin/sh") && !is_found("no-such-program") && !is_found("/bin"));
    let none = Jukebox::new(silent.playback.clone(), None);
    assert_eq!((none.look().err(), none.start().await), (Some(JukeboxFault::None), Err(JukeboxFault::None)));
    let missing = Jukebox::new(silent.playback.clone(), SoundProgram::parse("/no/such/program -q"));
    missing.set(vec![track]).await.unwrap();
    let Err(JukeboxFault::Program { program, .. }) = missing.start().await else { panic!("it plays") };
    assert_eq!(program, "/no/such/program -q");

    let failing = Room::new("exit 3").await;
    failing.jukebox.set(failing.minutes(1)).await.unwrap();
    failing.jukebox.start().await.unwrap();
    let Err(JukeboxFault::Program { reason, .. }) = failing.when(|state| !state.is_playing).await else {
        panic!("it plays");
    };
    assert!(reason.contains('3'), "{reason}");
    assert!(!failing.jukebox.look().unwrap().is_playing, "that is told once");
}
