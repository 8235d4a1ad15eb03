//! 微博, as an app uses it.

use serde_json::{Value, json};

use crate::support::{BACK, Bench, Reply, value};

pub(crate) const APP: &str = "2000000001";

pub(crate) fn app() -> Value {
    json!({ "vendor": "weibo", "client_id": APP, "secret": "s3cret", "redirect_uris": [BACK] })
}

pub(crate) async fn buy(bench: &Bench, person: &str) -> Reply {
    let asked = [("client_id", APP), ("redirect_uri", BACK), ("response_type", "code"), ("state", "st")];
    let back = bench.agree("/api.weibo.com/oauth2/authorize", &asked, person).await;
    buy_with(bench, value(&back, "code")).await
}

pub(crate) async fn buy_with(bench: &Bench, code: &str) -> Reply {
    let form = [
        ("client_id", APP),
        ("client_secret", "s3cret"),
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", BACK),
    ];
    bench.post("/api.weibo.com/oauth2/access_token", &form).await
}

pub(crate) async fn show(bench: &Bench, tokens: &Value) -> Reply {
    let text = |name: &str| tokens[name].as_str().expect("text").to_owned();
    let (token, uid) = (text("access_token"), text("uid"));
    bench.get_with("/api.weibo.com/2/users/show.json", &[("access_token", &token), ("uid", &uid)]).await
}

pub(crate) async fn token_info(bench: &Bench, tokens: &Value) -> Value {
    let token = tokens["access_token"].as_str().expect("text");
    bench.post("/api.weibo.com/oauth2/get_token_info", &[("access_token", token)]).await.json()
}

#[tokio::test]
async fn an_id_is_a_string_here_and_a_number_there() {
    let bench = Bench::with(app());
    let tokens = buy(&bench, "chang").await.json();
    assert_eq!(tokens["uid"], "5764607523034235005");
    let info = token_info(&bench, &tokens).await;
    assert_eq!((&info["uid"], &info["appkey"]), (&json!(5_764_607_523_034_235_005_u64), &json!(APP)));
    assert_eq!(info["expire_in"], 157_679_999);
    let shown = show(&bench, &tokens).await.json();
    assert_eq!((&shown["idstr"], &shown["id"]), (&tokens["uid"], &info["uid"]));
}

#[tokio::test]
async fn refusals_have_a_status_a_word_and_a_number() {
    let bench = Bench::with(app());
    let reply = buy_with(&bench, "made up").await;
    assert_eq!(reply.status.as_u16(), 400);
    let refusal = reply.json();
    assert_eq!((&refusal["error"], &refusal["error_code"]), (&json!("invalid_grant"), &json!(21_325)));
    assert_eq!(refusal["request"], "/oauth2/access_token");
    let reply = show(&bench, &json!({ "access_token": "2.00made", "uid": "1" })).await;
    assert_eq!((reply.status.as_u16(), &reply.json()["error_code"]), (403, &json!(21_332)));
}

#[tokio::test]
async fn an_app_can_give_the_authorisation_back() {
    let bench = Bench::with(app());
    let tokens = buy(&bench, "lin").await.json();
    let token = tokens["access_token"].as_str().expect("text");
    let reply = bench.get_with("/api.weibo.com/oauth2/revokeoauth2", &[("access_token", token)]).await;
    assert_eq!(reply.text(), r#"{"result":"true"}"#);
    assert_eq!(show(&bench, &tokens).await.json()["error_code"], 21_332);
}

#[tokio::test]
async fn who_refuses_is_an_error_with_a_code() {
    let bench = Bench::with(app());
    let asked = [("client_id", APP), ("redirect_uri", BACK), ("response_type", "code"), ("state", "st")];
    let reply = bench.decide("/api.weibo.com/oauth2/authorize", &asked, "lin", "refuse").await;
    let back = crate::support::parameters(&reply.location());
    assert_eq!(
        (value(&back, "error"), value(&back, "error_code"), value(&back, "state")),
        ("access_denied", "21330", "st")
    );
}
