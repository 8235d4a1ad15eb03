//! Minors' mode over HTTP: of the member's own account, and of a guardian's wards.

use axum::extract::State;
use http_api::{Json, Member, Path, Problem};
use ids::{GuardianshipId, SubjectId};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::{Changes, ChangesByPassword, ModeView};
use crate::Minors;

/// The routes of the mode.
pub(crate) fn routes() -> OpenApiRouter<Minors> {
    OpenApiRouter::new()
        .routes(routes!(show_minors_mode, turn_on_minors_mode, change_minors_mode))
        .routes(routes!(turn_off_minors_mode))
        .routes(routes!(show_ward_mode, turn_on_ward_mode, turn_off_ward_mode, change_ward_mode))
}

async fn view(minors: &Minors, subject: SubjectId) -> Result<Json<ModeView>, Problem> {
    Ok(Json(ModeView::of(minors.mode().show(subject).await?)))
}

/// Tells whether the member is in minors' mode, how long they listened, and how much is left.
#[utoipa::path(get, path = "/me/minors_mode", operation_id = "show_minors_mode", tag = "privacy",
    responses((status = 200, body = ModeView)),
    extensions(("x-function" = json!("minors_mode")), ("x-purposes" = json!(["minors_mode", "minor_protection"]))))]
async fn show_minors_mode(State(minors): State<Minors>, Member(member): Member) -> Result<Json<ModeView>, Problem> {
    view(&minors, member.subject).await
}

/// The password that leaves the mode.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MinorsModePassword)]
struct PasswordShown {
    /// Four digits or more; not needed where a guardian decides.
    #[serde(default)]
    password: Option<String>,
}

/// Turns minors' mode on; a password is chosen where no guardian decides.
#[utoipa::path(put, path = "/me/minors_mode", operation_id = "turn_on_minors_mode", tag = "privacy",
    request_body = PasswordShown, responses((status = 200, body = ModeView)),
    extensions(("x-function" = json!("minors_mode")), ("x-purposes" = json!(["minors_mode", "minor_protection"]))))]
async fn turn_on_minors_mode(
    State(minors): State<Minors>,
    Member(member): Member,
    Json(chosen): Json<PasswordShown>,
) -> Result<Json<ModeView>, Problem> {
    minors.mode().turn_on(member.subject, chosen.password).await?;
    view(&minors, member.subject).await
}

/// Turns minors' mode off, by the password; where a guardian decides, in their account alone.
#[utoipa::path(post, path = "/me/minors_mode/end", operation_id = "turn_off_minors_mode", tag = "privacy",
    request_body = PasswordShown,
    responses((status = 200, body = ModeView), (status = 403, description = "Not the member's to turn off, or another password"),
        (status = 429, description = "Too many wrong passwords")),
    extensions(("x-function" = json!("minors_mode")), ("x-purposes" = json!(["minors_mode", "minor_protection"]))))]
async fn turn_off_minors_mode(
    State(minors): State<Minors>,
    Member(member): Member,
    Json(shown): Json<PasswordShown>,
) -> Result<Json<ModeView>, Problem> {
    minors.mode().turn_off(&member, shown.password).await?;
    view(&minors, member.subject).await
}

/// Changes what the mode limits and lets in, by the password; where a guardian decides, in their account alone.
#[utoipa::path(patch, path = "/me/minors_mode", operation_id = "change_minors_mode", tag = "privacy",
    request_body = ChangesByPassword,
    responses((status = 200, body = ModeView), (status = 403, description = "Not the member's to change, or another password"),
        (status = 409, description = "The mode is off"), (status = 429, description = "Too many wrong passwords")),
    extensions(("x-function" = json!("minors_mode")), ("x-purposes" = json!(["minors_mode", "minor_protection"]))))]
async fn change_minors_mode(
    State(minors): State<Minors>,
    Member(member): Member,
    Json(asked): Json<ChangesByPassword>,
) -> Result<Json<ModeView>, Problem> {
    let changes = asked.changes();
    minors.mode().change(&member, asked.password, |limits| changes.make(limits)).await?;
    view(&minors, member.subject).await
}

/// Tells a guardian whether a ward is in minors' mode, and how long they listened on the last seven days.
#[utoipa::path(get, path = "/me/wards/{id}/minors_mode", operation_id = "show_ward_mode", tag = "privacy",
    params(("id" = String, Path, description = "The guardianship")),
    responses((status = 200, body = ModeView)),
    extensions(("x-function" = json!("minors_mode")), ("x-purposes" = json!(["minors_mode", "minor_protection"]))))]
async fn show_ward_mode(
    State(minors): State<Minors>,
    Member(member): Member,
    Path(id): Path<GuardianshipId>,
) -> Result<Json<ModeView>, Problem> {
    let ward = minors.ward(member.subject, id).await?.guardianship.minor;
    view(&minors, ward).await
}

/// Turns minors' mode on for a ward.
#[utoipa::path(put, path = "/me/wards/{id}/minors_mode", operation_id = "turn_on_ward_mode", tag = "privacy",
    params(("id" = String, Path, description = "The guardianship")),
    responses((status = 200, body = ModeView)),
    extensions(("x-function" = json!("minors_mode")), ("x-purposes" = json!(["minors_mode", "minor_protection"]))))]
async fn turn_on_ward_mode(
    State(minors): State<Minors>,
    Member(member): Member,
    Path(id): Path<GuardianshipId>,
) -> Result<Json<ModeView>, Problem> {
    let ward = minors.ward(member.subject, id).await?.guardianship.minor;
    minors.mode().turn_on_of_ward(ward).await?;
    view(&minors, ward).await
}

/// Turns minors' mode off for a ward; what was counted goes with it.
#[utoipa::path(delete, path = "/me/wards/{id}/minors_mode", operation_id = "turn_off_ward_mode", tag = "privacy",
    params(("id" = String, Path, description = "The guardianship")),
    responses((status = 200, body = ModeView)),
    extensions(("x-function" = json!("minors_mode")), ("x-purposes" = json!(["minors_mode", "minor_protection"]))))]
async fn turn_off_ward_mode(
    State(minors): State<Minors>,
    Member(member): Member,
    Path(id): Path<GuardianshipId>,
) -> Result<Json<ModeView>, Problem> {
    let ward = minors.ward(member.subject, id).await?.guardianship.minor;
    minors.mode().turn_off_of_ward(ward).await?;
    view(&minors, ward).await
}

/// Changes what a ward's mode limits and lets in.
#[utoipa::path(patch, path = "/me/wards/{id}/minors_mode", operation_id = "change_ward_mode", tag = "privacy",
    params(("id" = String, Path, description = "The guardianship")), request_body = Changes,
    responses((status = 200, body = ModeView), (status = 409, description = "The mode is off")),
    extensions(("x-function" = json!("minors_mode")), ("x-purposes" = json!(["minors_mode", "minor_protection"]))))]
async fn change_ward_mode(
    State(minors): State<Minors>,
    Member(member): Member,
    Path(id): Path<GuardianshipId>,
    Json(changes): Json<Changes>,
) -> Result<Json<ModeView>, Problem> {
    let ward = minors.ward(member.subject, id).await?.guardianship.minor;
    minors.mode().change_of_ward(ward, |limits| changes.make(limits)).await?;
    view(&minors, ward).await
}
