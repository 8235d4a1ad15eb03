//! Why nothing was saved, or not taken.

use http_api::{Problem, Text};

/// The codes of this crate's own problems.
pub mod codes {
    use axum::http::StatusCode;
    use http_api::{Code, Text};

    /// A setting is wrong, or something that goes with it is missing.
    pub static REFUSED: Code = Code {
        code: "settings.refused",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: Text::new(
            "没有保存：有的设置填写不正确，或者还不完整",
            "Nothing was saved: some settings are wrong, or not complete yet",
        ),
    };
    /// What is stored does not open.
    pub static SEALED: Code = Code {
        code: "settings.sealed",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "没有保存：原来保存的设置打不开，请先恢复主密钥，或清除全部已保存的设置",
            "Nothing was saved: what was saved before does not open; restore the master key first, or remove all of it",
        ),
    };
    /// It is saved, and the running service could not take it.
    pub static NOT_TAKEN: Code = Code {
        code: "settings.not_taken",
        status: StatusCode::INTERNAL_SERVER_ERROR,
        title: Text::new(
            "已经保存，但运行中的服务没能用上新设置；原因已写入日志，请重启服务",
            "It is saved, but the running service could not take it; the log says why, and a new start takes it",
        ),
    };
}

/// What is wrong with one setting, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The setting's full name.
    pub name: String,
    /// What is wrong and what to do.
    pub text: Text,
}

impl From<&config::Problem> for Fault {
    fn from(problem: &config::Problem) -> Self {
        Self { name: problem.place.clone(), text: Text::made(problem.chinese(), problem.english()) }
    }
}

/// Why nothing was saved, or not taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such section.
    #[error("no such section of settings")]
    NotFound,
    /// Some settings are wrong; nothing was saved.
    #[error("some settings are wrong")]
    Refused(Vec<Fault>),
    /// What is stored does not open.
    #[error("what is stored does not open")]
    Sealed,
    /// It is saved, and the running service could not take it.
    #[error("the running service could not take the settings: {0}")]
    NotTaken(String),
    /// The database's own.
    #[error("database")]
    Db(#[from] db::Error),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::not_found(),
            Error::Refused(faults) => faults.into_iter().fold(Self::new(&codes::REFUSED), |problem, fault| {
                problem.and_field(fault.name, "setting.refused", fault.text)
            }),
            Error::Sealed => Self::new(&codes::SEALED),
            error @ Error::NotTaken(_) => {
                tracing::error!(error = &error as &dyn std::error::Error, "settings");
                Self::new(&codes::NOT_TAKEN)
            }
            Error::Db(error) => error.into(),
        }
    }
}
