//! Streams of files as they are.

use crate::support::Service;
use axum::http::{Method, StatusCode};
use http_body_util::BodyExt;
use proptest::prelude::*;

/// Bytes that tell their position.
fn numbered(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

#[tokio::test]
async fn a_file_comes_whole_with_its_description() {
    let service = Service::new(1, 0, None).await;
    let bytes = numbered(300_000);
    let track = service.add_bytes("song", &bytes);
    let answer = service.get(&format!("/tracks/{track}/stream"), &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.bytes, bytes);
    assert_eq!(answer.header("content-type"), "audio/flac");
    assert_eq!(answer.header("content-length"), "300000");
    assert_eq!(answer.header("accept-ranges"), "bytes");
    assert!(answer.header("etag").starts_with('"'), "a strong tag");
    assert!(answer.header("last-modified").ends_with(" GMT"));
    assert_eq!(answer.header("content-range"), "");
}

#[tokio::test]
async fn head_says_the_same_and_sends_nothing() {
    let service = Service::new(1, 0, None).await;
    let track = service.add_bytes("song", &numbered(300_000));
    let path = format!("/tracks/{track}/stream");
    let (get, head) = (service.get(&path, &[]).await, service.head(&path, &[]).await);
    assert_eq!(head.status, StatusCode::OK);
    assert!(head.bytes.is_empty());
    for name in ["content-type", "content-length", "accept-ranges", "etag", "last-modified", "cache-control"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
    // Ranges are defined for GET alone.
    assert_eq!(service.head(&path, &[("range", "bytes=0-9")]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_range_outside_the_file_is_explained() {
    let service = Service::new(1, 0, None).await;
    let track = service.add_bytes("song", &numbered(1_000));
    let answer = service.get(&format!("/tracks/{track}/stream"), &[("range", "bytes=1000-")]).await;
    assert_eq!(answer.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(answer.header("content-range"), "bytes */1000");
    assert_eq!(answer.json()["code"], "range.not_satisfiable");
}

#[tokio::test]
async fn several_ranges_are_answered_with_the_whole() {
    let service = Service::new(1, 0, None).await;
    let track = service.add_bytes("song", &numbered(1_000));
    let answer = service.get(&format!("/tracks/{track}/stream"), &[("range", "bytes=0-9,20-29")]).await;
    assert_eq!((answer.status, answer.bytes.len()), (StatusCode::OK, 1_000));
}

#[tokio::test]
async fn a_good_copy_is_not_sent_again() {
    let service = Service::new(1, 0, None).await;
    let track = service.add_bytes("song", &numbered(1_000));
    let path = format!("/tracks/{track}/stream");
    let first = service.get(&path, &[]).await;
    let (etag, modified) = (first.header("etag"), first.header("last-modified"));
    for condition in [("if-none-match", etag), ("if-modified-since", modified)] {
        let again = service.get(&path, &[condition, ("range", "bytes=0-9")]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{condition:?}");
        assert!(again.bytes.is_empty());
        assert_eq!(again.header("etag"), etag);
    }
    let part = service.get(&path, &[("if-range", etag), ("range", "bytes=0-9")]).await;
    assert_eq!((part.status, part.bytes.len()), (StatusCode::PARTIAL_CONTENT, 10));
    let refused = service.get(&path, &[("if-match", "\"other\"")]).await;
    assert_eq!(refused.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(refused.json()["code"], "precondition.failed");
}

#[tokio::test]
async fn a_replaced_file_is_another_file() {
    let service = Service::new(1, 0, None).await;
    let track = service.add_bytes("song", &numbered(1_000));
    let path = format!("/tracks/{track}/stream");
    let first = service.get(&path, &[]).await;
    let (new, place) = (service.folder.path().join("new"), service.folder.path().join("song"));
    std::fs::write(&new, vec![7; 1_000]).and_then(|()| std::fs::rename(&new, &place)).expect("a replaced file");
    let part = service.get(&path, &[("if-range", first.header("etag")), ("range", "bytes=0-9")]).await;
    assert_eq!((part.status, &part.bytes), (StatusCode::OK, &vec![7; 1_000]));
    assert_ne!(part.header("etag"), first.header("etag"));
}

#[tokio::test]
async fn a_file_cut_short_while_it_plays_ends_in_an_error() {
    let service = Service::new(1, 0, None).await;
    let track = service.add_bytes("song", &numbered(2_000_000));
    let response = service.start(Method::GET, &format!("/tracks/{track}/stream"), &[]).await;
    let mut body = response.into_body();
    let first = body.frame().await.expect("a frame").expect("bytes").into_data().expect("data");
    assert!(!first.is_empty());
    let file = std::fs::File::options().write(true).open(service.folder.path().join("song")).expect("the file");
    file.set_len(first.len() as u64 + 10).expect("shorter");
    let mut received = first.len();
    let error = loop {
        match body.frame().await.expect("an error before the end") {
            Ok(frame) => received += frame.into_data().expect("data").len(),
            Err(error) => break error,
        }
    };
    assert_eq!(received, first.len() + 10);
    assert!(error.to_string().contains("shorter"), "{error}");
    assert!(body.frame().await.is_none(), "nothing follows the error");
}

#[tokio::test]
async fn what_is_no_file_is_not_found() {
    let service = Service::new(1, 0, None).await;
    let pipe = service.folder.path().join("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::from_raw_mode(0o600), 0)
        .expect("a pipe");
    for path in [pipe, service.folder.path().to_owned(), service.folder.path().join("missing")] {
        let track = service.add(&path, "flac", "flac", 1_000);
        let answer = service.get(&format!("/tracks/{track}/stream"), &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", path.display());
        assert_eq!(answer.json()["code"], "not_found");
    }
    let unknown = service.get("/tracks/trk_00000000000zz/stream", &[]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(service.get("/tracks/alb_0000000000001/stream", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_empty_file_is_whole_and_has_no_ranges() {
    let service = Service::new(1, 0, None).await;
    let track = service.add_bytes("song", &[]);
    let path = format!("/tracks/{track}/stream");
    let answer = service.get(&path, &[]).await;
    assert_eq!((answer.status, answer.header("content-length")), (StatusCode::OK, "0"));
    let answer = service.get(&path, &[("range", "bytes=0-0")]).await;
    assert_eq!(answer.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(answer.header("content-range"), "bytes */0");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn parts_are_what_slicing_gives(
        length in 1usize..400_000,
        first in 0usize..420_000,
        count in 1usize..420_000,
        kind in 0u8..3,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let service = Service::new(1, 0, None).await;
            let bytes = numbered(length);
            let track = service.add_bytes("song", &bytes);
            let (header, wanted) = match kind {
                0 => (format!("bytes={first}-{}", first + count - 1), bytes.get(first..(first + count).min(length))),
                1 => (format!("bytes={first}-"), bytes.get(first..).filter(|part| !part.is_empty())),
                _ => (format!("bytes=-{count}"), Some(&bytes[length.saturating_sub(count)..])),
            };
            let answer = service.get(&format!("/tracks/{track}/stream"), &[("range", &header)]).await;
            match wanted.filter(|part| !part.is_empty()) {
                Some(wanted) => {
                    assert_eq!(answer.status, StatusCode::PARTIAL_CONTENT, "{header} of {length}");
                    assert_eq!(answer.header("content-length"), wanted.len().to_string());
                    let from = wanted.as_ptr() as usize - bytes.as_ptr() as usize;
                    let range = format!("bytes {from}-{}/{length}", from + wanted.len() - 1);
                    assert_eq!(answer.header("content-range"), range);
                    assert!(answer.bytes == wanted, "other bytes for {header} of {length}");
                }
                None => assert_eq!(answer.status, StatusCode::RANGE_NOT_SATISFIABLE, "{header} of {length}"),
            }
        });
    }
}
