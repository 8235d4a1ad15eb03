//! Why something is not played, as the listener is told.

use std::io;

use http_api::{Problem, Text};
use units::Millis;

use crate::transcode::TranscodeError;

/// The codes of playback's own problems.
pub mod codes {
    use axum::http::StatusCode;
    use http_api::{Code, Text};

    /// As many transcodes run as allowed.
    pub static BUSY: Code = Code {
        code: "transcode.busy",
        status: StatusCode::TOO_MANY_REQUESTS,
        title: Text::new("正在转码的人太多，请稍后再试", "Too many transcodes are running; please try again shortly"),
    };
    /// Nothing this server can make is anything the client plays.
    pub static UNAVAILABLE: Code = Code {
        code: "transcode.unavailable",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "服务器无法把这首歌转换成您的设备能播放的格式",
            "The server cannot make this track into anything your device plays",
        ),
    };
    /// What names a transcode is none that this server named.
    pub static PARAMS: Code = Code {
        code: "transcode.params",
        status: StatusCode::BAD_REQUEST,
        title: Text::new(
            "转码参数无效，请重新获取",
            "The parameters of the transcode are not valid; please ask for them again",
        ),
    };
    /// The range asked for lies outside the file.
    pub static RANGE: Code = Code {
        code: "range.not_satisfiable",
        status: StatusCode::RANGE_NOT_SATISFIABLE,
        title: Text::new("请求的范围超出了文件", "The range asked for lies outside the file"),
    };
    /// A precondition of the request does not hold.
    pub static PRECONDITION: Code = Code {
        code: "precondition.failed",
        status: StatusCode::PRECONDITION_FAILED,
        title: Text::new(
            "文件已经改变，不符合请求的前提",
            "The file has changed and no longer meets the condition of the request",
        ),
    };
}

/// Seconds after which a transcode may be tried again: they last about a second each.
const BUSY_FOR: Millis = Millis::seconds(2);

/// Why a stream is refused.
#[derive(Debug)]
pub(crate) enum Refused {
    /// There is no such track, or none that plays.
    NoTrack,
    /// The track's file cannot be opened.
    File(io::Error),
    /// The transcode cannot begin.
    Transcode(TranscodeError),
    /// Nothing that can be made would be of use.
    NothingToPlay,
    /// Something else was in the way.
    Other(Problem),
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Other(problem)
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let missing = || {
            Problem::not_found().detail(Text::new(
                "曲库里有这首歌，但它的文件现在读不到",
                "The library knows this track, but its file cannot be read at the moment",
            ))
        };
        match refused {
            Refused::NoTrack => Problem::not_found(),
            Refused::File(error) => {
                tracing::warn!(error = %error, "playback.file_not_opened");
                missing()
            }
            Refused::Transcode(TranscodeError::Busy | TranscodeError::Superseded) => {
                Problem::new(&codes::BUSY).retry_after(BUSY_FOR)
            }
            Refused::Transcode(TranscodeError::Read(error)) => {
                tracing::warn!(error = %error, "playback.file_not_read");
                missing()
            }
            Refused::Transcode(error) => {
                tracing::info!(error = &error as &dyn std::error::Error, "transcode.refused");
                Problem::new(&codes::UNAVAILABLE)
            }
            Refused::NothingToPlay => Problem::new(&codes::UNAVAILABLE),
            Refused::Other(problem) => problem,
        }
    }
}
