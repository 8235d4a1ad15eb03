//! 中国移动, 移动认证: `loginTokenValidate`, version 2.0. Whatever happens is HTTP 200.

use md5::{Digest as _, Md5};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rsa::pkcs1v15::{Pkcs1v15Encrypt, Signature, VerifyingKey};
use rsa::pkcs8::DecodePublicKey as _;
use rsa::signature::Verifier as _;
use serde_json::Value;
use sha2::Sha256;
use units::Millis;

use super::answer::{Reply, text};
use super::{Account, Cloud, NoToken, PhoneFault, Received};
use crate::Lab;
use crate::answer::fields;

pub(super) const PATH: &str = "/unisdk/rsapi/loginTokenValidate";
const TOKEN_LASTS: Millis = Millis::minutes(2);

type Code = &'static str;

pub(super) fn login_token_validate(lab: &Lab, call: &Received) -> Reply {
    let body: Value = serde_json::from_slice(&call.body).unwrap_or_default();
    let outcome = exchange(lab, &body);
    let wrong = lab.phones().has(Cloud::Cmcc, PhoneFault::WrongAnswer);
    let message = if wrong { "another-message" } else { text(&body, "msgid") };
    let time: String = (lab.now() + Millis::hours(8)).to_string().chars().filter(char::is_ascii_digit).collect();
    Reply::ok(match outcome {
        Ok(number) => fields! { "inresponseto" => message, "systemtime" => time, "resultCode" => "103000",
        "msisdn" => number },
        Err(code) => fields! { "inresponseto" => message, "systemtime" => time, "resultCode" => code,
        "desc" => "模拟：失败" },
    })
}

fn exchange(lab: &Lab, body: &Value) -> Result<String, Code> {
    let get = |name| text(body, name);
    let message = get("msgid");
    if get("version") != "2.0" || !(1..=36).contains(&message.len()) || get("systemtime").len() != 17 {
        return Err("103414");
    }
    if get("token").is_empty() {
        return Err("103811");
    }
    let seed = lab.world().secret(32);
    let mut phones = lab.phones();
    let account = phones.account(Cloud::Cmcc, get("appid")).ok_or("103119")?;
    let is_rsa = get("encryptionalgorithm") == "RSA";
    let fits = if is_rsa { is_signed(&account, body) } else { is_digested(&account, body) };
    if !fits || phones.has(Cloud::Cmcc, PhoneFault::WrongSignature) {
        return Err("103101");
    }
    let faults = [PhoneFault::TooMany, PhoneFault::Arrears, PhoneFault::NoPermission, PhoneFault::NotApproved];
    if let Some(fault) = phones.first(Cloud::Cmcc, &faults) {
        return Err(match fault {
            PhoneFault::TooMany => "103911",
            PhoneFault::Arrears => "105312",
            PhoneFault::NoPermission => "103511",
            _ => "105019",
        });
    }
    if !phones.nonces.insert(format!("cmcc {message}")) {
        return Err("103107");
    }
    let phone = phones.spend(get("token"), lab.now(), TOKEN_LASTS).map_err(|reason| match reason {
        NoToken::Unknown | NoToken::Used | NoToken::Expired => "104201",
        NoToken::ForCheck => "105018",
    })?;
    if is_rsa { seal(&account, &phone, &seed).ok_or("103404") } else { Ok(phone) }
}

fn is_digested(account: &Account, body: &Value) -> bool {
    let mut digest = Md5::new();
    for name in ["appid", "version", "msgid", "systemtime", "strictcheck", "token"] {
        digest.update(text(body, name));
    }
    digest.update(&account.secret);
    !account.secret.is_empty() && hex::encode(digest.finalize()).eq_ignore_ascii_case(text(body, "sign"))
}

fn public_key(account: &Account) -> Option<rsa::PublicKey> {
    rsa::PublicKey::from_public_key_pem(account.public_key.as_deref()?).ok()
}

fn is_signed(account: &Account, body: &Value) -> bool {
    let signature = hex::decode(text(body, "sign")).ok();
    let signature = signature.and_then(|bytes| Signature::try_from(bytes.as_slice()).ok());
    let (Some(key), Some(signature)) = (public_key(account), signature) else { return false };
    let message = format!("{}{}", text(body, "appid"), text(body, "token"));
    VerifyingKey::<Sha256>::new(key).verify(message.as_bytes(), &signature).is_ok()
}

fn seal(account: &Account, phone: &str, seed: &str) -> Option<String> {
    let mut rng = StdRng::from_seed(seed.as_bytes().try_into().ok()?);
    public_key(account)?.encrypt(&mut rng, Pkcs1v15Encrypt, phone.as_bytes()).ok().map(hex::encode)
}
