//! What is said around a name: 我想听…, 播放…, …这首歌.

use std::sync::LazyLock;

use crate::sound::{Sound, sounds};

/// The longest first, so that 我想听一首 goes whole.
const BEFORE: [&str; 26] = [
    "我想听一首",
    "我要听一首",
    "给我来一首",
    "给我放一首",
    "帮我放一首",
    "请播放一首",
    "给我播放",
    "帮我播放",
    "请播放",
    "播放一首",
    "我想听",
    "我要听",
    "想听一首",
    "来一首",
    "放一首",
    "唱一首",
    "搜一下",
    "放一下",
    "听一下",
    "帮我搜",
    "播放",
    "搜索",
    "想听",
    "来首",
    "放首",
    "play",
];
const AFTER: [&str; 8] = ["这首歌曲", "这首歌", "的歌曲", "的歌", "那首歌", "好不好", "可以吗", "吧"];

/// How phrases sound.
type Phrases = Vec<Vec<Sound>>;

static PHRASES: LazyLock<(Phrases, Phrases)> = LazyLock::new(|| {
    let all = |phrases: &[&str]| phrases.iter().map(|phrase| sounds(phrase, 16)).collect();
    (all(&BEFORE), all(&AFTER))
});

/// A transcript without what is said around a name; the whole one when nothing else is in it.
pub(crate) fn asked_for(said: &[Sound]) -> &[Sound] {
    let (before, after) = &*PHRASES;
    let start = before.iter().find(|phrase| said.len() > phrase.len() && alike(phrase, said)).map_or(0, Vec::len);
    let rest = &said[start..];
    let end = after
        .iter()
        .find(|phrase| rest.len() > phrase.len() && alike(phrase, &rest[rest.len() - phrase.len()..]))
        .map_or(0, Vec::len);
    &rest[..rest.len() - end]
}

fn alike(phrase: &[Sound], part: &[Sound]) -> bool {
    phrase.iter().zip(part).all(|(a, b)| a.difference(b) < 0.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_around_goes_also_when_it_was_misheard() {
        let asked = |text: &str| asked_for(&sounds(text, 50)).len();
        assert_eq!(asked("我想听茉莉花这首歌"), 3);
        assert_eq!(asked("我像听莫利花"), 3);
        assert_eq!(asked("周杰伦的歌"), 3);
        assert_eq!(asked("播放"), 2, "there is nothing else in it");
        assert_eq!(asked("play yesterday"), 1);
    }
}
