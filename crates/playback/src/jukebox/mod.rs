//! The jukebox: the server itself plays, through a program beside it that has the sound device.
//!
//! Everybody who may use it shares one queue. It is kept in memory alone: a restart empties it, and nothing tells who
//! chose what.
//!
//! Invariants
//! - At most one song sounds at a time, and its program ends with it.
//! - A song that cannot be played is passed over; a program that fails stops the jukebox, which says why.

mod program;
mod queue;
mod wave;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::{Body, BodyDataStream};
use futures_util::StreamExt as _;
use http_api::Problem;
use ids::TrackId;
use rand::seq::SliceRandom as _;
use tokio::io::AsyncWriteExt as _;
use tokio::process::{Child, ChildStdin};

use crate::Playback;
use crate::media::Codec;
use crate::plan::{SoundLimits, Target, engine_for};
use crate::problems::Refused;
use crate::transcode::{TrackTags, TranscodeRequest};
pub use program::{JukeboxFault, SoundProgram};
use queue::{Playing, State};
use wave::{Header, Loudness};

/// Tracks in the queue at most.
pub const QUEUE_MAX: usize = 10_000;
/// Bytes handed to the program at a time: a tenth of a second of music on a compact disc, by which the position is told.
const STEP_BYTES: usize = 16 * 1024;

/// How the jukebox stands.
#[derive(Clone, Debug, PartialEq)]
pub struct JukeboxState {
    /// The queue.
    pub tracks: Vec<TrackId>,
    /// The place in it of the song that plays, or that would; absent when it is empty, and while a song sounds that is
    /// no longer in the queue.
    pub place: Option<usize>,
    /// Whether it plays.
    pub is_playing: bool,
    /// How loud, from 0 to 1; amplitudes are multiplied by it.
    pub gain: f32,
    /// How far into the song, in milliseconds: what the program has taken, which is some tenths of a second ahead of
    /// what sounds.
    pub position_ms: u64,
}

/// The jukebox; clones are the same one.
#[derive(Clone, Debug)]
pub struct Jukebox(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    playback: Playback,
    program: Option<SoundProgram>,
    /// One command at a time: two that start a song would start two.
    commands: tokio::sync::Mutex<()>,
    state: Mutex<State>,
    loudness: Loudness,
    /// Told of whatever changes by itself while it plays.
    moved: tokio::sync::watch::Sender<()>,
}

/// A song whose program waits for its sound.
struct Song {
    child: Child,
    input: ChildStdin,
    body: BodyDataStream,
    start_ms: u64,
}

impl Jukebox {
    /// A jukebox that is silent until somebody starts it.
    #[must_use]
    pub fn new(playback: Playback, program: Option<SoundProgram>) -> Self {
        let (commands, state) = (tokio::sync::Mutex::default(), Mutex::default());
        Self(Arc::new(Inner {
            playback,
            program,
            commands,
            state,
            loudness: Loudness::default(),
            moved: Default::default(),
        }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there is one here.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.0.program.is_some()
    }

    /// How it stands.
    ///
    /// # Errors
    /// [`JukeboxFault::None`], and why it stopped by itself; the latter is told once.
    pub fn look(&self) -> Result<JukeboxState, JukeboxFault> {
        if !self.is_there() {
            return Err(JukeboxFault::None);
        }
        let mut state = self.state();
        if let Some(fault) = state.fault.take() {
            return Err(fault);
        }
        Ok(JukeboxState {
            tracks: state.tracks.clone(),
            place: state.place,
            is_playing: state.playing.is_some(),
            gain: self.0.loudness.gain(),
            position_ms: state.playing.as_ref().map_or(state.rests_at_ms, |playing| playing.position_ms),
        })
    }

    /// Waits until it stands as `holds` wants it: for whoever shows it.
    ///
    /// # Errors
    /// As [`Jukebox::look`].
    pub async fn look_when(&self, holds: impl Fn(&JukeboxState) -> bool) -> Result<JukeboxState, JukeboxFault> {
        let mut moved = self.0.moved.subscribe();
        loop {
            let state = self.look()?;
            // The sender lives as long as `self`.
            if holds(&state) || moved.changed().await.is_err() {
                return Ok(state);
            }
        }
    }

    /// Plays from where it stands, or goes on.
    ///
    /// # Errors
    /// When there is none here, its program does not start, or no song can be played.
    pub async fn start(&self) -> Result<(), JukeboxFault> {
        let _one = self.0.commands.lock().await;
        let (place, start_ms) = {
            let state = self.state();
            if state.playing.is_some() || state.tracks.is_empty() {
                return self.0.program.as_ref().map(drop).ok_or(JukeboxFault::None);
            }
            (state.place.unwrap_or(0), state.rests_at_ms)
        };
        self.begin(place, start_ms).await
    }

    /// Stops where it is.
    pub async fn stop(&self) {
        let _one = self.0.commands.lock().await;
        self.state().rest();
    }

    /// Plays another song of the queue, from `start_ms` on.
    ///
    /// # Errors
    /// [`JukeboxFault::Place`], and those of [`Jukebox::start`].
    pub async fn skip(&self, place: usize, start_ms: u64) -> Result<(), JukeboxFault> {
        let _one = self.0.commands.lock().await;
        if place >= self.state().tracks.len() {
            return Err(JukeboxFault::Place(place));
        }
        self.begin(place, start_ms).await
    }

    /// Puts songs in the place of the queue; the song that plays goes on.
    ///
    /// # Errors
    /// [`JukeboxFault::Full`].
    pub async fn set(&self, tracks: Vec<TrackId>) -> Result<(), JukeboxFault> {
        let _one = self.0.commands.lock().await;
        if tracks.len() > QUEUE_MAX {
            return Err(JukeboxFault::Full);
        }
        self.state().replace(tracks);
        Ok(())
    }

    /// Puts songs behind the others.
    ///
    /// # Errors
    /// [`JukeboxFault::Full`].
    pub async fn add(&self, tracks: &[TrackId]) -> Result<(), JukeboxFault> {
        let _one = self.0.commands.lock().await;
        let mut state = self.state();
        if state.tracks.len() + tracks.len() > QUEUE_MAX {
            return Err(JukeboxFault::Full);
        }
        state.tracks.extend_from_slice(tracks);
        if state.playing.is_none() {
            state.place = state.place.or(Some(0)).filter(|_| !state.tracks.is_empty());
        }
        Ok(())
    }

    /// Stops and empties the queue.
    pub async fn clear(&self) {
        let _one = self.0.commands.lock().await;
        let mut state = self.state();
        state.rest();
        (state.tracks, state.place, state.rests_at_ms) = (Vec::new(), None, 0);
    }

    /// Takes a song out of the queue; when it is the one that plays, the next one does.
    ///
    /// # Errors
    /// [`JukeboxFault::Place`], and those of [`Jukebox::start`].
    pub async fn remove(&self, place: usize) -> Result<(), JukeboxFault> {
        let _one = self.0.commands.lock().await;
        let goes_on = {
            let mut state = self.state();
            if place >= state.tracks.len() {
                return Err(JukeboxFault::Place(place));
            }
            let was_playing = state.playing.is_some();
            if state.place == Some(place) {
                state.rest();
                state.rests_at_ms = 0;
            }
            state.tracks.remove(place);
            state.place = state.place.map(|at| if at > place { at - 1 } else { at });
            let is_beyond = state.place.is_some_and(|at| at >= state.tracks.len());
            if is_beyond {
                state.place = Some(0).filter(|_| !state.tracks.is_empty());
            }
            state.place.filter(|_| was_playing && state.playing.is_none() && !is_beyond)
        };
        match goes_on {
            Some(place) => self.begin(place, 0).await,
            None => Ok(()),
        }
    }

    /// Mixes the queue; the song that plays goes on, and comes first.
    pub async fn shuffle(&self, random: &mut impl rand::Rng) {
        let _one = self.0.commands.lock().await;
        let mut state = self.state();
        let mut tracks = std::mem::take(&mut state.tracks);
        let first = state.playing.is_some().then_some(state.place).flatten();
        if let Some(place) = first {
            tracks.swap(0, place);
        }
        let rest = usize::from(first.is_some()).min(tracks.len());
        tracks[rest..].shuffle(random);
        state.place = state.place.map(|_| 0);
        if state.playing.is_none() {
            state.rests_at_ms = 0;
        }
        state.tracks = tracks;
    }

    /// Sets how loud it is, from 0 to 1; what is beyond is cut.
    pub fn set_gain(&self, gain: f32) {
        self.0.loudness.set(gain);
    }

    /// Ends what plays, and plays the first song from `place` on that can be played.
    async fn begin(&self, place: usize, start_ms: u64) -> Result<(), JukeboxFault> {
        let program = self.0.program.as_ref().ok_or(JukeboxFault::None)?;
        {
            let mut state = self.state();
            state.rest();
            (state.place, state.rests_at_ms, state.fault) = (Some(place), start_ms, None);
        }
        let (place, song) = self.next_song(program, place, start_ms).await?;
        let position_ms = song.start_ms;
        let mut state = self.state();
        let Some(track) = state.tracks.get(place).copied() else { return Err(JukeboxFault::Place(place)) };
        state.songs_begun += 1;
        let number = state.songs_begun;
        let task = tokio::spawn(self.clone().play_on(song, number)).abort_handle();
        state.place = Some(place);
        state.playing = Some(Playing { number, track, position_ms, task });
        Ok(())
    }

    /// Opens the first song from `place` on that can be played.
    async fn next_song(
        &self,
        program: &SoundProgram,
        place: usize,
        start_ms: u64,
    ) -> Result<(usize, Song), JukeboxFault> {
        let tracks = self.state().tracks.clone();
        for (at, track) in tracks.iter().enumerate().skip(place) {
            let start_ms = if at == place { start_ms } else { 0 };
            match self.sound_of(*track, start_ms).await {
                Ok(body) => {
                    let (child, input) = program.start()?;
                    return Ok((at, Song { child, input, body, start_ms }));
                }
                Err(problem) => tracing::info!(code = problem.code(), "jukebox.song_passed_over"),
            }
        }
        Err(JukeboxFault::Nothing)
    }

    /// A song as WAV with 16 bits a sample, which every sound device takes.
    async fn sound_of(&self, track: TrackId, start_ms: u64) -> Result<BodyDataStream, Problem> {
        let playback = &self.0.playback;
        let source = playback.source(track).await?;
        if start_ms > 0 && source.duration_ms > 0 && start_ms >= source.duration_ms {
            return Err(Problem::new(&crate::codes::RANGE));
        }
        let engine = engine_for(source.facts.codec, Codec::Pcm, playback.transcoder().abilities())
            .ok_or(Refused::NothingToPlay)?;
        let limits = SoundLimits { bits_max: Some(16), ..SoundLimits::default() };
        let target = Target { limits, ..Target::new(Codec::Pcm, 0, engine) };
        let identity = playback.files.open(&source.path).await.map_err(Refused::File)?.identity();
        let (path, tags) = (&source.path, TrackTags::default());
        // The jukebox is a listener of its own, known by nobody's name.
        let listener = Some(playback.listener(&"jukebox"));
        let request = TranscodeRequest { path, identity, target, start_ms, tags: &tags, listener };
        let body = playback.transcoder().start_once(&request).await.map_err(Refused::Transcode)?;
        Ok(Body::new(body).into_data_stream())
    }

    /// Plays a song, and the others after it.
    async fn play_on(self, song: Song, mut number: u64) {
        let mut song = song;
        loop {
            if let Err(fault) = self.play_through(song, number).await {
                self.stop_by_itself(number, Some(fault));
                return;
            }
            let Some(program) = &self.0.program else { return };
            let _one = self.0.commands.lock().await;
            let next = {
                let state = self.state();
                // A song that is no longer in the queue is followed by the first that is.
                let next = state.place.map_or(0, |place| place + 1);
                (state.is_playing(number) && next < state.tracks.len()).then_some(next)
            };
            let Some(next) = next else { return self.stop_by_itself(number, None) };
            match self.next_song(program, next, 0).await {
                Ok((place, next)) => {
                    let mut state = self.state();
                    let Some(track) = state.tracks.get(place).copied().filter(|_| state.is_playing(number)) else {
                        return;
                    };
                    state.songs_begun += 1;
                    number = state.songs_begun;
                    state.place = Some(place);
                    if let Some(playing) = &mut state.playing {
                        (playing.number, playing.track, playing.position_ms) = (number, track, 0);
                    }
                    song = next;
                    drop(state);
                    self.0.moved.send_replace(());
                }
                Err(JukeboxFault::Nothing) => return self.stop_by_itself(number, None),
                Err(fault) => return self.stop_by_itself(number, Some(fault)),
            }
        }
    }

    /// Hands a song to its program and waits until that has played it.
    async fn play_through(&self, song: Song, number: u64) -> Result<(), JukeboxFault> {
        let Song { mut child, mut input, mut body, start_ms } = song;
        let fault = |reason: String| JukeboxFault::Program {
            program: self.0.program.as_ref().map(ToString::to_string).unwrap_or_default(),
            reason,
        };
        let mut header = Header::default();
        while let Some(bytes) = body.next().await {
            let Ok(bytes) = bytes else {
                // Damage in the middle of a file ends the song, and not the evening.
                break;
            };
            for step in bytes.chunks(STEP_BYTES) {
                let sound = header.pass(step, &self.0.loudness);
                if let Err(error) = input.write_all(&sound).await {
                    let ended = child.wait().await.map(|status| status.to_string());
                    return Err(fault(ended.unwrap_or_else(|_| error.to_string())));
                }
                self.state().reached(number, start_ms + header.played_ms());
                self.0.moved.send_replace(());
            }
        }
        drop(input);
        match child.wait().await {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(fault(status.to_string())),
            Err(error) => Err(fault(error.to_string())),
        }
    }

    /// The end of the queue, or of the program; the next start begins with the first song, or the one that failed.
    fn stop_by_itself(&self, number: u64, fault: Option<JukeboxFault>) {
        let mut state = self.state();
        if !state.is_playing(number) {
            return;
        }
        state.playing = None;
        state.rests_at_ms = 0;
        if let Some(fault) = &fault {
            tracing::warn!(error = fault as &dyn std::error::Error, "jukebox.stopped");
        } else {
            state.place = Some(0).filter(|_| !state.tracks.is_empty());
        }
        state.fault = fault;
        drop(state);
        self.0.moved.send_replace(());
    }
}
