//! What counts as a clip: one form, to the byte.

use proptest::prelude::*;
use transcription::{CLIP_BYTES_MAX, Clip, NotAClip};

use crate::support::wav;

#[test]
fn a_wav_of_this_one_form_is_a_clip() {
    assert_eq!(Clip::parse(&wav(1)).unwrap().length_ms(), 0);
    assert_eq!(Clip::parse(&wav(16_000)).unwrap().length_ms(), 1_000);
    let longest = wav(16_000 * 15);
    assert_eq!(longest.len(), CLIP_BYTES_MAX);
    assert_eq!(Clip::parse(&longest).unwrap().length_ms(), 15_000);
    assert_eq!(Clip::parse(&wav(16_000 * 15 + 1)), Err(NotAClip::TooLong));
    assert_eq!(Clip::parse(&wav(0)), Err(NotAClip::Empty));
}

#[test]
fn a_clip_has_no_place_for_anything_else() {
    // A chunk with a name or a place, as recorders write it, behind the samples and before them.
    let mut behind = wav(100);
    behind.extend_from_slice(b"LIST\x04\0\0\0INFO");
    let size = u32::try_from(behind.len() - 8).unwrap();
    behind[4..8].copy_from_slice(&size.to_le_bytes());
    assert_eq!(Clip::parse(&behind), Err(NotAClip::Malformed));
    let mut before = wav(100)[..36].to_vec();
    before.extend_from_slice(b"LIST\x04\0\0\0INFO");
    before.extend_from_slice(&wav(100)[36..]);
    assert_eq!(Clip::parse(&before), Err(NotAClip::Malformed));
    for (at, byte) in [(20, 3), (22, 2), (24, 0x44), (34, 24), (40, 1)] {
        let mut other = wav(100);
        other[at] = byte;
        assert_eq!(Clip::parse(&other), Err(NotAClip::Malformed), "byte {at}");
    }
    assert_eq!(Clip::parse(&wav(100)[..243]), Err(NotAClip::Malformed), "cut off");
    for other in [b"OggS".as_slice(), b"\x1aE\xdf\xa3webm", b"", b"RIFF"] {
        assert_eq!(Clip::parse(other), Err(NotAClip::Malformed));
    }
}

#[test]
fn printing_a_clip_tells_its_length_alone() {
    assert_eq!(format!("{:?}", Clip::parse(&wav(800)).unwrap()), "Clip(50 ms)");
}

proptest! {
    #[test]
    fn whatever_comes_is_a_clip_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0_usize..200) {
        let _ = Clip::parse(&bytes);
        let mut damaged = wav(50);
        damaged.truncate(cut);
        damaged.extend_from_slice(&bytes);
        if let Ok(clip) = Clip::parse(&damaged) {
            prop_assert_eq!(clip.length_ms(), (damaged.len() - 44) / 32);
            prop_assert_eq!(damaged.len() % 2, 0);
        }
    }
}
