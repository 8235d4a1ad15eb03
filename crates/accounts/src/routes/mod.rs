//! The routes of accounts, below `/api/v1`.

mod app_access;
mod identities;
mod me;
mod one_tap_state;
mod operators;
mod passkeys;
mod providers;
mod proxy;
mod qr;
mod sessions;
mod sign_in;
mod sms_state;
mod staff;
mod views;

use utoipa_axum::router::OpenApiRouter;

use crate::accounts::Accounts;

/// The routes of accounts, below `/api/v1`; [`crate::identify`] has to be a layer around them.
pub fn routes<S: Clone + Send + Sync + 'static>(accounts: Accounts) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .merge(sign_in::routes())
        .merge(passkeys::routes())
        .merge(proxy::routes())
        .merge(identities::routes())
        .merge(providers::routes())
        .merge(sms_state::routes())
        .merge(one_tap_state::routes())
        .merge(qr::routes())
        .merge(sessions::routes())
        .merge(app_access::routes())
        .merge(me::routes())
        .merge(operators::routes())
        .merge(staff::routes())
        .with_state(accounts)
}
