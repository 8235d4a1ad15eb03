//! Signing up and in, by code or password, and out.

use http_api::SignedIn;
use ids::{ChallengeId, SessionId, SubjectId};
use units::Timestamp;

use crate::accounts::{Accounts, PHONE_PLACE};
use crate::device::Device;
use crate::error::Error;
use crate::limiter::{ClientAddress, Limiter};
use crate::model::State;
use crate::password::Strength;
use crate::phone::PhoneNumber;
use crate::store::sessions::NewSession;
use crate::store::{self, challenges};
use crate::token::{self, Token};

/// Which policy text somebody says they read and accept.
#[derive(Clone, Debug)]
pub(crate) struct Acceptance {
    pub(crate) version: String,
    pub(crate) text_hash: String,
}

/// What a number was proved by; it is used up with what it opens.
#[derive(Clone, Copy)]
pub(crate) enum Proof<'a> {
    /// A code that the phone received.
    Code(ChallengeId),
    /// A carrier's token, by its digest.
    OneTap(&'a str),
}

/// A fresh session and its secret, which is known only here and to its device.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) subject: SubjectId,
    pub(crate) token: Token,
    /// Whether the account is new.
    pub(crate) created: bool,
}

impl Accounts {
    /// Sends a code to a number, whether or not an account has it: the answer is the same.
    pub(crate) async fn send_code(
        &self,
        phone: &PhoneNumber,
        address: Option<ClientAddress>,
    ) -> Result<ChallengeId, Error> {
        let inner = &self.0;
        let now = self.now();
        let phone_index = inner.phone_index.of(phone.as_str());
        self.admit(&inner.codes_of_address, address)?;
        // A code that waits is replaced only by one that is sent.
        if let Some(retry_after) = inner.codes_of_number.wait(&phone_index, now) {
            return Err(Error::TooMany { retry_after });
        }
        let code = token::sms_code(&mut rand::rng());
        let id = ChallengeId::random(&mut rand::rng());
        // First the rules that hold on every node and after a restart, then the count of this hour.
        challenges::put(&inner.db, id, &phone_index, &self.code_hash(&phone_index, &code), now).await?;
        let subject = match inner.codes_of_number.admit(&phone_index, now) {
            Ok(()) => store::accounts::by_phone(&inner.db.service(), &phone_index).await?.map(|found| found.subject),
            Err(retry_after) => {
                challenges::remove(&inner.db, id).await?;
                return Err(Error::TooMany { retry_after });
            }
        };
        if let Err(error) = self.send_text(phone, &phone_index, subject, &code).await {
            challenges::remove(&inner.db, id).await?;
            return Err(error);
        }
        Ok(id)
    }

    /// Signs in by code; a number without an account gets one, once the policy in force is accepted.
    pub(crate) async fn sign_in_by_code(
        &self,
        phone: &PhoneNumber,
        code: &str,
        acceptance: Option<Acceptance>,
        device: &Device,
        address: Option<ClientAddress>,
    ) -> Result<Opened, Error> {
        self.check_acceptance(acceptance.as_ref())?;
        let (phone_index, challenge) = self.prove(phone, code, address).await?;
        let found = store::accounts::by_phone(&self.0.db.service(), &phone_index).await?;
        match found {
            Some(found) if found.state == State::Suspended => Err(Error::Suspended),
            Some(found) => self.open(found.subject, Some(challenge), acceptance, device).await,
            None => {
                let acceptance = acceptance.ok_or(Error::NotAccepted)?;
                self.sign_up(phone, &phone_index, Proof::Code(challenge), acceptance, device).await
            }
        }
    }

    /// Signs in by password. An account that is not there takes as long to refuse as a wrong password.
    pub(crate) async fn sign_in_by_password(
        &self,
        phone: &PhoneNumber,
        password: String,
        acceptance: Option<Acceptance>,
        device: &Device,
        address: Option<ClientAddress>,
    ) -> Result<Opened, Error> {
        self.check_acceptance(acceptance.as_ref())?;
        let inner = &self.0;
        let phone_index = inner.phone_index.of(phone.as_str());
        self.admit_try(address)?;
        inner
            .passwords_of_number
            .admit(&phone_index, self.now())
            .map_err(|retry_after| Error::TooMany { retry_after })?;
        let found = store::accounts::by_phone_with_password(&inner.db.service(), &phone_index).await?;
        let (found, kept) = match found {
            Some((found, kept)) => (Some(found), kept),
            None => (None, None),
        };
        let is_right = inner.passwords.verify(password, kept).await?;
        let Some(found) = found.filter(|_| is_right) else { return Err(Error::PasswordWrong) };
        inner.passwords_of_number.forget(&phone_index);
        if found.state == State::Suspended {
            return Err(Error::Suspended);
        }
        self.open(found.subject, None, acceptance, device).await
    }

    /// Sets a new password for whoever proves the number; every device is signed out.
    pub(crate) async fn reset_password(
        &self,
        phone: &PhoneNumber,
        code: &str,
        new_password: String,
        address: Option<ClientAddress>,
    ) -> Result<(), Error> {
        Strength::of(&new_password, &[phone.national()]).require()?;
        let (phone_index, challenge) = self.prove(phone, code, address).await?;
        let found = store::accounts::by_phone(&self.0.db.service(), &phone_index).await?.ok_or(Error::NoAccount)?;
        if found.state == State::Suspended {
            return Err(Error::Suspended);
        }
        let hash = self.0.passwords.hash(new_password).await?;
        let mut tx = self.0.db.begin().await?;
        if !challenges::consume(&mut tx, challenge).await? {
            return Err(Error::CodeExpired);
        }
        store::accounts::put_password(&mut tx, found.subject, &hash, self.now()).await?;
        store::sessions::remove_all(&mut tx, found.subject).await?;
        // Nor is an app left in that somebody else may have let in.
        store::app_access::remove_all(&mut tx, found.subject).await?;
        tx.commit().await?;
        self.0.passwords_of_number.forget(&phone_index);
        Ok(())
    }

    /// Signs one device out.
    pub(crate) async fn sign_out(&self, subject: SubjectId, session: SessionId) -> Result<bool, Error> {
        let mut tx = self.0.db.begin().await?;
        let removed = store::sessions::remove(&mut tx, session, subject).await?;
        tx.commit().await?;
        Ok(removed > 0)
    }

    /// Signs every other device out, and tells how many there were.
    pub(crate) async fn sign_out_others(&self, subject: SubjectId, keep: SessionId) -> Result<u64, Error> {
        let mut tx = self.0.db.begin().await?;
        let removed = store::sessions::remove_others(&mut tx, subject, keep).await?;
        tx.commit().await?;
        Ok(removed)
    }

    /// Names one of the member's devices, or notes that the member knows of it.
    ///
    /// # Errors
    /// [`Error::OwnDevice`] for a device that vouches for itself.
    pub(crate) async fn change_device(
        &self,
        member: &SignedIn,
        session: SessionId,
        name: Option<&str>,
        is_known: bool,
    ) -> Result<(), Error> {
        // Whoever took an account over must not be the one to say that all is well.
        if is_known && session == member.session {
            return Err(Error::OwnDevice);
        }
        let mut tx = self.0.db.begin().await?;
        if store::sessions::change(&mut tx, session, member.subject, name, is_known).await? == 0 {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// Records that a member accepts the policy in force.
    pub(crate) async fn accept_policy(&self, subject: SubjectId, acceptance: &Acceptance) -> Result<(), Error> {
        self.check_acceptance(Some(acceptance))?;
        let mut tx = self.0.db.begin().await?;
        let Acceptance { version, text_hash } = acceptance;
        store::accounts::accept(&mut tx, subject, version, text_hash, self.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Counts a try of a code, and tells which challenge it answers when it is right.
    async fn prove(
        &self,
        phone: &PhoneNumber,
        code: &str,
        address: Option<ClientAddress>,
    ) -> Result<(String, ChallengeId), Error> {
        self.admit_try(address)?;
        let phone_index = self.0.phone_index.of(phone.as_str());
        let code_hash = self.code_hash(&phone_index, code.trim());
        let challenge = challenges::attempt(&self.0.db, &phone_index, &code_hash, self.now()).await?;
        Ok((phone_index, challenge))
    }

    pub(crate) async fn sign_up(
        &self,
        phone: &PhoneNumber,
        phone_index: &str,
        proof: Proof<'_>,
        acceptance: Acceptance,
        device: &Device,
    ) -> Result<Opened, Error> {
        let inner = &self.0;
        let now = self.now();
        let subject = SubjectId::random(&mut rand::rng());
        // The key is in a store of its own, so it is made first; a key whose account never came is destroyed.
        inner.vault.make_key(subject, now).await?;
        let made = async {
            let sealed = inner.vault.seal(subject, PHONE_PLACE, phone.as_str().as_bytes()).await?;
            let mut tx = inner.db.begin().await?;
            if let Proof::Code(challenge) = proof
                && !challenges::consume(&mut tx, challenge).await?
            {
                return Err(Error::CodeExpired);
            }
            consent::add_subject(&mut tx, subject, now).await?;
            store::accounts::add(&mut tx, subject, &sealed, phone_index, now).await?;
            store::accounts::accept(&mut tx, subject, &acceptance.version, &acceptance.text_hash, now).await?;
            sharing::adopt(&mut tx, phone_index, subject).await?;
            if let Proof::OneTap(token_index) = proof {
                sharing::adopt(&mut tx, token_index, subject).await?;
            }
            forget_before(&mut tx, device).await?;
            // Whoever has just come has no other device that could ask whether it was they.
            let token = add_session(&mut tx, subject, device, true, now).await?;
            tx.commit().await?;
            Ok(Opened { subject, token, created: true })
        }
        .await;
        // When the database's last answer was lost, the account may be there all the same; the job tells.
        if made.as_ref().is_err_and(|error| !matches!(error, Error::Db(_)))
            && let Err(error) = inner.vault.destroy_key(subject).await
        {
            // A job compares keys with the living and destroys what is left over.
            tracing::warn!(error = &error as &dyn std::error::Error, "a key without an account is left for the job");
        }
        made
    }

    pub(crate) async fn open(
        &self,
        subject: SubjectId,
        challenge: Option<ChallengeId>,
        acceptance: Option<Acceptance>,
        device: &Device,
    ) -> Result<Opened, Error> {
        let mut tx = self.0.db.begin().await?;
        if let Some(challenge) = challenge
            && !challenges::consume(&mut tx, challenge).await?
        {
            return Err(Error::CodeExpired);
        }
        let opened = self.open_in(&mut tx, subject, acceptance, device).await?;
        tx.commit().await?;
        Ok(opened)
    }

    /// Opens a known account, in the transaction that uses up what it is opened with.
    pub(crate) async fn open_in(
        &self,
        tx: &mut db::Tx,
        subject: SubjectId,
        acceptance: Option<Acceptance>,
        device: &Device,
    ) -> Result<Opened, Error> {
        let now = self.now();
        if let Some(Acceptance { version, text_hash }) = &acceptance {
            store::accounts::accept(tx, subject, version, text_hash, now).await?;
        }
        let token = continue_session(tx, subject, device, now).await?;
        Ok(Opened { subject, token, created: false })
    }

    pub(crate) fn check_acceptance(&self, acceptance: Option<&Acceptance>) -> Result<(), Error> {
        match acceptance {
            Some(acceptance) if !self.0.policy.is(&acceptance.version, &acceptance.text_hash) => {
                Err(Error::NotAccepted)
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn admit_try(&self, address: Option<ClientAddress>) -> Result<(), Error> {
        self.admit(&self.0.tries_of_address, address)
    }

    /// Counts something that an address does; one that is not known is not counted.
    pub(crate) fn admit(&self, limiter: &Limiter, address: Option<ClientAddress>) -> Result<(), Error> {
        let Some(address) = address else { return Ok(()) };
        limiter.admit(&address.key(), self.now()).map_err(|retry_after| Error::TooMany { retry_after })
    }

    /// The digest by which a code is known; keyed, because a million codes are soon tried.
    fn code_hash(&self, phone_index: &str, code: &str) -> String {
        self.0.code_index.of(&format!("{phone_index}:{code}"))
    }
}

/// Goes on with the sign-in that the same browser had, under a new token; without one the device is new.
async fn continue_session(
    tx: &mut db::Tx,
    subject: SubjectId,
    device: &Device,
    now: Timestamp,
) -> Result<Token, Error> {
    if let Some((owner, session)) = device.before {
        let token = Token::random(&mut rand::rng());
        if owner == subject
            && store::sessions::renew(tx, session, subject, &token.hash(), device.provider, now).await? == 1
        {
            return Ok(token);
        }
    }
    forget_before(tx, device).await?;
    add_session(tx, subject, device, false, now).await
}

/// Signs out whoever used the same browser before: it forgets their token, so nobody else may have it either.
async fn forget_before(tx: &mut db::Tx, device: &Device) -> Result<(), Error> {
    if let Some((owner, session)) = device.before {
        store::sessions::remove(tx, session, owner).await?;
    }
    Ok(())
}

async fn add_session(
    tx: &mut db::Tx,
    subject: SubjectId,
    device: &Device,
    is_known: bool,
    now: Timestamp,
) -> Result<Token, Error> {
    let token = Token::random(&mut rand::rng());
    let session = NewSession {
        id: SessionId::random(&mut rand::rng()),
        subject,
        token_hash: &token.hash(),
        device_name: device.name.as_str(),
        device_kind: &device.kind,
        is_known,
        provider: device.provider,
        now,
    };
    store::sessions::add(tx, &session).await?;
    Ok(token)
}
