//! One spelling for many.

use crate::fold::comparable;

/// A text as it is compared: spellings of it that differ in width, case, accents, punctuation, white space, or
/// Traditional and Simplified characters become one.
#[must_use]
pub fn plain(text: &str) -> String {
    comparable(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_become_one() {
        for (texts, expected) in [
            (&["周杰伦 稻香", "周杰倫　稻香", " 周杰伦，稻香！"][..], "周杰伦 稻香"),
            (&["Don't Stop", "ＤＯＮＴ  stop", "don’t stop…"], "dont stop"),
            (&["Björk", "BJORK"], "bjork"),
            (&["", " ", "\u{202e}"], ""),
        ] {
            for text in texts {
                assert_eq!(plain(text), expected, "{text}");
            }
        }
    }
}
