//! The text form of an id: a prefix, an underscore, and 13 digits of Crockford's base 32.
//!
//! Crockford's alphabet leaves out I, L, O and U, so an id read aloud is not misheard (crockford.com/base32.html).
//! Thirteen digits hold 65 bits; an id has 63, so every number has exactly one text.

use std::fmt;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const DIGITS: usize = 13;

/// The text is not an id of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseIdError {
    prefix: &'static str,
}

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected an id that begins with '{}_'", self.prefix)
    }
}

impl std::error::Error for ParseIdError {}

pub(crate) fn write(f: &mut fmt::Formatter<'_>, prefix: &str, number: i64) -> fmt::Result {
    let mut digits = [b'0'; DIGITS];
    let mut rest = number.cast_unsigned();
    for digit in digits.iter_mut().rev() {
        *digit = ALPHABET[(rest & 31) as usize];
        rest >>= 5;
    }
    write!(f, "{prefix}_")?;
    digits.iter().try_for_each(|&digit| fmt::Write::write_char(f, char::from(digit)))
}

pub(crate) fn parse(prefix: &'static str, value: &str) -> Result<i64, ParseIdError> {
    let error = ParseIdError { prefix };
    let digits = value
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .filter(|digits| digits.len() == DIGITS)
        .ok_or_else(|| error.clone())?;
    let mut number: u128 = 0;
    for byte in digits.bytes() {
        let digit = ALPHABET.iter().position(|&letter| letter == byte).ok_or_else(|| error.clone())?;
        number = (number << 5) | digit as u128;
    }
    i64::try_from(number).map_err(|_| error)
}
