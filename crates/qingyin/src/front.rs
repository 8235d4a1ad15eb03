//! What stands before the routes: connections that send files without copying them, and the shortest way to covers and songs.
//!
//! A page of albums asks for dozens of covers at once, a song is fetched in dozens of ranges, and nearly always what is asked for is at hand.
//! The way through everything around the routes costs several times what such an answer costs itself,
//! and nothing on it concerns these two: they are the same for everyone, change nothing and record nothing.
//! Only minors' mode tells songs apart by who asks: while anybody at all is in it, whoever may be somebody goes through the routes.
//! What is not at hand, or has to be explained, is answered by the routes; both ways answer alike (`tests/front.rs`).

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::task::{Context, Poll};

use axum::Router;
use axum::extract::Request;
use axum::extract::connect_info::{ConnectInfo, Connected};
use axum::http::Method;
use axum::response::Response;
use axum::routing::future::RouteFuture;
use axum::serve::{IncomingStream, Listener};
use catalog::Catalog;
use file_serving::{Handoff, HandoffStream};
use futures_util::future::Either;
use minors::mode::Mode;
use playback::Playback;
use tokio::net::TcpListener;
use tower::Service;

use crate::app::API;
use crate::headers;
use crate::minors_mode_gate::may_be_somebody;

/// Accepts connections that send files without copying them.
pub(crate) struct Connections(pub(crate) TcpListener);

impl Listener for Connections {
    type Io = HandoffStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (HandoffStream, SocketAddr) {
        let (socket, address) = Listener::accept(&mut self.0).await;
        // Small answers must not wait for the client's acknowledgement of the one before.
        if let Err(error) = socket.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY");
        }
        (HandoffStream::new(socket), address)
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// The connection on which a request came.
#[derive(Clone, Debug)]
pub struct Connection {
    /// The other end, which may be a proxy.
    pub peer: SocketAddr,
    /// The way past the HTTP library, for files.
    pub handoff: Handoff,
}

impl Connected<IncomingStream<'_, Connections>> for Connection {
    fn connect_info(stream: IncomingStream<'_, Connections>) -> Self {
        Self { peer: *stream.remote_addr(), handoff: stream.io().handoff() }
    }
}

/// The routes with everything around them, and the shortest way to covers and songs.
#[derive(Clone, Debug)]
pub struct Front {
    router: Router,
    catalog: Catalog,
    playback: Playback,
    mode: Mode,
}

impl Front {
    pub(crate) fn new(router: Router, catalog: Catalog, playback: Playback, mode: Mode) -> Self {
        Self { router, catalog, playback, mode }
    }

    /// The answer when nothing has to be waited for.
    fn at_hand(&self, request: &Request) -> Option<Response> {
        if *request.method() != Method::GET {
            return None;
        }
        let (kind, rest) = request.uri().path().strip_prefix(API)?.strip_prefix('/')?.split_once('/')?;
        let query = request.uri().query();
        let mut response = match kind {
            "covers" => catalog::cover_at_hand(&self.catalog, rest, query, request.headers())?,
            "tracks" if query.is_none() && (!may_be_somebody(request.headers()) || self.mode.is_at_rest()) => {
                let connection = request.extensions().get::<ConnectInfo<Connection>>();
                let handoff = connection.map(|connection| connection.0.handoff.clone());
                self.playback.original_at_hand(rest.strip_suffix("/stream")?, request.headers(), handoff)?
            }
            _ => return None,
        };
        headers::put(&mut response, true);
        Some(response)
    }
}

impl Service<Request> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Either<Ready<Result<Response, Infallible>>, RouteFuture<Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        match self.at_hand(&request) {
            Some(response) => Either::Left(ready(Ok(response))),
            None => Either::Right(self.router.call(request)),
        }
    }
}
