//! The log over HTTP: for the staff who answer for it, and for each person about whom it says something.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use http_api::{Cursor, Json, Language, Member, Page, PageQuery, Problem, Query, Staff, Text, codes};
use serde::Serialize;
use units::Timestamp;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::StaffAccess;
use crate::entry::Entry;
use crate::roles;

/// The routes of the log, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(staff: StaffAccess) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(list_staff_accesses))
        .routes(routes!(verify_staff_accesses))
        .routes(routes!(export_staff_accesses))
        .routes(routes!(list_own_staff_accesses))
        .with_state(staff)
}

/// That somebody of the staff opened a person's data: when, in which role, what, and why.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StaffAccess)]
struct AccessView {
    /// Its number in the log.
    number: i64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// In which role: `operator`, `privacy_officer`, or `service` for what the service notes itself.
    role: String,
    /// The role's name.
    role_title: String,
    /// The purpose's id in the policy.
    purpose: String,
    /// The purpose's name.
    purpose_title: String,
    /// The item's id in the policy.
    item: String,
    /// The item's name.
    item_title: String,
    /// The ticket.
    ticket: String,
    /// The reason in words.
    words: String,
}

impl AccessView {
    fn of(entry: Entry, language: Language) -> Self {
        let (policy, spoken) = (policy::current(), policy::Language::from(language));
        let role = match entry.role.as_str() {
            "operator" => Text::new("运营人员", "operator"),
            "privacy_officer" => Text::new("个人信息保护负责人", "privacy officer"),
            _ => Text::new("服务自身", "the service itself"),
        };
        // What an earlier version of the policy called so keeps its identifiers.
        let purpose = policy.purpose(&entry.purpose).map(|purpose| purpose.title.in_language(spoken));
        let item = policy.item(&entry.item).map(|item| item.title.in_language(spoken));
        Self {
            number: entry.number,
            at: entry.at,
            role_title: role.get(language).to_owned(),
            purpose_title: purpose.unwrap_or(&entry.purpose).to_owned(),
            item_title: item.unwrap_or(&entry.item).to_owned(),
            role: entry.role,
            purpose: entry.purpose,
            item: entry.item,
            ticket: entry.ticket,
            words: entry.words,
        }
    }
}

/// An entry of the log as staff see it: people by their digests.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StaffAccessEntry)]
struct EntryView {
    #[serde(flatten)]
    access: AccessView,
    /// The keyed digest of who looked.
    staff_digest: String,
    /// Whether that was the asker.
    is_own: bool,
    /// The keyed digest of the person whose data it was.
    subject_digest: String,
    /// The entry's hash.
    hash: String,
}

/// What was found going through the chain of the log.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StaffAccessVerification)]
struct VerificationView {
    /// Whether everything is there, unchanged and in its place.
    is_whole: bool,
    /// How many entries were found right.
    entries: u64,
    /// The number of the last of them; 0 when there was none ever.
    up_to: i64,
    /// Its hash.
    hash: String,
    /// What is wrong, in words; absent when nothing is.
    fault: Option<String>,
    /// When this was looked at.
    #[schema(value_type = String, format = DateTime)]
    verified_at: Timestamp,
}

/// Lists what staff opened, the latest first.
#[utoipa::path(get, path = "/operator/staff_accesses", operation_id = "list_staff_accesses", tag = "operator",
    params(PageQuery), responses((status = 200, body = Page<EntryView>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["staff_access"]))))]
async fn list_staff_accesses(
    State(log): State<StaffAccess>,
    Staff(staff): Staff,
    language: Language,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<EntryView>>, Problem> {
    roles::require::<policy::StaffAccess>(&staff)?;
    let before = page.cursor.as_ref().map(Cursor::key::<i64>).transpose()?;
    let entries = log.entries(before, page.limit).await?;
    let own = log.digest_of(staff.subject);
    let page = Page::from_extra(entries, page.limit, |entry| entry.number);
    Ok(Json(page.map(|entry| EntryView {
        staff_digest: entry.staff_digest.clone(),
        is_own: entry.staff_digest == own,
        subject_digest: entry.subject_digest.clone(),
        hash: entry.hash.clone(),
        access: AccessView::of(entry, language),
    })))
}

/// Goes through the whole chain, with its seals and with what is noted beside the keys.
#[utoipa::path(get, path = "/operator/staff_accesses/verification", operation_id = "verify_staff_accesses",
    tag = "operator", responses((status = 200, body = VerificationView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["staff_access"]))))]
async fn verify_staff_accesses(
    State(log): State<StaffAccess>,
    Staff(staff): Staff,
    language: Language,
) -> Result<Json<VerificationView>, Problem> {
    roles::require::<policy::StaffAccess>(&staff)?;
    let found = log.verify().await?;
    Ok(Json(VerificationView {
        is_whole: found.broken.is_none(),
        entries: found.entries,
        up_to: found.up_to.number,
        hash: found.up_to.hash,
        fault: found.broken.map(|broken| broken.told().get(language).to_owned()),
        verified_at: log.0.clock.now(),
    }))
}

/// Gives the whole log as a file that anybody can verify: one JSON object a line.
#[utoipa::path(get, path = "/operator/staff_accesses/export", operation_id = "export_staff_accesses", tag = "operator",
    responses((status = 200, description = "The file", content_type = "application/jsonl")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["staff_access"]))))]
async fn export_staff_accesses(
    State(log): State<StaffAccess>,
    Staff(staff): Staff,
) -> Result<impl IntoResponse, Problem> {
    roles::require::<policy::StaffAccess>(&staff)?;
    let export = log.export().await?;
    let text = export.text().map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "export of the log of staff access");
        Problem::new(&codes::INTERNAL)
    })?;
    let day: String = export.exported_at.to_string().chars().take(10).collect();
    let headers = [
        (CONTENT_DISPOSITION, format!("attachment; filename=\"qingyin-staff-log-{day}.jsonl\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
        (CONTENT_TYPE, "application/jsonl".to_owned()),
    ];
    Ok((headers, text))
}

/// Lists who of the staff opened the member's own data, and why, the latest first.
#[utoipa::path(get, path = "/me/staff_accesses", operation_id = "list_own_staff_accesses", tag = "privacy",
    params(PageQuery), responses((status = 200, body = Page<AccessView>)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["staff_access"]))))]
async fn list_own_staff_accesses(
    State(log): State<StaffAccess>,
    Member(member): Member,
    language: Language,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<AccessView>>, Problem> {
    let before = page.cursor.as_ref().map(Cursor::key::<i64>).transpose()?;
    let entries = log.entries_about(member.subject, before, page.limit).await?;
    let page = Page::from_extra(entries, page.limit, |entry| entry.number);
    Ok(Json(page.map(|entry| AccessView::of(entry, language))))
}
