//! The routes of playlists.

mod entries;
mod heads;
mod square;
mod together;

use utoipa_axum::router::OpenApiRouter;

use crate::Library;

pub(crate) fn routes() -> OpenApiRouter<Library> {
    OpenApiRouter::new()
        .merge(heads::routes())
        .merge(entries::routes())
        .merge(together::routes())
        .merge(square::routes())
}
