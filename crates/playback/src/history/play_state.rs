//! Where a listener stopped: a queue, the place in it, and how it goes on.

use ids::TrackId;
use serde::{Deserialize, Serialize};
use units::Timestamp;

/// Tracks of a queue that are kept; a longer queue keeps those around its place.
pub const QUEUE_MAX: usize = 2_000;

/// What follows the last track.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RepeatMode {
    /// Silence.
    #[default]
    Off,
    /// The first track.
    All,
    /// The same track again.
    One,
}

impl RepeatMode {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::All => "all",
            Self::One => "one",
        }
    }

    pub(crate) fn named(name: &str) -> Self {
        [Self::All, Self::One].into_iter().find(|mode| mode.name() == name).unwrap_or_default()
    }
}

/// A queue and the place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    pub(crate) tracks: Vec<TrackId>,
    pub(crate) index: u32,
    pub(crate) position_ms: i64,
    pub(crate) repeat: RepeatMode,
    pub(crate) shuffle: bool,
}

/// Which part of what was sent is no play state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAPlayState {
    /// More than [`QUEUE_MAX`] tracks.
    Tracks,
    /// A place outside the queue.
    Index,
    /// A position before the beginning.
    PositionMs,
}

impl Queue {
    /// A queue, if its place lies inside it.
    ///
    /// # Errors
    /// Which part does not fit.
    pub fn parse(
        tracks: Vec<TrackId>,
        index: u32,
        position_ms: i64,
        repeat: RepeatMode,
        shuffle: bool,
    ) -> Result<Self, NotAPlayState> {
        if tracks.len() > QUEUE_MAX {
            return Err(NotAPlayState::Tracks);
        }
        if index as usize >= tracks.len().max(1) {
            return Err(NotAPlayState::Index);
        }
        if position_ms < 0 {
            return Err(NotAPlayState::PositionMs);
        }
        Ok(Self { tracks, index, position_ms, repeat, shuffle })
    }

    /// The tracks, in order.
    #[must_use]
    pub fn tracks(&self) -> &[TrackId] {
        &self.tracks
    }

    /// The place in the queue, from 0.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The position in the track at that place, in milliseconds.
    #[must_use]
    pub fn position_ms(&self) -> i64 {
        self.position_ms
    }

    /// What follows the last track.
    #[must_use]
    pub fn repeat(&self) -> RepeatMode {
        self.repeat
    }

    /// Whether the order is shuffled.
    #[must_use]
    pub fn is_shuffled(&self) -> bool {
        self.shuffle
    }
}

/// Where a listener stopped, when, and on which device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayState {
    /// The queue and the place in it.
    pub queue: Queue,
    /// When it was kept.
    pub updated_at: Timestamp,
    /// The device it was kept by, as its owner named it.
    pub device_name: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::{NotAPlayState, QUEUE_MAX, Queue, RepeatMode};
    use ids::TrackId;

    fn check(tracks: usize, index: u32, position_ms: i64, expected: Result<(), NotAPlayState>) {
        let tracks = vec![TrackId::from_i64(1); tracks];
        let queue = Queue::parse(tracks, index, position_ms, RepeatMode::Off, false);
        assert_eq!(queue.map(|_| ()), expected);
    }

    #[test]
    fn the_place_lies_in_the_queue() {
        check(3, 2, 0, Ok(()));
        check(3, 3, 0, Err(NotAPlayState::Index));
        check(0, 0, 0, Ok(()));
        check(0, 1, 0, Err(NotAPlayState::Index));
        check(1, 0, -1, Err(NotAPlayState::PositionMs));
        check(QUEUE_MAX, 0, 0, Ok(()));
        check(QUEUE_MAX + 1, 0, 0, Err(NotAPlayState::Tracks));
    }

    #[test]
    fn modes_keep_their_names() {
        for mode in [RepeatMode::Off, RepeatMode::All, RepeatMode::One] {
            assert_eq!(RepeatMode::named(mode.name()), mode);
        }
    }
}
