//! ZIP archives written forwards only, entry by entry, nothing compressed (APPNOTE 6.3.10).
//!
//! Music does not shrink, so entries are stored. A checksum is known only when the bytes have passed, so it follows them in a data
//! descriptor (§4.3.9) and stands in the directory at the end, which is what readers go by. Entries and archives beyond 4 GiB, and
//! more than 65,535 entries, take the 64-bit fields (§4.3.14); smaller ones do without, as old readers know none.

/// What a 32-bit field holds when the 64-bit one is meant.
const LARGE: u32 = u32::MAX;
/// What a 16-bit field holds when the 64-bit one is meant.
const MANY: u16 = u16::MAX;
/// A descriptor follows (bit 3), names are UTF-8 (bit 11).
const FLAGS: u16 = 0x0808;
const STORED: u16 = 0;
const VERSION: u16 = 20;
/// The version that knows the 64-bit fields.
const VERSION_64: u16 = 45;
/// Made on Unix, whose modes stand in the upper half of the external attributes.
const MADE_BY: u16 = 3 << 8 | VERSION_64;
/// A regular file, readable by all.
const MODE: u32 = 0o100_644 << 16;
/// Info-ZIP's extended time stamp: seconds since 1970 UTC, where the field of the format itself knows no time zone.
const TIME_STAMP: u16 = 0x5455;
const TIME_STAMP_BYTES: u64 = 9;
const LARGE_FIELD: u16 = 0x0001;

const LOCAL_BYTES: u64 = 30;
const CENTRAL_BYTES: u64 = 46;
const END_BYTES: u64 = 22;
/// The 64-bit end record and the locator that finds it.
const END_64_BYTES: u64 = 56 + 20;

/// One entry, before its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Its name in the archive, at most 65,535 bytes.
    pub(super) name: String,
    /// When it was last changed, in seconds since 1970 UTC.
    pub(super) modified_s: i64,
    /// How long it will be at most, in bytes; beyond 4 GiB it takes the 64-bit form.
    pub(super) size_bytes_max: u64,
}

impl Head {
    fn is_large(&self) -> bool {
        self.size_bytes_max >= u64::from(LARGE)
    }

    /// Bytes of the local header, the descriptor and the line in the directory, for an entry at `offset`.
    fn overhead_bytes(&self, offset: u64) -> u64 {
        let name = self.name.len() as u64;
        let (field, descriptor) = if self.is_large() { (20, 24) } else { (0, 16) };
        let local = LOCAL_BYTES + name + TIME_STAMP_BYTES + field;
        let in_directory = large_field_bytes(self.is_large(), offset);
        local + descriptor + CENTRAL_BYTES + name + TIME_STAMP_BYTES + in_directory
    }
}

fn large_field_bytes(is_large: bool, offset: u64) -> u64 {
    match (is_large, offset >= u64::from(LARGE)) {
        (false, false) => 0,
        (true, false) => 20,
        (false, true) => 12,
        (true, true) => 28,
    }
}

#[derive(Debug)]
struct Entry {
    head: Head,
    offset: u64,
    size_bytes: u64,
    crc: u32,
}

/// Writes one archive; what it returns is to be sent in that order.
#[derive(Debug, Default)]
pub(super) struct ZipWriter {
    done: Vec<Entry>,
    offset: u64,
    open: Option<(Head, u64, u64, crc32fast::Hasher)>,
}

impl ZipWriter {
    /// Begins an entry: the bytes that go before its content.
    pub(super) fn begin(&mut self, head: Head) -> Vec<u8> {
        let mut out = Vec::with_capacity(64 + head.name.len());
        let is_large = head.is_large();
        out.extend_from_slice(b"PK\x03\x04");
        put16(&mut out, if is_large { VERSION_64 } else { VERSION });
        put16(&mut out, FLAGS);
        put16(&mut out, STORED);
        put32(&mut out, dos_time(head.modified_s));
        // Checksum and sizes follow in the descriptor.
        put32(&mut out, 0);
        let sizes = if is_large { LARGE } else { 0 };
        put32(&mut out, sizes);
        put32(&mut out, sizes);
        put16(&mut out, head.name.len() as u16);
        put16(&mut out, TIME_STAMP_BYTES as u16 + if is_large { 20 } else { 0 });
        out.extend_from_slice(head.name.as_bytes());
        put_time_stamp(&mut out, head.modified_s);
        if is_large {
            put16(&mut out, LARGE_FIELD);
            put16(&mut out, 16);
            put64(&mut out, 0);
            put64(&mut out, 0);
        }
        let offset = self.offset;
        self.offset += out.len() as u64;
        self.open = Some((head, offset, 0, crc32fast::Hasher::new()));
        out
    }

    /// Counts bytes of the entry begun; they go out as they are.
    ///
    /// False when they are more than was said: the archive could not be read, and must not be finished.
    #[must_use]
    pub(super) fn content(&mut self, bytes: &[u8]) -> bool {
        let Some((head, _, size_bytes, crc)) = &mut self.open else { return false };
        *size_bytes += bytes.len() as u64;
        crc.update(bytes);
        self.offset += bytes.len() as u64;
        *size_bytes <= head.size_bytes_max
    }

    /// Ends the entry begun: the bytes that go behind its content.
    pub(super) fn end(&mut self) -> Vec<u8> {
        let Some((head, offset, size_bytes, crc)) = self.open.take() else { return Vec::new() };
        let crc = crc.finalize();
        let mut out = Vec::with_capacity(24);
        out.extend_from_slice(b"PK\x07\x08");
        put32(&mut out, crc);
        if head.is_large() {
            put64(&mut out, size_bytes);
            put64(&mut out, size_bytes);
        } else {
            put32(&mut out, size_bytes as u32);
            put32(&mut out, size_bytes as u32);
        }
        self.offset += out.len() as u64;
        self.done.push(Entry { head, offset, size_bytes, crc });
        out
    }

    /// Ends the archive: the directory of its entries.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut out = Vec::new();
        for entry in &self.done {
            put_directory_line(&mut out, entry);
        }
        let (begin, length, count) = (self.offset, out.len() as u64, self.done.len() as u64);
        let needs_64 = count >= u64::from(MANY) || length >= u64::from(LARGE) || begin >= u64::from(LARGE);
        if needs_64 {
            out.extend_from_slice(b"PK\x06\x06");
            put64(&mut out, END_64_BYTES - 20 - 12);
            put16(&mut out, MADE_BY);
            put16(&mut out, VERSION_64);
            put32(&mut out, 0);
            put32(&mut out, 0);
            put64(&mut out, count);
            put64(&mut out, count);
            put64(&mut out, length);
            put64(&mut out, begin);
            out.extend_from_slice(b"PK\x06\x07");
            put32(&mut out, 0);
            put64(&mut out, begin + length);
            put32(&mut out, 1);
        }
        out.extend_from_slice(b"PK\x05\x06");
        put16(&mut out, 0);
        put16(&mut out, 0);
        let few = u16::try_from(count).unwrap_or(MANY);
        put16(&mut out, few);
        put16(&mut out, few);
        put32(&mut out, u32::try_from(length).unwrap_or(LARGE));
        put32(&mut out, u32::try_from(begin).unwrap_or(LARGE));
        put16(&mut out, 0);
        out
    }
}

/// The length of an archive of entries whose lengths are known, in bytes.
pub(super) fn archive_bytes<'a>(heads: impl Iterator<Item = &'a Head>) -> u64 {
    let (mut content, mut directory, mut count) = (0, 0, 0_u64);
    for head in heads {
        let in_directory =
            CENTRAL_BYTES + head.name.len() as u64 + TIME_STAMP_BYTES + large_field_bytes(head.is_large(), content);
        content += head.overhead_bytes(content) - in_directory + head.size_bytes_max;
        directory += in_directory;
        count += 1;
    }
    let needs_64 = count >= u64::from(MANY) || directory >= u64::from(LARGE) || content >= u64::from(LARGE);
    content + directory + END_BYTES + if needs_64 { END_64_BYTES } else { 0 }
}

fn put_directory_line(out: &mut Vec<u8>, entry: &Entry) {
    let Entry { head, offset, size_bytes, crc } = entry;
    let (is_large, is_far) = (head.is_large(), *offset >= u64::from(LARGE));
    out.extend_from_slice(b"PK\x01\x02");
    put16(out, MADE_BY);
    put16(out, if is_large || is_far { VERSION_64 } else { VERSION });
    put16(out, FLAGS);
    put16(out, STORED);
    put32(out, dos_time(head.modified_s));
    put32(out, *crc);
    let size = if is_large { LARGE } else { *size_bytes as u32 };
    put32(out, size);
    put32(out, size);
    put16(out, head.name.len() as u16);
    put16(out, (TIME_STAMP_BYTES + large_field_bytes(is_large, *offset)) as u16);
    put16(out, 0);
    put16(out, 0);
    put16(out, 0);
    put32(out, MODE);
    put32(out, if is_far { LARGE } else { *offset as u32 });
    out.extend_from_slice(head.name.as_bytes());
    put_time_stamp(out, head.modified_s);
    if is_large || is_far {
        put16(out, LARGE_FIELD);
        put16(out, large_field_bytes(is_large, *offset) as u16 - 4);
        if is_large {
            put64(out, *size_bytes);
            put64(out, *size_bytes);
        }
        if is_far {
            put64(out, *offset);
        }
    }
}

fn put_time_stamp(out: &mut Vec<u8>, modified_s: i64) {
    put16(out, TIME_STAMP);
    put16(out, TIME_STAMP_BYTES as u16 - 4);
    // Only the time of change is given.
    out.push(1);
    put32(out, u32::try_from(modified_s.clamp(0, i64::from(i32::MAX))).unwrap_or(0));
}

/// Date and time as the format keeps them: from 1980 on, two seconds at a time, here in UTC.
fn dos_time(modified_s: i64) -> u32 {
    const EARLIEST: u32 = 1 << 21 | 1 << 16;
    let Ok(time) = jiff::Timestamp::from_second(modified_s) else { return EARLIEST };
    let time = jiff::tz::Offset::UTC.to_datetime(time);
    let Ok(years) = u32::try_from(i32::from(time.year()) - 1980) else { return EARLIEST };
    let part = |number: i8| u32::from(number.unsigned_abs());
    let date = years.min(127) << 9 | part(time.month()) << 5 | part(time.day());
    date << 16 | part(time.hour()) << 11 | part(time.minute()) << 5 | (part(time.second()) / 2)
}

fn put16(out: &mut Vec<u8>, number: u16) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn put64(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(&number.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::{Head, ZipWriter, archive_bytes, dos_time};

    fn head(name: &str, size_bytes_max: u64) -> Head {
        Head { name: name.to_owned(), modified_s: 1_795_438_800, size_bytes_max }
    }

    fn archive(entries: &[(&str, u64, &[u8])]) -> Vec<u8> {
        let (mut writer, mut out) = (ZipWriter::default(), Vec::new());
        for (name, most, content) in entries {
            out.extend(writer.begin(head(name, *most)));
            assert!(writer.content(content));
            out.extend_from_slice(content);
            out.extend(writer.end());
        }
        out.extend(writer.finish());
        out
    }

    #[test]
    fn the_length_is_known_before_a_byte_is_written() {
        let whole = archive(&[("一.flac", 3, b"abc"), ("b", 0, b"")]);
        assert_eq!(whole.len() as u64, archive_bytes([head("一.flac", 3), head("b", 0)].iter()));
        assert_eq!(archive(&[]).len() as u64, archive_bytes([].iter()));
        // Beyond 4 GiB each field is in its long form; only the content is missing here.
        let five_gib = 5 << 30;
        let large = archive(&[("a", five_gib, b"")]);
        assert_eq!(large.len() as u64 + five_gib + super::END_64_BYTES, archive_bytes([head("a", five_gib)].iter()));
    }

    #[test]
    fn more_than_was_said_is_refused() {
        let mut writer = ZipWriter::default();
        writer.begin(head("a", 3));
        assert!(writer.content(b"abc") && !writer.content(b"d"));
    }

    #[test]
    fn times_are_those_of_the_format() {
        // 2026-11-23 21:00:00 UTC.
        assert_eq!(dos_time(1_795_467_600), (46 << 9 | 11 << 5 | 23) << 16 | 21 << 11);
        assert_eq!(dos_time(0), 1 << 21 | 1 << 16);
    }
}
