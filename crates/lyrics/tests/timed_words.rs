//! KRC, QRC and YRC: as text and packed.

use crate::common::shown;
use lyrics::{Error, Form, LineProblem, LineReason, parse, read};

const JASMINE: [&str; 2] =
    ["1000-3000 好@1000+500|一@1500+500|朵@2000+1000", "3000-4500 茉@3000+500|莉@3500+500|花@4000+500"];

#[test]
fn krc_counts_words_from_the_line() {
    let parsed = parse(
        "[ti:x]\n[1000,2000]<0,500,0>好<500,500,0>一<1000,1000,0>朵\n[3000,1500]<0,500,0>茉<500,500,0>莉<1000,500,0>花",
    )
    .unwrap();
    assert_eq!(shown(&parsed.lyrics), JASMINE);
    assert_eq!((parsed.lyrics.form, parsed.problems.len()), (Form::Krc, 0));
}

#[test]
fn qrc_has_its_numbers_behind_the_words() {
    let text = "[1000,2000]好(1000,500)一(1500,500)朵(2000,1000)\n[3000,1500]茉(3000,500)莉(3500,500)花(4000,500)";
    assert_eq!(shown(&parse(text).unwrap().lyrics), JASMINE);
    let inside = format!(
        r#"<?xml version="1.0"?><QrcInfos><LyricInfo><Lyric_1 LyricType="1" LyricContent="[ti:&quot;a&quot; "b"]
{text}"/></LyricInfo></QrcInfos>"#
    );
    let parsed = parse(&inside).unwrap();
    assert_eq!(shown(&parsed.lyrics), JASMINE);
    assert_eq!((parsed.lyrics.form, parsed.problems.len()), (Form::Qrc, 0));
    assert_eq!(
        shown(&parse("[0,900](live) (0,300)a (x)(300,600)").unwrap().lyrics),
        ["0-900 (live) @0+300|a (x)@300+600"]
    );
}

#[test]
fn yrc_counts_words_from_the_track_and_opens_with_credits() {
    let parsed = parse(
        "{\"t\":0,\"c\":[{\"tx\":\"作词: \"},{\"tx\":\"民歌\",\"li\":\"http://x\"}]}\n\
         [1000,2000](1000,500,0)好(1500,500,0)一(2000,1000,0)朵\n[3000,1500](3000,500,0)茉(3500,500,0)莉(4000,500,0)花",
    )
    .unwrap();
    assert_eq!(shown(&parsed.lyrics), ["0-1000 作词: 民歌", JASMINE[0], JASMINE[1]]);
    assert_eq!((parsed.lyrics.form, parsed.problems.len()), (Form::Yrc, 0));
}

#[test]
fn a_packed_krc_brings_its_layers() {
    let parsed = read(include_bytes!("files/jasmine.krc")).unwrap();
    let [first, second] = JASMINE;
    assert_eq!(
        shown(&parsed.lyrics),
        [format!("{first} / What a flower ~ hǎo yī duǒ"), format!("{second} / jasmine ~ mò lì huā")]
    );
    assert_eq!((parsed.lyrics.form, parsed.lyrics.language, parsed.problems), (Form::Krc, None, vec![]));
}

/// The two files were made by other people's programs.
#[test]
fn an_encrypted_qrc_is_opened_as_a_file_and_as_digits() {
    for bytes in [include_bytes!("files/jasmine.qrc").as_slice(), include_bytes!("files/jasmine_qrc.hex")] {
        let parsed = read(bytes).unwrap();
        assert_eq!(shown(&parsed.lyrics), JASMINE);
        assert_eq!(parsed.lyrics.form, Form::Qrc);
    }
}

#[test]
fn what_is_packed_and_damaged_is_refused() {
    let mut krc = include_bytes!("files/jasmine.krc").to_vec();
    krc[40] ^= 0xff;
    assert_eq!(read(&krc), Err(Error::Packing));
    assert_eq!(read(b"krc1"), Err(Error::Packing));
    let mut qrc = include_bytes!("files/jasmine.qrc").to_vec();
    qrc[30] ^= 1;
    assert_eq!(read(&qrc), Err(Error::EncryptedQrc));
    assert_eq!(read(&[b'0'; 64]), Err(Error::EncryptedQrc));
}

#[test]
fn a_bad_line_costs_that_line_and_a_bad_layer_no_line() {
    let parsed = parse(
        "[1000,500]<0,500,0>a\nno time\n[soon,500]<0,500,0>b\n[2000,500]<0,x,0>c\n\
         [language:eyJjb250ZW50Ijpb8J+agGJhZCBiYXNlNjQgb3IganNvbg==]\n[offset:x]",
    )
    .unwrap();
    assert_eq!(shown(&parsed.lyrics), ["1000-1500 a@1000+500", "2000-2500 <0,x,0>c"]);
    let problem = |line_number, reason| LineProblem { line_number, reason };
    assert_eq!(
        parsed.problems,
        [
            problem(2, LineReason::NoTime),
            problem(3, LineReason::BadTime),
            problem(5, LineReason::BadLayer),
            problem(6, LineReason::BadOffset)
        ]
    );
}
