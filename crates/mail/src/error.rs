//! Why something about mail was not done, and what people are told.

use http_api::{Code, Problem, Text, codes};
use units::Millis;

use crate::smtp::Setback;

macro_rules! own_codes {
    ($($name:ident = $status:ident $code:literal, $zh:literal, $en:literal;)*) => {
        $(static $name: Code = Code {
            code: $code,
            status: axum::http::StatusCode::$status,
            title: Text::new($zh, $en),
        };)*
    };
}

own_codes! {
    OFF = NOT_FOUND "mail.unavailable", "这里没有开通邮件，通知在应用里看", "There is no mail here; notices are read in the app";
    CODE_WRONG = BAD_REQUEST "mail.code_wrong", "验证码不正确", "The code is not correct";
    CODE_EXPIRED = BAD_REQUEST "mail.code_expired", "验证码已失效，请重新获取", "The code is no longer valid; please ask for a new one";
    REFUSED = BAD_REQUEST "mail.address_refused", "这个邮箱收不到邮件，请检查地址", "No mail is taken under this address; please check it";
    FAILED = BAD_GATEWAY "mail.failed", "邮件发送失败，请稍后再试", "The mail could not be sent; please try again later";
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operator has set up no mail, or its agreement does not hold.
    #[error("there is no mail here")]
    Off,
    /// The text is no mail address.
    #[error("no mail address")]
    NoAddress,
    /// The code is not the one that was sent.
    #[error("wrong code, {attempts_left} attempts left")]
    CodeWrong {
        /// How many tries this code still has.
        attempts_left: u32,
    },
    /// No code is waiting: it has expired, was used or tried too often, or was never sent.
    #[error("no code is waiting")]
    CodeExpired,
    /// Too many codes were asked for.
    #[error("too many tries")]
    TooMany {
        /// After how long another is admitted.
        retry_after: Millis,
    },
    /// The server did not take it.
    #[error("the mail was not taken: {0}")]
    Setback(Setback),
    /// A mail could not be written down.
    #[error("the mail could not be written")]
    Unwritable,
    /// The link is none of ours.
    #[error("not found")]
    NotFound,
    /// The gate's.
    #[error(transparent)]
    Gate(#[from] sharing::Error),
    /// The catalogue's.
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    /// The desk's.
    #[error(transparent)]
    Incidents(#[from] incidents::Error),
    /// What ends a consent and erases.
    #[error(transparent)]
    Rights(#[from] rights::Error),
    /// The vault's.
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// The database's own.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Off => Self::new(&OFF),
            Error::NoAddress => Self::field(
                "address",
                "mail.no_address",
                Text::new("请填写邮箱地址，例如 lin@music.example", "write a mail address, such as lin@music.example"),
            ),
            Error::CodeWrong { attempts_left } => Self::new(&CODE_WRONG).attempts_left(attempts_left),
            Error::CodeExpired => Self::new(&CODE_EXPIRED),
            Error::TooMany { retry_after } => Self::new(&codes::RATE).retry_after(retry_after),
            Error::Setback(Setback::Address(_)) => Self::new(&REFUSED),
            Error::NotFound => Self::not_found(),
            Error::Rights(error) => error.into(),
            Error::Db(error) | Error::Vault(vault::Error::Db(error)) | Error::Gate(sharing::Error::Db(error)) => {
                error.into()
            }
            error @ (Error::Setback(_) | Error::Gate(_)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "mail");
                Self::new(&FAILED).retry_after(Millis::minutes(1))
            }
            error => {
                tracing::error!(error = &error as &dyn std::error::Error, "mail");
                Self::new(&codes::INTERNAL)
            }
        }
    }
}
