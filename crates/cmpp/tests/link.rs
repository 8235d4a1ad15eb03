//! A link while the gateway talks: submissions, deliveries, and how it ends.

use std::sync::Arc;

use cmpp::{Ended, Error, Event, Link, MsgId, Outcome, PartOf, Receipt, State, Version};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::task::JoinSet;

use crate::peer::{
    DELIVER, Gateway, PROOF_21, PROOF_30, RESPONSE, SUBMIT, StillTime, TERMINATE, advance_s, clock, connection, frame,
    linked, linked_with, number, settings, words,
};

/// Submits in the background.
fn submit(link: &Arc<Link>, text: &str) -> tokio::task::JoinHandle<Result<Vec<Receipt>, Error>> {
    let (link, text) = (Arc::clone(link), words(text));
    tokio::spawn(async move { link.submit(&number(), &text).await })
}

fn accepted(msg_id: u64) -> Receipt {
    Receipt { msg_id: MsgId(msg_id), result: Outcome(0) }
}

/// A delivery in the layout of 2.x.
pub(crate) fn deliver(msg_id: u64, (format, udhi): (u8, u8), is_report: bool, content: &[u8]) -> Vec<u8> {
    let mut body = msg_id.to_be_bytes().to_vec();
    body.extend(*b"10690001\0\0\0\0\0\0\0\0\0\0\0\0\0music\0\0\0\0\0\0");
    body.extend([udhi, format]);
    body.extend(*b"13800138000\0\0\0\0\0\0\0\0\0\0");
    body.extend([u8::from(is_report), u8::try_from(content.len()).expect("few bytes")]);
    body.extend(content);
    body.extend([0; 8]);
    body
}

pub(crate) fn report(msg_id: u64, state: &[u8; 7]) -> Vec<u8> {
    let mut content = msg_id.to_be_bytes().to_vec();
    content.extend(state);
    content.extend(b"26112310002611231001");
    content.extend(*b"13800138000\0\0\0\0\0\0\0\0\0\0");
    content.extend([0, 0, 0, 7]);
    content
}

#[tokio::test]
async fn a_submission_says_what_it_has_to() {
    let (link, mut gateway, _events) = linked().await;
    let submitting = submit(&Arc::new(link), "验证码 123456");
    let frame = gateway.hears().await;
    let body = &frame.body;
    assert_eq!((frame.command, body.len()), (SUBMIT, 117 + 21 + 1 + 20 + 8));
    // Pk_total, Pk_number, Registered_Delivery, Msg_level.
    assert_eq!(body[8..12], [1, 1, 1, 0]);
    assert_eq!(body[12..22], *b"music\0\0\0\0\0");
    // Fee_UserType, then TP_pId, TP_udhi and Msg_Fmt.
    assert_eq!((body[22], &body[44..47]), (2, &[0, 0, 8][..]));
    assert_eq!(body[47..61], *b"90000101\x30\0\0\0\0\0");
    assert_eq!(body[95..103], *b"10690001");
    assert_eq!((body[116], &body[117..128]), (1, &b"13800138000"[..]));
    assert_eq!((body[138], &body[139..145]), (20, &[0x9a, 0x8c, 0x8b, 0xc1, 0x78, 0x01][..]));
    gateway.takes(frame.sequence, 77, 0).await;
    assert_eq!(submitting.await.expect("no panic").expect("a receipt"), [accepted(77)]);
}

#[tokio::test]
async fn answers_in_any_order_reach_whom_they_are_for() {
    let (link, mut gateway, _events) = linked().await;
    let link = Arc::new(link);
    let mut submitting = Vec::new();
    let mut sequences = Vec::new();
    for text in ["one", "two", "three"] {
        submitting.push(submit(&link, text));
        sequences.push(gateway.hears_submit().await);
    }
    for (msg_id, sequence) in (1..).zip(sequences).collect::<Vec<(u64, u32)>>().into_iter().rev() {
        gateway.takes(sequence, msg_id, 0).await;
    }
    for (msg_id, submitting) in (1..).zip(submitting) {
        assert_eq!(submitting.await.expect("no panic").expect("a receipt"), [accepted(msg_id)]);
    }
}

#[tokio::test]
async fn no_more_than_the_window_is_unanswered() {
    let (link, mut gateway, _events) = linked().await;
    let link = Arc::new(link);
    let mut submitting = JoinSet::new();
    for _ in 0..40 {
        let link = Arc::clone(&link);
        submitting.spawn(async move { link.submit(&number(), &words("hello")).await });
    }
    let mut unanswered = Vec::new();
    for _ in 0..16 {
        unanswered.push(gateway.hears_submit().await);
    }
    // The seventeenth waits: what is heard next is the answer to a question.
    gateway.says(8, 900, &[]).await;
    assert_eq!(gateway.hears().await.sequence, 900);
    for heard in 16..40 {
        gateway.takes(unanswered.remove(heard % 16), 5, 0).await;
        unanswered.push(gateway.hears_submit().await);
    }
    for sequence in unanswered {
        gateway.takes(sequence, 5, 0).await;
    }
    while let Some(ended) = submitting.join_next().await {
        assert_eq!(ended.expect("no panic").expect("a receipt"), [accepted(5)]);
    }
}

#[tokio::test]
async fn a_second_answer_and_one_to_nothing_are_passed_over() {
    let (link, mut gateway, _events) = linked().await;
    let link = Arc::new(link);
    let submitting = submit(&link, "one");
    let sequence = gateway.hears_submit().await;
    gateway.takes(sequence, 1, 0).await;
    gateway.takes(sequence, 2, 9).await;
    gateway.takes(4_000_000, 3, 0).await;
    assert_eq!(submitting.await.expect("no panic").expect("a receipt"), [accepted(1)]);
    let submitting = submit(&link, "two");
    let sequence = gateway.hears_submit().await;
    gateway.takes(sequence, 4, 0).await;
    assert_eq!(submitting.await.expect("no panic").expect("a receipt"), [accepted(4)]);
}

#[tokio::test]
async fn what_is_not_answered_is_uncertain_and_is_not_sent_again() {
    let _time = StillTime::new();
    let (link, mut gateway, _events) = linked().await;
    let link = Arc::new(link);
    let submitting = submit(&link, "one");
    let sequence = gateway.hears_submit().await;
    advance_s(59).await;
    assert!(!submitting.is_finished());
    // Nothing else may fall due at the same time.
    gateway.says(RESPONSE | 8, 900, &[0]).await;
    gateway.says(8, 901, &[]).await;
    assert_eq!(gateway.hears().await.sequence, 901);
    advance_s(1).await;
    let error = submitting.await.expect("no panic").expect_err("no answer");
    assert!(matches!(error, Error::TimedOut) && error.is_uncertain(), "{error}");
    // The link goes on, and an answer that comes too late is passed over.
    gateway.takes(sequence, 1, 0).await;
    let submitting = submit(&link, "two");
    let sequence = gateway.hears_submit().await;
    gateway.takes(sequence, 2, 0).await;
    assert_eq!(submitting.await.expect("no panic").expect("a receipt"), [accepted(2)]);
}

#[tokio::test]
async fn too_much_at_once_makes_everyone_pause() {
    let _time = StillTime::new();
    let (link, mut gateway, _events) = linked().await;
    let link = Arc::new(link);
    let first = submit(&link, "one");
    let sequence = gateway.hears_submit().await;
    gateway.takes(sequence, 0, 8).await;
    gateway.says(8, 900, &[]).await;
    assert_eq!(gateway.hears().await.sequence, 900);
    // Another one waits as well.
    let second = submit(&link, "two");
    gateway.says(8, 901, &[]).await;
    assert_eq!(gateway.hears().await.sequence, 901);
    advance_s(1).await;
    let again = [gateway.hears_submit().await, gateway.hears_submit().await];
    assert!(!again.contains(&sequence), "a new sequence, since the old one is used up");
    for sequence in again {
        gateway.takes(sequence, 6, 0).await;
    }
    for submitting in [first, second] {
        assert_eq!(submitting.await.expect("no panic").expect("a receipt"), [accepted(6)]);
    }
}

#[tokio::test]
async fn too_much_at_once_for_ever_is_told() {
    let _time = StillTime::new();
    let (link, mut gateway, _events) = linked().await;
    let submitting = submit(&Arc::new(link), "one");
    for pause_s in [1, 2, 4, 8, 16] {
        let sequence = gateway.hears_submit().await;
        gateway.takes(sequence, 0, 8).await;
        gateway.says(8, 900, &[]).await;
        assert_eq!(gateway.hears().await.sequence, 900);
        advance_s(pause_s).await;
    }
    let sequence = gateway.hears_submit().await;
    gateway.takes(sequence, 0, 8).await;
    let receipts = submitting.await.expect("no panic").expect("a receipt");
    assert_eq!(receipts.iter().map(|receipt| receipt.result).collect::<Vec<_>>(), [Outcome(8)]);
    assert_eq!(receipts[0].result.reason(), "too much at once");
}

#[tokio::test]
async fn parts_of_a_long_text_go_one_after_the_other_until_one_is_refused() {
    let (link, mut gateway, _events) = linked().await;
    let submitting = submit(&Arc::new(link), &"清".repeat(200));
    let first = gateway.hears().await;
    assert_eq!((&first.body[8..10], first.body[45]), (&[3, 1][..], 1));
    let header = &first.body[139..145];
    assert_eq!((&header[..3], &header[4..]), (&[5, 0, 3][..], &[3, 1][..]));
    gateway.takes(first.sequence, 1, 0).await;
    let second = gateway.hears().await;
    assert_eq!((&second.body[8..10], second.body[142]), (&[3, 2][..], header[3]));
    gateway.takes(second.sequence, 2, 13).await;
    let receipts = submitting.await.expect("no panic").expect("receipts");
    assert_eq!(receipts, [accepted(1), Receipt { msg_id: MsgId(2), result: Outcome(13) }]);
    // What comes next is the farewell, and not the third part.
    assert_eq!(gateway.hears().await.command, TERMINATE);
}

#[tokio::test]
async fn reports_and_texts_are_answered_at_once_and_told() {
    let (_link, mut gateway, mut events) = linked().await;
    let known = u64::MAX - 1;
    gateway.says(DELIVER, 31, &deliver(9, (0, 0), true, &report(known, b"DELIVRD"))).await;
    let answer = gateway.hears().await;
    assert_eq!((answer.command, answer.sequence), (RESPONSE | DELIVER, 31));
    assert_eq!(answer.body, [0, 0, 0, 0, 0, 0, 0, 9, 0]);
    let Some(Event::Report(told)) = events.recv().await else { panic!("no report") };
    assert_eq!((told.msg_id, told.state, told.to.reveal()), (MsgId(known), State::Delivered, "13800138000"));
    assert_eq!((told.submitted_at.as_str(), told.done_at.as_str()), ("2611231000", "2611231001"));

    gateway.says(DELIVER, 32, &deliver(10, (15, 0), false, &[0xcd, 0xcb, 0xb6, 0xa9])).await;
    assert_eq!(gateway.hears().await.body[8], 0);
    let Some(Event::Text(text)) = events.recv().await else { panic!("no text") };
    assert_eq!((text.text.reveal(), text.from.reveal(), text.to.as_str()), ("退订", "13800138000", "10690001"));

    let long = [&[5, 0, 3, 7, 2, 1][..], &[0x6e, 0x05]].concat();
    gateway.says(DELIVER, 33, &deliver(11, (8, 1), false, &long)).await;
    assert_eq!(gateway.hears().await.body[8], 0);
    let Some(Event::Text(text)) = events.recv().await else { panic!("no text") };
    assert_eq!((text.text.reveal(), text.part), ("清", Some(PartOf { reference: 7, total: 2, number: 1 })));
    // A ring tone is taken, and tells nothing.
    gateway.says(DELIVER, 34, &deliver(12, (4, 0), false, &[1, 2])).await;
    assert_eq!(gateway.hears().await.body[8], 0);
    assert!(events.try_recv().is_err());
}

#[tokio::test]
async fn a_word_that_nobody_knows_is_a_state_all_the_same() {
    let (_link, mut gateway, mut events) = linked().await;
    gateway.says(DELIVER, 31, &deliver(9, (0, 0), true, &report(5, b"MK:0001"))).await;
    gateway.hears().await;
    let Some(Event::Report(told)) = events.recv().await else { panic!("no report") };
    assert_eq!(told.state, State::Other("MK:0001".to_owned()));
}

#[tokio::test]
async fn what_nobody_takes_is_to_be_brought_again() {
    let (_link, mut gateway, mut events) = linked().await;
    let mut results = Vec::new();
    for sequence in 1..=6 {
        gateway.says(DELIVER, sequence, &deliver(9, (0, 0), false, b"TD")).await;
        results.push(gateway.hears().await.body[8]);
    }
    assert_eq!(results, [0, 0, 0, 0, 8, 8]);
    events.recv().await.expect("a text");
    gateway.says(DELIVER, 7, &deliver(9, (0, 0), false, b"TD")).await;
    assert_eq!(gateway.hears().await.body[8], 0);
    // When nobody listens at all, it is taken.
    drop(events);
    gateway.says(DELIVER, 8, &deliver(9, (0, 0), false, b"TD")).await;
    assert_eq!(gateway.hears().await.body[8], 0);
}

#[tokio::test]
async fn a_delivery_that_cannot_be_read_is_answered_and_the_link_goes_on() {
    let (link, mut gateway, mut events) = linked().await;
    let report = report(5, b"DELIVRD");
    let malformed = [deliver(9, (0, 0), true, &report[..59]), deliver(9, (0, 2), false, b"TD"), vec![0; 40]];
    for body in malformed {
        gateway.says(DELIVER, 31, &body).await;
        let answer = gateway.hears().await;
        assert_eq!((answer.command, answer.sequence, answer.body[8]), (RESPONSE | DELIVER, 31, 1));
    }
    assert!(link.is_open() && events.try_recv().is_err());
    // A message of the protocol's other business is passed over.
    gateway.says(RESPONSE | 6, 1, &[0; 51]).await;
    gateway.says(8, 900, &[]).await;
    assert_eq!(gateway.hears().await.sequence, 900);
}

#[tokio::test]
async fn the_end_says_what_was_sent_and_what_was_not() {
    let (link, mut gateway, _events) = linked().await;
    let link = Arc::new(link);
    let submitting = submit(&link, "one");
    gateway.hears_submit().await;
    drop(gateway);
    let error = submitting.await.expect("no panic").expect_err("no answer");
    assert!(matches!(error, Error::Lost(Ended::Cut)) && error.is_uncertain(), "{error}");
    assert!(!link.is_open());
    let error = link.submit(&number(), &words("two")).await.expect_err("no link");
    assert!(matches!(error, Error::Closed(Ended::Cut)) && !error.is_uncertain(), "{error}");
}

#[tokio::test]
async fn a_gateway_that_leaves_hears_that_it_may() {
    let (link, mut gateway, _events) = linked().await;
    gateway.says(TERMINATE, 55, &[]).await;
    let answer = gateway.hears().await;
    assert_eq!((answer.command, answer.sequence, answer.body.len()), (RESPONSE | TERMINATE, 55, 0));
    assert_eq!(link.ended().await, Ended::ByGateway);
    gateway.hears_the_end().await;
}

#[tokio::test]
async fn bytes_that_are_no_protocol_end_the_link() {
    let submit_response = frame(RESPONSE | SUBMIT, 2, &[0; 8]);
    for bytes in [&[0x7f, 0xff, 0xff, 0xff][..], &[0, 0, 0, 11], &submit_response] {
        let (link, mut gateway, _events) = linked().await;
        gateway.0.write_all(bytes).await.expect("a connection");
        assert!(matches!(link.ended().await, Ended::Malformed(_)));
        gateway.hears_the_end().await;
    }
}

#[tokio::test]
async fn a_link_that_is_dropped_says_farewell() {
    let (link, mut gateway, mut events) = linked().await;
    drop(link);
    let farewell = gateway.hears().await;
    assert_eq!((farewell.command, farewell.body.len()), (TERMINATE, 0));
    // What the gateway still brings is taken.
    gateway.says(DELIVER, 8, &deliver(9, (0, 0), false, b"TD")).await;
    assert_eq!(gateway.hears().await.command, RESPONSE | DELIVER);
    assert!(events.recv().await.is_some());
    gateway.says(RESPONSE | TERMINATE, farewell.sequence, &[]).await;
    gateway.hears_the_end().await;
}

#[tokio::test]
async fn a_farewell_is_not_waited_for_long() {
    let _time = StillTime::new();
    let (link, mut gateway, _events) = linked().await;
    let closing = tokio::spawn(link.close());
    assert_eq!(gateway.hears().await.command, TERMINATE);
    advance_s(5).await;
    closing.await.expect("no panic");
    gateway.hears_the_end().await;
}

#[tokio::test]
async fn a_gateway_that_takes_no_bytes_is_left() {
    let _time = StillTime::new();
    // A pipe that is soon full: the gateway asks and asks, and takes no answer.
    let (ours, mut theirs) = tokio::io::duplex(64);
    let (sender, _events) = tokio::sync::mpsc::channel(1);
    let (settings, clock) = (settings(Version::V21), clock());
    let letting_in = async {
        theirs.read_exact(&mut [0; 39]).await.expect("a sign-in");
        let proof = hex::decode(PROOF_21).expect("hexadecimal");
        theirs.write_all(&frame(RESPONSE | 1, 1, &[&[0], &proof[..], &[0x21]].concat())).await.expect("a pipe");
        theirs
    };
    let (link, mut theirs) = tokio::join!(Link::open(ours, &settings, &clock, sender), letting_in);
    let link = link.expect("a link");
    for sequence in 0..20 {
        theirs.write_all(&frame(8, sequence, &[])).await.expect("a pipe");
    }
    let ended = tokio::spawn(async move { link.ended().await });
    for _ in 0..10 {
        advance_s(10).await;
    }
    assert_eq!(ended.await.expect("no panic"), Ended::Stuck);
}

#[tokio::test]
async fn the_layout_of_3_is_spoken_where_it_was_agreed() {
    let (ours, mut gateway) = connection().await;
    let (sender, _events) = tokio::sync::mpsc::channel(1);
    let (settings, clock) = (settings(Version::V30), clock());
    let letting_in = async {
        let connect = gateway.hears().await;
        let proof = hex::decode(PROOF_30).expect("hexadecimal");
        gateway.says(RESPONSE | 1, connect.sequence, &[&[0; 4], &proof[..], &[0x30]].concat()).await;
        gateway
    };
    let (link, mut gateway): (_, Gateway) = tokio::join!(Link::open(ours, &settings, &clock, sender), letting_in);
    let submitting = submit(&Arc::new(link.expect("a link")), "hello");
    let frame = gateway.hears().await;
    assert_eq!((frame.command, frame.body.len()), (SUBMIT, 129 + 32 + 1 + 1 + 5 + 20));
    gateway.says(RESPONSE | SUBMIT, frame.sequence, &[&77_u64.to_be_bytes()[..], &[0; 4]].concat()).await;
    assert_eq!(submitting.await.expect("no panic").expect("a receipt"), [accepted(77)]);
}

#[tokio::test]
async fn texts_and_numbers_that_cannot_be_sent_are_refused() {
    let (link, _gateway, _events) = linked_with(&settings(Version::V21)).await;
    let error = link.submit(&number(), &words("")).await.expect_err("no text");
    assert!(matches!(error, Error::WrongLength(_)), "{error}");
    let error = link.submit(&cmpp::Number::new("１３８"), &words("hello")).await.expect_err("no number");
    assert!(matches!(error, Error::Unwritable(field) if field.0 == "Dest_terminal_Id"));
    assert!(link.is_open());
}
