//! What a member sees and agrees to.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Language, Member, Page, Path, Problem};
use ids::AffiliateUseId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::views::OwnView;
use crate::Affiliates;

/// Shows the companies, what each asks for, exactly what would be sent about the member as it is now, and what they agreed to.
#[utoipa::path(get, path = "/me/affiliates", operation_id = "show_own_affiliates", tag = "privacy",
    responses((status = 200, body = Page<OwnView>)),
    extensions(("x-function" = json!("affiliates")), ("x-purposes" = json!(["affiliate_sharing"]))))]
pub(super) async fn show_own_affiliates(
    State(affiliates): State<Affiliates>,
    Member(member): Member,
    language: Language,
) -> Result<Json<Page<OwnView>>, Problem> {
    let own = affiliates.own(member.subject).await?;
    Ok(Json(Page::whole(own.into_iter().map(|one| OwnView::of(one, language)).collect())))
}

/// The sentence that was shown.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AffiliateAgreement)]
pub(super) struct Agreement {
    /// Its SHA-256, as it was handed out.
    text_hash: String,
}

/// Agrees to one use of one company, by the sentence that was shown; the purpose itself has to be turned on before.
#[utoipa::path(put, path = "/me/affiliates/uses/{id}", operation_id = "agree_to_affiliate", tag = "privacy",
    params(("id" = String, Path, description = "The use")), request_body = Agreement,
    responses((status = 204), (status = 403, description = "The purpose is not turned on, or the member is a minor"),
        (status = 404, description = "There is no such use"),
        (status = 409, description = "The use has ended, or its words have changed")),
    extensions(("x-function" = json!("affiliates")), ("x-purposes" = json!(["affiliate_sharing"]))))]
pub(super) async fn agree_to_affiliate(
    State(affiliates): State<Affiliates>,
    Member(member): Member,
    Path(id): Path<AffiliateUseId>,
    Json(agreement): Json<Agreement>,
) -> Result<StatusCode, Problem> {
    affiliates.agree(member.subject, id, &agreement.text_hash).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the agreement to one use back; nothing is sent from then on, and the company is told to erase what it has.
#[utoipa::path(delete, path = "/me/affiliates/uses/{id}", operation_id = "withdraw_from_affiliate", tag = "privacy",
    params(("id" = String, Path, description = "The use")), responses((status = 204)),
    extensions(("x-function" = json!("affiliates")), ("x-purposes" = json!(["affiliate_sharing"]))))]
pub(super) async fn withdraw_from_affiliate(
    State(affiliates): State<Affiliates>,
    Member(member): Member,
    Path(id): Path<AffiliateUseId>,
) -> Result<StatusCode, Problem> {
    affiliates.withdraw(member.subject, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
