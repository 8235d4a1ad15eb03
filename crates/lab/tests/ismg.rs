//! The gateway for texts, as a provider that is a few frames written by hand.
//!
//! The frames of sign-in and submission are those of gocmpp's tests (github.com/bigwhite/gocmpp, Apache-2.0).

use std::sync::Arc;

use axum::http::{Method, StatusCode};
use lab::GatewayFault;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::support::Bench;

/// `connect_test.go`: 900001 with 888888, in 2.1.
const CONNECT: &str = "0000002700000001000000173930303030 3190d00c1d517abd0b4f65f6bcf8535d16213cdc73be";
/// `connect_test.go`: what the gateway answers in 2.1 and in 3.0.
const CONNECTED_21: &str = "0000001e8000000100000017006c0b846e25bab6daa4ed1c466e0f4bd821";
const CONNECTED_30: &str = "00000021800000010000001700000000794297727409 8cf210ab0c16c367bc8d30";
/// `submit_test.go`, in 2.0.
const SUBMIT: &str = "000000bd 00000004 00000017 0000000000000000 01 01 01 01 74657374000000000000 02
    313335303030303236393600000000000000000000 00 00 08 393030303031 3032 313000000000
    3135313130353133313535353130312b00 0000000000000000000000000000000000
    393030303031000000000000000000000000000000 01 313335303030303236393600000000000000000000
    1e 6d4b8bd50067006f0063006d007000700020007300750062006d00690074 0000000000000000";

fn bytes(text: &str) -> Vec<u8> {
    hex::decode(text.split_whitespace().collect::<String>()).expect("hexadecimal")
}

/// The frame with other bytes at some places.
fn with(frame: &str, changes: &[(usize, u8)]) -> Vec<u8> {
    let mut frame = bytes(frame);
    for (at, byte) in changes {
        frame[*at] = *byte;
    }
    frame
}

struct Provider(TcpStream);

impl Provider {
    async fn says(&mut self, frame: &[u8]) {
        self.0.write_all(frame).await.expect("a connection");
    }

    /// The next frame: its command and its body.
    async fn hears(&mut self) -> (u32, Vec<u8>) {
        let length = self.0.read_u32().await.expect("a length");
        let command = self.0.read_u32().await.expect("a command");
        self.0.read_u32().await.expect("a sequence");
        let mut body = vec![0; length as usize - 12];
        self.0.read_exact(&mut body).await.expect("a body");
        (command, body)
    }

    /// Submits, and returns the result.
    async fn submits(&mut self, frame: &[u8]) -> u8 {
        self.says(frame).await;
        loop {
            let (command, body) = self.hears().await;
            if command == 0x8000_0004 {
                return body[8];
            }
        }
    }
}

/// A gateway with the account of gocmpp's tests, and where it listens.
async fn gateway(version_max: &str) -> (Bench, std::net::SocketAddr) {
    let bench = Bench::new();
    let account = json!({ "source_addr": "900001", "secret": "888888", "version_max": version_max });
    let reply = bench.json(Method::POST, "/lab/ismg/accounts", &account).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(lab::serve_gateway(Arc::clone(&bench.lab), listener));
    (bench, address)
}

async fn provider(address: std::net::SocketAddr) -> Provider {
    Provider(TcpStream::connect(address).await.expect("a connection"))
}

async fn signed_in() -> (Bench, Provider) {
    let (bench, address) = gateway("2.1").await;
    let mut provider = provider(address).await;
    provider.says(&bytes(CONNECT)).await;
    let (_, body) = provider.hears().await;
    assert_eq!(body[0], 0);
    (bench, provider)
}

async fn kept(bench: &Bench) -> Vec<Value> {
    bench.get("/lab/ismg/messages").await.json()["items"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_sign_in_is_answered_byte_for_byte() {
    let (_bench, address) = gateway("2.1").await;
    let mut narrow = provider(address).await;
    narrow.says(&bytes(CONNECT)).await;
    let mut answer = vec![0; 30];
    narrow.0.read_exact(&mut answer).await.expect("an answer");
    assert_eq!(answer, bytes(CONNECTED_21));
    let (_bench, address) = gateway("3.0").await;
    let mut wide = provider(address).await;
    wide.says(&with(CONNECT, &[(34, 0x30)])).await;
    let mut answer = vec![0; 33];
    wide.0.read_exact(&mut answer).await.expect("an answer");
    assert_eq!(answer, bytes(CONNECTED_30));
}

#[tokio::test]
async fn who_is_not_known_is_told_why_and_left() {
    // The name, the proof, the version, and a time in month 42.
    let refused = [((17, b'2'), 2), ((20, 0), 3), ((34, 0x30), 4), ((35, 0xfb), 1)];
    for (change, status) in refused {
        let (_bench, address) = gateway("2.1").await;
        let mut provider = provider(address).await;
        provider.says(&with(CONNECT, &[change])).await;
        let (command, body) = provider.hears().await;
        assert_eq!((command, body.len(), body[0]), (0x8000_0001, 18, status));
        assert_eq!(provider.0.read(&mut [0]).await.expect("an end"), 0);
    }
}

#[tokio::test]
async fn a_submission_is_kept_and_reported_on() {
    let (bench, mut provider) = signed_in().await;
    provider.says(&bytes(SUBMIT)).await;
    let (_, answer) = provider.hears().await;
    assert_eq!(answer[8], 0);
    let (command, report) = provider.hears().await;
    assert_eq!((command, report.len(), report[63]), (5, 73 + 60, 1));
    assert_eq!((&report[65..73], &report[73..80]), (&answer[..8], &b"DELIVRD"[..]));
    let kept = kept(&bench).await;
    assert_eq!(kept.len(), 1);
    assert_eq!((&kept[0]["text"], &kept[0]["to"]), (&json!("测试gocmpp submit"), &json!(["13500002696"])));
    // The month and the day of the identifier are those of the clock: 2026-09-21 in China.
    assert_eq!((answer[0] >> 4, (answer[0] & 15) << 1 | answer[1] >> 7), (9, 21));
    assert_eq!(bench.get("/lab/ismg/deliveries").await.json()["items"][0]["result"], Value::Null);
    provider.says(&[&[0, 0, 0, 21, 0x80, 0, 0, 5, 0, 0, 0, 1][..], &report[..8], &[0]].concat()).await;
    provider.submits(&bytes(SUBMIT)).await;
    assert_eq!(bench.get("/lab/ismg/deliveries").await.json()["items"][0]["result"], 0);
}

#[tokio::test]
async fn what_a_gateway_does_not_take_is_refused_by_its_number() {
    let (bench, mut provider) = signed_in().await;
    let refused: [(&[(usize, u8)], u8); 8] = [
        (&[(59, b'8')], 11),
        (&[(66, b'9')], 5),
        (&[(129, b'9')], 13),
        (&[(128, 0)], 1),
        (&[(58, 9)], 1),
        // A part that is none: its number, and a header that is not there.
        (&[(21, 2)], 1),
        (&[(57, 1)], 1),
        (&[(150, 0x1d)], 1),
    ];
    for (changes, result) in refused {
        assert_eq!(provider.submits(&with(SUBMIT, changes)).await, result, "{changes:?}");
    }
    assert!(kept(&bench).await.iter().all(|kept| kept["result"] != 0));
    // After all that it still takes what is right.
    assert_eq!(provider.submits(&bytes(SUBMIT)).await, 0);
}

#[tokio::test]
async fn frames_that_are_none_end_the_connection() {
    for frame in ["00000004", "7fffffff00000004", "0000000c0000000700000001"] {
        let (bench, mut provider) = signed_in().await;
        provider.says(&bytes(frame)).await;
        assert_eq!(provider.0.read(&mut [0]).await.expect("an end"), 0);
        while bench.get("/lab/ismg/connections").await.json()["items"] != json!([]) {
            tokio::task::yield_now().await;
        }
    }
    // So does anything before the sign-in.
    let (_bench, address) = gateway("2.1").await;
    let mut provider = provider(address).await;
    provider.says(&bytes(SUBMIT)).await;
    assert_eq!(provider.0.read(&mut [0]).await.expect("an end"), 0);
}

#[tokio::test]
async fn a_text_of_somebodys_is_brought_to_who_is_signed_in() {
    let (bench, mut provider) = signed_in().await;
    let text =
        json!({ "source_addr": "900001", "from": "13900139000", "to": "10690001", "text": "退订", "format": "gbk" });
    assert_eq!(bench.json(Method::POST, "/lab/ismg/texts", &text).await.json(), json!({ "parts": 1 }));
    let (command, body) = provider.hears().await;
    assert_eq!((command, &body[8..16], &body[42..53]), (5, &b"10690001"[..], &b"13900139000"[..]));
    assert_eq!((body[41], body[63], &body[64..69]), (15, 0, &[4, 0xcd, 0xcb, 0xb6, 0xa9][..]));
    let nobody = json!({ "source_addr": "900002", "from": "13900139000", "text": "退订" });
    assert!(bench.json(Method::POST, "/lab/ismg/texts", &nobody).await.text().contains("not signed in"));
    let odd = json!({ "source_addr": "900001", "from": "1", "text": "x", "format": "utf7" });
    assert!(bench.json(Method::POST, "/lab/ismg/texts", &odd).await.text().contains("utf7"));
}

#[tokio::test]
async fn faults_are_set_for_one_account_or_for_all_and_taken_back() {
    let (bench, mut provider) = signed_in().await;
    let listed = bench.get("/lab/ismg/faults").await.json();
    assert_eq!(listed["faults"].as_array().map(Vec::len), Some(GatewayFault::ALL.len()));
    let other = json!({ "source_addr": "900002", "fault": "throttles_always" });
    bench.json(Method::POST, "/lab/ismg/faults", &other).await;
    assert_eq!(provider.submits(&bytes(SUBMIT)).await, 0);
    let all = json!({ "fault": "throttles_always" });
    let reply = bench.json(Method::POST, "/lab/ismg/faults", &all).await.json();
    assert_eq!(reply["faults"], json!(["throttles_always"]));
    assert_eq!(provider.submits(&bytes(SUBMIT)).await, 8);
    let cleared = bench.json(Method::DELETE, "/lab/ismg/faults", &json!({})).await;
    assert_eq!(cleared.status, StatusCode::NO_CONTENT);
    assert_eq!(provider.submits(&bytes(SUBMIT)).await, 0);
}

#[tokio::test]
async fn an_account_that_could_not_work_is_refused_with_the_reason() {
    let bench = Bench::new();
    let refused = [
        (json!({ "source_addr": "9000001", "secret": "s" }), "source_addr"),
        (json!({ "source_addr": "900001", "secret": "" }), "secret is empty"),
        (json!({ "source_addr": "900001", "secret": "s", "window": 0 }), "window"),
        (json!({ "source_addr": "900001", "secret": "s", "report_state": "DELIVERED" }), "report_state"),
        (json!({ "source_addr": "900001", "secret": "s", "version_max": "4.0" }), "unknown variant"),
    ];
    for (account, reason) in refused {
        let reply = bench.json(Method::POST, "/lab/ismg/accounts", &account).await;
        assert!(reply.status.is_client_error() && reply.text().contains(reason), "{}", reply.text());
    }
}
