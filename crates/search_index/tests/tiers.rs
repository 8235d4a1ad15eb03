//! What is found, and in which order.

use search_index::{Document, Index, Tier};

/// Songs of a small library: popularity, title, artist, album.
const SONGS: [(u32, &str, &str, &str); 22] = [
    (0, "茉莉花", "江南民歌合唱团", "民歌集"),
    (0, "好一朵茉莉花", "江南民歌合唱团", "民歌集"),
    (9, "晴天", "周皆轮", "叶之美"),
    (8, "七里香", "周皆轮", "七里香"),
    (7, "青花瓷", "周皆轮", "我不忙"),
    (0, "重庆森林", "单一纯", "行走"),
    (0, "行者", "单一纯", "行走"),
    (0, "绿光", "孙燕", "风筝"),
    (5, "Moon", "Kanya", "Moons"),
    (0, "Moonlight Sonata", "Ludwig van Beethoven", "Sonatas"),
    (0, "Blue Moon", "Björn", "Blue"),
    (0, "100% 爱", "陈一迅", "数字"),
    (0, "Don’t Stop", "AC/BD", "Highway"),
    (0, "÷", "Edd", "÷"),
    (0, "青蛙", "乐队", "池塘"),
    (0, "女儿情", "吴静", "西游"),
    (0, "Intro", "Kanya", "Moons"),
    (0, "夜曲", "肖邦", "夜曲集"),
    (0, "夜来香", "邓小君", "海上花"),
    (0, "海阔天空", "彼岸乐队", "乐与怒"),
    (0, "送别", "李叔", "学堂乐歌"),
    (0, "二泉映月", "阿炳", "二胡"),
];

fn index() -> Index {
    Index::build(SONGS.iter().enumerate().map(|(id, (popularity, title, artist, album))| Document {
        id: id as i64,
        popularity: *popularity,
        names: vec![(*title).to_owned()],
        around: vec![(*artist).to_owned(), (*album).to_owned()],
    }))
}

fn check(query: &str, expected: &[(&str, Tier)]) {
    let found: Vec<(&str, Tier)> =
        index().find(query, 3).into_iter().map(|hit| (SONGS[hit.id as usize].1, hit.tier)).collect();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn whole_then_beginning_then_inside() {
    check("moon", &[("Moon", Tier::Exact), ("Moonlight Sonata", Tier::Prefix), ("Blue Moon", Tier::Word)]);
    check("茉莉花", &[("茉莉花", Tier::Exact), ("好一朵茉莉花", Tier::Substring)]);
    check("花", &[("青花瓷", Tier::Substring), ("茉莉花", Tier::Substring), ("好一朵茉莉花", Tier::Substring)]);
    check("onlig", &[("Moonlight Sonata", Tier::Substring)]);
    check("light son", &[("Moonlight Sonata", Tier::Substring)]);
}

#[test]
fn spelling_is_folded() {
    check("ＢＬＵＥ　ｍｏｏｎ", &[("Blue Moon", Tier::Exact)]);
    check("綠光", &[("绿光", Tier::Exact)]);
    check("dont stop", &[("Don’t Stop", Tier::Exact)]);
    check("acbd", &[("Don’t Stop", Tier::Typo)]);
    check("ac bd", &[("Don’t Stop", Tier::Around)]);
    check("bjorn", &[("Blue Moon", Tier::Around)]);
    check("÷", &[("÷", Tier::Exact)]);
    check("0% 爱", &[("100% 爱", Tier::Substring)]);
}

#[test]
fn initials_and_pinyin_with_all_readings() {
    check("mlh", &[("茉莉花", Tier::Initials)]);
    check("molihua", &[("茉莉花", Tier::Pinyin)]);
    check("mo li hua", &[("茉莉花", Tier::Pinyin)]);
    check("molih", &[("茉莉花", Tier::PinyinPrefix)]);
    check("chongqing", &[("重庆森林", Tier::PinyinPrefix)]);
    check("chongqingsenlin", &[("重庆森林", Tier::Pinyin)]);
    check("cqsl", &[("重庆森林", Tier::Initials)]);
    check("zqsl", &[("重庆森林", Tier::Initials)]);
    check("xingzhe", &[("行者", Tier::Pinyin)]);
    check("lvguang", &[("绿光", Tier::Pinyin)]);
    check("haikuotk", &[("海阔天空", Tier::PinyinPrefix)]);
    check("晴tian", &[("晴天", Tier::PinyinPrefix)]);
}

#[test]
fn two_fields_in_one_query() {
    check("周皆轮 晴天", &[("晴天", Tier::Words)]);
    check("晴天 周皆轮", &[("晴天", Tier::Words)]);
    check("zjl 七里香", &[("七里香", Tier::Words)]);
    check("周皆轮 qlx", &[("七里香", Tier::Words)]);
    check("zjl qlx", &[("七里香", Tier::Words)]);
    check("周皆轮七里香", &[("七里香", Tier::Words)]);
    check("zhoujielunqinghuaci", &[("青花瓷", Tier::Words)]);
    check("sonata beethoven", &[("Moonlight Sonata", Tier::Words)]);
    check("bethoven sonata", &[("Moonlight Sonata", Tier::TypoPrefix)]);
    check("syc 行者", &[("行者", Tier::Words)]);
}

#[test]
fn one_mistake_and_only_one() {
    check("moonlite sonata", &[]);
    check("moonlihgt sonata", &[("Moonlight Sonata", Tier::Typo)]);
    // The album, Sonatas, begins so; it is looked at before later words of the title.
    check("sonota", &[("Moonlight Sonata", Tier::TypoPrefix)]);
    check("beethovn", &[("Moonlight Sonata", Tier::Typo)]);
    check("moonlihgt", &[("Moonlight Sonata", Tier::TypoPrefix)]);
    check("qigntian", &[("晴天", Tier::Typo)]);
    check("轻天", &[("晴天", Tier::Typo)]);
    check("七里相", &[("七里香", Tier::Typo)]);
    check("七木香", &[("七里香", Tier::Typo)]);
    check("海阔大空", &[("海阔天空", Tier::Typo)]);
    check("海天阔空", &[]);
    check("海阔空天", &[("海阔天空", Tier::Typo)]);
    check("海天空", &[("海阔天空", Tier::Typo)]);
}

#[test]
fn chinese_is_never_compared_by_sound() {
    // 轻蛙 is one mistake, 青华 is none of its names, 清化 would be two characters that sound alike.
    check("轻蛙", &[("青蛙", Tier::Typo)]);
    check("氢铧瓷", &[]);
    check("磬画", &[]);
}

#[test]
fn popularity_decides_inside_a_tier() {
    check("zjl", &[("晴天", Tier::AroundPinyin), ("七里香", Tier::AroundPinyin), ("青花瓷", Tier::AroundPinyin)]);
    check("周皆轮", &[("晴天", Tier::Around), ("七里香", Tier::Around), ("青花瓷", Tier::Around)]);
}

#[test]
fn words_that_lead_to_very_many_are_found_together() {
    // Each word of artist and title is in the names of thousands that more people hear.
    let song = |id: i64, popularity, title: String, artist: String| Document {
        id,
        popularity,
        names: vec![title],
        around: vec![artist],
    };
    let busy = (1..4_000).map(|id| {
        let (title, artist) = match id % 4 {
            0 => (format!("mountain {id}"), format!("tawen {id}")),
            1 => (format!("petals {id}"), format!("vesdol {id}")),
            2 => (format!("{id} mountain"), format!("{id} vesdol")),
            _ => (format!("{id} petals"), format!("{id} tawen")),
        };
        song(id, 9, title, artist)
    });
    let meant = song(0, 0, "mountain petals".to_owned(), "tawen vesdol".to_owned());
    let index = Index::build(busy.chain([meant]));
    for query in ["tawen vesdol mountain petals", "tawen vesdol mount", "mountain petals tawen vesdol"] {
        let hit = index.find(query, 1).first().map(|hit| (hit.id, hit.tier));
        assert_eq!(hit, Some((0, Tier::Words)), "{query}");
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    for query in ["", "   ", "zzzzqqq", "\u{202e}", "!!!", "？", "龘龘龘"] {
        check(query, &[]);
    }
}
