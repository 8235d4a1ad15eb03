//! Signed tokens, assembled by hand: the lab must not share a line with what reads them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::pkcs8::DecodePublicKey as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::answer::{Fields, fields, spoil_fields, write_json};
use crate::app::Algorithm;
use crate::faults::{Fault, Faults};
use crate::keys::Key;

/// A day, by which stale things are too old.
const DAY_SECONDS: i64 = 86_400;
const HOUR_SECONDS: i64 = 3_600;
/// The `jti` of every event, while events are to repeat it.
pub(crate) const REPLAYED_ID: &str = "lab-replayed";

/// Signs claims as a provider does, unless it was told to get something wrong.
pub(crate) fn sign(key: &Key, kind: Option<&str>, mut claims: Fields, faults: &Faults) -> String {
    spoil_claims(&mut claims, faults);
    spoil_fields(&mut claims, faults);
    let kid = if faults.has(Fault::UnknownKid) { "lab-unknown" } else { key.kid.as_str() };
    let algorithm = if faults.has(Fault::UnsignedToken) {
        "none"
    } else if faults.has(Fault::ConfusedAlgorithm) {
        "HS256"
    } else if key.algorithm() == Algorithm::ES256 {
        "ES256"
    } else {
        "RS256"
    };
    let mut header = fields! { "kid" => kid, "alg" => algorithm };
    if let Some(kind) = kind {
        header.push(("typ", json!(kind)));
    }
    let encode = |fields: &Fields| URL_SAFE_NO_PAD.encode(write_json(fields));
    let signed = format!("{}.{}", encode(&header), encode(&claims));
    let mut signature = match algorithm {
        "none" => Vec::new(),
        "HS256" => {
            let mut mac = Hmac::<Sha256>::new_from_slice(key.published().to_string().as_bytes())
                .expect("a key of any length will do");
            mac.update(signed.as_bytes());
            mac.finalize().into_bytes().to_vec()
        }
        _ => key.sign(signed.as_bytes()),
    };
    if faults.has(Fault::WrongSignature)
        && let Some(byte) = signature.get_mut(20)
    {
        *byte ^= 1;
    }
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn spoil_claims(claims: &mut Fields, faults: &Faults) {
    let issued = number(claims, "iat");
    let mut set = |name: &str, value: Value| {
        if let Some((_, old)) = claims.iter_mut().find(|(known, _)| *known == name) {
            *old = value;
        }
    };
    if faults.has(Fault::WrongAudience) {
        set("aud", json!("lab-another-app"));
    }
    if faults.has(Fault::OtherIssuer) {
        set("iss", json!("https://issuer.lab.invalid"));
    }
    if faults.has(Fault::WrongNonce) {
        set("nonce", json!("lab-nonce-of-another-sign-in"));
    }
    if faults.has(Fault::ReplayedNonce) {
        set("jti", json!(REPLAYED_ID));
    }
    if faults.has(Fault::ExpiredToken) {
        set("exp", json!(issued - HOUR_SECONDS));
        set("iat", json!(issued - 2 * HOUR_SECONDS));
        set("auth_time", json!(issued - 2 * HOUR_SECONDS));
    }
    if faults.has(Fault::StaleTimestamp) {
        set("iat", json!(issued - DAY_SECONDS));
        set("auth_time", json!(issued - DAY_SECONDS));
    }
}

fn number(claims: &Fields, name: &str) -> i64 {
    claims.iter().find(|(known, _)| *known == name).and_then(|(_, value)| value.as_i64()).unwrap_or_default()
}

/// The left half of a digest, by which an `id_token` names a code or a token: `c_hash`, `at_hash`.
pub(crate) fn half_hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    URL_SAFE_NO_PAD.encode(&digest[..digest.len() / 2])
}

/// The S256 challenge of a verifier.
pub(crate) fn challenge_of(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
}

/// Reads a P-256 key from PEM.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn read_public_key(pem: &str) -> Result<VerifyingKey, String> {
    VerifyingKey::from_public_key_pem(pem).map_err(|error| error.to_string())
}

/// Header and claims of an ES256 token whose signature fits.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn verify_es256(token: &str, key: &VerifyingKey) -> Result<(Value, Value), String> {
    let (signed, signature) = token.rsplit_once('.').ok_or("it has no three parts")?;
    let (header, claims) = signed.split_once('.').ok_or("it has no three parts")?;
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|error| format!("it is no base64: {error}"));
    let read = |part: &str| -> Result<Value, String> {
        serde_json::from_slice(&decode(part)?).map_err(|error| format!("it is no JSON: {error}"))
    };
    let (header, claims) = (read(header)?, read(claims)?);
    if header["alg"] != "ES256" {
        return Err(format!("alg is {}, not ES256", header["alg"]));
    }
    let signature = Signature::from_slice(&decode(signature)?).map_err(|_| "its signature is no pair of numbers")?;
    key.verify(signed.as_bytes(), &signature).map_err(|_| "its signature does not fit")?;
    Ok((header, claims))
}
