//! Each fault of an answer or a token, seen by an app; those of events are in `events`.

use lab::{Fault, Vendor};
use serde_json::{Value, json};

use crate::support::{BACK, Bench, NOW, parameters, value};
use crate::tokens::{self, Token};
use crate::{apple, oidc, qq, wechat, weibo};

/// The token of a sign-in at the provider, with this fault; and the published keys.
async fn id_token(fault: Fault) -> (Token, Value) {
    let bench = Bench::with(oidc::app());
    bench.fault(Vendor::Oidc, fault);
    let bought = oidc::buy(&bench, "lin").await.json();
    (tokens::read(bought["id_token"].as_str().expect("text")), oidc::keys(&bench).await)
}

#[tokio::test]
async fn a_wrong_signature_does_not_fit() {
    let (token, keys) = id_token(Fault::WrongSignature).await;
    assert_eq!(token.header["alg"], "RS256");
    assert!(!tokens::is_signed(&token, &keys));
}

#[tokio::test]
async fn an_unknown_key_is_not_among_the_published() {
    let (token, keys) = id_token(Fault::UnknownKid).await;
    assert_eq!(token.header["kid"], "lab-unknown");
    assert!(keys["keys"].as_array().is_some_and(|keys| keys.iter().all(|key| key["kid"] != "lab-unknown")));
}

#[tokio::test]
async fn algorithms_are_none_or_confused() {
    let (token, keys) = id_token(Fault::UnsignedToken).await;
    assert_eq!((&token.header["alg"], tokens::is_signed(&token, &keys)), (&json!("none"), false));
    let (token, keys) = id_token(Fault::ConfusedAlgorithm).await;
    assert_eq!((&token.header["alg"], tokens::is_signed(&token, &keys)), (&json!("HS256"), false));
}

#[tokio::test]
async fn claims_are_signed_and_wrong() {
    let wrong = [
        (Fault::OtherIssuer, "iss", json!("https://issuer.lab.invalid")),
        (Fault::WrongAudience, "aud", json!("lab-another-app")),
        (Fault::WrongNonce, "nonce", json!("lab-nonce-of-another-sign-in")),
        (Fault::ExpiredToken, "exp", json!(NOW - 3_600)),
        (Fault::StaleTimestamp, "iat", json!(NOW - 86_400)),
    ];
    for (fault, claim, value) in wrong {
        let (token, keys) = id_token(fault).await;
        assert_eq!(token.claims[claim], value, "{fault:?}");
        assert!(tokens::is_signed(&token, &keys), "{fault:?}");
    }
}

#[tokio::test]
async fn apples_token_is_spoilt_in_the_form_as_well() {
    let bench = Bench::with(apple::app());
    bench.fault(Vendor::Apple, Fault::WrongNonce);
    let form = apple::posted(&bench, "lin").await;
    let token = tokens::read(apple::found(&form, "id_token"));
    assert_eq!(token.claims["nonce"], "lab-nonce-of-another-sign-in");
    let bought = apple::bought(&bench, apple::found(&form, "code")).await.json();
    let token = tokens::read(bought["id_token"].as_str().expect("text"));
    assert_eq!(token.claims["nonce"], "lab-nonce-of-another-sign-in");
}

#[tokio::test]
async fn a_state_of_another_sign_in_comes_back() {
    let bench = Bench::with(qq::app());
    bench.fault(Vendor::Qq, Fault::WrongState);
    let asked = [("client_id", qq::APP), ("redirect_uri", BACK), ("response_type", "code"), ("state", "st")];
    let back = parameters(&bench.decide("/graph.qq.com/oauth2.0/authorize", &asked, "lin", "agree").await.location());
    assert_eq!(value(&back, "state"), "lab-state-of-another-sign-in");
}

#[tokio::test]
async fn an_audience_is_wrong_where_tokens_are_no_jws() {
    let bench = Bench::with(qq::app());
    bench.fault(Vendor::Qq, Fault::WrongAudience);
    let token = qq::access(&bench, "lin").await;
    let me = bench.get_with("/graph.qq.com/oauth2.0/me", &[("access_token", &token), ("fmt", "json")]).await.json();
    assert_ne!(me["client_id"], qq::APP);
    let bench = Bench::with(weibo::app());
    bench.fault(Vendor::Weibo, Fault::WrongAudience);
    let tokens = weibo::buy(&bench, "lin").await.json();
    assert_ne!(weibo::token_info(&bench, &tokens).await["appkey"], weibo::APP);
}

#[tokio::test]
async fn somebody_else_is_described() {
    let bench = Bench::with(wechat::app());
    bench.fault(Vendor::Wechat, Fault::WrongSubject);
    let tokens = wechat::buy(&bench, &wechat::code(&bench, "lin").await).await.json();
    assert_ne!(wechat::userinfo(&bench, &tokens).await.json()["openid"], tokens["openid"]);
    let bench = Bench::with(weibo::app());
    bench.fault(Vendor::Weibo, Fault::WrongSubject);
    let tokens = weibo::buy(&bench, "lin").await.json();
    assert_ne!(weibo::show(&bench, &tokens).await.json()["idstr"], tokens["uid"]);
    let bench = Bench::with(oidc::app());
    bench.fault(Vendor::Oidc, Fault::WrongSubject);
    let bought = oidc::buy(&bench, "lin").await.json();
    let token = tokens::read(bought["id_token"].as_str().expect("text"));
    assert_ne!(oidc::userinfo(&bench, &bought).await.json()["sub"], token.claims["sub"]);
}

#[tokio::test]
async fn tokens_are_over_before_they_are_used() {
    let bench = Bench::with(wechat::app());
    bench.fault(Vendor::Wechat, Fault::ExpiredToken);
    let tokens = wechat::buy(&bench, &wechat::code(&bench, "lin").await).await.json();
    assert_eq!(wechat::userinfo(&bench, &tokens).await.json()["errcode"], 42_001);
    let bench = Bench::with(weibo::app());
    bench.fault(Vendor::Weibo, Fault::ExpiredToken);
    let tokens = weibo::buy(&bench, "lin").await.json();
    assert!(weibo::token_info(&bench, &tokens).await["expire_in"].as_i64() < Some(0));
    let shown = weibo::show(&bench, &tokens).await;
    assert_eq!((shown.status.as_u16(), &shown.json()["error_code"]), (403, &json!(21_327)));
    let bench = Bench::with(qq::app());
    bench.fault(Vendor::Qq, Fault::ExpiredToken);
    let token = qq::access(&bench, "lin").await;
    let me = bench.get_with("/graph.qq.com/oauth2.0/me", &[("access_token", &token), ("fmt", "json")]).await.json();
    assert_eq!(me["error"], 100_014);
}

#[tokio::test]
async fn the_first_call_fails_and_uses_nothing_up() {
    let bench = Bench::with(wechat::app());
    bench.fault(Vendor::Wechat, Fault::FailsOnce);
    let code = wechat::code(&bench, "lin").await;
    assert_eq!(wechat::buy(&bench, &code).await.status.as_u16(), 500);
    let tokens = wechat::buy(&bench, &code).await.json();
    assert_eq!(wechat::userinfo(&bench, &tokens).await.status.as_u16(), 500);
    assert_eq!(wechat::userinfo(&bench, &tokens).await.json()["nickname"], "林晚舟");
}

#[tokio::test(start_paused = true)]
async fn a_slow_body_takes_a_minute() {
    let bench = Bench::with(wechat::app());
    let tokens = wechat::buy(&bench, &wechat::code(&bench, "lin").await).await.json();
    bench.fault(Vendor::Wechat, Fault::SlowBody);
    let start = tokio::time::Instant::now();
    assert_eq!(wechat::userinfo(&bench, &tokens).await.json()["nickname"], "林晚舟");
    assert!((50..=60).contains(&start.elapsed().as_secs()), "{:?}", start.elapsed());
}

#[tokio::test]
async fn fields_are_reordered_added_and_of_other_types() {
    let with = async |fault: Fault| {
        let bench = Bench::with(wechat::app());
        bench.fault(Vendor::Wechat, fault);
        wechat::buy(&bench, &wechat::code(&bench, "lin").await).await
    };
    assert!(with(Fault::ReorderedFields).await.text().starts_with("{\"unionid\":"));
    let more = with(Fault::ExtraFields).await.json();
    assert_eq!(more["lab_unknown"]["deep"][2], json!({ "字": true }));
    assert_eq!(with(Fault::NumbersAsStrings).await.json()["expires_in"], "7200");
    let (token, keys) = id_token(Fault::ReorderedFields).await;
    assert!(token.text.starts_with("{\"nonce\":") && tokens::is_signed(&token, &keys), "{}", token.text);
    let (token, keys) = id_token(Fault::ExtraFields).await;
    assert!(token.claims["lab_unknown"].is_object() && tokens::is_signed(&token, &keys));
    // A time in a token stays a number.
    let (token, _) = id_token(Fault::NumbersAsStrings).await;
    assert!(token.claims["exp"].is_i64());
}

#[tokio::test]
async fn text_comes_in_gbk_under_the_old_name() {
    let bench = Bench::with(wechat::app());
    let tokens = wechat::buy(&bench, &wechat::code(&bench, "lin").await).await.json();
    bench.fault(Vendor::Wechat, Fault::GbkBytes);
    let reply = wechat::userinfo(&bench, &tokens).await;
    assert_eq!(reply.kind(), "text/plain");
    assert!(std::str::from_utf8(&reply.bytes).is_err());
    let (text, _, failed) = encoding_rs::GBK.decode(&reply.bytes);
    assert!(!failed && text.contains("林晚舟"));
}

#[tokio::test]
async fn refusals_come_as_http_200() {
    let bench = Bench::with(weibo::app());
    bench.fault(Vendor::Weibo, Fault::ErrorWith200);
    let reply = weibo::buy(&bench, "lin").await;
    assert_eq!((reply.status.as_u16(), &reply.json()["error_code"]), (200, &json!(21_325)));
    let bench = Bench::with(apple::app());
    bench.fault(Vendor::Apple, Fault::ErrorWith200);
    let form = apple::posted(&bench, "lin").await;
    let reply = apple::bought(&bench, apple::found(&form, "code")).await;
    assert_eq!((reply.status.as_u16(), reply.text().as_str()), (200, r#"{"error":"invalid_grant"}"#));
}

#[tokio::test]
async fn an_answer_is_far_too_large_or_called_something_else() {
    let bench = Bench::with(qq::app());
    let code = qq::code(&bench, "lin").await;
    bench.fault(Vendor::Qq, Fault::OversizedAnswer);
    assert!(qq::buy(&bench, &code, &[("fmt", "json")]).await.bytes.len() > 16 * 1024 * 1024);
    let bench = Bench::with(qq::app());
    bench.fault(Vendor::Qq, Fault::WrongContentType);
    let code = qq::code(&bench, "lin").await;
    assert_eq!(qq::buy(&bench, &code, &[("fmt", "json")]).await.kind(), "text/html");
}

#[test]
fn every_fault_has_one_word_and_a_line_in_the_book() {
    for page in ["docs/src/lab.md", "docs/src/zh-CN/lab.md"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(page);
        let text = std::fs::read_to_string(&path).expect("the book");
        for fault in Fault::ALL {
            assert_eq!(serde_json::to_value(fault).expect("JSON"), fault.word());
            assert!(text.contains(&format!("| `{}` |", fault.word())), "{page} has no line for {}", fault.word());
        }
    }
}
