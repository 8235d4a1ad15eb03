//! Requests that are signed, and lines that stay open: what goes over either is in the ledger before.

use std::sync::Arc;

use db::sql;
use policy::SmsGateway;
use sharing::{Carried, Courier, Error, Refusal, Signed, Signer, Unsigned, Value, Way};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;
use units::Timestamp;

use crate::support::{Manner, NOW, PHONE, Simulator, World, code_for, refusal, request_of, setup, worlds};

sql! {
    static TEST_OUTCOMES = "SELECT outcome FROM disclosures ORDER BY created_at, id";
}

async fn outcomes(world: &World) -> Vec<String> {
    world.db().service().query(&TEST_OUTCOMES, &[], |row| row.get(0)).await.unwrap()
}

/// Writes into a header what it was given to sign.
#[derive(Debug)]
struct Echo;

impl Signer for Echo {
    fn sign(&self, request: &Unsigned<'_>, now: Timestamp, random: u128) -> Signed {
        assert_ne!(random, 0, "a number that is used once");
        let names: Vec<&str> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
        let body = String::from_utf8_lossy(request.body);
        let path = request.url.split('/').next_back().unwrap_or_default();
        let signature = format!("{} {path} {} {body} {now}", request.method, names.join(","));
        Signed { headers: vec![("x-signed".to_owned(), signature)], body: None }
    }
}

/// Signs with what no header holds.
#[derive(Debug)]
struct Broken;

impl Signer for Broken {
    fn sign(&self, _: &Unsigned<'_>, _: Timestamp, _: u128) -> Signed {
        Signed { headers: vec![("x-signed".to_owned(), "a\r\nb".to_owned())], body: None }
    }
}

/// Signs inside the body.
#[derive(Debug)]
struct Inside;

impl Signer for Inside {
    fn sign(&self, request: &Unsigned<'_>, _: Timestamp, _: u128) -> Signed {
        let body = String::from_utf8_lossy(request.body).replacen('{', "{\"sign\":1,", 1);
        Signed { headers: Vec::new(), body: Some(body.into_bytes()) }
    }
}

#[tokio::test]
async fn a_request_is_signed_when_all_is_in_its_place() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let mut signed = setup(simulator.port);
        request_of(&mut signed).url.push_str("?to={phone}");
        request_of(&mut signed).signer = Some(Arc::new(Echo));
        world.gate(vec![signed.clone()]).send(code_for("c1")).await.unwrap();
        let request = simulator.received().pop().unwrap();
        let body = r#"{"to":"+8613800138000","vars":{"code":"123456"}}"#;
        let expected = format!("x-signed: POST send?to=%2B8613800138000 x-key,content-type {body} {NOW}");
        assert!(request.contains(&expected), "{request}");

        let before = simulator.received().len();
        request_of(&mut signed).signer = Some(Arc::new(Broken));
        let refused = refusal(world.gate(vec![signed]).send(code_for("c1")).await);
        assert_eq!(refused, Refusal::Malformed("a header's value"));
        assert_eq!(simulator.received().len(), before);
    }
}

#[tokio::test]
async fn a_signature_may_stand_in_the_body() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let mut signed = setup(simulator.port);
        request_of(&mut signed).signer = Some(Arc::new(Inside));
        world.gate(vec![signed]).send(code_for("c1")).await.unwrap();
        let request = simulator.received().pop().unwrap();
        assert!(request.contains(r#"{"sign":1,"to":"+8613800138000""#), "{request}");
    }
}

#[tokio::test]
async fn what_a_refusal_says_is_read_where_the_request_wants_it() {
    let simulator = Simulator::start(Manner::Refuses).await;
    for world in worlds().await {
        let mut reading = setup(simulator.port);
        request_of(&mut reading).reads_refusals = true;
        let answer = world.gate(vec![reading]).send(code_for("c1")).await.unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (403, b"why".as_slice()));
        let failed = world.gate(vec![setup(simulator.port)]).send(code_for("c2")).await;
        assert!(matches!(failed, Err(Error::Failed { .. })), "{failed:?}");
        let mut entered = outcomes(&world).await;
        entered.sort();
        assert_eq!(entered, ["failed", "sent"], "both at the same instant");
    }
}

/// Notes what it was given, and what the ledger said by then.
struct Note<'a> {
    world: &'a World,
    result: Result<Vec<u8>, String>,
}

impl Courier for Note<'_> {
    fn carry<'a>(&'a self, values: &'a [(&'a str, &'a Value)]) -> Carried<'a> {
        Box::pin(async move {
            assert_eq!(outcomes(self.world).await.last().map(String::as_str), Some("pending"));
            assert_eq!(values, [("phone", &PHONE.into()), ("sign_in_code", &"123456".into())]);
            self.result.clone()
        })
    }
}

#[tokio::test]
async fn what_goes_over_a_line_is_in_the_ledger_before() {
    for world in worlds().await {
        let mut carrier = setup(1);
        carrier.way = Way::Line { host: "127.0.0.1".to_owned(), port: 1 };
        let gate = world.gate(vec![carrier.clone()]);
        let taken = Note { world: &world, result: Ok(b"17".to_vec()) };
        assert_eq!(gate.send_over_line(code_for("c1"), &taken).await.unwrap().body, b"17");
        world.clock.advance(units::Millis(1));
        let refused = Note { world: &world, result: Err("flow control".to_owned()) };
        let failed = gate.send_over_line(code_for("c1"), &refused).await;
        assert!(matches!(failed, Err(Error::Failed { ref detail, .. }) if detail == "flow control"), "{failed:?}");
        world.clock.advance(units::Millis(1));
        // A recipient is reached in the one way that its setup names.
        assert!(matches!(refusal(gate.send(code_for("c1")).await), Refusal::Malformed(_)));
        let by_request = world.gate(vec![setup(1)]);
        world.clock.advance(units::Millis(1));
        assert!(matches!(refusal(by_request.send_over_line(code_for("c1"), &taken).await), Refusal::Malformed(_)));
        assert_eq!(outcomes(&world).await, ["sent", "failed", "refused", "refused"]);
        carrier.hosts = vec!["carrier.example".to_owned()];
        let elsewhere = refusal(world.gate(vec![carrier]).send_over_line(code_for("c1"), &taken).await);
        assert_eq!(elsewhere, Refusal::UndeclaredHost("127.0.0.1".to_owned()));
    }
}

#[tokio::test]
async fn a_line_is_dialled_by_the_gate_alone_and_only_while_it_is_open() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    for world in worlds().await {
        let mut carrier = setup(1);
        carrier.way = Way::Line { host: "127.0.0.1".to_owned(), port };
        let gate = world.gate(vec![carrier.clone()]);
        let line = gate.dial::<SmsGateway>().await.unwrap();
        let (mut there, _) = listener.accept().await.unwrap();
        drop(line);
        assert_eq!(there.read(&mut [0]).await.unwrap(), 0, "it was the gate's, and nothing was said");
        world.clock.advance(units::Millis::days(400));
        assert!(matches!(gate.dial::<SmsGateway>().await, Err(Error::Refused { reason: Refusal::Expired, .. })));
        let by_request = world.gate(vec![setup(port)]).dial::<SmsGateway>().await;
        assert!(matches!(by_request, Err(Error::Refused { .. })), "{by_request:?}");
    }
}
