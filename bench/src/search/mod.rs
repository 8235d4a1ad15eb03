//! Search: what comes up for judged queries, and what a query costs in a library of a million.

pub(crate) mod catalogue;
mod lines;
mod relevance;

use search_index::{Document, Index};

use crate::process::thread_cpu_us;
use crate::scan::to_f64;
use crate::table::{Bar, Row, Section};
use crate::{Error, Setting};

/// Songs of the large library.
const SONGS: usize = 1_000_000;

/// Queries of each class.
const QUERIES: usize = 2_000;

/// What a page of results shows of one kind.
const LIMIT: usize = 10;

pub(crate) fn measure(setting: &Setting) -> Result<Section, Error> {
    let mut rows = Vec::new();
    let judged = relevance::judge();
    let percent = |part: usize, of: usize| 100.0 * to_f64(part) / to_f64(of);
    let success = judged.all;
    rows.push(Row::of("judged queries", to_f64(success.queries), "", Bar::AtLeast(300.0)));
    rows.push(Row::of("meant is first", percent(success.first, success.queries), "%", Bar::None));
    rows.push(Row::of("meant is among five", percent(success.among_five, success.queries), "%", Bar::AtLeast(98.0)));
    for (class, success) in &judged.classes {
        let name = class.replace('_', " ");
        rows.push(Row::of(format!("{name}: first"), percent(success.first, success.queries), "%", Bar::None));
        let among_five = percent(success.among_five, success.queries);
        rows.push(Row::of(format!("{name}: among five"), among_five, "%", Bar::AtLeast(95.0)));
    }
    rows.extend(large()?);
    rows.extend(lines::measure(setting)?);
    let failed = if judged.failed.is_empty() { "none".to_owned() } else { judged.failed.join("; ") };
    Ok(Section {
        title: "Search",
        rows,
        notes: vec![
            format!("What was meant and did not come up: {failed}."),
            format!(
                "Judged queries look for {} works among 20,000 invented songs. \
                 The large library is {SONGS} invented songs, 62 in a hundred with Chinese titles, in one index; \
                 each class asks {QUERIES} queries made of its names for {LIMIT} answers. Times are CPU of the thread.",
                113
            ),
            lines::NOTE.to_owned(),
        ],
    })
}

fn large() -> Result<Vec<Row>, Error> {
    let documents: Vec<Document> = catalogue::songs(SONGS, 0, 42).collect();
    let begun = thread_cpu_us();
    let index = Index::build(documents.iter().cloned());
    let build_s = (thread_cpu_us() - begun) / 1e6;
    let bytes = index.to_snapshot("");
    let size = to_f64(index.size_bytes()) / to_f64(SONGS);
    drop(index);
    let begun = thread_cpu_us();
    let (index, _) = Index::from_snapshot(&bytes)?;
    let start_s = (thread_cpu_us() - begun) / 1e6;
    let mut rows = vec![
        Row::of("1M tracks: memory", size, "B/track", Bar::AtMost(150.0)),
        Row::of("1M tracks: snapshot", to_f64(bytes.len()) / 1e6, "MB", Bar::None),
        Row::of("1M tracks: start from snapshot", start_s, "CPU-s", Bar::AtMost(2.0)),
        Row::of("1M tracks: build", build_s, "CPU-s", Bar::None),
    ];
    for class in CLASSES {
        let mut random = catalogue::Random(99);
        let mut spent: Vec<f64> = Vec::with_capacity(QUERIES);
        let mut found = 0;
        while spent.len() < QUERIES {
            // The documents of an invented library stand in no order of popularity; small numbers are as good as any.
            let document = &documents[random.skewed(documents.len())];
            let Some(query) = (class.query)(document, &mut random) else { continue };
            let begun = thread_cpu_us();
            let hits = index.find(&query, LIMIT);
            spent.push(thread_cpu_us() - begun);
            found += usize::from(!hits.is_empty());
        }
        spent.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| spent[((to_f64(spent.len()) * share) as usize).min(spent.len() - 1)];
        let p50 = class.p50_us.map_or(Bar::None, Bar::AtMost);
        rows.push(Row::of(format!("{}: p50", class.name), at(0.5), "CPU-µs", p50));
        rows.push(Row::of(format!("{}: p99", class.name), at(0.99), "CPU-µs", Bar::AtMost(1_000.0)));
        rows.push(Row::of(
            format!("{}: answered", class.name),
            100.0 * to_f64(found) / to_f64(QUERIES),
            "%",
            Bar::None,
        ));
    }
    Ok(rows)
}

/// A kind of query, made of a song's names.
struct Class {
    name: &'static str,
    p50_us: Option<f64>,
    query: fn(&Document, &mut catalogue::Random) -> Option<String>,
}

const CLASSES: [Class; 10] = [
    Class { name: "whole title", p50_us: None, query: |song, _| Some(song.names[0].clone()) },
    Class {
        name: "prefix",
        p50_us: Some(10.0),
        query: |song, random| Some(song.names[0].chars().take(1 + random.below(6)).collect()),
    },
    Class { name: "substring", p50_us: None, query: |song, random| inner(&song.names[0], 2 + random.below(3), random) },
    Class { name: "initials", p50_us: None, query: |song, _| spelt(&song.names[0], true) },
    Class { name: "pinyin", p50_us: None, query: |song, _| spelt(&song.names[0], false) },
    Class {
        name: "pinyin prefix",
        p50_us: None,
        query: |song, random| Some(spelt(&song.names[0], false)?.chars().take(1 + random.below(8)).collect()),
    },
    Class {
        name: "artist and title",
        p50_us: None,
        query: |song, _| Some(format!("{} {}", song.around[0], song.names[0])),
    },
    Class {
        name: "artist and initials",
        p50_us: None,
        query: |song, _| Some(format!("{} {}", song.around[0], spelt(&song.names[0], true)?)),
    },
    Class { name: "one typo, letters", p50_us: Some(200.0), query: |song, random| typo(&song.names[0], true, random) },
    Class { name: "one typo, Chinese", p50_us: Some(200.0), query: |song, random| typo(&song.names[0], false, random) },
];

fn is_chinese(title: &str) -> bool {
    title.chars().all(search_index::is_hanzi) && title.chars().count() > 1
}

fn inner(title: &str, length: usize, random: &mut catalogue::Random) -> Option<String> {
    let characters: Vec<char> = title.chars().collect();
    let from = random.below((characters.len() + 1).checked_sub(length)?.max(1));
    Some(characters.get(from..from + length)?.iter().collect())
}

fn spelt(title: &str, initials: bool) -> Option<String> {
    use pinyin::ToPinyin as _;
    is_chinese(title).then_some(())?;
    title
        .chars()
        .map(|character| {
            let plain = character.to_pinyin()?.plain().replace('ü', "v");
            Some(if initials { plain.chars().take(1).collect() } else { plain })
        })
        .collect()
}

/// A name of at least four characters with one of them another.
fn typo(title: &str, in_letters: bool, random: &mut catalogue::Random) -> Option<String> {
    let mut characters: Vec<char> = title.chars().collect();
    let is_right = if in_letters { title.is_ascii() } else { is_chinese(title) };
    if !is_right || characters.len() < 4 {
        return None;
    }
    let at = random.below(characters.len());
    let other = if in_letters { char::from(b'a' + (random.below(26) as u8)) } else { inner_character(title, random) };
    characters[at] = other;
    Some(characters.into_iter().collect())
}

fn inner_character(title: &str, random: &mut catalogue::Random) -> char {
    let all = ['恒', '峰', '莲', '船', '霄', '弦', '律', '曙'];
    let mut other = all[random.below(all.len())];
    while title.contains(other) {
        other = all[random.below(all.len())];
    }
    other
}
