//! How provider and gateway prove to each other that they know the secret.

use md5::{Digest as _, Md5};
use units::{Millis, Timestamp};

use crate::hidden::Secret;
use crate::pdu::Version;

/// China has one time the whole year round.
const CHINA: Millis = Millis::hours(8);
/// Zero bytes between the name and the secret.
const GAP: [u8; 9] = [0; 9];

/// The time of a sign-in as its field holds it: `MMDDHHMMSS` in China, read as a number.
pub(crate) fn timestamp(now: Timestamp) -> u32 {
    // `2026-11-23T21:00:00.007Z`: ten digits before the three of the milliseconds, wherever the year begins.
    let digits: Vec<u8> = (now + CHINA).to_string().bytes().filter(u8::is_ascii_digit).collect();
    let seconds = digits.len().saturating_sub(3);
    let ten = digits.get(seconds.saturating_sub(10)..seconds).unwrap_or_default();
    ten.iter().fold(0, |number: u32, digit| number.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
}

/// `AuthenticatorSource`: what the provider proves itself with.
///
/// The timestamp is digested as ten digits: from January to September the first is a zero that the number does not have.
pub(crate) fn of_source(source_addr: &str, secret: &Secret, timestamp: u32) -> [u8; 16] {
    digest(&[source_addr.as_bytes(), &GAP, secret.as_bytes(), format!("{timestamp:010}").as_bytes()])
}

/// `AuthenticatorISMG`: what the gateway proves itself with; the status is digested as wide as it is sent.
pub(crate) fn of_gateway(version: Version, status: u32, source: &[u8; 16], secret: &Secret) -> [u8; 16] {
    let wide = status.to_be_bytes();
    let [.., narrow] = wide;
    if version.is_3() {
        digest(&[&wide, source, secret.as_bytes()])
    } else {
        digest(&[&[narrow], source, secret.as_bytes()])
    }
}

/// Whether two proofs are the same, in a time that does not tell how far they agree.
pub(crate) fn is_same(one: &[u8; 16], other: &[u8; 16]) -> bool {
    one.iter().zip(other).fold(0, |differs, (one, other)| differs | (one ^ other)) == 0
}

fn digest(parts: &[&[u8]]) -> [u8; 16] {
    let mut md5 = Md5::new();
    for part in parts {
        md5.update(part);
    }
    md5.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        Secret::new("888888")
    }

    /// gocmpp, `connect_test.go`.
    #[test]
    fn the_provider_proves_itself_as_gocmpp_does() {
        let proof = of_source("900001", &secret(), 1_021_080_510);
        assert_eq!(hex::encode(proof), "90d00c1d517abd0b4f65f6bcf8535d16");
    }

    /// gocmpp, `connect_test.go`: `Cmpp2ConnRspPkt` and `Cmpp3ConnRspPkt`.
    #[test]
    fn the_gateway_proves_itself_as_gocmpp_does() {
        let source = of_source("900001", &secret(), 1_021_080_510);
        let narrow = of_gateway(Version::V21, 0, &source, &secret());
        assert_eq!(hex::encode(narrow), "6c0b846e25bab6daa4ed1c466e0f4bd8");
        let wide = of_gateway(Version::V30, 0, &source, &secret());
        assert_eq!(hex::encode(wide), "7942977274098cf210ab0c16c367bc8d");
    }

    #[test]
    fn a_time_from_january_to_september_is_digested_with_its_zero() {
        // 2026-03-04 05:06:07 in China.
        let now: Timestamp = "2026-03-03T21:06:07.999Z".parse().expect("a time");
        assert_eq!(timestamp(now), 304_050_607);
        let with_zero = digest(&[b"900001", &GAP, b"888888", b"0304050607"]);
        assert_eq!(of_source("900001", &secret(), 304_050_607), with_zero);
    }

    #[test]
    fn the_time_is_chinas() {
        let now: Timestamp = "2026-12-31T16:00:00.000Z".parse().expect("a time");
        assert_eq!(timestamp(now), 101_000_000);
        // No clock shows such a time, and none may stop the program.
        for millis in [i64::MIN, -62_200_000_000_000, 0, i64::MAX] {
            timestamp(Timestamp::from_millis(millis));
        }
    }

    #[test]
    fn proofs_are_compared_to_their_last_byte() {
        let one = [7; 16];
        let mut other = one;
        assert!(is_same(&one, &other));
        other[15] = 8;
        assert!(!is_same(&one, &other));
    }
}
