//! The text of many lines as one, and a stretch of it that is looked for.

use std::ops::Range;

use memchr::memmem;

use super::marks::{self, Mark};
use crate::fold::{compared, is_dense};
use crate::query::MAX_QUERY_CHARACTERS;

/// The longest running text, in characters; what is beyond is not found.
pub const MAX_RUNNING_CHARACTERS: usize = 20_000;

/// The longest part of one line that is looked at, in characters.
const MAX_LINE_CHARACTERS: usize = 1_000;

/// A running text with the places its characters come from.
#[derive(Debug, Default)]
struct Running {
    text: String,
    /// For each character, its line and which character of that line it is made of.
    origins: Vec<(usize, usize)>,
}

impl Running {
    fn of<'l>(lines: impl IntoIterator<Item = &'l str>) -> Self {
        let mut running = Self::default();
        let mut last = None;
        for (number, line) in lines.into_iter().enumerate() {
            let cut: String = line.chars().take(MAX_LINE_CHARACTERS).collect();
            let compared = compared(&cut);
            // A line of nothing but marks says nothing that is sung.
            if !compared.text.chars().any(char::is_alphanumeric) {
                continue;
            }
            let mut space = !running.text.is_empty();
            for (character, origin) in compared.text.chars().zip(compared.origins) {
                if running.origins.len() >= MAX_RUNNING_CHARACTERS {
                    return running;
                }
                if character == ' ' {
                    space = true;
                    continue;
                }
                // Where a script has no spaces, one that stands there means nothing: 青花 笔锋 is typed 青花笔锋.
                if std::mem::take(&mut space) && last.is_some_and(|last| !is_dense(last)) && !is_dense(character) {
                    running.text.push(' ');
                    running.origins.push((number, origin as usize));
                }
                running.text.push(character);
                running.origins.push((number, origin as usize));
                last = Some(character);
            }
        }
        running
    }
}

/// Lines as one text, folded as names are, without what parts words in scripts that have no spaces.
#[must_use]
pub fn running<'l>(lines: impl IntoIterator<Item = &'l str>) -> String {
    Running::of(lines).text
}

/// A stretch of words that is looked for in running texts.
#[derive(Debug, Clone)]
pub struct Stretch {
    phrase: String,
    marks: Vec<Mark>,
}

impl Stretch {
    /// `None` when it is too short to be looked for: less than two Chinese characters, or three letters of a word.
    #[must_use]
    pub fn parse(query: &str) -> Option<Self> {
        let cut: String = query.chars().filter(|character| *character != '\0').take(MAX_QUERY_CHARACTERS).collect();
        let phrase = running([cut.as_str()]);
        let marks = marks::of_stretch(&phrase);
        (!marks.is_empty()).then_some(Self { phrase, marks })
    }

    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Whether it stands in a running text, from the beginning of a word.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.place(text).is_some()
    }

    /// The byte of a running text where it begins.
    fn place(&self, text: &str) -> Option<usize> {
        let begins_dense = self.phrase.chars().next().is_some_and(is_dense);
        let finder = memmem::Finder::new(&self.phrase);
        let mut from = 0;
        loop {
            let at = from + finder.find(text.as_bytes().get(from..)?)?;
            // What is found begins with a whole character, so the text before ends with one.
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            if begins_dense || before.is_none_or(|before| before == ' ' || is_dense(before)) {
                return Some(at);
            }
            from = at + 1;
        }
    }

    /// The first of some lines in which it stands or begins, and which characters of that line it is.
    #[must_use]
    pub fn locate(&self, lines: &[&str]) -> Option<(usize, Range<usize>)> {
        let running = Running::of(lines.iter().copied());
        let byte = self.place(&running.text)?;
        let first = running.text.get(..byte)?.chars().count();
        let (line, start) = *running.origins.get(first)?;
        let within = running.origins.get(first..first + self.phrase.chars().count())?;
        let last = within.iter().take_while(|(number, _)| *number == line).map(|(_, at)| *at).last()?;
        Some((line, start..last + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_one_text() {
        for (lines, expected) in [
            (&["素胚勾勒出青花 笔锋浓转淡", "瓶身描繪的牡丹"][..], "素胚勾勒出青花笔锋浓转淡瓶身描绘的牡丹"),
            (&["Hello, Darkness", "", "♪", "my OLD friend"], "hello darkness my old friend"),
            (&["I love you 我爱你", "Ｂａｂｙ"], "i love you我爱你baby"),
            (&[], ""),
        ] {
            assert_eq!(running(lines.iter().copied()), expected);
        }
    }

    #[test]
    fn a_stretch_is_located_and_marked() {
        let lines = ["素胚勾勒出青花 笔锋浓转淡", "瓶身描繪的牡丹一如妳初妝", "Don’t look back, my heart", "ola la la"];
        for (query, expected) in [
            ("青花笔锋", Some((0, "青花 笔锋"))),
            ("描绘的牡丹", Some((1, "描繪的牡丹"))),
            ("一如你", None),
            ("浓转淡 瓶身描绘", Some((0, "浓转淡"))),
            ("dont look ba", Some((2, "Don’t look ba"))),
            ("ＬＯＯＫ back", Some((2, "look back"))),
            ("my hea", Some((2, "my hea"))),
            ("ear", None),
            ("la la", Some((3, "la la"))),
        ] {
            let found = Stretch::parse(query).unwrap().locate(&lines);
            let shown = found.map(|(line, marks)| {
                (line, lines[line].chars().skip(marks.start).take(marks.len()).collect::<String>())
            });
            assert_eq!(shown, expected.map(|(line, text)| (line, text.to_owned())), "{query}");
            let is_in = Stretch::parse(query).unwrap().is_in(&running(lines));
            assert_eq!(is_in, expected.is_some(), "{query}");
        }
    }

    #[test]
    fn too_little_is_not_looked_for() {
        for query in ["", "花", "ab", "…", "\0\0", "\u{202e}", "🎵🎵"] {
            assert!(Stretch::parse(query).is_none(), "{query}");
        }
    }
}
