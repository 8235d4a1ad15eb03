//! Why something was not done at the desk.

use http_api::{Problem, Text};

/// The codes of this domain's own problems.
mod codes {
    use axum::http::StatusCode;
    use http_api::{Code, Text};

    /// Fewer than two people have approved it.
    pub(super) static NOT_APPROVED: Code = Code {
        code: "legal.not_approved",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "还没有登记人以外的两个人批准，不能提供",
            "Two people who did not file it have to approve it first; nothing is handed out before",
        ),
    };

    /// It was refused or withdrawn.
    pub(super) static ENDED: Code = Code {
        code: "legal.ended",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "这项登记已被拒绝或撤回；确有需要请重新登记",
            "This demand was refused or withdrawn; file it anew where it still stands",
        ),
    };

    /// Its time is over.
    pub(super) static EXPIRED: Code = Code {
        code: "legal.expired",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "这项登记已过有效期；文书仍然有效的，请重新登记",
            "The time of this demand is over; file it anew where the document still stands",
        ),
    };

    /// Whoever filed it neither approves nor refuses it.
    pub(super) static OWN_DEMAND: Code = Code {
        code: "legal.own_demand",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "登记人不能批准或拒绝自己登记的事项；可以撤回，或请另外两人处理",
            "Who filed it neither approves nor refuses it; withdraw it, or let two others decide",
        ),
    };

    /// This person approved it, or two others did.
    pub(super) static ALREADY_APPROVED: Code = Code {
        code: "legal.already_approved",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "你已经批准过，或者已有两人批准；已批准的只能撤回",
            "You approved it before, or two people have; what is approved can only be withdrawn",
        ),
    };

    /// Only those who approved it hand it out.
    pub(super) static NOT_AN_APPROVER: Code = Code {
        code: "legal.not_an_approver",
        status: StatusCode::FORBIDDEN,
        title: Text::new("只有批准人可以经手提供", "Only those who approved it hand it out"),
    };

    /// The person has no account any more.
    pub(super) static MEMBER_GONE: Code = Code {
        code: "legal.member_gone",
        status: StatusCode::CONFLICT,
        title: Text::new(
            "这个账号已经注销，没有可提供的信息；可以据此答复对方",
            "This account is closed and there is nothing to hand out; answer the bearer so",
        ),
    };
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such demand.
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
    /// Whoever is to receive it is not whom the demand names.
    #[error("the demand names another addressee")]
    OtherAddressee,
    /// Fewer than two people have approved it.
    #[error("fewer than two people have approved it")]
    NotApproved,
    /// It was refused or withdrawn.
    #[error("the demand has ended")]
    Ended,
    /// Its time is over.
    #[error("the time of the demand is over")]
    Expired,
    /// Whoever filed it neither approves nor refuses it.
    #[error("who filed it does not decide")]
    OwnDemand,
    /// This person approved it, or two others did.
    #[error("it was approved before")]
    AlreadyApproved,
    /// Only those who approved it hand it out.
    #[error("only those who approved it hand it out")]
    NotAnApprover,
    /// The person has no account any more.
    #[error("the account is closed")]
    MemberGone,
    /// Staff access: what is asked for does not open.
    #[error(transparent)]
    Staff(#[from] staff_access::Error),
    /// What is held could not be read.
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
            Error::OtherAddressee => Self::field(
                "addressee",
                "legal.other_addressee",
                Text::new(
                    "与登记的接收方不一致：只给文书写明的那一方，一字不差地填写其名称",
                    "the demand names somebody else: only whom the document names receives it; write their name letter by letter",
                ),
            ),
            Error::NotApproved => Self::new(&codes::NOT_APPROVED),
            Error::Ended => Self::new(&codes::ENDED),
            Error::Expired => Self::new(&codes::EXPIRED),
            Error::OwnDemand => Self::new(&codes::OWN_DEMAND),
            Error::AlreadyApproved => Self::new(&codes::ALREADY_APPROVED),
            Error::NotAnApprover => Self::new(&codes::NOT_AN_APPROVER),
            Error::MemberGone => Self::new(&codes::MEMBER_GONE),
            Error::Staff(error) => error.into(),
            Error::Rights(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}
