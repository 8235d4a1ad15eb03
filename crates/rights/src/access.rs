//! Seeing, correcting and erasing by kind.

use std::collections::BTreeMap;

use consent::{Erased, Permit};
use db::{Row, Value, args};
use http_api::{Language, Limit};
use ids::SubjectId;
use policy::Purpose as _;
use policy::words::{basis_title, retention_text};
use policy_lang::model::{CompiledPolicy, RetentionStart, Sensitivity};
use serde::Serialize;
use units::Timestamp;
use utoipa::ToSchema;
use vault::Sealed;

use crate::Rights;
use crate::error::Error;
use crate::show;
use crate::statements::ItemSql;
use crate::versions::Held;

/// One category of what is held about a person.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HeldCategory)]
pub struct Category {
    /// The category's id.
    pub category: String,
    /// Its name.
    pub title: String,
    /// Whether the law calls it sensitive.
    pub sensitivity: Sensitivity,
    /// The kinds of data in it.
    pub items: Vec<HeldItem>,
}

/// One kind of data that may be held about a person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldItem {
    /// The item's id in the policy.
    pub item: String,
    /// Its name.
    pub title: String,
    /// How many rows are held now.
    pub count: u64,
    /// When the oldest was made.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub oldest: Option<Timestamp>,
    /// When the newest was made.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub newest: Option<Timestamp>,
    /// The purpose's id.
    pub purpose: String,
    /// What it is held for.
    pub purpose_title: String,
    /// The function that uses it.
    pub function_title: String,
    /// The legal basis.
    pub basis: policy::Basis,
    /// The legal basis in words.
    pub basis_title: String,
    /// How long it is held, in words.
    pub retention_text: String,
    /// When the newest row goes by itself.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub erase_after: Option<Timestamp>,
    /// Whether it can be erased now, by itself.
    pub erasable: bool,
    /// Whether some of it can be corrected.
    pub correctable: bool,
    /// Whether it is part of the export.
    pub exportable: bool,
    /// Why it stays although the person may want it gone.
    pub why_kept: Option<String>,
}

/// One row that is held about a person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldRow {
    /// Names the row in corrections.
    pub row_id: String,
    /// Its values.
    pub columns: Vec<HeldValue>,
}

/// One value of a row.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldValue {
    /// The column.
    pub name: String,
    /// Its name.
    pub title: String,
    /// The value, opened when it was sealed.
    pub value: Option<String>,
    /// Whether it is kept encrypted with the person's own key.
    pub sealed: bool,
    /// Whether the person may correct it.
    pub correctable: bool,
}

/// How much is held of one item, and from when to when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    pub(crate) rows: u64,
    oldest: Option<Timestamp>,
    newest: Option<Timestamp>,
}

impl Rights {
    /// Everything that is held about a person, by category: what, how much, why and until when.
    ///
    /// # Errors
    /// The database's.
    pub async fn held(&self, subject: SubjectId, language: Language) -> Result<Vec<Category>, Error> {
        let held = self.held_by(subject).await?;
        let policy = held.policy;
        let spoken = policy::Language::from(language);
        let mut categories: Vec<Category> = policy
            .categories
            .iter()
            .map(|category| Category {
                category: category.id.clone(),
                title: category.title.in_language(spoken).to_owned(),
                sensitivity: category.sensitivity,
                items: Vec::new(),
            })
            .collect();
        let counted = self.counted(held, subject).await?;
        // In the policy's own order, which reads from the account outward.
        for item in held.items.iter().rev() {
            let Some(Counted { rows, oldest, newest }) = counted.get(item.item.id.as_str()).copied() else { continue };
            let held = held_item(policy, item, rows, (oldest, newest), language);
            let home = item
                .item
                .columns
                .iter()
                .map(|column| column.category.as_str())
                .find(|category| *category != "record_keeping")
                .unwrap_or("record_keeping");
            if let Some(category) = categories.iter_mut().find(|category| category.category == home) {
                category.items.push(held);
            }
        }
        categories.retain(|category| !category.items.is_empty());
        // Whatever is kept about a child is sensitive (PIPL, article 28).
        if self.0.consents.minor_of(subject).await?.is_some_and(|known| known.age == consent::AgeBand::Child) {
            categories.iter_mut().for_each(|category| category.sensitivity = Sensitivity::Sensitive);
        }
        Ok(categories)
    }

    /// How much is held of each item, asked of each store in one statement.
    pub(crate) async fn counted<'h>(
        &self,
        held: &'h Held,
        subject: SubjectId,
    ) -> db::Result<BTreeMap<&'h str, Counted>> {
        let mut counted = BTreeMap::new();
        for (in_key_store, counts) in [(false, held.counts), (true, held.counts_beside_keys)] {
            let Some(counts) = counts else { continue };
            let read = |row: &Row<'_>| {
                let rows = Counted { rows: row.get(1)?, oldest: row.get(2)?, newest: row.get(3)? };
                Ok((row.get::<u64>(0)?, rows))
            };
            for (at, rows) in self.store(in_key_store).service().query(counts, &args![subject], read).await? {
                let item = usize::try_from(at).ok().and_then(|at| held.items.get(at));
                counted.extend(item.map(|item| (item.item.id.as_str(), rows)));
            }
        }
        Ok(counted)
    }

    /// The person's rows of one item, from a row on; one more than `limit` when there are more.
    ///
    /// # Errors
    /// [`Error::NoItem`], and the vault's when a sealed value does not open.
    pub async fn rows(
        &self,
        subject: SubjectId,
        item: &str,
        after: Option<&str>,
        limit: Limit,
        language: Language,
    ) -> Result<Vec<HeldRow>, Error> {
        let item = self.item_of(subject, item).await?;
        let raw = self.raw_rows(subject, item, after.and_then(show::parse_row_id), limit.with_extra()).await?;
        let mut rows = Vec::with_capacity(raw.len());
        for values in raw {
            rows.push(self.shown(subject, item, values, language).await?);
        }
        Ok(rows)
    }

    pub(crate) async fn raw_rows(
        &self,
        subject: SubjectId,
        item: &ItemSql,
        after: Option<Value>,
        limit: i64,
    ) -> Result<Vec<Vec<Value>>, Error> {
        let (Some(first), Some(next)) = (item.read_first, item.read_next) else { return Ok(Vec::new()) };
        let columns = item.columns.len();
        let read = |row: &Row<'_>| (0..columns).map(|column| row.value(column)).collect::<db::Result<Vec<_>>>();
        let reader = self.store_of(item).service();
        Ok(match after {
            None => reader.query(first, &args![subject, limit], read).await?,
            Some(after) => reader.query(next, &[subject.into(), after, limit.into()], read).await?,
        })
    }

    /// The value behind a sealed column; other values as they are.
    pub(crate) async fn opened(
        &self,
        subject: SubjectId,
        item: &ItemSql,
        column: usize,
        value: Value,
    ) -> Result<Value, Error> {
        match (item.places.get(column).copied().flatten(), value) {
            (Some(place), Value::Bytes(bytes)) => {
                // Showing a person what their account holds is part of keeping it for them.
                let permit = Permit::<policy::Account>::of_service(subject);
                let opened = self.0.vault.open(&permit, place, &Sealed::from_bytes(bytes)).await?;
                Ok(Value::Text(String::from_utf8_lossy(&opened).into_owned()))
            }
            (_, value) => Ok(value),
        }
    }

    async fn shown(
        &self,
        subject: SubjectId,
        item: &ItemSql,
        values: Vec<Value>,
        language: Language,
    ) -> Result<HeldRow, Error> {
        let spoken = policy::Language::from(language);
        let row_id = item.row_id_at().and_then(|at| values.get(at)).map(show::row_id).unwrap_or_default();
        let mut columns = Vec::with_capacity(values.len());
        for (at, value) in values.into_iter().enumerate() {
            let column = item.columns[at];
            let value = self.opened(subject, item, at, value).await?;
            columns.push(HeldValue {
                name: column.name.clone(),
                title: column.title.in_language(spoken).to_owned(),
                value: show::text(&item.item.table, &column.name, value),
                sealed: column.sealed,
                correctable: column.correctable,
            });
        }
        Ok(HeldRow { row_id, columns })
    }

    /// Corrects one value.
    ///
    /// # Errors
    /// [`Error::NotCorrectable`] for a fact, [`Error::BadValue`] with the reason, [`Error::NoItem`] for no such row.
    pub async fn correct(
        &self,
        subject: SubjectId,
        item: &str,
        row_id: &str,
        column: &str,
        value: &str,
        language: Language,
    ) -> Result<HeldRow, Error> {
        let item = self.item_of(subject, item).await?;
        let Some((_, statement)) = item.correct.iter().find(|(name, _)| name == column) else {
            return Err(Error::NotCorrectable(column.to_owned()));
        };
        let validator = self.0.validators.iter().find(|((of, name), _)| *of == item.item.id && *name == column);
        let Some((_, validate)) = validator else { return Err(Error::NotCorrectable(column.to_owned())) };
        let value = validate(value, self.0.clock.now()).map_err(|problem| Error::BadValue(Box::new(problem)))?;
        let id = show::parse_row_id(row_id).ok_or(Error::NoItem)?;
        let tells_age = item.item.id == policy::ProfileBirthday::ID;
        let mut tx = self.store_of(item).begin().await?;
        if tells_age {
            self.0.consents.may_change_birthday(&mut tx, subject).await?;
        }
        if tx.execute(statement, &[subject.into(), id.clone(), value.into()]).await? == 0 {
            return Err(Error::NoItem);
        }
        let ended = if tells_age { self.0.consents.look_at_birthday(&mut tx, subject).await? } else { Vec::new() };
        tx.commit().await?;
        if !ended.is_empty() {
            self.0.consents.finish_erasures_soon();
        }
        let read_row = item.read_row.ok_or(Error::NoItem)?;
        let columns = item.columns.len();
        let values = self
            .store_of(item)
            .service()
            .query_optional(read_row, &[subject.into(), id], |row| {
                (0..columns).map(|column| row.value(column)).collect::<db::Result<Vec<_>>>()
            })
            .await?
            .ok_or(Error::NoItem)?;
        self.shown(subject, item, values, language).await
    }

    /// Whether rows of this kind let somebody in: who has them erased changes how the account is protected.
    pub(crate) fn signs_in(&self, item: &str) -> bool {
        self.item(item).is_ok_and(|held| {
            held.item.function == "sign_in" && held.item.columns.iter().any(|column| column.category == "credential")
        })
    }

    /// Erases all rows of one kind, here and in what a backup would bring back; tells how many there were.
    ///
    /// # Errors
    /// [`Error::NotErasable`] for what the account needs or a law keeps.
    pub async fn erase(&self, subject: SubjectId, item: &str) -> Result<u64, Error> {
        let held = self.held_by(subject).await?;
        let item = held.item(item)?;
        let Some(erase) = item.erase.filter(|_| item.is_erasable(held.policy)) else {
            return Err(Error::NotErasable(item.item.id.clone()));
        };
        let mut tx = self.store_of(item).begin().await?;
        let erased = tx.execute(erase, &args![subject]).await?;
        if erased > 0 && !item.in_key_store {
            let what = Erased::Item(item.item.id.clone());
            consent::note_erasure(&mut tx, subject, &what, self.0.clock.now()).await?;
        }
        tx.commit().await?;
        self.0.consents.finish_erasures_soon();
        Ok(erased)
    }
}

fn held_item(
    policy: &CompiledPolicy,
    item: &ItemSql,
    count: u64,
    (oldest, newest): (Option<Timestamp>, Option<Timestamp>),
    language: Language,
) -> HeldItem {
    let spoken = policy::Language::from(language);
    let purpose = policy.purpose(&item.item.purpose);
    let basis = purpose.map_or(policy::Basis::Contract, |purpose| purpose.basis);
    // A row that says itself until when it is valid has no day that follows from when it was made.
    let counts_from_its_making = item.item.retention.after != RetentionStart::Expires;
    let term = item.retention.as_ref().filter(|_| counts_from_its_making).map(|retention| retention.term);
    HeldItem {
        item: item.item.id.clone(),
        title: item.item.title.in_language(spoken).to_owned(),
        count,
        oldest,
        newest,
        purpose: item.item.purpose.clone(),
        purpose_title: purpose.map_or("", |purpose| purpose.title.in_language(spoken)).to_owned(),
        function_title: policy
            .function(&item.item.function)
            .map_or("", |function| function.title.in_language(spoken))
            .to_owned(),
        basis,
        basis_title: basis_title(basis, spoken).to_owned(),
        retention_text: retention_text(policy, item.item, spoken),
        erase_after: newest.zip(term).map(|(newest, term)| Timestamp::from_millis(term.after(newest.as_millis()))),
        erasable: item.is_erasable(policy),
        correctable: !item.correct.is_empty(),
        exportable: item.item.export,
        why_kept: item.item.why_kept.as_ref().map(|why| why.in_language(spoken).to_owned()),
    }
}
