//! What operators may change, and how the first of them comes to be.

use http_api::{Role, SignedIn};
use ids::SubjectId;
use staff_access::{NewTraining, Reason, StaffPermit, TrainingStanding};

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
        // Somebody has to answer requests from the first day; the role can be given to somebody else at any time.
        roles.extend([Role::Operator, Role::PrivacyOfficer]);
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

    /// Opens what a member is called to an operator, who says by which ticket and why; the log knows it first.
    pub(crate) async fn permit(
        &self,
        operator: &SignedIn,
        subject: SubjectId,
        reason: Reason,
    ) -> Result<StaffPermit<policy::Operation>, Error> {
        // Whoever is not there leaves no trace in the log.
        self.member(subject).await?;
        Ok(self.0.staff.open(operator, subject, "account", reason).await?)
    }

    /// What a member is called, for whom the log knows.
    pub(crate) async fn nickname(&self, permit: &StaffPermit<policy::Operation>) -> Result<Option<String>, Error> {
        Ok(self.member(permit.subject()).await?.nickname)
    }

    /// How somebody of the staff stands with training; nothing for who is not of the staff.
    pub(crate) async fn training(&self, member: &Member) -> Result<Option<TrainingStanding>, Error> {
        if !is_staff(&member.roles) {
            return Ok(None);
        }
        Ok(Some(self.0.staff.training_of(member.subject).await?))
    }

    /// Whether nobody else runs the service, so that one's own word has to do.
    pub(crate) async fn is_only_operator(&self, subject: SubjectId) -> Result<bool, Error> {
        let mut tx = self.0.db.begin().await?;
        let has_other = members::has_other_operator(&mut tx, subject).await?;
        tx.commit().await?;
        Ok(!has_other)
    }

    /// Notes that somebody of the staff was trained.
    pub(crate) async fn note_training(
        &self,
        by: &SignedIn,
        of: SubjectId,
        new: NewTraining,
    ) -> Result<TrainingStanding, Error> {
        if !is_staff(&self.member(of).await?.roles) {
            return Err(Error::NotFound);
        }
        let is_only_operator = self.is_only_operator(by.subject).await?;
        Ok(self.0.staff.note_training(by, of, new, is_only_operator).await?)
    }
}

fn is_staff(roles: &[Role]) -> bool {
    roles.iter().any(|role| *role != Role::Listener)
}
