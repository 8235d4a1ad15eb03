//! One tap: China Mobile's two ways of proving oneself, and Aliyun's service for all carriers.

use serde_json::Value;
use sms::onetap::cmcc::{BASE, Cmcc, Proof};
use sms::onetap::{Answer, Kind, PrivateKey, Token, dypns};
use sms::{Secret, Unsignable};
use units::Timestamp;

/// Made by `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048` for these tests.
const KEY: &str = include_str!("recorded/onetap_key.pem");
/// `printf '300000000076STsid…' | openssl dgst -sha256 -sign onetap_key.pem -hex`
const SIGNATURE: &str = include_str!("recorded/onetap_signature.hex");
/// `printf 14700000000 | openssl pkeyutl -encrypt -pkeyopt rsa_padding_mode:pkcs1 …`
const SEALED: &str = include_str!("recorded/onetap_sealed.hex");
/// Token, message and time of the example in the carrier's guide, whose key is not published.
const TOKEN: &str = "STsid0000001517196594066OHmZvPMBwn2MkFxwvWkV12JixwuZuyDU";
const MESSAGE: &str = "335e06a28f064b999d6a25e403991e4c";

fn at() -> Timestamp {
    "2018-01-29T03:29:55.435Z".parse().expect("an instant")
}

fn token() -> Token {
    Token::parse(TOKEN).expect("a token")
}

fn cmcc(proof: Proof) -> Cmcc {
    Cmcc { base: BASE.to_owned(), app_id: "300000000076".to_owned(), proof }
}

fn by_md5() -> Cmcc {
    cmcc(Proof::Md5(Secret::new("appkey-of-nobody")))
}

fn by_rsa() -> Cmcc {
    cmcc(Proof::Rsa(PrivateKey::from_pem(KEY).expect("a key")))
}

fn field<'a>(fields: &'a [(&str, String)], name: &str) -> &'a str {
    fields.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
}

#[test]
fn an_app_key_signs_as_openssl_digests() {
    let fields = by_md5().fields(&token(), MESSAGE, at()).expect("fields");
    assert_eq!(field(&fields, "systemtime"), "20180129112955435");
    // printf '300000000076' '2.0' MESSAGE '20180129112955435' '0' TOKEN 'appkey-of-nobody' | openssl dgst -md5
    assert_eq!(field(&fields, "sign"), "36E3B94BF98B79D807500776C51BB7DE");
    assert_eq!(field(&fields, "encryptionalgorithm"), "");
}

#[test]
fn an_rsa_key_signs_as_openssl_does() {
    let fields = by_rsa().fields(&token(), MESSAGE, at()).expect("fields");
    assert_eq!(field(&fields, "sign"), SIGNATURE.trim());
    assert_eq!(field(&fields, "encryptionalgorithm"), "RSA");
}

#[test]
fn the_request_is_json_without_places() {
    let request = by_md5().request(&token(), MESSAGE, at()).expect("a request");
    assert_eq!(request.url, "https://www.cmpassport.com/unisdk/rsapi/loginTokenValidate");
    let body: Value = serde_json::from_str(&request.body).expect("JSON");
    assert_eq!((&body["version"], &body["token"]), (&Value::from("2.0"), &Value::from(TOKEN)));
    assert!(!format!("{request:?}").contains("STsid"));
    assert_eq!(by_md5().fields(&token(), "", at()), Err(Unsignable::Header));
    assert_eq!(by_md5().fields(&token(), &"1".repeat(37), at()), Err(Unsignable::Header));
}

fn number(answer: &Answer) -> String {
    match answer {
        Answer::Confirmed(phone) => phone.e164(),
        Answer::Refused { kind, code } => panic!("{kind:?} {code:?}"),
    }
}

fn refused(answer: &Answer) -> (Kind, &str) {
    match answer {
        Answer::Refused { kind, code } => (*kind, code.as_str()),
        Answer::Confirmed(_) => panic!("confirmed"),
    }
}

fn confirmed(msisdn: &str) -> String {
    format!(
        r#"{{"inresponseto":"{MESSAGE}","systemtime":"20180129112955477","resultCode":"103000","msisdn":"{msisdn}"}}"#
    )
}

#[test]
fn a_number_comes_back_plain_or_sealed() {
    assert_eq!(number(&by_md5().read(confirmed("14700000000").as_bytes(), MESSAGE)), "+8614700000000");
    assert_eq!(number(&by_rsa().read(confirmed(SEALED.trim()).as_bytes(), MESSAGE)), "+8614700000000");
    let lower = confirmed("14700000000").replace("resultCode", "resultcode");
    assert_eq!(number(&by_md5().read(lower.as_bytes(), MESSAGE)), "+8614700000000");
}

#[test]
fn a_number_for_another_request_or_another_key_is_nonsense() {
    let plain = confirmed("14700000000");
    assert_eq!(refused(&by_md5().read(plain.as_bytes(), "another")).0, Kind::Nonsense);
    assert_eq!(refused(&by_rsa().read(plain.as_bytes(), MESSAGE)).0, Kind::Nonsense);
    assert_eq!(refused(&by_md5().read(confirmed(SEALED.trim()).as_bytes(), MESSAGE)).0, Kind::Nonsense);
    let altered = SEALED.trim().replacen(|_: char| true, if SEALED.starts_with('0') { "1" } else { "0" }, 1);
    assert_eq!(refused(&by_rsa().read(confirmed(&altered).as_bytes(), MESSAGE)).0, Kind::Nonsense);
}

#[test]
fn the_carriers_codes_say_what_can_be_done() {
    for (code, kind) in [
        ("104201", Kind::ExpiredToken),
        ("103505", Kind::UsedToken),
        ("103113", Kind::BadToken),
        ("103511", Kind::NotAllowed),
        ("105018", Kind::NotAllowed),
        ("103101", Kind::Credential),
        ("103119", Kind::Credential),
        ("103911", Kind::TooMany),
        ("105312", Kind::Funds),
        ("103211", Kind::Other),
    ] {
        let answer = format!(r#"{{"resultCode":"{code}","desc":"14700000000"}}"#);
        assert_eq!(refused(&by_md5().read(answer.as_bytes(), MESSAGE)), (kind, code));
    }
}

#[test]
fn aliyun_tells_the_number_of_a_token() {
    let token = Token::parse("eyJ0b2tlbiI6IjEifQ==/+").expect("a token");
    let request = dypns::request(dypns::BASE, Some(&token));
    assert_eq!(request.url, "https://dypnsapi.aliyuncs.com/?AccessToken=eyJ0b2tlbiI6IjEifQ%3D%3D%2F%2B");
    let answer = br#"{"Code":"OK","Message":"OK","RequestId":"r","GetMobileResultDTO":{"Mobile":"13800138000"}}"#;
    assert_eq!(number(&dypns::read(answer)), "+8613800138000");
    for (code, kind) in [
        ("SignatureDoesNotMatch", Kind::Credential),
        ("InvalidTimeStamp.Expired", Kind::Clock),
        ("isp.RAM_PERMISSION_DENY", Kind::NotAllowed),
        ("Throttling.User", Kind::TooMany),
        ("isv.OUT_OF_SERVICE", Kind::Funds),
        ("isv.ACCESS_TOKEN_EXPIRED", Kind::ExpiredToken),
        ("isv.ACCESS_TOKEN_USED", Kind::UsedToken),
        ("isv.ACCESS_TOKEN_ILLEGAL", Kind::BadToken),
        ("isp.UNKNOWN", Kind::Other),
    ] {
        let answer = format!(r#"{{"Code":"{code}","Message":"m"}}"#);
        assert_eq!(refused(&dypns::read(answer.as_bytes())), (kind, code));
    }
    for none in [r#"{"Code":"OK"}"#, r#"{"Code":"OK","GetMobileResultDTO":{"Mobile":"139****1234"}}"#, "<html>"] {
        assert_eq!(refused(&dypns::read(none.as_bytes())).0, Kind::Nonsense, "{none}");
    }
}

#[test]
fn tokens_and_keys_are_read_and_not_printed() {
    for none in ["", "a b", "{sign_in_code}", "a\"b", "短", &"x".repeat(2_049)] {
        assert_eq!(Token::parse(none), None, "{none}");
    }
    for none in ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", &KEY.replace("PRIVATE", "PUBLIC")]
    {
        assert!(PrivateKey::from_pem(none).is_err());
    }
    let printed = format!("{:?} {:?} {:?}", token(), by_md5(), by_rsa());
    assert!(!printed.contains("STsid") && !printed.contains("appkey") && !printed.contains("MII"), "{printed}");
}
