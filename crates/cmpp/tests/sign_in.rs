//! Signing in: both sides prove that they know the secret.

use cmpp::{Error, Link, Settings, Version};
use tokio::sync::mpsc;

use crate::peer::{
    CONNECT, Gateway, PROOF_21, PROOF_30, RESPONSE, StillTime, advance_s, clock, connection, frame, settings,
};

/// What comes of a sign-in that is answered with these bytes.
async fn answered(settings: &Settings, answer: &[u8]) -> Result<Link, Error> {
    let (ours, mut gateway) = connection().await;
    let (sender, _) = mpsc::channel(1);
    let clock = clock();
    let answering = async {
        gateway.hears().await;
        tokio::io::AsyncWriteExt::write_all(&mut gateway.0, answer).await.expect("a connection");
        gateway
    };
    let (link, gateway) = tokio::join!(Link::open(ours, settings, &clock, sender), answering);
    drop(gateway);
    link
}

fn response(status: &[u8], proof: &str, version: u8) -> Vec<u8> {
    let body = [status, &hex::decode(proof).expect("hexadecimal"), &[version]].concat();
    frame(RESPONSE | CONNECT, 1, &body)
}

#[tokio::test]
async fn the_sign_in_is_what_gocmpp_sends() {
    let (ours, mut gateway) = connection().await;
    let (sender, _) = mpsc::channel(1);
    let (settings, clock) = (settings(Version::V21), clock());
    let hearing = async {
        let connect = gateway.hears().await;
        drop(gateway);
        connect
    };
    let (link, connect) = tokio::join!(Link::open(ours, &settings, &clock, sender), hearing);
    assert!(matches!(link, Err(Error::NoSignIn | Error::Io(_))));
    assert_eq!((connect.command, connect.sequence), (CONNECT, 1));
    // gocmpp, `connect_test.go`.
    assert_eq!(hex::encode(connect.body), "39303030303190d00c1d517abd0b4f65f6bcf8535d16213cdc73be");
}

#[tokio::test]
async fn a_gateway_that_knows_the_secret_is_believed() {
    assert!(answered(&settings(Version::V21), &response(&[0], PROOF_21, 0x21)).await.is_ok());
    assert!(answered(&settings(Version::V30), &response(&[0; 4], PROOF_30, 0x30)).await.is_ok());
}

#[tokio::test]
async fn a_gateway_that_does_not_is_not() {
    let other = PROOF_21.replace('6', "7");
    let link = answered(&settings(Version::V21), &response(&[0], &other, 0x21)).await;
    assert!(matches!(link, Err(Error::WrongAuthenticator)));
    // The proof of 2.x is none in 3.0, where the status is wider.
    let link = answered(&settings(Version::V30), &response(&[0; 4], PROOF_21, 0x30)).await;
    assert!(matches!(link, Err(Error::WrongAuthenticator)));
}

#[tokio::test]
async fn a_refusal_is_told_with_its_status() {
    let nothing = "00".repeat(16);
    let link = answered(&settings(Version::V21), &response(&[3], &nothing, 0x21)).await;
    assert!(matches!(link, Err(Error::Refused(3))));
    let link = answered(&settings(Version::V30), &response(&[0, 0, 0, 2], &nothing, 0x30)).await;
    assert!(matches!(link, Err(Error::Refused(2))));
    // A gateway that speaks 2.0 alone answers in its own layout.
    let link = answered(&settings(Version::V30), &response(&[4], &nothing, 0x20)).await;
    assert!(matches!(link, Err(Error::Refused(4))));
}

#[tokio::test]
async fn anything_else_is_no_sign_in() {
    let others = [frame(RESPONSE | CONNECT, 2, &[0; 18]), frame(8, 1, &[])];
    for other in others {
        assert!(matches!(answered(&settings(Version::V21), &other).await, Err(Error::NoSignIn)));
    }
    let malformed = [frame(RESPONSE | CONNECT, 1, &[0; 17]), vec![0x7f, 0xff, 0xff, 0xff]];
    for malformed in malformed {
        assert!(matches!(answered(&settings(Version::V21), &malformed).await, Err(Error::Malformed(_))));
    }
}

#[tokio::test]
async fn a_gateway_that_says_nothing_is_not_waited_for_long() {
    let _time = StillTime::new();
    let (ours, mut gateway) = connection().await;
    let opening = tokio::spawn(async move {
        let (sender, _) = mpsc::channel(1);
        Link::open(ours, &settings(Version::V21), &clock(), sender).await
    });
    gateway.hears().await;
    advance_s(30).await;
    assert!(matches!(opening.await.expect("no panic"), Err(Error::NoSignIn)));
    let Gateway(_still_open) = gateway;
}

#[tokio::test]
async fn a_name_that_does_not_fit_is_found_before_anything_is_sent() {
    let long = Settings { source_addr: "9000001".to_owned(), ..settings(Version::V21) };
    let (ours, mut gateway) = connection().await;
    let (sender, _) = mpsc::channel(1);
    let link = Link::open(ours, &long, &clock(), sender).await;
    assert!(matches!(link, Err(Error::Unwritable(field)) if field.0 == "Source_Addr"));
    gateway.hears_the_end().await;
}
