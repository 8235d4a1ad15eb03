//! Why there is no text.

use http_api::{Problem, Text};
use sharing::Refusal;

use crate::clip::NotAClip;

/// The codes of this domain's own problems.
pub mod codes {
    use axum::http::StatusCode;
    use http_api::{Code, Text};

    /// The operator has set up no service.
    pub static OFF: Code = Code {
        code: "voice_search.off",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "本站没有配置语音转文字服务，请打字搜索",
            "No transcription service is set up here; please type",
        ),
    };
    /// The agreement with the service does not hold now.
    pub static CLOSED: Code = Code {
        code: "voice_search.closed",
        status: StatusCode::SERVICE_UNAVAILABLE,
        title: Text::new(
            "与语音转文字服务的约定已到期或不完整，没有发送任何声音，请打字搜索",
            "The agreement with the transcription service has expired or is incomplete; no sound was sent, please type",
        ),
    };
    /// The listener was shown another recipient.
    pub static RECIPIENT_CHANGED: Code = Code {
        code: "voice_search.recipient_changed",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "语音转文字服务换了，没有发送任何声音；请看过新的接收方再试",
            "The transcription service has changed and no sound was sent; please look at the new recipient first",
        ),
    };
    /// The clip is longer than fifteen seconds.
    pub static TOO_LONG: Code = Code {
        code: "voice_search.too_long",
        status: StatusCode::PAYLOAD_TOO_LARGE,
        title: Text::new("一次最多说 15 秒，没有发送任何声音", "Speak for 15 seconds at most; no sound was sent"),
    };
    /// The service could not be reached, or failed.
    pub static UNREACHABLE: Code = Code {
        code: "voice_search.unreachable",
        status: StatusCode::BAD_GATEWAY,
        title: Text::new(
            "语音转文字服务没有应答，请稍后再试，或者打字搜索",
            "The transcription service does not answer; please try again later, or type",
        ),
    };
    /// The service is there, and would not do it.
    pub static UNABLE: Code = Code {
        code: "voice_search.unable",
        status: StatusCode::BAD_GATEWAY,
        title: Text::new(
            "语音转文字服务在，但不会接受请求",
            "The transcription service is there, and would not take a request",
        ),
    };
    /// The service answered with what is no transcript.
    pub static NONSENSE: Code = Code {
        code: "voice_search.nonsense",
        status: StatusCode::BAD_GATEWAY,
        title: Text::new(
            "语音转文字服务的应答无法识别，请打字搜索",
            "The transcription service answered with something that is no transcript; please type",
        ),
    };
}

/// Why there is no text.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operator has set up no service.
    #[error("no transcription service is set up")]
    Off,
    /// The listener was shown another recipient than the one in force.
    #[error("the listener was shown another recipient")]
    RecipientChanged,
    /// The member has not agreed.
    #[error("the member has not agreed")]
    NotAgreed,
    /// It is no clip.
    #[error(transparent)]
    Clip(#[from] NotAClip),
    /// The gate did not deliver.
    #[error("the gate")]
    Gate(#[from] sharing::Error),
    /// The answer is no transcript.
    #[error("the answer is no transcript")]
    Nonsense,
    /// The service is there, and would not do it: the key or the address is wrong, or it has a fault of its own.
    #[error("the service answers {status}")]
    Unable {
        /// What it answers.
        status: u16,
    },
    /// The database's own.
    #[error("database")]
    Db(#[from] db::Error),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Off => Self::new(&codes::OFF),
            Error::RecipientChanged => Self::new(&codes::RECIPIENT_CHANGED),
            Error::NotAgreed | Error::Gate(sharing::Error::Refused { reason: Refusal::NoConsent, .. }) => {
                Self::new(&http_api::codes::CONSENT).purpose("voice_transcription")
            }
            Error::Clip(NotAClip::TooLong) => Self::new(&codes::TOO_LONG),
            Error::Clip(NotAClip::Malformed) => Self::field(
                "body",
                "voice_clip.malformed",
                Text::new(
                    "请发送 16 kHz、单声道、16 位的 WAV，其中只有声音样本",
                    "send a WAV of 16 kHz, one channel and 16 bit that holds samples alone",
                ),
            ),
            Error::Clip(NotAClip::Empty) => {
                Self::field("body", "voice_clip.empty", Text::new("没有声音", "there is no sound in it"))
            }
            Error::Nonsense => {
                tracing::warn!("transcription: the service answered with what is no transcript");
                Self::new(&codes::NONSENSE)
            }
            Error::Unable { status } => Self::new(&codes::UNABLE).detail(Text::made(
                format!("它的应答是 {status}；401 和 403 说明密钥不对，404 说明地址不对"),
                format!("it answers {status}; 401 and 403 mean a wrong key, 404 a wrong address"),
            )),
            Error::Gate(sharing::Error::Db(error)) | Error::Db(error) => error.into(),
            Error::Gate(error @ sharing::Error::Refused { .. }) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "transcription");
                Self::new(&codes::CLOSED)
            }
            Error::Gate(error @ sharing::Error::Failed { .. }) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "transcription");
                Self::new(&codes::UNREACHABLE)
            }
        }
    }
}
