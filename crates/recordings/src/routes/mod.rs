//! The routes of recordings, below `/api/v1`.

mod duplicates;
mod matches;

use utoipa_axum::router::OpenApiRouter;

use crate::Recordings;

/// The routes; what they need is inside.
pub fn routes<S: Clone + Send + Sync + 'static>(recordings: Recordings) -> OpenApiRouter<S> {
    OpenApiRouter::new().merge(duplicates::routes()).merge(matches::routes()).with_state(recordings)
}
