//! What to listen to next (REC-1 to REC-6): for members who agreed by what they heard, for everybody else
//! the same for all.
//!
//! Policy: items `recommendation_dislike` and `recommendation_reset`; purpose `personal_recommendation` lets music be
//! recommended to a member, purpose `helping_discovery` lets their listening count for others. Both read item
//! `listen` and nothing else. Purpose `likes_recommendation`, a switch of its own, reads item `like` and keeps item
//! `suggestion_dislike` (`likes`). Guests are never profiled, minors neither, and nobody is who did not agree.
//!
//! Nothing that was worked out is kept. Every list is counted from the listens of that moment of people whose consent
//! lives at that moment, so that erasing a row is all there is to forgetting it.
//!
//! Invariants
//! - Who was erased, or withdrew, has left no trace in anybody's list, to the last byte: `tests/forgets.rs`.
//! - What fewer than three people carry is in no list of another: `tests/people.rs`.
//! - A withdrawal acts on the next request, and the music plays on: `tests/switches.rs`.
//! - What a browser ranks with by itself is the same for everybody, and as free of who is gone: `tests/on_device.rs`.
//! - A minor is shown what everybody is shown, and counts for nobody: `tests/minors.rs`.
//! - Today's lists stay the same until midnight in China: `tests/lists.rs`.

mod charts;
mod choice;
mod dice;
mod error;
mod everybody;
mod for_you;
mod likes;
mod lists;
mod on_device;
mod playlists;
mod profile;
mod radio;
mod replaced;
mod routes;
mod single;
mod store;
mod taste;

use std::sync::Arc;

use catalog::Catalog;
use consent::Consents;
use db::Db;
use http_api::Actor;
use ids::SubjectId;
use library::Library;
use recommender::{Dials, Item, Listening, Recommended, Seed};
use similarity::Similarity;
use tokio::sync::Semaphore;
use units::{Clock, Day, Timestamp};

pub use charts::{Chart, ChartId, ChartNoise, ChartTrack};
pub use choice::{Reason, RecommendedTrack};
pub use error::Error;
pub use for_you::ForYou;
pub use likes::LikesSuggestions;
pub use lists::{BecauseRow, BecauseRows, Personalised, RecommendedList};
pub use playlists::{RecommendedPlaylist, RecommendedPlaylists};
pub use profile::{HeardArtist, ListeningProfile};
pub use radio::{Outcome, Session, SessionTrack};
pub use replaced::REPLACEMENTS;
pub use routes::routes;

use dice::Dice;
use taste::Taste;

db::migrations!["0001_recommend", "0002_likes_and_charts"];

/// Counts that run at a time: they read every listen that may be read, and the music goes first.
const COUNTING_MAX: usize = 2;

/// What recommending needs.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The database.
    pub db: Db,
    /// Everybody's consents.
    pub consents: Consents,
    /// What there is to recommend.
    pub catalog: Catalog,
    /// Playlists that their owners show to everybody.
    pub library: Library,
    /// What sounds alike.
    pub similarity: Similarity,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// Recommends music; clones share everything.
#[derive(Clone, Debug)]
pub struct Recommend(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    parts: Parts,
    counting: Semaphore,
    grounds: charts::Grounds,
    on_device: on_device::Ready,
}

impl Recommend {
    /// Recommends from these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner {
            parts,
            counting: Semaphore::new(COUNTING_MAX),
            grounds: charts::Grounds::default(),
            on_device: on_device::Ready::default(),
        }))
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.0.parts
    }

    pub(crate) fn grounds(&self) -> &charts::Grounds {
        &self.0.grounds
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.parts().clock.now()
    }

    /// What may be known of whoever asks, and how that is called: nothing of guests, nothing without live consent, and
    /// nothing of minors.
    pub(crate) async fn taste(&self, actor: &Actor) -> Result<(Personalised, Option<Taste>), Error> {
        let Some(member) = actor.member() else { return Ok((Personalised::Guest, None)) };
        let (db, now, member) = (&self.parts().db, self.now(), member.subject);
        let Some(grant) = store::switch(db, member, now).await? else {
            let is_minor = self.parts().consents.is_minor(member).await?;
            return Ok((if is_minor { Personalised::Minor } else { Personalised::Off }, None));
        };
        let plays = store::own(db, member, now).await?;
        let disliked = store::dislikes(db, member).await?.into_iter().collect();
        let personalised = if plays.is_empty() { Personalised::Learning } else { Personalised::On };
        Ok((personalised, Some(Taste { dice: Dice::of(grant, Day::of(now)), plays, disliked })))
    }

    /// Whether the member is a minor, about whom nothing of the kind is kept.
    pub(crate) async fn refuse_minors(&self, member: SubjectId) -> Result<(), Error> {
        if self.parts().consents.is_minor(member).await? { Err(Error::Minor) } else { Ok(()) }
    }

    /// Who heard what before an instant, of those who let it help others.
    pub(crate) async fn listening(&self, before: Timestamp) -> Result<Listening, Error> {
        // The semaphore is never closed; if it were, the count would merely run at once.
        let _turn = self.0.counting.acquire().await.ok();
        Ok(store::listening_of(&store::others(&self.parts().db, before).await?))
    }
}

/// What goes with the seeds, on a thread that may compute; neither a seed nor anything `left_out`.
pub(crate) async fn counted(
    listening: Arc<Listening>,
    seeds: Vec<Seed>,
    left_out: impl Fn(Item) -> bool + Send + 'static,
    dials: Dials,
    limit: usize,
) -> Result<Vec<Recommended>, Error> {
    computed(move || listening.recommend(&seeds, left_out, dials, limit)).await
}

/// Works something out on a thread that may compute.
pub(crate) async fn computed<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Stopped(error.to_string()))
}
