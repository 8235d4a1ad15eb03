//! Names of lyrics beside the music.
//!
//! `song.lrc` and `song.mp3.lrc` belong to `song.mp3`; `song.en.lrc` is its translation, `song.romaji.lrc` its sound.

/// The endings of lyrics, those that usually carry most first; what is in a file is told by its content.
const ENDINGS: [&[u8]; 9] = [b"ttml", b"elrc", b"krc", b"qrc", b"yrc", b"lrc", b"srt", b"vtt", b"txt"];

/// What a file of lyrics is to a track.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SidecarKind {
    /// What is sung.
    Main,
    /// What is sung, or it in another language; which of the two is told by the other files.
    Language(String),
    /// It in another language, which the name does not tell.
    Translation,
    /// How it sounds.
    Romanisation,
}

/// Whether a name may be that of lyrics.
pub(crate) fn is_lyrics_name(name: &[u8]) -> bool {
    ending_of(name).is_some()
}

/// What a file is to a track, and the place of its ending among all; none when it belongs to another track.
pub(crate) fn kind_of(track_name: &[u8], lyrics_name: &[u8]) -> Option<(SidecarKind, usize)> {
    let (track_stem, track_ending) = split(track_name);
    let (lyrics_stem, rank) = ending_of(lyrics_name)?;
    let mut rest = lyrics_stem.strip_prefix(track_stem)?;
    if let Some(after) = rest.strip_prefix(b".")
        && !track_ending.is_empty()
        && let Some(after) = after.strip_prefix(track_ending)
        && (after.is_empty() || after.starts_with(b"."))
    {
        rest = after;
    }
    if rest.is_empty() {
        return Some((SidecarKind::Main, rank));
    }
    let infix = std::str::from_utf8(rest.strip_prefix(b".")?).ok()?;
    Some((kind_of_infix(&infix.to_lowercase().replace('_', "-"))?, rank))
}

fn kind_of_infix(infix: &str) -> Option<SidecarKind> {
    const ROMANISATIONS: [&str; 9] =
        ["romaji", "romaja", "roman", "pinyin", "jyutping", "romanised", "romanized", "romanisation", "romanization"];
    if ROMANISATIONS.contains(&infix) || infix.ends_with("-latn") {
        return Some(SidecarKind::Romanisation);
    }
    if matches!(infix, "trans" | "translation" | "translated" | "翻译" | "译") {
        return Some(SidecarKind::Translation);
    }
    let (primary, subtags) = infix.split_once('-').unwrap_or((infix, ""));
    let language = match primary {
        "cn" | "chs" => "zh-Hans",
        "tw" | "hk" | "cht" => "zh-Hant",
        "zh" | "zho" | "chi" if matches!(subtags, "cn" | "hans" | "hans-cn" | "sg") => "zh-Hans",
        "zh" | "zho" | "chi" if matches!(subtags, "tw" | "hk" | "hant" | "hant-tw" | "hant-hk" | "mo") => "zh-Hant",
        primary => primary_of(primary)?,
    };
    Some(SidecarKind::Language(language.to_owned()))
}

/// The short code (ISO 639-1, where there is one) of a language tag; none for what is no language that songs are labelled with.
///
/// Files are named by hand, so `live`, `tv` and `inst` must not be taken for languages.
pub(crate) fn primary_of(tag: &str) -> Option<&'static str> {
    const LANGUAGES: [(&str, &[&str]); 24] = [
        ("zh", &["zho", "chi", "cmn", "cn", "chs", "cht"]),
        ("yue", &["can"]),
        ("nan", &[]),
        ("en", &["eng"]),
        ("ja", &["jpn", "jp"]),
        ("ko", &["kor", "kr"]),
        ("fr", &["fra", "fre"]),
        ("de", &["deu", "ger"]),
        ("es", &["spa"]),
        ("it", &["ita"]),
        ("pt", &["por"]),
        ("ru", &["rus"]),
        ("uk", &["ukr"]),
        ("pl", &["pol"]),
        ("nl", &["nld", "dut"]),
        ("sv", &["swe"]),
        ("tr", &["tur"]),
        ("ar", &["ara"]),
        ("hi", &["hin"]),
        ("th", &["tha"]),
        ("vi", &["vie"]),
        ("id", &["ind"]),
        ("ms", &["msa", "may"]),
        ("la", &["lat"]),
    ];
    let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    LANGUAGES
        .iter()
        .find(|(short, others)| *short == primary || others.contains(&primary.as_str()))
        .map(|(short, _)| *short)
}

fn ending_of(name: &[u8]) -> Option<(&[u8], usize)> {
    let (stem, ending) = split(name);
    let rank = ENDINGS.iter().position(|known| ending.eq_ignore_ascii_case(known))?;
    (!stem.is_empty()).then_some((stem, rank))
}

fn split(name: &[u8]) -> (&[u8], &[u8]) {
    name.iter().rposition(|byte| *byte == b'.').map_or((name, &[]), |dot| (&name[..dot], &name[dot + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(track: &str, lyrics: &str, expected: Option<SidecarKind>) {
        let kind = kind_of(track.as_bytes(), lyrics.as_bytes()).map(|(kind, _)| kind);
        assert_eq!(kind, expected, "{track} {lyrics}");
    }

    #[test]
    fn names_beside_a_track() {
        let language = |tag: &str| Some(SidecarKind::Language(tag.to_owned()));
        for (lyrics, expected) in [
            ("曲.lrc", Some(SidecarKind::Main)),
            ("曲.TTML", Some(SidecarKind::Main)),
            ("曲.mp3.krc", Some(SidecarKind::Main)),
            ("曲.en.lrc", language("en")),
            ("曲.mp3.zh-CN.lrc", language("zh-Hans")),
            ("曲.cht.srt", language("zh-Hant")),
            ("曲.jpn.lrc", language("ja")),
            ("曲.romaji.lrc", Some(SidecarKind::Romanisation)),
            ("曲.ja-Latn.ttml", Some(SidecarKind::Romanisation)),
            ("曲.trans.lrc", Some(SidecarKind::Translation)),
            ("曲.live.lrc", None),
            ("曲子.lrc", None),
            ("曲.mp3", None),
            ("曲.lrc.bak", None),
            (".lrc", None),
        ] {
            check("曲.mp3", lyrics, expected);
        }
        check("曲.live.mp3", "曲.live.lrc", Some(SidecarKind::Main));
        check("曲", "曲.txt", Some(SidecarKind::Main));
    }

    #[test]
    fn forms_that_carry_more_come_first() {
        let rank = |name: &str| kind_of(b"a.mp3", name.as_bytes()).unwrap().1;
        assert!(rank("a.ttml") < rank("a.lrc") && rank("a.lrc") < rank("a.txt"));
    }
}
