//! The routes of searching and of its history, below `/api/v1`.

mod find;
mod history;
mod popular;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Search;

/// The routes of this domain; what they need is inside.
pub fn routes<S: Clone + Send + Sync + 'static>(search: Search) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(find::search))
        .routes(routes!(find::search_lines))
        .routes(routes!(find::search_spoken))
        .routes(routes!(find::search_playlists))
        .routes(routes!(popular::list_popular_searches))
        .routes(routes!(history::record_search))
        .routes(routes!(history::list_searches, history::clear_searches))
        .routes(routes!(history::remove_search))
        .with_state(search)
}
