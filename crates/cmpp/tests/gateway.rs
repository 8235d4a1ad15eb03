//! The link against the lab's gateway, which shares no code with it: as it should be, and in each hostile way.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use cmpp::{Ended, Error, Event, Link, MsgId, Outcome, Receipt, Secret, Settings, State, Timing, Version};
use lab::{GatewayAccount, GatewayFault, GatewayVersion, Lab};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tower::ServiceExt as _;
use units::{ManualClock, Timestamp};

use crate::peer::{number, words};

const NAME: &str = "900001";
/// In January, when the time of a sign-in begins with a zero.
const NOW: &str = "2027-01-02T01:02:03.000Z";

struct Gateway {
    lab: Arc<Lab>,
    clock: ManualClock,
    address: SocketAddr,
}

impl Gateway {
    async fn new() -> Self {
        let clock = ManualClock::at(NOW.parse::<Timestamp>().expect("a time"));
        let lab = Lab::new(Arc::new(clock.clone()), StdRng::seed_from_u64(4));
        let account = GatewayAccount {
            source_addr: NAME.to_owned(),
            secret: "888888".to_owned(),
            version_max: GatewayVersion::V30,
            window: 16,
            report_state: "DELIVRD".to_owned(),
        };
        lab.register_gateway_account(account).expect("an account");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(lab::serve_gateway(Arc::clone(&lab), listener));
        Self { lab, clock, address }
    }

    async fn with(fault: GatewayFault) -> Self {
        let gateway = Self::new().await;
        gateway.lab.set_gateway_fault(None, fault);
        gateway
    }

    async fn link(&self, settings: &Settings) -> Result<(Link, mpsc::Receiver<Event>), Error> {
        let stream = TcpStream::connect(self.address).await.expect("a connection");
        let (sender, events) = mpsc::channel(1_024);
        Link::open(stream, settings, &self.clock, sender).await.map(|link| (link, events))
    }

    async fn ask(&self, method: Method, path: &str, body: Value) -> Value {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1");
        let request = request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string()));
        let response = lab::router(&self.lab).oneshot(request.expect("a request")).await.expect("an answer");
        assert!(response.status().is_success(), "{}", response.status());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a whole body");
        serde_json::from_slice(&bytes).expect("JSON")
    }

    async fn items(&self, what: &str) -> Vec<Value> {
        let listed = self.ask(Method::GET, &format!("/lab/ismg/{what}"), json!({})).await;
        listed["items"].as_array().expect("a list").clone()
    }

    /// Deliveries that the link has answered, once it has answered all.
    async fn answers(&self) -> Vec<Value> {
        loop {
            let results: Vec<Value> =
                self.items("deliveries").await.iter().map(|delivery| delivery["result"].clone()).collect();
            if results.iter().all(|result| !result.is_null()) {
                return results;
            }
            tokio::task::yield_now().await;
        }
    }
}

fn settings(version: Version) -> Settings {
    let mut settings = Settings::new(NAME, Secret::new("888888"), version);
    settings.from = "10690001".to_owned();
    settings.timing = Timing { throttle_pause: Duration::from_millis(1), ..Timing::default() };
    settings
}

async fn accepted(link: &Link, text: &str) -> Vec<MsgId> {
    let receipts = link.submit(&number(), &words(text)).await.expect("receipts");
    assert!(receipts.iter().all(|receipt| receipt.result.is_accepted()), "{receipts:?}");
    receipts.iter().map(|receipt| receipt.msg_id).collect()
}

async fn reported(events: &mut mpsc::Receiver<Event>) -> MsgId {
    match events.recv().await {
        Some(Event::Report(report)) => {
            assert_eq!((report.state, report.to), (State::Delivered, number()));
            report.msg_id
        }
        other => panic!("no report, but {other:?}"),
    }
}

#[tokio::test]
async fn texts_arrive_as_they_were_written() {
    let long = "长".repeat(66) + "🎧" + &"信".repeat(30);
    for version in [Version::V20, Version::V21, Version::V30] {
        let gateway = Gateway::new().await;
        let (link, mut events) = gateway.link(&settings(version)).await.expect("a link");
        for text in ["Your code is 246810.", "验证码 246810", &long] {
            let mut msg_ids = accepted(&link, text).await;
            let kept = gateway.items("messages").await;
            let parts: Vec<&Value> = kept.iter().rev().take(msg_ids.len()).rev().collect();
            let said: String = parts.iter().map(|part| part["text"].as_str().expect("text")).collect();
            assert_eq!((said.as_str(), parts[0]["is_3"].as_bool()), (text, Some(version == Version::V30)));
            assert!(parts.iter().all(|part| part["to"] == json!(["13800138000"]) && part["from"] == "10690001"));
            for msg_id in &mut msg_ids {
                assert_eq!(reported(&mut events).await, *msg_id);
            }
        }
        assert_eq!(gateway.answers().await, vec![json!(0); 4]);
        link.close().await;
    }
}

#[tokio::test]
async fn what_people_write_is_heard() {
    for version in [Version::V20, Version::V30] {
        let gateway = Gateway::new().await;
        let (_link, mut events) = gateway.link(&settings(version)).await.expect("a link");
        let long = "音".repeat(100);
        for (format, text) in [("ucs2", "退订"), ("gbk", "退订"), ("ascii", "TD"), ("ucs2", &long)] {
            let body =
                json!({ "source_addr": NAME, "from": "13900139000", "to": "10690001", "text": text, "format": format });
            let parts = gateway.ask(Method::POST, "/lab/ismg/texts", body).await["parts"].as_u64().expect("a number");
            let mut whole = String::new();
            for number in 1..=parts {
                let Some(Event::Text(heard)) = events.recv().await else { panic!("no text") };
                assert_eq!((heard.from.reveal(), heard.to.as_str()), ("13900139000", "10690001"));
                let part = heard.part.map(|part| (u64::from(part.number), u64::from(part.total)));
                assert_eq!(part, (parts > 1).then_some((number, parts)));
                whole += heard.text.reveal();
            }
            assert_eq!(whole, text);
        }
        assert_eq!(gateway.answers().await, vec![json!(0); 5]);
    }
}

#[tokio::test]
async fn the_gateway_may_ask_and_leave() {
    let gateway = Gateway::new().await;
    let (link, _events) = gateway.link(&settings(Version::V30)).await.expect("a link");
    let ask = |what: &str| json!({ "source_addr": NAME, "ask": what });
    gateway.ask(Method::POST, "/lab/ismg/asks", ask("active_test")).await;
    while gateway.items("connections").await[0]["active_tests_answered"] != 1 {
        tokio::task::yield_now().await;
    }
    gateway.ask(Method::POST, "/lab/ismg/asks", ask("terminate")).await;
    assert_eq!(link.ended().await, Ended::ByGateway);
}

#[tokio::test]
async fn who_is_not_known_is_not_let_in() {
    let gateway = Gateway::new().await;
    let wrong = Settings { secret: Secret::new("888889"), ..settings(Version::V30) };
    assert!(matches!(gateway.link(&wrong).await, Err(Error::Refused(3))));
    let unknown = Settings { source_addr: "900002".to_owned(), ..settings(Version::V30) };
    assert!(matches!(gateway.link(&unknown).await, Err(Error::Refused(2))));
    let body = json!({ "source_addr": NAME, "secret": "888888", "version_max": "2.0" });
    gateway.ask(Method::POST, "/lab/ismg/accounts", body).await;
    assert!(matches!(gateway.link(&settings(Version::V30)).await, Err(Error::Refused(4))));
    assert!(gateway.link(&settings(Version::V20)).await.is_ok());
}

#[tokio::test]
async fn hostile_sign_ins_are_refused() {
    let gateway = Gateway::with(GatewayFault::WrongAuthenticator).await;
    assert!(matches!(gateway.link(&settings(Version::V30)).await, Err(Error::WrongAuthenticator)));
    let gateway = Gateway::with(GatewayFault::RefusedSignIn).await;
    assert!(matches!(gateway.link(&settings(Version::V20)).await, Err(Error::Refused(5))));
}

#[tokio::test]
async fn without_an_answer_nothing_is_certain() {
    for fault in [GatewayFault::NoResponse, GatewayFault::HalfFrame] {
        let gateway = Gateway::with(fault).await;
        let mut hasty = settings(Version::V30);
        hasty.timing.answer_within = Duration::from_millis(50);
        let (link, _events) = gateway.link(&hasty).await.expect("a link");
        let error = link.submit(&number(), &words("hello")).await.expect_err("no answer");
        assert!(matches!(error, Error::TimedOut) && error.is_uncertain(), "{fault:?}: {error}");
        assert_eq!(gateway.items("messages").await.len(), 1, "it was sent once");
    }
}

#[tokio::test]
async fn answers_twice_and_reversed_are_sorted_out() {
    for fault in [GatewayFault::ResponseTwice, GatewayFault::ResponsesReversed] {
        let gateway = Gateway::with(fault).await;
        let (link, _events) = gateway.link(&settings(Version::V20)).await.expect("a link");
        let link = Arc::new(link);
        let mut submitting = JoinSet::new();
        for number in 0..40 {
            let link = Arc::clone(&link);
            submitting.spawn(async move { (format!("{number}"), accepted(&link, &number.to_string()).await[0]) });
        }
        let mine: BTreeSet<(String, String)> =
            submitting.join_all().await.into_iter().map(|(text, msg_id)| (text, msg_id.0.to_string())).collect();
        let theirs = gateway.items("messages").await;
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        let theirs: BTreeSet<(String, String)> =
            theirs.iter().map(|message| (text(&message["text"]), text(&message["msg_id"]))).collect();
        assert_eq!(mine, theirs, "{fault:?}");
        let unanswered = gateway.items("connections").await[0]["unanswered_max"].as_u64();
        if fault == GatewayFault::ResponsesReversed {
            assert_eq!(unanswered, Some(16), "the window is used and kept");
        }
    }
}

#[tokio::test]
async fn too_much_is_tried_again_and_told_in_the_end() {
    let gateway = Gateway::with(GatewayFault::ThrottlesOnce).await;
    let (link, _events) = gateway.link(&settings(Version::V30)).await.expect("a link");
    accepted(&link, "hello").await;
    let results: Vec<Value> = gateway.items("messages").await.iter().map(|kept| kept["result"].clone()).collect();
    assert_eq!(results, [8, 0]);
    let gateway = Gateway::with(GatewayFault::ThrottlesAlways).await;
    let (link, _events) = gateway.link(&settings(Version::V30)).await.expect("a link");
    let receipts = link.submit(&number(), &words("hello")).await.expect("a receipt");
    assert_eq!(receipts, [Receipt { msg_id: MsgId(0), result: Outcome(8) }]);
    assert_eq!(gateway.items("messages").await.len(), 6);
}

#[tokio::test]
async fn odd_reports_are_answered_and_told() {
    let gateway = Gateway::with(GatewayFault::UnknownReport).await;
    let (link, mut events) = gateway.link(&settings(Version::V30)).await.expect("a link");
    let msg_id = accepted(&link, "hello").await[0];
    assert_ne!(reported(&mut events).await, msg_id);
    assert_eq!(gateway.answers().await, [0]);

    let gateway = Gateway::with(GatewayFault::ReportTwice).await;
    let (link, mut events) = gateway.link(&settings(Version::V20)).await.expect("a link");
    let msg_id = accepted(&link, "hello").await[0];
    assert_eq!([reported(&mut events).await, reported(&mut events).await], [msg_id, msg_id]);

    let gateway = Gateway::with(GatewayFault::ReportFirst).await;
    let (link, mut events) = gateway.link(&settings(Version::V20)).await.expect("a link");
    let msg_id = accepted(&link, "hello").await[0];
    assert_eq!(reported(&mut events).await, msg_id);
}

#[tokio::test]
async fn broken_frames_and_cuts_end_the_link() {
    for fault in [GatewayFault::OversizedLength, GatewayFault::UndersizedLength, GatewayFault::CutInAnswer] {
        let gateway = Gateway::with(fault).await;
        let (link, _events) = gateway.link(&settings(Version::V30)).await.expect("a link");
        let error = link.submit(&number(), &words("hello")).await.expect_err("no answer");
        let is_cut = matches!(error, Error::Lost(Ended::Cut));
        let is_malformed = matches!(error, Error::Lost(Ended::Malformed(_)));
        assert!(if fault == GatewayFault::CutInAnswer { is_cut } else { is_malformed }, "{fault:?}: {error}");
        assert!(!link.is_open());
    }
}

#[tokio::test]
async fn slow_bytes_are_bytes() {
    let gateway = Gateway::with(GatewayFault::SlowBytes).await;
    let (link, mut events) = gateway.link(&settings(Version::V30)).await.expect("a link");
    let msg_id = accepted(&link, "hello").await[0];
    assert_eq!(reported(&mut events).await, msg_id);
}

#[tokio::test]
async fn a_gateway_that_does_not_say_whether_it_is_there_is_left() {
    let gateway = Gateway::with(GatewayFault::ActiveTestUnanswered).await;
    let mut hasty = settings(Version::V30);
    hasty.timing.active_after = Duration::from_millis(5);
    let (link, _events) = gateway.link(&hasty).await.expect("a link");
    assert_eq!(link.ended().await, Ended::Silent);
    // One that says so is not.
    let gateway = Gateway::new().await;
    hasty.timing.active_after = Duration::from_millis(50);
    let (link, _events) = gateway.link(&hasty).await.expect("a link");
    accepted(&link, "hello").await;
    assert!(link.is_open());
}

#[tokio::test]
async fn leaving_is_heard() {
    let gateway = Gateway::new().await;
    let (link, _events) = gateway.link(&settings(Version::V30)).await.expect("a link");
    assert_eq!(gateway.items("connections").await.len(), 1);
    link.close().await;
    while !gateway.items("connections").await.is_empty() {
        tokio::task::yield_now().await;
    }
}
