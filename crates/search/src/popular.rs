//! What many look for (大家在搜): counted from the live rows of those who agreed to it, and shown from a number of people on.
//!
//! Nothing is kept of the count. A list in memory says which searches are worth counting, for ten seconds; each time some
//! are shown they are counted again, so that a search falls off at the first request after one of its people withdrew.
//! What is shown is the spelling that all of them share, never what one of them typed. What minors look for is not counted.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use db::{Reader, Value, args, sql};
use policy::{HelpingSearch, Purpose as _};
use search_index::{Document, Index};
use tokio::sync::Mutex;
use units::{Millis, Timestamp};

use crate::Search;

/// The fewest people whose consent stands behind a search that is shown.
pub const POPULAR_PEOPLE_MIN: u32 = 20;

/// Searches that are older do not count: what many look for changes.
const COUNTED: Millis = Millis::days(30);

/// The most searches that are counted, the latest; it bounds the work, whatever the members do.
const COUNTED_MAX: i64 = 50_000;

/// The most that are known at a time.
const KNOWN_MAX: i64 = 200;

/// The most that are shown at a time.
pub const POPULAR_SHOWN_MAX: usize = 10;

/// How many more are counted again than shown, because some may have lost their people since.
const SPARE: usize = 10;

/// How long it is taken for current which searches are worth counting, in milliseconds.
const FRESH_MS: i64 = 10_000;

sql! {
    static POPULAR = "SELECT s.spelling FROM (SELECT r.spelling, r.subject_id FROM searches r \
            JOIN grants g ON g.subject_id = r.subject_id AND g.purpose_no = $1 AND g.rests_since IS NULL \
            WHERE r.searched_at >= $2 AND r.spelling <> '' \
            AND r.subject_id NOT IN (SELECT subject_id FROM profile_birthdays WHERE value >= $6) \
            ORDER BY r.searched_at DESC, r.id DESC LIMIT $3) s \
        GROUP BY s.spelling HAVING count(DISTINCT s.subject_id) >= $4 \
        ORDER BY count(DISTINCT s.subject_id) DESC, s.spelling LIMIT $5";
    static STILL_POPULAR = "SELECT r.spelling FROM searches r \
        JOIN grants g ON g.subject_id = r.subject_id AND g.purpose_no = $1 AND g.rests_since IS NULL \
        WHERE r.searched_at >= $2 AND r.spelling <> '' AND r.spelling IN ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, \
            $14, $15, $16, $17, $18, $19, $20, $21, $22, $23) \
        AND r.subject_id NOT IN (SELECT subject_id FROM profile_birthdays WHERE value >= $24) \
        GROUP BY r.spelling HAVING count(DISTINCT r.subject_id) >= $3";
}

/// Which searches are worth counting, the most popular first.
#[derive(Debug, Default)]
pub(crate) struct Popular {
    now: RwLock<Arc<Known>>,
    /// Held by the one that counts.
    counting: Mutex<Option<Timestamp>>,
}

#[derive(Debug, Default)]
struct Known {
    spellings: Vec<String>,
    index: Index,
}

impl Popular {
    fn current(&self) -> Arc<Known> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What has enough people at this moment, of some searches; at most twenty are asked for.
async fn still_popular(reader: &Reader, now: Timestamp, spellings: &[&str]) -> db::Result<HashSet<String>> {
    let mut arguments: Vec<Value> = args![HelpingSearch::NO, now - COUNTED, i64::from(POPULAR_PEOPLE_MIN)].to_vec();
    let asked = spellings.iter().copied().chain(std::iter::repeat("")).take(POPULAR_SHOWN_MAX + SPARE);
    arguments.extend(asked.map(Value::from));
    arguments.push(now.minors_born_since().into());
    Ok(reader.query(&STILL_POPULAR, &arguments, |row| row.get(0)).await?.into_iter().collect())
}

impl Search {
    /// What at least [`POPULAR_PEOPLE_MIN`] people looked for and agreed to have counted, the most popular first;
    /// with something typed, those that it fits. Only what finds music is offered. At most [`POPULAR_SHOWN_MAX`].
    ///
    /// # Errors
    /// The database's.
    pub async fn popular(&self, typed: &str) -> db::Result<Vec<String>> {
        let known = self.known_popular().await?;
        let wanted = POPULAR_SHOWN_MAX + SPARE;
        let plain = search_index::plain(typed);
        let candidates: Vec<&str> = if plain.is_empty() {
            known.spellings.iter().take(wanted).map(String::as_str).collect()
        } else {
            let hits = known.index.find(typed, wanted).into_iter();
            let spellings = hits.filter_map(|hit| known.spellings.get(usize::try_from(hit.id).ok()?));
            spellings.map(String::as_str).filter(|spelling| *spelling != plain).collect()
        };
        if candidates.is_empty() {
            return Ok(Vec::new());
        }
        let still = still_popular(&self.parts().db.service(), self.now(), &candidates).await?;
        let shown = candidates.into_iter().filter(|spelling| still.contains(*spelling));
        Ok(shown.take(POPULAR_SHOWN_MAX).map(str::to_owned).collect())
    }

    async fn known_popular(&self) -> db::Result<Arc<Known>> {
        let (popular, now) = (&self.0.popular, self.now());
        let mut counted_at = popular.counting.lock().await;
        if counted_at.is_some_and(|at| (0..FRESH_MS).contains(&(now.as_millis() - at.as_millis()))) {
            return Ok(popular.current());
        }
        let people = i64::from(POPULAR_PEOPLE_MIN);
        let arguments =
            args![HelpingSearch::NO, now - COUNTED, COUNTED_MAX, people, KNOWN_MAX, now.minors_born_since()];
        let reader = self.parts().db.service();
        let mut spellings: Vec<String> = reader.query(&POPULAR, &arguments, |row| row.get(0)).await?;
        spellings.retain(|spelling| self.parts().catalog.finds(spelling));
        let documents = (0_u32..).zip(&spellings).map(|(number, spelling)| Document {
            id: i64::from(number),
            popularity: u32::MAX - number,
            names: vec![spelling.clone()],
            around: Vec::new(),
        });
        let known = Known { index: Index::build(documents), spellings };
        *popular.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(known);
        *counted_at = Some(now);
        Ok(popular.current())
    }
}
