//! Why nobody was identified.

use http_api::Problem;
use sharing::public::PublicError;

use crate::Provider;

/// The codes of these problems.
pub mod codes {
    use axum::http::StatusCode;
    use http_api::{Code, Text};

    /// The operator has not set the provider up, or its agreement does not hold now.
    pub static OFF: Code = Code {
        code: "identity.off",
        status: StatusCode::NOT_FOUND,
        title: Text::new(
            "本站现在不能用这种方式登录，请换一种",
            "This way of signing in is not available here now; please use another",
        ),
    };
    /// Whoever went there did not agree.
    pub static DECLINED: Code = Code {
        code: "identity.declined",
        status: StatusCode::FORBIDDEN,
        title: Text::new(
            "你没有在对方页面上同意登录，什么都没有保存",
            "You did not agree on their page; nothing was kept",
        ),
    };
    /// The provider does not confirm it.
    pub static UNCONFIRMED: Code = Code {
        code: "identity.unconfirmed",
        status: StatusCode::BAD_GATEWAY,
        title: Text::new(
            "对方没有确认这次登录，什么都没有保存；请从头再试一次",
            "They did not confirm this sign-in, and nothing was kept; please start again",
        ),
    };
    /// The provider cannot be reached.
    pub static UNREACHABLE: Code = Code {
        code: "identity.unreachable",
        status: StatusCode::BAD_GATEWAY,
        title: Text::new(
            "暂时联系不上对方，什么都没有保存；请稍后再试，或换一种方式登录",
            "They cannot be reached at the moment, and nothing was kept; please try later, or sign in another way",
        ),
    };
    /// A message does not come from the provider.
    pub static NOT_THEIRS: Code = Code {
        code: "identity.event_refused",
        status: StatusCode::FORBIDDEN,
        title: Text::new("无法确认这条通知来自对方", "This message could not be shown to come from the provider"),
    };
}

/// Why nobody was identified.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The provider cannot be used here now.
    #[error("{} is not available", .0.id())]
    Off(Provider),
    /// Whoever went there did not agree.
    #[error("the person declined at {}", .0.id())]
    Declined(Provider),
    /// The provider says no, or vouches for somebody else.
    #[error("{} did not confirm it", .0.id())]
    Unconfirmed(Provider),
    /// The provider answered with what is no answer.
    #[error("{} answered with nonsense", .0.id())]
    Nonsense(Provider),
    /// A token is not valid.
    #[error("a token of {} was refused: {why}", provider.id())]
    Token {
        /// Whose it is said to be.
        provider: Provider,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A message that says it comes from a provider does not.
    #[error("a message in the name of {} was refused: {why}", provider.id())]
    NotTheirs {
        /// In whose name it came.
        provider: Provider,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The keys that would show who signed could not be read.
    #[error("the keys")]
    Keys(#[source] PublicError),
    /// The gate did not deliver.
    #[error("the gate")]
    Gate(#[from] sharing::Error),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let code = match error {
            Error::Off(_) => return Self::new(&codes::OFF),
            Error::Declined(_) => return Self::new(&codes::DECLINED),
            Error::Gate(sharing::Error::Db(error)) | Error::Keys(PublicError::Db(error)) => return error.into(),
            Error::NotTheirs { .. } => &codes::NOT_THEIRS,
            Error::Gate(sharing::Error::Refused { .. })
            | Error::Keys(PublicError::Off | PublicError::HostNotAllowed { .. }) => &codes::OFF,
            Error::Keys(_) => &codes::UNREACHABLE,
            // A provider that answers says no with a status of 400; one that is not there does not answer.
            Error::Gate(sharing::Error::Failed { ref detail, .. }) if !detail.starts_with("it answered 4") => {
                &codes::UNREACHABLE
            }
            Error::Gate(_) | Error::Unconfirmed(_) | Error::Nonsense(_) | Error::Token { .. } => &codes::UNCONFIRMED,
        };
        tracing::warn!(error = &error as &dyn std::error::Error, "sign-in elsewhere");
        Self::new(code)
    }
}

impl Error {
    /// What the operator's page says of it: a sentence with its cause, and nothing about anyone.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::Gate(error) => error.to_string(),
            Self::Keys(error) => error.to_string(),
            other => other.to_string(),
        }
    }
}
