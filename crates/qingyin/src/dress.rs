//! What every request passes on its way in, and every answer on its way out.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use accounts::{Accounts, ClientAddress, CurrentDevice};
use axum::Router;
use axum::extract::Request;
use axum::extract::connect_info::ConnectInfo;
use axum::http::HeaderMap;
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

/// The last address that no trusted proxy has; nothing where one of them added what cannot be read, for whatever stands
/// before that may be the client's own word. A proxy that adds a line of its own adds it last.
fn forwarded_for(headers: &HeaderMap, is_trusted: impl Fn(IpAddr) -> bool) -> Option<IpAddr> {
    let lines = headers.get_all("x-forwarded-for").iter().rev();
    let entries = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    entries.map(|entry| address_of(entry.trim())).find(|entry| !entry.is_some_and(&is_trusted)).flatten()
}

/// An address as proxies write it: alone, or with a port.
fn address_of(entry: &str) -> Option<IpAddr> {
    let alone = entry.trim_start_matches('[').trim_end_matches(']').parse().ok();
    alone.or_else(|| entry.parse().ok().map(|with_port: SocketAddr| with_port.ip()))
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
        forwarded_for(request.headers(), is_trusted).unwrap_or(peer)
    });
    if let Some(address) = address {
        request.extensions_mut().insert(ClientAddress(address));
    }
    if let Some(connection) = connection {
        request.extensions_mut().insert(connection.handoff);
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_trusted_proxy_added_tells_where_a_request_came_from() {
        let told = |lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", line.parse().expect("a header"));
            }
            let trusted: IpAddr = "10.0.0.1".parse().expect("an address");
            forwarded_for(&headers, |address| address == trusted).map(|address| address.to_string())
        };
        let cases: &[(&[&str], Option<&str>)] = &[
            (&[], None),
            (&["192.0.2.7"], Some("192.0.2.7")),
            (&["198.51.100.1, 192.0.2.7"], Some("192.0.2.7")),
            (&["198.51.100.1, 192.0.2.7, 10.0.0.1"], Some("192.0.2.7")),
            // The client's own line, and the one that the proxy added.
            (&["198.51.100.1", "192.0.2.7"], Some("192.0.2.7")),
            (&["198.51.100.1, 192.0.2.7:4711"], Some("192.0.2.7")),
            (&["[2001:db8::7]:443"], Some("2001:db8::7")),
            (&["[2001:db8::7]"], Some("2001:db8::7")),
            (&["198.51.100.1, unknown"], None),
            (&["198.51.100.1, unknown, 10.0.0.1"], None),
            (&["198.51.100.1,"], None),
        ];
        for (lines, expected) in cases {
            assert_eq!(told(lines).as_deref(), *expected, "{lines:?}");
        }
    }
}
