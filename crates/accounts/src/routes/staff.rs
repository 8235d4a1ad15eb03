//! What staff open of a member, with a reason, and the training without which nothing opens.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Operator, Path, Problem, Role, Staff};
use ids::SubjectId;
use serde::{Deserialize, Serialize};
use staff_access::{NewTraining, Reason, TrainingStanding};
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::accounts::Accounts;

pub(super) fn routes() -> OpenApiRouter<Accounts> {
    OpenApiRouter::new()
        .routes(routes!(reveal_member))
        .routes(routes!(note_staff_training))
        .routes(routes!(show_own_staff_training))
}

/// Why somebody of the staff looks; the person concerned reads it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct StaffReason {
    /// The ticket that asks for it, 1 to 80 characters.
    ticket: String,
    /// The reason in words, 1 to 500 characters, without details of the person.
    words: String,
}

/// What a member is called.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct RevealedMember {
    /// The member.
    #[schema(value_type = String)]
    id: SubjectId,
    /// What the member is called.
    nickname: Option<String>,
    /// The number under which the log has this.
    access_number: i64,
}

/// Opens what a member is called; who looked, by which ticket and why is in the log before.
#[utoipa::path(
    post, path = "/operator/members/{id}/reveals", operation_id = "reveal_member", tag = "operator",
    params(("id" = String, Path)), request_body = StaffReason,
    responses((status = 201, body = RevealedMember), (status = 403, description = "No training of the last year is on record")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["operation"]))),
)]
async fn reveal_member(
    State(accounts): State<Accounts>,
    Operator(operator): Operator,
    Path(member): Path<SubjectId>,
    Json(reason): Json<StaffReason>,
) -> Result<(StatusCode, Json<RevealedMember>), Problem> {
    let reason = Reason::parse(&reason.ticket, &reason.words)?;
    let permit = accounts.permit(&operator, member, reason).await?;
    let nickname = accounts.nickname(&permit).await?;
    let revealed = RevealedMember { id: permit.subject(), nickname, access_number: permit.number() };
    Ok((StatusCode::CREATED, Json(revealed)))
}

/// A training that took place.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewStaffTraining {
    /// When: not in the future, and within the last year.
    #[schema(value_type = String, format = DateTime)]
    trained_at: Timestamp,
    /// What was taught, 1 to 120 characters.
    course: String,
}

/// Notes that somebody of the staff was trained in data security. One's own training is noted by another operator, or
/// where there is none by oneself, and then marked as one's own word.
#[utoipa::path(
    post, path = "/operator/members/{id}/trainings", operation_id = "note_staff_training", tag = "operator",
    params(("id" = String, Path)), request_body = NewStaffTraining,
    responses((status = 201, body = TrainingStanding), (status = 409, description = "Another operator has to note it")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["staff_access"]))),
)]
async fn note_staff_training(
    State(accounts): State<Accounts>,
    Operator(operator): Operator,
    Path(member): Path<SubjectId>,
    Json(new): Json<NewStaffTraining>,
) -> Result<(StatusCode, Json<TrainingStanding>), Problem> {
    let NewStaffTraining { trained_at, course } = new;
    let standing = accounts.note_training(&operator, member, NewTraining { trained_at, course }).await?;
    Ok((StatusCode::CREATED, Json(standing)))
}

/// How the asker stands with training.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct OwnStaffTraining {
    /// The asker.
    #[schema(value_type = String)]
    member: SubjectId,
    /// What is on record.
    standing: TrainingStanding,
    /// Whether the asker may note it, being the only operator.
    may_note: bool,
}

/// Tells how the asker stands with training, and who has to note the next.
#[utoipa::path(
    get, path = "/operator/training", operation_id = "show_own_staff_training", tag = "operator",
    responses((status = 200, body = OwnStaffTraining)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["staff_access"]))),
)]
async fn show_own_staff_training(
    State(accounts): State<Accounts>,
    Staff(staff): Staff,
) -> Result<Json<OwnStaffTraining>, Problem> {
    let standing = accounts.0.staff.training_of(staff.subject).await?;
    let may_note = staff.roles.contains(&Role::Operator) && accounts.is_only_operator(staff.subject).await?;
    Ok(Json(OwnStaffTraining { member: staff.subject, standing, may_note }))
}
