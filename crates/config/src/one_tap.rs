//! One-tap sign-in: who tells whose number the token of an app on a phone is.

use units::Timestamp;

use crate::Agreement;
use crate::assemble::AGREED;
use crate::key::{Key, Section, Words, agreement, joined, key, optional, section, words};
use crate::problem::{Problem, Problems};
use crate::secret::Secret;
use crate::sms::{in_force, on_this_machine};
use crate::sources::Settings;
use crate::value::Kind;

pub(crate) const SECTIONS: [Section; 3] = [
    section(
        "one_tap",
        "一键登录：手机应用里的运营商组件取得凭证，本站向认证服务核对本机号码。浏览器做不到，网页上不显示。",
        "One-tap sign-in: a carrier's component in an app on the phone gets a token, and this service asks whose number it is. Browsers cannot do it, so the web pages do not offer it.",
    ),
    section(
        "one_tap.cmcc",
        "中国移动「移动认证」，只认移动的号码。",
        "China Mobile, which knows its own numbers only.",
    ),
    section(
        "one_tap.aliyun",
        "阿里云号码认证，认三家运营商的号码。",
        "Aliyun's number verification, which knows the numbers of all three carriers.",
    ),
];

const CMCC: Words = words("`one_tap.provider = \"cmcc\"` 时必填", "required while `one_tap.provider = \"cmcc\"`");
const ALIYUN: Words = words("`one_tap.provider = \"aliyun\"` 时必填", "required while `one_tap.provider = \"aliyun\"`");
const OTHER_PROOF: Words = words("以另一项证明应用的身份", "the app proves itself by the other one");

const GENERAL_KEYS: [Key; 2] = [
    key(
        "one_tap.provider",
        Kind::Choice(&["none", "cmcc", "aliyun"]),
        "\"none\"",
        "\"aliyun\"",
        "由谁核对号码；`none` 表示不提供一键登录。",
        "Who is asked; `none` for no one-tap sign-in.",
    ),
    optional(
        "one_tap.simulator",
        Kind::Url,
        words("使用真实的服务", "the real services"),
        "\"http://127.0.0.1:4650\"",
        "仅供试用和测试：换成本机上的模拟服务。",
        "For trying out and for tests alone: a program on this very machine stands for them.",
    ),
];
const CMCC_KEYS: [Key; 3] = [
    optional("one_tap.cmcc.app_id", Kind::Text, CMCC, "\"300011…\"", "应用的 AppID。", "AppID of the app."),
    optional(
        "one_tap.cmcc.app_key",
        Kind::Secret,
        OTHER_PROOF,
        "\"…\"",
        "应用的 AppKey；号码以明文返回。与 `private_key` 二选一。",
        "AppKey of the app; numbers come back as they are. Either this or `private_key`.",
    ),
    optional(
        "one_tap.cmcc.private_key",
        Kind::Secret,
        OTHER_PROOF,
        "\"-----BEGIN PRIVATE KEY-----…\"",
        "RSA 私钥（PKCS #8，至少 2048 位）；号码加密返回，推荐。",
        "RSA key (PKCS #8, at least 2048 bits); numbers come back sealed, which is better.",
    ),
];
const ALIYUN_KEYS: [Key; 2] = [
    optional(
        "one_tap.aliyun.access_key_id",
        Kind::Text,
        ALIYUN,
        "\"LTAI5t…\"",
        "只有号码认证权限的 RAM 用户的 AccessKey ID。",
        "AccessKey ID of a RAM user that may verify numbers and nothing else.",
    ),
    optional("one_tap.aliyun.access_key_secret", Kind::Secret, ALIYUN, "\"…\"", "它的密钥。", "Its secret."),
];

const FIRST: [Key; 10] = joined(&GENERAL_KEYS, &joined::<8>(&CMCC_KEYS, &agreement!("one_tap.cmcc", CMCC)));
pub(crate) const KEYS: [Key; 17] = joined(&FIRST, &joined::<7>(&ALIYUN_KEYS, &agreement!("one_tap.aliyun", ALIYUN)));

/// Who tells whose number a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OneTap {
    /// Nobody.
    Off,
    /// China Mobile.
    Cmcc(Box<OneTapCmcc>),
    /// Aliyun.
    Aliyun(Box<OneTapAliyun>),
}

/// An app that China Mobile knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTapCmcc {
    /// AppID.
    pub app_id: String,
    /// How it proves itself.
    pub proof: OneTapProof,
    /// A program on this machine that stands for it.
    pub simulator: Option<String>,
    /// What it has signed.
    pub agreement: Agreement,
}

/// How an app proves itself to China Mobile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OneTapProof {
    /// By its AppKey.
    AppKey(Secret),
    /// By an RSA key in PEM.
    PrivateKey(Secret),
}

/// An account at Aliyun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTapAliyun {
    /// AccessKey ID.
    pub access_key_id: String,
    /// Its secret.
    pub access_key_secret: Secret,
    /// A program on this machine that stands for it.
    pub simulator: Option<String>,
    /// What it has signed.
    pub agreement: Agreement,
}

/// Who is asked; what they lack is told all at once.
pub(crate) fn assemble(settings: &Settings) -> Result<OneTap, Problems> {
    let one = |problem| Problems(vec![problem]);
    let provider: String = settings.required("one_tap.provider").map_err(one)?;
    let needed: &[&str] = match provider.as_str() {
        "cmcc" => &["app_id"],
        "aliyun" => &["access_key_id", "access_key_secret"],
        _ => return Ok(OneTap::Off),
    };
    let needed: Vec<&str> = needed.iter().copied().chain(AGREED).collect();
    let why = words("少了它就没有人可问", "nobody is asked whose number a token is without it");
    let way_out = words("把 one_tap.provider 改回 none", "return to one_tap.provider = \"none\"");
    settings.all_of(&format!("one_tap.{provider}"), &needed, why, way_out)?;
    match provider.as_str() {
        "cmcc" => cmcc(settings).map(|app| OneTap::Cmcc(Box::new(app))),
        _ => aliyun(settings).map(|account| OneTap::Aliyun(Box::new(account))),
    }
    .map_err(one)
}

fn cmcc(settings: &Settings) -> Result<OneTapCmcc, Problem> {
    let proofs = (settings.optional("one_tap.cmcc.app_key"), settings.optional("one_tap.cmcc.private_key"));
    let proof = match proofs {
        (Some(key), None) => OneTapProof::AppKey(key),
        (None, Some(key)) => OneTapProof::PrivateKey(key),
        (Some(_), Some(_)) => {
            let remedy = "remove one of them; with private_key numbers come back sealed";
            let problem = Problem::new("one_tap.cmcc.app_key", "app_key and private_key are both set", remedy);
            return Err(problem.zh("app_key 和 private_key 只能填一项", "请删去一项；用 private_key 时号码会加密返回"));
        }
        (None, None) => {
            let remedy = "set one_tap.cmcc.private_key or one_tap.cmcc.app_key";
            let problem = Problem::new("one_tap.cmcc.private_key", "the app has nothing to prove itself by", remedy);
            return Err(problem.zh("应用没有可以证明身份的密钥", "请填写 private_key 或 app_key"));
        }
    };
    Ok(OneTapCmcc {
        app_id: settings.required("one_tap.cmcc.app_id")?,
        proof,
        simulator: settings.optional("one_tap.simulator"),
        agreement: settings.agreement("one_tap.cmcc")?,
    })
}

fn aliyun(settings: &Settings) -> Result<OneTapAliyun, Problem> {
    Ok(OneTapAliyun {
        access_key_id: settings.required("one_tap.aliyun.access_key_id")?,
        access_key_secret: settings.required("one_tap.aliyun.access_key_secret")?,
        simulator: settings.optional("one_tap.simulator"),
        agreement: settings.agreement("one_tap.aliyun")?,
    })
}

impl OneTapProof {
    /// Finds fault with a key that cannot be one; whether it is one, is seen when it is used.
    fn check(&self, found: &mut Vec<Problem>) {
        if let Self::PrivateKey(pem) = self
            && !(pem.expose().contains("-----BEGIN PRIVATE KEY-----")
                && pem.expose().contains("-----END PRIVATE KEY-----"))
        {
            let remedy = "copy the whole of what `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048` writes";
            let problem = Problem::new("one_tap.cmcc.private_key", "it is no private key in PKCS #8", remedy);
            let zh = "请粘贴 `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048` 写出的全部内容";
            found.push(problem.zh("它不是 PKCS #8 私钥", zh));
        }
    }
}

impl OneTap {
    pub(crate) fn check(&self, now: Timestamp, found: &mut Vec<Problem>) {
        let (section, simulator, agreement) = match self {
            Self::Off => return,
            Self::Cmcc(app) => ("one_tap.cmcc", &app.simulator, &app.agreement),
            Self::Aliyun(account) => ("one_tap.aliyun", &account.simulator, &account.agreement),
        };
        if let Self::Cmcc(app) = self {
            app.proof.check(found);
        }
        on_this_machine("one_tap.simulator", simulator.as_deref(), found);
        in_force(section, agreement, "one_tap.provider = \"none\"", now, found);
    }
}
