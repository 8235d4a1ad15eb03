//! A segment that lies elsewhere answers as one in memory does, and brings little of itself into memory.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::common::{RATE_HZ, peaks, tune};
use recognition_core::{Acceptance, Density, Place, Segment, SegmentBuilder, SegmentError, Source, recognise};

/// Bytes of which it is known how many were read; from some moment on they cannot be.
#[derive(Debug)]
struct Counted {
    bytes: Vec<u8>,
    read: Arc<AtomicU64>,
    limit: Arc<AtomicU64>,
}

impl Place for Counted {
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        if self.read.fetch_add(into.len() as u64, Ordering::Relaxed) > self.limit.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::Other.into());
        }
        let from = self.bytes.get(at as usize..at as usize + into.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        into.copy_from_slice(from);
        Ok(())
    }

    fn length(&self) -> u64 {
        self.bytes.len() as u64
    }
}

fn songs() -> Segment {
    let mut builder = SegmentBuilder::default();
    for song in 0..8 {
        builder.add(song, 0, &peaks(&tune(song as u64, 30), RATE_HZ, Density::Reference)).expect("there is room");
    }
    builder.build().expect("there is room")
}

#[test]
fn reading_by_position_answers_as_memory_does_and_reads_a_part() {
    let memory = songs();
    let bytes = memory.bytes().expect("it is in memory").to_vec();
    let (read, limit) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(u64::MAX)));
    let place = Counted { bytes, read: Arc::clone(&read), limit: Arc::clone(&limit) };
    let segment = Segment::open(Source::Place(Box::new(place))).expect("it is whole");
    assert!(segment.bytes().is_none());
    // What is in memory does not grow with the music: the directory has one number for each key that there can be.
    assert!(segment.memory_bytes() < 1_940_000 + 8 * 32, "{} bytes", segment.memory_bytes());

    let mut unlike = 0;
    for song in 0..11 {
        let sound = &tune(song, 30)[20 * RATE_HZ as usize..24 * RATE_HZ as usize];
        let question = peaks(sound, RATE_HZ, Density::Query);
        let ask = |segment: &Segment| recognise(&[segment], |_, _| true, &question, Acceptance::default());
        let (near, far) = (ask(&memory).expect("it is there"), ask(&segment).expect("it is there"));
        assert_eq!(near, far, "tune {song}");
        unlike += usize::from(near.found().is_none());
    }
    assert_eq!(unlike, 3, "eight are known, three are not");

    let merged = SegmentBuilder::merge(&[&segment], |_, _| true).expect("there is room");
    assert!(merged.bytes() == memory.bytes(), "a merge of one is a copy");

    limit.store(0, Ordering::Relaxed);
    let question = peaks(&tune(1, 30)[..4 * RATE_HZ as usize], RATE_HZ, Density::Query);
    assert!(recognise(&[&segment], |_, _| true, &question, Acceptance::default()).is_err(), "a failing disk is told");
    assert!(matches!(SegmentBuilder::merge(&[&segment], |_, _| true), Err(SegmentError::Io(_))));
}
