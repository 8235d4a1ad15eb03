//! The gate: nothing leaves but through it.

#![expect(clippy::disallowed_types, reason = "this is the one outbound client that the lint keeps out elsewhere")]

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use db::Db;
use ids::{DisclosureId, SubjectId};
use policy::{CompiledPolicy, Purpose, Recipient, RecipientClass, RecipientField};
use tokio::net::TcpStream;
use units::Clock;

use crate::error::{Error, Refusal};
use crate::register::Register;
use crate::registered::NUMBER;
use crate::setup::{HOME, RecipientSetup};
use crate::store::{self, NewEntry, Outcome};
use crate::template::{Filled, RequestTemplate};
use crate::value::Value;
use crate::way::{Courier, Way};

/// A recipient that does not take a connection in this time is not there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Of an answer no more than this is read.
const ANSWER_BYTES_MAX: usize = 64 << 10;

/// One sending: to whom, about whom, and which of the recipient's declared fields.
pub struct Disclosure<R: Recipient> {
    /// About whom, when there is an account.
    pub subject: Option<SubjectId>,
    /// Before there is an account: the keyed digest of the phone number, by which the account later finds the entry.
    pub contact_index: Option<String>,
    /// The values, each under its declared field.
    pub fields: Vec<(R::Field, Value)>,
}

impl<R: Recipient> std::fmt::Debug for Disclosure<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let fields: Vec<&str> = self.fields.iter().map(|(field, _)| field.id()).collect();
        f.debug_struct("Disclosure").field("recipient", &R::ID).field("fields", &fields).finish_non_exhaustive()
    }
}

/// What a recipient answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status, from 200 to 299, and to 499 for requests that read refusals.
    pub status: u16,
    /// The body, at most 64 KiB of it.
    pub body: Vec<u8>,
}

/// By which of a recipient's ways something goes.
#[derive(Clone, Copy)]
enum How<'a> {
    AsSetUp,
    By(&'a RequestTemplate),
    Over(&'a dyn Courier),
}

type Setups = BTreeMap<String, Arc<RecipientSetup>>;

fn by_id(setups: Vec<RecipientSetup>) -> Setups {
    setups.into_iter().map(|setup| (setup.id.clone(), Arc::new(setup))).collect()
}

/// The only way out; clones share the same connections and the same recipients.
#[derive(Clone, Debug)]
pub struct Gate {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) policy: &'static CompiledPolicy,
    /// What the operator states about each recipient, as it is now.
    setups: Arc<RwLock<Setups>>,
    /// Where those stand whom the policy names as a class.
    pub(crate) register: Option<Arc<dyn Register>>,
    client: reqwest::Client,
    pub(crate) allow_loopback_http: bool,
}

impl Gate {
    /// A gate that lets declared fields go to the recipients of `policy` that the operator set up, and nothing else.
    ///
    /// # Errors
    /// [`Error::Failed`] when this machine has no usable certificates for TLS.
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        policy: &'static CompiledPolicy,
        setups: Vec<RecipientSetup>,
    ) -> Result<Self, Error> {
        let client = client()?;
        let setups = Arc::new(RwLock::new(by_id(setups)));
        Ok(Self { db, clock, policy, setups, register: None, client, allow_loopback_http: false })
    }

    /// Lets those receive something who stand in this register, as [`Gate::send_registered`] asks it.
    #[must_use]
    pub fn with_register(mut self, register: Arc<dyn Register>) -> Self {
        self.register = Some(register);
        self
    }

    /// Lets these recipients take the place of those set up so far; what is being sent goes to whom it was begun for.
    pub fn replace(&self, setups: Vec<RecipientSetup>) {
        *self.setups.write().unwrap_or_else(PoisonError::into_inner) = by_id(setups);
    }

    /// Lets recipients on this very machine be called without TLS, as simulators in tests are.
    #[must_use]
    pub fn allow_loopback_http(mut self) -> Self {
        self.allow_loopback_http = true;
        self
    }

    /// Whether a recipient may receive something now; for the operator's page and for the check at start.
    ///
    /// # Errors
    /// The first condition that does not hold.
    pub fn check(&self, recipient: &str) -> Result<(), Refusal> {
        self.open(recipient).map(drop)
    }

    /// The recipients the operator has set up, in the order of their identifiers.
    #[must_use]
    pub fn configured(&self) -> Vec<Arc<RecipientSetup>> {
        self.setups.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    fn setup(&self, recipient: &str) -> Option<Arc<RecipientSetup>> {
        self.setups.read().unwrap_or_else(PoisonError::into_inner).get(recipient).cloned()
    }

    /// The setup of a recipient that may receive something now. Whoever sends holds on to it: what was checked is what
    /// is used, even if the operator replaces it meanwhile.
    fn open(&self, recipient: &str) -> Result<Arc<RecipientSetup>, Refusal> {
        let declared = self.policy.recipient(recipient).ok_or(Refusal::NotDeclared)?;
        // To name a class of companies in the configuration opens it to none of them.
        if declared.class == RecipientClass::Affiliate {
            return Err(Refusal::NotRegistered);
        }
        let setup = self.setup(recipient).ok_or(Refusal::NotEnabled)?;
        setup.check(self.policy, self.clock.now(), self.allow_loopback_http)?;
        Ok(setup)
    }

    /// Sends declared fields to one recipient, and keeps the ledger.
    ///
    /// The entry is committed before a connection is opened, and completed with the outcome afterwards.
    /// A refusal is entered too, when it concerns a person.
    ///
    /// # Errors
    /// [`Error::Refused`] when the gate is closed, [`Error::Failed`] when the recipient did not take it,
    /// and the ledger's.
    pub async fn send<R: Recipient>(&self, disclosure: Disclosure<R>) -> Result<Answer, Error> {
        self.deliver(disclosure, How::AsSetUp).await
    }

    /// Sends declared fields by another request than the one in the recipient's setup, for recipients that are asked
    /// several things; it has to go to one of the recipient's declared hosts as well.
    ///
    /// # Errors
    /// As [`Gate::send`].
    pub async fn send_by<R: Recipient>(
        &self,
        disclosure: Disclosure<R>,
        request: &RequestTemplate,
    ) -> Result<Answer, Error> {
        self.deliver(disclosure, How::By(request)).await
    }

    /// Sends declared fields over the recipient's line, by whoever speaks its protocol.
    ///
    /// # Errors
    /// As [`Gate::send`], and [`Error::Refused`] for a recipient that is reached by requests.
    pub async fn send_over_line<R: Recipient>(
        &self,
        disclosure: Disclosure<R>,
        courier: &dyn Courier,
    ) -> Result<Answer, Error> {
        self.deliver(disclosure, How::Over(courier)).await
    }

    /// Dials a recipient's line; nothing about anyone is said by that.
    ///
    /// # Errors
    /// [`Error::Refused`] when the gate is closed or the recipient has no line, [`Error::Failed`] when nobody answers.
    pub async fn dial<R: Recipient>(&self) -> Result<TcpStream, Error> {
        let refused = |reason| Error::Refused { recipient: R::ID, reason };
        let setup = self.open(R::ID).map_err(refused)?;
        let Way::Line { host, port } = &setup.way else {
            return Err(refused(Refusal::Malformed("it has no line")));
        };
        let failed = |detail: &str| Error::Failed { recipient: R::ID, detail: detail.to_owned() };
        let dialled = tokio::time::timeout(CONNECT_TIMEOUT, TcpStream::connect((host.as_str(), *port))).await;
        dialled.map_err(|_| failed("no answer in time"))?.map_err(|_| failed("no connection"))
    }

    /// Reads what a recipient shows everybody, such as its public keys: by a request that has no place for a value,
    /// so that it says nothing about anyone and needs no entry in the ledger.
    ///
    /// # Errors
    /// [`Error::Refused`] when the gate is closed or the request has a place, [`Error::Failed`] when there is no answer.
    pub async fn look<R: Recipient>(&self, request: &RequestTemplate) -> Result<Answer, Error> {
        let refused = |reason| Error::Refused { recipient: R::ID, reason };
        let setup = self.open(R::ID).map_err(refused)?;
        request.check(&setup.hosts, &[], self.allow_loopback_http).map_err(refused)?;
        let filled = request.fill(&[], self.clock.now(), rand::random()).map_err(refused)?;
        self.call(filled).await.map_err(|detail| Error::Failed { recipient: R::ID, detail })
    }

    /// Asks a recipient whether anybody is there, by the operator's own request with nothing in its places; tells the
    /// status, and enters nothing, because nothing about anyone is said.
    ///
    /// # Errors
    /// [`Error::Refused`] when the gate is closed or the recipient has a line, [`Error::Failed`] when nobody answers.
    pub async fn knock<R: Recipient>(&self) -> Result<u16, Error> {
        let refused = |reason| Error::Refused { recipient: R::ID, reason };
        let setup = self.open(R::ID).map_err(refused)?;
        let filled = setup.way.request().and_then(RequestTemplate::empty).map_err(refused)?;
        let answer = begin(&self.client, filled).await;
        let answer = answer.map_err(|detail| Error::Failed { recipient: R::ID, detail })?;
        Ok(answer.status().as_u16())
    }

    async fn deliver<R: Recipient>(&self, disclosure: Disclosure<R>, how: How<'_>) -> Result<Answer, Error> {
        let id = DisclosureId::random(&mut rand::rng());
        let filled = match self.prepare::<R>(&disclosure, how) {
            Ok(filled) => self.enter::<R>(id, &disclosure).await?.map(|()| filled),
            Err(reason) => Err(reason),
        };
        let filled = match filled {
            Ok(filled) => filled,
            Err(reason) => {
                self.enter_refusal::<R>(id, &disclosure).await?;
                return Err(Error::Refused { recipient: R::ID, reason });
            }
        };
        let answer = match (filled, how) {
            (Some(filled), _) => self.call(filled).await,
            (None, How::Over(courier)) => {
                let values: Vec<(&str, &Value)> = values_of(&disclosure);
                courier.carry(&values).await.map(|body| Answer { status: 200, body })
            }
            // What is prepared without a request goes over a line.
            (None, _) => Err("it has no line".to_owned()),
        };
        self.conclude::<R>(id, answer).await
    }

    /// Completes an entry with what came of it.
    pub(crate) async fn conclude<R: Recipient>(
        &self,
        id: DisclosureId,
        answer: Result<Answer, String>,
    ) -> Result<Answer, Error> {
        let answer = answer.map_err(|detail| Error::Failed { recipient: R::ID, detail });
        let outcome = if answer.is_ok() { Outcome::Sent } else { Outcome::Failed };
        store::finish(&self.db, id, outcome, self.clock.now()).await?;
        answer
    }

    /// Asks every condition and puts the values into the request, where they go by one.
    fn prepare<R: Recipient>(&self, disclosure: &Disclosure<R>, how: How<'_>) -> Result<Option<Filled>, Refusal> {
        let setup = self.open(R::ID)?;
        let declared = self.policy.recipient(R::ID).ok_or(Refusal::NotDeclared)?;
        if declared.purpose != R::Purpose::ID {
            return Err(Refusal::PurposeGone(R::Purpose::ID.to_owned()));
        }
        let values = values_of(disclosure);
        check_values(declared, &values)?;
        let request = match (how, &setup.way) {
            (How::Over(_), Way::Line { .. }) => return Ok(None),
            (How::Over(_), Way::Request(_)) => return Err(Refusal::Malformed("it has no line")),
            (How::AsSetUp, way) => way.request()?,
            (How::By(request), way) => {
                way.request()?;
                let fields: Vec<&str> = declared.fields.iter().map(|field| field.id.as_str()).collect();
                request.check(&setup.hosts, &fields, self.allow_loopback_http)?;
                request
            }
        };
        request.fill(&values, self.clock.now(), rand::random()).map(Some)
    }

    /// Enters the sending as pending, in the transaction that finds the consent it needs.
    async fn enter<R: Recipient>(
        &self,
        id: DisclosureId,
        disclosure: &Disclosure<R>,
    ) -> Result<Result<(), Refusal>, Error> {
        let mut tx = self.db.begin().await?;
        if let Some(subject) = disclosure.subject
            && self.policy.recipient(R::ID).is_none_or(|declared| declared.minors.is_none())
            && store::is_minor(&mut tx, subject).await?
        {
            return Ok(Err(Refusal::Minor));
        }
        let mut grant = None;
        if R::Purpose::BASIS.needs_grant() {
            grant = match disclosure.subject {
                Some(subject) => store::live_grant(&mut tx, subject, R::Purpose::NO).await?,
                None => None,
            };
            if grant.is_none() {
                return Ok(Err(Refusal::NoConsent));
            }
        }
        let fields = fields_of(disclosure);
        let entry = NewEntry { grant, ..self.entry::<R>(id, disclosure, &fields, Outcome::Pending) };
        store::add(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(Ok(()))
    }

    pub(crate) async fn enter_refusal<R: Recipient>(
        &self,
        id: DisclosureId,
        disclosure: &Disclosure<R>,
    ) -> Result<(), Error> {
        if disclosure.subject.is_none() && disclosure.contact_index.is_none() {
            return Ok(());
        }
        let fields = fields_of(disclosure);
        let mut tx = self.db.begin().await?;
        store::add(&mut tx, &self.entry::<R>(id, disclosure, &fields, Outcome::Refused)).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(crate) fn entry<'a, R: Recipient>(
        &self,
        id: DisclosureId,
        disclosure: &'a Disclosure<R>,
        fields: &'a str,
        outcome: Outcome,
    ) -> NewEntry<'a> {
        // Once there is an account its entry names the account alone.
        let contact_index = disclosure.contact_index.as_deref().filter(|_| disclosure.subject.is_none());
        let country = self.policy.recipient(R::ID).map_or(HOME, |recipient| recipient.country.as_str());
        let setup = self.setup(R::ID);
        let transfer = setup.as_ref().and_then(|setup| setup.transfer.as_ref());
        NewEntry {
            id,
            country,
            transfer_basis: transfer.filter(|_| country != HOME).map(crate::setup::TransferBasis::line),
            subject: disclosure.subject,
            contact_index,
            recipient: R::ID,
            purpose_no: R::Purpose::NO,
            fields,
            grant: None,
            created_at: self.clock.now(),
            outcome,
            recipient_name: None,
        }
    }

    /// Calls the recipient; what is said of a failure holds neither address nor values.
    pub(crate) async fn call(&self, filled: Filled) -> Result<Answer, String> {
        let reads_refusals = filled.reads_refusals;
        let mut response = begin(&self.client, filled).await?;
        let status = response.status();
        if !(status.is_success() || reads_refusals && status.is_client_error()) {
            return Err(format!("it answered {}", status.as_u16()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(plain)? {
            let room = ANSWER_BYTES_MAX - body.len();
            body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
            if body.len() == ANSWER_BYTES_MAX {
                break;
            }
        }
        Ok(Answer { status: status.as_u16(), body })
    }
}

/// The client: without the proxy of the environment, which would be a recipient that nobody declared.
fn client() -> Result<reqwest::Client, Error> {
    reqwest::Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .map_err(|error| Error::Failed { recipient: "none", detail: error.without_url().to_string() })
}

/// Sends a request, and has the head of the answer.
async fn begin(client: &reqwest::Client, filled: Filled) -> Result<reqwest::Response, String> {
    let mut request = client.request(filled.method, filled.url).timeout(filled.timeout).body(filled.body);
    for (name, value) in filled.headers {
        request = request.header(name, value);
    }
    request.send().await.map_err(plain)
}

/// What is said of a failed exchange: neither address nor values.
fn plain(error: reqwest::Error) -> String {
    let error = error.without_url();
    let kind = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the exchange broke off"
    };
    kind.to_owned()
}

/// Asks a recipient whether anybody is there, with the operator's credential and nothing about anyone; tells the status.
///
/// It is for the operator's own look at an installation: `qingyin doctor`.
///
/// # Errors
/// As sending: the first condition that does not hold, or that nobody answered.
pub async fn reach<R: Recipient>(
    setup: &RecipientSetup,
    policy: &CompiledPolicy,
    clock: &dyn Clock,
) -> Result<u16, Error> {
    let refused = |reason| Error::Refused { recipient: R::ID, reason };
    setup.check(policy, clock.now(), false).map_err(refused)?;
    let filled = setup.way.request().and_then(RequestTemplate::empty).map_err(refused)?;
    let answer = begin(&client()?, filled).await;
    let answer = answer.map_err(|detail| Error::Failed { recipient: R::ID, detail })?;
    Ok(answer.status().as_u16())
}

/// Whether each value stands once, under a declared field, and is de-identified where it has to be.
pub(crate) fn check_values(declared: &policy::DeclaredRecipient, values: &[(&str, &Value)]) -> Result<(), Refusal> {
    for (index, (id, value)) in values.iter().enumerate() {
        if !declared.fields.iter().any(|field| field.id == *id) {
            return Err(Refusal::UndeclaredField((*id).to_owned()));
        }
        let has_to_hide = match declared.class {
            RecipientClass::Joint => true,
            RecipientClass::Affiliate => *id == NUMBER,
            _ => false,
        };
        if has_to_hide && !matches!(value, Value::Pseudonymous(_)) {
            return Err(Refusal::NotDeidentified((*id).to_owned()));
        }
        if values.iter().take(index).any(|(earlier, _)| earlier == id) {
            return Err(Refusal::ValuesDoNotFit);
        }
    }
    Ok(())
}

/// The values, each under the identifier of its field.
pub(crate) fn values_of<R: Recipient>(disclosure: &Disclosure<R>) -> Vec<(&str, &Value)> {
    disclosure.fields.iter().map(|(field, value)| (field.id(), value)).collect()
}

/// The kinds of information, as the ledger keeps them: identifiers in alphabetical order, separated by spaces.
pub(crate) fn fields_of<R: Recipient>(disclosure: &Disclosure<R>) -> String {
    let mut ids: Vec<&str> = disclosure.fields.iter().map(|(field, _)| field.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.join(" ")
}
