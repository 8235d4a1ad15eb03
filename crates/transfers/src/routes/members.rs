//! What members are asked, and their answers.

use axum::extract::State;
use http_api::{Json, Language, Member, Page, Path, Problem};
use ids::{SubjectId, TransferId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::views::OwnView;
use crate::Transfers;
use crate::error::Error;

async fn seen(
    transfers: &Transfers,
    member: SubjectId,
    id: TransferId,
    language: Language,
) -> Result<Json<OwnView>, Problem> {
    let announced = transfers.announced_to(member).await?;
    let found = announced.into_iter().find(|one| one.transfer.id == id).ok_or(Error::NotFound)?;
    Ok(Json(OwnView::of(found, language, transfers.now())))
}

/// Lists transfers of personal information that were announced, with the member's own answers, the latest first. Minors
/// are not asked.
#[utoipa::path(get, path = "/me/transfers", operation_id = "list_own_transfers", tag = "privacy",
    responses((status = 200, body = Page<OwnView>)),
    extensions(("x-function" = json!("transfer")), ("x-purposes" = json!(["transfer"]))))]
pub(super) async fn list_own_transfers(
    State(transfers): State<Transfers>,
    Member(member): Member,
    language: Language,
) -> Result<Json<Page<OwnView>>, Problem> {
    let now = transfers.now();
    let announced = transfers.announced_to(member.subject).await?;
    Ok(Json(Page::whole(announced.into_iter().map(|one| OwnView::of(one, language, now)).collect())))
}

/// A yes to one transfer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TransferYes)]
pub(super) struct YesBody {
    /// SHA-256 of the text that was shown.
    text_hash: String,
}

/// Agrees to one transfer, by itself, while it is open; refused for a text that is not the current one.
#[utoipa::path(put, path = "/me/transfers/{id}/consent", operation_id = "agree_to_transfer", tag = "privacy",
    params(("id" = String, Path, description = "The transfer")), request_body = YesBody,
    responses((status = 200, body = OwnView), (status = 400, description = "The text has changed"),
        (status = 403, description = "Minors are left out"), (status = 409, description = "It is not open")),
    extensions(("x-function" = json!("transfer")), ("x-purposes" = json!(["transfer"]))))]
pub(super) async fn agree_to_transfer(
    State(transfers): State<Transfers>,
    Member(member): Member,
    language: Language,
    Path(id): Path<TransferId>,
    Json(body): Json<YesBody>,
) -> Result<Json<OwnView>, Problem> {
    transfers.agree(member.subject, id, &body.text_hash).await?;
    seen(&transfers, member.subject, id, language).await
}

/// Says no to one transfer, or takes back a yes; what was agreed to goes at once.
#[utoipa::path(post, path = "/me/transfers/{id}/refusal", operation_id = "refuse_transfer", tag = "privacy",
    params(("id" = String, Path, description = "The transfer")),
    responses((status = 200, body = OwnView), (status = 409, description = "It was called off")),
    extensions(("x-function" = json!("transfer")), ("x-purposes" = json!(["transfer"]))))]
pub(super) async fn refuse_transfer(
    State(transfers): State<Transfers>,
    Member(member): Member,
    language: Language,
    Path(id): Path<TransferId>,
) -> Result<Json<OwnView>, Problem> {
    transfers.refuse(member.subject, id).await?;
    seen(&transfers, member.subject, id, language).await
}
