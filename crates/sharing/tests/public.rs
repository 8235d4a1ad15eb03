//! Reading public documents from outside: what is asked, of whom, and what is refused, on each engine.

use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use db::Db;
use sharing::public::{Fetched, PublicAddress, PublicError, PublicOptions, PublicReader, Seen, Unreached};
use testkit::TestDatabase;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use units::{ManualClock, Timestamp};

const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);

/// A host on this machine; it answers each request by its path, and keeps what it was asked.
#[derive(Clone)]
struct Host {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Host {
    async fn start(answer: impl Fn(&str) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = Self { port: listener.local_addr().unwrap().port(), asked: Arc::default() };
        let asked = Arc::clone(&host.asked);
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
                let reply = answer(&head);
                asked.lock().unwrap().push(head);
                let _ = stream.write_all(&reply).await;
            }
        });
        host
    }

    fn address(&self, path: &str) -> PublicAddress {
        PublicAddress::parse(&format!("http://127.0.0.1:{}{path}", self.port)).unwrap()
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn reply(status: &str, headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n{body}", body.len())
        .into_bytes()
}

fn reader(db: &Db, enabled: bool, private: bool) -> PublicReader {
    let this_machine: Arc<dyn Fn(IpAddr) -> bool + Send + Sync> = Arc::new(|address| address.is_loopback());
    let options = PublicOptions { enabled, private_networks: private.then_some(this_machine) };
    PublicReader::new(db.clone(), Arc::new(ManualClock::at(NOW)), options).unwrap()
}

async fn databases() -> Vec<TestDatabase> {
    testkit::databases(&[&consent::MIGRATIONS, &sharing::MIGRATIONS], &["subjects", "disclosures"]).await
}

async fn read(reader: &PublicReader, address: &PublicAddress, seen: &Seen) -> Result<Fetched, PublicError> {
    reader.document(address, "application/rss+xml", 1_000, seen, "a test").await
}

#[tokio::test]
async fn a_request_says_nothing_about_anybody() {
    for test in databases().await {
        let host = Host::start(|head| {
            if head.contains("if-none-match: \"one\"") {
                return reply("304 Not Modified", "", "");
            }
            reply("200 OK", "content-type: text/xml\r\netag: \"one\"\r\nset-cookie: who=you\r\n", "text")
        })
        .await;
        let reader = reader(&test.db, true, true);
        let address = host.address("/feed?x=1");
        reader.allow(&address, "a test").await.unwrap();
        let Fetched::Document { bytes, content_type, seen, .. } =
            read(&reader, &address, &Seen::default()).await.unwrap()
        else {
            panic!("a document")
        };
        assert_eq!((bytes.as_slice(), content_type.as_str()), (b"text".as_slice(), "text/xml"));
        assert_eq!(seen.etag.as_deref(), Some("\"one\""));
        assert_eq!(read(&reader, &address, &seen).await.unwrap(), Fetched::NotModified);
        for (head, more) in host.asked().iter().zip([None, Some("if-none-match")]) {
            assert!(head.starts_with("GET /feed?x=1 HTTP/1.1"), "{head}");
            assert!(head.contains("user-agent: Qingyin\r\n"), "{head}");
            let mut names: Vec<&str> = head.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0)).collect();
            names.sort_unstable();
            let mut expected = vec!["accept", "host", "user-agent"];
            expected.extend(more);
            expected.sort_unstable();
            assert_eq!(names, expected, "no header tells more, and no cookie comes back");
        }
        let listed = reader.hosts("", 10).await.unwrap();
        assert_eq!((listed[0].host.as_str(), listed[0].requests, listed[0].requested_at), ("127.0.0.1", 2, Some(NOW)));
    }
}

#[tokio::test]
async fn a_host_that_nobody_allowed_is_named_and_not_asked() {
    for test in databases().await {
        let host = Host::start(|_| reply("200 OK", "", "text")).await;
        let reader = reader(&test.db, true, true);
        let refused = read(&reader, &host.address("/"), &Seen::default()).await;
        assert!(matches!(refused, Err(PublicError::HostNotAllowed { host }) if host == "127.0.0.1"));
        let listed = reader.hosts("", 10).await.unwrap();
        assert_eq!((listed[0].reason.as_str(), listed[0].allowed_at, listed[0].requests), ("a test", None, 0));
        assert!(reader.set_allowed("127.0.0.1", true).await.unwrap());
        read(&reader, &host.address("/"), &Seen::default()).await.unwrap();
        assert!(reader.set_allowed("127.0.0.1", false).await.unwrap());
        assert!(read(&reader, &host.address("/"), &Seen::default()).await.is_err());
        assert_eq!(host.asked().len(), 1);
        assert!(!reader.set_allowed("other.example", true).await.unwrap(), "only what is on the list");
    }
}

#[tokio::test]
async fn switched_off_nothing_is_asked_or_entered() {
    for test in databases().await {
        let host = Host::start(|_| reply("200 OK", "", "text")).await;
        let reader = reader(&test.db, false, true);
        reader.allow(&host.address("/"), "a test").await.unwrap();
        assert!(matches!(read(&reader, &host.address("/"), &Seen::default()).await, Err(PublicError::Off)));
        assert_eq!(reader.hosts("", 10).await.unwrap()[0].requests, 0);
        assert!(host.asked().is_empty());
    }
}

#[tokio::test]
async fn private_networks_are_refused_by_name_by_number_and_by_redirect() {
    for test in databases().await {
        let host = Host::start(|_| reply("200 OK", "", "secret")).await;
        let strict = reader(&test.db, true, false);
        let port = host.port;
        for text in [
            format!("http://127.0.0.1:{port}/"),
            format!("http://localhost:{port}/"),
            format!("http://[::ffff:127.0.0.1]:{port}/"),
            format!("http://2130706433:{port}/"),
            format!("http://0x7f.1:{port}/"),
            "http://169.254.169.254/latest/meta-data/".to_owned(),
        ] {
            let address = PublicAddress::parse(&text).unwrap();
            strict.allow(&address, "a test").await.unwrap();
            let refused = read(&strict, &address, &Seen::default()).await;
            assert!(matches!(refused, Err(PublicError::PrivateNetwork { .. })), "{text}: {refused:?}");
        }
        assert!(host.asked().is_empty());

        // A host that may be asked leads to one that may not.
        let leads = Host::start(move |_| reply("302 Found", &format!("location: http://[::1]:{port}/\r\n"), "")).await;
        let only_v4: Arc<dyn Fn(IpAddr) -> bool + Send + Sync> = Arc::new(|address| address.is_ipv4());
        let options = PublicOptions { enabled: true, private_networks: Some(only_v4) };
        let reader = PublicReader::new(test.db.clone(), Arc::new(ManualClock::at(NOW)), options).unwrap();
        let refused = read(&reader, &leads.address("/"), &Seen::default()).await;
        assert!(matches!(refused, Err(PublicError::HostNotAllowed { ref host }) if host == "[::1]"), "{refused:?}");
        assert!(reader.set_allowed("[::1]", true).await.unwrap());
        let refused = read(&reader, &leads.address("/"), &Seen::default()).await;
        assert!(matches!(refused, Err(PublicError::PrivateNetwork { .. })), "{refused:?}");
        assert!(host.asked().is_empty());
    }
}

#[tokio::test]
async fn redirects_end_and_failures_are_told() {
    for test in databases().await {
        let host = Host::start(|head| {
            if head.starts_with("GET /round") {
                reply("301 Moved", "location: /round\r\n", "")
            } else if head.starts_with("GET /once") {
                reply("307 Moved", "location: there\r\n", "")
            } else if head.starts_with("GET /there") {
                reply("200 OK", "", "text")
            } else if head.starts_with("GET /file") {
                reply("302 Found", "location: file:///etc/passwd\r\n", "")
            } else if head.starts_with("GET /short") {
                b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc".to_vec()
            } else {
                reply("404 Not Found", "", "")
            }
        })
        .await;
        let reader = reader(&test.db, true, true);
        reader.allow(&host.address("/"), "a test").await.unwrap();
        let seen = Seen::default();
        assert!(matches!(read(&reader, &host.address("/round"), &seen).await, Err(PublicError::Redirects)));
        assert_eq!(host.asked().len(), 6, "the address and five more");
        let Fetched::Document { address, .. } = read(&reader, &host.address("/once"), &seen).await.unwrap() else {
            panic!("a document")
        };
        assert_eq!(address.path(), "/there");
        assert!(matches!(read(&reader, &host.address("/file"), &seen).await, Err(PublicError::Redirects)));
        let gone = read(&reader, &host.address("/gone"), &seen).await;
        assert!(matches!(gone, Err(PublicError::Status { status: 404, .. })));
        let short = read(&reader, &host.address("/short"), &seen).await;
        assert!(matches!(short, Err(PublicError::Unreached { how: Unreached::BrokenOff, .. })), "{short:?}");
        let nobody = PublicAddress::parse("http://127.0.0.1:1/").unwrap();
        let nobody = read(&reader, &nobody, &seen).await;
        assert!(matches!(nobody, Err(PublicError::Unreached { how: Unreached::NoConnection, .. })), "{nobody:?}");
    }
}

#[tokio::test]
async fn nothing_larger_than_the_limit_is_read_or_kept() {
    for test in databases().await {
        let host = Host::start(|head| {
            let body = "x".repeat(5_000);
            if head.starts_with("GET /announced") {
                return reply("200 OK", "content-type: audio/mpeg\r\n", &body);
            }
            // Without a length only the bytes themselves tell.
            format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: audio/mpeg\r\n\r\n{body}").into_bytes()
        })
        .await;
        let reader = reader(&test.db, true, true);
        reader.allow(&host.address("/"), "a test").await.unwrap();
        let file = test.folder().join("file");
        for path in ["/announced", "/streamed"] {
            let address = host.address(path);
            let document = read(&reader, &address, &Seen::default()).await;
            assert!(matches!(document, Err(PublicError::TooLarge { bytes_max: 1_000 })), "{document:?}");
            let saved = reader.save(&address, "audio/*", 4_999, &file, "a test").await;
            assert!(matches!(saved, Err(PublicError::TooLarge { .. })), "{saved:?}");
            assert!(std::fs::metadata(&file).map_or(0, |metadata| metadata.len()) < 5_000);
            let saved = reader.save(&address, "audio/*", 5_000, &file, "a test").await.unwrap();
            assert_eq!((saved.size_bytes, saved.content_type.as_str()), (5_000, "audio/mpeg"));
            assert_eq!(std::fs::metadata(&file).unwrap().len(), 5_000);
        }
    }
}
