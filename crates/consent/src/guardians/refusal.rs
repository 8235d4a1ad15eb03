//! Why something is not open to a minor, or to somebody who acts for one, and what can be done.

use axum::http::StatusCode;
use http_api::{Code, Problem, Text};

/// Why something is not open to a minor, or to somebody who acts for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MinorRefusal {
    /// No guardian agreed yet.
    #[error("no guardian has agreed")]
    GuardianNeeded,
    /// A child's consents are the guardian's to give.
    #[error("the guardian of a child gives its consents")]
    GuardianGives,
    /// Minors are left out of it, whatever anybody chooses.
    #[error("minors are left out of it")]
    KeptFromMinors,
    /// Whoever asks is not the guardian, or the minor chooses themselves.
    #[error("whoever asks does not choose for this person")]
    NotGuardian,
    /// There is a guardian already.
    #[error("there is a guardian already")]
    AlreadyGuarded,
    /// The time to name a guardian is over.
    #[error("the time to name a guardian is over")]
    TooLate,
    /// A minor, or somebody for themselves, cannot be a guardian.
    #[error("a guardian is somebody else, and of age")]
    GuardianUnfit,
    /// Nothing says that they are a minor.
    #[error("nothing says that they are a minor")]
    NotKnown,
    /// A guardian knows of the birthday.
    #[error("a guardian knows of the birthday")]
    BirthdayGuarded,
}

macro_rules! codes {
    ($($name:ident = $status:ident $code:literal, $zh:literal, $en:literal;)*) => {
        $(static $name: Code = Code { code: $code, status: StatusCode::$status, title: Text::new($zh, $en) };)*
    };
}

codes! {
    GUARDIAN_NEEDED = FORBIDDEN "minor.guardian_needed",
        "未满十八周岁，要先请监护人同意；浏览、搜索和播放照常可用。请到隐私中心的“未成年人”邀请监护人",
        "Under eighteen a guardian has to agree first; browsing, searching and playing work as ever. Invite one under Minors in the privacy centre";
    GUARDIAN_GIVES = FORBIDDEN "minor.guardian_gives",
        "十四周岁以下由监护人替您选择，请监护人在自己的账号里打开",
        "At fourteen and younger your guardian chooses for you, in their own account";
    KEPT_AWAY = FORBIDDEN "minor.kept_away",
        "这一项不对未成年人开放：我们不给未成年人做画像，也不把未成年人的信息交给别人",
        "This is not open to minors: we do not profile them, and give nothing about them to others";
    ALREADY_GUARDED = CONFLICT "minor.already_guarded",
        "已经有监护人同意过了；要换人，请现在的监护人先结束",
        "A guardian has agreed already; for another one, the present one ends it first";
    TOO_LATE = CONFLICT "minor.too_late",
        "邀请监护人的时限已过，账号正在删除；可以重新注册后再请监护人同意",
        "The time to name a guardian is over and the account is being erased; you can sign up again and have a guardian agree";
    GUARDIAN_UNFIT = FORBIDDEN "minor.guardian_unfit",
        "监护人须是成年人，并用自己的手机号注册的账号同意",
        "A guardian is of age, and agrees with an account of their own, signed up with their own phone";
    NOT_KNOWN = CONFLICT "minor.not_known",
        "资料里没有未满十八周岁的生日，不需要监护人；请先填写生日",
        "No birthday under eighteen is in the profile, so no guardian is needed; enter the birthday first";
    BIRTHDAY_GUARDED = CONFLICT "minor.birthday_guarded",
        "监护人同意之后生日不能自己改；填错了，请监护人先结束监护，再改生日",
        "Once a guardian agreed the birthday is not yours alone to change; if it is wrong, your guardian ends the guardianship first";
}

impl From<MinorRefusal> for Problem {
    fn from(refusal: MinorRefusal) -> Self {
        Self::new(match refusal {
            // Whose guardian somebody is, is nobody else's to know.
            MinorRefusal::NotGuardian => return Self::not_found(),
            MinorRefusal::GuardianNeeded => &GUARDIAN_NEEDED,
            MinorRefusal::GuardianGives => &GUARDIAN_GIVES,
            MinorRefusal::KeptFromMinors => &KEPT_AWAY,
            MinorRefusal::AlreadyGuarded => &ALREADY_GUARDED,
            MinorRefusal::TooLate => &TOO_LATE,
            MinorRefusal::GuardianUnfit => &GUARDIAN_UNFIT,
            MinorRefusal::NotKnown => &NOT_KNOWN,
            MinorRefusal::BirthdayGuarded => &BIRTHDAY_GUARDED,
        })
    }
}
