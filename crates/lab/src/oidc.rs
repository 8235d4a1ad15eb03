//! An OpenID Connect provider as the standard has it, which insists on PKCE with S256.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde_json::json;
use units::Millis;

use crate::Lab;
use crate::answer::{Answer, fields};
use crate::app::App;
use crate::asking::{self, Agreed, Back};
use crate::delivery::Outgoing;
use crate::faults::{Fault, Faults};
use crate::jws;
use crate::parameters::Parameters;
use crate::people;
use crate::vendor::{Place, Vendor};
use crate::world::{Ask, Grant, TokenKind};

const CODE_LASTS: Millis = Millis::minutes(1);
const TOKEN_SECONDS: i64 = 3_600;
const REFRESH_LASTS: Millis = Millis::days(30);
const LOGOUT_TOKEN_SECONDS: i64 = 120;
const TOKEN_LENGTH: usize = 43;
const LOGOUT_EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// An S256 challenge is this long, always.
const CHALLENGE_LENGTH: usize = 43;

pub(crate) fn routes() -> Router<Arc<Lab>> {
    Router::new()
        .route("/.well-known/openid-configuration", get(configuration))
        .route("/keys", get(keys))
        .route("/authorize", get(authorize).post(authorize))
        .route("/token", post(token))
        .route("/userinfo", get(userinfo).post(userinfo))
        .route("/revoke", post(revoke))
}

fn issuer(place: &Place) -> String {
    place.here("")
}

async fn configuration(State(lab): State<Arc<Lab>>, Extension(place): Extension<Place>) -> Response {
    lab.answer(Vendor::Oidc, None, "configuration", |faults| {
        let other = faults.has(Fault::OtherIssuer);
        Answer::json(fields! {
            "issuer" => if other { "https://issuer.lab.invalid".to_owned() } else { issuer(&place) },
            "authorization_endpoint" => place.here("/authorize"),
            "token_endpoint" => place.here("/token"),
            "userinfo_endpoint" => place.here("/userinfo"),
            "revocation_endpoint" => place.here("/revoke"),
            "jwks_uri" => place.here("/keys"),
            "response_types_supported" => ["code"],
            "response_modes_supported" => ["query", "form_post"],
            "grant_types_supported" => ["authorization_code", "refresh_token"],
            "subject_types_supported" => ["pairwise"],
            "id_token_signing_alg_values_supported" => ["RS256", "ES256"],
            "scopes_supported" => ["openid", "profile", "email", "offline_access"],
            "token_endpoint_auth_methods_supported" => ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported" => ["S256"],
            "claims_supported" => ["sub", "name", "preferred_username", "picture", "email", "email_verified"],
            "authorization_response_iss_parameter_supported" => true,
            "backchannel_logout_supported" => true,
            "backchannel_logout_session_supported" => true,
            "ui_locales_supported" => ["zh-CN", "en"],
        })
    })
}

async fn keys(State(lab): State<Arc<Lab>>) -> Response {
    lab.answer(Vendor::Oidc, None, "keys", |_| {
        Answer::json(fields! { "keys" => lab.with_keys(Vendor::Oidc, |ring| ring.published()) })
    })
}

async fn authorize(
    State(lab): State<Arc<Lab>>,
    Extension(place): Extension<Place>,
    parameters: Parameters,
) -> Response {
    let (client_id, redirect_uri) = (parameters.text("client_id"), parameters.text("redirect_uri"));
    if asking::check_app(&lab, Vendor::Oidc, client_id, redirect_uri).is_err() {
        // An address that is not known gets nothing, not even an error.
        let message = "client_id or redirect_uri is not registered";
        return asking::refuse(Vendor::Oidc, parameters.english, "invalid_request", message);
    }
    let app = (client_id, redirect_uri);
    let ask = Ask {
        nonce: parameters.owned("nonce"),
        challenge: parameters.owned("code_challenge"),
        by_form: parameters.text("response_mode") == "form_post",
        issuer: issuer(&place),
        ..Ask::for_code(Vendor::Oidc, app, parameters.owned("state"), parameters.text("scope"))
    };
    match unfit(&parameters, &ask) {
        None => asking::ask(&lab, &place, ask, parameters.english),
        Some((error, description)) => refused(&ask, error, description),
    }
}

/// What is wrong with the question, in the words that go back to the app.
fn unfit(parameters: &Parameters, ask: &Ask) -> Option<(&'static str, &'static str)> {
    if parameters.text("response_type") != "code" {
        return Some(("unsupported_response_type", "response_type is code"));
    }
    if !ask.scope.split(' ').any(|scope| scope == "openid") {
        return Some(("invalid_scope", "scope has openid"));
    }
    let challenge = ask.challenge.as_deref().unwrap_or_default();
    if parameters.text("code_challenge_method") != "S256" || challenge.len() != CHALLENGE_LENGTH {
        return Some(("invalid_request", "PKCE with S256 is demanded"));
    }
    // Nobody is ever signed in here beforehand.
    (parameters.text("prompt") == "none").then_some(("login_required", "nobody is signed in"))
}

/// Back to the app at once, with the reason.
fn refused(ask: &Ask, error: &str, description: &str) -> Response {
    let said = [("error", error), ("error_description", description), ("iss", ask.issuer.as_str())];
    asking::found_with(&ask.redirect_uri, said.into_iter().chain(ask.state.as_deref().map(|state| ("state", state))))
}

pub(crate) fn back(ask: &Ask, agreed: Option<&Agreed>, faults: &Faults) -> Back {
    let issuer = if faults.has(Fault::OtherIssuer) { "https://issuer.lab.invalid" } else { ask.issuer.as_str() };
    let answer = agreed.map_or(("error", "access_denied".to_owned()), |agreed| ("code", agreed.code.clone()));
    vec![answer, ("iss", issuer.to_owned())]
}

fn error(status: StatusCode, error: &str, description: &str) -> Answer {
    Answer::oauth_error(status, error, description)
}

/// The app that proved itself, by header or by form.
fn client(lab: &Lab, parameters: &Parameters) -> Result<App, Answer> {
    let form = || Some((parameters.owned("client_id")?, parameters.owned("client_secret")?));
    let proved = parameters.basic.clone().or_else(form);
    let app = proved.and_then(|(client_id, secret)| {
        lab.world().app(Vendor::Oidc, &client_id).filter(|app| app.secret == secret).cloned()
    });
    app.ok_or_else(|| error(StatusCode::UNAUTHORIZED, "invalid_client", "the client did not prove itself"))
}

/// The app a call says it is from, before it proved that.
fn claimed(parameters: &Parameters) -> Option<&str> {
    parameters.basic.as_ref().map(|(client_id, _)| client_id.as_str()).or(parameters.get("client_id"))
}

async fn token(State(lab): State<Arc<Lab>>, parameters: Parameters) -> Response {
    lab.answer(Vendor::Oidc, claimed(&parameters), "token", |faults| {
        client(&lab, &parameters).and_then(|app| buy(&lab, &app, &parameters, faults)).unwrap_or_else(|refusal| refusal)
    })
}

fn buy(lab: &Lab, app: &App, parameters: &Parameters, faults: &Faults) -> Result<Answer, Answer> {
    let invalid = |description| error(StatusCode::BAD_REQUEST, "invalid_grant", description);
    let now = lab.now();
    let (grant, nonce) = match parameters.text("grant_type") {
        "authorization_code" if faults.has(Fault::ErrorWith200) => return Err(invalid("the code is not known")),
        "authorization_code" => {
            let code = parameters.text("code");
            let used = lab.world().use_code(Vendor::Oidc, &app.client_id, code, (now, CODE_LASTS));
            let code = used.map_err(|_| invalid("the code is not known, was used, or its time is over"))?;
            if code.redirect_uri != parameters.text("redirect_uri") {
                return Err(invalid("redirect_uri is not the one before"));
            }
            let challenge = jws::challenge_of(parameters.text("code_verifier"));
            if code.challenge != Some(challenge) {
                return Err(invalid("code_verifier does not fit the challenge"));
            }
            (code.grant, code.nonce)
        }
        "refresh_token" => {
            let refresh = parameters.text("refresh_token");
            let found = lab.world().token(Vendor::Oidc, refresh, TokenKind::Refresh);
            let found = found.filter(|(_, grant)| grant.client_id == app.client_id);
            (found.ok_or_else(|| invalid("the refresh token is not known"))?.1.id, None)
        }
        _ => return Err(error(StatusCode::BAD_REQUEST, "unsupported_grant_type", "a code or a refresh token")),
    };
    let grant = lab.world().grant(grant).cloned().ok_or_else(|| invalid("the authorisation has ended"))?;
    Ok(tokens(lab, app, &grant, nonce.as_deref(), faults))
}

fn tokens(lab: &Lab, app: &App, grant: &Grant, nonce: Option<&str>, faults: &Faults) -> Answer {
    let now = lab.now();
    let lasts = Millis::seconds(TOKEN_SECONDS);
    let span = if faults.has(Fault::ExpiredToken) { [now - lasts, now - Millis::hours(1)] } else { [now, now + lasts] };
    let (access, refresh) = {
        let mut world = lab.world();
        let access = world.keep_token(grant.id, TokenKind::Access, TOKEN_LENGTH, span);
        (access, world.keep_token(grant.id, TokenKind::Refresh, TOKEN_LENGTH, [now, now + REFRESH_LASTS]))
    };
    let seconds = lab.seconds();
    let mut claims = fields! {
        "iss" => grant.issuer, "sub" => grant.open_id(), "aud" => app.client_id, "exp" => seconds + TOKEN_SECONDS,
        "iat" => seconds, "auth_time" => seconds, "sid" => grant.session, "at_hash" => jws::half_hash(&access),
    };
    if let Some(nonce) = nonce {
        claims.push(("nonce", json!(nonce)));
    }
    let id_token = lab.with_keys(Vendor::Oidc, |ring| jws::sign(ring.current(app.id_token_alg), None, claims, faults));
    Answer::json(fields! {
        "access_token" => access, "token_type" => "Bearer", "expires_in" => TOKEN_SECONDS,
        "refresh_token" => refresh, "scope" => grant.scope, "id_token" => id_token,
    })
}

async fn userinfo(State(lab): State<Arc<Lab>>, Extension(place): Extension<Place>, parameters: Parameters) -> Response {
    let token = parameters.bearer.as_deref().or(parameters.get("access_token")).unwrap_or_default();
    let found = lab.world().token(Vendor::Oidc, token, TokenKind::Access);
    let found = found.filter(|(token, _)| token.expires_at > lab.now());
    let client_id = found.as_ref().map(|(_, grant)| grant.client_id.clone());
    let is_known = found.is_some();
    let mut response = lab.answer(Vendor::Oidc, client_id.as_deref(), "userinfo", |faults| {
        let Some((_, grant)) = &found else {
            return error(StatusCode::UNAUTHORIZED, "invalid_token", "the token is not known, or its time is over");
        };
        let asked = |scope: &str| grant.scope.split(' ').any(|known| known == scope);
        let person = grant.person;
        let sub = if faults.has(Fault::WrongSubject) {
            people::PEOPLE[3].open_id(Vendor::Oidc, &grant.client_id)
        } else {
            grant.open_id()
        };
        let mut fields = fields! { "sub" => sub };
        if asked("profile") {
            fields.extend(fields! {
                "name" => format!("{}{}", person.family_name, person.given_name),
                "nickname" => person.nickname, "preferred_username" => person.id,
                "picture" => asking::picture_address(&place, Vendor::Oidc, person),
                "birthdate" => "1990-02-28", "gender" => "female", "zoneinfo" => "Asia/Shanghai", "locale" => "zh-CN",
            });
        }
        if asked("email") {
            fields.extend(fields! { "email" => person.email, "email_verified" => true });
        }
        Answer::json(fields)
    });
    if !is_known {
        let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

async fn revoke(State(lab): State<Arc<Lab>>, parameters: Parameters) -> Response {
    let app = match client(&lab, &parameters) {
        Ok(app) => app,
        Err(refusal) => return lab.answer(Vendor::Oidc, claimed(&parameters), "revoke", |_| refusal),
    };
    let now = lab.now();
    let mut world = lab.world();
    let token = parameters.text("token");
    let found = [TokenKind::Refresh, TokenKind::Access]
        .into_iter()
        .find_map(|kind| world.token(Vendor::Oidc, token, kind))
        .filter(|(_, grant)| grant.client_id == app.client_id);
    if let Some((_, grant)) = found {
        world.end(grant.id, now);
    }
    StatusCode::OK.into_response()
}

/// Tells the app that a session is over (OpenID Connect Back-Channel Logout 1.0).
pub(crate) fn logout(lab: &Lab, app: &App, grant: &Grant, faults: &Faults) -> Option<Outgoing> {
    let address = app.event_address.clone()?;
    let seconds = lab.seconds();
    let claims = fields! {
        "iss" => grant.issuer, "sub" => grant.open_id(), "aud" => app.client_id, "iat" => seconds,
        "exp" => seconds + LOGOUT_TOKEN_SECONDS, "jti" => lab.world().secret(22), "sid" => grant.session,
        "events" => json!({ LOGOUT_EVENT: {} }),
    };
    let token = lab
        .with_keys(Vendor::Oidc, |ring| jws::sign(ring.current(app.id_token_alg), Some("logout+jwt"), claims, faults));
    let body = form_urlencoded::Serializer::new(String::new()).append_pair("logout_token", &token).finish();
    Some(Outgoing { method: Method::POST, address, content_type: "application/x-www-form-urlencoded", body })
}
