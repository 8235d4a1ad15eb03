//! Bytes read as what a target needs, and bytes made by chance.

/// Bytes that are taken one after the other; when there are no more they are zero.
#[derive(Clone, Debug)]
pub struct Input<'b>(pub &'b [u8]);

impl<'b> Input<'b> {
    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// The next four bytes as a number.
    pub fn number(&mut self) -> u32 {
        u32::from_le_bytes([self.byte(), self.byte(), self.byte(), self.byte()])
    }

    /// At most so many of the next bytes, at the length that the first of them tells.
    pub fn some(&mut self, most: usize) -> &'b [u8] {
        let length = usize::from(self.byte()).min(most).min(self.0.len());
        let (some, rest) = self.0.split_at(length);
        self.0 = rest;
        some
    }

    /// A short text; bytes that are none become characters that have made trouble somewhere.
    pub fn text(&mut self) -> String {
        const TROUBLE: [char; 16] = [
            '花',
            '行',
            '重',
            'の',
            '한',
            'İ',
            'ß',
            'ﷺ',
            '\u{301}',
            '\u{202e}',
            '\u{200b}',
            '🎵',
            '\u{10ffff}',
            '÷',
            '…',
            '\0',
        ];
        let bytes = self.some(48);
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes
                .iter()
                .map(|byte| if byte.is_ascii() { char::from(*byte) } else { TROUBLE[usize::from(byte & 15)] })
                .collect(),
        }
    }

    /// Changes bytes behind a place, as the rest of the input says, so many times at most.
    pub fn damage(&mut self, bytes: &mut Vec<u8>, from: usize) {
        for _ in 0..32 {
            let length = bytes.len().saturating_sub(from);
            if self.is_empty() || length == 0 {
                break;
            }
            let at = from + self.number() as usize % length;
            // Cutting off comes seldom, since hardly anything that was cut is looked at any further.
            match self.byte() & 15 {
                0..5 => bytes[at] = self.byte(),
                5..10 => bytes[at] ^= 1 << (self.byte() & 7),
                10..15 => bytes[at] = if self.byte() & 1 == 0 { 0xff } else { 0 },
                _ => bytes.truncate(at),
            }
        }
    }
}

/// Bytes by chance, the same from the same beginning (SplitMix64).
#[derive(Clone, Debug)]
pub struct Chance(pub u64);

impl Chance {
    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut hash = self.0;
        hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        hash ^ hash >> 31
    }

    /// An input: few bytes or some hundred, of all values, of letters, or changed a little from one before.
    pub fn input(&mut self, before: &[u8]) -> Vec<u8> {
        let length = usize::from(self.number().to_le_bytes()[0]) * if self.number().is_multiple_of(4) { 3 } else { 1 };
        let mut byte = |letters: bool| {
            let byte = self.number().to_le_bytes()[0];
            if letters {
                b"abcdhilnoquxyz \xff\x80\x00\x01\x02\x03\x04\x05\x06\x07\x08"[usize::from(byte) % 26]
            } else {
                byte
            }
        };
        match byte(false) % 4 {
            0 => (0..length).map(|_| byte(false)).collect(),
            1 | 2 => (0..length).map(|_| byte(true)).collect(),
            _ => {
                let mut changed = before.to_vec();
                for _ in 0..4 {
                    let at = usize::from(byte(false)) % changed.len().max(1);
                    let with = byte(false);
                    if with % 3 == 0 {
                        changed.insert(at, byte(true))
                    } else if let Some(at) = changed.get_mut(at) {
                        *at = with
                    }
                }
                changed
            }
        }
    }
}
