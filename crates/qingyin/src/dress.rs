//! What every request passes on its way in, and every answer on its way out.

use std::sync::Arc;

use accounts::{Accounts, ClientAddress, CurrentDevice};
use axum::Router;
use axum::extract::Request;
use axum::extract::connect_info::ConnectInfo;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use config::Config;
use consent::Consents;
use http_api::Problem;
use playback::Playback;
use playback::history::DeviceName;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};
use utoipa::openapi::OpenApi;

use crate::app::API;
use crate::front::Connection;
use crate::minors_gate::{self, MinorsGate};
use crate::minors_mode_gate::{self, ModeGate, ModeGateParts};
use crate::proxy_name::{Vouchers, note_proxy_name};
use crate::{headers, signals, web};

/// Puts around the routes what every request and answer needs, the outermost last.
pub(crate) fn dress(
    router: Router,
    api: &OpenApi,
    accounts: &Accounts,
    consents: Consents,
    playback: Playback,
    mode: ModeGateParts,
    config: &Config,
) -> Router {
    let files = match &config.server.web_folder {
        Some(folder) => web::Web::Folder(folder.clone()),
        None => web::Web::Embedded,
    };
    if !files.is_there() {
        tracing::warn!("there is no web app: the program was built before it, or the folder is empty; the API works");
    }
    let description: Arc<str> = crate::description(api).unwrap_or_default().into();
    let minors_gate = MinorsGate::of(api, consents.clone());
    let mode_gate = ModeGate::of(api, mode);
    let trusted = Arc::new(config.server.trusted_proxies.clone());
    let vouchers = Vouchers::of(&config.sign_in);
    // Sound is compressed already, and pictures too; compressing them again would only cost time.
    let worth_it = DefaultPredicate::new()
        .and(NotForContentType::const_new("audio/"))
        .and(NotForContentType::const_new("video/"))
        .and(NotForContentType::const_new("application/zip"));
    router
        .route(
            &format!("{API}/openapi.json"),
            get(move || {
                let description = Arc::clone(&description);
                async move { ([(axum::http::header::CONTENT_TYPE, "application/json")], description.to_string()) }
            }),
        )
        .route("/healthz", get(|| async { "ok" }))
        .route(signals::SUPPORT, get(signals::support))
        .route("/api/{*rest}", axum::routing::any(|| async { Problem::not_found() }))
        .fallback(get(move |uri| files.clone().serve(uri)))
        .layer(middleware::map_request(pass_device_name))
        .layer(middleware::map_request(move |request| tell_listeners_apart(playback.clone(), request)))
        .layer(middleware::from_fn_with_state(minors_gate, minors_gate::hold))
        .layer(middleware::from_fn_with_state(mode_gate, minors_mode_gate::hold))
        .layer(middleware::from_fn_with_state(consents, signals::heed))
        .layer(middleware::from_fn_with_state(accounts.clone(), accounts::identify))
        .layer(middleware::from_fn(move |request, next| note_proxy_name(vouchers.clone(), request, next)))
        .layer(middleware::from_fn(move |request, next| note_address(Arc::clone(&trusted), request, next)))
        .layer(CompressionLayer::new().gzip(true).compress_when(worth_it))
        .layer(middleware::from_fn(http_api::render_problems))
        .layer(middleware::from_fn(headers::secure))
        .layer(tower_http::catch_panic::CatchPanicLayer::new())
}

/// Tells playback whose streams are whose, so that nobody's skipping takes another's place: by member, and guests by address.
async fn tell_listeners_apart(playback: Playback, mut request: Request) -> Request {
    let extensions = request.extensions();
    let listener = match extensions.get::<http_api::SignedIn>() {
        Some(member) => Some(playback.listener(&member.subject)),
        None => extensions.get::<ClientAddress>().map(|address| playback.listener(&address.0)),
    };
    if let Some(listener) = listener {
        request.extensions_mut().insert(listener);
    }
    request
}

/// Tells playback which device is playing, under playback's own name for it.
async fn pass_device_name(mut request: Request) -> Request {
    if let Some(CurrentDevice(name)) = request.extensions().get::<CurrentDevice>().cloned() {
        request.extensions_mut().insert(DeviceName(name));
    }
    request
}

/// Notes where a request came from, for counting tries; the address is never stored.
/// Files learn the way past the HTTP library here.
/// A proxy is believed only when the operator named it, and only as far as the last address it did not add itself.
async fn note_address(trusted: Arc<Vec<config::Network>>, mut request: Request, next: Next) -> Response {
    let connection = request.extensions().get::<ConnectInfo<Connection>>().map(|info| info.0.clone());
    let peer = connection.as_ref().map(|connection| connection.peer.ip());
    let address = peer.map(|peer| {
        let is_trusted = |address| trusted.iter().any(|network| network.contains(address));
        if !is_trusted(peer) {
            return peer;
        }
        let header = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok()).unwrap_or_default();
        header
            .rsplit(',')
            .filter_map(|part| part.trim().parse().ok())
            .find(|address| !is_trusted(*address))
            .unwrap_or(peer)
    });
    if let Some(address) = address {
        request.extensions_mut().insert(ClientAddress(address));
    }
    if let Some(connection) = connection {
        request.extensions_mut().insert(connection.handoff);
    }
    next.run(request).await
}
