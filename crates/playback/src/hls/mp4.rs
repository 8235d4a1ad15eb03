//! Fragmented MP4 of one stream of sound (ISO/IEC 14496-12), as far as segments of Opus and FLAC need it.

use crate::transcode::{FlacFormat, OPUS_PRE_SKIP, SegmentFrames};

/// What the head describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// Opus at 48 kHz, two channels (Encapsulation of Opus in ISO Base Media File Format).
    Opus,
    /// FLAC (Encapsulation of FLAC in ISO Base Media File Format).
    Flac(FlacFormat),
}

impl Coding {
    /// Units of time a second: a frame of samples each.
    fn timescale(self) -> u32 {
        match self {
            Self::Opus => 48_000,
            Self::Flac(format) => format.rate_hz,
        }
    }
}

const TRACK: u32 = 1;
const UNITY: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];
/// Packets whose decoding settles an Opus decoder: 80 ms of 20 ms each (RFC 7845 §4.6).
const ROLL_PACKETS: i16 = -4;
/// A frame that needs no other, and is no difference to one.
const SYNC_SAMPLE: u32 = 0x0200_0000;

/// Collects boxes.
struct Boxes(Vec<u8>);

impl Boxes {
    fn new() -> Self {
        Self(Vec::new())
    }

    /// A box around what `inner` writes.
    fn put(mut self, kind: &[u8; 4], inner: impl FnOnce(Self) -> Self) -> Self {
        let begin = self.0.len();
        self = self.u32(0).bytes(kind);
        self = inner(self);
        let length = (self.0.len() - begin) as u32;
        self.0[begin..begin + 4].copy_from_slice(&length.to_be_bytes());
        self
    }

    /// A box with a version and flags.
    fn full(self, kind: &[u8; 4], version: u8, flags: u32, inner: impl FnOnce(Self) -> Self) -> Self {
        self.put(kind, |boxes| inner(boxes.u32(u32::from(version) << 24 | flags)))
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    fn u16(self, value: u16) -> Self {
        self.bytes(&value.to_be_bytes())
    }

    fn u32(self, value: u32) -> Self {
        self.bytes(&value.to_be_bytes())
    }

    fn u32s(self, values: &[u32]) -> Self {
        values.iter().fold(self, |boxes, value| boxes.u32(*value))
    }
}

/// The head that every segment needs once.
pub(super) fn init(coding: Coding) -> Vec<u8> {
    let timescale = coding.timescale();
    Boxes::new()
        .put(b"ftyp", |b| b.bytes(b"iso6").u32(0).bytes(b"iso6cmfcmp41"))
        .put(b"moov", |b| {
            b.full(b"mvhd", 0, 0, |b| {
                let b = b.u32s(&[0, 0, timescale, 0, 0x1_0000]).u16(0x0100).u16(0).u32s(&[0, 0]);
                b.u32s(&UNITY).u32s(&[0; 6]).u32(TRACK + 1)
            })
            .put(b"trak", |b| track(b, coding))
            .put(b"mvex", |b| b.full(b"trex", 0, 0, |b| b.u32s(&[TRACK, 1, 0, 0, SYNC_SAMPLE])))
        })
        .0
}

fn track(boxes: Boxes, coding: Coding) -> Boxes {
    // Enabled, in the film, in its preview.
    let boxes = boxes.full(b"tkhd", 0, 7, |b| {
        b.u32s(&[0, 0, TRACK, 0, 0, 0, 0]).u16(0).u16(0).u16(0x0100).u16(0).u32s(&UNITY).u32s(&[0, 0])
    });
    let boxes = match coding {
        // What the encoder delays comes first and is left out.
        Coding::Opus => {
            boxes.put(b"edts", |b| b.full(b"elst", 0, 0, |b| b.u32s(&[1, 0, u32::from(OPUS_PRE_SKIP)]).u32(0x1_0000)))
        }
        Coding::Flac(_) => boxes,
    };
    boxes.put(b"mdia", |b| {
        // The language is "und", five bits a letter.
        b.full(b"mdhd", 0, 0, |b| b.u32s(&[0, 0, coding.timescale(), 0]).u16(0x55c4).u16(0))
            .full(b"hdlr", 0, 0, |b| b.u32(0).bytes(b"soun").u32s(&[0; 3]).bytes(b"sound\0"))
            .put(b"minf", |b| {
                b.full(b"smhd", 0, 0, |b| b.u32(0))
                    .put(b"dinf", |b| b.full(b"dref", 0, 0, |b| b.u32(1).full(b"url ", 0, 1, |b| b)))
                    .put(b"stbl", |b| sample_table(b, coding))
            })
    })
}

/// What frames are; where they are stands in the segments.
fn sample_table(boxes: Boxes, coding: Coding) -> Boxes {
    let boxes = boxes
        .full(b"stsd", 0, 0, |b| match coding {
            Coding::Opus => b.u32(1).put(b"Opus", |b| {
                entry(b, 16, 48_000)
                    .put(b"dOps", |b| b.bytes(&[0, 2]).u16(OPUS_PRE_SKIP).u32(48_000).u16(0).bytes(&[0]))
            }),
            Coding::Flac(format) => b.u32(1).put(b"fLaC", |b| {
                entry(b, u16::from(format.bits), format.rate_hz)
                    // One block of metadata, the last, of 34 bytes.
                    .full(b"dfLa", 0, 0, |b| b.bytes(&[0x80, 0, 0, 34]).bytes(&format.stream_info(0)))
            }),
        })
        .full(b"stts", 0, 0, |b| b.u32(0))
        .full(b"stsc", 0, 0, |b| b.u32(0))
        .full(b"stsz", 0, 0, |b| b.u32s(&[0, 0]))
        .full(b"stco", 0, 0, |b| b.u32(0));
    match coding {
        Coding::Opus => {
            boxes.full(b"sgpd", 1, 0, |b| b.bytes(b"roll").u32s(&[2, 1]).bytes(&ROLL_PACKETS.to_be_bytes()))
        }
        Coding::Flac(_) => boxes,
    }
}

/// The beginning of the description of sound; rates that do not fit its 16 bits stand in the codec's own box alone.
fn entry(boxes: Boxes, bits: u16, rate_hz: u32) -> Boxes {
    let rate = u16::try_from(rate_hz).unwrap_or(0);
    boxes.bytes(&[0; 6]).u16(1).u32s(&[0, 0]).u16(2).u16(bits).u32(0).u16(rate).u16(0)
}

/// A segment whose first frame is decoded at `begin`, in samples of the stream.
pub(super) fn segment(coding: Coding, index: u64, begin: u64, frames: &SegmentFrames) -> Vec<u8> {
    let count = frames.sizes.len() as u32;
    let usual = frames.sizes.first().map_or(0, |(_, samples)| *samples);
    let is_even = frames.sizes.iter().all(|(_, samples)| *samples == usual);
    let fragment =
        |data_offset: u32| {
            Boxes::new().put(b"moof", |b| {
                b.full(b"mfhd", 0, 0, |b| b.u32(index as u32 + 1)).put(b"traf", |b| {
                    // Offsets count from the fragment; a frame's length is told once.
                    let b =
                        b.full(b"tfhd", 0, 0x02_0008, |b| b.u32s(&[TRACK, usual]))
                            .full(b"tfdt", 1, 0, |b| b.u32((begin >> 32) as u32).u32(begin as u32))
                            .full(b"trun", 0, if is_even { 0x201 } else { 0x301 }, |b| {
                                let b = b.u32s(&[count, data_offset]);
                                frames.sizes.iter().fold(b, |b, (size, samples)| {
                                    if is_even { b.u32(*size) } else { b.u32s(&[*samples, *size]) }
                                })
                            });
                    match coding {
                        Coding::Opus => b.full(b"sbgp", 0, 0, |b| b.bytes(b"roll").u32s(&[1, count, 1])),
                        Coding::Flac(_) => b,
                    }
                })
            })
        };
    let data_offset = fragment(0).0.len() as u32 + 8;
    let mut out = Boxes::new().put(b"styp", |b| b.bytes(b"iso6").u32(0).bytes(b"iso6cmfc")).0;
    out.extend_from_slice(&fragment(data_offset).0);
    out.extend_from_slice(&(frames.data.len() as u32 + 8).to_be_bytes());
    out.extend_from_slice(b"mdat");
    out.extend_from_slice(&frames.data);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The boxes at one level: kind, and what is in it.
    fn boxes(mut bytes: &[u8]) -> Vec<([u8; 4], &[u8])> {
        let mut found = Vec::new();
        while !bytes.is_empty() {
            let length = u32::from_be_bytes(bytes[..4].try_into().expect("four bytes")) as usize;
            found.push((bytes[4..8].try_into().expect("four bytes"), &bytes[8..length]));
            bytes = &bytes[length..];
        }
        found
    }

    fn kinds(bytes: &[u8]) -> Vec<String> {
        boxes(bytes).iter().map(|(kind, _)| String::from_utf8_lossy(kind).into_owned()).collect()
    }

    #[test]
    fn a_head_is_boxes_within_boxes() {
        let format = FlacFormat { rate_hz: 96_000, channels: 2, bits: 24, block: 3_840 };
        for coding in [Coding::Opus, Coding::Flac(format)] {
            let head = init(coding);
            assert_eq!(kinds(&head), ["ftyp", "moov"]);
            let movie = boxes(&head)[1].1;
            assert_eq!(kinds(movie), ["mvhd", "trak", "mvex"]);
            // Lengths that ISO/IEC 14496-12 fixes.
            assert_eq!(boxes(movie)[0].1.len(), 100);
            let track = boxes(movie)[1].1;
            assert_eq!(boxes(track)[0].1.len(), 84);
            assert_eq!(kinds(track).contains(&"edts".to_owned()), coding == Coding::Opus);
        }
    }

    #[test]
    fn a_segment_tells_where_its_frames_are() {
        let frames = SegmentFrames { data: vec![1, 2, 2, 3, 3, 3], sizes: vec![(1, 960), (2, 960), (3, 500)] };
        let bytes = segment(Coding::Opus, 4, 5 << 32 | 7, &frames);
        assert_eq!(kinds(&bytes), ["styp", "moof", "mdat"]);
        let styp = 8 + boxes(&bytes)[0].1.len();
        let fragment = boxes(boxes(&bytes)[1].1)[1].1;
        assert_eq!(kinds(fragment), ["tfhd", "tfdt", "trun", "sbgp"]);
        assert_eq!(boxes(fragment)[1].1[4..], [0, 0, 0, 5, 0, 0, 0, 7]);
        let run = boxes(fragment)[2].1;
        let offset = u32::from_be_bytes(run[8..12].try_into().expect("four bytes")) as usize;
        assert_eq!(bytes[styp + offset..], frames.data, "the offset counts from the fragment");
        assert_eq!(run[12..20], [0, 0, 3, 0xc0, 0, 0, 0, 1], "960 samples in one byte");
    }
}
