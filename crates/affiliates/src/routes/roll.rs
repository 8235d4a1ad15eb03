//! What everybody reads.

use axum::extract::State;
use http_api::{Json, Language, Page, Problem};

use super::views::RollView;
use crate::Affiliates;

/// Lists the companies of the operator's group, by what proof each is one, and what each asks for; open to everybody.
#[utoipa::path(get, path = "/affiliates", operation_id = "list_affiliates", tag = "privacy",
    responses((status = 200, body = Page<RollView>)),
    extensions(("x-function" = json!("policy_documents")), ("x-purposes" = json!([]))))]
pub(super) async fn list_affiliates(
    State(affiliates): State<Affiliates>,
    language: Language,
) -> Result<Json<Page<RollView>>, Problem> {
    let roll = affiliates.roll().await?;
    Ok(Json(Page::whole(roll.into_iter().map(|(affiliate, uses)| RollView::of(affiliate, uses, language)).collect())))
}
