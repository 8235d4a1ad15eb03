//! What the privacy officer does.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use http_api::{Json, Language, Page, Path, Problem, Query, SignedIn, Staff};
use ids::{IncidentId, SubjectId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;

use super::views::{DayView, FactsBody, IncidentView, PersonView, SearchView};
use crate::error::Error;
use crate::model::{Incident, ReportKind, Words};
use crate::{Incidents, NewReport, Source, store};

/// Lets only those go on who answer for personal information.
fn require(staff: &SignedIn) -> Result<(), Problem> {
    Ok(staff_access::require::<policy::IncidentNotice>(staff)?)
}

/// An incident as it is answered, with its days.
async fn whole(incidents: &Incidents, incident: Incident, language: Language) -> Result<Json<IncidentView>, Problem> {
    let reader = incidents.0.db.service();
    let days = match incident.announcement {
        Some(told) => store::notices::days(&reader, incident.id, told.announced_at).await?,
        None => Vec::new(),
    };
    let days = days.into_iter().map(|(day, shown, read)| DayView { day, shown, read }).collect();
    Ok(Json(IncidentView::of(incident, days, language, incidents.0.clock.now())))
}

/// Lists security incidents, the latest first; nobody is named.
#[utoipa::path(get, path = "/operator/incidents", operation_id = "list_incidents", tag = "operator",
    responses((status = 200, body = Page<IncidentView>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn list_incidents(
    State(incidents): State<Incidents>,
    Staff(officer): Staff,
    language: Language,
) -> Result<Json<Page<IncidentView>>, Problem> {
    require(&officer)?;
    let (all, now) = (incidents.incidents().await?, incidents.0.clock.now());
    let views = all.into_iter().map(|incident| IncidentView::of(incident, Vec::new(), language, now));
    Ok(Json(Page::whole(views.collect())))
}

/// Opens an incident; its clocks run from when it was noticed.
#[utoipa::path(post, path = "/operator/incidents", operation_id = "open_incident", tag = "operator",
    request_body = FactsBody, responses((status = 201, body = IncidentView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn open_incident(
    State(incidents): State<Incidents>,
    Staff(officer): Staff,
    language: Language,
    Json(facts): Json<FactsBody>,
) -> Result<(StatusCode, Json<IncidentView>), Problem> {
    require(&officer)?;
    let incident = incidents.open(officer.subject, facts.into()).await?;
    Ok((StatusCode::CREATED, whole(&incidents, incident, language).await?))
}

/// Tells everything that is on file about an incident; nobody is named.
#[utoipa::path(get, path = "/operator/incidents/{id}", operation_id = "show_incident", tag = "operator",
    params(("id" = String, Path, description = "The incident")), responses((status = 200, body = IncidentView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn show_incident(
    State(incidents): State<Incidents>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<IncidentId>,
) -> Result<Json<IncidentView>, Problem> {
    require(&officer)?;
    let incident = incidents.incident(id).await?;
    whole(&incidents, incident, language).await
}

/// Writes down what is known now.
#[utoipa::path(put, path = "/operator/incidents/{id}", operation_id = "change_incident", tag = "operator",
    params(("id" = String, Path, description = "The incident")), request_body = FactsBody,
    responses((status = 200, body = IncidentView), (status = 409, description = "Its handling has ended")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn change_incident(
    State(incidents): State<Incidents>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<IncidentId>,
    Json(facts): Json<FactsBody>,
) -> Result<Json<IncidentView>, Problem> {
    require(&officer)?;
    let incident = incidents.change(id, facts.into()).await?;
    whole(&incidents, incident, language).await
}

/// Writes what people are told, in one language.
#[utoipa::path(put, path = "/operator/incidents/{id}/words/{language}", operation_id = "write_incident_words",
    tag = "operator", request_body = Words,
    params(("id" = String, Path, description = "The incident"), ("language" = Language, Path, description = "The language")),
    responses((status = 200, body = IncidentView), (status = 409, description = "Its handling has ended")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn write_incident_words(
    State(incidents): State<Incidents>,
    Staff(officer): Staff,
    language: Language,
    Path((id, written)): Path<(IncidentId, Language)>,
    Json(words): Json<Words>,
) -> Result<Json<IncidentView>, Problem> {
    require(&officer)?;
    let incident = incidents.write(id, written, words).await?;
    whole(&incidents, incident, language).await
}

/// Where the people concerned are looked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "source", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = IncidentSource)]
pub(super) enum SourceBody {
    /// Whoever something was sent about to a recipient.
    Ledger {
        /// The recipient's id in the policy.
        recipient: String,
        /// From when on.
        #[schema(value_type = String, format = DateTime)]
        from: Timestamp,
        /// Until when.
        #[schema(value_type = String, format = DateTime)]
        to: Timestamp,
    },
    /// Whose data staff opened.
    StaffLog {
        /// One of the staff by their digest in the log; anybody when absent.
        staff_digest: Option<String>,
        /// From when on.
        #[schema(value_type = String, format = DateTime)]
        from: Timestamp,
        /// Until when.
        #[schema(value_type = String, format = DateTime)]
        to: Timestamp,
    },
    /// Whoever has rows of an item.
    Item {
        /// The item's id in the policy.
        item: String,
        /// Made from when on.
        #[schema(value_type = Option<String>, format = DateTime)]
        from: Option<Timestamp>,
        /// Made until when.
        #[schema(value_type = Option<String>, format = DateTime)]
        to: Option<Timestamp>,
    },
    /// These accounts.
    List {
        /// Their numbers, 1 to 10,000.
        #[schema(value_type = Vec<String>)]
        members: Vec<SubjectId>,
    },
    /// Everybody with an account.
    Everybody,
}

impl From<SourceBody> for Source {
    fn from(body: SourceBody) -> Self {
        match body {
            SourceBody::Ledger { recipient, from, to } => Self::Ledger { recipient, from, to },
            SourceBody::StaffLog { staff_digest, from, to } => Self::StaffLog { staff_digest, from, to },
            SourceBody::Item { item, from, to } => Self::Item { item, from, to },
            SourceBody::List { members } => Self::List(members),
            SourceBody::Everybody => Self::Everybody,
        }
    }
}

/// Looks for people concerned and notes them; what is kept about them is not read.
#[utoipa::path(post, path = "/operator/incidents/{id}/searches", operation_id = "find_people_concerned", tag = "operator",
    params(("id" = String, Path, description = "The incident")), request_body = SourceBody,
    responses((status = 201, body = SearchView), (status = 409, description = "Its handling has ended")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn find_people_concerned(
    State(incidents): State<Incidents>,
    Staff(officer): Staff,
    Path(id): Path<IncidentId>,
    Json(source): Json<SourceBody>,
) -> Result<(StatusCode, Json<SearchView>), Problem> {
    require(&officer)?;
    let search = incidents.find(id, &source.into()).await?;
    Ok((StatusCode::CREATED, Json(search.into())))
}

/// How people are told.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = NewIncidentNotices)]
pub(super) struct TellBody {
    /// Whether those who have a notice get it anew, because there is news in it.
    again: bool,
}

/// What telling people came to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncidentNoticesMade)]
pub(super) struct ToldView {
    /// People who have a notice to read now.
    people: u64,
    /// Whether everybody can read it, because somebody cannot be reached otherwise.
    is_public: bool,
}

/// Tells everybody who was found; where somebody cannot be reached, it is made public.
#[utoipa::path(post, path = "/operator/incidents/{id}/notices", operation_id = "tell_people_concerned", tag = "operator",
    params(("id" = String, Path, description = "The incident")), request_body = TellBody,
    responses((status = 201, body = ToldView), (status = 409, description = "Something is missing, or the handling has ended")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn tell_people_concerned(
    State(incidents): State<Incidents>,
    Staff(officer): Staff,
    Path(id): Path<IncidentId>,
    Json(body): Json<TellBody>,
) -> Result<(StatusCode, Json<ToldView>), Problem> {
    require(&officer)?;
    // A great many people read this next: who sends it signed in a moment ago.
    officer.require_recent(incidents.0.clock.now())?;
    let told = incidents.tell(id, body.again).await?;
    Ok((StatusCode::CREATED, Json(ToldView { people: told.people, is_public: told.is_public })))
}

/// Lets everybody read the notice for 180 days.
#[utoipa::path(put, path = "/operator/incidents/{id}/publication", operation_id = "publish_incident", tag = "operator",
    params(("id" = String, Path, description = "The incident")),
    responses((status = 200, body = IncidentView), (status = 409, description = "Nobody was told yet")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn publish_incident(
    State(incidents): State<Incidents>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<IncidentId>,
) -> Result<Json<IncidentView>, Problem> {
    require(&officer)?;
    let incident = incidents.publish(id, true).await?;
    whole(&incidents, incident, language).await
}

/// Takes the public notice down.
#[utoipa::path(delete, path = "/operator/incidents/{id}/publication", operation_id = "unpublish_incident",
    tag = "operator", params(("id" = String, Path, description = "The incident")),
    responses((status = 200, body = IncidentView), (status = 409, description = "Nobody was told yet")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn unpublish_incident(
    State(incidents): State<Incidents>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<IncidentId>,
) -> Result<Json<IncidentView>, Problem> {
    require(&officer)?;
    let incident = incidents.publish(id, false).await?;
    whole(&incidents, incident, language).await
}

/// Which report.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ReportQuery {
    /// What the authorities are told.
    kind: ReportKind,
}

/// Writes the report for the authorities as it stands now, as a file.
#[utoipa::path(get, path = "/operator/incidents/{id}/report", operation_id = "show_incident_report", tag = "operator",
    params(("id" = String, Path, description = "The incident"), ReportQuery),
    responses((status = 200, description = "The report", content_type = "text/plain")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn show_incident_report(
    State(incidents): State<Incidents>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<IncidentId>,
    Query(query): Query<ReportQuery>,
) -> Result<impl IntoResponse, Problem> {
    require(&officer)?;
    let incident = incidents.incident(id).await?;
    let text = incidents.report(&incident, query.kind, language);
    let headers = [
        (CONTENT_DISPOSITION, format!("attachment; filename=\"qingyin-incident-{id}-{}.txt\"", query.kind.word())),
        (CACHE_CONTROL, "no-store".to_owned()),
        (CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
    ];
    Ok((headers, text))
}

/// That somebody told the authorities.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewIncidentReport)]
pub(super) struct ReportBody {
    /// What they were told.
    kind: ReportKind,
    /// Whom, 1 to 120 characters.
    authority: String,
    /// Under which number of theirs.
    reference: Option<String>,
    /// When; now when absent.
    #[schema(value_type = Option<String>, format = DateTime)]
    filed_at: Option<Timestamp>,
}

/// Notes that the authorities were told.
#[utoipa::path(post, path = "/operator/incidents/{id}/reports", operation_id = "note_incident_report", tag = "operator",
    params(("id" = String, Path, description = "The incident")), request_body = ReportBody,
    responses((status = 201, body = IncidentView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn note_incident_report(
    State(incidents): State<Incidents>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<IncidentId>,
    Json(body): Json<ReportBody>,
) -> Result<(StatusCode, Json<IncidentView>), Problem> {
    require(&officer)?;
    let ReportBody { kind, authority, reference, filed_at } = body;
    let incident = incidents.note_report(id, NewReport { kind, authority, reference, filed_at }).await?;
    Ok((StatusCode::CREATED, whole(&incidents, incident, language).await?))
}

/// How the handling ended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IncidentClosing)]
pub(super) struct CloseBody {
    /// In words, 1 to 2,000 characters; where nobody was told, why nobody had to be.
    words: String,
}

/// Ends the handling.
#[utoipa::path(put, path = "/operator/incidents/{id}/closing", operation_id = "close_incident", tag = "operator",
    params(("id" = String, Path, description = "The incident")), request_body = CloseBody,
    responses((status = 200, body = IncidentView), (status = 409, description = "It had ended before")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn close_incident(
    State(incidents): State<Incidents>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<IncidentId>,
    Json(body): Json<CloseBody>,
) -> Result<Json<IncidentView>, Problem> {
    require(&officer)?;
    let incident = incidents.close(id, &body.words).await?;
    whole(&incidents, incident, language).await
}

/// Tells whether one person is concerned; the log of staff access says so first, and they see it there.
#[utoipa::path(get, path = "/operator/incidents/{id}/people/{member}", operation_id = "show_person_concerned",
    tag = "operator",
    params(("id" = String, Path, description = "The incident"), ("member" = String, Path, description = "The account")),
    responses((status = 200, body = PersonView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn show_person_concerned(
    State(incidents): State<Incidents>,
    Staff(officer): Staff,
    Path((id, member)): Path<(IncidentId, SubjectId)>,
) -> Result<Json<PersonView>, Problem> {
    // Nobody is looked up who is not there: the log would name a digest of nobody.
    if !incidents.0.rights.living().await.map_err(Error::from)?.contains(&member) {
        return Err(Problem::not_found());
    }
    let permit = incidents.permit(&officer, id, member).await?;
    let notice = incidents.notice_for(id, &permit).await?;
    Ok(Json(PersonView::of(member, notice, permit.number())))
}
