//! The cipher of QRC: three passes of a relative of DES, under keys that are in every player.
//!
//! It hides nothing from anybody and protects nobody; it only has to be undone to show the words.
//! It differs from DES (FIPS 46-3) in four places: bytes are taken low first in each half, two cells of its
//! substitution boxes have other values, and the second half of the key is compressed from one bit further on.

/// The keys, in the order of the passes.
const KEYS: [&[u8; 8]; 3] = [b"!@#)(NHL", b"123ZXC!@", b"!@#)(*$%"];

/// The seed of the mask that lies over files.
const MASK_SEED: [[u8; 7]; 8] = [
    [0x4a, 0xd6, 0xca, 0x90, 0x67, 0xf7, 0x52],
    [0x5e, 0x95, 0x23, 0x9f, 0x13, 0x11, 0x7e],
    [0x47, 0x74, 0x3d, 0x90, 0xaa, 0x3f, 0x51],
    [0xc6, 0x09, 0xd5, 0x9f, 0xfa, 0x66, 0xf9],
    [0xf3, 0xd6, 0xa1, 0x90, 0xa0, 0xf7, 0xf0],
    [0x1d, 0x95, 0xde, 0x9f, 0x84, 0x11, 0xf4],
    [0x0e, 0x74, 0xbb, 0x90, 0xbc, 0x3f, 0x92],
    [0x00, 0x09, 0x5b, 0x9f, 0x62, 0x66, 0xa1],
];

/// Decrypts whole blocks of eight bytes; what is left over is dropped.
pub(crate) fn decrypt(bytes: &[u8]) -> Vec<u8> {
    let [first, second, third] = KEYS.map(schedule);
    let blocks = bytes.chunks_exact(8).flat_map(|block| {
        let halves = u64::from(low_first(&block[..4])) << 32 | u64::from(low_first(&block[4..]));
        let state = pass(halves, first.iter().rev());
        let state = pass(state, second.iter());
        let state = pass(state, third.iter().rev());
        let [high, low] = [(state >> 32) as u32, state as u32];
        [high.to_le_bytes(), low.to_le_bytes()].concat()
    });
    blocks.collect()
}

/// Takes the mask off a file.
pub(crate) fn unmask(bytes: &mut [u8]) {
    for (at, byte) in bytes.iter_mut().enumerate() {
        let at = if at > 0x7fff { at % 0x7fff } else { at } & 0x7f;
        let (row, column) = (at / 16, at % 16);
        *byte ^= match column {
            0 => 0xc3,
            8 => 0xd8,
            column if column < 8 => MASK_SEED[row][column - 1],
            column => MASK_SEED[7 - row][15 - column],
        };
    }
}

fn low_first(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte))
}

/// Sixteen rounds between the two outer permutations.
fn pass<'a>(block: u64, keys: impl Iterator<Item = &'a u64>) -> u64 {
    let block = permuted(block, 64, &INITIAL);
    let (mut left, mut right) = ((block >> 32) as u32, block as u32);
    for key in keys {
        (left, right) = (right, left ^ mangled(right, *key));
    }
    let block = u64::from(right) << 32 | u64::from(left);
    let mut out = 0;
    for (place, from) in INITIAL.iter().enumerate() {
        out |= (block >> (63 - place) & 1) << (64 - from);
    }
    out
}

fn mangled(half: u32, key: u64) -> u32 {
    let wide = permuted(u64::from(half), 32, &EXPANSION) ^ key;
    let mut out = 0_u32;
    for (number, cells) in SUBSTITUTION.iter().enumerate() {
        let six = (wide >> (42 - 6 * number) & 0x3f) as usize;
        let (row, column) = (six >> 4 & 2 | six & 1, six >> 1 & 0xf);
        out = out << 4 | u32::from(cells[row * 16 + column]);
    }
    permuted(u64::from(out), 32, &PERMUTATION) as u32
}

fn schedule(key: &[u8; 8]) -> [u64; 16] {
    let key = u64::from(low_first(&key[..4])) << 32 | u64::from(low_first(&key[4..]));
    let chosen = permuted(key, 64, &KEY_CHOICE);
    let (mut left, mut right) = (chosen >> 28, chosen & 0xfff_ffff);
    let mut keys = [0; 16];
    for (round, round_key) in keys.iter_mut().enumerate() {
        let by = if matches!(round, 0 | 1 | 8 | 15) { 1 } else { 2 };
        left = (left << by | left >> (28 - by)) & 0xfff_ffff;
        right = (right << by | right >> (28 - by)) & 0xfff_ffff;
        for place in KEY_COMPRESSION {
            // The right half is read from one bit further on than in DES; beyond its end are zeros.
            let bit = if place <= 28 { left >> (28 - place) & 1 } else { (right << 1) >> (56 - place) & 1 };
            *round_key = *round_key << 1 | bit;
        }
    }
    keys
}

/// Bits counted from 1 at the highest of `width`.
fn permuted(bits: u64, width: u8, table: &[u8]) -> u64 {
    table.iter().fold(0, |out, from| out << 1 | bits >> (width - from) & 1)
}

const INITIAL: [u8; 64] = [
    58, 50, 42, 34, 26, 18, 10, 2, 60, 52, 44, 36, 28, 20, 12, 4, 62, 54, 46, 38, 30, 22, 14, 6, 64, 56, 48, 40, 32,
    24, 16, 8, 57, 49, 41, 33, 25, 17, 9, 1, 59, 51, 43, 35, 27, 19, 11, 3, 61, 53, 45, 37, 29, 21, 13, 5, 63, 55, 47,
    39, 31, 23, 15, 7,
];

const EXPANSION: [u8; 48] = [
    32, 1, 2, 3, 4, 5, 4, 5, 6, 7, 8, 9, 8, 9, 10, 11, 12, 13, 12, 13, 14, 15, 16, 17, 16, 17, 18, 19, 20, 21, 20, 21,
    22, 23, 24, 25, 24, 25, 26, 27, 28, 29, 28, 29, 30, 31, 32, 1,
];

const PERMUTATION: [u8; 32] = [
    16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4,
    25,
];

const KEY_CHOICE: [u8; 56] = [
    57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36, 63, 55,
    47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
];

const KEY_COMPRESSION: [u8; 48] = [
    14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47, 55, 30,
    40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
];

const SUBSTITUTION: [[u8; 64]; 8] = [
    [
        14, 4, 13, 1, 2, 15, 11, 8, 3, 10, 6, 12, 5, 9, 0, 7, 0, 15, 7, 4, 14, 2, 13, 1, 10, 6, 12, 11, 9, 5, 3, 8, 4,
        1, 14, 8, 13, 6, 2, 11, 15, 12, 9, 7, 3, 10, 5, 0, 15, 12, 8, 2, 4, 9, 1, 7, 5, 11, 3, 14, 10, 0, 6, 13,
    ],
    [
        15, 1, 8, 14, 6, 11, 3, 4, 9, 7, 2, 13, 12, 0, 5, 10, 3, 13, 4, 7, 15, 2, 8, 15, 12, 0, 1, 10, 6, 9, 11, 5, 0,
        14, 7, 11, 10, 4, 13, 1, 5, 8, 12, 6, 9, 3, 2, 15, 13, 8, 10, 1, 3, 15, 4, 2, 11, 6, 7, 12, 0, 5, 14, 9,
    ],
    [
        10, 0, 9, 14, 6, 3, 15, 5, 1, 13, 12, 7, 11, 4, 2, 8, 13, 7, 0, 9, 3, 4, 6, 10, 2, 8, 5, 14, 12, 11, 15, 1, 13,
        6, 4, 9, 8, 15, 3, 0, 11, 1, 2, 12, 5, 10, 14, 7, 1, 10, 13, 0, 6, 9, 8, 7, 4, 15, 14, 3, 11, 5, 2, 12,
    ],
    [
        7, 13, 14, 3, 0, 6, 9, 10, 1, 2, 8, 5, 11, 12, 4, 15, 13, 8, 11, 5, 6, 15, 0, 3, 4, 7, 2, 12, 1, 10, 14, 9, 10,
        6, 9, 0, 12, 11, 7, 13, 15, 1, 3, 14, 5, 2, 8, 4, 3, 15, 0, 6, 10, 10, 13, 8, 9, 4, 5, 11, 12, 7, 2, 14,
    ],
    [
        2, 12, 4, 1, 7, 10, 11, 6, 8, 5, 3, 15, 13, 0, 14, 9, 14, 11, 2, 12, 4, 7, 13, 1, 5, 0, 15, 10, 3, 9, 8, 6, 4,
        2, 1, 11, 10, 13, 7, 8, 15, 9, 12, 5, 6, 3, 0, 14, 11, 8, 12, 7, 1, 14, 2, 13, 6, 15, 0, 9, 10, 4, 5, 3,
    ],
    [
        12, 1, 10, 15, 9, 2, 6, 8, 0, 13, 3, 4, 14, 7, 5, 11, 10, 15, 4, 2, 7, 12, 9, 5, 6, 1, 13, 14, 0, 11, 3, 8, 9,
        14, 15, 5, 2, 8, 12, 3, 7, 0, 4, 10, 1, 13, 11, 6, 4, 3, 2, 12, 9, 5, 15, 10, 11, 14, 1, 7, 6, 0, 8, 13,
    ],
    [
        4, 11, 2, 14, 15, 0, 8, 13, 3, 12, 9, 7, 5, 10, 6, 1, 13, 0, 11, 7, 4, 9, 1, 10, 14, 3, 5, 12, 2, 15, 8, 6, 1,
        4, 11, 13, 12, 3, 7, 14, 10, 15, 6, 8, 0, 5, 9, 2, 6, 11, 13, 8, 1, 4, 10, 7, 9, 5, 0, 15, 14, 2, 3, 12,
    ],
    [
        13, 2, 8, 4, 6, 15, 11, 1, 10, 9, 3, 14, 5, 0, 12, 7, 1, 15, 13, 8, 10, 3, 7, 4, 12, 5, 6, 11, 0, 14, 9, 2, 7,
        11, 4, 1, 9, 12, 14, 2, 0, 6, 10, 13, 15, 3, 5, 8, 2, 1, 14, 7, 4, 10, 8, 13, 15, 12, 9, 0, 3, 5, 6, 11,
    ],
];
