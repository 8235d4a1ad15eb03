//! A link that is opened again whenever it ends.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rand::RngExt as _;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep, timeout_at};
use units::Clock;

use crate::hidden::{Number, Words};
use crate::link::{Error, Event, Link, Receipt, Settings};

/// How long to wait before a link is opened again.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    /// After the first failure; after each one more twice as long.
    pub first: Duration,
    /// At most.
    pub most: Duration,
    /// A link that lived so long makes the failures before it forgotten.
    pub forgets_after: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        let first = Duration::from_secs(1);
        Self { first, most: Duration::from_secs(60), forgets_after: Duration::from_secs(60) }
    }
}

impl Backoff {
    /// The wait after so many failures: between half of it and all of it, so that not everybody comes back at once.
    fn pause(&self, failures: u32, rng: &mut impl rand::Rng) -> Duration {
        let doubled = self.first.saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1)));
        doubled.min(self.most).mul_f64(rng.random_range(0.5..=1.0))
    }
}

/// A link to one gateway which is there again after it was not.
///
/// Dropping it closes the link.
#[derive(Debug)]
pub struct Line {
    link: watch::Receiver<Option<Arc<Link>>>,
    wait_max: Duration,
    /// Dropped to close the line.
    _closing: oneshot::Sender<()>,
}

impl Line {
    /// Opens a link with what `connect` connects, now and whenever there is none.
    pub fn open<C, F, S>(
        connect: C,
        (settings, backoff): (Settings, Backoff),
        clock: Arc<dyn Clock>,
        rng: impl rand::Rng + Send + 'static,
        events: mpsc::Sender<Event>,
    ) -> Self
    where
        C: FnMut() -> F + Send + 'static,
        F: Future<Output = io::Result<S>> + Send + 'static,
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (sender, link) = watch::channel(None);
        let (closing, closes) = oneshot::channel();
        let wait_max = settings.timing.answer_within;
        let keeper = Keeper { connect, settings, backoff, clock, rng, events, link: sender };
        tokio::spawn(async move {
            tokio::select! {
                _ = closes => {}
                () = keeper.keep() => {}
            }
        });
        Self { link, wait_max, _closing: closing }
    }

    /// Submits a text through the link that lives, and waits for one when none does.
    ///
    /// What was not sent because a link had ended is sent through the next one; what may have been sent is not.
    ///
    /// # Errors
    /// [`Error::NoLink`] when no link came in time, and those of [`Link::submit`].
    pub async fn submit(&self, to: &Number, text: &Words) -> Result<Vec<Receipt>, Error> {
        let deadline = Instant::now() + self.wait_max;
        loop {
            let link = timeout_at(deadline, self.living()).await.map_err(|_| Error::NoLink)??;
            match link.submit(to, text).await {
                Err(Error::Closed(_)) => {}
                answered => return answered,
            }
        }
    }

    /// The link that lives, once there is one.
    async fn living(&self) -> Result<Arc<Link>, Error> {
        let mut link = self.link.clone();
        let living = link.wait_for(|link| link.as_ref().is_some_and(|link| link.is_open())).await;
        living.ok().and_then(|link| link.clone()).ok_or(Error::NoLink)
    }

    /// Whether a link lives.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.link.borrow().as_ref().is_some_and(|link| link.is_open())
    }
}

struct Keeper<C, R> {
    connect: C,
    settings: Settings,
    backoff: Backoff,
    clock: Arc<dyn Clock>,
    rng: R,
    events: mpsc::Sender<Event>,
    link: watch::Sender<Option<Arc<Link>>>,
}

impl<C, R: rand::Rng> Keeper<C, R> {
    async fn keep<F, S>(mut self)
    where
        C: FnMut() -> F,
        F: Future<Output = io::Result<S>>,
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let mut failures = 0_u32;
        loop {
            match self.open().await {
                Ok(link) => {
                    tracing::info!("signed in to the gateway");
                    let opened_at = Instant::now();
                    let link = Arc::new(link);
                    self.link.send_replace(Some(Arc::clone(&link)));
                    let ended = link.ended().await;
                    self.link.send_replace(None);
                    tracing::warn!(error = %ended, "the link to the gateway has ended");
                    if opened_at.elapsed() >= self.backoff.forgets_after {
                        failures = 0;
                    }
                }
                Err(error) => tracing::warn!(%error, "no link to the gateway"),
            }
            failures = failures.saturating_add(1);
            sleep(self.backoff.pause(failures, &mut self.rng)).await;
        }
    }

    async fn open<F, S>(&mut self) -> Result<Link, Error>
    where
        C: FnMut() -> F,
        F: Future<Output = io::Result<S>>,
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let within = Instant::now() + self.settings.timing.open_within;
        let stream = timeout_at(within, (self.connect)()).await.map_err(|_| Error::NoSignIn)??;
        Link::open(stream, &self.settings, &*self.clock, self.events.clone()).await
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn waits_grow_to_their_most_and_differ() {
        let backoff = Backoff::default();
        let mut rng = StdRng::seed_from_u64(3);
        for (failures, whole_s) in [(1, 1.0), (2, 2.0), (6, 32.0), (7, 60.0), (40, 60.0), (u32::MAX, 60.0)] {
            let pauses: Vec<f64> = (0..50).map(|_| backoff.pause(failures, &mut rng).as_secs_f64()).collect();
            assert!(pauses.iter().all(|pause| (whole_s / 2.0..=whole_s).contains(pause)), "{failures}: {pauses:?}");
            assert!(
                pauses.iter().any(|pause| *pause < whole_s * 0.75)
                    && pauses.iter().any(|pause| *pause > whole_s * 0.75)
            );
        }
    }
}
