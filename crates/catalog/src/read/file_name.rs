//! What a file's name tells when its tags do not.

/// The parts of a file's name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FromName<'a> {
    pub(crate) track_number: Option<u32>,
    pub(crate) artist: Option<&'a str>,
    pub(crate) title: &'a str,
}

/// Reads `07 - Artist - Title.mp3`, `07. Title.mp3`, `Artist - Title.mp3` and `Title.mp3`.
pub(crate) fn parse(name: &str) -> FromName<'_> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    let (track_number, rest) = leading_number(stem);
    let (artist, title) = match rest.split_once(" - ") {
        Some((artist, title)) if !artist.trim().is_empty() && !title.trim().is_empty() => {
            (Some(artist.trim()), title.trim())
        }
        _ => (None, rest),
    };
    let title = if title.is_empty() { stem } else { title };
    FromName { track_number, artist, title: if title.is_empty() { name } else { title } }
}

/// One to three digits and a separator; `99 Luftballons` and `1989` keep their numbers.
fn leading_number(stem: &str) -> (Option<u32>, &str) {
    let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return (None, stem);
    }
    let rest = stem[digits..].trim_start();
    let after = rest.strip_prefix(['.', '-', '_', '、', ')']).map(str::trim_start).filter(|after| !after.is_empty());
    match after {
        Some(after) => (stem[..digits].parse().ok(), after),
        None => (None, stem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, track_number: Option<u32>, artist: Option<&str>, title: &str) {
        assert_eq!(parse(name), FromName { track_number, artist, title }, "{name}");
    }

    #[test]
    fn names() {
        check("茉莉花.mp3", None, None, "茉莉花");
        check("周杰伦 - 晴天.mp3", None, Some("周杰伦"), "晴天");
        check("07 - Artist - Title - Live.flac", Some(7), Some("Artist"), "Title - Live");
        check("01. 序曲.ogg", Some(1), None, "序曲");
        check("99 Luftballons.mp3", None, None, "99 Luftballons");
        check("1989.mp3", None, None, "1989");
        check(".mp3", None, None, ".mp3");
        check("12 - .mp3", None, None, "12 -");
    }
}
