//! What recommendation rests on, for the member to see, to put right and to clear.

use std::collections::HashMap;

use catalog::Track;
use http_api::Actor;
use ids::{ArtistId, SubjectId, TrackId};
use serde::Serialize;
use units::Timestamp;
use utoipa::ToSchema;

use crate::error::{Error, unless_withdrawn};
use crate::lists::{Personalised, shares};
use crate::{Recommend, store};

/// Artists that are shown, at most.
const ARTISTS_MAX: usize = 20;

/// An artist of a member's listening.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct HeardArtist {
    /// The artist.
    #[schema(value_type = String)]
    pub id: ArtistId,
    /// The name.
    pub name: String,
    /// How much of the whole weight is theirs, 0 to 100; what was heard often and lately weighs more.
    pub share_percent: f64,
}

/// All that recommendation knows of a member. It is worked out when it is asked for, and not kept.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ListeningProfile {
    /// Whether it is used.
    pub personalised: Personalised,
    /// How many listens it rests on.
    pub listens: u64,
    /// The first of them.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
    /// The artists heard most, 20 at most.
    pub artists: Vec<HeardArtist>,
    /// The songs that are not to be recommended, marked last first.
    pub not_interested: Vec<Track>,
}

impl Recommend {
    /// What recommendation rests on; empty without consent.
    ///
    /// # Errors
    /// The database's.
    pub async fn profile(&self, actor: &Actor) -> Result<ListeningProfile, Error> {
        let (personalised, taste) = self.taste(actor).await?;
        let (Some(taste), Some(member)) = (taste, actor.member()) else {
            return Ok(ListeningProfile {
                personalised,
                listens: 0,
                since: None,
                artists: Vec::new(),
                not_interested: Vec::new(),
            });
        };
        let catalog = &self.parts().catalog;
        let weights = taste.weights(self.now());
        let heard: Vec<TrackId> = weights.iter().map(|(track, _)| *track).collect();
        let tracks: HashMap<TrackId, Track> =
            catalog.tracks(&heard).await?.into_iter().map(|track| (track.id, track)).collect();
        let (mut names, mut of_artist) = (HashMap::new(), HashMap::<ArtistId, f64>::new());
        for (track, weight) in &weights {
            for artist in tracks.get(track).into_iter().flat_map(|track| &track.artists) {
                names.insert(artist.id, artist.name.clone());
                *of_artist.entry(artist.id).or_default() += weight;
            }
        }
        let artists = shares(of_artist).into_iter().take(ARTISTS_MAX).map(|(id, share)| HeardArtist {
            id,
            name: names.remove(&id).unwrap_or_default(),
            // Tenths of a percent say enough.
            share_percent: (share * 1_000.0).round() / 10.0,
        });
        let not_interested = catalog.tracks(&store::dislikes(&self.parts().db, member.subject).await?).await?;
        Ok(ListeningProfile {
            personalised,
            listens: taste.plays.len() as u64,
            since: taste.plays.last().map(|play| play.started_at),
            artists: artists.collect(),
            not_interested,
        })
    }

    /// Empties what recommendation rests on: what was heard until now counts no more, and no song is marked.
    /// The history of listening stays; it is the member's own.
    ///
    /// # Errors
    /// The database's. Without consent there is nothing to empty, and that is no error.
    pub async fn clear_profile(&self, member: SubjectId) -> Result<(), Error> {
        if let Some(mut grant) = self.parts().consents.grant(member).await? {
            store::reset(&mut grant, self.now()).await?;
            grant.commit().await?;
        }
        Ok(())
    }

    /// Keeps a song out of everything that is recommended to the member.
    ///
    /// # Errors
    /// [`Error::NoConsent`] while nothing is recommended to the member, [`Error::Minor`], [`Error::NotFound`], and the
    /// database's.
    pub async fn dislike(&self, member: SubjectId, track: TrackId) -> Result<(), Error> {
        if self.parts().catalog.track(track).await?.is_none() {
            return Err(Error::NotFound);
        }
        self.refuse_minors(member).await?;
        let mut grant = self.parts().consents.grant(member).await?.ok_or(Error::NoConsent)?;
        let written = store::dislike(&mut grant, track, self.now()).await;
        unless_withdrawn(written, Error::NoConsent)?;
        unless_withdrawn(grant.commit().await, Error::NoConsent)
    }

    /// Lets a song be recommended again.
    ///
    /// # Errors
    /// The database's; what was not marked is no error.
    pub async fn take_dislike_back(&self, member: SubjectId, track: TrackId) -> Result<(), Error> {
        if let Some(mut grant) = self.parts().consents.grant(member).await? {
            store::take_back(&mut grant, track).await?;
            grant.commit().await?;
        }
        Ok(())
    }
}
