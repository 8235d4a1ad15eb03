//! What the submissions of a link and its driver have in common.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use tokio::sync::{Semaphore, SemaphorePermit, oneshot, watch};
use tokio::time::{Instant, sleep_until};

use super::{Ended, Error};
use crate::pdu::SubmitResp;

#[derive(Debug)]
pub(super) struct Shared {
    sequence: AtomicU32,
    reference: AtomicU8,
    window: Semaphore,
    /// Submissions without an answer, by their sequence.
    waiting: Mutex<HashMap<u32, oneshot::Sender<SubmitResp>>>,
    /// Until when the gateway wants to be left alone.
    resumes_at: Mutex<Option<Instant>>,
    ended: watch::Sender<Option<Ended>>,
}

impl Shared {
    pub(super) fn new(sequence: u32, reference: u8, window: usize) -> Self {
        Self {
            sequence: AtomicU32::new(sequence),
            reference: AtomicU8::new(reference),
            window: Semaphore::new(window.clamp(1, Semaphore::MAX_PERMITS)),
            waiting: Mutex::default(),
            resumes_at: Mutex::default(),
            ended: watch::Sender::new(None),
        }
    }

    pub(super) fn next_sequence(&self) -> u32 {
        self.sequence.fetch_add(1, Ordering::Relaxed)
    }

    pub(super) fn next_reference(&self) -> u8 {
        self.reference.fetch_add(1, Ordering::Relaxed)
    }

    /// Waits for a place in the window, and until the gateway wants to hear something.
    pub(super) async fn enter(&self) -> Result<SemaphorePermit<'_>, Error> {
        let Ok(permit) = self.window.acquire().await else { return Err(Error::Closed(self.ended())) };
        loop {
            let resumes_at = *lock(&self.resumes_at);
            match resumes_at {
                Some(at) if at > Instant::now() => {
                    let mut ended = self.ended.subscribe();
                    tokio::select! {
                        () = sleep_until(at) => {}
                        // The channel lives as long as this does.
                        _ = ended.wait_for(Option::is_some) => return Err(Error::Closed(self.ended())),
                    }
                }
                _ => return Ok(permit),
            }
        }
    }

    pub(super) fn pause_until(&self, at: Instant) {
        let mut resumes_at = lock(&self.resumes_at);
        *resumes_at = (*resumes_at).max(Some(at));
    }

    /// A new sequence, and the answer to whatever is sent with it.
    pub(super) fn expect_answer(&self) -> Result<(u32, Answer<'_>), Error> {
        let sequence = self.next_sequence();
        let (sender, receiver) = oneshot::channel();
        let mut waiting = lock(&self.waiting);
        // Looked at under the lock: whoever ends the link empties the list after this, or has ended it before.
        if let Some(ended) = *self.ended.borrow() {
            return Err(Error::Closed(ended));
        }
        waiting.insert(sequence, sender);
        Ok((sequence, Answer { shared: self, sequence, receiver }))
    }

    /// Hands an answer to whoever waits for it; `false` when nobody does.
    pub(super) fn answer(&self, sequence: u32, response: SubmitResp) -> bool {
        let sender = lock(&self.waiting).remove(&sequence);
        sender.is_some_and(|sender| sender.send(response).is_ok())
    }

    /// Ends the link for all submissions, unless it has ended before.
    pub(super) fn end(&self, ended: Ended) {
        let mut waiting = lock(&self.waiting);
        self.ended.send_if_modified(|known| {
            let is_new = known.is_none();
            known.get_or_insert(ended);
            is_new
        });
        self.window.close();
        waiting.clear();
    }

    pub(super) fn is_open(&self) -> bool {
        self.ended.borrow().is_none()
    }

    /// Why it has ended; of a link that has not, that it is cut is all that can be meant.
    pub(super) fn ended(&self) -> Ended {
        self.ended.borrow().unwrap_or(Ended::Cut)
    }

    pub(super) async fn wait_for_end(&self) -> Ended {
        let mut ended = self.ended.subscribe();
        // The channel lives as long as this does.
        let _ = ended.wait_for(Option::is_some).await;
        self.ended()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is behind it is whole between any two steps.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An answer that is waited for until this is dropped; `None` when the link ended before.
pub(super) struct Answer<'a> {
    shared: &'a Shared,
    sequence: u32,
    receiver: oneshot::Receiver<SubmitResp>,
}

impl Future for Answer<'_> {
    type Output = Option<SubmitResp>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.receiver).poll(context).map(Result::ok)
    }
}

impl Drop for Answer<'_> {
    fn drop(&mut self) {
        lock(&self.shared.waiting).remove(&self.sequence);
    }
}
