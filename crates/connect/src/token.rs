//! JSON Web Tokens (RFC 7519): signed by whom, for whom, until when.

use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Map, Value};
use units::{Millis, Timestamp};

use crate::Provider;
use crate::error::Error;

/// Clocks may differ by this much.
const SKEW: Millis = Millis::minutes(2);
/// A longer token is none.
const TOKEN_BYTES_MAX: usize = 16 << 10;

/// Keys are read anew after this long.
pub(crate) const KEYS_KNOWN_FOR: Millis = Millis::hours(1);
/// A key that is not known makes them be read again, but not more often than this.
pub(crate) const KEYS_AGAIN_AFTER: Millis = Millis::minutes(1);

/// The algorithms that are taken: with a public key, and never `none` or a shared secret.
const ALGORITHMS: [Algorithm; 6] =
    [Algorithm::RS256, Algorithm::RS384, Algorithm::RS512, Algorithm::PS256, Algorithm::ES256, Algorithm::EdDSA];

/// Why a token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Its key is not among those that are known.
    UnknownKey,
    /// Anything else, in a few words.
    Because(&'static str),
}

impl Refused {
    /// The same of a provider's token.
    pub(crate) fn of(self, provider: Provider) -> Error {
        let why = match self {
            Self::UnknownKey => "its key is not known",
            Self::Because(why) => why,
        };
        Error::Token { provider, why }
    }
}

/// Whom a token has to be from and for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) audience: &'a str,
    pub(crate) now: Timestamp,
}

/// The claims of a token that is signed by one of these keys and valid now.
///
/// # Errors
/// [`Refused`] says why.
pub(crate) fn verify(token: &str, keys: &JwkSet, expected: Expected<'_>) -> Result<Map<String, Value>, Refused> {
    if token.len() > TOKEN_BYTES_MAX {
        return Err(Refused::Because("it is too long"));
    }
    let header = decode_header(token).map_err(|_| Refused::Because("it is no signed token"))?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(Refused::Because("its algorithm is not taken"));
    }
    let key = key_for(keys, header.kid.as_deref(), header.alg).ok_or(Refused::UnknownKey)?;
    let mut validation = Validation::new(header.alg);
    validation.set_issuer(&[expected.issuer]);
    validation.set_audience(&[expected.audience]);
    validation.set_required_spec_claims(&["iss", "aud"]);
    // Times are read below, by the clock of the service.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    let key = DecodingKey::from_jwk(key).map_err(|_| Refused::Because("its key is malformed"))?;
    let claims = decode::<Map<String, Value>>(token, &key, &validation).map_err(|error| {
        use jsonwebtoken::errors::ErrorKind;
        Refused::Because(match error.kind() {
            ErrorKind::InvalidIssuer => "another issuer",
            ErrorKind::InvalidAudience => "for somebody else",
            ErrorKind::MissingRequiredClaim(_) => "it lacks issuer or audience",
            _ => "its signature does not verify",
        })
    })?;
    let claims = claims.claims;
    let is_for_several = claims.get("aud").and_then(Value::as_array).is_some_and(|audiences| audiences.len() > 1);
    let party = claims.get("azp").and_then(Value::as_str);
    if party.is_some_and(|party| party != expected.audience) || (is_for_several && party.is_none()) {
        return Err(Refused::Because("for somebody else"));
    }
    let time = |name: &str| claims.get(name).and_then(Value::as_f64);
    #[expect(clippy::cast_precision_loss, reason = "seconds of this millennium are exact in a double")]
    let (now, skew) = (expected.now.as_millis() as f64 / 1_000.0, SKEW.0 as f64 / 1_000.0);
    if time("exp").is_none_or(|expires| expires + skew < now) {
        return Err(Refused::Because("it has expired"));
    }
    if time("iat").is_none_or(|issued| issued - skew > now) || time("nbf").is_some_and(|from| from - skew > now) {
        return Err(Refused::Because("it is from the future"));
    }
    Ok(claims)
}

/// The key that a header names; without a name, the only one that fits.
fn key_for<'a>(keys: &'a JwkSet, name: Option<&str>, algorithm: Algorithm) -> Option<&'a Jwk> {
    let fits =
        |key: &&Jwk| key.common.key_algorithm.is_none_or(|declared| declared.to_string() == format!("{algorithm:?}"));
    if let Some(name) = name {
        return keys.keys.iter().filter(fits).find(|key| key.common.key_id.as_deref() == Some(name));
    }
    let mut fitting = keys.keys.iter().filter(fits);
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}
