//! The legal desk over HTTP, for whoever answers for personal information.

mod staff;
mod views;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Legal;

/// The routes of the desk, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(legal: Legal) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(staff::show_legal_choices))
        .routes(routes!(staff::list_legal_demands, staff::file_legal_demand))
        .routes(routes!(staff::show_legal_demand))
        .routes(routes!(staff::approve_legal_demand))
        .routes(routes!(staff::refuse_legal_demand))
        .routes(routes!(staff::withdraw_legal_demand))
        .routes(routes!(staff::hand_out_by_law))
        .routes(routes!(staff::report_exempt_uses))
        .with_state(legal)
}
