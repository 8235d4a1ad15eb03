//! Work that comes round again: what runs when, and how it ended.
//!
//! A job is safe to run twice and to stop anywhere, so nothing is lost when the service stops in the middle,
//! and two nodes that run the same job at once only waste a little work.
//!
//! Invariants
//! - A job that fails is tried again at its next turn, and stops no other job: `a_failing_job_comes_round_again`.
//! - A job never runs twice at once in one process: `a_job_does_not_overtake_itself`.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use http_api::Text;
use tokio::sync::Notify;
use units::{Clock, Millis, Timestamp};

/// What one run did: a sentence, and how many rows or files it touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// One sentence without personal data.
    pub message: String,
    /// Rows or files touched.
    pub rows: u64,
}

type Run = Pin<Box<dyn Future<Output = Result<Outcome, String>> + Send>>;

/// One kind of recurring work.
pub struct Job {
    name: &'static str,
    title: Text,
    interval: Millis,
    run: Box<dyn Fn() -> Run + Send + Sync>,
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").field("name", &self.name).field("interval", &self.interval).finish_non_exhaustive()
    }
}

impl Job {
    /// A job that runs `work` once at the start and then every `interval`.
    pub fn new<F, Fut>(name: &'static str, title: Text, interval: Millis, work: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Outcome, String>> + Send + 'static,
    {
        Self { name, title, interval, run: Box::new(move || Box::pin(work())) }
    }
}

/// How a job stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub title: Text,
    /// How often it comes round.
    pub interval: Millis,
    /// When it last began.
    pub last_run_at: Option<Timestamp>,
    /// How it last ended; nothing before the first run has.
    pub last: Option<Result<Outcome, String>>,
    /// When it comes round next.
    pub next_run_at: Timestamp,
    /// How often it has run since the service started.
    pub runs: u64,
}

#[derive(Debug)]
struct Slot {
    job: Job,
    standing: Mutex<Standing>,
    now: Notify,
}

/// All recurring work of this process; clones share it.
#[derive(Clone, Debug)]
pub struct Jobs {
    clock: Arc<dyn Clock>,
    slots: Arc<Vec<Slot>>,
}

impl Jobs {
    /// These jobs, none of them running yet.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, jobs: Vec<Job>) -> Self {
        let now = clock.now();
        let slots = jobs
            .into_iter()
            .map(|job| Slot {
                standing: Mutex::new(Standing {
                    name: job.name,
                    title: job.title.clone(),
                    interval: job.interval,
                    last_run_at: None,
                    last: None,
                    next_run_at: now,
                    runs: 0,
                }),
                job,
                now: Notify::new(),
            })
            .collect();
        Self { clock, slots: Arc::new(slots) }
    }

    /// How every job stands.
    #[must_use]
    pub fn standings(&self) -> Vec<Standing> {
        self.slots.iter().map(|slot| slot.standing.lock().unwrap_or_else(PoisonError::into_inner).clone()).collect()
    }

    /// Lets a job run as soon as it can, and tells whether there is one of that name.
    #[must_use]
    pub fn run_now(&self, name: &str) -> bool {
        let slot = self.slots.iter().find(|slot| slot.job.name == name);
        if let Some(slot) = slot {
            slot.now.notify_one();
        }
        slot.is_some()
    }

    /// Runs every job at its times, until the returned tasks are dropped.
    #[must_use]
    pub fn start(&self) -> tokio::task::JoinSet<()> {
        let mut tasks = tokio::task::JoinSet::new();
        for index in 0..self.slots.len() {
            let jobs = self.clone();
            tasks.spawn(async move {
                loop {
                    jobs.run_once(index).await;
                    let slot = &jobs.slots[index];
                    let pause = std::time::Duration::from_millis(slot.job.interval.0.max(1).unsigned_abs());
                    tokio::select! {
                        () = tokio::time::sleep(pause) => {}
                        () = slot.now.notified() => {}
                    }
                }
            });
        }
        tasks
    }

    async fn run_once(&self, index: usize) {
        let slot = &self.slots[index];
        let began = self.clock.now();
        let result = (slot.job.run)().await;
        match &result {
            Ok(outcome) => tracing::debug!(job = slot.job.name, rows = outcome.rows, "job done"),
            Err(error) => tracing::warn!(job = slot.job.name, error, "job failed and comes round again"),
        }
        let mut standing = slot.standing.lock().unwrap_or_else(PoisonError::into_inner);
        standing.last_run_at = Some(began);
        standing.last = Some(result);
        standing.next_run_at = began + slot.job.interval;
        standing.runs += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use units::ManualClock;

    use super::*;

    fn jobs(work: impl Fn(u64) -> Result<Outcome, String> + Send + Sync + Clone + 'static) -> (Jobs, Arc<AtomicU64>) {
        let runs = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&runs);
        let job = Job::new("test", Text::new("测试", "test"), Millis::hours(1), move || {
            let run = counted.fetch_add(1, Ordering::SeqCst);
            let result = work(run);
            async move { result }
        });
        (Jobs::new(Arc::new(ManualClock::at(Timestamp::from_millis(0))), vec![job]), runs)
    }

    async fn until(jobs: &Jobs, runs: u64) -> Standing {
        loop {
            let standing = jobs.standings().remove(0);
            if standing.runs >= runs {
                return standing;
            }
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_failing_job_comes_round_again() {
        let (jobs, _) = jobs(|run| if run == 0 { Err("no".to_owned()) } else { Ok(Outcome::default()) });
        let _tasks = jobs.start();
        assert!(matches!(until(&jobs, 1).await.last, Some(Err(_))));
        tokio::time::advance(std::time::Duration::from_secs(3_600)).await;
        assert!(matches!(until(&jobs, 2).await.last, Some(Ok(_))));
    }

    #[tokio::test(start_paused = true)]
    async fn a_job_can_be_asked_to_run_now() {
        let (jobs, runs) = jobs(|_| Ok(Outcome::default()));
        let _tasks = jobs.start();
        until(&jobs, 1).await;
        assert!(jobs.run_now("test"));
        assert!(!jobs.run_now("other"));
        until(&jobs, 2).await;
        assert_eq!(runs.load(Ordering::SeqCst), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_job_does_not_overtake_itself() {
        let running = Arc::new(AtomicU64::new(0));
        let most = Arc::new(AtomicU64::new(0));
        let (in_job, seen) = (Arc::clone(&running), Arc::clone(&most));
        let job = Job::new("slow", Text::new("慢", "slow"), Millis(10), move || {
            let (running, most) = (Arc::clone(&in_job), Arc::clone(&seen));
            async move {
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                running.fetch_sub(1, Ordering::SeqCst);
                Ok(Outcome::default())
            }
        });
        let jobs = Jobs::new(Arc::new(ManualClock::at(Timestamp::from_millis(0))), vec![job]);
        let _tasks = jobs.start();
        for _ in 0..5 {
            let _ = jobs.run_now("slow");
            tokio::time::advance(std::time::Duration::from_millis(10)).await;
        }
        until(&jobs, 3).await;
        assert_eq!(most.load(Ordering::SeqCst), 1);
    }
}
