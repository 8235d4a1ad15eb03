//! Prints what a link writes in a conversation with fixed inputs, one frame a line: a name, and the bytes.
//!
//! `judges/lab/cmpp_bytes.py` has another program read them.

use std::error::Error;

use cmpp::pdu::{Body, ConnectResp, Deliver, Pdu, Report, SubmitResp};
use cmpp::{Link, MsgId, Number, Secret, Settings, State, Version, Words};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};
use tokio::sync::mpsc;
use units::{ManualClock, Timestamp};

/// What the gateway of gocmpp's `connect_test.go` proves itself with in 3.0, to whoever signs in at the same second.
const PROOF: [u8; 16] =
    [0x79, 0x42, 0x97, 0x72, 0x74, 0x09, 0x8c, 0xf2, 0x10, 0xab, 0x0c, 0x16, 0xc3, 0x67, 0xbc, 0x8d];
const TEXTS: [(&str, &str); 2] =
    [("ascii", "Your code is 246810."), ("ucs2", "【清音】验证码 246810，五分钟内有效。🎧")];

type Outcome<T> = Result<T, Box<dyn Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let (ours, mut gateway) = tokio::io::duplex(1 << 16);
    let clock = ManualClock::at("2015-10-21T00:05:10.000Z".parse::<Timestamp>()?);
    let (sender, mut events) = mpsc::channel(8);
    let mut settings = Settings::new("900001", Secret::new("888888"), Version::V30);
    settings.from = "1069000112345".to_owned();
    settings.service_id = "QINGYIN".to_owned();
    let answer = ConnectResp { status: 0, authenticator: PROOF, version: 0x30 };
    let letting_in = async {
        print("connect", &mut gateway).await?;
        say("connect_resp", &mut gateway, 1, Body::ConnectResp(answer)).await
    };
    let (link, let_in) = tokio::join!(Link::open(ours, &settings, &clock, sender), letting_in);
    let (link, ()) = (link?, let_in?);
    let number = Number::new("13800138000");
    for (name, text) in TEXTS {
        let words = Words::new(text);
        let answering = async {
            let sequence = print(&format!("submit_{name}"), &mut gateway).await?;
            let response = SubmitResp { msg_id: 0xb2b9_da80_0001_0000, result: 0 };
            say(&format!("submit_resp_{name}"), &mut gateway, sequence, Body::SubmitResp(response)).await
        };
        let (receipts, answered) = tokio::join!(link.submit(&number, &words), answering);
        answered?;
        receipts?;
    }
    let long = Words::new("清".repeat(70) + "音");
    let answering = async {
        for part in ["submit_long_1", "submit_long_2"] {
            let sequence = print(part, &mut gateway).await?;
            let response = Pdu { sequence, body: Body::SubmitResp(SubmitResp { msg_id: 1, result: 0 }) };
            gateway.write_all(&response.encode(Version::V30)?).await?;
        }
        Outcome::Ok(())
    };
    let (receipts, answered) = tokio::join!(link.submit(&number, &long), answering);
    answered?;
    receipts?;
    say("deliver_text", &mut gateway, 7, Body::Deliver(Box::new(text()))).await?;
    print("deliver_resp", &mut gateway).await?;
    say("deliver_report", &mut gateway, 8, Body::Deliver(Box::new(report()?))).await?;
    print("deliver_resp_report", &mut gateway).await?;
    events.recv().await.ok_or("no text")?;
    events.recv().await.ok_or("no report")?;
    say("active_test", &mut gateway, 9, Body::ActiveTest).await?;
    print("active_test_resp", &mut gateway).await?;
    let leaving = async {
        let sequence = print("terminate", &mut gateway).await?;
        say("terminate_resp", &mut gateway, sequence, Body::TerminateResp).await
    };
    tokio::join!(link.close(), leaving).1
}

fn text() -> Deliver {
    Deliver {
        msg_id: 0xb4c5_5300_0001_0000,
        to: "1069000112345".to_owned(),
        service_id: "QINGYIN".to_owned(),
        from: Number::new("13412340000"),
        content: bytes::Bytes::from_static(b"TD"),
        ..Deliver::default()
    }
}

fn report() -> Outcome<Deliver> {
    let report = Report {
        msg_id: MsgId(0xb2b9_da80_0001_0000),
        state: State::Delivered,
        submitted_at: "1510210805".to_owned(),
        done_at: "1510210806".to_owned(),
        to: Number::new("13800138000"),
        smsc_sequence: 0x1234_5678,
    };
    Ok(Deliver { registered_delivery: 1, content: report.encode(Version::V30)?, ..text() })
}

/// Prints the next frame of the link's, and returns its sequence.
async fn print(name: &str, gateway: &mut DuplexStream) -> Outcome<u32> {
    let length = gateway.read_u32().await?;
    let mut rest = vec![0; usize::try_from(length)?.saturating_sub(4)];
    gateway.read_exact(&mut rest).await?;
    let sequence = rest.get(4..).and_then(<[u8]>::first_chunk).ok_or("a frame without a header")?;
    println!("{name} {}{}", hex::encode(length.to_be_bytes()), hex::encode(&rest));
    Ok(u32::from_be_bytes(*sequence))
}

/// Prints a frame of the gateway's, and sends it to the link.
async fn say(name: &str, gateway: &mut DuplexStream, sequence: u32, body: Body) -> Outcome<()> {
    let frame = Pdu { sequence, body }.encode(Version::V30)?;
    println!("{name} {}", hex::encode(&frame));
    gateway.write_all(&frame).await?;
    Ok(())
}
