//! QQ, as an app uses it.

use serde_json::{Value, json};

use crate::support::{BACK, Bench, Reply, parameters, value};

pub(crate) const APP: &str = "101000001";

pub(crate) fn app() -> Value {
    json!({ "vendor": "qq", "client_id": APP, "secret": "s3cret", "redirect_uris": [BACK] })
}

pub(crate) async fn code(bench: &Bench, person: &str) -> String {
    let asked = [("client_id", APP), ("redirect_uri", BACK), ("response_type", "code"), ("state", "st")];
    let back = bench.agree("/graph.qq.com/oauth2.0/authorize", &asked, person).await;
    assert_eq!(value(&back, "state"), "st");
    value(&back, "code").to_owned()
}

pub(crate) async fn buy(bench: &Bench, code: &str, more: &[(&str, &str)]) -> Reply {
    let mut asked = vec![("client_id", APP), ("client_secret", "s3cret"), ("redirect_uri", BACK)];
    asked.extend([("code", code), ("grant_type", "authorization_code")]);
    asked.extend(more);
    bench.get_with("/graph.qq.com/oauth2.0/token", &asked).await
}

pub(crate) async fn access(bench: &Bench, person: &str) -> String {
    let code = code(bench, person).await;
    value(&parameters(&format!("?{}", buy(bench, &code, &[]).await.text())), "access_token").to_owned()
}

#[tokio::test]
async fn the_same_answer_comes_as_query_as_jsonp_and_as_json() {
    let bench = Bench::with(app());
    let query = buy(&bench, &code(&bench, "lin").await, &[]).await.text();
    assert!(query.starts_with("access_token=") && query.contains("&expires_in=7776000&refresh_token="), "{query}");
    let tokens = buy(&bench, &code(&bench, "lin").await, &[("fmt", "json")]).await.json();
    assert_eq!(tokens["expires_in"], "7776000");
    let token = tokens["access_token"].as_str().expect("text");
    let me = bench.get_with("/graph.qq.com/oauth2.0/me", &[("access_token", token)]).await.text();
    let object = me.strip_prefix("callback( ").and_then(|me| me.strip_suffix(" );\n")).expect("byte for byte");
    let named: Value = serde_json::from_str(object).expect("JSON");
    assert_eq!(named["client_id"], APP);
    assert_eq!(named.get("unionid"), None);
    let asked = [("access_token", token), ("unionid", "1"), ("fmt", "json")];
    let whole = bench.get_with("/graph.qq.com/oauth2.0/me", &asked).await.json();
    assert_eq!(whole["openid"], named["openid"]);
    assert!(whole["unionid"].as_str().is_some_and(|id| id.starts_with("UID_")), "{whole}");
}

#[tokio::test]
async fn a_profile_is_told_to_the_app_that_has_the_openid() {
    let bench = Bench::with(app());
    let token = access(&bench, "kong").await;
    let me = bench.get_with("/graph.qq.com/oauth2.0/me", &[("access_token", &token), ("fmt", "json")]).await.json();
    let open_id = me["openid"].as_str().expect("text");
    let ask = async |open_id: &str, token: &str| {
        let asked = [("access_token", token), ("oauth_consumer_key", APP), ("openid", open_id)];
        bench.get_with("/graph.qq.com/user/get_user_info", &asked).await.json()
    };
    let profile = ask(open_id, &token).await;
    assert_eq!(
        (&profile["ret"], &profile["nickname"], &profile["figureurl_qq_2"]),
        (&json!(0), &json!(""), &json!(""))
    );
    assert_eq!(ask("0123456789ABCDEF0123456789ABCDEF", &token).await["ret"], -22);
    assert_eq!(ask(open_id, "made up").await["ret"], -23);
}

#[tokio::test]
async fn a_code_works_once_and_says_so_in_jsonp() {
    let bench = Bench::with(app());
    let code = code(&bench, "lin").await;
    buy(&bench, &code, &[]).await;
    let again = buy(&bench, &code, &[]).await;
    assert_eq!(again.text(), "callback( {\"error\":100020,\"error_description\":\"code is reused error\"} );\n");
    assert_eq!(buy(&bench, "made up", &[("fmt", "json")]).await.json()["error"], 100_019);
}

#[tokio::test]
async fn who_refuses_sends_the_app_a_cancellation() {
    let bench = Bench::with(app());
    let asked = [("client_id", APP), ("redirect_uri", BACK), ("response_type", "code"), ("state", "st")];
    let reply = bench.decide("/graph.qq.com/oauth2.0/authorize", &asked, "lin", "refuse").await;
    assert_eq!(reply.location(), format!("{BACK}?usercancel=1&state=st"));
}

#[tokio::test]
async fn a_revocation_tells_nobody_and_ends_the_token() {
    let bench = Bench::with(app());
    let token = access(&bench, "lin").await;
    let reply = bench.event(lab::Vendor::Qq, APP, "lin", "cancelled").await;
    assert_eq!(reply.json(), json!({ "sent": [] }));
    let me = bench.get_with("/graph.qq.com/oauth2.0/me", &[("access_token", &token), ("fmt", "json")]).await.json();
    assert_eq!(me["error"], 100_016);
}
