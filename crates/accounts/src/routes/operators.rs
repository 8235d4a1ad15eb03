//! What operators see and change of members.

use axum::extract::State;
use http_api::{Json, Member, Operator, Page, PageQuery, Path, Problem, Query, Role};
use ids::SubjectId;
use serde::{Deserialize, Serialize};
use staff_access::TrainingStanding;
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::sessions::{Session, session_of};
use crate::accounts::{Accounts, verify_recent};
use crate::model::State as AccountState;
use crate::store::members;

pub(super) fn routes() -> OpenApiRouter<Accounts> {
    OpenApiRouter::new().routes(routes!(claim_operator)).routes(routes!(list_members)).routes(routes!(change_member))
}

/// A one-time link.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct OperatorClaim {
    /// The link's secret.
    token: String,
}

/// Makes the member an operator by the one-time link that the service printed when it was set up.
#[utoipa::path(
    post, path = "/operator/claim", operation_id = "claim_operator", tag = "operator", request_body = OperatorClaim,
    responses((status = 200, body = Session)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["operation"]))),
)]
async fn claim_operator(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Json(claim): Json<OperatorClaim>,
) -> Result<Json<Session>, Problem> {
    accounts.claim(member.subject, &claim.token).await?;
    Ok(Json(session_of(&accounts, &member).await?))
}

/// A member as operators see it; never with a phone number, and with the name masked.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct MemberOverview {
    /// The member.
    #[schema(value_type = String)]
    id: SubjectId,
    /// The first character of what the member is called; the whole of it opens with a reason.
    masked_nickname: Option<String>,
    /// What the member may do.
    roles: Vec<Role>,
    /// Since when there is the account.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Whether the account may be used.
    state: AccountState,
    /// Of somebody of the staff, how they stand with training.
    training: Option<TrainingStanding>,
}

impl MemberOverview {
    async fn of(member: members::Member, accounts: &Accounts) -> Result<Self, Problem> {
        let training = accounts.training(&member).await?;
        let members::Member { subject, nickname, roles, created_at, state } = member;
        let masked_nickname = nickname.as_deref().map(staff_access::masked);
        Ok(Self { id: subject, masked_nickname, roles, created_at, state, training })
    }
}

/// All members, the oldest account first.
#[utoipa::path(
    get, path = "/operator/members", operation_id = "list_members", tag = "operator", params(PageQuery),
    responses((status = 200, body = Page<MemberOverview>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["operation"]))),
)]
async fn list_members(
    State(accounts): State<Accounts>,
    _operator: Operator,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<MemberOverview>>, Problem> {
    let after = page.cursor.as_ref().map(http_api::Cursor::key::<(i64, i64)>).transpose()?;
    let found = members::members(&accounts.0.db.service(), after, page.limit.with_extra()).await?;
    let found = Page::from_extra(found, page.limit, |member| (member.created_at.as_millis(), member.subject.as_i64()));
    let mut items = Vec::with_capacity(found.items.len());
    for member in found.items {
        items.push(MemberOverview::of(member, &accounts).await?);
    }
    Ok(Json(Page { items, next: found.next, total: found.total }))
}

/// What an operator changes of a member.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct MemberChanges {
    /// What the member may do from now on; everybody stays a listener.
    roles: Option<Vec<Role>>,
    /// Whether the account may be used; suspending signs it out everywhere.
    state: Option<AccountState>,
}

/// Changes what a member may do, which asks for a recent sign-in: whoever finds a browser left open makes nobody an
/// operator. The last active operator keeps the role.
#[utoipa::path(
    patch, path = "/operator/members/{id}", operation_id = "change_member", tag = "operator",
    params(("id" = String, Path)), request_body = MemberChanges, responses((status = 200, body = MemberOverview)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["operation"]))),
)]
async fn change_member(
    State(accounts): State<Accounts>,
    Operator(operator): Operator,
    Path(member): Path<SubjectId>,
    Json(changes): Json<MemberChanges>,
) -> Result<Json<MemberOverview>, Problem> {
    if changes.roles.is_some() {
        verify_recent(&operator, accounts.now())?;
    }
    let changed = accounts.change_member(member, changes.roles, changes.state).await?;
    Ok(Json(MemberOverview::of(changed, &accounts).await?))
}
