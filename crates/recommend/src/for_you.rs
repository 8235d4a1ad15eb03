//! What stands at the foot of a page (底部专属推荐): a few songs and playlists more, for whoever came to its end.

use std::collections::HashSet;
use std::sync::Arc;

use http_api::Actor;
use ids::TrackId;
use recommender::Dials;
use serde::Serialize;
use units::{Day, Timestamp};
use utoipa::ToSchema;

use crate::Recommend;
use crate::choice::{Pick, RecommendedTrack, Shape, choose};
use crate::error::Error;
use crate::lists::{Personalised, TODAY, left_out_of};
use crate::playlists::{Leaning, RecommendedPlaylist};

/// Many more than are shown: a page leaves out what stands above on it.
const FOR_YOU: Shape = Shape { limit: 40, of_artist_max: 2 };
/// As many as the page of all lists shows, and a few more.
const PLAYLISTS: usize = 15;

/// Songs and playlists for the foot of a page, the best first, each with its reason.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ForYou {
    /// Whether they were chosen for the one who asked.
    pub personalised: Personalised,
    /// Until when the songs stay.
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
    /// The songs: first those that are not among today's, then today's from the end.
    pub items: Vec<RecommendedTrack>,
    /// Playlists of the square.
    pub playlists: Vec<RecommendedPlaylist>,
}

impl Recommend {
    /// What follows on today's songs, the same all day, and playlists of the square; without consent as for everybody.
    ///
    /// # Errors
    /// The database's.
    pub async fn for_you(&self, actor: &Actor) -> Result<ForYou, Error> {
        let (day, catalog) = (Day::of(self.now()), &self.parts().catalog);
        let (personalised, taste) = self.taste(actor).await?;
        let (mut picks, mut left_out, mut leaning) = (Vec::new(), HashSet::new(), Leaning::default());
        if let Some(taste) = taste.map(|taste| taste.before(day.start())) {
            left_out = left_out_of(&taste);
            let weights = taste.weights(day.start());
            // Counted once for the songs and the playlists.
            let listening = Arc::new(self.listening(day.start()).await?);
            let together = self.together(&listening, &weights, &left_out, Dials::default()).await?;
            picks = self.drawn(&weights, together.clone(), taste.dice).await?;
            leaning = Leaning::of(weights, &together, taste.disliked);
        }
        picks.extend(self.for_everybody(day).await?);
        let today = choose(catalog, &picks, &left_out, TODAY).await?;
        let items = choose(catalog, &after_today(picks, &today), &left_out, FOR_YOU).await?;
        let playlists = self.on_the_square(actor, &leaning, PLAYLISTS).await?;
        Ok(ForYou { personalised, until: day.end(), items, playlists })
    }
}

/// First what is not among today's songs, then those, the last of them first: in a small library there is little else.
fn after_today(mut picks: Vec<Pick>, today: &[RecommendedTrack]) -> Vec<Pick> {
    let of_today: HashSet<TrackId> = today.iter().map(|one| one.track.id).collect();
    picks.retain(|pick| !of_today.contains(&pick.track));
    picks.extend(today.iter().rev().map(|one| Pick {
        track: one.track.id,
        reason: one.reason,
        because: one.because.as_ref().map(|because| because.id),
    }));
    picks
}
