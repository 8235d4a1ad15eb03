//! The register, for whoever answers for personal information; no person is in it.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Language, Page, Path, Problem, Role, SignedIn, Staff};
use ids::{AffiliateId, AffiliateUseId};

use super::views::{AffiliateBody, RegistrationView, UseBody, UseView};
use crate::Affiliates;
use crate::roll::Registration;

/// Lets only those go on who answer for personal information.
fn require(staff: &SignedIn) -> Result<(), Problem> {
    if staff.roles.contains(&Role::PrivacyOfficer) { Ok(()) } else { Err(staff_access::Error::NotInRole.into()) }
}

/// Lists every company there ever was in the register, those that stand first.
#[utoipa::path(get, path = "/operator/affiliates", operation_id = "list_registrations", tag = "operator",
    responses((status = 200, body = Page<RegistrationView>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))))]
pub(super) async fn list_registrations(
    State(affiliates): State<Affiliates>,
    Staff(officer): Staff,
    language: Language,
) -> Result<Json<Page<RegistrationView>>, Problem> {
    require(&officer)?;
    let now = affiliates.now();
    let found = affiliates.registrations().await?;
    Ok(Json(Page::whole(found.into_iter().map(|one| RegistrationView::of(one, language, now)).collect())))
}

/// Registers a company of the operator's group with the proof of control; nothing goes there by that.
#[utoipa::path(post, path = "/operator/affiliates", operation_id = "register_affiliate", tag = "operator",
    request_body = AffiliateBody,
    responses((status = 201, body = RegistrationView), (status = 400, description = "A field is missing or does not fit")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))))]
pub(super) async fn register_affiliate(
    State(affiliates): State<Affiliates>,
    Staff(officer): Staff,
    language: Language,
    Json(body): Json<AffiliateBody>,
) -> Result<(StatusCode, Json<RegistrationView>), Problem> {
    require(&officer)?;
    let affiliate = affiliates.register(body.into()).await?;
    let made = Registration { affiliate, uses: Vec::new(), to_erase: 0 };
    Ok((StatusCode::CREATED, Json(RegistrationView::of(made, language, affiliates.now()))))
}

/// Takes a company out of the register; whoever agreed to something of it has not any more, and it is told to erase.
#[utoipa::path(delete, path = "/operator/affiliates/{id}", operation_id = "end_affiliate", tag = "operator",
    params(("id" = String, Path, description = "The company")), responses((status = 204)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))))]
pub(super) async fn end_affiliate(
    State(affiliates): State<Affiliates>,
    Staff(officer): Staff,
    Path(id): Path<AffiliateId>,
) -> Result<StatusCode, Problem> {
    require(&officer)?;
    affiliates.end(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Adds what a company asks for and what for; it cannot be changed afterwards, and everybody is asked anew.
#[utoipa::path(post, path = "/operator/affiliates/{id}/uses", operation_id = "add_affiliate_use", tag = "operator",
    params(("id" = String, Path, description = "The company")), request_body = UseBody,
    responses((status = 201, body = UseView), (status = 400, description = "A field is missing or does not fit"),
        (status = 409, description = "The company has ended")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))))]
pub(super) async fn add_affiliate_use(
    State(affiliates): State<Affiliates>,
    Staff(officer): Staff,
    language: Language,
    Path(id): Path<AffiliateId>,
    Json(body): Json<UseBody>,
) -> Result<(StatusCode, Json<UseView>), Problem> {
    require(&officer)?;
    let made = affiliates.add_use(id, body.into()).await?;
    Ok((StatusCode::CREATED, Json(UseView::of(&made, language))))
}

/// Ends a use; whoever agreed to it has not any more, and the company is told to erase what it has by it.
#[utoipa::path(delete, path = "/operator/affiliates/uses/{id}", operation_id = "end_affiliate_use", tag = "operator",
    params(("id" = String, Path, description = "The use")), responses((status = 204)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))))]
pub(super) async fn end_affiliate_use(
    State(affiliates): State<Affiliates>,
    Staff(officer): Staff,
    Path(id): Path<AffiliateUseId>,
) -> Result<StatusCode, Problem> {
    require(&officer)?;
    affiliates.end_use(id).await?;
    Ok(StatusCode::NO_CONTENT)
}
