//! What minors' mode refuses, and what it asks of whoever would leave it.

use axum::http::StatusCode;
use http_api::{Code, Problem, Text, codes as shared};
use units::{Millis, Timestamp};

use super::model::PASSWORD_CHARACTERS;

/// Why there is no sound, or why the mode stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum ModeError {
    /// The day's time is over.
    #[error("the time of this day is over")]
    TimeOver {
        /// When it goes on.
        goes_on_at: Timestamp,
    },
    /// It is the pause.
    #[error("it is the time of the pause")]
    Pause {
        /// When it goes on.
        goes_on_at: Timestamp,
    },
    /// It is left out of the mode, unless whoever decides lets it in.
    #[error("it is left out of minors' mode")]
    LeftOut,
    /// Nobody could count it or stop it, so the mode does without.
    #[error("minors' mode does without it")]
    Untold,
    /// A guardian decides, in their own account.
    #[error("the guardian decides")]
    GuardianDecides,
    /// The password is needed that was chosen when the mode was turned on.
    #[error("the password of the mode is needed")]
    PasswordNeeded,
    /// It is another one.
    #[error("the password of the mode is wrong")]
    PasswordWrong,
    /// Too many wrong ones.
    #[error("too many tries")]
    TooMany {
        /// After how long another is admitted.
        retry_after: Millis,
    },
    /// A password has so many characters.
    #[error("the password is too short or too long")]
    PasswordLength,
    /// A limit or a minute of the day is none.
    #[error("a limit is out of range")]
    Limit(&'static str),
    /// The mode is off.
    #[error("minors' mode is off")]
    Off,
    /// Hashing a password.
    #[error(transparent)]
    Accounts(#[from] accounts::Error),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

macro_rules! codes {
    ($($name:ident = $status:ident $code:literal, $zh:literal, $en:literal;)*) => {
        $(static $name: Code = Code { code: $code, status: StatusCode::$status, title: Text::new($zh, $en) };)*
    };
}

codes! {
    TIME_OVER = FORBIDDEN "minors_mode.time_over", "今天听歌的时间用完了，休息一下，明天再听", "Today's time for listening is over; have a rest, and listen again tomorrow";
    PAUSE = FORBIDDEN "minors_mode.pause", "现在是休息时间，音乐明早继续", "It is time to rest; the music goes on in the morning";
    LEFT_OUT = FORBIDDEN "minors_mode.left_out", "未成年人模式里没有这一项；监护人可以放开", "Minors' mode leaves this out; whoever decides may let it in";
    UNTOLD = FORBIDDEN "minors_mode.untold", "未成年人模式里不能这样听：这样听多久算不清，也停不下来", "Minors' mode does without this: it could be neither counted nor stopped";
    GUARDIAN = FORBIDDEN "minors_mode.guardian_decides", "由监护人在自己的账号里关闭或调整", "The guardian turns it off and changes it, in their own account";
    PASSWORD_NEEDED = FORBIDDEN "minors_mode.password_needed", "请输入开启时设置的密码；忘记了，重新登录后再来", "Enter the password that was chosen when it was turned on; if it is forgotten, sign in anew and come back";
    PASSWORD_WRONG = FORBIDDEN "minors_mode.password_wrong", "密码不正确", "The password is not correct";
    OFF = CONFLICT "minors_mode.off", "未成年人模式没有开启", "Minors' mode is off";
}

impl From<ModeError> for Problem {
    fn from(error: ModeError) -> Self {
        match error {
            ModeError::TimeOver { goes_on_at } => Self::new(&TIME_OVER).goes_on_at(goes_on_at),
            ModeError::Pause { goes_on_at } => Self::new(&PAUSE).goes_on_at(goes_on_at),
            ModeError::LeftOut => Self::new(&LEFT_OUT),
            ModeError::Untold => Self::new(&UNTOLD),
            ModeError::GuardianDecides => Self::new(&GUARDIAN),
            ModeError::PasswordNeeded => Self::new(&PASSWORD_NEEDED),
            ModeError::PasswordWrong => Self::new(&PASSWORD_WRONG),
            ModeError::TooMany { retry_after } => Self::new(&shared::RATE).retry_after(retry_after),
            ModeError::PasswordLength => {
                let (least, most) = (PASSWORD_CHARACTERS.start(), PASSWORD_CHARACTERS.end());
                let message = Text::made(
                    format!("密码需要 {least} 到 {most} 个字符，四位数字也可以"),
                    format!("a password has {least} to {most} characters; four digits will do"),
                );
                Self::field("password", "password.length", message)
            }
            ModeError::Limit(field) => {
                let message = Text::new(
                    "时长从 1 到 1440 分钟，时刻从 0 到 1439 分",
                    "a limit is 1 to 1440 minutes, and a time of day 0 to 1439",
                );
                Self::field(field, "limit.out_of_range", message)
            }
            ModeError::Off => Self::new(&OFF),
            ModeError::Accounts(error) => error.into(),
            ModeError::Db(error) => error.into(),
        }
    }
}
