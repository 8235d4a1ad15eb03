//! One-tap sign-in: an app on a phone has a token of its carrier's, and whoever gave it out tells whose number that is.
//!
//! Policy: recipient `one_tap`, purpose `one_tap_sign_in`. What leaves is the token alone; of it a digest is kept for
//! an hour, so that it opens once.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use connect::Health;
use policy::{OneTapField, Recipient as _};
use serde::{Deserialize, Deserializer};
use sharing::{Disclosure, Gate, Refusal, RequestTemplate, Signed, Signer, Unsigned};
use sms::onetap::cmcc::Cmcc;
use sms::onetap::{Answer, Kind, Token, dypns};
use units::{Millis, Timestamp};

use crate::accounts::Accounts;
use crate::device::Device;
use crate::error::Error;
use crate::limiter::ClientAddress;
use crate::model::State;
use crate::phone::PhoneNumber;
use crate::sign_in::{Acceptance, Opened};
use crate::store;

/// For how long a digest is kept; no carrier's token lives longer than half of it.
const TOKEN_KEPT: Millis = Millis::hours(1);

/// The listener's own yes to having their number fetched; only a request that says so holds one.
#[derive(Debug)]
pub struct Nod(());

impl<'de> Deserialize<'de> for Nod {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if bool::deserialize(deserializer)? {
            return Ok(Self(()));
        }
        Err(serde::de::Error::custom("the number is fetched only after its owner has agreed; ask them, then send true"))
    }
}

/// Who tells whose number a token is.
#[derive(Clone, Debug)]
pub enum OneTapVendor {
    /// China Mobile.
    Cmcc(Arc<Cmcc>),
    /// Aliyun.
    Aliyun,
}

/// Asks whose number a token is, through the gate.
#[derive(Clone, Debug)]
pub struct OneTap {
    gate: Gate,
    /// How they are asked, with a place for the token.
    request: RequestTemplate,
    vendor: OneTapVendor,
}

/// Signs a request of China Mobile's, whose signature stands in the body.
#[derive(Debug)]
struct SignsInBody {
    app: Arc<Cmcc>,
    message: String,
}

impl Signer for SignsInBody {
    fn sign(&self, request: &Unsigned<'_>, now: Timestamp, _: u128) -> Signed {
        match self.app.signed(request.body, &self.message, now) {
            Ok(body) => Signed { headers: Vec::new(), body: Some(body) },
            Err(error) => {
                // Unsigned it is refused over there, which the listener is told of.
                tracing::error!(%error, "the request of a one-tap sign-in cannot be signed");
                Signed::default()
            }
        }
    }
}

impl OneTap {
    /// Asks this vendor, by this request.
    #[must_use]
    pub fn new(gate: Gate, request: RequestTemplate, vendor: OneTapVendor) -> Self {
        Self { gate, request, vendor }
    }

    /// Whether it can be used now: the agreement lives.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.closed_because().is_none()
    }

    fn closed_because(&self) -> Option<Refusal> {
        self.gate.check(policy::OneTap::ID).err()
    }

    /// Asks whether anybody is there, without a token.
    async fn check(&self) -> Result<(), Error> {
        let question = RequestTemplate {
            method: "GET".to_owned(),
            url: self.request.url.split('?').next().unwrap_or_default().to_owned(),
            body: String::new().into(),
            signer: None,
            reads_refusals: true,
            ..self.request.clone()
        };
        self.gate.look::<policy::OneTap>(&question).await.map(drop).map_err(Error::OneTap)
    }

    /// Tells whose number a token is. The ledger knows the person by the token's digest until there is an account.
    ///
    /// # Errors
    /// [`Error::OneTap`] when the gate is closed or nobody answers, [`Error::OneTapRefused`] when the token is worth
    /// nothing.
    async fn exchange(&self, _: Nod, token: &Token, token_index: &str) -> Result<PhoneNumber, Error> {
        let disclosure = Disclosure::<policy::OneTap> {
            subject: None,
            contact_index: Some(token_index.to_owned()),
            fields: vec![(OneTapField::OneTapToken, token.expose().into())],
        };
        let answer = match &self.vendor {
            OneTapVendor::Aliyun => {
                dypns::read(&self.gate.send_by(disclosure, &self.request).await.map_err(Error::OneTap)?.body)
            }
            OneTapVendor::Cmcc(app) => {
                let message = format!("{:032x}", rand::random::<u128>());
                let signer = SignsInBody { app: Arc::clone(app), message: message.clone() };
                let request = RequestTemplate { signer: Some(Arc::new(signer)), ..self.request.clone() };
                let answer = self.gate.send_by(disclosure, &request).await.map_err(Error::OneTap)?;
                app.read(&answer.body, &message)
            }
        };
        match answer {
            Answer::Confirmed(phone) => {
                PhoneNumber::parse(&phone.e164()).map_err(|_| Error::OneTapRefused(Kind::Nonsense))
            }
            Answer::Refused { kind, code } => {
                // What the listener can do nothing about is the operator's to see.
                if !kind.is_of_token() {
                    let code = format!("{kind:?} {}", code.as_str());
                    tracing::error!(code, "nobody told whose number a token of one-tap sign-in is");
                }
                Err(Error::OneTapRefused(kind))
            }
        }
    }
}

/// Who is asked now, and how that has been doing since the service started.
#[derive(Debug)]
pub(crate) struct Taps {
    one_tap: RwLock<Option<OneTap>>,
    health: Mutex<Health>,
}

impl Taps {
    pub(crate) fn by(one_tap: Option<OneTap>) -> Self {
        Self { one_tap: RwLock::new(one_tap), health: Mutex::default() }
    }

    fn set_up(&self) -> Option<OneTap> {
        self.one_tap.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Who is set up, and why they cannot be asked.
    pub(crate) fn standing(&self) -> (Option<&'static str>, Option<Refusal>) {
        self.set_up().map_or((None, None), |one_tap| {
            let provider = match one_tap.vendor {
                OneTapVendor::Cmcc(_) => "cmcc",
                OneTapVendor::Aliyun => "aliyun",
            };
            (Some(provider), one_tap.closed_because())
        })
    }

    pub(crate) fn health(&self) -> Health {
        self.health.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes how asking went; that a token is worth nothing says nothing about whom it was asked of.
    fn note<T>(&self, result: &Result<T, Error>, now: Timestamp) {
        let mut health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        match result {
            Ok(_) => health.note_success(now),
            Err(Error::OneTapRefused(kind)) if kind.is_of_token() => {}
            Err(Error::OneTap(error)) => health.note_failure(error.to_string(), now),
            Err(error) => health.note_failure(error.to_string(), now),
        }
    }
}

impl Accounts {
    /// Whether one-tap sign-in can be used now.
    #[must_use]
    pub fn has_one_tap(&self) -> bool {
        self.0.taps.set_up().is_some_and(|one_tap| one_tap.is_open())
    }

    /// Asks somebody else from now on, or nobody; what is under way goes on as it began.
    pub fn replace_one_tap(&self, one_tap: Option<OneTap>) {
        *self.0.taps.one_tap.write().unwrap_or_else(PoisonError::into_inner) = one_tap;
    }

    /// Asks whether anybody is there.
    pub(crate) async fn try_one_tap(&self) -> Result<(), Error> {
        let one_tap = self.0.taps.set_up().ok_or(Error::OneTapOff)?;
        let answered = one_tap.check().await;
        if answered.is_err() {
            self.0.taps.note(&answered, self.now());
        }
        answered
    }

    /// Signs in with a carrier's token; a number without an account gets one.
    pub(crate) async fn sign_in_by_one_tap(
        &self,
        nod: Nod,
        token: &str,
        acceptance: Acceptance,
        device: &Device,
        address: Option<ClientAddress>,
    ) -> Result<Opened, Error> {
        let inner = &self.0;
        let one_tap = inner.taps.set_up().filter(OneTap::is_open).ok_or(Error::OneTapOff)?;
        self.check_acceptance(Some(&acceptance))?;
        self.admit_try(address)?;
        let token = Token::parse(token).ok_or(Error::OneTapRefused(Kind::BadToken))?;
        let now = self.now();
        let token_index = inner.one_tap_index.of(token.expose());
        if !store::one_tap::use_up(&inner.db, &token_index, now, now + TOKEN_KEPT).await? {
            return Err(Error::OneTapRefused(Kind::UsedToken));
        }
        let told = one_tap.exchange(nod, &token, &token_index).await;
        inner.taps.note(&told, self.now());
        let phone = told?;
        let phone_index = inner.phone_index.of(phone.as_str());
        match store::accounts::by_phone(&inner.db.service(), &phone_index).await? {
            Some(found) if found.state == State::Suspended => Err(Error::Suspended),
            Some(found) => {
                let mut tx = inner.db.begin().await?;
                sharing::adopt(&mut tx, &token_index, found.subject).await?;
                let opened = self.open_in(&mut tx, found.subject, Some(acceptance), device).await?;
                tx.commit().await?;
                Ok(opened)
            }
            None => {
                let proof = crate::sign_in::Proof::OneTap(&token_index);
                self.sign_up(&phone, &phone_index, proof, acceptance, device).await
            }
        }
    }
}
