//! Files over real connections, by the HTTP library that serves them in earnest.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly anywhere")]

use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::Response;
use axum::routing::get;
use axum::serve::{IncomingStream, Listener};
use axum::{Extension, Router};
use bytes::Bytes;
use file_serving::{FileRequest, Handoff, HandoffStream, OpenFiles, serve};
use http_body_util::BodyExt as _;
use tempfile::TempDir;
use tokio::net::TcpListener;

struct Files(TcpListener);

impl Listener for Files {
    type Io = HandoffStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (HandoffStream, SocketAddr) {
        let (socket, address) = Listener::accept(&mut self.0).await;
        (HandoffStream::new(socket), address)
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

#[derive(Clone)]
struct Connection(Handoff);

impl Connected<IncomingStream<'_, Files>> for Connection {
    fn connect_info(stream: IncomingStream<'_, Files>) -> Self {
        Self(stream.io().handoff())
    }
}

/// Bytes that tell their position.
fn numbered(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

async fn file(
    State((files, path)): State<(OpenFiles, PathBuf)>,
    ConnectInfo(Connection(handoff)): ConnectInfo<Connection>,
    request: Request,
) -> Response<Body> {
    let asked = FileRequest {
        method: request.method(),
        headers: request.headers(),
        content_type: "audio/flac",
        handoff: Some(handoff),
    };
    serve(&files, &path, asked).await.unwrap()
}

/// Takes the body of a file as bytes before it answers, as a layer that compresses would.
async fn copied(state: State<(OpenFiles, PathBuf)>, info: ConnectInfo<Connection>, request: Request) -> Response<Body> {
    let (parts, body) = file(state, info, request).await.into_parts();
    let bytes = Bytes::from(body.collect().await.unwrap().to_bytes().to_vec());
    Response::from_parts(parts, Body::from(bytes))
}

struct Service {
    _folder: TempDir,
    path: PathBuf,
    address: SocketAddr,
}

async fn service(bytes: &[u8]) -> Service {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song");
    std::fs::write(&path, bytes).unwrap();
    let listener = Files(TcpListener::bind("127.0.0.1:0").await.unwrap());
    let address = listener.0.local_addr().unwrap();
    let app = Router::new()
        .route("/file", get(file))
        .route("/copied", get(copied))
        .route("/plain", get(|| async { "plain" }))
        .with_state((OpenFiles::default(), path.clone()));
    let app = app.layer(Extension(Arc::new(())));
    let app = app.into_make_service_with_connect_info::<Connection>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    Service { _folder: folder, path, address }
}

/// Sends requests over one connection, one after the other without waiting, and reads until it closes.
async fn ask(address: SocketAddr, requests: &[(&str, Option<(usize, usize)>)]) -> Vec<u8> {
    let mut text = String::new();
    for (at, (path, range)) in requests.iter().enumerate() {
        text += &format!("GET {path} HTTP/1.1\r\nhost: test\r\n");
        if let Some((first, last)) = range {
            text += &format!("range: bytes={first}-{last}\r\n");
        }
        text += if at + 1 == requests.len() { "connection: close\r\n\r\n" } else { "\r\n" };
    }
    tokio::task::spawn_blocking(move || {
        let mut socket = std::net::TcpStream::connect(address).unwrap();
        socket.write_all(text.as_bytes()).unwrap();
        let mut answer = Vec::new();
        let _ = socket.read_to_end(&mut answer);
        answer
    })
    .await
    .unwrap()
}

/// The bodies of answers, by their announced lengths; a body that was cut short is as long as what came.
fn bodies(mut answers: &[u8]) -> Vec<Vec<u8>> {
    let mut bodies = Vec::new();
    while let Some(end) = answers.windows(4).position(|four| four == b"\r\n\r\n") {
        let head = String::from_utf8_lossy(&answers[..end]).to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap_or("0");
        let length: usize = length.parse().unwrap();
        let body = &answers[end + 4..];
        let (body, rest) = body.split_at(length.min(body.len()));
        bodies.push(body.to_vec());
        answers = rest;
    }
    bodies
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_byte_arrives_over_one_connection() {
    // Longer than all placeholders together, so that they are used again.
    let bytes = numbered(20_000_003);
    let service = service(&bytes).await;
    let asked = [
        ("/file", None),
        ("/plain", None),
        ("/file", Some((0, 0))),
        ("/file", Some((1_000_000, 9_388_607))),
        ("/file", Some((4_095, 20_479))),
        ("/plain", None),
        ("/file", Some((19_000_000, 20_000_002))),
    ];
    let bodies = bodies(&ask(service.address, &asked).await);
    assert_eq!(bodies.len(), asked.len());
    for ((path, range), body) in asked.iter().zip(&bodies) {
        let expected = match (*path, range) {
            ("/plain", _) => b"plain",
            (_, None) => &bytes[..],
            (_, Some((first, last))) => &bytes[*first..=*last],
        };
        assert!(body == expected, "{path} {range:?}: {} bytes", body.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_layer_that_copies_ends_the_connection_rather_than_sending_other_bytes() {
    let bytes = numbered(2_000_000);
    let service = service(&bytes).await;
    // The copy holds placeholders' zeros, so what matters is that the part left behind is never sent for a later one.
    let answers =
        bodies(&ask(service.address, &[("/copied", Some((0, 99_999))), ("/file", Some((500_000, 1_499_999)))]).await);
    let second = answers.get(1).map_or(&[][..], |body| body);
    assert!(bytes[500_000..].starts_with(second), "{} bytes of another place", second.len());
    assert!(second.len() < 1_000_000, "the connection has ended");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_cut_short_ends_the_connection() {
    // More than the buffers of both sides hold, so that most of it is still to be sent when the file is cut.
    const LENGTH: usize = 64 << 20;
    let service = service(&[]).await;
    let file = std::fs::File::options().write(true).open(&service.path).unwrap();
    file.set_len(LENGTH as u64).unwrap();
    let mut socket = std::net::TcpStream::connect(service.address).unwrap();
    socket.write_all(b"GET /file HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n").unwrap();
    let mut received = vec![0; 1_000];
    socket.read_exact(&mut received).unwrap();
    file.set_len(1_500_000).unwrap();
    let received = tokio::task::spawn_blocking(move || {
        let _ = socket.read_to_end(&mut received);
        received
    });
    let body = bodies(&received.await.unwrap()).remove(0);
    assert!(body.len() < LENGTH, "{} bytes", body.len());
    assert!(body.iter().all(|byte| *byte == 0));
}
