//! Why something was not collected, and the problem each becomes.

use http_api::{Problem, Text, codes as shared};

/// The codes of this domain's own problems.
pub mod codes {
    use axum::http::StatusCode;
    use http_api::{Code, Text};

    /// The playlist was changed since it was read.
    pub static STALE: Code = Code {
        code: "playlist.changed_meanwhile",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "歌单已被修改，请重新读取后再试",
            "The playlist was changed in the meantime; please read it again",
        ),
    };
    /// The playlist can be seen, but not changed in this way by this member.
    pub static NOT_ALLOWED: Code = Code {
        code: "playlist.not_allowed",
        status: StatusCode::FORBIDDEN,
        title: Text::new("您不能这样修改这个歌单", "You cannot change this playlist in that way"),
    };
    /// A smart playlist has rules and no entries of its own.
    pub static SMART: Code = Code {
        code: "playlist.smart",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "智能歌单的曲目由规则决定，请修改规则",
            "The rules of a smart playlist choose its tracks; change the rules instead",
        ),
    };
    /// A list is as long as it may get.
    pub static FULL: Code = Code {
        code: "library.limit_reached",
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
    /// A track that was to be added is not in the catalogue.
    #[error("a track is not in the catalogue")]
    NoTrack,
    /// The playlist was changed since the version that the change was made on.
    #[error("the playlist is at version {current} by now")]
    Stale {
        /// The version it has now.
        current: u64,
    },
    /// The member sees the playlist and may not change it in this way.
    #[error("the member may not change the playlist in this way")]
    NotAllowed,
    /// The entries of a smart playlist follow from its rules.
    #[error("a smart playlist has no entries of its own")]
    Smart,
    /// A place outside the list.
    #[error("{field} lies outside the list of {count}")]
    OutOfRange {
        /// The field that names the place.
        field: &'static str,
        /// How many entries there are.
        count: u64,
    },
    /// There is as much as there may be.
    #[error("there are {max} already")]
    Full {
        /// What is limited.
        what: Text,
        /// The limit.
        max: u64,
    },
    /// The consent for this purpose does not live.
    #[error("consent for '{0}' is missing")]
    NoConsent(&'static str),
    /// A field is not what it should be.
    #[error("a field is wrong")]
    Field {
        /// The field, such as `rules.all[1].value`.
        name: String,
        /// The stable code.
        code: &'static str,
        /// What to write instead.
        message: Text,
    },
    /// The service is stopping, or a thread of it did.
    #[error("the work was not finished")]
    Stopped,
    /// The catalogue.
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Error {
    pub(crate) fn field(name: impl Into<String>, code: &'static str, message: Text) -> Self {
        Self::Field { name: name.into(), code, message }
    }

    /// A row refers to a consent that is gone: it was withdrawn while the row was being written.
    pub(crate) fn withdrawn(error: db::Error, purpose: &'static str) -> Self {
        if error.is_constraint(db::Constraint::ForeignKey) { Self::NoConsent(purpose) } else { Self::Db(error) }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::not_found(),
            Error::NoTrack => Self::field(
                "tracks",
                "tracks.unknown",
                Text::new("其中有曲库里没有的曲目", "one of the tracks is not in the library"),
            ),
            Error::Stale { current } => Self::new(&codes::STALE).current_version(current),
            Error::NotAllowed => Self::new(&codes::NOT_ALLOWED),
            Error::Smart => Self::new(&codes::SMART),
            Error::OutOfRange { field, count } => Self::field(
                field,
                "index.out_of_range",
                Text::made(
                    format!("歌单里有 {count} 首，位置从 0 开始"),
                    format!("the playlist has {count} entries, counted from 0"),
                ),
            ),
            Error::Full { what, max } => Self::new(&codes::FULL)
                .detail(Text::made(format!("{}最多 {max} 个", what.zh), format!("{}: at most {max}", what.en))),
            Error::NoConsent(purpose) => Self::new(&shared::CONSENT).purpose(purpose),
            Error::Stopped => Self::new(&shared::INTERNAL),
            Error::Field { name, code, message } => Self::field(name, code, message),
            Error::Catalog(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}
