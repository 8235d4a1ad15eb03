//! Recommended lists: how long one takes, what forgetting a listener costs, and how good lists are.
//!
//! Like similarity, this is measured from within: the engine alone, without the database that it reads from.

use std::collections::{BTreeMap, HashSet};
use std::hint::black_box;
use std::path::Path;

use recommender::{Dials, Item, Listener, Listening, PEOPLE_MIN, Seed};

use crate::process::thread_cpu_us;
use crate::scan::to_f64;
use crate::search::catalogue::Random;
use crate::table::{Bar, Row, Section};
use crate::{Error, Setting};

/// How long the lists are.
const LENGTH: usize = 100;
/// Lists that are timed, each of another listener.
const TIMED: usize = 400;
/// Invented listeners, the items among which they choose, and how long a list of theirs may take.
const SIZES: [(u64, usize, f64); 2] = [(2_000, 20_000, 2.0), (100_000, 200_000, 20.0)];
/// Tastes of invented listeners: each has three of them.
const TASTES: usize = 60;

/// Who listened to what, and how often; of hidden items the number is 1.
type Rows = BTreeMap<u64, BTreeMap<i64, f64>>;

pub(crate) fn measure(setting: &Setting) -> Result<Section, Error> {
    let mut rows = Vec::new();
    for (listeners, items, most_ms) in SIZES {
        rows.extend(invented(listeners, items, most_ms));
    }
    match &setting.listening {
        Some(folder) => rows.extend(quality(folder)?),
        None => rows.push(Row::not_measured(
            "NDCG@100 on real listening",
            "no folder of it was named (--listening)".to_owned(),
        )),
    }
    Ok(Section {
        title: "Recommended lists",
        rows,
        notes: vec![
            format!(
                "An invented listener has three of {TASTES} tastes and 10 to 500 items; few items are heard \
                 by many and many by few. {TIMED} listeners ask for {LENGTH} items each, with all of theirs as seeds and \
                 pairs carried by {PEOPLE_MIN} people at least. Times are CPU of the thread, and reading rows from a database \
                 is not in them."
            ),
            "Real listening is a folder with `train.tsv` (listener, item, plays) and `dev.tsv` (listener, hidden item). \
             NDCG@100 is counted with targets unweighted, a logarithmic discount to the base 2, and the best list that is \
             possible as 1; a list that is too short goes on with what at least three people listen to."
                .to_owned(),
        ],
    })
}

/// Lists of invented listeners.
fn invented(listeners: u64, items: usize, most_ms: f64) -> Vec<Row> {
    let mut random = Random(listeners);
    let mut listening = Listening::new();
    let begun = thread_cpu_us();
    for listener in 0..listeners {
        listening.set(Listener(listener), &taste(&mut random, items));
    }
    let built_s = (thread_cpu_us() - begun) / 1e6;
    let mut again = Random(listeners);
    let some: Vec<Vec<Item>> = (0..TIMED).map(|_| taste(&mut again, items)).collect();
    let mut spent: Vec<f64> = some
        .iter()
        .map(|own| {
            let seeds: Vec<Seed> =
                (1_u32..).zip(own).map(|(at, item)| Seed::heard(*item, f64::from(at % 50))).collect();
            let begun = thread_cpu_us();
            drop(black_box(listening.recommend(&seeds, |_| false, Dials::default(), LENGTH)));
            (thread_cpu_us() - begun) / 1e3
        })
        .collect();
    spent.sort_unstable_by(f64::total_cmp);
    let at = |share: usize| spent[spent.len() * share / 100];
    let begun = thread_cpu_us();
    let forgotten = listeners.min(1_000);
    for listener in 0..forgotten {
        listening.remove(Listener(listener));
    }
    let forgetting_ms = (thread_cpu_us() - begun) / 1e3 / forgotten as f64;
    vec![
        Row::of(format!("{listeners} listeners: a list, p50"), at(50), "CPU-ms", Bar::None),
        Row::of(format!("{listeners} listeners: a list, p99"), at(99), "CPU-ms", Bar::AtMost(most_ms)),
        Row::of(format!("{listeners} listeners: forgetting one"), forgetting_ms, "CPU-ms", Bar::None),
        Row::of(format!("{listeners} listeners: taking all in"), built_s, "CPU-s", Bar::None),
    ]
}

/// What an invented listener heard: three tastes, in each the popular more often.
fn taste(random: &mut Random, items: usize) -> Vec<Item> {
    let tastes = [random.skewed(TASTES), random.skewed(TASTES), random.below(TASTES)];
    // Most have some dozens, a few have hundreds.
    let count = 10 + random.skewed(100) + if random.below(20) == 0 { random.below(390) } else { 0 };
    let of_taste = items / TASTES;
    (0..count)
        .map(|_| {
            let reach = 1 + random.skewed(of_taste);
            let place = random.skewed(reach);
            Item(i64::try_from(tastes[random.below(3)] + place * TASTES).unwrap_or(0))
        })
        .collect()
}

/// How good lists are on listening data, of which each listener's hidden items are looked for.
fn quality(folder: &Path) -> Result<Vec<Row>, Error> {
    let train = read(&folder.join("train.tsv"))?;
    let hidden = read(&folder.join("dev.tsv"))?;
    let mut listening = Listening::new();
    for (listener, items) in &train {
        let items: Vec<Item> = items.keys().copied().map(Item).collect();
        listening.set(Listener(*listener), &items);
    }
    let popular: Vec<Item> = listening.popular(PEOPLE_MIN as usize, 4 * LENGTH).into_iter().map(|one| one.0).collect();
    let mut rows = Vec::new();
    for (people_min, bar) in [(1, Bar::AtLeast(0.355)), (2, Bar::None), (PEOPLE_MIN, Bar::AtLeast(0.33))] {
        let dials = Dials { people_min, ..Dials::default() };
        let (mut sum, mut lists, mut shown, mut spent) = (0.0, 0_usize, HashSet::new(), Vec::new());
        for (listener, hidden) in &hidden {
            let Some(own) = train.get(listener) else { continue };
            let seeds: Vec<Seed> = own.iter().map(|(item, plays)| Seed::heard(Item(*item), *plays)).collect();
            let begun = thread_cpu_us();
            let found = listening.recommend(&seeds, |_| false, dials, LENGTH);
            spent.push((thread_cpu_us() - begun) / 1e3);
            let mut list: Vec<Item> = found.into_iter().map(|one| one.item).collect();
            let known: HashSet<Item> = list.iter().copied().chain(own.keys().copied().map(Item)).collect();
            let missing = LENGTH - list.len();
            list.extend(popular.iter().filter(|item| !known.contains(item)).take(missing));
            shown.extend(list.iter().take(20).copied());
            sum += ndcg(&list, hidden);
            lists += 1;
        }
        spent.sort_unstable_by(f64::total_cmp);
        let p99 = spent.get(spent.len() * 99 / 100).copied().unwrap_or_default();
        let what = format!("real listening, pairs of {people_min} and more");
        rows.push(Row::of(format!("{what}: NDCG@100 of {lists} lists"), sum / to_f64(lists.max(1)), "", bar));
        rows.push(Row::of(format!("{what}: different items in the first 20"), to_f64(shown.len()), "", Bar::None));
        rows.push(Row::of(format!("{what}: a list, p99"), p99, "CPU-ms", Bar::AtMost(2.0)));
    }
    Ok(rows)
}

fn ndcg(list: &[Item], hidden: &BTreeMap<i64, f64>) -> f64 {
    let worth = |rank: usize| 1.0 / to_f64(rank + 2).log2();
    let found = list.iter().enumerate().filter(|(_, item)| hidden.contains_key(&item.0)).map(|(rank, _)| worth(rank));
    let best: f64 = (0..LENGTH).take(hidden.len()).map(worth).sum();
    if best > 0.0 { found.sum::<f64>() / best } else { 0.0 }
}

fn read(path: &Path) -> Result<Rows, Error> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut rows = Rows::new();
    for (number, line) in (1..).zip(text.lines()) {
        let mut fields = line.split('\t');
        let wrong = || format!("{}, line {number}: not a listener and an item", path.display());
        let listener = fields.next().and_then(|field| field.parse().ok()).ok_or_else(wrong)?;
        let item = fields.next().and_then(|field| field.parse().ok()).ok_or_else(wrong)?;
        let plays = fields.next().and_then(|field| field.parse().ok()).unwrap_or(1.0);
        rows.entry(listener).or_default().insert(item, plays);
    }
    Ok(rows)
}
