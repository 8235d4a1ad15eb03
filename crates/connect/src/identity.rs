//! Who somebody is elsewhere: a number and a nickname, and nothing else.

use std::fmt;

use crate::Provider;

/// Letters that a number may have.
const NUMBER_LETTERS_MAX: usize = 200;
/// Letters that are kept of a nickname.
const NICKNAME_LETTERS_MAX: usize = 60;

/// What somebody is called elsewhere; it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Nickname(String);

impl Nickname {
    /// A nickname on one line, cut to 60 letters; nothing when nothing of it is left.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let words: Vec<&str> =
            text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
        let text: String = words.join(" ").chars().take(NICKNAME_LETTERS_MAX).collect();
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The letters.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Nickname {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nickname(hidden)")
    }
}

/// Who somebody is at a provider.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// Who says so.
    pub provider: Provider,
    /// The number by which the provider knows them in all of the operator's applications, where it has one.
    pub union_id: Option<String>,
    /// The number by which it knows them in this application.
    pub open_id: String,
    /// What they are called there.
    pub nickname: Option<Nickname>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("provider", &self.provider).finish_non_exhaustive()
    }
}

/// A number, where it can be one: neither empty nor longer than any provider's, in visible letters of ASCII.
pub(crate) fn number(text: String) -> Option<String> {
    let is_fine = (1..=NUMBER_LETTERS_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    is_fine.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nickname_is_a_line_and_cannot_be_printed() {
        let of = |text: &str| Nickname::of(text).map(|nickname| nickname.expose().to_owned());
        assert_eq!(of(" 小 \n\u{7}明 ").as_deref(), Some("小 明"));
        assert_eq!(of(&"长".repeat(61)).map(|text| text.chars().count()), Some(60));
        assert_eq!(of(" \t "), None);
        assert_eq!(format!("{:?}", Nickname::of("小明")), "Some(Nickname(hidden))");
    }

    #[test]
    fn a_number_is_visible_letters() {
        assert_eq!(number("oABC-1_".to_owned()).as_deref(), Some("oABC-1_"));
        for text in [String::new(), "a b".to_owned(), "编号".to_owned(), "a".repeat(201)] {
            assert_eq!(number(text), None);
        }
    }
}
