//! Transfers over HTTP: for whoever answers for personal information, and for members.

mod members;
mod staff;
mod views;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Transfers;

/// The routes of this domain, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(transfers: Transfers) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(members::list_own_transfers))
        .routes(routes!(members::agree_to_transfer))
        .routes(routes!(members::refuse_transfer))
        .routes(routes!(staff::show_transfer_choices))
        .routes(routes!(staff::list_transfers, staff::file_transfer))
        .routes(routes!(staff::show_transfer))
        .routes(routes!(staff::approve_transfer))
        .routes(routes!(staff::call_off_transfer))
        .routes(routes!(staff::hand_over_transfer))
        .with_state(transfers)
}
