//! QQ: the same answer as a query string, as JSONP or as JSON, whichever was asked for.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use serde_json::{Value, json};
use units::Millis;

use crate::Lab;
use crate::answer::{Answer, Shape, fields};
use crate::asking::{self, Agreed, Back, Unfit};
use crate::faults::{Fault, Faults};
use crate::parameters::Parameters;
use crate::people;
use crate::vendor::{Place, Vendor};
use crate::world::{Ask, CodeRefusal, Grant, TokenKind};

const CODE_LASTS: Millis = Millis::minutes(10);
/// Ninety days.
const TOKEN_SECONDS: i64 = 7_776_000;
const TOKEN_LENGTH: usize = 32;

pub(crate) fn routes() -> Router<Arc<Lab>> {
    Router::new()
        .route("/oauth2.0/authorize", get(authorize))
        .route("/oauth2.0/token", get(token).post(token))
        .route("/oauth2.0/me", get(me))
        .route("/user/get_user_info", get(get_user_info))
}

async fn authorize(
    State(lab): State<Arc<Lab>>,
    Extension(place): Extension<Place>,
    parameters: Parameters,
) -> Response {
    let refuse = |code, message| asking::refuse(Vendor::Qq, parameters.english, code, message);
    let (client_id, redirect_uri) = (parameters.text("client_id"), parameters.text("redirect_uri"));
    match asking::check_app(&lab, Vendor::Qq, client_id, redirect_uri) {
        Err(Unfit::App) => return refuse("100008", "client_id 非法 client id is illegal"),
        Err(Unfit::RedirectUri) => return refuse("100010", "redirect uri is illegal"),
        Ok(()) => {}
    }
    if parameters.text("response_type") != "code" {
        return refuse("100002", "response_type is illegal");
    }
    let app = (client_id, redirect_uri);
    let ask =
        Ask::for_code(Vendor::Qq, app, parameters.owned("state"), parameters.get("scope").unwrap_or("get_user_info"));
    asking::ask(&lab, &place, ask, parameters.english)
}

pub(crate) fn back(agreed: Option<&Agreed>) -> Back {
    match agreed {
        Some(agreed) => vec![("code", agreed.code.clone())],
        None => vec![("usercancel", "1".to_owned())],
    }
}

/// The shape that was asked for: `fmt=json`, or the one from before there was a choice.
fn shape(parameters: &Parameters, old: Shape) -> Shape {
    if parameters.text("fmt") == "json" { Shape::Json } else { old }
}

/// Refusals are HTTP 200, and JSONP unless JSON was asked for.
fn error(parameters: &Parameters, code: i64, description: &str) -> Answer {
    let fields = fields! { "error" => code, "error_description" => description };
    Answer::new(shape(parameters, Shape::Jsonp), fields)
}

async fn token(State(lab): State<Arc<Lab>>, parameters: Parameters) -> Response {
    let client_id = parameters.text("client_id");
    lab.answer(Vendor::Qq, Some(client_id), "token", |faults| {
        buy(&lab, &parameters, faults).unwrap_or_else(|(code, description)| error(&parameters, code, description))
    })
}

fn buy(lab: &Lab, parameters: &Parameters, faults: &Faults) -> Result<Answer, (i64, &'static str)> {
    let client_id = parameters.text("client_id");
    let fits = lab.world().app(Vendor::Qq, client_id).map(|app| app.secret == parameters.text("client_secret"));
    match fits {
        None => return Err((100_008, "client id is illegal")),
        Some(false) => return Err((100_009, "client secret is illegal")),
        Some(true) => {}
    }
    let refresh = parameters.text("refresh_token");
    let id = match parameters.text("grant_type") {
        "authorization_code" if faults.has(Fault::ErrorWith200) => return Err((100_020, "code is reused error")),
        "authorization_code" => {
            let used = lab.world().use_code(Vendor::Qq, client_id, parameters.text("code"), (lab.now(), CODE_LASTS));
            let code = used.map_err(|refusal| match refusal {
                CodeRefusal::Used => (100_020, "code is reused error"),
                CodeRefusal::Expired => (100_021, "code is expired"),
                CodeRefusal::Unknown | CodeRefusal::OtherApp => (100_019, "code to access token error"),
            })?;
            if code.redirect_uri != parameters.text("redirect_uri") {
                return Err((100_010, "redirect uri is illegal"));
            }
            code.grant
        }
        "refresh_token" => {
            let found = lab.world().token(Vendor::Qq, refresh, TokenKind::Refresh);
            let found = found.filter(|(_, grant)| grant.client_id == client_id);
            found.map(|(_, grant)| grant.id).ok_or((100_015, "refresh token is illegal"))?
        }
        _ => return Err((100_004, "grant_type is illegal")),
    };
    Ok(tokens(lab, parameters, id, faults))
}

fn tokens(lab: &Lab, parameters: &Parameters, grant: u64, faults: &Faults) -> Answer {
    let now = lab.now();
    let lasts = Millis::seconds(TOKEN_SECONDS);
    let span = if faults.has(Fault::ExpiredToken) { [now - lasts, now - Millis::hours(1)] } else { [now, now + lasts] };
    let mut world = lab.world();
    let access = world.keep_token(grant, TokenKind::Access, TOKEN_LENGTH, span);
    let refresh = world.keep_token(grant, TokenKind::Refresh, TOKEN_LENGTH, [now, now + lasts]);
    let shape = shape(parameters, Shape::Query);
    // In JSON the seconds are a string, and that is how the vendor has it.
    let mut fields = fields! {
        "access_token" => access, "expires_in" => TOKEN_SECONDS.to_string(), "refresh_token" => refresh,
    };
    if parameters.text("need_openid") == "1" {
        let open_id = world.grant(grant).map(Grant::open_id);
        fields.push(("openid", json!(open_id)));
    }
    Answer::new(shape, fields)
}

async fn me(State(lab): State<Arc<Lab>>, parameters: Parameters) -> Response {
    let found = lab.world().token(Vendor::Qq, parameters.text("access_token"), TokenKind::Access);
    let client_id = found.as_ref().map(|(_, grant)| grant.client_id.clone());
    lab.answer(Vendor::Qq, client_id.as_deref(), "me", |faults| {
        let Some((token, grant)) = &found else {
            return error(&parameters, 100_016, "access token check failed");
        };
        if token.expires_at <= lab.now() {
            return error(&parameters, 100_014, "access token is expired");
        }
        let client = if faults.has(Fault::WrongAudience) { "100000000" } else { grant.client_id.as_str() };
        let mut fields = fields! { "client_id" => client, "openid" => grant.open_id() };
        if parameters.text("unionid") == "1" {
            fields.push(("unionid", json!(grant.person.union_id(Vendor::Qq))));
        }
        Answer::new(shape(&parameters, Shape::Jsonp), fields)
    })
}

async fn get_user_info(
    State(lab): State<Arc<Lab>>,
    Extension(place): Extension<Place>,
    parameters: Parameters,
) -> Response {
    let found = lab.world().token(Vendor::Qq, parameters.text("access_token"), TokenKind::Access);
    let client_id = parameters.text("oauth_consumer_key");
    lab.answer(Vendor::Qq, Some(client_id), "get_user_info", |faults| {
        let refuse = |ret: i64, message: &str| Answer::json(fields! { "ret" => ret, "msg" => message });
        match &found {
            Some((token, grant)) if token.expires_at > lab.now() && grant.client_id == client_id => {
                if parameters.text("openid") == grant.open_id() {
                    Answer::json(profile(&place, grant, faults))
                } else {
                    refuse(-22, "openid is invalid")
                }
            }
            _ => refuse(-23, "token is invalid"),
        }
    })
}

fn profile(place: &Place, grant: &Grant, faults: &Faults) -> Vec<(&'static str, Value)> {
    // This answer names nobody, so that the wrong one can only be told by what it says.
    let person = if faults.has(Fault::WrongSubject) { &people::PEOPLE[3] } else { grant.person };
    let picture = asking::picture_address(place, Vendor::Qq, person);
    // Who never chose an avatar has the small one only.
    let small = if picture.is_empty() {
        place.address(Vendor::Qq.picture_host(), "/lab/pictures/lin.png")
    } else {
        picture.clone()
    };
    fields! {
        "ret" => 0, "msg" => "", "is_lost" => 0, "nickname" => person.nickname, "gender" => "女", "gender_type" => 1,
        "province" => "四川", "city" => "成都", "year" => "1990", "constellation" => "",
        "figureurl" => small, "figureurl_1" => small, "figureurl_2" => small,
        "figureurl_qq_1" => small, "figureurl_qq_2" => picture, "figureurl_qq" => picture, "figureurl_type" => "1",
        "is_yellow_vip" => "0", "vip" => "0", "yellow_vip_level" => "0", "level" => "0", "is_yellow_year_vip" => "0",
    }
}
