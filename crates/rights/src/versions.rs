//! Whose rights are those of an earlier version of the policy (promise P-170).
//!
//! Whoever agreed to no later version keeps what that version gave them, beside what the one in force gives to everybody:
//! what they may see, export, correct and erase, and until when anything about them is kept.

use std::fmt::Display;

use db::{Module, Sql, args, sql};
use ids::SubjectId;
use policy::sql::earlier_retention;
use policy::{Earlier, Terms};
use policy_lang::model::CompiledPolicy;

use crate::Rights;
use crate::error::Error;
use crate::statements::{self, ItemSql, RetentionSql};

sql! {
    static ACCEPTED = "SELECT version FROM policy_acceptances WHERE subject_id = $1";
}

/// What some people's rights are: the policy as they hold it, and the statements that follow from it.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) policy: &'static CompiledPolicy,
    /// In the order in which a person is erased: dependants first.
    pub(crate) items: Vec<ItemSql>,
    /// How much of each item a subject has, for all items in the service's database at once: an item's place in `items`,
    /// number, oldest, newest.
    pub(crate) counts: Option<&'static Sql>,
    /// The same of items whose tables lie beside the keys.
    pub(crate) counts_beside_keys: Option<&'static Sql>,
}

impl Held {
    fn new(policy: &'static CompiledPolicy, modules: &[&'static Module]) -> Self {
        let items = statements::compile(policy, modules);
        let counts = |in_key_store: bool| {
            let of_store = items.iter().enumerate().filter(|(_, item)| item.in_key_store == in_key_store);
            let counts = of_store.filter_map(|(at, item)| Some((at, item.count.as_deref()?)));
            of_all(format!("rights.COUNTS_{in_key_store}_{}", policy.version), counts)
        };
        Self { policy, counts: counts(false), counts_beside_keys: counts(true), items }
    }

    /// What may be done with the rows of one item.
    ///
    /// # Errors
    /// [`Error::NoItem`].
    pub(crate) fn item(&self, id: &str) -> Result<&ItemSql, Error> {
        self.items.iter().find(|item| item.item.id == id).ok_or(Error::NoItem)
    }
}

/// What those keep who agreed to an earlier version and to nothing since.
#[derive(Debug)]
pub(crate) struct HeldEarlier {
    version: &'static str,
    held: Held,
}

/// How rows of one item end: everybody's, or of those who agreed to an earlier version under which they are kept shorter.
#[derive(Debug)]
pub(crate) struct End {
    pub(crate) item: String,
    pub(crate) table: String,
    pub(crate) in_key_store: bool,
    pub(crate) retention: RetentionSql,
}

/// Everybody's rights, by the version that they agreed to.
#[derive(Debug)]
pub(crate) struct ByVersion {
    pub(crate) current: Held,
    pub(crate) earlier: Vec<HeldEarlier>,
    /// What ends by itself, under all versions.
    pub(crate) ends: Vec<End>,
    /// How many rows are past their term, for all of `ends` at once whose tables lie in the service's database and beside
    /// the keys: a place in `ends`, and a number. Parameter `$n` is the instant of the end at place `n - 1` of that store.
    pub(crate) overdue: [Option<&'static Sql>; 2],
}

impl ByVersion {
    pub(crate) fn new(terms: &'static Terms, modules: &[&'static Module]) -> Self {
        let held = |policy| Held::new(policy, modules);
        let current = held(terms.current());
        let mut ends: Vec<End> = current.items.iter().filter_map(end_of_current).collect();
        let earlier: Vec<HeldEarlier> = terms
            .earlier()
            .iter()
            .map(|earlier| {
                let held = held(earlier.held);
                ends.extend(held.items.iter().filter_map(|item| end_of(terms, earlier, item)));
                HeldEarlier { version: earlier.version, held }
            })
            .collect();
        let overdue = [false, true].map(|in_key_store| overdue(&ends, in_key_store, &terms.current().version));
        Self { current, earlier, ends, overdue }
    }
}

/// The statement that counts what is past its term, over all ends of one store.
fn overdue(ends: &[End], in_key_store: bool, version: &str) -> Option<&'static Sql> {
    let of_store = ends.iter().enumerate().filter(|(_, end)| end.in_key_store == in_key_store);
    let counts = of_store
        .enumerate()
        .map(|(parameter, (at, end))| (at, end.retention.count_overdue.replace("$1", &format!("${}", parameter + 1))));
    of_all(format!("rights.OVERDUE_{in_key_store}_{version}"), counts)
}

/// One statement that asks all of these, each answer behind the place of what it is about; nothing where there are none.
fn of_all(name: String, asked: impl Iterator<Item = (usize, impl Display)>) -> Option<&'static Sql> {
    let texts: Vec<String> =
        asked.map(|(at, text)| format!("SELECT CAST({at} AS BIGINT), counted.* FROM ({text}) counted")).collect();
    (!texts.is_empty()).then(|| Sql::generated(name, "rights", texts.join(" UNION ALL ")))
}

fn end_of_current(item: &ItemSql) -> Option<End> {
    Some(End {
        item: item.item.id.clone(),
        table: item.item.table.clone(),
        in_key_store: item.in_key_store,
        retention: item.retention.clone()?,
    })
}

fn end_of(terms: &Terms, earlier: &Earlier, item: &ItemSql) -> Option<End> {
    let retention = earlier_retention(terms.current(), item.item, &earlier.later)?;
    let sql = |what: &str, text: String| {
        Sql::generated(format!("rights.{what}_{}_{}", earlier.version, item.item.id), item.owner, text)
    };
    Some(End {
        item: item.item.id.clone(),
        table: item.item.table.clone(),
        in_key_store: item.in_key_store,
        retention: RetentionSql {
            term: retention.term,
            end_batch: sql("END_BATCH", retention.end_batch),
            count_overdue: retention.count_overdue,
        },
    })
}

impl Rights {
    /// The rights of one person: those of the newest version they agreed to, beside those of the version in force.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn held_by(&self, subject: SubjectId) -> db::Result<&Held> {
        let versions = &self.0.versions;
        if versions.earlier.is_empty() {
            return Ok(&versions.current);
        }
        let accepted: Vec<String> = self.0.db.service().query(&ACCEPTED, &args![subject], |row| row.get(0)).await?;
        let agreed_to = |earlier: &&HeldEarlier| accepted.iter().any(|version| version == earlier.version);
        let is_current = accepted.contains(&versions.current.policy.version);
        // Whoever agreed to nothing yet has the rights of everybody.
        let newest = versions.earlier.iter().rev().find(agreed_to).filter(|_| !is_current);
        Ok(newest.map_or(&versions.current, |earlier| &earlier.held))
    }

    /// What may be done with a person's rows of one item.
    ///
    /// # Errors
    /// [`Error::NoItem`], and the database's.
    pub(crate) async fn item_of(&self, subject: SubjectId, id: &str) -> Result<&ItemSql, Error> {
        self.held_by(subject).await?.item(id)
    }
}
