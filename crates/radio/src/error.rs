//! What can go wrong, in the words of the domain.

use http_api::{Problem, Text};
use sharing::public::NotAnAddress;

/// The codes of this domain's own problems.
pub mod codes {
    use axum::http::StatusCode;
    use http_api::{Code, Text};

    /// There are as many stations as there can be.
    pub static FULL: Code = Code {
        code: "radio.limit_reached",
        status: StatusCode::CONFLICT,
        title: Text::new("电台数量已达上限", "There cannot be more stations"),
    };
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such station.
    #[error("not found")]
    NotFound,
    /// The name is empty or too long.
    #[error("the name is empty or too long")]
    Name,
    /// The address of the stream is none.
    #[error("the stream: {0}")]
    StreamAddress(#[source] NotAnAddress),
    /// The address of the home page is none.
    #[error("the home page: {0}")]
    SiteAddress(#[source] NotAnAddress),
    /// There are as many stations as there can be.
    #[error("there are as many stations as there can be")]
    Full,
    /// The database's own.
    #[error("database")]
    Db(#[from] db::Error),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let address = |name: &str| {
            let words = Text::new(
                "请填写以 https:// 或 http:// 开头、不带用户名和密码的完整地址",
                "write a whole address that begins with https:// or http://, without user name or password",
            );
            Self::field(name, "radio.address", words)
        };
        match error {
            Error::NotFound => Self::not_found(),
            Error::Name => {
                Self::field("name", "radio.name", Text::new("请填写 1 到 100 个字符", "write 1 to 100 characters"))
            }
            Error::StreamAddress(_) => address("stream_url"),
            Error::SiteAddress(_) => address("site_url"),
            Error::Full => Self::new(&codes::FULL),
            Error::Db(error) => error.into(),
        }
    }
}
