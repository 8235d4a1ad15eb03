//! Whose rights are those of an earlier version of the policy (promise P-170).
//!
//! Whoever agreed to no later version keeps what that version gave them, beside what the one in force gives to everybody:
//! what they may see, export, correct and erase, and until when anything about them is kept.

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
}

impl Held {
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
    /// What ends their rows, of each item that the version in force keeps longer.
    pub(crate) ends: Vec<EarlierEnd>,
}

/// How their rows of one item end.
#[derive(Debug)]
pub(crate) struct EarlierEnd {
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
}

impl ByVersion {
    pub(crate) fn new(terms: &'static Terms, modules: &[&'static Module]) -> Self {
        let held = |policy| Held { policy, items: statements::compile(policy, modules) };
        let current = held(terms.current());
        let of_earlier = |earlier: &'static Earlier| {
            let held = held(earlier.held);
            let ends = held.items.iter().filter_map(|item| end_of(terms, earlier, item)).collect();
            HeldEarlier { version: earlier.version, held, ends }
        };
        Self { current, earlier: terms.earlier().iter().map(of_earlier).collect() }
    }
}

fn end_of(terms: &Terms, earlier: &Earlier, item: &ItemSql) -> Option<EarlierEnd> {
    let retention = earlier_retention(terms.current(), item.item, &earlier.later)?;
    let sql = |what: &str, text: String| {
        Sql::generated(format!("rights.{what}_{}_{}", earlier.version, item.item.id), item.owner, text)
    };
    Some(EarlierEnd {
        item: item.item.id.clone(),
        table: item.item.table.clone(),
        in_key_store: item.in_key_store,
        retention: RetentionSql {
            term: retention.term,
            end_batch: sql("END_BATCH", retention.end_batch),
            count_overdue: sql("COUNT_OVERDUE", retention.count_overdue),
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
