//! Sign in with Apple, as an app uses it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::Generate as _;
use p256::pkcs8::{EncodePublicKey as _, LineEnding};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::{Value, json};

use crate::support::{BACK, Bench, NOW, Reply};
use crate::tokens;

pub(crate) const APP: &str = "example.qingyin.web";

fn key() -> SigningKey {
    SigningKey::generate_from_rng(&mut StdRng::seed_from_u64(9))
}

pub(crate) fn app() -> Value {
    let key = p256::SecretKey::from(key()).public_key().to_public_key_pem(LineEnding::LF).expect("PEM");
    json!({ "vendor": "apple", "client_id": APP, "redirect_uris": [BACK], "team_id": "TEAM000001",
        "key_id": "KEY0000001", "public_key": key })
}

fn claims() -> Value {
    json!({ "iss": "TEAM000001", "iat": NOW, "exp": NOW + 300, "aud": "https://appleid.apple.com", "sub": APP })
}

fn secret(header: &Value, claims: &Value) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", encode(header), encode(claims));
    let signature: Signature = key().sign(signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

fn good_secret() -> String {
    secret(&json!({ "alg": "ES256", "kid": "KEY0000001" }), &claims())
}

const ASKED: &[(&str, &str)] = &[
    ("client_id", APP),
    ("redirect_uri", BACK),
    ("response_type", "code id_token"),
    ("response_mode", "form_post"),
    ("scope", "name email"),
    ("state", "st"),
    ("nonce", "n0nce"),
];

/// The form that the page posts to the app.
pub(crate) async fn posted(bench: &Bench, person: &str) -> Vec<(String, String)> {
    let page = bench.decide("/appleid.apple.com/auth/authorize", ASKED, person, "agree").await;
    form_of(&page)
}

fn form_of(page: &Reply) -> Vec<(String, String)> {
    let text = page.text();
    assert!(text.contains(&format!("action=\"{BACK}\"")), "{text}");
    let inputs = text.split("<input type=\"hidden\" name=\"").skip(1);
    let read = |input: &str| {
        let (name, rest) = input.split_once("\" value=\"").expect("a value");
        let (value, _) = rest.split_once('"').expect("its end");
        (name.to_owned(), value.replace("&quot;", "\"").replace("&amp;", "&"))
    };
    inputs.map(read).collect()
}

pub(crate) fn found<'a>(form: &'a [(String, String)], name: &str) -> &'a str {
    crate::support::value(form, name)
}

pub(crate) async fn buy(bench: &Bench, code: &str, secret: &str) -> Reply {
    let form = [
        ("client_id", APP),
        ("client_secret", secret),
        ("code", code),
        ("grant_type", "authorization_code"),
        ("redirect_uri", BACK),
    ];
    bench.post("/appleid.apple.com/auth/token", &form).await
}

pub(crate) async fn bought(bench: &Bench, code: &str) -> Reply {
    buy(bench, code, &good_secret()).await
}

pub(crate) async fn keys(bench: &Bench) -> Value {
    bench.get("/appleid.apple.com/auth/keys").await.json()
}

#[tokio::test]
async fn the_answer_is_a_form_with_code_token_and_once_a_name() {
    let bench = Bench::with(app());
    let form = posted(&bench, "zoe").await;
    let names: Vec<&str> = form.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["code", "id_token", "user", "state"]);
    let user: Value = serde_json::from_str(found(&form, "user")).expect("JSON");
    assert_eq!(user["name"], json!({ "firstName": "Zoë", "lastName": "Bell" }));
    let token = tokens::read(found(&form, "id_token"));
    assert!(tokens::is_signed(&token, &keys(&bench).await));
    assert_eq!((&token.claims["iss"], &token.claims["aud"]), (&json!("https://appleid.apple.com"), &json!(APP)));
    assert_eq!((&token.claims["nonce"], &token.claims["is_private_email"]), (&json!("n0nce"), &json!("true")));
    assert!(token.claims["email"].as_str().is_some_and(|email| email.ends_with("@privaterelay.appleid.com")));
    // The second time it is known what to call them.
    let names: Vec<String> = posted(&bench, "zoe").await.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["code", "id_token", "state"]);

    let bought = bought(&bench, found(&form, "code")).await.json();
    let second = tokens::read(bought["id_token"].as_str().expect("text"));
    assert!(tokens::is_signed(&second, &keys(&bench).await));
    assert_eq!((&second.claims["sub"], &second.claims["nonce"]), (&token.claims["sub"], &json!("n0nce")));
    assert_eq!(bought["token_type"], "Bearer");
}

#[tokio::test]
async fn a_client_secret_must_be_this_apps_and_in_time() {
    let bench = Bench::with(app());
    let header = json!({ "alg": "ES256", "kid": "KEY0000001" });
    let with = |name: &str, value: Value| {
        let mut claims = claims();
        claims[name] = value;
        secret(&header, &claims)
    };
    let mut broken = good_secret();
    broken.replace_range(broken.len() - 6..broken.len() - 2, "AAAA");
    let bad = [
        broken,
        with("iss", json!("TEAM000002")),
        with("sub", json!("example.other")),
        with("aud", json!("https://other.example")),
        with("exp", json!(NOW - 1)),
        with("exp", json!(NOW + 15_777_001)),
        secret(&json!({ "alg": "ES256", "kid": "OTHER" }), &claims()),
        secret(&json!({ "alg": "none", "kid": "KEY0000001" }), &claims()),
        "no token".to_owned(),
    ];
    for secret in bad {
        let reply = buy(&bench, "x", &secret).await;
        assert_eq!((reply.status.as_u16(), &reply.json()["error"]), (400, &json!("invalid_client")), "{secret}");
    }
    let reply = buy(&bench, "made up", &good_secret()).await;
    assert_eq!((reply.status.as_u16(), reply.text().as_str()), (400, r#"{"error":"invalid_grant"}"#));
}

#[tokio::test]
async fn a_new_key_signs_and_the_old_ones_stay_for_a_while() {
    let bench = Bench::with(app());
    let before = keys(&bench).await;
    assert_eq!(before["keys"].as_array().map(Vec::len), Some(2));
    let old = tokens::read(found(&posted(&bench, "lin").await, "id_token"));
    let reply = bench.json(axum::http::Method::POST, "/lab/keys", &json!({ "vendor": "apple" })).await;
    let new = tokens::read(found(&posted(&bench, "lin").await, "id_token"));
    assert_eq!(new.header["kid"], reply.json()["kid"]);
    assert!(!tokens::is_signed(&new, &before));
    let after = keys(&bench).await;
    assert!(tokens::is_signed(&new, &after) && tokens::is_signed(&old, &after));
}

#[tokio::test]
async fn an_app_can_revoke_and_is_told_the_name_anew() {
    let bench = Bench::with(app());
    let form = posted(&bench, "lin").await;
    let bought = bought(&bench, found(&form, "code")).await.json();
    let refresh = bought["refresh_token"].as_str().expect("text");
    let secret = good_secret();
    let asked =
        [("client_id", APP), ("client_secret", &secret), ("token", refresh), ("token_type_hint", "refresh_token")];
    let reply = bench.post("/appleid.apple.com/auth/revoke", &asked).await;
    assert_eq!((reply.status.as_u16(), reply.bytes.len()), (200, 0));
    let asked =
        [("client_id", APP), ("client_secret", &secret), ("grant_type", "refresh_token"), ("refresh_token", refresh)];
    let reply = bench.post("/appleid.apple.com/auth/token", &asked).await;
    assert_eq!(reply.json()["error"], "invalid_grant");
    assert_ne!(found(&posted(&bench, "lin").await, "user"), "");
}

#[tokio::test]
async fn a_name_is_asked_for_by_form_or_not_at_all() {
    let bench = Bench::with(app());
    let asked = [("client_id", APP), ("redirect_uri", BACK), ("response_type", "code"), ("scope", "name")];
    let reply = bench.get_with("/appleid.apple.com/auth/authorize", &asked).await;
    assert!(reply.status.as_u16() == 400 && reply.text().contains("response_mode must be form_post"));
    let page = bench.decide("/appleid.apple.com/auth/authorize", ASKED, "lin", "refuse").await;
    let form = form_of(&page);
    assert_eq!((found(&form, "error"), found(&form, "state")), ("user_cancelled_authorize", "st"));
}
