//! Who is asking.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use ids::{SessionId, SubjectId};
use serde::{Deserialize, Serialize};
use units::{Millis, Timestamp};

use crate::problem::{Problem, codes};

/// What a member may do beyond listening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everybody with an account.
    Listener,
    /// Runs the service: folders, members, jobs.
    Operator,
    /// Answers for personal information.
    PrivacyOfficer,
}

/// A signed-in member, as the session layer found them.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The member.
    pub subject: SubjectId,
    /// The signed-in device.
    pub session: SessionId,
    /// What they may do.
    pub roles: Vec<Role>,
    /// When its owner last showed that it is they, at the sign-in or since; acts that cannot be undone ask for a recent one.
    pub signed_in_at: Timestamp,
    /// Whether a policy waits for their answer.
    pub review_needed: bool,
}

/// Among the extensions of a request for something that waits until its member has answered the policy: they are a guest
/// in it.
#[derive(Clone, Copy, Debug)]
pub struct AwaitsReview;

/// How recent a sign-in must be for what cannot be undone.
pub const RECENT: Millis = Millis::minutes(15);

impl SignedIn {
    /// Lets only a recent sign-in go on to what cannot be undone, or takes everything along.
    ///
    /// # Errors
    /// A problem that asks to sign in again, when the session is older than [`RECENT`] at `now`.
    pub fn require_recent(&self, now: Timestamp) -> Result<(), Problem> {
        if now.since(self.signed_in_at) <= RECENT { Ok(()) } else { Err(Problem::new(&codes::RECENT_SIGN_IN)) }
    }
}

/// Whoever is asking; a guest is nobody in particular.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Nobody the service knows.
    Guest,
    /// A member.
    Member(SignedIn),
}

impl Actor {
    /// The member, when there is one.
    #[must_use]
    pub fn member(&self) -> Option<&SignedIn> {
        match self {
            Self::Guest => None,
            Self::Member(member) => Some(member),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Actor {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let waits = parts.extensions.get::<AwaitsReview>().is_some();
        let member = parts.extensions.get::<SignedIn>().filter(|_| !waits);
        Ok(member.cloned().map_or(Self::Guest, Self::Member))
    }
}

/// A member; guests are asked to sign in, members whom a policy waits for to answer it, and nothing else is lost to them.
#[derive(Clone, Debug)]
pub struct Member(pub SignedIn);

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        if parts.extensions.get::<AwaitsReview>().is_some() {
            return Err(Problem::new(&codes::POLICY));
        }
        parts.extensions.get::<SignedIn>().cloned().map(Self).ok_or_else(|| Problem::new(&codes::SIGN_IN))
    }
}

/// A member who runs the service; to everybody else the route does not exist.
#[derive(Clone, Debug)]
pub struct Operator(pub SignedIn);

impl<S: Send + Sync> FromRequestParts<S> for Operator {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<SignedIn>()
            .filter(|member| member.roles.contains(&Role::Operator) && !member.review_needed)
            .cloned()
            .map(Self)
            .ok_or_else(Problem::not_found)
    }
}

/// A member of the staff, in whatever role; to everybody else the route does not exist.
/// What the role may open is told by crate `staff_access`, which notes it, too.
#[derive(Clone, Debug)]
pub struct Staff(pub SignedIn);

impl<S: Send + Sync> FromRequestParts<S> for Staff {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let is_staff = |member: &&SignedIn| member.roles.iter().any(|role| *role != Role::Listener);
        let member = parts.extensions.get::<SignedIn>().filter(is_staff).filter(|member| !member.review_needed);
        member.cloned().map(Self).ok_or_else(Problem::not_found)
    }
}
