//! Likes, ratings, follows and bookmarks that a member brings along: added with the time they have, where there is none yet.

use ids::{ArtistId, SubjectId};
use units::Timestamp;

use super::{Bookmark, store};
use crate::Library;
use crate::error::Error;
use crate::model::{COMMENT_CHARACTERS_MAX, Stars, Target, paragraph};

/// Something to add where it is not there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addition {
    /// A like.
    Like {
        /// Of what.
        target: Target,
        /// Since when.
        liked_at: Timestamp,
    },
    /// A rating.
    Rating {
        /// Of what.
        target: Target,
        /// How good it is.
        stars: Stars,
        /// Since when.
        rated_at: Timestamp,
    },
    /// An artist to follow.
    Follow {
        /// Whom.
        artist_id: ArtistId,
        /// Since when.
        followed_at: Timestamp,
    },
    /// A place in a track.
    Bookmark(Bookmark),
}

impl Library {
    /// Adds what is not there yet in one transaction, and tells how many that were; what is there stays as it is.
    /// What the library does not have is left out. No time is later than now.
    ///
    /// Whoever adds many does so some hundreds at a time: others wait meanwhile.
    ///
    /// # Errors
    /// [`Error::Field`] for a bookmark that does not fit, and the database's; then nothing was added.
    pub async fn add_missing(&self, member: SubjectId, additions: &[Addition]) -> Result<u64, Error> {
        let now = self.now();
        let mut tx = self.db().begin().await?;
        let mut added = 0;
        for addition in additions {
            added += match addition {
                Addition::Like { target, liked_at } => {
                    store::like(&mut tx, member, *target, (*liked_at).min(now)).await?
                }
                Addition::Rating { target, stars, rated_at } => {
                    store::rate_first(&mut tx, member, *target, stars.count(), (*rated_at).min(now)).await?
                }
                Addition::Follow { artist_id, followed_at } => {
                    store::follow(&mut tx, member, *artist_id, (*followed_at).min(now)).await?
                }
                Addition::Bookmark(bookmark) => {
                    let bookmark = Bookmark {
                        position_ms: bookmark.position_ms.max(0),
                        comment: paragraph("comment", &bookmark.comment, COMMENT_CHARACTERS_MAX)?,
                        created_at: bookmark.created_at.min(now),
                        changed_at: bookmark.changed_at.min(now),
                        ..*bookmark
                    };
                    store::add_bookmark(&mut tx, member, &bookmark).await?
                }
            };
        }
        tx.commit().await?;
        Ok(added)
    }
}
