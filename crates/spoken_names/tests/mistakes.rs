//! Transcripts with the wrong characters find what was said, among many other names.

use std::collections::{BTreeMap, HashMap};

use spoken_names::{Name, SpokenNames};

const MISTAKES: &str = include_str!("mistakes.tsv");
/// Invented titles that were not said.
const OTHERS: i64 = 20_000;
/// Common in titles, so that what was not said sounds like what was.
const CHARACTERS: &str = "的我你爱不人心天一是在了有风花雪月夜梦想情生海星光雨春秋冬夏山水云歌曲声时年日来去回家路远近城红白青蓝黑金银玉香酒茶诗书琴画\
    千万百里江湖河川东西南北中上下大小老少男女儿子父母兄弟姐妹朋友相思离别归期故乡异客孤单独自由飞翔蝴蝶鸟鱼龙凤凰虎马牛羊影子镜园林木叶草竹梅兰菊荷桃";

struct Mistake<'a> {
    kind: &'a str,
    transcript: &'a str,
    title: &'a str,
    artist: &'a str,
}

fn mistakes() -> Vec<Mistake<'static>> {
    let lines = MISTAKES.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut fields = line.split('\t');
            let mut next = || fields.next().unwrap();
            Mistake { kind: next(), transcript: next(), title: next(), artist: next() }
        })
        .collect()
}

/// Every title that was said, and many that were not.
fn library() -> (SpokenNames, HashMap<&'static str, i64>) {
    let mut ids: HashMap<&str, i64> = HashMap::new();
    let mut names = Vec::new();
    for Mistake { title, artist, .. } in mistakes() {
        if !ids.contains_key(title) {
            let id = OTHERS + names.len() as i64;
            ids.insert(title, id);
            names.push(Name { id, popularity: 0, name: title.to_owned(), around: vec![artist.to_owned()] });
        }
    }
    let characters: Vec<char> = CHARACTERS.chars().filter(|character| !character.is_whitespace()).collect();
    let mut state = 7_u32;
    let mut below = |count: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % count
    };
    for id in 0..OTHERS {
        let mut word = |length: usize| -> String { (0..length).map(|_| characters[below(characters.len())]).collect() };
        let length = 2 + id as usize % 5;
        names.push(Name { id, popularity: 0, name: word(length), around: vec![word(3)] });
    }
    (SpokenNames::of(names), ids)
}

#[test]
fn what_was_misheard_is_found_first() {
    let mistakes = mistakes();
    assert!(mistakes.len() >= 300, "{}", mistakes.len());
    let (library, ids) = library();
    let mut of_kind: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for Mistake { kind, transcript, title, .. } in &mistakes {
        let found = library.find(transcript, 1);
        let is_right = found.first().is_some_and(|heard| heard.id == ids[title]);
        let (right, all) = of_kind.entry(kind).or_default();
        *all += 1;
        *right += usize::from(is_right);
        if !is_right {
            missed.push(format!("{transcript} for {title}: {found:?}"));
        }
    }
    println!("{of_kind:?}, {missed:#?}");
    let right = mistakes.len() - missed.len();
    assert!(right * 100 >= mistakes.len() * 95, "{right} of {}: {of_kind:?}, missed {missed:#?}", mistakes.len());
}

#[test]
fn what_sounds_like_no_name_is_no_name() {
    let (library, _) = library();
    for nothing in ["", "。。。", "嗯嗯嗯啊", "今天北京的天气怎么样明天会不会下雨", "set an alarm for seven"]
    {
        let found = library.find(nothing, 5);
        assert!(found.iter().all(|heard| heard.score < 0.75), "{nothing}: {found:?}");
    }
}

#[test]
fn artists_brackets_numbers_and_other_scripts_are_understood() {
    let name = |id, name: &str, around: &[&str]| Name {
        id,
        popularity: 0,
        name: name.to_owned(),
        around: around.iter().map(|name| (*name).to_owned()).collect(),
    };
    let names = SpokenNames::of([
        name(1, "晴天 (Live)", &["周杰伦"]),
        name(2, "晴天", &["刘瑞琦"]),
        name(3, "1997年的雨", &["老城"]),
        name(4, "Yesterday Once More", &["Carpenters"]),
        name(5, "後來", &["劉若英"]),
        name(6, "!!!", &[]),
        name(7, "🎵", &[]),
    ]);
    let first = |said: &str| names.find(said, 1).first().map(|heard| heard.id);
    assert_eq!(first("周节轮的晴天"), Some(1));
    assert_eq!(first("刘瑞其情天"), Some(2));
    assert_eq!(first("一九九七年的雨"), Some(3));
    assert_eq!(first("播放 yesterday once moor"), Some(4));
    assert_eq!(first("我想听后来"), Some(5));
    assert_eq!(first("🎵"), None);
    assert_eq!(names.len(), 5);
}
