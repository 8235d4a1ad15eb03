//! The words of each mail, in both languages.

use catalog::AlbumSummary;
use http_api::{Language, Text};
use incidents::{Incident, Words};

use crate::message::{Letter, Link, Part};

/// Albums that one letter names; of more it tells how many.
pub(crate) const ALBUMS_MAX: usize = 30;

fn say(language: Language, zh: &str, en: &str) -> String {
    match language {
        Language::Chinese => zh.to_owned(),
        Language::English => en.to_owned(),
    }
}

/// The code that proves an address.
pub(crate) fn proof(language: Language, code: &str) -> Letter {
    let words = Text::made(
        format!("您的验证码是 {code}，10 分钟内有效。请在清音的设置页填写，证明这个邮箱是您的。"),
        format!(
            "Your code is {code}. Enter it in Qingyin's settings within 10 minutes, to prove that this address is yours."
        ),
    );
    let if_not = say(
        language,
        "如果不是您本人操作，请不必理会：没有验证码，这个邮箱不会被使用。",
        "If this was not you, do nothing: without the code the address is not used.",
    );
    Letter {
        language,
        subject: say(language, "清音：证明您的邮箱", "Qingyin: prove your mail address"),
        parts: vec![Part::Words(words.get(language).to_owned()), Part::Words(if_not)],
        unsubscribes_by: None,
    }
}

/// A notice of an incident, with each part that the law demands, in the words that the app shows.
pub(crate) fn incident(language: Language, incident: &Incident, words: &Words) -> Letter {
    let kinds: Vec<&str> = incident
        .facts
        .items
        .iter()
        .filter_map(|id| policy::current().item(id))
        .map(|item| item.title.in_language(language.into()))
        .collect();
    let chapter = |zh: &str, en: &str, text: &str| Part::Chapter(say(language, zh, en), text.to_owned());
    Letter {
        language,
        subject: say(language, "清音：一次涉及您的安全事件", "Qingyin: a security incident that concerns you"),
        parts: vec![
            chapter("出了什么事", "What happened", &words.happened),
            chapter("涉及哪些信息", "What information it concerns", &kinds.join(&say(language, "、", ", "))),
            chapter("为什么", "Why", &words.cause),
            chapter("可能的影响", "What harm may come of it", &words.harm),
            chapter("我们怎么处置", "What we are doing", &words.measures),
            chapter("您可以怎么防备", "How to guard yourself", &words.advice),
            chapter("怎么补救", "How we make it good", &words.remedies),
            chapter("怎么联系我们", "How to reach us", &words.contact),
            Part::Link(Link::new(say(language, "在应用里查看", "Read it in the app"), "/privacy/incidents")),
        ],
        unsubscribes_by: None,
    }
}

/// That a request was answered; the answer itself is read in the app.
pub(crate) fn answered(language: Language) -> Letter {
    Letter {
        language,
        subject: say(language, "清音：您的请求已经答复", "Qingyin: your request was answered"),
        parts: vec![
            Part::Words(say(
                language,
                "您向个人信息保护负责人提出的请求已经答复。为了保护您，答复只在应用里看，邮件里没有内容。",
                "Your request to the privacy officer was answered. To protect you the answer is read in the app alone, and not in this mail.",
            )),
            Part::Link(Link::new(say(language, "查看答复", "Read the answer"), "/privacy/requests")),
        ],
        unsubscribes_by: None,
    }
}

/// What was added to the library in a month, such as `2026-11`; the same for everybody but for `token`.
pub(crate) fn monthly(language: Language, month: &str, albums: &[AlbumSummary], total: usize, token: String) -> Letter {
    let (year, number) = month.split_once('-').unwrap_or((month, ""));
    let opening = Text::made(
        format!("{year} 年 {} 月，曲库新增了 {total} 张专辑。", number.trim_start_matches('0')),
        format!("In {month} the library gained {total} {}.", if total == 1 { "album" } else { "albums" }),
    );
    let named = albums.iter().take(ALBUMS_MAX).map(|album| {
        let artists: Vec<&str> = album.artists.iter().map(|artist| artist.name.as_str()).collect();
        let words = if artists.is_empty() {
            album.title.clone()
        } else {
            format!("{} · {}", album.title, artists.join(&say(language, "、", ", ")))
        };
        Link::new(words, format!("/albums/{}", album.id))
    });
    let mut parts = vec![Part::Words(opening.get(language).to_owned()), Part::Links(named.collect())];
    if total > albums.len().min(ALBUMS_MAX) {
        parts.push(Part::Link(Link::new(say(language, "查看全部新专辑", "See all of them"), "/albums")));
    }
    parts.push(Part::Words(say(
        language,
        "您收到这封信，是因为您在清音订阅了每月来信。信里没有统计打开和点击的东西；随时可以退订，不用登录。",
        "You get this letter because you subscribed to it in Qingyin. Nothing in it counts opening or clicking; you can unsubscribe at any time, without signing in.",
    )));
    Letter {
        language,
        subject: say(
            language,
            &format!("清音来信：{year} 年 {} 月的新专辑", number.trim_start_matches('0')),
            &format!("A letter from Qingyin: new albums of {month}"),
        ),
        parts,
        unsubscribes_by: Some(token),
    }
}
