//! What can go wrong, in the words of the domain.

use http_api::{Problem, Text};
use ids::PodcastId;
use sharing::public::{NotAnAddress, PublicError};

/// The codes of this domain's own problems.
pub mod codes {
    use axum::http::StatusCode;
    use http_api::{Code, Text};

    /// The settings switch podcasts off.
    pub static SWITCHED_OFF: Code = Code {
        code: "podcast.switched_off",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "播客未开启：请在设置中打开 podcasts.enabled",
            "Podcasts are switched off: set podcasts.enabled in the settings",
        ),
    };
    /// The feed is subscribed to already.
    pub static SUBSCRIBED: Code = Code {
        code: "podcast.subscribed_already",
        status: StatusCode::CONFLICT,
        title: Text::new("已经订阅了这个播客", "This podcast is subscribed to already"),
    };
    /// There are as many channels as there can be.
    pub static FULL: Code = Code {
        code: "podcast.limit_reached",
        status: StatusCode::CONFLICT,
        title: Text::new("播客数量已达上限", "There cannot be more podcasts"),
    };
    /// The sound of the episode is not here.
    pub static NOT_HERE: Code = Code {
        code: "podcast.not_downloaded",
        status: StatusCode::NOT_FOUND,
        title: Text::new("这一集还没有下载到服务器", "This episode has not been downloaded to the server"),
    };
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// The settings switch podcasts off.
    #[error("podcasts are switched off")]
    SwitchedOff,
    /// The feed is subscribed to already.
    #[error("the feed is subscribed to already")]
    Subscribed(PodcastId),
    /// There are as many channels as there can be.
    #[error("there are as many channels as there can be")]
    Full,
    /// The text is no address of a feed.
    #[error(transparent)]
    Address(#[from] NotAnAddress),
    /// The sound of the episode is not here.
    #[error("the episode is not downloaded")]
    NotHere,
    /// The folder of downloads.
    #[error("the folder of downloads")]
    Io(#[from] std::io::Error),
    /// The database's own.
    #[error("database")]
    Db(#[from] db::Error),
    /// The list of hosts.
    #[error("the list of hosts")]
    Public(#[source] PublicError),
}

impl From<PublicError> for Error {
    fn from(error: PublicError) -> Self {
        match error {
            PublicError::Db(error) => Self::Db(error),
            PublicError::Off => Self::SwitchedOff,
            other => Self::Public(other),
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::not_found(),
            Error::SwitchedOff => Self::new(&codes::SWITCHED_OFF),
            Error::Subscribed(_) => Self::new(&codes::SUBSCRIBED),
            Error::Full => Self::new(&codes::FULL),
            Error::NotHere => Self::new(&codes::NOT_HERE),
            Error::Address(why) => {
                let message = match why {
                    NotAnAddress::TooLong => Text::new("地址太长", "the address is too long"),
                    NotAnAddress::Malformed => Text::new("请填写完整的地址", "please write a whole address"),
                    NotAnAddress::Scheme => Text::new(
                        "地址须以 https:// 或 http:// 开头",
                        "the address has to begin with https:// or http://",
                    ),
                    NotAnAddress::Credentials => {
                        Text::new("地址中不能带用户名或密码", "the address may hold no user name or password")
                    }
                };
                Self::field("feed_url", "podcast.address", message)
            }
            Error::Db(error) => error.into(),
            other @ (Error::Io(_) | Error::Public(_)) => {
                tracing::error!(error = &other as &dyn std::error::Error, "podcasts");
                Self::new(&http_api::codes::INTERNAL)
            }
        }
    }
}
