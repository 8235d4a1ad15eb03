//! Why somebody of the staff looks.

use http_api::Text;

use crate::error::Error;

/// Characters of a ticket's name.
pub const TICKET_CHARACTERS_MAX: usize = 80;
/// Characters of the reason in words.
pub const WORDS_CHARACTERS_MAX: usize = 500;

/// Why somebody of the staff looks: the ticket that asks for it, and the reason in words.
///
/// The person concerned reads both, and they stay after the account is closed; so they name no detail of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub(crate) ticket: String,
    pub(crate) words: String,
}

impl Reason {
    /// The reason with this ticket and these words, trimmed and without control characters.
    ///
    /// # Errors
    /// [`Error::Field`] when one of them is empty or longer than [`TICKET_CHARACTERS_MAX`] or [`WORDS_CHARACTERS_MAX`].
    pub fn parse(ticket: &str, words: &str) -> Result<Self, Error> {
        Ok(Self {
            ticket: line("ticket", ticket, TICKET_CHARACTERS_MAX)?,
            words: line("words", words, WORDS_CHARACTERS_MAX)?,
        })
    }

    /// The ticket.
    #[must_use]
    pub fn ticket(&self) -> &str {
        &self.ticket
    }

    /// The reason in words.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }
}

/// One line that somebody wrote: neither empty nor longer than `most` characters.
pub(crate) fn line(field: &'static str, text: &str, most: usize) -> Result<String, Error> {
    let text: String = text.trim().chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let text = text.trim();
    if text.is_empty() {
        let message = Text::new("请填写这一项", "please fill this in");
        return Err(Error::Field { name: field, code: "field.missing", message });
    }
    if text.chars().count() > most {
        let message = Text::made(format!("最多 {most} 个字"), format!("{most} characters at most"));
        return Err(Error::Field { name: field, code: "field.too_long", message });
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(ticket: &str, words: &str) -> Option<&'static str> {
        match Reason::parse(ticket, words) {
            Err(Error::Field { name, .. }) => Some(name),
            _ => None,
        }
    }

    #[test]
    fn a_reason_has_a_ticket_and_words_of_bounded_length() {
        assert_eq!(refused("", "核对举报"), Some("ticket"));
        assert_eq!(refused(" \u{7} ", "核对举报"), Some("ticket"));
        assert_eq!(refused("T-1", "\n"), Some("words"));
        assert_eq!(refused(&"工".repeat(81), "核对举报"), Some("ticket"));
        assert_eq!(refused("T-1", &"长".repeat(501)), Some("words"));
        let reason = Reason::parse(&"工".repeat(80), &format!(" {}\u{0} ", "长".repeat(500))).expect("a reason");
        assert_eq!((reason.ticket().chars().count(), reason.words().chars().count()), (80, 500));
        assert_eq!(Reason::parse("T\n1", "一\r二").expect("a reason").ticket(), "T 1");
    }
}
