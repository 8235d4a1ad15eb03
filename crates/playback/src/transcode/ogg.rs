//! Ogg pages (RFC 3533), as far as a stream of one Opus track needs them.

/// A page that begins with the rest of a packet.
const CONTINUED: u8 = 0x01;
/// The position of a page on which no packet ends.
const NOWHERE: u64 = u64::MAX;
/// The first page of a stream.
pub(super) const BEGINNING: u8 = 0x02;
/// The last page of a stream.
pub(super) const END: u8 = 0x04;

/// A page's table of segments has one byte of count.
const SEGMENTS_MAX: usize = 255;

/// Collects whole packets and writes them as pages of one logical stream.
///
/// Packets of sound never span two pages, being a few segments long; a head with a picture does.
#[derive(Debug)]
pub(super) struct Pages {
    serial: u32,
    sequence: u32,
    segments: Vec<u8>,
    data: Vec<u8>,
    packets: usize,
}

impl Pages {
    /// Pages of the stream named `serial`.
    pub(super) fn new(serial: u32) -> Self {
        Self { serial, sequence: 0, segments: Vec::new(), data: Vec::new(), packets: 0 }
    }

    /// Packets waiting for their page.
    pub(super) fn packets(&self) -> usize {
        self.packets
    }

    /// Whether a packet of `length` bytes still fits the page at hand.
    pub(super) fn has_room(&self, length: usize) -> bool {
        self.segments.len() + length / 255 < SEGMENTS_MAX
    }

    /// Adds a packet to the page at hand; the caller has asked [`Pages::has_room`].
    pub(super) fn add(&mut self, packet: &[u8]) {
        self.segments.extend(std::iter::repeat_n(255, packet.len() / 255));
        self.segments.push((packet.len() % 255) as u8);
        self.data.extend_from_slice(packet);
        self.packets += 1;
    }

    /// Writes one packet of a head on pages of its own, as many as it needs (RFC 3533 §5).
    pub(super) fn put_head(&mut self, packet: &[u8], out: &mut Vec<u8>) {
        const PAGE_BYTES: usize = SEGMENTS_MAX * 255;
        let mut rest = packet;
        let mut flags = 0;
        // A packet that fills its last page to the brim still needs the closing segment on another.
        while rest.len() >= PAGE_BYTES {
            let (page, after) = rest.split_at(PAGE_BYTES);
            self.segments.resize(SEGMENTS_MAX, 255);
            self.data.extend_from_slice(page);
            self.finish(flags, NOWHERE, out);
            (rest, flags) = (after, CONTINUED);
        }
        self.add(rest);
        self.finish(flags, 0, out);
    }

    /// Ends the page at hand and appends it to `out`.
    ///
    /// `granule` is the position at the end of the page's last packet, in 48 kHz samples.
    pub(super) fn finish(&mut self, flags: u8, granule: u64, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(b"OggS");
        out.push(0);
        out.push(flags);
        out.extend_from_slice(&granule.to_le_bytes());
        out.extend_from_slice(&self.serial.to_le_bytes());
        out.extend_from_slice(&self.sequence.to_le_bytes());
        out.extend_from_slice(&[0; 4]);
        out.push(self.segments.len() as u8);
        out.extend_from_slice(&self.segments);
        out.extend_from_slice(&self.data);
        let sum = checksum(&out[start..]);
        out[start + 22..start + 26].copy_from_slice(&sum.to_le_bytes());
        self.sequence = self.sequence.wrapping_add(1);
        self.segments.clear();
        self.data.clear();
        self.packets = 0;
    }
}

/// CRC of RFC 3533 §6: polynomial 0x04c11db7, nothing reflected, nothing inverted.
fn checksum(page: &[u8]) -> u32 {
    page.iter().fold(0, |sum, &byte| (sum << 8) ^ CHECKSUMS[((sum >> 24) as u8 ^ byte) as usize])
}

static CHECKSUMS: [u32; 256] = checksums();

const fn checksums() -> [u32; 256] {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let mut sum = (at as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            let carry = sum & 0x8000_0000 != 0;
            sum <<= 1;
            if carry {
                sum ^= 0x04c1_1db7;
            }
            bit += 1;
        }
        table[at] = sum;
        at += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{BEGINNING, Pages, checksum};

    #[test]
    fn the_checksum_is_the_one_of_the_standard() {
        // The check value of CRC-32/MPEG-2 without its initial value, computed by hand for one bit.
        assert_eq!(checksum(&[0, 0, 0, 1]), 0x04c1_1db7);
        assert_eq!(checksum(&[]), 0);
    }

    #[test]
    fn a_page_has_the_layout_of_the_standard() {
        let mut pages = Pages::new(0x0403_0201);
        pages.add(&[7; 255]);
        pages.add(&[8; 3]);
        assert_eq!(pages.packets(), 2);
        let mut out = Vec::new();
        pages.finish(BEGINNING, 5, &mut out);
        assert_eq!(&out[..6], b"OggS\0\x02");
        assert_eq!(&out[6..14], &5u64.to_le_bytes());
        assert_eq!(&out[14..18], &[1, 2, 3, 4]);
        // 255 bytes need a closing segment of zero.
        assert_eq!(&out[26..30], &[3, 255, 0, 3]);
        assert_eq!(out.len(), 30 + 258);
    }

    #[test]
    fn a_long_head_goes_on_over_pages() {
        for (length, pages_wanted) in [(0, 1), (65_024, 1), (65_025, 2), (200_000, 4)] {
            let packet: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let mut out = Vec::new();
            Pages::new(1).put_head(&packet, &mut out);
            let (mut at, mut count, mut found) = (0, 0, Vec::new());
            while at < out.len() {
                assert_eq!(&out[at..at + 4], b"OggS");
                assert_eq!(out[at + 5], u8::from(count > 0), "continued, but for the first");
                let segments = usize::from(out[at + 26]);
                let table = &out[at + 27..at + 27 + segments];
                let is_last = table.last().is_some_and(|last| *last < 255);
                assert_eq!(&out[at + 6..at + 14], &(if is_last { 0 } else { u64::MAX }).to_le_bytes());
                let bytes: usize = table.iter().map(|length| usize::from(*length)).sum();
                found.extend_from_slice(&out[at + 27 + segments..at + 27 + segments + bytes]);
                at += 27 + segments + bytes;
                count += 1;
            }
            assert_eq!((count, found == packet), (pages_wanted, true), "{length}");
        }
    }

    #[test]
    fn a_page_takes_no_more_than_its_table_holds() {
        let mut pages = Pages::new(1);
        let mut count = 0;
        while pages.has_room(1275) {
            pages.add(&[0; 1275]);
            count += 1;
        }
        assert_eq!(count, 42);
        assert!(pages.segments.len() <= 255);
    }
}
