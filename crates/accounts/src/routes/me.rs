//! The member's own account and profile.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use http_api::{Json, Member, Problem, Role, Text, codes};
use ids::SubjectId;
use serde::{Deserialize, Deserializer, Serialize};
use units::Timestamp;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt as _};
use utoipa_axum::routes;

use super::sign_in::bounded;
use super::views::avatar_url;
use crate::accounts::Accounts;
use crate::avatar::PICTURE_BYTES_MAX;
use crate::model::{self, NICKNAME_MAX, REGION_MAX, SIGNATURE_MAX};
use crate::profile::Changes;
use crate::store;

pub(super) fn routes() -> OpenApiRouter<Accounts> {
    OpenApiRouter::new()
        .routes(routes!(show_me, change_me))
        .routes(routes!(show_avatar, put_avatar, remove_avatar).layer(DefaultBodyLimit::max(PICTURE_BYTES_MAX)))
        .routes(routes!(change_password))
}

/// The member's account, for the member alone.
#[derive(Serialize, utoipa::ToSchema)]
struct Me {
    /// The member.
    #[schema(value_type = String)]
    id: SubjectId,
    /// What the member is called.
    nickname: Option<String>,
    /// Where the picture is.
    avatar: Option<String>,
    /// The number with its middle hidden.
    phone_masked: String,
    /// Whether a password is set.
    has_password: bool,
    /// What the member may do.
    roles: Vec<Role>,
    /// Since when there is the account.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// The signature line, kept by consent.
    signature: Option<String>,
    /// Kept by consent.
    #[schema(value_type = Option<Gender>)]
    gender: Option<String>,
    /// The birthday, such as `1990-05-01`, kept by consent.
    birthday: Option<String>,
    /// The region, kept by consent.
    region: Option<String>,
}

/// The member's account and profile.
#[utoipa::path(
    get, path = "/me", operation_id = "show_me", tag = "profile", responses((status = 200, body = Me)),
    extensions(
        ("x-function" = json!("profile")),
        ("x-purposes" = json!(["account", "profile_signature", "profile_gender", "profile_birthday", "profile_region"])),
    ),
)]
async fn show_me(State(accounts): State<Accounts>, Member(member): Member) -> Result<Json<Me>, Problem> {
    Ok(Json(me(&accounts, member.subject).await?))
}

async fn me(accounts: &Accounts, subject: SubjectId) -> Result<Me, Problem> {
    let account = accounts.account(subject).await?;
    let details = accounts.details(subject).await?;
    let phone = accounts.open_phone(subject, &account.phone).await?;
    Ok(Me {
        id: subject,
        nickname: account.nickname,
        avatar: account.avatar_changed_at.map(avatar_url),
        phone_masked: phone.masked(),
        has_password: account.has_password,
        roles: account.roles,
        created_at: account.created_at,
        signature: details.signature,
        gender: details.gender,
        birthday: details.birthday,
        region: details.region,
    })
}

/// What a member changes; a field that is left out stays, null clears it.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MeChange)]
struct MeChanges {
    /// What the member wants to be called, up to 40 letters.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    nickname: Option<Option<String>>,
    /// The signature line, up to 200 letters; needs the consent `profile_signature`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    signature: Option<Option<String>>,
    /// Needs the consent `profile_gender`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Gender>)]
    gender: Option<Option<Gender>>,
    /// The birthday, such as `1990-05-01`; needs the consent `profile_birthday`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    birthday: Option<Option<String>>,
    /// The region, up to 60 letters; needs the consent `profile_region`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    region: Option<Option<String>>,
}

/// A gender as the profile knows it.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum Gender {
    Female,
    Male,
    Other,
}

impl Gender {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Other => "other",
        }
    }
}

/// Tells a field that is null from one that is not there.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

impl MeChanges {
    /// The changes, each checked; the first field that is wrong is named.
    fn checked(self, now: Timestamp) -> Result<Changes, Problem> {
        let line = |name, change: Option<Option<String>>, letters_max| match change {
            None => Ok(None),
            Some(None) => Ok(Some(None)),
            Some(Some(text)) => model::line(name, &text, letters_max).map(Some),
        };
        Ok(Changes {
            nickname: line("nickname", self.nickname, NICKNAME_MAX)?,
            signature: line("signature", self.signature, SIGNATURE_MAX)?,
            gender: self.gender.map(|gender| gender.map(|gender| gender.as_str().to_owned())),
            birthday: match self.birthday {
                Some(Some(text)) => Some(Some(model::birthday(&text, now)?)),
                other => other,
            },
            region: line("region", self.region, REGION_MAX)?,
        })
    }
}

/// Changes nickname and profile. A detail without its consent is refused with the purpose's name, and nothing changes.
#[utoipa::path(
    patch, path = "/me", operation_id = "change_me", tag = "profile", request_body = MeChanges,
    responses((status = 200, body = Me)),
    extensions(
        ("x-function" = json!("profile")),
        ("x-purposes" = json!(["account", "profile_signature", "profile_gender", "profile_birthday", "profile_region"])),
    ),
)]
async fn change_me(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Json(changes): Json<MeChanges>,
) -> Result<Json<Me>, Problem> {
    let changes = changes.checked(accounts.now())?;
    accounts.change_profile(member.subject, changes).await?;
    Ok(Json(me(&accounts, member.subject).await?))
}

/// Where the picture is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Avatar {
    /// Its address.
    avatar: String,
}

/// The bytes of a picture.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it stands in the description only; the handlers pass bytes on")]
struct Picture(Vec<u8>);

/// The member's picture, for the member alone.
#[utoipa::path(
    get, path = "/me/avatar", operation_id = "show_avatar", tag = "profile",
    responses((status = 200, body = Picture, content_type = "image/jpeg")),
    extensions(("x-function" = json!("profile")), ("x-purposes" = json!(["account"]))),
)]
async fn show_avatar(State(accounts): State<Accounts>, Member(member): Member) -> Result<Response, Problem> {
    let found = store::accounts::avatar(&accounts.0.db.service(), member.subject).await?;
    let (image, media_type) = found.ok_or_else(Problem::not_found)?;
    let headers = [
        (CONTENT_TYPE, media_type),
        (CACHE_CONTROL, "private, no-cache".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, image).into_response())
}

/// Keeps a picture of up to 5 MiB: cut to a square and drawn anew, so that only the picture is kept.
#[utoipa::path(
    put, path = "/me/avatar", operation_id = "put_avatar", tag = "profile",
    request_body(content = Picture, content_type = "image/*"), responses((status = 200, body = Avatar)),
    extensions(("x-function" = json!("profile")), ("x-purposes" = json!(["account"]))),
)]
async fn put_avatar(
    State(accounts): State<Accounts>,
    Member(member): Member,
    bytes: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Json<Avatar>, Problem> {
    let bytes = bytes.map_err(|rejection| {
        let is_large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
        let problem = Problem::new(if is_large { &codes::TOO_LARGE } else { &codes::INVALID });
        problem.detail(Text::new("图片最大 5 MB", "A picture has at most 5 MB"))
    })?;
    let changed_at = accounts.put_picture(member.subject, bytes).await?;
    Ok(Json(Avatar { avatar: avatar_url(changed_at) }))
}

/// Removes the member's picture.
#[utoipa::path(
    delete, path = "/me/avatar", operation_id = "remove_avatar", tag = "profile", responses((status = 204)),
    extensions(("x-function" = json!("profile")), ("x-purposes" = json!(["account"]))),
)]
async fn remove_avatar(State(accounts): State<Accounts>, Member(member): Member) -> Result<StatusCode, Problem> {
    accounts.remove_picture(member.subject).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A change of password.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordChange {
    /// The password until now, when there is one.
    current_password: Option<String>,
    /// The password from now on.
    new_password: String,
}

/// Sets or changes the password; the first one asks for a recent sign-in, and other devices are signed out.
#[utoipa::path(
    put, path = "/me/password", operation_id = "change_password", tag = "profile", request_body = PasswordChange,
    responses((status = 204)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["account", "account_security"]))),
)]
async fn change_password(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Json(change): Json<PasswordChange>,
) -> Result<StatusCode, Problem> {
    let new_password = bounded("new_password", change.new_password)?;
    let current = change.current_password.map(|password| bounded("current_password", password)).transpose()?;
    accounts.change_password(&member, current, new_password).await?;
    Ok(StatusCode::NO_CONTENT)
}
