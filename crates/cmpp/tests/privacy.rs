//! Numbers, texts and the secret are nowhere to be read.

use std::io::Write;
use std::sync::{Arc, Mutex};

use cmpp::pdu::{Body, Deliver, Pdu, Submit};
use cmpp::{Event, Incoming, MsgId, Number, Report, Secret, State, Version, Words, text};
use tracing_subscriber::fmt::MakeWriter;

use crate::link::{deliver, report};
use crate::peer::{DELIVER, linked, number, settings, words};

const NUMBER: &str = "13800138000";
const TEXT: &str = "verify 246810";

fn check(printed: &str) {
    for hidden in [NUMBER, "138001", "246810", "888888", "TD 13579", "13579"] {
        assert!(!printed.contains(hidden), "{printed}");
    }
}

#[test]
fn nothing_that_is_printed_tells_them() {
    let content = bytes::Bytes::from_static(TEXT.as_bytes());
    let submit =
        Submit { to: vec![Number::new(NUMBER)], fee_terminal: Number::new(NUMBER), content, ..Submit::default() };
    check(&format!("{:#?}", Pdu { sequence: 1, body: Body::Submit(Box::new(submit)) }));
    let content = bytes::Bytes::from_static(TEXT.as_bytes());
    let deliver = Deliver { from: Number::new(NUMBER), content, ..Deliver::default() };
    check(&format!("{:#?}", Pdu { sequence: 1, body: Body::Deliver(Box::new(deliver)) }));
    let report = Report {
        msg_id: MsgId(1),
        state: State::Delivered,
        submitted_at: String::new(),
        done_at: String::new(),
        to: Number::new(NUMBER),
        smsc_sequence: 1,
    };
    check(&format!("{:#?}", Event::Report(report)));
    let incoming = Incoming {
        msg_id: MsgId(1),
        from: Number::new(NUMBER),
        to: "10690001".to_owned(),
        text: Words::new(TEXT),
        part: None,
    };
    check(&format!("{:#?}", Event::Text(incoming)));
    check(&format!("{:#?}", text::split(TEXT, 1)));
    check(&format!("{:#?} {:#?}", settings(Version::V30), Secret::new("888888")));
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic").extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn nothing_that_is_logged_tells_them() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let _logging = tracing::subscriber::set_default(subscriber);
    let (link, mut gateway, mut events) = linked().await;
    let link = Arc::new(link);
    let submitting = {
        let link = Arc::clone(&link);
        tokio::spawn(async move { link.submit(&number(), &words(TEXT)).await })
    };
    let sequence = gateway.hears_submit().await;
    gateway.takes(sequence, 1, 13).await;
    gateway.takes(sequence, 1, 13).await;
    submitting.await.expect("no panic").expect("a receipt");
    let wrong = &report(1, b"DELIVRD")[..59];
    let bodies = [
        deliver(1, (0, 0), true, &report(1, b"UNDELIV")),
        deliver(2, (0, 0), false, b"TD 13579"),
        deliver(3, (0, 0), true, wrong),
        deliver(4, (0, 2), false, b"TD 13579"),
    ];
    for body in bodies {
        gateway.says(DELIVER, 5, &body).await;
        gateway.hears().await;
    }
    check(&format!("{:?} {:?} {link:?}", events.recv().await, events.recv().await));
    drop(gateway);
    link.ended().await;
    let logged = String::from_utf8(log.0.lock().expect("no panic").clone()).expect("UTF-8");
    assert!(logged.contains("the gateway brought what cannot be read"), "{logged}");
    check(&logged);
}
