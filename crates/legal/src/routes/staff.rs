//! What staff ask of the desk.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use http_api::{Json, Language, Page, Path, Problem, SignedIn, Staff};
use ids::LegalDemandId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::views::{ChoicesView, DemandBody, DemandView, UsesView};
use crate::Legal;
use crate::model::{ApprovedBy, Demand};

/// Lets only those go on who answer for personal information.
fn require(staff: &SignedIn) -> Result<(), Problem> {
    Ok(staff_access::require::<policy::LegalDemand>(staff)?)
}

/// A demand as the asker sees it.
fn seen(legal: &Legal, demand: Demand, officer: &SignedIn, language: Language) -> DemandView {
    DemandView::of(demand, &legal.0.staff.digest_of(officer.subject), language, legal.now())
}

/// Tells what can be chosen when a demand is filed: cases of the law and kinds of information.
#[utoipa::path(get, path = "/operator/legal/choices", operation_id = "show_legal_choices", tag = "operator",
    responses((status = 200, body = ChoicesView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["legal_demand"]))))]
pub(super) async fn show_legal_choices(
    Staff(officer): Staff,
    language: Language,
) -> Result<Json<ChoicesView>, Problem> {
    require(&officer)?;
    Ok(Json(ChoicesView::now(language)))
}

/// Lists what was demanded by law, the latest first; nobody is named.
#[utoipa::path(get, path = "/operator/legal/demands", operation_id = "list_legal_demands", tag = "operator",
    responses((status = 200, body = Page<DemandView>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["legal_demand"]))))]
pub(super) async fn list_legal_demands(
    State(legal): State<Legal>,
    Staff(officer): Staff,
    language: Language,
) -> Result<Json<Page<DemandView>>, Problem> {
    require(&officer)?;
    let demands = legal.demands().await?;
    let views = demands.into_iter().map(|demand| seen(&legal, demand, &officer, language));
    Ok(Json(Page::whole(views.collect())))
}

/// Files what was demanded by law; two others approve it before anything is handed out.
#[utoipa::path(post, path = "/operator/legal/demands", operation_id = "file_legal_demand", tag = "operator",
    request_body = DemandBody,
    responses((status = 201, body = DemandView), (status = 400, description = "A field is missing or does not fit")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["legal_demand"]))))]
pub(super) async fn file_legal_demand(
    State(legal): State<Legal>,
    Staff(officer): Staff,
    language: Language,
    Json(body): Json<DemandBody>,
) -> Result<(StatusCode, Json<DemandView>), Problem> {
    require(&officer)?;
    let demand = legal.file(officer.subject, body.into()).await?;
    Ok((StatusCode::CREATED, Json(seen(&legal, demand, &officer, language))))
}

/// Tells everything that is on file about a demand; nobody is named.
#[utoipa::path(get, path = "/operator/legal/demands/{id}", operation_id = "show_legal_demand", tag = "operator",
    params(("id" = String, Path, description = "The demand")), responses((status = 200, body = DemandView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["legal_demand"]))))]
pub(super) async fn show_legal_demand(
    State(legal): State<Legal>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<LegalDemandId>,
) -> Result<Json<DemandView>, Problem> {
    require(&officer)?;
    Ok(Json(seen(&legal, legal.demand(id).await?, &officer, language)))
}

/// What an approver holds in their hands.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LegalDemandApproval)]
pub(super) struct ApprovalBody {
    /// The SHA-256 of the document that they looked at themselves; it has to be the one that was filed.
    document_sha256: String,
}

/// Approves a demand, after a recent sign-in; two people do, neither of whom filed it.
#[utoipa::path(post, path = "/operator/legal/demands/{id}/approvals", operation_id = "approve_legal_demand",
    tag = "operator", params(("id" = String, Path, description = "The demand")), request_body = ApprovalBody,
    responses((status = 200, body = DemandView), (status = 409, description = "It cannot be approved by the asker")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["legal_demand"]))))]
pub(super) async fn approve_legal_demand(
    State(legal): State<Legal>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<LegalDemandId>,
    Json(body): Json<ApprovalBody>,
) -> Result<Json<DemandView>, Problem> {
    require(&officer)?;
    officer.require_recent(legal.now())?;
    let by = ApprovedBy { officer: officer.subject, document_sha256: body.document_sha256 };
    Ok(Json(seen(&legal, legal.approve(id, by).await?, &officer, language)))
}

/// Why a demand ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LegalDemandReason)]
pub(super) struct EndBody {
    /// Why, 1 to 500 characters.
    words: String,
}

/// Refuses a demand that waits for approval.
#[utoipa::path(post, path = "/operator/legal/demands/{id}/refusal", operation_id = "refuse_legal_demand",
    tag = "operator", params(("id" = String, Path, description = "The demand")), request_body = EndBody,
    responses((status = 200, body = DemandView), (status = 409, description = "It was filed by the asker, or decided")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["legal_demand"]))))]
pub(super) async fn refuse_legal_demand(
    State(legal): State<Legal>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<LegalDemandId>,
    Json(body): Json<EndBody>,
) -> Result<Json<DemandView>, Problem> {
    require(&officer)?;
    Ok(Json(seen(&legal, legal.refuse(id, officer.subject, &body.words).await?, &officer, language)))
}

/// Takes a demand back, approved or not; what was handed out before stays on file.
#[utoipa::path(post, path = "/operator/legal/demands/{id}/withdrawal", operation_id = "withdraw_legal_demand",
    tag = "operator", params(("id" = String, Path, description = "The demand")), request_body = EndBody,
    responses((status = 200, body = DemandView), (status = 409, description = "It has ended before")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["legal_demand"]))))]
pub(super) async fn withdraw_legal_demand(
    State(legal): State<Legal>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<LegalDemandId>,
    Json(body): Json<EndBody>,
) -> Result<Json<DemandView>, Problem> {
    require(&officer)?;
    Ok(Json(seen(&legal, legal.withdraw(id, officer.subject, &body.words).await?, &officer, language)))
}

/// Who stands there to take it along.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LegalHandingOut)]
pub(super) struct HandingOutBody {
    /// Who receives it, letter by letter as the demand names them.
    addressee: String,
}

/// Gives an approver the archive of what an approved demand names, to hand to its addressee, after a recent sign-in.
#[utoipa::path(post, path = "/operator/legal/demands/{id}/disclosures", operation_id = "hand_out_by_law",
    tag = "operator", params(("id" = String, Path, description = "The demand")), request_body = HandingOutBody,
    responses((status = 200, description = "The archive", content_type = "application/json"),
        (status = 409, description = "It is not approved, has ended, or its time is over")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["legal_demand"]))))]
pub(super) async fn hand_out_by_law(
    State(legal): State<Legal>,
    Staff(officer): Staff,
    Path(id): Path<LegalDemandId>,
    Json(body): Json<HandingOutBody>,
) -> Result<impl IntoResponse, Problem> {
    require(&officer)?;
    officer.require_recent(legal.now())?;
    let archive = legal.hand_out(&officer, id, &body.addressee).await.map_err(Problem::from)?;
    let headers = [
        (CONTENT_DISPOSITION, format!("attachment; filename=\"qingyin-{}.json\"", archive.id())),
        (CACHE_CONTROL, "no-store".to_owned()),
        (CONTENT_TYPE, "application/json".to_owned()),
    ];
    Ok((headers, archive.text().to_owned()))
}

/// Reports all uses without consent: how often by case of the law, and the latest of them.
#[utoipa::path(get, path = "/operator/legal/uses", operation_id = "report_exempt_uses", tag = "operator",
    responses((status = 200, body = UsesView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["legal_demand"]))))]
pub(super) async fn report_exempt_uses(
    State(legal): State<Legal>,
    Staff(officer): Staff,
    language: Language,
) -> Result<Json<UsesView>, Problem> {
    require(&officer)?;
    Ok(Json(UsesView::of(legal.uses().await?, language)))
}
