//! Passkeys: adding one, signing in with one, and showing once more that it is you.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http_api::{Json, Member, Page, Path, Problem, Text};
use ids::PasskeyId;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use webauthn::{Algorithm, Registration};

use super::sign_in::{SignInResult, acceptance, answer};
use super::views::{Device, name};
use crate::accounts::{Accounts, verify_recent};
use crate::device::DeviceName;
use crate::passkeys::{Act, CHALLENGE_LIVES, Shown};
use crate::store::passkeys as store;

pub(super) fn routes() -> OpenApiRouter<Accounts> {
    OpenApiRouter::new()
        .routes(routes!(list_passkeys, add_passkey))
        .routes(routes!(ask_for_passkey))
        .routes(routes!(rename_passkey, remove_passkey))
        .routes(routes!(ask_to_sign_in_by_passkey))
        .routes(routes!(sign_in_by_passkey))
        .routes(routes!(ask_to_prove_by_passkey))
        .routes(routes!(prove_by_passkey))
}

/// A passkey, without its key.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Passkey {
    /// The passkey.
    #[schema(value_type = String)]
    id: PasskeyId,
    /// What the member calls it.
    name: String,
    /// When it was added.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it was last used.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_used_at: Option<Timestamp>,
}

impl From<store::Shown> for Passkey {
    fn from(shown: store::Shown) -> Self {
        let store::Shown { id, name, created_at, last_used_at, .. } = shown;
        Self { id, name, created_at, last_used_at }
    }
}

/// The member's passkeys, the newest first.
#[utoipa::path(
    get, path = "/me/passkeys", operation_id = "list_passkeys", tag = "sign_in",
    responses((status = 200, body = Page<Passkey>)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["passkey_sign_in"]))),
)]
async fn list_passkeys(
    State(accounts): State<Accounts>,
    Member(member): Member,
) -> Result<Json<Page<Passkey>>, Problem> {
    let passkeys = store::passkeys_of(&accounts.0.db.service(), member.subject).await?;
    Ok(Json(Page::whole(passkeys.into_iter().map(Passkey::from).collect())))
}

/// What an authenticator is told to make a passkey; all bytes are in base64url.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct PasskeyOrder {
    /// The number to be signed.
    challenge: String,
    /// For how long it is valid.
    expires_in_seconds: u64,
    /// The service, by its host.
    rp_id: String,
    /// The account, as the authenticator knows it.
    user_id: String,
    /// What the authenticator calls the account.
    user_name: String,
    /// What people call it.
    user_display_name: String,
    /// What may be signed with, by the numbers of COSE, the best first.
    algorithms: Vec<i64>,
    /// The credentials that the account has already.
    exclude: Vec<String>,
}

/// Asks for what an authenticator needs to make a passkey; the sign-in has to be recent.
#[utoipa::path(
    post, path = "/me/passkeys/challenges", operation_id = "ask_for_passkey", tag = "sign_in",
    responses((status = 201, body = PasskeyOrder)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["passkey_sign_in", "account"]))),
)]
async fn ask_for_passkey(
    State(accounts): State<Accounts>,
    device: Device,
    Member(member): Member,
) -> Result<(StatusCode, Json<PasskeyOrder>), Problem> {
    // Whoever finds a device left open must not give themselves a way back in.
    verify_recent(&member, accounts.now())?;
    let challenge = accounts.passkey_challenge(Act::Register(&member), device.address).await?;
    let account = accounts.account(member.subject).await?;
    let phone = accounts.open_phone(member.subject, &account.phone).await?.masked();
    let known = store::passkeys_of(&accounts.0.db.service(), member.subject).await?;
    let order = PasskeyOrder {
        challenge,
        expires_in_seconds: CHALLENGE_LIVES.as_seconds_ceil(),
        rp_id: accounts.passkey_party()?.id().to_owned(),
        user_id: URL_SAFE_NO_PAD.encode(accounts.passkey_user(member.subject)),
        user_display_name: account.nickname.unwrap_or_else(|| phone.clone()),
        user_name: phone,
        algorithms: Algorithm::ALL.map(Algorithm::number).to_vec(),
        exclude: known.iter().map(|passkey| URL_SAFE_NO_PAD.encode(&passkey.credential_id)).collect(),
    };
    Ok((StatusCode::CREATED, Json(order)))
}

/// A passkey that was made; all bytes are in base64url.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPasskey {
    /// What it is to be called, 1 to 60 characters; without one it is called by the browser.
    name: Option<String>,
    /// `response.clientDataJSON`.
    client_data_json: String,
    /// `response.attestationObject`.
    attestation_object: String,
}

/// Adds a passkey that was made for a challenge of this device.
#[utoipa::path(
    post, path = "/me/passkeys", operation_id = "add_passkey", tag = "sign_in", request_body = NewPasskey,
    responses((status = 201, body = Passkey)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["passkey_sign_in"]))),
)]
async fn add_passkey(
    State(accounts): State<Accounts>,
    device: Device,
    Member(member): Member,
    Json(new): Json<NewPasskey>,
) -> Result<(StatusCode, Json<Passkey>), Problem> {
    verify_recent(&member, accounts.now())?;
    let name = match &new.name {
        Some(given) => name("name", given)?,
        None => DeviceName::new(None, device.user_agent.as_deref()).as_str().to_owned(),
    };
    let client_data_json = bytes("client_data_json", &new.client_data_json)?;
    let attestation_object = bytes("attestation_object", &new.attestation_object)?;
    let registration = Registration { client_data_json: &client_data_json, attestation_object: &attestation_object };
    let passkey = accounts.add_passkey(&member, registration, &name).await?;
    Ok((StatusCode::CREATED, Json(passkey.into())))
}

/// What a passkey is to be called.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct PasskeyName {
    /// 1 to 60 characters.
    name: String,
}

/// Gives a passkey another name.
#[utoipa::path(
    patch, path = "/me/passkeys/{id}", operation_id = "rename_passkey", tag = "sign_in",
    params(("id" = String, Path)), request_body = PasskeyName, responses((status = 204)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["passkey_sign_in"]))),
)]
async fn rename_passkey(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Path(id): Path<PasskeyId>,
    Json(given): Json<PasskeyName>,
) -> Result<StatusCode, Problem> {
    accounts.rename_passkey(member.subject, id, &name("name", &given.name)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a passkey: it opens nothing from now on.
#[utoipa::path(
    delete, path = "/me/passkeys/{id}", operation_id = "remove_passkey", tag = "sign_in",
    params(("id" = String, Path)), responses((status = 204)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["passkey_sign_in"]))),
)]
async fn remove_passkey(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Path(id): Path<PasskeyId>,
) -> Result<StatusCode, Problem> {
    accounts.remove_passkey(member.subject, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a passkey is asked; all bytes are in base64url.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct PasskeyQuestion {
    /// The number to be signed.
    challenge: String,
    /// For how long it is valid.
    expires_in_seconds: u64,
    /// The service, by its host.
    rp_id: String,
    /// The credentials that may answer; none where any of the device's own may.
    allow: Vec<String>,
}

impl PasskeyQuestion {
    async fn of(accounts: &Accounts, act: Act<'_>, device: &Device, allow: Vec<String>) -> Result<Self, Problem> {
        Ok(Self {
            challenge: accounts.passkey_challenge(act, device.address).await?,
            expires_in_seconds: CHALLENGE_LIVES.as_seconds_ceil(),
            rp_id: accounts.passkey_party()?.id().to_owned(),
            allow,
        })
    }
}

/// Asks for the number that a passkey signs to sign in. The answer is the same for everybody.
#[utoipa::path(
    post, path = "/sign_in/passkey_challenges", operation_id = "ask_to_sign_in_by_passkey", tag = "sign_in",
    responses((status = 201, body = PasskeyQuestion)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!([]))),
)]
async fn ask_to_sign_in_by_passkey(
    State(accounts): State<Accounts>,
    device: Device,
) -> Result<(StatusCode, Json<PasskeyQuestion>), Problem> {
    let question = PasskeyQuestion::of(&accounts, Act::SignIn, &device, Vec::new()).await?;
    Ok((StatusCode::CREATED, Json(question)))
}

/// What a passkey answered; all bytes are in base64url.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct PasskeyAnswer {
    /// `rawId`.
    credential_id: String,
    /// `response.clientDataJSON`.
    client_data_json: String,
    /// `response.authenticatorData`.
    authenticator_data: String,
    /// `response.signature`.
    signature: String,
    /// `response.userHandle`.
    user_handle: Option<String>,
}

impl PasskeyAnswer {
    fn shown(&self) -> Result<Shown, Problem> {
        Ok(Shown {
            credential_id: bytes("credential_id", &self.credential_id)?,
            client_data_json: bytes("client_data_json", &self.client_data_json)?,
            authenticator_data: bytes("authenticator_data", &self.authenticator_data)?,
            signature: bytes("signature", &self.signature)?,
            user_handle: self.user_handle.as_ref().map(|handle| bytes("user_handle", handle)).transpose()?,
        })
    }
}

/// Signing in with a passkey.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct PasskeySignIn {
    /// What the passkey answered.
    answer: PasskeyAnswer,
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

/// Signs in whoever has the passkey, without a number or a name.
#[utoipa::path(
    post, path = "/sign_in/passkey", operation_id = "sign_in_by_passkey", tag = "sign_in",
    request_body = PasskeySignIn, responses((status = 200, body = SignInResult)),
    extensions(
        ("x-function" = json!("sign_in")),
        ("x-purposes" = json!(["account", "passkey_sign_in", "account_security"])),
    ),
)]
async fn sign_in_by_passkey(
    State(accounts): State<Accounts>,
    device: Device,
    Json(typed): Json<PasskeySignIn>,
) -> Result<Response, Problem> {
    let shown = typed.answer.shown()?;
    let acceptance = acceptance(typed.policy_version, typed.text_hash)?;
    let signing_in = device.signing_in(typed.device_name.as_deref(), typed.bearer);
    let opened = accounts.sign_in_by_passkey(&shown, acceptance, &signing_in, device.address).await?;
    answer(&accounts, opened, typed.bearer).await
}

/// Asks for the number that one of the member's passkeys signs to show that it is still they.
#[utoipa::path(
    post, path = "/me/proof/passkey_challenges", operation_id = "ask_to_prove_by_passkey", tag = "sign_in",
    responses((status = 201, body = PasskeyQuestion)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["passkey_sign_in"]))),
)]
async fn ask_to_prove_by_passkey(
    State(accounts): State<Accounts>,
    device: Device,
    Member(member): Member,
) -> Result<(StatusCode, Json<PasskeyQuestion>), Problem> {
    let known = store::passkeys_of(&accounts.0.db.service(), member.subject).await?;
    let allow = known.iter().map(|passkey| URL_SAFE_NO_PAD.encode(&passkey.credential_id)).collect();
    let question = PasskeyQuestion::of(&accounts, Act::Prove(&member), &device, allow).await?;
    Ok((StatusCode::CREATED, Json(question)))
}

/// The device's owner is known again.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Proof {
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    proved_at: Timestamp,
}

/// Counts as a recent sign-in of this device, for acts that ask for one.
#[utoipa::path(
    post, path = "/me/proof/passkey", operation_id = "prove_by_passkey", tag = "sign_in",
    request_body = PasskeyAnswer, responses((status = 200, body = Proof)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["passkey_sign_in", "account_security"]))),
)]
async fn prove_by_passkey(
    State(accounts): State<Accounts>,
    device: Device,
    Member(member): Member,
    Json(given): Json<PasskeyAnswer>,
) -> Result<Json<Proof>, Problem> {
    accounts.admit_try(device.address)?;
    let proved_at = accounts.prove_by_passkey(&member, &given.shown()?).await?;
    Ok(Json(Proof { proved_at }))
}

/// Bytes in base64url without padding; more than an authenticator ever sends are refused before they are decoded.
fn bytes(field: &'static str, text: &str) -> Result<Vec<u8>, Problem> {
    let malformed = || {
        let message = Text::new("请填写 base64url 编码的内容", "give bytes in base64url, without padding");
        Problem::field(field, "bytes.malformed", message)
    };
    if text.len() > webauthn::AUTHENTICATOR_BYTES_MAX * 4 / 3 + 4 {
        return Err(malformed());
    }
    URL_SAFE_NO_PAD.decode(text).map_err(|_| malformed())
}
