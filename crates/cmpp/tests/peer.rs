//! A gateway of a few frames, and time that moves when it is told to.

use std::time::Duration;

use cmpp::{Event, Link, Number, Secret, Settings, Version, Words};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use units::{ManualClock, Timestamp};

pub(crate) const CONNECT: u32 = 1;
pub(crate) const TERMINATE: u32 = 2;
pub(crate) const SUBMIT: u32 = 4;
pub(crate) const DELIVER: u32 = 5;
pub(crate) const ACTIVE_TEST: u32 = 8;
pub(crate) const RESPONSE: u32 = 0x8000_0000;

/// What the gateway of gocmpp's `connect_test.go` proves itself with, in 2.1 and in 3.0.
pub(crate) const PROOF_21: &str = "6c0b846e25bab6daa4ed1c466e0f4bd8";
pub(crate) const PROOF_30: &str = "7942977274098cf210ab0c16c367bc8d";

/// The time of that test: 1021080510 in China.
pub(crate) fn clock() -> ManualClock {
    let now: Timestamp = "2015-10-21T00:05:10.000Z".parse().expect("a time");
    ManualClock::at(now)
}

/// The name and the secret of that test.
pub(crate) fn settings(version: Version) -> Settings {
    let mut settings = Settings::new("900001", Secret::new("888888"), version);
    settings.from = "10690001".to_owned();
    settings.service_id = "music".to_owned();
    settings
}

pub(crate) fn number() -> Number {
    Number::new("13800138000")
}

pub(crate) fn words(text: &str) -> Words {
    Words::new(text)
}

/// Time stands still, and moves by [`tokio::time::advance`] alone, however long the network takes.
pub(crate) struct StillTime(#[expect(dead_code, reason = "kept until it is dropped")] std::sync::mpsc::Sender<()>);

impl StillTime {
    pub(crate) fn new() -> Self {
        tokio::time::pause();
        let (sender, receiver) = std::sync::mpsc::channel::<()>();
        // While such a task runs, tokio does not move the time by itself.
        tokio::task::spawn_blocking(move || receiver.recv());
        Self(sender)
    }
}

/// What falls due after so many seconds does so: tokio rounds up to whole milliseconds.
pub(crate) async fn advance_s(seconds: u64) {
    tokio::time::advance(Duration::from_millis(seconds * 1_000 + 1)).await;
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) command: u32,
    pub(crate) sequence: u32,
    pub(crate) body: Vec<u8>,
}

pub(crate) fn frame(command: u32, sequence: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(12 + body.len()).expect("few bytes");
    [&length.to_be_bytes(), &command.to_be_bytes(), &sequence.to_be_bytes(), body].concat()
}

/// The gateway's end of a connection.
pub(crate) struct Gateway(pub(crate) TcpStream);

impl Gateway {
    pub(crate) async fn hears(&mut self) -> Frame {
        let length = self.0.read_u32().await.expect("a length");
        let command = self.0.read_u32().await.expect("a command");
        let sequence = self.0.read_u32().await.expect("a sequence");
        let mut body = vec![0; usize::try_from(length).expect("a length") - 12];
        self.0.read_exact(&mut body).await.expect("a body");
        Frame { command, sequence, body }
    }

    /// The next frame, which is a submission: its sequence.
    pub(crate) async fn hears_submit(&mut self) -> u32 {
        let frame = self.hears().await;
        assert_eq!(frame.command, SUBMIT, "{frame:?}");
        frame.sequence
    }

    pub(crate) async fn says(&mut self, command: u32, sequence: u32, body: &[u8]) {
        self.0.write_all(&frame(command, sequence, body)).await.expect("a connection");
    }

    /// Answers a submission in the layout of 2.x.
    pub(crate) async fn takes(&mut self, sequence: u32, msg_id: u64, result: u8) {
        self.says(RESPONSE | SUBMIT, sequence, &[&msg_id.to_be_bytes()[..], &[result]].concat()).await;
    }

    /// That nothing but the end of the connection comes.
    pub(crate) async fn hears_the_end(&mut self) {
        let mut rest = Vec::new();
        self.0.read_to_end(&mut rest).await.expect("an end");
        assert_eq!(rest, [0_u8; 0]);
    }

    /// Lets the provider in, in the layout of 2.x.
    pub(crate) async fn lets_in(&mut self) {
        let connect = self.hears().await;
        assert_eq!(connect.command, CONNECT);
        let body = [&[0], &hex::decode(PROOF_21).expect("hexadecimal")[..], &[0x21]].concat();
        self.says(RESPONSE | CONNECT, connect.sequence, &body).await;
    }
}

pub(crate) async fn listen() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.expect("a free port")
}

pub(crate) async fn accept(listener: &TcpListener) -> Gateway {
    Gateway(listener.accept().await.expect("a connection").0)
}

/// Both ends of a connection.
pub(crate) async fn connection() -> (TcpStream, Gateway) {
    let listener = listen().await;
    let address = listener.local_addr().expect("an address");
    let (ours, theirs) = tokio::join!(TcpStream::connect(address), accept(&listener));
    (ours.expect("a connection"), theirs)
}

/// A link that is signed in, and the gateway at its other end.
pub(crate) async fn linked_with(settings: &Settings) -> (Link, Gateway, mpsc::Receiver<Event>) {
    let (ours, mut gateway) = connection().await;
    let (sender, events) = mpsc::channel(4);
    let clock = clock();
    let (link, ()) = tokio::join!(Link::open(ours, settings, &clock, sender), gateway.lets_in());
    (link.expect("a link"), gateway, events)
}

pub(crate) async fn linked() -> (Link, Gateway, mpsc::Receiver<Event>) {
    linked_with(&settings(Version::V21)).await
}
