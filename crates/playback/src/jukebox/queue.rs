//! The queue, and which song of it plays.

use ids::TrackId;
use tokio::task::AbortHandle;

use super::JukeboxFault;

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) tracks: Vec<TrackId>,
    pub(super) place: Option<usize>,
    /// Where the song stands when it does not play.
    pub(super) rests_at_ms: u64,
    pub(super) playing: Option<Playing>,
    /// Why it stopped by itself.
    pub(super) fault: Option<JukeboxFault>,
    /// How many songs began; by it a song that ended knows whether another one has taken its place.
    pub(super) songs_begun: u64,
}

#[derive(Debug)]
pub(super) struct Playing {
    pub(super) number: u64,
    pub(super) track: TrackId,
    pub(super) position_ms: u64,
    pub(super) task: AbortHandle,
}

impl State {
    pub(super) fn is_playing(&self, number: u64) -> bool {
        self.playing.as_ref().is_some_and(|playing| playing.number == number)
    }

    pub(super) fn reached(&mut self, number: u64, position_ms: u64) {
        if let Some(playing) = self.playing.as_mut().filter(|playing| playing.number == number) {
            playing.position_ms = position_ms;
        }
    }

    /// Ends what plays, and remembers where.
    pub(super) fn rest(&mut self) {
        if let Some(playing) = self.playing.take() {
            playing.task.abort();
            self.rests_at_ms = playing.position_ms;
        }
    }

    pub(super) fn replace(&mut self, tracks: Vec<TrackId>) {
        self.place = match &self.playing {
            Some(playing) => tracks.iter().position(|track| *track == playing.track),
            None => Some(0).filter(|_| !tracks.is_empty()),
        };
        if self.playing.is_none() {
            self.rests_at_ms = 0;
        }
        self.tracks = tracks;
    }
}
