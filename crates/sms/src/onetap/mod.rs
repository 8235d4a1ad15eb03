//! One tap: the app on a phone gets a token over its cellular link, and the carrier tells whose number that is.
//!
//! A token is valid for minutes and once: China Mobile's 2, China Unicom's 30, China Telecom's 10.

pub mod cmcc;
pub mod dypns;
mod key;

pub use key::{NotAKey, PrivateKey};

use crate::code::Code;
use crate::phone::Phone;

/// Where the token goes in a request.
pub const TOKEN: &str = "{one_tap_token}";
/// Letters that a token has at most.
const TOKEN_LETTERS_MAX: usize = 2_048;

/// What an app on a phone was given; it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Reads a token: letters, digits and marks of ASCII, with neither quotes nor braces.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_token = (1..=TOKEN_LETTERS_MAX).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"\\{}".contains(&byte));
        is_token.then(|| Self(text.to_owned()))
    }

    /// The token, for whoever gave it out.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(hidden)")
    }
}

/// What a token was worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The number of the phone that has it.
    Confirmed(Phone),
    /// Nothing.
    Refused {
        /// What can be done about it.
        kind: Kind,
        /// The vendor's own word.
        code: Code,
    },
}

/// Why a token was worth nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Its time is over, or nobody has given it out; carriers say the same of one that was used.
    ExpiredToken,
    /// It was used before.
    UsedToken,
    /// It is no token, or one of another kind.
    BadToken,
    /// The app may not ask this, or not from this address.
    NotAllowed,
    /// Who asks is unknown, or their signature is wrong.
    Credential,
    /// Too often.
    TooMany,
    /// The account is in arrears, or its package is used up.
    Funds,
    /// The time of this machine is not the vendor's.
    Clock,
    /// Anything else that the vendor says.
    Other,
    /// The answer is none.
    Nonsense,
}

impl Kind {
    /// Whether it is about the token that was asked about, and so says nothing about the vendor or its account.
    #[must_use]
    pub fn is_of_token(self) -> bool {
        matches!(self, Self::TooMany | Self::ExpiredToken | Self::UsedToken | Self::BadToken)
    }
}

impl Answer {
    pub(crate) fn nonsense() -> Self {
        Self::Refused { kind: Kind::Nonsense, code: Code::of("") }
    }
}
