//! Places for transcodes under way: so many in all, so many for one listener.
//!
//! A listener who skips through songs leaves streams behind that nobody hears, and which end only when the network notices.
//! So their newest stream takes the place of their own oldest, and never that of somebody else.

use std::hash::{BuildHasher as _, Hash, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::sync::Notify;

use super::body::Idle;
use super::error::TranscodeError;

/// Somebody who listens, known apart from others while the process runs and by nothing that leads back to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Listener(u64);

/// Tells listeners apart; its secret is drawn anew with each process.
#[derive(Clone, Debug, Default)]
pub struct Listeners(RandomState);

impl Listeners {
    /// The listener known by `who`, such as a member's id or an address.
    pub fn listener(&self, who: &impl Hash) -> Listener {
        Listener(self.0.hash_one(who))
    }
}

#[derive(Debug)]
struct Taken {
    number: u64,
    listener: Option<Listener>,
    idle: Weak<Idle>,
}

#[derive(Debug, Default)]
struct State {
    /// The oldest first.
    taken: Vec<Taken>,
    next: u64,
}

/// All places.
#[derive(Debug)]
pub(super) struct Places {
    running_max: usize,
    per_listener_max: usize,
    state: Mutex<State>,
    freed: Notify,
}

impl Places {
    pub(super) fn new(running_max: usize, per_listener_max: usize) -> Self {
        let (state, freed) = (Mutex::default(), Notify::new());
        Self { running_max, per_listener_max: per_listener_max.max(1), state, freed }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Transcodes under way.
    pub(super) fn running(&self) -> usize {
        self.state().taken.len()
    }

    /// Takes a place, from the same listener's oldest stream where there is no other.
    ///
    /// # Errors
    /// [`TranscodeError::Busy`] when all places are taken by others.
    pub(super) fn take(
        self: &Arc<Self>,
        listener: Option<Listener>,
        idle: &Arc<Idle>,
    ) -> Result<Place, TranscodeError> {
        let mut state = self.state();
        let own = || state.taken.iter().filter(|taken| taken.listener.is_some() && taken.listener == listener);
        let (of_listener, is_full) = (own().count(), state.taken.len() >= self.running_max);
        let oldest = own().next().map(|taken| taken.number);
        let mut left = None;
        if of_listener >= self.per_listener_max || is_full {
            match oldest.and_then(|oldest| state.taken.iter().position(|taken| taken.number == oldest)) {
                Some(index) => left = Some(state.taken.remove(index)),
                None if is_full => return Err(TranscodeError::Busy),
                None => {}
            }
        }
        let number = state.next;
        state.next += 1;
        state.taken.push(Taken { number, listener, idle: Arc::downgrade(idle) });
        drop(state);
        // Outside the lock: it may end a child process.
        if let Some(idle) = left.and_then(|taken| taken.idle.upgrade()) {
            idle.end();
        }
        Ok(Place { places: Arc::clone(self), number })
    }

    /// Waits until a place is free, without taking it.
    pub(super) async fn free(&self) {
        loop {
            let freed = self.freed.notified();
            if self.running() < self.running_max {
                return;
            }
            freed.await;
        }
    }
}

/// A place taken; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    places: Arc<Places>,
    number: u64,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.state().taken.retain(|taken| taken.number != self.number);
        self.places.freed.notify_waiters();
    }
}
