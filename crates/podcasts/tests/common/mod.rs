//! Podcasts on each engine, with a host of feeds on this machine that speaks real HTTP.

use std::collections::HashMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_api::{Role, SignedIn};
use http_body_util::BodyExt as _;
use podcasts::{Channel, Episode, Options, Podcasts};
use serde_json::Value;
use sharing::public::{PublicOptions, PublicReader};
use testkit::TestDatabase;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tower::ServiceExt as _;
use units::{ManualClock, Timestamp};

pub const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);
/// What downloads may take.
pub const ROOM_BYTES: u64 = 10_000;

/// A host that answers by path, and keeps what it was asked.
#[derive(Clone)]
pub struct Host {
    pub port: u16,
    replies: Arc<Mutex<HashMap<String, Vec<u8>>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Host {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = Self { port: listener.local_addr().unwrap().port(), replies: Arc::default(), asked: Arc::default() };
        let shared = host.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    match stream.read_u8().await {
                        Ok(byte) => head.push(byte),
                        Err(_) => break,
                    }
                }
                let head = String::from_utf8_lossy(&head).into_owned();
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                let reply = shared.replies.lock().unwrap().get(&path).cloned();
                let tagged = head.lines().find_map(|line| line.strip_prefix("if-none-match: "));
                let reply = match (reply, tagged) {
                    (Some(reply), Some(tag))
                        if String::from_utf8_lossy(&reply).contains(&format!("etag: {tag}\r\n")) =>
                    {
                        b"HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n".to_vec()
                    }
                    (Some(reply), _) => reply,
                    (None, _) => b"HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n".to_vec(),
                };
                shared.asked.lock().unwrap().push(head);
                let _ = stream.write_all(&reply).await;
            }
        });
        host
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Lets a path answer with these bytes, which may be no good HTTP at all.
    pub fn raw(&self, path: &str, reply: impl Into<Vec<u8>>) {
        self.replies.lock().unwrap().insert(path.to_owned(), reply.into());
    }

    /// Lets a path answer with this body.
    pub fn give(&self, path: &str, headers: &str, body: &[u8]) {
        let mut reply =
            format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n", body.len())
                .into_bytes();
        reply.extend_from_slice(body);
        self.raw(path, reply);
    }

    /// Lets `/feed` answer with a feed with these entries.
    pub fn feed(&self, entries: &str) {
        let feed = format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>夜航船</title>\
             <description>闲谈</description><link>https://pod.example/</link>{entries}</channel></rss>"
        );
        self.give("/feed", "content-type: application/rss+xml\r\n", feed.as_bytes());
    }

    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// An entry of a feed with sound at `path` of the same host.
pub fn entry(guid: &str, day: u32, path: &str) -> String {
    format!(
        "<item><guid>{guid}</guid><title>第 {guid} 集</title><pubDate>{day} Nov 2026 08:00:00 GMT</pubDate>\
         <enclosure url=\"{path}\" type=\"audio/mpeg\" length=\"100\"/></item>"
    )
}

/// The beginning of an MP3 and what follows.
pub fn sound(size: usize) -> Vec<u8> {
    let mut bytes = b"ID3\x04\0\0\0\0\0\0".to_vec();
    bytes.resize(size, 0x55);
    bytes
}

pub struct World {
    pub podcasts: Podcasts,
    pub reader: PublicReader,
    pub clock: ManualClock,
    pub test: TestDatabase,
}

/// Podcasts on each engine; hosts on this machine may be called when `local` is set.
pub async fn worlds(local: bool) -> Vec<World> {
    let modules = [&consent::MIGRATIONS, &sharing::MIGRATIONS, &podcasts::MIGRATIONS];
    let tests = testkit::databases(&modules, &["subjects", "disclosures"]).await;
    tests.into_iter().map(|test| world(test, local, true)).collect()
}

pub fn world(test: TestDatabase, local: bool, enabled: bool) -> World {
    let clock = ManualClock::at(NOW);
    let this_machine: Arc<dyn Fn(IpAddr) -> bool + Send + Sync> = Arc::new(|address| address.is_loopback());
    let options = PublicOptions { enabled, private_networks: local.then_some(this_machine) };
    let reader = PublicReader::new(test.db.clone(), Arc::new(clock.clone()), options).unwrap();
    let options = Options { folder: test.folder().join("podcasts"), folder_bytes_max: ROOM_BYTES };
    let podcasts = Podcasts::open(test.db.clone(), Arc::new(clock.clone()), reader.clone(), options).unwrap();
    World { podcasts, reader, clock, test }
}

impl World {
    pub async fn episodes(&self, channel: &Channel) -> Vec<Episode> {
        self.podcasts.episodes(channel.id, None, 3_000).await.unwrap()
    }

    /// Every file below the folder of downloads.
    pub fn files(&self) -> Vec<PathBuf> {
        let Ok(folders) = std::fs::read_dir(self.test.folder().join("podcasts")) else { return Vec::new() };
        let files = folders.flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap());
        files.map(|file| file.unwrap().path()).collect()
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        role: Option<Role>,
        range: Option<&str>,
        body: Option<Value>,
    ) -> (StatusCode, HeaderMap, Vec<u8>) {
        let routes = podcasts::routes::<()>(self.podcasts.clone());
        let (router, _) = routes.merge(podcasts::operator_routes(self.podcasts.clone())).split_for_parts();
        let mut request = Request::builder().method(method).uri(path).header("accept-language", "en");
        if let Some(range) = range {
            request = request.header("range", range);
        }
        if let Some(role) = role {
            request = request.extension(SignedIn {
                subject: ids::SubjectId::from_i64(1),
                session: ids::SessionId::from_i64(1),
                roles: vec![role],
                signed_in_at: NOW,
                review_needed: false,
            });
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let (parts, body) = router.oneshot(request.body(body).unwrap()).await.unwrap().into_parts();
        (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
    }

    pub async fn json(&self, method: &str, path: &str, role: Option<Role>, body: Option<Value>) -> (StatusCode, Value) {
        let (status, _, bytes) = self.send(method, path, role, None, body).await;
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }
}
