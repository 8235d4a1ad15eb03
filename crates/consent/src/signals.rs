//! What browsers say about tracking, and how it is heeded.
//!
//! PIPL 15 and 24 ask that automated use can be ended as easily as it was begun. A signal of the browser ends it here
//! without a click: consents given before it rest. It does not erase what was kept, which nobody asked for, and its
//! absence on another day or device starts nothing again: only the person's own later choice does.

use db::args;
use http_api::Signals;
use ids::SubjectId;
use policy::{OnSignal, PurposeId};
use units::Timestamp;

use crate::consents::Consents;
use crate::store;

/// When a browser of a member first asked not to be tracked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SignalsSeen {
    /// By Global Privacy Control.
    pub gpc_at: Option<Timestamp>,
    /// By Do Not Track.
    pub dnt_at: Option<Timestamp>,
}

impl SignalsSeen {
    fn covers(self, signals: Signals) -> bool {
        (!signals.gpc || self.gpc_at.is_some()) && (!signals.dnt || self.dnt_at.is_some())
    }
}

impl Consents {
    /// Heeds what a member's browser said, before the request does anything else.
    ///
    /// The first time each signal comes, every consent that heeds signals and was given before rests, in one transaction.
    /// Later requests with it change nothing, so that what the member chose in spite of it stays their choice.
    /// Tells how many consents began to rest.
    ///
    /// # Errors
    /// The database's; then the request must not go on.
    pub async fn heed(&self, subject: SubjectId, signals: Signals) -> db::Result<u64> {
        if !signals.any() || self.signals_of(subject).await?.covers(signals) {
            return Ok(0);
        }
        let now = self.now();
        let mut tx = self.begin().await?;
        let arguments = args![subject, signals.gpc.then_some(now), signals.dnt.then_some(now)];
        // Whoever was first noted it and let the consents rest; a choice made since then is not to be undone.
        if tx.execute(&store::NOTE_SIGNALS, &arguments).await? == 0 {
            return Ok(0);
        }
        let mut resting = 0;
        for purpose in PurposeId::ALL.iter().copied().filter(|&purpose| on_signal(purpose) == Some(OnSignal::Rests)) {
            resting += tx.execute(&store::LET_REST, &args![subject, purpose.no(), now]).await?;
        }
        tx.commit().await?;
        Ok(resting)
    }

    /// When the member's browsers first asked not to be tracked.
    ///
    /// # Errors
    /// The database's.
    pub async fn signals_of(&self, subject: SubjectId) -> db::Result<SignalsSeen> {
        let row = |row: &db::Row<'_>| Ok(SignalsSeen { gpc_at: row.get(0)?, dnt_at: row.get(1)? });
        let seen = self.reader().query_optional(&store::SIGNALS_OF, &args![subject], row).await?;
        Ok(seen.unwrap_or_default())
    }
}

/// What a purpose does when a browser asks not to be tracked; nothing for one that is not by consent.
#[must_use]
pub fn on_signal(purpose: PurposeId) -> Option<OnSignal> {
    policy::current().purpose(purpose.id()).and_then(|purpose| purpose.on_signal)
}
