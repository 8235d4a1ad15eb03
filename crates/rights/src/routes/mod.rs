//! The privacy centre and the policy's documents over HTTP.

mod closure;
mod consents;
mod data;
mod documents;
mod signal;

pub use consents::Consent;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Rights;

/// The routes of this crate.
#[must_use]
pub fn router(rights: Rights) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(documents::show_policy))
        .routes(routes!(documents::list_policy_versions))
        .routes(routes!(documents::show_policy_version))
        .routes(routes!(documents::list_policy_changes))
        .routes(routes!(documents::list_holders))
        .routes(routes!(documents::show_collection_list))
        .routes(routes!(documents::show_permission_list))
        .routes(routes!(documents::show_recipient_list))
        .routes(routes!(documents::show_sharing_list))
        .routes(routes!(documents::show_cookie_list))
        .routes(routes!(documents::show_storage_list))
        .routes(routes!(consents::list_consents))
        .routes(routes!(consents::give_consent, consents::withdraw_consent))
        .routes(routes!(consents::refuse_consent))
        .routes(routes!(consents::list_consent_events))
        .routes(routes!(signal::show_signal))
        .routes(routes!(data::show_held_data))
        .routes(routes!(data::list_held_rows, data::erase_held_item))
        .routes(routes!(data::correct_held_row))
        .routes(routes!(data::export_data))
        .routes(routes!(closure::terminate_agreement))
        .routes(routes!(closure::close_account))
        .routes(routes!(closure::show_certificate))
        .merge(crate::desk::routes::routes())
        .with_state(rights)
}
