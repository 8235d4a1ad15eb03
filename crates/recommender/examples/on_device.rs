//! Writes the companions of listening data that is not ours to ship, as a browser would fetch them, so that its lists can
//! be judged: `cargo run --release -p recommender --example on_device -- FOLDER [OF_EACH]`, then
//! `npm run ranking -- FOLDER` in `web/`.
//!
//! The folder holds `train.tsv` (listener, item, plays), separated by tabs; `companions.bin` is written beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use recommender::{Dials, Item, Listener, Listening, encode_companions};

/// As the service sends them.
const OF_EACH: usize = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).ok_or("name the folder with train.tsv")?;
    let of_each = std::env::args().nth(2).map_or(Ok(OF_EACH), |text| text.parse())?;
    let mut heard: BTreeMap<u64, Vec<Item>> = BTreeMap::new();
    for line in std::fs::read_to_string(folder.join("train.tsv"))?.lines() {
        let mut cells = line.split('\t');
        let cell = |text: Option<&str>| text.and_then(|text| text.parse::<i64>().ok());
        // The head of the table holds no numbers.
        if let (Some(listener), Some(item)) = (cell(cells.next()), cell(cells.next())) {
            heard.entry(listener.unsigned_abs()).or_default().push(Item(item));
        }
    }
    let mut listening = Listening::new();
    heard.iter().for_each(|(listener, items)| listening.set(Listener(*listener), items));
    let began = Instant::now();
    let all = listening.companions(Dials::default(), of_each);
    let bytes = encode_companions(&all, &[], &BTreeSet::new());
    println!(
        "{} listeners, {} items with companions, {} bytes, {:.0} ms",
        listening.listeners(),
        all.len(),
        bytes.len(),
        began.elapsed().as_secs_f64() * 1_000.0
    );
    std::fs::write(folder.join("companions.bin"), bytes)?;
    Ok(())
}
