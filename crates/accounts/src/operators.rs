//! What operators may change, and how the first of them comes to be.

use http_api::Role;
use ids::SubjectId;

use crate::accounts::Accounts;
use crate::error::Error;
use crate::model::State;
use crate::store::members::{self, Member};
use crate::store::sessions;
use crate::token::Token;

impl Accounts {
    /// Whether nobody runs the service yet.
    ///
    /// # Errors
    /// The database's.
    pub async fn setup_needed(&self) -> Result<bool, Error> {
        Ok(!members::has_operator(&self.0.db.service()).await?)
    }

    /// Makes the secret of a one-time link (`/setup?token=…`) whose user becomes an operator; valid for 24 hours.
    ///
    /// # Errors
    /// The database's.
    pub async fn make_operator_link(&self) -> Result<String, Error> {
        let token = Token::random(&mut rand::rng());
        members::add_link(&self.0.db, &token.hash(), self.now()).await?;
        Ok(token.expose().to_owned())
    }

    /// Makes a member an operator by a link.
    pub(crate) async fn claim(&self, subject: SubjectId, token: &str) -> Result<(), Error> {
        let token = Token::shown(token).ok_or(Error::NotFound)?;
        let mut tx = self.0.db.begin().await?;
        if !members::use_link(&mut tx, &token.hash(), self.now()).await? {
            let is_known = members::has_link(&mut tx, &token.hash()).await?;
            return Err(if is_known { Error::LinkUsed } else { Error::NotFound });
        }
        let member = members::member(&mut tx, subject).await?.ok_or(Error::NotFound)?;
        let mut roles = member.roles;
        roles.push(Role::Operator);
        members::set(&mut tx, subject, &roles, member.state).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Changes what a member may do; suspending signs the member out everywhere.
    pub(crate) async fn change_member(
        &self,
        subject: SubjectId,
        roles: Option<Vec<Role>>,
        state: Option<State>,
    ) -> Result<Member, Error> {
        let mut tx = self.0.db.begin().await?;
        members::hold_operators(&mut tx).await?;
        let mut member = members::member(&mut tx, subject).await?.ok_or(Error::NotFound)?;
        let runs = |member: &Member| member.state == State::Active && member.roles.contains(&Role::Operator);
        let ran = runs(&member);
        if let Some(roles) = roles {
            member.roles = roles;
        }
        if let Some(state) = state {
            member.state = state;
        }
        if ran && !runs(&member) && !members::has_other_operator(&mut tx, subject).await? {
            return Err(Error::LastOperator);
        }
        members::set(&mut tx, subject, &member.roles, member.state).await?;
        if member.state == State::Suspended {
            sessions::remove_all(&mut tx, subject).await?;
        }
        let member = members::member(&mut tx, subject).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(member)
    }
}
