//! What listeners read: their own notices, and those that everybody can read.

use ids::{IncidentId, SubjectId};
use units::Timestamp;

use crate::error::Error;
use crate::model::{Incident, Notice};
use crate::{Incidents, store};

impl Incidents {
    /// A person's own notices, the latest first, at most 200; `unread` leaves out those they said they read.
    /// What is answered here counts as shown.
    ///
    /// # Errors
    /// The database's.
    pub async fn notices_of(&self, subject: SubjectId, unread: bool) -> Result<Vec<(Incident, Notice)>, Error> {
        let reader = self.0.db.service();
        let mut notices = Vec::new();
        for (id, notice) in store::notices::of_subject(&reader, subject).await? {
            if unread && notice.read_at.is_some() {
                continue;
            }
            notices.push((self.incident(id).await?, notice));
        }
        if notices.iter().any(|(_, notice)| notice.shown_at.is_none()) {
            let mut tx = self.0.db.begin().await?;
            store::notices::show(&mut tx, subject, self.0.clock.now()).await?;
            tx.commit().await?;
        }
        Ok(notices)
    }

    /// Notes that a person read their notice; it is not shown by itself any more.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they have none of this incident, and the database's.
    pub async fn read(&self, subject: SubjectId, id: IncidentId) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        if store::notices::read(&mut tx, subject, id, self.0.clock.now()).await? == 0 {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Notes that the notice of which a person was told at `notified_at` was mailed, and taken: they are reached then.
    ///
    /// # Errors
    /// The database's.
    pub async fn note_mailed(&self, subject: SubjectId, id: IncidentId, notified_at: Timestamp) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        store::notices::note_mailed(&mut tx, subject, id, notified_at, self.0.clock.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What everybody can read, the latest first; at most 200.
    ///
    /// # Errors
    /// The database's.
    pub async fn public_notices(&self) -> Result<Vec<Incident>, Error> {
        let now = self.0.clock.now();
        let mut public = Vec::new();
        for id in store::public(&self.0.db.service(), now).await? {
            public.push(self.incident(id).await?);
        }
        Ok(public)
    }
}
