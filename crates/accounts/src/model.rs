//! The rules of accounts, as pure functions and constants.

use http_api::{Problem, Role, Text};
use units::{Millis, Timestamp};

/// A code is valid for this long.
pub(crate) const CODE_LIVES: Millis = Millis::minutes(5);
/// Wrong tries of one code before its number is locked.
pub(crate) const ATTEMPTS_MAX: u32 = 5;
/// How long a number stays locked.
pub(crate) const LOCKED_FOR: Millis = Millis::minutes(15);
/// A new code may be asked for after this long.
pub(crate) const RESEND_AFTER: Millis = Millis::minutes(1);
/// A device that is not used for this long is signed out; the policy's cookie says the same.
pub(crate) const IDLE_AT_MOST: Millis = Millis::days(90);
/// The last use of a device is written down at most this often.
pub(crate) const TOUCH_EVERY: Millis = Millis::minutes(1);
/// An operator link is valid for this long.
pub(crate) const LINK_LIVES: Millis = Millis::hours(24);
/// Letters of a nickname at most.
pub(crate) const NICKNAME_MAX: usize = 40;
/// Letters of a signature line at most.
pub(crate) const SIGNATURE_MAX: usize = 200;
/// Letters of a region at most.
pub(crate) const REGION_MAX: usize = 60;

/// Whether an account may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AccountState)]
pub enum State {
    /// It may.
    Active,
    /// An operator has suspended it.
    Suspended,
}

impl State {
    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }

    /// Anything but `active` keeps an account closed.
    pub(crate) fn of_str(word: &str) -> Self {
        if word == "active" { Self::Active } else { Self::Suspended }
    }
}

const ROLE_WORDS: [(Role, &str); 3] =
    [(Role::Listener, "listener"), (Role::Operator, "operator"), (Role::PrivacyOfficer, "privacy_officer")];

/// Roles as the database keeps them: words in a fixed order; everybody is a listener.
pub(crate) fn roles_text(roles: &[Role]) -> String {
    let words = ROLE_WORDS.iter().filter(|(role, _)| *role == Role::Listener || roles.contains(role));
    words.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}

/// Roles of their words; a word nobody knows gives no right.
pub(crate) fn roles_of(text: &str) -> Vec<Role> {
    ROLE_WORDS.iter().filter(|(_, word)| text.split(' ').any(|one| one == *word)).map(|(role, _)| *role).collect()
}

/// Which policy has to be accepted, and by which digests its text is known.
#[derive(Clone, Debug)]
pub struct PolicyInForce {
    /// The version.
    pub version: String,
    /// SHA-256 of its text, as listeners read it, in each language.
    pub text_hashes: Vec<String>,
}

impl PolicyInForce {
    /// The newest version, as this operator's listeners read it.
    ///
    /// # Errors
    /// When the embedded versions were tampered with.
    pub fn of_operator(operator: &policy::Operator) -> Result<Self, &'static policy::BrokenChain> {
        let current = policy::current();
        let mut text_hashes = Vec::new();
        for language in &current.languages {
            text_hashes
                .extend(policy::documents(&current.version, *language, operator)?.map(|rendered| rendered.text_hash));
        }
        Ok(Self { version: current.version.clone(), text_hashes })
    }

    pub(crate) fn is(&self, version: &str, text_hash: &str) -> bool {
        self.version == version && self.text_hashes.iter().any(|hash| hash == text_hash)
    }
}

/// One line of a person's own words: trimmed, without control characters, not too long; nothing, when it is empty.
pub(crate) fn line(name: &'static str, text: &str, letters_max: usize) -> Result<Option<String>, Problem> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        return Err(Problem::field(
            name,
            "text.control_characters",
            Text::new("不能包含换行等控制字符", "line breaks and other control characters are not possible here"),
        ));
    }
    if text.chars().count() > letters_max {
        return Err(Problem::field(
            name,
            "text.too_long",
            Text::made(format!("最多 {letters_max} 个字"), format!("at most {letters_max} letters")),
        ));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// A birthday in the form `1990-05-01`, of somebody who was born at `now`. Who is a minor by it needs a guardian; what is
/// known is better acted on than turned away.
pub(crate) fn birthday(text: &str, now: Timestamp) -> Result<String, Problem> {
    let malformed = || {
        Problem::field(
            "birthday",
            "birthday.malformed",
            Text::new("请按 1990-05-01 的格式填写", "please write it like 1990-05-01"),
        )
    };
    let born: jiff::civil::Date = text.parse().map_err(|_| malformed())?;
    if born.to_string() != text || born.year() < 1900 {
        return Err(malformed());
    }
    let now = jiff::Timestamp::from_millisecond(now.as_millis()).map_err(|_| malformed())?;
    let today = jiff::tz::Offset::constant(8).to_datetime(now).date();
    if born > today {
        return Err(Problem::field(
            "birthday",
            "birthday.future",
            Text::new("这一天还没有到，请检查年份", "that day has not come yet; please check the year"),
        ));
    }
    Ok(born.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_round_trip_and_everybody_listens() {
        assert_eq!(roles_text(&[]), "listener");
        assert_eq!(roles_text(&[Role::PrivacyOfficer, Role::Operator]), "listener operator privacy_officer");
        assert_eq!(roles_of("listener operator"), vec![Role::Listener, Role::Operator]);
        assert_eq!(roles_of("non-operator"), vec![]);
    }

    #[test]
    fn a_birthday_is_a_day_that_has_come() {
        let now: Timestamp = "2026-11-23T13:00:00.000Z".parse().expect("an instant");
        let check = |text: &str, code: Option<&str>| {
            let found = birthday(text, now);
            assert_eq!(found.is_ok(), code.is_none(), "{text}");
        };
        check("1990-05-01", None);
        check("2011-11-23", None);
        check("2016-11-24", None);
        check("2026-11-23", None);
        check("2026-11-24", Some("future"));
        check("1990-02-30", Some("malformed"));
        check("1990-5-1", Some("malformed"));
        check("19900501", Some("malformed"));
        check("0001-01-01", Some("malformed"));
    }

    #[test]
    fn lines_are_bounded() {
        assert_eq!(line("nickname", " 阿青 ", 40).expect("a line"), Some("阿青".to_owned()));
        assert_eq!(line("nickname", "  ", 40).expect("a line"), None);
        assert!(line("nickname", "a\nb", 40).is_err());
        assert!(line("nickname", &"长".repeat(41), 40).is_err());
    }
}
