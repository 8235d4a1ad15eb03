//! Layers: what a second line of the same time is, and putting a layer from a file of its own on lyrics.
//!
//! LRC has no way to say whether a second line translates the first or spells its sound.
//! So the whole file is looked at: when four of five second lines are made of the syllables of pinyin or rōmaji, they are romanised.

use crate::model::Lyrics;

/// What a layer is to the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The lines in another language.
    Translation,
    /// How the lines sound, in Latin letters.
    Romanisation,
}

/// How far apart the starts of a line and of its layer may lie, in milliseconds.
const MAX_APART_MS: u64 = 300;

/// What the second and the third line of one time are; none where nobody can tell.
pub(crate) fn kinds_of(second: &[(&str, &str)], third: &[(&str, &str)]) -> [Option<Kind>; 2] {
    let (second_sounds, third_sounds) = (are_romanised(second), are_romanised(third));
    match (second.is_empty(), third.is_empty()) {
        (true, _) => [None, None],
        (false, true) if second_sounds => [Some(Kind::Romanisation), None],
        (false, true) => [Some(Kind::Translation), None],
        (false, false) if second_sounds => [Some(Kind::Romanisation), Some(Kind::Translation)],
        (false, false) if third_sounds => [Some(Kind::Translation), Some(Kind::Romanisation)],
        // Beside a layer in Latin letters the one in others is the translation: Korean, romaja, Chinese.
        (false, false) => match (mostly_latin(second), mostly_latin(third)) {
            (true, false) if !first_latin(second) => [Some(Kind::Romanisation), Some(Kind::Translation)],
            (false, true) if !first_latin(third) => [Some(Kind::Translation), Some(Kind::Romanisation)],
            _ => [Some(Kind::Translation), None],
        },
    }
}

impl Lyrics {
    /// Puts a layer from a file of its own on these lyrics, by time, or by number when neither has times.
    ///
    /// Layers that are already there stay.
    /// Returns how many lines got something; `language` is what the file's name says.
    pub fn add_layer(&mut self, layer: &Self, kind: Kind, language: Option<&str>) -> usize {
        let mut added = 0;
        let by_number = !self.synced && !layer.synced && self.lines.len() == layer.lines.len();
        for (index, line) in self.lines.iter_mut().enumerate() {
            let other = if by_number {
                layer.lines.get(index)
            } else {
                line.start_ms.and_then(|start_ms| nearest(layer, start_ms))
            };
            let Some(other) = other.filter(|other| !other.text.is_empty() && other.text != line.text) else {
                continue;
            };
            let place = match kind {
                Kind::Translation => &mut line.translation,
                Kind::Romanisation => &mut line.romanisation,
            };
            if place.is_none() {
                *place = Some(other.text.clone());
                added += 1;
            }
        }
        let place = match kind {
            Kind::Translation => &mut self.translation_language,
            Kind::Romanisation => &mut self.romanisation_language,
        };
        if added > 0 && place.is_none() {
            *place = language.map(str::to_owned).or_else(|| layer.language.clone());
        }
        added
    }
}

fn nearest(layer: &Lyrics, start_ms: u64) -> Option<&crate::Line> {
    let apart = |line: &&crate::Line| line.start_ms.map_or(u64::MAX, |other_ms| other_ms.abs_diff(start_ms));
    let after = layer.lines.partition_point(|line| line.start_ms.is_some_and(|other_ms| other_ms < start_ms));
    let around = layer.lines[after.saturating_sub(1)..].iter().take(2);
    around.min_by_key(apart).filter(|line| apart(line) <= MAX_APART_MS)
}

fn are_romanised(pairs: &[(&str, &str)]) -> bool {
    let foreign: Vec<_> =
        pairs.iter().filter(|(line, _)| line.chars().any(|one| is_han(one) || is_kana(one))).collect();
    let romanised = foreign.iter().filter(|(line, layer)| is_romanised(line, layer)).count();
    !foreign.is_empty() && romanised * 5 >= foreign.len() * 4
}

fn is_romanised(line: &str, layer: &str) -> bool {
    let layer = layer.to_lowercase();
    let tokens: Vec<&str> =
        layer.split(|one: char| !one.is_alphabetic() && !one.is_ascii_digit()).filter(|one| !one.is_empty()).collect();
    if tokens.is_empty() {
        return false;
    }
    if line.chars().any(is_kana) {
        return tokens.iter().all(|token| is_romaji(token));
    }
    // Pinyin has one syllable a character, and is written with spaces between.
    let characters = line.chars().filter(|one| is_han(*one)).count();
    tokens.len().abs_diff(characters) <= 1 && characters > 0 && tokens.iter().all(|token| is_pinyin(token))
}

fn is_pinyin(token: &str) -> bool {
    let plain: String =
        token.trim_end_matches(|one: char| ('0'..='5').contains(&one)).chars().map(without_mark).collect();
    let initials = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s",
        "y", "w",
    ];
    let finals = [
        "a", "o", "e", "i", "u", "v", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ue", "ve", "er", "an", "en", "in",
        "un", "vn", "ang", "eng", "ing", "ong", "ia", "iao", "ian", "iang", "iong", "ua", "uo", "uai", "uan", "uang",
    ];
    let final_of = initials.iter().find_map(|initial| plain.strip_prefix(initial)).unwrap_or(&plain);
    finals.contains(&final_of) || matches!(plain.as_str(), "n" | "ng" | "m")
}

/// The letter under a tone mark.
fn without_mark(letter: char) -> char {
    match letter {
        'ā' | 'á' | 'ǎ' | 'à' | 'â' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ê' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' | 'î' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' | 'ô' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' | 'û' => 'u',
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
        other => other,
    }
}

fn is_romaji(token: &str) -> bool {
    let plain: String = token.chars().map(without_mark).collect();
    let mut rest = plain.as_str();
    let onsets = [
        "tch", "ky", "sh", "sy", "ts", "ch", "ty", "ny", "hy", "my", "ry", "gy", "zy", "jy", "dy", "by", "py", "k",
        "s", "t", "n", "h", "f", "m", "y", "r", "w", "g", "z", "j", "d", "b", "p", "v",
    ];
    while !rest.is_empty() {
        let bytes = rest.as_bytes();
        // A doubled consonant (っ) is written twice.
        if bytes.len() > 1 && bytes[0] == bytes[1] && !b"aiueon".contains(&bytes[0]) {
            rest = &rest[1..];
        }
        let after_onset = onsets
            .iter()
            .find_map(|onset| rest.strip_prefix(onset).filter(|after| after.starts_with(['a', 'i', 'u', 'e', 'o'])));
        let syllable = after_onset.unwrap_or(rest).strip_prefix(['a', 'i', 'u', 'e', 'o']);
        // ん stands alone.
        let Some(after) = syllable.or_else(|| rest.strip_prefix('n')).or_else(|| rest.strip_prefix('m')) else {
            return false;
        };
        rest = after;
    }
    true
}

fn mostly_latin(pairs: &[(&str, &str)]) -> bool {
    let latin = pairs.iter().filter(|(_, layer)| is_latin(layer)).count();
    latin * 5 >= pairs.len() * 4
}

fn first_latin(pairs: &[(&str, &str)]) -> bool {
    let latin = pairs.iter().filter(|(line, _)| is_latin(line)).count();
    latin * 2 > pairs.len()
}

/// Whether a text is written in Latin letters and nothing else.
pub(crate) fn is_latin(text: &str) -> bool {
    text.chars()
        .filter(|one| one.is_alphabetic())
        .all(|one| one < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&one))
}

fn is_kana(one: char) -> bool {
    ('\u{3041}'..='\u{30ff}').contains(&one)
}

fn is_han(one: char) -> bool {
    matches!(one, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}
