//! The keys and passwords of other apps, in the member's settings.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Member, Page, Path, Problem};
use ids::{ApiKeyId, AppPasswordId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::name;
use crate::accounts::{Accounts, verify_recent};
use crate::store::app_access as store;

pub(super) fn routes() -> OpenApiRouter<Accounts> {
    OpenApiRouter::new()
        .routes(routes!(list_api_keys, make_api_key))
        .routes(routes!(revoke_api_key))
        .routes(routes!(list_app_passwords, make_app_password))
        .routes(routes!(revoke_app_password))
}

/// A key or password of another app, without its secret.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct AppAccess {
    /// The key or password.
    id: String,
    /// What the member calls it.
    name: String,
    /// The name to sign the app in with.
    user_name: String,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    /// When it was last used, to the minute.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_used_at: Option<Timestamp>,
}

impl<Id: std::fmt::Display> From<store::Shown<Id>> for AppAccess {
    fn from(shown: store::Shown<Id>) -> Self {
        Self {
            id: shown.id.to_string(),
            name: shown.name,
            user_name: shown.user_name,
            made_at: shown.created_at,
            last_used_at: shown.last_used_at,
        }
    }
}

/// A new key or password, with the secret that is shown this once.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct MadeAppAccess {
    /// The key or password.
    id: String,
    /// What the member calls it.
    name: String,
    /// The name to sign the app in with.
    user_name: String,
    /// What the app is given; it cannot be shown again.
    secret: String,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
}

impl<Id: std::fmt::Display> From<crate::app_access::Made<Id>> for MadeAppAccess {
    fn from(made: crate::app_access::Made<Id>) -> Self {
        Self {
            id: made.id.to_string(),
            name: made.name,
            user_name: made.user_name,
            secret: made.secret,
            made_at: made.created_at,
        }
    }
}

/// What the app is to be called.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAppAccess {
    /// Such as the app and the device, 1 to 60 characters.
    name: String,
}

/// The member's API keys, the newest first.
#[utoipa::path(
    get, path = "/me/api_keys", operation_id = "list_api_keys", tag = "open_clients",
    responses((status = 200, body = Page<AppAccess>)),
    extensions(("x-function" = json!("open_clients")), ("x-purposes" = json!(["app_access"]))),
)]
async fn list_api_keys(
    State(accounts): State<Accounts>,
    Member(member): Member,
) -> Result<Json<Page<AppAccess>>, Problem> {
    let keys = store::keys_of(&accounts.0.db.service(), member.subject).await?;
    Ok(Json(Page::whole(keys.into_iter().map(AppAccess::from).collect())))
}

/// Makes an API key, which asks for a recent sign-in; its secret is in the answer and nowhere else.
#[utoipa::path(
    post, path = "/me/api_keys", operation_id = "make_api_key", tag = "open_clients", request_body = NewAppAccess,
    responses((status = 201, body = MadeAppAccess)),
    extensions(("x-function" = json!("open_clients")), ("x-purposes" = json!(["app_access"]))),
)]
async fn make_api_key(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Json(new): Json<NewAppAccess>,
) -> Result<(StatusCode, Json<MadeAppAccess>), Problem> {
    verify_recent(&member, accounts.now())?;
    let made = accounts.make_api_key(member.subject, name("name", &new.name)?).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Revokes an API key: the app is out at its next request.
#[utoipa::path(
    delete, path = "/me/api_keys/{id}", operation_id = "revoke_api_key", tag = "open_clients",
    params(("id" = String, Path)), responses((status = 204)),
    extensions(("x-function" = json!("open_clients")), ("x-purposes" = json!(["app_access"]))),
)]
async fn revoke_api_key(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Path(id): Path<ApiKeyId>,
) -> Result<StatusCode, Problem> {
    let mut tx = accounts.0.db.begin().await?;
    if store::remove_key(&mut tx, id, member.subject).await? == 0 {
        return Err(Problem::not_found());
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The member's app passwords, the newest first.
#[utoipa::path(
    get, path = "/me/app_passwords", operation_id = "list_app_passwords", tag = "open_clients",
    responses((status = 200, body = Page<AppAccess>)),
    extensions(("x-function" = json!("open_clients")), ("x-purposes" = json!(["app_access"]))),
)]
async fn list_app_passwords(
    State(accounts): State<Accounts>,
    Member(member): Member,
) -> Result<Json<Page<AppAccess>>, Problem> {
    let passwords = store::passwords_of(&accounts.0.db.service(), member.subject).await?;
    Ok(Json(Page::whole(passwords.into_iter().map(AppAccess::from).collect())))
}

/// Makes an app password, which asks for a recent sign-in; it is in the answer and shown nowhere else.
#[utoipa::path(
    post, path = "/me/app_passwords", operation_id = "make_app_password", tag = "open_clients",
    request_body = NewAppAccess, responses((status = 201, body = MadeAppAccess)),
    extensions(("x-function" = json!("open_clients")), ("x-purposes" = json!(["app_access"]))),
)]
async fn make_app_password(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Json(new): Json<NewAppAccess>,
) -> Result<(StatusCode, Json<MadeAppAccess>), Problem> {
    verify_recent(&member, accounts.now())?;
    let made = accounts.make_app_password(member.subject, name("name", &new.name)?).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Revokes an app password: the app is out at its next request.
#[utoipa::path(
    delete, path = "/me/app_passwords/{id}", operation_id = "revoke_app_password", tag = "open_clients",
    params(("id" = String, Path)), responses((status = 204)),
    extensions(("x-function" = json!("open_clients")), ("x-purposes" = json!(["app_access"]))),
)]
async fn revoke_app_password(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Path(id): Path<AppPasswordId>,
) -> Result<StatusCode, Problem> {
    let mut tx = accounts.0.db.begin().await?;
    if store::remove_password(&mut tx, id, member.subject).await? == 0 {
        return Err(Problem::not_found());
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
