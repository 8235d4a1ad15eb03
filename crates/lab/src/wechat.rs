//! 微信: its own words for OAuth 2, answers as `text/plain`, and refusals that are HTTP 200.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use serde_json::json;
use units::Millis;

use crate::Lab;
use crate::answer::{Answer, Fields, Shape, fields};
use crate::asking::{self, Agreed, Back, Unfit};
use crate::faults::{Fault, Faults};
use crate::parameters::Parameters;
use crate::people;
use crate::vendor::{Place, Vendor};
use crate::world::{Ask, CodeRefusal, Grant, Token, TokenKind};

const CODE_LASTS: Millis = Millis::minutes(5);
const TOKEN_SECONDS: i64 = 7_200;
const REFRESH_DAYS: i64 = 30;
/// Longest the tokens are.
const TOKEN_LENGTH: usize = 88;

pub(crate) fn pages() -> Router<Arc<Lab>> {
    Router::new().route("/connect/qrconnect", get(by_qr)).route("/connect/oauth2/authorize", get(in_app))
}

pub(crate) fn interface() -> Router<Arc<Lab>> {
    Router::new()
        .route("/sns/oauth2/access_token", get(access_token).post(access_token))
        .route("/sns/oauth2/refresh_token", get(refresh_token).post(refresh_token))
        .route("/sns/userinfo", get(userinfo))
        .route("/sns/auth", get(auth))
}

async fn by_qr(State(lab): State<Arc<Lab>>, Extension(place): Extension<Place>, parameters: Parameters) -> Response {
    authorize(&lab, &place, &parameters, &["snsapi_login"])
}

async fn in_app(State(lab): State<Arc<Lab>>, Extension(place): Extension<Place>, parameters: Parameters) -> Response {
    authorize(&lab, &place, &parameters, &["snsapi_base", "snsapi_userinfo"])
}

fn authorize(lab: &Lab, place: &Place, parameters: &Parameters, scopes: &[&str]) -> Response {
    let refuse = |code, message| asking::refuse(Vendor::Wechat, parameters.english, code, message);
    let (client_id, redirect_uri) = (parameters.text("appid"), parameters.text("redirect_uri"));
    match asking::check_app(lab, Vendor::Wechat, client_id, redirect_uri) {
        Err(Unfit::App) => return refuse("40013", "AppID 参数错误 invalid appid"),
        Err(Unfit::RedirectUri) => return refuse("10003", "redirect_uri 域名与后台配置不一致"),
        Ok(()) => {}
    }
    let scope = parameters.text("scope");
    if parameters.text("response_type") != "code" || !scope.split([' ', ',']).all(|scope| scopes.contains(&scope)) {
        return refuse("10005", "Scope 参数错误或没有 Scope 权限");
    }
    let app = (client_id, redirect_uri);
    let ask = Ask::for_code(Vendor::Wechat, app, parameters.owned("state"), scope);
    if scope == "snsapi_base" {
        // Nobody is asked: inside WeChat it is known whose device it is. Here it is the first person's.
        let agreed = asking::agree(lab, &ask, &people::PEOPLE[0]);
        return asking::answer(lab, &ask, Some(&agreed), parameters.english);
    }
    asking::ask(lab, place, ask, parameters.english)
}

/// A refusal says nothing: only the state comes back.
pub(crate) fn back(agreed: Option<&Agreed>) -> Back {
    agreed.map(|agreed| ("code", agreed.code.clone())).into_iter().collect()
}

fn plain(fields: Fields) -> Answer {
    Answer::new(Shape::PlainJson, fields)
}

fn error(code: i64, message: &str) -> Answer {
    plain(fields! { "errcode" => code, "errmsg" => format!("{message}, rid: 6571a8b2-0d1f2c3e-4b5a6978") })
}

fn check_secret(lab: &Lab, parameters: &Parameters) -> Result<(), Answer> {
    let world = lab.world();
    let app = world.app(Vendor::Wechat, parameters.text("appid")).ok_or_else(|| error(40_013, "invalid appid"))?;
    if app.secret == parameters.text("secret") { Ok(()) } else { Err(error(40_125, "invalid appsecret")) }
}

async fn access_token(State(lab): State<Arc<Lab>>, parameters: Parameters) -> Response {
    let client_id = parameters.text("appid");
    lab.answer(Vendor::Wechat, Some(client_id), "access_token", |faults| {
        buy(&lab, &parameters, faults).unwrap_or_else(|refusal| refusal)
    })
}

fn buy(lab: &Lab, parameters: &Parameters, faults: &Faults) -> Result<Answer, Answer> {
    check_secret(lab, parameters)?;
    if parameters.text("grant_type") != "authorization_code" {
        return Err(error(40_002, "invalid grant_type"));
    }
    let code = parameters.get("code").ok_or_else(|| error(41_008, "missing code"))?;
    if faults.has(Fault::ErrorWith200) {
        return Err(error(40_029, "invalid code"));
    }
    let used = lab.world().use_code(Vendor::Wechat, parameters.text("appid"), code, (lab.now(), CODE_LASTS));
    let code = used.map_err(|refusal| match refusal {
        CodeRefusal::Unknown | CodeRefusal::OtherApp => error(40_029, "invalid code"),
        CodeRefusal::Used => error(40_163, "code been used"),
        CodeRefusal::Expired => error(42_003, "oauth_code expired"),
    })?;
    let grant = lab.world().grant(code.grant).cloned().ok_or_else(|| error(40_029, "invalid code"))?;
    Ok(tokens(lab, &grant, faults, None))
}

/// The answer of both token endpoints.
fn tokens(lab: &Lab, grant: &Grant, faults: &Faults, refresh: Option<&str>) -> Answer {
    let now = lab.now();
    let span = if faults.has(Fault::ExpiredToken) {
        [now - Millis::hours(3), now - Millis::hours(1)]
    } else {
        [now, now + Millis::seconds(TOKEN_SECONDS)]
    };
    let mut world = lab.world();
    let access = world.keep_token(grant.id, TokenKind::Access, TOKEN_LENGTH, span);
    let refresh = refresh.map_or_else(
        || {
            let span = [now, now + Millis::days(REFRESH_DAYS)];
            world.keep_token(grant.id, TokenKind::Refresh, TOKEN_LENGTH, span)
        },
        str::to_owned,
    );
    let mut fields = fields! {
        "access_token" => access, "expires_in" => TOKEN_SECONDS, "refresh_token" => refresh,
        "openid" => grant.open_id(), "scope" => grant.scope,
    };
    if grant.scope != "snsapi_base" {
        fields.push(("unionid", json!(grant.person.union_id(Vendor::Wechat))));
    }
    plain(fields)
}

async fn refresh_token(State(lab): State<Arc<Lab>>, parameters: Parameters) -> Response {
    let client_id = parameters.text("appid");
    lab.answer(Vendor::Wechat, Some(client_id), "refresh_token", |faults| {
        if lab.world().app(Vendor::Wechat, client_id).is_none() {
            return error(40_013, "invalid appid");
        }
        if parameters.text("grant_type") != "refresh_token" {
            return error(40_002, "invalid grant_type");
        }
        let refresh = parameters.text("refresh_token");
        let found = lab.world().token(Vendor::Wechat, refresh, TokenKind::Refresh);
        match found {
            Some((_, grant)) if grant.client_id != client_id => error(40_030, "invalid refresh_token"),
            Some((token, _)) if token.expires_at <= lab.now() => error(42_002, "refresh_token expired"),
            Some((_, grant)) => tokens(&lab, &grant, faults, Some(refresh)),
            None => error(40_030, "invalid refresh_token"),
        }
    })
}

/// The grant behind an access token, for the two calls that take one.
fn with_token(
    lab: &Lab,
    parameters: &Parameters,
    endpoint: &'static str,
    act: impl FnOnce(&Grant, &Faults) -> Answer,
) -> Response {
    let found = lab.world().token(Vendor::Wechat, parameters.text("access_token"), TokenKind::Access);
    let client_id = found.as_ref().map(|(_, grant)| grant.client_id.clone());
    lab.answer(Vendor::Wechat, client_id.as_deref(), endpoint, |faults| match &found {
        None => error(40_001, "invalid credential, access_token is invalid or not latest"),
        Some((Token { expires_at, .. }, _)) if *expires_at <= lab.now() => error(42_001, "access_token expired"),
        Some((_, grant)) if parameters.text("openid") != grant.open_id() => error(40_003, "invalid openid"),
        Some((_, grant)) => act(grant, faults),
    })
}

async fn auth(State(lab): State<Arc<Lab>>, parameters: Parameters) -> Response {
    with_token(&lab, &parameters, "auth", |_, _| plain(fields! { "errcode" => 0, "errmsg" => "ok" }))
}

async fn userinfo(State(lab): State<Arc<Lab>>, Extension(place): Extension<Place>, parameters: Parameters) -> Response {
    with_token(&lab, &parameters, "userinfo", |grant, faults| {
        if grant.scope == "snsapi_base" {
            return error(48_001, "api unauthorized");
        }
        let open_id = if faults.has(Fault::WrongSubject) {
            people::PEOPLE[3].open_id(Vendor::Wechat, &grant.client_id)
        } else {
            grant.open_id()
        };
        let mut fields = fields! {
            "openid" => open_id,
            "nickname" => grant.person.nickname,
            "sex" => 2,
            "language" => "zh_CN",
            "city" => "成都",
            "province" => "四川",
            "country" => "中国",
            "headimgurl" => asking::picture_address(&place, Vendor::Wechat, grant.person),
            "privilege" => ["chinaunicom"],
            "unionid" => grant.person.union_id(Vendor::Wechat),
        };
        fields.extend(unasked());
        plain(fields)
    })
}

/// Twenty things that no app asked for: whoever reads the answer has to leave them out.
fn unasked() -> Fields {
    fields! {
        "phone" => "13900000000", "purePhoneNumber" => "13900000000", "countryCode" => "86",
        "email" => "somebody@mail.lab.example", "birthday" => "1990-02-29", "age" => 36,
        "real_name" => "不应保存", "id_card" => "11010519491231002X", "address" => "成都市某路 1 号",
        "longitude" => 104.06, "latitude" => 30.67, "company" => "某公司", "profession" => "乐手",
        "education" => "本科", "marital_status" => "unknown", "signature" => "不要记下这一句",
        "remark" => "备注", "groupid" => 0, "tagid_list" => [128, 2], "is_snapshotuser" => 0,
    }
}
