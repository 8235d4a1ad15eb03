//! What is answered over HTTP.

use consent::{AgeBand, KnownMinor};
use ids::{CertificateId, GuardianshipId};
use policy::MinorsStatement;
use serde::Serialize;
use units::Timestamp;
use utoipa::ToSchema;

use crate::{Invitation, Ward};

/// Whether a member is known to be a minor, and whether a guardian agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MinorState {
    /// Nothing says that the member is a minor.
    NotKnown,
    /// No guardian agreed yet.
    GuardianNeeded,
    /// A guardian agreed.
    Guarded,
}

/// How old a minor is, as far as consent goes by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MinorAge)]
pub(crate) enum Age {
    /// Fourteen or younger, or not told: the guardian chooses.
    Child,
    /// From fifteen to seventeen: they choose themselves.
    Youth,
}

impl From<AgeBand> for Age {
    fn from(age: AgeBand) -> Self {
        match age {
            AgeBand::Child => Self::Child,
            // Who has just come of age chooses as before until the guardianship has ended, within minutes.
            AgeBand::Youth | AgeBand::OfAge => Self::Youth,
        }
    }
}

/// How a member stands who may be a minor.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MinorStanding)]
pub(crate) struct Standing {
    /// Whether a guardian is needed, and there.
    state: MinorState,
    /// How old, when the member is known to be a minor.
    age: Option<Age>,
    /// When it was found out that a guardian is needed.
    #[schema(value_type = Option<String>, format = DateTime)]
    found_at: Option<Timestamp>,
    /// When the account is erased, unless a guardian agrees or the birthday is corrected before.
    #[schema(value_type = Option<String>, format = DateTime)]
    erased_at: Option<Timestamp>,
    /// Under which number the certificate of that can be read then.
    #[schema(value_type = Option<String>)]
    certificate: Option<CertificateId>,
    /// Until when the link to a guardian stands.
    #[schema(value_type = Option<String>, format = DateTime)]
    invited_until: Option<Timestamp>,
    /// When the guardian agreed.
    #[schema(value_type = Option<String>, format = DateTime)]
    agreed_at: Option<Timestamp>,
    /// To which version of the statement.
    statement_version: Option<String>,
}

impl Standing {
    pub(crate) fn of(known: Option<(KnownMinor, Option<Timestamp>)>) -> Self {
        let nothing = Self {
            state: MinorState::NotKnown,
            age: None,
            found_at: None,
            erased_at: None,
            certificate: None,
            invited_until: None,
            agreed_at: None,
            statement_version: None,
        };
        let Some((known, invited_until)) = known else { return nothing };
        let age = Some(known.age.into());
        match known.guardianship {
            Some(living) => Self {
                state: MinorState::Guarded,
                age,
                agreed_at: Some(living.agreed_at),
                statement_version: Some(living.policy_version),
                ..nothing
            },
            None => Self {
                state: MinorState::GuardianNeeded,
                age,
                found_at: Some(known.found_at),
                erased_at: known.due_at,
                certificate: Some(known.certificate),
                invited_until,
                ..nothing
            },
        }
    }
}

/// The minors' statement, which is the policy's chapter on minors.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MinorsStatement)]
pub(crate) struct StatementView {
    /// The version of the policy that it is part of.
    version: &'static str,
    /// What it is called.
    title: String,
    /// The text, in Markdown.
    body_markdown: String,
    /// SHA-256 of exactly this text; sent back by a guardian who agrees.
    text_hash: String,
}

impl From<MinorsStatement> for StatementView {
    fn from(statement: MinorsStatement) -> Self {
        let MinorsStatement { version, title, body_markdown, text_hash } = statement;
        Self { version, title, body_markdown, text_hash }
    }
}

/// A link to be handed to a guardian.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GuardianLink)]
pub(crate) struct LinkView {
    /// The secret of the link; it is told once.
    pub(crate) token: String,
    /// Until when it stands.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) expires_at: Timestamp,
}

/// What a link asks a guardian for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GuardianInvitation)]
pub(crate) struct InvitationView {
    /// What the minor is called here.
    nickname: Option<String>,
    /// Until when the link stands.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// What the guardian is to read.
    statement: StatementView,
}

impl InvitationView {
    pub(crate) fn of(invitation: Invitation, statement: MinorsStatement) -> Self {
        let Invitation { nickname, expires_at } = invitation;
        Self { nickname, expires_at, statement: statement.into() }
    }
}

/// A minor whose guardian the member is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Ward)]
pub(crate) struct WardView {
    /// The guardianship.
    #[schema(value_type = String)]
    id: GuardianshipId,
    /// What the minor is called here.
    nickname: Option<String>,
    /// How old: the guardian chooses for a child, and a youth chooses themselves.
    age: Age,
    /// When the guardian agreed.
    #[schema(value_type = String, format = DateTime)]
    agreed_at: Timestamp,
    /// To which version of the statement.
    statement_version: String,
}

impl From<Ward> for WardView {
    fn from(ward: Ward) -> Self {
        Self {
            id: ward.guardianship.id,
            nickname: ward.nickname,
            age: ward.minor.age.into(),
            agreed_at: ward.guardianship.agreed_at,
            statement_version: ward.guardianship.policy_version,
        }
    }
}
