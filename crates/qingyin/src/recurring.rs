//! The recurring work of the service.

use std::sync::Arc;

use affiliates::Affiliates;
use analytics::Analytics;
use audio_analysis::{AudioAnalysis, Measure};
use catalog::{Catalog, ScanState};
use consent::Consents;
use db::Db;
use http_api::Text;
use incidents::Incidents;
use inspections::Inspections;
use jobs::{Job, Jobs, Outcome};
use legal::Legal;
use mail::Mail;
use minors::Minors;
use podcasts::Podcasts;
use recognition::{Recognition, SongPeaks};
use recordings::{Fingerprints, Recordings};
use rights::Rights;
use similarity::{Similarity, SoundFeatures};
use units::Millis;

/// The name of the job that hears the library.
const ANALYSIS: &str = "audio_analysis";

/// Tracks that are heard before what was measured is put to use.
const HEARD_AT_A_TIME: u64 = 256;

/// Every job, told what it works on; `rescan` is absent when the operator wants no full look, `podcasts` when they
/// are switched off.
pub(crate) fn jobs(
    catalog: &Catalog,
    rights: &Rights,
    consents: &Consents,
    rescan: Option<Millis>,
    podcasts: Option<(Podcasts, Millis)>,
) -> Vec<Job> {
    let mut jobs = vec![retention(rights.clone()), sweep(rights.clone())];
    if !consents.terms().earlier().is_empty() {
        jobs.push(renewal(consents.clone()));
    }
    if let Some((podcasts, interval)) = podcasts {
        jobs.push(refresh_podcasts(podcasts, interval));
    }
    if let Some(interval) = rescan {
        jobs.push(scan(catalog.clone(), interval));
    }
    jobs
}

fn scan(catalog: Catalog, interval: Millis) -> Job {
    Job::new("scan", Text::new("扫描音乐文件夹", "Scan the music folders"), interval, move || {
        let catalog = catalog.clone();
        async move {
            let message = catalog::jobs::scan(&catalog).await.map_err(|error| error.to_string())?;
            let totals = catalog.totals().await.map_err(|error| error.to_string())?;
            Ok(Outcome { message, rows: totals.tracks })
        }
    })
}

/// Each feed is read again when it is due; the job itself comes round more often, so that a new feed is not late.
fn refresh_podcasts(podcasts: Podcasts, interval: Millis) -> Job {
    let title = Text::new("刷新播客并下载", "Refresh podcasts and download");
    Job::new("podcasts", title, Millis::minutes(15), move || {
        let podcasts = podcasts.clone();
        async move {
            let feeds = podcasts.refresh_due(interval).await.map_err(|error| error.to_string())?;
            let rows = podcasts.download_waiting().await.map_err(|error| error.to_string())?;
            Ok(Outcome { message: format!("feeds: {feeds}"), rows })
        }
    })
}

/// Whoever puts to use what was heard.
#[derive(Clone)]
pub(crate) struct Heard {
    pub(crate) similarity: Similarity,
    pub(crate) recognition: Recognition,
    pub(crate) recordings: Recordings,
}

impl Heard {
    /// Takes in what was heard, and lets go of what is gone.
    async fn reload(&self) -> Result<(), String> {
        self.similarity.reload().await.map_err(|error| error.to_string())?;
        self.recognition.reload().await.map_err(|error| error.to_string())?;
        self.recordings.reload().await.map_err(|error| error.to_string())
    }
}

/// The pass that hears the library, by half of the processors: listeners need the others.
pub(crate) fn open_analysis(db: &Db, catalog: &Catalog) -> AudioAnalysis {
    let measures: Vec<Arc<dyn Measure>> = vec![Arc::new(SoundFeatures), Arc::new(SongPeaks), Arc::new(Fingerprints)];
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get() / 2);
    AudioAnalysis::new(db.clone(), catalog.clone(), measures, threads)
}

/// Hears what was not heard yet, and lets go of what is gone.
pub(crate) fn hearing(analysis: Option<AudioAnalysis>, users: Heard) -> Job {
    let title = Text::new("分析曲目的声音", "Hear what tracks sound like");
    Job::new(ANALYSIS, title, Millis::hours(6), move || {
        let (analysis, users) = (analysis.clone(), users.clone());
        async move {
            let (mut heard, mut left) = (0, 0);
            while let Some(analysis) = &analysis {
                let done = analysis.run(HEARD_AT_A_TIME).await.map_err(|error| error.to_string())?;
                heard += done.heard;
                left += done.undecodable;
                if done.heard + done.undecodable == 0 {
                    break;
                }
                users.reload().await?;
            }
            users.reload().await?;
            Ok(Outcome { message: format!("{heard} heard, {left} that cannot be decoded"), rows: heard })
        }
    })
}

/// Lets what a merge hid or showed be noticed at once by whoever puts to use what was heard, until it is dropped.
pub(crate) async fn look_again_after_merges(mut merges: tokio::sync::watch::Receiver<u64>, jobs: Jobs) {
    while merges.changed().await.is_ok() {
        let _ = jobs.run_now(ANALYSIS);
    }
}

/// Lets what a scan found be heard as soon as the scan is done, until it is dropped.
pub(crate) async fn hear_after_scans(catalog: Catalog, jobs: Jobs) {
    let mut progress = catalog.progress();
    let (mut was_running, mut finished_at) = (false, None);
    loop {
        {
            // A short scan may have begun and ended between two looks; then only its time tells.
            let now = progress.borrow_and_update();
            let is_running = now.state == ScanState::Running;
            if !is_running && (was_running || now.finished_at != finished_at) {
                let _ = jobs.run_now(ANALYSIS);
            }
            (was_running, finished_at) = (is_running, now.finished_at);
        }
        if progress.changed().await.is_err() {
            return;
        }
    }
}

/// The start of the service does it first; a node that worked by the version before for some time may have taken consents
/// under it since.
fn renewal(consents: Consents) -> Job {
    let title = Text::new("旧版政策下的同意改为重新询问", "Ask anew for consents under an earlier policy");
    Job::new("renewal", title, Millis::hours(1), move || {
        let consents = consents.clone();
        async move {
            let rows = consents.ask_anew().await.map_err(|error| error.to_string())?;
            Ok(Outcome { message: String::new(), rows })
        }
    })
}

/// Hourly, so that nothing is held a day past its term even when a run or two fail.
fn retention(rights: Rights) -> Job {
    Job::new("retention", Text::new("到期数据删除", "Erase what reached its term"), Millis::hours(1), move || {
        let rights = rights.clone();
        async move {
            // Another node may have ended before it came to this. What waits there keeps no term from ending.
            let finished = rights.finish_erasures().await;
            let aged = rights.age().await.map_err(|error| error.to_string())?;
            finished.map_err(|error| error.to_string())?;
            let rows = aged.iter().map(|item| item.rows).sum();
            let message =
                aged.iter().map(|item| format!("{}: {}", item.item, item.rows)).collect::<Vec<_>>().join(", ");
            Ok(Outcome { message, rows })
        }
    })
}

/// Makes public what did not reach somebody, and fails while something of an incident is late, so that it is seen.
pub(crate) fn incident_watch(incidents: Incidents) -> Job {
    let title = Text::new("安全事件的期限和公开告示", "Deadlines and public notices of incidents");
    Job::new("incidents", title, Millis::minutes(15), move || {
        let incidents = incidents.clone();
        async move {
            let watched = incidents.watch().await.map_err(|error| error.to_string())?;
            let late: Vec<String> =
                watched.overdue.iter().map(|(id, clock, due_at)| format!("{id}: {clock:?} was due {due_at}")).collect();
            if !late.is_empty() {
                return Err(late.join(", "));
            }
            Ok(Outcome { message: String::new(), rows: watched.published })
        }
    })
}

/// Looks every hour whether an inspection is due, and fails while the last one found a fault, so that it is seen.
pub(crate) fn inspection(inspections: Inspections) -> Job {
    let title = Text::new("数据安全检查", "Inspect the safety of data");
    Job::new("inspection", title, Millis::hours(1), move || {
        let inspections = inspections.clone();
        async move {
            inspections.inspect_if_due().await.map_err(|error| error.to_string())?;
            let last = inspections.reports(1).await.map_err(|error| error.to_string())?.pop();
            let checks = last.map(|filed| filed.report.checks).unwrap_or_default();
            let failed: Vec<&str> =
                checks.iter().filter(|check| check.fault_count > 0).map(|check| check.name.as_str()).collect();
            if !failed.is_empty() {
                return Err(format!("faults found by: {}", failed.join(", ")));
            }
            Ok(Outcome { message: String::new(), rows: checks.len() as u64 })
        }
    })
}

/// Counts the days and weeks that are over; soon after midnight in China, and again until it succeeded.
pub(crate) fn counting(analytics: Analytics) -> Job {
    let title = Text::new("使用统计：过完的日和周", "Statistics of use: days and weeks that are over");
    Job::new("usage", title, Millis::hours(1), move || {
        let analytics = analytics.clone();
        async move {
            let mut rng: rand::rngs::StdRng = rand::make_rng();
            let rows = analytics.count(&mut rng).await.map_err(|error| error.to_string())?;
            Ok(Outcome { message: String::new(), rows })
        }
    })
}

/// Lets people read what was handed out about them by law, once the silence that a law ordered is over.
pub(crate) fn legal_watch(legal: Legal) -> Job {
    let title = Text::new("依法提供：期满后告知本人", "Handed out by law: telling people once they may know");
    Job::new("legal", title, Millis::hours(1), move || {
        let legal = legal.clone();
        async move {
            let rows = legal.watch().await.map_err(|error| error.to_string())?;
            Ok(Outcome { message: String::new(), rows })
        }
    })
}

/// Often, so that the day within which minors' data has to be gone is kept even when some runs fail.
pub(crate) fn minors_watch(minors: Minors) -> Job {
    let title = Text::new("未成年人：监护人同意的期限", "Minors: the term for a guardian's consent");
    Job::new("minors", title, Millis::minutes(10), move || {
        let minors = minors.clone();
        async move {
            let watched = minors.watch().await.map_err(|error| error.to_string())?;
            Ok(Outcome { message: format!("changed: {}", watched.changed), rows: watched.erased })
        }
    })
}

/// Often, so that a notice of an incident leaves soon after people were told; what was not taken waits by its own clock.
pub(crate) fn mail_delivery(mail: Mail) -> Job {
    let title = Text::new("寄出通知邮件和每月来信", "Send notices and the monthly letter by mail");
    Job::new("mail", title, Millis::minutes(1), move || {
        let mail = mail.clone();
        async move {
            let delivered = mail.deliver().await.map_err(|error| error.to_string())?;
            let message = format!("postponed: {}, given up: {}", delivered.postponed, delivered.given_up);
            Ok(Outcome { message, rows: delivered.sent })
        }
    })
}

/// Hourly, so that what has to be erased is told soon; what changed is told once a day, by a clock of each consent.
pub(crate) fn affiliates_told(affiliates: Affiliates) -> Job {
    let title =
        Text::new("关联公司：已同意的内容和删除通知", "Affiliates: what was agreed to, and what they have to erase");
    Job::new("affiliates", title, Millis::hours(1), move || {
        let affiliates = affiliates.clone();
        async move {
            let delivered = affiliates.deliver().await.map_err(|error| error.to_string())?;
            let message = format!("erased: {}, postponed: {}", delivered.erased, delivered.postponed);
            Ok(Outcome { message, rows: delivered.told })
        }
    })
}

fn sweep(rights: Rights) -> Job {
    Job::new(
        "key_sweep",
        Text::new("销毁无主密钥", "Destroy keys without an owner"),
        Millis::hours(6),
        move || {
            let rights = rights.clone();
            async move {
                let rows = rights.sweep_keys().await.map_err(|error| error.to_string())?;
                Ok(Outcome { message: String::new(), rows })
            }
        },
    )
}
