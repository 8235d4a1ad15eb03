//! Messages as others have written them, and any bytes at all.
//!
//! The bytes are those of the tests of gocmpp (github.com/bigwhite/gocmpp, Apache-2.0), each named by its file.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::hidden::Number;

const VERSIONS: [Version; 3] = [Version::V20, Version::V21, Version::V30];

/// The message is these bytes, and these bytes are the message.
fn check(version: Version, sequence: u32, body: Body, bytes: &str) {
    let bytes = hex::decode(bytes.split_whitespace().collect::<String>()).expect("hexadecimal");
    let pdu = Pdu { sequence, body };
    assert_eq!(pdu.encode(version).map(hex::encode), Ok(hex::encode(&bytes)));
    assert_eq!(Pdu::decode(&bytes, version), Ok(pdu));
}

fn proof(text: &str) -> [u8; 16] {
    hex::decode(text).expect("hexadecimal").try_into().expect("sixteen bytes")
}

#[test]
fn connect_test_go() {
    let connect = Connect {
        source_addr: "900001".to_owned(),
        authenticator: proof("90d00c1d517abd0b4f65f6bcf8535d16"),
        version: 0x21,
        timestamp: 1_021_080_510,
    };
    let bytes = "00000027 00000001 00000017 393030303031 90d00c1d517abd0b4f65f6bcf8535d16 21 3cdc73be";
    check(Version::V21, 0x17, Body::Connect(connect), bytes);
    let authenticator = proof("6c0b846e25bab6daa4ed1c466e0f4bd8");
    let response = ConnectResp { status: 0, authenticator, version: 0x21 };
    let bytes = "0000001e 80000001 00000017 00 6c0b846e25bab6daa4ed1c466e0f4bd8 21";
    check(Version::V21, 0x17, Body::ConnectResp(response), bytes);
    let authenticator = proof("7942977274098cf210ab0c16c367bc8d");
    let response = ConnectResp { status: 0, authenticator, version: 0x30 };
    let bytes = "00000021 80000001 00000017 00000000 7942977274098cf210ab0c16c367bc8d 30";
    check(Version::V30, 0x17, Body::ConnectResp(response), bytes);
}

#[test]
fn activetest_test_go_and_terminate_test_go() {
    check(Version::V20, 0x17, Body::ActiveTest, "0000000c 00000008 00000017");
    check(Version::V20, 0x17, Body::ActiveTestResp, "0000000d 80000008 00000017 00");
    check(Version::V30, 0x17, Body::Terminate, "0000000c 00000002 00000017");
    check(Version::V30, 0x17, Body::TerminateResp, "0000000c 80000002 00000017");
}

/// The message of `submit_test.go`.
fn submit() -> Submit {
    let content = "测试gocmpp submit".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    Submit {
        part_total: 1,
        part_number: 1,
        registered_delivery: 1,
        level: 1,
        service_id: "test".to_owned(),
        fee_user_type: 2,
        fee_terminal: Number::new("13500002696"),
        format: 8,
        source: "900001".to_owned(),
        fee_type: "02".to_owned(),
        fee_code: "10".to_owned(),
        valid_until: "151105131555101+".to_owned(),
        from: "900001".to_owned(),
        to: vec![Number::new("13500002696")],
        content: content.into(),
        ..Submit::default()
    }
}

#[test]
fn submit_test_go() {
    let bytes = "000000bd 00000004 00000017 0000000000000000 01 01 01 01 74657374000000000000 02
        313335303030303236393600000000000000000000 00 00 08 393030303031 3032 313000000000
        3135313130353133313535353130312b00 0000000000000000000000000000000000
        393030303031000000000000000000000000000000 01 313335303030303236393600000000000000000000
        1e 6d4b8bd50067006f0063006d0070007000200073007500620 06d00690074 0000000000000000";
    check(Version::V20, 0x17, Body::Submit(Box::new(submit())), bytes);
    let number = "3133353030303032363936000000000000000000000000000000000000000000";
    let bytes = format!(
        "000000e1 00000004 00000017 0000000000000000 01 01 01 01 74657374000000000000 02 {number} 00 00 00 08
        393030303031 3032 313000000000 3135313130353133313535353130312b00 0000000000000000000000000000000000
        393030303031000000000000000000000000000000 01 {number} 00
        1e 6d4b8bd50067006f0063006d007000700020007300750062006d00690074 0000000000000000000000000000000000000000"
    );
    check(Version::V30, 0x17, Body::Submit(Box::new(submit())), &bytes);
    let response = SubmitResp { msg_id: 12_878_564_852_733_378_560, result: 0 };
    check(Version::V20, 0x17, Body::SubmitResp(response), "00000015 80000004 00000017 b2b9da8000010000 00");
    check(Version::V30, 0x17, Body::SubmitResp(response), "00000018 80000004 00000017 b2b9da8000010000 00000000");
}

#[test]
fn deliver_test_go() {
    let deliver = Deliver {
        msg_id: 13_025_908_756_704_198_656,
        to: "900001".to_owned(),
        from: Number::new("13412340000"),
        content: Bytes::from_static(b"This is a test MO."),
        ..Deliver::default()
    };
    let bytes = "0000007f 00000005 00000001 b4c5530000010000 393030303031000000000000000000000000000000
        00000000000000000000 00 00 00 3133343132333430303030000000000000000000000000000000000000000000 00 00
        12 54686973206973206120746573 74204d4f2e 0000000000000000000000000000000000000000";
    check(Version::V30, 1, Body::Deliver(Box::new(deliver.clone())), bytes);
    let bytes = "00000067 00000005 00000005 b525628000010000 393030303031000000000000000000000000000000
        00000000000000000000 00 00 00 313334313233343030303000000000000000000000 00
        12 54686973206973206120746573 74204d4f2e 0000000000000000";
    let deliver = Deliver { msg_id: 13_052_947_396_898_652_160, ..deliver };
    check(Version::V20, 5, Body::Deliver(Box::new(deliver)), bytes);
    let response = DeliverResp { msg_id: 13_025_908_756_704_198_656, result: 0 };
    check(Version::V30, 1, Body::DeliverResp(response), "00000018 80000005 00000001 b4c5530000010000 00000000");
    let response = DeliverResp { msg_id: 13_052_947_396_898_652_160, result: 0 };
    check(Version::V20, 5, Body::DeliverResp(response), "00000015 80000005 00000005 b525628000010000 00");
}

#[test]
fn receipt_test_go() {
    let report = Report {
        msg_id: MsgId(13_025_908_756_704_198_656),
        state: State::Delivered,
        submitted_at: "1511120955".to_owned(),
        done_at: "1511120957".to_owned(),
        to: Number::new("13412340000"),
        smsc_sequence: 0x1234_5678,
    };
    let bytes = "b4c553000001000044454c4956524431353131313230393535313531313132303935373133343132333430303030\
        0000000000000000000012345678";
    assert_eq!(report.encode(Version::V20).map(hex::encode).as_deref(), Ok(bytes));
    assert_eq!(Report::decode(&hex::decode(bytes).expect("hexadecimal")), Ok(report.clone()));
    // The number of 3.0 is eleven bytes longer, and both are read whatever the version.
    let longer = report.encode(Version::V30).expect("a report");
    assert_eq!((longer.len(), Report::decode(&longer)), (71, Ok(report)));
}

#[test]
fn lengths_that_no_frame_has_are_refused_before_anything_is_waited_for() {
    for length in [0, 11, 4_097, 0x7fff_ffff, u32::MAX] {
        let mut received = BytesMut::from(&length.to_be_bytes()[..]);
        assert_eq!(take_frame(&mut received), Err(Malformed::Length(length)));
    }
    for length in [12_u32, 4_096] {
        let mut received = BytesMut::from(&length.to_be_bytes()[..]);
        assert_eq!(take_frame(&mut received), Ok(None));
        assert!(received.capacity() < 4_096, "nothing is set aside for what has not come");
    }
}

#[test]
fn fields_out_of_range_are_refused() {
    let frame = Pdu { sequence: 1, body: Body::Submit(Box::new(submit())) }.encode(Version::V20).expect("a frame");
    let with = |at: usize, value: u8| {
        let mut frame = frame.to_vec();
        frame[at] = value;
        Pdu::decode(&frame, Version::V20).map(|_| ())
    };
    assert_eq!(with(3, 0xbc), Err(Malformed::Length(0xbc)));
    assert_eq!(with(7, 9), Err(Malformed::Command(9)));
    assert_eq!(with(21, 2), Err(Malformed::Range("Pk_number")));
    assert_eq!(with(22, 3), Err(Malformed::Range("Registered_Delivery")));
    assert_eq!(with(34, 4), Err(Malformed::Range("Fee_UserType")));
    assert_eq!(with(35, 0x80), Err(Malformed::Range("Fee_terminal_Id")));
    assert_eq!(with(128, 0), Err(Malformed::Range("DestUsr_tl")));
    assert_eq!(with(128, 101), Err(Malformed::Range("DestUsr_tl")));
    assert_eq!(with(150, 141), Err(Malformed::Range("Msg_Length")));
    assert_eq!(with(150, 140), Err(Malformed::Short("Msg_Content")));
    assert_eq!(with(150, 0x1d), Err(Malformed::Long));
}

#[test]
fn what_does_not_fit_is_not_written() {
    let refused = |submit: Submit| {
        let pdu = Pdu { sequence: 1, body: Body::Submit(Box::new(submit)) };
        pdu.encode(Version::V20).expect_err("a field that holds too much").0
    };
    assert_eq!(refused(Submit { source: "9000001".to_owned(), ..submit() }), "Msg_src");
    assert_eq!(refused(Submit { service_id: "清音".to_owned(), ..submit() }), "Service_Id");
    assert_eq!(refused(Submit { fee_code: "1\0".to_owned(), ..submit() }), "FeeCode");
    assert_eq!(refused(Submit { to: Vec::new(), ..submit() }), "DestUsr_tl");
    assert_eq!(refused(Submit { to: vec![Number::new("1"); 101], ..submit() }), "DestUsr_tl");
    assert_eq!(refused(Submit { content: vec![0; 141].into(), ..submit() }), "Msg_Content");
    assert_eq!(refused(Submit { format: 0, content: vec![0; 160].into(), ..submit() }), "Msg_Content");
}

#[test]
fn a_hundred_numbers_fit_into_a_frame() {
    let full = Submit { to: vec![Number::new("1".repeat(32)); 100], content: vec![0; 140].into(), ..submit() };
    let frame = Pdu { sequence: 1, body: Body::Submit(Box::new(full)) }.encode(Version::V30).expect("a frame");
    assert!(frame.len() <= FRAME_BYTES_MAX);
}

fn version() -> impl Strategy<Value = Version> {
    proptest::sample::select(&VERSIONS[..])
}

/// Any submission that version 3.0 can write and, where `is_3` is false, 2.0 as well.
fn any_submit(is_3: bool) -> impl Strategy<Value = Submit> {
    let number = move || if is_3 { "[0-9]{1,32}" } else { "[0-9]{1,21}" }.prop_map(Number::new);
    let counts = (any::<u64>(), 0..=9_u8, 0..=9_u8, 0..=2_u8, 0..=9_u8, 0..=3_u8, any::<u8>(), 0..=1_u8);
    let texts = ("[!-~]{0,10}", "[!-~]{0,6}", "[!-~]{0,2}", "[!-~]{0,6}", "[!-~]{0,17}", "[!-~]{0,17}", "[!-~]{0,21}");
    let ends = (vec(number(), 1..=100), vec(any::<u8>(), 0..=140), any::<u8>(), 0..=1_u8, "[!-~]{0,20}");
    (counts, number(), texts, ends).prop_map(move |(counts, fee_terminal, texts, ends)| {
        let (msg_id, one, other, registered_delivery, level, fee_user_type, tp_pid, tp_udhi) = counts;
        let (service_id, source, fee_type, fee_code, valid_until, send_at, from) = texts;
        let (to, content, format, to_type, link_id) = ends;
        let only_3 = u8::from(is_3) * to_type;
        Submit {
            msg_id,
            part_total: one.max(other),
            part_number: one.min(other),
            registered_delivery,
            level,
            service_id,
            fee_user_type,
            fee_terminal,
            fee_terminal_type: only_3,
            tp_pid,
            tp_udhi,
            format,
            source,
            fee_type,
            fee_code,
            valid_until,
            send_at,
            from,
            to,
            to_type: only_3,
            content: content.into(),
            link_id: if is_3 { link_id } else { String::new() },
        }
    })
}

fn any_deliver(is_3: bool) -> impl Strategy<Value = Deliver> {
    let number = if is_3 { "[0-9]{1,32}" } else { "[0-9]{1,21}" }.prop_map(Number::new);
    let counts = (any::<u64>(), any::<u8>(), 0..=1_u8, any::<u8>(), 0..=1_u8, 0..=1_u8);
    let rest = (number, "[!-~]{0,21}", "[!-~]{0,10}", vec(any::<u8>(), 0..=140), "[!-~]{0,20}");
    (counts, rest).prop_map(move |(counts, (from, to, service_id, content, link_id))| {
        let (msg_id, tp_pid, tp_udhi, format, from_type, registered_delivery) = counts;
        Deliver {
            msg_id,
            to,
            service_id,
            tp_pid,
            tp_udhi,
            format,
            from,
            from_type: u8::from(is_3) * from_type,
            registered_delivery,
            content: content.into(),
            link_id: if is_3 { link_id } else { String::new() },
        }
    })
}

fn any_small(is_3: bool) -> impl Strategy<Value = Body> {
    let result = if is_3 { any::<u32>().boxed() } else { (0..=255_u32).boxed() };
    let one = ("[!-~]{0,6}", any::<[u8; 16]>(), any::<u8>(), any::<u32>(), result, any::<u64>());
    (0..8, one).prop_map(|(kind, (source_addr, authenticator, version, timestamp, status, msg_id))| match kind {
        0 => Body::Connect(Connect { source_addr, authenticator, version, timestamp }),
        1 => Body::ConnectResp(ConnectResp { status, authenticator, version }),
        2 => Body::Terminate,
        3 => Body::TerminateResp,
        4 => Body::SubmitResp(SubmitResp { msg_id, result: status }),
        5 => Body::DeliverResp(DeliverResp { msg_id, result: status }),
        6 => Body::ActiveTest,
        _ => Body::ActiveTestResp,
    })
}

fn any_body(is_3: bool) -> impl Strategy<Value = Body> {
    prop_oneof![
        any_submit(is_3).prop_map(|submit| Body::Submit(Box::new(submit))),
        any_deliver(is_3).prop_map(|deliver| Body::Deliver(Box::new(deliver))),
        any_small(is_3),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        (version, body) in version().prop_flat_map(|version| (Just(version), any_body(version.is_3()))),
        sequence: u32,
        cut in 0..5_000_usize,
    ) {
        let pdu = Pdu { sequence, body };
        let frame = pdu.encode(version).expect("a frame");
        prop_assert_eq!(Pdu::decode(&frame, version), Ok(pdu.clone()));
        // A stream may end anywhere, and go on with the next frame.
        let mut received = BytesMut::from(&frame[..cut.min(frame.len() - 1)]);
        let before = received.len();
        prop_assert_eq!(take_frame(&mut received), Ok(None));
        received.extend(&frame[before..]);
        received.extend(&frame[..]);
        prop_assert_eq!(take_frame(&mut received), Ok(Some(frame.clone())));
        prop_assert_eq!(take_frame(&mut received), Ok(Some(frame)));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..600), version in version()) {
        let _ = Pdu::decode(&bytes, version);
        let _ = Report::decode(&bytes);
        let _ = take_frame(&mut BytesMut::from(&bytes[..]));
    }

    #[test]
    fn any_body_behind_a_right_header_is_read_or_refused(
        command in proptest::sample::select(&[1_u32, 2, 4, 5, 8][..]),
        is_response: bool,
        body in vec(any::<u8>(), 0..600),
        version in version(),
    ) {
        let command = if is_response { RESPONSE | command } else { command };
        let length = u32::try_from(HEADER_BYTES + body.len()).expect("few bytes");
        let frame = [&length.to_be_bytes()[..], &command.to_be_bytes(), &[0; 4], &body].concat();
        if let Ok(pdu) = Pdu::decode(&frame, version) {
            prop_assert_eq!(pdu.body.command(), command);
        }
    }
}
