//! Whom a reverse proxy names, believed from the proxies that the operator listed and from nobody else.

use std::sync::Arc;

use accounts::ProxyName;
use axum::extract::Request;
use axum::extract::connect_info::ConnectInfo;
use axum::http::HeaderName;
use axum::middleware::Next;
use axum::response::Response;
use config::{Network, SignIn};

use crate::front::Connection;

/// The header, and whose word in it counts.
#[derive(Debug)]
pub(crate) struct Vouchers {
    header: HeaderName,
    trusted: Vec<Network>,
}

impl Vouchers {
    /// `None` while the operator lets no proxy name anybody.
    pub(crate) fn of(sign_in: &SignIn) -> Option<Arc<Self>> {
        let header = sign_in.proxy_header.as_ref()?.parse().ok()?;
        Some(Arc::new(Self { header, trusted: sign_in.trusted_proxies.clone() }))
    }
}

/// Puts the name among the request's extensions when the other end of the connection is a trusted proxy.
///
/// The header itself goes no further, whoever sent it, so that nothing behind this can believe it by mistake.
/// What a request says of its own way here, such as `X-Forwarded-For`, is not looked at.
pub(crate) async fn note_proxy_name(vouchers: Option<Arc<Vouchers>>, mut request: Request, next: Next) -> Response {
    if let Some(vouchers) = vouchers {
        let peer = request.extensions().get::<ConnectInfo<Connection>>().map(|info| info.0.peer.ip());
        let is_trusted = peer.is_some_and(|peer| vouchers.trusted.iter().any(|network| network.contains(peer)));
        let name = ProxyName::parse(request.headers().get_all(&vouchers.header)).filter(|_| is_trusted);
        request.headers_mut().remove(&vouchers.header);
        if let Some(name) = name {
            request.extensions_mut().insert(name);
        }
    }
    next.run(request).await
}
