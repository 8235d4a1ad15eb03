//! Why an account did not do what was asked, and the problem each becomes.

use http_api::{Problem, Text, codes};
use sms::answers::Kind;
use sms::onetap::Kind as TokenKind;
use units::Millis;

use crate::password::Weakness;

/// The codes of this crate: name, status, code, and what people read in both languages.
macro_rules! own_codes {
    ($($name:ident = $status:ident $code:literal, $zh:literal, $en:literal;)*) => {
        $(static $name: http_api::Code = http_api::Code {
            code: $code,
            status: axum::http::StatusCode::$status,
            title: http_api::Text::new($zh, $en),
        };)*
    };
}
pub(crate) use own_codes;

own_codes! {
    CODE_WRONG = BAD_REQUEST "sign_in.code_wrong", "验证码不正确", "The code is not correct";
    CODE_EXPIRED = BAD_REQUEST "sign_in.code_expired", "验证码已失效，请重新获取", "The code is no longer valid; please ask for a new one";
    LOCKED = TOO_MANY_REQUESTS "sign_in.locked", "输错次数过多，该手机号暂时锁定", "Too many wrong codes; this number is locked for a while";
    PASSWORD_WRONG = BAD_REQUEST "sign_in.password_wrong", "手机号或密码不正确", "The phone number or the password is not correct";
    PROXY_NAME_ABSENT = BAD_REQUEST "sign_in.proxy_absent", "没有收到单点登录的用户名", "No name came from a single sign-on";
    PROXY_NAME_UNKNOWN = FORBIDDEN "sign_in.proxy_unknown", "您的单点登录账号还没有关联清音账号：请先用手机号登录，再在设置中关联", "Your single sign-on is not linked with an account here yet: sign in by phone, then link it in the settings";
    PASSKEYS_OFF = NOT_FOUND "passkey.unavailable", "这里不能使用通行密钥：服务需要有以 https 访问的域名", "Passkeys cannot be used here: the service needs a domain that is reached by https";
    PASSKEY_EXPIRED = BAD_REQUEST "passkey.expired", "这次验证已过期或已用过，请再试一次", "This request has expired or was used already; please try again";
    PASSKEY_REFUSED = BAD_REQUEST "passkey.refused", "这个通行密钥没有通过验证，请换一种方式登录", "This passkey was not accepted; please sign in another way";
    PASSKEY_COPIED = BAD_REQUEST "passkey.copied", "这个通行密钥可能被复制过：请换一种方式登录，并在账号页删除它", "This passkey may have been copied: please sign in another way and remove it on your account page";
    ATTEMPT_EXPIRED = BAD_REQUEST "identity.expired", "这次登录已过期，或是在另一个浏览器里开始的；什么都没有保存，请重新开始", "This sign-in has expired, or began in another browser; nothing was kept, please start again";
    IDENTITY_TAKEN = CONFLICT "identity.taken", "这个外部账号已关联另一个清音账号：请先用它登录，在那里解除关联", "That account elsewhere is linked with another account here: sign in with it first, and unlink it there";
    IDENTITY_SECOND = CONFLICT "identity.second", "你已关联过一个同类账号，请先解除原来的关联", "You have linked an account of this kind already; please unlink that one first";
    SUSPENDED = FORBIDDEN "account.suspended", "该账号已被暂停，请联系运营者", "This account is suspended; please contact the operator";
    SMS_TOO_MANY = TOO_MANY_REQUESTS "sms.too_many", "这个号码近期收到的短信太多，运营商暂不再发；请换一种方式登录，或明天再试", "This number has had too many messages of late, and the carrier sends no more for now; please sign in another way, or try tomorrow";
    SMS_NUMBER = BAD_REQUEST "sms.number_refused", "这个号码收不到短信，请检查号码，或换一种方式登录", "No message can be sent to this number; please check it, or sign in another way";
    ONE_TAP_OFF = NOT_FOUND "one_tap.unavailable", "这里没有开通一键登录，请用验证码或其他方式登录", "One-tap sign-in is not offered here; please use a code, or sign in another way";
    ONE_TAP_TOKEN = BAD_REQUEST "one_tap.token_refused", "这次一键登录的凭证已用过、已过期或不正确，请再点一次，或改用验证码", "The token of this one-tap sign-in was used, has expired or is not correct; please tap again, or use a code";
    ONE_TAP_TOO_MANY = TOO_MANY_REQUESTS "one_tap.too_many", "一键登录太频繁，运营商暂不受理，请改用验证码", "The carrier takes no more one-tap sign-ins for now; please use a code";
    ONE_TAP_FAILED = BAD_GATEWAY "one_tap.failed", "没能取得本机号码，请改用验证码登录", "Your number could not be fetched; please sign in with a code";
    SMS_FAILED = BAD_GATEWAY "sms.failed", "短信发送失败，请稍后再试", "The message could not be sent; please try again later";
}

/// Why an account did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The code is not the one that was sent.
    #[error("wrong code, {attempts_left} attempts left")]
    CodeWrong {
        /// How many tries this code still has.
        attempts_left: u32,
    },
    /// No code is waiting: it has expired, was used, or was never sent.
    #[error("no code is waiting")]
    CodeExpired,
    /// Too many wrong codes for this number.
    #[error("locked")]
    Locked {
        /// After how long it opens again.
        retry_after: Millis,
    },
    /// Number and password do not belong together, or there is no such account; nobody is told which.
    #[error("wrong password")]
    PasswordWrong,
    /// Too many tries.
    #[error("too many tries")]
    TooMany {
        /// After how long another is admitted.
        retry_after: Millis,
    },
    /// The policy has to be accepted first, in its version in force.
    #[error("the policy in force is not accepted")]
    NotAccepted,
    /// The request came with no name from a trusted proxy, or with several.
    #[error("no name came from a trusted proxy")]
    ProxyNameAbsent,
    /// No account is linked with the name.
    #[error("no account is linked with this name")]
    ProxyNameUnknown,
    /// Another account is linked with the name.
    #[error("another account is linked with this name")]
    ProxyNameTaken,
    /// The attempt to sign in elsewhere is over, or is not this browser's.
    #[error("no such attempt to sign in elsewhere")]
    AttemptExpired,
    /// Another member has linked this account elsewhere.
    #[error("the account elsewhere is linked by somebody else")]
    IdentityTaken,
    /// The member has linked another account of this provider.
    #[error("another account of this provider is linked")]
    IdentitySecond,
    /// The provider did not say who it is.
    #[error(transparent)]
    Identity(#[from] connect::Error),
    /// Browsers give no passkeys to the service's address.
    #[error("the service has no address for passkeys")]
    PasskeysOff,
    /// The challenge was answered already, is too old, or was never made for this.
    #[error("no such challenge of a passkey")]
    PasskeyExpired,
    /// The passkey is not known, or what it says does not hold; nobody is told which.
    #[error("the passkey was refused")]
    PasskeyRefused,
    /// The counter of the passkey did not go on.
    #[error("the passkey may have been copied")]
    PasskeyCopied,
    /// The passkey has an account already.
    #[error("the passkey is known already")]
    PasskeyKnown,
    /// The member has as many passkeys as one may have.
    #[error("there are as many passkeys as there may be")]
    TooManyPasskeys,
    /// A screen that shows a QR code is not let in.
    #[error(transparent)]
    Qr(#[from] crate::qr::QrRefusal),
    /// A device cannot vouch for itself.
    #[error("a device cannot vouch for itself")]
    OwnDevice,
    /// An operator suspended the account.
    #[error("the account is suspended")]
    Suspended,
    /// The number was proved, and no account has it.
    #[error("no account has this number")]
    NoAccount,
    /// The new password is too easy to guess.
    #[error("the password is too weak")]
    WeakPassword(Weakness),
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// The link was used already, or is too old.
    #[error("the link was used or has expired")]
    LinkUsed,
    /// The service would be left without an operator.
    #[error("the last operator cannot lose the role")]
    LastOperator,
    /// The member has as many keys and app passwords as one may have.
    #[error("there are as many keys and app passwords as there may be")]
    TooManyApps,
    /// The person's consent for this purpose does not live.
    #[error("consent for '{0}' is missing")]
    NoConsent(&'static str),
    /// The picture cannot be used.
    #[error("the picture cannot be used")]
    Picture(Text),
    /// The message did not leave.
    #[error("the message could not be sent")]
    Sms(#[source] sharing::Error),
    /// The provider of short messages took nothing on.
    #[error("the provider of short messages refused: {0:?}")]
    SmsRefused(Kind),
    /// One-tap sign-in is not set up, or its agreement is over.
    #[error("one-tap sign-in is off")]
    OneTapOff,
    /// Nobody could be asked whose number a token is.
    #[error("nobody told whose number a token is")]
    OneTap(#[source] sharing::Error),
    /// The token is worth nothing.
    #[error("the token of a one-tap sign-in was refused: {0:?}")]
    OneTapRefused(TokenKind),
    /// The message could not be shown on the console.
    #[error("the console could not be written")]
    Console(#[source] std::io::Error),
    /// Hashing a password failed.
    #[error("the password could not be hashed: {0}")]
    Hash(String),
    /// Staff access: the data does not open to whoever asks.
    #[error(transparent)]
    Staff(#[from] staff_access::Error),
    /// The consents.
    #[error(transparent)]
    Consent(#[from] consent::Error),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::CodeWrong { attempts_left } => Self::new(&CODE_WRONG).attempts_left(attempts_left),
            Error::CodeExpired => Self::new(&CODE_EXPIRED),
            Error::Locked { retry_after } => Self::new(&LOCKED).attempts_left(0).retry_after(retry_after),
            Error::PasswordWrong => Self::new(&PASSWORD_WRONG),
            Error::TooMany { retry_after } => Self::new(&codes::RATE).retry_after(retry_after),
            Error::NotAccepted => Self::new(&codes::POLICY)
                .and_field(
                    "policy_version",
                    "policy.not_in_force",
                    Text::new("请填写现行隐私政策的版本", "give the version of the policy in force"),
                )
                .and_field(
                    "text_hash",
                    "policy.not_in_force",
                    Text::new("请填写您所读文本的摘要", "give the digest of the text you read"),
                ),
            Error::ProxyNameAbsent => Self::new(&PROXY_NAME_ABSENT),
            Error::ProxyNameUnknown => Self::new(&PROXY_NAME_UNKNOWN),
            Error::ProxyNameTaken => Self::new(&codes::CONFLICT).detail(Text::new(
                "这个单点登录账号已关联另一个清音账号",
                "This single sign-on is linked with another account already",
            )),
            Error::AttemptExpired => Self::new(&ATTEMPT_EXPIRED),
            Error::IdentityTaken => Self::new(&IDENTITY_TAKEN),
            Error::IdentitySecond => Self::new(&IDENTITY_SECOND),
            Error::Identity(error) => error.into(),
            Error::PasskeysOff => Self::new(&PASSKEYS_OFF),
            Error::PasskeyExpired => Self::new(&PASSKEY_EXPIRED),
            Error::PasskeyRefused => Self::new(&PASSKEY_REFUSED),
            Error::PasskeyCopied => Self::new(&PASSKEY_COPIED),
            Error::PasskeyKnown => Self::new(&codes::CONFLICT)
                .detail(Text::new("这个通行密钥已经添加过了", "This passkey was added already")),
            Error::TooManyPasskeys => Self::new(&codes::CONFLICT).detail(Text::made(
                format!("通行密钥最多 {} 个，请先删除不用的", crate::passkeys::PASSKEYS_MAX),
                format!("at most {} passkeys; please remove one that you do not use", crate::passkeys::PASSKEYS_MAX),
            )),
            Error::Qr(refusal) => refusal.into(),
            Error::OwnDevice => Self::field(
                "known",
                "device.own",
                Text::new("请在另一台设备上确认这次登录", "please confirm this sign-in on another device"),
            ),
            Error::Suspended => Self::new(&SUSPENDED),
            Error::NoAccount => Self::field(
                "phone",
                "phone.no_account",
                Text::new("该手机号还没有账号", "there is no account with this number"),
            ),
            Error::WeakPassword(weakness) => Self::field("new_password", "password.weak", weakness.text()),
            Error::NotFound => Self::not_found(),
            Error::Staff(error) => error.into(),
            Error::LinkUsed => Self::new(&codes::CONFLICT)
                .detail(Text::new("该链接已使用或已过期", "This link was used already or has expired")),
            Error::LastOperator => Self::new(&codes::CONFLICT)
                .detail(Text::new("至少保留一位可用的运营人员", "At least one active operator has to remain")),
            Error::TooManyApps => Self::new(&codes::CONFLICT).detail(Text::made(
                format!("密钥和应用密码合计最多 {} 个", crate::app_access::APP_ACCESSES_MAX),
                format!("at most {} keys and app passwords together", crate::app_access::APP_ACCESSES_MAX),
            )),
            Error::NoConsent(purpose) => Self::new(&codes::CONSENT).purpose(purpose),
            Error::Consent(consent::Error::Minor(refusal)) => refusal.into(),
            Error::Picture(text) => Self::field("body", "picture.unusable", text),
            Error::Sms(sharing::Error::Db(error)) | Error::OneTap(sharing::Error::Db(error)) => error.into(),
            Error::OneTapOff => Self::new(&ONE_TAP_OFF),
            Error::OneTapRefused(TokenKind::ExpiredToken | TokenKind::UsedToken | TokenKind::BadToken) => {
                Self::new(&ONE_TAP_TOKEN)
            }
            Error::OneTapRefused(TokenKind::TooMany) => Self::new(&ONE_TAP_TOO_MANY).retry_after(Millis::minutes(10)),
            Error::OneTapRefused(_) => Self::new(&ONE_TAP_FAILED).retry_after(Millis::minutes(1)),
            Error::SmsRefused(Kind::TooMany) => Self::new(&SMS_TOO_MANY).retry_after(Millis::days(1)),
            Error::SmsRefused(Kind::BadNumber) => Self::new(&SMS_NUMBER),
            Error::SmsRefused(_) => Self::new(&SMS_FAILED).retry_after(Millis::minutes(1)),
            Error::Db(error) | Error::Vault(vault::Error::Db(error)) | Error::Consent(consent::Error::Db(error)) => {
                error.into()
            }
            error @ (Error::Sms(_) | Error::Console(_)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "sms");
                Self::new(&SMS_FAILED).retry_after(Millis::minutes(1))
            }
            error @ Error::OneTap(_) => {
                tracing::error!(error = &error as &dyn std::error::Error, "one tap");
                Self::new(&ONE_TAP_FAILED).retry_after(Millis::minutes(1))
            }
            error @ (Error::Hash(_) | Error::Vault(_) | Error::Consent(_)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "accounts");
                Self::new(&codes::INTERNAL)
            }
        }
    }
}
