//! The OpenID Connect provider, as an app uses it.

use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::support::{AUTHORITY, BACK, Bench, Reply, parameters, value};
use crate::tokens;

pub(crate) const APP: &str = "qingyin";
pub(crate) const ISSUER: &str = "http://127.0.0.1:4700/oidc.lab.example";
/// The pair of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

const ASKED: &[(&str, &str)] = &[
    ("client_id", APP),
    ("redirect_uri", BACK),
    ("response_type", "code"),
    ("scope", "openid profile email"),
    ("state", "st"),
    ("nonce", "n0nce"),
    ("code_challenge", CHALLENGE),
    ("code_challenge_method", "S256"),
];

pub(crate) fn app() -> Value {
    json!({ "vendor": "oidc", "client_id": APP, "secret": "s3cret", "redirect_uris": [BACK] })
}

pub(crate) async fn agree(bench: &Bench, person: &str) -> Vec<(String, String)> {
    bench.agree("/oidc.lab.example/authorize", ASKED, person).await
}

pub(crate) async fn buy_with(bench: &Bench, code: &str, verifier: &str) -> Reply {
    let form = [
        ("client_id", APP),
        ("client_secret", "s3cret"),
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", BACK),
        ("code_verifier", verifier),
    ];
    bench.post("/oidc.lab.example/token", &form).await
}

pub(crate) async fn buy(bench: &Bench, person: &str) -> Reply {
    let back = agree(bench, person).await;
    buy_with(bench, value(&back, "code"), VERIFIER).await
}

pub(crate) async fn userinfo(bench: &Bench, tokens: &Value) -> Reply {
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().expect("text"));
    let request = Request::get("/oidc.lab.example/userinfo")
        .header(header::HOST, AUTHORITY)
        .header(header::AUTHORIZATION, bearer)
        .body(Body::empty());
    bench.send(request.expect("a request")).await
}

pub(crate) async fn keys(bench: &Bench) -> Value {
    bench.get("/oidc.lab.example/keys").await.json()
}

#[tokio::test]
async fn discovery_names_what_is_there() {
    let bench = Bench::new();
    let found = bench.get("/oidc.lab.example/.well-known/openid-configuration").await.json();
    assert_eq!(found["issuer"], ISSUER);
    assert_eq!(found["code_challenge_methods_supported"], json!(["S256"]));
    for name in ["jwks_uri", "userinfo_endpoint", "token_endpoint", "authorization_endpoint"] {
        let reply = bench.get(found[name].as_str().expect("an address")).await;
        assert_ne!(reply.status.as_u16(), 404, "{name}");
    }
    // By its own host, it is where that host is.
    let request = Request::get("/.well-known/openid-configuration").header(header::HOST, "oidc.lab.example");
    let found = bench.send(request.body(Body::empty()).expect("a request")).await.json();
    assert_eq!(found["issuer"], "https://oidc.lab.example");
    assert_eq!(found["jwks_uri"], "https://oidc.lab.example/keys");
}

#[tokio::test]
async fn a_code_with_its_verifier_buys_a_signed_token() {
    for (algorithm, kid) in [("RS256", "lab-rs256-1"), ("ES256", "lab-es256-1")] {
        let mut app = app();
        app["id_token_alg"] = json!(algorithm);
        let bench = Bench::with(app);
        let bought = buy(&bench, "amu").await.json();
        let token = tokens::read(bought["id_token"].as_str().expect("text"));
        assert_eq!((&token.header["alg"], &token.header["kid"]), (&json!(algorithm), &json!(kid)));
        assert!(tokens::is_signed(&token, &keys(&bench).await));
        assert_eq!((&token.claims["iss"], &token.claims["aud"]), (&json!(ISSUER), &json!(APP)));
        assert_eq!(token.claims["nonce"], "n0nce");
        let info = userinfo(&bench, &bought).await.json();
        assert_eq!((&info["sub"], &info["nickname"]), (&token.claims["sub"], &json!("阿木 <b>&\"木\"</b>")));
    }
}

#[tokio::test]
async fn pkce_is_demanded_and_checked() {
    let bench = Bench::with(app());
    for left_out in ["code_challenge", "code_challenge_method", "nothing"] {
        let mut asked: Vec<_> = ASKED.iter().copied().filter(|(name, _)| *name != left_out).collect();
        if left_out == "nothing" {
            asked.retain(|(name, _)| *name != "code_challenge_method");
            asked.push(("code_challenge_method", "plain"));
        }
        let reply = bench.get_with("/oidc.lab.example/authorize", &asked).await;
        let back = parameters(&reply.location());
        assert_eq!((value(&back, "error"), value(&back, "state")), ("invalid_request", "st"));
    }
    let back = agree(&bench, "lin").await;
    assert_eq!(value(&back, "iss"), ISSUER);
    let reply = buy_with(&bench, value(&back, "code"), "another verifier").await;
    assert_eq!((reply.status.as_u16(), &reply.json()["error"]), (400, &json!("invalid_grant")));
    // A wrong try has used the code up.
    assert_eq!(buy_with(&bench, value(&back, "code"), VERIFIER).await.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn a_client_proves_itself_by_header_too() {
    let bench = Bench::with(app());
    let back = agree(&bench, "lin").await;
    let send = async |secret: &str| {
        let proof = STANDARD.encode(format!("{APP}:{secret}"));
        let form = [
            ("grant_type", "authorization_code"),
            ("code", value(&back, "code")),
            ("redirect_uri", BACK),
            ("code_verifier", VERIFIER),
        ];
        let request = Request::post("/oidc.lab.example/token")
            .header(header::HOST, AUTHORITY)
            .header(header::AUTHORIZATION, format!("Basic {proof}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(crate::support::query(&form)));
        bench.send(request.expect("a request")).await
    };
    let refused = send("wrong").await;
    assert_eq!((refused.status.as_u16(), &refused.json()["error"]), (401, &json!("invalid_client")));
    let tokens = send("s3cret").await.json();
    let refresh = tokens["refresh_token"].as_str().expect("text");
    let form =
        [("client_id", APP), ("client_secret", "s3cret"), ("grant_type", "refresh_token"), ("refresh_token", refresh)];
    let again = bench.post("/oidc.lab.example/token", &form).await.json();
    assert_eq!(tokens::read(again["id_token"].as_str().expect("text")).claims.get("nonce"), None);
    let form = [("client_id", APP), ("client_secret", "s3cret"), ("token", refresh)];
    assert_eq!(bench.post("/oidc.lab.example/revoke", &form).await.status.as_u16(), 200);
    let reply = userinfo(&bench, &tokens).await;
    assert_eq!(reply.status.as_u16(), 401);
    assert!(reply.headers[header::WWW_AUTHENTICATE].to_str().is_ok_and(|text| text.contains("invalid_token")));
}

#[tokio::test]
async fn nobody_is_signed_in_beforehand() {
    let bench = Bench::with(app());
    let asked = [ASKED, &[("prompt", "none")]].concat();
    let back = parameters(&bench.get_with("/oidc.lab.example/authorize", &asked).await.location());
    assert_eq!(value(&back, "error"), "login_required");
    let reply = bench.decide("/oidc.lab.example/authorize", ASKED, "lin", "refuse").await;
    assert_eq!(value(&parameters(&reply.location()), "error"), "access_denied");
}
