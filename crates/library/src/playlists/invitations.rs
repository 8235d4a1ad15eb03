//! Invitations to work on a playlist: to a member by number, or to whoever is handed a link.

use db::{Constraint, args, sql};
use http_api::Text;
use ids::{InvitationId, PlaylistId, SubjectId};
use units::{Millis, Timestamp};
use vault::LinkToken;

use super::{Playlist, collaborate};
use crate::Library;
use crate::error::Error;

/// How long an invitation stands.
pub const INVITED_FOR: Millis = Millis::days(14);
/// Links of one playlist at a time.
const LINKS_MAX: u64 = 20;
/// Invitations of one playlist at a time.
const INVITATIONS_MAX: u64 = 100;

sql! {
    static INVITE = "INSERT INTO playlist_invitations (id, playlist_id, subject_id, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (playlist_id, subject_id) DO UPDATE SET expires_at = excluded.expires_at";
    static COUNT_INVITED = "SELECT count(*) FROM playlist_invitations WHERE playlist_id = $1";
    static INVITATIONS = "SELECT v.id, v.playlist_id, p.name, v.created_at, v.expires_at FROM playlist_invitations v \
        JOIN playlists p ON p.id = v.playlist_id WHERE v.subject_id = $1 AND v.expires_at > $2 \
        ORDER BY v.created_at DESC, v.id DESC LIMIT 200";
    static TAKE_INVITATION = "DELETE FROM playlist_invitations WHERE id = $1 AND subject_id = $2 RETURNING playlist_id, expires_at";
    static FORGET_INVITATION = "DELETE FROM playlist_invitations WHERE playlist_id = $1 AND subject_id = $2";

    static ADD_LINK = "INSERT INTO playlist_links (id, playlist_id, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    static COUNT_LINKS = "SELECT count(*) FROM playlist_links WHERE playlist_id = $1 AND expires_at > $2";
    static LINKED = "SELECT l.playlist_id, p.name FROM playlist_links l JOIN playlists p ON p.id = l.playlist_id \
        WHERE l.token_hash = $1 AND l.expires_at > $2";
    static REMOVE_LINKS = "DELETE FROM playlist_links WHERE playlist_id = $1";
}

/// An invitation that waits for its member's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The invitation.
    pub id: InvitationId,
    /// The playlist.
    pub playlist_id: PlaylistId,
    /// What it is called.
    pub playlist_name: String,
    /// When it was made.
    pub invited_at: Timestamp,
    /// Until when it stands.
    pub expires_at: Timestamp,
}

impl Library {
    /// Invites a member by number; inviting again lets the invitation stand longer. Tells until when.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such playlist or member, [`Error::NotAllowed`] for all but the owner,
    /// [`Error::Full`].
    pub async fn invite(&self, owner: SubjectId, id: PlaylistId, invited: SubjectId) -> Result<Timestamp, Error> {
        let now = self.now();
        let mut tx = self.db().begin().await?;
        self.require_owner(&mut tx, owner, id).await?;
        if invited == owner {
            return Err(Error::field("member", "member.owner", Text::new("这是您自己", "this is you")));
        }
        let count: u64 = tx.query_one(&COUNT_INVITED, &args![id], |row| row.get(0)).await?;
        if count >= INVITATIONS_MAX {
            return Err(Error::Full { what: Text::new("邀请", "invitations"), max: INVITATIONS_MAX });
        }
        let expires_at = now + INVITED_FOR;
        let arguments = args![InvitationId::random(&mut rand::rng()), id, invited, now, expires_at];
        match tx.execute(&INVITE, &arguments).await {
            Err(error) if error.is_constraint(Constraint::ForeignKey) => return Err(Error::NotFound),
            other => other?,
        };
        // The key to the member is checked here or when it commits, as the engine likes.
        match tx.commit().await {
            Err(error) if error.is_constraint(Constraint::ForeignKey) => Err(Error::NotFound),
            other => Ok(other.map(|()| expires_at)?),
        }
    }

    /// The invitations that wait for the member's answer, the latest first; at most 200.
    ///
    /// # Errors
    /// The database's.
    pub async fn invitations(&self, member: SubjectId) -> Result<Vec<Invitation>, Error> {
        let invitations = self
            .reader()
            .query(&INVITATIONS, &args![member, self.now()], |row| {
                Ok(Invitation {
                    id: row.get(0)?,
                    playlist_id: row.get(1)?,
                    playlist_name: row.get(2)?,
                    invited_at: row.get(3)?,
                    expires_at: row.get(4)?,
                })
            })
            .await?;
        Ok(invitations)
    }

    /// Accepts an invitation; `name` is what the member wants to be called among the editors.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, or it stands no longer; [`Error::Full`], [`Error::Field`].
    pub async fn accept_invitation(
        &self,
        member: SubjectId,
        invitation: InvitationId,
        name: Option<&str>,
    ) -> Result<Playlist, Error> {
        let now = self.now();
        let mut tx = self.db().begin().await?;
        let (id, expires_at): (PlaylistId, Timestamp) = tx
            .query_optional(&TAKE_INVITATION, &args![invitation, member], |row| Ok((row.get(0)?, row.get(1)?)))
            .await?
            .ok_or(Error::NotFound)?;
        if expires_at <= now {
            return Err(Error::NotFound);
        }
        collaborate::join(&mut tx, member, id, name, now).await?;
        tx.commit().await?;
        self.playlist(Some(member), id).await
    }

    /// Declines an invitation, and tells whether there was one.
    ///
    /// # Errors
    /// The database's.
    pub async fn decline_invitation(&self, member: SubjectId, invitation: InvitationId) -> Result<bool, Error> {
        let mut tx = self.db().begin().await?;
        let gone = tx.query(&TAKE_INVITATION, &args![invitation, member], |_| Ok(())).await?;
        tx.commit().await?;
        Ok(!gone.is_empty())
    }

    /// Makes a link that invites whoever opens it; told once, kept as a digest. Tells until when it stands.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::NotAllowed`] for all but the owner, [`Error::Full`].
    pub async fn make_link(&self, owner: SubjectId, id: PlaylistId) -> Result<(LinkToken, Timestamp), Error> {
        let now = self.now();
        let token = LinkToken::random(&mut rand::rng());
        let mut tx = self.db().begin().await?;
        self.require_owner(&mut tx, owner, id).await?;
        if tx.query_one(&COUNT_LINKS, &args![id, now], |row| row.get::<u64>(0)).await? >= LINKS_MAX {
            return Err(Error::Full { what: Text::new("邀请链接", "links"), max: LINKS_MAX });
        }
        let number = (rand::random::<u64>() >> 1).cast_signed();
        let expires_at = now + INVITED_FOR;
        tx.execute(&ADD_LINK, &args![number, id, token.digest(), now, expires_at]).await?;
        tx.commit().await?;
        Ok((token, expires_at))
    }

    /// The playlist behind a link that stands, by id and name, for the question whether to join.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn linked_playlist(&self, token: &LinkToken) -> Result<(PlaylistId, String), Error> {
        let arguments = args![token.digest(), self.now()];
        let found = self.reader().query_optional(&LINKED, &arguments, |row| Ok((row.get(0)?, row.get(1)?))).await?;
        found.ok_or(Error::NotFound)
    }

    /// Joins the editors of a playlist by its link.
    ///
    /// # Errors
    /// As [`Library::accept_invitation`].
    pub async fn join_by_link(
        &self,
        member: SubjectId,
        token: &LinkToken,
        name: Option<&str>,
    ) -> Result<Playlist, Error> {
        let now = self.now();
        let mut tx = self.db().begin().await?;
        let id: PlaylistId =
            tx.query_optional(&LINKED, &args![token.digest(), now], |row| row.get(0)).await?.ok_or(Error::NotFound)?;
        collaborate::join(&mut tx, member, id, name, now).await?;
        // Who came by a link needs the other invitation no more.
        tx.execute(&FORGET_INVITATION, &args![id, member]).await?;
        tx.commit().await?;
        self.playlist(Some(member), id).await
    }

    /// Makes every link of a playlist worthless, and tells how many there were; its owner alone may.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::NotAllowed`].
    pub async fn revoke_links(&self, owner: SubjectId, id: PlaylistId) -> Result<u64, Error> {
        let mut tx = self.db().begin().await?;
        self.require_owner(&mut tx, owner, id).await?;
        let revoked = tx.execute(&REMOVE_LINKS, &args![id]).await?;
        tx.commit().await?;
        Ok(revoked)
    }
}
