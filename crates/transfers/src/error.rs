//! Why something was not done with a transfer, and what whoever asked is told.

use http_api::{Problem, Text};

/// The codes of this domain's own problems.
mod codes {
    use axum::http::StatusCode;
    use http_api::{Code, Text};

    const fn conflict(code: &'static str, zh: &'static str, en: &'static str) -> Code {
        Code { code, status: StatusCode::CONFLICT, title: Text::new(zh, en) }
    }

    /// Fewer than two people have approved it.
    pub(super) static NOT_APPROVED: Code = conflict(
        "transfers.not_approved",
        "还没有登记人以外的两个人批准，没有向任何人公告",
        "Two people who did not file it have to approve it first; nobody was asked yet",
    );

    /// Everybody's time to answer is not over.
    pub(super) static TOO_EARLY: Code = conflict(
        "transfers.too_early",
        "成员的答复期限还没有到，期满之后才能交出",
        "Everybody's time to answer is not over; nothing is handed over before",
    );

    /// It was called off.
    pub(super) static CALLED_OFF: Code = conflict(
        "transfers.called_off",
        "这次转让已经取消；确有需要请重新登记、重新征求同意",
        "This transfer was called off; file it anew and ask everybody anew where it is still wanted",
    );

    /// Nobody handed it over in time.
    pub(super) static LAPSED: Code = conflict(
        "transfers.lapsed",
        "期满 30 天内没有交出，当时的同意不再有效；请重新登记、重新征求同意",
        "It was not handed over within 30 days of the deadline, and what was agreed to then is over; file it and ask anew",
    );

    /// Whoever filed it does not approve it.
    pub(super) static OWN_TRANSFER: Code = conflict(
        "transfers.own_transfer",
        "登记人不能批准自己登记的转让；请另外两人核对批准",
        "Who filed it does not approve it; let two others look at it",
    );

    /// This person approved it, or two others did.
    pub(super) static ALREADY_APPROVED: Code = conflict(
        "transfers.already_approved",
        "你已经批准过，或者已有两人批准；已公告的只能取消",
        "You approved it before, or two people have; what was announced can only be called off",
    );

    /// Another one can be answered or handed over still.
    pub(super) static ANOTHER_IS_OPEN: Code = conflict(
        "transfers.another_is_open",
        "另一次转让还可以答复或交出，到期满后 30 天为止；请等到那时，或者先取消它",
        "Another transfer is answered or handed over until 30 days after its deadline; wait, or call it off first",
    );

    /// Members answer while it is open.
    pub(super) static NOT_OPEN: Code = conflict(
        "transfers.not_open",
        "这次转让现在不能答复：期限已过，或者已经取消。没有同意过的，不会转让",
        "It cannot be answered now: its time is over, or it was called off. What was not agreed to is not handed over",
    );

    /// Only those who approved it hand it over.
    pub(super) static NOT_AN_APPROVER: Code = Code {
        code: "transfers.not_an_approver",
        status: StatusCode::FORBIDDEN,
        title: Text::new("只有批准人可以经手交出", "Only those who approved it hand it over"),
    };
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such transfer, or none that was announced.
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
    /// The text that somebody was shown is not the one that stands.
    #[error("the text that was shown is not the one that stands")]
    TextChanged,
    /// Fewer than two people have approved it.
    #[error("fewer than two people have approved it")]
    NotApproved,
    /// Everybody's time to answer is not over.
    #[error("the time to answer is not over")]
    TooEarly,
    /// It was called off.
    #[error("the transfer was called off")]
    CalledOff,
    /// Nobody handed it over in time.
    #[error("the time to hand it over is past")]
    Lapsed,
    /// Members answer while it is open.
    #[error("the transfer is not open to answers")]
    NotOpen,
    /// Whoever filed it does not approve it.
    #[error("who filed it does not approve it")]
    OwnTransfer,
    /// This person approved it, or two others did.
    #[error("it was approved before")]
    AlreadyApproved,
    /// Another one can be answered or handed over still.
    #[error("another transfer is not over")]
    AnotherIsOpen,
    /// Only those who approved it hand it over.
    #[error("only those who approved it hand it over")]
    NotAnApprover,
    /// Staff access: what is asked for does not open.
    #[error(transparent)]
    Staff(#[from] staff_access::Error),
    /// The consents'.
    #[error(transparent)]
    Consent(#[from] consent::Error),
    /// What is held could not be read, or an answer not be taken back.
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
            Error::TextChanged => Self::field(
                "text_hash",
                "transfers.text_changed",
                Text::new(
                    "说明文字已更新，请重新阅读后再选择",
                    "the text has changed; please read it again and choose",
                ),
            ),
            Error::NotApproved => Self::new(&codes::NOT_APPROVED),
            Error::TooEarly => Self::new(&codes::TOO_EARLY),
            Error::CalledOff => Self::new(&codes::CALLED_OFF),
            Error::Lapsed => Self::new(&codes::LAPSED),
            Error::NotOpen => Self::new(&codes::NOT_OPEN),
            Error::OwnTransfer => Self::new(&codes::OWN_TRANSFER),
            Error::AlreadyApproved => Self::new(&codes::ALREADY_APPROVED),
            Error::AnotherIsOpen => Self::new(&codes::ANOTHER_IS_OPEN),
            Error::NotAnApprover => Self::new(&codes::NOT_AN_APPROVER),
            Error::Staff(error) => error.into(),
            // Rights has words for everything that can be wrong with a consent.
            Error::Consent(error) => rights::Error::from(error).into(),
            Error::Rights(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}
