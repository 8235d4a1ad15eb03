//! Signing in with an account elsewhere, linking one, and what providers tell.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, REFERRER_POLICY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use connect::{EventRequest, MESSAGE_BYTES_MAX, Offer, Provider};
use http_api::{Actor, Json, Language, Member, Page, Path, Problem, Text};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use policy::CookieName;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::Device;
use crate::accounts::{Accounts, verify_recent};
use crate::cookies;
use crate::error::Error;
use crate::identify::add_cookie;
use crate::identities::{Back, CameTo, Link};

const ATTEMPT: CookieName = CookieName::QingyinAttempt;
const ARRIVAL: CookieName = CookieName::QingyinArrival;
const IDENTITY: CookieName = CookieName::QingyinIdentity;
/// Letters of a token that a browser brings back.
const TOKEN_LETTERS_MAX: usize = 3_000;
/// Letters of a state of ours, and some.
const STATE_LETTERS_MAX: usize = 100;
/// Bytes of the path to which a page goes on.
const PATH_BYTES_MAX: usize = 300;
/// The page on which somebody decides whether to link.
const LINK_PAGE: &str = "/sign-in/link";
const SIGN_IN_PAGE: &str = "/sign-in";
const SETTINGS_PAGE: &str = "/account";

pub(super) fn routes() -> OpenApiRouter<Accounts> {
    OpenApiRouter::new()
        .routes(routes!(hear_provider, ask_provider_address))
        .routes(routes!(arrive_from_provider, come_back_from_provider))
        .layer(DefaultBodyLimit::max(MESSAGE_BYTES_MAX))
        .routes(routes!(list_sign_in_providers))
        .routes(routes!(go_to_provider))
        .routes(routes!(show_waiting_identity, drop_waiting_identity))
        .routes(routes!(list_linked_identities, link_waiting_identity))
        .routes(routes!(go_to_link))
        .routes(routes!(unlink_identity))
}

/// An account elsewhere with which one can sign in here.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SignInProvider {
    /// `wechat`, `qq`, `weibo`, `apple` or `oidc`.
    id: &'static str,
    /// What it is called.
    title: String,
    /// The host that the browser goes to.
    host: String,
    /// Whether it is only a simulation on the server's own machine.
    is_simulated: bool,
    /// Whether its page is abroad, so that the browser itself goes there.
    is_abroad: bool,
}

/// What a provider is called, whether or not it is open now: by us, or where it is the operator's own, by them.
pub(super) fn title_of(accounts: &Accounts, provider: Provider, language: Language) -> String {
    let title = match provider {
        Provider::Wechat => Text::new("微信", "WeChat"),
        Provider::Qq => Text::new("QQ", "QQ"),
        Provider::Weibo => Text::new("微博", "Weibo"),
        Provider::Apple => Text::new("Apple", "Apple"),
        Provider::Oidc => return accounts.0.connectors.oidc_name().unwrap_or_else(|| "OpenID Connect".to_owned()),
    };
    title.get(language).to_owned()
}

impl SignInProvider {
    fn of(accounts: &Accounts, offer: Offer, language: Language) -> Self {
        let Offer { provider, host, is_simulated } = offer;
        let title = title_of(accounts, provider, language);
        Self { id: provider.id(), title, host, is_simulated, is_abroad: provider == Provider::Apple }
    }
}

/// The accounts elsewhere with which one can sign in here; the same for everybody.
#[utoipa::path(
    get, path = "/sign_in/providers", operation_id = "list_sign_in_providers", tag = "sign_in",
    responses((status = 200, body = Page<SignInProvider>)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!([]))),
)]
async fn list_sign_in_providers(State(accounts): State<Accounts>, language: Language) -> Json<Page<SignInProvider>> {
    let offers = if accounts.0.public_url.is_some() { accounts.0.connectors.offers() } else { Vec::new() };
    Json(Page::whole(offers.into_iter().map(|offer| SignInProvider::of(&accounts, offer, language)).collect()))
}

/// Going to a provider's page.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Departure {
    /// The path of this service at which the page goes on afterwards.
    return_to: Option<String>,
}

/// Where the browser goes.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ProviderPage {
    /// The address of the provider's page.
    address: String,
}

/// Begins a sign-in with an account elsewhere; only the same browser can end it, within ten minutes.
#[utoipa::path(
    post, path = "/sign_in/providers/{provider}/attempts", operation_id = "go_to_provider", tag = "sign_in",
    params(("provider" = String, Path)), request_body = Departure,
    responses((status = 201, body = ProviderPage)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["linked_sign_in"]))),
)]
async fn go_to_provider(
    State(accounts): State<Accounts>,
    device: Device,
    Path(id): Path<String>,
    Json(departure): Json<Departure>,
) -> Result<Response, Problem> {
    let return_to = path(departure.return_to, "/")?;
    depart(&accounts, &id, return_to, None, &device).await
}

/// Begins to link an account elsewhere with the member's own; the sign-in has to be recent.
#[utoipa::path(
    post, path = "/me/linked_identities/{provider}/attempts", operation_id = "go_to_link", tag = "sign_in",
    params(("provider" = String, Path)), request_body = Departure,
    responses((status = 201, body = ProviderPage)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["linked_sign_in"]))),
)]
async fn go_to_link(
    State(accounts): State<Accounts>,
    device: Device,
    Member(member): Member,
    Path(id): Path<String>,
    Json(departure): Json<Departure>,
) -> Result<Response, Problem> {
    // Whoever finds a device left open must not give themselves a way back in.
    verify_recent(&member, accounts.now())?;
    let return_to = path(departure.return_to, SETTINGS_PAGE)?;
    depart(&accounts, &id, return_to, Some(&member), &device).await
}

async fn depart(
    accounts: &Accounts,
    id: &str,
    return_to: String,
    member: Option<&http_api::SignedIn>,
    device: &Device,
) -> Result<Response, Problem> {
    let provider = Provider::of(id).ok_or_else(Problem::not_found)?;
    let is_in_app = device.user_agent.as_deref().is_some_and(|agent| agent.contains("MicroMessenger"));
    let (address, kept) = accounts.go_elsewhere(provider, return_to, member, is_in_app, device.address).await?;
    let mut response = (StatusCode::CREATED, Json(ProviderPage { address })).into_response();
    add_cookie(&mut response, cookies::put(ATTEMPT, &kept, accounts.0.is_secure));
    Ok(response)
}

/// Where a provider posts what the browser brings back from it.
///
/// Another site's form comes without this service's cookies, so what it holds goes on in one of them, and the browser
/// asks again as it does where a provider sends it back by address.
#[utoipa::path(
    post, path = "/sign_in/providers/{provider}/callback", operation_id = "arrive_from_provider", tag = "sign_in",
    params(("provider" = String, Path)),
    request_body(content = Vec<u8>, content_type = "application/x-www-form-urlencoded"), responses((status = 303)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["linked_sign_in"]))),
)]
async fn arrive_from_provider(
    State(accounts): State<Accounts>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let provider = Provider::of(&id).filter(|provider| provider.comes_back_by_form()).ok_or_else(Problem::not_found)?;
    let form: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let get = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let here = format!("/api/v1/sign_in/providers/{}/callback", provider.id());
    let state = get("state").filter(|state| state.len() <= STATE_LETTERS_MAX).unwrap_or_default();
    let mut response = see_other(&with_query(&here, "state", state));
    if let Some(token) = get("id_token").filter(|token| is_token(token)) {
        add_cookie(&mut response, cookies::put(ARRIVAL, token, accounts.0.is_secure));
    }
    Ok(response)
}

/// Whether a text can be a signed token (RFC 7515, 3.1), and one that a cookie holds.
fn is_token(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=TOKEN_LETTERS_MAX).contains(&text.len()) && text.bytes().all(is_letter)
}

/// Where a provider sends the browser back to; the answer sends it on to a page of this service.
#[utoipa::path(
    get, path = "/sign_in/providers/{provider}/callback", operation_id = "come_back_from_provider", tag = "sign_in",
    params(("provider" = String, Path)), responses((status = 303)),
    extensions(
        ("x-function" = json!("sign_in")),
        ("x-purposes" = json!(["linked_sign_in", "account", "account_security"])),
    ),
)]
async fn come_back_from_provider(
    State(accounts): State<Accounts>,
    device: Device,
    actor: Actor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let provider = Provider::of(&id).ok_or_else(Problem::not_found)?;
    let is_secure = accounts.0.is_secure;
    let pairs = pairs(query.as_deref());
    let get = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let proof = if provider.comes_back_by_form() {
        cookies::value_of(ARRIVAL, &headers, is_secure).map(str::to_owned)
    } else {
        get("code")
    };
    let under = accounts.under(cookies::value_of(ATTEMPT, &headers, is_secure));
    let result = match &under {
        None => Err(Error::AttemptExpired),
        Some(under) => {
            let state = get("state").unwrap_or_default();
            let signing_in = device.signing_in(None, false);
            let member = actor.member();
            let back = Back { provider, under, state: &state, proof: proof.as_deref() };
            accounts.come_back(back, member, &signing_in, device.address).await
        }
    };
    let return_to = under.as_ref().map_or("/", |under| under.return_to.as_str());
    let mut response = match result {
        Ok(CameTo::Opened(opened)) => {
            let mut response = see_other(return_to);
            add_cookie(&mut response, cookies::set(&opened.token, is_secure));
            response
        }
        Ok(CameTo::Linked) => see_other(&with_query(return_to, "linked", provider.id())),
        Ok(CameTo::Waits(kept)) => {
            let mut response = see_other(LINK_PAGE);
            add_cookie(&mut response, cookies::put(IDENTITY, &kept, is_secure));
            response
        }
        Err(error) => {
            let problem = Problem::from(error);
            let page =
                if under.as_ref().is_some_and(crate::identities::Under::is_linking) { return_to } else { SIGN_IN_PAGE };
            see_other(&with_query(&with_query(page, "problem", problem.code()), "provider", provider.id()))
        }
    };
    add_cookie(&mut response, cookies::remove(ATTEMPT, is_secure));
    if provider.comes_back_by_form() {
        add_cookie(&mut response, cookies::remove(ARRIVAL, is_secure));
    }
    Ok(response)
}

/// An account elsewhere that waits in this browser for its owner to decide.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct WaitingIdentity {
    /// `wechat`, `qq`, `weibo`, `apple` or `oidc`.
    provider: &'static str,
    /// What the provider is called.
    title: String,
    /// What its owner is called there.
    nickname: Option<String>,
    /// The path of this service at which the page goes on afterwards.
    return_to: String,
    /// Until when it waits.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// What waits in this browser to be linked.
#[utoipa::path(
    get, path = "/sign_in/waiting_identity", operation_id = "show_waiting_identity", tag = "sign_in",
    responses((status = 200, body = WaitingIdentity)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["linked_sign_in"]))),
)]
async fn show_waiting_identity(
    State(accounts): State<Accounts>,
    language: Language,
    headers: HeaderMap,
) -> Result<Json<WaitingIdentity>, Problem> {
    let waiting = accounts.waiting(cookies::value_of(IDENTITY, &headers, accounts.0.is_secure))?;
    let provider = waiting.provider;
    Ok(Json(WaitingIdentity {
        provider: provider.id(),
        title: title_of(&accounts, provider, language),
        nickname: waiting.nickname().map(str::to_owned),
        return_to: waiting.return_to,
        expires_at: waiting.expires_at,
    }))
}

/// Forgets what waits in this browser.
#[utoipa::path(
    delete, path = "/sign_in/waiting_identity", operation_id = "drop_waiting_identity", tag = "sign_in",
    responses((status = 204)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["linked_sign_in"]))),
)]
async fn drop_waiting_identity(State(accounts): State<Accounts>) -> Response {
    without_waiting(StatusCode::NO_CONTENT.into_response(), &accounts)
}

/// An account elsewhere that a member has linked.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct LinkedIdentity {
    /// `wechat`, `qq`, `weibo`, `apple` or `oidc`.
    provider: &'static str,
    /// What the provider is called.
    title: String,
    /// What the member is called there.
    nickname: Option<String>,
    /// Since when it is linked.
    #[schema(value_type = String, format = DateTime)]
    linked_at: Timestamp,
    /// When it was last used to sign in.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_used_at: Option<Timestamp>,
}

/// The accounts elsewhere that the member has linked, the oldest first.
#[utoipa::path(
    get, path = "/me/linked_identities", operation_id = "list_linked_identities", tag = "sign_in",
    responses((status = 200, body = Page<LinkedIdentity>)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["linked_sign_in"]))),
)]
async fn list_linked_identities(
    State(accounts): State<Accounts>,
    Member(member): Member,
    language: Language,
) -> Result<Json<Page<LinkedIdentity>>, Problem> {
    let links = accounts.links(member.subject).await?;
    let view = |link: Link| LinkedIdentity {
        provider: link.provider.id(),
        title: title_of(&accounts, link.provider, language),
        nickname: link.nickname,
        linked_at: link.linked_at,
        last_used_at: link.last_used_at,
    };
    Ok(Json(Page::whole(links.into_iter().map(view).collect())))
}

/// Links what waits in this browser with the member's account; the sign-in has to be recent.
#[utoipa::path(
    post, path = "/me/linked_identities", operation_id = "link_waiting_identity", tag = "sign_in",
    responses((status = 204)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["linked_sign_in"]))),
)]
async fn link_waiting_identity(
    State(accounts): State<Accounts>,
    Member(member): Member,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    verify_recent(&member, accounts.now())?;
    let waiting = accounts.waiting(cookies::value_of(IDENTITY, &headers, accounts.0.is_secure))?;
    accounts.link_waiting(member.subject, &waiting).await?;
    Ok(without_waiting(StatusCode::NO_CONTENT.into_response(), &accounts))
}

/// Unlinks an account elsewhere: it opens nothing here from now on.
#[utoipa::path(
    delete, path = "/me/linked_identities/{provider}", operation_id = "unlink_identity", tag = "sign_in",
    params(("provider" = String, Path)), responses((status = 204)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["linked_sign_in"]))),
)]
async fn unlink_identity(
    State(accounts): State<Accounts>,
    Member(member): Member,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let provider = Provider::of(&id).ok_or_else(Problem::not_found)?;
    accounts.unlink(member.subject, provider).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A message of a provider's: an authorisation was taken back, a profile changed, somebody signed out.
///
/// `secret` is what the operator wrote into the address that the provider was told; `-` where it signs its messages.
#[utoipa::path(
    post, path = "/sign_in/providers/{provider}/events/{secret}", operation_id = "hear_provider", tag = "sign_in",
    params(("provider" = String, Path), ("secret" = String, Path)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 200)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["linked_sign_in", "account_security"]))),
)]
async fn hear_provider(
    State(accounts): State<Accounts>,
    device: Device,
    Path(address): Path<(String, String)>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Response, Problem> {
    hear(&accounts, &device, &address, query.as_deref(), body.to_vec()).await
}

/// A message of a provider that fetches an address, or that asks whether the address is ours.
#[utoipa::path(
    get, path = "/sign_in/providers/{provider}/events/{secret}", operation_id = "ask_provider_address",
    tag = "sign_in", params(("provider" = String, Path), ("secret" = String, Path)), responses((status = 200)),
    extensions(("x-function" = json!("sign_in")), ("x-purposes" = json!(["linked_sign_in", "account_security"]))),
)]
async fn ask_provider_address(
    State(accounts): State<Accounts>,
    device: Device,
    Path(address): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    hear(&accounts, &device, &address, query.as_deref(), Vec::new()).await
}

async fn hear(
    accounts: &Accounts,
    device: &Device,
    (id, secret): &(String, String),
    query: Option<&str>,
    body: Vec<u8>,
) -> Result<Response, Problem> {
    let provider = Provider::of(id).ok_or_else(Problem::not_found)?;
    let request = EventRequest { query: pairs(query), body };
    let answer = accounts.hear_provider(provider, secret, &request, device.address).await?;
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    Ok((headers, answer).into_response())
}

fn without_waiting(mut response: Response, accounts: &Accounts) -> Response {
    add_cookie(&mut response, cookies::remove(IDENTITY, accounts.0.is_secure));
    response
}

fn pairs(query: Option<&str>) -> Vec<(String, String)> {
    form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect()
}

/// A path of this service: never an address of somebody else's.
fn path(given: Option<String>, otherwise: &str) -> Result<String, Problem> {
    let Some(path) = given else { return Ok(otherwise.to_owned()) };
    let is_path = path.starts_with('/') && !path.starts_with("//") && path.len() <= PATH_BYTES_MAX;
    // Browsers read a backslash as a slash, and drop some letters before they look.
    if is_path && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') {
        return Ok(path);
    }
    let message = Text::new("请填写本站的路径，以 / 开头", "give a path of this service, which begins with /");
    Err(Problem::field("return_to", "path.malformed", message))
}

fn with_query(path: &str, name: &str, value: &str) -> String {
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))
}

/// Sends the browser on; the address it comes from, with its code, is told to nobody.
fn see_other(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    // Paths were checked when they came in.
    headers.insert(LOCATION, HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/")));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_on_this_service() {
        for fine in ["/", "/albums/alb-1?x=1#y"] {
            assert_eq!(path(Some(fine.to_owned()), "/").expect("a path"), fine);
        }
        assert_eq!(path(None, "/account").expect("a path"), "/account");
        for bad in [
            "",
            "albums",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a b",
            "/\t/evil.example",
            "/曲",
        ] {
            assert!(path(Some(bad.to_owned()), "/").is_err(), "{bad}");
        }
    }
}
