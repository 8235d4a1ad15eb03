//! What is heard: syllables of Chinese, and words of other scripts.

use search_index::{fold, readings};

/// Readings of a character that are told apart.
const READINGS_MAX: usize = 4;

/// A syllable as letters, the first in the lowest byte; no syllable has more than six.
type Letters = u64;

/// One way to say a syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Syllable {
    /// Its letters.
    exact: Letters,
    /// Its beginning, as many speakers say it.
    initial: Letters,
    /// The rest, as many speakers say it.
    rest: Letters,
}

/// One sound of a name or a transcript.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sound {
    /// A Chinese character, with every way to read it.
    Character { character: char, ways: Vec<Syllable> },
    /// A word of another script.
    Word(String),
}

/// What a wrong sound costs; a missing one costs 1.
const SAME_SYLLABLE: f32 = 0.04;
const SAID_ALIKE: f32 = 0.1;
const SAME_REST: f32 = 0.55;
const SAME_INITIAL: f32 = 0.75;

impl Syllable {
    fn of(reading: &str) -> Self {
        let (initial, rest) = split(reading);
        Self { exact: letters(reading), initial: letters(alike_initial(initial)), rest: letters(alike_rest(rest)) }
    }

    /// How different two syllables sound, from 0 to 1.
    fn difference(self, other: Self) -> f32 {
        if self.exact == other.exact {
            SAME_SYLLABLE
        } else if self.rest == other.rest {
            if self.initial == other.initial { SAID_ALIKE } else { SAME_REST }
        } else if self.initial == other.initial && self.initial != 0 {
            SAME_INITIAL
        } else {
            1.0
        }
    }

    /// The same number for all that is said alike.
    pub(crate) fn alike(self) -> u64 {
        self.initial.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ self.rest
    }
}

impl Sound {
    /// How different two sounds are, from 0 to 1.
    pub(crate) fn difference(&self, other: &Self) -> f32 {
        match (self, other) {
            (Self::Character { character: a, ways: ours }, Self::Character { character: b, ways: theirs }) => {
                if a == b {
                    return 0.0;
                }
                let all = ours.iter().flat_map(|our| theirs.iter().map(|their| our.difference(*their)));
                all.fold(1.0, f32::min)
            }
            (Self::Word(a), Self::Word(b)) if a == b => 0.0,
            (Self::Word(a), Self::Word(b)) => {
                let length = a.chars().count().max(b.chars().count()) as f32;
                (strsim::damerau_levenshtein(a, b) as f32 * 1.6 / length).min(1.0)
            }
            _ => 1.0,
        }
    }

    /// Numbers under which a sound is looked up.
    pub(crate) fn keys(&self) -> Vec<u64> {
        match self {
            Self::Character { ways, .. } => ways.iter().map(|way| way.alike()).collect(),
            Self::Word(word) => vec![letters(&word.chars().take(3).collect::<String>()) | 1 << 63],
        }
    }

    /// A syllable that carries little of a sentence.
    pub(crate) fn is_particle(&self) -> bool {
        matches!(self, Self::Character { character, .. } if "的了吧呢啊吗呀哦嗯".contains(*character))
    }
}

/// The sounds of a text, at most so many characters of it.
pub(crate) fn sounds(text: &str, characters_max: usize) -> Vec<Sound> {
    let mut sounds = Vec::new();
    let mut word = String::new();
    for character in fold(text).chars().take(characters_max) {
        let character = numeral(character).unwrap_or(character);
        let ways: Vec<Syllable> =
            readings(character).iter().take(READINGS_MAX).map(|reading| Syllable::of(reading)).collect();
        if !ways.is_empty() {
            sounds.extend(take(&mut word));
            sounds.push(Sound::Character { character, ways });
        } else if character.is_alphanumeric() {
            word.push(character);
        } else if character != '\'' && character != '’' {
            sounds.extend(take(&mut word));
        }
    }
    sounds.extend(take(&mut word));
    sounds
}

fn take(word: &mut String) -> Option<Sound> {
    (!word.is_empty()).then(|| Sound::Word(std::mem::take(word)))
}

/// A digit is read out.
fn numeral(character: char) -> Option<char> {
    "零一二三四五六七八九".chars().nth(character.to_digit(10)? as usize)
}

fn split(reading: &str) -> (&str, &str) {
    let at = reading.find(['a', 'o', 'e', 'i', 'u', 'v']).unwrap_or(reading.len());
    let (initial, rest) = reading.split_at(at);
    // Without an initial i and u are written y and w.
    if matches!(initial, "y" | "w") { ("", reading) } else { (initial, rest) }
}

fn alike_initial(initial: &str) -> &str {
    match initial {
        "zh" => "z",
        "ch" => "c",
        "sh" => "s",
        "n" => "l",
        other => other,
    }
}

fn alike_rest(rest: &str) -> &str {
    match rest.strip_suffix('g') {
        Some(short) if ["an", "en", "in"].iter().any(|end| short.ends_with(end)) => short,
        _ => rest,
    }
}

fn letters(text: &str) -> Letters {
    text.bytes().take(7).enumerate().fold(0, |all, (at, byte)| all | u64::from(byte) << (8 * at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(a: &str, b: &str) -> f32 {
        Syllable::of(a).difference(Syllable::of(b))
    }

    #[test]
    fn what_many_say_alike_is_nearly_the_same() {
        for (a, b) in [
            ("zhang", "zan"),
            ("chi", "ci"),
            ("shan", "sang"),
            ("nan", "lan"),
            ("niang", "lian"),
            ("xin", "xing"),
            ("ren", "reng"),
            ("fan", "fang"),
            ("guan", "guang"),
            ("yin", "ying"),
            ("wen", "weng"),
            ("yan", "yang"),
            ("nv", "lv"),
        ] {
            assert_eq!(difference(a, b), SAID_ALIKE, "{a} {b}");
            assert_eq!(Syllable::of(a).alike(), Syllable::of(b).alike(), "{a} {b}");
        }
        assert_eq!(difference("shi", "shi"), SAME_SYLLABLE);
    }

    #[test]
    fn what_sounds_otherwise_is_otherwise() {
        for (a, b, expected) in [
            ("ban", "pan", SAME_REST),
            ("dong", "don", SAME_INITIAL),
            ("xiong", "xion", SAME_INITIAL),
            ("ma", "li", 1.0),
            ("an", "en", 1.0),
            ("ying", "yan", 1.0),
        ] {
            assert_eq!(difference(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn a_text_is_its_sounds() {
        let shown: Vec<String> = sounds("1997年，Beyond的 Don't 海阔天空!", 100)
            .into_iter()
            .map(|sound| match sound {
                Sound::Character { character, .. } => character.to_string(),
                Sound::Word(word) => word,
            })
            .collect();
        assert_eq!(shown.join(" "), "一 九 九 七 年 beyond 的 dont 海 阔 天 空");
    }
}
