//! Readings of Chinese characters: all of them, without tones.

use std::sync::LazyLock;

use pinyin::ToPinyinMulti as _;

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;

/// The readings of one character that are told apart; rarer ones are those of single words in old books.
const MAX_READINGS: usize = 6;

/// Distinct readings of each character, the most common first, as letters; ü is v, as it is typed.
struct Table {
    starts: Vec<u32>,
    readings: Vec<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { starts: vec![0], readings: Vec::new() };
    for code in FIRST..=LAST {
        let begin = table.readings.len();
        if let Some(multi) = char::from_u32(code).and_then(|character| character.to_pinyin_multi()) {
            for reading in multi.into_iter().map(|reading| typed(reading.plain())) {
                // Interjections such as ḿ are not typed.
                let is_typed = reading.bytes().all(|byte| byte.is_ascii_lowercase());
                if is_typed
                    && table.readings.len() - begin < MAX_READINGS
                    && !table.readings[begin..].contains(&reading)
                {
                    table.readings.push(reading);
                }
            }
        }
        table.starts.push(u32::try_from(table.readings.len()).unwrap_or(u32::MAX));
    }
    table
});

/// A reading in the letters of a keyboard. There are four syllables with ü.
fn typed(plain: &'static str) -> &'static str {
    match plain {
        "lü" => "lv",
        "nü" => "nv",
        "lüe" => "lve",
        "nüe" => "nve",
        other => other,
    }
}

/// The readings of a character as letters without tones, the most common first; none for what is not Chinese.
#[must_use]
pub fn readings(character: char) -> &'static [&'static str] {
    let Some(index) = u32::from(character).checked_sub(FIRST).filter(|_| u32::from(character) <= LAST) else {
        return &[];
    };
    let table = &*TABLE;
    &table.readings[table.starts[index as usize] as usize..table.starts[index as usize + 1] as usize]
}

/// What a name is typed as: whole syllables, or the first letter of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    Pinyin,
    Initials,
}

/// The letters of keys: what is beyond is decided by looking at the name itself.
pub(crate) const MAX_LETTERS: usize = 48;

/// The different spellings of one name that have a key.
pub(crate) const MAX_VARIANTS: u32 = 8;

/// How many spellings of a name have a key; 0 for a name without Chinese characters.
///
/// Variant 0 reads each character in its most common way; each further one reads a single character in another way,
/// which covers all but names with two rare readings at once.
pub(crate) fn variants(name: &str, spelling: Spelling) -> u32 {
    let mut variants = 0;
    for all in name.chars().map(readings).filter(|all| !all.is_empty()) {
        variants = variants.max(1) + others(all, spelling);
    }
    variants.min(MAX_VARIANTS)
}

/// How many ways there are to read a character but the most common one.
fn others(all: &'static [&'static str], spelling: Spelling) -> u32 {
    let count = match spelling {
        _ if all.len() < 2 => 0,
        Spelling::Pinyin => all.len() - 1,
        Spelling::Initials => other_initials(all).count(),
    };
    u32::try_from(count).unwrap_or(0)
}

/// Writes a spelling of a name into a buffer, at most `limit` bytes of it.
pub(crate) fn spell(name: &str, spelling: Spelling, variant: u32, limit: usize, out: &mut Vec<u8>) {
    out.clear();
    let mut left = variant;
    for character in name.chars() {
        if out.len() >= limit {
            break;
        }
        let all = readings(character);
        let Some(first) = all.first() else {
            if character != ' ' {
                out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            continue;
        };
        let others = if left > 0 { others(all, spelling) } else { 0 };
        let chosen = (left > 0 && left <= others).then_some(left as usize);
        left = left.saturating_sub(others);
        match spelling {
            Spelling::Pinyin => {
                let reading = chosen.and_then(|chosen| all.get(chosen)).unwrap_or(first);
                out.extend_from_slice(reading.as_bytes());
            }
            Spelling::Initials => {
                let other = chosen.and_then(|chosen| other_initials(all).nth(chosen - 1));
                out.push(other.unwrap_or(first.as_bytes()[0]));
            }
        }
    }
    out.truncate(limit);
}

/// First letters that differ from the most common reading's, each once.
fn other_initials(all: &'static [&'static str]) -> impl Iterator<Item = u8> {
    (1..all.len())
        .map(|index| (index, all[index].as_bytes()[0]))
        .filter(|(index, initial)| all[..*index].iter().all(|earlier| earlier.as_bytes()[0] != *initial))
        .map(|(_, initial)| initial)
}

/// Whether letters are a whole syllable of Chinese.
pub(crate) fn is_syllable(letters: &str) -> bool {
    static SYLLABLES: LazyLock<std::collections::HashSet<&'static str>> =
        LazyLock::new(|| TABLE.readings.iter().copied().collect());
    SYLLABLES.contains(letters)
}

/// Whether two characters can sound alike.
pub(crate) fn sound_alike(one: char, other: char) -> bool {
    let (ones, others) = (readings(one), readings(other));
    ones.iter().any(|reading| others.contains(reading))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(name: &str, spelling: Spelling) -> Vec<String> {
        let mut out = Vec::new();
        (0..variants(name, spelling))
            .map(|variant| {
                spell(name, spelling, variant, MAX_LETTERS, &mut out);
                String::from_utf8(out.clone()).unwrap()
            })
            .collect()
    }

    #[test]
    fn all_readings_are_spelt() {
        assert_eq!(readings('绿').first(), Some(&"lv"));
        assert!(spellings("重庆", Spelling::Pinyin).contains(&"chongqing".to_owned()));
        assert!(spellings("重庆", Spelling::Pinyin).contains(&"zhongqing".to_owned()));
        assert!(spellings("单依纯", Spelling::Initials).contains(&"syc".to_owned()));
        assert!(spellings("单依纯", Spelling::Initials).contains(&"dyc".to_owned()));
        assert_eq!(spellings("茉莉 mix", Spelling::Initials)[0], "mlmix");
    }

    #[test]
    fn homophones() {
        assert!(sound_alike('晴', '情'));
        assert!(!sound_alike('晴', '天'));
        assert!(!sound_alike('a', 'a'));
    }

    #[test]
    fn every_syllable_is_ascii() {
        assert!(
            (FIRST..=LAST)
                .filter_map(char::from_u32)
                .all(|c| readings(c).iter().all(|r| r.is_ascii() && !r.is_empty()))
        );
    }
}
