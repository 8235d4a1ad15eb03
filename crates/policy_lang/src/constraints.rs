//! What the live schema has to show for each item, on every engine.
//!
//! A grant's id carries its purpose number above 55 random bits.
//! So one `CHECK` refuses a row written under a grant for another purpose, and one foreign key over
//! (grant, subject) refuses a dead grant and another subject's grant.

use serde::Serialize;

use crate::model::{CompiledPolicy, Erase, Item, Store};

/// Table of live grants.
pub const GRANTS_TABLE: &str = "grants";
/// Random bits below the purpose number in a grant's id.
pub const GRANT_RANDOM_BITS: u32 = 55;

/// What one table has to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableConstraints {
    /// Table.
    pub table: String,
    /// Store in which it lies.
    pub store: Store,
    /// Item it holds.
    pub item: String,
    /// Exactly these columns, in any order.
    pub columns: Vec<String>,
    /// Columns that must refuse NULL.
    pub not_null: Vec<String>,
    /// Columns that must accept NULL.
    pub nullable: Vec<String>,
    /// Conditions that the table must check.
    pub checks: Vec<String>,
    /// Foreign keys that the table must have.
    pub foreign_keys: Vec<ForeignKey>,
}

/// One foreign key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ForeignKey {
    /// Columns of this table.
    pub columns: Vec<String>,
    /// Table they point to.
    pub references: String,
    /// Columns there.
    pub key: Vec<String>,
    /// What happens when the row there goes.
    pub on_delete: &'static str,
}

/// What every table of the policy has to show, in the order of the policy.
#[must_use]
pub fn constraints(policy: &CompiledPolicy) -> Vec<TableConstraints> {
    policy.items.iter().map(|item| constraints_of(policy, item)).collect()
}

fn constraints_of(policy: &CompiledPolicy, item: &Item) -> TableConstraints {
    let mut table = TableConstraints {
        table: item.table.clone(),
        store: item.store,
        item: item.id.clone(),
        columns: item.columns.iter().map(|column| column.name.clone()).collect(),
        not_null: Vec::new(),
        nullable: item.anonymise.clone(),
        checks: Vec::new(),
        foreign_keys: Vec::new(),
    };
    let subject = item.subject_column().map(str::to_owned);
    let purpose = policy.purpose(&item.purpose);
    if let (Some(subject), Some(purpose)) = (&subject, purpose.filter(|purpose| purpose.basis.needs_grant())) {
        let stays = |name: &String| !item.anonymise.contains(name);
        table.not_null = ["grant_id".to_owned(), subject.clone()].into_iter().filter(stays).collect();
        table.checks.push(format!("grant_id / {} = {}", 1_i64 << GRANT_RANDOM_BITS, purpose.no));
        table.foreign_keys.push(ForeignKey {
            columns: vec!["grant_id".to_owned(), subject.clone()],
            references: GRANTS_TABLE.to_owned(),
            key: vec!["id".to_owned(), "subject_id".to_owned()],
            on_delete: "cascade",
        });
    } else if let (Some(subject), Erase::RestrictUntilFloor) = (&subject, item.erase) {
        table.nullable = vec![subject.clone(), "subject_digest".to_owned(), "restricted_at".to_owned()];
    } else if let (Some(subject), false) = (&subject, item.erase == Erase::Anonymise) {
        table.not_null.push(subject.clone());
    }
    table
}

/// The constraints as TOML, for readers and for the schema test.
///
/// # Errors
/// Never for a policy made by the loader; the error is the serializer's own.
pub fn to_toml(policy: &CompiledPolicy) -> Result<String, toml::ser::Error> {
    #[derive(Serialize)]
    struct Tables {
        table: Vec<TableConstraints>,
    }
    toml::to_string_pretty(&Tables { table: constraints(policy) })
}
