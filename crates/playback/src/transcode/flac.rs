//! FLAC frames (RFC 9639), with fixed predictors and Rice codes.
//!
//! Nothing is lost: what is decoded is what went in. Fixed predictors take some per cent more room than searched ones and
//! a small part of their time, which is right for what is made while somebody waits.

use super::bits::BitWriter;

/// Frames of samples in a block, as the reference encoder has it.
pub(super) const BLOCK: usize = 4_096;
/// The one length of a block in [`FlacFormat::head`] that has a code of its own (RFC 9639 §9.1.1).
const CODED_BLOCK: usize = 4_096;
const ORDER_MAX: usize = 4;
/// A block is cut into at most this power of two of parts, each with a code of its own.
const PARTITION_ORDER_MAX: u32 = 6;
/// The largest parameter of the short form of Rice codes.
const RICE_SHORT_MAX: u32 = 14;
const RICE_MAX: u32 = 30;

/// What a stream of frames consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FlacFormat {
    /// 1 to 655,350 Hz.
    pub(crate) rate_hz: u32,
    /// One or two.
    pub(crate) channels: u8,
    /// 16 or 24.
    pub(crate) bits: u8,
    /// Frames of samples in every block but the last; 16 to 4,608.
    pub(crate) block: u16,
}

impl FlacFormat {
    /// The block `STREAMINFO` (RFC 9639 §8.2) without its header; frames in all are 0 when unknown.
    pub(crate) fn stream_info(self, frames: u64) -> [u8; 34] {
        let mut bits = BitWriter::default();
        bits.put(u32::from(self.block), 16);
        bits.put(u32::from(self.block), 16);
        // Sizes of frames are not known beforehand.
        bits.put(0, 24);
        bits.put(0, 24);
        bits.put(self.rate_hz, 20);
        bits.put(u32::from(self.channels - 1), 3);
        bits.put(u32::from(self.bits - 1), 5);
        let frames = if frames >> 36 == 0 { frames } else { 0 };
        bits.put((frames >> 32) as u32, 4);
        bits.put(frames as u32, 32);
        let mut info = [0; 34];
        info[..18].copy_from_slice(bits.bytes());
        info
    }

    /// Encodes one block of interleaved samples; `number` counts the blocks of a stream.
    pub(super) fn encode(self, interleaved: &[i32], number: u32) -> Vec<u8> {
        let channels = usize::from(self.channels);
        let count = interleaved.len() / channels;
        let mut bits = BitWriter::default();
        if channels == 2 {
            let left: Vec<i32> = interleaved.iter().step_by(2).copied().collect();
            let right: Vec<i32> = interleaved.iter().skip(1).step_by(2).copied().collect();
            let side: Vec<i32> = left.iter().zip(&right).map(|(left, right)| left - right).collect();
            let mid: Vec<i32> = left.iter().zip(&right).map(|(left, right)| (left + right) >> 1).collect();
            let depth = u32::from(self.bits);
            let [left, right] = [left, right].map(|samples| Subframe::of(samples, depth));
            let (mid, side) = (Subframe::of(mid, depth), Subframe::of(side, depth + 1));
            let choices = [
                (0b0001, left.bits + right.bits),
                (0b1000, left.bits + side.bits),
                (0b1001, side.bits + right.bits),
                (0b1010, mid.bits + side.bits),
            ];
            let assignment = choices.into_iter().min_by_key(|(_, bits)| *bits).map_or(0b0001, |(code, _)| code);
            let pair = match assignment {
                0b1000 => [&left, &side],
                0b1001 => [&side, &right],
                0b1010 => [&mid, &side],
                _ => [&left, &right],
            };
            self.head(&mut bits, count, assignment, number);
            pair.into_iter().for_each(|subframe| subframe.write(&mut bits));
        } else {
            self.head(&mut bits, count, 0, number);
            Subframe::of(interleaved.to_vec(), u32::from(self.bits)).write(&mut bits);
        }
        bits.align();
        let sum = crc16(bits.bytes());
        bits.put(u32::from(sum), 16);
        bits.into_bytes()
    }

    fn head(self, bits: &mut BitWriter, count: usize, assignment: u32, number: u32) {
        bits.put(0b1111_1111_1111_1000, 16);
        bits.put(if count == CODED_BLOCK { 0b1100 } else { 0b0111 }, 4);
        bits.put(rate_code(self.rate_hz), 4);
        bits.put(assignment, 4);
        bits.put(if self.bits == 24 { 0b110 } else { 0b100 }, 3);
        bits.put(0, 1);
        put_coded_number(bits, number);
        if count != CODED_BLOCK {
            bits.put(count as u32 - 1, 16);
        }
        let sum = crc8(bits.bytes());
        bits.put(u32::from(sum), 8);
    }
}

/// Samples from floating point, in whole steps of this many bits.
pub(super) fn quantise(samples: &[f32], bits: u8, out: &mut Vec<i32>) {
    let full = f64::from(1_u32 << (bits - 1));
    out.extend(samples.iter().map(|&sample| (f64::from(sample) * full).round().clamp(-full, full - 1.0) as i32));
}

/// One channel of a block, ready to be written.
struct Subframe {
    samples: Vec<i32>,
    depth: u32,
    kind: Kind,
    /// About how many bits it takes.
    bits: u64,
}

enum Kind {
    Constant,
    Verbatim,
    Fixed { order: usize, residual: Vec<i32>, rice: Rice },
}

impl Subframe {
    fn of(samples: Vec<i32>, depth: u32) -> Self {
        let verbatim_bits = samples.len() as u64 * u64::from(depth);
        if samples.iter().all(|sample| *sample == samples[0]) {
            return Self { samples, depth, kind: Kind::Constant, bits: u64::from(depth) };
        }
        let orders = ORDER_MAX.min(samples.len() - 1);
        let residuals = (0..=orders).map(|order| (order, residual(&samples, order)));
        let size = |residual: &[i32]| residual.iter().map(|value| u64::from(value.unsigned_abs())).sum::<u64>();
        // The sum leaves out the warm-up, of which a higher order has more; a few samples of thousands.
        let best = residuals.min_by_key(|(_, residual)| size(residual));
        if let Some((order, residual)) = best {
            let rice = Rice::of(&residual, order, samples.len());
            let bits = order as u64 * u64::from(depth) + rice.bits;
            if bits < verbatim_bits {
                return Self { samples, depth, kind: Kind::Fixed { order, residual, rice }, bits };
            }
        }
        Self { samples, depth, kind: Kind::Verbatim, bits: verbatim_bits }
    }

    fn write(&self, bits: &mut BitWriter) {
        match &self.kind {
            Kind::Constant => {
                bits.put(0, 8);
                bits.put_signed(self.samples[0], self.depth);
            }
            Kind::Verbatim => {
                bits.put(0b0000_0010, 8);
                self.samples.iter().for_each(|sample| bits.put_signed(*sample, self.depth));
            }
            Kind::Fixed { order, residual, rice } => {
                bits.put((0b001_000 | *order as u32) << 1, 8);
                self.samples[..*order].iter().for_each(|sample| bits.put_signed(*sample, self.depth));
                rice.write(residual, *order, self.samples.len(), bits);
            }
        }
    }
}

/// What a fixed predictor of this order leaves over (RFC 9639 §9.2.5).
fn residual(samples: &[i32], order: usize) -> Vec<i32> {
    let at = |index: usize, back: usize| samples[index - back];
    (order..samples.len())
        .map(|index| match order {
            0 => at(index, 0),
            1 => at(index, 0) - at(index, 1),
            2 => at(index, 0) - 2 * at(index, 1) + at(index, 2),
            3 => at(index, 0) - 3 * at(index, 1) + 3 * at(index, 2) - at(index, 3),
            _ => at(index, 0) - 4 * at(index, 1) + 6 * at(index, 2) - 4 * at(index, 3) + at(index, 4),
        })
        .collect()
}

/// How a residual is cut into parts, and the parameter of each.
struct Rice {
    partition_order: u32,
    parameters: Vec<u32>,
    bits: u64,
}

fn folded(value: i32) -> u32 {
    (value << 1 ^ value >> 31).cast_unsigned()
}

impl Rice {
    fn of(residual: &[i32], order: usize, count: usize) -> Self {
        let is_cut = |cut: u32| count.is_multiple_of(1 << cut) && count >> cut > order;
        let finest = (0..=PARTITION_ORDER_MAX).rev().find(|cut| is_cut(*cut)).unwrap_or(0);
        let length = count >> finest;
        let mut sums: Vec<(u64, u64)> = (0..1_usize << finest)
            .map(|part| {
                let begin = (part * length).saturating_sub(order).min(residual.len());
                let end = ((part + 1) * length - order).min(residual.len());
                let begin = if part == 0 { 0 } else { begin };
                let values = &residual[begin..end];
                (values.iter().map(|value| u64::from(folded(*value))).sum(), values.len() as u64)
            })
            .collect();
        let mut best: Option<Self> = None;
        let mut cut = finest;
        loop {
            let chosen: Vec<(u32, u64)> = sums.iter().map(|(sum, count)| parameter(*sum, *count)).collect();
            let width = if chosen.iter().any(|(parameter, _)| *parameter > RICE_SHORT_MAX) { 5 } else { 4 };
            let bits = 6 + chosen.iter().map(|(_, bits)| bits + width).sum::<u64>();
            if best.as_ref().is_none_or(|best| bits < best.bits) {
                let parameters = chosen.into_iter().map(|(parameter, _)| parameter).collect();
                best = Some(Self { partition_order: cut, parameters, bits });
            }
            if cut == 0 {
                break;
            }
            cut -= 1;
            sums = sums.chunks(2).map(|pair| pair.iter().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))).collect();
        }
        best.unwrap_or(Self { partition_order: 0, parameters: vec![0], bits: 0 })
    }

    fn write(&self, residual: &[i32], order: usize, count: usize, bits: &mut BitWriter) {
        let is_long = self.parameters.iter().any(|parameter| *parameter > RICE_SHORT_MAX);
        bits.put(u32::from(is_long), 2);
        bits.put(self.partition_order, 4);
        let length = count >> self.partition_order;
        let mut begin = 0;
        for (part, &parameter) in self.parameters.iter().enumerate() {
            bits.put(parameter, if is_long { 5 } else { 4 });
            let end = (part + 1) * length - order;
            for value in &residual[begin..end] {
                let value = folded(*value);
                bits.put_unary(value >> parameter);
                bits.put(value, parameter);
            }
            begin = end;
        }
    }
}

/// The best parameter for values of this sum, and about how many bits they take then.
fn parameter(sum: u64, count: u64) -> (u32, u64) {
    let bits_at = |parameter: u32| count * u64::from(parameter + 1) + (sum >> parameter);
    let guess = sum.checked_div(count).map_or(0, |mean| mean.checked_ilog2().unwrap_or(0));
    let around = guess.saturating_sub(1)..=(guess + 1).min(RICE_MAX);
    around.map(|parameter| (parameter, bits_at(parameter))).min_by_key(|(_, bits)| *bits).unwrap_or((0, bits_at(0)))
}

fn rate_code(rate_hz: u32) -> u32 {
    match rate_hz {
        88_200 => 1,
        176_400 => 2,
        192_000 => 3,
        8_000 => 4,
        16_000 => 5,
        22_050 => 6,
        24_000 => 7,
        32_000 => 8,
        44_100 => 9,
        48_000 => 10,
        96_000 => 11,
        // As the head of the stream tells.
        _ => 0,
    }
}

/// A number in the manner of UTF-8 (RFC 9639 §9.1.5).
fn put_coded_number(bits: &mut BitWriter, number: u32) {
    if number < 0x80 {
        bits.put(number, 8);
        return;
    }
    let follow = (1..=5).find(|follow| number < 1 << (6 * follow + 6 - follow)).unwrap_or(5);
    // As many bits 1 as there are bytes, and a bit 0.
    let lead = (0xff00_u32 >> (follow + 1)) & 0xff;
    bits.put(lead | number >> (6 * follow), 8);
    for index in (0..follow).rev() {
        bits.put(0x80 | (number >> (6 * index) & 0x3f), 8);
    }
}

fn crc8(bytes: &[u8]) -> u8 {
    bytes
        .iter()
        .fold(0, |sum, byte| (0..8).fold(sum ^ byte, |sum, _| if sum & 0x80 == 0 { sum << 1 } else { sum << 1 ^ 0x07 }))
}

fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |sum, byte| sum << 8 ^ SUMS[usize::from((sum >> 8) as u8 ^ byte)])
}

static SUMS: [u16; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let mut sum = (at as u16) << 8;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 0x8000 == 0 { sum << 1 } else { sum << 1 ^ 0x8005 };
            bit += 1;
        }
        table[at] = sum;
        at += 1;
    }
    table
};
