//! Who is signed in here, and on which devices.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use http_api::{Actor, Json, Member, Page, PageQuery, Path, Problem, Query, SignedIn};
use ids::SessionId;
use serde::{Deserialize, Serialize};
use units::{Millis, Timestamp};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::{MemberView, name};
use crate::accounts::Accounts;
use crate::cookies;
use crate::identify::add_cookie;
use crate::sign_in::Acceptance;
use crate::store;

pub(super) fn routes() -> OpenApiRouter<Accounts> {
    OpenApiRouter::new()
        .routes(routes!(show_session))
        .routes(routes!(list_sessions, sign_out_others))
        .routes(routes!(sign_out_device, change_device))
        .routes(routes!(accept_policy))
}

/// Who is asking: a guest, of whom nothing is known, or a member.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Session {
    /// Whether nobody is signed in.
    guest: bool,
    /// The member.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    member: Option<MemberView>,
    /// How the policy stands with the member.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    policy: Option<PolicyStanding>,
    /// This device.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false)]
    session_id: Option<SessionId>,
    /// When this device was signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    signed_in_at: Option<Timestamp>,
    /// Devices that signed in since, and of which the member has not said that they know them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    unknown_devices: Option<u64>,
    /// Who took the service over within the last 30 days.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    new_holder: Option<NewHolder>,
}

/// Who runs the service since a short while.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct NewHolder {
    /// Name of the company or person.
    name: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    since: Timestamp,
    /// Whether consents given before went on under them; otherwise each is asked anew.
    keeps_consents: bool,
}

/// For how long members are told that somebody else runs the service.
const TOLD_FOR: Millis = Millis::days(30);

/// How the policy stands with a member.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct PolicyStanding {
    /// The version in force.
    current_version: String,
    /// The version the member accepted last.
    accepted_version: Option<String>,
    /// Whether the version in force waits for an answer.
    review_needed: bool,
}

/// Who is asking.
#[utoipa::path(
    get, path = "/session", operation_id = "show_session", tag = "sign_in", responses((status = 200, body = Session)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["account", "account_security"]))),
)]
async fn show_session(State(accounts): State<Accounts>, actor: Actor) -> Result<Json<Session>, Problem> {
    let Some(member) = actor.member() else {
        let guest = Session {
            guest: true,
            member: None,
            policy: None,
            session_id: None,
            signed_in_at: None,
            unknown_devices: None,
            new_holder: None,
        };
        return Ok(Json(guest));
    };
    Ok(Json(session_of(&accounts, member).await?))
}

/// The session of a member, with the roles the account has now.
pub(super) async fn session_of(accounts: &Accounts, member: &SignedIn) -> Result<Session, Problem> {
    let account = accounts.account(member.subject).await?;
    let current_version = accounts.0.policy.version.clone();
    let accepted_version = if member.review_needed {
        store::accounts::last_accepted(&accounts.0.db.service(), member.subject).await?
    } else {
        Some(current_version.clone())
    };
    let reader = accounts.0.db.service();
    let unknown_devices = store::sessions::unknown(&reader, member.subject, member.session, accounts.now()).await?;
    Ok(Session {
        guest: false,
        member: Some(MemberView::of(member.subject, &account)),
        policy: Some(PolicyStanding { current_version, accepted_version, review_needed: member.review_needed }),
        session_id: Some(member.session),
        signed_in_at: Some(member.signed_in_at),
        unknown_devices: Some(unknown_devices),
        new_holder: new_holder(accounts).await?,
    })
}

async fn new_holder(accounts: &Accounts) -> Result<Option<NewHolder>, Problem> {
    let now = accounts.now();
    let holders = accounts.0.consents.holders().await?;
    let taken_over = |holder: &consent::Holder| {
        holder.change == consent::HolderChange::TakenOver && now.since(holder.since) <= TOLD_FOR
    };
    let last = holders.iter().rev().find(|holder| taken_over(holder));
    // Whatever they are called by now.
    Ok(last.zip(holders.last()).map(|(taken_over, last)| NewHolder {
        name: last.name.clone(),
        since: taken_over.since,
        keeps_consents: taken_over.keeps_consents,
    }))
}

/// A signed-in device.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Device)]
struct SignedInDevice {
    /// The sign-in.
    #[schema(value_type = String)]
    id: SessionId,
    /// What the device is called.
    device_name: String,
    /// The kind of browser and system; empty for those that signed in before it was kept.
    device_kind: String,
    /// When it was signed in.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it was last used, to the minute.
    #[schema(value_type = String, format = DateTime)]
    last_used_at: Timestamp,
    /// Whether it is the one that asks.
    current: bool,
    /// Whether the member knows of it.
    known: bool,
}

/// The member's signed-in devices, the last used first.
#[utoipa::path(
    get, path = "/me/sessions", operation_id = "list_sessions", tag = "sessions", params(PageQuery),
    responses((status = 200, body = Page<SignedInDevice>)),
    extensions(("x-function" = json!("sessions")), ("x-purposes" = json!(["account_security"]))),
)]
async fn list_sessions(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<SignedInDevice>>, Problem> {
    let before = page.cursor.as_ref().map(http_api::Cursor::key::<(i64, i64)>).transpose()?;
    let reader = accounts.0.db.service();
    let limit = page.limit.with_extra();
    let devices = store::sessions::sessions_of(&reader, member.subject, before, limit, accounts.now()).await?;
    let devices = Page::from_extra(devices, page.limit, |device| (device.last_used_at.as_millis(), device.id.as_i64()));
    Ok(Json(devices.map(|device| SignedInDevice {
        id: device.id,
        device_name: device.device_name,
        device_kind: device.device_kind,
        known: device.is_known,
        created_at: device.created_at,
        last_used_at: device.last_used_at,
        current: device.id == member.session,
    })))
}

/// Signs one of the member's devices out.
#[utoipa::path(
    delete, path = "/me/sessions/{id}", operation_id = "sign_out_device", tag = "sessions",
    params(("id" = String, Path)), responses((status = 204)),
    extensions(("x-function" = json!("sessions")), ("x-purposes" = json!(["account_security"]))),
)]
async fn sign_out_device(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Path(session): Path<SessionId>,
) -> Result<Response, Problem> {
    if !accounts.sign_out(member.subject, session).await? {
        return Err(Problem::not_found());
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    if session == member.session {
        add_cookie(&mut response, cookies::clear(accounts.0.is_secure));
    }
    Ok(response)
}

/// What changes about a device; a field that is left out stays.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct DeviceChange {
    /// What it is to be called, 1 to 60 characters.
    device_name: Option<String>,
    /// That the member knows of it: said of another device than the one that asks.
    #[serde(default)]
    known: bool,
}

/// Names one of the member's devices, or notes that the member knows of its sign-in.
#[utoipa::path(
    patch, path = "/me/sessions/{id}", operation_id = "change_device", tag = "sessions",
    params(("id" = String, Path)), request_body = DeviceChange, responses((status = 204)),
    extensions(("x-function" = json!("sessions")), ("x-purposes" = json!(["account_security"]))),
)]
async fn change_device(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Path(session): Path<SessionId>,
    Json(change): Json<DeviceChange>,
) -> Result<StatusCode, Problem> {
    let given = change.device_name.map(|given| name("device_name", &given)).transpose()?;
    accounts.change_device(&member, session, given.as_deref(), change.known).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How many devices were signed out.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SignedOut {
    /// How many there were.
    signed_out: u64,
}

/// Signs every other device of the member out.
#[utoipa::path(
    delete, path = "/me/sessions", operation_id = "sign_out_others", tag = "sessions",
    responses((status = 200, body = SignedOut)),
    extensions(("x-function" = json!("sessions")), ("x-purposes" = json!(["account_security"]))),
)]
async fn sign_out_others(State(accounts): State<Accounts>, Member(member): Member) -> Result<Json<SignedOut>, Problem> {
    let signed_out = accounts.sign_out_others(member.subject, member.session).await?;
    Ok(Json(SignedOut { signed_out }))
}

/// A policy text that was read and is accepted.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct PolicyAcceptance {
    /// The version.
    version: String,
    /// SHA-256 of the text, as the API handed it out.
    text_hash: String,
}

/// Records that the member accepts the policy in force.
#[utoipa::path(
    post, path = "/me/policy_acceptance", operation_id = "accept_policy", tag = "privacy",
    request_body = PolicyAcceptance, responses((status = 204)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["account"]))),
)]
async fn accept_policy(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Json(read): Json<PolicyAcceptance>,
) -> Result<StatusCode, Problem> {
    let acceptance = Acceptance { version: read.version, text_hash: read.text_hash };
    accounts.accept_policy(member.subject, &acceptance).await?;
    Ok(StatusCode::NO_CONTENT)
}
