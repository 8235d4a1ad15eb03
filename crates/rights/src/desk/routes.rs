//! The desk over HTTP: a member asks, the officer answers.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Language, Member, Page, Path, Problem, Query, Staff};
use ids::{RightsRequestId, SubjectId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{
    Decision, DeskStatistics, Ground, NewRequest, OpenedRequest, Request, RequestKind, RequestOutcome, Urgency,
};
use crate::Rights;

pub(crate) fn routes() -> OpenApiRouter<Rights> {
    OpenApiRouter::new()
        .routes(routes!(list_own_requests, make_request))
        .routes(routes!(list_requests))
        .routes(routes!(show_request))
        .routes(routes!(answer_request))
        .routes(routes!(show_request_statistics))
        .routes(routes!(show_contact))
}

/// A request about one's personal information.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RightsRequest)]
struct RequestView {
    /// Names it.
    #[schema(value_type = String)]
    id: RightsRequestId,
    /// Whose it is; in lists of the officer it is left out.
    #[schema(value_type = Option<String>)]
    member: Option<SubjectId>,
    /// What is asked for.
    kind: RequestKind,
    /// Of a deletion, why.
    ground: Option<Ground>,
    /// Which kind of data, as an item of the policy; all of it when absent.
    item: Option<String>,
    /// The item's name.
    item_title: Option<String>,
    /// When it came.
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
    /// When it has to be answered.
    #[schema(value_type = String, format = DateTime)]
    due_at: Timestamp,
    /// How it stands in time.
    urgency: Urgency,
    /// What became of it.
    outcome: Option<RequestOutcome>,
    /// When it was answered.
    #[schema(value_type = Option<String>, format = DateTime)]
    answered_at: Option<Timestamp>,
    /// How many rows were erased.
    erased_rows: Option<u64>,
    /// What the person wrote; in lists of the officer it is left out.
    message: Option<String>,
    /// The letter that answers it.
    letter: Option<String>,
}

impl RequestView {
    fn of(request: Request, rights: &Rights, language: Language) -> Self {
        let urgency = request.urgency(rights.0.clock.now());
        let Request { id, kind, ground, item, received_at, due_at, outcome, answered_at, erased_rows, .. } = request;
        let known = item.as_deref().and_then(|item| policy::current().item(item));
        Self {
            item_title: known.map(|item| item.title.in_language(policy::Language::from(language)).to_owned()),
            id,
            member: None,
            kind,
            ground,
            item,
            received_at,
            due_at,
            urgency,
            outcome,
            answered_at,
            erased_rows,
            message: None,
            letter: None,
        }
    }

    fn opened(opened: OpenedRequest, rights: &Rights, language: Language) -> Self {
        let OpenedRequest { request, message, letter } = opened;
        let member = Some(request.subject);
        Self { member, message: Some(message), letter, ..Self::of(request, rights, language) }
    }
}

/// Something that a member asks.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRightsRequest {
    /// What is asked for.
    kind: RequestKind,
    /// Of a deletion, why; of anything else absent.
    ground: Option<Ground>,
    /// Which kind of data, as an item of the policy; all of it when absent.
    item: Option<String>,
    /// In the person's own words, 1 to 2,000 characters.
    message: String,
}

/// Lists the member's own requests with their answers, the latest first.
#[utoipa::path(get, path = "/me/requests", operation_id = "list_own_requests", tag = "privacy",
    responses((status = 200, body = Page<RequestView>)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["rights_request"]))))]
async fn list_own_requests(
    State(rights): State<Rights>,
    Member(member): Member,
    language: Language,
) -> Result<Json<Page<RequestView>>, Problem> {
    let requests = rights.requests_of(member.subject).await?;
    let views = requests.into_iter().map(|request| RequestView::opened(request, &rights, language));
    Ok(Json(Page::whole(views.collect())))
}

/// Asks the privacy officer; the answer comes within fifteen days.
#[utoipa::path(post, path = "/me/requests", operation_id = "make_request", tag = "privacy",
    request_body = NewRightsRequest,
    responses((status = 201, body = RequestView), (status = 409, description = "Twenty requests wait already")),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["rights_request"]))))]
async fn make_request(
    State(rights): State<Rights>,
    Member(member): Member,
    language: Language,
    Json(new): Json<NewRightsRequest>,
) -> Result<(StatusCode, Json<RequestView>), Problem> {
    // Who asks is made sure of with what is on file: the phone that signed in a moment ago.
    member.require_recent(rights.0.clock.now())?;
    let NewRightsRequest { kind, ground, item, message } = new;
    let request = rights.ask(member.subject, NewRequest { kind, ground, item, message }, language).await?;
    Ok((StatusCode::CREATED, Json(RequestView::opened(request, &rights, language))))
}

/// How the operator is reached.
#[derive(Debug, Serialize, ToSchema)]
struct Contact {
    /// The company or person that runs the service.
    company: String,
    /// The privacy officer.
    officer_name: String,
    /// The officer's address.
    officer_email: String,
    /// Telephone for questions.
    hotline: String,
    /// Address for questions.
    contact_email: String,
}

/// Tells how the operator and the privacy officer are reached outside the app.
#[utoipa::path(get, path = "/policy/contact", operation_id = "show_contact", tag = "privacy",
    responses((status = 200, body = Contact)),
    extensions(("x-function" = json!("policy_documents")), ("x-purposes" = json!([]))))]
async fn show_contact(State(rights): State<Rights>) -> Json<Contact> {
    let policy::Operator { company, officer_name, officer_email, hotline, contact_email, .. } =
        rights.0.operator.clone();
    Json(Contact { company, officer_name, officer_email, hotline, contact_email })
}

/// Which requests.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RequestsQuery {
    /// Those that were answered, and not those that wait.
    answered: bool,
}

/// Lists requests for the officer: those that wait, the most urgent first, or those that were answered.
#[utoipa::path(get, path = "/operator/requests", operation_id = "list_requests", tag = "operator",
    params(RequestsQuery), responses((status = 200, body = Page<RequestView>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["rights_request"]))))]
async fn list_requests(
    State(rights): State<Rights>,
    Staff(officer): Staff,
    language: Language,
    Query(query): Query<RequestsQuery>,
) -> Result<Json<Page<RequestView>>, Problem> {
    staff_access::require::<policy::RightsRequest>(&officer)?;
    let requests = rights.requests(query.answered).await?;
    let views = requests.into_iter().map(|request| RequestView::of(request, &rights, language));
    Ok(Json(Page::whole(views.collect())))
}

/// Opens a request for the officer.
#[utoipa::path(get, path = "/operator/requests/{id}", operation_id = "show_request", tag = "operator",
    params(("id" = String, Path, description = "The request")), responses((status = 200, body = RequestView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["rights_request"]))))]
async fn show_request(
    State(rights): State<Rights>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<RightsRequestId>,
) -> Result<Json<RequestView>, Problem> {
    let permit = rights.permit(&officer, id).await?;
    Ok(Json(RequestView::opened(rights.request(id, &permit).await?, &rights, language)))
}

/// What the officer decided.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RequestDecision {
    /// Whether it is done.
    outcome: RequestOutcome,
    /// Words to the person, at most 2,000 characters; of a refusal the reason.
    #[serde(default)]
    words: String,
}

/// Answers a request: what was asked for is done, and the letter is written.
#[utoipa::path(put, path = "/operator/requests/{id}/answer", operation_id = "answer_request", tag = "operator",
    params(("id" = String, Path, description = "The request")), request_body = RequestDecision,
    responses((status = 200, body = RequestView), (status = 409, description = "It was answered before, or cannot be done")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["rights_request"]))))]
async fn answer_request(
    State(rights): State<Rights>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<RightsRequestId>,
    Json(decision): Json<RequestDecision>,
) -> Result<Json<RequestView>, Problem> {
    let RequestDecision { outcome, words } = decision;
    let permit = rights.permit(&officer, id).await?;
    let answered = rights.answer(id, &permit, Decision { outcome, words }).await?;
    Ok(Json(RequestView::opened(answered, &rights, language)))
}

/// Tells how the desk stands, in numbers.
#[utoipa::path(get, path = "/operator/request_statistics", operation_id = "show_request_statistics", tag = "operator",
    responses((status = 200, body = DeskStatistics)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["rights_request"]))))]
async fn show_request_statistics(
    State(rights): State<Rights>,
    Staff(officer): Staff,
) -> Result<Json<DeskStatistics>, Problem> {
    staff_access::require::<policy::RightsRequest>(&officer)?;
    Ok(Json(rights.desk_statistics().await?))
}
