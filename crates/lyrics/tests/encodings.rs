//! Text in the encodings of the wild.

use lyrics::{Encoding, Error, MAX_SIZE_BYTES, decode, read, repair_mojibake};

const TEXT: &str = "[00:01.00]好一朵美丽的茉莉花\n[00:05.00]La la\n";

fn check(bytes: &[u8], encoding: Encoding) {
    let decoded = decode(bytes).unwrap();
    assert_eq!(decoded.encoding, encoding);
    assert_eq!(decoded.text, TEXT);
    assert_eq!(read(bytes).unwrap().lyrics.lines.len(), 2);
}

fn utf16(low_first: bool) -> Vec<u8> {
    TEXT.encode_utf16().flat_map(|unit| if low_first { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

#[test]
fn each_encoding_is_recognised() {
    check(TEXT.as_bytes(), Encoding::Utf8);
    check(&[b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), Encoding::Utf8);
    check(&utf16(true), Encoding::Utf16Le);
    check(&utf16(false), Encoding::Utf16Be);
    check(&[b"\xff\xfe".as_slice(), &utf16(true)].concat(), Encoding::Utf16Le);
    check(&[b"\xfe\xff".as_slice(), &utf16(false)].concat(), Encoding::Utf16Be);
    check(&encoding_rs::GB18030.encode(TEXT).0, Encoding::Gb18030);
}

#[test]
fn western_text_is_not_taken_for_chinese() {
    for text in ["Dès que le vent soufflera", "Für Elise", "Ólafur Arnalds, þú ert jörðin", "Señorita ¡olé!"]
    {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, Encoding::Windows1252));
        assert_eq!(repair_mojibake(text), None, "{text}");
    }
}

#[test]
fn mojibake_of_gbk_is_repaired() {
    for text in ["茉莉花", "周杰伦", "邓丽君 - 月亮代表我的心", "爱（Live）"] {
        let (bytes, _, _) = encoding_rs::GBK.encode(text);
        let as_latin1: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        assert_eq!(repair_mojibake(&as_latin1).as_deref(), Some(text));
        let (as_windows, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        assert_eq!(repair_mojibake(&as_windows).as_deref(), Some(text));
    }
    assert_eq!(repair_mojibake("茉莉花"), None);
    assert_eq!(repair_mojibake("Jasmine"), None);
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(decode(b"\x00\x01\x02\x03\x04\x05\x06"), Err(Error::NotText));
    assert_eq!(decode(&vec![b'a'; MAX_SIZE_BYTES + 1]), Err(Error::TooLarge { size_bytes: MAX_SIZE_BYTES + 1 }));
    assert_eq!(decode(b"").unwrap().text, "");
}
