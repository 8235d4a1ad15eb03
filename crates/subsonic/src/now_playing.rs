//! What members say they are playing: in memory only, under the same consent as the history.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use ids::{SubjectId, TrackId};
use units::{Millis, Timestamp};

/// What somebody plays is forgotten after this long without another report.
const PLAYING_FOR: Millis = Millis::hours(12);
/// Members whose playing is remembered at most; beyond it the old reports go.
const PLAYING_MAX: usize = 10_000;
/// What a report may be ahead of the server's clock: networks are not even.
const SLACK: Millis = Millis::seconds(5);

/// What a player does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Starting,
    Playing,
    Paused,
    Stopped,
}

impl State {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Playing => "playing",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
        }
    }
}

impl std::str::FromStr for State {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        let all = [Self::Starting, Self::Playing, Self::Paused, Self::Stopped];
        all.into_iter().find(|state| state.as_str() == word).ok_or(())
    }
}

/// Where a player is in a song.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) state: State,
    pub(crate) position: Millis,
    /// How much faster than usual it plays, above 0.
    pub(crate) rate: f64,
}

/// What somebody plays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Playing {
    pub(crate) track: TrackId,
    pub(crate) began_at: Timestamp,
    pub(crate) reported_at: Timestamp,
    /// Unknown of players that tell no more than what they play.
    pub(crate) place: Option<Place>,
    /// How much of the song was heard, pauses and jumps left out.
    pub(crate) heard: Millis,
    /// Whether this playing is in the history already.
    pub(crate) is_recorded: bool,
}

impl Playing {
    /// A song that just began, as far as anybody said.
    pub(crate) fn begun(track: TrackId, now: Timestamp) -> Self {
        Self { track, began_at: now, reported_at: now, place: None, heard: Millis(0), is_recorded: false }
    }

    /// What follows of a report. Between two reports no more was heard than time passed at the rate told,
    /// so that a jump ahead counts for nothing; and no less than nothing, when it went back.
    pub(crate) fn after(before: Option<Self>, track: TrackId, place: Place, now: Timestamp) -> Self {
        let same = before.filter(|before| {
            let is_new = place.state == State::Starting || before.place.is_some_and(|at| at.state == State::Stopped);
            before.track == track && !is_new
        });
        let mut playing = same.unwrap_or_else(|| Self::begun(track, now));
        if let Some(Place { state: State::Playing | State::Starting, position, rate }) = playing.place {
            let passed = now.since(playing.reported_at).0.saturating_add(SLACK.0);
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                reason = "a float is cut at the ends"
            )]
            let heard_max = (passed as f64 * rate) as i64;
            let heard = place.position.0.saturating_sub(position.0);
            if heard <= heard_max {
                playing.heard = Millis(playing.heard.0.saturating_add(heard.max(0)));
            }
        }
        Self { reported_at: now, place: Some(place), ..playing }
    }

    /// Where the player should be by now; nothing of one that did not say.
    pub(crate) fn position(&self, now: Timestamp) -> Option<Millis> {
        let place = self.place?;
        if place.state != State::Playing {
            return Some(place.position);
        }
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a float is cut at the ends")]
        let passed = (now.since(self.reported_at).0 as f64 * place.rate) as i64;
        Some(Millis(place.position.0.saturating_add(passed)))
    }
}

/// What members play, each the latest.
#[derive(Debug, Default)]
pub(crate) struct NowPlaying(Mutex<HashMap<SubjectId, Playing>>);

impl NowPlaying {
    pub(crate) fn put(&self, subject: SubjectId, playing: Playing) {
        let now = playing.reported_at;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= PLAYING_MAX && !all.contains_key(&subject) {
            all.retain(|_, playing| now.since(playing.reported_at) < PLAYING_FOR);
            if all.len() >= PLAYING_MAX {
                all.clear();
            }
        }
        all.insert(subject, playing);
    }

    pub(crate) fn get(&self, subject: SubjectId, now: Timestamp) -> Option<Playing> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&subject).copied().filter(|playing| now.since(playing.reported_at) < PLAYING_FOR)
    }

    pub(crate) fn forget(&self, subject: SubjectId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&subject);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);

    fn place(state: State, seconds: i64) -> Place {
        Place { state, position: Millis::seconds(seconds), rate: 1.0 }
    }

    fn heard(reports: &[(i64, State, i64)]) -> Millis {
        let track = TrackId::from_i64(1);
        let playing = reports.iter().fold(None, |before, (at, state, position)| {
            Some(Playing::after(before, track, place(*state, *position), NOW + Millis::seconds(*at)))
        });
        playing.map_or(Millis(0), |playing| playing.heard)
    }

    #[test]
    fn what_was_heard_leaves_out_pauses_and_jumps() {
        use State::{Paused, Playing, Starting};
        let through = [(0, Starting, 0), (60, Playing, 60), (90, Paused, 90), (500, Playing, 90), (520, Playing, 110)];
        assert_eq!(heard(&through), Millis::seconds(110));
        assert_eq!(heard(&[(0, Starting, 0), (1, Playing, 200)]), Millis(0), "a jump is not heard");
        assert_eq!(heard(&[(0, Starting, 0), (60, Playing, 60), (61, Playing, 5)]), Millis::seconds(60));
        assert_eq!(heard(&[(0, Starting, 0), (60, Playing, 60), (61, Starting, 0)]), Millis(0), "it began again");
    }

    #[test]
    fn a_player_moves_on_while_it_plays() {
        let playing = Playing::after(None, TrackId::from_i64(1), place(State::Playing, 10), NOW);
        assert_eq!(playing.position(NOW + Millis::seconds(5)), Some(Millis::seconds(15)));
        let paused = Playing::after(None, TrackId::from_i64(1), place(State::Paused, 10), NOW);
        assert_eq!(paused.position(NOW + Millis::seconds(5)), Some(Millis::seconds(10)));
    }
}
