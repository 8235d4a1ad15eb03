//! The C library, as FFmpeg 5.1 carries it, gave these fingerprints to the same sound:
//! `ffmpeg -f s16le -ar 11025 -ac 1 -i SOUND -f chromaprint -fp_format raw -`.

use audio_fingerprint::{Fingerprint, Printer};

use crate::sound::{as_float, music};

const OF_THE_C_LIBRARY: [(u32, &[u8]); 3] = [
    (1, include_bytes!("golden/chromaprint-1.raw")),
    (2, include_bytes!("golden/chromaprint-2.raw")),
    (3, include_bytes!("golden/chromaprint-3.raw")),
];

#[test]
fn the_c_library_gives_the_same_fingerprint_bit_by_bit() {
    for (seed, golden) in OF_THE_C_LIBRARY {
        let mut printer = Printer::new(11_025).unwrap();
        assert!(printer.push(&as_float(&music(seed, 40))));
        let made = printer.finish().unwrap();
        let golden = Fingerprint::from_bytes(golden).unwrap();
        let wrong: u32 = made.codes().iter().zip(golden.codes()).map(|(a, b)| (a ^ b).count_ones()).sum();
        assert_eq!((made.codes().len(), wrong), (golden.codes().len(), 0), "sound {seed}");
    }
}
