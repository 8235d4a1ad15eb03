//! Who runs the service, and what becomes of consents when somebody else takes it over (promise P-132).
//!
//! After a merger, a sale or a bankruptcy the new holder carries on the duties of the one before (PIPL, article 22). Under
//! the very same policy they are bound by every word that was agreed to, and consents go on. Under any other they ask
//! everybody anew: every consent rests until its person gives it to them.
//! A service whose configuration names somebody else does not start before one of the two was said.

use db::{Tx, args, sql};
use units::Timestamp;

use crate::consents::Consents;

sql! {
    static HOLDERS = "SELECT name, change, policy_hash, keeps_consents, since FROM holders ORDER BY no";
    static ADD_HOLDER = "INSERT INTO holders (no, name, change, policy_hash, keeps_consents, since) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (no) DO NOTHING";
    static NOTE_POLICY = "UPDATE holders SET policy_hash = $2 WHERE no = $1 AND policy_hash <> $2";
    static LET_ALL_REST = "UPDATE grants SET rests_since = $1 WHERE rests_since IS NULL";
    static ASKED_ANEW_AT = "SELECT max(since) FROM holders WHERE keeps_consents = 0";
}

/// How somebody came to run the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderChange {
    /// From the beginning.
    First,
    /// They are who they were, under another name.
    Renamed,
    /// They took it over from the one before.
    TakenOver,
}

impl HolderChange {
    const fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Renamed => "renamed",
            Self::TakenOver => "taken_over",
        }
    }

    fn of_str(word: &str) -> Self {
        [Self::Renamed, Self::TakenOver].into_iter().find(|change| change.as_str() == word).unwrap_or(Self::First)
    }
}

/// Somebody who ran the service, or does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Name of the company or person.
    pub name: String,
    /// How they came to it.
    pub change: HolderChange,
    /// Whether consents given before went on under them.
    pub keeps_consents: bool,
    /// Since when.
    pub since: Timestamp,
    policy_hash: String,
}

/// What a take-over did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenOver {
    /// Whether the policy is the very one that was in force before, so that consents go on.
    pub is_bound: bool,
    /// How many consents rest until they are given anew.
    pub asked_anew: u64,
}

/// Why nobody else holds the service now.
#[derive(Debug, thiserror::Error)]
pub enum HolderError {
    /// Somebody else holds it, who is named here.
    #[error("the service is held by '{0}'")]
    AnotherHolder(String),
    /// Nobody else held it, so nothing is taken over and nobody renamed.
    #[error("the service is held by nobody else")]
    SameHolder,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Consents {
    /// Everybody who ran the service, the first one first.
    ///
    /// # Errors
    /// The database's.
    pub async fn holders(&self) -> db::Result<Vec<Holder>> {
        self.reader().query(&HOLDERS, &[], read).await
    }

    /// Makes sure that the service is run by whom it was run by, under this policy; the first one is noted.
    ///
    /// # Errors
    /// [`HolderError::AnotherHolder`] when it was somebody else: nothing goes on then before [`Consents::take_over`] or
    /// [`Consents::rename_holder`].
    pub async fn hold(&self, name: &str, policy_hash: &str) -> Result<(), HolderError> {
        let mut tx = self.begin().await?;
        add(&mut tx, 1, &self.new_holder(name, HolderChange::First, policy_hash, true)).await?;
        let known = tx.query(&HOLDERS, &[], read).await?;
        match known.last() {
            Some(last) if last.name != name => return Err(HolderError::AnotherHolder(last.name.clone())),
            _ => tx.execute(&NOTE_POLICY, &args![number_of_last(&known), policy_hash]).await?,
        };
        Ok(tx.commit().await?)
    }

    /// Notes that whoever runs the service is called something else now; nothing else changes.
    ///
    /// # Errors
    /// [`HolderError::SameHolder`], and the database's.
    pub async fn rename_holder(&self, name: &str) -> Result<(), HolderError> {
        let mut tx = self.begin().await?;
        let known = tx.query(&HOLDERS, &[], read).await?;
        let last = known.last().filter(|last| last.name != name).ok_or(HolderError::SameHolder)?;
        let renamed = self.new_holder(name, HolderChange::Renamed, &last.policy_hash, true);
        add(&mut tx, number_of_last(&known) + 1, &renamed).await?;
        Ok(tx.commit().await?)
    }

    /// Notes that somebody else runs the service from now on. Under any other policy than the one that was in force until
    /// now, every consent rests until it is given anew; all in one transaction.
    ///
    /// # Errors
    /// [`HolderError::SameHolder`], and the database's; then nothing has changed.
    pub async fn take_over(&self, name: &str, policy_hash: &str) -> Result<TakenOver, HolderError> {
        let mut tx = self.begin().await?;
        let known = tx.query(&HOLDERS, &[], read).await?;
        let last = known.last().filter(|last| last.name != name).ok_or(HolderError::SameHolder)?;
        let is_bound = last.policy_hash == policy_hash;
        let new = self.new_holder(name, HolderChange::TakenOver, policy_hash, is_bound);
        add(&mut tx, number_of_last(&known) + 1, &new).await?;
        let asked_anew = if is_bound { 0 } else { tx.execute(&LET_ALL_REST, &args![new.since]).await? };
        tx.commit().await?;
        Ok(TakenOver { is_bound, asked_anew })
    }

    /// Since when a new holder asks everybody anew; nothing where nobody does.
    pub(crate) async fn holder_asks_since(&self) -> db::Result<Option<Timestamp>> {
        self.reader().query_one(&ASKED_ANEW_AT, &[], |row| row.get(0)).await
    }

    fn new_holder(&self, name: &str, change: HolderChange, policy_hash: &str, keeps_consents: bool) -> Holder {
        Holder { name: name.to_owned(), change, keeps_consents, since: self.now(), policy_hash: policy_hash.to_owned() }
    }
}

fn read(row: &db::Row<'_>) -> db::Result<Holder> {
    Ok(Holder {
        name: row.get(0)?,
        change: HolderChange::of_str(&row.get::<String>(1)?),
        policy_hash: row.get(2)?,
        keeps_consents: row.get::<i64>(3)? == 1,
        since: row.get(4)?,
    })
}

/// Holders are counted from 1 without a gap.
fn number_of_last(known: &[Holder]) -> i64 {
    i64::try_from(known.len()).unwrap_or(i64::MAX)
}

async fn add(tx: &mut Tx, number: i64, holder: &Holder) -> db::Result<u64> {
    let Holder { name, change, keeps_consents, since, policy_hash } = holder;
    tx.execute(&ADD_HOLDER, &args![number, name, change.as_str(), policy_hash, i64::from(*keeps_consents), *since])
        .await
}
