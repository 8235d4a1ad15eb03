//! How soon a withdrawal holds, and how long a large export takes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant};

use ids::{SubjectId, TrackId};
use playback::history::NewListen;
use policy::PurposeId;
use tokio::task::JoinSet;
use units::{Millis, Timestamp};

use super::Failure;
use super::enforced::{DURATION, Enforced, PAGE, PLAYED};
use super::people::{Data, Person};
use crate::scan::median;

/// Withdrawals that are raced against.
const TRIALS: usize = 20;
/// Recorders, and as many readers, that go on while the consent is withdrawn.
const RECORDERS: usize = 4;
/// How long they are at it before, and how long they are watched afterwards.
const BEFORE: Duration = Duration::from_millis(50);
const AFTER: Duration = Duration::from_millis(200);
/// Rows of the large export.
pub(crate) const EXPORTED: usize = 50_000;
/// How often it is made; the median counts.
const EXPORTS: usize = 5;

/// What the races came to.
pub(crate) struct Withdrawals {
    /// From when the withdrawal was asked for, and so from before its commit, to the end of the last use that succeeded:
    /// the longest of all races, in milliseconds.
    pub(crate) last_use_ms: f64,
    /// Uses that succeeded before.
    pub(crate) uses: usize,
    /// Rows that were left afterwards.
    pub(crate) left: u64,
}

/// A person of this number, who is nobody of the data.
fn somebody(data: &Data, number: usize) -> Person {
    Person {
        subject: SubjectId::from_i64((1 << 61) + number as i64),
        phone: format!("138{number:08}"),
        nickname: format!("Wren{number}"),
        objects: false,
        recommended: false,
        listens: data.people.first().map(|person| person.listens.clone()).unwrap_or_default(),
    }
}

/// Withdraws while recorders and readers go on, again and again.
pub(crate) async fn withdrawals(service: &Enforced, data: &Data) -> Result<Withdrawals, Failure> {
    let person = somebody(data, 0);
    let subject = person.subject;
    service.load_one(&person).await?;
    let mut all = Withdrawals { last_use_ms: 0.0, uses: 0, left: 0 };
    let next = Arc::new(AtomicI64::new(data.loaded_at.as_millis()));
    for _ in 0..TRIALS {
        service.give(subject, PurposeId::PlayHistory).await?;
        let over = Arc::new(AtomicBool::new(false));
        let mut users: JoinSet<Result<Vec<Instant>, Failure>> = JoinSet::new();
        for _ in 0..RECORDERS {
            users.spawn(record(service.clone(), subject, Arc::clone(&next), Arc::clone(&over)));
            users.spawn(read(service.clone(), subject, Arc::clone(&over)));
        }
        tokio::time::sleep(BEFORE).await;
        let asked = Instant::now();
        service.rights.withdraw(subject, PurposeId::PlayHistory).await?;
        tokio::time::sleep(AFTER).await;
        over.store(true, Ordering::Relaxed);
        while let Some(used) = users.join_next().await {
            for at in used?? {
                all.uses += 1;
                all.last_use_ms = all.last_use_ms.max(at.saturating_duration_since(asked).as_secs_f64() * 1e3);
            }
        }
        let export = service.rights.export(subject).await?;
        all.left += export["items"]["listen"]["rows"].as_array().map_or(0, |rows| rows.len() as u64);
    }
    Ok(all)
}

/// Records until it is over, and tells when each recording was kept.
async fn record(
    service: Enforced,
    subject: SubjectId,
    next: Arc<AtomicI64>,
    over: Arc<AtomicBool>,
) -> Result<Vec<Instant>, Failure> {
    let mut kept = Vec::new();
    while !over.load(Ordering::Relaxed) {
        let at = Timestamp::from_millis(next.fetch_add(1, Ordering::Relaxed));
        let listen = NewListen::parse(TrackId::from_i64(1), DURATION, at, PLAYED, at);
        let listen = listen.map_err(|why| format!("{why:?}"))?;
        let recorded = async {
            let Some(mut grant) = service.history.listening(subject).await? else { return Ok(false) };
            service.history.record(&mut grant, listen).await?;
            grant.commit().await?;
            Ok(true)
        };
        match recorded.await {
            Ok(true) => kept.push(Instant::now()),
            // Gives way to the one who withdraws, on a machine with few processors.
            Ok(false) => tokio::time::sleep(Duration::from_millis(1)).await,
            // The withdrawal came between the look at the grant and the row: the database refused.
            Err(db::Error::Constraint { kind: db::Constraint::ForeignKey, .. } | db::Error::Busy) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(kept)
}

/// Reads until it is over, and tells when each reading under a live grant was done.
async fn read(service: Enforced, subject: SubjectId, over: Arc<AtomicBool>) -> Result<Vec<Instant>, Failure> {
    let mut done = Vec::new();
    while !over.load(Ordering::Relaxed) {
        match service.history.listening(subject).await? {
            Some(mut grant) => {
                service.history.listens(&mut grant, None, PAGE).await?;
                drop(grant);
                done.push(Instant::now());
            }
            None => tokio::time::sleep(Duration::from_millis(1)).await,
        }
    }
    Ok(done)
}

/// How long an export of [`EXPORTED`] listens takes until its bytes are there, in seconds, and how many rows it had.
pub(crate) async fn export(service: &Enforced, data: &Data) -> Result<(f64, usize), Failure> {
    let mut person = somebody(data, 1);
    let begun_at = data.loaded_at;
    let listen = |number: usize| (TrackId::from_i64(1 + number as i64 % 1_000), begun_at + Millis(number as i64));
    person.listens = (0..EXPORTED).map(listen).collect();
    let in_queue = playback::history::QUEUE_MAX;
    let rest = person.listens.split_off(in_queue);
    service.load_one(&person).await?;
    let mut grant = service.history.listening(person.subject).await?.ok_or("no live grant right after consent")?;
    for (track, started_at) in rest {
        let listen = NewListen::parse(track, DURATION, started_at, PLAYED, started_at);
        service.history.record(&mut grant, listen.map_err(|why| format!("{why:?}"))?).await?;
    }
    grant.commit().await?;
    let (mut times_s, mut rows) = (Vec::new(), 0);
    for _ in 0..EXPORTS {
        let begun = Instant::now();
        let export = service.rights.export(person.subject).await?;
        std::hint::black_box(serde_json::to_vec(&export)?);
        times_s.push(begun.elapsed().as_secs_f64());
        rows = export["items"]["listen"]["rows"].as_array().map_or(0, Vec::len);
    }
    Ok((median(&mut times_s), rows))
}
