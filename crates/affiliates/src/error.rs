//! Why something was not registered, agreed to or sent.

use http_api::{Problem, Text};

/// The codes of this domain's own problems.
mod codes {
    use axum::http::StatusCode;
    use http_api::{Code, Text};

    /// The company or the use does not stand any more.
    pub(super) static ENDED: Code = Code {
        code: "affiliates.ended",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "这家公司或这一项已经结束，不再提供，也不能再同意",
            "This company or this use has ended: nothing is given to it, and nobody can agree to it any more",
        ),
    };

    /// What was shown is not what is asked now.
    pub(super) static TEXT_CHANGED: Code = Code {
        code: "affiliates.text_changed",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "这一项的说明已经变了，请重新看过再决定",
            "The words of this use have changed; please read them again before you decide",
        ),
    };

    /// Nothing is given about minors.
    pub(super) static MINOR: Code = Code {
        code: "affiliates.minor",
        status: StatusCode::FORBIDDEN,
        title: Text::new(
            "未满十八周岁，不向关联公司提供任何信息",
            "Nothing about anybody under eighteen is given to affiliates",
        ),
    };
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such company or use.
    #[error("not found")]
    NotFound,
    /// A field does not fit.
    #[error("field '{name}': {code}")]
    Field {
        /// The field.
        name: &'static str,
        /// What is wrong, as a stable code.
        code: &'static str,
        /// What is wrong, in words.
        message: Text,
    },
    /// The company or the use does not stand any more.
    #[error("the company or the use has ended")]
    Ended,
    /// What was shown is not what is asked now.
    #[error("the text is not the current one")]
    TextChanged,
    /// The purpose was not turned on.
    #[error("no consent to sharing with affiliates")]
    NoConsent,
    /// Nothing is given about minors.
    #[error("the person is a minor")]
    Minor,
    /// The gate's: refused, or not taken.
    #[error(transparent)]
    Gate(#[from] sharing::Error),
    /// What is sealed does not open.
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// The database's own.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Error {
    pub(crate) fn field(name: &'static str, code: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self::Field { name, code, message: Text::new(zh, en) }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::not_found(),
            Error::Field { name, code, message } => Self::field(name, code, message),
            Error::Ended => Self::new(&codes::ENDED),
            Error::TextChanged => Self::new(&codes::TEXT_CHANGED),
            Error::NoConsent => {
                Self::new(&http_api::codes::CONSENT).purpose(<policy::AffiliateSharing as policy::Purpose>::ID)
            }
            Error::Minor => Self::new(&codes::MINOR),
            Error::Db(error) | Error::Gate(sharing::Error::Db(error)) | Error::Vault(vault::Error::Db(error)) => {
                error.into()
            }
            other => {
                tracing::error!(error = &other as &dyn std::error::Error, "affiliates");
                Self::new(&http_api::codes::INTERNAL)
            }
        }
    }
}
