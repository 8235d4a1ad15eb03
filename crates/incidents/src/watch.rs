//! What the desk does unasked: it makes public what did not arrive, and says what is late.

use units::Timestamp;

use crate::error::Error;
use crate::model::{ClockKind, ClockState, PUBLIC_TERM, UNSEEN_TERM};
use crate::{Incidents, store};

/// What one look came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// Incidents that everybody can read from now on.
    pub published: u64,
    /// What is late, each with the incident's number and since when.
    pub overdue: Vec<(ids::IncidentId, ClockKind, Timestamp)>,
}

impl Incidents {
    /// Publishes each notice that was shown to somebody by no device for [`UNSEEN_TERM`] and reached them by no mail, once, and tells which clocks
    /// have run out; safe to run twice.
    ///
    /// # Errors
    /// The database's; what was published before stays so.
    pub async fn watch(&self) -> Result<Watched, Error> {
        let now = self.0.clock.now();
        let reader = self.0.db.service();
        let mut watched = Watched::default();
        for id in store::latest(&reader).await? {
            let incident = self.incident(id).await?;
            let is_late = |clock: &crate::Clock| clock.state == ClockState::Overdue;
            let late = incident.clocks(now).into_iter().filter(is_late);
            watched.overdue.extend(late.map(|clock| (id, clock.kind, clock.due_at)));
            let was_public = incident.announcement.is_none_or(|told| told.published.is_some());
            if incident.closed.is_none()
                && !was_public
                && store::notices::has_unseen(&reader, id, now - UNSEEN_TERM).await?
            {
                let mut tx = self.0.db.begin().await?;
                store::publish(&mut tx, id, now, now + PUBLIC_TERM).await?;
                tx.commit().await?;
                watched.published += 1;
            }
        }
        Ok(watched)
    }
}
