//! Do Not Track and Global Privacy Control: heeded before any route is reached, and said so where browsers look.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use consent::Consents;
use http_api::{Problem, Signals, SignedIn};

/// Where browsers look for what a site does with Global Privacy Control.
pub(crate) const SUPPORT: &str = "/.well-known/gpc.json";

/// The day on which the meaning below was settled, for whoever reads it when the standard says something else.
const SETTLED_ON: &str = "2026-11-29";

/// Heeds what a member's browser says, whatever is asked for; without that having worked nothing else is done.
pub(crate) async fn heed(State(consents): State<Consents>, request: Request, next: Next) -> Response {
    let signals = Signals::of(request.headers());
    if signals.any()
        && let Some(member) = request.extensions().get::<SignedIn>()
        && let Err(error) = consents.heed(member.subject, signals).await
    {
        return Problem::from(error).into_response();
    }
    next.run(request).await
}

/// The support resource of Global Privacy Control, section 3.5: a promise for everything this server answers.
pub(crate) async fn support() -> Response {
    let body = format!("{{\"gpc\":true,\"lastUpdate\":\"{SETTLED_ON}\"}}\n");
    ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "public, max-age=86400")], Body::from(body)).into_response()
}
