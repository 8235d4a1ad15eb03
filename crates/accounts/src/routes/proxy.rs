//! Signing in by the name that a reverse proxy vouches for, and linking it.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use http_api::{Json, Member, Problem};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::sign_in::{SignInResult, acceptance, answer};
use super::views::Device;
use crate::accounts::{Accounts, verify_recent};
use crate::error::Error;
use crate::proxy::ProxyName;

pub(super) fn routes() -> OpenApiRouter<Accounts> {
    OpenApiRouter::new().routes(routes!(sign_in_by_proxy)).routes(routes!(
        show_proxy_link,
        link_proxy_name,
        unlink_proxy_name
    ))
}

/// The name that came with a request, when it came from a proxy that may name people.
struct Vouched(Option<ProxyName>);

impl<S: Send + Sync> FromRequestParts<S> for Vouched {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<ProxyName>().cloned()))
    }
}

/// Signing in without typing anything.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ProxySignIn {
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

/// Signs in whoever the reverse proxy names, once they have linked that name with their account.
#[utoipa::path(
    post, path = "/sign_in/proxy", operation_id = "sign_in_by_proxy", tag = "sign_in", request_body = ProxySignIn,
    responses((status = 200, body = SignInResult)),
    extensions(
        ("x-function" = json!("sign_in")),
        ("x-purposes" = json!(["account", "proxy_sign_in", "account_security"])),
    ),
)]
async fn sign_in_by_proxy(
    State(accounts): State<Accounts>,
    device: Device,
    Vouched(name): Vouched,
    Json(typed): Json<ProxySignIn>,
) -> Result<Response, Problem> {
    let name = name.ok_or(Error::ProxyNameAbsent)?;
    let acceptance = acceptance(typed.policy_version, typed.text_hash)?;
    let signing_in = device.signing_in(typed.device_name.as_deref(), typed.bearer);
    let opened = accounts.sign_in_by_proxy(&name, acceptance, &signing_in, device.address).await?;
    answer(&accounts, opened, typed.bearer).await
}

/// Whether the member's name at the reverse proxy is linked; the name itself is not kept.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ProxyLink {
    /// Whether this request came with a name that could be linked.
    named: bool,
    /// Since when a name is linked.
    #[schema(value_type = Option<String>, format = DateTime)]
    linked_at: Option<Timestamp>,
}

/// Shows whether a name is linked with the member's account.
#[utoipa::path(
    get, path = "/me/proxy_sign_in", operation_id = "show_proxy_link", tag = "sign_in",
    responses((status = 200, body = ProxyLink)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["proxy_sign_in"]))),
)]
async fn show_proxy_link(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Vouched(name): Vouched,
) -> Result<Json<ProxyLink>, Problem> {
    let linked_at = accounts.proxy_linked_at(member.subject).await?;
    Ok(Json(ProxyLink { named: name.is_some(), linked_at }))
}

/// Links the name that came with this request with the member's account.
#[utoipa::path(
    put, path = "/me/proxy_sign_in", operation_id = "link_proxy_name", tag = "sign_in",
    responses((status = 200, body = ProxyLink)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["proxy_sign_in"]))),
)]
async fn link_proxy_name(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Vouched(name): Vouched,
) -> Result<Json<ProxyLink>, Problem> {
    // Whoever finds a device left open must not give themselves a way back in.
    verify_recent(&member, accounts.now())?;
    let name = name.ok_or(Error::ProxyNameAbsent)?;
    let linked_at = accounts.link_proxy_name(member.subject, &name).await?;
    Ok(Json(ProxyLink { named: true, linked_at: Some(linked_at) }))
}

/// Forgets the name that is linked with the member's account.
#[utoipa::path(
    delete, path = "/me/proxy_sign_in", operation_id = "unlink_proxy_name", tag = "sign_in",
    responses((status = 204)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["proxy_sign_in"]))),
)]
async fn unlink_proxy_name(State(accounts): State<Accounts>, Member(member): Member) -> Result<StatusCode, Problem> {
    accounts.unlink_proxy_name(member.subject).await?;
    Ok(StatusCode::NO_CONTENT)
}
