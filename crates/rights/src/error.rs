//! Why a right could not be exercised, and what the person is told.

use http_api::{Code, Problem, Text};

/// Why a right could not be exercised.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The policy has no such item, or the person has no such row.
    #[error("no such item or row")]
    NoItem,
    /// The item is needed for the account or kept by law.
    #[error("item '{0}' cannot be erased by itself")]
    NotErasable(String),
    /// The column records what happened, or what the service needs as it is.
    #[error("column '{0}' cannot be corrected")]
    NotCorrectable(String),
    /// The corrected value is not acceptable.
    #[error("the value is not acceptable")]
    BadValue(Box<Problem>),
    /// A field of a request does not fit.
    #[error("field '{name}': {code}")]
    Field {
        /// The field.
        name: &'static str,
        /// What is wrong, as a stable code.
        code: &'static str,
        /// What is wrong, in words.
        message: Text,
    },
    /// The keys were made for another database, so that nobody is missing only because this one does not know them.
    #[error("the keys are those of another database: restore that one, or move the key store away")]
    OtherDatabase,
    /// As many requests of one member wait as may.
    #[error("too many requests wait")]
    TooManyWaiting,
    /// A request is answered once.
    #[error("the request was answered before")]
    AlreadyAnswered,
    /// Staff access: the data does not open to whoever asks.
    #[error(transparent)]
    Staff(#[from] staff_access::Error),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// The consents.
    #[error(transparent)]
    Consent(#[from] consent::Error),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
    /// A certificate that cannot be read back.
    #[error("stored certificate")]
    Certificate(#[from] serde_json::Error),
}

impl Error {
    pub(crate) fn field(name: &'static str, code: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self::Field { name, code, message: Text::new(zh, en) }
    }
}

/// As many requests of one member wait as may.
static TOO_MANY_WAITING: Code = Code {
    code: "request.too_many",
    status: axum::http::StatusCode::CONFLICT,
    title: Text::new(
        "您有 20 个请求正在等待答复，请稍后再提",
        "Twenty of your requests wait for an answer; please wait for one first",
    ),
};

/// A request is answered once.
static ALREADY_ANSWERED: Code = Code {
    code: "request.answered",
    status: axum::http::StatusCode::CONFLICT,
    title: Text::new("这个请求已经答复过了", "This request has been answered already"),
};

/// What cannot be erased or corrected by itself.
static NOT_POSSIBLE: Code = Code {
    code: "rights.not_possible",
    status: axum::http::StatusCode::CONFLICT,
    title: Text::new("这一项不能这样处理", "This cannot be done with this item"),
};

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NoItem => Self::not_found(),
            Error::NotErasable(_) => Self::new(&NOT_POSSIBLE).detail(Text::new(
                "它是账号必需的，或法律要求保存；注销账号时会一并处理，也可以联系个人信息保护负责人",
                "it is needed for the account or kept by law; it goes when you close the account, or ask the privacy officer",
            )),
            Error::NotCorrectable(_) => Self::new(&NOT_POSSIBLE).detail(Text::new(
                "这里记录的是已经发生的事实，更正会使记录失真；如果确有错误，请联系个人信息保护负责人",
                "it records what happened, and a correction would make it untrue; if it is wrong, ask the privacy officer",
            )),
            Error::BadValue(problem) => *problem,
            Error::Field { name, code, message } => Self::field(name, code, message),
            Error::Staff(error) => error.into(),
            Error::TooManyWaiting => Self::new(&TOO_MANY_WAITING),
            Error::AlreadyAnswered => Self::new(&ALREADY_ANSWERED),
            Error::Consent(consent::Error::TextChanged(_)) => Self::field(
                "text_hash",
                "consent.text_changed",
                Text::new("说明文字已更新，请重新阅读后再选择", "the text has changed; please read it again and choose"),
            ),
            Error::Consent(consent::Error::NotByConsent(_)) => Self::field(
                "purpose",
                "consent.not_asked",
                Text::new("这个目的不以同意为依据", "this purpose does not rest on consent"),
            ),
            Error::Consent(consent::Error::NoSubject) => Self::not_found(),
            Error::Consent(consent::Error::Minor(refusal)) => refusal.into(),
            Error::Consent(consent::Error::Db(error)) | Error::Db(error) | Error::Vault(vault::Error::Db(error)) => {
                error.into()
            }
            other => {
                tracing::error!(error = &other as &dyn std::error::Error, "rights");
                Self::new(&http_api::codes::INTERNAL)
            }
        }
    }
}
