//! Signing in by QR code: what the screen asks, and what the phone says.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::header::HOST;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use http_api::{Json, Member, Path, Problem};
use policy::CookieName;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::sign_in::{SignInResult, acceptance, answer};
use super::views::Device;
use crate::accounts::Accounts;
use crate::cookies;
use crate::error::Error;
use crate::identify::add_cookie;
use crate::qr::{Network, QrRefusal, Screen, Standing, TICKET_LIVES, Ticket};
use crate::token::Token;

/// The header in which a screen shows its poll token: not in the address, because proxies write addresses down.
const POLL_TOKEN: &str = "qingyin-poll-token";
/// The cookie that binds a code to the browser that shows it.
const BINDING: CookieName = CookieName::QingyinQr;
/// How often the row of a waiting screen is looked at: any node may have written it.
const LOOK_EVERY: Duration = Duration::from_secs(1);

pub(super) fn routes() -> OpenApiRouter<Accounts> {
    OpenApiRouter::new()
        .routes(routes!(show_qr_sign_in))
        .routes(routes!(follow_qr_sign_in))
        .routes(routes!(sign_in_by_qr))
        .routes(routes!(scan_qr_sign_in))
        .routes(routes!(confirm_qr_sign_in))
        .routes(routes!(reject_qr_sign_in))
}

/// What the screen that shows a code is to be called.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct QrScreen {
    /// What this device is to be called.
    device_name: Option<String>,
}

/// A code to show.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct QrCode {
    /// What the code holds: a page of this service, to be opened by a phone.
    address: String,
    /// The secret of the screen that asked, for the header `qingyin-poll-token`; it is in no code.
    poll_token: String,
    /// For how long the code can be scanned and confirmed.
    expires_in_seconds: u64,
    /// The number to show beside the code: two digits, which the phone asks for.
    match_code: String,
}

/// Makes a code for a screen to show, and binds it to the browser that asks.
#[utoipa::path(
    post, path = "/sign_in/qr", operation_id = "show_qr_sign_in", tag = "sign_in", request_body = QrScreen,
    responses((status = 201, body = QrCode)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["qr_sign_in"]))),
)]
async fn show_qr_sign_in(
    State(accounts): State<Accounts>,
    device: Device,
    headers: HeaderMap,
    Json(screen): Json<QrScreen>,
) -> Result<Response, Problem> {
    let signing_in = device.signing_in(screen.device_name.as_deref(), false);
    let shown = accounts.show_qr(&signing_in, device.address).await?;
    let code = QrCode {
        address: address_of(&accounts, &headers, &shown.ticket),
        poll_token: shown.screen.poll.expose().to_owned(),
        expires_in_seconds: TICKET_LIVES.as_seconds_ceil(),
        match_code: shown.match_code,
    };
    let mut response = (StatusCode::CREATED, Json(code)).into_response();
    let cookie = cookies::put(BINDING, shown.screen.binding.expose(), accounts.0.is_secure);
    add_cookie(&mut response, cookie);
    Ok(response)
}

/// The page that a phone opens: below the service's public address, else below the one by which it was asked.
fn address_of(accounts: &Accounts, headers: &HeaderMap, ticket: &Ticket) -> String {
    let asked = headers.get(HOST).and_then(|value| value.to_str().ok());
    let host = accounts.0.public_host.as_deref().or(asked);
    let path = format!("/q/{}", ticket.expose());
    let scheme = if accounts.0.is_secure { "https" } else { "http" };
    let whole = host.map(|host| format!("{scheme}://{host}{path}")).filter(|whole| whole.parse::<Uri>().is_ok());
    whole.unwrap_or(path)
}

/// The screen behind a request. Without its token or its cookie the answer is that of a code which never was.
fn screen_of(accounts: &Accounts, headers: &HeaderMap) -> Result<Screen, Error> {
    let poll = headers.get(POLL_TOKEN).and_then(|value| value.to_str().ok()).and_then(Token::shown);
    let binding = cookies::value_of(BINDING, headers, accounts.0.is_secure).and_then(Token::shown);
    let (Some(poll), Some(binding)) = (poll, binding) else { return Err(Error::Qr(QrRefusal::Expired)) };
    Ok(Screen { poll, binding })
}

/// How a sign-in by code stands.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct QrProgress {
    /// The state.
    state: Standing,
    /// For how long it waits in this state.
    expires_in_seconds: u64,
}

/// Tells the screen how its sign-in stands, at once and at each change, until there is nothing to wait for.
#[utoipa::path(
    get, path = "/sign_in/qr/state", operation_id = "follow_qr_sign_in", tag = "sign_in",
    params(("qingyin-poll-token" = String, Header, description = "The poll token of the code.")),
    responses((status = 200, description = "Events `state`, each a `QrProgress`", body = QrProgress, content_type = "text/event-stream")),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["qr_sign_in"]))),
)]
async fn follow_qr_sign_in(
    State(accounts): State<Accounts>,
    device: Device,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let screen = screen_of(&accounts, &headers)?;
    accounts.admit_following(device.address)?;
    // Who has none is told at once, not in the stream.
    accounts.qr_standing(&screen).await?;
    let following = Following { accounts, screen, told: None, is_over: false };
    let events = Sse::new(unfold(following, Following::next)).keep_alive(KeepAlive::default());
    // Proxies that gather answers, as nginx does, would keep the screen waiting.
    Ok(([("x-accel-buffering", "no")], events))
}

/// A screen that is told each change of its state.
struct Following {
    accounts: Accounts,
    screen: Screen,
    told: Option<Standing>,
    is_over: bool,
}

impl Following {
    /// The next change; nothing after the last one, or when the database does not answer: then the screen asks again.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        while !self.is_over {
            let (state, left) = match self.accounts.qr_standing(&self.screen).await {
                Ok(found) => found,
                // It went with the sign-in of the phone that scanned it.
                Err(Error::Qr(_)) => (Standing::Expired, units::Millis::seconds(0)),
                Err(_) => return None,
            };
            if self.told == Some(state) {
                tokio::time::sleep(LOOK_EVERY).await;
                continue;
            }
            self.told = Some(state);
            self.is_over = state.is_last();
            let progress = QrProgress { state, expires_in_seconds: left.as_seconds_ceil() };
            return Some((Ok(Event::default().event("state").json_data(progress).unwrap_or_default()), self));
        }
        None
    }
}

/// Coming for the session that a phone confirmed.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct QrSignIn {
    /// The policy version that is accepted.
    policy_version: Option<String>,
    /// SHA-256 of the policy text that was read, as the API handed it out.
    text_hash: Option<String>,
    /// Whether a token is wanted instead of a cookie.
    #[serde(default)]
    bearer: bool,
}

/// Signs the screen in that a phone has confirmed, once.
#[utoipa::path(
    post, path = "/sign_in/qr/session", operation_id = "sign_in_by_qr", tag = "sign_in",
    params(("qingyin-poll-token" = String, Header, description = "The poll token of the code.")),
    request_body = QrSignIn, responses((status = 200, body = SignInResult)),
    extensions(
        ("x-function" = json!("sign_in")),
        ("x-purposes" = json!(["account", "qr_sign_in", "account_security"])),
    ),
)]
async fn sign_in_by_qr(
    State(accounts): State<Accounts>,
    device: Device,
    headers: HeaderMap,
    Json(typed): Json<QrSignIn>,
) -> Result<Response, Problem> {
    let screen = screen_of(&accounts, &headers)?;
    let acceptance = acceptance(typed.policy_version, typed.text_hash)?;
    let signing_in = device.signing_in(None, typed.bearer);
    let opened = accounts.sign_in_by_qr(&screen, acceptance, &signing_in, device.address).await?;
    let mut response = answer(&accounts, opened, typed.bearer).await?;
    add_cookie(&mut response, cookies::remove(BINDING, accounts.0.is_secure));
    Ok(response)
}

/// The screen that asks to be let in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct QrAsking {
    /// What the screen calls itself: words of whoever opened it.
    device_name: String,
    /// The kind of browser and system, told from closed lists.
    device_kind: String,
    /// Whether it reaches the service from the same network as this phone.
    network: Network,
    /// How long ago the code was made.
    made_seconds_ago: u64,
    /// For how long it can be confirmed.
    expires_in_seconds: u64,
    /// Numbers of which one stands on the screen.
    choices: Vec<String>,
}

/// Tells a signed-in phone which screen asks to be let in; nobody else can confirm it from then on.
#[utoipa::path(
    post, path = "/sign_in/qr/{ticket}/scan", operation_id = "scan_qr_sign_in", tag = "sign_in",
    params(("ticket" = String, Path)), responses((status = 200, body = QrAsking)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["qr_sign_in"]))),
)]
async fn scan_qr_sign_in(
    State(accounts): State<Accounts>,
    device: Device,
    Member(member): Member,
    Path(ticket): Path<String>,
) -> Result<Json<QrAsking>, Problem> {
    let scanned = accounts.scan_qr(&member, &Ticket::shown(&ticket)?, device.address).await?;
    Ok(Json(QrAsking {
        device_name: scanned.device_name,
        device_kind: scanned.device_kind,
        network: scanned.network,
        made_seconds_ago: scanned.age.as_seconds_ceil(),
        expires_in_seconds: scanned.left.as_seconds_ceil(),
        choices: scanned.choices,
    }))
}

/// The number that the member found on the screen.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct QrMatch {
    /// Two digits.
    match_code: String,
}

/// Lets the screen in, by the number that stands on it; a wrong number rejects it.
#[utoipa::path(
    post, path = "/sign_in/qr/{ticket}/confirm", operation_id = "confirm_qr_sign_in", tag = "sign_in",
    params(("ticket" = String, Path)), request_body = QrMatch, responses((status = 204)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["qr_sign_in", "account_security"]))),
)]
async fn confirm_qr_sign_in(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Path(ticket): Path<String>,
    Json(chosen): Json<QrMatch>,
) -> Result<StatusCode, Problem> {
    accounts.confirm_qr(&member, &Ticket::shown(&ticket)?, &chosen.match_code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Keeps the screen out.
#[utoipa::path(
    post, path = "/sign_in/qr/{ticket}/reject", operation_id = "reject_qr_sign_in", tag = "sign_in",
    params(("ticket" = String, Path)), responses((status = 204)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["qr_sign_in"]))),
)]
async fn reject_qr_sign_in(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Path(ticket): Path<String>,
) -> Result<StatusCode, Problem> {
    accounts.reject_qr(&member, &Ticket::shown(&ticket)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
