//! What other apps see and change of members, as far as that can be done without their owners: very little.
//!
//! An account begins with its owner's phone and its owner's answer to the policy, and ends by its owner's will;
//! neither can be done for somebody else. Its password opens no app, and no app changes it.

use http_api::Role;
use ids::SubjectId;

use crate::accounts::Accounts;
use crate::app_access::{AppMember, PASSWORD_PLACE, SignedInWith};
use crate::error::Error;
use crate::password::Strength;
use crate::store::members::{self, Member};
use crate::store::{accounts, app_access};

/// Accounts read in one statement.
const STEP: i64 = 500;

/// A picture as it is kept.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Such as `image/jpeg`.
    pub media_type: String,
}

impl Accounts {
    /// All accounts as operators see them, the oldest first; whoever asks has to be an operator.
    ///
    /// # Errors
    /// The database's.
    pub async fn all_members(&self) -> Result<Vec<Member>, Error> {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let page = members::members(&self.0.db.service(), after, STEP).await?;
            let is_last = page.len() < usize::try_from(STEP).unwrap_or(usize::MAX);
            after = page.last().map(|member| (member.created_at.as_millis(), member.subject.as_i64()));
            found.extend(page);
            if is_last {
                return Ok(found);
            }
        }
    }

    /// One account as operators see it.
    ///
    /// # Errors
    /// [`Error::NotFound`], and the database's.
    pub async fn member(&self, subject: SubjectId) -> Result<Member, Error> {
        let mut tx = self.0.db.begin().await?;
        let member = members::member(&mut tx, subject).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(member)
    }

    /// What a member is called, for what the member is about to do under that name and for nobody else's eyes;
    /// to staff a name opens in crate `staff_access` alone.
    ///
    /// # Errors
    /// [`Error::NotFound`], and the database's.
    pub async fn own_nickname(&self, member: SubjectId) -> Result<Option<String>, Error> {
        Ok(self.member(member).await?.nickname)
    }

    /// Gives a member the role of an operator, or takes it; whoever asks has to be an operator.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::LastOperator`], and the database's.
    pub async fn set_operator(&self, subject: SubjectId, is_operator: bool) -> Result<(), Error> {
        let mut roles = self.member(subject).await?.roles;
        roles.retain(|role| *role != Role::Operator);
        if is_operator {
            roles.push(Role::Operator);
        }
        self.change_member(subject, Some(roles), None).await.map(drop)
    }

    /// Replaces the app password with which an app is signed in. Other devices that were given the same one are out.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an app that signed in with a key, and for a password that was revoked meanwhile;
    /// [`Error::WeakPassword`]; the vault's and the database's.
    pub async fn change_app_password(&self, member: &AppMember, new_password: &str) -> Result<(), Error> {
        let SignedInWith::AppPassword(id) = member.signed_in_with else { return Err(Error::NotFound) };
        Strength::of(new_password, &[&member.user_name]).require()?;
        let sealed = self.0.vault.seal(member.subject, PASSWORD_PLACE, new_password.as_bytes()).await?;
        let mut tx = self.0.db.begin().await?;
        if !app_access::change_password(&mut tx, id, member.subject, &sealed).await? {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// A member's own picture, for the member alone.
    ///
    /// # Errors
    /// The database's.
    pub async fn picture_of(&self, subject: SubjectId) -> Result<Option<Picture>, Error> {
        let found = accounts::avatar(&self.0.db.service(), subject).await?;
        Ok(found.map(|(bytes, media_type)| Picture { bytes, media_type }))
    }
}
