//! A gateway that says nothing for a while.

use cmpp::Ended;

use crate::peer::{ACTIVE_TEST, RESPONSE, StillTime, advance_s, linked};

#[tokio::test]
async fn silence_is_asked_about_and_ends_the_link_after_three_misses() {
    let _time = StillTime::new();
    let (link, mut gateway, _events) = linked().await;
    for _ in 0..3 {
        advance_s(60).await;
        let question = gateway.hears().await;
        assert_eq!((question.command, question.body.len()), (ACTIVE_TEST, 0));
        // Bytes that are no whole frame are no sign of life.
        tokio::io::AsyncWriteExt::write_all(&mut gateway.0, &[0]).await.expect("a connection");
    }
    assert!(link.is_open());
    advance_s(60).await;
    assert_eq!(link.ended().await, Ended::Silent);
    gateway.hears_the_end().await;
}

#[tokio::test]
async fn an_answer_is_a_sign_of_life() {
    let _time = StillTime::new();
    let (link, mut gateway, _events) = linked().await;
    for _ in 0..10 {
        advance_s(60).await;
        let question = gateway.hears().await;
        assert_eq!(question.command, ACTIVE_TEST);
        gateway.says(RESPONSE | ACTIVE_TEST, question.sequence, &[0]).await;
        // Seen to be read: what follows it is answered.
        gateway.says(ACTIVE_TEST, 900, &[]).await;
        let answer = gateway.hears().await;
        assert_eq!((answer.command, answer.sequence, answer.body), (RESPONSE | ACTIVE_TEST, 900, vec![0]));
    }
    assert!(link.is_open());
}

#[tokio::test]
async fn whoever_talks_is_not_asked() {
    let _time = StillTime::new();
    let (_link, mut gateway, _events) = linked().await;
    for _ in 0..5 {
        advance_s(59).await;
        gateway.says(ACTIVE_TEST, 900, &[]).await;
        // Nothing but the answer: no question of ours before it.
        assert_eq!(gateway.hears().await.command, RESPONSE | ACTIVE_TEST);
    }
}
