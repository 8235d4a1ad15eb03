//! What the privacy officer does with an incident, from opening to closing.

use http_api::{Language, SignedIn, Text};
use ids::{IncidentId, SubjectId};
use staff_access::{Reason, StaffPermit};
use units::Timestamp;

use crate::affected::{has_people, no_item};
use crate::error::Error;
use crate::model::{
    Facts, Incident, NAME_CHARACTERS_MAX, Notice, PART_CHARACTERS_MAX, PUBLIC_TERM, Report, ReportKind, Words, written,
};
use crate::{Incidents, store};

/// That somebody told the authorities.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// What they were told.
    pub kind: ReportKind,
    /// Whom.
    pub authority: String,
    /// Under which number of theirs.
    pub reference: Option<String>,
    /// When; now when absent.
    pub filed_at: Option<Timestamp>,
}

/// What telling people came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// People who have a notice to read now.
    pub people: u64,
    /// Whether everybody can read it, because somebody cannot be reached otherwise.
    pub is_public: bool,
}

impl Incidents {
    /// Opens an incident; its clocks run from when it was noticed. Only what staff call it, what happened to the
    /// information and when it was noticed has to be known.
    ///
    /// # Errors
    /// [`Error::Field`], and the database's.
    pub async fn open(&self, officer: SubjectId, facts: Facts) -> Result<Incident, Error> {
        let now = self.0.clock.now();
        let facts = checked(facts, now)?;
        let id = IncidentId::random(&mut rand::rng());
        let mut tx = self.0.db.begin().await?;
        store::add(&mut tx, id, &facts, &self.0.staff.digest_of(officer), now).await?;
        tx.commit().await?;
        self.incident(id).await
    }

    /// All incidents, the latest first; at most 200.
    ///
    /// # Errors
    /// The database's.
    pub async fn incidents(&self) -> Result<Vec<Incident>, Error> {
        let mut incidents = Vec::new();
        for id in store::latest(&self.0.db.service()).await? {
            incidents.push(self.incident(id).await?);
        }
        Ok(incidents)
    }

    /// One incident with everything that is on file about it.
    ///
    /// # Errors
    /// [`Error::NotFound`], and the database's.
    pub async fn incident(&self, id: IncidentId) -> Result<Incident, Error> {
        store::whole(&self.0.db.service(), id).await?.ok_or(Error::NotFound)
    }

    /// An incident whose handling has not ended.
    pub(crate) async fn open_incident(&self, id: IncidentId) -> Result<Incident, Error> {
        let incident = self.incident(id).await?;
        if incident.closed.is_some() { Err(Error::Closed) } else { Ok(incident) }
    }

    /// Writes down what is known now.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Closed`], [`Error::Field`], and the database's.
    pub async fn change(&self, id: IncidentId, facts: Facts) -> Result<Incident, Error> {
        let incident = self.open_incident(id).await?;
        let facts = checked(facts, incident.opened_at)?;
        let mut tx = self.0.db.begin().await?;
        store::change(&mut tx, id, &facts).await?;
        tx.commit().await?;
        self.incident(id).await
    }

    /// Writes what people are told in one language; who reads it next reads the new words.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Closed`], [`Error::Field`] for a part that is empty, and the database's.
    pub async fn write(&self, id: IncidentId, language: Language, words: Words) -> Result<Incident, Error> {
        let words = words.checked()?;
        self.open_incident(id).await?;
        let mut tx = self.0.db.begin().await?;
        store::write(&mut tx, id, language, &words, self.0.clock.now()).await?;
        tx.commit().await?;
        self.incident(id).await
    }

    /// Tells everybody who was found and has no notice yet; with `again` also those who have one, who then read anew.
    /// Where somebody cannot be reached, it is made public in the same step.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Closed`], [`Error::NoItems`], [`Error::NoWords`], [`Error::NobodySought`], and the
    /// database's; then nobody was told.
    pub async fn tell(&self, id: IncidentId, again: bool) -> Result<Told, Error> {
        let incident = self.open_incident(id).await?;
        if incident.facts.items.is_empty() {
            return Err(Error::NoItems);
        }
        if incident.words_in(Language::Chinese).is_none() {
            return Err(Error::NoWords);
        }
        if incident.searches.is_empty() {
            return Err(Error::NobodySought);
        }
        let now = self.0.clock.now();
        let mut tx = self.0.db.begin().await?;
        store::announce(&mut tx, id, now).await?;
        let people = store::notices::tell(&mut tx, id, again, now).await?;
        let is_public = incident.counts.unreachable > 0 && !incident.is_public(now);
        if is_public {
            store::publish(&mut tx, id, now, now + PUBLIC_TERM).await?;
        }
        tx.commit().await?;
        Ok(Told { people, is_public: is_public || incident.is_public(now) })
    }

    /// Lets everybody read the notice for [`PUBLIC_TERM`], or no longer.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::NotAnnounced`], and the database's.
    pub async fn publish(&self, id: IncidentId, is_public: bool) -> Result<Incident, Error> {
        let incident = self.incident(id).await?;
        if incident.announcement.is_none() {
            return Err(Error::NotAnnounced);
        }
        let now = self.0.clock.now();
        let mut tx = self.0.db.begin().await?;
        if is_public {
            store::publish(&mut tx, id, now, now + PUBLIC_TERM).await?;
        } else {
            store::end_publication(&mut tx, id, now).await?;
        }
        tx.commit().await?;
        self.incident(id).await
    }

    /// Notes that the authorities were told.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Field`], and the database's.
    pub async fn note_report(&self, id: IncidentId, new: NewReport) -> Result<Incident, Error> {
        let incident = self.incident(id).await?;
        let now = self.0.clock.now();
        let reference = new.reference.filter(|reference| !reference.trim().is_empty());
        let filed_at = new.filed_at.unwrap_or(now);
        if filed_at > now || filed_at < incident.facts.noticed_at {
            return Err(Error::field(
                "filed_at",
                "incident.filed_at",
                "报告时间应在发现之后，不能在将来",
                "a report is made after the incident was noticed, and not in the future",
            ));
        }
        let report = Report {
            kind: new.kind,
            authority: written("authority", &new.authority, NAME_CHARACTERS_MAX)?,
            reference: reference.map(|text| written("reference", &text, NAME_CHARACTERS_MAX)).transpose()?,
            filed_at,
        };
        let mut tx = self.0.db.begin().await?;
        store::add_report(&mut tx, id, &report, now).await?;
        tx.commit().await?;
        self.incident(id).await
    }

    /// Ends the handling. The words say how it ended; where nobody was told, why nobody had to be (PIPL article 57).
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Closed`], [`Error::Field`], and the database's.
    pub async fn close(&self, id: IncidentId, words: &str) -> Result<Incident, Error> {
        let words = written("words", words, PART_CHARACTERS_MAX)?;
        self.open_incident(id).await?;
        let mut tx = self.0.db.begin().await?;
        store::close(&mut tx, id, &words, self.0.clock.now()).await?;
        tx.commit().await?;
        self.incident(id).await
    }

    /// Lets the officer see whether one person is concerned; the log says so before it opens, with the incident as the
    /// ticket.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Staff`] for who may not open it, and the database's.
    pub async fn permit(
        &self,
        officer: &SignedIn,
        id: IncidentId,
        member: SubjectId,
    ) -> Result<StaffPermit<policy::IncidentNotice>, Error> {
        self.incident(id).await?;
        let words = Text::new("核对您是否受安全事件影响", "looking whether a security incident concerns you");
        let reason = Reason::parse(&id.to_string(), words.get(Language::Chinese))?;
        Ok(self.0.staff.open(officer, member, "incident_notice", reason).await?)
    }

    /// How the person whom the permit names stands with an incident; nothing when it does not concern them.
    ///
    /// # Errors
    /// The database's.
    pub async fn notice_for(
        &self,
        id: IncidentId,
        permit: &StaffPermit<policy::IncidentNotice>,
    ) -> Result<Option<Notice>, Error> {
        Ok(store::notices::one(&self.0.db.service(), id, permit.subject()).await?)
    }
}

/// Facts that fit: `until` is the latest instant at which it can have been noticed.
fn checked(facts: Facts, until: Timestamp) -> Result<Facts, Error> {
    if facts.noticed_at > until {
        return Err(Error::field(
            "noticed_at",
            "incident.noticed_at",
            "发现时间不能晚于登记时间",
            "it cannot have been noticed after it was opened here",
        ));
    }
    let mut items = facts.items;
    items.sort();
    items.dedup();
    if !items.iter().all(|item| has_people(item)) {
        return Err(no_item("items"));
    }
    Ok(Facts { name: written("name", &facts.name, NAME_CHARACTERS_MAX)?, items, ..facts })
}
