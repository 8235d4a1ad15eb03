//! Types and rules as pure functions.

use http_api::{Language, Problem, Text};
use units::{Millis, Timestamp};

/// How long a code can be used.
pub const CODE_LIVES: Millis = Millis::minutes(10);
/// How soon another code may be asked for.
pub const RESEND_AFTER: Millis = Millis::minutes(1);
/// Tries that one code has.
pub(crate) const ATTEMPTS_MAX: u32 = 5;
/// How often something is tried before it is given up, and how long to wait after each time.
const WAITS: [Millis; 6] =
    [Millis::minutes(5), Millis::minutes(30), Millis::hours(2), Millis::hours(6), Millis::hours(12), Millis::hours(24)];

/// How long to wait after so many tries; nothing when it is to be given up.
#[must_use]
pub fn wait_after(attempts: u32) -> Option<Millis> {
    WAITS.get(usize::try_from(attempts).unwrap_or(usize::MAX).saturating_sub(1)).copied()
}

/// A notice by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// That an incident concerns somebody.
    IncidentNotice,
    /// That a request of theirs was answered.
    RequestAnswered,
}

impl Kind {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::IncidentNotice => "incident_notice",
            Self::RequestAnswered => "request_answered",
        }
    }

    pub(crate) fn of_word(word: &str) -> Option<Self> {
        [Self::IncidentNotice, Self::RequestAnswered].into_iter().find(|kind| kind.word() == word)
    }
}

/// How an address stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The language of mail that goes there.
    pub language: Language,
    /// When it was proved.
    pub verified_at: Timestamp,
    /// Since when its post office has taken nothing.
    pub unreached_at: Option<Timestamp>,
}

/// A month of the calendar in UTC, such as `2026-11`, and when it begins and ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Month {
    pub(crate) name: String,
    pub(crate) begins_at: Timestamp,
    pub(crate) ends_at: Timestamp,
}

impl Month {
    /// The month before the one in which `now` lies.
    pub(crate) fn before(now: Timestamp) -> Self {
        let ends_at = beginning(now);
        let begins_at = beginning(ends_at - Millis(1));
        Self { name: begins_at.to_string().get(..7).unwrap_or_default().to_owned(), begins_at, ends_at }
    }
}

/// When the month began in which `at` lies.
fn beginning(at: Timestamp) -> Timestamp {
    let month = at.to_string().get(..7).unwrap_or_default().to_owned();
    format!("{month}-01T00:00:00Z").parse().unwrap_or(at)
}

/// The language of mail, corrected in the privacy centre.
pub(crate) fn language(value: &str, _now: Timestamp) -> Result<String, Problem> {
    if matches!(value, "zh-CN" | "en") {
        return Ok(value.to_owned());
    }
    let words = Text::new("只能是 zh-CN 或 en", "it can be zh-CN or en");
    Err(Problem::field("value", "language.unknown", words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    #[test]
    fn a_letter_is_about_the_month_before() {
        let month = Month::before(at("2026-03-15T12:00:00Z"));
        assert_eq!(
            (month.name.as_str(), month.begins_at, month.ends_at),
            ("2026-02", at("2026-02-01T00:00:00Z"), at("2026-03-01T00:00:00Z"))
        );
        assert_eq!(Month::before(at("2026-01-01T00:00:00Z")).name, "2025-12");
        assert_eq!(Month::before(at("2025-12-31T23:59:59.999Z")).name, "2025-11");
    }

    #[test]
    fn it_is_tried_for_two_days_and_then_given_up() {
        assert_eq!(wait_after(1), Some(Millis::minutes(5)));
        assert_eq!(wait_after(6), Some(Millis::hours(24)));
        assert_eq!(wait_after(7), None);
    }
}
