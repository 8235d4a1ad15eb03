//! Judged queries: what people type when they mean a song, and whether it comes up.

use std::collections::{BTreeMap, HashMap};

use search_index::{Document, Index};

use super::catalogue;

/// Title, artist, album and popularity of the songs that are looked for: old tunes, and songs made up for this.
const WORKS: &str = include_str!("../../data/search_works.tsv");

/// Class, query, and the titles of which one shall come up.
const QUERIES: &str = include_str!("../../data/search_queries.tsv");

/// Invented songs among which the works are looked for.
const OTHERS: usize = 20_000;

/// How often what was meant came up.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Success {
    pub(super) queries: usize,
    pub(super) first: usize,
    pub(super) among_five: usize,
}

/// What came of all queries, by class, and those that failed.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub(super) classes: BTreeMap<&'static str, Success>,
    pub(super) all: Success,
    pub(super) failed: Vec<String>,
}

/// A work's popularity as plays, beside those of the invented songs.
const PLAYS_PER_POINT: u32 = 1;

pub(super) fn judge() -> Judged {
    let mut titles: HashMap<i64, &str> = HashMap::new();
    let works: Vec<Document> = (1..)
        .zip(WORKS.lines())
        .filter_map(|(id, line)| {
            let [title, artist, album, points] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
            titles.insert(id, title);
            Some(Document {
                id,
                popularity: points.parse::<u32>().ok()? * PLAYS_PER_POINT,
                names: vec![title.to_owned()],
                around: vec![artist.to_owned(), album.to_owned()],
            })
        })
        .collect();
    let others = catalogue::songs(OTHERS, 1_000_000, 7);
    let index = Index::build(works.into_iter().chain(others));
    let mut judged = Judged::default();
    for line in QUERIES.lines().filter(|line| !line.starts_with('#')) {
        let [class, query, meant] = match <[&str; 3]>::try_from(line.split('\t').collect::<Vec<_>>()) {
            Ok(parts) => parts,
            Err(_) => continue,
        };
        let meant: Vec<&str> = meant.split('|').collect();
        let hits = index.find(query, 5);
        let place = hits.iter().position(|hit| titles.get(&hit.id).is_some_and(|title| meant.contains(title)));
        for success in [judged.classes.entry(class).or_default(), &mut judged.all] {
            success.queries += 1;
            success.first += usize::from(place == Some(0));
            success.among_five += usize::from(place.is_some());
        }
        if place.is_none() {
            judged.failed.push(format!("{class}: {query}"));
        }
    }
    judged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_comes_up() {
        let judged = judge();
        let share = |success: Success| success.among_five as f64 / success.queries as f64;
        assert!(judged.all.queries >= 300);
        assert!(share(judged.all) >= 0.98, "{} {:?}", share(judged.all), judged.failed);
        for (class, success) in &judged.classes {
            assert!(share(*success) >= 0.95, "{class} {success:?} {:?}", judged.failed);
        }
    }
}
