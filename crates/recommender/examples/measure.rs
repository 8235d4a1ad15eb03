//! Measures how good and how fast recommended lists are, on listening data that is not ours to ship:
//! `cargo run --release -p recommender --example measure -- FOLDER`.
//!
//! The folder holds `train.tsv` (listener, item, plays) and `dev.tsv` (listener, hidden item), separated by tabs.
//! NDCG@100 is counted with targets unweighted, a logarithmic discount to the base 2, and the best list that is possible as 1.
//! Time is what the kernel counted for this thread, so that other work on the machine disturbs it little.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use recommender::{Dials, Item, Listener, Listening, PEOPLE_MIN, Seed};

/// How long the lists are.
const LENGTH: usize = 100;
/// The kernel's count moves in steps of some milliseconds: every so many a list is made so often that they do not matter.
const TIMED_EVERY: u32 = 5;
const REPEATED: u32 = 20;

/// Who listened to what, and how often; of hidden items the number is 1.
type Rows = BTreeMap<u64, BTreeMap<i64, f64>>;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).ok_or("name the folder with train.tsv and dev.tsv")?;
    let train = read(&folder.join("train.tsv"))?;
    let dev = read(&folder.join("dev.tsv"))?;
    let before = cpu_time();
    let mut listening = Listening::new();
    for (listener, items) in &train {
        let items: Vec<Item> = items.keys().copied().map(Item).collect();
        listening.set(Listener(*listener), &items);
    }
    println!("{} listeners taken in: {:.1} CPU-ms", listening.listeners(), millis(cpu_time() - before));
    println!("| people behind a pair | lists | NDCG@100 | shown in the first 20 | p50, CPU-ms | p99, CPU-ms |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for people_min in [1, 2, PEOPLE_MIN] {
        let dials = Dials { people_min, ..Dials::default() };
        measure(&listening, &train, &dev, dials);
    }
    forget(&mut listening, &train);
    Ok(())
}

fn measure(listening: &Listening, train: &Rows, dev: &Rows, dials: Dials) {
    let popular: Vec<Item> = listening.popular(PEOPLE_MIN as usize, 4 * LENGTH).into_iter().map(|one| one.0).collect();
    let (mut sum, mut lists, mut shown, mut times) = (0.0, 0_u32, HashSet::new(), Vec::new());
    for (listener, hidden) in dev {
        let Some(own) = train.get(listener) else { continue };
        let seeds: Vec<Seed> = own.iter().map(|(item, plays)| Seed::heard(Item(*item), *plays)).collect();
        let mut list: Vec<Item> =
            listening.recommend(&seeds, |_| false, dials, LENGTH).into_iter().map(|one| one.item).collect();
        if lists % TIMED_EVERY == 0 {
            let before = cpu_time();
            for _ in 0..REPEATED {
                drop(black_box(listening.recommend(&seeds, |_| false, dials, LENGTH)));
            }
            times.push((cpu_time() - before) / REPEATED);
        }
        // A list that is too short goes on with what most people listen to, as the service does.
        let known: HashSet<Item> = list.iter().copied().chain(own.keys().copied().map(Item)).collect();
        let missing = LENGTH - list.len();
        list.extend(popular.iter().filter(|item| !known.contains(item)).take(missing));
        shown.extend(list.iter().take(20).copied());
        sum += ndcg(&list, hidden);
        lists += 1;
    }
    times.sort_unstable();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
    println!(
        "| {} | {lists} | {:.4} | {} | {:.2} | {:.2} |",
        dials.people_min,
        sum / f64::from(lists.max(1)),
        shown.len(),
        at(50).copied().map_or(0.0, millis),
        at(99).copied().map_or(0.0, millis),
    );
}

/// What taking one listener out costs, on the mean of all.
fn forget(listening: &mut Listening, train: &Rows) {
    let before = cpu_time();
    for listener in train.keys() {
        listening.remove(Listener(*listener));
    }
    let count = u32::try_from(train.len().max(1)).unwrap_or(u32::MAX);
    println!("taking one listener out: {:.4} CPU-ms", millis((cpu_time() - before) / count));
}

fn ndcg(list: &[Item], hidden: &BTreeMap<i64, f64>) -> f64 {
    let worth = |rank: u32| 1.0 / f64::from(rank + 2).log2();
    let found =
        (0..).zip(list).filter(|(_, item)| hidden.contains_key(&item.0)).map(|(rank, _)| worth(rank)).sum::<f64>();
    let best: f64 = (0..100).take(hidden.len()).map(worth).sum();
    if best > 0.0 { found / best } else { 0.0 }
}

fn read(path: &Path) -> Result<Rows, Box<dyn Error>> {
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

/// CPU time that this thread has used, as the kernel counts it (schedstat, in nanoseconds).
fn cpu_time() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split(' ').next().and_then(|field| field.parse().ok()).unwrap_or(0))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
