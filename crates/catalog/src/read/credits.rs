//! Several names in one field.

/// Splits a field that holds several names.
///
/// Tags that repeat a field need no splitting; many files join the names instead.
/// Only separators that hardly occur inside a name are taken: ` / `, `;`, `；`, `、`, ` feat. ` and its kin,
/// and a `/` or `，` between Chinese characters.
/// `AC/DC`, `Simon & Garfunkel` and `Earth, Wind & Fire` stay one name: an `&` or a comma is part of more names than it separates.
#[must_use]
pub fn split_names(field: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in split_featuring(field) {
        split_joined(part, &mut names);
    }
    names
}

/// Splits genres: any of `;`, `；`, `/`, `,`, `、` and a zero byte, since no genre's name has them (but `R&B` has its `&`).
pub(crate) fn split_genres(field: &str) -> Vec<String> {
    let mut genres: Vec<String> = Vec::new();
    for part in field.split([';', '；', '/', ',', '、', '，', '\0', '|']) {
        let part = part.trim();
        if !part.is_empty() && !genres.iter().any(|genre| genre.eq_ignore_ascii_case(part)) {
            genres.push(part.to_owned());
        }
    }
    genres
}

const FEATURING: &[&str] = &["feat.", "feat", "ft.", "featuring"];

fn split_featuring(field: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = field.trim();
    while let Some((before, after)) = featuring_at(rest) {
        parts.push(before);
        rest = after;
    }
    parts.push(rest);
    parts
}

/// `A feat. B` and `A (feat. B)`; the word must stand between spaces or brackets.
fn featuring_at(text: &str) -> Option<(&str, &str)> {
    text.char_indices().filter(|(_, character)| matches!(character, ' ' | '(' | '[' | '（')).find_map(
        |(index, character)| {
            let after = text[index + character.len_utf8()..].trim_start_matches(['(', '[', '（']);
            let word = FEATURING.iter().find(|word| {
                after.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
                    && after[word.len()..].starts_with(' ')
            })?;
            let before = text[..index].trim();
            let after = after[word.len()..].trim().trim_end_matches([')', ']', '）']).trim();
            (!before.is_empty() && !after.is_empty()).then_some((before, after))
        },
    )
}

fn split_joined(part: &str, names: &mut Vec<String>) {
    let mut start = 0;
    let characters: Vec<(usize, char)> = part.char_indices().collect();
    for (place, &(index, character)) in characters.iter().enumerate() {
        let before = place.checked_sub(1).map(|place| characters[place].1);
        let after = characters.get(place + 1).map(|(_, character)| *character);
        let splits = match character {
            ';' | '；' | '、' | '\0' => true,
            '/' | '／' | '，' => {
                let spaced = before == Some(' ') && after == Some(' ');
                let chinese = before.is_some_and(crate::names::is_hanzi) && after.is_some_and(crate::names::is_hanzi);
                spaced || chinese
            }
            _ => false,
        };
        if splits {
            push(&part[start..index], names);
            start = index + character.len_utf8();
        }
    }
    push(&part[start..], names);
}

fn push(name: &str, names: &mut Vec<String>) {
    let name = name.trim();
    if !name.is_empty() && !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, expected: &[&str]) {
        assert_eq!(split_names(field), expected, "{field}");
    }

    #[test]
    fn names_that_are_split() {
        check("周杰伦 / 费玉清", &["周杰伦", "费玉清"]);
        check("周杰伦/费玉清", &["周杰伦", "费玉清"]);
        check("邓丽君、周深", &["邓丽君", "周深"]);
        check("A; B；C", &["A", "B", "C"]);
        check("Jay Chou feat. Lara", &["Jay Chou", "Lara"]);
        check("Jay Chou (Ft. Lara)", &["Jay Chou", "Lara"]);
        check("A feat. B feat. C", &["A", "B", "C"]);
        check("A;A", &["A"]);
    }

    #[test]
    fn names_that_stay_one() {
        for name in
            ["AC/DC", "Simon & Garfunkel", "Earth, Wind & Fire", "Feat", "Little Feat", "Tyler, The Creator", "S/M"]
        {
            check(name, &[name]);
        }
        check("  ", &[]);
    }

    #[test]
    fn genres() {
        assert_eq!(split_genres("Rock/Pop; R&B"), ["Rock", "Pop", "R&B"]);
        assert_eq!(split_genres("民歌、流行"), ["民歌", "流行"]);
    }
}
