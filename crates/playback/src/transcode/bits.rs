//! Bits written the most significant first.

/// Collects bits into bytes.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    /// Bits not yet in `bytes`, in the low end.
    held: u64,
    count: u32,
}

impl BitWriter {
    /// Appends the low `count` bits of `value`; at most 32.
    pub(super) fn put(&mut self, value: u32, count: u32) {
        debug_assert!(count <= 32, "more than fits");
        let value = if count == 32 { u64::from(value) } else { u64::from(value) & ((1 << count) - 1) };
        self.held = self.held << count | value;
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            self.bytes.push((self.held >> self.count) as u8);
        }
        self.held &= (1 << self.count) - 1;
    }

    /// Appends the low `count` bits of a signed number; at most 32.
    pub(super) fn put_signed(&mut self, value: i32, count: u32) {
        self.put(value.cast_unsigned(), count);
    }

    /// Appends `zeros` bits 0 and a bit 1.
    pub(super) fn put_unary(&mut self, zeros: u32) {
        let mut left = zeros;
        while left >= 32 {
            self.put(0, 32);
            left -= 32;
        }
        self.put(1, left + 1);
    }

    /// Fills the last byte with bits 0.
    pub(super) fn align(&mut self) {
        if self.count > 0 {
            self.put(0, 8 - self.count);
        }
    }

    /// The whole bytes so far.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// All bytes; the caller has aligned.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::BitWriter;

    #[test]
    fn bits_line_up() {
        let mut bits = BitWriter::default();
        bits.put(0b101, 3);
        bits.put_unary(2);
        bits.put_signed(-1, 2);
        assert_eq!(bits.bytes(), [0b1010_0111]);
        bits.put_unary(40);
        bits.put(0xdead_beef, 32);
        bits.align();
        assert_eq!(bits.into_bytes()[1..6], [0, 0, 0, 0, 0]);
    }
}
