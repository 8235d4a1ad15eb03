//! The routes of this domain, below `/api/v1`.

use utoipa_axum::router::OpenApiRouter;

use crate::Library;
use crate::{favourites, files, playlists};

/// The routes of collections; what they need is inside.
pub fn routes<S: Clone + Send + Sync + 'static>(library: Library) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .merge(favourites::routes())
        .merge(playlists::routes::routes())
        .merge(files::routes::routes())
        .with_state(library)
}
