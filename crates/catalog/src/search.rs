//! Search over the names of tracks, albums and artists, in memory.
//!
//! Names are folded and joined to one long text a kind, so that a search is a few passes of a substring finder:
//! 20,000 tracks are about a megabyte. The table is made anew after each scan that changed something.
//!
//! Tiers, the best first: whole name, beginning, inside, initials of pinyin, beginning of pinyin, inside pinyin,
//! all words anywhere (name, artists, album), the artists or the album alone.
//! Inside a tier the shorter name comes first.

use std::collections::HashMap;

use ids::{AlbumId, ArtistId, TrackId};
use memchr::memmem::Finder;

use crate::error::Error;
use crate::model::ArtistName;
use crate::names::{fold, is_hanzi, pinyin_of};
use crate::store;

/// The longest query that is looked at, in characters.
pub const MAX_QUERY_CHARACTERS: usize = 100;

/// The most matches of one pass that are ranked; beyond it a query says too little to rank anything.
const MAX_MATCHES: usize = 4_000;

/// The names of everything that is present.
#[derive(Debug, Default)]
pub(crate) struct SearchTable {
    artists: Names<ArtistId>,
    albums: Names<AlbumId>,
    tracks: Names<TrackId>,
}

/// The best matches of each kind, the best first.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) artists: Vec<ArtistId>,
    pub(crate) albums: Vec<AlbumId>,
    pub(crate) tracks: Vec<TrackId>,
}

impl SearchTable {
    pub(crate) async fn load(reader: &db::Reader) -> Result<Self, Error> {
        let mut table = Self::default();
        let mut artist_names: HashMap<ArtistId, String> = HashMap::new();
        for (id, fold_key) in store::search::artists(reader).await? {
            table.artists.push(id, &fold_key, "");
            artist_names.insert(id, fold_key);
        }
        let folded = |json: &str, out: &mut String| {
            let names: Vec<ArtistName> =
                if json == "[]" { Vec::new() } else { serde_json::from_str(json).unwrap_or_default() };
            for name in names {
                out.push(' ');
                match artist_names.get(&name.id) {
                    Some(name) => out.push_str(name),
                    None => out.push_str(&fold(&name.name)),
                }
            }
        };
        let mut context = String::new();
        let mut album_titles: HashMap<AlbumId, String> = HashMap::new();
        for (id, title, artists) in store::search::albums(reader).await? {
            context.clear();
            folded(&artists, &mut context);
            let title = fold(&title);
            table.albums.push(id, &title, &context);
            album_titles.insert(id, title);
        }
        for (id, title, artists, album) in store::search::tracks(reader).await? {
            context.clear();
            folded(&artists, &mut context);
            if let Some(title) = album.and_then(|album| album_titles.get(&album)) {
                context.push(' ');
                context.push_str(title);
            }
            table.tracks.push(id, &fold(&title), &context);
        }
        table.artists.shrink();
        table.albums.shrink();
        table.tracks.shrink();
        Ok(table)
    }

    /// At most `limit` of each kind.
    pub(crate) fn find(&self, query: &str, limit: usize) -> Found {
        let query: String = query.chars().take(MAX_QUERY_CHARACTERS).collect();
        let query = fold(&query);
        if query.is_empty() {
            return Found::default();
        }
        Found {
            artists: self.artists.find(&query, limit),
            albums: self.albums.find(&query, limit),
            tracks: self.tracks.find(&query, limit),
        }
    }
}

/// Names of one kind, each on a line of a long text.
#[derive(Debug)]
struct Names<I> {
    ids: Vec<I>,
    names: Lines,
    contexts: Lines,
    /// Full pinyin, a tab, initials; an empty line for names without Chinese.
    pinyin: Lines,
}

impl<I> Default for Names<I> {
    fn default() -> Self {
        Self { ids: Vec::new(), names: Lines::default(), contexts: Lines::default(), pinyin: Lines::default() }
    }
}

impl<I: Copy> Names<I> {
    fn push(&mut self, id: I, name: &str, context: &str) {
        self.ids.push(id);
        self.names.push(name);
        self.contexts.push(context);
        match pinyin_of(name) {
            Some((full, initials)) => self.pinyin.push(&format!("{full}\t{initials}")),
            None => self.pinyin.push(""),
        }
    }

    fn shrink(&mut self) {
        self.names.text.shrink_to_fit();
        self.contexts.text.shrink_to_fit();
        self.pinyin.text.shrink_to_fit();
    }

    /// The best lines for a folded query. A pass finds what no earlier one ranks below, so enough matches end the search.
    fn find(&self, query: &str, limit: usize) -> Vec<I> {
        let mut ranking = Ranking::new(self.ids.len());
        for line in self.names.lines_with(&format!("\n{query}")) {
            ranking.add(line, if self.names.line(line) == query { 0 } else { 1 });
        }
        if ranking.len() < limit {
            ranking.add_all(&self.names.lines_with(query), 2);
        }
        // Letters may be pinyin; Chinese characters are looked for as they are, and never by their sound.
        let letters: String = query.chars().filter(|character| *character != ' ' && *character != '\'').collect();
        let is_pinyin = letters.chars().all(|character| character.is_ascii_alphanumeric())
            && letters.chars().any(|character| character.is_ascii_alphabetic());
        if is_pinyin && ranking.len() < limit {
            ranking.add_all(&self.pinyin.lines_with(&format!("\t{letters}")), 3);
            ranking.add_all(&self.pinyin.lines_with(&format!("\n{letters}")), 4);
            if letters.len() >= 3 {
                ranking.add_all(&self.pinyin.lines_with(&letters), 5);
            }
        }
        let words: Vec<&str> = query.split(' ').collect();
        if words.len() > 1 && ranking.len() < limit {
            self.all_words(&words, |line| ranking.add(line, 6));
        }
        if ranking.len() < limit && (query.chars().count() >= 2 || query.chars().any(is_hanzi)) {
            ranking.add_all(&self.contexts.lines_with(query), 7);
        }
        let lines = ranking.best(limit, |line| self.names.line(line).len());
        lines.into_iter().filter_map(|line| self.ids.get(line).copied()).collect()
    }

    /// Lines that have each word in the name, its pinyin, or the names around it.
    fn all_words(&self, words: &[&str], mut found: impl FnMut(usize)) {
        // The longest word is the rarest, most likely.
        let Some(longest) = words.iter().max_by_key(|word| word.len()) else { return };
        let mut lines = self.names.lines_with(longest);
        lines.extend(self.contexts.lines_with(longest));
        if longest.is_ascii() {
            lines.extend(self.pinyin.lines_with(longest));
        }
        for line in lines {
            let places = [self.names.line(line), self.contexts.line(line), self.pinyin.line(line)];
            if words.iter().all(|word| places.iter().any(|place| place.contains(word))) {
                found(line);
            }
        }
    }
}

/// The tier of each line that was found: the first one it was found in.
struct Ranking {
    tiers: Vec<u8>,
    found: Vec<usize>,
}

impl Ranking {
    const NOT_FOUND: u8 = u8::MAX;

    fn new(lines: usize) -> Self {
        Self { tiers: vec![Self::NOT_FOUND; lines], found: Vec::new() }
    }

    fn len(&self) -> usize {
        self.found.len()
    }

    fn add(&mut self, line: usize, tier: u8) {
        if let Some(known) = self.tiers.get_mut(line)
            && *known == Self::NOT_FOUND
        {
            *known = tier;
            self.found.push(line);
        }
    }

    fn add_all(&mut self, lines: &[usize], tier: u8) {
        for line in lines {
            self.add(*line, tier);
        }
    }

    /// The best lines in order: by tier, then the shorter, then the earlier.
    fn best(self, limit: usize, length: impl Fn(usize) -> usize) -> Vec<usize> {
        let mut ranked: Vec<(u8, usize, usize)> =
            self.found.into_iter().map(|line| (self.tiers[line], length(line), line)).collect();
        if ranked.len() > limit {
            ranked.select_nth_unstable(limit);
            ranked.truncate(limit);
        }
        ranked.sort_unstable();
        ranked.into_iter().map(|(.., line)| line).collect()
    }
}

/// Many lines in one text; each begins with a line feed, so that a beginning can be looked for.
#[derive(Debug, Default)]
struct Lines {
    text: String,
    starts: Vec<u32>,
}

impl Lines {
    fn push(&mut self, line: &str) {
        // Four gigabytes of names would be a hundred million tracks.
        self.starts.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.text.push('\n');
        self.text.push_str(line);
    }

    fn line(&self, index: usize) -> &str {
        let Some(start) = self.starts.get(index).map(|start| *start as usize + 1) else { return "" };
        let end = self.starts.get(index + 1).map_or(self.text.len(), |start| *start as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The lines in which a text occurs, in order, each once.
    fn lines_with(&self, wanted: &str) -> Vec<usize> {
        let finder = Finder::new(wanted);
        let text = self.text.as_bytes();
        let mut lines = Vec::new();
        let mut from = 0;
        while lines.len() < MAX_MATCHES {
            let Some(place) = text.get(from..).and_then(|rest| finder.find(rest)) else { break };
            // Never before the first line: every text begins with a line feed.
            let line = self.starts.partition_point(|start| *start as usize <= from + place).saturating_sub(1);
            lines.push(line);
            match self.starts.get(line + 1) {
                Some(next) => from = *next as usize,
                None => break,
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[(&str, &str)]) -> Names<usize> {
        let mut names = Names::default();
        for (index, (name, context)) in all.iter().enumerate() {
            names.push(index, &fold(name), &fold(context));
        }
        names
    }

    fn check(query: &str, expected: &[&str]) {
        let all = [
            ("茉莉花", "民歌"),
            ("好一朵茉莉花", "宋祖英"),
            ("晴天", "周杰伦 叶惠美"),
            ("青花瓷", "周杰伦 我很忙"),
            ("Moon", "Kanye"),
            ("Moonlight Sonata", "Beethoven"),
            ("Blue Moon", "Björk"),
            ("100% 爱", "陈奕迅"),
        ];
        let found: Vec<&str> = names(&all).find(&fold(query), 10).into_iter().map(|index| all[index].0).collect();
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn exact_then_beginning_then_inside() {
        check("moon", &["Moon", "Moonlight Sonata", "Blue Moon"]);
        check("茉莉花", &["茉莉花", "好一朵茉莉花"]);
        check("茉莉", &["茉莉花", "好一朵茉莉花"]);
    }

    #[test]
    fn pinyin_and_initials() {
        check("mlh", &["茉莉花", "好一朵茉莉花"]);
        check("molihua", &["茉莉花", "好一朵茉莉花"]);
        check("qing tian", &["晴天"]);
        check("qt", &["晴天"]);
        check("轻天", &[]);
    }

    #[test]
    fn words_in_any_place_and_the_names_around() {
        check("周杰伦 晴天", &["晴天"]);
        check("周杰倫", &["晴天", "青花瓷"]);
        check("bjork moon", &["Blue Moon"]);
        check("0% 爱", &["100% 爱"]);
        check("zzz", &[]);
    }
}
