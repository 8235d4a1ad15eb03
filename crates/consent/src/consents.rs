//! Giving, refusing and withdrawing consent.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use db::{Db, Sql, args};
use ids::{ConsentEventId, GrantId, SubjectId};
use policy::{ConsentPurpose, Language, PurposeId, Terms};
use serde::Serialize;
use tokio::sync::Notify;
use units::{Clock, Millis, Timestamp};

use crate::PURPOSE_SHIFT;
use crate::erasures::{self, Erased};
use crate::error::Error;
use crate::grant::Grant;
use crate::guardians::MinorRefusal;
use crate::kept::Kept;
use crate::store::{self, NewEvent};

/// What a choice was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The person agreed.
    Granted,
    /// The person took the consent back.
    Withdrawn,
    /// The person said no when asked.
    Refused,
    /// The person ended the whole agreement.
    Terminated,
}

impl Event {
    /// The word in the database and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Withdrawn => "withdrawn",
            Self::Refused => "refused",
            Self::Terminated => "terminated",
        }
    }

    fn of_str(word: &str) -> Option<Self> {
        [Self::Granted, Self::Withdrawn, Self::Refused, Self::Terminated]
            .into_iter()
            .find(|event| event.as_str() == word)
    }
}

/// One entry of a person's history of choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentEvent {
    /// The entry.
    pub id: ConsentEventId,
    /// For which purpose.
    pub purpose: PurposeId,
    /// What the choice was.
    pub event: Event,
    /// When.
    pub at: Timestamp,
    /// The policy version in force.
    pub policy_version: String,
    /// SHA-256 of the text the person saw.
    pub text_hash: String,
}

/// How a purpose stands with a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Consent is live.
    Granted,
    /// It was given, and rests because a browser of theirs asked not to be tracked since.
    Resting,
    /// It was given for less than a later version of the policy asks, or to a holder of the service before this one, and
    /// rests until the person chooses anew.
    AskedAnew,
    /// It was live once.
    Withdrawn,
    /// The person said no.
    Refused,
    /// The person was never asked.
    NotAsked,
}

/// How one purpose stands with a person, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurposeState {
    /// The purpose.
    pub purpose: PurposeId,
    /// How it stands.
    pub state: State,
    /// When the last choice was made.
    pub changed_at: Option<Timestamp>,
    /// The policy version of the last choice.
    pub policy_version: Option<String>,
    /// After a refusal: before this instant the person is not asked again.
    pub can_ask_again_at: Option<Timestamp>,
}

/// The text a person was shown when they chose.
#[derive(Clone, Debug)]
pub struct Shown {
    /// SHA-256 of the notice, in hexadecimal, as the API handed it out.
    pub text_hash: String,
}

/// Everybody's consents.
#[derive(Clone, Debug)]
pub struct Consents {
    db: Db,
    clock: Arc<dyn Clock>,
    terms: &'static Terms,
    /// For each purpose on consent, how many rows are kept under it.
    counts: Arc<BTreeMap<u8, &'static Sql>>,
    /// Rung when something was erased.
    erasures: Arc<Notify>,
}

impl Consents {
    /// The consents kept in this database.
    #[must_use]
    pub fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        let mut counts: BTreeMap<u8, Vec<String>> = BTreeMap::new();
        for item in &policy::current().items {
            let Some(purpose) = policy::current().purpose(&item.purpose).filter(|purpose| purpose.basis.needs_grant())
            else {
                continue;
            };
            let Some(subject) = item.subject_column() else { continue };
            let count = format!("(SELECT count(*) FROM {} WHERE {subject} = $1)", item.table);
            counts.entry(purpose.no).or_default().push(count);
        }
        let statement = |(no, counts): (u8, Vec<String>)| {
            (no, Sql::generated(format!("consent.COUNT_{no}"), "consent", format!("SELECT {}", counts.join(" + "))))
        };
        let counts = Arc::new(counts.into_iter().map(statement).collect());
        Self { db, clock, terms: Terms::in_force(), counts, erasures: Arc::default() }
    }

    /// As these, under other versions of the policy than those in the program.
    #[must_use]
    pub fn under(mut self, terms: &'static Terms) -> Self {
        self.terms = terms;
        self
    }

    /// The person's live consent for `P`, or nothing: then the function does without, and the music plays on.
    ///
    /// # Errors
    /// The database's.
    pub async fn grant<P: ConsentPurpose>(&self, subject: SubjectId) -> db::Result<Option<Grant<P>>> {
        let mut tx = self.db.begin().await?;
        let id = store::waking_grant(&mut tx, subject, P::NO).await?;
        Ok(id.map(|id| Grant::new(tx, id, subject)))
    }

    /// What was kept under the person's consent for `P`, to be shown to them and removed by them, even while it rests.
    /// Nothing when there is no consent; then nothing is kept either.
    ///
    /// # Errors
    /// The database's.
    pub async fn kept<P: ConsentPurpose>(&self, subject: SubjectId) -> db::Result<Option<Kept<P>>> {
        let mut tx = self.db.begin().await?;
        let id = store::live_grant(&mut tx, subject, P::NO).await?;
        Ok(id.map(|_| Kept::new(tx, subject)))
    }

    /// Records that the person agreed to one purpose; there is no way to agree to two in one call.
    /// Agreeing twice changes nothing; agreeing to what rests at a browser's wish is a later choice and ends the rest.
    ///
    /// # Errors
    /// [`Error::TextChanged`] when what the person saw is not the text in force in any language,
    /// [`Error::NotByConsent`] for a purpose that asks nobody, [`Error::NoSubject`],
    /// [`Error::Minor`] when the person is a minor and this is not theirs to give.
    pub async fn give(&self, subject: SubjectId, purpose: PurposeId, shown: &Shown) -> Result<(), Error> {
        self.give_as(subject, subject, purpose, shown).await
    }

    /// As [`Consents::give`], by whoever chooses for the person.
    pub(crate) async fn give_as(
        &self,
        giver: SubjectId,
        subject: SubjectId,
        purpose: PurposeId,
        shown: &Shown,
    ) -> Result<(), Error> {
        check_by_consent(purpose)?;
        let is_current = [Language::ZhCn, Language::En]
            .into_iter()
            .any(|language| policy::text_hash(purpose, language) == shown.text_hash);
        if !is_current {
            return Err(Error::TextChanged(purpose.id()));
        }
        let mut tx = self.db.begin().await?;
        if !store::has_subject(&mut tx, subject).await? {
            return Err(Error::NoSubject);
        }
        let guardianship = self.may_give(&mut tx, giver, subject, purpose).await?;
        let now = self.clock.now();
        let version = self.terms.current().version.as_str();
        let id = new_grant_id(purpose.no());
        let arguments = args![id, subject, purpose.no(), now, version, &shown.text_hash, guardianship];
        let added = match tx.execute(&store::ADD_GRANT, &arguments).await {
            // The guardian ended it a moment ago.
            Err(error) if error.is_constraint(db::Constraint::ForeignKey) => {
                return Err(MinorRefusal::GuardianNeeded.into());
            }
            other => other?,
        };
        let woken = match added {
            0 => {
                let arguments = args![subject, purpose.no(), now, version, &shown.text_hash];
                tx.execute(&store::WAKE_GRANT, &arguments).await?
            }
            _ => 0,
        };
        if added + woken == 1 {
            let event = self.event(subject, purpose, Event::Granted, now, &shown.text_hash);
            store::add_event(&mut tx, &event).await?;
        }
        match tx.commit().await {
            Err(error) if error.is_constraint(db::Constraint::ForeignKey) => Err(MinorRefusal::GuardianNeeded.into()),
            other => Ok(other?),
        }
    }

    /// Takes one consent back; everything that was kept under it goes in the same transaction.
    /// Tells how many rows went. Withdrawing what was never given changes nothing.
    ///
    /// # Errors
    /// [`Error::NotByConsent`], and the database's.
    pub async fn withdraw(&self, subject: SubjectId, purpose: PurposeId) -> Result<u64, Error> {
        check_by_consent(purpose)?;
        let mut tx = self.db.begin().await?;
        let erased = self.withdraw_in(&mut tx, subject, purpose, Event::Withdrawn).await?;
        tx.commit().await?;
        self.finish_erasures_soon();
        Ok(erased.unwrap_or(0))
    }

    /// Records that the person said no, so that nobody asks again before the policy's period is over.
    ///
    /// # Errors
    /// As [`Consents::withdraw`]; a live consent stays, because saying no to a question is not taking back a yes.
    pub async fn refuse(&self, subject: SubjectId, purpose: PurposeId) -> Result<(), Error> {
        check_by_consent(purpose)?;
        let mut tx = self.db.begin().await?;
        if !store::has_subject(&mut tx, subject).await? {
            return Err(Error::NoSubject);
        }
        if store::live_grant(&mut tx, subject, purpose.no()).await?.is_none() {
            let event = self.event(subject, purpose, Event::Refused, self.clock.now(), "");
            store::add_event(&mut tx, &event).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Ends the whole agreement: takes every live consent back at once, and tells which.
    ///
    /// # Errors
    /// The database's; then every consent still stands.
    pub async fn terminate(&self, subject: SubjectId) -> Result<Vec<PurposeId>, Error> {
        let mut tx = self.db.begin().await?;
        let live: Vec<u8> = tx.query(&store::LIVE_GRANTS, &args![subject], |row| row.get(0)).await?;
        let mut withdrawn = Vec::new();
        for &purpose in PurposeId::ALL.iter().filter(|purpose| live.contains(&purpose.no())) {
            if self.withdraw_in(&mut tx, subject, purpose, Event::Terminated).await?.is_some() {
                withdrawn.push(purpose);
            }
        }
        tx.commit().await?;
        self.finish_erasures_soon();
        Ok(withdrawn)
    }

    /// Whether the birthday that a person chose to keep makes them a minor today, or, where it is not kept any more,
    /// it did when it was; false for everybody of whom nothing is known.
    ///
    /// Purpose `minor_protection`: the answer is all that leaves the database, and the birthday stays there.
    ///
    /// # Errors
    /// The database's.
    pub async fn is_minor(&self, subject: SubjectId) -> db::Result<bool> {
        store::is_minor(&self.db.service(), subject, self.clock.now()).await
    }

    /// How every purpose that rests on consent stands with a person, in the policy's order.
    ///
    /// # Errors
    /// The database's.
    pub async fn states_of(&self, subject: SubjectId) -> db::Result<Vec<PurposeState>> {
        let reader = self.db.service();
        let live: BTreeMap<i64, (Timestamp, String, Option<Timestamp>)> = reader
            .query(&store::GRANTS_OF, &args![subject], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(4)?))))
            .await?
            .into_iter()
            .collect();
        let last: BTreeMap<i64, (String, Timestamp, String)> = reader
            .query(&store::LAST_EVENTS_OF, &args![subject], |row| {
                Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)))
            })
            .await?
            .into_iter()
            .collect();
        // Why something rests is looked for where something does.
        let rests = live.values().any(|(.., rests_since)| rests_since.is_some());
        let holder_asks_since = if rests { self.holder_asks_since().await? } else { None };
        let state_of = |purpose: PurposeId| {
            let no = i64::from(purpose.no());
            if let Some((at, version, rests_since)) = live.get(&no) {
                let state = match rests_since {
                    None => State::Granted,
                    Some(_) if self.terms.is_asked_anew(purpose, version) => State::AskedAnew,
                    Some(_) if holder_asks_since.is_some_and(|since| *at <= since) => State::AskedAnew,
                    Some(_) => State::Resting,
                };
                return PurposeState {
                    purpose,
                    state,
                    changed_at: Some(rests_since.unwrap_or(*at)),
                    policy_version: Some(version.clone()),
                    can_ask_again_at: None,
                };
            }
            let last = last.get(&no);
            let event = last.and_then(|(word, ..)| Event::of_str(word));
            let state = match event {
                None => State::NotAsked,
                Some(Event::Refused) => State::Refused,
                Some(_) => State::Withdrawn,
            };
            let can_ask_again_at = last.filter(|_| state != State::NotAsked).map(|(_, at, _)| *at + patience(purpose));
            PurposeState {
                purpose,
                state,
                changed_at: last.map(|(_, at, _)| *at),
                policy_version: last.map(|(.., version)| version.clone()),
                can_ask_again_at,
            }
        };
        Ok(PurposeId::ALL.iter().copied().filter(|&purpose| by_consent(purpose)).map(state_of).collect())
    }

    /// The person's choices before a point, the latest first, at most `limit`.
    ///
    /// # Errors
    /// The database's.
    pub async fn events_of(
        &self,
        subject: SubjectId,
        before: Option<(Timestamp, ConsentEventId)>,
        limit: i64,
    ) -> db::Result<Vec<ConsentEvent>> {
        let (at, id) = before.unwrap_or((Timestamp::from_millis(i64::MAX), ConsentEventId::from_i64(i64::MAX)));
        let rows = self
            .db
            .service()
            .query(&store::EVENTS_OF, &args![subject, at, id, limit], |row| {
                let no: u8 = row.get(1)?;
                let purpose = PurposeId::ALL.iter().copied().find(|purpose| purpose.no() == no);
                let event = Event::of_str(&row.get::<String>(2)?);
                Ok(purpose.zip(event).map(|(purpose, event)| -> db::Result<ConsentEvent> {
                    Ok(ConsentEvent {
                        id: row.get(0)?,
                        purpose,
                        event,
                        at: row.get(3)?,
                        policy_version: row.get(4)?,
                        text_hash: row.get(5)?,
                    })
                }))
            })
            .await?;
        rows.into_iter().flatten().collect()
    }

    /// Withdraws inside a transaction; nothing when there was no live consent, else how many rows went with it.
    pub(crate) async fn withdraw_in(
        &self,
        tx: &mut db::Tx,
        subject: SubjectId,
        purpose: PurposeId,
        event: Event,
    ) -> Result<Option<u64>, Error> {
        if store::live_grant(tx, subject, purpose.no()).await?.is_none() {
            return Ok(None);
        }
        let rows = match self.counts.get(&purpose.no()) {
            Some(count) => tx.query_one(count, &args![subject], |row| row.get::<u64>(0)).await?,
            None => 0,
        };
        let now = self.clock.now();
        let event = self.event(subject, purpose, event, now, "");
        tx.execute_each(&[
            (&store::REMOVE_GRANT, args![subject, purpose.no()].to_vec()),
            store::adding(&event),
            erasures::noting(subject, &Erased::Consent(purpose), now),
        ])
        .await?;
        Ok(Some(rows))
    }

    pub(crate) fn erasures(&self) -> &Notify {
        &self.erasures
    }

    /// The versions of the policy that these consents are given and asked under.
    #[must_use]
    pub fn terms(&self) -> &'static Terms {
        self.terms
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) async fn begin(&self) -> db::Result<db::Tx> {
        self.db.begin().await
    }

    pub(crate) fn reader(&self) -> db::Reader {
        self.db.service()
    }

    fn event<'a>(
        &self,
        subject: SubjectId,
        purpose: PurposeId,
        event: Event,
        at: Timestamp,
        text_hash: &'a str,
    ) -> NewEvent<'a> {
        NewEvent {
            id: new_event_id(at),
            subject,
            purpose_no: purpose.no(),
            event: event.as_str(),
            at,
            policy_version: self.terms.current().version.as_str(),
            text_hash,
        }
    }
}

fn by_consent(purpose: PurposeId) -> bool {
    policy::current().purpose(purpose.id()).is_some_and(|purpose| purpose.basis.needs_grant())
}

fn check_by_consent(purpose: PurposeId) -> Result<(), Error> {
    if by_consent(purpose) { Ok(()) } else { Err(Error::NotByConsent(purpose.id())) }
}

/// How long a no is respected before the question may come again.
fn patience(purpose: PurposeId) -> Millis {
    let days = policy::current().purpose(purpose.id()).map_or(30, |purpose| purpose.ask_again_after_days);
    Millis::days(i64::from(days))
}

/// A fresh grant id: the purpose's number above 55 random bits.
fn new_grant_id(purpose_no: u8) -> GrantId {
    let random = rand::random::<u64>() >> (64 - PURPOSE_SHIFT);
    GrantId::from_i64(((u64::from(purpose_no) << PURPOSE_SHIFT) | random).cast_signed())
}

/// A fresh event id that sorts by time: 42 bits of milliseconds, 11 that count within this process, 10 random.
/// Two choices of one person within a millisecond so keep their order.
fn new_event_id(at: Timestamp) -> ConsentEventId {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let time = at.as_millis().max(0).cast_unsigned() & ((1 << 42) - 1);
    let count = COUNTER.fetch_add(1, Ordering::Relaxed) & ((1 << 11) - 1);
    let random = u64::from(rand::random::<u16>()) & ((1 << 10) - 1);
    ConsentEventId::from_i64(((time << 21) | (count << 10) | random).cast_signed())
}
