//! Whose tokens were just shown: a page asks for dozens of things at once, and each asks who it is.
//!
//! An answer of the database is remembered for a second, and no longer than the database stays as it was: one commit,
//! whatever it changed, and nothing is remembered any more. So whoever signs a device out, suspends an account or closes
//! it is heeded by the next request. Where other nodes write too nothing is remembered: `Db::commits`.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use units::{Millis, Timestamp};

use crate::store::sessions::Found;

/// How long an answer is good for, should somebody change the file behind the service's back.
const GOOD_FOR: Millis = Millis::seconds(1);
/// Tokens that are remembered; when there are more, all are forgotten.
const TOKENS_MAX: usize = 10_000;

/// The sessions behind tokens that were just shown, by the digests of the tokens.
#[derive(Debug, Default)]
pub(crate) struct Remembered(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The commit as of which this was read.
    commits: u64,
    found: HashMap<String, (Timestamp, Found)>,
}

impl Remembered {
    /// The session behind a token, if it was read after that many commits and within the last second.
    pub(crate) fn get(&self, commits: u64, token_hash: &str, now: Timestamp) -> Option<Found> {
        let state = self.as_of(commits);
        let (read_at, found) = state.found.get(token_hash)?;
        // A clock that was set back makes nothing last longer.
        (*read_at <= now && now < *read_at + GOOD_FOR).then(|| found.clone())
    }

    /// Remembers what was read when there had been that many commits before the reading began.
    pub(crate) fn keep(&self, commits: u64, token_hash: String, found: &Found, now: Timestamp) {
        let mut state = self.as_of(commits);
        // What was read before a later commit is not to be trusted.
        if state.commits != commits {
            return;
        }
        if state.found.len() >= TOKENS_MAX {
            state.found.clear();
        }
        state.found.insert(token_hash, (now, found.clone()));
    }

    /// What is remembered, without what a later commit may have changed.
    fn as_of(&self, commits: u64) -> MutexGuard<'_, State> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.commits < commits {
            state.commits = commits;
            state.found.clear();
        }
        state
    }
}

#[cfg(test)]
mod tests {
    use ids::{SessionId, SubjectId};

    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);

    fn found(number: i64) -> Found {
        Found {
            id: SessionId::from_i64(number),
            subject: SubjectId::from_i64(number),
            device_name: "Firefox".to_owned(),
            created_at: NOON,
            last_used_at: NOON,
            proved_at: NOON,
            roles: Vec::new(),
            accepted: true,
        }
    }

    fn remembers(remembered: &Remembered, commits: u64, now: Timestamp) -> bool {
        remembered.get(commits, "digest", now).is_some()
    }

    #[test]
    fn a_token_is_known_for_a_second() {
        let remembered = Remembered::default();
        remembered.keep(7, "digest".to_owned(), &found(1), NOON);
        assert_eq!(remembered.get(7, "digest", NOON).map(|found| found.id), Some(SessionId::from_i64(1)));
        assert!(remembered.get(7, "another", NOON).is_none());
        assert!(remembers(&remembered, 7, NOON + Millis(999)));
        assert!(!remembers(&remembered, 7, NOON + Millis(1_000)));
        assert!(!remembers(&remembered, 7, NOON - Millis(1)), "a clock that was set back");
    }

    #[test]
    fn one_commit_and_nothing_is_known_any_more() {
        let remembered = Remembered::default();
        remembered.keep(7, "digest".to_owned(), &found(1), NOON);
        assert!(!remembers(&remembered, 8, NOON));
        assert!(!remembers(&remembered, 7, NOON), "and it does not come back");
    }

    /// Somebody reads, somebody else commits and looks, and only then the first one wants to remember.
    #[test]
    fn what_was_read_before_a_commit_is_not_kept_after_it() {
        let remembered = Remembered::default();
        assert!(!remembers(&remembered, 8, NOON));
        remembered.keep(7, "digest".to_owned(), &found(1), NOON);
        assert!(!remembers(&remembered, 8, NOON) && !remembers(&remembered, 7, NOON));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let remembered = Remembered::default();
        for number in 0..=TOKENS_MAX {
            remembered.keep(7, number.to_string(), &found(1), NOON);
        }
        assert_eq!(remembered.0.lock().unwrap_or_else(PoisonError::into_inner).found.len(), 1);
    }
}
