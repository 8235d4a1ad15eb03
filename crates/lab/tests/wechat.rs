//! 微信, as an app uses it.

use serde_json::{Value, json};
use units::Millis;

use crate::support::{BACK, Bench, Reply, value};

pub(crate) const APP: &str = "wx0000000000000001";

pub(crate) fn app() -> Value {
    json!({ "vendor": "wechat", "client_id": APP, "secret": "s3cret", "name": "清音", "redirect_uris": [BACK] })
}

pub(crate) async fn code(bench: &Bench, person: &str) -> String {
    let asked =
        [("appid", APP), ("redirect_uri", BACK), ("response_type", "code"), ("scope", "snsapi_login"), ("state", "st")];
    let back = bench.agree("/open.weixin.qq.com/connect/qrconnect", &asked, person).await;
    assert_eq!(value(&back, "state"), "st");
    value(&back, "code").to_owned()
}

pub(crate) async fn buy(bench: &Bench, code: &str) -> Reply {
    let asked = [("appid", APP), ("secret", "s3cret"), ("code", code), ("grant_type", "authorization_code")];
    bench.get_with("/api.weixin.qq.com/sns/oauth2/access_token", &asked).await
}

pub(crate) async fn userinfo(bench: &Bench, tokens: &Value) -> Reply {
    let text = |name: &str| tokens[name].as_str().expect("text").to_owned();
    let (token, open_id) = (text("access_token"), text("openid"));
    let asked = [("access_token", token.as_str()), ("openid", open_id.as_str())];
    bench.get_with("/api.weixin.qq.com/sns/userinfo", &asked).await
}

#[tokio::test]
async fn a_code_buys_a_token_and_the_token_tells_who_it_is() {
    let bench = Bench::with(app());
    let reply = buy(&bench, &code(&bench, "zoe").await).await;
    assert_eq!(reply.kind(), "text/plain");
    let tokens = reply.json();
    assert_eq!((&tokens["expires_in"], &tokens["scope"]), (&json!(7_200), &json!("snsapi_login")));
    let info = userinfo(&bench, &tokens).await.json();
    assert_eq!(info["nickname"], "Zoë 🎧");
    assert_eq!((&info["openid"], &info["unionid"]), (&tokens["openid"], &tokens["unionid"]));
    assert_eq!(tokens["openid"].as_str().map(str::len), Some(28));
    // Ten that are the vendor's, and twenty that nobody asked for.
    assert_eq!(info.as_object().map(serde_json::Map::len), Some(30));
    let picture = bench.get(info["headimgurl"].as_str().expect("an address")).await;
    assert_eq!(picture.kind(), "image/png");
    assert_eq!(picture.bytes[..8], *b"\x89PNG\r\n\x1a\n");
}

#[tokio::test]
async fn every_refusal_is_http_200_with_a_code() {
    let bench = Bench::with(app());
    let first = code(&bench, "lin").await;
    let tokens = buy(&bench, &first).await.json();
    let late = code(&bench, "lin").await;
    bench.clock.advance(Millis::minutes(6));
    for (code, refusal) in [(first.as_str(), 40_163), ("made up", 40_029), (late.as_str(), 42_003)] {
        let reply = buy(&bench, code).await;
        assert_eq!((reply.status.as_u16(), &reply.json()["errcode"]), (200, &json!(refusal)), "{code}");
    }
    bench.clock.advance(Millis::hours(3));
    let reply = userinfo(&bench, &tokens).await;
    assert_eq!((reply.status.as_u16(), &reply.json()["errcode"]), (200, &json!(42_001)));
    let asked = [("appid", APP), ("secret", "wrong"), ("code", "x"), ("grant_type", "authorization_code")];
    let reply = bench.get_with("/api.weixin.qq.com/sns/oauth2/access_token", &asked).await;
    assert_eq!(reply.json()["errcode"], 40_125);
}

#[tokio::test]
async fn a_refresh_token_buys_another_token() {
    let bench = Bench::with(app());
    let tokens = buy(&bench, &code(&bench, "lin").await).await.json();
    let refresh = tokens["refresh_token"].as_str().expect("text");
    let asked = [("appid", APP), ("grant_type", "refresh_token"), ("refresh_token", refresh)];
    let again = bench.get_with("/api.weixin.qq.com/sns/oauth2/refresh_token", &asked).await.json();
    assert_eq!(again["openid"], tokens["openid"]);
    assert_ne!(again["access_token"], tokens["access_token"]);
    assert_eq!(userinfo(&bench, &again).await.json()["nickname"], "林晚舟");
}

#[tokio::test]
async fn a_refusal_comes_back_with_the_state_alone() {
    let bench = Bench::with(app());
    let asked = [
        ("appid", APP),
        ("redirect_uri", BACK),
        ("response_type", "code"),
        ("scope", "snsapi_userinfo"),
        ("state", "st"),
    ];
    let reply = bench.decide("/open.weixin.qq.com/connect/oauth2/authorize", &asked, "lin", "refuse").await;
    assert_eq!(reply.location(), format!("{BACK}?state=st"));
}

#[tokio::test]
async fn inside_wechat_nobody_is_asked_for_an_openid_alone() {
    let bench = Bench::with(app());
    let asked =
        [("appid", APP), ("redirect_uri", BACK), ("response_type", "code"), ("scope", "snsapi_base"), ("state", "st")];
    let reply = bench.get_with("/open.weixin.qq.com/connect/oauth2/authorize", &asked).await;
    let back = crate::support::parameters(&reply.location());
    let tokens = buy(&bench, value(&back, "code")).await.json();
    assert_eq!(tokens.get("unionid"), None);
    assert_eq!(userinfo(&bench, &tokens).await.json()["errcode"], 48_001);
}

#[tokio::test]
async fn an_address_of_another_domain_gets_no_page() {
    let bench = Bench::with(app());
    for (client_id, address, code) in [(APP, "https://evil.example/back", "10003"), ("wx0", BACK, "40013")] {
        let asked =
            [("appid", client_id), ("redirect_uri", address), ("response_type", "code"), ("scope", "snsapi_login")];
        let reply = bench.get_with("/open.weixin.qq.com/connect/qrconnect", &asked).await;
        assert_eq!(reply.status.as_u16(), 400);
        assert!(reply.text().contains(code), "{}", reply.text());
    }
}
