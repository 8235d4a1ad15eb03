//! Why a file was not brought in.

use http_api::{Code, Problem, Text, codes};
use units::Millis;

/// As many files are read as may be, or one of the same member.
static BUSY: Code = Code {
    code: "export_file.busy",
    status: axum::http::StatusCode::TOO_MANY_REQUESTS,
    title: Text::new("正在读另一个导出文件，请稍后再试", "Another export is being read; please try again shortly"),
};

/// A file was too long on its way.
pub(crate) static TOO_SLOW: Code = Code {
    code: "export_file.too_slow",
    status: axum::http::StatusCode::REQUEST_TIMEOUT,
    title: Text::new(
        "上传太慢，没有收完；请换个网络再试",
        "The file was too long on its way; please try again over another network",
    ),
};

/// Why a file was not brought in.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no export that can be read; the problem names the field.
    #[error("the file is no export that can be read")]
    File(Box<Problem>),
    /// Another file is being read, of this member or of others.
    #[error("another file is being read")]
    Busy,
    /// The service is stopping, or a thread of it did.
    #[error("the work was not finished")]
    Stopped,
    /// The library.
    #[error(transparent)]
    Library(#[from] library::Error),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::File(Box::new(problem))
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::File(problem) => *problem,
            Error::Busy => Self::new(&BUSY).retry_after(Millis::seconds(10)),
            Error::Stopped => Self::new(&codes::INTERNAL),
            Error::Library(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}
