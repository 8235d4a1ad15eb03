//! Signing up, in and out.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use http_api::{Actor, Json, Language, Problem, Text};
use ids::ChallengeId;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::{Device, MemberView, phone};
use crate::accounts::Accounts;
use crate::cookies;
use crate::identify::add_cookie;
use crate::model::{CODE_LIVES, RESEND_AFTER};
use crate::one_tap::Nod;
use crate::password::Strength;
use crate::sign_in::{Acceptance, Opened};

pub(super) fn routes() -> OpenApiRouter<Accounts> {
    OpenApiRouter::new()
        .routes(routes!(send_sms_code))
        .routes(routes!(sign_in_by_sms))
        .routes(routes!(sign_in_by_password))
        .routes(routes!(sign_in_by_one_tap))
        .routes(routes!(reset_password))
        .routes(routes!(judge_password))
        .routes(routes!(sign_out))
}

/// Where a code is to go.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SmsCodeRequest {
    /// The number, such as `13800138000` or `+44…`.
    phone: String,
}

/// A code is on its way.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SmsChallenge {
    /// The sending.
    #[schema(value_type = String)]
    challenge_id: ChallengeId,
    /// For how long the code is valid.
    expires_in_seconds: u64,
    /// After how long another may be asked for.
    resend_after_seconds: u64,
}

/// Sends a code to a number. The answer is the same whether or not the number has an account.
#[utoipa::path(
    post, path = "/sign_in/sms_codes", operation_id = "send_sms_code", tag = "sign_in", request_body = SmsCodeRequest,
    responses((status = 202, body = SmsChallenge)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["sign_in_verification"]))),
)]
async fn send_sms_code(
    State(accounts): State<Accounts>,
    device: Device,
    Json(asked): Json<SmsCodeRequest>,
) -> Result<(StatusCode, Json<SmsChallenge>), Problem> {
    let challenge_id = accounts.send_code(&phone(&asked.phone)?, device.address).await?;
    let challenge = SmsChallenge {
        challenge_id,
        expires_in_seconds: CODE_LIVES.as_seconds_ceil(),
        resend_after_seconds: RESEND_AFTER.as_seconds_ceil(),
    };
    Ok((StatusCode::ACCEPTED, Json(challenge)))
}

/// A code as it was typed.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SmsSignIn {
    /// The number the code went to.
    phone: String,
    /// The six digits.
    code: String,
    /// The policy version that is accepted; needed for a new account.
    policy_version: Option<String>,
    /// SHA-256 of the policy text that was read, as the API handed it out.
    text_hash: Option<String>,
    /// What this device is to be called.
    device_name: Option<String>,
    /// Whether a token is wanted instead of a cookie.
    #[serde(default)]
    bearer: bool,
}

/// A number and its password.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordSignIn {
    /// The number.
    phone: String,
    /// The password.
    password: String,
    /// The policy version that is accepted.
    policy_version: Option<String>,
    /// SHA-256 of the policy text that was read, as the API handed it out.
    text_hash: Option<String>,
    /// What this device is to be called.
    device_name: Option<String>,
    /// Whether a token is wanted instead of a cookie.
    #[serde(default)]
    bearer: bool,
}

/// The sign-in succeeded.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = SignedIn)]
pub(super) struct SignInResult {
    /// Whether the account is new.
    created: bool,
    /// The member.
    member: MemberView,
    /// The token, for those who asked for one; it is shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    token: Option<String>,
}

/// Signs in with a code; a number without an account gets one.
#[utoipa::path(
    post, path = "/sign_in/sms", operation_id = "sign_in_by_sms", tag = "sign_in", request_body = SmsSignIn,
    responses((status = 200, body = SignInResult)),
    extensions(
        ("x-function" = json!("sign_in")),
        ("x-purposes" = json!(["account", "sign_in_verification", "account_security"])),
    ),
)]
async fn sign_in_by_sms(
    State(accounts): State<Accounts>,
    device: Device,
    Json(typed): Json<SmsSignIn>,
) -> Result<Response, Problem> {
    let phone = phone(&typed.phone)?;
    let acceptance = acceptance(typed.policy_version, typed.text_hash)?;
    let signing_in = device.signing_in(typed.device_name.as_deref(), typed.bearer);
    let opened = accounts.sign_in_by_code(&phone, &typed.code, acceptance, &signing_in, device.address).await?;
    answer(&accounts, opened, typed.bearer).await
}

/// Signs in with a password.
#[utoipa::path(
    post, path = "/sign_in/password", operation_id = "sign_in_by_password", tag = "sign_in",
    request_body = PasswordSignIn, responses((status = 200, body = SignInResult)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["account", "account_security"]))),
)]
async fn sign_in_by_password(
    State(accounts): State<Accounts>,
    device: Device,
    Json(typed): Json<PasswordSignIn>,
) -> Result<Response, Problem> {
    let phone = phone(&typed.phone)?;
    let acceptance = acceptance(typed.policy_version, typed.text_hash)?;
    let signing_in = device.signing_in(typed.device_name.as_deref(), typed.bearer);
    let password = bounded("password", typed.password)?;
    let opened = accounts.sign_in_by_password(&phone, password, acceptance, &signing_in, device.address).await?;
    answer(&accounts, opened, typed.bearer).await
}

/// What an app on a phone was given after its owner's tap.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct OneTapSignIn {
    /// The token that the carrier's component in the app was given.
    token: String,
    /// `true`: the owner of the phone has agreed, on the app's page, that their number is fetched.
    #[schema(value_type = bool)]
    number_may_be_fetched: Nod,
    /// The policy version that is accepted.
    policy_version: String,
    /// SHA-256 of the policy text that was read, as the API handed it out.
    text_hash: String,
    /// What this device is to be called.
    device_name: Option<String>,
    /// Whether a token is wanted instead of a cookie.
    #[serde(default)]
    bearer: bool,
}

/// Signs in with the token of a carrier's component, for apps on phones; a number without an account gets one.
///
/// The number is fetched after its owner's yes alone. A token opens once, and nobody is told the number.
#[utoipa::path(
    post, path = "/sign_in/one_tap", operation_id = "sign_in_by_one_tap", tag = "sign_in", request_body = OneTapSignIn,
    responses((status = 200, body = SignInResult)),
    extensions(
        ("x-function" = json!("sign_in")),
        ("x-purposes" = json!(["one_tap_sign_in", "account", "sign_in_verification", "account_security"])),
    ),
)]
async fn sign_in_by_one_tap(
    State(accounts): State<Accounts>,
    device: Device,
    Json(tapped): Json<OneTapSignIn>,
) -> Result<Response, Problem> {
    let signing_in = device.signing_in(tapped.device_name.as_deref(), tapped.bearer);
    let acceptance = Acceptance { version: tapped.policy_version, text_hash: tapped.text_hash };
    let nod = tapped.number_may_be_fetched;
    let opened = accounts.sign_in_by_one_tap(nod, &tapped.token, acceptance, &signing_in, device.address).await?;
    answer(&accounts, opened, tapped.bearer).await
}

/// A new password for whoever proves the number.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordReset {
    /// The number.
    phone: String,
    /// The code that went to it.
    code: String,
    /// The password from now on.
    new_password: String,
}

/// Sets a new password by code; every device is signed out.
#[utoipa::path(
    post, path = "/sign_in/password_reset", operation_id = "reset_password", tag = "sign_in",
    request_body = PasswordReset, responses((status = 204)),
    extensions(
        ("x-function" = json!("sign_in")),
        ("x-purposes" = json!(["account", "sign_in_verification", "account_security"])),
    ),
)]
async fn reset_password(
    State(accounts): State<Accounts>,
    device: Device,
    Json(typed): Json<PasswordReset>,
) -> Result<StatusCode, Problem> {
    let phone = phone(&typed.phone)?;
    let new_password = bounded("new_password", typed.new_password)?;
    accounts.reset_password(&phone, &typed.code, new_password, device.address).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A password somebody thinks of.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordJudged {
    /// The password; it is judged and forgotten.
    password: String,
}

/// How hard a password is to guess.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct PasswordStrength {
    /// 0 (at once) to 4 (beyond reach).
    score: u8,
    /// Whether it may be used.
    acceptable: bool,
    /// What makes it weak.
    warning: Option<String>,
    /// What would make it stronger.
    suggestions: Vec<String>,
}

/// Judges a password while it is being typed; it is neither kept nor logged.
#[utoipa::path(
    post, path = "/password_strength", operation_id = "judge_password", tag = "sign_in",
    request_body = PasswordJudged, responses((status = 200, body = PasswordStrength)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!([]))),
)]
async fn judge_password(
    language: Language,
    Json(typed): Json<PasswordJudged>,
) -> Result<Json<PasswordStrength>, Problem> {
    let strength = Strength::of(&typed.password, &[]);
    Ok(Json(PasswordStrength {
        score: strength.score,
        acceptable: strength.acceptable,
        warning: strength.warning.map(|text| text.get(language).to_owned()),
        suggestions: strength.suggestions.iter().map(|text| text.get(language).to_owned()).collect(),
    }))
}

/// Signs this device out; for a guest there is nothing to do.
#[utoipa::path(
    post, path = "/sign_out", operation_id = "sign_out", tag = "sign_in", responses((status = 204)),
    extensions(("x-function" = json!("sessions")), ("x-purposes" = json!(["account_security"]))),
)]
async fn sign_out(State(accounts): State<Accounts>, actor: Actor) -> Result<Response, Problem> {
    if let Some(member) = actor.member() {
        accounts.sign_out(member.subject, member.session).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    add_cookie(&mut response, cookies::clear(accounts.0.is_secure));
    Ok(response)
}

/// Both halves of an acceptance, or none.
pub(super) fn acceptance(version: Option<String>, text_hash: Option<String>) -> Result<Option<Acceptance>, Problem> {
    let missing = |name| Problem::field(name, "field.missing", Text::new("请填写这一项", "please fill this in"));
    match (version, text_hash) {
        (Some(version), Some(text_hash)) => Ok(Some(Acceptance { version, text_hash })),
        (None, None) => Ok(None),
        (None, Some(_)) => Err(missing("policy_version")),
        (Some(_), None) => Err(missing("text_hash")),
    }
}

/// A password short enough to be hashed.
pub(super) fn bounded(name: &'static str, password: String) -> Result<String, Problem> {
    if password.chars().count() <= crate::password::LETTERS_MAX {
        return Ok(password);
    }
    Err(Problem::field(
        name,
        "password.too_long",
        Text::new("密码最多 128 个字符", "a password has at most 128 letters"),
    ))
}

/// The answer to a sign-in: a cookie for browsers, a token for those who asked for one.
pub(super) async fn answer(accounts: &Accounts, opened: Opened, bearer: bool) -> Result<Response, Problem> {
    let account = accounts.account(opened.subject).await?;
    let result = SignInResult {
        created: opened.created,
        member: MemberView::of(opened.subject, &account),
        token: bearer.then(|| opened.token.expose().to_owned()),
    };
    let mut response = Json(result).into_response();
    if !bearer {
        add_cookie(&mut response, cookies::set(&opened.token, accounts.0.is_secure));
    }
    Ok(response)
}
