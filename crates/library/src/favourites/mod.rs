//! Likes 喜欢, ratings, follows and bookmarks (SOC-1): kept because a member asks for it, and for that member alone.
//!
//! Policy: items `like`, `rating`, `follow`, `bookmark`, purpose `favourites`.

mod adding;
mod routes;
mod store;

use std::collections::{BTreeMap, HashMap};

use http_api::Text;
use ids::{ArtistId, SubjectId, TrackId};
use units::Timestamp;

use crate::Library;
use crate::error::Error;
use crate::model::{COMMENT_CHARACTERS_MAX, Kind, Stars, Target, paragraph};

pub use adding::Addition;
pub(crate) use routes::routes;
pub(crate) use store::{LISTS, fifty_after_one};

/// The place after which a page of a list by time begins: an instant in milliseconds since 1970, and a number
/// that decides among equals. Lists show the latest first.
pub type TimeKey = (i64, i64);

/// Before everything: where a list by time begins.
pub const LATEST: TimeKey = (i64::MAX, i64::MAX);

/// Something a member likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Like {
    /// What is liked.
    pub target: Target,
    /// Since when.
    pub liked_at: Timestamp,
    /// The place after it in the list.
    pub key: TimeKey,
}

/// Something a member rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating {
    /// What was rated.
    pub target: Target,
    /// How good it is.
    pub stars: Stars,
    /// When it was rated last.
    pub rated_at: Timestamp,
    /// The place after it in the list.
    pub key: TimeKey,
}

/// What a member noted on one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// Since when it is liked.
    pub liked_at: Option<Timestamp>,
    /// How it is rated.
    pub stars: Option<Stars>,
}

/// An artist a member follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Follow {
    /// The artist.
    pub artist_id: ArtistId,
    /// Since when.
    pub followed_at: Timestamp,
    /// The place after it in the list.
    pub key: TimeKey,
}

/// A place in a track that a member marked; one in each track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// The track.
    pub track_id: TrackId,
    /// The place in it, in milliseconds.
    pub position_ms: i64,
    /// What the member wrote on it; may be empty.
    pub comment: String,
    /// When it was set first.
    pub created_at: Timestamp,
    /// When it was set last.
    pub changed_at: Timestamp,
}

impl Library {
    /// Likes something; liking it again changes nothing. Tells since when it is liked.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is not there, or a playlist the member cannot see.
    pub async fn like(&self, member: SubjectId, target: Target) -> Result<Timestamp, Error> {
        let now = self.now();
        let mut tx = self.db().begin().await?;
        if store::like(&mut tx, member, target, now).await? == 1 {
            tx.commit().await?;
            return Ok(now);
        }
        store::liked_at(&mut tx, member, target).await?.ok_or(Error::NotFound)
    }

    /// Takes a like back, and tells whether there was one.
    ///
    /// # Errors
    /// The database's.
    pub async fn unlike(&self, member: SubjectId, target: Target) -> Result<bool, Error> {
        let mut tx = self.db().begin().await?;
        let removed = store::unlike(&mut tx, member, target).await?;
        tx.commit().await?;
        Ok(removed > 0)
    }

    /// What the member likes of one kind, before a place of the list, the latest first; at most `limit`.
    ///
    /// # Errors
    /// The database's.
    pub async fn likes(
        &self,
        member: SubjectId,
        kind: Kind,
        before: Option<TimeKey>,
        limit: i64,
    ) -> Result<Vec<Like>, Error> {
        let rows = store::likes(&self.reader(), member, kind, before.unwrap_or(LATEST), limit).await?;
        let like =
            |(target, liked_at, id): (_, Timestamp, _)| Like { target, liked_at, key: (liked_at.as_millis(), id) };
        Ok(rows.into_iter().map(like).collect())
    }

    /// How many things of one kind the member likes.
    ///
    /// # Errors
    /// The database's.
    pub async fn count_likes(&self, member: SubjectId, kind: Kind) -> Result<u64, Error> {
        Ok(store::count_likes(&self.reader(), member, kind).await?)
    }

    /// Rates something, in the place of an earlier rating.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is not there, or a playlist the member cannot see.
    pub async fn rate(&self, member: SubjectId, target: Target, stars: Stars) -> Result<(), Error> {
        let mut tx = self.db().begin().await?;
        if store::rate(&mut tx, member, target, stars.count(), self.now()).await? == 0 {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// Takes a rating back, and tells whether there was one.
    ///
    /// # Errors
    /// The database's.
    pub async fn unrate(&self, member: SubjectId, target: Target) -> Result<bool, Error> {
        let mut tx = self.db().begin().await?;
        let removed = store::unrate(&mut tx, member, target).await?;
        tx.commit().await?;
        Ok(removed > 0)
    }

    /// What the member rated of one kind, before a place of the list, the latest first; at most `limit`.
    ///
    /// # Errors
    /// The database's.
    pub async fn ratings(
        &self,
        member: SubjectId,
        kind: Kind,
        before: Option<TimeKey>,
        limit: i64,
    ) -> Result<Vec<Rating>, Error> {
        let rows = store::ratings(&self.reader(), member, kind, before.unwrap_or(LATEST), limit).await?;
        let rating = |(target, stars, rated_at, id): (_, _, Timestamp, _)| {
            // The table refuses any other number.
            let stars = Stars::new(stars)?;
            Some(Rating { target, stars, rated_at, key: (rated_at.as_millis(), id) })
        };
        Ok(rows.into_iter().filter_map(rating).collect())
    }

    /// What the member noted on each of these; those without a note are left out.
    /// Two statements for every fifty of a kind.
    ///
    /// # Errors
    /// The database's.
    pub async fn annotations(
        &self,
        member: SubjectId,
        targets: impl IntoIterator<Item = Target>,
    ) -> Result<HashMap<Target, Annotation>, Error> {
        let mut by_kind: BTreeMap<Kind, Vec<i64>> = BTreeMap::new();
        for target in targets {
            by_kind.entry(target.kind()).or_default().push(target.number());
        }
        let mut found: HashMap<Target, Annotation> = HashMap::new();
        let reader = self.reader();
        for (kind, mut ids) in by_kind {
            ids.sort_unstable();
            ids.dedup();
            for (id, liked_at, stars) in store::notes_among(&reader, member, kind, &ids).await? {
                let note = found.entry(Target::of(kind, id)).or_default();
                note.liked_at = liked_at.or(note.liked_at);
                note.stars = stars.and_then(Stars::new).or(note.stars);
            }
        }
        Ok(found)
    }

    /// Follows an artist; following again changes nothing. Tells since when.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an artist that is not there.
    pub async fn follow(&self, member: SubjectId, artist: ArtistId) -> Result<Timestamp, Error> {
        let now = self.now();
        let mut tx = self.db().begin().await?;
        if store::follow(&mut tx, member, artist, now).await? == 1 {
            tx.commit().await?;
            return Ok(now);
        }
        store::followed_at(&mut tx, member, artist).await?.ok_or(Error::NotFound)
    }

    /// Follows an artist no longer, and tells whether the member did.
    ///
    /// # Errors
    /// The database's.
    pub async fn unfollow(&self, member: SubjectId, artist: ArtistId) -> Result<bool, Error> {
        let mut tx = self.db().begin().await?;
        let removed = store::unfollow(&mut tx, member, artist).await?;
        tx.commit().await?;
        Ok(removed > 0)
    }

    /// The artists the member follows, before a place of the list, the latest first; at most `limit`.
    ///
    /// # Errors
    /// The database's.
    pub async fn follows(&self, member: SubjectId, before: Option<TimeKey>, limit: i64) -> Result<Vec<Follow>, Error> {
        let rows = store::follows(&self.reader(), member, before.unwrap_or(LATEST), limit).await?;
        let follow = |(artist_id, followed_at, id): (_, Timestamp, _)| Follow {
            artist_id,
            followed_at,
            key: (followed_at.as_millis(), id),
        };
        Ok(rows.into_iter().map(follow).collect())
    }

    /// Marks a place in a track, in the place of an earlier mark.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a track that is not there, [`Error::Field`] for a place before its beginning
    /// or a comment that is too long.
    pub async fn set_bookmark(
        &self,
        member: SubjectId,
        track: TrackId,
        position_ms: i64,
        comment: &str,
    ) -> Result<Bookmark, Error> {
        if position_ms < 0 {
            let message = Text::new("不能小于 0", "must not be less than 0");
            return Err(Error::field("position_ms", "position_ms.out_of_range", message));
        }
        let comment = paragraph("comment", comment, COMMENT_CHARACTERS_MAX)?;
        let mut tx = self.db().begin().await?;
        if store::put_bookmark(&mut tx, member, track, position_ms, &comment, self.now()).await? == 0 {
            return Err(Error::NotFound);
        }
        let bookmark = store::bookmark(&mut tx, member, track).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(bookmark)
    }

    /// Removes the mark in a track, and tells whether there was one.
    ///
    /// # Errors
    /// The database's.
    pub async fn remove_bookmark(&self, member: SubjectId, track: TrackId) -> Result<bool, Error> {
        let mut tx = self.db().begin().await?;
        let removed = store::remove_bookmark(&mut tx, member, track).await?;
        tx.commit().await?;
        Ok(removed > 0)
    }

    /// The member's bookmarks with the place after each, before a place of the list, the latest first; at most `limit`.
    ///
    /// # Errors
    /// The database's.
    pub async fn bookmarks(
        &self,
        member: SubjectId,
        before: Option<TimeKey>,
        limit: i64,
    ) -> Result<Vec<(Bookmark, TimeKey)>, Error> {
        let rows = store::bookmarks(&self.reader(), member, before.unwrap_or(LATEST), limit).await?;
        Ok(rows
            .into_iter()
            .map(|(bookmark, id)| {
                let key = (bookmark.changed_at.as_millis(), id);
                (bookmark, key)
            })
            .collect())
    }
}
