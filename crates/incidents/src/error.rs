//! Why something was not done at the desk.

use http_api::{Problem, Text};

/// The codes of this domain's own problems.
mod codes {
    use axum::http::StatusCode;
    use http_api::{Code, Text};

    /// The words in Chinese are missing.
    pub(super) static NO_WORDS: Code = Code {
        code: "incident.no_words",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "先写好中文通知：七个部分都要有",
            "First write the notice in Chinese: all seven parts are needed",
        ),
    };

    /// No kind of information is named.
    pub(super) static NO_ITEMS: Code = Code {
        code: "incident.no_items",
        status: StatusCode::CONFLICT,
        title: Text::new("先选出涉及哪几类信息", "First say which kinds of information are concerned"),
    };

    /// Nobody has been looked for.
    pub(super) static NOBODY_SOUGHT: Code = Code {
        code: "incident.nobody_sought",
        status: StatusCode::CONFLICT,
        title: Text::new("先查找受影响的人", "First look for the people concerned"),
    };

    /// Its handling has ended.
    pub(super) static CLOSED: Code = Code {
        code: "incident.closed",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "这个事件已经结案，只能再登记报告",
            "The handling of this incident has ended; only reports can still be noted",
        ),
    };

    /// Nobody was told yet.
    pub(super) static NOT_ANNOUNCED: Code = Code {
        code: "incident.not_announced",
        status: StatusCode::CONFLICT,
        title: Text::new("先发出通知，才能公开告示", "First tell the people concerned, then make it public"),
    };
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such incident or notice.
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
    /// The words in Chinese are missing.
    #[error("there are no words in Chinese")]
    NoWords,
    /// No kind of information is named.
    #[error("no kind of information is named")]
    NoItems,
    /// Nobody has been looked for.
    #[error("nobody has been looked for")]
    NobodySought,
    /// Its handling has ended.
    #[error("the handling has ended")]
    Closed,
    /// Nobody was told yet.
    #[error("nobody was told yet")]
    NotAnnounced,
    /// Staff access: what is asked for does not open.
    #[error(transparent)]
    Staff(#[from] staff_access::Error),
    /// Who has rows of an item could not be found.
    #[error(transparent)]
    Rights(#[from] rights::Error),
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
            Error::NoWords => Self::new(&codes::NO_WORDS),
            Error::NoItems => Self::new(&codes::NO_ITEMS),
            Error::NobodySought => Self::new(&codes::NOBODY_SOUGHT),
            Error::Closed => Self::new(&codes::CLOSED),
            Error::NotAnnounced => Self::new(&codes::NOT_ANNOUNCED),
            Error::Staff(error) => error.into(),
            Error::Rights(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}
