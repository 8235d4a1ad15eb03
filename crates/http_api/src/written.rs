//! One line that somebody wrote into a form.

use crate::language::Text;

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// There is nothing in it.
    Missing,
    /// It has more than this many characters.
    TooLong(usize),
}

impl LineFault {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "field.missing",
            Self::TooLong(_) => "field.too_long",
        }
    }

    /// What is wrong, in words; what is missing for which reason may be said better by whoever asked.
    #[must_use]
    pub fn message(self) -> Text {
        match self {
            Self::Missing => Text::new("请填写这一项", "please fill this in"),
            Self::TooLong(most) => Text::made(format!("最多 {most} 个字"), format!("{most} characters at most")),
        }
    }
}

/// The line as it is kept: trimmed, with spaces in the place of control characters.
///
/// # Errors
/// [`LineFault`] when nothing is left of it, or more than `most` characters.
pub fn written_line(text: &str, most: usize) -> Result<String, LineFault> {
    let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let line = line.trim();
    if line.is_empty() {
        return Err(LineFault::Missing);
    }
    if line.chars().count() > most {
        return Err(LineFault::TooLong(most));
    }
    Ok(line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_with_something_in_it_and_not_too_much() {
        assert_eq!(written_line("  云上\r\n音乐\t ", 6).expect("it fits"), "云上  音乐");
        assert_eq!(written_line(" \n\u{7} ", 6), Err(LineFault::Missing));
        assert_eq!(written_line("一二三四五六", 6).expect("just fits"), "一二三四五六");
        assert_eq!(written_line("一二三四五六七", 6), Err(LineFault::TooLong(6)));
    }
}
