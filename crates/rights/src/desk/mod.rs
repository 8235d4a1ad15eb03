//! The desk of the privacy officer: requests come in, and are answered within fifteen days (PRV-13).
//!
//! A member asks where they are signed in, and has signed in shortly before: identity is checked with what is on file,
//! the verified phone, and nothing more is asked for.

mod letter;
pub(crate) mod routes;
mod store;

use consent::Permit;
use db::Tx;
use http_api::{Language, SignedIn, Text, words};
use ids::{RightsRequestId, SubjectId};
use policy::RightsRequest as Purpose;
use serde::Serialize;
use staff_access::{Reason, StaffPermit};
use units::{Millis, Timestamp};
use utoipa::ToSchema;
use vault::{Place, Sealed};

use crate::Rights;
use crate::error::Error;

/// The law's term for an answer (PIPL article 50; the policy's own word is fifteen days).
pub const TERM: Millis = Millis::days(15);
/// From here on a request that waits is pointed out: five days are left.
pub const WARNED_AFTER: Millis = Millis::days(10);
/// Characters of what is asked, and of the officer's words.
pub const MESSAGE_CHARACTERS_MAX: usize = 2_000;
/// Requests of one member that may wait at a time.
pub const WAITING_MAX: u64 = 20;

const MESSAGE_PLACE: Place = Place("rights_request_texts.message_sealed");
const ANSWER_PLACE: Place = Place("rights_request_texts.answer_sealed");

words! {
    /// What is asked for.
    RequestKind {
        /// To know what is held (PIPL article 45).
        Access = "access",
        /// A copy of it (article 45).
        Copy = "copy",
        /// To hand it to somebody else (article 45).
        Transfer = "transfer",
        /// To correct or complete it (article 46).
        Correction = "correction",
        /// To erase it (article 47).
        Deletion = "deletion",
        /// To have the rules explained (article 48).
        Explanation = "explanation",
        /// Anything that is wrong.
        Complaint = "complaint",
    }
}

words! {
    /// Why something has to be erased (PIPL article 47).
    Ground {
        /// It is processed against the law.
        Unlawful = "unlawful",
        /// It was collected without consent.
        WithoutConsent = "without_consent",
        /// It is processed otherwise than agreed.
        AgreementBroken = "agreement_broken",
        /// The person no longer uses the service, or has left.
        Left = "left",
        /// The service, or the function, has ended.
        ServiceCeased = "service_ceased",
    }
}

words! {
    /// What became of a request.
    RequestOutcome {
        /// What was asked for was done.
        Done = "done",
        /// It was refused; the letter says why, and where to go from there.
        Refused = "refused",
    }
}

/// How a request stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// More than five days are left.
    OnTime,
    /// At most five days are left.
    DueSoon,
    /// The term has passed without an answer.
    Overdue,
    /// It is answered.
    Answered,
}

/// What a member asks.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// What is asked for.
    pub kind: RequestKind,
    /// Of a deletion, why.
    pub ground: Option<Ground>,
    /// Which kind of data, as an item of the policy; all of it when absent.
    pub item: Option<String>,
    /// In the person's own words.
    pub message: String,
}

/// A request as it is on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Names it.
    pub id: RightsRequestId,
    /// Whose it is.
    pub subject: SubjectId,
    /// What is asked for.
    pub kind: RequestKind,
    /// Of a deletion, why.
    pub ground: Option<Ground>,
    /// Which kind of data; all of it when absent.
    pub item: Option<String>,
    /// The language of the person, and of the letter.
    pub language: Language,
    /// When it came.
    pub received_at: Timestamp,
    /// When it has to be answered.
    pub due_at: Timestamp,
    /// What became of it.
    pub outcome: Option<RequestOutcome>,
    /// How many rows were erased.
    pub erased_rows: Option<u64>,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    message: Sealed,
    answer: Option<Sealed>,
}

impl Request {
    /// How it stands at `now`.
    #[must_use]
    pub fn urgency(&self, now: Timestamp) -> Urgency {
        match self.answered_at {
            Some(_) => Urgency::Answered,
            None if now >= self.due_at => Urgency::Overdue,
            None if now >= self.received_at + WARNED_AFTER => Urgency::DueSoon,
            None => Urgency::OnTime,
        }
    }
}

/// A request with what only its owner and the officer read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedRequest {
    /// What is on file.
    pub request: Request,
    /// What the person wrote.
    pub message: String,
    /// The letter that answers it.
    pub letter: Option<String>,
}

/// How many requests there were, of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct KindCount {
    /// The kind.
    pub kind: RequestKind,
    /// All of them.
    pub received: u64,
    /// Those that were done.
    pub done: u64,
    /// Those that were refused.
    pub refused: u64,
}

/// The desk in numbers; nothing in them is about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeskStatistics {
    /// By kind, in the law's order.
    pub kinds: Vec<KindCount>,
    /// Requests that wait.
    pub waiting: u64,
    /// Of these, those with five days left at most.
    pub due_soon: u64,
    /// Of these, those whose term has passed.
    pub overdue: u64,
    /// Requests that were answered after their term.
    pub answered_late: u64,
    /// The time within which half of the answers came, in milliseconds; absent without any.
    pub answer_median_ms: Option<u64>,
    /// The longest that an answer took, in milliseconds; absent without any.
    pub answer_longest_ms: Option<u64>,
}

/// What the officer decided.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Whether it is done.
    pub outcome: RequestOutcome,
    /// Words to the person; of a refusal the reason, without which there is none.
    pub words: String,
}

impl Rights {
    /// Takes a request in; the clock starts.
    ///
    /// # Errors
    /// [`Error::Field`] for what does not fit, [`Error::NoItem`] for an item that the policy does not know,
    /// [`Error::TooManyWaiting`] beyond [`WAITING_MAX`].
    pub async fn ask(&self, subject: SubjectId, new: NewRequest, language: Language) -> Result<OpenedRequest, Error> {
        let message = written("message", &new.message)?;
        if (new.kind == RequestKind::Deletion) != new.ground.is_some() {
            return Err(Error::field(
                "ground",
                "request.ground",
                "请求删除时请选择一种情形；其他请求不必选择",
                "choose a ground when you ask for deletion, and none otherwise",
            ));
        }
        if let Some(item) = &new.item {
            self.item(item)?;
        }
        let sealed = self.0.vault.seal(subject, MESSAGE_PLACE, message.as_bytes()).await?;
        let received_at = self.0.clock.now();
        let request = Request {
            id: RightsRequestId::random(&mut rand::rng()),
            subject,
            kind: new.kind,
            ground: new.ground,
            item: new.item,
            language,
            received_at,
            due_at: received_at + TERM,
            outcome: None,
            erased_rows: None,
            answered_at: None,
            message: sealed,
            answer: None,
        };
        let mut tx = self.0.db.begin().await?;
        if store::waiting_of(&mut tx, subject).await? >= WAITING_MAX {
            return Err(Error::TooManyWaiting);
        }
        store::add(&mut tx, &request).await?;
        tx.commit().await?;
        Ok(OpenedRequest { request, message, letter: None })
    }

    /// The member's own requests with their answers, the latest first; at most 200.
    ///
    /// # Errors
    /// The database's and the vault's.
    pub async fn requests_of(&self, subject: SubjectId) -> Result<Vec<OpenedRequest>, Error> {
        let mut opened = Vec::new();
        for request in store::of_subject(&self.0.db.service(), subject).await? {
            let own = Permit::<Purpose>::of_service(request.subject);
            opened.push(self.open_request(request, &own).await?);
        }
        Ok(opened)
    }

    /// What waits, the most urgent first, or what was answered, the latest first; at most 200. Of no request what is
    /// written in it.
    ///
    /// # Errors
    /// The database's.
    pub async fn requests(&self, is_answered: bool) -> Result<Vec<Request>, Error> {
        Ok(store::all(&self.0.db.service(), is_answered).await?)
    }

    /// Lets the officer open a request: the log then says who opened whose request, with its number as the ticket,
    /// so that the officer is asked for no other.
    ///
    /// # Errors
    /// [`Error::NoItem`] when there is none, or its account is closed and nobody reads it any more;
    /// [`Error::Staff`] for who may not open it.
    pub async fn permit(&self, officer: &SignedIn, id: RightsRequestId) -> Result<StaffPermit<Purpose>, Error> {
        let request = store::one(&self.0.db.service(), id).await?.ok_or(Error::NoItem)?;
        let reason = Text::new("办理并答复您提出的请求", "handling and answering your request");
        let reason = Reason::parse(&id.to_string(), reason.get(request.language))?;
        Ok(self.0.staff.open(officer, request.subject, "rights_request_text", reason).await?)
    }

    /// Opens a request for the officer.
    ///
    /// # Errors
    /// [`Error::NoItem`] when there is none, or the permit opens another person's.
    pub async fn request(&self, id: RightsRequestId, permit: &StaffPermit<Purpose>) -> Result<OpenedRequest, Error> {
        let request = store::one(&self.0.db.service(), id).await?;
        let request = request.filter(|request| request.subject == permit.subject()).ok_or(Error::NoItem)?;
        self.open_request(request, permit.permit()).await
    }

    /// Answers a request: does what was asked for, writes the letter, and closes it.
    ///
    /// A deletion that is done erases the rows of its item, or of every item that can be erased by itself.
    ///
    /// # Errors
    /// [`Error::NoItem`], [`Error::AlreadyAnswered`], [`Error::Field`] for a refusal without a reason,
    /// [`Error::NotErasable`] for a deletion that cannot be done as asked.
    pub async fn answer(
        &self,
        id: RightsRequestId,
        permit: &StaffPermit<Purpose>,
        decision: Decision,
    ) -> Result<OpenedRequest, Error> {
        let OpenedRequest { request, message, letter } = self.request(id, permit).await?;
        let subject = request.subject;
        if letter.is_some() {
            return Err(Error::AlreadyAnswered);
        }
        let words = match decision.outcome {
            RequestOutcome::Refused => written("words", &decision.words)?,
            RequestOutcome::Done if decision.words.trim().is_empty() => String::new(),
            RequestOutcome::Done => written("words", &decision.words)?,
        };
        let erased_rows = match (request.kind, decision.outcome) {
            (RequestKind::Deletion, RequestOutcome::Done) => Some(self.erase_asked(subject, &request).await?),
            _ => None,
        };
        let answered_at = self.0.clock.now();
        let request =
            Request { outcome: Some(decision.outcome), erased_rows, answered_at: Some(answered_at), ..request };
        let held = match (request.kind, decision.outcome) {
            (RequestKind::Access, RequestOutcome::Done) => self.held(subject, request.language).await?,
            _ => Vec::new(),
        };
        let letter = letter::write(&request, &words, &held, &self.0.operator);
        let sealed = self.0.vault.seal(subject, ANSWER_PLACE, letter.as_bytes()).await?;
        let mut tx: Tx = self.0.db.begin().await?;
        if !store::answer(&mut tx, &request, decision.outcome, &sealed, answered_at).await? {
            return Err(Error::AlreadyAnswered);
        }
        tx.commit().await?;
        let request = Request { answer: Some(sealed), ..request };
        Ok(OpenedRequest { request, message, letter: Some(letter) })
    }

    async fn erase_asked(&self, subject: SubjectId, request: &Request) -> Result<u64, Error> {
        if let Some(item) = &request.item {
            return self.erase(subject, item).await;
        }
        let mut erased = 0;
        let held = self.held_by(subject).await?;
        for item in held.items.iter().filter(|item| item.is_erasable(held.policy)) {
            erased += self.erase(subject, &item.item.id).await?;
        }
        Ok(erased)
    }

    /// The desk in numbers.
    ///
    /// # Errors
    /// The database's.
    pub async fn desk_statistics(&self) -> Result<DeskStatistics, Error> {
        let rows = store::statistics(&self.0.db.service()).await?;
        let now = self.0.clock.now();
        let kinds = RequestKind::ALL.iter().map(|kind| {
            let of_kind = || rows.iter().filter(|row| row.kind == *kind);
            let count = |outcome| of_kind().filter(|row| row.outcome == Some(outcome)).count() as u64;
            KindCount {
                kind: *kind,
                received: of_kind().count() as u64,
                done: count(RequestOutcome::Done),
                refused: count(RequestOutcome::Refused),
            }
        });
        let waiting = || rows.iter().filter(|row| row.answered_at.is_none());
        let mut took: Vec<u64> =
            rows.iter().filter_map(|row| u64::try_from(row.answered_at?.since(row.received_at).0).ok()).collect();
        took.sort_unstable();
        Ok(DeskStatistics {
            kinds: kinds.collect(),
            waiting: waiting().count() as u64,
            due_soon: waiting().filter(|row| now >= row.received_at + WARNED_AFTER && now < row.due_at).count() as u64,
            overdue: waiting().filter(|row| now >= row.due_at).count() as u64,
            answered_late: rows.iter().filter(|row| row.answered_at.is_some_and(|at| at >= row.due_at)).count() as u64,
            answer_median_ms: took.get(took.len().saturating_sub(1) / 2).copied(),
            answer_longest_ms: took.last().copied(),
        })
    }

    async fn open_request(&self, request: Request, permit: &Permit<Purpose>) -> Result<OpenedRequest, Error> {
        let text = async |place, sealed: &Sealed| -> Result<String, Error> {
            let bytes = self.0.vault.open(permit, place, sealed).await?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        };
        let message = text(MESSAGE_PLACE, &request.message).await?;
        let letter = match &request.answer {
            Some(sealed) => Some(text(ANSWER_PLACE, sealed).await?),
            None => None,
        };
        Ok(OpenedRequest { request, message, letter })
    }
}

/// A text that somebody wrote: neither empty nor without end, and without control characters.
fn written(field: &'static str, text: &str) -> Result<String, Error> {
    let text: String = text.trim().chars().filter(|letter| !letter.is_control() || *letter == '\n').collect();
    if text.is_empty() {
        return Err(Error::field(field, "field.missing", "请填写这一项", "please fill this in"));
    }
    if text.chars().count() > MESSAGE_CHARACTERS_MAX {
        return Err(Error::field(field, "field.too_long", "最多 2000 个字", "2,000 characters at most"));
    }
    Ok(text)
}
