//! The routes of the service itself: what it is, how it does.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use catalog::Catalog;
use http_api::{Json, Language, Operator, Page, Path, Problem};
use jobs::Jobs;
use playback::Playback;
use rights::Rights;
use serde::Serialize;
use units::{Clock, Timestamp};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What these routes need.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) db: db::Db,
    pub(crate) config: Arc<config::Config>,
    pub(crate) catalog: Catalog,
    pub(crate) playback: Playback,
    pub(crate) accounts: accounts::Accounts,
    pub(crate) rights: Rights,
    pub(crate) gate: sharing::Gate,
    pub(crate) jobs: Jobs,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) started_at: Timestamp,
}

type Shared = Arc<Service>;

pub(crate) fn router(service: Service) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(show_server))
        .routes(routes!(list_jobs))
        .routes(routes!(run_job))
        .routes(routes!(show_health))
        .routes(routes!(show_policy_standing))
        .with_state(Arc::new(service))
}

/// What this server is and offers.
#[derive(Debug, Serialize, ToSchema)]
struct Server {
    name: &'static str,
    version: &'static str,
    /// `full` or `lite`.
    edition: &'static str,
    policy_version: String,
    languages: Vec<&'static str>,
    sign_in: SignInWays,
    /// Whether there is no operator yet.
    setup_needed: bool,
    operator: OperatorFacts,
}

/// The ways to sign in.
#[derive(Debug, Serialize, ToSchema)]
struct SignInWays {
    sms: bool,
    password: bool,
    /// Whether a reverse proxy may say who asks.
    proxy: bool,
    /// Whether passkeys can be used here.
    passkey: bool,
    /// Whether apps on phones may sign in with a carrier's token.
    one_tap: bool,
}

/// Who runs the service.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OperatorContact)]
struct OperatorFacts {
    /// Whether all of it was filled in.
    configured: bool,
    company: Option<String>,
    address: Option<String>,
    contact_email: Option<String>,
    hotline: Option<String>,
    officer_name: Option<String>,
    officer_email: Option<String>,
    court: Option<String>,
}

/// Tells what this server is and offers.
#[utoipa::path(get, path = "/server", operation_id = "show_server", tag = "server",
    responses((status = 200, body = Server)),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([]))))]
async fn show_server(State(service): State<Shared>) -> Result<Json<Server>, Problem> {
    let operator = &service.config.operator;
    Ok(Json(Server {
        name: "Qingyin",
        version: env!("CARGO_PKG_VERSION"),
        edition: "full",
        policy_version: policy::current().version.clone(),
        languages: vec!["zh-CN", "en"],
        sign_in: SignInWays {
            sms: service.config.sign_in.sms,
            password: service.config.sign_in.password,
            proxy: service.config.sign_in.proxy_header.is_some(),
            passkey: service.accounts.has_passkeys(),
            one_tap: service.accounts.has_one_tap(),
        },
        setup_needed: service.accounts.setup_needed().await?,
        operator: OperatorFacts {
            configured: operator.is_configured(),
            company: operator.company.clone(),
            address: operator.address.clone(),
            contact_email: operator.contact_email.clone(),
            hotline: operator.hotline.clone(),
            officer_name: operator.officer_name.clone(),
            officer_email: operator.officer_email.clone(),
            court: operator.court.clone(),
        },
    }))
}

/// How a job stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Job)]
struct JobStanding {
    name: &'static str,
    title: String,
    /// How often it comes round.
    interval_text: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    last_run_at: Option<Timestamp>,
    last_outcome: JobOutcome,
    last_message: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    next_run_at: Timestamp,
    runs: u64,
    rows_last: u64,
}

/// How a job ended the last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum JobOutcome {
    Ok,
    Failed,
    /// It has not run yet.
    Never,
}

/// Lists the recurring work and how it stands.
#[utoipa::path(get, path = "/operator/jobs", operation_id = "list_jobs", tag = "operator",
    responses((status = 200, body = Page<JobStanding>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))))]
async fn list_jobs(State(service): State<Shared>, _: Operator, language: Language) -> Json<Page<JobStanding>> {
    let list = service.jobs.standings().into_iter().map(|standing| {
        let (last_outcome, last_message, rows_last) = match &standing.last {
            None => (JobOutcome::Never, None, 0),
            Some(Ok(outcome)) => (JobOutcome::Ok, Some(outcome.message.clone()), outcome.rows),
            Some(Err(error)) => (JobOutcome::Failed, Some(error.clone()), 0),
        };
        JobStanding {
            name: standing.name,
            title: standing.title.get(language).to_owned(),
            interval_text: interval_text(standing.interval, language),
            last_run_at: standing.last_run_at,
            last_outcome,
            last_message: last_message.filter(|message| !message.is_empty()),
            next_run_at: standing.next_run_at,
            runs: standing.runs,
            rows_last,
        }
    });
    Json(Page::whole(list.collect()))
}

fn interval_text(interval: units::Millis, language: Language) -> String {
    let minutes = interval.0 / units::Millis::minutes(1).0;
    match (language, minutes % 60) {
        (Language::Chinese, 0) => format!("每 {} 小时", minutes / 60),
        (Language::Chinese, _) => format!("每 {minutes} 分钟"),
        (Language::English, 0) => format!("every {} h", minutes / 60),
        (Language::English, _) => format!("every {minutes} min"),
    }
}

/// Lets a job run now.
#[utoipa::path(post, path = "/operator/jobs/{name}/run", operation_id = "run_job", tag = "operator",
    params(("name" = String, Path, description = "The job")), responses((status = 202)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))))]
async fn run_job(State(service): State<Shared>, _: Operator, Path(name): Path<String>) -> Result<StatusCode, Problem> {
    if service.jobs.run_now(&name) { Ok(StatusCode::ACCEPTED) } else { Err(Problem::not_found()) }
}

/// How the service does.
#[derive(Debug, Serialize, ToSchema)]
struct Health {
    version: &'static str,
    /// `sqlite` or `postgresql`.
    engine: &'static str,
    engine_version: String,
    uptime_seconds: u64,
    tracks: u64,
    albums: u64,
    artists: u64,
    members: u64,
    database_bytes: u64,
    cache: CacheHealth,
    ffmpeg: FfmpegHealth,
    transcodes: TranscodeHealth,
    /// Rows held past the end of their term; 0 is right.
    overdue_rows: u64,
    disk_free_bytes: u64,
}

/// The cache of transcodes.
#[derive(Debug, Serialize, ToSchema)]
struct CacheHealth {
    bytes: u64,
    limit_bytes: u64,
    entries: u64,
    /// Transcodes that had to leave for newer ones since the service started.
    evicted: u64,
    /// Answers from kept transcodes since the service started; each part that is asked for counts.
    served: u64,
}

/// The optional helper for formats the service does not transcode itself.
#[derive(Debug, Serialize, ToSchema)]
struct FfmpegHealth {
    found: bool,
    version: Option<String>,
}

/// Transcodes under way.
#[derive(Debug, Serialize, ToSchema)]
struct TranscodeHealth {
    running: u64,
    limit: u64,
    /// Begun since the service started.
    made: u64,
    /// Refused since the service started because all places were taken.
    refused: u64,
}

/// Tells how the service does.
#[utoipa::path(get, path = "/operator/health", operation_id = "show_health", tag = "operator",
    responses((status = 200, body = Health)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))))]
async fn show_health(State(service): State<Shared>, _: Operator) -> Result<Json<Health>, Problem> {
    let totals = service.catalog.totals().await?;
    let transcoder = service.playback.transcoder();
    let usage = transcoder.cache_usage();
    let served = transcoder.served();
    Ok(Json(Health {
        version: env!("CARGO_PKG_VERSION"),
        engine: service.db.engine().name(),
        engine_version: service.db.version().await?,
        uptime_seconds: service.clock.now().since(service.started_at).as_seconds_ceil(),
        tracks: totals.tracks,
        albums: totals.albums,
        artists: totals.artists,
        members: service.rights.living().await?.len() as u64,
        database_bytes: service.db.size().await?.0,
        cache: CacheHealth {
            bytes: usage.bytes,
            limit_bytes: usage.limit_bytes,
            entries: usage.entries,
            evicted: usage.evicted,
            served: served.kept,
        },
        ffmpeg: FfmpegHealth {
            found: transcoder.ffmpeg().is_some(),
            version: transcoder.ffmpeg().map(|ffmpeg| ffmpeg.version().to_owned()),
        },
        transcodes: TranscodeHealth {
            running: transcoder.running() as u64,
            limit: transcoder.limits().running_max as u64,
            made: served.made,
            refused: served.refused,
        },
        overdue_rows: service.rights.overdue().await?,
        disk_free_bytes: free_bytes(&service.config.data.folder),
    }))
}

fn free_bytes(folder: &std::path::Path) -> u64 {
    rustix::fs::statvfs(folder).map_or(0, |stat| stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// How the policy stands: promises kept, and who may receive what.
#[derive(Debug, Serialize, ToSchema)]
struct PolicyReport {
    promises: PromiseCounts,
    recipients: Vec<RecipientStanding>,
}

/// The conformance suite as it stood when this program was built.
#[derive(Debug, Serialize, ToSchema)]
struct PromiseCounts {
    held: u64,
    pending: u64,
    total: u64,
}

/// One recipient.
#[derive(Debug, Serialize, ToSchema)]
struct RecipientStanding {
    recipient: String,
    title: String,
    enabled: bool,
}

/// Tells how the policy stands.
#[utoipa::path(get, path = "/operator/policy", operation_id = "show_policy_standing", tag = "operator",
    responses((status = 200, body = PolicyReport)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))))]
async fn show_policy_standing(
    State(service): State<Shared>,
    _: Operator,
    language: Language,
) -> Result<Json<PolicyReport>, Problem> {
    let spoken = policy::Language::from(language);
    let recipients = policy::current()
        .recipients
        .iter()
        .map(|recipient| RecipientStanding {
            recipient: recipient.id.clone(),
            title: recipient.title.in_language(spoken).to_owned(),
            enabled: service.gate.check(&recipient.id).is_ok(),
        })
        .collect();
    Ok(Json(PolicyReport { promises: promises(), recipients }))
}

/// Counts the suite's entries; the file is part of the program, so it cannot differ from what was built.
fn promises() -> PromiseCounts {
    #[derive(serde::Deserialize)]
    struct Suite {
        promise: Vec<Entry>,
    }
    #[derive(serde::Deserialize)]
    struct Entry {
        pending: Option<String>,
    }
    let suite: Suite =
        toml::from_str(include_str!("../../../policy/promises.toml")).unwrap_or(Suite { promise: Vec::new() });
    let total = suite.promise.len() as u64;
    let pending = suite.promise.iter().filter(|promise| promise.pending.is_some()).count() as u64;
    PromiseCounts { held: total - pending, pending, total }
}
