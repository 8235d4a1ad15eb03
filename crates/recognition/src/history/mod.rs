//! Which songs a member had named, by consent alone.
//!
//! A question knows nobody: the one who asked tells what was named afterwards, in a request of its own, if they agreed.

mod routes;

use std::sync::Arc;

use catalog::Catalog;
use consent::{Consents, Grant, Holding, Kept, Personal};
use db::{args, sql};
use ids::{RecognitionId, SubjectId, TrackId};
use policy::RecognitionHistory;
use units::{Clock, Timestamp};

pub use routes::routes;

/// Where in a history a page ends: the time of its last entry in milliseconds, and the entry.
pub type RecognitionKey = (i64, i64);

/// A song that was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// The entry.
    pub id: RecognitionId,
    /// The song.
    pub track: TrackId,
    /// Where in the song it was heard, in milliseconds.
    pub position_ms: u32,
    /// When.
    pub recognised_at: Timestamp,
}

sql! {
    static ADD = "INSERT INTO recognised_songs (id, subject_id, grant_id, track_id, position_ms, recognised_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    static RECOGNISED_BY = "SELECT id, track_id, position_ms, recognised_at FROM recognised_songs \
        WHERE subject_id = $1 AND (recognised_at, id) < ($2, $3) ORDER BY recognised_at DESC, id DESC LIMIT $4";
    static REMOVE = "DELETE FROM recognised_songs WHERE id = $1 AND subject_id = $2";
    static CLEAR = "DELETE FROM recognised_songs WHERE subject_id = $1";
}

/// Everybody's histories of recognition; clones share them.
#[derive(Clone, Debug)]
pub struct RecognitionHistories {
    consents: Consents,
    catalog: Catalog,
    clock: Arc<dyn Clock>,
}

impl RecognitionHistories {
    /// Histories kept by these consents, of songs in this catalogue.
    #[must_use]
    pub fn new(consents: Consents, catalog: Catalog, clock: Arc<dyn Clock>) -> Self {
        Self { consents, catalog, clock }
    }

    /// The member's live consent; nothing when there is none, and nothing is recorded then.
    ///
    /// # Errors
    /// The database's.
    pub async fn keeping(&self, member: SubjectId) -> db::Result<Option<Grant<RecognitionHistory>>> {
        self.consents.grant(member).await
    }

    /// What was kept of the songs named to the member, to be shown to them and removed by them, even while their consent
    /// rests.
    ///
    /// # Errors
    /// The database's.
    pub async fn kept(&self, member: SubjectId) -> db::Result<Option<Kept<RecognitionHistory>>> {
        self.consents.kept(member).await
    }

    /// Records that a song was named.
    ///
    /// # Errors
    /// The database's; [`db::Constraint::ForeignKey`] when consent was withdrawn meanwhile.
    pub async fn record(
        &self,
        grant: &mut Grant<RecognitionHistory>,
        track: TrackId,
        position_ms: u32,
    ) -> db::Result<Recognised> {
        let id = RecognitionId::random(&mut rand::rng());
        let recognised = Recognised { id, track, position_ms, recognised_at: self.clock.now() };
        let arguments = args![id, grant.subject(), grant.id(), track, i64::from(position_ms), recognised.recognised_at];
        grant.tx().execute(&ADD, &arguments).await?;
        Ok(recognised)
    }

    /// The songs before a point, the latest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn list(
        &self,
        kept: &mut impl Holding<RecognitionHistory>,
        before: Option<RecognitionKey>,
        limit: i64,
    ) -> db::Result<Vec<Recognised>> {
        let (recognised_at, id) = before.unwrap_or((i64::MAX, i64::MAX));
        let arguments = args![kept.subject(), recognised_at, id, limit];
        let rows: Vec<Personal<Recognised, RecognitionHistory>> = kept
            .tx()
            .query(&RECOGNISED_BY, &arguments, |row| {
                let (id, track, recognised_at) = (row.get(0)?, row.get(1)?, row.get(3)?);
                let position_ms = u32::try_from(row.get::<i64>(2)?).unwrap_or(u32::MAX);
                Ok(Personal::new(Recognised { id, track, position_ms, recognised_at }))
            })
            .await?;
        Ok(rows.into_iter().map(|recognised| recognised.into_open(kept.permit())).collect())
    }

    /// Removes one entry, and tells whether it was there.
    ///
    /// # Errors
    /// The database's.
    pub async fn remove(&self, kept: &mut impl Holding<RecognitionHistory>, id: RecognitionId) -> db::Result<bool> {
        let arguments = args![id, kept.subject()];
        Ok(kept.tx().execute(&REMOVE, &arguments).await? > 0)
    }

    /// Removes all entries, and tells how many there were.
    ///
    /// # Errors
    /// The database's.
    pub async fn clear(&self, kept: &mut impl Holding<RecognitionHistory>) -> db::Result<u64> {
        let arguments = args![kept.subject()];
        kept.tx().execute(&CLEAR, &arguments).await
    }
}
