//! SYLT of ID3v2.

use crate::common::shown;
use lyrics::{Error, Form, MAX_SIZE_BYTES, read_sylt};

fn frame(encoding: u8, time_format: u8, content: u8, pieces: &[(&[u8], u32)]) -> Vec<u8> {
    let end: &[u8] = if matches!(encoding, 1 | 2) { &[0, 0] } else { &[0] };
    let mut bytes = vec![encoding, b'j', b'p', b'n', time_format, content];
    bytes.extend(end);
    for (text, time) in pieces {
        bytes.extend(*text);
        bytes.extend(end);
        bytes.extend(time.to_be_bytes());
    }
    bytes
}

fn wide(text: &str, mark: &[u8], high_first: bool) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(|unit| if high_first { unit.to_be_bytes() } else { unit.to_le_bytes() });
    mark.iter().copied().chain(units).collect()
}

#[test]
fn pieces_are_words_where_line_feeds_mark_lines() {
    let bytes =
        frame(3, 2, 1, &[("Hel".as_bytes(), 1000), (b"lo ", 1200), (b"you", 1500), (b"\nnext", 2000), (b"\n", 3000)]);
    let parsed = read_sylt(&bytes, None).unwrap();
    assert_eq!(shown(&parsed.lyrics), ["1000-2000 Hel@1000+200|lo @1200+300|you@1500+500", "2000-? next"]);
    assert_eq!((parsed.lyrics.form, parsed.lyrics.language.as_deref()), (Form::Sylt, Some("jpn")));
    let trailing = frame(3, 2, 1, &[(b"a\n".as_slice(), 1000), (b"b", 2000), (b"c\n", 2500), (b"d\n", 3000)]);
    assert_eq!(
        shown(&read_sylt(&trailing, None).unwrap().lyrics),
        ["1000-2000 a", "2000-3000 b@2000+500|c@2500+500", "3000-? d"]
    );
}

#[test]
fn pieces_are_lines_where_nothing_marks_them() {
    let bytes = frame(0, 2, 1, &[(b"one".as_slice(), 1000), (b"two", 2000)]);
    assert_eq!(shown(&read_sylt(&bytes, None).unwrap().lyrics), ["1000-2000 one", "2000-? two"]);
}

#[test]
fn all_encodings_and_both_clocks() {
    for (encoding, text) in [
        (1, wide("花", b"\xff\xfe", false)),
        (1, wide("花", b"\xfe\xff", true)),
        (2, wide("花", b"", true)),
        (3, "花".as_bytes().to_vec()),
        (0, encoding_rs::GBK.encode("花儿").0.into_owned()),
    ] {
        let parsed = read_sylt(&frame(encoding, 2, 1, &[(&text, 500)]), None).unwrap();
        assert!(parsed.lyrics.lines[0].text.starts_with('花'), "{encoding} {:?}", parsed.lyrics);
    }
    let frames = frame(3, 1, 1, &[(b"a".as_slice(), 100)]);
    assert_eq!(read_sylt(&frames, None), Err(Error::UnknownFrameDuration));
    assert_eq!(read_sylt(&frames, Some(26_122)).unwrap().lyrics.lines[0].start_ms, Some(2_612));
}

#[test]
fn other_contents_and_broken_frames_are_refused() {
    assert_eq!(read_sylt(&frame(3, 2, 5, &[(b"Am".as_slice(), 1)]), None), Err(Error::NotLyrics));
    for bytes in
        [b"".as_slice(), &[3, 0, 0, 0, 2], &[3, 0, 0, 0, 2, 1], &[9, 0, 0, 0, 2, 1, 0, 0], &[3, 0, 0, 0, 7, 1, 0, 0]]
    {
        assert_eq!(read_sylt(bytes, None), Err(Error::Frame), "{bytes:?}");
    }
    let mut cut = frame(3, 2, 1, &[(b"a".as_slice(), 1), (b"b", 2)]);
    cut.truncate(cut.len() - 1);
    assert_eq!(read_sylt(&cut, None).unwrap().lyrics.lines.len(), 1);
    assert!(matches!(read_sylt(&vec![0; MAX_SIZE_BYTES + 1], None), Err(Error::TooLarge { .. })));
}
