//! The queue: what is to be told comes in, and goes out one by one, until it was taken or is given up.

use http_api::Language;
use ids::IncidentId;
use sharing::Refusal;
use units::{Millis, Timestamp};

use crate::Mail;
use crate::error::Error;
use crate::letters::News;
use crate::message::Letter;
use crate::model::{Kind, Month, wait_after};
use crate::smtp::Setback;
use crate::store::{self, Due, Occasion, Queue};
use crate::words;

/// What came about longer ago than this is not mailed any more; the app shows it still.
const FRESH: Millis = Millis::days(20);
/// How long a node has for one mail before another may take it on.
const CLAIMED: Millis = Millis::minutes(15);
/// Looks at the queue that one run takes, of a hundred mails each; the next run goes on.
const LOOKS_MAX: usize = 100;

/// What one run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Mails that were taken.
    pub sent: u64,
    /// Mails that are tried again later.
    pub postponed: u64,
    /// Mails that nobody takes.
    pub given_up: u64,
}

impl Mail {
    /// Takes in what is to be told and sends what is due; safe to run twice, and on several nodes at once.
    ///
    /// Without a server there is nothing to do, and nothing is taken in.
    ///
    /// # Errors
    /// The database's; what was sent stays sent, and what was not waits.
    pub async fn deliver(&self) -> Result<Delivered, Error> {
        let mut delivered = Delivered::default();
        if !self.is_offered() {
            return Ok(delivered);
        }
        let now = self.now();
        for kind in [Kind::IncidentNotice, Kind::RequestAnswered] {
            while store::gather(&self.0.db, kind, now - FRESH, now).await? > 0 {}
        }
        for _ in 0..LOOKS_MAX {
            let due = store::due_mails(&self.0.db.service(), self.now()).await?;
            if due.is_empty() {
                break;
            }
            for mail in due {
                self.deliver_notice(&mail, &mut delivered).await?;
            }
        }
        self.deliver_letters(now, &mut delivered).await?;
        Ok(delivered)
    }

    /// Writes last month's letter and sends the letters that are due; looks through the library only where there are any.
    async fn deliver_letters(&self, now: Timestamp, delivered: &mut Delivered) -> Result<(), Error> {
        let (month, reader) = (Month::before(now), self.0.db.service());
        let is_wanted = !store::subscribers(&reader, month.ends_at, &month.name).await?.is_empty();
        if !is_wanted && store::due_letters(&reader, now).await?.is_empty() {
            return Ok(());
        }
        let news = self.news_of(&month).await?;
        while self.write_letters(&news, &month).await? > 0 {}
        for _ in 0..LOOKS_MAX {
            let due = store::due_letters(&self.0.db.service(), self.now()).await?;
            if due.is_empty() {
                break;
            }
            for letter in due {
                self.deliver_letter(&letter, &news, delivered).await?;
            }
        }
        Ok(())
    }

    async fn deliver_notice(&self, due: &Due<Occasion>, delivered: &mut Delivered) -> Result<(), Error> {
        if !store::claim(&self.0.db, Queue::Mails, due, self.now() + CLAIMED).await? {
            return Ok(());
        }
        let sent = match self.notice(due.to.language, due.what).await? {
            Some((letter, field)) => {
                let address = self.address(&due.to).await?;
                self.post::<policy::MailServer>(due.to.subject, &address, field, &letter).await
            }
            None => Err(Error::NotFound),
        };
        if sent.is_ok() && due.what.kind == Kind::IncidentNotice {
            let incident = IncidentId::from_i64(due.what.about);
            self.0.incidents.note_mailed(due.to.subject, incident, due.what.occasion_at).await?;
        }
        self.settle(Queue::Mails, due, sent, delivered).await
    }

    /// What a notice says; nothing when what it is about is gone.
    async fn notice(
        &self,
        language: Language,
        occasion: Occasion,
    ) -> Result<Option<(Letter, policy::MailServerField)>, Error> {
        match occasion.kind {
            Kind::IncidentNotice => {
                let incident = match self.0.incidents.incident(IncidentId::from_i64(occasion.about)).await {
                    Ok(incident) => incident,
                    Err(incidents::Error::NotFound) => return Ok(None),
                    Err(error) => return Err(error.into()),
                };
                let letter =
                    incident.words_in(language).map(|written| words::incident(language, &incident, &written.words));
                Ok(letter.map(|letter| (letter, policy::MailServerField::IncidentNotice)))
            }
            Kind::RequestAnswered => Ok(Some((words::answered(language), policy::MailServerField::RequestAnswered))),
        }
    }

    async fn deliver_letter(&self, due: &Due<String>, news: &News, delivered: &mut Delivered) -> Result<(), Error> {
        if !store::claim(&self.0.db, Queue::Letters, due, self.now() + CLAIMED).await? {
            return Ok(());
        }
        // A letter that waited into the next month is old news.
        let sent = if due.what == news.month {
            let token = self.unsubscribe_token(due.to.subject);
            let letter = words::monthly(due.to.language, &news.month, &news.albums, news.total, token);
            let address = self.address(&due.to).await?;
            let field = policy::LetterServerField::Letter;
            self.post::<policy::LetterServer>(due.to.subject, &address, field, &letter).await
        } else {
            Err(Error::NotFound)
        };
        self.settle(Queue::Letters, due, sent, delivered).await
    }

    /// Notes what came of one mail.
    async fn settle<What>(
        &self,
        queue: Queue,
        due: &Due<What>,
        sent: Result<(), Error>,
        delivered: &mut Delivered,
    ) -> Result<(), Error> {
        let now = self.now();
        let wait = match &sent {
            Ok(()) => None,
            Err(Error::Setback(Setback::Address(_) | Setback::Mail(_)) | Error::NotFound) => None,
            Err(Error::Gate(sharing::Error::Refused { reason: Refusal::NoConsent | Refusal::Minor, .. })) => None,
            Err(Error::Db(_)) => return sent,
            Err(error) => {
                tracing::warn!(error = error as &dyn std::error::Error, "a mail was not taken, and is tried again");
                wait_after(due.attempts + 1)
            }
        };
        let mut tx = self.0.db.begin().await?;
        match (&sent, wait) {
            (Err(_), Some(wait)) => {
                store::postpone(&mut tx, queue, due.id, wait, now).await?;
                delivered.postponed += 1;
            }
            (sent, _) => {
                store::finish(&mut tx, queue, due.id, sent.is_ok(), now).await?;
                if sent.is_ok() { delivered.sent += 1 } else { delivered.given_up += 1 }
            }
        }
        if sent.is_err_and(|error| Self::is_of_address(&error)) {
            store::note_unreached(&mut tx, &due.to, now).await?;
        }
        Ok(tx.commit().await?)
    }
}
