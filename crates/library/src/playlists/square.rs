//! The square 歌单广场: playlists that their owners show to everybody, each under a live consent.
//!
//! A publication is a row that points to its owner's grant. When the consent is withdrawn the database takes
//! the row along, so there is no instant at which a playlist stands on the square without it.

use consent::Grant;
use db::{Tx, args, sql};
use ids::{PlaylistId, SubjectId, TrackId};
use policy::{Publication, PublicationName, Purpose as _};

use super::{Playlist, Who, store};
use crate::Library;
use crate::error::Error;
use crate::favourites::{LATEST, TimeKey};
use crate::model::{SIGNATURE_CHARACTERS_MAX, line};

sql! {
    static PUBLISH = "INSERT INTO playlist_publications (playlist_id, subject_id, grant_id, created_at) \
        VALUES ($1, $2, $3, $4) ON CONFLICT (playlist_id) DO NOTHING";
    static IS_PUBLISHED = "SELECT 1 FROM playlist_publications WHERE playlist_id = $1";
    static REMOVE = "DELETE FROM playlist_publications WHERE playlist_id = $1";
    static PUT_NAME = "INSERT INTO square_names (subject_id, grant_id, name, changed_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (subject_id) DO UPDATE SET grant_id = excluded.grant_id, name = excluded.name, \
        changed_at = excluded.changed_at";
    static NAME_OF = "SELECT name FROM square_names WHERE subject_id = $1";
    static REMOVE_NAME = "DELETE FROM square_names WHERE subject_id = $1";
}

/// What the names on the square follow from; as long as it is the same, so are they.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SquareState(pub(super) [i64; 5]);

/// What a playlist of the square is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SquareEntry {
    /// The playlist.
    pub id: PlaylistId,
    /// What it is called.
    pub name: String,
    /// The name its owner shows beside it, by consent.
    pub owner_name: Option<String>,
}

/// Somebody who shows a name beside playlists on the square.
///
/// Who it is, is not told: a name and playlists that everybody sees, and nothing that is the same after a withdrawal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SquarePerson {
    /// The name, by consent.
    pub name: String,
    /// Their playlists on the square, published last first.
    pub playlists: Vec<PlaylistId>,
}

/// Tags that the square offers at most.
const TAGS_SHOWN: i64 = 100;

impl Library {
    /// Shows a playlist on the square; its owner alone may, and by consent alone.
    ///
    /// # Errors
    /// [`Error::NoConsent`] when the member's consent `publication` does not live, and those of
    /// [`Library::change_playlist`].
    pub async fn publish(&self, member: SubjectId, id: PlaylistId) -> Result<Playlist, Error> {
        let grant: Option<Grant<Publication>> = self.consents().grant(member).await?;
        let Some(mut grant) = grant else {
            // Who may not even see the playlist is not told what it would take to publish it.
            self.playlist(Some(member), id).await?;
            return Err(Error::NoConsent(Publication::ID));
        };
        self.touch(grant.tx(), member, id, None, Who::Owner).await?;
        let arguments = args![id, member, grant.id(), self.now()];
        let withdrawn = |error| Error::withdrawn(error, Publication::ID);
        grant.tx().execute(&PUBLISH, &arguments).await.map_err(withdrawn)?;
        grant.commit().await.map_err(withdrawn)?;
        self.playlist(Some(member), id).await
    }

    /// Takes a playlist off the square; whom else it is open to stays as it was.
    ///
    /// # Errors
    /// Those of [`Library::change_playlist`].
    pub async fn unpublish(&self, member: SubjectId, id: PlaylistId) -> Result<Playlist, Error> {
        let mut tx = self.db().begin().await?;
        self.touch(&mut tx, member, id, None, Who::Owner).await?;
        remove(&mut tx, id).await?;
        tx.commit().await?;
        self.playlist(Some(member), id).await
    }

    /// The square with the place after each playlist, before a place of the list, published last first;
    /// with a tag, those that have it. At most `limit`.
    ///
    /// # Errors
    /// The database's.
    pub async fn square(
        &self,
        viewer: Option<SubjectId>,
        tag: Option<&str>,
        before: Option<TimeKey>,
        limit: i64,
    ) -> Result<Vec<(Playlist, TimeKey)>, Error> {
        let key = tag.map(catalog::fold);
        Ok(store::square(&self.reader(), viewer, key.as_deref(), before.unwrap_or(LATEST), limit).await?)
    }

    /// What the names on the square follow from at this moment; cheap beside reading them.
    ///
    /// # Errors
    /// The database's.
    pub async fn square_state(&self) -> Result<SquareState, Error> {
        Ok(store::square_state(&self.reader()).await?)
    }

    /// The names of all playlists on the square, in no order.
    ///
    /// # Errors
    /// The database's.
    pub async fn square_names(&self) -> Result<Vec<SquareEntry>, Error> {
        Ok(store::square_names(&self.reader()).await?)
    }

    /// Those who show a name beside playlists on the square, in no order.
    ///
    /// # Errors
    /// The database's.
    pub async fn square_people(&self) -> Result<Vec<SquarePerson>, Error> {
        let rows = store::square_people(&self.reader()).await?;
        let person = |rows: &[(SubjectId, String, PlaylistId)]| SquarePerson {
            name: rows[0].1.clone(),
            playlists: rows.iter().map(|(.., playlist)| *playlist).collect(),
        };
        let mut people: Vec<SquarePerson> = rows.chunk_by(|left, right| left.0 == right.0).map(person).collect();
        // Not in the order of the accounts, which would tell who came first.
        people.sort_by(|left, right| (&left.name, &left.playlists).cmp(&(&right.name, &right.playlists)));
        Ok(people)
    }

    /// What the playlists published last have in them, by playlist, published last first; at most `limit` playlists.
    ///
    /// A smart playlist has no entries of its own, and none here.
    ///
    /// # Errors
    /// The database's.
    pub async fn square_tracks(&self, limit: i64) -> Result<Vec<(PlaylistId, Vec<TrackId>)>, Error> {
        let rows = store::square_tracks(&self.reader(), limit).await?;
        let of_one = |rows: &[(PlaylistId, Option<TrackId>)]| rows.iter().filter_map(|(_, track)| *track).collect();
        Ok(rows.chunk_by(|left, right| left.0 == right.0).map(|rows| (rows[0].0, of_one(rows))).collect())
    }

    /// The tags of the square with how many playlists have each, the most used first; at most a hundred.
    ///
    /// # Errors
    /// The database's.
    pub async fn square_tags(&self) -> Result<Vec<(String, u64)>, Error> {
        Ok(store::square_tags(&self.reader(), TAGS_SHOWN).await?)
    }

    /// Keeps the name that is shown beside the member's published playlists.
    ///
    /// # Errors
    /// [`Error::NoConsent`] when the member's consent `publication_name` does not live, [`Error::Field`].
    pub async fn set_square_name(&self, member: SubjectId, name: &str) -> Result<String, Error> {
        let name = line("name", name, SIGNATURE_CHARACTERS_MAX)?;
        let grant: Option<Grant<PublicationName>> = self.consents().grant(member).await?;
        let mut grant = grant.ok_or(Error::NoConsent(PublicationName::ID))?;
        let arguments = args![member, grant.id(), &name, self.now()];
        let withdrawn = |error| Error::withdrawn(error, PublicationName::ID);
        grant.tx().execute(&PUT_NAME, &arguments).await.map_err(withdrawn)?;
        grant.commit().await.map_err(withdrawn)?;
        Ok(name)
    }

    /// The name that is shown beside the member's published playlists, when there is one.
    ///
    /// # Errors
    /// The database's.
    pub async fn square_name(&self, member: SubjectId) -> Result<Option<String>, Error> {
        Ok(self.reader().query_optional(&NAME_OF, &args![member], |row| row.get(0)).await?)
    }

    /// Takes the name off the square, and tells whether there was one; the consent stays.
    ///
    /// # Errors
    /// The database's.
    pub async fn remove_square_name(&self, member: SubjectId) -> Result<bool, Error> {
        let mut tx = self.db().begin().await?;
        let removed = tx.execute(&REMOVE_NAME, &args![member]).await?;
        tx.commit().await?;
        Ok(removed > 0)
    }
}

pub(super) async fn is_published(tx: &mut Tx, id: PlaylistId) -> db::Result<bool> {
    Ok(tx.query_optional(&IS_PUBLISHED, &args![id], |_| Ok(())).await?.is_some())
}

pub(super) async fn remove(tx: &mut Tx, id: PlaylistId) -> db::Result<()> {
    tx.execute(&REMOVE, &args![id]).await?;
    Ok(())
}
