//! 微博: refusals with codes of its own, an id as a number here and as a string there.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde_json::{Value, json};
use units::Millis;

use crate::Lab;
use crate::answer::{Answer, fields};
use crate::asking::{self, Agreed, Back, Unfit};
use crate::faults::{Fault, Faults};
use crate::parameters::Parameters;
use crate::people;
use crate::vendor::{Place, Vendor};
use crate::world::{Ask, Grant, Token, TokenKind};

const CODE_LASTS: Millis = Millis::minutes(5);
/// Five years, as for an app that was reviewed; what is issued to one that was not lasts a day.
const TOKEN_SECONDS: i64 = 157_679_999;
const TOKEN_LENGTH: usize = 32;

pub(crate) fn routes() -> Router<Arc<Lab>> {
    Router::new()
        .route("/oauth2/authorize", get(authorize))
        .route("/oauth2/access_token", post(access_token))
        .route("/oauth2/get_token_info", post(get_token_info))
        .route("/oauth2/revokeoauth2", get(revoke).post(revoke))
        .route("/2/users/show.json", get(show))
}

async fn authorize(
    State(lab): State<Arc<Lab>>,
    Extension(place): Extension<Place>,
    parameters: Parameters,
) -> Response {
    let refuse = |code, message| asking::refuse(Vendor::Weibo, parameters.english, code, message);
    let (client_id, redirect_uri) = (parameters.text("client_id"), parameters.text("redirect_uri"));
    match asking::check_app(&lab, Vendor::Weibo, client_id, redirect_uri) {
        Err(Unfit::App) => return refuse("21324", "client_id 非法 invalid_client"),
        Err(Unfit::RedirectUri) => return refuse("21322", "重定向地址不匹配 redirect_uri_mismatch"),
        Ok(()) => {}
    }
    // An older client leaves the type out, and means a code.
    if !["code", ""].contains(&parameters.text("response_type")) {
        return refuse("21329", "unsupported_response_type");
    }
    let app = (client_id, redirect_uri);
    let ask = Ask::for_code(Vendor::Weibo, app, parameters.owned("state"), parameters.text("scope"));
    asking::ask(&lab, &place, ask, parameters.english)
}

pub(crate) fn back(agreed: Option<&Agreed>) -> Back {
    match agreed {
        Some(agreed) => vec![("code", agreed.code.clone())],
        None => vec![
            ("error_uri", "/oauth2/authorize".to_owned()),
            ("error", "access_denied".to_owned()),
            ("error_description", "user denied your request.".to_owned()),
            ("error_code", "21330".to_owned()),
        ],
    }
}

fn error(request: &str, status: StatusCode, (code, name, description): (i64, &str, &str)) -> Answer {
    let fields = fields! {
        "error" => name, "error_code" => code, "request" => request, "error_description" => description,
    };
    Answer::json(fields).with(status)
}

async fn access_token(State(lab): State<Arc<Lab>>, parameters: Parameters) -> Response {
    let client_id = parameters.text("client_id");
    lab.answer(Vendor::Weibo, Some(client_id), "access_token", |faults| {
        buy(&lab, &parameters, faults)
            .unwrap_or_else(|reason| error("/oauth2/access_token", StatusCode::BAD_REQUEST, reason))
    })
}

type Reason = (i64, &'static str, &'static str);

fn buy(lab: &Lab, parameters: &Parameters, faults: &Faults) -> Result<Answer, Reason> {
    const INVALID_GRANT: Reason = (21_325, "invalid_grant", "invalid authorization code");
    let client_id = parameters.text("client_id");
    let secret_fits =
        lab.world().app(Vendor::Weibo, client_id).is_some_and(|app| app.secret == parameters.text("client_secret"));
    if !secret_fits {
        return Err((21_324, "invalid_client", "client_id or client_secret parameter is invalid"));
    }
    if parameters.text("grant_type") != "authorization_code" {
        return Err((21_328, "unsupported_grant_type", "grant_type is not supported"));
    }
    if faults.has(Fault::ErrorWith200) {
        return Err(INVALID_GRANT);
    }
    let now = lab.now();
    let used = lab.world().use_code(Vendor::Weibo, client_id, parameters.text("code"), (now, CODE_LASTS));
    let code = used.map_err(|_| INVALID_GRANT)?;
    if code.redirect_uri != parameters.text("redirect_uri") {
        return Err((21_322, "redirect_uri_mismatch", "redirect_uri does not match"));
    }
    let grant = lab.world().grant(code.grant).cloned().ok_or(INVALID_GRANT)?;
    let lasts = Millis::seconds(TOKEN_SECONDS);
    let span = if faults.has(Fault::ExpiredToken) { [now - lasts, now - Millis::hours(1)] } else { [now, now + lasts] };
    let access = lab.world().keep_token(grant.id, TokenKind::Access, TOKEN_LENGTH, span);
    Ok(Answer::json(fields! {
        "access_token" => format!("2.00{access}"), "remind_in" => TOKEN_SECONDS.to_string(),
        "expires_in" => TOKEN_SECONDS, "uid" => grant.open_id(), "isRealName" => "true",
    }))
}

/// The token that a call bears, without the vendor's mark at its head.
fn find(lab: &Lab, parameters: &Parameters) -> Option<(Token, Grant)> {
    let token = parameters.get("access_token").or(parameters.bearer.as_deref())?;
    lab.world().token(Vendor::Weibo, token.strip_prefix("2.00")?, TokenKind::Access)
}

/// Answers a call that bears a token; `path` is how a refusal names the call.
fn with_token(
    lab: &Lab,
    parameters: &Parameters,
    path: &'static str,
    act: impl FnOnce(&Token, &Grant, &Faults) -> Answer,
) -> Response {
    let found = find(lab, parameters);
    let client_id = found.as_ref().map(|(_, grant)| grant.client_id.clone());
    lab.answer(Vendor::Weibo, client_id.as_deref(), path, |faults| match &found {
        Some((token, grant)) => act(token, grant, faults),
        None => error(path, StatusCode::FORBIDDEN, (21_332, "invalid_access_token", "Invalid access token")),
    })
}

async fn get_token_info(State(lab): State<Arc<Lab>>, parameters: Parameters) -> Response {
    with_token(&lab, &parameters, "/oauth2/get_token_info", |token, grant, faults| {
        let app_key = if faults.has(Fault::WrongAudience) { "1000000000" } else { grant.client_id.as_str() };
        // Below zero when the token's time is over: the call itself still answers.
        let rest = token.expires_at.since(lab.now()).0.div_euclid(1_000);
        Answer::json(fields! {
            "uid" => grant.person.weibo_number(), "appkey" => app_key, "scope" => Value::Null,
            "create_at" => token.made_at.as_millis().div_euclid(1_000), "expire_in" => rest,
        })
    })
}

async fn revoke(State(lab): State<Arc<Lab>>, parameters: Parameters) -> Response {
    with_token(&lab, &parameters, "/oauth2/revokeoauth2", |_, grant, _| {
        let now = lab.now();
        lab.world().end(grant.id, now);
        Answer::json(fields! { "result" => "true" })
    })
}

async fn show(State(lab): State<Arc<Lab>>, Extension(place): Extension<Place>, parameters: Parameters) -> Response {
    with_token(&lab, &parameters, "/2/users/show.json", |token, grant, faults| {
        let refuse = |status, reason| error("/2/users/show.json", status, reason);
        if token.expires_at <= lab.now() {
            return refuse(StatusCode::FORBIDDEN, (21_327, "expired_token", "token expired"));
        }
        if parameters.text("uid") != grant.open_id() {
            return refuse(StatusCode::BAD_REQUEST, (20_003, "User does not exists!", "User does not exists!"));
        }
        let person = if faults.has(Fault::WrongSubject) { &people::PEOPLE[3] } else { grant.person };
        let picture = asking::picture_address(&place, Vendor::Weibo, person);
        Answer::json(fields! {
            "id" => person.weibo_number(), "idstr" => person.weibo_number().to_string(), "class" => 1,
            "screen_name" => person.nickname, "name" => person.nickname, "province" => "51", "city" => "1",
            "location" => "四川 成都", "description" => "不要记下这一句", "url" => "",
            "profile_image_url" => picture, "profile_url" => format!("u/{}", person.weibo_number()), "domain" => "",
            "weihao" => "", "gender" => "f", "followers_count" => 12, "friends_count" => 34, "statuses_count" => 56,
            "created_at" => "Tue May 31 17:46:55 +0800 2011", "following" => false, "allow_all_act_msg" => false,
            "geo_enabled" => true, "verified" => false, "verified_type" => -1, "remark" => "",
            "avatar_large" => picture, "avatar_hd" => picture, "verified_reason" => "", "follow_me" => false,
            "online_status" => 0, "bi_followers_count" => 3, "lang" => "zh-cn", "status" => json!({ "text": "微博正文" }),
        })
    })
}
