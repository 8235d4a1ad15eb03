//! What staff ask of transfers.

use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use futures_util::stream::unfold;
use http_api::{Json, Language, Page, Path, Problem, SignedIn, Staff};
use ids::TransferId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::views::{ChoicesView, TransferBody, TransferView};
use crate::model::Transfer;
use crate::{Error, HandingOver, Transfers};

/// Lets only those go on who answer for personal information.
fn require(staff: &SignedIn) -> Result<(), Problem> {
    Ok(staff_access::require::<policy::Transfer>(staff)?)
}

/// A transfer as the asker sees it.
async fn seen(
    transfers: &Transfers,
    transfer: Transfer,
    officer: &SignedIn,
    language: Language,
) -> Result<TransferView, Problem> {
    let counts = transfers.counts(transfer.id).await?;
    let asker = transfers.0.staff.digest_of(officer.subject);
    Ok(TransferView::of(transfer, counts, &asker, language, transfers.now()))
}

/// Tells what can be chosen when a transfer is filed.
#[utoipa::path(get, path = "/operator/transfers/choices", operation_id = "show_transfer_choices", tag = "operator",
    responses((status = 200, body = ChoicesView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["transfer", "sharing_record"]))))]
pub(super) async fn show_transfer_choices(
    Staff(officer): Staff,
    language: Language,
) -> Result<Json<ChoicesView>, Problem> {
    require(&officer)?;
    Ok(Json(ChoicesView::now(language)))
}

/// Lists transfers, the latest first; nobody is named.
#[utoipa::path(get, path = "/operator/transfers", operation_id = "list_transfers", tag = "operator",
    responses((status = 200, body = Page<TransferView>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["transfer", "sharing_record"]))))]
pub(super) async fn list_transfers(
    State(transfers): State<Transfers>,
    Staff(officer): Staff,
    language: Language,
) -> Result<Json<Page<TransferView>>, Problem> {
    require(&officer)?;
    let mut views = Vec::new();
    for transfer in transfers.transfers().await? {
        views.push(seen(&transfers, transfer, &officer, language).await?);
    }
    Ok(Json(Page::whole(views)))
}

/// Files a transfer; two others approve it before anybody is asked.
#[utoipa::path(post, path = "/operator/transfers", operation_id = "file_transfer", tag = "operator",
    request_body = TransferBody,
    responses((status = 201, body = TransferView), (status = 400, description = "A field is missing or does not fit")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["transfer", "sharing_record"]))))]
pub(super) async fn file_transfer(
    State(transfers): State<Transfers>,
    Staff(officer): Staff,
    language: Language,
    Json(body): Json<TransferBody>,
) -> Result<(StatusCode, Json<TransferView>), Problem> {
    require(&officer)?;
    let transfer = transfers.file(officer.subject, &body.into()).await?;
    Ok((StatusCode::CREATED, Json(seen(&transfers, transfer, &officer, language).await?)))
}

/// Shows one transfer, how many answered, and what was handed over.
#[utoipa::path(get, path = "/operator/transfers/{id}", operation_id = "show_transfer", tag = "operator",
    params(("id" = String, Path, description = "The transfer")), responses((status = 200, body = TransferView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["transfer", "sharing_record"]))))]
pub(super) async fn show_transfer(
    State(transfers): State<Transfers>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<TransferId>,
) -> Result<Json<TransferView>, Problem> {
    require(&officer)?;
    Ok(Json(seen(&transfers, transfers.transfer(id).await?, &officer, language).await?))
}

/// Approves a transfer, after a recent sign-in; the second approval announces it to everybody.
#[utoipa::path(post, path = "/operator/transfers/{id}/approvals", operation_id = "approve_transfer", tag = "operator",
    params(("id" = String, Path, description = "The transfer")),
    responses((status = 200, body = TransferView),
        (status = 409, description = "The asker filed it, it was approved or called off, or another one is not over")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["transfer", "sharing_record"]))))]
pub(super) async fn approve_transfer(
    State(transfers): State<Transfers>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<TransferId>,
) -> Result<Json<TransferView>, Problem> {
    require(&officer)?;
    officer.require_recent(transfers.now())?;
    let transfer = transfers.approve(id, officer.subject).await?;
    Ok(Json(seen(&transfers, transfer, &officer, language).await?))
}

/// Why a transfer is called off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TransferReason)]
pub(super) struct CallOffBody {
    /// Why, 1 to 500 characters.
    words: String,
}

/// Calls a transfer off, announced or not; every answer to it goes at once.
#[utoipa::path(post, path = "/operator/transfers/{id}/calling_off", operation_id = "call_off_transfer",
    tag = "operator", params(("id" = String, Path, description = "The transfer")), request_body = CallOffBody,
    responses((status = 200, body = TransferView), (status = 409, description = "It was called off before")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["transfer", "sharing_record"]))))]
pub(super) async fn call_off_transfer(
    State(transfers): State<Transfers>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<TransferId>,
    Json(body): Json<CallOffBody>,
) -> Result<Json<TransferView>, Problem> {
    require(&officer)?;
    let transfer = transfers.call_off(id, officer.subject, &body.words).await?;
    Ok(Json(seen(&transfers, transfer, &officer, language).await?))
}

/// Gives an approver the file of whoever agreed, person by person, after a recent sign-in and once everybody's time to
/// answer is over. A file without its certificate broke off, and is none.
#[utoipa::path(post, path = "/operator/transfers/{id}/handovers", operation_id = "hand_over_transfer",
    tag = "operator", params(("id" = String, Path, description = "The transfer")),
    responses((status = 200, description = "The file", content_type = "application/json"),
        (status = 409, description = "It is not approved, too early or too late, or was called off")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["transfer", "sharing_record"]))))]
pub(super) async fn hand_over_transfer(
    State(transfers): State<Transfers>,
    Staff(officer): Staff,
    Path(id): Path<TransferId>,
) -> Result<impl IntoResponse, Problem> {
    require(&officer)?;
    officer.require_recent(transfers.now())?;
    let handing_over = transfers.hand_over(&officer, id).await?;
    let headers = [
        (CONTENT_DISPOSITION, format!("attachment; filename=\"qingyin-{}.json\"", handing_over.id())),
        (CACHE_CONTROL, "no-store".to_owned()),
        (CONTENT_TYPE, "application/json".to_owned()),
    ];
    Ok((headers, Body::from_stream(unfold(Some(handing_over), piece))))
}

/// The next piece of a file; after one that failed there is no other, and the connection ends unfinished.
async fn piece(handing_over: Option<HandingOver>) -> Option<(Result<String, Error>, Option<HandingOver>)> {
    let mut handing_over = handing_over?;
    match handing_over.next().await {
        Ok(piece) => Some((Ok(piece?), Some(handing_over))),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "a file that was handed over broke off");
            Some((Err(error), None))
        }
    }
}
