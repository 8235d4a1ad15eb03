//! Passkeys: signing in by a key that never leaves the member's own devices.
//!
//! Policy: item `passkey`, purpose `passkey_sign_in`.
//!
//! A challenge is random, is answered once and lives five minutes; it is kept as a keyed digest
//! together with what it was made for, so that an answer to one question is none to another.
//! What an authenticator sends is verified by crate `webauthn`; which model it is is neither asked for nor kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http_api::SignedIn;
use ids::{PasskeyId, SubjectId};
use units::{Millis, Timestamp};
use webauthn::{Assertion, Refusal, Registration, RelyingParty};

use crate::accounts::Accounts;
use crate::device::Device;
use crate::error::Error;
use crate::limiter::ClientAddress;
use crate::model::State;
use crate::sign_in::{Acceptance, Opened};
use crate::store::passkeys as store;
use crate::token::Token;

/// Passkeys of one member at most.
pub const PASSKEYS_MAX: u64 = 20;
/// A challenge is valid for this long.
pub(crate) const CHALLENGE_LIVES: Millis = Millis::minutes(5);

/// What a challenge is made for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act<'a> {
    /// Somebody wants to sign in.
    SignIn,
    /// A member adds a passkey, on this device.
    Register(&'a SignedIn),
    /// A member shows once more that it is they, on this device.
    Prove(&'a SignedIn),
}

impl Act<'_> {
    /// What is digested together with the challenge.
    fn label(self) -> String {
        match self {
            Self::SignIn => "sign_in".to_owned(),
            Self::Register(member) => format!("register {}", member.session),
            Self::Prove(member) => format!("prove {}", member.session),
        }
    }
}

/// An assertion and the credential that made it, as they were sent.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) credential_id: Vec<u8>,
    pub(crate) client_data_json: Vec<u8>,
    pub(crate) authenticator_data: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    /// The account as the authenticator knows it.
    pub(crate) user_handle: Option<Vec<u8>>,
}

impl Accounts {
    /// The service as authenticators know it.
    ///
    /// # Errors
    /// [`Error::PasskeysOff`] where the service has no address that browsers give passkeys to.
    pub(crate) fn passkey_party(&self) -> Result<&RelyingParty, Error> {
        self.0.passkey_party.as_ref().ok_or(Error::PasskeysOff)
    }

    /// Whether passkeys can be used here: only behind a public address with a name.
    #[must_use]
    pub fn has_passkeys(&self) -> bool {
        self.0.passkey_party.is_some()
    }

    /// The account as authenticators know it: 32 bytes that tell nothing about it.
    pub(crate) fn passkey_user(&self, subject: SubjectId) -> Vec<u8> {
        let index = self.0.passkey_index.of(&format!("user {subject}"));
        hex::decode(index).unwrap_or_default()
    }

    /// A fresh challenge in base64url.
    pub(crate) async fn passkey_challenge(
        &self,
        act: Act<'_>,
        address: Option<ClientAddress>,
    ) -> Result<String, Error> {
        self.passkey_party()?;
        let now = self.now();
        self.admit(&self.0.challenges_of_address, address)?;
        // 256 random bits, as every secret here.
        let challenge = Token::random(&mut rand::rng()).expose().to_owned();
        store::add_challenge(&self.0.db, &self.challenge_index(act, &challenge), now, now + CHALLENGE_LIVES).await?;
        Ok(challenge)
    }

    /// Uses up the challenge that these client data answer.
    async fn use_passkey_challenge(&self, act: Act<'_>, client_data_json: &[u8]) -> Result<Vec<u8>, Error> {
        let challenge = webauthn::challenge_of(client_data_json).ok_or(Error::PasskeyExpired)?;
        let index = self.challenge_index(act, &URL_SAFE_NO_PAD.encode(&challenge));
        if store::use_challenge(&self.0.db, &index, self.now()).await? {
            Ok(challenge)
        } else {
            Err(Error::PasskeyExpired)
        }
    }

    fn challenge_index(&self, act: Act<'_>, challenge: &str) -> String {
        self.0.passkey_index.of(&format!("{} {challenge}", act.label()))
    }

    /// Keeps a passkey that a member made.
    pub(crate) async fn add_passkey(
        &self,
        member: &SignedIn,
        registration: Registration<'_>,
        name: &str,
    ) -> Result<store::Shown, Error> {
        let party = self.passkey_party()?;
        let challenge = self.use_passkey_challenge(Act::Register(member), registration.client_data_json).await?;
        let credential = registration.verify(party, &challenge).map_err(refused)?;
        let id = PasskeyId::random(&mut rand::rng());
        let now = self.now();
        let mut tx = self.0.db.begin().await?;
        if store::count(&mut tx, member.subject).await? >= PASSKEYS_MAX {
            return Err(Error::TooManyPasskeys);
        }
        if !store::add(&mut tx, (id, member.subject), &credential, name, now).await? {
            return Err(Error::PasskeyKnown);
        }
        tx.commit().await?;
        let name = name.to_owned();
        Ok(store::Shown { id, credential_id: credential.id, name, created_at: now, last_used_at: None })
    }

    /// Signs in whoever has this passkey.
    pub(crate) async fn sign_in_by_passkey(
        &self,
        shown: &Shown,
        acceptance: Option<Acceptance>,
        device: &Device,
        address: Option<ClientAddress>,
    ) -> Result<Opened, Error> {
        self.check_acceptance(acceptance.as_ref())?;
        self.admit_try(address)?;
        // Without a name that was typed, the authenticator has to say whose it is (§7.2 step 6).
        if shown.user_handle.is_none() {
            return Err(Error::PasskeyRefused);
        }
        let found = self.verify_passkey(Act::SignIn, shown).await?;
        if found.state == State::Suspended {
            return Err(Error::Suspended);
        }
        self.open(found.subject, None, acceptance, device).await
    }

    /// Notes that a member has shown once more that it is they, on the device that asks.
    pub(crate) async fn prove_by_passkey(&self, member: &SignedIn, shown: &Shown) -> Result<Timestamp, Error> {
        let found = self.verify_passkey(Act::Prove(member), shown).await?;
        let now = self.now();
        let is_owner = found.subject == member.subject;
        if is_owner && store::prove(&self.0.db, member.session, member.subject, now).await? {
            Ok(now)
        } else {
            Err(Error::PasskeyRefused)
        }
    }

    /// Verifies what was shown and notes the use; which of its parts was wrong is told to the log alone.
    async fn verify_passkey(&self, act: Act<'_>, shown: &Shown) -> Result<store::Found, Error> {
        let party = self.passkey_party()?;
        let challenge = self.use_passkey_challenge(act, &shown.client_data_json).await?;
        let found = store::by_credential(&self.0.db.service(), &shown.credential_id).await?;
        let Some(found) = found else { return Err(Error::PasskeyRefused) };
        // §7.2 step 6.
        let is_its_owners = shown.user_handle.as_ref().is_none_or(|user| *user == self.passkey_user(found.subject));
        if !is_its_owners {
            return Err(Error::PasskeyRefused);
        }
        let assertion = Assertion {
            client_data_json: &shown.client_data_json,
            authenticator_data: &shown.authenticator_data,
            signature: &shown.signature,
        };
        let counter = assertion.verify(party, &challenge, &found.public_key, found.counter).map_err(refused)?;
        if !store::touch(&self.0.db, found.id, counter, self.now()).await? {
            return Err(refused(Refusal::Counter { kept: found.counter, shown: counter }));
        }
        Ok(found)
    }

    pub(crate) async fn rename_passkey(&self, subject: SubjectId, id: PasskeyId, name: &str) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        if store::rename(&mut tx, id, subject, name).await? == 0 {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    pub(crate) async fn remove_passkey(&self, subject: SubjectId, id: PasskeyId) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        if store::remove(&mut tx, id, subject).await? == 0 {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }
}

fn refused(refusal: Refusal) -> Error {
    tracing::info!(error = %refusal, "a passkey was refused");
    match refusal {
        Refusal::Counter { .. } => Error::PasskeyCopied,
        _ => Error::PasskeyRefused,
    }
}
