//! A line: a link that is there again after it was not.

use std::sync::Arc;
use std::time::Duration;

use cmpp::{Backoff, Error, Event, Line, Version};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use crate::link::deliver;
use crate::peer::{
    CONNECT, DELIVER, RESPONSE, StillTime, TERMINATE, accept, advance_s, clock, listen, number, settings, words,
};

fn line(listener: &TcpListener) -> (Arc<Line>, mpsc::Receiver<Event>) {
    let address = listener.local_addr().expect("an address");
    let (sender, events) = mpsc::channel(4);
    let backoff = Backoff { first: Duration::from_secs(2), ..Backoff::default() };
    let connect = move || TcpStream::connect(address);
    let rng = StdRng::seed_from_u64(1);
    let line = Line::open(connect, (settings(Version::V21), backoff), Arc::new(clock()), rng, sender);
    (Arc::new(line), events)
}

fn submit(line: &Arc<Line>) -> tokio::task::JoinHandle<Result<Vec<cmpp::Receipt>, Error>> {
    let line = Arc::clone(line);
    tokio::spawn(async move { line.submit(&number(), &words("hello")).await })
}

#[tokio::test]
async fn what_was_not_sent_waits_for_the_next_link() {
    let _time = StillTime::new();
    let listener = listen().await;
    let (line, mut events) = line(&listener);
    let mut gateway = accept(&listener).await;
    gateway.lets_in().await;
    let submitting = submit(&line);
    let sequence = gateway.hears_submit().await;
    assert!(line.is_open());
    // What was sent is not sent again, since it may have arrived.
    drop(gateway);
    let error = submitting.await.expect("no panic").expect_err("no answer");
    assert!(matches!(error, Error::Lost(_)), "{error}");
    assert!(!line.is_open());
    let submitting = submit(&line);
    advance_s(2).await;
    let mut gateway = accept(&listener).await;
    gateway.lets_in().await;
    assert_eq!(gateway.hears_submit().await, sequence, "each link counts from its beginning");
    gateway.takes(sequence, 8, 0).await;
    assert!(submitting.await.expect("no panic").expect("a receipt")[0].result.is_accepted());
    // What the new link brings comes the same way.
    gateway.says(DELIVER, 8, &deliver(9, (0, 0), false, b"TD")).await;
    assert_eq!(gateway.hears().await.command, RESPONSE | DELIVER);
    assert!(matches!(events.recv().await, Some(Event::Text(_))));
}

#[tokio::test]
async fn a_gateway_that_refuses_is_asked_less_and_less_often() {
    let _time = StillTime::new();
    let listener = listen().await;
    let (line, _events) = line(&listener);
    for pause_s in [2, 4, 8] {
        let mut gateway = accept(&listener).await;
        let connect = gateway.hears().await;
        gateway.says(RESPONSE | CONNECT, connect.sequence, &[&[3][..], &[0; 16], &[0x21]].concat()).await;
        gateway.hears_the_end().await;
        // Half of the wait is not enough, and the whole of it is.
        advance_s(pause_s / 2 - 1).await;
        assert!(!line.is_open());
        advance_s(pause_s / 2 + 1).await;
    }
    let submitting = submit(&line);
    let mut gateway = accept(&listener).await;
    gateway.lets_in().await;
    let sequence = gateway.hears_submit().await;
    gateway.takes(sequence, 8, 0).await;
    submitting.await.expect("no panic").expect("a receipt");
}

#[tokio::test]
async fn without_a_link_a_submission_ends_in_time() {
    let _time = StillTime::new();
    let listener = listen().await;
    let (line, _events) = line(&listener);
    let mut gateway = accept(&listener).await;
    gateway.hears().await;
    let submitting = submit(&line);
    tokio::task::yield_now().await;
    advance_s(60).await;
    let error = submitting.await.expect("no panic").expect_err("no link");
    assert!(matches!(error, Error::NoLink) && !error.is_uncertain(), "{error}");
}

#[tokio::test]
async fn a_line_that_is_dropped_says_farewell_and_stays_away() {
    let listener = listen().await;
    let (line, mut events) = line(&listener);
    let mut gateway = accept(&listener).await;
    gateway.lets_in().await;
    while !line.is_open() {
        tokio::task::yield_now().await;
    }
    drop(line);
    let farewell = gateway.hears().await;
    assert_eq!(farewell.command, TERMINATE);
    gateway.says(RESPONSE | TERMINATE, farewell.sequence, &[]).await;
    gateway.hears_the_end().await;
    // Whoever could have sent something more is gone.
    assert!(events.recv().await.is_none());
}
