//! Working on a playlist together: editors change its entries; the owner decides who they are.

use db::{Tx, args, sql};
use http_api::Text;
use ids::{EditorId, PlaylistId, SubjectId};
use units::Timestamp;

use super::{PlaylistRole, store};
use crate::Library;
use crate::error::Error;
use crate::model::{SIGNATURE_CHARACTERS_MAX, line};

/// Editors of one playlist at most.
pub const EDITORS_MAX: u64 = 50;

sql! {
    static ADD = "INSERT INTO playlist_editors (id, playlist_id, subject_id, name, created_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (playlist_id, subject_id) DO UPDATE SET \
        name = coalesce(excluded.name, playlist_editors.name)";
    static COUNT = "SELECT count(*) FROM playlist_editors WHERE playlist_id = $1";
    static EDITORS = "SELECT id, name, created_at, subject_id FROM playlist_editors WHERE playlist_id = $1 \
        ORDER BY created_at, id";
    static REMOVE = "DELETE FROM playlist_editors WHERE id = $1 AND playlist_id = $2";
    static LEAVE = "DELETE FROM playlist_editors WHERE playlist_id = $1 AND subject_id = $2";
    static OWNER = "SELECT subject_id FROM playlists WHERE id = $1";
}

/// Somebody who works on a playlist of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// Names the editor among those of the playlist, and nowhere else.
    pub id: EditorId,
    /// What they want to be called here, when they said so.
    pub name: Option<String>,
    /// Since when.
    pub joined_at: Timestamp,
    /// Whether it is the one who asked.
    pub is_me: bool,
}

impl Library {
    /// Who works on a playlist, for its owner and its editors.
    ///
    /// # Errors
    /// [`Error::NotFound`], and [`Error::NotAllowed`] for those who only look.
    pub async fn editors(&self, member: SubjectId, id: PlaylistId) -> Result<Vec<Editor>, Error> {
        if self.playlist(Some(member), id).await?.role == PlaylistRole::Viewer {
            return Err(Error::NotAllowed);
        }
        let editors = self
            .reader()
            .query(&EDITORS, &args![id], |row| {
                let is_me = row.get::<SubjectId>(3)? == member;
                Ok(Editor { id: row.get(0)?, name: row.get(1)?, joined_at: row.get(2)?, is_me })
            })
            .await?;
        Ok(editors)
    }

    /// Lets an editor work on the playlist no longer; its owner alone may.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::NotAllowed`].
    pub async fn remove_editor(&self, member: SubjectId, id: PlaylistId, editor: EditorId) -> Result<(), Error> {
        let mut tx = self.db().begin().await?;
        self.require_owner(&mut tx, member, id).await?;
        if tx.execute(&REMOVE, &args![editor, id]).await? == 0 {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// Stops working on a playlist of another, and tells whether the member did.
    ///
    /// # Errors
    /// The database's.
    pub async fn leave_playlist(&self, member: SubjectId, id: PlaylistId) -> Result<bool, Error> {
        let mut tx = self.db().begin().await?;
        let left = tx.execute(&LEAVE, &args![id, member]).await?;
        tx.commit().await?;
        Ok(left > 0)
    }
}

/// Makes a member an editor; joining one's own playlist changes nothing.
pub(super) async fn join(
    tx: &mut Tx,
    member: SubjectId,
    id: PlaylistId,
    name: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    let name = name.map(|name| line("name", name, SIGNATURE_CHARACTERS_MAX)).transpose()?;
    let owner: SubjectId = tx.query_optional(&OWNER, &args![id], |row| row.get(0)).await?.ok_or(Error::NotFound)?;
    if owner == member {
        return Ok(());
    }
    let is_editor = store::standing(tx, member, id).await?.is_some_and(|(_, role)| role == PlaylistRole::Editor);
    if !is_editor && tx.query_one(&COUNT, &args![id], |row| row.get::<u64>(0)).await? >= EDITORS_MAX {
        return Err(Error::Full { what: Text::new("合作者", "editors"), max: EDITORS_MAX });
    }
    let editor = EditorId::random(&mut rand::rng());
    tx.execute(&ADD, &args![editor, id, member, name, now]).await?;
    Ok(())
}
