//! Sign in with Apple: OpenID Connect whose answer is a posted form, and whose client secret is a signed token.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use serde_json::{Value, json};
use units::Millis;

use crate::Lab;
use crate::answer::{Answer, Fields, fields, write_json};
use crate::app::{Algorithm, App};
use crate::asking::{self, Agreed, Back, Unfit};
use crate::delivery::Outgoing;
use crate::events::EventKind;
use crate::faults::{Fault, Faults};
use crate::jws;
use crate::parameters::Parameters;
use crate::vendor::{Place, Vendor};
use crate::world::{Ask, Grant, TokenKind};

const ISSUER: &str = "https://appleid.apple.com";
const CODE_LASTS: Millis = Millis::minutes(5);
const TOKEN_SECONDS: i64 = 3_600;
const ID_TOKEN_SECONDS: i64 = 86_400;
/// Apple's tokens do not end by themselves; these do, so that a lab that runs for long does not fill.
const REFRESH_LASTS: Millis = Millis::days(180);
const TOKEN_LENGTH: usize = 64;
/// Longest that a client secret may be good for: six months.
const SECRET_SECONDS_MAX: i64 = 15_777_000;

pub(crate) fn routes() -> Router<Arc<Lab>> {
    Router::new()
        .route("/auth/authorize", get(authorize))
        .route("/auth/token", post(token))
        .route("/auth/keys", get(keys))
        .route("/auth/revoke", post(revoke))
        .route("/.well-known/openid-configuration", get(configuration))
}

async fn configuration(Extension(place): Extension<Place>) -> Json<Value> {
    Json(json!({
        "issuer": ISSUER,
        "authorization_endpoint": place.here("/auth/authorize"),
        "token_endpoint": place.here("/auth/token"),
        "revocation_endpoint": place.here("/auth/revoke"),
        "jwks_uri": place.here("/auth/keys"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "email", "name"],
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "claims_supported": ["aud", "email", "email_verified", "exp", "iat", "is_private_email", "iss", "nonce",
            "nonce_supported", "real_user_status", "sub", "transfer_sub"],
    }))
}

async fn keys(State(lab): State<Arc<Lab>>) -> Response {
    lab.answer(Vendor::Apple, None, "keys", |_| {
        Answer::json(fields! { "keys" => lab.with_keys(Vendor::Apple, |ring| ring.published()) })
    })
}

async fn authorize(
    State(lab): State<Arc<Lab>>,
    Extension(place): Extension<Place>,
    parameters: Parameters,
) -> Response {
    let refuse = |code, message| asking::refuse(Vendor::Apple, parameters.english, code, message);
    let (client_id, redirect_uri) = (parameters.text("client_id"), parameters.text("redirect_uri"));
    match asking::check_app(&lab, Vendor::Apple, client_id, redirect_uri) {
        Err(Unfit::App) => return refuse("invalid_client", "Invalid client id"),
        Err(Unfit::RedirectUri) => return refuse("invalid_request", "Invalid web redirect url."),
        Ok(()) => {}
    }
    let mut types: Vec<&str> = parameters.text("response_type").split(' ').collect();
    types.sort_unstable();
    let with_id_token = match types.as_slice() {
        ["code"] => false,
        ["code", "id_token"] => true,
        _ => return refuse("unsupported_response_type", "response_type is code, or code id_token"),
    };
    let scope = parameters.text("scope");
    let by_form = parameters.text("response_mode") == "form_post";
    if !by_form && (with_id_token || scope.split(' ').any(|scope| ["name", "email"].contains(&scope))) {
        let message = "response_mode must be form_post when name or email scope is requested.";
        return refuse("invalid_request", message);
    }
    let app = (client_id, redirect_uri);
    let ask = Ask {
        nonce: parameters.owned("nonce"),
        by_form,
        with_id_token,
        issuer: ISSUER.to_owned(),
        ..Ask::for_code(Vendor::Apple, app, parameters.owned("state"), scope)
    };
    asking::ask(&lab, &place, ask, parameters.english)
}

/// Code, token and, the first time only, what the person is called.
pub(crate) fn back(lab: &Lab, ask: &Ask, agreed: Option<&Agreed>, faults: &Faults) -> Back {
    let Some(agreed) = agreed else { return vec![("error", "user_cancelled_authorize".to_owned())] };
    let mut back = vec![("code", agreed.code.clone())];
    let Some(grant) = lab.world().grant(agreed.grant).cloned() else { return back };
    if ask.with_id_token {
        let token = id_token(lab, &grant, ask.nonce.as_deref(), ("c_hash", &agreed.code), faults);
        back.push(("id_token", token));
    }
    let asked = |scope: &str| ask.scope.split(' ').any(|known| known == scope);
    if agreed.is_first && (asked("name") || asked("email")) {
        let mut user = Fields::new();
        if asked("name") {
            let person = grant.person;
            user.push(("name", json!({ "firstName": person.given_name, "lastName": person.family_name })));
        }
        if asked("email") {
            user.push(("email", json!(grant.person.apple_email())));
        }
        back.push(("user", write_json(&user)));
    }
    back
}

fn id_token(lab: &Lab, grant: &Grant, nonce: Option<&str>, hash: (&'static str, &str), faults: &Faults) -> String {
    let now = lab.seconds();
    let mut claims = fields! {
        "iss" => ISSUER, "aud" => grant.client_id, "exp" => now + ID_TOKEN_SECONDS, "iat" => now,
        "sub" => grant.open_id(),
    };
    if let Some(nonce) = nonce {
        claims.push(("nonce", json!(nonce)));
    }
    claims.push((hash.0, json!(jws::half_hash(hash.1))));
    if grant.scope.split(' ').any(|scope| scope == "email") {
        claims.push(("email", json!(grant.person.apple_email())));
        // Apple has written these as strings and as truth values; here it depends on the person.
        let private = grant.person.hides_email;
        claims.push(("email_verified", if private { json!("true") } else { json!(true) }));
        claims.push(("is_private_email", if private { json!("true") } else { json!(false) }));
    }
    claims.extend(fields! { "auth_time" => now, "nonce_supported" => true, "real_user_status" => 2 });
    lab.with_keys(Vendor::Apple, |ring| jws::sign(ring.current(Algorithm::RS256), None, claims, faults))
}

fn refusal(error: &str) -> Answer {
    Answer::json(fields! { "error" => error }).with(StatusCode::BAD_REQUEST)
}

/// Whether the client secret is one that the app's own key has signed, for Apple and for this app.
fn check_secret(lab: &Lab, client_id: &str, secret: &str) -> Result<(), String> {
    let app = lab.world().app(Vendor::Apple, client_id).cloned().ok_or("no such client")?;
    let key = jws::read_public_key(app.public_key.as_deref().unwrap_or_default())?;
    let (header, claims) = jws::verify_es256(secret, &key)?;
    let wanted = [
        ("kid", &header["kid"], app.key_id.as_deref()),
        ("iss", &claims["iss"], app.team_id.as_deref()),
        ("sub", &claims["sub"], Some(client_id)),
        ("aud", &claims["aud"], Some(ISSUER)),
    ];
    if let Some((name, found, _)) = wanted.into_iter().find(|(_, found, wanted)| found.as_str() != *wanted) {
        return Err(format!("{name} is {found}"));
    }
    let (issued, expires) = (claims["iat"].as_i64(), claims["exp"].as_i64());
    let (Some(issued), Some(expires)) = (issued, expires) else { return Err("iat or exp is missing".to_owned()) };
    let now = lab.seconds();
    if expires <= now || issued > now + 60 || expires - issued > SECRET_SECONDS_MAX {
        return Err(format!("it is good from {issued} to {expires}, and now is {now}"));
    }
    Ok(())
}

async fn token(State(lab): State<Arc<Lab>>, parameters: Parameters) -> Response {
    let client_id = parameters.text("client_id");
    lab.answer(Vendor::Apple, Some(client_id), "token", |faults| {
        if let Err(reason) = check_secret(&lab, client_id, parameters.text("client_secret")) {
            // Apple says no more than the name of the error; whoever looks for it in a lab may know.
            return Answer::oauth_error(StatusCode::BAD_REQUEST, "invalid_client", &reason);
        }
        buy(&lab, &parameters, faults).unwrap_or_else(refusal)
    })
}

fn buy(lab: &Lab, parameters: &Parameters, faults: &Faults) -> Result<Answer, &'static str> {
    let client_id = parameters.text("client_id");
    let now = lab.now();
    let (grant, nonce, refresh) = match parameters.text("grant_type") {
        "authorization_code" if faults.has(Fault::ErrorWith200) => return Err("invalid_grant"),
        "authorization_code" => {
            let code = parameters.text("code");
            let used = lab.world().use_code(Vendor::Apple, client_id, code, (now, CODE_LASTS));
            let code = used.map_err(|_| "invalid_grant")?;
            if code.redirect_uri != parameters.text("redirect_uri") {
                return Err("invalid_grant");
            }
            let mut world = lab.world();
            let span = [now, now + REFRESH_LASTS];
            (code.grant, code.nonce, Some(world.keep_token(code.grant, TokenKind::Refresh, TOKEN_LENGTH, span)))
        }
        "refresh_token" => {
            let refresh = parameters.text("refresh_token");
            let found = lab.world().token(Vendor::Apple, refresh, TokenKind::Refresh);
            let (_, grant) = found.filter(|(_, grant)| grant.client_id == client_id).ok_or("invalid_grant")?;
            (grant.id, None, None)
        }
        _ => return Err("unsupported_grant_type"),
    };
    let access = {
        let span = [now, now + Millis::seconds(TOKEN_SECONDS)];
        lab.world().keep_token(grant, TokenKind::Access, TOKEN_LENGTH, span)
    };
    let grant = lab.world().grant(grant).cloned().ok_or("invalid_grant")?;
    let id_token = id_token(lab, &grant, nonce.as_deref(), ("at_hash", &access), faults);
    let mut fields = fields! { "access_token" => access, "token_type" => "Bearer", "expires_in" => TOKEN_SECONDS };
    if let Some(refresh) = refresh {
        fields.push(("refresh_token", json!(refresh)));
    }
    fields.push(("id_token", json!(id_token)));
    Ok(Answer::json(fields))
}

async fn revoke(State(lab): State<Arc<Lab>>, parameters: Parameters) -> Response {
    let client_id = parameters.text("client_id");
    if check_secret(&lab, client_id, parameters.text("client_secret")).is_err() {
        return lab.answer(Vendor::Apple, Some(client_id), "revoke", |_| refusal("invalid_client"));
    }
    let token = parameters.text("token");
    let now = lab.now();
    let mut world = lab.world();
    let found = [TokenKind::Refresh, TokenKind::Access]
        .into_iter()
        .find_map(|kind| world.token(Vendor::Apple, token, kind))
        .filter(|(_, grant)| grant.client_id == client_id);
    if let Some((_, grant)) = found {
        world.end(grant.id, now);
    }
    // A token that is unknown is as good as revoked: the answer is the same, and empty.
    StatusCode::OK.into_response()
}

/// A signed notification; what happened is JSON inside a string inside JSON.
pub(crate) fn notification(lab: &Lab, app: &App, grant: &Grant, kind: EventKind, faults: &Faults) -> Option<Outgoing> {
    let address = app.event_address.clone()?;
    let now = lab.seconds();
    let stale = if faults.has(Fault::StaleTimestamp) { 86_400 } else { 0 };
    let mut event = fields! {
        "type" => kind.word().replace('_', "-"), "sub" => grant.open_id(), "event_time" => (now - stale) * 1_000,
    };
    if matches!(kind, EventKind::EmailDisabled | EventKind::EmailEnabled) {
        event.push(("email", json!(grant.person.apple_email())));
        event.push(("is_private_email", json!("true")));
    }
    let claims = fields! {
        "iss" => ISSUER, "aud" => app.client_id, "iat" => now, "exp" => now + ID_TOKEN_SECONDS,
        "jti" => lab.world().secret(22), "events" => write_json(&event),
    };
    let token = lab.with_keys(Vendor::Apple, |ring| jws::sign(ring.current(Algorithm::RS256), None, claims, faults));
    let body = write_json(&fields! { "payload" => token });
    Some(Outgoing { method: Method::POST, address, content_type: "application/json", body })
}
