//! The same tables without enforcement: what anybody would write who keeps the same data and checks nothing.
//!
//! The tables are the service's own, made from its own migrations, out of which the constraints are taken that tie rows
//! to grants. Who may write which table is not asked either: all of them belong to this crate.
//! `grants` is here a table of preferences, and nothing is noted of what was chosen, erased or closed.
//! What a withdrawal erases is erased here too, by statements of its own, so that both sides keep the same records.

use std::collections::BTreeSet;

use db::{Db, Location, Options, Row, Sql, Tx, Value, args, sql};
use ids::{ListenId, SubjectId};
use policy::PurposeId;
use serde_json::{Map, Value as Json};
use units::Timestamp;

use super::Failure;
use super::enforced::{PAGE, PLAYED};
use super::people::{Data, Person};
use super::tables::{self, PlainItem};
use super::workload::{Kind, Operation};

/// People who are loaded in one transaction.
const LOADED_AT_ONCE: usize = 100;
/// Rows of an item that are read, or ended, at a time.
const BATCH: i64 = 500;
/// How far the number of a purpose is shifted in what a row says it was recorded for.
const PURPOSE_SHIFT: u32 = 55;
/// Odd, so that multiplying by it gives every number another one.
const SCATTER: i64 = 0x1e37_79b9_7f4a_7c15;

sql! {
    static ADD_SUBJECT = "INSERT INTO subjects (id, created_at) VALUES ($1, $2)";
    static ADD_ACCOUNT = "INSERT INTO accounts (subject_id, nickname, state, roles, created_at) \
        VALUES ($1, $2, 'active', '', $3)";
    static ADD_PHONE = "INSERT INTO account_phones (subject_id, phone_sealed, phone_index, verified_at) \
        VALUES ($1, $2, $3, $4)";
    static ACCEPT = "INSERT INTO policy_acceptances (subject_id, version, text_hash, accepted_at) VALUES ($1, $2, '', $3)";
    static ADD_EVENT = "INSERT INTO consent_events (id, subject_id, purpose_no, event, at, policy_version, text_hash) \
        VALUES ($1, $2, $3, 'granted', $4, '', '')";
    static PREFER = "INSERT INTO grants (id, subject_id, purpose_no, granted_at, policy_version, text_hash) \
        VALUES ($1, $2, $3, $4, '', '') ON CONFLICT (subject_id, purpose_no) DO UPDATE SET rests_since = NULL";
    static PREFER_NO_LONGER = "DELETE FROM grants WHERE subject_id = $1 AND purpose_no = $2";
    static OBJECT = "UPDATE grants SET rests_since = $2 WHERE subject_id = $1";
    static PREFERENCES_OF = "SELECT purpose_no, granted_at, policy_version, text_hash, rests_since FROM grants \
        WHERE subject_id = $1";
    static REFUSE = "INSERT INTO refusals (subject_id, purpose_no, refused_at) VALUES ($1, $2, $3) \
        ON CONFLICT (subject_id, purpose_no) DO UPDATE SET refused_at = excluded.refused_at";
    static REMOVE_REFUSALS = "DELETE FROM refusals WHERE subject_id = $1";
    static ADD_LISTEN = "INSERT INTO listens (id, subject_id, grant_id, track_id, started_at, played_ms) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (subject_id, track_id, started_at) DO UPDATE SET played_ms = \
        CASE WHEN excluded.played_ms > listens.played_ms THEN excluded.played_ms ELSE listens.played_ms END \
        RETURNING id";
    static LOAD_LISTEN = "INSERT INTO listens (id, subject_id, grant_id, track_id, started_at, played_ms) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    static KEEP_PLACE = "INSERT INTO play_states (subject_id, grant_id, queue, position_index, position_ms, \
        repeat_mode, shuffle, device_name, updated_at) VALUES ($1, $2, $3, 0, $4, 'off', 0, NULL, $5) \
        ON CONFLICT (subject_id) DO UPDATE SET queue = excluded.queue, position_ms = excluded.position_ms, \
        updated_at = excluded.updated_at";
    static PLACE_OF = "SELECT queue, position_index, position_ms, repeat_mode, shuffle, device_name, updated_at \
        FROM play_states WHERE subject_id = $1";
    static REMOVE_PLACE = "DELETE FROM play_states WHERE subject_id = $1";
    static RENAME = "UPDATE accounts SET nickname = $2 WHERE subject_id = $1";
    static LISTENS_FOR_HISTORY = "SELECT id, track_id, started_at, played_ms FROM listens \
        WHERE subject_id = $1 AND grant_id / 36028797018963968 = 4 ORDER BY started_at DESC, id DESC LIMIT $2";
    static LISTENS_UNOBJECTED = "SELECT id, track_id, started_at, played_ms FROM listens \
        WHERE subject_id = $1 AND NOT EXISTS (SELECT 1 FROM grants WHERE grants.subject_id = $1 AND purpose_no = 4 \
        AND rests_since IS NOT NULL) ORDER BY started_at DESC, id DESC LIMIT $2";
    static LISTENS_DECIDED = "SELECT id, track_id, started_at, played_ms FROM listens \
        WHERE subject_id = $1 AND EXISTS (SELECT 1 FROM grants WHERE grants.subject_id = $1 AND purpose_no = 19 \
        AND rests_since IS NULL) ORDER BY started_at DESC, id DESC LIMIT $2";
    static LOG_OF = "SELECT id, purpose_no, event, at, policy_version, text_hash FROM consent_events \
        WHERE subject_id = $1 ORDER BY at DESC, id DESC LIMIT $2";
}

/// A service that keeps the same and enforces nothing.
pub(crate) struct Plain {
    db: Db,
    items: Vec<PlainItem>,
}

impl Plain {
    /// Over an empty database.
    pub(crate) async fn open(location: Location) -> Result<Self, Failure> {
        let options =
            Options { location, modules: vec![tables::module()], personal_tables: BTreeSet::new(), readers: 4 };
        Ok(Self { db: Db::open(options).await?, items: tables::items() })
    }

    /// Puts everybody's rows where the service would have put them.
    pub(crate) async fn load(&self, data: &Data) -> Result<(), Failure> {
        for (chunk, people) in data.people.chunks(LOADED_AT_ONCE).enumerate() {
            let mut tx = self.db.begin().await?;
            for (at, person) in people.iter().enumerate() {
                load_one(&mut tx, person, chunk * LOADED_AT_ONCE + at, data.loaded_at).await?;
            }
            tx.commit().await?;
        }
        Ok(self.db.analyze().await?)
    }

    /// Does one operation, and tells how many records of the person it touched or showed.
    pub(crate) async fn run(&self, operation: &Operation, person: &Person) -> Result<u64, Failure> {
        let (subject, at) = (person.subject, operation.at);
        match operation.kind {
            Kind::CreateRecord => {
                let mut tx = self.db.begin().await?;
                let id = scattered(at);
                let grant = recorded_for(PurposeId::PlayHistory);
                let arguments = args![id, subject, grant, operation.track, at, PLAYED];
                tx.query_one(&ADD_LISTEN, &arguments, |row| row.get::<i64>(0)).await?;
                tx.commit().await?;
                Ok(1)
            }
            Kind::DeleteByPurpose => self.withdraw(subject, operation.purpose).await,
            Kind::DeleteByTtl => self.age(at).await,
            Kind::DeleteByUser => self.close(subject).await,
            Kind::DeleteByKey => self.write(&REMOVE_PLACE, &args![subject]).await,
            Kind::UpdateMetadataByUser => self.write(&REFUSE, &args![subject, operation.purpose.no(), at]).await,
            Kind::UpdateMetadataByPurpose | Kind::UpdateMetadataBySharing | Kind::UpdateMetadataByKey => {
                if operation.gives {
                    let id = preference(operation.purpose, operation.person);
                    self.write(&PREFER, &args![id, subject, operation.purpose.no(), at]).await?;
                    Ok(0)
                } else {
                    self.withdraw(subject, operation.purpose).await
                }
            }
            Kind::UpdateDataByKey => self.write(&RENAME, &args![subject, format!("Lark{}", at.as_millis())]).await,
            Kind::ReadDataByUser => self.export(subject).await,
            Kind::ReadDataByKey => {
                let read = |row: &Row<'_>| {
                    Ok((row.get::<String>(0)?, row.get::<u32>(1)?, row.get::<i64>(2)?, row.get::<String>(3)?))
                };
                self.seen(&PLACE_OF, &args![subject], read).await
            }
            Kind::ReadDataByPurpose => self.listens(&LISTENS_FOR_HISTORY, subject).await,
            Kind::ReadDataByObjection => self.listens(&LISTENS_UNOBJECTED, subject).await,
            Kind::ReadDataByDecision => self.listens(&LISTENS_DECIDED, subject).await,
            Kind::ReadMetadataByKey => self.preferences(subject).await,
            Kind::ReadMetadataByUser => {
                let mut listens = 0;
                for item in &self.items {
                    let held = self.count(item, subject).await?;
                    listens += if item.id == "listen" { held } else { 0 };
                }
                Ok(listens + self.preferences(subject).await?)
            }
            Kind::GetSystemLogs => {
                let read = |row: &Row<'_>| {
                    Ok((row.get::<i64>(0)?, row.get::<u8>(1)?, row.get::<String>(2)?, row.get::<Timestamp>(3)?))
                };
                self.seen(&LOG_OF, &args![subject, PAGE], read).await?;
                // The service has noted more since, so the numbers are not to be compared.
                Ok(0)
            }
            Kind::VerifyDeletion => {
                let mut held = 0;
                for item in &self.items {
                    held += self.count(item, subject).await?;
                }
                Ok(held)
            }
            Kind::KeepPlace => {
                let mut tx = self.db.begin().await?;
                keep_place(&mut tx, person, at).await?;
                tx.commit().await?;
                Ok(1)
            }
        }
    }

    /// One statement in a transaction of its own.
    async fn write(&self, sql: &'static Sql, arguments: &[Value]) -> Result<u64, Failure> {
        let mut tx = self.db.begin().await?;
        let changed = tx.execute(sql, arguments).await?;
        tx.commit().await?;
        Ok(changed)
    }

    async fn withdraw(&self, subject: SubjectId, purpose: PurposeId) -> Result<u64, Failure> {
        let mut tx = self.db.begin().await?;
        let mut erased = 0;
        for item in self.items.iter().filter(|item| item.purpose == purpose.id()) {
            if let Some(erase) = item.erase {
                erased += tx.execute(erase, &args![subject]).await?;
            }
        }
        tx.execute(&PREFER_NO_LONGER, &args![subject, purpose.no()]).await?;
        tx.commit().await?;
        Ok(erased)
    }

    async fn age(&self, at: Timestamp) -> Result<u64, Failure> {
        let mut tx = self.db.begin().await?;
        let mut listens = 0;
        for item in &self.items {
            let Some((term, end)) = item.end else { continue };
            loop {
                let ended = tx.execute(end, &args![term.before(at.as_millis()), BATCH]).await?;
                listens += if item.id == "listen" { ended } else { 0 };
                if ended < BATCH.unsigned_abs() {
                    break;
                }
            }
        }
        tx.commit().await?;
        Ok(listens)
    }

    async fn close(&self, subject: SubjectId) -> Result<u64, Failure> {
        let mut tx = self.db.begin().await?;
        let mut listens = 0;
        for item in &self.items {
            let Some(erase) = item.erase else { continue };
            let erased = tx.execute(erase, &args![subject]).await?;
            listens += if item.id == "listen" { erased } else { 0 };
        }
        tx.execute(&REMOVE_REFUSALS, &args![subject]).await?;
        tx.commit().await?;
        Ok(listens)
    }

    async fn export(&self, subject: SubjectId) -> Result<u64, Failure> {
        let mut items = Map::new();
        let mut listens = 0;
        for item in self.items.iter().filter(|item| item.is_exported) {
            let rows = self.exported(item, subject).await?;
            listens += if item.id == "listen" { rows.len() as u64 } else { 0 };
            items.insert(item.id.clone(), Json::Array(rows));
        }
        std::hint::black_box(Json::Object(items));
        Ok(listens)
    }

    async fn exported(&self, item: &PlainItem, subject: SubjectId) -> Result<Vec<Json>, Failure> {
        let mut rows = Vec::new();
        let (Some(first), Some(next)) = (item.read_first, item.read_next) else { return Ok(rows) };
        let mut after: Option<Value> = None;
        loop {
            let read = |row: &Row<'_>| (0..item.columns.len()).map(|at| row.value(at)).collect::<db::Result<Vec<_>>>();
            let reader = self.db.service();
            let batch = match after.take() {
                None => reader.query(first, &args![subject, BATCH], read).await?,
                Some(after) => reader.query(next, &[subject.into(), after, BATCH.into()], read).await?,
            };
            let is_last = (batch.len() as i64) < BATCH;
            for values in batch {
                after = item.row_id_at.and_then(|at| values.get(at)).cloned();
                rows.push(tables::json(&item.columns, values));
            }
            if is_last || after.is_none() {
                return Ok(rows);
            }
        }
    }

    async fn count(&self, item: &PlainItem, subject: SubjectId) -> Result<u64, Failure> {
        let Some(count) = item.count else { return Ok(0) };
        let read = |row: &Row<'_>| Ok((row.get::<u64>(0)?, row.get::<Option<i64>>(1)?, row.get::<Option<i64>>(2)?));
        Ok(self.db.service().query_one(count, &args![subject], read).await?.0)
    }

    async fn listens(&self, sql: &'static Sql, subject: SubjectId) -> Result<u64, Failure> {
        let read =
            |row: &Row<'_>| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?, row.get::<Timestamp>(2)?, row.get::<i64>(3)?));
        self.seen(sql, &args![subject, PAGE], read).await
    }

    async fn preferences(&self, subject: SubjectId) -> Result<u64, Failure> {
        let read = |row: &Row<'_>| Ok((row.get::<u8>(0)?, row.get::<Timestamp>(1)?, row.get::<Option<Timestamp>>(4)?));
        self.seen(&PREFERENCES_OF, &args![subject], read).await
    }

    /// Reads rows as whoever shows them would, and tells how many there were.
    async fn seen<T>(
        &self,
        sql: &'static Sql,
        arguments: &[Value],
        read: impl FnMut(&Row<'_>) -> db::Result<T>,
    ) -> Result<u64, Failure> {
        let rows = self.db.service().query(sql, arguments, read).await?;
        Ok(std::hint::black_box(rows).len() as u64)
    }
}

async fn load_one(tx: &mut Tx, person: &Person, number: usize, now: Timestamp) -> Result<(), Failure> {
    let subject = person.subject;
    tx.execute(&ADD_SUBJECT, &args![subject, now]).await?;
    tx.execute(&ADD_ACCOUNT, &args![subject, &person.nickname, now]).await?;
    tx.execute(&ADD_PHONE, &args![subject, person.phone.as_bytes(), &person.phone, now]).await?;
    tx.execute(&ACCEPT, &args![subject, policy::current().version.as_str(), now]).await?;
    let chosen = [PurposeId::PlayHistory, PurposeId::ResumePlayback, PurposeId::PersonalRecommendation];
    for purpose in chosen.into_iter().take(if person.recommended { 3 } else { 2 }) {
        let id = preference(purpose, number);
        tx.execute(&PREFER, &args![id, subject, purpose.no(), now]).await?;
        tx.execute(&ADD_EVENT, &args![id, subject, purpose.no(), now]).await?;
    }
    let grant = recorded_for(PurposeId::PlayHistory);
    let mut rows = Vec::with_capacity(person.listens.len());
    for &(track, started_at) in &person.listens {
        rows.push(args![scattered(started_at), subject, grant, track, started_at, PLAYED].to_vec());
    }
    tx.execute_many(&LOAD_LISTEN, &rows).await?;
    keep_place(tx, person, now).await?;
    if person.objects {
        tx.execute(&OBJECT, &args![subject, now]).await?;
    }
    Ok(())
}

async fn keep_place(tx: &mut Tx, person: &Person, at: Timestamp) -> Result<(), Failure> {
    let tracks: Vec<String> = person.listens.iter().map(|(track, _)| track.to_string()).collect();
    let grant = recorded_for(PurposeId::ResumePlayback);
    tx.execute(&KEEP_PLACE, &args![person.subject, grant, tracks.join(" "), PLAYED, at]).await?;
    Ok(())
}

/// The number of a listen that began then, at which none other began: all over the table, as the service's are.
fn scattered(started_at: Timestamp) -> ListenId {
    ListenId::from_i64(started_at.as_millis().wrapping_mul(SCATTER) & i64::MAX)
}

/// What a row says it was recorded for.
fn recorded_for(purpose: PurposeId) -> i64 {
    i64::from(purpose.no()) << PURPOSE_SHIFT
}

/// The number of a preference.
fn preference(purpose: PurposeId, person: usize) -> i64 {
    recorded_for(purpose) | (person as i64).wrapping_mul(SCATTER) & ((1 << PURPOSE_SHIFT) - 1)
}
