//! Aliyun's signature, `ACS3-HMAC-SHA256`.
//!
//! Source: 阿里云 OpenAPI, V3 版本请求体与签名机制 (<https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature>).

use units::Timestamp;

use crate::canonical::{Address, Call, Header, header_lines, hmac_sha256, is_value, second, sha256_hex, sorted};
use crate::error::Unsignable;
use crate::secret::Credential;

const ALGORITHM: &str = "ACS3-HMAC-SHA256";
/// Headers that are the signature's own.
const OWN: [&str; 5] = ["host", "authorization", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"];

/// The headers to add to a call; each call takes another `nonce`, which no other has had.
///
/// Aliyun refuses what is more than 15 minutes from its own time.
///
/// # Errors
/// [`Unsignable`], when the call or the credential cannot be written down.
pub fn sign(call: &Call<'_>, credential: &Credential, at: Timestamp, nonce: &str) -> Result<Vec<Header>, Unsignable> {
    let address = Address::of(call.url)?;
    if call.headers.iter().any(|(name, _)| OWN.iter().any(|own| name.eq_ignore_ascii_case(own))) {
        return Err(Unsignable::Header);
    }
    if !is_value(&credential.id) || credential.id.contains([',', ' ']) {
        return Err(Unsignable::Credential);
    }
    let body = sha256_hex(call.body);
    let mut added = vec![
        ("x-acs-date".to_owned(), second(at)?),
        ("x-acs-signature-nonce".to_owned(), nonce.to_owned()),
        ("x-acs-content-sha256".to_owned(), body.clone()),
    ];
    let host = ("host".to_owned(), address.host.clone());
    let headers = sorted(call.headers.iter().chain(&added).cloned().chain([host]))?;
    let (names, lines) = header_lines(&headers);
    let canonical = format!("{}\n{}\n{}\n{lines}\n{names}\n{body}", call.method, address.path(), address.query());
    let to_sign = format!("{ALGORITHM}\n{}", sha256_hex(canonical.as_bytes()));
    let signature = hex::encode(hmac_sha256(credential.secret.expose().as_bytes(), &to_sign));
    let authorization = format!("{ALGORITHM} Credential={},SignedHeaders={names},Signature={signature}", credential.id);
    added.push(("authorization".to_owned(), authorization));
    Ok(added)
}
