//! Mail addresses.

/// The longest that SMTP carries (RFC 5321, section 4.5.3.1.3, without its brackets).
const BYTES_MAX: usize = 254;

/// A mail address, such as `lin@music.example`.
///
/// It has no `Display` and no `Serialize`, and its `Debug` is masked, so it cannot slip into a log or an answer.
#[derive(Clone, PartialEq, Eq)]
pub struct MailAddress(String);

/// The text is no mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnAddress;

impl MailAddress {
    /// Reads an address as people type it. What only quotes could carry, and what is not of ASCII, is refused: servers
    /// that take it are too few to promise anybody that mail arrives.
    ///
    /// # Errors
    /// [`NotAnAddress`].
    pub fn parse(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(NotAnAddress)?;
        let is_local = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
        let is_dotted = |text: &str| text.split('.').all(|part| !part.is_empty());
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let fits = text.len() <= BYTES_MAX
            && (1..=64).contains(&local.len())
            && local.bytes().all(is_local)
            && is_dotted(local)
            && domain.contains('.')
            && domain.split('.').all(is_label);
        if fits { Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase()))) } else { Err(NotAnAddress) }
    }

    /// The address with most of its name hidden, for its owner's eyes: `l***n@music.example`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let last = if local.len() > 2 { local.get(local.len() - 1..).unwrap_or_default() } else { "" };
        format!("{}***{last}@{domain}", local.get(..1).unwrap_or_default())
    }

    /// The whole address, for sealing it and for sending something there.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailAddress({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(MailAddress::parse(text).ok().as_ref().map(MailAddress::as_str), expected, "{text}");
    }

    #[test]
    fn addresses_are_read_as_people_type_them_and_nothing_else_is_one() {
        check(" Lin@Music.Example ", Some("Lin@music.example"));
        check("a.b+c@x-y.example", Some("a.b+c@x-y.example"));
        for wrong in [
            "",
            "@",
            "lin",
            "lin@",
            "@music.example",
            "lin@music",
            "lin@.example",
            "lin@music..example",
            "li n@m.example",
            ".lin@m.example",
            "lin.@m.example",
            "li..n@m.example",
            "lin@-m.example",
            "林@m.example",
            "lin@清音.example",
            "\"li n\"@m.example",
            "lin@m.example>\r\nRCPT TO:<x@y.example",
            "lin@m.example\r\nBcc: x@y.example",
            "<lin@m.example>",
            "lin@[127.0.0.1]",
        ] {
            check(wrong, None);
        }
        check(&format!("{}@m.example", "l".repeat(65)), None);
    }

    #[test]
    fn most_of_the_name_stays_hidden() {
        let masked = |text: &str| MailAddress::parse(text).expect("an address").masked();
        assert_eq!(masked("linqing@music.example"), "l***g@music.example");
        assert_eq!(masked("li@music.example"), "l***@music.example");
        let address = MailAddress::parse("linqing@music.example").expect("an address");
        assert_eq!(format!("{address:?}"), "MailAddress(l***g@music.example)");
    }
}
