//! A minor for whom no guardian agreed has what guests have: what needs an account and keeps something is held back.
//!
//! What rests on consent needs no gate, as there is no grant of it then: the answer is the one of a refusal, and the
//! music plays on. What rests on the contract, such as likes and playlists, is held back here, whichever crate keeps it.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use consent::{Consents, MinorRefusal};
use http_api::{Problem, SignedIn};
use policy::Basis;
use utoipa::openapi::OpenApi;

/// The function without which nobody could name a guardian or leave.
const ALWAYS: &str = "sign_in";

/// What is held back, and from whom.
#[derive(Clone, Debug)]
pub(crate) struct MinorsGate {
    held: Arc<BTreeSet<(String, String)>>,
    consents: Consents,
}

impl MinorsGate {
    /// The operations that keep something on the contract alone, as the API and the policy declare them; looking at what
    /// is there, and taking it away, stays open.
    pub(crate) fn of(api: &OpenApi, consents: Consents) -> Self {
        let by_contract: BTreeSet<&str> = policy::current()
            .purposes
            .iter()
            .filter(|purpose| purpose.basis == Basis::Contract && purpose.function != ALWAYS)
            .map(|purpose| purpose.function.as_str())
            .collect();
        let held = http_api::operations(api)
            .into_iter()
            .filter(|operation| matches!(operation.method, "PUT" | "POST" | "PATCH"))
            .filter(|operation| operation.function.as_deref().is_some_and(|function| by_contract.contains(function)))
            .map(|operation| (operation.method.to_owned(), operation.path))
            .collect();
        Self { held: Arc::new(held), consents }
    }
}

/// Lets everybody through but a minor without a guardian who asks for something that is held back.
pub(crate) async fn hold(State(gate): State<MinorsGate>, request: Request, next: Next) -> Response {
    let member = request.extensions().get::<SignedIn>().map(|member| member.subject);
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    if let (Some(subject), Some(path)) = (member, path)
        && gate.held.contains(&(request.method().as_str().to_owned(), path))
    {
        match gate.consents.lacks_guardian(subject).await {
            Ok(false) => {}
            Ok(true) => return Problem::from(MinorRefusal::GuardianNeeded).into_response(),
            Err(error) => return Problem::from(error).into_response(),
        }
    }
    next.run(request).await
}
