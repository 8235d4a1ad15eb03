//! What listening leaves behind, by consent alone: listens, and where a listener stopped.
//!
//! Policy: item `listen` for purpose `play_history`, item `play_state` for purpose `resume_playback`,
//! item `download` for purpose `download_history`;
//! each is kept 180 days, and a withdrawal erases it.
//!
//! Invariants
//! - Nothing is recorded without a live grant: what records takes a [`Grant`] of its purpose.
//! - Refusing costs the listener the history, never the music: a refusal answers 204.

mod downloads;
mod listen;
mod play_state;
mod routes;
mod statistics;
mod statistics_route;
mod store;

use std::sync::Arc;

use consent::{Consents, Grant, Holding, Kept};
use http_api::Signals;
use ids::{ListenId, SubjectId, TrackId};
use policy::{PlayHistory, ResumePlayback};
use units::Clock;

pub use downloads::Download;
pub use listen::{Listen, NewListen, NotAListen};
pub use play_state::{NotAPlayState, PlayState, QUEUE_MAX, Queue, RepeatMode};
pub use routes::{DeviceName, TrackViews, routes};

/// The place after which a page of listens begins: the last listen shown, in milliseconds since 1970 and by id.
pub type ListenKey = (i64, i64);

/// Records and shows what members agreed to have recorded; clones share the database.
#[derive(Clone, Debug)]
pub struct History {
    consents: Consents,
    clock: Arc<dyn Clock>,
}

impl History {
    /// The history that these consents allow.
    #[must_use]
    pub fn new(consents: Consents, clock: Arc<dyn Clock>) -> Self {
        Self { consents, clock }
    }

    /// The member's live consent to a history of listening; nothing when there is none, and nothing is recorded then.
    ///
    /// # Errors
    /// The database's.
    pub async fn listening(&self, subject: SubjectId) -> db::Result<Option<Grant<PlayHistory>>> {
        self.consents.grant(subject).await
    }

    /// The member's live consent to continuing elsewhere; nothing when there is none, and no queue is kept then.
    ///
    /// # Errors
    /// The database's.
    pub async fn resuming(&self, subject: SubjectId) -> db::Result<Option<Grant<ResumePlayback>>> {
        self.consents.grant(subject).await
    }

    /// What was kept of the member's listening, to be shown to them and removed by them, even while their consent rests.
    ///
    /// # Errors
    /// The database's.
    pub async fn kept_listens(&self, subject: SubjectId) -> db::Result<Option<Kept<PlayHistory>>> {
        self.consents.kept(subject).await
    }

    /// Heeds what a member's app or browser said about tracking, before anything else is done for the request.
    ///
    /// # Errors
    /// The database's.
    pub async fn heed(&self, subject: SubjectId, signals: Signals) -> db::Result<()> {
        self.consents.heed(subject, signals).await.map(drop)
    }

    /// Records one listen; the same hearing reported twice is recorded once, with the longer time.
    ///
    /// `grant` is the transaction in which consent was read, so no withdrawal can fall between
    /// the check and the write.
    ///
    /// # Errors
    /// The database's; [`db::Constraint::ForeignKey`] when consent was withdrawn meanwhile.
    pub async fn record(&self, grant: &mut Grant<PlayHistory>, listen: NewListen) -> db::Result<ListenId> {
        let id = ListenId::random(&mut rand::rng());
        store::add_listen(grant, id, &listen).await
    }

    /// Adds listens that the member brings along in one transaction, and tells how many there were not yet: those of the
    /// same track at the same time stay as they are. Nothing when there is no live consent, or none any more at the end;
    /// then what was added under it before is gone as well.
    ///
    /// Whoever adds many does so some hundreds at a time: others wait meanwhile.
    ///
    /// # Errors
    /// The database's.
    pub async fn bring_along(&self, member: SubjectId, listens: &[NewListen]) -> db::Result<Option<u64>> {
        let Some(mut grant) = self.listening(member).await? else { return Ok(None) };
        let mut added = 0;
        for listen in listens {
            let id = ListenId::random(&mut rand::rng());
            match store::add_missing_listen(&mut grant, id, listen).await {
                Err(error) if was_withdrawn(&error) => return Ok(None),
                other => added += other?,
            }
        }
        match grant.commit().await {
            Err(error) if was_withdrawn(&error) => Ok(None),
            other => other.map(|()| Some(added)),
        }
    }

    /// The member's listens before a point, the latest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn listens(
        &self,
        kept: &mut impl Holding<PlayHistory>,
        before: Option<ListenKey>,
        limit: i64,
    ) -> db::Result<Vec<Listen>> {
        let listens = store::listens_of(kept, before, limit).await?;
        Ok(listens.into_iter().map(|listen| listen.into_open(kept.permit())).collect())
    }

    /// Removes one listen, and tells whether it was there.
    pub(crate) async fn remove(&self, kept: &mut impl Holding<PlayHistory>, listen: ListenId) -> db::Result<bool> {
        Ok(store::remove_listen(kept, listen).await? > 0)
    }

    /// Removes all listens, and tells how many there were.
    pub(crate) async fn clear(&self, kept: &mut impl Holding<PlayHistory>) -> db::Result<u64> {
        store::remove_listens(kept).await
    }

    /// Keeps where the member stopped, in the place of what was kept before.
    ///
    /// # Errors
    /// The database's; [`db::Constraint::ForeignKey`] when consent was withdrawn meanwhile.
    pub async fn stop_at(
        &self,
        grant: &mut Grant<ResumePlayback>,
        queue: &Queue,
        device_name: Option<&str>,
    ) -> db::Result<PlayState> {
        let state = PlayState {
            queue: queue.clone(),
            updated_at: self.clock.now(),
            device_name: device_name.map(str::to_owned),
        };
        store::put_play_state(grant, &state).await?;
        Ok(state)
    }

    /// Where the member stopped, if that was kept: the queue, the place in it, when and by which device or client.
    ///
    /// # Errors
    /// The database's.
    pub async fn stopped_at(&self, grant: &mut Grant<ResumePlayback>) -> db::Result<Option<PlayState>> {
        Ok(store::play_state_of(grant).await?.map(|state| state.into_open(grant.permit())))
    }

    pub(crate) fn now(&self) -> units::Timestamp {
        self.clock.now()
    }
}

/// Whether a write failed because the consent behind it had just been withdrawn.
pub(crate) fn was_withdrawn(error: &db::Error) -> bool {
    matches!(error, db::Error::Constraint { kind: db::Constraint::ForeignKey, .. })
}

/// The tracks of a space-separated list; ids that are none are left out.
pub(crate) fn tracks_listed(text: &str) -> Vec<TrackId> {
    text.split(' ').filter_map(|id| id.parse().ok()).collect()
}
