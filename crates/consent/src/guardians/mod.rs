//! A minor's consents: under a living guardianship, or not at all.
//!
//! PIPL 31 asks for a guardian's consent below fourteen, and the policy for one below eighteen. Both are rows: the
//! service knows that somebody is a minor (`minors`), and a guardian agreed to the statement (`guardianships`). Every
//! consent of a minor names the guardianship under a foreign key, so that one who ends it takes along what was kept, and
//! one who gives a consent at that very moment either was first, and goes along, or finds the key dangling.
//!
//! What tells the age outlives a guardianship: consent `profile_birthday` names none, or with the birthday the service
//! would lose what it has to act on.

mod refusal;
mod store;

use db::{Constraint, Tx, args};
use ids::{CertificateId, GuardianEventId, GuardianshipId, SubjectId};
use policy::{Purpose as _, PurposeId};
use policy_lang::model::Root;
use units::{Millis, Timestamp};

use crate::consents::{Consents, Event};
use crate::erasures::{Erased, note_erasure};
use crate::error::Error;

pub use refusal::MinorRefusal;

/// From finding out that somebody is a minor without a guardian to erasing what is held of them. It leaves an hour of the
/// day that is promised to whatever keeps the job from running.
pub const ERASED_WITHIN: Millis = Millis::hours(23);
/// People looked at in one sweep.
const SWEEP_MAX: i64 = 500;

/// The item of the policy of which a guardianship is a row.
const GUARDIANSHIP: &str = "guardianship";

/// The consents by which something about a person is shown to others. They end when a minor without a guardian is found.
const SHOWN_TO_OTHERS: [PurposeId; 3] = [PurposeId::Publication, PurposeId::PublicationName, PurposeId::Chat];

/// How old somebody is, as far as consent goes by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeBand {
    /// Fourteen or younger: the guardian consents. So is everybody of whom nothing is known but that they are a minor.
    Child,
    /// From fifteen to seventeen: they consent themselves, once a guardian agreed to the statement.
    Youth,
    /// Eighteen or older.
    OfAge,
}

/// How old somebody is, as far as the usual limits of minors' mode go by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModeBand {
    /// Below eight, and minors who took the birthday back.
    BelowEight,
    /// Below sixteen; so is everybody whose age is not known, or who is of age and lends their account to children.
    BelowSixteen,
    /// Sixteen or seventeen.
    BelowEighteen,
}

/// A guardian's living consent to a minor's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guardianship {
    /// Names it.
    pub id: GuardianshipId,
    /// Whose guardian.
    pub minor: SubjectId,
    /// Who agreed.
    pub guardian: SubjectId,
    /// The version of the statement that the guardian read.
    pub policy_version: String,
    /// SHA-256 of that statement, in hexadecimal.
    pub text_hash: String,
    /// When.
    pub agreed_at: Timestamp,
}

/// Somebody of whom the service knows that they are a minor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownMinor {
    /// How old.
    pub age: AgeBand,
    /// When that was found out, or when the last guardianship ended.
    pub found_at: Timestamp,
    /// When everything is erased, while there is no guardianship.
    pub due_at: Option<Timestamp>,
    /// Under which number the certificate of that can be read then.
    pub certificate: CertificateId,
    /// The living guardianship.
    pub guardianship: Option<Guardianship>,
}

/// What a guardian agrees to.
#[derive(Clone, Debug)]
pub struct NewGuardianship<'a> {
    /// Whose guardian.
    pub minor: SubjectId,
    /// Who agrees.
    pub guardian: SubjectId,
    /// The version of the statement in force.
    pub policy_version: &'a str,
    /// SHA-256 of the statement that the guardian was shown.
    pub text_hash: &'a str,
}

/// Whose consents ended, and which.
pub type Ended = (SubjectId, Vec<PurposeId>);

/// Whether minors are left out of a purpose whatever they and their guardians choose: it profiles, or gives something to
/// those who receive nothing about minors, or to another holder.
#[must_use]
pub fn is_kept_from_minors(purpose: PurposeId) -> bool {
    let policy = policy::current();
    let profiles = policy.purpose(purpose.id()).is_some_and(|purpose| purpose.root == Root::Improve);
    let mut receiving = policy.recipients.iter().filter(|recipient| recipient.purpose == purpose.id()).peekable();
    if purpose == PurposeId::Transfer {
        return true;
    }
    profiles || (receiving.peek().is_some() && receiving.all(|recipient| recipient.minors.is_none()))
}

impl Consents {
    /// What is known of somebody who is known to be a minor.
    ///
    /// # Errors
    /// The database's.
    pub async fn minor_of(&self, subject: SubjectId) -> db::Result<Option<KnownMinor>> {
        store::minor_of(&self.reader(), subject, self.now()).await
    }

    /// By which usual limits minors' mode goes for somebody.
    ///
    /// # Errors
    /// The database's.
    pub async fn mode_band(&self, subject: SubjectId) -> db::Result<ModeBand> {
        store::mode_band(&self.reader(), subject, self.now()).await
    }

    /// Whether somebody is known to be a minor for whom no guardian agreed.
    ///
    /// # Errors
    /// The database's.
    pub async fn lacks_guardian(&self, subject: SubjectId) -> db::Result<bool> {
        let found: i64 = self.reader().query_one(&store::LACKS_GUARDIAN, &args![subject], |row| row.get(0)).await?;
        Ok(found > 0)
    }

    /// The living guardianships of a guardian, the latest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn wards_of(&self, guardian: SubjectId) -> db::Result<Vec<Guardianship>> {
        self.reader().query(&store::WARDS_OF, &args![guardian], |row| store::guardianship(row, 0)).await
    }

    /// Records that a guardian agreed to one purpose in a child's place.
    ///
    /// # Errors
    /// As [`Consents::give`]; [`MinorRefusal::NotGuardian`] when they are not, or the minor chooses themselves.
    pub async fn give_for(
        &self,
        guardian: SubjectId,
        minor: SubjectId,
        purpose: PurposeId,
        shown: &crate::Shown,
    ) -> Result<(), Error> {
        self.give_as(guardian, minor, purpose, shown).await
    }

    /// Which guardianship a consent for `subject` that `giver` gives has to name; none for those of age.
    pub(crate) async fn may_give(
        &self,
        tx: &mut Tx,
        giver: SubjectId,
        subject: SubjectId,
        purpose: PurposeId,
    ) -> Result<Option<GuardianshipId>, Error> {
        let Some(known) = store::known_minor(tx, subject, self.now()).await? else {
            return if giver == subject { Ok(None) } else { Err(MinorRefusal::NotGuardian.into()) };
        };
        let is_guardian = known.guardianship.as_ref().is_some_and(|living| living.guardian == giver);
        if giver != subject && !is_guardian {
            return Err(MinorRefusal::NotGuardian.into());
        }
        if purpose == policy::ProfileBirthday::PURPOSE {
            return Ok(None);
        }
        let Some(living) = known.guardianship else { return Err(MinorRefusal::GuardianNeeded.into()) };
        if is_kept_from_minors(purpose) {
            return Err(MinorRefusal::KeptFromMinors.into());
        }
        match known.age {
            AgeBand::Child if !is_guardian => Err(MinorRefusal::GuardianGives.into()),
            AgeBand::Youth | AgeBand::OfAge if is_guardian => Err(MinorRefusal::NotGuardian.into()),
            _ => Ok(Some(living.id)),
        }
    }

    /// Refuses a change of the birthday that a guardian knows of, in the transaction that would make it.
    ///
    /// # Errors
    /// [`MinorRefusal::BirthdayGuarded`], and the database's.
    pub async fn may_change_birthday(&self, tx: &mut Tx, subject: SubjectId) -> Result<(), Error> {
        let known = store::known_minor(tx, subject, self.now()).await?;
        if known.is_some_and(|known| known.guardianship.is_some()) {
            return Err(MinorRefusal::BirthdayGuarded.into());
        }
        Ok(())
    }

    /// Looks at what a birthday says, in the transaction that changed it: notes a minor, or forgets one who is none.
    ///
    /// What shows something of a minor to others, and what profiles, ends at once; tells which consents did.
    ///
    /// # Errors
    /// The database's.
    pub async fn look_at_birthday(&self, tx: &mut Tx, subject: SubjectId) -> Result<Vec<PurposeId>, Error> {
        let now = self.now();
        let arguments =
            args![subject, CertificateId::random(&mut rand::rng()), now, now + ERASED_WITHIN, now.minors_born_since()];
        let is_new = tx.execute(&store::NOTE_MINOR, &arguments).await? == 1;
        if !is_new {
            tx.execute(&store::FORGET_MINOR, &args![subject, now, now.minors_born_since()]).await?;
        }
        let mut ended = self.end_profiling(tx, subject).await?;
        if is_new {
            ended.extend(self.end(tx, subject, SHOWN_TO_OTHERS.into_iter()).await?);
        }
        Ok(ended)
    }

    /// Ends the consents that minors are left out of, for a known minor. While a birthday is kept it leaves them out by
    /// itself; this way they stay left out when it is cleared.
    pub(crate) async fn end_profiling(&self, tx: &mut Tx, subject: SubjectId) -> Result<Vec<PurposeId>, Error> {
        let known: i64 = tx.query_one(&store::IS_KNOWN, &args![subject], |row| row.get(0)).await?;
        if known == 0 {
            return Ok(Vec::new());
        }
        self.end(tx, subject, PurposeId::ALL.iter().copied().filter(|&purpose| is_kept_from_minors(purpose))).await
    }

    /// Notes minors whom nobody noted, those whose guardian left, and those who came of age; safe to run twice.
    /// Tells which consents ended by it.
    ///
    /// # Errors
    /// The database's; what was done before stays done.
    pub async fn sweep_minors(&self) -> Result<Vec<Ended>, Error> {
        let now = self.now();
        let born_since = now.minors_born_since();
        let reader = self.reader();
        let mut ended = Vec::new();
        let unnoted: Vec<SubjectId> =
            reader.query(&store::UNNOTED, &args![&born_since, SWEEP_MAX], |row| row.get(0)).await?;
        for subject in unnoted {
            let mut tx = self.begin().await?;
            ended.push((subject, self.look_at_birthday(&mut tx, subject).await?));
            tx.commit().await?;
        }
        let grown: Vec<(SubjectId, Option<GuardianshipId>)> =
            reader.query(&store::GROWN, &args![&born_since, SWEEP_MAX], |row| Ok((row.get(0)?, row.get(1)?))).await?;
        for (subject, guardianship) in grown {
            let mut tx = self.begin().await?;
            if let Some(id) = guardianship
                && let Some(living) = store::living(&mut tx, id).await?
            {
                // What was agreed to under it is from now on the grown member's own.
                tx.execute(&store::RELEASE_GRANTS, &args![id]).await?;
                self.note(&mut tx, &living, "of_age").await?;
                tx.execute(&store::REMOVE_GUARDIANSHIP, &args![id]).await?;
            }
            tx.execute(&store::FORGET_MINOR, &args![subject, now, &born_since]).await?;
            tx.commit().await?;
        }
        let mut tx = self.begin().await?;
        tx.execute(&store::START_CLOCKS, &args![now, now + ERASED_WITHIN]).await?;
        tx.commit().await?;
        self.finish_erasures_soon();
        ended.retain(|(_, purposes)| !purposes.is_empty());
        Ok(ended)
    }

    /// Whose time to name a guardian is over, each with the number of the certificate they were told.
    ///
    /// # Errors
    /// The database's.
    pub async fn minors_due(&self) -> db::Result<Vec<(SubjectId, CertificateId)>> {
        let arguments = args![self.now(), SWEEP_MAX];
        self.reader().query(&store::DUE, &arguments, |row| Ok((row.get(0)?, row.get(1)?))).await
    }

    /// Begins a guardianship in a transaction that the caller commits, and ends what the minor had agreed to alone;
    /// tells which consents those were.
    ///
    /// Whether the statement is the one in force, and whether the guardian is there in person, the caller has seen.
    ///
    /// # Errors
    /// [`MinorRefusal::NotKnown`], [`MinorRefusal::GuardianUnfit`], [`MinorRefusal::AlreadyGuarded`],
    /// [`MinorRefusal::TooLate`], and the database's.
    pub async fn begin_guardianship(
        &self,
        tx: &mut Tx,
        new: &NewGuardianship<'_>,
    ) -> Result<(Guardianship, Vec<PurposeId>), Error> {
        let now = self.now();
        let known = store::known_minor(tx, new.minor, now).await?.ok_or(MinorRefusal::NotKnown)?;
        if known.guardianship.is_some() {
            return Err(MinorRefusal::AlreadyGuarded.into());
        }
        let arguments = args![new.guardian, now.minors_born_since()];
        let unfit: i64 = tx.query_one(&store::IS_A_MINOR, &arguments, |row| row.get(0)).await?;
        if unfit > 0 || new.guardian == new.minor {
            return Err(MinorRefusal::GuardianUnfit.into());
        }
        let living = Guardianship {
            id: GuardianshipId::random(&mut rand::rng()),
            minor: new.minor,
            guardian: new.guardian,
            policy_version: new.policy_version.to_owned(),
            text_hash: new.text_hash.to_owned(),
            agreed_at: now,
        };
        // From its end on an account cannot be saved any more, so that erasing needs to look at nothing twice.
        if tx.execute(&store::STOP_CLOCK, &args![new.minor, now]).await? == 0 {
            return Err(MinorRefusal::TooLate.into());
        }
        let arguments = args![living.id, living.minor, living.guardian, &living.policy_version, &living.text_hash, now];
        match tx.execute(&store::ADD_GUARDIANSHIP, &arguments).await {
            Err(error) if error.is_constraint(Constraint::Unique) => return Err(MinorRefusal::AlreadyGuarded.into()),
            other => other?,
        };
        let own = tx.query(&store::OWN_GRANTS, &args![new.minor], |row| row.get::<u8>(0)).await?;
        let own = PurposeId::ALL.iter().copied().filter(|purpose| own.contains(&purpose.no()));
        let ended = self.end(tx, new.minor, own.filter(|&one| one != policy::ProfileBirthday::PURPOSE)).await?;
        self.note(tx, &living, "agreed").await?;
        Ok((living, ended))
    }

    /// Ends a guardianship at its guardian's wish: everything that was kept under it goes in the same transaction, and
    /// the time in which another guardian can be named begins. Tells whose consents ended, and which.
    ///
    /// # Errors
    /// [`MinorRefusal::NotGuardian`] when it is not theirs, and the database's.
    pub async fn end_guardianship(&self, id: GuardianshipId, guardian: SubjectId) -> Result<Ended, Error> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let living = store::living(&mut tx, id).await?.filter(|living| living.guardian == guardian);
        let living = living.ok_or(MinorRefusal::NotGuardian)?;
        let ended = self.end(&mut tx, living.minor, PurposeId::ALL.iter().copied().filter(guarded)).await?;
        self.note(&mut tx, &living, "ended").await?;
        tx.execute(&store::REMOVE_GUARDIANSHIP, &args![id]).await?;
        // Nor does it come back with a backup: then the clock below starts as soon as somebody looks for whom nobody guards.
        note_erasure(&mut tx, living.minor, &Erased::Item(GUARDIANSHIP.to_owned()), now).await?;
        tx.execute(&store::START_CLOCK, &args![living.minor, now, now + ERASED_WITHIN]).await?;
        tx.commit().await?;
        self.finish_erasures_soon();
        Ok((living.minor, ended))
    }

    /// Withdraws these consents as far as they live.
    pub(crate) async fn end(
        &self,
        tx: &mut Tx,
        subject: SubjectId,
        purposes: impl Iterator<Item = PurposeId>,
    ) -> Result<Vec<PurposeId>, Error> {
        let mut ended = Vec::new();
        for purpose in purposes {
            if self.withdraw_in(tx, subject, purpose, Event::Withdrawn).await?.is_some() {
                ended.push(purpose);
            }
        }
        Ok(ended)
    }

    /// Enters into both people's records what happened to a guardianship.
    async fn note(&self, tx: &mut Tx, living: &Guardianship, event: &str) -> db::Result<()> {
        for (subject, role) in [(living.minor, "minor"), (living.guardian, "guardian")] {
            let arguments = args![
                GuardianEventId::random(&mut rand::rng()),
                subject,
                role,
                living.id,
                event,
                self.now(),
                &living.policy_version,
                &living.text_hash
            ];
            tx.execute(&store::ADD_EVENT, &arguments).await?;
        }
        Ok(())
    }
}

fn guarded(purpose: &PurposeId) -> bool {
    *purpose != policy::ProfileBirthday::PURPOSE
}
