//! Affiliates over HTTP: the roll for everybody, one's own choices, and the register for whoever answers for personal
//! information.

mod member;
mod roll;
mod staff;
mod views;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Affiliates;

/// The routes, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(affiliates: Affiliates) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(roll::list_affiliates))
        .routes(routes!(member::show_own_affiliates))
        .routes(routes!(member::agree_to_affiliate, member::withdraw_from_affiliate))
        .routes(routes!(staff::list_registrations, staff::register_affiliate))
        .routes(routes!(staff::end_affiliate))
        .routes(routes!(staff::add_affiliate_use))
        .routes(routes!(staff::end_affiliate_use))
        .with_state(affiliates)
}
