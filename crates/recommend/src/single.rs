//! The one song of the day.

use std::collections::HashSet;

use http_api::Actor;
use ids::{ArtistId, TrackId};
use units::Day;

use crate::Recommend;
use crate::choice::{Pick, Shape, choose};
use crate::error::Error;
use crate::lists::{RecommendedList, artists, left_out_of};

const SINGLE: Shape = Shape { limit: 1, of_artist_max: 1 };

impl Recommend {
    /// One song near to what the listener hears, if possible by somebody whom they have not heard: the same all day.
    /// For everybody else the same one; none in an empty library.
    ///
    /// # Errors
    /// The database's.
    pub async fn single(&self, actor: &Actor) -> Result<RecommendedList, Error> {
        let day = Day::of(self.now());
        let catalog = &self.parts().catalog;
        let (personalised, taste) = self.taste(actor).await?;
        let (mut picks, mut left_out) = (Vec::new(), HashSet::new());
        if let Some(taste) = taste.map(|taste| taste.before(day.start())) {
            left_out = left_out_of(&taste);
            let known: HashSet<ArtistId> = artists(&catalog.tracks(&taste.heard()).await?).collect();
            picks = self.strangers_first(self.near(&taste, &left_out, day).await?, &known).await?;
        }
        picks.extend(self.for_everybody(day).await?);
        let items = choose(catalog, &picks, &left_out, SINGLE).await?;
        Ok(RecommendedList { personalised, until: Some(day.end()), items })
    }

    /// The same in two halves, each in its order: first what is by nobody known.
    async fn strangers_first(&self, picks: Vec<Pick>, known: &HashSet<ArtistId>) -> Result<Vec<Pick>, Error> {
        let ids: Vec<TrackId> = picks.iter().map(|pick| pick.track).collect();
        let familiar: HashSet<TrackId> = self
            .parts()
            .catalog
            .tracks(&ids)
            .await?
            .iter()
            .filter(|track| track.artists.iter().any(|artist| known.contains(&artist.id)))
            .map(|track| track.id)
            .collect();
        let (familiar, mut first): (Vec<Pick>, Vec<Pick>) =
            picks.into_iter().partition(|pick| familiar.contains(&pick.track));
        first.extend(familiar);
        Ok(first)
    }
}
