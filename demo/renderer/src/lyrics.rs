//! Lyrics: syllables laid on notes, and LRC text made from the times at which the notes sound.

/// A syllable and the text it adds to its line.
#[derive(Debug, Clone, PartialEq)]
pub struct Syllable {
    /// What is sung, punctuation included.
    pub text: String,
    /// Whether a space follows it in the line.
    pub space_after: bool,
}

/// Splits a line into syllables: each CJK character is one, other scripts divide at spaces and at `- `.
///
/// `{带信}` keeps several characters on one note; punctuation stays with the syllable before it.
pub fn syllables(line: &str) -> Vec<Syllable> {
    let mut found: Vec<Syllable> = Vec::new();
    let mut begin_new = true;
    let mut grouped = false;
    for symbol in line.trim().chars() {
        match symbol {
            '{' => (grouped, begin_new) = (true, true),
            '}' => (grouped, begin_new) = (false, true),
            ' ' => {
                if let Some(last) = found.last_mut() {
                    // "Göt- ter" is one word sung on two notes.
                    match last.text.strip_suffix('-') {
                        Some(stem) => last.text = stem.to_owned(),
                        None => last.space_after = true,
                    }
                }
                begin_new = true;
            }
            _ => {
                let alone = is_cjk(symbol) && !grouped;
                let small = matches!(symbol, 'ょ' | 'ゃ' | 'ゅ' | 'っ');
                let mark = is_mark(symbol) || small;
                match found.last_mut() {
                    Some(last) if mark || !(begin_new || alone) => last.text.push(symbol),
                    _ => found.push(Syllable { text: symbol.to_string(), space_after: false }),
                }
                begin_new = is_cjk(symbol) && !grouped;
            }
        }
    }
    found
}

fn is_cjk(symbol: char) -> bool {
    matches!(symbol, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

fn is_mark(symbol: char) -> bool {
    matches!(symbol, '，' | '。' | '、' | '！' | '？' | '；' | '：' | '”' | '…' | ',' | '.' | '!' | '?' | ';' | ':')
}

/// A line with the time of each syllable.
#[derive(Debug, Clone, PartialEq)]
pub struct TimedLine {
    /// Syllables and when they start, in milliseconds.
    pub syllables: Vec<(u64, Syllable)>,
    /// When the last syllable ends, in milliseconds.
    pub end_ms: u64,
    /// The same line in another language.
    pub translation: Option<String>,
    /// How the line sounds, in Latin letters.
    pub romanisation: Option<String>,
}

impl TimedLine {
    fn text(&self) -> String {
        let mut text = String::new();
        for (_, syllable) in &self.syllables {
            text.push_str(&syllable.text);
            if syllable.space_after {
                text.push(' ');
            }
        }
        text.trim_end().to_owned()
    }

    fn words(&self) -> String {
        let mut text = String::new();
        let mut within_word = false;
        for (start_ms, syllable) in &self.syllables {
            let cjk = syllable.text.chars().next().is_some_and(is_cjk);
            if !within_word || cjk {
                text.push_str(&format!("<{}>", stamp(*start_ms)));
            }
            text.push_str(&syllable.text);
            if syllable.space_after {
                text.push(' ');
            }
            within_word = !syllable.space_after && !cjk;
        }
        format!("{}<{}>", text.trim_end(), stamp(self.end_ms))
    }
}

/// What the head of an LRC file says.
pub struct LrcHead<'a> {
    /// Title of the song.
    pub title: &'a str,
    /// Who performs.
    pub artist: &'a str,
    /// Release it belongs to.
    pub album: &'a str,
    /// Length of the recording, in milliseconds.
    pub length_ms: u64,
}

/// Writes LRC; `with_words` adds the time of every word (enhanced LRC).
///
/// Romanisation and translation stand as further lines with the same time, in this order.
pub fn lrc(head: &LrcHead<'_>, lines: &[TimedLine], with_words: bool) -> String {
    let mut text = format!(
        "[ti:{}]\n[ar:{}]\n[al:{}]\n[by:Qingyin]\n[length:{}]\n",
        head.title,
        head.artist,
        head.album,
        stamp(head.length_ms)
    );
    for line in lines {
        let start = stamp(line.syllables.first().map_or(0, |(start_ms, _)| *start_ms));
        let sung = if with_words { line.words() } else { line.text() };
        text.push_str(&format!("[{start}]{sung}\n"));
        for layer in line.romanisation.iter().chain(&line.translation) {
            text.push_str(&format!("[{start}]{layer}\n"));
        }
    }
    text
}

fn stamp(time_ms: u64) -> String {
    format!("{:02}:{:02}.{:02}", time_ms / 60_000, time_ms / 1000 % 60, time_ms / 10 % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str) -> Vec<String> {
        syllables(line).into_iter().map(|syllable| syllable.text).collect()
    }

    #[test]
    fn chinese_divides_by_character_and_keeps_its_marks() {
        assert_eq!(check("好一朵茉莉花，"), ["好", "一", "朵", "茉", "莉", "花，"]);
        assert_eq!(check("捎书{带信}"), ["捎", "书", "带信"]);
    }

    #[test]
    fn words_divide_at_hyphens() {
        assert_eq!(check("schö- ner Göt- ter- fun- ken,"), ["schö", "ner", "Göt", "ter", "fun", "ken,"]);
    }

    #[test]
    fn enhanced_lrc_times_words_and_closes_the_line() {
        let syllables = [(1000, "A"), (1500, "ma"), (61_230, "zing"), (62_000, "grace")];
        let spaces = [false, false, true, false];
        let line = TimedLine {
            syllables: syllables
                .iter()
                .zip(spaces)
                .map(|((start, text), space_after)| (*start, Syllable { text: (*text).into(), space_after }))
                .collect(),
            end_ms: 63_000,
            translation: Some("奇异恩典".into()),
            romanisation: None,
        };
        let head = LrcHead { title: "t", artist: "a", album: "b", length_ms: 70_000 };
        let text = lrc(&head, &[line], true);
        assert!(text.ends_with("[00:01.00]<00:01.00>Amazing <01:02.00>grace<01:03.00>\n[00:01.00]奇异恩典\n"));
    }
}
