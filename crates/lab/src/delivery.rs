//! Calls that go out from the lab: the vendors' events, on their way to the app's address.

use std::time::Duration;

use axum::http::{Method, Request, Uri, header};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use tokio::net::TcpStream;

/// How long an app may take to answer; WeChat gives five seconds.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// Most bytes of an answer that are read.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// A call that is ready to go.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) address: String,
    pub(crate) content_type: &'static str,
    pub(crate) body: String,
}

/// What became of an event.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) event: &'static str,
    pub(crate) client_id: String,
    pub(crate) address: String,
    /// The HTTP status of the answer, when there was one.
    pub(crate) status: Option<u16>,
    pub(crate) answer: String,
}

/// Makes the call; returns status and body, or why there is none.
pub(crate) async fn send(call: &Outgoing) -> Result<(u16, String), String> {
    match tokio::time::timeout(ANSWER_WITHIN, exchange(call)).await {
        Ok(answer) => answer,
        Err(_) => Err(format!("no answer within {} s", ANSWER_WITHIN.as_secs())),
    }
}

async fn exchange(call: &Outgoing) -> Result<(u16, String), String> {
    let uri: Uri = call.address.parse().map_err(|error| format!("the address is none: {error}"))?;
    let host = uri.host().ok_or("the address has no host")?;
    let port = uri.port_u16().unwrap_or(80);
    let stream = TcpStream::connect((host, port)).await.map_err(|error| format!("no connection: {error}"))?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
    tokio::spawn(connection);
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let request = Request::builder()
        .method(call.method.clone())
        .uri(path)
        .header(header::HOST, uri.authority().map_or(host, |authority| authority.as_str()))
        .header(header::CONTENT_TYPE, call.content_type)
        .header(header::USER_AGENT, "qingyin-lab")
        .body(Full::new(Bytes::from(call.body.clone())))
        .map_err(|error| error.to_string())?;
    let response = sender.send_request(request).await.map_err(|error| error.to_string())?;
    let status = response.status().as_u16();
    let body =
        Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await.map_err(|error| error.to_string())?;
    Ok((status, String::from_utf8_lossy(&body.to_bytes()).into_owned()))
}
