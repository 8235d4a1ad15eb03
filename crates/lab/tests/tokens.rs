//! Reading signed tokens, apart from the code that writes them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Verifier as _;
use rsa::BoxedUint;
use rsa::pkcs1v15;
use serde_json::Value;
use sha2::Sha256;

pub(crate) struct Token {
    pub(crate) header: Value,
    pub(crate) claims: Value,
    /// The claims as they were written.
    pub(crate) text: String,
    signed: String,
    signature: Vec<u8>,
}

pub(crate) fn decode(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).expect("base64")
}

pub(crate) fn read(token: &str) -> Token {
    let (signed, signature) = token.rsplit_once('.').expect("three parts");
    let (header, claims) = signed.split_once('.').expect("three parts");
    let text = String::from_utf8(decode(claims)).expect("UTF-8");
    Token {
        header: serde_json::from_slice(&decode(header)).expect("JSON"),
        claims: serde_json::from_str(&text).expect("JSON"),
        text,
        signed: signed.to_owned(),
        signature: decode(signature),
    }
}

/// Whether one of the published keys has signed it, by the name it bears.
pub(crate) fn is_signed(token: &Token, published: &Value) -> bool {
    let keys = published["keys"].as_array().expect("a list");
    let Some(key) = keys.iter().find(|key| key["kid"] == token.header["kid"]) else { return false };
    if key["alg"] != token.header["alg"] {
        return false;
    }
    let part = |name: &str| decode(key[name].as_str().expect("text"));
    if key["kty"] == "RSA" {
        let number = |name: &str| BoxedUint::from_be_slice_vartime(&part(name));
        let key = rsa::PublicKey::new(number("n"), number("e")).expect("a key");
        let signature = pkcs1v15::Signature::try_from(token.signature.as_slice()).expect("a signature");
        return pkcs1v15::VerifyingKey::<Sha256>::new(key).verify(token.signed.as_bytes(), &signature).is_ok();
    }
    let point = [&[4][..], &part("x"), &part("y")].concat();
    let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(&point).expect("a key");
    let signature = p256::ecdsa::Signature::from_slice(&token.signature).expect("a signature");
    key.verify(token.signed.as_bytes(), &signature).is_ok()
}
