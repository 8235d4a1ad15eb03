//! Why data does not open to staff, and what they are told.

use axum::http::StatusCode;
use http_api::{Code, Problem, Text};

/// Why data does not open to staff.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The role does not work for this purpose.
    #[error("the role does not work for this purpose")]
    NotInRole,
    /// There is no training record, or the newest is older than a year.
    #[error("a dated training record of the last year is needed first")]
    TrainingDue,
    /// The item is not of this purpose: a mistake in the program, and nothing opens by it.
    #[error("item '{item}' is not read for purpose '{purpose}'")]
    WrongItem {
        /// The item.
        item: &'static str,
        /// The purpose.
        purpose: &'static str,
    },
    /// Where there are several operators, none of them takes their own word for their training.
    #[error("another operator has to note this training")]
    NotOneself,
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
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// A file that is no export of the log.
    #[error("line {line} is no entry of the log: {detail}")]
    Export {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        detail: String,
    },
}

static NOT_IN_ROLE: Code = Code {
    code: "staff.not_in_role",
    status: StatusCode::FORBIDDEN,
    title: Text::new(
        "您的角色不处理这类事务；可以在“成员”页面授予所需的角色",
        "Your role does not do this work; the role it takes can be given on the page of members",
    ),
};

static TRAINING_DUE: Code = Code {
    code: "staff.training_due",
    status: StatusCode::FORBIDDEN,
    title: Text::new(
        "查看他人资料前，需要一年之内的数据安全培训记录",
        "Before you see other people's data, a training in data security within the last year has to be on record",
    ),
};

static NOT_ONESELF: Code = Code {
    code: "staff.not_oneself",
    status: StatusCode::CONFLICT,
    title: Text::new(
        "有其他运营人员时，培训由他们来登记",
        "While there are other operators, it is for them to note your training",
    ),
};

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotInRole => Self::new(&NOT_IN_ROLE),
            Error::TrainingDue => Self::new(&TRAINING_DUE),
            Error::NotOneself => Self::new(&NOT_ONESELF),
            Error::Field { name, code, message } => Self::field(name, code, message),
            Error::Db(error) | Error::Vault(vault::Error::Db(error)) => error.into(),
            other => {
                tracing::error!(error = &other as &dyn std::error::Error, "staff access");
                Self::new(&http_api::codes::INTERNAL)
            }
        }
    }
}
