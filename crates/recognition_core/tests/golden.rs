//! The peaks of one sound, byte by byte; a build for another platform has to find the same.

use recognition_core::{Density, Extractor, encode_peaks};

/// Three saw teeth whose pitch changes four times a second, in whole numbers, at 48 kHz.
fn sound() -> Vec<f32> {
    (0..48_000_u32 * 4)
        .map(|n| {
            let sum: i32 = (1..4_u32)
                .map(|voice| {
                    let note = ((n / 12_000 + 1) * voice * 7_919) % 1_700 + 300;
                    ((n.wrapping_mul(note) & 0xffff) as i32 - 0x8000) / 4
                })
                .sum();
            sum as f32 / 32_768.0
        })
        .collect()
}

#[test]
fn the_peaks_of_a_known_sound_are_these() {
    let (mut peaks, mut extractor) = (Vec::new(), Extractor::new(48_000, Density::Query).expect("a rate in range"));
    extractor.push(&sound(), &mut peaks);
    extractor.finish(&mut peaks);
    let mut bytes = Vec::new();
    encode_peaks(&peaks, 0, &mut bytes);
    if std::env::var_os("QINGYIN_WRITE_GOLDEN").is_some() {
        std::fs::write("tests/golden.peaks", &bytes).expect("the folder can be written");
    }
    assert!(peaks.len() > 60, "{} peaks", peaks.len());
    assert!(bytes == include_bytes!("golden.peaks"), "peaks changed: raise the version of the segment as well");
}
