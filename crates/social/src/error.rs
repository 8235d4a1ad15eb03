//! Why something was not shared or said, and the problem each becomes.

use http_api::{Problem, Text, codes as shared};
use units::Millis;

/// The codes of this domain's own problems.
pub mod codes {
    use axum::http::StatusCode;
    use http_api::{Code, Text};

    /// The share opens by a password, and none was given.
    pub static PASSWORD_REQUIRED: Code = Code {
        code: "share.password_required",
        status: StatusCode::FORBIDDEN,
        title: Text::new("这个分享需要密码", "This share opens by a password"),
    };
    /// The password is not that of the share.
    pub static PASSWORD_WRONG: Code = Code {
        code: "share.password_wrong",
        status: StatusCode::FORBIDDEN,
        title: Text::new("密码不正确", "The password is not correct"),
    };
    /// There are as many as there may be.
    pub static FULL: Code = Code {
        code: "social.limit_reached",
        status: StatusCode::CONFLICT,
        title: Text::new("已达到数量上限", "There cannot be more"),
    };
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the asker may not know that there is.
    #[error("not found")]
    NotFound,
    /// What was to be shared is not the member's to share.
    #[error("it cannot be shared")]
    NotShareable(Text),
    /// There is as much as there may be.
    #[error("there are {max} already")]
    Full {
        /// The limit.
        max: u64,
    },
    /// A field is not what it should be.
    #[error("{name} is wrong")]
    Field {
        /// The field.
        name: &'static str,
        /// The stable code.
        code: &'static str,
        /// What to write instead.
        message: Text,
    },
    /// The share opens by a password.
    #[error("a password is needed")]
    PasswordRequired,
    /// It is another one.
    #[error("the password is wrong")]
    PasswordWrong,
    /// Too much at once.
    #[error("too many")]
    TooMany {
        /// After how long another is admitted.
        retry_after: Millis,
    },
    /// The consent for this purpose does not live.
    #[error("consent for '{0}' is missing")]
    NoConsent(&'static str),
    /// Hashing a password.
    #[error(transparent)]
    Accounts(#[from] accounts::Error),
    /// The playlists.
    #[error(transparent)]
    Library(#[from] library::Error),
    /// The catalogue.
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Error {
    /// A row refers to a consent that is gone: it was withdrawn while the row was being written.
    pub(crate) fn withdrawn(error: db::Error, purpose: &'static str) -> Self {
        if error.is_constraint(db::Constraint::ForeignKey) { Self::NoConsent(purpose) } else { Self::Db(error) }
    }

    pub(crate) fn too_long(name: &'static str, characters_max: usize) -> Self {
        let message = Text::made(format!("最多 {characters_max} 个字"), format!("at most {characters_max} characters"));
        Self::Field { name, code: "text.too_long", message }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::not_found(),
            Error::NotShareable(message) => Self::field("items", "items.not_shareable", message),
            Error::Full { max } => {
                Self::new(&codes::FULL).detail(Text::made(format!("最多 {max} 个"), format!("at most {max}")))
            }
            Error::Field { name, code, message } => Self::field(name, code, message),
            Error::PasswordRequired => Self::new(&codes::PASSWORD_REQUIRED),
            Error::PasswordWrong => Self::new(&codes::PASSWORD_WRONG),
            Error::TooMany { retry_after } => Self::new(&shared::RATE).retry_after(retry_after),
            Error::NoConsent(purpose) => Self::new(&shared::CONSENT).purpose(purpose),
            Error::Accounts(error) => error.into(),
            Error::Library(error) => error.into(),
            Error::Catalog(error) => error.into(),
            Error::Db(error) | Error::Vault(vault::Error::Db(error)) => error.into(),
            Error::Vault(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "social");
                Self::new(&shared::INTERNAL)
            }
        }
    }
}
