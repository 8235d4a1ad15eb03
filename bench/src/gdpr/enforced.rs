//! The service's own engine with everything that it enforces.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use consent::{Consents, Shown, State};
use db::{Db, Location, Options, Sql, args};
use http_api::{Language, Signals};
use ids::{CertificateId, SubjectId};
use playback::history::{History, NewListen, Queue, RepeatMode};
use policy::{PersonalRecommendation, PurposeId};
use rights::Rights;
use tokio::task::JoinSet;
use units::{Clock, ManualClock, Millis};
use vault::{MasterKey, Place, Vault};

use super::Failure;
use super::people::{Data, Person};
use super::workload::{Kind, Operation};

/// Rows of a page, for both sides.
pub(crate) const PAGE: i64 = 50;
/// How long the tracks of the measurement are, and how much of one is heard.
pub(crate) const DURATION: Millis = Millis(200_000);
pub(crate) const PLAYED: Millis = Millis(180_000);
/// People who are loaded at the same time; their commits share flushes.
const LOADED_AT_ONCE: usize = 16;

/// The service, without its HTTP.
#[derive(Clone)]
pub(crate) struct Enforced {
    clock: ManualClock,
    db: Db,
    vault: Vault,
    pub(crate) consents: Consents,
    pub(crate) rights: Rights,
    pub(crate) history: History,
    hashes: BTreeMap<PurposeId, String>,
    sign_up: [&'static Sql; 3],
    certificates: BTreeMap<usize, CertificateId>,
}

impl Enforced {
    /// The service over an empty database; its keys lie in a store of their own in `folder`, as they do by default.
    pub(crate) async fn open(location: Location, folder: &Path, data: &Data) -> Result<Self, Failure> {
        let options =
            |location, modules| Options { location, modules, personal_tables: qingyin::personal_tables(), readers: 4 };
        let db = Db::open(options(location, qingyin::MODULES.to_vec())).await?;
        let keys = Location::Sqlite { path: folder.join("keys.db") };
        let keys = Db::open(options(keys, vec![&vault::MIGRATIONS])).await?;
        let vault = Vault::new(keys, MasterKey::read_or_make(&folder.join("master.key"))?);
        // Everybody chooses at a time of their own: the numbers of choices are as good as their time.
        let clock = ManualClock::at(data.loaded_at - Millis(i64::try_from(data.people.len())?));
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        let consents = Consents::new(db.clone(), Arc::clone(&shared));
        let history = History::new(consents.clone(), Arc::clone(&shared));
        let rights = Rights::new(rights::Parts {
            db: db.clone(),
            modules: qingyin::MODULES.to_vec(),
            vault: vault.clone(),
            consents: consents.clone(),
            clock: shared,
            validators: accounts::corrections(),
            music: Arc::new(rights::NoMusic),
            operator: policy::Operator {
                company: "Bench".to_owned(),
                address: String::new(),
                contact_email: String::new(),
                hotline: String::new(),
                officer_name: String::new(),
                officer_email: String::new(),
                court: String::new(),
                storage_region: String::new(),
            },
        });
        let hash = |purpose: &PurposeId| (*purpose, policy::text_hash(*purpose, policy::Language::ZhCn));
        // The crate `accounts` writes these rows when a code was right; a code is not what is measured here.
        let row = |name: &str, text: &str| Sql::generated(format!("gdpr.{name}"), "accounts", text.to_owned());
        let sign_up = [
            row(
                "ADD_ACCOUNT",
                "INSERT INTO accounts (subject_id, nickname, state, roles, created_at) VALUES ($1, $2, 'active', '', $3)",
            ),
            row(
                "ADD_PHONE",
                "INSERT INTO account_phones (subject_id, phone_sealed, phone_index, verified_at) VALUES ($1, $2, $3, $4)",
            ),
            row(
                "ACCEPT",
                "INSERT INTO policy_acceptances (subject_id, version, text_hash, accepted_at) VALUES ($1, $2, '', $3)",
            ),
        ];
        let hashes = PurposeId::ALL.iter().map(hash).collect();
        Ok(Self { clock, db, vault, consents, rights, history, hashes, sign_up, certificates: BTreeMap::new() })
    }

    /// Lets everybody sign up, choose and listen.
    pub(crate) async fn load(&self, data: &Data) -> Result<(), Failure> {
        let mut loading: JoinSet<Result<(), Failure>> = JoinSet::new();
        for person in &data.people {
            if loading.len() >= LOADED_AT_ONCE
                && let Some(ended) = loading.join_next().await
            {
                ended??;
            }
            self.clock.advance(Millis(1));
            let (service, person) = (self.clone(), person.clone());
            loading.spawn(async move { service.load_one(&person).await });
        }
        while let Some(ended) = loading.join_next().await {
            ended??;
        }
        Ok(self.db.analyze().await?)
    }

    /// Lets one person sign up, choose and listen.
    pub(crate) async fn load_one(&self, person: &Person) -> Result<(), Failure> {
        let (subject, now) = (person.subject, self.clock.now());
        self.vault.make_key(subject, now).await?;
        let phone = person.phone.as_bytes();
        let sealed = self.vault.seal(subject, Place("account_phones.phone_sealed"), phone).await?;
        let index = self.vault.index("phone").of(&person.phone);
        let mut tx = self.db.begin().await?;
        consent::add_subject(&mut tx, subject, now).await?;
        let [account, of_phone, accept] = self.sign_up;
        tx.execute(account, &args![subject, &person.nickname, now]).await?;
        tx.execute(of_phone, &args![subject, sealed.as_bytes(), index, now]).await?;
        tx.execute(accept, &args![subject, policy::current().version.as_str(), now]).await?;
        tx.commit().await?;
        self.give(subject, PurposeId::PlayHistory).await?;
        self.give(subject, PurposeId::ResumePlayback).await?;
        if person.recommended {
            self.give(subject, PurposeId::PersonalRecommendation).await?;
        }
        let mut grant = self.history.listening(subject).await?.ok_or("no live grant right after consent")?;
        for &(track, started_at) in &person.listens {
            let listen = NewListen::parse(track, DURATION, started_at, PLAYED, started_at);
            self.history.record(&mut grant, listen.map_err(|why| format!("{why:?}"))?).await?;
        }
        grant.commit().await?;
        self.keep_place(person).await?;
        if person.objects {
            self.consents.heed(subject, Signals { gpc: true, dnt: false }).await?;
        }
        Ok(())
    }

    /// Does one operation, and tells how many records of the person it touched or showed.
    pub(crate) async fn run(&mut self, operation: &Operation, person: &Person) -> Result<u64, Failure> {
        let subject = person.subject;
        self.clock.advance(operation.at.since(self.clock.now()));
        match operation.kind {
            Kind::CreateRecord => {
                // Without consent nothing is recorded, and nothing is wrong.
                let Some(mut grant) = self.history.listening(subject).await? else { return Ok(0) };
                let listen = NewListen::parse(operation.track, DURATION, operation.at, PLAYED, operation.at);
                self.history.record(&mut grant, listen.map_err(|why| format!("{why:?}"))?).await?;
                grant.commit().await?;
                Ok(1)
            }
            Kind::DeleteByPurpose => Ok(self.rights.withdraw(subject, operation.purpose).await?),
            Kind::DeleteByTtl => {
                let aged = self.rights.age().await?;
                Ok(aged.iter().find(|aged| aged.item == "listen").map_or(0, |aged| aged.rows))
            }
            Kind::DeleteByUser => {
                let certificate = self.rights.close(subject).await?;
                self.certificates.insert(operation.person, certificate.id);
                Ok(certificate.tables.iter().find(|table| table.item == "listen").map_or(0, |table| table.rows))
            }
            Kind::DeleteByKey => Ok(self.rights.erase(subject, "play_state").await?),
            Kind::UpdateMetadataByUser => {
                self.consents.refuse(subject, operation.purpose).await?;
                Ok(1)
            }
            Kind::UpdateMetadataByPurpose | Kind::UpdateMetadataBySharing | Kind::UpdateMetadataByKey => {
                if operation.gives {
                    self.give(subject, operation.purpose).await?;
                    Ok(0)
                } else {
                    Ok(self.rights.withdraw(subject, operation.purpose).await?)
                }
            }
            Kind::UpdateDataByKey => {
                let row_id = format!("n{}", subject.as_i64());
                let name = format!("Lark{}", operation.at.as_millis());
                self.rights.correct(subject, "account", &row_id, "nickname", &name, Language::Chinese).await?;
                Ok(1)
            }
            Kind::ReadDataByUser => {
                let export = self.rights.export(subject).await?;
                Ok(export["items"]["listen"]["rows"].as_array().map_or(0, |rows| rows.len() as u64))
            }
            Kind::ReadDataByKey => {
                let Some(mut grant) = self.history.resuming(subject).await? else { return Ok(0) };
                Ok(u64::from(self.history.stopped_at(&mut grant).await?.is_some()))
            }
            Kind::ReadDataByPurpose | Kind::ReadDataByObjection => self.listens_by_grant(subject).await,
            Kind::ReadDataByDecision => {
                let Some(grant) = self.consents.grant::<PersonalRecommendation>(subject).await? else { return Ok(0) };
                drop(grant);
                self.listens_by_grant(subject).await
            }
            Kind::ReadMetadataByKey => self.live_consents(subject).await,
            Kind::ReadMetadataByUser => {
                let held = self.rights.held(subject, Language::Chinese).await?;
                let items = held.iter().flat_map(|category| &category.items);
                let listens = items.filter(|item| item.item == "listen").map(|item| item.count).sum::<u64>();
                Ok(listens + self.live_consents(subject).await?)
            }
            Kind::GetSystemLogs => {
                self.consents.events_of(subject, None, PAGE).await?;
                Ok(0)
            }
            Kind::VerifyDeletion => {
                let certificate = self.certificates.get(&operation.person).ok_or("nobody closed this account")?;
                self.rights.certificate(*certificate).await?;
                let held = self.rights.held(subject, Language::Chinese).await?;
                Ok(held.iter().flat_map(|category| &category.items).map(|item| item.count).sum())
            }
            Kind::KeepPlace => self.keep_place(person).await,
        }
    }

    /// Agrees to a purpose, to the text in force.
    pub(crate) async fn give(&self, subject: SubjectId, purpose: PurposeId) -> Result<(), Failure> {
        let text_hash = self.hashes.get(&purpose).cloned().unwrap_or_default();
        Ok(self.consents.give(subject, purpose, &Shown { text_hash }).await?)
    }

    /// A page of what somebody heard, read under their live consent; nothing where it rests or was withdrawn.
    async fn listens_by_grant(&self, subject: SubjectId) -> Result<u64, Failure> {
        let Some(mut grant) = self.history.listening(subject).await? else { return Ok(0) };
        Ok(self.history.listens(&mut grant, None, PAGE).await?.len() as u64)
    }

    async fn live_consents(&self, subject: SubjectId) -> Result<u64, Failure> {
        let states = self.consents.states_of(subject).await?;
        let is_live = |state: State| matches!(state, State::Granted | State::Resting | State::AskedAnew);
        Ok(states.iter().filter(|purpose| is_live(purpose.state)).count() as u64)
    }

    async fn keep_place(&self, person: &Person) -> Result<u64, Failure> {
        let Some(mut grant) = self.history.resuming(person.subject).await? else { return Ok(0) };
        let tracks = person.listens.iter().map(|(track, _)| *track).collect();
        let queue = Queue::parse(tracks, 0, PLAYED.0, RepeatMode::Off, false).map_err(|why| format!("{why:?}"))?;
        self.history.stop_at(&mut grant, &queue, None).await?;
        grant.commit().await?;
        Ok(1)
    }
}
