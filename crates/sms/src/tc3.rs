//! Tencent Cloud's signature, `TC3-HMAC-SHA256`, over calls that bear JSON.
//!
//! Source: 腾讯云 API 3.0, 签名方法 v3 (<https://cloud.tencent.com/document/api/382/52072>).

use units::Timestamp;

use crate::canonical::{Address, Call, Header, date, header_lines, hmac_sha256, is_value, sha256_hex, sorted};
use crate::error::Unsignable;
use crate::secret::Credential;

const ALGORITHM: &str = "TC3-HMAC-SHA256";
const END: &str = "tc3_request";

/// The headers to add to a call of a service, which is `sms` for short messages.
///
/// `content-type` and `host` are signed, as the vendor's own packages have it, and the body.
/// Tencent Cloud refuses what is more than 5 minutes from its own time.
///
/// # Errors
/// [`Unsignable`], when the call or the credential cannot be written down.
pub fn sign(call: &Call<'_>, credential: &Credential, at: Timestamp, service: &str) -> Result<Vec<Header>, Unsignable> {
    let address = Address::of(call.url)?;
    if address.has_query() {
        return Err(Unsignable::Query);
    }
    if !is_value(&credential.id) || credential.id.contains([',', ' ', '/']) {
        return Err(Unsignable::Credential);
    }
    let is_ours =
        |name: &str| ["host", "authorization", "x-tc-timestamp"].iter().any(|own| name.eq_ignore_ascii_case(own));
    if call.headers.iter().any(|(name, _)| is_ours(name)) {
        return Err(Unsignable::Header);
    }
    let signed = call.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let signed = signed.map(|(name, value)| (name.clone(), value.to_ascii_lowercase()));
    let headers = sorted(signed.chain([("host".to_owned(), address.host.clone())]))?;
    if headers.len() == 1 {
        return Err(Unsignable::ContentType);
    }
    let (names, lines) = header_lines(&headers);
    let canonical = format!("{}\n/\n\n{lines}\n{names}\n{}", call.method, sha256_hex(call.body));
    let (date, seconds) = (date(at)?, at.as_millis().div_euclid(1_000));
    let scope = format!("{date}/{service}/{END}");
    let to_sign = format!("{ALGORITHM}\n{seconds}\n{scope}\n{}", sha256_hex(canonical.as_bytes()));
    let mut key = hmac_sha256(format!("TC3{}", credential.secret.expose()).as_bytes(), &date);
    for part in [service, END] {
        key = hmac_sha256(key.as_ref(), part);
    }
    let signature = hex::encode(hmac_sha256(key.as_ref(), &to_sign));
    let authorization =
        format!("{ALGORITHM} Credential={}/{scope}, SignedHeaders={names}, Signature={signature}", credential.id);
    Ok(vec![("x-tc-timestamp".to_owned(), seconds.to_string()), ("authorization".to_owned(), authorization)])
}
